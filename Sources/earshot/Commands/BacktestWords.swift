import Triage

/// A backtest for people, and for programs.
enum BacktestWords {
    static func print(_ result: Backtest) {
        let out = Output.standard
        guard result.messages > 0 else {
            out.line("There are no messages to judge.")
            return
        }
        let hot = "\(Progress.grouped(result.hotAfter)) hot"
        if result.comparesWithBefore {
            out.line(
                "\(Progress.grouped(result.messages)) messages: \(hot), before \(Progress.grouped(result.hotBefore));"
                    + " \(result.added) added, \(result.dropped) dropped, \(result.changed) with another heat or severity"
            )
        } else {
            out.line("\(Progress.grouped(result.messages)) messages: \(hot)")
        }
        if result.labelled > 0 {
            func words(_ score: Backtest.Score) -> String {
                "precision \(percent(score.precision)), recall \(percent(score.recall))"
            }
            let before = result.comparesWithBefore ? "; before \(words(result.scoreBefore))" : ""
            out.line("\(words(result.scoreAfter))\(before) (\(result.labelled) messages with a label)")
        }
        if result.labelled > 0 {
            out.line(
                out.dim(
                    "precision: of what is hot, the share that is meant so; recall: of what is meant hot, the share found"
                ))
        }
        rules(result)
        samples(
            out.bold("Hot, and not meant so"), result.falseAlarmSamples, of: result.scoreAfter.falseAlarms, sign: "!")
        samples(out.bold("Meant hot, and not found"), result.missedSamples, of: result.scoreAfter.missed, sign: "?")
        samples(out.bold("Hot now, and not before"), result.addedSamples, of: result.added, sign: "+")
        samples(out.bold("Hot before, and not now"), result.droppedSamples, of: result.dropped, sign: "-")
    }

    private static func rules(_ result: Backtest) {
        let lines = result.rules.sorted {
            ($1.value.added + $1.value.dropped, $0.key) < ($0.value.added + $0.value.dropped, $1.key)
        }
        guard !lines.isEmpty else { return }
        Output.standard.line("")
        if result.comparesWithBefore {
            var table = Table([
                ("RULE", .left), ("BEFORE", .right), ("NOW", .right), ("ADDED", .right), ("DROPPED", .right),
            ])
            for (rule, line) in lines {
                table.add([rule, "\(line.before)", "\(line.after)", "\(line.added)", "\(line.dropped)"])
            }
            table.print(to: Output.standard) { _ in .none }
        } else {
            var table = Table([("RULE", .left), ("FIRED", .right), ("SHARE", .right)])
            for (rule, line) in lines.sorted(by: { ($1.value.after, $0.key) < ($0.value.after, $1.key) }) {
                table.add([rule, "\(line.after)", HistoryWarnings.percent(line.after, of: result.messages)])
            }
            table.print(to: Output.standard) { _ in .none }
        }
    }

    private static func samples(_ title: String, _ samples: [Backtest.Sample], of all: Int, sign: String) {
        guard !samples.isEmpty else { return }
        let out = Output.standard
        out.line("\n\(title)\(all > samples.count ? " (the first \(samples.count) of \(all))" : "")")
        for sample in samples {
            let side = sign == "-" ? sample.before : sample.after
            let label = sample.deserved.map { $0 ? " · meant hot" : " · not meant hot" } ?? ""
            let rules = (side?.rules ?? []).sorted().joined(separator: ", ")
            out.line("  \(sign) \(Shown.line(sample.id, columns: 40))  heat \(side?.heat ?? 0) · \(rules)\(label)")
            out.line("      \(out.dim(Shown.line(sample.text, columns: out.columns.map { max(20, $0 - 8) } ?? 200)))")
        }
    }

    private static func percent(_ share: Double?) -> String { share.map { "\(Int(($0 * 100).rounded())) %" } ?? "–" }

    /// Three kinds of objects, told apart by their first key: `messages`, `rule` and `id`.
    static func printJSON(_ result: Backtest) {
        func number(_ value: Double?) -> JSON { value.map { .number($0.rounded(places: 4)) } ?? .null }
        func before(_ value: JSON) -> JSON { result.comparesWithBefore ? value : .null }
        Output.standard.line(
            .object([
                ("messages", .integer(result.messages)), ("hot", .integer(result.hotAfter)),
                ("hotBefore", before(.integer(result.hotBefore))), ("added", before(.integer(result.added))),
                ("dropped", before(.integer(result.dropped))), ("changed", before(.integer(result.changed))),
                ("labelled", .integer(result.labelled)), ("precision", number(result.scoreAfter.precision)),
                ("recall", number(result.scoreAfter.recall)),
                ("precisionBefore", before(number(result.scoreBefore.precision))),
                ("recallBefore", before(number(result.scoreBefore.recall))),
            ]))
        for (rule, line) in result.rules.sorted(by: { $0.key < $1.key }) {
            Output.standard.line(
                .object([
                    ("rule", .text(rule)), ("fired", .integer(line.after)),
                    ("firedBefore", before(.integer(line.before))),
                    ("added", before(.integer(line.added))), ("dropped", before(.integer(line.dropped))),
                ]))
        }
        for (change, samples) in [
            ("added", result.addedSamples), ("dropped", result.droppedSamples),
            ("falseAlarm", result.falseAlarmSamples), ("missed", result.missedSamples),
        ] {
            for sample in samples {
                Output.standard.line(
                    .object([
                        ("id", .text(sample.id)), ("change", .text(change)), ("heat", .integer(sample.after.heat)),
                        ("heatBefore", sample.before.map { .integer($0.heat) } ?? .null),
                        ("rules", .list(sample.after.rules.sorted().map { .text($0) })),
                        ("rulesBefore", .list((sample.before?.rules ?? []).sorted().map { .text($0) })),
                        ("meantHot", sample.deserved.map { .bool($0) } ?? .null), ("text", .text(sample.text)),
                    ]))
            }
        }
    }
}
