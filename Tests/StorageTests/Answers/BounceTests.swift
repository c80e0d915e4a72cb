import Storage
import TestKit
import Testing
import Triage

/// An answer that came back undelivered.
@Suite struct BouncedAnswerTests {
    private static let receipt = "email:support-mail:answer.5f3a@quillfone.example"

    private static func report(_ number: Int, of identity: String = receipt) -> Message {
        Message(
            identity: "email:support-mail:\(number)@mx.kite.example", source: CalendarTests.mail, channel: .email,
            author: .init(
                handle: Handle(channel: .email, normalised: "mailer-daemon@mx.kite.example"), isAutomatic: true),
            text: "Undelivered mail", time: Evening.now, visibility: .direct,
            envelope: .init(recipients: [], returnPath: ""),
            bounce: .init(identity: identity, reason: "5.1.1 no such person"))
    }

    @Test(arguments: EngineKind.allCases)
    func `it is failed with the reason, and the report is not answered`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let manners = Evening.manners { $0.sources = [CalendarTests.mail] }
            let decider = Evening.decider(manners)
            let lease = try await store.begin(line: CalendarTests.mail)
            try await Evening.hear(store, lease, [CalendarTests.letter(1, at: Evening.now)], decider)
            let leased = try #require(try await Evening.lease(store, manners).first)
            _ = try await store.settle(
                answers: [
                    AnswerSettlement(
                        errand: leased.errand.id, epoch: leased.errand.epoch, outcome: .sent, text: "We are back.",
                        receipt: Self.receipt)
                ], now: Evening.now)
            // Of another mail, and then of ours, twice.
            let other = "email:support-mail:answer.0000@quillfone.example"
            try await Evening.hear(store, lease, [Self.report(1, of: other)], decider)
            #expect(try await store.answers(limit: 9).map(\.state) == [.sent])
            for number in 2...3 { try await Evening.hear(store, lease, [Self.report(number)], decider) }
            let answers = try await store.answers(limit: 9)
            #expect(answers.map(\.state) == [.failed])
            #expect(answers.first?.reason == "it came back: 5.1.1 no such person")
            #expect(
                try await store.silences(since: Evening.now, limit: 9).map(\.silence.code) == [
                    .automatic, .automatic, .automatic,
                ])
        }
    }
}
