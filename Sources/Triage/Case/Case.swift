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
        promise: Moment?, owner: String, claimedBy: String?, reasons: [Reason]
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
    }
}
