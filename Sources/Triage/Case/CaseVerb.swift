/// What a person does with a case; see `Case.apply`.
package enum CaseVerb: Hashable, Sendable {
    case claim
    case release
    case acknowledge
    case snooze(until: Moment)
    /// To a rota, a person or a step by name, with a note; `steps` sends it back to where it would be.
    case handOver(to: String)
    /// Everything of it belongs to that case from now on.
    case merge(into: CaseID)
    /// These messages become a case of their own.
    case split([MessageID])
    /// Belongs to a known incident; its messages stay its own.
    case link(to: CaseID)
    case resolve
    /// Nobody should have been called: rules are measured by it.
    case notHot

    /// As commands, addresses and the case's story name it.
    package var word: String {
        switch self {
        case .claim: "claim"
        case .release: "release"
        case .acknowledge: "acknowledge"
        case .snooze: "snooze"
        case .handOver: "hand-over"
        case .merge: "merge"
        case .split: "split"
        case .link: "link"
        case .resolve: "resolve"
        case .notHot: "not-hot"
        }
    }
}
