import ArgumentParser
import Storage
import Triage

struct ErrandsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "errands", abstract: "Look at what is to leave the house, and try again.",
        subcommands: [List.self, Retry.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List errands that were not sent yet, or were given up.")

        @OptionGroup var file: ConfigurationOption
        @OptionGroup var output: JSONFlag
        @OptionGroup var limit: LimitOption
        @Option(
            name: .long,
            help: ArgumentHelp(
                "Only those in this state (\(Errand.State.allCases.map(\.rawValue).joined(separator: ", "))); may stand more than once.",
                valueName: "state"))
        var state: [String] = []
        @Flag(name: .long, help: "Those that were sent or cancelled too.")
        var all = false

        func validate() throws {
            for word in state where Errand.State(rawValue: word) == nil {
                let names = Errand.State.allCases.map(\.rawValue)
                let near = NearestName.of(word, among: names).map { "; did you mean \($0)?" } ?? ""
                throw ValidationError("there is no state \(word)\(near)")
            }
        }

        func run() async throws {
            let store = try await openStore(file.load())
            var states = state.compactMap(Errand.State.init(rawValue:))
            if states.isEmpty { states = all ? Errand.State.allCases : [.waiting, .leased, .unknown, .givenUp] }
            let errands = try await store.errands(states: states, limit: limit.limit)
            if output.json {
                for errand in errands { Output.standard.line(errand.json) }
                return
            }
            guard !errands.isEmpty else {
                Output.standard.line("Nothing waits and nothing was given up.")
                return
            }
            let now = Moment.wallClock
            var table = Table([
                ("ERRAND", .right), ("KIND", .left), ("STATE", .left), ("TRIES", .right), ("DUE", .right),
                ("LAST ERROR", .left),
            ])
            for errand in errands {
                table.add([
                    "\(errand.id.rawValue)", errand.kind.rawValue, errand.state.rawValue, "\(errand.attempts)",
                    errand.state == .waiting || errand.state == .unknown ? errand.due.ago(at: now) : "–",
                    errand.lastError,
                ])
            }
            table.print(to: .standard) { errands[$0].state == .givenUp ? .alarm : .none }
        }
    }

    struct Retry: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make an errand due now, even one that was given up.")

        @Argument(help: "The numbers of the errands.") var numbers: [Int64]
        @OptionGroup var file: ConfigurationOption
        @OptionGroup var output: JSONFlag

        func run() async throws {
            let store = try await openStore(file.load())
            var refused: [CommandFailure] = []
            for number in numbers {
                let id = ErrandID(rawValue: number)
                let before = try await store.errand(id)?.lastError ?? ""
                let isDue = try await store.retry(id, now: .wallClock)
                let errand = try await store.errand(id)
                if isDue {
                    let why = before.isEmpty ? "" : " Before: \(Shown.line(before))."
                    if !output.json { Output.standard.line("Errand \(number) is due now.\(why)") }
                } else if let errand {
                    let underWay = errand.state == .leased
                    refused.append(
                        CommandFailure(
                            underWay ? .tryAgain : .badData,
                            "errand \(number) \(underWay ? "is under way" : "is \(errand.state.rawValue)")"))
                } else {
                    refused.append(CommandFailure(.badData, "there is no errand \(number)"))
                }
                if output.json, let errand { Output.standard.line(errand.json) }
            }
            guard let first = refused.first else { return }
            for other in refused.dropFirst() { Output.complaints.line("earshot: \(other.message)") }
            throw first
        }
    }
}
