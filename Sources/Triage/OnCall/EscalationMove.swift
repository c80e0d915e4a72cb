/// What escalation knows of a case when its due time has come.
package struct CaseWatch: Hashable, Sendable {
    package var id: CaseID
    package var state: Case.State
    package var heat: Int
    package var severity: Severity?
    package var firstHeard: Moment
    package var promise: Moment?
    package var claimedBy: String?
    /// The step that is due next, from 0, among `OnCall.steps(target:)`; as many as these are, or more: the last
    /// resort.
    package var step: Int
    /// Times that the steps were gone through.
    package var round: Int
    /// To whom it was handed over: a rota or a person by name; nil: the steps decide.
    package var target: String?
    /// Who handed it over; nil where it is not known any more.
    package var handedOverBy: String?
    /// Nobody was on duty, and it waits for the start of a shift.
    package var isHeld: Bool

    package init(
        id: CaseID, state: Case.State, heat: Int, severity: Severity?, firstHeard: Moment, promise: Moment?,
        claimedBy: String?, step: Int = 0, round: Int = 0, target: String? = nil, handedOverBy: String? = nil,
        isHeld: Bool = false
    ) {
        self.id = id
        self.state = state
        self.heat = heat
        self.severity = severity
        self.firstHeard = firstHeard
        self.promise = promise
        self.claimedBy = claimedBy
        self.step = step
        self.round = round
        self.target = target
        self.handedOverBy = handedOverBy
        self.isHeld = isHeld
    }
}

/// What shall become true of a case whose due time has come, in one transaction.
package struct EscalationMove: Hashable, Sendable {
    /// Open again where a claim lapsed or a snooze is over; claimed again where its holder, having acknowledged it,
    /// did not touch it for long.
    package var state: Case.State
    package var claimedBy: String?
    package var step: Int
    package var round: Int
    package var isHeld: Bool
    /// Always in the future: a case that is not closed has a next look.
    package var due: Moment
    package var pages: [PageDraft]
    /// For the case's story, oldest first: "step 1 skipped", "nobody is on duty in night".
    package var events: [Event]

    package struct Event: Hashable, Sendable {
        package var what: String
        package var note: String
        package init(_ what: String, _ note: String) {
            self.what = what
            self.note = note
        }
    }

    package init(
        state: Case.State, claimedBy: String?, step: Int, round: Int, isHeld: Bool, due: Moment, pages: [PageDraft],
        events: [Event]
    ) {
        self.state = state
        self.claimedBy = claimedBy
        self.step = step
        self.round = round
        self.isHeld = isHeld
        self.due = due
        self.pages = pages
        self.events = events
    }
}

/// A call for one person's attention, before it is written down.
package struct PageDraft: Hashable, Sendable {
    /// Nil: about the team itself, with `words`.
    package var hotCase: CaseID?
    package var person: PersonName
    /// The first is tried at once, the next where it fails or is not delivered.
    package var reach: [Means]
    package var why: Why
    /// For what is about no case.
    package var words: String

    /// Why somebody is called, as the first line of a page says it.
    package enum Why: Hashable, Sendable {
        /// The number of the step, from 1, and the round, from 1.
        case step(Int, round: Int)
        case claimLapsed(by: String)
        case snoozeOver
        case stillOpen
        case handedOver(by: String)
        case lastResort
        /// Held while nobody was on duty; one page for all of them.
        case shiftBegins
        /// About the team: a page that failed, somebody who sent STOP, a case without a due time.
        case notice
    }

    package init(hotCase: CaseID?, person: PersonName, reach: [Means], why: Why, words: String = "") {
        self.hotCase = hotCase
        self.person = person
        self.reach = reach
        self.why = why
        self.words = words
    }
}
