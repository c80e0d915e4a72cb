/// What a rule says of itself, for lists and warnings.
package struct RuleFacts: Hashable, Sendable {
    package var name: String
    package var title: String
    package var file: String
    /// From 1.
    package var line: Int
    package var severity: Severity
    package var score: Int
    package var mode: Mode
    /// Its messages are counted in the ledger and not shown: it is meant to fire often.
    package var isFilter: Bool
    package var owner: String
    /// Seconds.
    package var respond: Int?

    package enum Mode: String, Sendable { case live, shadow, off }

    package init(
        name: String, title: String, file: String, line: Int, severity: Severity, score: Int, mode: Mode,
        isFilter: Bool, owner: String, respond: Int?
    ) {
        self.name = name
        self.title = title
        self.file = file
        self.line = line
        self.severity = severity
        self.score = score
        self.mode = mode
        self.isFilter = isFilter
        self.owner = owner
        self.respond = respond
    }
}

extension RuleSet {
    /// Every rule that an author wrote, in the order of files and lines.
    package var listing: [RuleFacts] {
        bench.compiled.rules.filter { !$0.name.hasPrefix(SpikeDraft.watchPrefix) }.map { rule in
            let mode: RuleFacts.Mode =
                switch rule.mode {
                case .live: .live
                case .shadow: .shadow
                case .off: .off
                }
            return RuleFacts(
                name: rule.name, title: rule.title, file: rule.file, line: rule.line, severity: rule.severity,
                score: rule.score, mode: mode, isFilter: rule.action == .filter, owner: rule.owner,
                respond: rule.respond)
        }
    }
}
