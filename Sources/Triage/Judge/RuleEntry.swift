/// A rule or a spike as a list of them shows it: what it says of itself, and how many examples it has.
package struct RuleEntry: Hashable, Sendable {
    package enum Kind: String, Sendable { case rule, spike }

    package var kind: Kind
    package var name: String
    package var title: String
    package var severity: Severity
    package var score: Int
    package var mode: RuleFacts.Mode
    /// `hot`, `filter`; nil where nothing but its score counts.
    package var action: String?
    package var group: String?
    package var tags: [String]
    package var owner: String
    package var skill: String
    /// Seconds.
    package var respond: Int?
    package var file: String
    /// From 1.
    package var line: Int
    package var hits: Int
    package var misses: Int
    /// Of these, those known to fail.
    package var todos: Int

    package var examples: Int { hits + misses }
}

extension RuleSet {
    /// All that these files say, in the order of files and lines, whether they compile or not: of rules with an
    /// error what could be read.
    package static func entries(_ files: [RuleFile]) -> [RuleEntry] {
        files.sorted { $0.path < $1.path }.enumerated().flatMap { place, file -> [RuleEntry] in
            guard case .rules(let drafts, let spikes) = RulePage(file, index: place).content else { return [] }
            let entries =
                drafts.map { RuleEntry(.rule, $0, $0.examples, in: file) }
                + spikes.map { RuleEntry(.spike, $0.common, $0.bursts.map(\.example), in: file) }
            return entries.sorted { $0.line < $1.line }
        }
    }
}

extension RuleEntry {
    fileprivate init(_ kind: Kind, _ draft: RuleDraft, _ examples: [RuleDraft.Example], in file: RuleFile) {
        let mode: RuleFacts.Mode =
            switch draft.mode {
            case .live: .live
            case .shadow: .shadow
            case .off: .off
            }
        self.init(
            kind: kind, name: draft.name, title: draft.title.isEmpty ? draft.name : draft.title,
            severity: draft.severityInForce, score: draft.scoreInForce, mode: mode,
            action: draft.action == .none ? nil : draft.action.rawValue, group: draft.group?.name, tags: draft.tags,
            owner: draft.owner, skill: draft.skill, respond: draft.respond, file: file.path,
            line: draft.place.line + 1, hits: examples.count { $0.shallFire },
            misses: examples.count { !$0.shallFire }, todos: examples.count(where: \.isTodo))
    }
}
