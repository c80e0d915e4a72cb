import ArgumentParser
import Storage
import Triage

struct RulesStats: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats",
        abstract: "Show how often each rule fired, and how often it was right.",
        discussion: """
            PRECISION is the share of the cases with this rule that people resolved, among those that they resolved \
            or found not hot; it is empty where nobody has said yet.
            """)

    @OptionGroup var place: RulesPlace
    @OptionGroup var period: SinceOption
    @OptionGroup var output: JSONFlag

    func run() async throws {
        let configuration = try place.configuration()
        let listing = try LoadedRules(place.folder(configuration), for: configuration).ruleSetAnyway().listing
        let store = try await History.required(configuration)
        let now = Moment.wallClock
        let since = now - period.since(otherwise: .seconds(7 * 86_400))
        let history = try await store.ruleHistory(since: since)
        let outcomes = try await store.caseOutcomes(since: since)
        let lines = Self.lines(listing, history, outcomes)
        if output.json {
            for line in lines { Output.standard.line(line.json(messages: history.messages, since: since)) }
            return
        }
        let out = Output.standard
        out.line("\(history.messages) messages since \(since.rfc3339)")
        guard !lines.isEmpty else {
            out.line("There is no rule.")
            return
        }
        var table = Table([
            ("RULE", .left), ("FIRED", .right), ("HOT", .right), ("SHARE", .right), ("SHADOW", .right),
            ("PRECISION", .right), ("CASES", .right), ("LAST", .right), ("", .left),
        ])
        for line in lines {
            let known = line.outcomes.resolved + line.outcomes.notHot
            table.add([
                line.rule, "\(line.counts.fired)", "\(line.counts.hot)",
                HistoryWarnings.percent(line.counts.fired, of: history.messages), "\(line.counts.shadow)",
                line.outcomes.precision.map { "\(Int(($0 * 100).rounded())) %" } ?? "–", known == 0 ? "–" : "\(known)",
                line.counts.lastFired?.ago(at: now) ?? "–", line.remark,
            ])
        }
        table.print(to: out) { lines[$0].counts.fired == 0 && lines[$0].isLive ? .alarm : .none }
    }

    struct Line {
        var rule: String
        /// Nil for a rule that was taken away since.
        var facts: RuleFacts?
        var counts: RuleHistory.Line
        var outcomes: CaseOutcomes

        var isLive: Bool { facts?.mode == .live }

        var remark: String {
            guard let facts else { return "no longer in the rules" }
            switch facts.mode {
            case .off: return "off"
            case .shadow: return "shadow"
            case .live: return counts.fired == 0 ? "never fired" : ""
            }
        }

        func json(messages: Int, since: Moment) -> JSON {
            .object([
                ("rule", .text(rule)), ("file", .text(facts?.file)),
                ("line", facts.map { .integer($0.line) } ?? .null),
                ("mode", .text(facts?.mode.rawValue)), ("since", since.json), ("messages", .integer(messages)),
                ("fired", .integer(counts.fired)), ("hot", .integer(counts.hot)),
                (
                    "share",
                    messages == 0 ? .null : .number((Double(counts.fired) / Double(messages)).rounded(places: 6))
                ),
                ("shadow", .integer(counts.shadow)), ("resolved", .integer(outcomes.resolved)),
                ("notHot", .integer(outcomes.notHot)),
                ("precision", outcomes.precision.map { .number($0.rounded(places: 4)) } ?? .null),
                ("lastFired", counts.lastFired?.json ?? .null),
                ("neverFired", .bool(counts.fired == 0 && counts.shadow == 0)),
            ])
        }
    }

    /// Rules as they are now, and those that fired and are no more; most fired first.
    static func lines(
        _ listing: [RuleFacts], _ history: RuleHistory, _ outcomes: [String: CaseOutcomes]
    ) -> [Line] {
        var lines = listing.map { facts in
            Line(
                rule: facts.name, facts: facts, counts: history.byRule[facts.name] ?? .init(),
                outcomes: outcomes[facts.name] ?? .init())
        }
        let known = Set(listing.map(\.name))
        for (rule, counts) in history.byRule where !known.contains(rule) {
            lines.append(Line(rule: rule, facts: nil, counts: counts, outcomes: outcomes[rule] ?? .init()))
        }
        return lines.sorted { ($1.counts.fired, $0.rule) < ($0.counts.fired, $1.rule) }
    }
}

/// How far back to look.
struct SinceOption: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("How far back to look: 12h, 7d, 4w, or a date.", valueName: "time"))
    var since: String?

    func validate() throws {
        if let since, Self.length(since) == nil, Moment(rfc3339: since) == nil {
            throw ValidationError("--since is a length of time such as 7d, or a date such as 2026-11-01")
        }
    }

    /// How long ago it begins.
    func since(otherwise usual: Duration, now: Moment = .wallClock) -> Duration {
        guard let since else { return usual }
        if let length = Self.length(since) { return length }
        return Moment(rfc3339: since).map { now - $0 } ?? usual
    }

    static func length(_ text: String) -> Duration? {
        let units: [Character: Int64] = ["m": 60, "h": 3600, "d": 86_400, "w": 604_800]
        guard let unit = text.last, let seconds = units[unit], let count = Int64(text.dropLast()), count > 0,
            count <= 100_000
        else { return nil }
        return .seconds(count * seconds)
    }
}
