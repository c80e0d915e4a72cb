import Storage
import Synchronization
import TestKit
import Testing
import Triage

@Suite struct EngineTests {
    @Test(arguments: EngineKind.allCases)
    func `transactions that read and then write lose no step of one another`(_ kind: EngineKind) async throws {
        try await kind.withDatabase { database in
            let engines = [try await database.engine(), try await database.engine()]
            try await Store(engine: engines[0]).register([("one", .feed)], now: Example.morning)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for worker in 0..<4 {
                    group.addTask {
                        for _ in 0..<15 {
                            try await engines[worker % 2].write { transaction in
                                let before = try transaction.integer("SELECT heard FROM source WHERE name = 'one'")
                                try transaction.run(
                                    "UPDATE source SET heard = ?1 WHERE name = 'one'", [.integer(before + 1)])
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await engines[0].read { try $0.integer("SELECT heard FROM source") } == 60)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a closed database is unavailable and does not hang`(_ kind: EngineKind) async throws {
        try await kind.withDatabase { database in
            let engine = try await database.engine()
            await engine.close()
            await #expect(throws: StorageError.self) { try await engine.read { try $0.integer("SELECT 1") } }
            await #expect(throws: StorageError.self) { try await engine.write { try $0.integer("SELECT 1") } }
        }
    }

    @Test func `threads do what they were given before they end, each with its own tool`() async throws {
        final class Tool { var used = 0 }
        let put = Mutex<[Int]>([])
        let threads = BlockingThreads(
            count: 3, name: "test", tool: { Tool() }, putAway: { tool in put.withLock { $0.append(tool.used) } })
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<50 { group.addTask { try await threads.run { $0.used += 1 } } }
            try await group.waitForAll()
        }
        await threads.close()
        #expect(put.withLock { $0.count } == 3)
        #expect(put.withLock { $0.reduce(0, +) } == 50)
        await #expect(throws: StorageError.self) { try await threads.run { $0.used += 1 } }
    }

    // MARK: Left for later

    @Test(arguments: EngineKind.allCases)
    func `what is left for later is done in its order, seen by what follows, and told of`(_ kind: EngineKind)
        async throws
    {
        try await kind.withDatabase { database in
            let engine = try await database.engine()
            let (told, seen) = try await engine.write { transaction in
                var told: [Int] = []
                // More than any engine leaves unanswered.
                for number in 0..<700 {
                    try transaction.later(
                        "INSERT INTO source (name, channel, started_at) VALUES (?1, 'feed', ?2)",
                        [.text("source \(number)"), .int(number)]
                    ) { told.append($0) }
                }
                try transaction.later("UPDATE source SET last_error = 'x' WHERE started_at < ?1", [.int(500)]) {
                    told.append($0)
                }
                let seen = try transaction.integer("SELECT count(*) FROM source WHERE last_error = 'x'")
                return (told, seen)
            }
            #expect(told == Array(repeating: 1, count: 700) + [500] && seen == 500)
            let order = try await engine.read {
                try $0.rows("SELECT started_at FROM source ORDER BY id").map { try $0.integer(0) }
            }
            #expect(order == (0..<700).map { Int64($0) })
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `what is refused later undoes the whole transaction, and the next one works`(_ kind: EngineKind) async throws {
        try await kind.withDatabase { database in
            let engine = try await database.engine()
            await #expect(throws: StatementRefused.self) {
                try await engine.write { transaction in
                    for name in ["one", "two", "one", "three"] {
                        try transaction.later(
                            "INSERT INTO source (name, channel, started_at) VALUES (?1, 'feed', 0)", [.text(name)]
                        ) { _ in }
                    }
                }
            }
            await #expect(throws: StatementRefused.self) {
                try await engine.write { transaction in
                    for name in ["one", "one"] {
                        try transaction.later(
                            "INSERT INTO source (name, channel, started_at) VALUES (?1, 'feed', 0)", [.text(name)]
                        ) { _ in }
                    }
                    _ = try transaction.integer("SELECT count(*) FROM source")
                }
            }
            struct Stop: Error {}
            await #expect(throws: Stop.self) {
                try await engine.write { transaction in
                    try transaction.later(
                        "INSERT INTO source (name, channel, started_at) VALUES ('one', 'feed', 0)", []
                    ) { _ in }
                    throw Stop()
                }
            }
            #expect(try await engine.read { try $0.integer("SELECT count(*) FROM source") } == 0)
        }
    }
}

@Suite struct ManualClockTests {
    @Test func `sleepers wake when their moment comes and not before`() async throws {
        let clock = ManualClock()
        let tasks = [60, 120, 180].map { (seconds: Int64) in
            Task { [clock] in
                try await clock.sleep(until: Example.morning + .seconds(seconds))
                return seconds
            }
        }
        await clock.untilSleeping(3)
        #expect(clock.nextWake == Example.morning + .seconds(60))
        clock.advance(by: .seconds(59))
        #expect(clock.sleepers == 3)
        clock.advance(by: .seconds(61))
        #expect(try await [tasks[0].value, tasks[1].value] == [60, 120])
        #expect(clock.sleepers == 1)
        tasks[2].cancel()
        await #expect(throws: CancellationError.self) { try await tasks[2].value }
        try await clock.sleep(until: Example.morning)
    }
}
