import Act
import Channels
import Foundation
import Letters
import Storage
import StorageSQLite
import Synchronization
import Triage

/// The house as a recording finds it: the real store, gate and loops, a clock that is set from one event to the
/// next, and senders that send nothing.
final class ReplayStage: Sendable {
    let zone: TimeZoneTable
    let clock: ReplayClock
    private let configuration: Configuration
    private let store: Store
    private let decider: Decider
    private let senders: [SourceName: ReplaySender]
    private let epochs: [SourceName: Int64]
    private let tables: Decider.Tables
    private let escalation: EscalationLoop?
    private let pages: PageLoop?
    private let answers: AnswerLoop
    private let callBacks: CallBackLoop?
    private let folder: URL
    private let heard = Mutex(Seen())
    private let log = ReplayLog()
    private static let worker = Worker(rawValue: "replay")

    /// What was told already, and how lines of the recording are known.
    private struct Seen {
        var identities: [String: String] = [:]
        var withdrawn: Set<Int64> = []
        var told: [Int64: Int] = [:]
        var decided: Decision?
    }

    init(_ configuration: Configuration, rules: RuleSet, book: ReplyBook, recording: Recording) async throws {
        self.configuration = configuration
        let start = recording.lines[0].time - .seconds(3600)
        clock = ReplayClock(start)
        zone = configuration.hours?.standard.zone ?? .utc
        tables = .ofThisHost()
        folder = FileManager.default.temporaryDirectory.appending(path: "earshot-replay-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        store = Store(engine: try SQLiteEngine(path: folder.appending(path: "replay.db").path))
        try await store.engine.migrate()
        _ = try await store.register(configuration.sources.map { ($0.name, $0.channel) }, now: start)
        // One lease for the whole night: nobody else listens here.
        let leases = try await store.leaseSources(
            configuration.sources.map(\.name), worker: Self.worker, busy: [], now: start,
            until: (recording.lines.last?.time ?? start) + .seconds(31 * 86_400))
        epochs = Dictionary(leases.map { ($0.source, $0.epoch) }) { first, _ in first }
        senders = Dictionary(
            uniqueKeysWithValues: configuration.sources.filter { $0.channel != .feed }.map {
                ($0.name, ReplaySender($0))
            })

        var policy = configuration.policy(startedAt: [:])
        // All that was recorded is meant to be heard, and what would be said is to be seen.
        policy.since = [:]
        policy.manners?.mode = .on
        policy.manners?.languages = configuration.spoken(book)
        decider = Decider(policy: policy, rules: rules, tables: tables)

        let (clock, tables, log) = (clock, tables, log)
        let tell: @Sendable (ReplayEvent.What) -> Void = { log.note($0, at: clock.now()) }
        answers = AnswerLoop(
            store: store, worker: Self.worker, clock: clock,
            desk: AnswerDesk(
                brand: configuration.brand, manners: policy.manners ?? Manners(mode: .off, sources: []), book: book,
                senders: senders, zone: { tables.zone($0) }),
            chance: { 0.5 }, tell: { tell(.said($0.leased.answer, $0.settlement)) })
        if let onCall = configuration.onCall {
            escalation = EscalationLoop(
                store: store, clock: clock, onCall: onCall, pagesWritten: Bell(), tell: { tell(.escalation($0)) })
            pages = PageLoop(
                store: store, worker: Self.worker, clock: clock,
                desk: PageDesk(onCall: onCall, brand: configuration.brand, sender: { _ in ReplayPager() }),
                chance: { 0.5 }, tell: { tell(.page($0)) })
        } else {
            escalation = nil
            pages = nil
        }
        if let terms = configuration.callBackTerms {
            callBacks = CallBackLoop(store: store, clock: clock, terms: terms)
        } else {
            callBacks = nil
        }
        try await importCustomers(recording)
    }

    func close() { try? FileManager.default.removeItem(at: folder) }

    private func note(_ what: ReplayEvent.What) { log.note(what, at: clock.now()) }

    /// What happened since this was asked last.
    func takeEvents() -> [ReplayEvent] { log.take() }

    // MARK: Time

    /// When something is to be done next without anybody's doing; nil: never.
    func nextDue() async throws -> Moment? {
        let due = [
            try await store.nextDue(.ack), try await store.nextDue(.ticket), try await store.nextDue(.page),
            escalation == nil ? nil : try await store.nextCaseDue(),
            callBacks == nil ? nil : try await store.nextCallBackDue(),
        ]
        return due.compactMap(\.self).min()
    }

    /// Does all that is due now, until nothing is.
    func settle() async throws {
        // Each round does something of what is due; none can last for ever while the clock stands.
        for _ in 0..<1_000 {
            var done = try await callBacks?.lookOnce() ?? 0
            try await tellOfCalls()
            done += try await escalation?.lookOnce() ?? 0
            done += try await pages?.sendDue() ?? 0
            done += try await hand(in: clock.now())
            done += try await answers.answerDue()
            try await tellOfWithdrawn()
            if done == 0 { return }
        }
        throw CommandFailure(.ourFault, "something is due again and again at \(clock.now().rfc3339)")
    }

    /// Tickets are taken by an ACD that is always there.
    private func hand(in now: Moment) async throws -> Int {
        let errands = try await store.leaseErrands(
            .ticket, limit: 50, worker: Self.worker, now: now, until: now + .seconds(60))
        for errand in errands { note(.ticket(errand)) }
        _ = try await store.settle(
            errands.map { Settlement(errand: $0.id, epoch: $0.epoch, outcome: .sent(answer: "250 taken")) }, now: now)
        return errands.count
    }

    private func tellOfWithdrawn() async throws {
        for answer in try await store.answers(limit: 1_000, states: [.withdrawn])
        where heard.withLock({ $0.withdrawn.insert(answer.id).inserted }) {
            note(.withdrawn(answer))
        }
    }

    private func tellOfCalls() async throws {
        guard callBacks != nil else { return }
        var news: [(CallBack, CallBackEvent)] = []
        for call in try await store.callBacks() {
            let story = try await store.history(of: call.id)
            let known = heard.withLock { seen in
                defer { seen.told[call.id] = story.count }
                return seen.told[call.id] ?? 0
            }
            news += story.dropFirst(known).map { (call, $0) }
        }
        for (call, event) in news.sorted(by: { $0.1.at < $1.1.at }) { note(.call(call, event)) }
    }

    /// How many calls there are, by what became of them.
    func callStates() async throws -> [CallBack.State: Int] {
        Dictionary(grouping: try await store.callBacks(), by: \.state).mapValues(\.count)
    }

    // MARK: What was recorded

    func play(_ line: RecordedLine) async throws {
        switch line.event {
        case .message(let recorded): try await hear(recorded, line)
        case .team(let name, let verb, let id):
            let answer = try await store.change(
                id, verb, by: name, note: "", patience: configuration.onCall?.patience ?? OnCall.Patience(),
                now: clock.now())
            let ending =
                switch answer {
                case .done(let now): "the case is \(now.state.rawValue)"
                case .noSuchCase: "there is no such case"
                case .refused(_, let because): "refused: \(because)"
                }
            note(.deed(who: name, did: "\(verb.word) case \(id.rawValue)", ending: ending))
        case .callBack(let id, let outcome, let who):
            guard let terms = configuration.callBackTerms else {
                throw CommandFailure(.badData, "line \(line.number): the configuration offers no calls")
            }
            let answer = try await store.mark(callBack: id, outcome, terms: terms, by: who, now: clock.now())
            let refusal: String? =
                switch answer {
                case .done: nil
                case .noSuchCallBack: "there is no such call"
                case .refused, .changed: "it was changed meanwhile"
                case .over(let call): "it \(call.whyNot)"
                }
            if let refusal {
                note(.deed(who: who, did: "\(outcome.rawValue) of call \(id)", ending: refusal))
            }
        }
    }

    private func hear(_ recorded: RecordedMessage, _ line: RecordedLine) async throws {
        let (message, name) = try message(recorded, line)
        let rules = decider.rules
        let decider = decider
        let thinking = Thinking(
            asks: { decider.asks($0, $1) }, decide: { decider.decide($0, $1, $2, now: $3) },
            decideUnreadable: { decider.decide($0, known: $1) },
            foldAsks: { decider.foldAsks($0, $1, now: $2) },
            fold: { decider.fold($0, $1, $2, $3, now: $4) },
            answer: { [self] in
                let decision = decider.answer($0, $1, $2, now: $3)
                heard.withLock { $0.decided = decision }
                return decision
            })
        heard.withLock {
            $0.identities[name] = message.identity
            $0.decided = nil
        }
        guard let epoch = epochs[message.source] else {
            throw CommandFailure(.ourFault, "the source \(message.source) could not be taken")
        }
        let page = HeardPage(
            source: message.source, epoch: epoch,
            items: [.init(heard: .message(message), evidence: rules.judge(message))], cursors: [:])
        let results = try await store.remember([page], now: clock.now(), thinking: thinking)
        guard case .done(let counts)? = results.first else {
            throw CommandFailure(.ourFault, "line \(line.number) could not be remembered")
        }
        let decision = heard.withLock { $0.decided } ?? .duplicate
        let customer = try await store.customer(with: message.author.handle)
        note(
            .heard(
                .init(
                    name: name, message: message, customer: customer, decision: decision, hot: counts.hot.first)))
        try await tellOfCalls()
    }

    private func message(_ recorded: RecordedMessage, _ line: RecordedLine) throws -> (Message, name: String) {
        func refuse(_ why: String, _ remedy: String = "") -> CommandFailure {
            CommandFailure(.badData, "line \(line.number): \(why)", remedy: remedy)
        }
        guard let source = configuration.sources.first(where: { $0.name.rawValue == recorded.source }) else {
            let near = NearestName.of(recorded.source, among: configuration.sources.map(\.name.rawValue))
            throw refuse(
                "there is no source \(Shown.line(recorded.source))",
                near.map { "did you mean \($0)?" } ?? "the configuration names them")
        }
        let handle = try handle(recorded, line)
        let name = recorded.id ?? "line \(line.number)"
        let isMail = source.channel == .email
        var notes: [String] = []
        if let automatic = recorded.automatic { notes.append("automatic: \(automatic)") }
        var message = Message(
            identity: Message.identity("\(source.channel.rawValue):\(source.name)", name), source: source.name,
            channel: source.channel,
            author: .init(
                handle: handle, displayName: recorded.author.name ?? "", followers: recorded.author.followers,
                isAutomatic: recorded.automatic != nil || recorded.author.bot == true,
                isVerified: recorded.author.verified ?? false),
            text: recorded.text.cut(toBytes: Message.textLimit), subject: recorded.subject ?? "",
            language: recorded.language?.lowercased() ?? "",
            time: recorded.written.flatMap(Moment.init(rfc3339:)) ?? line.time,
            visibility: recorded.visibility ?? (source.channel == .mastodon ? .open : .direct),
            form: recorded.form ?? (recorded.answers == nil ? .original : .reply), notes: notes)
        if let answered = recorded.answers {
            let identity = heard.withLock { $0.identities[answered] } ?? ""
            let ours = configuration.ownHandles.contains(handle) ? nil : senders[source.name]?.answer(to: identity)
            // A mail names all that went before; a post only what it is a reply to.
            message.answers = isMail ? [ours, identity].compactMap(\.self) : [ours ?? identity]
        }
        if source.channel == .sms { message.conversationKey = "\(source.name):\(handle.address)" }
        if isMail {
            let own = source.ownMailbox ?? ""
            message.envelope = Message.Envelope(
                recipients: (recorded.to ?? [own]).map { $0.lowercased() },
                returnPath: (recorded.returnPath ?? handle.address).lowercased())
        }
        return (message, name)
    }

    private func handle(_ recorded: RecordedMessage, _ line: RecordedLine) throws -> Handle {
        let source = configuration.sources.first { $0.name.rawValue == recorded.source }
        let channel = source?.channel ?? .sms
        let address = recorded.author.handle
        let read = channel == .sms ? source?.numbers.handle(address) : Handle(channel, address)
        guard let handle = read else {
            throw CommandFailure(
                .badData,
                "line \(line.number): \(Shown.line(recorded.author.handle)) is no address on \(channel.rawValue)")
        }
        return handle
    }

    /// The CRM's image, as all lines together tell it.
    private func importCustomers(_ recording: Recording) async throws {
        var customers: [String: Customer] = [:]
        for line in recording.lines {
            guard case .message(let recorded) = line.event, let record = recorded.customer else { continue }
            let handle = try handle(recorded, line)
            var customer =
                customers[record.id]
                ?? Customer(
                    id: CustomerID(rawValue: record.id), name: record.name ?? "", tier: record.tier?.lowercased() ?? "",
                    language: record.language?.lowercased() ?? "", timeZone: record.timeZone ?? "",
                    number: record.number ?? "",
                    consent: Dictionary(
                        (record.refuses ?? []).map { ($0.rawValue, Customer.Consent.refused) }
                    ) { first, _ in first },
                    tags: record.tags?.map { $0.lowercased() } ?? [])
            if !customer.handles.contains(handle) { customer.handles.append(handle) }
            customers[record.id] = customer
        }
        guard !customers.isEmpty else { return }
        let all = customers.values.sorted { $0.id.rawValue < $1.id.rawValue }
        let result = try await store.importCustomers(all, now: clock.now())
        if let conflict = result.conflicts.first {
            throw CommandFailure(.badData, "two customers have one address: \(conflict)")
        }
    }
}

/// What happened, until it is told.
private final class ReplayLog: Sendable {
    private let events = Mutex<[ReplayEvent]>([])

    func note(_ what: ReplayEvent.What, at moment: Moment) {
        events.withLock { $0.append(ReplayEvent(at: moment, what: what)) }
    }

    func take() -> [ReplayEvent] {
        events.withLock { events in
            defer { events = [] }
            return events
        }
    }
}

extension SourceConfiguration {
    /// Where mail to it is sent, as far as the configuration says.
    fileprivate var ownMailbox: String? {
        guard case .email(let email) = place else { return nil }
        return email.from?.address ?? email.user
    }
}
