import Foundation
import SwiftCSV
import Triage

/// Reads the CRM's export: a CSV file with a header, one customer a row. Either every row is good, or what
/// is wrong with each is said and none is taken.
struct CustomerFile {
    /// Something wrong at a place of the file.
    struct Flaw: Error, Equatable, CustomStringConvertible {
        /// From 1; the line in which the row begins.
        var line: Int
        /// As the header calls it; empty where the row as a whole is meant.
        var column: String
        var message: String

        var description: String { "line \(line)\(column.isEmpty ? "" : ", \(column)"): \(message)" }
    }

    struct Reading {
        var customers: [Customer] = []
        var flaws: [Flaw] = []
        /// Counted on when `flaws` is full.
        var flawCount = 0
        /// Columns that Earshot has no use for.
        var unread: [String] = []

        /// With the first flaw nothing of the file is taken.
        mutating func add(_ flaw: Flaw) {
            customers = []
            flawCount += 1
            if flaws.count < CustomerFile.flawLimit { flaws.append(flaw) }
        }
    }

    static let sizeLimit = 256 << 20
    static let rowLimit = 2_000_000
    static let flawLimit = 100

    /// - Parameter numbers: how telephone numbers are read.
    static func read(_ bytes: [UInt8], numbers: NumberReader = NumberReader(region: nil)) -> Reading {
        var reading = Reading()
        guard let text = String(validating: bytes, as: UTF8.self) else {
            let before = bytes.prefix(validPrefix(of: bytes)).count { $0 == 0x0A }
            reading.add(Flaw(line: before + 1, column: "", message: "not UTF-8 text; export the file as UTF-8"))
            return reading
        }
        let rows = Gathering(Rows(reading: reading, numbers: numbers))
        do {
            // The library reads what it is given at once; `rowLimit: 0` leaves the rows to the callback.
            let csv = try EnumeratedCSV(
                string: text, delimiter: delimiter(of: text), loadColumns: false, rowLimit: 0)
            try csv.enumerateAsArray(startAt: 0, rowLimit: nil) { rows.value.take($0) }
        } catch {
            rows.value.break(
                "a quoted field goes on after its closing quote; quotes within quotes are doubled")
            return rows.value.reading
        }
        rows.value.finish(quotesAreOdd: bytes.count { $0 == UInt8(ascii: "\"") } % 2 == 1)
        return rows.value.reading
    }

    /// The library's callback outlives its call as far as the compiler knows.
    private final class Gathering {
        var value: Rows
        init(_ value: Rows) { self.value = value }
    }

    /// A comma; where the header has none, a semicolon or a tab, as spreadsheets write them in some countries.
    private static func delimiter(of text: String) -> CSVDelimiter {
        let header = text.prefix { !$0.isNewline }
        if header.contains(",") { return .comma }
        if header.contains(";") { return .semicolon }
        return header.contains("\t") ? .tab : .comma
    }

    private static func validPrefix(of bytes: [UInt8]) -> Int {
        var low = 0
        var high = bytes.count
        // Validity of a prefix, give or take a cut character, holds up to the first bad byte.
        while low < high {
            let middle = (low + high + 1) / 2
            let isGood = (0..<4).contains {
                String(validating: bytes.prefix(middle - min($0, middle)), as: UTF8.self) != nil
            }
            if isGood { low = middle } else { high = middle - 1 }
        }
        return low
    }
}
