import Storage
import TestKit
import Testing
import Triage

@Suite struct LeaseTests {
    let now = Example.morning
    let first = Worker(rawValue: "one:boot:1")
    let second = Worker(rawValue: "two:boot:1")
    let names: [SourceName] = ["a", "b", "c", "d", "e"]

    private func lease(
        _ store: Store, _ worker: Worker, busy: Set<SourceName> = [], at now: Moment
    ) async throws -> [String] {
        try await store.leaseSources(names, worker: worker, busy: busy, now: now, until: now + .seconds(15))
            .map(\.source.rawValue)
    }

    @Test(arguments: EngineKind.allCases)
    func `a lone worker takes all, and gives half to a second one`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            try await store.register(names.map { ($0, .feed) }, now: now)
            #expect(try await lease(store, first, at: now).count == 5)
            // Nothing is free yet, so the newcomer gets nothing and the first learns of it.
            #expect(try await lease(store, second, at: now + .seconds(1)).isEmpty)
            let kept = try await lease(store, first, busy: ["d", "e"], at: now + .seconds(2))
            #expect(kept.count == 3 && kept.contains("d") && kept.contains("e"))
            let taken = try await lease(store, second, at: now + .seconds(3))
            #expect(taken.count == 2)
            #expect(Set(kept).isDisjoint(with: taken))
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `no source is taken from under a round that is under way`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            try await store.register(names.map { ($0, .feed) }, now: now)
            _ = try await lease(store, first, at: now)
            _ = try await lease(store, second, at: now)
            #expect(try await lease(store, first, busy: Set(names), at: now).count == 5)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a dead worker's sources are free when its lease has run out, under a new epoch`(_ kind: EngineKind)
        async throws
    {
        try await kind.withStore { store in
            let old = try await store.begin(worker: first.rawValue)
            #expect(try await store.leaseHolders(now: now) == [first])
            let early = try await store.leaseSources(
                [Example.source], worker: second, busy: [], now: now + .seconds(14), until: now + .seconds(29))
            #expect(early.isEmpty)
            let late = try await store.leaseSources(
                [Example.source], worker: second, busy: [], now: now + .seconds(15), until: now + .seconds(30))
            #expect(late.map(\.epoch) == [old.epoch + 1])
            #expect(try await store.leaseHolders(now: now + .seconds(16)) == [second])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `renewing keeps the epoch, what is no longer configured goes back`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            try await store.register(names.map { ($0, .feed) }, now: now)
            let before = try await store.leaseSources(
                names, worker: first, busy: [], now: now, until: now + .seconds(15))
            let after = try await store.leaseSources(
                ["a", "b"], worker: first, busy: [], now: now + .seconds(5), until: now + .seconds(20))
            #expect(after == before.filter { ["a", "b"].contains($0.source) })
            #expect(try await lease(store, second, at: now + .seconds(6)).sorted() == ["c", "d", "e"])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a worker that leaves or is buried frees its sources at once`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            try await store.register(names.map { ($0, .feed) }, now: now)
            _ = try await lease(store, first, at: now)
            try await store.leave(worker: first, now: now)
            #expect(try await lease(store, second, at: now).count == 5)
            try await store.bury(worker: second, now: now)
            #expect(try await store.leaseHolders(now: now).isEmpty)
            #expect(try await lease(store, first, at: now).count == 5)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `workers that ask at the same instant never hold one source together`(_ kind: EngineKind) async throws {
        try await kind.withDatabase { database in
            let stores = [Store(engine: try await database.engine()), Store(engine: try await database.engine())]
            let many = (0..<20).map { SourceName(rawValue: "s\($0)") }
            try await stores[0].register(many.map { ($0, .feed) }, now: now)
            let now = now
            let held = try await withThrowingTaskGroup(of: [SourceName].self) { group in
                for (place, store) in stores.enumerated() {
                    group.addTask {
                        try await store.leaseSources(
                            many, worker: Worker(rawValue: "w\(place)"), busy: [], now: now, until: now + .seconds(15)
                        ).map(\.source)
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(Set(held).count == held.count)
            #expect(held.count == 20)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `registering again keeps what is known`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let lease = try await store.begin()
            _ = try await store.remember([Example.page(lease, [Example.message(1)])], now: now, thinking: .example)
            try await store.note(Example.source, failures: 3, error: "no route", remark: "504", now: now + .seconds(9))
            let again = try await store.begin(now: now + .seconds(10))
            #expect(again.startedAt == now)
            #expect(again.cursors == ["#quillfone": .ids(high: "1", walk: nil)])
            #expect(again.failures == 3)
            let state = try #require(try await store.sourceStates().first)
            #expect(state.lastPoll == now + .seconds(9) && state.lastMessage == now)
            #expect(state.lastError == "no route" && state.remark == "504" && state.channel == .mastodon)
            #expect(state.heldBy == "host:boot:1")
        }
    }
}
