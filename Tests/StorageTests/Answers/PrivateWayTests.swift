import Storage
import Synchronization
import TestKit
import Testing
import Triage

/// What follows an answer: into private, and about a call.
@Suite struct PrivateWayTests {
    static let fediverse: SourceName = "fediverse"
    static let nora = Handle(channel: .mastodon, normalised: "nora@social.example")
    static let receipt = "mastodon:social.example:777"

    private static func decider(offersCalls: Bool = true) -> Decider {
        Evening.decider(Evening.manners { $0.sources = [fediverse] }) {
            $0.callBacks = offersCalls ? CallBackPlan(ring: .acd) : nil
        }
    }

    private static func post(
        _ number: Int, _ text: String, _ visibility: Message.Visibility, answers: [String] = [],
        by author: Handle = nora,
        at time: Moment = Evening.now
    ) -> Message {
        Message(
            identity: "mastodon:social.example:\(number)", source: fediverse, channel: .mastodon,
            author: .init(handle: author), text: text, time: time, answers: answers, visibility: visibility)
    }

    /// A public question and our public answer to it.
    private static func begin(_ store: Store, _ decider: Decider, receipt: String = receipt) async throws -> SourceLease
    {
        let lease = try await store.begin(line: fediverse)
        try await Evening.hear(store, lease, [post(1, "@quillfone my router is red", .open)], decider)
        let leased = try #require(
            try await Evening.lease(store, Evening.manners { $0.sources = [fediverse] }).first)
        let settlement = AnswerSettlement(
            errand: leased.errand.id, epoch: leased.errand.epoch, outcome: .sent, text: "We are back at nine.",
            receipt: receipt)
        _ = try await store.settle(answers: [settlement], now: Evening.now)
        return lease
    }

    @Test(arguments: EngineKind.allCases, [receipt, "777"])
    func `a reply to our public answer goes on in its conversation, and is offered a call once`(
        _ kind: EngineKind, _ receipt: String
    ) async throws {
        try await kind.withStore { store in
            let decider = Self.decider()
            let lease = try await Self.begin(store, decider, receipt: receipt)
            let replies = [
                Self.post(2, "@quillfone here I am", .direct, answers: [Self.receipt]),
                Self.post(3, "@quillfone are you there", .direct, answers: [Self.receipt]),
            ]
            for reply in replies { try await Evening.hear(store, lease, [reply], decider) }
            let answers = try await store.answers(limit: 10)
            let kinds = answers.map(\.draft.kind)
            // The second is about the call by then, and asked when they would like it.
            #expect(kinds.sorted { $0.rawValue < $1.rawValue } == [.afterHours, .callBackAsk, .callBackOffer])
            #expect(Set(answers.map(\.conversation)).count == 1)
            let offer = try #require(answers.first { $0.draft.kind == .callBackOffer })
            #expect(!offer.draft.facts.slots.isEmpty && offer.draft.visibility == .direct)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `nobody gets into another's conversation by naming our answer`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let decider = Self.decider()
            let lease = try await Self.begin(store, decider)
            let eve = Handle(channel: .mastodon, normalised: "eve@social.example")
            try await Evening.hear(
                store, lease, [Self.post(2, "@quillfone hello, a question", .direct, answers: [Self.receipt], by: eve)],
                decider)
            let answers = try await store.answers(limit: 10)
            #expect(answers.count == 2 && Set(answers.map(\.conversation)).count == 2)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `where no calls are offered the reply in private is told nothing twice`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let decider = Self.decider(offersCalls: false)
            let lease = try await Self.begin(store, decider)
            try await Evening.hear(
                store, lease, [Self.post(2, "@quillfone here I am", .direct, answers: [Self.receipt])], decider)
            #expect(try await store.answers(limit: 10).count == 1)
            let counts = try await store.silences(from: Evening.now - .seconds(60), until: Evening.now + .seconds(60))
            #expect(counts == [.saidBefore: 1])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `what only agrees on a call is no further contact`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let (rules, complaints) = RuleSet.compile([
                RuleFile(
                    path: "Rules/a.rules",
                    bytes: Array(
                        "rule many\n  severity high\n  when channel is sms AND conversation.contacts >= 2 in 24h\n".utf8
                    ))
            ])
            let offering = Evening.decider { $0.callBacks = CallBackPlan(ring: .acd) }
            let judging = Decider(policy: offering.policy, rules: try #require(rules, "\(complaints)"))
            let lease = try await store.begin(line: Evening.line)
            let told = Mutex<[Int]>([])
            let thinking = Thinking(
                asks: { judging.asks($0, $1) },
                decide: { message, evidence, memory, now in
                    told.withLock { $0.append(memory.surroundings.contacts.count) }
                    return judging.decide(message, evidence, memory, now: now)
                }, decideUnreadable: { judging.decide($0, known: $1) },
                answer: { judging.answer($0, $1, $2, now: $3) })
            for (number, words) in ["My line is dead", "tomorrow at 10", "rather tomorrow at 11", "it crackles too"]
                .enumerated()
            {
                let message = Evening.text(number, words, at: Evening.now + .seconds(number * 60))
                let page = HeardPage(
                    source: lease.source, epoch: lease.epoch,
                    items: [.init(heard: .message(message), evidence: judging.rules.judge(message))], cursors: [:])
                _ = try await store.remember([page], now: message.time, thinking: thinking)
            }
            // Without the two that agreed on a time there is one before the last.
            #expect(told.withLock(\.self).last == 1)
            let calls = try await store.callBacks()
            #expect(calls.count == 1)
        }
    }
}
