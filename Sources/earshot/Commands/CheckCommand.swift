import ArgumentParser
import Triage
import Wire

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check the configuration and the rules, and say everything that is wrong.",
        discussion: """
            Ends with 78 where the configuration has an error, with 1 where the rules have one, and with 0 where \
            there are warnings and notes at most. Asks no server; the database, where there is one, only how often \
            rules fired.
            """)

    @OptionGroup var file: ConfigurationOption
    @OptionGroup var output: JSONFlag

    func run() async throws {
        let printer = ComplaintPrinter(output: .standard)
        func show(_ complaints: [Complaint]) {
            if output.json {
                for complaint in complaints { Output.standard.line(ComplaintPrinter.json(complaint)) }
            } else {
                printer.print(complaints)
            }
        }
        let loaded = try file.read(secrets: .looked)
        show(loaded.complaints)
        guard let configuration = loaded.configuration else {
            say("\(file.config): \(Self.count(loaded.complaints, .error)), nothing else was checked")
            throw CommandFailure(.badConfiguration)
        }
        let faults = try await Self.faults(configuration)
        show(faults)
        guard faults.isEmpty else {
            say("\(file.config): \(Self.count(faults, .error))")
            throw CommandFailure(.badConfiguration)
        }
        show(Self.stale(configuration))
        var rules = try LoadedRules(configuration.rules, for: configuration)
        rules.complaints += await HistoryWarnings.ask(configuration, rules)
        show(rules.complaints)
        let folder = Shown.line(configuration.rules.asWritten)
        guard let ruleSet = rules.rules else {
            say("\(folder): \(Self.count(rules.complaints, .error))")
            throw CommandFailure(.faultFound)
        }
        show(Self.strangers(configuration, ruleSet))
        let unknown = configuration.unknownRules(in: ruleSet)
        guard unknown.isEmpty else {
            show(unknown)
            say("\(file.config): \(Self.count(unknown, .error))")
            throw CommandFailure(.badConfiguration)
        }
        let sources = Self.count(configuration.sources.count, "source")
        let tickets =
            configuration.acd.map { "tickets go to \($0.queues.standard)" } ?? "no `acd`, so no tickets are sent"
        say("\(file.config): good; \(sources), \(tickets)")
        let warnings = Self.count(rules.complaints, .warning)
        say("\(folder): good; \(Self.count(rules.fileCount, "file")), \(warnings)")
        if configuration.sources.isEmpty { say("no `sources`, so nothing is heard yet") }
        for calendar in configuration.hours?.calendars ?? [] {
            let zone = calendar.zone.name
            say("hours `\(calendar.name)`: \(calendar.status(at: .wallClock).isOpen ? "open" : "closed") now, \(zone)")
        }
        if let onCall = configuration.onCall { say(Self.words(onCall, now: .wallClock)) }
        if let manners = configuration.manners, manners.mode != .off {
            let count = Self.count(manners.sources.count, "source")
            say(
                manners.mode == .on
                    ? "after hours customers of \(count) have an answer by itself"
                    : "after hours customers of \(count) would have an answer by itself; the mode is preview")
        }
    }

    /// Rules that `acknowledge.never` names and nobody wrote: what fires them otherwise would be answered.
    static func strangers(_ configuration: Configuration, _ rules: RuleSet) -> [Complaint] {
        let known = rules.listing.map(\.name)
        return (configuration.manners?.never ?? []).subtracting(known).sorted().map { name in
            Complaint(
                .warning, file: configuration.file, line: 1, column: 1, source: "",
                message: "`acknowledge` never answers what fires the rule `\(name.prefix(60))`, and there is none",
                remedy: NearestName.of(name, among: known).map { "did you mean `\($0)`?" } ?? "")
        }
    }

    /// What `pages` says and its senders cannot work with: `run` would refuse it.
    private static func faults(_ configuration: Configuration) async throws -> [Complaint] {
        guard configuration.pages != nil else { return [] }
        let exchange = try Exchange()
        let faults = PageSenders.faults(configuration, exchange: exchange)
        await exchange.close()
        return faults.map {
            Complaint(
                .error, file: configuration.file, line: 1, column: 1, source: "", message: "`pages`: \($0)", remedy: "")
        }
    }

    /// Lists of holidays run out, and nobody notices before the first day that is missing.
    static func stale(_ configuration: Configuration, now: Moment = .wallClock) -> [Complaint] {
        (configuration.hours?.calendars ?? []).compactMap { calendar in
            let today = calendar.zone.wallClock(at: now).date
            guard let last = calendar.holidays.keys.max(), last < today else { return nil }
            return Complaint(
                .warning, file: configuration.file, line: 1, column: 1, source: "",
                message: "the calendar `\(calendar.name)` knows no holiday after \(last)",
                remedy: "get newer files for its `holidays`")
        }
    }

    private static func words(_ onCall: OnCall, now: Moment) -> String {
        let first = onCall.escalation.lazy.map { onCall.reachable($0.to, at: now) }.first { !$0.isEmpty } ?? []
        let names = first.prefix(5).map { Shown.line($0.title, columns: 40) }.joined(separator: ", ")
        let more = first.count > 5 ? " and \(first.count - 5) more" : ""
        return "on call: \(onCall.people.count == 1 ? "1 person" : "\(onCall.people.count) people"), "
            + "\(count(onCall.rotas.count, "rota")); \(first.isEmpty ? "nobody" : names + more) would be called now"
    }

    private func say(_ words: String) {
        if !output.json { Output.standard.line(words) }
    }

    private static func count(_ complaints: [Complaint], _ weight: Complaint.Weight) -> String {
        count(complaints.count { $0.weight == weight }, weight.rawValue)
    }

    private static func count(_ number: Int, _ noun: String) -> String {
        number == 0 ? "no \(noun)s" : number == 1 ? "1 \(noun)" : "\(number) \(noun)s"
    }
}
