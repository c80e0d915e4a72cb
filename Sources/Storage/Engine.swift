/// A database, as the verbs of `Store` see it. Queries stand in Storage once, for every engine, with
/// `?1` placeholders, and speak in integers, text and blobs; times are integer microseconds.
package protocol Engine: Sendable {
    /// `sqlite` or `postgres`, for the few statements that differ.
    var dialect: Dialect { get }

    /// Runs `body` in one transaction that no other writer can be seen to have interleaved with
    /// (SQLite: BEGIN IMMEDIATE under the house lock; PostgreSQL: SERIALIZABLE, and `body` is run again
    /// from the start on 40001 or 40P01). `body` must therefore touch nothing but the transaction.
    /// When the call returns, what was written survives a power cut.
    func write<T: Sendable>(_ body: @Sendable (any Transaction) throws -> T) async throws -> T

    /// A consistent reading of what was committed.
    func read<T: Sendable>(_ body: @Sendable (any Transaction) throws -> T) async throws -> T

    /// Brings the schema to this program's version, under the engine's own lock.
    /// Throws `StorageError.newerDatabase` for one from a newer program, and changes nothing.
    func migrate() async throws

    func close() async
}

package enum Dialect: Sendable { case sqlite, postgres }

/// Only valid inside the closure that was given it.
package protocol Transaction {
    /// Runs a statement and returns how many rows it changed.
    @discardableResult
    func run(_ sql: String, _ values: [Value]) throws -> Int
    /// Runs a statement and returns its rows.
    func rows(_ sql: String, _ values: [Value]) throws -> [Row]
}

extension Transaction {
    @discardableResult
    package func run(_ sql: String) throws -> Int { try run(sql, []) }
    package func rows(_ sql: String) throws -> [Row] { try rows(sql, []) }
    package func row(_ sql: String, _ values: [Value] = []) throws -> Row? { try rows(sql, values).first }
}

package enum Value: Hashable, Sendable {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])
}

/// The columns of one result row, by place.
package struct Row: Hashable, Sendable {
    package var values: [Value]
    package init(_ values: [Value]) { self.values = values }
}

/// What went wrong with the database, and so what happens next.
package enum StorageError: Error, Sendable, CustomStringConvertible {
    /// Another process held it too long, or the connection was lost: try again (exit 75).
    case busy(String)
    /// The disk is full or read-only, the server cannot be reached: nothing was written (exit 69).
    case unavailable(String)
    /// Written by a newer program: this one refuses to touch it (exit 78).
    case newerDatabase(found: Int, known: Int)
    /// Our own fault or a damaged file (exit 70).
    case fault(String)

    package var description: String {
        switch self {
        case .busy(let what): what
        case .unavailable(let what): what
        case .newerDatabase(let found, let known):
            "the database has schema version \(found), and this program knows versions up to \(known); "
                + "run the newer earshot, or restore a backup made before it"
        case .fault(let what): what
        }
    }
}
