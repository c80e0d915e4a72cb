/// How a text is charged and carried as SMS (3GPP TS 23.038 and 23.040): one message of 160 septets or 70 UTF-16
/// units, or several of 153 or 67, the rest being the header that joins them.
///
/// The default alphabet alone; national language tables (TS 23.038 §6.2.1.2) are used by no gateway unasked.
package struct SegmentCount: Hashable, Sendable {
    package enum Alphabet: Hashable, Sendable { case gsm7, ucs2 }

    package let alphabet: Alphabet
    /// At least 1, also for nothing.
    package let segments: Int
    /// Septets or UTF-16 units.
    package let units: Int

    package init(_ text: String) {
        let (alphabet, units, parts) = Self.packed(text)
        self.alphabet = alphabet
        self.units = units
        self.segments = parts.count
    }

    /// The text in its parts: one, or several that each leave room for the header which joins them.
    package static func parts(of text: String) -> [String] { packed(text).parts.map { String($0) } }

    private static func packed(_ text: String) -> (Alphabet, units: Int, parts: [Substring.UnicodeScalarView]) {
        let scalars = text.unicodeScalars
        let alphabet: Alphabet = scalars.allSatisfy { septets($0) > 0 } ? .gsm7 : .ucs2
        let single = alphabet == .gsm7 ? 160 : 70
        let part = alphabet == .gsm7 ? 153 : 67
        var units = 0
        var filled = 0
        var start = scalars.startIndex
        var parts: [Substring.UnicodeScalarView] = []
        for index in scalars.indices {
            let scalar = scalars[index]
            let width = alphabet == .gsm7 ? septets(scalar) : (scalar.value > 0xFFFF ? 2 : 1)
            units += width
            // An escape and what it escapes, or the halves of a surrogate pair, stay in one part.
            if filled + width > part {
                parts.append(scalars[start..<index])
                start = index
                filled = 0
            }
            filled += width
        }
        parts.append(scalars[start...])
        return (alphabet, units, units <= single ? [scalars[...]] : parts)
    }

    /// What the scalar takes in the default alphabet: 1, 2 with an escape, 0 where it is not in it.
    package static func septets(_ scalar: Unicode.Scalar) -> Int {
        switch scalar {
        case "[", "]", "\\", "^", "{", "|", "}", "~", "\u{0C}": 2
        case "`", "\t": 0
        case " "..."~", "\n", "\r": 1
        case "€": 2
        default: scalar.value > 0x7F && beyondASCII.contains(scalar) ? 1 : 0
        }
    }

    private static let beyondASCII = Set("£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà".unicodeScalars)
}
