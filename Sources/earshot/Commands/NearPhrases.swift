import Triage

/// What a message nearly says, told where it helps: a slip beside the near miss that it explains, the rest by itself.
struct NearPhrases {
    /// By rule that was near to firing and lacks words.
    private(set) var ofRules: [String: AlikePhrase] = [:]
    private(set) var others: [AlikePhrase] = []

    private static let mostOthers = 3

    /// - Parameter asked: the rule that was asked for.
    init(_ text: String, _ explanation: Explanation, asked: String?, _ files: [RuleFile]) {
        let fired = Set(explanation.fired.map(\.reason.rule))
        let near = asked.map { [$0] } ?? explanation.near.map(\.rule.name)
        let found = AlikePhrase.find(in: text, files, preferring: near, most: Self.mostOthers)
        var told: Set<[String]> = []
        for miss in explanation.near where miss.lacks.contains(where: { $0.kind == .words }) {
            guard let slip = found.first(where: { $0.isMisspelt && $0.rules.contains(miss.rule.name) }) else {
                continue
            }
            ofRules[miss.rule.name] = slip
            told.insert(slip.words)
        }
        for alike in found where others.count < Self.mostOthers {
            // Other forms are many, and tell something only where nothing else does.
            let isTelling =
                alike.isMisspelt
                ? alike.rules.contains { !fired.contains($0) } || alike.rules.isEmpty : fired.isEmpty || asked != nil
            guard isTelling, told.allSatisfy({ Set($0).isDisjoint(with: alike.words) }) else { continue }
            if alike.isMisspelt { told.insert(alike.words) }
            others.append(alike)
        }
    }

    var json: JSON {
        .list(
            (ofRules.sorted { $0.key < $1.key }.map { ($0.value, $0.key) } + others.map { ($0, nil) }).map {
                alike, miss in
                .object([
                    ("list", .text(alike.list)), ("phrase", .text(alike.phrase)), ("file", .text(alike.file)),
                    ("line", .integer(alike.line)), ("words", .list(alike.words.map { .text($0) })),
                    ("misspelt", .bool(alike.isMisspelt)), ("rules", .list(alike.rules.map { .text($0) })),
                    ("near", .text(miss)),
                ])
            })
    }
}
