import Storage
import Triage

/// How the heat of a message came about, rule by rule.
struct HeatSum: Sendable {
    struct Line: Sendable {
        var reason: Reason
        /// How its points came about, where the rules are still those that judged: `25, +25: followers over 1000`.
        var how: String
    }
    var lines: [Line]
    var shadowed: [Reason]
    var heat: Int
    /// What the rules add up to is below 0, and heat never is.
    var isFloor: Bool

    /// - Parameter explanation: by the rules as they are now; taken only where it comes to the same.
    init(_ verdict: Verdict, explanation: Explanation?) {
        let isSame =
            explanation.map { explanation in
                explanation.verdict.heat == verdict.heat
                    && explanation.verdict.reasons.map(\.rule) == verdict.reasons.map(\.rule)
                    && explanation.verdict.reasons.map(\.score) == verdict.reasons.map(\.score)
            } ?? false
        let fired = Dictionary(
            (isSame ? explanation?.fired ?? [] : []).filter { !$0.isShadow }.map { ($0.reason.rule, $0) },
            uniquingKeysWith: { first, _ in first })
        lines = verdict.reasons.map { reason in
            Line(reason: reason, how: Self.how(reason, fired[reason.rule]))
        }
        shadowed = verdict.shadowed
        heat = verdict.heat
        isFloor = verdict.reasons.reduce(0) { $0 + ($1.replacedBy == nil ? $1.score : 0) } < 0
    }

    private static func how(_ reason: Reason, _ fired: Explanation.Fired?) -> String {
        var parts: [String] = []
        if let replacedBy = reason.replacedBy { parts.append("\(replacedBy) speaks in its place") }
        if let fired {
            if !fired.shifts.isEmpty {
                parts.append("\(fired.base) by itself")
                parts += fired.shifts.map { "\(signed($0.by)) where \($0.condition)" }
            }
            if let most = fired.cappedAt { parts.append("its group adds at most \(most) in all") }
            parts += fired.tests
        }
        return parts.joined(separator: "; ")
    }

    /// `+50`, `−10` with a real minus.
    static func signed(_ number: Int) -> String { number < 0 ? "−\(-number)" : "+\(number)" }
}
