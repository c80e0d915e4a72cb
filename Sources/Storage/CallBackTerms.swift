import Triage

/// What calls are agreed and rung by: plain values of the configuration, swapped whole on a reload.
package struct CallBackTerms: Sendable {
    package var plan: CallBackPlan
    /// How customers are answered by itself, and so whether they hear of what becomes of a call; nil: not at all.
    package var manners: Manners?
    package var hours: BusinessHours
    /// Nil: nobody can be called, and tickets must do.
    package var onCall: OnCall?
    /// The right side of the Message-ID of a ticket; nil: there is no ACD.
    package var ticketDomain: String?
    /// Heat of a case that is opened for a call.
    package var heat: Int

    package init(
        plan: CallBackPlan, hours: BusinessHours, onCall: OnCall? = nil, ticketDomain: String? = nil, heat: Int = 50,
        manners: Manners? = nil
    ) {
        self.plan = plan
        self.hours = hours
        self.onCall = onCall
        self.ticketDomain = ticketDomain
        self.heat = heat
        self.manners = manners
    }

    /// Customers who write there are answered by itself.
    func answers(_ source: SourceName) -> Bool {
        manners.map { $0.mode != .off && $0.sources.contains(source) } ?? false
    }

    /// Customers book by a link while they are answered; in a preview nothing is agreed that nobody would be told of.
    package var sellsByLink: Bool { plan.sells && manners?.mode == .on }

    package func calendar(source: SourceName?, language: String) -> BusinessCalendar {
        hours.calendar(source: source, language: language.isEmpty ? nil : language, team: plan.team)
    }

    /// A call that stands, at a time at which nobody may be there any more: the hours were changed since.
    package func isOutsideHours(_ call: CallBack) -> Bool {
        guard call.state.stands else { return false }
        let calendar = calendar(of: call)
        return calendar.state(at: call.start) != .open || calendar.state(at: call.end - .microseconds(1)) != .open
    }

    package func calendar(of call: CallBack) -> BusinessCalendar {
        hours.calendar(
            source: call.source.rawValue.isEmpty ? nil : call.source, language: call.language,
            team: call.team.isEmpty ? nil : call.team)
    }
}

/// What became of a wish to book, move, cancel or mark a call.
package enum CallBackAnswer: Hashable, Sendable {
    case done(CallBack)
    /// The slot cannot be had, and these can, near it.
    case refused(Slots.State, instead: [Moment])
    /// Somebody changed it since it was read: as it is now.
    case changed(CallBack)
    /// It is kept, missed or cancelled, and this cannot be done to it any more; or its time has not come.
    case over(CallBack)
    case noSuchCallBack
}

/// How somebody says a call went.
package enum CallBackEnding: String, Hashable, Sendable, Codable, CaseIterable {
    case kept
    case noReply = "no-reply"
    case nobodyRang = "nobody-rang"
}

extension CallBack {
    /// When they are rung again, of a call that was made in vain; its `start` stays what was agreed.
    package var again: Moment? { state == .booked && attempts > 0 ? due.flatMap { $0 > start ? $0 : nil } : nil }

    /// After its name: why it cannot be done.
    package var whyNot: String { state.stands ? "is not due yet" : "is \(state.rawValue) already" }
}
