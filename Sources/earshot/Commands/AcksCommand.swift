import ArgumentParser
import Storage
import Triage

struct AcksCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "acks", abstract: "Look at what went to customers by itself, and why nothing did.",
        subcommands: [List.self, Show.self, AcksPreview.self, Stopped.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List each answer and each silence with its reason, the newest first.",
            discussion: "An answer is waiting, sent, preview, withdrawn, failed or unknown; a silence is a message "
                + "that nothing was said to, with the reason.")

        @OptionGroup var file: ConfigurationOption
        @OptionGroup var output: JSONFlag
        @OptionGroup var limit: LimitOption
        @Option(help: ArgumentHelp("How far back: 2h, 7d.", valueName: "span"))
        var since = "1d"
        @Flag(help: "Answers alone.") var answers = false

        func validate() throws {
            guard Duration(words: since) != nil else {
                throw ValidationError("--since is a time span such as 2h or 7d, and this is \(since)")
            }
        }

        func run() async throws {
            let store = try await openStore(file.load())
            let now = Moment.wallClock
            let from = now - (Duration(words: since) ?? .seconds(86_400))
            let said = try await store.answers(limit: limit.limit, since: from)
            let unsaid = answers ? [] : try await store.silences(since: from, limit: limit.limit)
            var lines = said.map { AckLine.answer($0) } + unsaid.map { AckLine.silence($0) }
            lines.sort { ($0.at, $0.order) > ($1.at, $1.order) }
            lines = Array(lines.prefix(limit.limit))
            if output.json {
                for line in lines { Output.standard.line(line.json) }
                return
            }
            guard !lines.isEmpty else {
                Output.standard.line("Nothing was said and nobody was kept waiting since then.")
                return
            }
            var table = Table([
                ("ANSWER", .right), ("MESSAGE", .right), ("WHEN", .left), ("SOURCE", .left), ("TO", .left),
                ("WHAT", .left), ("STATE", .left), ("WHY", .left),
            ])
            for line in lines { table.add(line.cells(now: now)) }
            table.print(to: .standard) { lines[$0].isAlarming ? .alarm : .none }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show one answer whole: its words, to whom, and what became of it.")

        @Argument(help: "The number of the answer, as `acks list` has it.") var number: Int64
        @OptionGroup var file: ConfigurationOption
        @OptionGroup var output: JSONFlag

        func run() async throws {
            guard let answer = try await openStore(file.load()).answer(number) else {
                throw CommandFailure(.badData, "there is no answer \(number)", remedy: "`earshot acks list`")
            }
            if output.json {
                Output.standard.line(answer.json)
                return
            }
            let out = Output.standard
            out.line(
                out.bold("Answer \(answer.id), \(answer.state.rawValue): \(answer.draft.kind.rawValue)")
                    + " in \(Shown.line(answer.draft.language)) to \(Shown.line(answer.handle.description)) by "
                    + Shown.line(answer.source.rawValue))
            let sent = answer.sentAt.map { ", sent \($0.rfc3339)" } ?? ""
            out.line("  decided \(answer.createdAt.rfc3339)\(sent), \(Shown.line(answer.draft.because))")
            if !answer.reason.isEmpty { out.line("  why \(Shown.line(answer.reason))") }
            if let id = answer.message { out.line("  answers message \(id.rawValue)") }
            if let id = answer.hotCase { out.line("  case \(id.rawValue)") }
            if let id = answer.callBack { out.line("  call \(id)") }
            if let id = answer.errand { out.line("  errand \(id.rawValue)") }
            if !answer.subject.isEmpty { out.line("  Subject: \(Shown.line(answer.subject))") }
            guard !answer.text.isEmpty else {
                out.line("  It was not put into words.")
                return
            }
            out.line("")
            for line in answer.text.split(separator: "\n", omittingEmptySubsequences: false) {
                out.line("  \(Shown.line(String(line)))")
            }
        }
    }

    struct Stopped: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List who does not want to be written to, and note it or take it back by hand.",
            discussion: "A telephone number holds for every channel of the customer who has it.")

        @OptionGroup var file: ConfigurationOption
        @OptionGroup var output: JSONFlag
        @OptionGroup var limit: LimitOption
        @Option(help: ArgumentHelp("Nobody writes to it by itself any more.", valueName: "handle"))
        var add: String?
        @Option(help: ArgumentHelp("It may be written to again.", valueName: "handle"))
        var remove: String?
        @Option(help: ArgumentHelp("Why, for whoever reads the list later; --add needs it.", valueName: "words"))
        var reason: String?
        @Flag(help: "Those who took it back too.") var all = false

        func validate() throws {
            if add != nil, remove != nil { throw ValidationError("--add and --remove contradict each other") }
            if add != nil, (reason ?? "").allSatisfy(\.isWhitespace) {
                throw ValidationError("--add needs --reason, since somebody will ask later")
            }
        }

        func run() async throws {
            let settings = try file.load()
            let store = try await openStore(settings)
            let now = Moment.wallClock
            if let add {
                let handle = try Self.handle(add, settings.numbers)
                let isNew = try await store.setOptOut(handle, why: String((reason ?? "").prefix(200)), now: now)
                if output.json {
                    if let optOut = try await store.optOut(of: handle) { Output.standard.line(optOut.json) }
                } else {
                    let who = Shown.line(handle.description)
                    Output.standard.line(
                        isNew ? "Nobody writes to \(who) by itself any more." : "\(who) was noted already.")
                }
                return
            }
            if let remove {
                let handle = try Self.handle(remove, settings.numbers, isForGood: false)
                // One that was noted before the country was known stands as it was written.
                let isCleared = try await store.clearOptOut(handle, now: now)
                let plain = Handle(written: remove, numbers: NumberReader(region: nil)) ?? handle
                let isOldCleared = try await plain == handle ? false : store.clearOptOut(plain, now: now)
                guard isCleared || isOldCleared else {
                    throw CommandFailure(.badData, "\(Shown.line(handle.description)) had not opted out")
                }
                if !output.json { Output.standard.line("\(Shown.line(handle.description)) may be written to again.") }
                return
            }
            let stopped = try await store.optOuts(limit: limit.limit, all: all)
            if output.json {
                for optOut in stopped { Output.standard.line(optOut.json) }
                return
            }
            guard !stopped.isEmpty else {
                Output.standard.line("Nobody has opted out.")
                return
            }
            var table = Table([("WHO", .left), ("SINCE", .left), ("HOW", .left), ("UNTIL", .left), ("WORDS", .left)])
            for optOut in stopped {
                let how = optOut.message == nil ? "by hand" : optOut.isFreeForm ? "own words" : "agreed word"
                table.add([
                    optOut.handle.description, optOut.at.minute, how, optOut.until?.minute ?? "–", optOut.words,
                ])
            }
            table.print(to: .standard)
        }

        /// - Parameter isForGood: it is noted, and must be the handle that they will write under.
        private static func handle(_ text: String, _ numbers: NumberReader, isForGood: Bool = true) throws -> Handle {
            if let handle = Handle(written: text, numbers: numbers) {
                guard isForGood, numbers.isHomeless(handle) else { return handle }
                throw CommandFailure(
                    .usage, "\(Shown.line(text)) has no country's code, and would hold for nobody who writes with one",
                    remedy: "write it with + and the country's code"
                        + (numbers.region == nil ? ", or add `region` to the configuration" : ""))
            }
            throw CommandFailure(
                .usage,
                "\(Shown.line(text)) is no handle: write the channel, a colon and the address, as in sms:+12025550100")
        }
    }
}

