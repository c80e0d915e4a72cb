/// JSON as bytes, where a parser of whole documents does not help: which bytes belong to which item of
/// a list, and what to do with text that is damaged in one place.
package enum JSONText {
    /// The byte ranges of the items of the outermost array, or of the array that the outermost object
    /// holds under `key`. Nil where there is none, where it does not end, or after `limit` items.
    ///
    /// It looks at quotes and brackets alone, so that one damaged item does not hide the others.
    package static func items(of bytes: [UInt8], under key: String? = nil, limit: Int) -> [Range<Int>]? {
        var at = skipSpace(bytes, from: 0)
        if let key {
            guard at < bytes.count, bytes[at] == UInt8(ascii: "{"),
                let start = value(under: Array(key.utf8), in: bytes, from: at + 1)
            else { return nil }
            at = start
        }
        guard at < bytes.count, bytes[at] == UInt8(ascii: "[") else { return nil }
        var found: [Range<Int>] = []
        at = skipSpace(bytes, from: at + 1)
        if at < bytes.count, bytes[at] == UInt8(ascii: "]") { return found }
        while at < bytes.count, found.count < limit {
            let end = endOfValue(bytes, from: at)
            guard end < bytes.count else { return nil }
            found.append(at..<trimmed(bytes, at, end))
            if bytes[end] == UInt8(ascii: "]") { return found }
            guard bytes[end] == UInt8(ascii: ",") else { return nil }
            at = skipSpace(bytes, from: end + 1)
        }
        return nil
    }

    /// The same text with what a parser must refuse made readable: invalid UTF-8, control characters
    /// within strings and halves of surrogate pairs, each replaced. What is well-formed stays as it is.
    package static func repaired(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        var text = Array(String(decoding: Array(bytes), as: UTF8.self).utf8)
        var inString = false
        var at = 0
        while at < text.count {
            let byte = text[at]
            if !inString {
                inString = byte == UInt8(ascii: "\"")
                at += 1
            } else if byte == UInt8(ascii: "\"") {
                inString = false
                at += 1
            } else if byte == UInt8(ascii: "\\") {
                at += repairEscape(&text, at)
            } else {
                if byte < 0x20 { text[at] = UInt8(ascii: " ") }
                at += 1
            }
        }
        return text
    }

    /// Replaces the escape at `at` by U+FFFD's where it is half of a surrogate pair; returns its length.
    private static func repairEscape(_ text: inout [UInt8], _ at: Int) -> Int {
        guard let unit = unit(text, at) else { return 2 }
        if (0xD800..<0xDC00).contains(unit), let low = self.unit(text, at + 6), (0xDC00..<0xE000).contains(low) {
            return 12
        }
        if (0xD800..<0xE000).contains(unit) {
            text.replaceSubrange(at + 2..<at + 6, with: [0x66, 0x66, 0x66, 0x64])
        }
        return 6
    }

    /// The number of a `\uXXXX` escape.
    private static func unit(_ text: [UInt8], _ at: Int) -> UInt32? {
        guard at + 6 <= text.count, text[at] == UInt8(ascii: "\\"), text[at + 1] == UInt8(ascii: "u") else {
            return nil
        }
        var value: UInt32 = 0
        for byte in text[at + 2..<at + 6] {
            guard let digit = Hex.digit(byte) else { return nil }
            value = value << 4 | UInt32(digit)
        }
        return value
    }

    private static func skipSpace(_ bytes: [UInt8], from start: Int) -> Int {
        var at = start
        while at < bytes.count, isSpace(bytes[at]) { at += 1 }
        return at
    }

    private static func trimmed(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int {
        var end = end
        while end > start, isSpace(bytes[end - 1]) { end -= 1 }
        return end
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    /// Past the string whose opening quote stands at `start`.
    private static func endOfString(_ bytes: [UInt8], from start: Int) -> Int {
        var at = start + 1
        while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
            at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1
        }
        return min(at + 1, bytes.count)
    }

    /// Where the comma or the closing bracket after the value that begins at `start` stands.
    private static func endOfValue(_ bytes: [UInt8], from start: Int) -> Int {
        var depth = 0
        var at = start
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "\""):
                at = endOfString(bytes, from: at)
                continue
            case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                if depth == 0 { return at }
                depth -= 1
            case UInt8(ascii: ",") where depth == 0: return at
            default: break
            }
            at += 1
        }
        return at
    }

    /// Where the value of the field `key` begins, in the object whose first field begins at `start`.
    private static func value(under key: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        var at = skipSpace(bytes, from: start)
        while at < bytes.count, bytes[at] == UInt8(ascii: "\"") {
            let end = endOfString(bytes, from: at)
            let isKey = end - at == key.count + 2 && bytes[at + 1..<end - 1].elementsEqual(key)
            at = skipSpace(bytes, from: end)
            guard at < bytes.count, bytes[at] == UInt8(ascii: ":") else { return nil }
            at = skipSpace(bytes, from: at + 1)
            if isKey { return at }
            at = endOfValue(bytes, from: at)
            guard at < bytes.count, bytes[at] == UInt8(ascii: ",") else { return nil }
            at = skipSpace(bytes, from: at + 1)
        }
        return nil
    }
}

/// Hexadecimal digits.
enum Hex {
    static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
