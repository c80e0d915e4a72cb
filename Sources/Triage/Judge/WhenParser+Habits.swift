/// What people write out of habit from elsewhere, and what they meant.
extension WhenParser {
    /// Between two units stands neither AND nor OR.
    func missingOperator(before piece: Piece) -> Stop {
        let before = pieces[next - 1]
        if piece.kind == .word, let name = Self.smallOperator(piece.text) { return smallLetters(name, piece) }
        func say(_ message: String, _ remedy: String) -> Stop { stop(message, at: piece.place, remedy: remedy) }
        if piece.kind == .word {
            switch piece.text {
            case "&&", "&", "+": return say("Operators are the words AND, OR and NOT.", "write AND")
            case "||", "|": return say("Operators are the words AND, OR and NOT.", "write OR")
            case "NOT": return say("AND or OR is missing here.", "write AND NOT")
            default: break
            }
            let sign = piece.text.first
            if sign == "-" || sign == "!", piece.text.dropFirst().first?.isLetter == true {
                return say(
                    "Operators are the words AND, OR and NOT.", "write AND NOT \(piece.text.dropFirst())")
            }
            if sign == "#", piece.text.count > 1 {
                return say(
                    "AND or OR is missing here.",
                    "for a comment put a space behind the hash: # \(piece.text.dropFirst()); for a hashtag write AND or OR in front of it"
                )
            }
        }
        guard before.kind == .word, piece.kind == .word else {
            if before.kind == .word, before.text == "NOT" || before.text == "=" {
                return say("AND or OR is missing here.", "write AND or OR in front of it")
            }
            return say("AND or OR is missing here.", "write AND for both, or OR for either")
        }
        if ["BUT", "EXCEPT", "WITHOUT", "UNLESS"].contains(piece.text.uppercased()) {
            return say("There is no \"\(piece.text)\".", "write AND NOT")
        }
        if ["BUT", "EXCEPT", "WITHOUT", "UNLESS"].contains(before.text.uppercased()) {
            return say("There is no \"\(before.text)\".", "write AND NOT")
        }
        if piece.text == "is" || piece.text == "contains" || piece.text == "=" {
            let fields = Self.fieldNames
            let meant =
                before.text == "customer" ? "customer.tier" : NearestName.of(before.text, among: fields)
            return stop(
                "There is no field \"\(before.text)\".", at: before.place,
                remedy: meant.map { "did you mean \($0)?" }
                    ?? (piece.text == "contains"
                        ? "words are looked for without \"contains\""
                        : "the fields are \(fields.joined(separator: ", "))"))
        }
        if before.text == "list" || before.text == "rule" {
            return say("A \(before.text) is named with a colon.", "write \(before.text):\(piece.text)")
        }
        if before.text == "list:" || before.text == "rule:" {
            return say("The name follows its colon without a space.", "write \(before.text)\(piece.text)")
        }
        if before.text == "=" { return say("The sign = stands right in front of its word.", "write =\(piece.text)") }
        if before.text.hasSuffix(","), before.text.count > 1 {
            return say("A comma joins nothing here.", "write OR for any of them, or AND for all of them")
        }
        if before.text.contains(":") || piece.text.contains(":") {
            return say("AND or OR is missing here.", "write AND for both, or OR for either")
        }
        return say(
            "Two words stand side by side.",
            "\"\(before.text) \(piece.text)\" in quotes looks for both in a row; AND between them for both anywhere")
    }

    func smallLetters(_ name: String, _ piece: Piece) -> Stop {
        var words = piece.text
        if name == "NOT",
            let behind = pieces.first(where: { $0.place.start > piece.place.start && $0.place.line == piece.place.line }
            ),
            behind.kind == .word, !behind.text.contains(":")
        {
            words += " " + behind.text
        }
        return stop(
            "Operators are written in capitals.", at: piece.place,
            remedy: "write \(name), or \"\(words)\" in quotes to look for the \(words == piece.text ? "word" : "words")"
        )
    }

    static func smallOperator(_ word: String) -> String? {
        let capitals = word.uppercased()
        guard word != capitals else { return nil }
        if capitals == "AND" || capitals == "OR" || capitals == "NOT" { return capitals }
        return capitals.hasPrefix("NEAR/") || capitals.hasPrefix("BEFORE/") ? capitals : nil
    }

    /// `a AND b OR c`, where each is one piece: the two ways to read it. Nil where that cannot be shown.
    func bracketed(_ second: String, _ first: String?) -> String? {
        guard let first, next >= 3, next + 1 < pieces.count else { return nil }
        let (a, b, c) = (pieces[next - 3], pieces[next - 1], pieces[next + 1])
        let isEnd = next + 2 == pieces.count || ["AND", "OR", ")"].contains(pieces[next + 2].text)
        let isStart = next == 3 || pieces[next - 4].kind == .open
        guard isEnd, isStart, pieces[next - 2].text == first,
            ![a, b, c].contains(where: { $0.kind == .open || $0.kind == .close || $0.text == "NOT" }),
            a.text.utf8.count + b.text.utf8.count + c.text.utf8.count < 80
        else { return nil }
        let words = [a, b, c].map { $0.kind == .quoted ? "\"\($0.text)\"" : $0.text }
        return
            "write \(words[0]) \(first) (\(words[1]) \(second) \(words[2])), or (\(words[0]) \(first) \(words[1])) \(second) \(words[2])"
    }

    /// Single quotes around a phrase, and regular expressions.
    func refuseForeign(_ piece: Piece) throws(Stop) {
        if let open = piece.text.first, let close = Self.singleQuotes[open] {
            var words = [String(piece.text.dropFirst())]
            for behind in pieces[next...].prefix(12) where behind.kind == .word {
                if behind.text.last.map({ close.contains($0) }) == true {
                    words.append(String(behind.text.dropLast()))
                    throw stop(
                        "A phrase stands between double quotes.", at: piece.place,
                        remedy: "write \"\(words.joined(separator: " "))\"")
                }
                words.append(behind.text)
            }
        }
        guard Self.isRegular(piece.text) else { return }
        throw stop(
            "This looks like a regular expression, which this language has none of.", at: piece.place,
            remedy:
                "write the words out with OR; a star stands for any ending, as in outag*, and {number} for any number"
        )
    }

    private static let singleQuotes: [Character: String] = [
        "‘": "’‘", "’": "’", "‚": "‘’", "'": "'", "«": "»", "‹": "›", "`": "`",
    ]

    /// Signs that no word has, and every regular expression has some of.
    private static func isRegular(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.contains(where: { ByteTable.lower[Int($0)] > 0x39 }) else { return false }
        if bytes[0] == UInt8(ascii: "/"), bytes.count > 1, ByteTable.lower[Int(bytes[1])] > 0x39 { return true }
        for (place, byte) in bytes.enumerated() {
            let behind = place + 1 < bytes.count ? bytes[place + 1] : 0
            let before = place > 0 ? bytes[place - 1] : 0
            switch byte {
            case UInt8(ascii: "."), UInt8(ascii: ")"), UInt8(ascii: "]"):
                if behind == UInt8(ascii: "*") || behind == UInt8(ascii: "+") { return true }
            case UInt8(ascii: "\\"):
                if "bdswBDSW.".utf8.contains(behind) { return true }
            case UInt8(ascii: "|"):
                if ByteTable.lower[Int(before)] > 0x39, ByteTable.lower[Int(behind)] > 0x39 { return true }
            case UInt8(ascii: "["):
                if bytes[place...].contains(UInt8(ascii: "]")), ByteTable.lower[Int(behind)] != 0 { return true }
            default: continue
            }
        }
        return false
    }
}
