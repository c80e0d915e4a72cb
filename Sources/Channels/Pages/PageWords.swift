/// Words of strangers made fit for a page of several lines.
enum PageWords {
    /// Line feeds stay, at most `lines` of them; every other control, separator of lines and override of the
    /// direction of writing becomes a space; runs of spaces are one, empty lines none. What passes `limit`
    /// characters is cut with "…".
    static func clean(_ text: String, limit: Int, lines: Int) -> String {
        // More than can be kept is not looked at: a scalar is at least a byte, and marks pile up on few.
        let bounded = calm(text.cut(toBytes: limit * 16))
        var kept: [String] = []
        var room = limit
        for line in bounded.split(whereSeparator: { $0 == "\n" || $0 == "\r\n" }) {
            guard kept.count < lines, room > 0 else { break }
            let words = HeaderText.plain(line, limit: room)
            guard !words.isEmpty else { continue }
            kept.append(words)
            room -= words.unicodeScalars.count + 1
        }
        return kept.joined(separator: "\n")
    }

    /// At most four marks upon one letter, no characters that nobody can see but those that emoji and several
    /// scripts are made with.
    static func calm(_ text: String) -> String {
        var calm = String.UnicodeScalarView()
        var marks = 0
        for scalar in text.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .enclosingMark:
                marks += 1
                if marks > 4 { continue }
            case .format where scalar.value != 0x200C && scalar.value != 0x200D:
                marks = 0
                // Those without a width must not become one when they go.
                if ![0x00AD, 0x200B, 0x2060].contains(scalar.value), scalar.value < 0xE0000 { calm.append(" ") }
                continue
            default: marks = 0
            }
            calm.append(scalar)
        }
        return String(calm)
    }
}
