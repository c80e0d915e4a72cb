/// Outside text as a terminal may show it: nothing in it moves the cursor, changes a colour, turns the
/// direction of writing or hides, and whoever tried is seen to have tried.
enum Shown {
    /// On one line, at most `columns` wide (an ellipsis ends what was cut).
    static func line(_ text: String, columns: Int? = nil) -> String {
        var shown = ""
        var used = 0
        for character in text {
            let visible = character == "\r\n" ? "⏎" : self.visible(character)
            let width = self.width(visible)
            if let columns, used + width > columns { return cut(shown, to: columns) }
            shown += visible
            used += width
        }
        return shown
    }

    private static func cut(_ shown: String, to columns: Int) -> String {
        guard columns > 0 else { return "" }
        var shown = shown
        while width(shown) > columns - 1 { shown.removeLast() }
        return shown + "…"
    }

    /// With its line breaks, each line begun with `indent`.
    static func paragraph(_ text: String, indent: String = "") -> String {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .map { indent + line(String($0)) }.joined(separator: "\n")
    }

    private static func visible(_ character: Character) -> String {
        if character.unicodeScalars.allSatisfy({ !isTricky($0) }) { return String(character) }
        return character.unicodeScalars.map(visible).joined()
    }

    private static func visible(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n", "\r": "⏎"
        case "\t": " "
        case _ where scalar.value < 0x20: String(Character(Unicode.Scalar(0x2400 + scalar.value) ?? "?"))
        case "\u{7F}": "␡"
        case _ where isTricky(scalar): "‹U+\(String(scalar.value, radix: 16, uppercase: true))›"
        default: String(Character(scalar))
        }
    }

    private static func isTricky(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0: true  // C0, DEL and C1: escapes and cursor movement
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true  // direction of writing
        case 0x2028, 0x2029, 0xFFF9...0xFFFB: true  // line ends, interlinear notes
        case 0xE0000...0xE007F: true  // tags: text that no one sees
        default: false
        }
    }

    /// Columns that a terminal gives it: two for East Asian wide characters and emoji, none for marks that
    /// stand on others.
    static func width(_ text: String) -> Int { text.reduce(0) { $0 + width($1) } }

    private static func width(_ character: Character) -> Int {
        guard let first = character.unicodeScalars.first else { return 0 }
        switch first.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: break
        }
        if first.properties.isEmojiPresentation || character.unicodeScalars.contains("\u{FE0F}") { return 2 }
        switch first.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
            0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}
