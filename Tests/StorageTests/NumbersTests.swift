import Storage
import TestKit
import Testing
import Triage

@Suite struct NumbersTests {
    let now = Example.morning

    @Test(arguments: EngineKind.allCases)
    func `volume, heat and cases are counted by the hour, and time to a human over all of them`(_ kind: EngineKind)
        async throws
    {
        try await kind.withStore { store in
            let start = Moment(seconds: now.microseconds / 1_000_000 / 3600 * 3600)
            var ids: [CaseID] = []
            for hour in 0..<3 {
                let at = start + .seconds(Int64(hour) * 3600 + 60)
                let lease = try await store.begin(now: at)
                let messages = (0..<4).map { place in
                    var message = Example.message(hour * 10 + place, place < hour ? "fire" : "calm")
                    message.time = at
                    return message
                }
                let counts = try await store.remember([Example.page(lease, messages)], now: at, thinking: .example)
                    .first?.counts
                ids += counts?.hot.map(\.caseID) ?? []
            }
            #expect(ids.count == 3)
            // 10 s after it was heard; and 100 s.
            let heard = start + .seconds(3_660)
            _ = try await store.change(ids[0], .claim, by: "ana", note: "", now: heard + .seconds(10))
            _ = try await store.change(ids[0], .resolve, by: "ana", note: "", now: heard + .seconds(500))
            _ = try await store.change(ids[1], .notHot, by: "ana", note: "", now: heard + .seconds(3_700))
            let numbers = try await store.numbers(from: start, until: start + .seconds(3 * 3600 - 1))
            #expect(
                numbers.hours == [
                    .init(start: start, messages: 4),
                    .init(
                        start: start + .seconds(3600), messages: 4, hot: 1, cases: 1, meanHeat: 80,
                        waits: [.seconds(10)]),
                    .init(
                        start: start + .seconds(7200), messages: 4, hot: 2, cases: 2, meanHeat: 80,
                        waits: [.seconds(100)]),
                ])
            #expect(numbers.touched == 2 && numbers.untouched == 1 && numbers.incidents == 0 && numbers.spikes == 0)
            #expect(numbers.toHuman?.median == .seconds(100) && numbers.toHuman?.p99 == .seconds(100))
            let first = try await store.numbers(from: start, until: start)
            #expect(first.hours.count == 1 && first.toHuman == nil && first.untouched == 0)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a promise is kept by who looks in time, missed by who does not, and runs until then`(_ kind: EngineKind)
        async throws
    {
        try await kind.withStore { store in
            let lease = try await store.begin(now: now)
            let messages = (0..<6).map { Example.message($0, "fire", conversationKey: "c\($0)") }
            _ = try await store.remember([Example.page(lease, messages)], now: now, thinking: .example)
            let ids = try await store.queue(QueueQuery()).cases.map(\.id).sorted { $0.rawValue < $1.rawValue }
            try #require(ids.count == 6)
            let at = now
            try await store.engine.write { transaction in
                for (id, promise) in zip(ids, [60, 60, 60, 7200, nil, 60] as [Int64?]) {
                    _ = try transaction.run(
                        "UPDATE hot_case SET promise = ?2, first_touched = NULL WHERE id = ?1",
                        [.integer(id.rawValue), .orNull(promise.map { at + .seconds($0) })])
                }
                // An incident took the last one in.
                _ = try transaction.run(
                    "UPDATE hot_case SET incident = ?2 WHERE id = ?1",
                    [.integer(ids[5].rawValue), .integer(ids[0].rawValue)])
            }
            _ = try await store.change(ids[0], .claim, by: "ana", note: "", now: now + .seconds(60))
            _ = try await store.change(ids[1], .claim, by: "ana", note: "", now: now + .seconds(61))
            let promises = try await store.numbers(from: now, until: now + .seconds(600)).promises
            #expect(promises.kept == 1 && promises.missed == 2 && promises.running == 1)
            #expect(promises.share.map { Int($0 * 300) } == 100)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `who was called is counted by person, for cases alone`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let lease = try await store.begin(now: now)
            _ = try await store.remember(
                [Example.page(lease, [Example.message(1, "fire")])], now: now, thinking: .example)
            let id = try #require(try await store.queue(QueueQuery()).cases.first).id.rawValue
            let at = now
            try await store.engine.write { transaction in
                for (person, state, hotCase, ago) in [
                    ("ana", "answered", id, 0), ("ana", "failed", id, 0), ("ana", "cancelled", id, 0),
                    ("ben", "sent", id, 0), ("ben", "told", nil, 0), ("cleo", "answered", id, 7200),
                ] as [(String, String, Int64?, Int64)] {
                    _ = try transaction.run(
                        """
                        INSERT INTO page (hot_case, person, why, words, number, state, reach, means, address, created_at)
                        VALUES (?1, ?2, 'notice', '', -1, ?3, '[]', 'sms', '', ?4)
                        """, [.orNull(hotCase), .text(person), .text(state), .time(at - .seconds(ago))])
                }
            }
            #expect(
                try await store.numbers(from: now, until: now).called == [
                    .init(person: "ana", pages: 3, answered: 1, failed: 1), .init(person: "ben", pages: 1),
                ])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `of a longer time the latest month is counted, and a time that ends before it begins has no hours`(
        _ kind: EngineKind
    ) async throws {
        try await kind.withStore { store in
            let long = try await store.numbers(from: Moment(microseconds: .min), until: now)
            #expect(long.hours.count == Store.mostHours)
            #expect(long.hours.last.map { $0.start <= now && now < $0.start + .seconds(3600) } == true)
            #expect(try await store.numbers(from: now, until: now - .seconds(7200)).hours.isEmpty)
        }
    }
}
