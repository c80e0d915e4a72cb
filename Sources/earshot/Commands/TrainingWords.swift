import Foundation
import Triage

/// What training came to, for people.
enum TrainingWords {
    static func text(_ report: TrainingReport, size: Int) -> String {
        let whole = report.whole
        var text = ""
        guard whole.lines > 0 else {
            return "\(report.features) features, \(report.stored) of them kept, \(size) bytes; nothing was held out\n"
        }
        let manner =
            report.foldsAreGroups
            ? "each group asked of a model that never saw it" : "each line asked of a model that never saw it"
        text += "Held out: \(whole.lines) lines, \(manner)\n\n"
        text += figures(report)
        text += "\nWhat was (down) and what was said (across)\n"
        text += table(
            [[""] + report.labels]
                + report.labels.indices.map { [report.labels[$0]] + whole.confusions[$0].map(String.init) })
        text += "\nRight as often as it says? Every class counts the same\n"
        text += table(
            [["confidence", "says", "is right", "share of lines"]]
                + whole.reliability.indices.filter { whole.reliability[$0].weight > 0 }.map { tenth in
                    let row = whole.reliability[tenth]
                    let all = whole.reliability.reduce(0) { $0 + $1.weight }
                    return [
                        "\(tenth * 10) to \(tenth * 10 + 10)", percent(row.confidence), percent(row.right),
                        percent(row.weight / all),
                    ]
                })
        for (label, features) in zip(report.labels, report.telling) {
            text += "\nMost telling of \(label)\n"
            for feature in features {
                let weight = String(format: "%.2f", feature.weight)
                text += "  \(weight)  \(Shown.line(feature.name, columns: 60))  (\(feature.lines) lines)\n"
            }
        }
        text += "\n\(report.features) features met, \(report.stored) kept, \(size) bytes, "
        text += "sharpness \(String(format: "%.2f", report.sharpness))\n"
        return text
    }

    private static func figures(_ report: TrainingReport) -> String {
        var rows = [
            ["", "lines", "macro-recall", "macro-F1", "right", "calibration error"]
                + report.labels.map { "\($0) found" }
        ]
        func row(_ name: String, _ figures: TrainingReport.Figures) {
            rows.append(
                [
                    Shown.line(name, columns: 30), String(figures.lines), percent(figures.macroRecall),
                    percent(figures.macroF1), percent(figures.accuracy), percent(figures.calibrationError),
                ] + figures.recalls.map(percent))
        }
        row("all", report.whole)
        if report.groups.count > 1 { for group in report.groups { row(group.name, group.figures) } }
        return table(rows)
    }

    static func percent(_ share: Double) -> String { String(format: "%.1f", share * 100) }

    /// The first column to the left, numbers to the right.
    private static func table(_ rows: [[String]]) -> String {
        let columns = (rows.first ?? []).indices
        let widths = columns.map { column in rows.map { Shown.width($0[column]) }.max() ?? 0 }
        return rows.map { row in
            let cells = columns.map { column in
                let gap = String(repeating: " ", count: widths[column] - Shown.width(row[column]))
                return column == 0 ? row[column] + gap : gap + row[column]
            }
            return "  " + cells.joined(separator: "  ") + "\n"
        }.joined()
    }

    /// What somebody who finds the file must know to make it again.
    static func recipe(
        _ read: TrainingLines, _ report: TrainingReport, _ rules: RuleSet, seed: UInt64, notes: [String]
    ) -> [(key: String, value: String)] {
        var recipe: [(key: String, value: String)] = [
            ("program", "earshot \(Version.text)"), ("seed", String(seed)),
            ("lexicons", "\(rules.facts.lexicons.joined(separator: " ")) \(rules.hash)"),
        ]
        for file in read.taken {
            var value = "\(file.source.name) \(file.lines) lines \(file.digest)"
            if file.source.weight != 1 { value += " weight \(file.source.weight)" }
            for (label, meaning) in file.source.meanings.sorted(by: { $0.key < $1.key }) {
                value += " \(label)=\(meaning)"
            }
            recipe.append(("lines", value))
        }
        for line in notes {
            let parts = line.split(separator: ":", maxSplits: 1)
            recipe.append(
                (String(parts[0]), parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""))
        }
        if report.whole.lines > 0 {
            recipe.append(
                (
                    "held out",
                    "macro-recall \(percent(report.whole.macroRecall)), "
                        + "macro-F1 \(percent(report.whole.macroF1)), "
                        + "calibration error \(percent(report.whole.calibrationError))"
                ))
        }
        return recipe
    }
}
