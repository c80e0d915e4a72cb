import ArgumentParser
import Foundation
import Poll
import Storage
import Triage

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Listen, decide and send until told to end.",
        discussion: """
            Ends within five seconds of SIGTERM or Ctrl-C with nothing half done. A rule file that is saved takes \
            effect within two seconds; SIGHUP reads the configuration again too. What does not check is refused, \
            and what ran before goes on: `earshot status` says so.

            With --once every source is polled now, whatever its interval, until nothing new is left there, and \
            then the outbox until nothing is due. Exit codes: 0 all done, 75 something waits for a retry, 69 a \
            source could not be reached (the rest is done).
            """)

    @OptionGroup var file: ConfigurationOption
    @Flag(help: "Do everything that is due now, and end.") var once = false
    @Option(
        help: ArgumentHelp("Run these parts alone: poll, act, page, console.", valueName: "parts"),
        transform: RunCommand.rooms)
    var only: Set<House.Room> = Set(House.Room.allCases)

    func run() async throws {
        LineLog.start()
        let (configuration, rules) = try await Self.load(file)
        if configuration.sources.isEmpty, configuration.acd == nil, configuration.onCall == nil,
            configuration.console == nil
        {
            throw CommandFailure(
                .badConfiguration,
                "there is nothing to do: \(configuration.file) has no `sources`, `acd`, `on-call` or `console`",
                remedy: "add a source; `earshot init` shows how one looks")
        }
        let store = try await openStore(configuration)
        let house = try await House(
            configuration: configuration, rules: rules, store: store, clock: try await loopClock(store),
            rooms: only, manager: ServiceManager(environment: ProcessInfo.processInfo.environment))
        guard once else {
            try await house.run { try await Self.reload(file) }
            await store.engine.close()
            return
        }
        let (end, misses) = try await house.runOnce()
        await store.engine.close()
        for miss in misses {
            Output.complaints.line("earshot: \(miss.source): \(Shown.line(miss.reason))")
        }
        switch end {
        case .done: break
        case .waits: throw CommandFailure(.tryAgain)
        case .unreachable: throw CommandFailure(.unavailable)
        }
    }

    /// The configuration with its secrets, and its rules; everything that is wrong with either is said.
    static func load(_ file: ConfigurationOption) async throws -> (Configuration, RuleSet) {
        let configuration = try file.load(secrets: .required)
        let rules = try LoadedRules.required(configuration.rules, for: configuration)
        let unknown = configuration.unknownRules(in: rules)
        guard unknown.isEmpty else {
            ComplaintPrinter(output: .complaints).print(unknown)
            throw CommandFailure(.badConfiguration)
        }
        return (configuration, rules)
    }

    /// The same for a program that runs: what is wrong with the rules is given back, not printed.
    static func reload(_ file: ConfigurationOption) async throws -> (Configuration, RuleSet) {
        let read = try file.read(secrets: .required)
        guard let configuration = read.configuration else {
            let errors = read.complaints.filter { $0.weight == .error }
            ComplaintPrinter(output: .complaints).print(errors)
            throw ConfigurationRefused(complaints: errors)
        }
        let loaded = try LoadedRules(configuration.rules, for: configuration)
        guard let rules = loaded.rules else {
            throw RulesRefused(complaints: loaded.complaints.filter { $0.weight == .error })
        }
        let unknown = configuration.unknownRules(in: rules)
        if !unknown.isEmpty { throw RulesRefused(complaints: unknown) }
        return (configuration, rules)
    }

    static func rooms(_ text: String) throws -> Set<House.Room> {
        var rooms: Set<House.Room> = []
        for word in text.split(separator: ",") {
            guard let room = House.Room(rawValue: String(word)) else {
                throw ValidationError(
                    "`\(word)` is not a part of the program; there are poll, act, page and console")
            }
            rooms.insert(room)
        }
        guard !rooms.isEmpty else {
            throw ValidationError("--only names no part; there are poll, act, page and console")
        }
        return rooms
    }
}
