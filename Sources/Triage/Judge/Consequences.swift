/// What each rule does where it is true, laid out for those that fire: nothing is worked out of a rule for each
/// message that could be worked out once.
final class Consequences: Sendable {
    /// By rule.
    private let effects: [Effect]
    /// By rule: all that a reason says whatever the message.
    private let reasons: [Reason]

    struct Effect {
        var score: Int
        /// -1 for none.
        var group: Int
        /// In the order of names.
        var rank: Int
        var severity: Severity
        var action: RuleDraft.Action
        var replaces: Bool
    }

    init(_ rules: [Compiled.Rule]) {
        var ranks = Array(repeating: 0, count: rules.count)
        let order = rules.indices.sorted { rules[$0].name < rules[$1].name }
        for (rank, rule) in order.enumerated() { ranks[rule] = rank }
        effects = rules.enumerated().map { number, rule in
            Effect(
                score: rule.score, group: rule.group ?? -1, rank: ranks[number], severity: rule.severity,
                action: rule.action, replaces: !rule.replaces.isEmpty)
        }
        reasons = rules.map { rule in
            Reason(
                rule: rule.name, title: rule.title, file: rule.file, line: rule.line, score: rule.score,
                severity: rule.severity, matches: [], owner: rule.owner, skill: rule.skill,
                respondWithin: rule.respond)
        }
    }

    subscript(rule: Int) -> Effect { effects[rule] }

    /// - Parameter other: the rule that speaks in its place.
    func reason(
        _ rule: Int, score: Int, replacedBy other: Int?, matches: [Reason.Match], more: Int
    ) -> Reason {
        var reason = reasons[rule]
        reason.score = score
        reason.matches = matches
        reason.more = more
        if let other {
            reason.owner = ""
            reason.skill = ""
            reason.respondWithin = nil
            reason.replacedBy = reasons[other].rule
        }
        return reason
    }
}
