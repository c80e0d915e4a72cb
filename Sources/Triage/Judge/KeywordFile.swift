/// A list of phrases as written: `Rules/…/NAME.keywords`.
struct KeywordFile {
    var name: String
    var place: Place
    var foldsAccents = false
    var about = ""
    var owner = ""
    /// BCP 47; empty where it does not say.
    var language = ""
    var entries: [Entry] = []
    /// `list:other` on a line of its own.
    var parts: [(name: String, place: Place)] = []
    private var hasHead = false

    struct Entry {
        /// Of the phrase alone: no `-`, no comment.
        var place: Place
        /// A longer phrase that cancels a hit inside it.
        var isException: Bool
    }

    private static let keys = ["about", "owner", "lang", "accents"]

    init(_ file: SourceFile, index: Int, complaints: Complaints) {
        name = Self.name(of: file.path)
        place = Place(file: index, line: 0, start: 0, end: 0)
        var line = 0
        if let rule = (0..<min(file.lineCount, 200)).first(where: { file.text(file.line($0)) == "---" }) {
            for index in 0..<rule { header(file, line: index, complaints) }
            line = rule + 1
            hasHead = true
        }
        while line < file.lineCount {
            entry(file, line: line, complaints)
            line += 1
        }
    }

    /// The file's name without folders and ending.
    static func name(of path: String) -> String {
        let file = path.split(separator: "/").last ?? ""
        return String(file.lastIndex(of: ".").map { file[..<$0] } ?? file).lowercased()
    }

    private mutating func header(_ file: SourceFile, line: Int, _ complaints: Complaints) {
        let whole = file.line(line)
        let range = file.trimmed(whole.lowerBound..<file.comment(in: whole, quoting: false))
        guard !range.isEmpty else { return }
        let (key, value) = file.split(range)
        let valuePlace = Place(file: place.file, line: line, start: value.lowerBound, end: value.upperBound)
        switch file.text(key) {
        case "about": about = file.text(value)
        case "owner": owner = file.text(value)
        case "lang":
            language = file.text(value).lowercased()
            if !LanguageTag.isPlausible(file.text(value)) {
                complaints.add(
                    .error, "\"\(file.text(value))\" is no language.", at: valuePlace,
                    remedy: "two letters, as in \"en\"")
            }
        case "accents":
            switch file.text(value) {
            case "fold": foldsAccents = true
            case "keep": foldsAccents = false
            default:
                complaints.add(
                    .error, "Accents are either kept or folded.", at: valuePlace,
                    remedy: "write \"accents fold\" or \"accents keep\"")
            }
        default:
            let written = file.text(key)
            complaints.add(
                .error, "There is no key \"\(written)\" at the head of a list.",
                at: Place(file: place.file, line: line, start: key.lowerBound, end: key.upperBound),
                remedy: NearestName.remedy(
                    written, among: Self.keys, else: "the keys are \(Self.keys.joined(separator: ", "))"))
        }
    }

    private mutating func entry(_ file: SourceFile, line: Int, _ complaints: Complaints) {
        let whole = file.line(line)
        guard !whole.isEmpty else { return }
        var range = file.trimmed(whole.lowerBound..<file.comment(in: whole, quoting: false))
        guard !range.isEmpty else { return }
        var isException = false
        let dash = Self.dash(file.bytes[range])
        if dash > 0, range.count > dash {
            isException = true
            range = range.lowerBound + dash..<range.upperBound
            if SourceFile.isSpace(file.bytes[range.lowerBound]) { range = file.trimmed(range) }
        }
        let place = Place(file: self.place.file, line: line, start: range.lowerBound, end: range.upperBound)
        if let (message, remedy) = KeywordHabits.doubt(file.bytes[range], isFirst: line < 5 && !hasHead) {
            complaints.add(.warning, message, at: place, remedy: remedy)
        }
        if !isException, file.bytes[range].starts(with: "list:".utf8) {
            parts.append((file.text(range.lowerBound + 5..<range.upperBound), place))
        } else {
            entries.append(Entry(place: place, isException: isException))
        }
    }
}

extension KeywordFile {
    /// Bytes of the sign that begins an exception; word processors make a long dash of a hyphen.
    private static func dash(_ line: ArraySlice<UInt8>) -> Int {
        if line.first == UInt8(ascii: "-") { return 1 }
        let long: [[UInt8]] = [[0xE2, 0x80, 0x93], [0xE2, 0x80, 0x94], [0xE2, 0x88, 0x92]]
        return long.contains { line.starts(with: $0) } ? 3 : 0
    }
}

enum LanguageTag {
    /// Letters, digits and hyphens in groups, as BCP 47 has it; not looked up.
    static func isPlausible(_ tag: String) -> Bool {
        let parts = tag.split(separator: "-", omittingEmptySubsequences: false)
        guard let first = parts.first, (2...3).contains(first.utf8.count), tag.utf8.count <= 35 else { return false }
        return first.utf8.allSatisfy { ByteTable.lower[Int($0)] > 0x39 }
            && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { ByteTable.lower[Int($0)] != 0 } }
    }
}
