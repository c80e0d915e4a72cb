import Foundation
import SwiftCSV
import Triage

/// The columns of a table of messages, as its header names them.
struct JudgeTable: Sendable {
    private var fields: [JudgeLine.Field?]
    private var delimiter: Character
    /// Columns that nothing is read from.
    private(set) var unread: [String] = []

    static let names = JudgeLine.Field.allCases.map { "\($0)" }

    /// A header names at least `text`, and nothing twice. Columns of other names are passed over.
    init(header: String, delimiter: Character? = nil) throws(JudgeLine.Flaw) {
        self.delimiter = delimiter ?? Self.delimiter(of: header)
        fields = []
        var seen: Set<String> = []
        for cell in try Self.cells(header, self.delimiter) {
            let name = cell.trimmingCharacters(in: .whitespaces).lowercased()
            let field = JudgeLine.Field.allCases.first { "\($0)" == name }
            if field != nil, !seen.insert(name).inserted {
                throw JudgeLine.Flaw(description: "the column `\(name)` is there twice")
            }
            if field == nil { unread.append(cell) }
            fields.append(field)
        }
        guard seen.contains("text") else {
            let near = unread.lazy.compactMap { NearestName.of($0.lowercased(), among: ["text"]) }.first != nil
            throw JudgeLine.Flaw(
                description: "the header has no column `text`\(near ? " (is one misspelt?)" : "");"
                    + " the columns are \(Self.names.joined(separator: ", "))")
        }
    }

    /// Does a first line look like the header of a table of messages?
    static func isHeader(_ line: String) -> Bool {
        guard let cells = try? cells(line, delimiter(of: line)), cells.count > 1 else { return false }
        let known = cells.map { $0.trimmingCharacters(in: .whitespaces).lowercased() }.filter { names.contains($0) }
        return known.contains("text") && known.count > 1
    }

    func read(_ record: String) throws(JudgeLine.Flaw) -> JudgeLine.Given {
        let cells = try Self.cells(record, delimiter)
        guard cells.count == fields.count else {
            throw JudgeLine.Flaw(description: "\(cells.count) fields, and the header has \(fields.count)")
        }
        var given = JudgeLine.Given(text: "")
        for (field, cell) in zip(fields, cells) {
            if let field { try given.put(cell, as: field) }
        }
        return given
    }

    /// A tab where there is one, else a comma; a semicolon as spreadsheets of some countries write it.
    private static func delimiter(of header: String) -> Character {
        header.contains("\t") ? "\t" : header.contains(",") ? "," : header.contains(";") ? ";" : ","
    }

    private static func cells(_ record: String, _ delimiter: Character) throws(JudgeLine.Flaw) -> [String] {
        // The library drops an empty last field unless a line break ends the record.
        let row = Row()
        do {
            let csv = try EnumeratedCSV(
                string: record + "\n", delimiter: .character(delimiter), loadColumns: false, rowLimit: 0)
            try csv.enumerateAsArray(startAt: 0, rowLimit: nil) { row.cells = row.cells ?? $0 }
        } catch {
            throw JudgeLine.Flaw(
                description: "a quoted field goes on after its closing quote; quotes within quotes are doubled")
        }
        return row.cells ?? []
    }

    /// The library's callback outlives its call as far as the compiler knows.
    private final class Row {
        var cells: [String]?
    }
}

/// Joins the lines of a table where a line break stands within quotes. Holds no more of one record than
/// `LineReader` holds of one line.
struct RecordGatherer {
    private var open: LineReader.Line?
    private var held: [UInt8] = []

    /// The records that these lines complete.
    mutating func take(_ lines: [LineReader.Line]) -> [LineReader.Line] {
        var records: [LineReader.Line] = []
        for line in lines {
            let isOdd = line.bytes.reduce(false) { $1 == UInt8(ascii: "\"") ? !$0 : $0 }
            guard let first = open else {
                if isOdd, !line.isTooLong {
                    open = line
                    held = Array(line.bytes)
                } else {
                    records.append(line)
                }
                continue
            }
            held.append(0x0A)
            held += line.bytes
            if isOdd || held.count > LineReader.limit {
                records.append(
                    LineReader.Line(number: first.number, bytes: held[...], isTooLong: held.count > LineReader.limit))
                open = nil
                held = []
            }
        }
        return records
    }

    /// A quote that was opened and never closed: the record in which it stands.
    mutating func finish() -> LineReader.Line? {
        defer { open = nil }
        return open
    }
}
