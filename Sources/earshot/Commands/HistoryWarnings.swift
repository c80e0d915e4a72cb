import Storage
import Triage

/// What only the past can say of a rule: that it fires on too much, or never.
enum HistoryWarnings {
    static let recent = Duration.seconds(7 * 86_400)
    static let long = Duration.seconds(30 * 86_400)
    /// Fewer messages than this say nothing about a share.
    static let fewest = 200

    /// Nothing where there is no database, or it cannot be read now: checking rules must not depend on it.
    static func ask(_ configuration: Configuration?, _ loaded: LoadedRules) async -> [Complaint] {
        guard let rules = loaded.rules else { return [] }
        do {
            guard let store = try await History.store(configuration) else { return [] }
            let now = Moment.wallClock
            let week = try await store.ruleHistory(since: now - recent)
            let month = try await store.ruleHistory(since: now - long)
            await store.engine.close()
            return complaints(rules.listing, loaded.files, week: week, month: month, now: now)
        } catch {
            Output.complaints.line("earshot: the history was not asked: \(Shown.line(CommandFailure(error).message))")
            return []
        }
    }

    /// - Parameter files: for the lines that are shown.
    static func complaints(
        _ rules: [RuleFacts], _ files: [RuleFile], week: RuleHistory, month: RuleHistory, now: Moment
    ) -> [Complaint] {
        var sources: [String: [Substring]] = [:]
        func warning(_ rule: RuleFacts, _ message: String, _ remedy: String) -> Complaint {
            if sources[rule.file] == nil, let file = files.first(where: { $0.path == rule.file }) {
                sources[rule.file] = String(decoding: file.bytes, as: UTF8.self)
                    .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            }
            let lines = sources[rule.file] ?? []
            let line = rule.line <= lines.count ? String(lines[rule.line - 1]) : ""
            let column = line.range(of: rule.name).map { line.distance(from: line.startIndex, to: $0.lowerBound) } ?? 0
            return Complaint(
                .warning, file: rule.file, line: rule.line, column: column + 1, length: rule.name.count, source: line,
                message: message, remedy: remedy)
        }
        let isLongEnough = month.firstHeard.map { now - $0 >= long } ?? false
        return rules.compactMap { rule -> Complaint? in
            guard rule.mode == .live else { return nil }
            let fired = week.byRule[rule.name]?.fired ?? 0
            let most = share(rule)
            if week.messages >= fewest, Double(fired) > most * Double(week.messages) {
                return warning(
                    rule,
                    "This rule fired on \(percent(fired, of: week.messages)) of the last 7 days' messages "
                        + "(\(fired) of \(week.messages)).",
                    "narrow it: `earshot rules explain --message ID --rule \(rule.name)` shows what it found; or try "
                        + "it in the shadow first: mode shadow")
            }
            if isLongEnough, month.messages >= fewest, month.byRule[rule.name] == nil {
                return warning(
                    rule, "This rule has not fired in 30 days (\(month.messages) messages).",
                    "see whether it can: `earshot rules test \(rule.name)`; or take it away")
            }
            return nil
        }
    }

    /// The share of all messages from which on a rule is taken to say nothing: an alarm that rings for every
    /// fiftieth message is no alarm.
    static func share(_ rule: RuleFacts) -> Double {
        if rule.isFilter { return 0.8 }
        switch rule.severity {
        case .critical, .high: return 0.02
        case .medium: return 0.1
        case .low, .info: return 0.5
        }
    }

    static func percent(_ part: Int, of whole: Int) -> String {
        guard whole > 0 else { return "–" }
        let permille = (Double(part) * 1000 / Double(whole)).rounded() / 10
        return permille >= 10 ? "\(Int(permille.rounded())) %" : "\(permille) %"
    }
}
