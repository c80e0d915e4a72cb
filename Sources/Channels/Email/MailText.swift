import CMime
import Triage

/// Text parts of a mail: bytes of any charset to clean Unicode, flowed text joined, uuencoded files taken out.
enum MailText {
    /// The bytes as text, and what was wrong with them.
    ///
    /// Charsets are declared wrongly often enough that the bytes have the last word: what is valid UTF-8 and
    /// not plain ASCII is UTF-8, whatever it calls itself (a text of another 8-bit charset is almost never
    /// valid UTF-8 by chance); what calls itself UTF-8 and is not, is what Windows wrote.
    static func decode(_ bytes: [UInt8], charset declared: String) -> (text: String, note: String?) {
        var bytes = bytes
        let charset = declared.lowercased()
        var encoding = charset
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        let isASCII = bytes.allSatisfy { $0 < 0x80 && $0 != 0x1B }
        let wide = ["utf-16", "utf-32", "utf-7", "ucs-", "iso-10646"].contains { charset.hasPrefix($0) }
        if isASCII, !wide, !charset.hasPrefix("iso-2022") { return (String(decoding: bytes, as: UTF8.self), nil) }
        let isUTF8 = !wide && !bytes.contains(0x1B) && !bytes.allSatisfy { $0 < 0x80 } && bytes.isUTF8
        if isUTF8 {
            let said = ["utf-8", "utf8", ""].contains(charset)
            return (String(decoding: bytes, as: UTF8.self), said ? nil : "the text is UTF-8, not \(shown(charset))")
        }
        var note: String?
        switch charset {
        case "utf-8", "utf8":
            if bytes.isMostlyUTF8 { return (String(decoding: bytes, as: UTF8.self), "the text has broken UTF-8") }
            encoding = "windows-1252"
            note = "the text is not UTF-8; read as Windows-1252"
        case "", "us-ascii", "ascii", "ansi_x3.4-1968", "unknown-8bit", "x-unknown", "default", "8bit", "binary":
            // Only ISO 2022 switches with ESC, and only the Japanese one is met in mail.
            encoding = bytes.contains(0x1B) ? "iso-2022-jp" : "windows-1252"
            note = bytes.contains { $0 >= 0x80 } ? "the text does not say its charset; read as Windows-1252" : nil
        case "iso-8859-1", "latin1", "iso8859-1": encoding = "windows-1252"
        case "gb2312", "gbk": encoding = "gb18030"
        case "ks_c_5601-1987": encoding = "cp949"
        case "iso-8859-8-i", "iso-8859-8-e": encoding = "iso-8859-8"
        default: break
        }
        if let text = convert(bytes, encoding) { return (text, note) }
        return (
            convert(bytes, "windows-1252") ?? "", "the charset \(shown(charset)) is not known; read as Windows-1252"
        )
    }

    private static func convert(_ bytes: [UInt8], _ charset: String) -> String? {
        guard charset.utf8.count <= 40, charset.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
            let text = mime_utf8(bytes, bytes.count, charset)
        else { return nil }
        defer { g_byte_array_unref(text) }
        return String(
            decoding: UnsafeBufferPointer(start: text.pointee.data, count: Int(text.pointee.len)), as: UTF8.self)
    }

    private static func shown(_ charset: String) -> String { HeaderText.plain(charset, limit: 40) }

    /// Lines end with LF; controls but the tab are gone; no-break spaces are spaces, so that "On … wrote:"
    /// is found whichever program put one in.
    static func clean(_ text: String) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(text.utf8.count)
        var previous: UInt8 = 0
        for byte in text.utf8 {
            switch byte {
            case 0x0D: out.append(0x0A)
            case 0x0A: if previous != 0x0D { out.append(0x0A) }
            case 0x09: out.append(byte)
            case 0..<0x20, 0x7F: break
            case 0xA0 where previous == 0xC2: out[out.count - 1] = 0x20
            case 0x80..<0xA0 where previous == 0xC2: out.removeLast()
            default: out.append(byte)
            }
            previous = byte
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// RFC 3676: joins the lines that the author's program broke, each within its depth of quoting.
    static func unflow(_ text: String, deletingSpace: Bool) -> String {
        var lines: [String] = []
        var depthOfLast = -1
        var soft = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            var rest = Substring(line)
            let depth = rest.prefix { $0 == ">" }.count
            rest = rest.dropFirst(depth)
            if rest.hasPrefix(" ") { rest = rest.dropFirst() }
            if soft, depth == depthOfLast, rest != "-- " {
                if deletingSpace { lines[lines.count - 1].removeLast() }
                lines[lines.count - 1] += rest
            } else {
                lines.append(depth == 0 ? String(rest) : String(repeating: ">", count: depth) + " " + rest)
            }
            soft = rest.hasSuffix(" ") && rest != "-- "
            depthOfLast = depth
        }
        return lines.joined(separator: "\n")
    }

