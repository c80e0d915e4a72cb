import Triage
import Yams

/// From bytes to the tree of a YAML file, with every trap of the format closed before or while it is read:
/// size, encoding, tabs, anchors and aliases, tags, keys that come twice, several documents.
struct SettingsDocument {
    let text: SettingsText
    /// Nil where nothing could be read, or the file says nothing.
    let root: Node?
    let complaints: [Complaint]

    /// Room for ten thousand sources.
    static let sizeLimit = 4 << 20

    /// Stands in for a key that came twice, so that the rest of the file can be read all the same.
    static let blot: Unicode.Scalar = "\u{E000}"

    init(file: String, bytes: [UInt8]) {
        let marked = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        guard let whole = String(validating: marked, as: UTF8.self) else {
            text = SettingsText(file: file, text: String(decoding: marked, as: UTF8.self))
            root = nil
            complaints = [Self.notUTF8(text)]
            return
        }
        text = SettingsText(file: file, text: whole)
        let traps = YAMLTraps.find(in: text)
        guard traps.isEmpty else {
            root = nil
            complaints = traps
            return
        }
        var readable = whole
        var twice: [Complaint] = []
        while true {
            do {
                // The line breaks keep the text out of Swift's small-string form: the parser keeps a pointer
                // into it for longer than the call that gave it.
                root = try Parser(
                    yaml: readable + String(repeating: "\n", count: 32), resolver: .basic, encoding: .utf8
                ).singleRoot()
                complaints = twice
                return
            } catch YamlError.duplicatedKeysInMapping(let keys, let context) where twice.count < 20 {
                let first = SettingsText.Spot(line: context.mark.line, column: context.mark.column)
                guard let key = keys.first, let again = text.secondKey(key, after: first, in: readable) else {
                    root = nil
                    complaints = twice + [text.complaint(at: first, "this key stands here more than once")]
                    return
                }
                twice.append(
                    text.complaint(
                        at: again.spot, "`\(key)` stands here a second time, first in line \(first.line)",
                        remedy: "remove one of the two"))
                readable.unicodeScalars.replaceSubrange(
                    again.range, with: repeatElement(Self.blot, count: again.spot.length))
            } catch {
                root = nil
                complaints = twice + [Self.complaint(error, text)]
                return
            }
        }
    }

    private static func notUTF8(_ text: SettingsText) -> Complaint {
        let line = text.lines.firstIndex { $0.unicodeScalars.contains("\u{FFFD}") } ?? 0
        let column = text.lines[line].unicodeScalars.prefix { $0 != "\u{FFFD}" }.count
        return text.complaint(
            at: .init(line: line + 1, column: column + 1), "this is not UTF-8 text", remedy: "save the file as UTF-8")
    }

    private static func complaint(_ error: any Error, _ text: SettingsText) -> Complaint {
        switch error {
        case YamlError.scanner(let context, let problem, let mark, _),
            YamlError.parser(let context, let problem, let mark, _),
            YamlError.composer(let context, let problem, let mark, _):
            let spot = SettingsText.Spot(line: mark.line, column: mark.column)
            if problem.contains("another document") {
                return text.complaint(
                    at: spot, "a second document begins here", remedy: "keep one document; remove the line `---`")
            }
            // What was left open is missed at the end, after the line breaks that were added.
            let last = min(mark.line, text.lines.count)
            let begun = max(1, min(context?.mark.line ?? last, last - 10))
            if let hash = text.hashInBrackets(in: begun...max(begun, last)) {
                return text.complaint(
                    at: hash, "a # begins a comment, so the rest of this line is not read",
                    remedy: "put quotes around it: \"#quillfone\"")
            }
            var words = "this is not YAML: \(problem)"
            if let context, context.mark.line != mark.line { words += " (\(context.text), line \(context.mark.line))" }
            return text.complaint(
                at: spot, words,
                remedy: "look for a missing quote, bracket, colon or space here or on the line above")
        case YamlError.reader(let problem, let offset, _, let yaml):
            let before = offset.map { yaml.prefix($0) } ?? ""
            let line = before.count { $0.isNewline }
            let column = before.reversed().prefix { !$0.isNewline }.count
            return text.complaint(at: .init(line: line + 1, column: column + 1), "this is not YAML: \(problem)")
        default:
            return text.complaint(at: .init(line: 1, column: 1), "this is not YAML: \(error)")
        }
    }
}

extension SettingsText {
    /// Where `key` stands again in the mapping in which it first stood at `first`: on the same line (flow
    /// style), on a later line in the same column (block style), else on any later one.
    func secondKey(_ key: String, after first: Spot, in readable: String) -> (
        spot: Spot, range: Range<String.UnicodeScalarIndex>
    )? {
        let now = SettingsText(file: file, text: readable)
        func places(_ line: Int) -> [(column: Int, range: Range<String.UnicodeScalarIndex>)] {
            let scalars = now.lines[line].unicodeScalars
            return [key, "\"\(key)\"", "'\(key)'"].flatMap { written in
                scalars.ranges(of: Array(written.unicodeScalars)).compactMap { range in
                    let rest = scalars[range.upperBound...].drop { $0 == " " }
                    guard rest.first == ":" else { return nil }
                    let column = scalars.distance(from: scalars.startIndex, to: range.lowerBound) + 1
                    if column > 1, !" ,{\t".unicodeScalars.contains(scalars[scalars.index(before: range.lowerBound)]) {
                        return nil
                    }
                    return (column, range)
                }
            }
        }
        func found(_ line: Int, _ place: (column: Int, range: Range<String.UnicodeScalarIndex>)) -> (
            spot: Spot, range: Range<String.UnicodeScalarIndex>
        ) {
            let length = readable.unicodeScalars.distance(from: place.range.lowerBound, to: place.range.upperBound)
            return (Spot(line: line + 1, column: place.column, length: length), place.range)
        }
        if let place = places(first.line - 1).first(where: { $0.column > first.column }) {
            return found(first.line - 1, place)
        }
        for line in first.line..<max(first.line, now.lines.count) {
            let indent = now.lines[line].unicodeScalars.prefix { $0 == " " }.count
            let says =
                indent < now.lines[line].unicodeScalars.count
                && now.lines[line].unicodeScalars.dropFirst(indent).first != "#"
            if says, indent + 1 < first.column { break }
            if let place = places(line).first(where: { $0.column == first.column }) { return found(line, place) }
        }
        for line in first.line..<max(first.line, now.lines.count) {
            if let place = places(line).first { return found(line, place) }
        }
        return nil
    }

    /// A `#` that was meant as part of a word: after a `[` or a comma within brackets.
    func hashInBrackets(in numbers: ClosedRange<Int>) -> Spot? {
        for number in numbers where number <= lines.count {
            let scalars = Array(lines[number - 1].unicodeScalars)
            for place in scalars.indices where scalars[place] == "#" {
                let before = scalars[..<place].last { $0 != " " }
                if scalars[..<place].contains("["), before == "[" || before == "," {
                    return Spot(line: number, column: place + 1, length: scalars.count - place)
                }
            }
        }
        return nil
    }
}
