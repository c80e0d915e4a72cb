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
        let alphabet: Alphabet = text.unicodeScalars.allSatisfy { Self.septets($0) > 0 } ? .gsm7 : .ucs2
        let single = alphabet == .gsm7 ? 160 : 70
        let part = alphabet == .gsm7 ? 153 : 67
        var units = 0
        var segments = 1
        var filled = 0
        for scalar in text.unicodeScalars {
            let width = alphabet == .gsm7 ? Self.septets(scalar) : (scalar.value > 0xFFFF ? 2 : 1)
            units += width
            // An escape and what it escapes, or the halves of a surrogate pair, stay in one part.
            if filled + width > part {
                segments += 1
                filled = 0
            }
            filled += width
        }
        self.alphabet = alphabet
        self.units = units
        self.segments = units <= single ? 1 : segments
    }

    /// What the scalar takes in the default alphabet: 1, 2 with an escape, 0 where it is not in it.
    static func septets(_ scalar: Unicode.Scalar) -> Int {
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
