/// One file of the rules folder, read by itself: all that can be known without the other files, so that it
/// need not be read again while its bytes stay the same.
final class RulePage: Sendable {
    let file: RuleFile
    /// `Place.file` of every place in it.
    let index: Int
    let digest: String
    /// Nil where nothing was read.
    let source: SourceFile?
    let content: Content
    let complaints: Complaints.Gathered

    enum Content: Sendable {
        case list(KeywordFile)
        /// A list of more lines than all lists together may have.
        case endless
        case rules([RuleDraft], [SpikeDraft])
        case lexicon(LexiconFile)
        case model
        case nothing
    }

    private enum Ending: String {
        case keywords, rules, lexicon, model
        case none = ""
        init(_ path: String) {
            self = path.lastIndex(of: ".").flatMap { Ending(rawValue: String(path[path.index(after: $0)...])) } ?? .none
        }
    }

    init(_ file: RuleFile, index: Int) {
        self.file = file
        self.index = index
        digest = Self.digest(file.bytes)
        let complaints = Complaints(of: file.path)
        let ending = Ending(file.path)
        switch ending {
        case .none:
            Self.warn(of: file, complaints)
            source = nil
            content = .nothing
        case .model:
            source = nil
            content = .model
        case .keywords, .rules, .lexicon:
            source = SourceFile(file, index: index, complaints: complaints)
            content = source.map { Self.content(ending, $0, index, complaints) } ?? .nothing
        }
        self.complaints = complaints.gathered
    }

    private static func content(
        _ ending: Ending, _ source: SourceFile, _ index: Int, _ complaints: Complaints
    ) -> Content {
        complaints.stand(source, at: index)
        switch ending {
        case .keywords:
            return source.lineCount > Compiler.mostPhrases
                ? .endless : .list(KeywordFile(source, index: index, complaints: complaints))
        case .rules:
            let read = RulesFile(source, index: index, complaints: complaints)
            return .rules(read.rules, read.spikes)
        case .lexicon: return .lexicon(LexiconFile(source, index: index, complaints: complaints))
        case .model, .none: return .nothing
        }
    }

    static func digest(_ bytes: [UInt8]) -> String {
        var digest = Digest()
        digest.add(bytes)
        return digest.hex()
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
}
