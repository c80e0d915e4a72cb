import ArgumentParser
import Foundation
import Storage
import Triage

struct RulesExplain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Show why a message is judged as it is, and what the rules that did not fire lacked.",
        discussion: """
            Explains a text, or with --message one that was heard, with what was known of its author then. --as \
            assumes something of the message, as `with` does in an example: \
            --as customer.tier=vip,author.followers=20000. With --rule one rule is told of in any case.
            """)

    @Argument(help: "The words of the message; - reads them from the standard input.")
    var text: String?
    @Option(
        name: .long, help: ArgumentHelp("Explain the message with this number from the database.", valueName: "number"))
    var message: Int64?
    @Option(name: .long, help: ArgumentHelp("Tell of this rule in any case.", valueName: "rule"))
    var rule: String?
    @Option(
        name: .customLong("as"),
        help: ArgumentHelp("Assume this of the message: key=value, and more after commas.", valueName: "settings"))
    var settings: [String] = []
    @Option(name: .long, help: ArgumentHelp("When it was written; now when left out.", valueName: "time"))
    var at: String?
    @OptionGroup var place: RulesPlace
    @OptionGroup var output: JSONFlag

    func validate() throws {
        if (text == nil) == (message == nil) {
            throw ValidationError("give the words of a message between quotes, or --message and its number")
        }
        if message != nil, !settings.isEmpty || at != nil {
            throw ValidationError("--as and --at go with words; a message that was heard brings its own")
        }
        if let at, Moment(rfc3339: at) == nil {
            throw ValidationError("--at is a time such as 2026-11-24T08:30:00Z")
        }
    }

    func run() async throws {
        let configuration = try place.configuration()
        let loaded = try LoadedRules(place.folder(configuration), for: configuration)
        let rules = try loaded.ruleSetAnyway()
        if let rule, !rules.listing.contains(where: { $0.name == rule }) {
            let near = NearestName.of(rule, among: rules.listing.map(\.name))
            throw CommandFailure(
                .badData, "there is no rule \(rule)",
                remedy: near.map { "did you mean \($0)?" } ?? "`earshot rules list` shows their names")
        }
        let policy = configuration?.policy(startedAt: [:]) ?? Policy(brand: "")
        let (heard, explanation) = try await explain(rules, policy, configuration)
        let words = ExplanationWords(heard, explanation, asked: rule, files: loaded.files)
        if output.json { Output.standard.line(words.json) } else { words.print(to: .standard) }
    }

    private func explain(
        _ rules: RuleSet, _ policy: Policy, _ configuration: Configuration?
    ) async throws -> (Message, Explanation) {
        if let message {
            let store = try await History.required(configuration)
            guard let stored = try await store.storedMessage(MessageID(rawValue: message)) else {
                throw CommandFailure(
                    .badData, "there is no message \(message)",
                    remedy: "`earshot queue show CASE --json` and the other lists name them")
            }
            let known = stored.surroundings ?? Surroundings(customer: stored.customer)
            return (
                stored.message,
                rules.explain(stored.message, within: known, policy: policy, now: stored.heardAt, rule: rule)
            )
        }
        var words = text ?? ""
        if words == "-" {
            words = String(decoding: try BoundedFile.read("/dev/stdin", limit: Message.textLimit), as: UTF8.self)
        }
        guard words.utf8.count <= Message.textLimit else {
            throw CommandFailure(.badData, "the text is longer than \(bytesInWords(Message.textLimit))")
        }
        let moment = at.flatMap(Moment.init(rfc3339:)) ?? .wallClock
        do {
            let told = try rules.explain(
                words, assuming: try Self.pairs(settings), policy: policy, at: moment, rule: rule)
            return (told.message, told.explanation)
        } catch let fault as AssumptionFault {
            throw CommandFailure(.usage, "--as: \(fault.message)", remedy: fault.remedy)
        }
    }

    /// `customer.tier=vip,author=press`: a comma begins a new setting only where a key follows, so that a
    /// value may hold one.
    static func pairs(_ settings: [String]) throws -> [(key: String, value: String)] {
        var pairs: [(key: String, value: String)] = []
        for part in settings.flatMap({ $0.split(separator: ",") }) {
            let sides = part.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
            if sides.count == 2, RuleSet.assumable.contains(sides[0]) || pairs.isEmpty || !part.contains(" ") {
                pairs.append((sides[0], sides[1]))
            } else if let last = pairs.indices.last, sides.count == 1 {
                pairs[last].value += ",\(part)"
            } else {
                throw CommandFailure(
                    .usage, "--as: “\(part)” sets nothing", remedy: "as in: --as customer.tier=vip,channel=email")
            }
        }
        return pairs
    }
}
