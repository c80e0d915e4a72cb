import Foundation
import Storage
import StoragePostgres
import Synchronization
import TestKit
import Testing
import Triage

/// What one host commits another hears at once.
@Suite struct EarsTests {
    /// What was heard, and a way to wait for it.
    private final class Heard: Sendable {
        private let counts = Mutex<[News: Int]>([:])
        func hear(_ news: News) { counts.withLock { $0[news, default: 0] += 1 } }
        func count(_ news: News) -> Int { counts.withLock { $0[news] ?? 0 } }

        func eventually(_ isTrue: @Sendable () -> Bool) async throws -> Bool {
            for _ in 0..<5_000 {
                if isTrue() { return true }
                try await Task.sleep(for: .milliseconds(2))
            }
            return isTrue()
        }
    }

    private func listening(_ engine: any Engine) async throws -> (Ears, Heard) {
        let (ears, heard) = (Ears(), Heard())
        for news in News.allCases { ears.on(news) { heard.hear(news) } }
        ears.open(engine)
        #expect(try await heard.eventually { ears.areOpen && heard.count(.pages) == 1 })
        return (ears, heard)
    }

    @Test func `a case and its page are heard of when they are committed, and not before`() async throws {
        try await EngineKind.postgres.withDatabase { database in
            let (here, there) = (try await database.engine(), Store(engine: try await database.engine()))
            let (ears, heard) = try await listening(here)
            let scene = OnCallScene(store: there)
            let id = try #require(try await scene.open().first)
            #expect(try await heard.eventually { heard.count(.queue) == 2 })
            #expect(heard.count(.pages) == 1)
            _ = try await there.lookAtDueCases(now: Example.morning, onCall: scene.onCall)
            #expect(try await heard.eventually { heard.count(.pages) == 2 })
            struct Undone: Error {}
            let queue = heard.count(.queue)
            _ = try? await there.engine.write { transaction in
                transaction.announce(.queue)
                throw Undone()
            }
            // A later one arrives; what was rolled back before it never does.
            _ = try await there.note(on: id, by: "ana", "later", now: Example.morning)
            #expect(try await heard.eventually { heard.count(.queue) == queue + 1 })
            ears.close()
            #expect(try await heard.eventually { !ears.areOpen })
        }
    }

    @Test func `a message that is not hot wakes nobody`() async throws {
        try await EngineKind.postgres.withDatabase { database in
            let (here, there) = (try await database.engine(), Store(engine: try await database.engine()))
            let (ears, heard) = try await listening(here)
            let lease = try await there.begin()
            _ = try await there.remember(
                [Example.page(lease, [Example.message(1, "lovely weather")])], now: Example.morning,
                thinking: .example)
            try await there.engine.write { $0.announce(.pages) }
            #expect(try await heard.eventually { heard.count(.pages) == 2 })
            #expect(heard.count(.queue) == 1)
            ears.close()
        }
    }

    @Test func `a listening connection that is cut is made anew, and everything is news then`() async throws {
        try await EngineKind.postgres.withDatabase { database in
            let (here, there) = (try await database.engine(), try await database.engine())
            let (ears, heard) = try await listening(here)
            _ = try await there.write { transaction in
                try transaction.rows(
                    """
                    SELECT pg_terminate_backend(pid)::int FROM pg_stat_activity
                    WHERE query = 'LISTEN earshot_' || md5(current_schema())
                    """
                ).count
            }
            #expect(try await heard.eventually { ears.areOpen && heard.count(.queue) == 2 && heard.count(.pages) == 2 })
            ears.close()
        }
    }

    @Test func `an engine without such a way says so, and everybody asks as before`() async throws {
        try await EngineKind.sqlite.withStore { store in
            let ears = Ears()
            ears.open(store.engine)
            #expect(!ears.areOpen && ears.pause(.seconds(1)) == .seconds(1))
        }
    }
}
