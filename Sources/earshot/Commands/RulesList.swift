import ArgumentParser
import Foundation
import Triage

struct RulesList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the rules: how urgent each is, whose it is, what it promises, and where it stands.",
        discussion: """
            Words choose rules in whose name, title, owner, tags or file each of them stands. CHANGED is when the \
            rule's file was last written.
            """)

    @Argument(help: "Show only rules with these words; all of them when left out.")
    var words: [String] = []
    @Option(
        name: .long, help: ArgumentHelp("Only rules of this file or folder below the rules folder.", valueName: "path"))
    var folder: String?
    @Option(name: .long, help: ArgumentHelp("Only rules with this tag; may be given again.", valueName: "tag"))
    var tag: [String] = []
    @OptionGroup var place: RulesPlace
    @OptionGroup var output: JSONFlag

    func run() throws {
        let folder = place.folder(try place.configuration())
        let files: [RuleFile]
        do {
            files = try RuleFolder.read(folder).files
        } catch {
            throw CommandFailure(.badConfiguration, error.description, remedy: error.remedy)
        }
        let all = RuleSet.entries(files)
        let chosen = try choose(all, files, folder)
        var changes: [String: Moment] = [:]
        for entry in chosen where changes[entry.file] == nil {
            changes[entry.file] = Self.changed(folder.path + entry.file.dropFirst(folder.asWritten.count))
        }
        if output.json {
            for entry in chosen { Output.standard.line(entry.json(changed: changes[entry.file])) }
            return
        }
        guard !chosen.isEmpty else {
            Output.standard.line(nothing(all, folder))
            return
        }
        show(chosen, changes, of: all.count)
    }

    // MARK: choosing

    private func choose(
        _ all: [RuleEntry], _ files: [RuleFile], _ root: Configuration.RulesFolder
    ) throws -> [RuleEntry] {
        var chosen = all
        if let folder {
            let path = Self.below(root, folder)
            chosen = chosen.filter { Self.lies(Self.below(root, $0.file), in: path) }
            if !files.contains(where: { Self.lies(Self.below(root, $0.path), in: path) }) {
                let near = NearestName.of(path, among: Self.places(files, root))
                throw CommandFailure(
                    .badData, "there is no file or folder \(Shown.line(folder)) in \(Shown.line(root.asWritten))",
                    remedy: near.map { "did you mean \($0)?" } ?? "")
            }
        }
        for tag in tag {
            let known = Set(all.flatMap(\.tags))
            guard known.contains(tag) else {
                throw CommandFailure(
                    .badData, "no rule has the tag \(Shown.line(tag))",
                    remedy: NearestName.of(tag, among: known.sorted()).map { "did you mean \($0)?" }
                        ?? (known.isEmpty ? "" : "there are \(known.sorted().prefix(20).joined(separator: ", "))"))
            }
            chosen = chosen.filter { $0.tags.contains(tag) }
        }
        let wanted = words.map { $0.lowercased() }
        return chosen.filter { entry in
            guard !wanted.isEmpty else { return true }
            let said = ([entry.name, entry.title, entry.owner, Self.below(root, entry.file)] + entry.tags)
                .joined(separator: "\n").lowercased()
            return wanted.allSatisfy { said.contains($0) }
        }
    }

    /// Whether it was written as it is shown, `Rules/safety/fire.rules`, or as it lies below, `safety/fire.rules`.
    private static func below(_ root: Configuration.RulesFolder, _ path: String) -> String {
        var path = path[...]
        if path.hasPrefix(root.asWritten + "/") { path = path.dropFirst(root.asWritten.count + 1) }
        while path.hasSuffix("/") { path = path.dropLast() }
        return String(path)
    }

    private static func lies(_ path: String, in folder: String) -> Bool {
        path == folder || path.hasPrefix(folder + "/")
    }

    /// Every file with rules, and every folder that holds one.
    private static func places(_ files: [RuleFile], _ root: Configuration.RulesFolder) -> [String] {
        var places: Set<String> = []
        for file in files where file.path.hasSuffix(".rules") {
            var path = below(root, file.path)[...]
            places.insert(String(path))
            while let slash = path.lastIndex(of: "/") {
                path = path[..<slash]
                places.insert(String(path))
            }
        }
        return places.sorted()
    }

    private func nothing(_ all: [RuleEntry], _ root: Configuration.RulesFolder) -> String {
        guard !all.isEmpty else { return "There is no rule in \(Shown.line(root.asWritten))." }
        let near = words.lazy.compactMap { NearestName.of($0, among: all.map(\.name)) }.first
        let wanted = words.map { "“\(Shown.line($0))”" }.joined(separator: " and ")
        return "No rule has \(wanted.isEmpty ? "all of that" : wanted) in its name, title, owner, tags or file."
            + (near.map { " Did you mean \($0)?" } ?? "")
    }

    /// Nil where the file went meanwhile.
    private static func changed(_ path: String) -> Moment? {
        var facts = stat()
        guard stat(path, &facts) == 0 else { return nil }
        return Moment(microseconds: Int64(facts.st_mtim.tv_sec) * 1_000_000 + Int64(facts.st_mtim.tv_nsec) / 1000)
    }

    // MARK: showing

    private func show(_ entries: [RuleEntry], _ changes: [String: Moment], of all: Int) {
        let now = Moment.wallClock
        var table = Table([
            ("RULE", .left), ("SEVERITY", .left), ("SCORE", .right), ("OWNER", .left), ("PROMISE", .right),
            ("EXAMPLES", .right), ("CHANGED", .right), ("", .left), ("WHERE", .left),
        ])
        for entry in entries {
            table.add([
                entry.name, entry.severity.rawValue, "\(entry.score)", entry.owner.isEmpty ? "–" : entry.owner,
                entry.respond.map(Self.length) ?? "–", "\(entry.examples)", changes[entry.file]?.ago(at: now) ?? "–",
                entry.remark, "\(entry.file):\(entry.line)",
            ])
        }
        table.print(to: .standard) { entries[$0].examples == 0 ? .alarm : .none }
        Output.standard.line(
            entries.count == all
                ? RulesCheck.amount(all, "rule") : "\(entries.count) of \(RulesCheck.amount(all, "rule"))")
    }

    /// As a rule says it: `15m`.
    private static func length(_ seconds: Int) -> String {
        for (unit, length) in [("d", 86_400), ("h", 3600), ("m", 60)] where seconds % length == 0 {
            return "\(seconds / length)\(unit)"
        }
        return "\(seconds)s"
    }
}

extension RuleEntry {
    /// What else must be known of it at a glance.
    fileprivate var remark: String {
        var words: [String] = kind == .spike ? ["spike"] : []
        if mode != .live { words.append(mode.rawValue) }
        if let action { words.append(action == "hot" ? "always hot" : action) }
        return words.joined(separator: ", ")
    }

    fileprivate func json(changed: Moment?) -> JSON {
        .object([
            ("rule", .text(name)), ("kind", .text(kind.rawValue)), ("title", .text(title)),
            ("severity", .text(severity.rawValue)), ("score", .integer(score)), ("action", .text(action ?? "none")),
            ("mode", .text(mode.rawValue)), ("group", .text(group)), ("tags", .list(tags.map { .text($0) })),
            ("owner", .text(owner.isEmpty ? nil : owner)), ("skill", .text(skill.isEmpty ? nil : skill)),
            ("respond", respond.map { .integer($0) } ?? .null), ("file", .text(file)), ("line", .integer(line)),
            ("examples", .integer(examples)), ("hits", .integer(hits)), ("misses", .integer(misses)),
            ("todos", .integer(todos)), ("changed", changed?.json ?? .null),
        ])
    }
}
