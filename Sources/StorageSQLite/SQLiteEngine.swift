import CSQLite
import Foundation
import GRDB
import Storage

/// The database in one file on this machine: SQLite in WAL mode by GRDB, made to survive a power cut.
///
/// One thread writes and a few read; none of them is a thread of Swift's pool. Nothing is opened before
/// the first use.
package struct SQLiteEngine: Engine {
    private let file: SQLiteFile
    private let writer: BlockingThreads<SQLiteWriter>
    private let readers: BlockingThreads<Void>

    static let readers = 4

    /// - Parameter patience: how long a write waits for those of other processes.
    /// - Throws: `StorageError` where the file or its folder cannot be used by this user.
    package init(path: String, patience: Duration = .seconds(5)) throws {
        let file = SQLiteFile(path: URL(filePath: path).path)
        try file.checkOwner()
        self.file = file
        writer = BlockingThreads(
            count: 1, name: "sqlite-write", tool: { SQLiteWriter(file, patience: patience) },
            putAway: { $0.putAway() })
        readers = BlockingThreads(count: Self.readers, name: "sqlite-read", tool: {})
    }

    package func write<T: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
        try await writer.run { try $0.write(body) }
    }

    package func read<T: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
        if !file.isOpen { try await writer.run { try $0.open() } }
        let file = file
        return try await readers.run { _ in
            do {
                return try file.open().read { database in
                    guard let connection = database.sqliteConnection else {
                        throw StorageError.fault("a reader has no connection")
                    }
                    let transaction = SQLiteTransaction(connection, path: file.path)
                    defer { transaction.finalize() }
                    return try body(transaction)
                }
            } catch {
                throw SQLiteFailure.translated(error, path: file.path)
            }
        }
    }

    /// Copies the database, as it stands at one moment, into a file that is not there yet; whoever writes goes on. The
    /// copy needs no companions.
    package func backUp(to path: String) async throws {
        try await writer.run { try $0.open() }
        let file = file
        try await readers.run { _ in try file.copy(to: URL(filePath: path).path) }
    }

    package func migrate() async throws {
        let found = try await read { try Schema.found($0) }
        if found < Schema.version { try await write { try Schema.bring($0) } }
    }

    package func close() async {
        await readers.close()
        await writer.close()
    }

    /// What the writer's connection says of itself, for tests and `doctor`: `synchronous` is 2 for FULL.
    package func pragma(_ name: String) async throws -> String {
        precondition(name.allSatisfy { $0.isLetter || $0 == "_" })
        return try await writer.run { try $0.pragma(name) }
    }

    /// The version of the library that runs.
    package static var libraryVersion: String { String(cString: sqlite3_libversion()) }
}

/// The one who writes; lives on its thread.
private final class SQLiteWriter {
    private let file: SQLiteFile
    private let lock: HouseLock
    private var statements: SQLiteTransaction?
    /// When the log was last copied into the database.
    private var copiedAt = ContinuousClock.now

    /// The database alone is then never much older than this, whoever copies it without its companions.
    static let copiedEvery = Duration.seconds(60)

    init(_ file: SQLiteFile, patience: Duration) {
        self.file = file
        lock = HouseLock(path: file.path + ".lock", patience: patience)
    }

    func open() throws {
        if !file.isOpen { try lock.hold { _ = try file.open() } }
    }

    func write<T>(_ body: (any Transaction) throws -> T) throws -> T {
        try lock.hold {
            defer { copyNowAndThen() }
            do {
                return try file.open().writeWithoutTransaction { database in
                    let statements = try self.statements(database)
                    try database.beginTransaction(.immediate)
                    do {
                        let result = try body(statements)
                        try database.commit()
                        return result
                    } catch {
                        // SQLite has already rolled back after a full disk; then there is nothing to do.
                        if database.isInsideTransaction { try? database.rollback() }
                        throw error
                    }
                }
            } catch {
                throw SQLiteFailure.translated(error, path: file.path)
            }
        }
    }

    private func copyNowAndThen() {
        guard ContinuousClock.now - copiedAt >= Self.copiedEvery else { return }
        copiedAt = .now
        // What is committed is safe in the log; where it cannot be copied now, it is next time.
        try? file.checkpoint(emptying: false)
    }

    func pragma(_ name: String) throws -> String {
        try lock.hold {
            try file.open().writeWithoutTransaction { try String.fetchOne($0, sql: "PRAGMA \(name)") ?? "" }
        }
    }

    func putAway() {
        statements?.finalize()
        statements = nil
        do {
            // A copy of the database alone would be empty if all stood in the log.
            try lock.hold {
                try? file.checkpoint(emptying: true)
                try file.close()
            }
        } catch {
            try? file.close()
        }
    }

    private func statements(_ database: Database) throws -> SQLiteTransaction {
        if let statements { return statements }
        guard let connection = database.sqliteConnection else {
            throw StorageError.fault("the writer has no connection")
        }
        let made = SQLiteTransaction(connection, path: file.path)
        statements = made
        return made
    }
}
