import ArgumentParser
import Foundation
import Storage
import Triage

extension CallBacksCommand {
    struct Book: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Agree on a call for a customer.")

        @OptionGroup var file: ConfigurationOption
        @OptionGroup var output: JSONFlag
        @OptionGroup var person: PersonOption
        @Option(help: ArgumentHelp("When: the beginning of a slot.", valueName: "time")) var start: String
        @Option(help: ArgumentHelp("The telephone number, with + and the country code.", valueName: "number"))
        var number: String?
        @Option(help: ArgumentHelp("Of the CRM; their number is taken where none is given.", valueName: "id"))
        var customer: String?
        @Option(help: ArgumentHelp("What it is about.", valueName: "text")) var topic = ""
        @Option(help: ArgumentHelp("In which the customer is spoken to.", valueName: "tag")) var language = ""

        func validate() throws {
            if number == nil, customer == nil {
                throw ValidationError("say whom to ring: --number +442079460123, or --customer of the CRM")
            }
            try QueueCommand.NoteOption.check(topic, "--topic")
        }

        func run() async throws {
            let settings = try file.load()
            let terms = try settings.callBackTerms(file)
            let store = try await openStore(settings)
            var known: Customer?
            if let customer {
                known = try await store.customer(CustomerID(rawValue: customer))
                if known == nil {
                    throw CommandFailure(.badData, "there is no customer `\(Shown.line(customer, columns: 60))`")
                }
            }
            let dialled = try Self.e164(number ?? known?.number ?? "")
            let language = self.language.isEmpty ? known?.language ?? "" : self.language.lowercased()
            let calendar = terms.calendar(source: nil, language: language)
            let asked = try AskedTime(start, option: "--start", in: calendar.zone)
            let now = Moment.wallClock
            let call = CallBack(
                start: asked.moment, end: asked.moment, number: dialled, customer: known?.id,
                handle: known?.handles.first ?? Handle(channel: .sms, normalised: dialled), source: "",
                language: language.isEmpty ? "en" : language, zone: calendar.zone.name, uid: UUID().uuidString,
                waitedSince: now, topic: topic)
            let answer = try await store.book(call, terms: terms, by: try person.person(), now: now)
            try CallBacksCommand.show(answer, output, calendar.zone) { "booked as call \($0.id)" }
        }

        /// What can be dialled anywhere: + and up to 15 digits (ITU-T E.164), spaces and hyphens left out.
        static func e164(_ text: String) throws -> String {
            let digits = text.filter { !" -()./".contains($0) }
            guard digits.hasPrefix("+"), (8...16).contains(digits.utf8.count),
                digits.dropFirst().utf8.allSatisfy({ (48...57).contains($0) }), !digits.hasPrefix("+0")
            else {
                throw CommandFailure(
                    .badData, text.isEmpty ? "no number of theirs is known" : "this is no telephone number",
                    remedy: "write it with + and the country code: --number +442079460123")
            }
            return digits
        }
    }

    /// A call by its number.
    struct Subject: ParsableArguments {
        @Argument(help: "The number of the call.") var number: Int64
        @OptionGroup var file: ConfigurationOption
        @OptionGroup var output: JSONFlag
        @OptionGroup var person: PersonOption

        func run(
            _ done: (CallBack) -> String,
            _ change: (Store, CallBack, CallBackTerms, String) async throws -> CallBackAnswer
        ) async throws {
            let settings = try file.load()
            let terms = try settings.callBackTerms(file)
            let store = try await openStore(settings)
            guard let call = try await store.callBack(number) else { throw CallBacksCommand.absent(number) }
            let answer = try await change(store, call, terms, try person.person())
            try CallBacksCommand.show(answer, output, terms.calendar(of: call).zone, done)
        }
    }

    struct Move: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Move a call to another slot; the customer is told.")
        @OptionGroup var subject: Subject
        @Option(help: ArgumentHelp("When: the beginning of a slot.", valueName: "time")) var to: String

        func run() async throws {
            try await subject.run { _ in
                "moved"
            } _: { store, call, terms, who in
                let start = try AskedTime(to, option: "--to", in: terms.calendar(of: call).zone).moment
                return try await store.move(
                    callBack: call.id, version: call.version, to: start, terms: terms, by: who, now: .wallClock)
            }
        }
    }

    struct Cancel: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Cancel a call; the customer is told.")
        @OptionGroup var subject: Subject
        @OptionGroup var note: QueueCommand.NoteOption

        func run() async throws {
            try await subject.run { _ in
                "cancelled"
            } _: { store, call, terms, who in
                try await store.cancel(
                    callBack: call.id, version: call.version, terms: terms, by: who, note: note.note, now: .wallClock)
            }
        }
    }

    struct Kept: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Write down that the customer was reached.")
        @OptionGroup var subject: Subject
        @OptionGroup var note: QueueCommand.NoteOption

        func run() async throws {
            try await subject.run { _ in
                "kept"
            } _: { store, call, terms, who in
                try await store.mark(
                    callBack: call.id, .kept, terms: terms, by: who, note: note.note, now: .wallClock)
            }
        }
    }

    struct NoReply: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "no-reply",
            abstract: "Write down that the customer did not answer: they are rung again as configured, or told.")
        @OptionGroup var subject: Subject
        @OptionGroup var note: QueueCommand.NoteOption

        func run() async throws {
            try await subject.run { call in
                call.due.map { "rung again at \($0.rfc3339)" } ?? "rung as often as is agreed; the customer is told"
            } _: { store, call, terms, who in
                try await store.mark(
                    callBack: call.id, .noReply, terms: terms, by: who, note: note.note, now: .wallClock)
            }
        }
    }

    /// - Throws: what the person should do instead, where it was not done.
    static func show(
        _ answer: CallBackAnswer, _ output: JSONFlag, _ zone: TimeZoneTable, _ done: (CallBack) -> String
    ) throws {
        switch answer {
        case .done(let call):
            if output.json {
                Output.standard.line(call.json)
            } else {
                Output.standard.line(
                    "\(done(call)): \(HoursWords.clock(call.start, zone)), \(call.maskedNumber), \(call.state.rawValue)"
                )
            }
        case .refused(let state, let instead):
            let times = instead.map { HoursWords.clock($0, zone) }.joined(separator: "; ")
            let why =
                switch state {
                case .free, .taken: "no seat is left in that slot"
                case .closed: "no slot begins then"
                case .tooSoon: "that is too soon: `callbacks.lead` is to pass before a call"
                case .tooFar: "that is farther ahead than `callbacks.horizon`"
                case .past: "that is over"
                }
            throw CommandFailure(
                state == .taken ? .tryAgain : .badData, why,
                remedy: times.isEmpty ? "nothing is free; see `earshot callbacks slots`" : "free near it: \(times)")
        case .changed(let call):
            throw CommandFailure(
                .tryAgain, "call \(call.id) was changed by somebody else just now",
                remedy: "`earshot callbacks show \(call.id)`")
        case .over(let call):
            throw CommandFailure(
                .badData, "call \(call.id) \(call.whyNot)",
                remedy: "book another: `earshot callbacks book`")
        case .noSuchCallBack:
            throw CommandFailure(.badData, "there is no such call", remedy: "`earshot callbacks list`")
        }
    }
}
