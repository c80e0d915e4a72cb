import ArgumentParser
import Letters
import Storage
import Triage

struct CallBacksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "callbacks",
        abstract: "Look at calls that are agreed with customers: what is free, what is booked, how they went.",
        discussion: "Times are in the calendar's zone, with --json in UTC.",
        subcommands: [
            Slots.self, List.self, Show.self, Book.self, Move.self, Cancel.self, Kept.self, NoReply.self,
        ], defaultSubcommand: List.self)

    struct Slots: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List slots, and the seats left in each.")

        @OptionGroup var file: ConfigurationOption
        @OptionGroup var output: JSONFlag
        @OptionGroup var limit: LimitOption
        @Option(help: ArgumentHelp("From then on, and not from now.", valueName: "time")) var from: String?
        @Option(help: ArgumentHelp("Until then.", valueName: "time")) var until: String?
        @Flag(help: "Only those with a seat left.") var free = false
        @Option(help: ArgumentHelp("By the calendar that answers for this source.", valueName: "name"))
        var source: String?
        @Option(help: ArgumentHelp("By the calendar that answers for this language.", valueName: "tag"))
        var language: String?

        func run() async throws {
            let settings = try file.load()
            let terms = try settings.callBackTerms(file)
            let calendar = terms.calendar(source: source.map { SourceName($0) }, language: language ?? "")
            let start = try AskedTime(from, option: "--from", in: calendar.zone).moment
            let end = try until.map { try AskedTime($0, option: "--until", in: calendar.zone).moment }
            let slots = try await openStore(settings).slots(terms.plan, calendar: calendar, now: .wallClock)
            let found = slots.all(from: start, until: end ?? .distantFuture, count: limit.limit)
                .filter { !free || $0.free > 0 }
            if output.json {
                for slot in found { Output.standard.line(Self.json(slot.start, terms.plan, slot.free)) }
                return
            }
            guard !found.isEmpty else {
                Output.standard.line("There is no slot\(free ? " with a seat left" : "").")
                return
            }
            var table = Table([("START", .left), ("FREE", .right)])
            for slot in found { table.add([HoursWords.clock(slot.start, calendar.zone), "\(slot.free)"]) }
            table.print(to: .standard) { _ in .none }
        }

        static func json(_ start: Moment, _ plan: CallBackPlan, _ free: Int) -> JSON {
            .object([("start", start.json), ("end", (start + plan.slot).json), ("free", .integer(free))])
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List agreed calls, by time.")

        @OptionGroup var file: ConfigurationOption
        @OptionGroup var output: JSONFlag
        @OptionGroup var limit: LimitOption
        @Option(help: ArgumentHelp("From then on, and not from yesterday on.", valueName: "time")) var from: String?
        @Option(help: ArgumentHelp("Until then.", valueName: "time")) var until: String?
        @Option(
            help: ArgumentHelp(
                "Only those in this state: booked, ringing, kept, missed, cancelled.", valueName: "state"))
        var state: [String] = []
        @Flag(help: "Show numbers whole.") var reveal = false

        func validate() throws {
            for word in state where CallBack.State(rawValue: word) == nil {
                throw ValidationError("--state is booked, ringing, kept, missed or cancelled")
            }
        }

        func run() async throws {
            let settings = try file.load()
            let zone = settings.hours?.standard.zone ?? .utc
            let start =
                try from.map { try AskedTime($0, option: "--from", in: zone).moment } ?? .wallClock - .seconds(86_400)
            let end = try until.map { try AskedTime($0, option: "--until", in: zone).moment }
            let states = state.compactMap { CallBack.State(rawValue: $0) }
            let calls = try await openStore(settings).callBacks(
                from: start, until: end ?? .distantFuture, states: states.isEmpty ? CallBack.State.allCases : states,
                limit: limit.limit)
            let terms = settings.callBackTerms
            func isOutside(_ call: CallBack) -> Bool { terms?.isOutsideHours(call) ?? false }
            if output.json {
                for call in calls {
                    Output.standard.line(.object(call.pairs + [("outsideHours", .bool(isOutside(call)))]))
                }
                return
            }
            guard !calls.isEmpty else {
                Output.standard.line("There is no agreed call.")
                return
            }
            var table = Table([
                ("CALL", .right), ("STATE", .left), ("START", .left), ("NUMBER", .left), ("TRIES", .right),
                ("CASE", .right), ("NOTE", .left), ("ABOUT", .left),
            ])
            for call in calls {
                table.add([
                    "\(call.id)", call.state.rawValue, HoursWords.clock(call.start, zone),
                    reveal ? call.number : call.maskedNumber, "\(call.attempts)",
                    call.hotCase.map { "\($0.rawValue)" } ?? "–",
                    [call.again.map { "again \(HoursWords.clock($0, zone))" }, isOutside(call) ? "outside hours" : nil]
                        .compactMap(\.self).joined(separator: ", "), call.topic,
                ])
            }
            table.print(to: .standard) { calls[$0].state == .missed || isOutside(calls[$0]) ? .alarm : .none }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show one call, and everything that happened to it.")

        @Argument(help: "The number of the call.") var number: Int64
        @OptionGroup var file: ConfigurationOption
        @OptionGroup var output: JSONFlag
        @Flag(help: "Show the telephone number whole.") var reveal = false

        func run() async throws {
            let settings = try file.load()
            let store = try await openStore(settings)
            guard let call = try await store.callBack(number) else { throw CallBacksCommand.absent(number) }
            let story = try await store.history(of: number)
            if output.json {
                Output.standard.line(
                    .object(
                        call.pairs + [
                            (
                                "history",
                                .list(
                                    story.map {
                                        .object([
                                            ("at", $0.at.json), ("who", .text($0.who)), ("what", .text($0.what)),
                                            ("note", .text($0.note)),
                                        ])
                                    })
                            )
                        ]))
                return
            }
            let zone = settings.hours?.standard.zone ?? .utc
            let out = Output.standard
            out.line(
                out.bold("Call \(call.id), \(call.state.rawValue): \(HoursWords.clock(call.start, zone)) \(zone.name)"))
            out.line("  number \(reveal ? Shown.line(call.number) : call.maskedNumber), attempts \(call.attempts)")
            if !call.topic.isEmpty { out.line("  about \(Shown.line(call.topic))") }
            if let id = call.customer { out.line("  customer \(Shown.line(id.rawValue))") }
            if let id = call.hotCase { out.line("  case \(id.rawValue)") }
            if let again = call.again { out.line("  to be rung again \(HoursWords.clock(again, zone))") }
            if settings.callBackTerms?.isOutsideHours(call) == true {
                out.line("  outside the hours as they are now: nobody may be there")
            }
            out.line("  waiting since \(HoursWords.clock(call.waitedSince, zone))")
            for event in story {
                let note = event.note.isEmpty ? "" : ": \(Shown.line(StoryTimes.local(event.note, zone)))"
                out.line("  \(HoursWords.clock(event.at, zone)) \(event.what), by \(Shown.line(event.who))\(note)")
            }
        }
    }

    static func absent(_ number: Int64) -> CommandFailure {
        CommandFailure(.badData, "there is no call \(number)", remedy: "`earshot callbacks list`")
    }
}

