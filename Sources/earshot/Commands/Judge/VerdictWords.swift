import Triage

/// A verdict for people.
enum VerdictWords {
    static func text(_ verdict: Verdict, of asked: JudgeLine) -> String {
        let out = Output.standard
        let id =
            switch asked.id {
            case .text(let text): text
            case .integer(let number): String(number)
            case .null, .bool, .number, .list, .object: ""
            }
        let heat = verdict.isHot ? out.red(out.bold("HOT \(verdict.heat)")) : "\(verdict.heat)"
        let mood = "\(verdict.sentiment.label.rawValue) \(verdict.sentiment.compound.rounded(places: 2))"
        let facts = [heat, verdict.severity?.rawValue ?? "no severity", mood].joined(separator: " · ")
        let room = out.columns.map { max(20, $0 - 6) }
        var text = "\(out.bold(Shown.line(id, columns: 60)))  \(facts)\n"
        text += "    \(out.dim(Shown.line(asked.message.text, columns: room ?? 200)))\n"
        for reason in verdict.reasons {
            let words = reason.matches.prefix(4).map { "“\(Shown.line($0.text, columns: 40))”" }
            let rest = reason.more + max(0, reason.matches.count - 4)
            let more = rest > 0 ? " and \(rest) more" : ""
            let sign = reason.score >= 0 ? "+" : ""
            text += "    \(sign)\(reason.score) \(Shown.line(reason.title)) "
            text += out.dim("(\(Shown.line(reason.file)):\(reason.line))")
            text += words.isEmpty ? "\n" : " \(words.joined(separator: ", "))\(more)\n"
        }
        return text
    }
}
