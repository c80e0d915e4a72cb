import TestKit
import Testing
import Triage

@testable import Storage

/// A row that nobody can read, or not yet.
@Suite struct UnreadableAnswerTests {
    private let now = Evening.now

    @Test(arguments: EngineKind.allCases)
    func `an answer that cannot be read keeps no other waiting, and is given up for all to see in the end`(
        _ kind: EngineKind
    ) async throws {
        try await kind.withStore { store in
            let lease = try await store.begin(line: Evening.line)
            try await Evening.hear(
                store, lease, [Evening.text(1, from: "+447700900201"), Evening.text(2, from: "+447700900202")])
            let answers = try await store.answers(limit: 9)
            try #require(answers.count == 2)
            let spoilt = answers[1]
            _ = try await store.engine.write {
                try $0.run("UPDATE answer SET kind = 'sonnet' WHERE id = ?1", [.integer(spoilt.id)])
            }
            #expect(try await Evening.lease(store).map(\.answer.id) == [answers[0].id])
            let errand = try #require(spoilt.errand)
            var waiting = try #require(try await store.errand(errand))
            #expect(waiting.state == .waiting && waiting.due == now + .seconds(60))
            #expect(waiting.lastError.contains("cannot be read") && waiting.lastError.contains("sonnet"))
            // A program that knows the word can still send it.
            for minute in 1..<30 {
                #expect(try await Evening.lease(store, at: now + .seconds(minute * 60)).allSatisfy { $0.isDoubtful })
                waiting = try #require(try await store.errand(errand))
            }
            #expect(waiting.state == .givenUp)
            let row = try await store.engine.read {
                try $0.row("SELECT state, reason FROM answer WHERE id = ?1", [.integer(spoilt.id)])
            }
            #expect(try row?.text(0) == "failed" && row?.text(1).contains("cannot be read") == true)
        }
    }
}
