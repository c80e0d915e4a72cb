import ArgumentParser
import Foundation
import Letters
import Storage
import Triage

/// What a customer would be told, without telling anybody: as it would be for a first message of a stranger, or for
/// one that was heard.
struct AcksPreview: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview", abstract: "Show what a message would be answered by itself, or why nothing would.",
        discussion: """
            The message is judged by your rules and put before the gate as if nothing had been said to its author \
            before; `mode` does not matter. Nothing is sent or stored. The words come from replies/ in the rules \
            folder.
            """)

    @OptionGroup var file: ConfigurationOption
    @OptionGroup var output: JSONFlag
    @Option(help: ArgumentHelp("The words of the message; - reads them from the standard input.", valueName: "text"))
    var message: String?
    @Option(help: ArgumentHelp("A message that was heard, by its number.", valueName: "number"))
    var heard: Int64?
    @Option(help: ArgumentHelp("Where it is written; the first that is answered when left out.", valueName: "source"))
    var source: String?
    @Option(
        help: ArgumentHelp("When it is written, such as 2026-11-22T23:10:00Z; now when left out.", valueName: "time"))
    var at: String?
    @Option(help: ArgumentHelp("Who wrote it: an address of the source's channel.", valueName: "address"))
    var from: String?
    @Flag(help: "Strangers can read it: a public post.") var `public` = false
    @Flag(help: "A machine wrote it.") var automatic = false

    func validate() throws {
        if (message == nil) == (heard == nil) {
            throw ValidationError("give --message and the words between quotes, or --heard and its number")
        }
        if let at, Moment(rfc3339: at) == nil { throw ValidationError("--at is a time such as 2026-11-22T23:10:00Z") }
    }

    func run() async throws {
        let configuration = try file.load()
        let rules = try LoadedRules.required(configuration.rules, for: configuration)
        let replies = ReplyFolder.read(configuration.rules)
        if replies.hasErrors {
            ComplaintPrinter(output: .complaints).print(replies.complaints.filter { $0.weight == .error })
            throw CommandFailure(.faultFound)
        }
        let stored = try await stored(configuration)
        let place = try place(configuration, of: stored?.message.source)
        let now = at.flatMap(Moment.init(rfc3339:)) ?? .wallClock
        let (message, customer) = try subject(stored, place, now: now)
        var policy = configuration.policy(startedAt: [:])
        // As if answers were on, and here: that is what is asked.
        var manners = configuration.manners ?? Manners(mode: .on, sources: [])
        manners.mode = .on
        manners.sources.insert(message.source)
        manners.languages = configuration.spoken(replies.book)
        // A preview is of words, not of whom they were addressed to.
        manners.ownAddresses[message.source] = heard == nil ? [] : manners.ownAddresses[message.source]
        policy.manners = manners
        policy.since = [:]
        let decider = Decider(policy: policy, rules: rules, tables: .ofThisHost())
        var memory = Memory(customer: customer)
        memory.correspondence = Correspondence()
        let evidence = rules.judge(message)
        let decision = decider.answer(
            decider.decide(message, evidence, memory, now: now), message, memory, now: now)
        let link = configuration.linkToShow
        try show(decision, message, place, replies.book, policy, link: link, now: now)
    }

    private func stored(_ configuration: Configuration) async throws -> StoredMessage? {
        guard let heard else { return nil }
        let store = try await openStore(configuration)
        guard let stored = try await store.storedMessage(MessageID(rawValue: heard)) else {
            throw CommandFailure(.badData, "there is no message \(heard)")
        }
        return stored
    }

    /// - Parameter heard: where the message was heard, which is where it is answered.
    private func place(_ configuration: Configuration, of heard: SourceName?) throws -> SourceConfiguration {
        let sources = configuration.sources
        if source == nil, let heard {
            if let found = sources.first(where: { $0.name == heard }) { return found }
            throw CommandFailure(
                .badData,
                "message \(self.heard ?? 0) was heard on \(Shown.line(heard.rawValue)), which is no source any more",
                remedy: "say where it would be answered: --source NAME")
        }
        if let source {
            if let found = sources.first(where: { $0.name.rawValue == source }) { return found }
            let near = NearestName.of(source, among: sources.map(\.name.rawValue))
            throw CommandFailure(
                .badData, "there is no source \(Shown.line(source))",
                remedy: near.map { "did you mean \($0)?" } ?? "the configuration names them")
        }
        let answered = configuration.manners?.sources ?? []
        guard
            let found = sources.first(where: { answered.contains($0.name) })
                ?? sources.first(where: { $0.channel != .feed })
        else {
            throw CommandFailure(
                .badConfiguration, "no source of the configuration can be answered",
                remedy: "a feed has no way back; add a mailbox, a text line or a Mastodon server")
        }
        return found
    }

    private func subject(
        _ stored: StoredMessage?, _ place: SourceConfiguration, now: Moment
    ) throws -> (Message, Customer?) {
        if let stored {
            var message = stored.message
            if at == nil { message.time = now }
            return (message, stored.customer)
        }
        var words = message ?? ""
        if words == "-" {
            words = String(decoding: try BoundedFile.read("/dev/stdin", limit: Message.textLimit), as: UTF8.self)
        }
        let usual =
            switch place.channel {
            case .sms: "+12025550147"
            case .email: "customer@mail.example"
            case .mastodon, .feed: "customer@social.example"
            }
        guard let handle = Handle(place.channel, from ?? usual) else {
            throw CommandFailure(
                .usage, "--from \(Shown.line(from ?? "")) is no address on \(place.channel.rawValue)",
                remedy: "write it like \(usual)")
        }
        return (
            Message(
                identity: "preview", source: place.name, channel: place.channel,
                author: .init(handle: handle, isAutomatic: automatic), text: words, time: now,
                visibility: `public` ? .open : .direct), nil
        )
    }

    private func show(
        _ decision: Decision, _ message: Message, _ place: SourceConfiguration, _ book: ReplyBook, _ policy: Policy,
        link linkLike: String?, now: Moment
    ) throws {
        let verdict = decision.verdict
        var line: [(String, JSON)] = [
            ("source", .text(place.name.rawValue)), ("hot", .bool(verdict?.isHot ?? false)),
            ("heat", .integer(verdict?.heat ?? 0)),
        ]
        switch decision.answering {
        case .notAsked:
            line.append(("silence", .text("off")))
            finish(line, ["It would not be answered: nobody is answered on \(place.name)."])
        case .silence(let silence):
            line += [("silence", .text(silence.code.rawValue)), ("why", .text(silence.written))]
            finish(line, ["It would not be answered: \(Shown.line(silence.written))."])
        case .answer(let draft):
            let isPublic = message.channel == .mastodon && (draft.visibility == .open || draft.visibility == .unlisted)
            let zone = Decider.Tables.ofThisHost().zone(draft.facts.zone) ?? .utc
            func written(link: String?) throws -> ReplyLetter {
                try book.write(
                    draft, form: .usual(message.channel, isPublic: isPublic), brand: policy.brand,
                    contact: policy.manners?.contact ?? "", zone: zone, link: link,
                    fallback: policy.manners?.languages ?? [], now: now)
            }
            let letter: ReplyLetter
            // An offer carries the link of its own talk, which there is none of yet: one of the same length stands for it.
            let link =
                !isPublic && (!draft.facts.slots.isEmpty || draft.facts.callBack != nil) ? linkLike : nil
            do {
                letter = try written(link: link)
            } catch let failure as ReplyFailure {
                throw CommandFailure(
                    .faultFound, failure.description, remedy: "write it in replies/ of the rules folder")
            }
            line += [
                ("kind", .text(draft.kind.rawValue)), ("language", .text(letter.language)),
                ("because", .text(draft.because)), ("subject", .text(letter.subject)), ("text", .text(letter.text)),
            ]
            var shown = [
                "\(draft.kind.rawValue) in \(letter.language) on \(place.name), \(Shown.line(draft.because)):", "",
            ]
            if message.channel == .email, !letter.subject.isEmpty { shown.append("  Subject: \(letter.subject)") }
            shown += letter.text.split(separator: "\n", omittingEmptySubsequences: false).map {
                "  \(Shown.line(String($0)))"
            }
            if message.channel == .sms {
                let count = SegmentCount(letter.text)
                let linked = (try? written(link: ReplyCosts.usualLink)).map { SegmentCount($0.text).segments }
                line += [("texts", .integer(count.segments)), ("textsWithLink", linked.map { .integer($0) } ?? .null)]
                let more = linked.map { $0 == count.segments ? "" : ", \($0) with a link" } ?? ""
                shown += ["", RulesCheck.amount(count.segments, "text message") + more + ", \(count.units) characters"]
            }
            finish(line, shown)
        }
    }

    private func finish(_ facts: [(String, JSON)], _ lines: [String]) {
        if output.json {
            Output.standard.line(.object(facts))
        } else {
            for line in lines { Output.standard.line(line) }
        }
    }
}

extension Configuration {
    /// As long as the link by which a customer chooses a time, and leads nowhere; nil: there are none.
    var linkToShow: String? { console.map { "\($0.url)/b/" + String(repeating: "x", count: 64) } }

    /// The languages that are answered in: those that were asked for, else all that there are words for, English
    /// first.
    func spoken(_ book: ReplyBook) -> [String] {
        let known = book.languages
        let wanted = manners?.languages.filter(known.contains) ?? []
        if !wanted.isEmpty { return wanted }
        return known.contains("en") ? ["en"] + known.filter { $0 != "en" } : known
    }
}
