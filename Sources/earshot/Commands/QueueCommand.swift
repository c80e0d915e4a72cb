import ArgumentParser
import Storage
import Triage

struct QueueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue",
        abstract: "Work the cases that cannot wait.",
        subcommands: [
            List.self, Watch.self, Show.self, Claim.self, Release.self, Acknowledge.self, Snooze.self, HandOver.self,
            Merge.self,
            Split.self, Link.self, Resolve.self, NotHot.self, Note.self, Status.self,
        ],
        defaultSubcommand: List.self)

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show a case: its reasons, messages and history.")

        @Argument(help: "The number of the case.") var number: Int64
        @OptionGroup var file: ConfigurationOption
        @OptionGroup var output: JSONFlag

        func run() async throws {
            let store = try await openStore(file.load())
            guard let detail = try await store.caseDetail(CaseID(rawValue: number)) else {
                throw CommandFailure.noSuchCase(number)
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
                            ("linked", .list(detail.linked.map { .integer($0.id.rawValue) })),
                            ("merged", .list(detail.merged.map { .integer($0.rawValue) })),
                            ("history", .list(events)), ("heard", .list(detail.messages.map(\.json))),
                        ]))
            } else {
                CaseWords(detail, now: .wallClock).print(to: .standard)
            }
        }
    }

    /// Which case, and who works it.
    struct Subject: ParsableArguments {
        @Argument(help: "The number of the case.") var number: Int64
        @OptionGroup var person: PersonOption
        @OptionGroup var file: ConfigurationOption
        @OptionGroup var output: JSONFlag

        /// - Parameter done: what became of it, before "by ana"; told the case as it is then.
        func run(_ verb: CaseVerb, note: String, done: (Case) -> String) async throws {
            let configuration = try file.load()
            if case .handOver(let to) = verb, let why = configuration.onCall?.refusal(ofTarget: to) {
                throw CommandFailure(.badData, why)
            }
            let store = try await openStore(configuration)
            let name = try await person.person(configuration, store)
            let answer = try await store.change(
                CaseID(rawValue: number), verb, by: name, note: note, patience: configuration.casePatience,
                now: .wallClock)
            try report(answer, by: name, done: done)
        }

        /// - Parameter done: what became of it, before "by ana"; told the case as it is then.
        func report(_ answer: QueueAnswer, by name: String, done: (Case) -> String) throws {
            switch answer {
            case .done(let item):
                if output.json {
                    Output.standard.line(item.json)
                } else {
                    let words = "Case \(number) \(done(item)) by \(Shown.line(name)): \(Shown.line(item.title))"
                    Output.standard.line(words)
                    if !item.state.isOpen, let holder = item.claimedBy, holder != name {
                        Output.standard.line("Mind that \(Shown.line(holder)) held it.")
                    }
                    if let remark = item.remark { Output.standard.line("Mind that \(remark).") }
                }
            case .noSuchCase: throw CommandFailure.noSuchCase(number)
            case .refused(let item, let because):
                if output.json { Output.standard.line(item.json) }
                let isHeld = item.claimedBy != nil && item.claimedBy != name && item.state.isOpen
                throw CommandFailure(isHeld ? .tryAgain : .badData, "case \(number): \(because)")
            }
        }
    }

    struct NoteOption: ParsableArguments {
        @Option(name: .long, help: ArgumentHelp("A word for those who read the history.", valueName: "text"))
        var note = ""

        func validate() throws { try NoteOption.check(note, "--note") }

        static let longest = 4_000

        static func check(_ text: String, _ option: String) throws {
            guard text.utf8.count <= longest else {
                throw ValidationError("\(option) is a text of at most \(longest) bytes")
            }
        }
    }
}

extension CommandFailure {
    static func noSuchCase(_ number: Int64) -> CommandFailure {
        CommandFailure(.badData, "there is no case \(number)", remedy: "`earshot queue list --all`")
    }
}

extension Configuration {
    /// How long a claim and an acknowledgement last.
    var casePatience: OnCall.Patience { onCall?.patience ?? OnCall.Patience() }
}
