import ArgumentParser
import Storage
import Triage

extension QueueCommand {
    struct Claim: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a case: you work on it, and all see that. Acknowledge it before the claim lapses.")
        @OptionGroup var subject: Subject
        @OptionGroup var note: NoteOption
        func run() async throws {
            try await subject.run(.claim, note: note.note) { item in
                item.due.map { "claimed until \($0.rfc3339)" } ?? "claimed"
            }
        }
    }

    struct Release: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Give a case back to the queue.")
        @OptionGroup var subject: Subject
        @OptionGroup var note: NoteOption
        func run() async throws { try await subject.run(.release, note: note.note) { _ in "released" } }
    }

    struct Acknowledge: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Say that a case was seen and is under way.")
        @OptionGroup var subject: Subject
        @OptionGroup var note: NoteOption
        func run() async throws { try await subject.run(.acknowledge, note: note.note) { _ in "acknowledged" } }
    }

    struct Snooze: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put a case away for a while; then it calls again. At most 7 days.")
        @OptionGroup var subject: Subject
        @OptionGroup var note: NoteOption
        @Option(name: .customLong("for"), help: ArgumentHelp("How long: 30m, 2h, 1d.", valueName: "time"))
        var length: String?
        @Option(name: .long, help: ArgumentHelp("Until then: 2026-11-22T06:00:00Z.", valueName: "time"))
        var until: String?

        func validate() throws {
            switch (length, until) {
            case (let length?, nil):
                if Duration(words: length) == nil { throw ValidationError("--for is a time such as 30m, 2h or 1d") }
            case (nil, let until?):
                if Moment(rfc3339: until) == nil {
                    throw ValidationError("--until is a time such as 2026-11-22T06:00:00Z")
                }
            case (nil, nil), (.some, .some): throw ValidationError("say how long: --for 2h, or --until a time")
            }
        }

        func run() async throws {
            let now = Moment.wallClock
            let wanted =
                length.flatMap { Duration(words: $0) }.map { now + $0 } ?? until.flatMap { Moment(rfc3339: $0) }
            try await subject.run(.snooze(until: wanted ?? now), note: note.note) { item in
                item.due.map { "put away until \($0.rfc3339)" } ?? "put away"
            }
        }
    }

    struct HandOver: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "hand-over",
            abstract: "Give a case to a person or a rota, who are called now; `steps` gives it back to everyone.")
        @OptionGroup var subject: Subject
        @Option(name: .long, help: ArgumentHelp("To whom: a person, a rota, or steps.", valueName: "name"))
        var to: String
        @Option(name: .long, help: ArgumentHelp("What they must know.", valueName: "text"))
        var note: String

        func validate() throws {
            try NoteOption.check(note, "--note")
            if note.allSatisfy(\.isWhitespace) {
                throw ValidationError("--note says what they must know, and is not empty")
            }
        }

        func run() async throws {
            try await subject.run(.handOver(to: to), note: note) { _ in "handed over to \(Shown.line(to))" }
        }
    }

    struct Merge: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make two cases one: everything of the first belongs to the second.")
        @OptionGroup var subject: Subject
        @OptionGroup var note: NoteOption
        @Option(name: .long, help: ArgumentHelp("The case that stays.", valueName: "case"))
        var into: Int64
        func run() async throws {
            try await subject.run(.merge(into: CaseID(rawValue: into)), note: note.note) { _ in
                "merged into case \(into)"
            }
        }
    }

    struct Split: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a case of its own of some of a case's messages, and print that.")
        @OptionGroup var subject: Subject
        @OptionGroup var note: NoteOption
        @Option(name: .long, help: ArgumentHelp("Their numbers: 12,15.", valueName: "numbers"))
        var messages: String

        private var numbers: [MessageID]? {
            let parts = messages.split(separator: ",", omittingEmptySubsequences: false)
            let numbers = parts.compactMap { Int64($0.drop { $0 == " " }) }.filter { $0 > 0 }
            return numbers.count == parts.count ? numbers.map { MessageID(rawValue: $0) } : nil
        }

        func validate() throws {
            if numbers == nil {
                throw ValidationError("--messages are numbers such as 12,15, as `queue show` names them")
            }
        }

        func run() async throws {
            try await subject.run(.split(numbers ?? []), note: note.note) { item in
                "split, and case \(item.id.rawValue) made of it,"
            }
        }
    }

    struct Link: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say that a case belongs to a known incident: it calls nobody itself, and closes with that.")
        @OptionGroup var subject: Subject
        @OptionGroup var note: NoteOption
        @Option(name: .long, help: ArgumentHelp("The incident.", valueName: "case"))
        var to: Int64
        func run() async throws {
            try await subject.run(.link(to: CaseID(rawValue: to)), note: note.note) { _ in "linked to case \(to)" }
        }
    }

    struct Resolve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say that a case is done; of an incident, with all that belong to it and nobody holds.")
        @OptionGroup var subject: Subject
        @OptionGroup var note: NoteOption
        func run() async throws { try await subject.run(.resolve, note: note.note) { _ in "resolved" } }
    }

    struct NotHot: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "not-hot",
            abstract: "Say that a case was a false alarm: it is done, and `earshot rules feedback` learns of it.")
        @OptionGroup var subject: Subject
        @OptionGroup var note: NoteOption
        @Option(name: .long, help: ArgumentHelp("Why, for the author of the rule.", valueName: "text"))
        var reason = ""

        func validate() throws {
            try NoteOption.check(reason, "--reason")
            if !reason.isEmpty, !note.note.isEmpty { throw ValidationError("give --reason or --note, not both") }
        }

        func run() async throws {
            try await subject.run(.notHot, note: reason.isEmpty ? note.note : reason) { _ in "found not hot" }
        }
    }

    struct Note: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Write a word into a case's history.")
        @Argument(help: "The number of the case.") var number: Int64
        @Argument(help: "What to write.") var words: String
        @OptionGroup var person: PersonOption
        @OptionGroup var file: ConfigurationOption

        func validate() throws {
            try NoteOption.check(words, "a note")
            if words.allSatisfy(\.isWhitespace) { throw ValidationError("a note is not empty") }
        }

        func run() async throws {
            let configuration = try file.load()
            let store = try await openStore(configuration)
            let name = try await person.person(configuration, store)
            guard try await store.note(on: CaseID(rawValue: number), by: name, words, now: .wallClock) else {
                throw CommandFailure.noSuchCase(number)
            }
            Output.standard.line("Noted on case \(number) by \(Shown.line(name)).")
        }
    }
}
