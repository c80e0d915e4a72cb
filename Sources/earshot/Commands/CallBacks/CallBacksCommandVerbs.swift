import ArgumentParser
import Foundation
import Letters
import Storage
import Triage

extension CallBacksCommand {
    struct Book: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Agree on a call for a customer, who is told where they wrote last.",
            discussion: """
                Numbers without their country's code are those of `callbacks.region`. Premium lines, short codes and \
                emergency numbers are not rung. Where the customer cannot be told, since they have not written lately \
                or do not want to be written to, the command says so: then you do.
                """)

        @OptionGroup var file: ConfigurationOption
        @OptionGroup var output: JSONFlag
        @OptionGroup var person: PersonOption
        @OptionGroup var telling: Telling
        @Option(help: ArgumentHelp("When: the beginning of a slot.", valueName: "time")) var start: String
        @Option(help: ArgumentHelp("The telephone number to ring.", valueName: "number"))
        var number: String?
        @Flag(help: "The number is right, although this host's tables do not know it.") var anyway = false
        @Option(help: ArgumentHelp("Of the CRM; their number is taken where none is given.", valueName: "id"))
        var customer: String?
        @Option(help: ArgumentHelp("What it is about.", valueName: "text")) var topic = ""
        @Option(
            help: ArgumentHelp("In which the customer is spoken to: one that there are words for.", valueName: "tag"))
        var language: String?

        func validate() throws {
            if number == nil, customer == nil {
                throw ValidationError("say whom to ring: --number +442079460123, or --customer of the CRM")
            }
            try QueueCommand.NoteOption.check(topic, "--topic")
        }

        func run() async throws {
            let settings = try file.load()
            let terms = try settings.callBackTerms(file)
            let wanted = try language.map { try Self.language($0, settings) }
            let store = try await openStore(settings)
            let who = try await person.person(settings, store)
            var known: Customer?
            if let customer {
                known = try await store.customer(CustomerID(rawValue: customer))
                if known == nil {
                    throw CommandFailure(
                        .badData, "there is no customer `\(Shown.line(customer, columns: 60))`",
                        remedy: "leave --customer out and give --number, or `earshot crm import` them")
                }
            }
            let dialled = try DialledNumber(isSure: anyway, plan: terms.plan).read(number, of: known)
            let language = wanted ?? Self.spoken(known?.language ?? "", settings)
            let calendar = terms.calendar(source: nil, language: language)
            let asked = try AskedTime(start, option: "--start", in: calendar.zone)
            let now = Moment.wallClock
            let call = CallBack(
                start: asked.moment, end: asked.moment, number: dialled, customer: known?.id,
                handle: known?.handles.first ?? Handle(channel: .sms, normalised: dialled), source: "",
                language: language, zone: calendar.zone.name, uid: UUID().uuidString,
                waitedSince: now, topic: topic)
            let answer = try await store.book(
                call, terms: terms, by: who, isQuiet: telling.quiet, now: now)
            let news = try await telling.news(answer, settings, store, now: now)
            try CallBacksCommand.show(answer, output, calendar.zone, news) { call, _ in "booked as call \(call.id)" }
        }

        /// - Throws: where there are no words in it, so that a slip is not found out by the customer.
        private static func language(_ text: String, _ settings: Configuration) throws -> String {
            let tag = text.lowercased().replacing("_", with: "-")
            let words = ReplyFolder.read(settings.rules).book.languages
            if words.contains(primary(tag)) || words.isEmpty && isTag(tag) { return tag }
            throw CommandFailure(
                .usage, "--language: there are no words in `\(Shown.line(text, columns: 40))`",
                remedy: words.isEmpty
                    ? "write two letters: en, es, de"
                    : "one of \(words.joined(separator: ", ")); or leave it out")
        }

        /// The CRM's, where there are words in it.
        private static func spoken(_ tag: String, _ settings: Configuration) -> String {
            let words = ReplyFolder.read(settings.rules).book
            let usual = settings.spoken(words).first ?? "en"
            return words.languages.isEmpty
                ? (tag.isEmpty ? usual : tag) : words.languages.contains(primary(tag)) ? tag : usual
        }

        private static func primary(_ tag: String) -> String { String(tag.prefix { $0 != "-" }) }

        private static func isTag(_ tag: String) -> Bool {
            (2...3).contains(primary(tag).utf8.count) && tag.utf8.count <= 35
                && tag.utf8.allSatisfy { (97...122).contains($0) || $0 == 45 }
        }
    }

    /// A call by its number.
    struct Subject: ParsableArguments {
        @Argument(help: "The number of the call.") var number: Int64
        @OptionGroup var file: ConfigurationOption
        @OptionGroup var output: JSONFlag
        @OptionGroup var person: PersonOption

        func run(
            telling: Telling? = nil, _ done: (CallBack, TimeZoneTable) -> String,
            _ change: (Store, CallBack, CallBackTerms, String) async throws -> CallBackAnswer
        ) async throws {
            let settings = try file.load()
            // What was agreed stands, whether calls are offered any longer or not.
            let terms = settings.callBackTerms ?? settings.termsOfAnyCall(perSlot: CallBackPlan().perSlot)
            let store = try await openStore(settings)
            guard let call = try await store.callBack(number) else { throw CallBacksCommand.absent(number) }
            let who = try await person.person(settings, store)
            let answer = try await change(store, call, terms, who)
            let zone = terms.calendar(of: call).zone
            // What was so already is said to be so, and nobody is told of it again.
            if case .done(let after) = answer, after.version == call.version {
                return CallBacksCommand.showUnchanged(after, output, zone)
            }
            let news = try await telling?.news(answer, settings, store, now: .wallClock)
            try CallBacksCommand.show(answer, output, zone, news, done)
        }
    }

    struct Move: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Move a call to another slot; the customer is told where they wrote.")
        @OptionGroup var subject: Subject
        @OptionGroup var telling: Telling
        @Option(help: ArgumentHelp("When: the beginning of a slot.", valueName: "time")) var to: String

        func run() async throws {
            try await subject.run(telling: telling) { _, _ in
                "moved"
            } _: { store, call, terms, who in
                let start = try AskedTime(to, option: "--to", in: terms.calendar(of: call).zone).moment
                return try await store.move(
                    callBack: call.id, version: call.version, to: start, terms: terms, by: who,
                    isQuiet: telling.quiet, now: .wallClock)
            }
        }
    }

    struct Cancel: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Cancel a call; the customer is told where they wrote.")
        @OptionGroup var subject: Subject
        @OptionGroup var telling: Telling
        @OptionGroup var note: QueueCommand.NoteOption

        func run() async throws {
            try await subject.run(telling: telling) { _, _ in
                "cancelled"
            } _: { store, call, terms, who in
                try await store.cancel(
                    callBack: call.id, version: call.version, terms: terms, by: who, note: note.note,
                    isQuiet: telling.quiet, now: .wallClock)
            }
        }
    }

    struct Kept: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Write down that the customer was reached.")
        @OptionGroup var subject: Subject
        @OptionGroup var note: QueueCommand.NoteOption

        func run() async throws {
            try await subject.run { _, _ in
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
            try await subject.run { call, zone in
                call.due.map { "rung again at \(HoursWords.clock($0, zone))" }
                    ?? "rung as often as is agreed; the customer is told"
            } _: { store, call, terms, who in
                try await store.mark(
                    callBack: call.id, .noReply, terms: terms, by: who, note: note.note, now: .wallClock)
            }
        }
    }

    static func showUnchanged(_ call: CallBack, _ output: JSONFlag, _ zone: TimeZoneTable) {
        if output.json { return Output.standard.line(.object(call.pairs + [("changed", .bool(false))])) }
        let again = call.again.map { ", to be rung again at \(HoursWords.clock($0, zone))" } ?? ""
        Output.standard.line(
            "Nothing was changed: call \(call.id) is \(call.state.rawValue) already, for "
                + "\(HoursWords.clock(call.start, zone))\(again).")
    }

    /// - Throws: what the person should do instead, where it was not done.
    static func show(
        _ answer: CallBackAnswer, _ output: JSONFlag, _ zone: TimeZoneTable, _ news: Telling.News? = nil,
        _ done: (CallBack, TimeZoneTable) -> String
    ) throws {
        switch answer {
        case .done(let call):
            if output.json {
                Output.standard.line(.object(call.pairs + [("changed", .bool(true))] + (news?.pairs ?? [])))
            } else {
                Output.standard.line(
                    "\(done(call, zone)): \(HoursWords.clock(call.start, zone)), \(call.maskedNumber), \(call.state.rawValue)"
                )
                if let news { Output.standard.line(news.words) }
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
                remedy: call.state.stands
                    ? "wait until \(HoursWords.clock(call.start, zone)), or move it there: `earshot callbacks move`"
                    : "book another: `earshot callbacks book`")
        case .noSuchCallBack:
            throw CommandFailure(.badData, "there is no such call", remedy: "`earshot callbacks list`")
        }
    }
}
