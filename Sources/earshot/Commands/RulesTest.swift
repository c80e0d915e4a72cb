import ArgumentParser
import Triage

struct RulesTest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Run the examples that stand in the rules, and show which hold.",
        discussion: """
            A `hit` holds where its rule fires on it, a `miss` where it does not; `todo` before either means that it \
            is known to fail. Ends with 1 where one fails.
            """)

    @Argument(help: "Names of rules; all of them when left out.")
    var names: [String] = []
    @OptionGroup var place: RulesPlace
    @OptionGroup var output: JSONFlag

    func run() async throws {
        let configuration = try place.configuration()
        let loaded = try LoadedRules(place.folder(configuration), for: configuration)
        let rules = try loaded.ruleSetAnyway()
        let listing = rules.listing
        for name in names where !listing.contains(where: { $0.name == name }) {
            let near = NearestName.of(name, among: listing.map(\.name))
            throw CommandFailure(
                .badData, "there is no rule \(name)",
                remedy: near.map { "did you mean \($0)?" } ?? "`earshot rules list` shows their names")
        }
        let trials = rules.trials(
            loaded.files, of: Set(names), hotHeat: configuration?.hotHeat ?? Policy.usualHotHeat)
        if output.json {
            for trial in trials { Output.standard.line(trial.json) }
        } else {
            show(trials, listing.filter { names.isEmpty || names.contains($0.name) })
        }
        if trials.contains(where: { $0.outcome == .failed }) { throw CommandFailure(.faultFound) }
    }

    private func show(_ trials: [Trial], _ rules: [RuleFacts]) {
        let out = Output.standard
        let byRule = Dictionary(grouping: trials, by: \.rule)
        let width = min(40, rules.map { Shown.width($0.name) }.max() ?? 0)
        for rule in rules {
            let trials = byRule[rule.name] ?? []
            let failed = trials.filter { $0.outcome == .failed }
            let name = rule.name + String(repeating: " ", count: max(0, width - Shown.width(rule.name)))
            let words = Self.words(trials)
            let mark = !failed.isEmpty ? out.red("✗") : trials.isEmpty ? out.yellow("–") : "✓"
            out.line("\(mark) \(Shown.line(name))  \(words)")
            for trial in failed {
                out.line(
                    "    \(out.bold("\(Shown.line(trial.file)):\(trial.line):")) \(trial.shallFire ? "hit" : "miss") "
                        + "“\(Shown.line(trial.text, columns: 200))”")
                out.line("      \(Shown.line(trial.reason))")
            }
            for trial in trials where trial.outcome == .surprising {
                out.line(
                    out.dim("    \(Shown.line(trial.file)):\(trial.line): this todo passes now: take “todo” away"))
            }
        }
        let passed = trials.count { $0.outcome == .passed }
        let failed = trials.count { $0.outcome == .failed }
        let todo = trials.count - passed - failed
        var sum = "\(RulesCheck.amount(trials.count, "example")) of \(RulesCheck.amount(rules.count, "rule")): "
        sum += "\(passed) passed, \(failed) failed"
        if todo > 0 { sum += ", \(todo) todo" }
        out.line(failed > 0 ? out.red(sum) : sum)
        if let first = trials.first(where: { $0.outcome == .failed }) {
            let folder = place.rules.map { " --rules \(Shown.line($0))" } ?? ""
            let text = first.text.replacing("'", with: "'\\''")
            out.line("To see why: earshot rules explain\(folder) --rule \(first.rule) '\(Shown.line(text))'")
        }
    }

    private static func words(_ trials: [Trial]) -> String {
        guard !trials.isEmpty else { return "no example" }
        let counted = trials.filter { !$0.isTodo }
        let passed = counted.count { $0.outcome == .passed }
        let todo = trials.count - counted.count
        return "\(passed) of \(counted.count) pass" + (todo > 0 ? ", \(todo) todo" : "")
    }
}

extension Trial {
    var json: JSON {
        .object([
            ("rule", .text(rule)), ("file", .text(file)), ("line", .integer(line)),
            ("kind", .text(shallFire ? "hit" : "miss")), ("todo", .bool(isTodo)),
            ("hot", shallBeHot.map { .bool($0) } ?? .null),
            ("text", .text(text)), ("outcome", .text(outcome.rawValue)), ("reason", .text(reason)),
        ])
    }
}
