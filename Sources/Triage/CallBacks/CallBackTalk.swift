/// What becomes of the talk about a call-back because of one message, and what is answered.
package struct TalkMove: Hashable, Sendable {
    package var change: TalkChange
    /// Nil: nothing is said. They declined, or a person takes over.
    package var answer: AnswerDraft?

    package init(change: TalkChange, answer: AnswerDraft?) {
        self.change = change
        self.answer = answer
    }
}

/// The talk with a customer about a call: an offer, a choice, a number, a confirmation in full. What is not
/// understood is asked, never guessed; after three questions in a row a person takes over.
package enum CallBackTalk {
    /// Questions in a row, other offers among them, after which a person takes over.
    package static let mostQuestions = 3
    /// A text that goes on behind what the reader of times looks at is a letter, not a reply.
    package static let longestReply = 2_000
    /// Words without a time in them are asked about up to this length, in characters; what is longer is something
    /// else that the customer has to say, and a person reads it.
    package static let longestMumble = 40
    /// Up to this length, a text in which a time is named is taken to be about the call that stands.
    package static let longestChange = 160

    /// What becomes of a reply; nil: it is not about the call-back, and the gate goes on with it as with any message.
    ///
    /// - Parameters:
    ///   - language: of the message, as far as is known.
    ///   - talk: the newest of the conversation; one that led to a call which stands helps to read "2" afterwards.
    ///   - callBack: the customer's that stands.
    ///   - topic: what it is about, in a line.
    ///   - waitedSince: since when they wait, for a call that is agreed now.
    package static func move(
        _ message: Message, language: String, talk: Talk?, callBack: CallBack?, correspondence: Correspondence,
        plan: CallBackPlan, calendar: BusinessCalendar, tables: Decider.Tables, customer: Customer?, topic: String,
        hotCase: CaseID?, waitedSince: Moment, now: Moment
    ) -> TalkMove? {
        let standing = callBack.flatMap { $0.state.stands ? $0 : nil }
        guard talk != nil || standing != nil, message.text.utf8.count <= longestReply else { return nil }
        let turn = TalkTurn(
            message: message, language: language, talk: talk, standing: standing,
            taken: correspondence.taken, plan: plan, calendar: calendar, tables: tables, customer: customer,
            topic: topic, hotCase: hotCase, waitedSince: waitedSince, now: now)
        return turn.move(turn.read(offered: talk?.offered ?? []))
    }

    /// What becomes of the wish to be called in a message that answers no offer: "please call me tomorrow at 3pm". A
    /// time that can be had is booked, or its number asked for; of others the nearest are offered. Nil: they wish for no
    /// call, or for none at a time, or a call or a talk stands already.
    package static func opening(
        _ message: Message, language: String, correspondence: Correspondence, plan: CallBackPlan,
        calendar: BusinessCalendar, tables: Decider.Tables, customer: Customer?, topic: String, hotCase: CaseID?,
        waitedSince: Moment, now: Moment
    ) -> TalkMove? {
        guard correspondence.callBack?.state.stands != true, message.text.utf8.count <= longestReply else { return nil }
        if let talk = correspondence.talk, talk.state.isOpen, talk.expires > now { return nil }
        let turn = TalkTurn(
            message: message, language: language, talk: nil, standing: nil, taken: correspondence.taken, plan: plan,
            calendar: calendar, tables: tables, customer: customer, topic: topic, hotCase: hotCase,
            waitedSince: waitedSince, now: now)
        return turn.open(turn.read(offered: []))
    }

    /// The offer that an acknowledgement carries: the next free slots, and the talk that begins with them. Nil where
    /// nothing is free, or a call or a talk stands already.
    package static func offer(
        _ message: Message, language: String, correspondence: Correspondence, plan: CallBackPlan,
        calendar: BusinessCalendar, tables: Decider.Tables, customer: Customer?, now: Moment
    ) -> (slots: [Moment], talk: Talk)? {
        guard correspondence.callBack?.state.stands != true else { return nil }
        if let talk = correspondence.talk, talk.state.isOpen, talk.expires > now { return nil }
        let slots = Slots(plan: plan, calendar: calendar, taken: correspondence.taken, now: now).next()
        guard !slots.isEmpty else { return nil }
        let zone = self.zone(of: customer, calendar, tables)
        let talk = Talk(
            offered: slots, number: "", zone: zone.table.name, language: language, expires: now + plan.offerStands)
        return (slots, talk)
    }

    /// The customer's own where the CRM knows it, else the brand's.
    static func zone(
        of customer: Customer?, _ calendar: BusinessCalendar, _ tables: Decider.Tables
    ) -> (table: TimeZoneTable, isTheirs: Bool) {
        if let name = customer?.timeZone, !name.isEmpty, let zone = tables.zone(name) { return (zone, true) }
        return (calendar.zone, false)
    }

    /// The number that a customer can be rung at without being asked: that from which they texted, else the CRM's.
    package static func knownNumber(
        _ handle: Handle, customer: Customer?, plan: CallBackPlan, tables: Decider.Tables
    ) -> String? {
        for number in [handle.channel == .sms ? handle.address : "", customer?.number ?? ""] {
            // A sender's name and a short code cannot be rung.
            guard number.hasPrefix("+"), number.utf8.count >= 8 else { continue }
            switch tables.number(number, plan.region) {
            case .good(let e164), .doubtful(let e164): return e164
            // Whoever has no tables at all still knows where a text came from.
            case .none: return number
            case .impossible, .refused: continue
            }
        }
        return nil
    }
}
