import Triage

/// An explanation for people, and for scripts.
struct ExplanationWords {
    private let message: Message
    private let explanation: Explanation
    private let asked: String?
    /// Phrases that it nearly says, and by which a rule did not find it.
    private let alike: NearPhrases

    init(_ message: Message, _ explanation: Explanation, asked: String?, files: [RuleFile]) {
        self.message = message
        self.explanation = explanation
        self.asked = asked
        alike = NearPhrases(message.text, explanation, asked: asked, files)
    }

    func print(to out: Output) {
        let verdict = explanation.verdict
        out.line(marked(out))
        out.line("")
        var facts = [verdict.isHot ? out.red("hot") : "not hot", "heat \(verdict.heat)"]
        if let severity = verdict.severity { facts.append(severity.rawValue) }
        if let filter = verdict.filteredBy { facts.append("filtered by \(Shown.line(filter))") }
        out.line(out.bold(facts.joined(separator: " · ")))
        for fired in explanation.fired { show(fired, to: out) }
        if explanation.fired.isEmpty { out.line("No rule fired.") }
        show(explanation.feeling, to: out)
        out.line("")
        if explanation.near.isEmpty {
            out.line(
                explanation.fired.isEmpty
                    ? "No rule found anything of what it looks for."
                    : "No other rule found anything of what it looks for.")
        } else {
            out.line(out.bold("Near to firing"))
            for miss in explanation.near { show(miss, to: out) }
        }
        guard !alike.others.isEmpty else { return }
        out.line("")
        out.line(out.bold("Nearly says"))
        for alike in alike.others { out.line("  \(words(alike, out))") }
    }

    private func words(_ alike: AlikePhrase, _ out: Output) -> String {
        let words =
            alike.isMisspelt
            ? "“\(Shown.line(alike.words.joined(separator: " ")))”"
            : alike.words.map { "“\(Shown.line($0))”" }.joined(separator: ", ")
        let rules = alike.rules.prefix(3).map { Shown.line($0) }
        let more = alike.rules.count > 3 ? " and \(alike.rules.count - 3) more" : ""
        let list = alike.list.map { "list:\(Shown.line($0))" }
        var whose = list ?? ""
        if !rules.isEmpty {
            whose = "\(alike.rules.count == 1 ? "rule" : "rules") \(rules.joined(separator: ", "))\(more)"
        }
        let place = "\(Shown.line(alike.file)):\(alike.line)"
        let source = list.map { rules.isEmpty ? place : "\($0), \(place)" } ?? place
        return "the message says \(words), which is near “\(Shown.line(alike.phrase))” of \(whose) "
            + out.dim("(\(source))")
    }

