import Triage

/// The configuration's text, for pointing at places in it.
struct SettingsText {
    /// As it is shown.
    let file: String
    let text: String
    /// Without their ends. Lines end where YAML says so, so that the parser's line numbers fit.
    let lines: [Substring]

    init(file: String, text: String) {
        self.file = file
        self.text = text
        var lines: [Substring] = []
        var start = text.startIndex
        var at = text.startIndex
        let scalars = text.unicodeScalars
        while at < scalars.endIndex {
            let next = scalars.index(after: at)
            switch scalars[at] {
            case "\n", "\u{85}", "\u{2028}", "\u{2029}":
                lines.append(text[start..<at])
                start = next
            case "\r":
                lines.append(text[start..<at])
                start = next
                if next < scalars.endIndex, scalars[next] == "\n" { start = scalars.index(after: next) }
                at = start
                continue
            default: break
            }
            at = next
        }
        lines.append(text[start...])
        self.lines = lines
    }

    /// A place and how many characters of it are meant.
    struct Spot: Equatable {
        /// From 1.
        var line: Int
        var column: Int
        var length = 1
    }

    func complaint(_ weight: Complaint.Weight = .error, at spot: Spot, _ message: String, remedy: String = "")
        -> Complaint
    {
        let line = min(max(spot.line, 1), lines.count)
        let source = String(lines[line - 1])
        let column = min(max(spot.column, 1), source.unicodeScalars.count + 1)
        let length = min(max(spot.length, 1), max(1, source.unicodeScalars.count + 1 - column))
        return Complaint(
            weight, file: file, line: line, column: column, length: length, source: source, message: message,
            remedy: remedy)
    }
}
