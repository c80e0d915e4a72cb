import Foundation
import Triage

/// Reads labelled lines: TSV with a header, or JSON lines. Either every line is good, or what is wrong with
/// each is said and none is taken.
struct TrainingLines {
    /// How a file was named: `FILE[,LABEL=CLASS…][,weight=W][,lang=TAG]`.
    struct Source: Equatable {
        var path: String
        /// What this file's labels mean; `skip` leaves lines out.
        var meanings: [String: String] = [:]
        var weight: Float = 1
        var language = ""

        /// With its folder: two files may both be called train.tsv.
        var name: String { path.split(separator: "/").suffix(2).joined(separator: "/") }

        init(_ written: String) throws {
            let parts = written.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            path = parts[0]
            for part in parts.dropFirst() {
                guard let equals = part.firstIndex(of: "="), equals != part.startIndex else {
                    throw CommandFailure(
                        .usage, "\"\(part)\" behind \(path) says nothing",
                        remedy: "as in \(path),anger=negative,joy=positive,weight=0.5")
                }
                let key = String(part[..<equals])
                let value = String(part[part.index(after: equals)...])
                switch key {
                case "weight":
                    guard let number = Float(value), number > 0, number <= 100 else {
                        throw CommandFailure(.usage, "a weight is a number from above 0 to 100, not \"\(value)\"")
                    }
                    weight = number
                case "lang": language = value.lowercased()
                default: meanings[key] = value
                }
            }
        }
    }

    /// Something wrong at a line.
    struct Flaw: CustomStringConvertible {
        var path: String
        var line: Int
        var message: String
        var description: String { "\(path):\(line): \(message)" }
    }

    private(set) var lines: [TrainingLine] = []
    /// Names of groups, as lines number them.
    private(set) var groups: [String] = []
    private(set) var flaws: [Flaw] = []
    private(set) var flawCount = 0
    /// By file: its bytes' digest and how many lines were taken, for the model's head.
    private(set) var taken: [(source: Source, digest: String, lines: Int)] = []
    private let labels: [String]
    private let column: String?
    private var groupNumbers: [String: Int] = [:]

    private static let sizeLimit = 512 << 20
    private static let lineLimit = 5_000_000
    private static let flawsKept = 20

    /// - Parameter column: whose values make the groups; the files do where it is nil.
    init(_ sources: [Source], labels: [String], column: String?) throws {
        self.labels = labels
        self.column = column
        for source in sources {
            for (label, meaning) in source.meanings where meaning != "skip" && !labels.contains(meaning) {
                throw CommandFailure(
                    .usage, "\(label)=\(meaning): there is no class \"\(meaning)\" here",
                    remedy: "classes are \(labels.joined(separator: ", ")) and skip")
            }
            let bytes = try BoundedFile.read(source.path, limit: Self.sizeLimit)
            let before = lines.count
            read(bytes, source)
            taken.append((source, Digest.name(of: bytes), lines.count - before))
        }
    }

    private mutating func read(_ bytes: [UInt8], _ source: Source) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            add("this is not UTF-8 text", 1, source)
            return
        }
        var rows = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).makeIterator()
        guard let head = rows.next() else { return }
        let first = Self.clean(head)
        if first.first == "{" {
            takeJSON(first, 1, source)
            var number = 1
            while let row = rows.next() {
                number += 1
                let line = Self.clean(row)
                if !line.isEmpty { takeJSON(line, number, source) }
            }
            return
        }
        let columns = first.split(separator: "\t", omittingEmptySubsequences: false).map { $0.lowercased() }
        func place(_ names: String...) -> Int? { names.lazy.compactMap { columns.firstIndex(of: $0) }.first }
        guard let labelAt = place("label", "sentiment"), let textAt = place("text") else {
            add(
                "the first line names the columns, label and text among them, tabs between; this has \""
                    + "\(Shown.line(first, columns: 60))\"", 1, source)
            return
        }
        let languageAt = place("lang", "language")
        let groupAt = column.flatMap { place($0) }
        if let column, groupAt == nil { add("there is no column \"\(column)\"", 1, source) }
        var number = 1
        while let row = rows.next() {
            number += 1
            let line = Self.clean(row)
            guard !line.isEmpty else { continue }
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard cells.count == columns.count else {
                add("\(cells.count) columns; the first line names \(columns.count)", number, source)
                continue
            }
            take(
                label: String(cells[labelAt]), text: String(cells[textAt]),
                language: languageAt.map { String(cells[$0]) }, group: groupAt.map { String(cells[$0]) }, number,
                source)
        }
    }

    private struct Row: Decodable {
        var label: String
        var text: String
        var language: String?
        var group: String?

        struct Key: CodingKey {
            var stringValue: String
            var intValue: Int? { nil }
            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        static let columnKey = CodingUserInfoKey(rawValue: "column")

        init(from decoder: any Decoder) throws {
            let keys = try decoder.container(keyedBy: Key.self)
            let labelKey = Key(stringValue: "label")
            if let number = try? keys.decode(Int.self, forKey: labelKey) {
                label = String(number)
            } else {
                label = try keys.decode(String.self, forKey: labelKey)
            }
            text = try keys.decode(String.self, forKey: Key(stringValue: "text"))
            language = try keys.decodeIfPresent(String.self, forKey: Key(stringValue: "lang"))
            if let key = Self.columnKey, let column = decoder.userInfo[key] as? String {
                group = try keys.decode(String.self, forKey: Key(stringValue: column))
            }
        }
    }

    private mutating func takeJSON(_ line: String, _ number: Int, _ source: Source) {
        let decoder = JSONDecoder()
        if let key = Row.columnKey, let column { decoder.userInfo[key] = column }
        do {
            let row = try decoder.decode(Row.self, from: Data(line.utf8))
            take(
                label: row.label, text: row.text, language: row.language, group: row.group, number, source)
        } catch {
            add(
                "this is no JSON object with the keys label and text\(column.map { " and \($0)" } ?? "")", number,
                source)
        }
    }

    private mutating func take(
        label written: String, text: String, language: String?, group: String?, _ number: Int, _ source: Source
    ) {
        let meaning = source.meanings[written] ?? Self.usual[written] ?? written
        if meaning == "skip" { return }
        guard let label = labels.firstIndex(of: meaning) else {
            add(
                "the label \"\(Shown.line(written, columns: 40))\" is none of \(labels.joined(separator: ", ")); "
                    + "say what it means behind the file: ,\(Shown.line(written, columns: 40))=\(labels[0])", number,
                source)
            return
        }
        guard lines.count < Self.lineLimit else {
            if lines.count == Self.lineLimit { add("more than \(Self.lineLimit) lines", number, source) }
            return
        }
        let name = group ?? source.name
        let place = groupNumbers[name] ?? groups.count
        if place == groups.count {
            groupNumbers[name] = place
            groups.append(name)
        }
        lines.append(
            TrainingLine(
                text: text, label: label, language: language.flatMap { $0.isEmpty ? nil : $0 } ?? source.language,
                group: place, weight: source.weight))
    }

    /// 1 and 0 as most sets of complaints have it.
    private static let usual = ["1": "complaint", "0": "other"]

    private mutating func add(_ message: String, _ line: Int, _ source: Source) {
        flawCount += 1
        if flaws.count < Self.flawsKept { flaws.append(Flaw(path: source.path, line: line, message: message)) }
    }

    private static func clean(_ row: Substring.UTF8View.SubSequence) -> String {
        var row = row
        if row.last == 0x0D { row.removeLast() }
        let text = String(Substring(row))
        return text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    }
}
