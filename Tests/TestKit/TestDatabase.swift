import Foundation
import Storage
import StoragePostgres
import StorageSQLite
import Synchronization
import Triage

/// The engines over which each promise of Storage is tested.
///
/// ```swift
/// @Test(arguments: EngineKind.allCases)
/// func `a post heard twice is remembered once`(_ kind: EngineKind) async throws {
///     try await kind.withStore { store in … }
/// }
/// ```
package enum EngineKind: String, CaseIterable, Sendable {
    case sqlite, postgres

    /// A fresh, migrated database, gone afterwards. Where PostgreSQL is absent nothing is run.
    package func withStore(_ body: (Store) async throws -> Void) async throws {
        try await withDatabase { database in try await body(Store(engine: try await database.engine())) }
    }

    /// A fresh database without a schema, over which several engines can be opened as several processes would.
    package func withDatabase(_ body: (TestDatabase) async throws -> Void) async throws {
        guard let database = try await TestDatabase(self) else { return }
        do {
            try await body(database)
        } catch {
            await database.remove()
            throw error
        }
        await database.remove()
    }
}

/// One database of its own for one test.
package final class TestDatabase: Sendable {
    package let kind: EngineKind
    /// The database file of SQLite; the URL of PostgreSQL.
    package let place: String
    private let opened = Mutex<[any Engine]>([])
    private static let next = Atomic<Int>(0)

    fileprivate init?(_ kind: EngineKind) async throws {
        self.kind = kind
        let number = Self.next.add(1, ordering: .relaxed).newValue
        switch kind {
        case .sqlite:
            let folder = FileManager.default.temporaryDirectory
                .appending(path: "earshot-test-\(getpid())-\(number)", directoryHint: .isDirectory)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            place = folder.appending(path: "earshot.db").path
        case .postgres:
            guard let server = PostgresServer.shared() else { return nil }
            place = try await server.freshDatabase()
        }
    }

    /// Another engine over this database, closed with it.
    package func engine(migrated: Bool = true) async throws -> any Engine {
        let engine: any Engine =
            switch kind {
            case .sqlite: try SQLiteEngine(path: place)
            case .postgres: try PostgresEngine(url: place, connections: 3)
            }
        opened.withLock { $0.append(engine) }
        if migrated { try await engine.migrate() }
        return engine
    }

    fileprivate func remove() async {
        for engine in opened.withLock({ $0 }) { await engine.close() }
        switch kind {
        case .sqlite:
            try? FileManager.default.removeItem(at: URL(filePath: place).deletingLastPathComponent())
        case .postgres:
            try? await PostgresServer.shared()?.drop(place)
        }
    }
}
