import Triage

/// Prints complaints as compilers do, made harmless for the terminal.
struct ComplaintPrinter {
    let output: Output

    func print(_ complaints: [Complaint]) {
        for complaint in complaints { output.line(Self.harmless(complaint).rendered(colour: output.isColoured)) }
    }

    /// What is shown whole is written out; in the line above the caret each trick is one dot, so that the
    /// caret stays under its place.
    static func harmless(_ complaint: Complaint) -> Complaint {
        var shown = complaint
        shown.file = Shown.line(complaint.file)
        shown.message = Shown.line(complaint.message)
        shown.remedy = Shown.line(complaint.remedy)
        shown.source = String(complaint.source.map { Shown.line(String($0)) == String($0) ? $0 : "·" })
        return shown
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
