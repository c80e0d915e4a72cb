/// The rules as compiled: immutable, swapped whole. Judging and concluding are pure; the same rule set,
/// message and context always give the same.
package struct RuleSet: Sendable {
    /// Of every byte of every file and of the version of this program's judge; hex.
    package let hash: String

    /// Parses, compiles and runs the examples. The rule set is nil where there is any error; the
    /// complaints are in the order of files and lines.
    package static func compile(_ files: [RuleFile]) -> (rules: RuleSet?, complaints: [Complaint]) {
        preconditionFailure("not built yet")
    }

    /// A rule set with no rules: everything is stored, nothing is hot.
    package static let empty = RuleSet(hash: "")

    /// What the text of one message alone shows. Costs time linear in the text, whatever the rules.
    package func judge(_ message: Message) -> Evidence { preconditionFailure("not built yet") }

    /// Evaluates every `when` that may still be true. Evidence of another rule set is judged again.
    package func conclude(_ evidence: Evidence, of message: Message, customer: Customer?, policy: Policy) -> Verdict {
        preconditionFailure("not built yet")
    }
}
