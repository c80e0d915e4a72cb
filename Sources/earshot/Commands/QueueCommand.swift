import ArgumentParser
import Storage
import Triage

struct QueueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue",
        abstract: "Work the cases that cannot wait.",
        subcommands: [List.self, Show.self, Claim.self, Release.self, Acknowledge.self, Resolve.self, NotHot.self],
        defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List open cases, most urgent first.")

        @OptionGroup var file: ConfigurationOption
        @OptionGroup var output: JSONFlag
        @OptionGroup var limit: LimitOption
        @Flag(name: .long, help: "Those that are done too.")
        var all = false

        func run() async throws {
            let store = try await openStore(file.load())
            let states = Case.State.allCases.filter { all || $0.isOpen }
            let cases = try await store.cases(states: states, limit: limit.limit)
            if output.json {
                for item in cases { Output.standard.line(item.json) }
                return
            }
            guard !cases.isEmpty else {
                Output.standard.line(all ? "There is no case." : "No case is open.")
                return
            }
            let now = Moment.wallClock
            var table = Table([
                ("CASE", .right), ("STATE", .left), ("HEAT", .right), ("SEVERITY", .left), ("MSGS", .right),
                ("HEARD", .right), ("PROMISE", .right), ("OWNER", .left), ("CLAIMED", .left), ("TITLE", .left),
            ])
            for item in cases {
                table.add([
                    "\(item.id.rawValue)", item.state.rawValue, "\(item.heat)", item.severity?.rawValue ?? "–",
                    "\(item.messages)", item.firstHeard.ago(at: now), item.promise?.ago(at: now) ?? "–",
                    item.owner.isEmpty ? "–" : item.owner, item.claimedBy ?? "–", item.title,
                ])
            }
            table.print(to: .standard) { place in
                let item = cases[place]
                if item.state == .open, let promise = item.promise, promise < now { return .alarm }
                return item.state == .open ? .strong : .none
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show a case: its reasons, messages and history.")

        @Argument(help: "The number of the case.") var number: Int64
        @OptionGroup var file: ConfigurationOption
        @OptionGroup var output: JSONFlag

        func run() async throws {
            let store = try await openStore(file.load())
            guard let detail = try await store.caseDetail(CaseID(rawValue: number)) else {
                throw CommandFailure(.badData, "there is no case \(number)", remedy: "`earshot queue list --all`")
            }
            if output.json {
                let events = detail.events.map {
                    JSON.object([
                        ("at", $0.at.json), ("by", .text($0.by)), ("what", .text($0.what)), ("note", .text($0.note)),
                    ])
                }
                Output.standard.line(
                    JSON.object(
                        detail.hotCase.pairs + [
                            ("history", .list(events)), ("heard", .list(detail.messages.map(\.json))),
                        ]))
            } else {
                CaseWords(detail, now: .wallClock).print(to: .standard)
            }
        }
    }

    /// What the verbs share.
    struct Change: ParsableArguments {
        @Argument(help: "The number of the case.") var number: Int64
        @OptionGroup var person: PersonOption
        @Option(name: .long, help: ArgumentHelp("A word for those who read the history.", valueName: "text"))
        var note = ""
        @OptionGroup var file: ConfigurationOption
        @OptionGroup var output: JSONFlag

        func run(_ verb: CaseVerb, done: String) async throws {
            let name = try person.person()
            let store = try await openStore(file.load())
            let answer = try await store.change(
                CaseID(rawValue: number), verb, by: name, note: note, now: .wallClock)
            switch answer {
            case .done(let item):
                if output.json {
                    Output.standard.line(item.json)
                } else {
                    Output.standard.line("Case \(number) \(done) by \(Shown.line(name)): \(Shown.line(item.title))")
                }
            case .noSuchCase:
                throw CommandFailure(.badData, "there is no case \(number)", remedy: "`earshot queue list --all`")
            case .refused(let item, let because):
                if output.json { Output.standard.line(item.json) }
                let isHeld = item.claimedBy != nil && item.claimedBy != name && item.state.isOpen
                throw CommandFailure(isHeld ? .tryAgain : .badData, "case \(number): \(because)")
            }
        }
    }

    struct Claim: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Take a case: you work on it, and all see that.")
        @OptionGroup var change: Change
        func run() async throws { try await change.run(.claim, done: "claimed") }
    }

    struct Release: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Give a case back to the queue.")
        @OptionGroup var change: Change
        func run() async throws { try await change.run(.release, done: "released") }
    }

    struct Acknowledge: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Say that a case was seen and is under way.")
        @OptionGroup var change: Change
        func run() async throws { try await change.run(.acknowledge, done: "acknowledged") }
    }

    struct Resolve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Say that a case is done.")
        @OptionGroup var change: Change
        func run() async throws { try await change.run(.resolve, done: "resolved") }
    }

    struct NotHot: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "not-hot",
            abstract: "Say that a case was a false alarm: it is done, and `earshot rules feedback` learns of it.")
        @OptionGroup var change: Change
        func run() async throws { try await change.run(.notHot, done: "found not hot") }
    }
}
