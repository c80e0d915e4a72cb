/// Outside text as it may be shown: what cannot be seen, or changes how other text is seen, is written
/// out. A post must not be able to reorder the words of a ticket around it (bidirectional overrides),
/// hide some of its own, or pile marks over the next lines.
package enum Visible {
    /// Line feeds and tabs stay; carriage returns go.
    package static func text(_ outside: String) -> String {
        guard outside.unicodeScalars.contains(where: isSuspect) else { return outside }
        var shown = String.UnicodeScalarView()
        var marks = 0
        for scalar in outside.unicodeScalars {
            if scalar.properties.generalCategory == .nonspacingMark
                || scalar.properties.generalCategory == .enclosingMark
            {
                marks += 1
                if marks <= 4 { shown.append(scalar) }
                continue
            }
            marks = 0
            if scalar == "\r" { continue }
            if scalar != "\n", scalar != "\t", isHidden(scalar) {
                shown.append(contentsOf: "‹U+\(hex(scalar.value))›".unicodeScalars)
            } else {
                shown.append(scalar)
            }
        }
        return String(shown)
    }

    /// The same on one line, for subjects and titles.
    package static func line(_ outside: String, limit: Int = 200) -> String {
        let words = text(outside).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return words.count > limit ? String(words.prefix(limit - 1)) + "…" : words
    }

    private static func isSuspect(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x80 {
            return scalar.value < 0x20 && scalar != "\n" && scalar != "\t" || scalar.value == 0x7f
        }
        return isHidden(scalar) || scalar.properties.generalCategory == .nonspacingMark
            || scalar.properties.generalCategory == .enclosingMark
    }

    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1f, 0x7f...0x9f: true
        // Joiners belong to emoji and to several scripts.
        case 0x200c, 0x200d: false
        case 0x200b, 0x200e, 0x200f, 0x202a...0x202e, 0x2060...0x2064, 0x2066...0x2069, 0xfeff, 0x2028, 0x2029: true
        case 0xe0000...0xe007f: false
        default: false
        }
    }

    private static func hex(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
