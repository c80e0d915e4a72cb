import Foundation
import Storage
import Synchronization

/// A database that several hosts share: PostgreSQL through libpq.
///
/// A few connections, each on a thread of its own; each is opened when it is first needed and again after
/// it was lost. A pooler in transaction mode (PgBouncer) cannot stand between: statements stay prepared.
package final class PostgresEngine: Engine {
    private let threads: BlockingThreads<PostgresConnection>
    private let address: PostgresAddress
    private let ears = Mutex<[PostgresEars]>([])

    /// How often a transaction is run that always meets others, and for how long.
    private static let attempts = 20
    private static let patience = Duration.seconds(15)

    /// - Parameters:
    ///   - url: `postgres://user@host/db`, with libpq's parameters behind `?`. A password in it is refused.
    ///   - password: where it is not in PGPASSWORD or a password file.
    ///   - connections: at least 1.
    package init(url: String, password: String? = nil, connections: Int = 4) throws {
        let address = try PostgresAddress(url: url, password: password)
        self.address = address
        threads = BlockingThreads(
            count: connections, name: "postgres", tool: { PostgresConnection(address) }, putAway: { $0.drop() })
    }

    package func write<T: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
        try await threads.run { try Self.transact($0, .serializable, body) }
    }

    package func read<T: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T {
        try await threads.run { try Self.transact($0, .readOnly, body) }
    }

    package func migrate() async throws {
        let found = try await read { try Schema.found($0) }
        guard found < Schema.version else { return }
        try await threads.run { try Self.transact($0, .alone) { try Schema.bring($0) } }
    }

    package func listen(_ hear: @escaping @Sendable (News) -> Void) -> (any Listening)? {
        let new = PostgresEars(address, hear: hear)
        ears.withLock { $0.append(new) }
        return new
    }

    package func close() async {
        for one in ears.withLock({ $0 }) { one.end() }
        await threads.close()
    }

    /// The server's clock minus this host's, to within half the time of the asking: several hosts that share
    /// leases and due times go by the one clock that they share.
    package func clockOffset() async throws -> Duration {
        try await threads.run { connection in
            try Self.transact(connection, .readOnly) { transaction in
                _ = try transaction.integer("SELECT 1")
                let before = Self.hostClock()
                let server = try transaction.integer(
                    "SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS BIGINT)")
                let after = Self.hostClock()
                return .microseconds(server - (before + (after - before) / 2))
            }
        }
    }

    private static func hostClock() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
    }

    private enum Manner {
        case serializable
        case readOnly
        /// Behind the advisory lock from the first attempt on.
        case alone

        var begin: String {
            switch self {
            case .serializable, .alone: "BEGIN ISOLATION LEVEL SERIALIZABLE"
            case .readOnly: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
            }
        }
    }

    /// Begin, body, commit; again from the start where PostgreSQL asks for it, and once more where the
    /// connection turned out to be dead before anything can have been committed.
    private static func transact<T>(
        _ connection: PostgresConnection, _ manner: Manner, _ body: (any Transaction) throws -> T
    ) throws -> T {
        let deadline = ContinuousClock.now + patience
        var attempt = 0
        var hasReconnected = false
        while true {
            attempt += 1
            var isCommitting = false
            do {
                try connection.open()
                // Whoever met others twice stands in line with those who did too. The line is formed before
                // the transaction begins, since waiting inside it would age its snapshot.
                let stands = manner == .alone || (manner == .serializable && attempt > 2)
                if stands { try connection.command("SELECT pg_advisory_lock(\(line))") }
                defer { if stands, connection.isOpen { try? connection.command("SELECT pg_advisory_unlock(\(line))") } }
                try connection.command(manner.begin)
                let transaction = PostgresTransaction(connection)
                do {
                    let result = try body(transaction)
                    try transaction.finish()
                    if let failure = transaction.failure { throw failure }
                    isCommitting = true
                    try connection.commit()
                    return result
                } catch {
                    if connection.isOpen, !isCommitting { try? connection.rollback() }
                    throw error
                }
            } catch let failure as PostgresFailure {
                if failure.isConnectionLost {
                    connection.drop()
                    if !hasReconnected, !isCommitting {
                        hasReconnected = true
                        continue
                    }
                    throw isCommitting
                        ? StorageError.unavailable(
                            "the connection to PostgreSQL was lost during a commit, and nobody knows whether it "
                                + "was written: \(failure.message)")
                        : failure.translated
                }
                if failure.state == "0A000" { connection.drop() }
                guard failure.isWorthRepeating, attempt < attempts, ContinuousClock.now < deadline else {
                    throw failure.translated
                }
                usleep(UInt32.random(in: 500...(2_000 << UInt32(min(attempt, 6)))))
            }
        }
    }

    /// The advisory lock's number; several Earshots may share a database, each in its schema.
    private static let line = "hashtextextended('earshot ' || coalesce(current_schema(), ''), 0)"
}
