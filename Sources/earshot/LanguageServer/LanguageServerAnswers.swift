import Foundation
import Triage

/// What is answered to an editor's questions about a place in a file.
struct LanguageServerAnswers {
    let desk: RulesDesk

    /// Nil: there is no such method.
    func answer(_ method: String, _ given: [String: Any]) -> JSON? {
        let document = given["textDocument"] as? [String: Any]
        let path = (document?["uri"] as? String).flatMap(RulesDesk.path) ?? ""
        let text = desk.text(of: path) ?? ""
        let place = given["position"] as? [String: Any]
        let row = place?["line"] as? Int ?? 0
        let line = EditedLine(text, line: row, character: place?["character"] as? Int ?? 0)
        switch method {
        case "textDocument/completion": return line.map { complete($0, row, text, path) } ?? .list([])
        case "textDocument/hover": return line.map { hover($0, row) } ?? .null
        case "textDocument/definition": return line.flatMap { entry($0.word) }.map(location) ?? .null
        case "textDocument/documentSymbol": return symbols(path)
        case "textDocument/formatting": return formatting(text, path)
        default: return nil
        }
    }

    private var outline: RulesOutline { RulesOutline((try? desk.files()) ?? []) }

    // MARK: names to choose from

    private struct Choice {
        var word: String
        var says: String
        /// Of the protocol: 14 a keyword, 5 a field, 18 a reference, 12 a value.
        var kind: Int
    }

    private func complete(_ line: EditedLine, _ row: Int, _ text: String, _ path: String) -> JSON {
        let choices = path.hasSuffix(".keywords") ? listChoices(line, row, text) : ruleChoices(line, row, text)
        let start = line.units(line.typing.startIndex)
        let end = line.units(line.cursor)
        func place(_ character: Int) -> JSON { .object([("line", .integer(row)), ("character", .integer(character))]) }
        return .list(
            choices.map { choice in
                .object([
                    ("label", .text(choice.word)), ("kind", .integer(choice.kind)), ("detail", .text(choice.says)),
                    (
                        "textEdit",
                        .object([
                            ("range", .object([("start", place(start)), ("end", place(end))])),
                            ("newText", .text(choice.word)),
                        ])
                    ),
                ])
            })
    }

    private func listChoices(_ line: EditedLine, _ row: Int, _ text: String) -> [Choice] {
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        let head = lines.prefix(200).firstIndex { $0.trimmingCharacters(in: .whitespaces) == "---" }
        if let head, row < head {
            let key = line.before.drop { $0.isWhitespace }.prefix { !$0.isWhitespace }
            if key.endIndex == line.cursor { return Self.keywords(RulesWords.heads) }
            return RulesWords.values(of: String(key)).map { Choice(word: $0, says: "", kind: 12) }
        }
        if line.typing.hasPrefix("{") { return Self.keywords(RulesWords.masks) }
        return line.typing.hasPrefix("l") ? references([.list]) : []
    }

    private func ruleChoices(_ line: EditedLine, _ row: Int, _ text: String) -> [Choice] {
        let typing = line.typing
        let isQuoted = line.before.count { $0 == "\"" } % 2 == 1
        if isQuoted { return line.typing.contains("{") ? Self.keywords(RulesWords.masks) : [] }
        let first = line.before.drop { $0.isWhitespace }
        let key = String(first.prefix { !$0.isWhitespace })
        let isSpike = isInSpike(row, text)
        let keys = isSpike ? RulesWords.spikeKeys + Self.spikesToo : RulesWords.keys
        if first.endIndex == first.startIndex || first.startIndex == typing.startIndex {
            let begins = [("rule", RulesWords.says("rule") ?? ""), ("spike", RulesWords.says("spike") ?? "")]
            return Self.keywords(keys + begins) + (isSpike ? [] : Self.keywords(Array(RulesWords.operators.prefix(5))))
        }
        let isKey = keys.contains { $0.word == key }
        if isKey, !["when", "raise", "lower", "count", "replaces"].contains(key) {
            let known = outline.said[key, default: []].sorted()
            return (RulesWords.values(of: key) + known).map { Choice(word: $0, says: "", kind: 12) }
        }
        if typing.hasPrefix("list:") { return references([.list]) }
        if typing.hasPrefix("rule:") || key == "replaces" || key == "count" { return references([.rule, .list]) }
        let before =
            line.before.dropLast(typing.count).split(whereSeparator: \.isWhitespace).last.map(String.init) ?? ""
        let asked = RulesWords.fields.first { $0.word == before.drop { $0 == "(" } }
        if let asked { return asked.asks.map { Choice(word: $0, says: asked.says, kind: 12) } }
        return Self.keywords(RulesWords.operators)
            + RulesWords.fields.map { Choice(word: $0.word, says: $0.says, kind: 5) } + references([.list, .rule])
    }

