import Storage
import TestKit
import Testing
import Triage

/// A store, a team of two and a lead, and what they text.
struct OnCallScene {
    static let ana = Person(name: "ana", reach: [Means(.sms, "+12025550111"), Means(.email, "ana@quillfone.example")])
    static let ben = Person(name: "ben", reach: [Means(.sms, "+12025550112")])
    static let lea = Person(name: "lea", reach: [Means(.email, "lea@quillfone.example")], isLead: true)

    let store: Store
    var onCall = OnCall(
        people: [ana, ben, lea],
        escalation: [
            .init(to: [.people(["ana"])], wait: .seconds(300)), .init(to: [.people(["ben"])], wait: .seconds(300)),
        ])
    var patience: OnCall.Patience { onCall.patience }

    /// So many hot cases, each of its own author, opened at a moment.
    func open(_ count: Int = 1, from first: Int = 1, at now: Moment = Example.morning) async throws -> [CaseID] {
        let lease = try await store.begin(SourceName(rawValue: "fediverse-\(first)"), now: now)
        for number in first..<first + count {
            let author = Handle(channel: .mastodon, normalised: "p\(number)@mastodon.example")
            let message = Example.message(number, "fire in house \(number)", author: author, source: lease.source)
            _ = try await store.remember([Example.page(lease, [message])], now: now, thinking: .example)
        }
        return try await store.cases(states: [.open], limit: 1000).map(\.id).sorted { $0.rawValue < $1.rawValue }
    }

    /// Looks at what is due, and sends all that may leave, as every provider would take it.
    func callAndSend(at now: Moment) async throws {
        while try await !store.lookAtDueCases(now: now, onCall: onCall).isEmpty {}
        _ = try await send(at: now)
    }

    /// - Returns: the words of each text that left, and by what.
    @discardableResult
    func send(_ outcome: PageSettlement.Outcome = .sent(provider: "SM", checkAt: nil), at now: Moment) async throws
        -> [(means: Means?, words: [String])]
    {
        var sent: [(means: Means?, words: [String])] = []
        let errands = try await store.leaseErrands(
            .page, limit: 100, worker: Worker(rawValue: "one:boot:1"), now: now, until: now + .seconds(30))
        for errand in errands {
            let pages = try await store.pages(of: errand.id).map(\.page)
            sent.append((pages.first?.means, pages.map(\.words)))
            _ = try await store.settle(
                [.init(errand: errand.id, epoch: errand.epoch, pages: pages.map(\.id), outcome: outcome)],
                patience: patience, now: now)
        }
        return sent
    }

    /// As the decider hears it on the customers' line.
    func text(_ words: String, from person: Person, at now: Moment) async throws {
        let number = try #require(person.reach.first { $0.kind == .sms }?.address)
        let decider = Decider(policy: Policy(brand: "Quillfone", onCall: onCall), rules: .empty)
        let line = try await store.begin(
            SourceName(rawValue: "line-\(now.microseconds)-\(words.count)-\(person.name)"), now: now)
        let message = Message(
            identity: "twilio:\(now.microseconds)\(words)\(number)", source: line.source, channel: .sms,
            author: .init(handle: Handle(channel: .sms, normalised: number)), text: words, time: now)
        let heard = HeardPage(
            source: line.source, epoch: line.epoch,
            items: [.init(heard: .message(message), evidence: RuleSet.empty.judge(message))], cursors: [:])
        let done = try await store.remember([heard], decider: decider, now: now)
        guard case .done(let counts)? = done.first, counts.pageAnswers == 1 else {
            Issue.record("\(done)")
            return
        }
    }

    func hotCase(_ id: CaseID) async throws -> Case { try #require(try await store.caseDetail(id)).hotCase }
}

extension EngineKind {
    func withScene(_ body: (OnCallScene) async throws -> Void) async throws {
        try await withStore { try await body(OnCallScene(store: $0)) }
    }
}
