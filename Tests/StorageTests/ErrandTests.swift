import Storage
import TestKit
import Testing
import Triage

@Suite struct ErrandTests {
    let now = Example.morning
    let worker = Worker(rawValue: "one:boot:1")

    /// A store with so many tickets waiting.
    private func fill(_ store: Store, _ count: Int) async throws {
        let lease = try await store.begin()
        for number in 1...count {
            _ = try await store.remember(
                [Example.page(lease, [Example.message(number)])], now: now + .seconds(Int64(number)),
                thinking: .example)
        }
    }

    private func take(_ store: Store, _ limit: Int = 10, by worker: Worker? = nil, at now: Moment) async throws
        -> [Errand]
    {
        try await store.leaseErrands(
            .ticket, limit: limit, worker: worker ?? self.worker, now: now, until: now + .seconds(60))
    }

    @Test(arguments: EngineKind.allCases)
    func `what is due is leased, the oldest first, and not twice`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            try await fill(store, 5)
            #expect(try await store.nextDue(.ticket) == now + .seconds(1))
            let early = try await take(store, at: now + .seconds(3))
            #expect(early.map(\.idempotencyKey) == (1...3).map(Self.key))
            #expect(early.allSatisfy { $0.state == .leased && $0.attempts == 1 && $0.epoch == 1 })
            let late = try await take(store, 1, at: now + .seconds(20))
            #expect(late.map(\.idempotencyKey) == [Self.key(4)])
            #expect(try await take(store, at: now + .seconds(20)).map(\.idempotencyKey) == [Self.key(5)])
            #expect(try await take(store, at: now + .seconds(20)).isEmpty)
            #expect(try await store.nextDue(.ticket) == now + .seconds(63))
        }
    }

    static func key(_ number: Int) -> String {
        "\(Example.message(number).identity)@earshot.example".filter { $0 != "/" }
    }

    @Test(arguments: EngineKind.allCases)
    func `an attempt is settled once, by the worker that made it`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            try await fill(store, 4)
            let later = now + .seconds(10)
            let errands = try await take(store, at: later)
            let outcomes: [Settlement.Outcome] = [
                .sent(answer: "250 queued as 1"), .retry(at: later + .seconds(30), error: "451 later"),
                .unknown(at: later + .seconds(40), error: "broke off"), .givenUp(error: "550 no such user"),
            ]
            let settlements = zip(errands, outcomes).map {
                Settlement(errand: $0.id, epoch: $0.epoch, outcome: $1)
            }
            #expect(try await store.settle(settlements, now: later).isEmpty)
            // The answer to a commit may be lost: the same again changes nothing and is no refusal.
            #expect(try await store.settle(settlements, now: later).isEmpty)
            var after: [Errand] = []
            for errand in errands { after.append(try #require(try await store.errand(errand.id))) }
            #expect(after.map(\.state) == [.sent, .waiting, .unknown, .givenUp])
            #expect(after.map(\.doubtful) == [0, 0, 1, 0])
            #expect(after.map(\.due) == [later, later + .seconds(30), later + .seconds(40), later])
            #expect(after.map(\.lastError) == ["", "451 later", "broke off", "550 no such user"])
            #expect(try await store.tickets(limit: 10).last?.answer == "250 queued as 1")
            #expect(try await store.nextDue(.ticket) == later + .seconds(30))
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `an attempt whose lease ran out is in doubt, and its worker may no longer settle it`(_ kind: EngineKind)
        async throws
    {
        try await kind.withStore { store in
            try await fill(store, 1)
            let first = try #require(try await take(store, at: now + .seconds(5)).first)
            #expect(try await take(store, at: now + .seconds(64)).isEmpty)
            let other = Worker(rawValue: "two:boot:1")
            let second = try #require(try await take(store, by: other, at: now + .seconds(65)).first)
            #expect(second.id == first.id && second.attempts == 2 && second.doubtful == 1)
            #expect(second.epoch == first.epoch + 1)
            let late = Settlement(errand: first.id, epoch: first.epoch, outcome: .sent(answer: "250"))
            #expect(try await store.settle([late], now: now + .seconds(66)) == [first.id])
            #expect(try await store.errand(first.id)?.state == .leased)
            let mine = Settlement(errand: second.id, epoch: second.epoch, outcome: .sent(answer: "250"))
            #expect(try await store.settle([mine], now: now + .seconds(67)).isEmpty)
            #expect(try await store.totals().doubtful == 1)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a buried worker's errands are in doubt and due at once, and its late word still counts`(_ kind: EngineKind)
        async throws
    {
        try await kind.withStore { store in
            try await fill(store, 2)
            let errands = try await take(store, at: now + .seconds(5))
            #expect(try await store.leaseHolders(now: now + .seconds(5)).contains(worker))
            try await store.bury(worker: worker, now: now + .seconds(6))
            let after = try await store.errands(states: [.unknown], limit: 10)
            #expect(after.map(\.id) == errands.map(\.id))
            #expect(after.allSatisfy { $0.doubtful == 1 && $0.due <= now + .seconds(6) })
            // It was not dead after all, and knows better than anybody.
            let word = Settlement(errand: errands[0].id, epoch: errands[0].epoch, outcome: .sent(answer: "250"))
            #expect(try await store.settle([word], now: now + .seconds(7)).isEmpty)
            #expect(try await store.errand(errands[0].id)?.doubtful == 0)
            #expect(try await take(store, at: now + .seconds(8)).map(\.id) == [errands[1].id])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `what was given up can be tried again, what was sent cannot`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            try await fill(store, 3)
            let errands = try await take(store, at: now + .seconds(5))
            _ = try await store.settle(
                [
                    Settlement(errand: errands[0].id, epoch: errands[0].epoch, outcome: .givenUp(error: "550")),
                    Settlement(errand: errands[1].id, epoch: errands[1].epoch, outcome: .sent(answer: "250")),
                ], now: now + .seconds(5))
            let later = now + .seconds(10)
            #expect(try await store.retry(errands[0].id, now: later))
            #expect(try await store.retry(errands[1].id, now: later) == false)
            #expect(try await store.retry(errands[2].id, now: later) == false)
            #expect(try await store.retry(ErrandID(rawValue: 99), now: later) == false)
            let again = try await take(store, at: later)
            #expect(again.map(\.id) == [errands[0].id] && again.first?.attempts == 2)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `workers that lease at the same time share the backlog`(_ kind: EngineKind) async throws {
        try await kind.withDatabase { database in
            let stores = [Store(engine: try await database.engine()), Store(engine: try await database.engine())]
            let lease = try await stores[0].begin()
            _ = try await stores[0].remember(
                [Example.page(lease, (1...60).map { Example.message($0) })], now: now, thinking: .example)
            let now = now
            let taken = try await withThrowingTaskGroup(of: [ErrandID].self) { group in
                for (place, store) in stores.enumerated() {
                    group.addTask {
                        var mine: [ErrandID] = []
                        while true {
                            let errands = try await store.leaseErrands(
                                .ticket, limit: 7, worker: Worker(rawValue: "w\(place)"), now: now,
                                until: now + .seconds(60))
                            if errands.isEmpty { return mine }
                            mine += errands.map(\.id)
                        }
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(taken.count == 60 && Set(taken).count == 60)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a ticket is written from the conversation so far`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let lease = try await store.begin()
            let messages = (1...25).map {
                Example.message($0, $0 == 2 ? "fire" : "text \($0)", conversationKey: "sms:ana")
            }
            _ = try await store.remember([Example.page(lease, messages)], now: now, thinking: .example)
            let newest = try #require(try await store.tickets(limit: 1).first)
            guard case .message(let stored, let earlier, let count, let caseID) = try await store.ticket(newest.id)?.1
            else {
                Issue.record("no material")
                return
            }
            #expect(stored.message.text == "text 25")
            #expect(earlier.map(\.message.text) == (5...24).map { "text \($0)" })
            #expect(count == 24)
            #expect(caseID != nil)
        }
    }
}
