import ArgumentParser
import Foundation
import Storage
import Triage

struct RulesFeedback: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feedback",
        abstract: "Turn false alarms and missed messages into examples for the rules.",
        discussion: """
            Cases that people found not hot become a `miss` of the rules that fired, messages noted with --missed a \
            `hit` of the rule that should have; what the rules do not do yet is marked `todo`, so that nothing \
            breaks. Prints a diff that `patch -p0` takes; --write makes the change. Names, handles, numbers and \
            addresses in the customers' words are replaced first; read them all the same.
            """)

    @OptionGroup var period: SinceOption
    @Option(
        name: .long,
        help: ArgumentHelp("Note that this message should have been found.", valueName: "number"))
    var missed: Int64?
    @Option(name: .long, help: ArgumentHelp("By this rule; or show this rule's feedback alone.", valueName: "rule"))
    var rule: String?
    @OptionGroup var person: PersonOption
    @Flag(name: .long, help: "Write the examples into the rule files.")
    var write = false
    @OptionGroup var place: RulesPlace
    @OptionGroup var output: JSONFlag

    func run() async throws {
        let configuration = try place.configuration()
        let folder = place.folder(configuration)
        let loaded = try LoadedRules(folder, for: configuration)
        let rules = try loaded.ruleSetAnyway()
        if let rule, !rules.listing.contains(where: { $0.name == rule }) {
            let near = NearestName.of(rule, among: rules.listing.map(\.name))
            throw CommandFailure(
                .badData, "there is no rule \(rule)", remedy: near.map { "did you mean \($0)?" } ?? "")
        }
        let store = try await History.required(configuration)
        let now = Moment.wallClock
        if let missed {
            try await note(missed, store, now: now)
            return
        }
        let since = now - period.since(otherwise: .seconds(30 * 86_400))
        let study = FeedbackStudy(loaded: loaded, rules: rules, configuration: configuration)
        var suggestions = study.suggestions(
            falseAlarms: try await store.falseAlarms(since: since, limit: 500),
            missed: try await store.missedMessages(since: since, limit: 500))
        if let rule { suggestions.removeAll { $0.rule != rule } }
        try show(suggestions, study, folder)
    }

    private func note(_ number: Int64, _ store: Store, now: Moment) async throws {
        let answer = try await store.noteMissed(
            MessageID(rawValue: number), rule: rule ?? "", by: try person.person(), now: now)
        if answer == .noSuchMessage { throw CommandFailure(.badData, "there is no message \(number)") }
        if output.json {
            Output.standard.line(
                .object([
                    ("message", .integer(number)), ("rule", .text(rule)), ("noted", .bool(answer == .noted)),
                ]))
        } else {
            let words = answer == .noted ? "Noted" : "That was noted already"
            Output.standard.line(
                "\(words): message \(number) should have been found\(rule.map { " by \($0)" } ?? "").")
            Output.standard.line(
                "To see what it lacked: earshot rules explain --message \(number)\(rule.map { " --rule \($0)" } ?? "")")
        }
    }

    private func show(
        _ suggestions: [FeedbackStudy.Suggestion], _ study: FeedbackStudy, _ folder: Configuration.RulesFolder
    ) throws {
        let out = Output.standard
        if output.json {
            for suggestion in suggestions { out.line(suggestion.json) }
        }
        let patch = study.patch(suggestions)
        guard !patch.isEmpty else {
            if !output.json {
                out.line(
                    suggestions.isEmpty
                        ? "No false alarm and no missed message is new."
                        : "Name the rule that should find each of these:")
                for suggestion in suggestions where suggestion.place == nil {
                    out.line(
                        "  earshot rules feedback --missed \(suggestion.message) --rule NAME   “\(Shown.line(suggestion.text, columns: 60))”"
                    )
                }
            }
            return
        }
        let files = study.loaded.files.filter { patch.files.contains($0.path) }
        if write {
            for file in files {
                let path = folder.path + file.path.dropFirst(folder.asWritten.count)
                do {
                    try Data(patch.applied(to: file)).write(to: URL(fileURLWithPath: path), options: .atomic)
                } catch {
                    throw CommandFailure(
                        .unavailable, "\(file.path) cannot be written: \(error.localizedDescription)")
                }
                if !output.json { out.line("Wrote into \(Shown.line(file.path))") }
            }
            return
        }
        if output.json { return }
        // For patch(1), not for a terminal: the bytes as they are, but for those that could steer one.
        for file in files { out.write(Self.harmless(patch.diff(of: file, named: file.path), out)) }
        for suggestion in suggestions where suggestion.place == nil {
            Output.complaints.line(
                "earshot: message \(suggestion.message) was missed, and nobody said by which rule: "
                    + "earshot rules feedback --missed \(suggestion.message) --rule NAME")
        }
    }

    private static func harmless(_ diff: [UInt8], _ out: Output) -> [UInt8] {
        guard out.isTerminal else { return diff }
        return Array(Shown.paragraph(String(decoding: diff, as: UTF8.self)).utf8)
    }
}
