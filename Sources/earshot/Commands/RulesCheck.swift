import ArgumentParser
import Foundation
import Letters
import Triage

struct RulesCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say everything that is wrong with the rules, where it stands, and how to mend it.",
        discussion: """
            Names the rules folder, or files of it: then only what concerns these is shown, and all are read. Where \
            the configuration names a database that can be read, rules are also warned of that fired on too many \
            messages of the last 7 days, or on none of the last 30. Ends with 1 where there is an error, with \
            --strict also where there is a warning.
            """)

    @Argument(help: "The rules folder, or files in it.")
    var paths: [String] = []
    @Option(name: .long, help: ArgumentHelp("The rules folder.", valueName: "folder"))
    var rules: String?
    @Option(
        name: .long,
        help: ArgumentHelp(
            "The configuration; earshot.yaml in this folder when left out, and none is needed.", valueName: "file"))
    var config: String?
    @Flag(name: .long, help: "End with 1 for warnings too.")
    var strict = false
    @Flag(name: .long, help: "Ask the database nothing.")
    var noHistory = false
    @OptionGroup var output: JSONFlag

    func run() async throws {
        var place = RulesPlace()
        place.config = config
        let named = try Named(paths)
        place.rules = named.folder ?? rules
        let configuration = try place.configuration()
        let folder = try named.root(place.folder(configuration))
        var loaded = try LoadedRules(folder, for: configuration)
        let replies = ReplyFolder.read(folder)
        loaded.complaints += replies.complaints
        if !noHistory, loaded.rules != nil {
            loaded.complaints += await HistoryWarnings.ask(configuration, loaded)
        }
        let shown = try named.select(loaded, in: folder)
        if output.json {
            for complaint in shown { Output.standard.line(ComplaintPrinter.json(complaint)) }
        } else {
            ComplaintPrinter(output: .standard).print(shown)
            let elsewhere = loaded.complaints.count { $0.weight == .error } - shown.count { $0.weight == .error }
            if named.files.isEmpty, !replies.hasErrors {
                for line in Self.costs(replies.book, configuration).lines { Output.standard.line(line) }
            }
            Output.standard.line(Self.summary(folder, loaded, shown, elsewhere: elsewhere))
        }
        if named.files.isEmpty, loaded.rules?.facts.rules == 0 {
            // A worker would run, and hear nothing that is hot.
            throw CommandFailure(
                .faultFound, "there is no rule in \(Shown.line(folder.asWritten))",
                remedy:
                    "`earshot rules new` writes one, `earshot init` brings some to begin with; or name another folder")
        }
        if loaded.rules == nil || replies.hasErrors || strict && shown.contains(where: { $0.weight == .warning }) {
            throw CommandFailure(.faultFound)
        }
    }

    static func costs(_ book: ReplyBook, _ configuration: Configuration?) -> ReplyCosts {
        ReplyCosts(
            book, brand: configuration?.brand ?? "Quillfone", contact: configuration?.manners?.contact ?? "",
            zone: configuration?.hours?.standard.zone ?? .utc,
            link: configuration?.linkToShow ?? ReplyCosts.usualLink)
    }

    /// `Rules: good; 42 rules, 12 lists, 3204 phrases, 510 examples; no errors, 1 warning`
    static func summary(
        _ folder: Configuration.RulesFolder, _ loaded: LoadedRules, _ shown: [Complaint], elsewhere: Int = 0
    ) -> String {
        var counts = [Complaint.Weight.error, .warning].map { weight in
            amount(shown.count { $0.weight == weight }, weight.rawValue)
        }
        let notes = shown.count { $0.weight == .note }
        if notes > 0 { counts.append(amount(notes, "note")) }
        if elsewhere > 0 { counts.append("\(amount(elsewhere, "error")) in other files") }
        let found = counts.joined(separator: ", ")
        guard let facts = loaded.rules?.facts else { return "\(Shown.line(folder.asWritten)): \(found)" }
        let size = [
            amount(facts.rules, "rule"), amount(facts.lists, "list"), amount(facts.examples, "example"),
        ].joined(separator: ", ")
        let isGood = facts.rules > 0 && shown.allSatisfy { $0.weight != .error } && elsewhere == 0
        let judgement = isGood ? "good; " : ""
        return "\(Shown.line(folder.asWritten)): \(judgement)\(size); \(found)"
    }

    static func amount(_ number: Int, _ noun: String) -> String {
        number == 0 ? "no \(noun)s" : number == 1 ? "1 \(noun)" : "\(number) \(noun)s"
    }

    /// What stands on the command line: one folder, or files.
    private struct Named {
        var folder: String?
        var files: [String] = []

        init(_ paths: [String]) throws {
            for path in paths {
                var facts = stat()
                guard stat(path, &facts) == 0 else {
                    throw CommandFailure(.badData, "\(path) cannot be read: \(String(cString: strerror(errno)))")
                }
                guard facts.st_mode & S_IFMT == S_IFDIR else {
                    files.append(path)
                    continue
                }
                guard paths.count == 1 else {
                    throw CommandFailure(.usage, "name one folder, or files of one folder")
                }
                folder = path
            }
        }

        /// The folder that is read: the one configured where the files lie in it, else the nearest above them
        /// that is called Rules, else the one that they lie in.
        func root(_ configured: Configuration.RulesFolder) throws -> Configuration.RulesFolder {
            guard let first = files.first else { return configured }
            let here = FileManager.default.currentDirectoryPath
            if absolute(first, in: here).hasPrefix(configured.path + "/") { return configured }
            let folders = first.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            let end = folders.lastIndex(of: "Rules").map { $0 + 1 } ?? folders.endIndex
            let path = folders[..<end].joined(separator: "/")
            return Configuration.RulesFolder(named: path.isEmpty ? (first.hasPrefix("/") ? "/" : ".") : path)
        }

        func select(_ loaded: LoadedRules, in folder: Configuration.RulesFolder) throws -> [Complaint] {
            guard !files.isEmpty else { return loaded.complaints }
            let here = FileManager.default.currentDirectoryPath
            var wanted: Set<String> = []
            for file in files {
                let path = absolute(file, in: here)
                guard path.hasPrefix(folder.path + "/") else {
                    throw CommandFailure(.usage, "\(file) does not lie in \(folder.asWritten) as the others do")
                }
                wanted.insert(folder.asWritten + path.dropFirst(folder.path.count))
            }
            return loaded.complaints.filter { wanted.contains($0.file) }
        }
    }
}
