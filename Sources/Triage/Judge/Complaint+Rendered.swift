extension Complaint {
    /// As compilers show it: place and sentence, the line, a caret under the words, the remedy.
    /// A long line is cut to what surrounds the caret.
    package func rendered(colour: Bool) -> String {
        let (tint, bold, off) = colour ? (Self.tint(weight), "\u{1B}[1m", "\u{1B}[0m") : ("", "", "")
        var text = "\(bold)\(file):\(line):\(column):\(off) \(tint)\(weight.rawValue):\(off) \(message)"
        if !source.isEmpty {
            let window = 120
            let characters = Array(source)
            let caret = min(column - 1, characters.count)
            let first = characters.count <= window ? 0 : max(0, min(caret - window / 3, characters.count - window))
            let last = min(characters.count, first + window)
            let lead = first > 0 ? "…" : ""
            let shown = String(characters[first..<last].map { $0.isWhitespace ? " " : Self.harmless($0) })
            let width = max(1, min(length, last - caret))
            text += "\n    \(lead)\(shown)\(last < characters.count ? "…" : "")"
            text += "\n    \(String(repeating: " ", count: caret - first + lead.count))"
            text += "\(tint)\(String(repeating: "^", count: width))\(off)"
        }
        if !remedy.isEmpty { text += "\n    \(remedy)" }
        return text
    }

    private static func tint(_ weight: Weight) -> String {
        switch weight {
        case .error: "\u{1B}[31m"
        case .warning: "\u{1B}[33m"
        case .note: "\u{1B}[36m"
        }
    }

    /// A control character in a rule file must not steer the terminal.
    private static func harmless(_ character: Character) -> Character {
        guard let first = character.unicodeScalars.first else { return character }
        return first.value < 0x20 || first.value == 0x7F || (0x80..<0xA0).contains(first.value) ? "·" : character
    }
}
