/// A character reference that a careless export left in the text: `&amp;`, `&#39;`, `&rsquo;`.
enum Entity {
    /// The character written at `place`, which holds `&`, and how many bytes it takes. Looks at most ten
    /// bytes ahead.
    static func read(_ text: UnsafeBufferPointer<UInt8>, at place: Int) -> (scalar: Unicode.Scalar, length: Int)? {
        let limit = min(text.count, place + 11)
        var end = place + 1
        while end < limit, text[end] != UInt8(ascii: ";") {
            switch text[end] {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "#"):
                end += 1
            default: return nil
            }
        }
        guard end < limit, end > place + 2, text[end] == UInt8(ascii: ";") else { return nil }
        let name = UnsafeBufferPointer(rebasing: text[(place + 1)..<end])
        guard let scalar = name[0] == UInt8(ascii: "#") ? number(name) : named(name) else { return nil }
        return (scalar, end + 1 - place)
    }

    private static func number(_ name: UnsafeBufferPointer<UInt8>) -> Unicode.Scalar? {
        let digits = String(decoding: name.dropFirst(), as: UTF8.self)
        let value =
            digits.first == "x" || digits.first == "X" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        guard let value, value > 0x1F || value == 10 || value == 9 else { return nil }
        return Unicode.Scalar(value)
    }

    private static func named(_ name: UnsafeBufferPointer<UInt8>) -> Unicode.Scalar? {
        switch String(decoding: name, as: UTF8.self) {
        case "amp": "&"
        case "lt": "<"
        case "gt": ">"
        case "quot", "ldquo", "rdquo", "laquo", "raquo", "bdquo": "\""
        case "apos", "lsquo", "rsquo", "sbquo": "'"
        case "nbsp", "ensp", "emsp", "thinsp": " "
        case "shy", "zwnj", "zwj": "\u{AD}"
        case "hellip": "…"
        case "ndash", "mdash": "–"
        case "euro": "€"
        case "pound": "£"
        case "auml": "ä"
        case "ouml": "ö"
        case "uuml": "ü"
        case "Auml": "Ä"
        case "Ouml": "Ö"
        case "Uuml": "Ü"
        case "szlig": "ß"
        case "eacute": "é"
        case "egrave": "è"
        case "ecirc": "ê"
        case "agrave": "à"
        case "acirc": "â"
        case "aacute": "á"
        case "iacute": "í"
        case "oacute": "ó"
        case "uacute": "ú"
        case "ntilde": "ñ"
        case "ccedil": "ç"
        case "oslash": "ø"
        case "aring": "å"
        case "aelig": "æ"
        default: nil
        }
    }
}
