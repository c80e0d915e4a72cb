/// Writes lines of iCalendar (RFC 5545 §3.1): whatever a value holds, it ends no line and begins no other.
struct CalendarText {
    /// RFC 5545 §3.1: no line should pass 75 octets, without its end.
    private static let longestLine = 75

    private(set) var text = ""

    /// A line, folded between characters as a person counts them, and within one that is longer than a line between
    /// its code points.
    mutating func line(_ content: String) {
        var column = 0
        func fold(before width: Int) {
            guard column + width > Self.longestLine else { return }
            text += "\r\n "
            column = 1
        }
        for character in content {
            if character.utf8.count < Self.longestLine { fold(before: character.utf8.count) }
            for scalar in character.unicodeScalars {
                let width = UTF8.width(scalar)
                fold(before: width)
                text.unicodeScalars.append(scalar)
                column += width
            }
        }
        text += "\r\n"
    }

    /// TEXT (§3.3.11): backslash, semicolon and comma escaped, line ends of any kind as `\n`, other controls left out;
    /// what passes `limit` characters is cut with "…".
    static func value(_ text: String, limit: Int) -> String {
        var result = ""
        for character in cut(text, limit) {
            for scalar in character.unicodeScalars {
                switch scalar {
                case "\\": result += "\\\\"
                case ";": result += "\\;"
                case ",": result += "\\,"
                // CR LF is one character to Swift; its LF is told here.
                case "\r" where character == "\r\n": break
                case "\n", "\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}": result += "\\n"
                case "\t": result.unicodeScalars.append(scalar)
                case _ where isUnseen(scalar): break
                default: result.unicodeScalars.append(scalar)
                }
            }
        }
        return result
    }

    /// TEXT of one line.
    static func line(_ text: String, limit: Int) -> String { value(oneLine(text), limit: limit) }

    /// A parameter's value, in quotes, with what may not stand there in the manner of RFC 6868. A backslash, which some
    /// readers take for an escape here too, becomes a slash.
    static func quoted(_ text: String, limit: Int) -> String {
        var result = "\""
        for scalar in cut(oneLine(text), limit).unicodeScalars {
            switch scalar {
            case "^": result += "^^"
            case "\"": result += "^'"
            case "\\": result += "/"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// A URI's characters as they are (RFC 3986 §2), all others as `%41`.
    static func address(_ text: String, limit: Int) -> String {
        var result = ""
        for byte in text.utf8.prefix(limit) {
            let isPlain =
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || "-._~:/?#[]@!$&'()*+;=,%".utf8.contains(byte)
            result += isPlain ? String(Unicode.Scalar(byte)) : "%" + hex(byte >> 4) + hex(byte & 15)
        }
        return result
    }

    /// `mailto:`, with whatever a mailbox may hold and a URI may not as `%41` (RFC 6068 §2).
    static func mailto(_ address: String) -> String {
        var result = "mailto:"
        for byte in address.utf8.prefix(320) {
            let isPlain =
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || "-._~@!$'*+".utf8.contains(byte)
            result += isPlain ? String(Unicode.Scalar(byte)) : "%" + hex(byte >> 4) + hex(byte & 15)
        }
        return result
    }

    private static func hex(_ digit: UInt8) -> String { String(digit, radix: 16, uppercase: true) }

    private static func cut(_ text: String, _ limit: Int) -> String {
        // By scalars: one character may have a hundred thousand marks.
        guard
            let end = text.unicodeScalars.index(
                text.startIndex, offsetBy: limit, limitedBy: text.unicodeScalars.endIndex),
            end < text.unicodeScalars.endIndex
        else { return text }
        return String(text.unicodeScalars[..<end]) + "…"
    }

    private static func oneLine(_ text: String) -> String {
        var result = ""
        var space = false
        for scalar in text.unicodeScalars {
            if scalar.properties.isWhitespace || scalar.value < 0x20 {
                space = !result.isEmpty
            } else if !isUnseen(scalar) {
                if space { result += " " }
                space = false
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Controls, and what turns the direction of the text around it.
    private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F: true
        default: false
        }
    }
}
