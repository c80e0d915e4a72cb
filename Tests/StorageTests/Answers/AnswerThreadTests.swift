import Storage
import TestKit
import Testing
import Triage

/// How what we wrote by ourselves hangs together with what was written before and after it.
@Suite struct AnswerThreadTests {
    private let now = Evening.now

    private func text(
        _ number: Int, from: String = Evening.ana, answers: [String], at time: Moment, isOwn: Bool = false,
        identity: String? = nil
    ) -> Message {
        Message(
            identity: identity ?? "twilio:SM\(number)", source: Evening.line, channel: .sms,
            author: .init(handle: Handle(channel: .sms, normalised: from), isOwn: isOwn),
            text: "It is number \(number)", time: time, answers: answers, visibility: .direct)
    }

    /// Hears a first text and sends what it is answered, under the receipt `R1`.
    private func answered(_ store: Store, _ manners: Manners) async throws -> SourceLease {
        let lease = try await store.begin(line: Evening.line)
        try await Evening.hear(store, lease, [text(1, answers: [], at: now)], Evening.decider(manners))
        let leased = try #require(try await Evening.lease(store, manners).first)
        let isKept = try await store.keep(
            wordsOf: leased.errand.id, epoch: leased.errand.epoch, subject: "", text: "Back at nine.", until: now)
        #expect(isKept)
        let refused = try await store.settle(
            answers: [
                AnswerSettlement(
                    errand: leased.errand.id, epoch: leased.errand.epoch, outcome: .sent, text: "Back at nine.",
                    receipt: "R1")
            ], now: now)
        #expect(refused.isEmpty)
        return lease
    }

    @Test(arguments: EngineKind.allCases)
    func `what they write below our answer is in the conversation that it answered`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let lease = try await answered(store, Evening.manners())
            let later = now + .seconds(60)
            try await Evening.hear(store, lease, [text(2, answers: ["R1"], at: later)], at: later)
            // A stranger's word below it is a conversation of their own.
            try await Evening.hear(
                store, lease, [text(3, from: "+447700900199", answers: ["R1"], at: later)], at: later)
            let conversations = try await store.tickets(limit: 10).sorted { $0.id.rawValue < $1.id.rawValue }
                .map(\.conversation)
            #expect(conversations.count == 3)
            #expect(conversations[0] == conversations[1])
            #expect(conversations[0] != conversations[2])
        }
    }

    @Test(arguments: EngineKind.allCases, [("R1", 2), ("twilio:SM9", 1)])
    func `our own answer heard again is nobody's answer, and a person's is`(
        _ kind: EngineKind, _ heard: (identity: String, answers: Int)
    ) async throws {
        try await kind.withStore { store in
            let manners = Evening.manners { $0.window = .seconds(600) }
            let lease = try await answered(store, manners)
            let time = now + .seconds(700)
            let ours = text(
                9, from: "+442079460000", answers: ["twilio:SM1"], at: time, isOwn: true, identity: heard.identity)
            try await Evening.hear(store, lease, [ours], Evening.decider(manners), at: time)
            let next = text(2, answers: ["twilio:SM1"], at: now + .seconds(650))
            try await Evening.hear(store, lease, [next], Evening.decider(manners), at: now + .seconds(800))
            #expect(try await store.answers(limit: 10).count == heard.answers)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `whoever has lost the lease keeps no words`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let lease = try await store.begin(line: Evening.line)
            try await Evening.hear(store, lease, [text(1, answers: [], at: now)])
            let first = try #require(try await Evening.lease(store).first)
            let later = now + .seconds(120)
            let second = try #require(try await Evening.lease(store, at: later, worker: "two:boot:1").first)
            #expect(second.isDoubtful && second.answer.text.isEmpty)
            let byFirst = try await store.keep(
                wordsOf: first.errand.id, epoch: first.errand.epoch, subject: "", text: "one", until: later)
            let bySecond = try await store.keep(
                wordsOf: second.errand.id, epoch: second.errand.epoch, subject: "", text: "two", until: later)
            #expect(!byFirst && bySecond)
            // Nor does whoever could not be done before the lease runs out.
            let tooLate = try await store.keep(
                wordsOf: second.errand.id, epoch: second.errand.epoch, subject: "", text: "three",
                until: later + .seconds(61))
            #expect(!tooLate)
            #expect(try await store.answer(first.answer.id)?.text == "two")
        }
    }
}
