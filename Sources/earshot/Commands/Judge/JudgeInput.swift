import Triage

/// Which form the lines of an input have, and which of them belong together.
struct JudgeInput {
    let format: JudgeBench.Format
    private(set) var form: JudgeBench.Form?
    private var gatherer = RecordGatherer()

    init(format: JudgeBench.Format) { self.format = format }

    /// The messages that these lines complete; nil while nothing but empty lines came.
    mutating func take(_ lines: [LineReader.Line]) throws(CommandFailure) -> ([LineReader.Line], JudgeBench.Form)? {
        var lines = lines[...]
        if form == nil {
            lines = lines.drop { $0.isBlank }
            guard let first = lines.first else { return nil }
            let (found, isHeader) = try Self.form(format, first)
            form = found
            if isHeader { lines = lines.dropFirst() }
        }
        guard let form else { return nil }
        if case .csv = form { return (gatherer.take(Array(lines)), form) }
        return (Array(lines), form)
    }

    mutating func finish() -> LineReader.Line? { gatherer.finish() }

    private static func form(
        _ format: JudgeBench.Format, _ first: LineReader.Line
    ) throws(CommandFailure) -> (JudgeBench.Form, isHeader: Bool) {
        if first.bytes.starts(with: [0xFF, 0xFE]) || first.bytes.starts(with: [0xFE, 0xFF]) {
            throw CommandFailure(.badData, "the input is written in UTF-16", remedy: "save it as UTF-8")
        }
        if first.bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            throw CommandFailure(
                .badData, "the input is a packed file, such as a spreadsheet's own", remedy: "export it as CSV")
        }
        let text = String(decoding: first.bytes, as: UTF8.self)
        switch format {
        case .json: return (.json, false)
        case .plain: return (.plain, false)
        case .detect:
            if first.beginsLikeJSON { return (.json, false) }
            guard JudgeTable.isHeader(text) else { return (.plain, false) }
        case .csv, .tsv: break
        }
        do {
            return (.csv(try JudgeTable(header: text, delimiter: format == .tsv ? "\t" : nil)), true)
        } catch {
            throw CommandFailure(
                .badData, "line \(first.number): \(error.description)",
                remedy: "the first line of a table names its columns, as in: id,text,channel")
        }
    }
}
