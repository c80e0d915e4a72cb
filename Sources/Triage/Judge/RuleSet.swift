/// The rules as compiled: immutable, swapped whole. Judging and concluding are pure; the same rule set,
/// message and context always give the same. Passing it around costs a reference.
package struct RuleSet: Sendable {
    /// Of every byte of every file and of the version of this program's judge; hex.
    package let hash: String
    /// How much there is, for people.
    package let facts: Facts

    package struct Facts: Hashable, Sendable, Codable {
        package var rules = 0
        package var lists = 0
        /// Different ones, the lexicons' included.
        package var phrases = 0
        package var words = 0
        package var examples = 0
        package var spikes = 0
        /// Languages that have a lexicon.
        package var lexicons: [String] = []
    }

    let bench: Bench

    /// Rises whenever the same files and message may give another evidence.
    private static let version = 1

    /// A rule set with no rules: everything is stored, nothing is hot.
    package static let empty = RuleSet(hash: "", Compiled(), Facts())

    private init(hash: String, _ compiled: consuming Compiled, _ facts: Facts) {
        self.hash = hash
        self.facts = facts
        bench = Bench(compiled)
    }

    /// Parses, compiles and runs the examples. The rule set is nil where there is any error; the
    /// complaints are in the order of files and lines.
    ///
    /// `*.keywords` are lists, `*.rules` rules, `*.lexicon` words of feeling; what else lies beside them is
    /// warned of.
    package static func compile(_ files: [RuleFile]) -> (rules: RuleSet?, complaints: [Complaint]) {
        let files = files.sorted { $0.path < $1.path }
        let complaints = Complaints(order: files.map(\.path))
        var lists: [KeywordFile] = []
        var rules: [RuleDraft] = []
        var spikes: [SpikeDraft] = []
        var lexicons: [LexiconFile] = []
        var lines = 0
        for file in files {
            let ending = Ending(file.path)
            guard ending != .none else {
                warn(of: file, complaints)
                continue
            }
            let index = complaints.files.count
            guard let source = SourceFile(file, index: index, complaints: complaints) else { continue }
            complaints.files.append(source)
            if ending == .keywords {
                lines += source.lineCount
                guard lines <= Compiler.mostPhrases else {
                    complaints.refuse(
                        file,
                        "With this list the lists have more than \(Compiler.mostPhrases) lines, the most that are read.",
                        remedy: "take phrases away until fewer are left")
                    continue
                }
            }
            switch ending {
            case .keywords: lists.append(KeywordFile(source, index: index, complaints: complaints))
            case .rules:
                let read = RulesFile(source, index: index, complaints: complaints)
                rules += read.rules
                spikes += read.spikes
            case .lexicon: lexicons.append(LexiconFile(source, index: index, complaints: complaints))
            case .none: continue
            }
        }
        var compiler = Compiler(complaints: complaints)
        compiler.compile(lists: lists, rules: rules, lexicons: lexicons, spikes: spikes)
        let compiled = compiler.compiled
        guard complaints.errors == 0 else { return (nil, complaints.sorted()) }
        let facts = Facts(
            rules: rules.count, lists: lists.count, phrases: compiled.trie.phrases,
            words: compiled.vocabulary.count,
            examples: rules.map(\.examples.count).reduce(0, +) + spikes.map(\.bursts.count).reduce(0, +),
            spikes: spikes.count, lexicons: compiled.languages)
        let set = RuleSet(hash: digest(files), compiled, facts)
        Examples(set, complaints).run(rules)
        SpikeExamples(set, complaints).run(spikes)
        return (complaints.errors == 0 ? set : nil, complaints.sorted())
    }

    private enum Ending: String {
        case keywords, rules, lexicon
        case none = ""
        init(_ path: String) {
            self = path.lastIndex(of: ".").flatMap { Ending(rawValue: String(path[path.index(after: $0)...])) } ?? .none
        }
    }

    /// A file that looks as if it were meant to be read.
    private static func warn(of file: RuleFile, _ complaints: Complaints) {
        let endings = [
            "keyword": "keywords", "kw": "keywords", "txt": "keywords", "list": "keywords", "rule": "rules",
            "lex": "lexicon", "yaml": "rules", "yml": "rules",
        ]
        let name = file.path.split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return }
        let ending = name[name.index(after: dot)...].lowercased()
        let meant = endings[ending] ?? (Ending(rawValue: ending) != nil ? ending : nil)
        guard let meant else { return }
        complaints.refuse(
            file, "This file is not read: its name ends in .\(name[name.index(after: dot)...]).",
            remedy: "rename it to \(name[..<dot]).\(meant)", weight: .warning)
    }

    private static func digest(_ files: [RuleFile]) -> String {
        var digest = Digest()
        digest.add(Array("judge \(version)".utf8))
        for file in files {
            digest.add(Array("\n\(file.path.utf8.count) \(file.path) \(file.bytes.count)\n".utf8))
            digest.add(file.bytes)
        }
        return digest.hex(16)
    }
}
