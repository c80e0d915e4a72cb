/// Text for a mail's header, made harmless and folded: nothing that a stranger wrote can end a line,
/// begin another header, or be taken for markup.
enum HeaderText {
    /// RFC 5322 §2.1.1 and RFC 2047 §2: a line should not pass 78 characters, with encoded words 76.
    private static let line = 76
    /// No line may pass 998 octets; what cannot be folded may be this long.
    static let unfoldable = 900

    /// One line of printable text: controls, line and paragraph separators and direction overrides become
    /// a space, runs of white space one space, and what passes `limit` characters is cut with "…".
    static func plain(_ text: some StringProtocol, limit: Int) -> String {
        var cleaned = String.UnicodeScalarView()
        var space = false
        var count = 0
        for scalar in text.unicodeScalars {
            if isBlank(scalar) {
                space = !cleaned.isEmpty
                continue
            }
            if count >= limit {
                cleaned.append("…")
                break
            }
            if space {
                cleaned.append(" ")
                count += 1
                space = false
            }
            cleaned.append(scalar)
            count += 1
        }
        return String(cleaned)
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x20, 0x7F...0xA0, 0x2028, 0x2029: true
        case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F: true
        default: false
        }
    }

    /// `Name: value` and CRLF, for headers without structure (Subject, X-…). `value` is what `plain` gave.
    ///
    /// - Parameter longest: how long a single word may be and still be written as it is. A permalink in an
    ///   X- header is of more use whole than in encoded words.
    static func unstructured(_ name: String, _ value: String, longest: Int = 74) -> String {
        let words = value.split(separator: " ")
        let asItIs =
            value.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } && !value.contains("=?")
            && words.allSatisfy { $0.utf8.count <= longest }
        return fold(name, asItIs ? words.map(String.init) : encoded(value, after: name.utf8.count + 2))
    }

    /// `Name: Display <address>` and CRLF.
    static func mailbox(_ header: String, name: String, address: String) -> String {
        guard !name.isEmpty else { return fold(header, [address]) }
        let words: [String]
        if name.utf8.count > 60 || name.contains("=?") || !name.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
            words = encoded(name, after: header.utf8.count + 2)
        } else if name.utf8.allSatisfy({ isAtom($0) || $0 == UInt8(ascii: " ") }) {
            words = name.split(separator: " ").map(String.init)
        } else {
            var quoted = "\""
            for character in name.unicodeScalars {
                if character == "\"" || character == "\\" { quoted.unicodeScalars.append("\\") }
                quoted.unicodeScalars.append(character)
            }
            words = [quoted + "\""]
        }
        return fold(header, words + ["<\(address)>"])
    }

    /// The value of a Content-Disposition, folded with LF. A name beyond ASCII, or a long one, in the
    /// segments of RFC 2231 §4.1, none ending within a character.
    static func attachment(_ name: String) -> String {
        if name.utf8.count <= 48, name.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }), !name.contains("=?") {
            return " attachment;\n\tfilename=\"\(name)\"\n"
        }
        var segments = ["utf-8''"]
        for scalar in name.unicodeScalars {
            let bytes = UTF8.encode(scalar)!.map { byte in
                isPlainInQ(byte) && byte != UInt8(ascii: "*") && byte != UInt8(ascii: "/")
                    ? String(Unicode.Scalar(byte)) : "%" + hex(byte)
            }.joined()
            if segments[segments.count - 1].utf8.count + bytes.utf8.count > 56 { segments.append("") }
            segments[segments.count - 1] += bytes
        }
        let parameters = segments.enumerated().map { "filename*\($0.offset)*=\($0.element)" }
        return " attachment;\n\t" + parameters.joined(separator: ";\n\t") + "\n"
    }

    /// Words separated by one space, a line broken wherever the next would pass its end. The first stays
    /// beside the name: readers that take a Message-ID by the line would find an empty one.
    static func fold(_ name: String, _ words: [String]) -> String {
        var text = name + ":"
        var column = text.utf8.count
        for (place, word) in words.enumerated() {
            let length = word.utf8.count
            if column + 1 + length > line, place > 0 {
                text += "\r\n"
                column = 0
            }
            text += " " + word
            column += 1 + length
        }
        return text + "\r\n"
    }

    /// RFC 2047 words in UTF-8, each at most 75 characters, none ending within a character.
    private static func encoded(_ text: String, after column: Int) -> [String] {
        let sparse = text.utf8.count(where: { !isPlainInQ($0) && $0 != 0x20 }) * 3 < text.utf8.count
        let cost: (UInt8) -> Int = { byte in isPlainInQ(byte) || byte == 0x20 ? 1 : 3 }
        var words: [String] = []
        var pending: [UInt8] = []
        var width = 0
        // The first word shares its line with the header's name, unless nothing useful would fit.
        let first = line - column - 12
        var room = first >= 16 ? first : line - 1 - 12
        func flush() {
            guard !pending.isEmpty else { return }
            words.append(sparse ? "=?utf-8?q?\(q(pending))?=" : "=?utf-8?b?\(base64(pending))?=")
            pending.removeAll(keepingCapacity: true)
            width = 0
            room = line - 1 - 12
        }
        for scalar in text.unicodeScalars {
            let bytes = Array(UTF8.encode(scalar)!)
            let more = sparse ? bytes.reduce(0) { $0 + cost($1) } : bytes.count
            let full = sparse ? width + more > room : (width + more + 2) / 3 * 4 > room
            if full { flush() }
            pending += bytes
            width += more
        }
        flush()
        return words
    }

    private static func q(_ bytes: [UInt8]) -> String {
        var text = ""
        for byte in bytes {
            if byte == 0x20 {
                text += "_"
            } else if isPlainInQ(byte) {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                text += "=" + hex(byte)
            }
        }
        return text
    }

    private static func hex(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".unicodeScalars)
        var text = String.UnicodeScalarView()
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for place in 0..<4 {
                text.append(place <= group.count ? alphabet[bits >> (18 - 6 * place) & 63] : "=")
            }
        }
        return String(text)
    }

    /// What RFC 2047 §5 (3) allows unencoded in a phrase; the strictest place, so right in all of them.
    private static func isPlainInQ(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case UInt8(ascii: "!"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "/"): true
        default: false
        }
    }

    private static func isAtom(_ byte: UInt8) -> Bool {
        isPlainInQ(byte) || "#$%&'=?^_`{|}~".utf8.contains(byte)
    }
}
