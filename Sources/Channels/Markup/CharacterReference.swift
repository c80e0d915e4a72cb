/// `&amp;`, `&#8211;`, `&#x2013;`: what stands in the text for a character.
enum CharacterReference {
    struct Meaning: Sendable {
        var first: Unicode.Scalar
        /// Some names stand for two.
        var second: Unicode.Scalar?
    }

    /// The longest name of the table has 31 letters.
    private static let longestName = 32

    /// Reads the reference that begins with the ampersand at `start`. Nil: the ampersand is only an
    /// ampersand. Never looks further than the reference itself.
    static func read(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> (meaning: Meaning, end: Int)? {
        let count = bytes.count
        var at = start + 1
        guard at < count else { return nil }
        if bytes[at] == UInt8(ascii: "#") { return number(bytes, from: at + 1) }
        let limit = min(count, at + longestName)
        while at < limit, bytes[at].isLetterOrDigit { at += 1 }
        guard at > start + 1 else { return nil }
        let name = UnsafeBufferPointer(rebasing: bytes[(start + 1)..<at])
        let closed = at < count && bytes[at] == UInt8(ascii: ";")
        if closed, let common = common(name) { return (Meaning(first: common, second: nil), at + 1) }
        let key = String(decoding: name, as: UTF8.self)
        guard let meaning = EntityTable.meaning[key] else { return nil }
        if closed { return (meaning, at + 1) }
        // Without its semicolon `&copy` is a sign, but `?a=1&copy=2` is an address.
        if at < count, bytes[at] == UInt8(ascii: "=") { return nil }
        return EntityTable.withoutSemicolon.contains(key) ? (meaning, at) : nil
    }

    /// All references of a text resolved: what attributes need.
    static func resolve(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        guard bytes.contains(UInt8(ascii: "&")) else { return String(decoding: bytes, as: UTF8.self) }
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var at = 0
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: "&"), let (meaning, end) = read(bytes, at: at) {
                out.append(contentsOf: UTF8.encode(meaning.first)!)
                if let second = meaning.second { out.append(contentsOf: UTF8.encode(second)!) }
                at = end
            } else {
                out.append(bytes[at])
                at += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static func common(_ name: UnsafeBufferPointer<UInt8>) -> Unicode.Scalar? {
        switch (name.count, name[0]) {
        case (2, UInt8(ascii: "l")) where name[1] == UInt8(ascii: "t"): "<"
        case (2, UInt8(ascii: "g")) where name[1] == UInt8(ascii: "t"): ">"
        case (3, UInt8(ascii: "a")) where name[1] == UInt8(ascii: "m") && name[2] == UInt8(ascii: "p"): "&"
        default: nil
        }
    }

    private static func number(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> (Meaning, Int)? {
        var at = start
        var value: UInt32 = 0
        let hexadecimal = at < bytes.count && (bytes[at] | 0x20) == UInt8(ascii: "x")
        if hexadecimal { at += 1 }
        let firstDigit = at
        while at < bytes.count {
            let byte = bytes[at]
            let digit: UInt32
            switch byte {
            case 48...57: digit = UInt32(byte - 48)
            case 65...70 where hexadecimal: digit = UInt32(byte - 55)
            case 97...102 where hexadecimal: digit = UInt32(byte - 87)
            default:
                guard at > firstDigit else { return nil }
                return (meaning(of: value), byte == UInt8(ascii: ";") ? at + 1 : at)
            }
            // Held where it is already too large, so that it cannot overflow.
            if value <= 0x10FFFF { value = value * (hexadecimal ? 16 : 10) + digit }
            at += 1
        }
        return at > firstDigit ? (meaning(of: value), at) : nil
    }

    /// Numbers 0x80 to 0x9F mean windows-1252, as the HTML standard says; impossible ones are U+FFFD.
    private static func meaning(of number: UInt32) -> Meaning {
        if (0x80...0x9F).contains(number) {
            return Meaning(first: Unicode.Scalar(windows1252[Int(number - 0x80)])!, second: nil)
        }
        guard number != 0, let scalar = Unicode.Scalar(number) else { return Meaning(first: "\u{FFFD}", second: nil) }
        return Meaning(first: scalar, second: nil)
    }

    private static let windows1252: [UInt16] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,
        0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
        0x0153, 0x9D, 0x017E, 0x0178,
    ]
}

extension UInt8 {
    var isLetter: Bool { ((self | 0x20) &- UInt8(ascii: "a")) < 26 }
    var isDigit: Bool { (self &- UInt8(ascii: "0")) < 10 }
    var isLetterOrDigit: Bool { isLetter || isDigit }
    /// Space, tab, line feed, form feed, carriage return.
    var isHTMLSpace: Bool { self == 0x20 || self == 0x0A || self == 0x09 || self == 0x0D || self == 0x0C }
    var lowercased: UInt8 { (self &- UInt8(ascii: "A")) < 26 ? self | 0x20 : self }
}
