/// What the on-call team works: one hot thing, with every message about it.
package struct Case: Hashable, Sendable {
    package var id: CaseID
    package var state: State
    /// The highest of its messages'.
    package var heat: Int
    package var severity: Severity?
    package var title: String
    /// Messages that belong to it.
    package var messages: Int
    /// When the first of them was heard.
    package var firstHeard: Moment
    /// When a person should have looked, where a rule promises it.
    package var promise: Moment?
    package var owner: String
    package var claimedBy: String?
    package var reasons: [Reason]
    /// When its newest message was heard.
    package var newestHeard: Moment
    /// Its place in the queue: the earlier, the sooner a person should look; see `Urgency`.
    package var rank: Moment
    /// When somebody or something looks at it next; nil where it is closed.
    package var due: Moment?
    /// The step of the escalation that is due next, from 0, and how often all were gone through.
    package var step: Int
    package var round: Int
    /// A rota or a person it was handed over to.
    package var target: String?
    /// It waits for the start of a shift, since nobody is on duty.
    package var isHeld: Bool
    /// Many people's one trouble, opened by a burst.
    package var isIncident: Bool
    /// Those who wrote about an incident, where that was counted; else 0.
    package var people: Int
    /// The known incident that it belongs to. Where nobody has claimed it, it calls nobody itself, is due with the
    /// incident, and closes with it.
    package var incident: CaseID?
    /// What became of it when it was merged.
    package var mergedInto: CaseID?
    /// When a person first claimed, acknowledged or closed it.
    package var firstTouched: Moment?

    package enum State: String, Sendable, Codable, CaseIterable {
        case open, claimed, acknowledged, snoozed, resolved
        case notHot = "not-hot"

        /// A case that new messages of its conversation still join.
        package var isOpen: Bool {
            switch self {
            case .open, .claimed, .acknowledged, .snoozed: true
            case .resolved, .notHot: false
            }
        }
    }

    package init(
        id: CaseID, state: State, heat: Int, severity: Severity?, title: String, messages: Int, firstHeard: Moment,
        promise: Moment?, owner: String, claimedBy: String?, reasons: [Reason], newestHeard: Moment? = nil,
        rank: Moment? = nil, due: Moment? = nil, step: Int = 0, round: Int = 0, target: String? = nil,
        isHeld: Bool = false, isIncident: Bool = false, people: Int = 0, incident: CaseID? = nil,
        mergedInto: CaseID? = nil,
        firstTouched: Moment? = nil
    ) {
        self.id = id
        self.state = state
        self.heat = heat
        self.severity = severity
        self.title = title
        self.messages = messages
        self.firstHeard = firstHeard
        self.promise = promise
        self.owner = owner
        self.claimedBy = claimedBy
        self.reasons = reasons
        self.newestHeard = newestHeard ?? firstHeard
        self.rank = rank ?? firstHeard
        self.due = due
        self.step = step
        self.round = round
        self.target = target
        self.isHeld = isHeld
        self.isIncident = isIncident
        self.people = people
        self.incident = incident
        self.mergedInto = mergedInto
        self.firstTouched = firstTouched
    }
}
