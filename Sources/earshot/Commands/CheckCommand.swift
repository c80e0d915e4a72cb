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
        guard let configuration = loaded.configuration ?? loaded.attempt else {
            show(loaded.complaints)
            say("\(file.config): \(Self.count(loaded.complaints, .error)), nothing else was checked")
            throw CommandFailure(.badConfiguration)
        }
        // All that is wrong, in one go, as far as it can be told: half of a file may be looked at as well.
        let replies = ReplyFolder.read(configuration.rules)
        let outside = try await Self.outside(configuration, replies)
        var rules: LoadedRules
        do {
            rules = try LoadedRules(configuration.rules, for: configuration)
        } catch {
            show(loaded.complaints + outside)
            throw error
        }
        let settings = Self.inOrder(
            loaded.complaints + outside + Self.unknownRules(configuration, rules), of: configuration.file)
        show(settings)
        show(Self.stale(configuration))
        let standing = loaded.configuration == nil ? nil : await StandingCalls.askAnyway(configuration)
        if let standing { show(standing.complaints(about: configuration)) }
        if loaded.configuration != nil { rules.complaints += await HistoryWarnings.ask(configuration, rules) }
        let written = rules.complaints + replies.complaints
        show(written)
        let folder = Shown.line(configuration.rules.asWritten)
        let isSound = settings.allSatisfy { $0.weight != .error }
        if !isSound { say("\(file.config): \(Self.count(settings, .error))") }
        if rules.rules == nil || replies.hasErrors { say("\(folder): \(Self.count(written, .error))") }
        guard isSound else { throw CommandFailure(.badConfiguration) }
        guard rules.rules != nil, !replies.hasErrors else { throw CommandFailure(.faultFound) }
        let sources = Self.count(configuration.sources.count, "source")
        let tickets =
            configuration.acd.map { "tickets go to \($0.queues.standard)" } ?? "no `acd`, so no tickets are sent"
        say("\(file.config): good; \(sources), \(tickets)")
        let warnings = Self.count(written, .warning)
        say("\(folder): good; \(Self.count(rules.fileCount, "file")), \(warnings)")
        if configuration.sources.isEmpty { say("no `sources`, so nothing is heard yet") }
        for calendar in configuration.hours?.calendars ?? [] {
            let zone = calendar.zone.name
            say("hours `\(calendar.name)`: \(calendar.status(at: .wallClock).isOpen ? "open" : "closed") now, \(zone)")
        }
        if let onCall = configuration.onCall { say(Self.words(onCall, now: .wallClock)) }
        if let words = Self.words(onCallsOf: configuration, now: .wallClock) { say(words) }
        if let words = standing?.words(configuration) { say(words) }
        if let manners = configuration.manners, manners.mode != .off {
            let count = Self.count(manners.sources.count, "source")
            say(
                manners.mode == .on
                    ? "after hours customers of \(count) have an answer by itself"
                    : "after hours customers of \(count) would have an answer by itself; the mode is preview")
        }
    }

    /// Those about the file by their places; then those about others.
    private static func inOrder(_ complaints: [Complaint], of file: String) -> [Complaint] {
        complaints.enumerated().sorted { first, second in
            let (a, b) = (first.element, second.element)
            guard a.file == file, b.file == file else { return a.file == file && b.file != file }
            return (a.line, a.column, first.offset) < (b.line, b.column, second.offset)
        }.map(\.element)
    }

    /// What is wrong with what the configuration names outside of itself.
    private static func outside(_ configuration: Configuration, _ replies: ReplyFolder.Reading) async throws
        -> [Complaint]
    {
        // Words that cannot be read are complained of where they stand, and not for being missing.
        let unspoken = replies.hasErrors ? [] : configuration.unspokenLanguages(replies.book)
        let places = (configuration.missingFolders() + unspoken).sorted { ($0.line, $0.column) < ($1.line, $1.column) }
        return try await faults(configuration) + places
    }

    /// Rules that it names and nobody wrote; of rules that have faults the names are known all the same.
    private static func unknownRules(_ configuration: Configuration, _ rules: LoadedRules) -> [Complaint] {
        guard let known = rules.rules ?? RuleSet.compileUntried(rules.files).rules else { return [] }
        return configuration.unknownRules(in: known)
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

    /// What slot, lead and horizon come to: the time that whoever writes now would be offered first.
    private static func words(onCallsOf configuration: Configuration, now: Moment) -> String? {
        guard let terms = configuration.callBackTerms else { return nil }
        let plan = terms.plan
        let calendar = terms.calendar(source: nil, language: "")
        let first = Slots(plan: plan, calendar: calendar, taken: [:], now: now).next().first
        return "calls of \(plan.slot.inWords) are agreed from \(plan.lead.inWords) to \(plan.horizon.inWords) ahead; "
            + (first.map { "whoever writes now is offered \(HoursWords.clock($0, calendar.zone)) first" }
                ?? "whoever writes now can be offered none")
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