    /// The text with what fired rules found between marks; those marks stand outside the words, so that
    /// nothing is hidden where there is no colour.
    private func marked(_ out: Output) -> String {
        var spans = explanation.fired.flatMap(\.reason.matches).filter { $0.zone == .text }
            .map { $0.start..<$0.end }
        if let asked, let miss = explanation.near.first(where: { $0.rule.name == asked }) {
            spans += miss.has.filter { $0.zone == .text }.map { $0.start..<$0.end }
        }
        spans.sort { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
        var whole: [Range<Int>] = []
        for span in spans {
            if let last = whole.last, span.lowerBound <= last.upperBound {
                whole[whole.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
            } else {
                whole.append(span)
            }
        }
        let bytes = Array(message.text.utf8)
        func slice(_ range: Range<Int>) -> String { Shown.line(String(decoding: bytes[range], as: UTF8.self)) }
        var text = ""
        var place = 0
        for span in whole where span.upperBound <= bytes.count {
            text += slice(place..<span.lowerBound) + out.bold("[" + slice(span) + "]")
            place = span.upperBound
        }
        text += slice(place..<bytes.count)
        // A letter of a hundred kilobytes is not shown again.
        return "“\(text.count > 4000 ? text.prefix(4000) + "…" : text[...])”"
    }

    private func show(_ fired: Explanation.Fired, to out: Output) {
        let reason = fired.reason
        let points = fired.isShadow ? "(+\(reason.score) in the shadow)" : "+\(reason.score)"
        out.line(
            "  \(out.bold(points)) \(Shown.line(reason.rule)): \(Shown.line(reason.title)) "
                + out.dim("(\(Shown.line(reason.file)):\(reason.line))"))
        let found = Self.words(reason.matches, more: reason.more) + fired.tests
        if !found.isEmpty { out.line("      because of \(found.joined(separator: ", "))") }
        var sum = ["\(fired.base) of its own"]
        for shift in fired.shifts {
            sum.append("\(shift.by > 0 ? "+" : "–")\(abs(shift.by)) as \(Shown.line(shift.condition))")
        }
        if let most = fired.cappedAt { sum.append("its group adds at most \(most)") }
        if let other = reason.replacedBy { sum.append("replaced by \(Shown.line(other)), so nothing") }
        if sum.count > 1 { out.line("      \(sum.joined(separator: "; "))") }
    }

    private static func words(_ matches: [Reason.Match], more: Int = 0) -> [String] {
        var words = matches.prefix(8).map { match in
            let zone = match.zone == .text ? "" : " in \(match.zone.rawValue)"
            return "“\(Shown.line(match.text, columns: 60))”\(zone)"
        }
        let rest = more + max(0, matches.count - 8)
        if rest > 0 { words.append("\(rest) more") }
        return words
    }

    private func show(_ feeling: FeelingExplanation, to out: Output) {
        let sentiment = feeling.sentiment
        out.line("")
        var words = "\(sentiment.label.rawValue) (\(sentiment.compound.rounded(places: 2)))"
        if sentiment.confidence < 0.5 { words += ", unsure" }
        if let complaint = feeling.complaint { words += " · complaint \(complaint.rounded(places: 2))" }
        words += " · language \(Shown.line(feeling.language)) \(Shown.line(feeling.languageWhy))"
        out.line(out.bold("Sentiment ") + words)
        let heavy = feeling.parts.filter { abs($0.points) >= 0.01 || abs($0.plea) >= 0.01 || !$0.why.isEmpty }
            .sorted { abs($0.points) + abs($0.plea) > abs($1.points) + abs($1.plea) }
        let shown = heavy.prefix(12)
        guard !shown.isEmpty else { return }
        let width = min(24, shown.map { Shown.width(Shown.line($0.text, columns: 24)) }.max() ?? 0)
        for part in shown {
            let text = Shown.line(part.text, columns: 24)
            var line = "  \(text)\(String(repeating: " ", count: max(0, width - Shown.width(text))))"
            line += "  feeling \(Self.signed(part.points))"
            if feeling.complaint != nil { line += "  complaint \(Self.signed(part.plea))" }
            if !part.why.isEmpty { line += "  \(Shown.line(part.why.joined(separator: ", ")))" }
            out.line(out.columns.map { Shown.line(line, columns: $0) } ?? line)
        }
        if heavy.count > shown.count { out.line("  and \(heavy.count - shown.count) more words") }
    }

    private static func signed(_ value: Double) -> String {
        let number = value.rounded(places: 2)
        return number > 0 ? "+\(number)" : "\(number)"
    }

    private func show(_ miss: Explanation.NearMiss, to out: Output) {
        let mode = miss.rule.mode == .live ? "" : ", \(miss.rule.mode.rawValue)"
        out.line(
            "  \(out.bold(Shown.line(miss.rule.name)))\(mode) "
                + out.dim("(\(Shown.line(miss.rule.file)):\(miss.rule.line))"))
        let has = Self.words(miss.has)
        if !has.isEmpty { out.line("      has \(has.joined(separator: ", "))") }
        for lack in miss.lacks.prefix(4) {
            let verb = lack.kind == .excluded ? "but" : "lacks:"
            out.line("      \(verb) \(Shown.line(lack.clause, columns: 300))")
        }
        if let slip = alike.ofRules[miss.rule.name] {
            let words = Shown.line(slip.words.joined(separator: " "))
            out.line("      the message says “\(words)”, which is near “\(Shown.line(slip.phrase))” of this rule")
        }
        if miss.lacks.count > 4 { out.line("      and \(miss.lacks.count - 4) more") }
        if miss.lacks.isEmpty { out.line("      would fire, but its mode is \(miss.rule.mode.rawValue)") }
        let settings = miss.lacks.map(\.setting)
        if !settings.isEmpty, !settings.contains("") {
            out.line(out.dim("      to see it fire: --as \(Shown.line(settings.joined(separator: ",")))"))
        }
    }

    // MARK: JSON

    var json: JSON {
        let verdict = explanation.verdict
        return .object([
            ("text", .text(message.text)), ("hot", .bool(verdict.isHot)), ("heat", .integer(verdict.heat)),
            ("severity", .text(verdict.severity?.rawValue)), ("filteredBy", .text(verdict.filteredBy)),
            ("sentiment", verdict.sentiment.json),
            ("complaint", verdict.complaint.map { .number($0.rounded(places: 4)) } ?? .null),
            ("language", .text(verdict.language)), ("languageWhy", .text(explanation.feeling.languageWhy)),
            ("fired", .list(explanation.fired.map(Self.json))), ("near", .list(explanation.near.map(Self.json))),
            ("alike", alike.json),
            (
                "feeling",
                .list(
                    explanation.feeling.parts.map { part in
                        .object([
                            ("text", .text(part.text)), ("start", part.span.map { .integer($0.start) } ?? .null),
                            ("end", part.span.map { .integer($0.end) } ?? .null),
                            ("why", .list(part.why.map { .text($0) })),
                            ("points", .number(part.points.rounded(places: 4))),
                            ("complaint", .number(part.plea.rounded(places: 4))),
                        ])
                    })
            ),
        ])
    }

    private static func json(_ fired: Explanation.Fired) -> JSON {
        let reason = fired.reason
        return .object([
            ("rule", .text(reason.rule)), ("title", .text(reason.title)), ("file", .text(reason.file)),
            ("line", .integer(reason.line)), ("shadow", .bool(fired.isShadow)), ("score", .integer(reason.score)),
            ("base", .integer(fired.base)),
            (
                "shifts",
                .list(
                    fired.shifts.map { .object([("by", .integer($0.by)), ("condition", .text($0.condition))]) })
            ), ("cappedAt", fired.cappedAt.map { .integer($0) } ?? .null), ("replacedBy", .text(reason.replacedBy)),
            ("matches", .list(reason.matches.map(json))), ("more", .integer(reason.more)),
            ("tests", .list(fired.tests.map { .text($0) })),
        ])
    }

    private static func json(_ miss: Explanation.NearMiss) -> JSON {
        .object([
            ("rule", .text(miss.rule.name)), ("title", .text(miss.rule.title)), ("file", .text(miss.rule.file)),
            ("line", .integer(miss.rule.line)), ("mode", .text(miss.rule.mode.rawValue)),
            ("nearness", .number(miss.nearness.rounded(places: 3))), ("matches", .list(miss.has.map(json))),
            (
                "lacks",
                .list(
                    miss.lacks.map {
                        .object([
                            ("kind", .text($0.kind.word)), ("clause", .text($0.clause)),
                            ("setting", $0.setting.isEmpty ? .null : .text($0.setting)),
                        ])
                    })
            ),
        ])
    }

    private static func json(_ match: Reason.Match) -> JSON {
        .object([
            ("text", .text(match.text)), ("start", .integer(match.start)), ("end", .integer(match.end)),
            ("in", .text(match.zone.rawValue)),
        ])
    }
}

extension Lack.Kind {
    fileprivate var word: String {
        switch self {
        case .words: "words"
        case .field: "field"
        case .excluded: "excluded"
        case .rule: "rule"
        }
    }
}
