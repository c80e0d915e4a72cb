/// A line of an iCalendar file after unfolding (RFC 5545 §3.1): `NAME;PARAMETER=value:value`.
///
/// libical reads such files too, but tells no line numbers; whoever mistyped a date wants one.
struct ContentLine {
    /// In upper case.
    var name: String
    /// By name in upper case, without the quotes around values.
    var parameters: [String: String]
    var value: String
    /// Where it begins in the file, from 1, and what stands there, for the caret.
    var line: Int
    var source: String

    /// Nil where it is none.
    init?(_ text: String, line: Int, source: String) {
        var parts: [String] = [""]
        var quoted = false
        var rest = text.unicodeScalars[...]
        var found = false
        while let scalar = rest.popFirst() {
            if scalar == "\"" { quoted.toggle() }
            if !quoted, scalar == ":" {
                found = true
                break
            }
            if !quoted, scalar == ";" { parts.append("") } else { parts[parts.count - 1].unicodeScalars.append(scalar) }
        }
        guard found, let name = parts.first, Self.isName(name), parts.count <= 50 else { return nil }
        parameters = [:]
        for part in parts.dropFirst() {
            let pieces = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pieces.count == 2, Self.isName(String(pieces[0])) else { return nil }
            parameters[pieces[0].uppercased()] = String(pieces[1].filter { $0 != "\"" })
        }
        self.name = name.uppercased()
        self.value = String(rest)
        self.line = line
        self.source = source
    }

    private static func isName(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy {
                (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45
            }
    }

    /// As text for people: `\,`, `\;`, `\\` and `\n` undone, on one line.
    var text: String {
        var result = ""
        var escaped = false
        for character in value {
            if escaped {
                result.append(character == "n" || character == "N" ? " " : character)
                escaped = false
            } else if character == "\\" {
                escaped = true
            } else {
                result.append(character)
            }
        }
        return result
    }

    /// The dates of a list, `20261225` or midnights, `20261225T000000`. Nil where one is something else.
    var dates: [CivilDateOrTime]? {
        var dates: [CivilDateOrTime] = []
        for piece in value.split(separator: ",", omittingEmptySubsequences: false) {
            guard let date = CivilDateOrTime(piece) else { return nil }
            dates.append(date)
        }
        return dates
    }

    /// Lines with their numbers, those that begin with a space or a tab joined to the one before. After `limit` of
    /// them one more is given and no other.
    static func unfolded(_ bytes: [UInt8], limit: Int) -> [(number: Int, bytes: [UInt8])] {
        var lines: [(number: Int, bytes: [UInt8])] = []
        var number = 0
        var rest = bytes[...]
        while !rest.isEmpty, number <= limit + 1 {
            number += 1
            let end = rest.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? rest.endIndex
            let line = rest[rest.startIndex..<end]
            rest = rest[end...]
            if rest.first == 0x0D { rest = rest.dropFirst() }
            if rest.first == 0x0A { rest = rest.dropFirst() }
            if let first = line.first, first == 0x20 || first == 0x09, !lines.isEmpty {
                lines[lines.count - 1].bytes.append(contentsOf: line.dropFirst())
            } else if !line.isEmpty {
                lines.append((number, Array(line)))
            }
        }
        return lines
    }
}
