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
                    .init(start: start + .seconds(3600), messages: 4, hot: 1, cases: 1, meanHeat: 80),
                    .init(start: start + .seconds(7200), messages: 4, hot: 2, cases: 2, meanHeat: 80),
                ])
            #expect(numbers.touched == 2 && numbers.untouched == 1 && numbers.incidents == 0 && numbers.spikes == 0)
            #expect(numbers.toHuman?.median == .seconds(100) && numbers.toHuman?.p99 == .seconds(100))
            let first = try await store.numbers(from: start, until: start)
            #expect(first.hours.count == 1 && first.toHuman == nil && first.untouched == 0)
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
