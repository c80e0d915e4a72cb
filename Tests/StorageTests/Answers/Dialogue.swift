import Storage
import TestKit
import Testing
import Triage

/// One customer and the line, message after message, with rules, call-backs and a team that is called.
actor Dialogue {
    static let rules = """
        rule fire
          severity  critical
          score     90
          title     Fire at a customer's
          when      smoke OR fire

        rule important
          severity  high
          score     60
          title     An important customer
          when      grumpy

        rule many
          severity  high
          score     60
          title     Three messages within a day
          when      channel is sms AND conversation.contacts >= 3 in 24h

        rule lawyer
          severity  high
          score     60
          title     Threatens with the law
          when      lawyer
        """

    let store: Store
    let lease: SourceLease
    let decider: Decider
    let from: String
    private var count = 0
    private(set) var now = Evening.now

    init(
        _ store: Store, from: String = Evening.ana, manners: Manners = Evening.manners(),
        _ change: (inout Policy) -> Void = { _ in }
    ) async throws {
        self.store = store
        self.from = from
        lease = try await store.begin(line: Evening.line)
        let (set, complaints) = RuleSet.compile([RuleFile(path: "Rules/a.rules", bytes: Array(Self.rules.utf8))])
        var policy = Policy(
            brand: "Quillfone", ticketDomain: "quillfone.example", hours: Evening.hours, manners: manners)
        policy.callBacks = CallBackPlan()
        policy.onCall = OnCall(
            people: [OnCallScene.ana], escalation: [.init(to: [.people(["ana"])], wait: .seconds(300))])
        change(&policy)
        decider = Decider(policy: policy, rules: try #require(set, "\(complaints.map { $0.rendered(colour: false) })"))
    }

    /// - Parameter after: seconds since what was said before.
    @discardableResult
    func say(_ words: String..., after: Int64 = 120) async throws -> Remembered.Counts? {
        now = now + .seconds(after)
        let messages = words.map { words in
            count += 1
            return Evening.text(count, words, from: from, at: now)
        }
        let page = HeardPage(
            source: lease.source, epoch: lease.epoch,
            items: messages.map { .init(heard: .message($0), evidence: decider.rules.judge($0)) },
            cursors: ["#line": .ids(high: "\(count)", walk: nil)])
        return try await store.remember([page], decider: decider, now: now).first?.counts
    }

    /// Sends what may go now, and says of which kind each was.
    @discardableResult
    func send() async throws -> [AnswerKind] {
        now = now + .seconds(1)
        let leased = try await Evening.lease(store, decider.policy.manners, at: now)
        let settlements = leased.map {
            AnswerSettlement(
                errand: $0.errand.id, epoch: $0.errand.epoch, outcome: .sent,
                text: "Something about a call, number \($0.answer.id)", receipt: "R\($0.answer.id)")
        }
        _ = try await store.settle(answers: settlements, now: now)
        return leased.map(\.answer.draft.kind)
    }

    /// The oldest first.
    func answers() async throws -> [StoredAnswer] {
        try await store.answers(limit: 100).sorted { $0.id < $1.id }
    }

    func kinds() async throws -> [AnswerKind] { try await answers().map(\.draft.kind) }

    /// The oldest first.
    func silences() async throws -> [Silence] {
        try await store.silences(since: Evening.now, limit: 100).reversed().map(\.silence)
    }

    func calls() async throws -> [CallBack] { try await store.callBacks() }
}
