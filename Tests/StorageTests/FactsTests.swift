import Storage
import TestKit
import Testing
import Triage

@Suite struct FactsTests {
    let now = Example.morning

    /// Two stored, one doubled, one filtered, one unreadable; and a source that never heard anything.
    private func fill(_ store: Store) async throws {
        let lease = try await store.begin()
        try await store.register([("silent", .feed)], now: now)
        var page = Example.page(
            lease, [Example.message(1), Example.message(2, "fire"), Example.message(1), Example.message(3, "spam")])
        page.items.append(.init(heard: .unreadable(Example.unreadable()), evidence: nil))
        _ = try await store.remember([page], now: now, thinking: .example)
    }

    @Test(arguments: EngineKind.allCases)
    func `every item heard is in exactly one column of the ledger`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            try await fill(store)
            let expected = [
                LedgerLine(source: Example.source, heard: 5, stored: 2, duplicate: 1, filtered: 1, quarantined: 1),
                LedgerLine(source: "silent", heard: 0, stored: 0, duplicate: 0, filtered: 0, quarantined: 0),
            ]
            #expect(try await store.ledger() == expected)
            #expect(expected.allSatisfy { $0.unaccounted == 0 })
            #expect(try await store.filtered() == [FilteredLine(source: Example.source, rule: "spam", count: 1)])
            // What was filtered is known when it comes again.
            let lease = try await store.begin()
            let again = try await store.remember(
                [Example.page(lease, [Example.message(3, "spam")])], now: now, thinking: .example)
            #expect(again.first?.counts?.duplicate == 1)
            #expect(try await store.ledger().first?.unaccounted == 0)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a row that is lost shows in the ledger`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            try await fill(store)
            _ = try await store.engine.write { try $0.run("DELETE FROM message WHERE text = 'spam'") }
            #expect(try await store.ledger().first?.unaccounted == 1)
            try await store.engine.write { transaction in
                try transaction.run("DELETE FROM errand WHERE quarantine IS NOT NULL")
                try transaction.run("DELETE FROM quarantine")
            }
            #expect(try await store.ledger().first?.unaccounted == 2)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `the totals are those of the rows`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            try await fill(store)
            let totals = try await store.totals()
            #expect(totals.messages == 2 && totals.hotMessages == 1 && totals.casesOpen == 1)
            #expect(totals.errands == [.waiting: 3] && totals.doubtful == 0)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a database from a newer program is refused and left as it is`(_ kind: EngineKind) async throws {
        try await kind.withDatabase { database in
            let engine = try await database.engine()
            _ = try await engine.write { try $0.run("UPDATE earshot_schema SET version = 99") }
            let older = try await database.engine(migrated: false)
            await #expect(throws: StorageError.newerDatabase(found: 99, known: Schema.version)) {
                try await older.migrate()
            }
            #expect(try await engine.read { try $0.integer("SELECT version FROM earshot_schema") } == 99)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `programs that start together make one schema`(_ kind: EngineKind) async throws {
        try await kind.withDatabase { database in
            var engines: [any Engine] = []
            for _ in 0..<4 { engines.append(try await database.engine(migrated: false)) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for engine in engines { group.addTask { try await engine.migrate() } }
                try await group.waitForAll()
            }
            #expect(try await engines[0].read { try $0.rows("SELECT version FROM earshot_schema").count } == 1)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a refusal inside a transaction leaves nothing of it`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let twice: @Sendable (any Transaction) throws -> Void = { transaction in
                for _ in 0..<2 {
                    try transaction.run(
                        "INSERT INTO source (name, channel, started_at) VALUES (?1, 'feed', 0)", [.text("twice")])
                }
            }
            await #expect(throws: StatementRefused.self) { try await store.engine.write(twice) }
            let lines = try await store.ledger()
            #expect(lines.isEmpty)
        }
    }
}
