/// How files of rules and of phrases are laid out, so that they read alike whoever wrote them: keys in one
/// column and what they say in another, conditions aligned under their `when`, one empty line between rules.
/// What a file means never changes: every character that is no white space stays, and so does all that
/// stands between quotes.
package enum RulesLayout {
    /// Where what a key says begins, and where an operator that goes on with a condition stands.
    private static let valueColumn = 13
    private static let operatorColumn = 9

    /// A `*.rules` file.
    package static func rules(_ text: String) -> String {
        var page = Page()
        var comments: [String] = []
        var depth = 0
        var isInRule = false
        var isInCondition = false
        for raw in lines(text) {
            let line = trimmed(raw)
            guard !line.isEmpty else {
                page.settle(&comments)
                page.blank()
                continue
            }
            if isComment(line) {
                isInRule && raw.first?.isWhitespace == true ? page.add("  " + line) : comments.append(line)
                continue
            }
            let (key, rest) = split(line)
            switch key {
            case "rule", "spike":
                page.blank()
                page.settle(&comments)
                page.add(([key] + (rest.isEmpty ? [] : [squeezed(rest).text])).joined(separator: " "))
                (isInRule, isInCondition) = (true, false)
            case "or" where !isInCondition || !goesOn(line, depth):
                page.settle(&comments)
                page.add(padded("", operatorColumn) + padded("or", 4) + squeezed(rest).text)
            case _ where RulesFile.keys.contains(key) || RulesFile.spikeKeys.contains(key):
                page.settle(&comments)
                isInCondition = ["when", "raise", "lower"].contains(key)
                let value = isInCondition || ["count", "fires"].contains(key) ? squeezed(rest) : (rest, 0)
                depth = value.1
                page.add(rest.isEmpty ? "  " + key : padded("  " + key, valueColumn) + value.0)
            default:
                page.settle(&comments)
                guard isInCondition else {
                    page.add((isInRule ? "  " : "") + line)
                    continue
                }
                let (code, change) = squeezed(line)
                page.add(continued(code, depth: max(0, depth)))
                depth += change
            }
        }
        page.settle(&comments)
        return page.text
    }

    /// A `*.keywords` file.
    package static func keywords(_ text: String) -> String {
        let all = lines(text).map { trimmed($0) }
        let head = all.prefix(200).firstIndex(of: "---")
        var page = Page()
        for (place, line) in all.enumerated() {
            if line.isEmpty {
                page.blank()
            } else if let head, place < head, !isComment(line) {
                let (key, rest) = split(line)
                page.add(rest.isEmpty ? key : padded(key, 7) + rest)
            } else {
                page.add(line)
            }
        }
        return page.text
    }

    /// What a layout must leave alone: the lines that say something, without white space outside quotes.
    package static func substance(_ text: String) -> [String] {
        lines(text).compactMap { line in
            var quotes = Quotes()
            let kept = trimmed(line).filter { character in
                quotes.take(character)
                return quotes.isOpen || !character.isWhitespace
            }
            return kept.isEmpty ? nil : kept
        }
    }

    // MARK: lines

    private static func continued(_ code: String, depth: Int) -> String {
        let (word, rest) = split(code)
        let indent = 2 * depth
        if ["AND", "OR", "NOT"].contains(word) {
            return rest.isEmpty
                ? padded("", operatorColumn + indent) + word
                : padded("", operatorColumn + indent) + padded(word, 4) + rest
        }
        if word.hasPrefix("NEAR/") || word.hasPrefix("BEFORE/") { return padded("", operatorColumn + indent) + code }
        return padded("", valueColumn + indent) + code
    }

    /// A line that begins with a small `or` inside a condition is a mistake of the condition's, not a spike's.
    private static func goesOn(_ line: String, _ depth: Int) -> Bool { depth > 0 }

    /// Runs of white space become one, none stands within a bracket's edge; a comment keeps two before it.
    private static func squeezed(_ text: String) -> (text: String, depth: Int) {
        var result = ""
        var depth = 0
        var quotes = Quotes()
        var isSpaced = false
        var characters = Substring(text)
        while let character = characters.popFirst() {
            if !quotes.isOpen, character.isWhitespace {
                isSpaced = true
                continue
            }
            if !quotes.isOpen, character == "#", isSpaced || result.isEmpty, characters.first?.isWhitespace ?? true {
                return ((result.isEmpty ? "" : result + "  ") + "#" + characters, depth)
            }
            if isSpaced, !result.isEmpty, quotes.isOpen || (character != ")" && result.last != "(") || quotes.justClosed
            {
                if character != ")" || quotes.isOpen { result.append(" ") }
            }
            isSpaced = false
            quotes.take(character)
            if !quotes.isOpen, character == "(" { depth += 1 }
            if !quotes.isOpen, character == ")" { depth -= 1 }
            result.append(character)
        }
        return (result, depth)
    }

    private struct Quotes {
        private(set) var isOpen = false
        private(set) var justClosed = false
        mutating func take(_ character: Character) {
            justClosed = false
            switch character {
            case "\"", "\u{201C}", "\u{201D}", "\u{201E}":
                isOpen.toggle()
                justClosed = !isOpen
            default: break
            }
        }
    }

    private static func lines(_ text: String) -> [Substring] {
        let whole = text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...]
        return whole.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    }

    private static func trimmed(_ line: Substring) -> String {
        var line = line
        while line.last?.isWhitespace == true { line.removeLast() }
        return String(line.drop { $0.isWhitespace || $0 == "\u{FEFF}" })
    }

    private static func isComment(_ line: String) -> Bool {
        line.first == "#" && (line.dropFirst().first?.isWhitespace ?? true)
    }

    private static func split(_ line: String) -> (key: String, rest: String) {
        let key = line.prefix { !$0.isWhitespace }
        return (String(key), String(line[key.endIndex...].drop { $0.isWhitespace }))
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text.count >= width
            ? (text.isEmpty ? "" : text + " ") : text + String(repeating: " ", count: width - text.count)
    }

    /// The page as it is written: never two empty lines in a row, none at its edges.
    private struct Page {
        private var lines: [String] = []
        private var isBlankDue = false

        mutating func blank() { isBlankDue = !lines.isEmpty }

        mutating func add(_ line: String) {
            if isBlankDue { lines.append("") }
            isBlankDue = false
            lines.append(line)
        }

        /// Comments wait for what they belong to.
        mutating func settle(_ comments: inout [String]) {
            for comment in comments { add(comment) }
            comments = []
        }

        var text: String { lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n" }
    }
}