    /// Takes `begin 644 name` … `end` blocks out of a text.
    static func takeUuencoded(_ text: String) -> (text: String, files: [Message.Attachment]) {
        guard text.contains("begin ") else { return (text, []) }
        var files: [Message.Attachment] = []
        var kept: [Substring] = []
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var at = 0
        while at < lines.count {
            guard files.count < MailReader.partLimit, let name = uuencodedName(lines[at]),
                let end = uuencodedEnd(lines, after: at)
            else {
                kept.append(lines[at])
                at += 1
                continue
            }
            let bytes = lines[(at + 1)..<end].reduce(0) { $0 + (($1.utf8.first.map(Int.init) ?? 32) - 32) & 63 }
            files.append(.init(name: name, type: "application/octet-stream", bytes: bytes))
            at = end + 1
        }
        return (kept.joined(separator: "\n"), files)
    }

    private static func uuencodedName(_ line: Substring) -> String? {
        let words = line.split(separator: " ", maxSplits: 2)
        guard words.count == 3, words[0] == "begin", (3...4).contains(words[1].count),
            words[1].allSatisfy({ ("0"..."7").contains($0) })
        else { return nil }
        return HeaderText.plain(words[2], limit: 200)
    }

    /// The line `end`, if all lines until then have the length that their first character says. A block is
    /// looked at once: the first line that does not fit ends the search.
    private static func uuencodedEnd(_ lines: [Substring], after begin: Int) -> Int? {
        var at = begin + 1
        while at < lines.count {
            let line = lines[at]
            if line == "end" { return at > begin + 1 ? at : nil }
            guard let first = line.utf8.first, (32...96).contains(first) else { return nil }
            let bytes = (Int(first) - 32) & 63
            let length = line.utf8.count - 1
            guard length <= (bytes + 2) / 3 * 4 + 2, length >= bytes * 4 / 3 - 4 || bytes == 0 else { return nil }
            at += 1
        }
        return nil
    }

    /// The http(s) addresses written in a text, in order, each once, at most 64.
    static func links(in text: String) -> [String] {
        var links: [String] = []
        var seen: Set<String> = []
        var rest = Substring(text)
        while links.count < 64, let found = rest.utf8.firstRange(of: "://".utf8) {
            let scheme = rest[..<found.lowerBound].suffix(5)
            let after = rest[found.upperBound...]
            let lowered = scheme.lowercased()
            rest = after
            let prefix = lowered.hasSuffix("https") ? 5 : lowered.hasSuffix("http") ? 4 : 0
            guard prefix > 0 else { continue }
            var end = after.startIndex
            var length = 0
            while end < after.endIndex, length < 2048, !after[end].endsLink {
                length += after[end].utf8.count
                end = after.index(after: end)
            }
            var address = after[..<end]
            while let last = address.last, ".,;:!?'\u{2019}\u{201D}*_".contains(last) { address = address.dropLast() }
            if address.last == ")", !address.contains("(") { address = address.dropLast() }
            guard !address.isEmpty else { continue }
            let link = scheme.suffix(prefix).lowercased() + "://" + address
            if seen.insert(link).inserted { links.append(link) }
            rest = after[end...]
        }
        return links
    }
}

extension Character {
    fileprivate var endsLink: Bool { isWhitespace || "<>\"\u{201C}\u{201D}|`{}\\^[]".contains(self) }
}

extension [UInt8] {
    fileprivate var isUTF8: Bool { String(validating: self, as: UTF8.self) != nil }

    /// Whether most of what is not ASCII is well-formed UTF-8: a text cut within a character, or one bad byte.
    fileprivate var isMostlyUTF8: Bool {
        var good = 0
        var bad = 0
        for scalar in String(decoding: self, as: UTF8.self).unicodeScalars where scalar.value >= 0x80 {
            if scalar == "\u{FFFD}" { bad += 1 } else { good += 1 }
        }
        return good > bad * 4
    }
}
