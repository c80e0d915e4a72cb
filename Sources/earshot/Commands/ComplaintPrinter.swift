import Triage

/// Prints complaints as a compiler would, made harmless for the terminal.
struct ComplaintPrinter {
    let output: Output

    func print(_ complaints: [Complaint]) {
        for complaint in complaints { output.write(text(complaint)) }
    }

    func text(_ complaint: Complaint) -> String {
        let weight =
            switch complaint.weight {
            case .error: output.red("error")
            case .warning: output.yellow("warning")
            case .note: output.dim("note")
            }
        let place = "\(Shown.line(complaint.file)):\(complaint.line):\(complaint.column)"
        var text = "\(output.bold(place)): \(weight): \(Shown.line(complaint.message))\n"
        let number = String(complaint.line)
        let margin = String(repeating: " ", count: number.count)
        let scalars = complaint.source.unicodeScalars
        func shown(_ part: some Sequence<Unicode.Scalar>) -> String {
            var whole = String.UnicodeScalarView()
            whole.append(contentsOf: part)
            return Shown.line(String(whole))
        }
        // A long line is shown from shortly before the place, so that the caret stays in sight.
        let skipped = max(0, complaint.column - 1 - 60)
        let before = shown(scalars.dropFirst(skipped).prefix(complaint.column - 1 - skipped))
        let meant = shown(scalars.dropFirst(complaint.column - 1).prefix(complaint.length).prefix(100))
        let after = shown(scalars.dropFirst(complaint.column - 1 + complaint.length).prefix(60))
        let lead = skipped > 0 ? "…" : ""
        let carets = String(repeating: "^", count: max(1, Shown.width(meant)))
        let gap = String(repeating: " ", count: Shown.width(lead + before))
        text += "  \(number) | \(lead)\(before)\(meant)\(after)\n"
        text += "  \(margin) | \(gap)\(output.red(carets))\n"
        if !complaint.remedy.isEmpty { text += "  \(margin) = \(Shown.line(complaint.remedy))\n" }
        return text
    }

    static func json(_ complaint: Complaint) -> JSON {
        .object([
            ("weight", .text(complaint.weight.rawValue)), ("file", .text(complaint.file)),
            ("line", .integer(complaint.line)), ("column", .integer(complaint.column)),
            ("length", .integer(complaint.length)), ("message", .text(complaint.message)),
            ("remedy", .text(complaint.remedy)),
        ])
    }
}