/// A line of `acks list`: something that was said, or a reason why nothing was.
private enum AckLine {
    case answer(StoredAnswer)
    case silence(StoredSilence)

    var at: Moment {
        switch self {
        case .answer(let answer): answer.createdAt
        case .silence(let silence): silence.heardAt
        }
    }

    var order: Int64 {
        switch self {
        case .answer(let answer): answer.message?.rawValue ?? answer.id
        case .silence(let silence): silence.message.rawValue
        }
    }

    var isAlarming: Bool {
        switch self {
        case .answer(let answer): answer.state == .failed || answer.state == .unknown
        case .silence: false
        }
    }

    func cells(now: Moment) -> [String] {
        switch self {
        case .answer(let answer):
            [
                "\(answer.id)", answer.message.map { "\($0.rawValue)" } ?? "–", at.ago(at: now),
                answer.source.rawValue, answer.handle.description, answer.draft.kind.rawValue,
                answer.state.rawValue, answer.reason.isEmpty ? answer.draft.because : answer.reason,
            ]
        case .silence(let silence):
            [
                "–", "\(silence.message.rawValue)", at.ago(at: now), silence.source.rawValue,
                silence.handle.description, "–", "silent",
                silence.silence.written,
            ]
        }
    }

    var json: JSON {
        switch self {
        case .answer(let answer): answer.json
        case .silence(let silence):
            .object([
                ("answer", .null), ("state", .text("silent")), ("kind", .null),
                ("message", .integer(silence.message.rawValue)),
                ("conversation", silence.conversation.map { .integer($0.rawValue) } ?? .null),
                ("source", .text(silence.source.rawValue)), ("handle", .text(silence.handle.description)),
                ("at", silence.heardAt.json), ("code", .text(silence.silence.code.rawValue)),
                ("reason", .text(silence.silence.detail)),
            ])
        }
    }
}

extension StoredAnswer {
    var json: JSON {
        .object([
            ("answer", .integer(id)), ("state", .text(state.rawValue)), ("kind", .text(draft.kind.rawValue)),
            ("message", message.map { .integer($0.rawValue) } ?? .null),
            ("conversation", conversation.map { .integer($0.rawValue) } ?? .null),
            ("source", .text(source.rawValue)), ("handle", .text(handle.description)), ("at", createdAt.json),
            ("sentAt", sentAt?.json ?? .null), ("language", .text(draft.language)),
            ("because", .text(draft.because)), ("reason", .text(reason)), ("subject", .text(subject)),
            ("text", .text(text)), ("receipt", .text(receipt)),
            ("errand", errand.map { .integer($0.rawValue) } ?? .null),
            ("case", hotCase.map { .integer($0.rawValue) } ?? .null),
            ("callback", callBack.map { .integer($0) } ?? .null),
        ])
    }
}

extension StoredOptOut {
    var json: JSON {
        .object([
            ("handle", .text(handle.description)), ("at", at.json), ("words", .text(words)),
            ("message", message.map { .integer($0.rawValue) } ?? .null), ("freeForm", .bool(isFreeForm)),
            ("until", until?.json ?? .null),
        ])
    }
}