    private static let spikesToo = RulesWords.keys.filter {
        ["title", "severity", "score", "action", "group", "tags", "skill", "owner", "respond", "mode"].contains($0.word)
    }

    private func isInSpike(_ row: Int, _ text: String) -> Bool {
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        for line in lines.prefix(row + 1).reversed() {
            let word = line.drop { $0.isWhitespace }.prefix { !$0.isWhitespace }
            if word == "rule" || word == "spike" { return word == "spike" }
        }
        return false
    }

    private static func keywords(_ words: [(word: String, says: String)]) -> [Choice] {
        words.map { Choice(word: $0.word, says: $0.says, kind: 14) }
    }

    private func references(_ kinds: [RulesOutline.Entry.Kind]) -> [Choice] {
        outline.entries.filter { kinds.contains($0.kind) }.map { entry in
            let isList = entry.kind == .list
            return Choice(
                word: (isList ? "list:" : "rule:") + entry.name,
                says: isList ? "\(entry.about) (\(entry.phrases) phrases)" : entry.about, kind: 18)
        }
    }

    // MARK: what a word is

    private func entry(_ word: Substring) -> RulesOutline.Entry? {
        let word = word.drop { $0 == "-" }
        if word.hasPrefix("list:") { return outline.entry(.list, word.dropFirst(5).lowercased()) }
        if word.hasPrefix("rule:") { return outline.entry(.rule, String(word.dropFirst(5))) }
        return nil
    }

    private func hover(_ line: EditedLine, _ row: Int) -> JSON {
        let word = line.word
        var says: String?
        if let entry = entry(word) {
            let what = entry.kind == .list ? "\(entry.phrases) phrases" : entry.facts.joined(separator: ", ")
            let words = entry.kind == .list ? "\n\n" + entry.facts.map { "    \($0)" }.joined(separator: "\n") : ""
            says = "**\(word)** · \(what)\n\n\(entry.about)\(words)"
        } else if let sentence = RulesWords.says(String(word)) {
            says = "**\(word)** \(sentence)"
        }
        guard let says else { return .null }
        func place(_ index: String.Index) -> JSON {
            .object([("line", .integer(row)), ("character", .integer(line.units(index)))])
        }
        return .object([
            ("contents", .object([("kind", .text("markdown")), ("value", .text(says))])),
            ("range", .object([("start", place(word.startIndex)), ("end", place(word.endIndex))])),
        ])
    }

    private func location(_ entry: RulesOutline.Entry) -> JSON {
        .object([
            ("uri", .text(RulesDesk.uri(desk.absolute(entry.file)))), ("range", Self.range(entry.line, entry.line)),
        ])
    }

    private func symbols(_ path: String) -> JSON {
        let shown = desk.shown(path)
        return .list(
            outline.inFile(shown).map { entry in
                .object([
                    ("name", .text(entry.name)), ("detail", .text(entry.about)),
                    // 5 a class, 24 an event, 18 an array.
                    ("kind", .integer(entry.kind == .list ? 18 : entry.kind == .spike ? 24 : 5)),
                    ("range", Self.range(entry.line, entry.end)),
                    ("selectionRange", Self.range(entry.line, entry.line)),
                ])
            })
    }

    private func formatting(_ text: String, _ path: String) -> JSON {
        guard path.hasSuffix(".rules") || path.hasSuffix(".keywords"),
            let laid = try? RulesFormat.laidOut(text, asKeywords: path.hasSuffix(".keywords"), path), laid != text
        else { return .list([]) }
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }.count
        return .list([.object([("range", Self.range(0, lines)), ("newText", .text(laid))])])
    }

    private static func range(_ first: Int, _ last: Int) -> JSON {
        func place(_ line: Int) -> JSON { .object([("line", .integer(line)), ("character", .integer(0))]) }
        return .object([("start", place(first)), ("end", place(last))])
    }
}
