/// What a customer's calendar says of a call, once it is known to be theirs: read here, and made true like what they
/// write themselves.
package enum CalendarTurn: Hashable, Sendable {
    /// Nothing is to be done; a word for the call's story, and what is told of it.
    case noted(String, String)
    /// It answers what no longer holds: nothing changes, and nothing is said.
    case stale(String)
    /// Nothing that it says can be done; the mail goes on as any other.
    case unread(String)
    case calledOff
    case wishes(Moment)

    /// A call is moved at a calendar's wish no more often than this, whatever moved it: two machines that never agree
    /// must end. `CallBack.sequence` counts.
    package static let mostMoves = 12

    package static func reading(
        _ reply: AppointmentReply, of call: CallBack, zone: (String) -> TimeZoneTable?
    ) -> CalendarTurn {
        if !call.state.stands {
            // Whoever names another time for a call that is over wants one.
            let isOver = "their calendar speaks of a call that is over"
            return reply.method == .counter ? .unread(isOver) : .stale(isOver)
        }
        if reply.sequence < call.sequence {
            return .stale("their calendar answers invitation \(reply.sequence), and \(call.sequence) is the newest")
        }
        switch reply.method {
        case .cancel: return .calledOff
        case .counter: return wish(reply.proposal, zone: zone)
        case .reply: break
        }
        switch reply.participation {
        case .accepted: return .noted("accepted", "their calendar accepts the call")
        case .tentative: return .noted("tentative", "their calendar accepts the call, perhaps")
        case .declined: return .calledOff
        case .delegated: return .unread("their calendar says that somebody else takes the call")
        case .needsAction: return .unread("their calendar has not decided about the call")
        }
    }

    private static func wish(
        _ proposal: AppointmentReply.Proposal?, zone: (String) -> TimeZoneTable?
    ) -> CalendarTurn {
        switch proposal {
        case .instant(let start): return .wishes(start)
        case .reading(let clock, let name):
            guard let table = zone(name) else {
                return .unread("their calendar asks for a time in a zone that nobody knows")
            }
            return .wishes(Moment(seconds: table.placement(of: clock).first))
        // A whole day, or a reading of no clock in particular.
        case nil: return .unread("their calendar asks for another time, and for none that can be read")
        }
    }
}

/// A line for a call's story that changes nothing of the call.
package struct CallBackRemark: Hashable, Sendable {
    package var callBack: CallBack
    /// `accepted`, `tentative`, else `calendar`.
    package var what: String
    package var note: String

    package init(_ callBack: CallBack, _ what: String, _ note: String) {
        self.callBack = callBack
        self.what = what
        self.note = note
    }
}

extension TalkChange {
    /// That it changes; nil: there is none yet.
    package var callBack: CallBack? {
        switch self {
        case .offer, .note, .book: nil
        case .move(let call, _, _), .cancel(let call, _): call
        }
    }
}

extension CallBackTalk {
    /// What becomes of a call whose customer said through their calendar what otherwise stands in their words.
    package static func move(
        _ said: CalendarTurn, of call: CallBack, _ message: Message, correspondence: Correspondence,
        plan: CallBackPlan, calendar: BusinessCalendar, tables: Decider.Tables, customer: Customer?, topic: String,
        hotCase: CaseID?, waitedSince: Moment, now: Moment
    ) -> TalkMove? {
        var message = message
        // What a calendar writes beside its answer is no reply of theirs.
        message.text = ""
        let turn = TalkTurn(
            message: message, language: call.language, talk: correspondence.talk, standing: call,
            taken: correspondence.taken, plan: plan, calendar: calendar, tables: tables, customer: customer,
            topic: topic, hotCase: hotCase, waitedSince: waitedSince, now: now)
        switch said {
        case .calledOff: return turn.move(TimeReading(reply: .cancel))
        case .wishes(let start):
            return turn.move(TimeReading(reply: .wish([WallStretch(exactly: turn.zone.wallClock(at: start))])))
        case .noted, .stale, .unread: return nil
        }
    }
}
