/// What the rules that may come true want to have recalled beyond the message and its customer: known
/// from the evidence, so that memory nobody asks about costs no query.
package struct Needs: Hashable, Sendable {
    /// The longest window, in seconds before the message's time, in which contacts are counted; nil where
    /// nobody counts them.
    package var contactsWithin: Int?
    /// Since when the conversation waits for an answer.
    package var wantsUnanswered: Bool
    /// How many cases of the person are open.
    package var wantsOpenCases: Bool

    package static let nothing = Needs()

    package init(contactsWithin: Int? = nil, wantsUnanswered: Bool = false, wantsOpenCases: Bool = false) {
        self.contactsWithin = contactsWithin
        self.wantsUnanswered = wantsUnanswered
        self.wantsOpenCases = wantsOpenCases
    }
}

extension RuleSet {
    /// What the rules want recalled that this evidence may make true.
    package func needs(of evidence: Evidence) -> Needs { .nothing }
}
