import Triage

/// What stands where in a rules folder: names that can be asked for, and the places to go to. Read line by
/// line, so that it also serves while a file is half written.
struct RulesOutline {
    struct Entry: Equatable {
        enum Kind: Equatable { case rule, spike, list }
        var kind: Kind
        var name: String
        /// As the folder shows it.
        var file: String
        /// From 0.
        var line: Int
        /// The line after its last.
        var end: Int
        /// A rule's title, what a list is about.
        var about = ""
        /// A rule's severity, a list's first phrases.
        var facts: [String] = []
        /// Phrases of a list.
        var phrases = 0
    }

    private(set) var entries: [Entry] = []
    /// What `owner`, `group`, `skill` and `tags` say elsewhere, to be offered again.
    private(set) var said: [String: Set<String>] = [:]

    init(_ files: [RuleFile]) {
        for file in files {
            if file.path.hasSuffix(".rules") { readRules(file) }
            if file.path.hasSuffix(".keywords") { readList(file) }
        }
    }

    func entry(_ kind: Entry.Kind, _ name: String) -> Entry? { entries.first { $0.kind == kind && $0.name == name } }
    func names(_ kinds: Entry.Kind...) -> [Entry] { entries.filter { kinds.contains($0.kind) } }
    func inFile(_ path: String) -> [Entry] { entries.filter { $0.file == path } }

    private static func lines(_ file: RuleFile) -> [Substring] {
        String(decoding: file.bytes, as: UTF8.self)
            .split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    }

    private static func split(_ line: Substring) -> (key: Substring, rest: String) {
        let line = line.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        let key = line.prefix { !$0.isWhitespace }
        return (key, line[key.endIndex...].trimmingCharacters(in: .whitespaces))
    }

    private mutating func readRules(_ file: RuleFile) {
        let lines = Self.lines(file)
        for (place, line) in lines.enumerated() {
            let (key, rest) = Self.split(line)
            switch key {
            case "rule", "spike":
                close(at: place, file.path)
                let name = String(rest.prefix { !$0.isWhitespace })
                entries.append(
                    Entry(
                        kind: key == "rule" ? .rule : .spike, name: name, file: file.path, line: place, end: lines.count
                    ))
            case "title" where entries.last?.file == file.path: entries[entries.count - 1].about = rest
            case "severity", "mode":
                if entries.last?.file == file.path { entries[entries.count - 1].facts.append("\(key) \(rest)") }
            case "owner", "skill": said[String(key), default: []].insert(rest)
            case "group": said["group", default: []].insert(rest)
            case "tags":
                for tag in rest.split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
                    said["tags", default: []].insert(String(tag))
                }
            default: continue
            }
        }
        close(at: lines.count, file.path)
    }

    private mutating func close(at line: Int, _ path: String) {
        guard let last = entries.indices.last, entries[last].file == path else { return }
        entries[last].end = line
    }

    private mutating func readList(_ file: RuleFile) {
        let lines = Self.lines(file)
        let base = file.path.split(separator: "/").last ?? ""
        var entry = Entry(
            kind: .list, name: base.dropLast(".keywords".count).lowercased(), file: file.path, line: 0, end: lines.count
        )
        let head = lines.prefix(200).firstIndex { $0.trimmingCharacters(in: .whitespaces) == "---" }
        for (place, line) in lines.enumerated() {
            let (key, rest) = Self.split(line)
            if let head, place <= head {
                if key == "about" { entry.about = rest }
                if key == "owner" { said["owner", default: []].insert(rest) }
                continue
            }
            guard !key.isEmpty, key != "#" else { continue }
            entry.phrases += 1
            if entry.facts.count < 8 { entry.facts.append(line.trimmingCharacters(in: .whitespaces)) }
        }
        entries.append(entry)
    }
}
