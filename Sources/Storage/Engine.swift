/// A database, as the verbs of `Store` see it. Queries stand in Storage once, for every engine, with
/// `?1` placeholders, and speak in integers, text and blobs; times are integer microseconds.
package protocol Engine: Sendable {
    /// Runs `body` in one transaction that no other writer can be seen to have interleaved with
    /// (SQLite: BEGIN IMMEDIATE under the house lock; PostgreSQL: SERIALIZABLE, and `body` is run again
    /// from the start on 40001 or 40P01). `body` must therefore touch nothing but the transaction.
    /// When the call returns, what was written survives a power cut.
    ///
    /// - Throws: `StorageError`, `StatementRefused`, or what `body` threw; in each case nothing was written,
    ///   except that a connection lost during the commit leaves it open whether it was. Whoever tries again
    ///   after that must write under unique keys, as every verb of `Store` does.
    func write<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T

    /// A consistent reading of what was committed.
    func read<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T

    /// Brings the schema to this program's version, under the engine's own lock. Cheap when it is there, or
    /// further. Throws `StorageError.newerDatabase` for one that a newer program made so that older ones must
    /// not touch it, and changes nothing.
    func migrate() async throws

    /// Calls `hear` with what other connections, and this engine's own, have just committed; nil where the engine
    /// has no way to be told. Ends with the engine at the latest.
    func listen(_ hear: @escaping @Sendable (News) -> Void) -> (any Listening)?

    func close() async
}

extension Engine {
    package func listen(_ hear: @escaping @Sendable (News) -> Void) -> (any Listening)? { nil }
}

package enum Dialect: Sendable { case sqlite, postgres }

/// Only valid inside the closure that was given it.
///
/// A statement is a literal: the driver knows it again by its address and keeps it prepared, and nothing
/// that came from outside can become part of one.
package protocol Transaction {
    /// For the few statements that differ.
    var dialect: Dialect { get }

    /// Runs a statement and returns how many rows it changed.
    @discardableResult
    func run(_ sql: StaticString, _ values: [Value]) throws -> Int
    /// Runs a statement and returns its rows.
    func rows(_ sql: StaticString, _ values: [Value]) throws -> [Row]
    /// Runs an `INSERT` of one row into a table whose key is `id`, and returns that.
    func insert(_ sql: StaticString, _ values: [Value]) throws -> Int64
    /// Runs a statement of the schema.
    func define(_ sql: String) throws
    /// Runs a statement whose outcome nobody needs at once. An engine over a network sends it with the next one that
    /// is waited for: those after it see what it did, and what it was refused is thrown by the one that waits, or at
    /// the end. `told` is given the number of rows changed, at the latest by then.
    func later(_ sql: StaticString, _ values: [Value], _ told: @escaping (Int) -> Void) throws
    /// Whoever listens is told when, and only if, this transaction is committed; several times is once.
    func announce(_ news: News)
}

extension Transaction {
    @discardableResult
    package func run(_ sql: StaticString) throws -> Int { try run(sql, []) }
    package func rows(_ sql: StaticString) throws -> [Row] { try rows(sql, []) }
    package func later(_ sql: StaticString, _ values: [Value], _ told: @escaping (Int) -> Void) throws {
        told(try run(sql, values))
    }
    package func announce(_ news: News) {}
    package func row(_ sql: StaticString, _ values: [Value] = []) throws -> Row? { try rows(sql, values).first }
    /// The one integer of a statement that always gives one, such as `count(*)`.
    package func integer(_ sql: StaticString, _ values: [Value] = []) throws -> Int64 {
        guard let row = try rows(sql, values).first else { throw StorageError.fault("a count gave no row") }
        return try row.integer(0)
    }
}

/// What went wrong with the database, and so what happens next.
package enum StorageError: Error, Hashable, Sendable, CustomStringConvertible {
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

/// The database would not take these values (a constraint, a size, a type): trying the same again cannot
/// help, and other rows are not concerned.
package struct StatementRefused: Error, Hashable, Sendable, CustomStringConvertible {
    /// In the database's words, without the values themselves.
    package var reason: String
    package init(_ reason: String) { self.reason = reason }
    package var description: String { "the database refused it: \(reason)" }
}