extension CallBack {
    var pairs: [(String, JSON)] {
        [
            ("callback", .integer(id)), ("state", .text(state.rawValue)), ("start", start.json),
            ("number", .text(number)), ("customer", .text(customer?.rawValue)),
            ("case", hotCase.map { .integer($0.rawValue) } ?? .null), ("end", end.json), ("team", .text(team)),
            ("source", .text(source.rawValue)), ("language", .text(language)), ("zone", .text(zone)),
            ("attempts", .integer(attempts)), ("due", due?.json ?? .null), ("waitedSince", waitedSince.json),
            ("topic", .text(topic)), ("version", .integer(version)),
        ]
    }
}

extension Configuration {
    /// What calls are agreed and rung by; nil: none are offered.
    var callBackTerms: CallBackTerms? {
        guard let callBacks, let hours else { return nil }
        return CallBackTerms(
            plan: callBacks, hours: hours, onCall: onCall, ticketDomain: acd?.ticketDomain, heat: hotHeat,
            manners: manners)
    }

    func callBackTerms(_ file: ConfigurationOption) throws -> CallBackTerms {
        if let callBackTerms { return callBackTerms }
        throw CommandFailure(
            .badConfiguration, "\(Shown.line(file.config)) has no `callbacks`",
            remedy: "add `callbacks: { slot: 15m, per-slot: 2 }`")
    }
}
