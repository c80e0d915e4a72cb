import Foundation
import Storage
import StoragePostgres
import Synchronization
import TestKit
import Testing
import Triage

@Suite struct PostgresTests {
    @Test(arguments: [
        "postgres://ana:geheim@db.example/earshot", "postgres://db.example/earshot?password=geheim",
        "mysql://db.example/earshot", "postgres://db.example:notaport:geheim/earshot?geheim",
    ])
    func `a password in the address is refused and not repeated`(_ url: String) {
        #expect {
            try PostgresEngine(url: url, connections: 1)
        } throws: {
            guard case StorageError.unavailable(let what) = $0 else { return false }
            return !what.contains("geheim")
        }
    }

    @Test func `a server that cannot be reached is unavailable`() async throws {
        let engine = try PostgresEngine(
            url: "postgres://earshot@127.0.0.1:\(LoopbackPort.free())/earshot", connections: 1)
        await #expect {
            try await engine.migrate()
        } throws: {
            guard case StorageError.unavailable(let what) = $0 else { return false }
            return what.contains("cannot be reached")
        }
        await engine.close()
    }

    @Test func `a connection that died between two transactions is made anew`() async throws {
        try await EngineKind.postgres.withDatabase { database in
            let engine = try PostgresEngine(url: database.place, connections: 1)
            let other = try await database.engine()
            let process = try await engine.read { try $0.integer("SELECT pg_backend_pid()") }
            _ = try await other.write {
                try $0.rows("SELECT pg_terminate_backend(CAST(?1 AS INT))::int", [.integer(process)]).count
            }
            #expect(try await engine.read { try $0.integer("SELECT pg_backend_pid()") } != process)
            await engine.close()
        }
    }

    @Test func `a connection that dies inside a transaction costs nothing of it`() async throws {
        try await EngineKind.postgres.withDatabase { database in
            let engine = try await database.engine()
            let runs = Mutex(0)
            try await engine.write { transaction in
                try transaction.run("INSERT INTO source (name, channel, started_at) VALUES ('one', 'feed', 0)")
                let isFirst = runs.withLock { runs in
                    runs += 1
                    return runs == 1
                }
                if isFirst { _ = try transaction.rows("SELECT pg_terminate_backend(pg_backend_pid())::int") }
            }
            #expect(runs.withLock { $0 } == 2)
            #expect(try await engine.read { try $0.integer("SELECT count(*) FROM source") } == 1)
        }
    }

    @Test func `a connection that dies with answers outstanding costs nothing`() async throws {
        try await EngineKind.postgres.withDatabase { database in
            let engine = try await database.engine()
            let runs = Mutex(0)
            try await engine.write { transaction in
                let isFirst = runs.withLock { runs in
                    runs += 1
                    return runs == 1
                }
                try transaction.later("INSERT INTO source (name, channel, started_at) VALUES ('one', 'feed', 0)", []) {
                    _ in
                }
                if isFirst { try transaction.later("SELECT pg_terminate_backend(pg_backend_pid())::int", []) { _ in } }
                try transaction.later("INSERT INTO source (name, channel, started_at) VALUES ('two', 'feed', 0)", []) {
                    _ in
                }
            }
            #expect(runs.withLock { $0 } == 2)
            #expect(try await engine.read { try $0.integer("SELECT count(*) FROM source") } == 2)
        }
    }

    @Test func `a refusal that was swallowed is not taken for a commit`() async throws {
        try await EngineKind.postgres.withDatabase { database in
            let engine = try await database.engine()
            await #expect(throws: StorageError.self) {
                try await engine.write { transaction in
                    try transaction.run("INSERT INTO source (name, channel, started_at) VALUES ('one', 'feed', 0)")
                    _ = try? transaction.run("INSERT INTO source (name, channel, started_at) VALUES ('one', 'feed', 0)")
                }
            }
            #expect(try await engine.read { try $0.integer("SELECT count(*) FROM source") } == 0)
        }
    }

    @Test func `an answer given is durable, whatever the role was set to`() async throws {
        try await EngineKind.postgres.withDatabase { database in
            let engine = try PostgresEngine(url: database.place + "%20-csynchronous_commit%3Doff", connections: 1)
            let setting = try await engine.read { try $0.row("SELECT current_setting('synchronous_commit')")?.text(0) }
            #expect(setting == "on")
            await engine.close()
        }
    }

    @Test func `the server's clock is asked for`() async throws {
        try await EngineKind.postgres.withDatabase { database in
            let engine = try #require(try await database.engine() as? PostgresEngine)
            // Here both are the same clock.
            #expect(abs(try await engine.clockOffset().wholeMicroseconds) < 60_000_000)
        }
    }

    @Test func `a database that cannot hold every letter is refused`() async throws {
        guard ProcessInfo.processInfo.environment["EARSHOT_TEST_POSTGRES"] == nil, let server = PostgresServer.shared()
        else { return }
        let name = "ascii_\(getpid())"
        let psql = Process()
        psql.executableURL = URL(filePath: "/usr/bin/env")
        psql.arguments = [
            "psql", "-q", "-d", server.url, "-c",
            "CREATE DATABASE \(name) ENCODING 'SQL_ASCII' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'",
        ]
        try psql.run()
        psql.waitUntilExit()
        guard psql.terminationStatus == 0 else {
            print("skipped: no psql")
            return
        }
        let engine = try PostgresEngine(
            url: String(server.url.dropLast("postgres".count)) + name, connections: 1)
        await #expect {
            try await engine.migrate()
        } throws: {
            "\($0)".contains("SQL_ASCII")
        }
        await engine.close()
    }
}
