import ArgumentParser
import Foundation
import Triage

struct RulesNew: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Write a rule that works: asks what it shall catch, and tries it.",
        discussion: """
            Asks on a terminal; elsewhere the options say it. Writes NAME.rules and NAME.keywords into the rules \
            folder, with a message that the rule catches and one that it spares, and overwrites nothing.
            """)

    @Argument(help: "The rule's name; made from the title when left out.")
    var name: String?
    @Option(name: .long, help: ArgumentHelp("What it catches, in a few words.", valueName: "words"))
    var title: String?
    @Option(
        name: .long,
        help: ArgumentHelp("Words and phrases that give it away, with commas between.", valueName: "phrases"))
    var words: String?
    @Option(
        name: .long,
        help: ArgumentHelp("Words that show that it is another matter, with commas between.", valueName: "phrases"))
    var unless: String?
    @Option(name: .long, help: ArgumentHelp("A message that it must catch.", valueName: "text"))
    var hit: [String] = []
    @Option(name: .long, help: ArgumentHelp("A message that it must spare.", valueName: "text"))
    var miss: [String] = []
    @Option(name: .long, help: ArgumentHelp("info, low, medium, high or critical.", valueName: "severity"))
    var severity: String?
    @Option(
        name: .long,
        help: ArgumentHelp(
            "What makes it worse, and by how much: \"20 if customer.tier is vip\"; may be given again.",
            valueName: "points if condition"))
    var raise: [String] = []
    @Option(name: .long, help: ArgumentHelp("Who looks after it: a person or a team.", valueName: "name"))
    var owner: String?
    @Option(
        name: .long,
        help: ArgumentHelp("Within what time somebody should look: 15m, 2h, 1d.", valueName: "time"))
    var respond: String?
    @Flag(name: .long, help: "Only where the message names us too: needs a list called brand or ours.")
    var named = false
    @OptionGroup var place: RulesPlace

    func run() async throws {
        let configuration = try place.configuration()
        let folder = place.folder(configuration)
        let there = try Self.existing(folder)
        var draft = NewRule(name: name ?? "", title: title ?? "")
        draft.words = Self.phrases(words ?? "")
        draft.unless = Self.phrases(unless ?? "")
        draft.hits = hit
        draft.misses = miss
        draft.owner = owner ?? ""
        if let severity {
            guard let known = Severity(rawValue: severity) else {
                let names = Severity.allCases.map(\.rawValue)
                throw CommandFailure(
                    .usage, "there is no severity \(severity)",
                    remedy: NearestName.of(severity, among: names).map { "did you mean \($0)?" }
                        ?? "there are \(names.joined(separator: ", "))")
            }
            draft.severity = known
        }
        draft.respond = respond ?? ""
        draft.raises = try raise.map { text in
            guard let raise = NewRuleRaise(text) else {
                throw CommandFailure(
                    .usage, "--raise says by how much, and if what",
                    remedy: "as in: --raise \"20 if customer.tier is vip\"")
            }
            return raise
        }
        if named {
            guard let list = there.brandList else {
                throw CommandFailure(
                    .badData, "no list of these rules is called brand or ours",
                    remedy: "write your brand's names, one a line, into \(folder.asWritten)/brand.keywords")
            }
            draft.brandList = list
        }
        let isComplete = title != nil && words != nil && !hit.isEmpty
        if isComplete {
            try there.settle(&draft, folder)
        } else {
            guard isatty(STDIN_FILENO) == 1, Output.standard.isTerminal else {
                throw CommandFailure(
                    .usage, "there is no terminal to ask at",
                    remedy: "say at least --title, --words and --hit; `earshot help rules new` shows an example")
            }
            try NewRuleDialogue(
                there: there, folder: folder, hotHeat: configuration?.hotHeat ?? Policy.usualHotHeat
            ).ask(&draft)
        }
        try write(draft, folder, there)
    }

    private func write(_ draft: NewRule, _ folder: Configuration.RulesFolder, _ there: Existing) throws {
        let files = draft.files(in: folder.asWritten)
        // The files as they will be, with all that is there already: nothing is written that does not check.
        let compiled = RuleSet.compile(there.files + files)
        let own = compiled.complaints.filter { complaint in files.contains { $0.path == complaint.file } }
        if own.contains(where: { $0.weight == .error }) {
            ComplaintPrinter(output: .complaints).print(own)
            throw CommandFailure(
                .faultFound, "the rule would not work as it is, and nothing was written",
                remedy:
                    "say it otherwise: every --hit has one of the --words, and what a --miss has stands under --unless")
        }
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        var written: [String] = []
        for file in files {
            let path = folder.path + file.path.dropFirst(folder.asWritten.count)
            do {
                try Data(file.bytes).write(to: URL(fileURLWithPath: path), options: .withoutOverwriting)
            } catch {
                for path in written { try? FileManager.default.removeItem(atPath: path) }
                throw CommandFailure(
                    .unavailable, "\(file.path) cannot be written: \(error.localizedDescription)")
            }
            written.append(path)
        }
        let out = Output.standard
        out.line("")
        for file in files { out.line("Wrote \(Shown.line(file.path))") }
        let trials = compiled.rules?.trials(files, of: [draft.name]) ?? []
        out.line("\(RulesCheck.amount(trials.count, "example")) tried: all as they should be.")
        if compiled.rules == nil {
            out.line("Other files of these rules have errors: `earshot rules check` shows them.")
        }
        let option = place.rules.map { " --rules \($0)" } ?? ""
        out.write(
            """

            Next: open \(Shown.line(files[0].path)) and add more of what it must catch (hit) and spare (miss),
                  six of each is a good measure; then
                    earshot rules check\(place.rules.map { " \($0)" } ?? "")
                    earshot rules test \(draft.name)\(option)
                    earshot rules explain "some message"\(option)
                  A worker that runs takes the file over as soon as you save it.

            """)
    }

    static func phrases(_ text: String) -> [String] {
        text.split(whereSeparator: { $0 == "," || $0 == "\n" || $0 == ";" })
            .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
    }

    static func existing(_ folder: Configuration.RulesFolder) throws -> Existing {
        guard FileManager.default.fileExists(atPath: folder.path) else { return Existing(files: []) }
        do {
            return Existing(files: try RuleFolder.read(folder).files)
        } catch {
            throw CommandFailure(.badConfiguration, error.description, remedy: error.remedy)
        }
    }

    /// The rules that are there already.
    struct Existing {
        var files: [RuleFile]

        /// The list of the brand's names.
        var brandList: String? {
            let lists = files.compactMap { file -> String? in
                guard file.path.hasSuffix(".keywords") else { return nil }
                return file.path.split(separator: "/").last.map { String($0.dropLast(".keywords".count)) }
            }
            return ["brand", "ours"].first { lists.contains($0) }
        }

        /// Fills in what can be guessed, and refuses what cannot be written.
        func settle(_ draft: inout NewRule, _ folder: Configuration.RulesFolder) throws {
            if draft.name.isEmpty { draft.name = NewRule.name(from: draft.title) }
            if let fault = fault(ofName: draft.name, folder) {
                throw CommandFailure(.badData, fault, remedy: "give another name: `earshot rules new NAME`")
            }
            guard !draft.words.isEmpty else {
                throw CommandFailure(.usage, "--words names no words", remedy: "as in: --words \"no signal, is down\"")
            }
            if draft.respond.isEmpty { draft.respond = NewRule.usualPromise(draft.severity) }
        }

        /// Nil for a name that can be taken.
        func fault(ofName name: String, _ folder: Configuration.RulesFolder) -> String? {
            if !NewRule.isName(name) {
                return "a rule's name is made of small letters, digits and hyphens: \(name.isEmpty ? "empty" : name)"
            }
            for ending in ["rules", "keywords"] {
                var facts = stat()
                if lstat("\(folder.path)/\(name).\(ending)", &facts) == 0 {
                    return "\(folder.asWritten)/\(name).\(ending) is there already"
                }
            }
            let set = RuleSet.compileUntried(files).rules
            if let other = set?.listing.first(where: { $0.name == name }) {
                return "there is a rule \(name) already: \(other.file):\(other.line)"
            }
            return nil
        }
    }
}
