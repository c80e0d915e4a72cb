import CPostgres
import Foundation
import Storage

/// One connection and the statements that it keeps prepared. It lives on one thread; every call waits.
final class PostgresConnection {
    private let address: PostgresAddress
    private var connection: OpaquePointer?
    private var names: [Key: String] = [:]
    /// The parameters of one call, one after the other.
    private var scratch: [UInt8] = []
    /// Statements sent and not yet answered, in their order; while there are any, the connection is in libpq's
    /// pipeline mode (PostgreSQL manual, 34.5).
    private var unanswered: [(Int) -> Void] = []
    /// What became of the last one.
    private var wasSent = true
    /// The server may not be left with more answers than the way back holds, while it is given more to do: each of
    /// these is some fifty bytes.
    private static let mostUnanswered = 256

    private struct Key: Hashable {
        /// The address of the literal.
        var sql: UnsafePointer<UInt8>
        var returnsID: Bool
    }

    /// Of types that we read (pg_type.dat).
    private enum Kind {
        static let bytes: Oid = 17
        static let integer64: Oid = 20
        static let integer16: Oid = 21
        static let integer32: Oid = 23
        static let text: Oid = 25
        static let name: Oid = 19
        static let varchar: Oid = 1043
    }

    init(_ address: PostgresAddress) { self.address = address }
    deinit { PQfinish(connection) }

    var isOpen: Bool { connection != nil && PQstatus(connection) == CONNECTION_OK }

    /// Connects where there is no connection.
    /// - Throws: `StorageError.unavailable`.
    func open() throws {
        // A connection that was left inside a transaction is not trusted again.
        if isOpen, PQtransactionStatus(connection) == PQTRANS_IDLE { return }
        drop()
        let parameters = address.parameters
        var keywords = parameters.map { UnsafePointer(strdup($0.keyword)) } + [nil]
        var values = parameters.map { UnsafePointer(strdup($0.value)) } + [nil]
        defer { for text in keywords + values { free(UnsafeMutablePointer(mutating: text)) } }
        let made = PQconnectdbParams(&keywords, &values, 1)
        guard PQstatus(made) == CONNECTION_OK else {
            let said = PostgresFailure.said(made)
            PQfinish(made)
            throw StorageError.unavailable("PostgreSQL cannot be reached: \(said)")
        }
        connection = made
        PQsetNoticeProcessor(made, { _, _ in }, nil)
        do {
            try setUp()
        } catch {
            drop()
            throw error
        }
    }

    func drop() {
        PQfinish(connection)
        connection = nil
        names = [:]
        unanswered = []
    }

    private func setUp() throws {
        guard PQserverVersion(connection) >= 130_000 else {
            throw StorageError.unavailable("PostgreSQL is older than version 13, which Earshot needs at least")
        }
        let encoding = PQparameterStatus(connection, "server_encoding").map { String(cString: $0) } ?? "unknown"
        guard encoding == "UTF8" else {
            throw StorageError.unavailable(
                "the database has the encoding \(encoding), which cannot hold every message; create it with UTF8")
        }
        // An answer given must survive a power cut, whatever a role was set to; a stricter level stays.
        try command(
            """
            SET statement_timeout = '60s'; SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '60s';
            SELECT set_config('synchronous_commit', 'on', false)
            WHERE current_setting('synchronous_commit') = 'off'
            """)
    }

    /// Statements without parameters whose rows do not matter.
    /// - Throws: `PostgresFailure`.
    func command(_ sql: String) throws {
        try settle()
        let result = PQexec(connection, sql)
        defer { PQclear(result) }
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: return
        default: throw PostgresFailure(connection, result)
        }
    }

    /// Readable when something has come.
    var socket: Int32 { PQsocket(connection) }

    /// The words of notifications that have come, without waiting.
    func notifications() throws -> [String] {
        guard PQconsumeInput(connection) == 1 else { throw lost() }
        var words: [String] = []
        while let notification = PQnotifies(connection) {
            words.append(notification.pointee.extra.map { String(cString: $0) } ?? "")
            PQfreemem(notification)
        }
        return words
    }

    /// Whatever was left for later goes with it.
    func rollback() throws {
        try? settle()
        try command("ROLLBACK")
    }

    /// - Throws: `PostgresFailure`, and a fault where the server quietly rolled back, as it does for a
    ///   transaction in which a statement had failed.
    func commit() throws {
        let result = PQexec(connection, "COMMIT")
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else { throw PostgresFailure(connection, result) }
        guard PQcmdStatus(result).map({ String(cString: $0) }) == "COMMIT" else {
            throw StorageError.fault("a transaction was committed in which a statement had failed")
        }
    }

    /// The statement as written, or with `RETURNING id` behind it.
    func rows(_ sql: StaticString, _ values: [Value], returnsID: Bool = false) throws -> (rows: [Row], changed: Int) {
        let name = try prepare(sql, values, returnsID: returnsID)
        let result = try unanswered.isEmpty ? execute(name, values, isWaited: true) : executeBehind(name, values)
        defer { PQclear(result) }
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK: break
        default: throw PostgresFailure(connection, result)
        }
        let changed = Self.changed(result)
        let (height, width) = (PQntuples(result), PQnfields(result))
        guard height > 0 else { return ([], changed) }
        let kinds = (0..<width).map { PQftype(result, $0) }
        var rows: [Row] = []
        rows.reserveCapacity(Int(height))
        for line in 0..<height {
            rows.append(Row(try (0..<width).map { try Self.value(result, line, $0, kinds[Int($0)]) }))
        }
        return (rows, changed)
    }

    // MARK: Many statements, one wait

    /// Sends a statement and does not wait for it.
    func later(_ sql: StaticString, _ values: [Value], _ told: @escaping (Int) -> Void) throws {
        let name = try prepare(sql, values, returnsID: false)
        if unanswered.count >= Self.mostUnanswered { try settle() }
        try sendOn(name, values)
        unanswered.append(told)
    }

    /// Waits for the answers to whatever was sent.
    func settle() throws {
        guard !unanswered.isEmpty else { return }
        PQclear(try answers(andOneMore: false))
    }

    /// Sends a statement behind those that are unanswered, and waits for all of them.
    private func executeBehind(_ name: String, _ values: [Value]) throws -> OpaquePointer? {
        try sendOn(name, values)
        return try answers(andOneMore: true)
    }

    private func sendOn(_ name: String, _ values: [Value]) throws {
        if unanswered.isEmpty, PQenterPipelineMode(connection) == 0 { throw lost() }
        _ = execute(name, values, isWaited: false)
        // What cannot be sent is a connection that is gone, or no memory; either way nothing more is sure of it.
        guard wasSent else { throw lost() }
    }

    private func lost() -> PostgresFailure {
        let said = PostgresFailure.said(connection)
        drop()
        return PostgresFailure(lost: said)
    }

    /// Reads what comes back, up to where it is in step again, and leaves pipeline mode.
    /// - Throws: the first failure; those behind it were not run.
    private func answers(andOneMore: Bool) throws -> OpaquePointer? {
        let waiting = unanswered
        unanswered = []
        guard PQpipelineSync(connection) == 1 else { throw lost() }
        var failure: PostgresFailure?
        var last: OpaquePointer?
        for place in 0..<waiting.count + (andOneMore ? 1 : 0) {
            guard let result = PQgetResult(connection) else { throw lost() }
            switch PQresultStatus(result) {
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK:
                if place < waiting.count {
                    waiting[place](Self.changed(result))
                    PQclear(result)
                } else {
                    last = result
                }
            default:
                failure = failure ?? PostgresFailure(connection, result)
                PQclear(result)
            }
            // Each statement's answers end with none.
            while let more = PQgetResult(connection) { PQclear(more) }
        }
        let end = PQgetResult(connection)
        let isInStep = PQresultStatus(end) == PGRES_PIPELINE_SYNC
        PQclear(end)
        guard isInStep, PQexitPipelineMode(connection) == 1 else {
            PQclear(last)
            throw lost()
        }
        if let failure {
            PQclear(last)
            throw failure
        }
        return last
    }

    private static func changed(_ result: OpaquePointer?) -> Int {
        PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0
    }

    // MARK: One statement

    private func prepare(_ sql: StaticString, _ values: [Value], returnsID: Bool) throws -> String {
        let key = Key(sql: sql.utf8Start, returnsID: returnsID)
        if let name = names[key] { return name }
        try settle()
        let name = "e\(names.count)"
        let text = Placeholders.rewritten(sql.description) + (returnsID ? " RETURNING id" : "")
        // Types are said where they are known, so that an integer is never taken for a smaller one.
        let kinds = values.map { value -> Oid in
            switch value {
            case .null: 0
            case .integer: Kind.integer64
            case .text: Kind.text
            case .blob: Kind.bytes
            }
        }
        let result = PQprepare(connection, name, text, Int32(kinds.count), kinds)
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else { throw PostgresFailure(connection, result) }
        names[key] = name
        return name
    }

    /// Everything goes and comes in binary: no quoting, no hex, no printing of numbers.
    /// - Returns: nil where it is not waited for; then `wasSent` says whether it was sent.
    private func execute(_ name: String, _ values: [Value], isWaited: Bool) -> OpaquePointer? {
        scratch.removeAll(keepingCapacity: true)
        var places: [Int?] = []
        var lengths: [Int32] = []
        for value in values {
            let start = scratch.count
            switch value {
            case .null: places.append(nil)
            case .integer(let number):
                withUnsafeBytes(of: number.bigEndian) { scratch.append(contentsOf: $0) }
                places.append(start)
            case .text(let text):
                scratch.append(contentsOf: Value.withoutNul(text).utf8)
                places.append(start)
            case .blob(let bytes):
                scratch.append(contentsOf: bytes)
                places.append(start)
            }
            lengths.append(Int32(scratch.count - start))
        }
        // Never empty, so that an empty text has an address and is not taken for null.
        scratch.append(0)
        let formats = [Int32](repeating: 1, count: values.count)
        return scratch.withUnsafeBytes { bytes in
            let base = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
            let pointers = places.map { place in place.flatMap { base?.advanced(by: $0) } }
            let count = Int32(values.count)
            if isWaited { return PQexecPrepared(connection, name, count, pointers, lengths, formats, 1) }
            wasSent = PQsendQueryPrepared(connection, name, count, pointers, lengths, formats, 1) == 1
            return nil
        }
    }

    private static func value(_ result: OpaquePointer?, _ line: Int32, _ column: Int32, _ kind: Oid) throws -> Value {
        guard PQgetisnull(result, line, column) == 0, let start = PQgetvalue(result, line, column) else { return .null }
        let bytes = UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result, line, column)))
        switch kind {
        case Kind.integer64: return .integer(Int64(bigEndian: bytes.loadUnaligned(as: Int64.self)))
        case Kind.integer32: return .integer(Int64(Int32(bigEndian: bytes.loadUnaligned(as: Int32.self))))
        case Kind.integer16: return .integer(Int64(Int16(bigEndian: bytes.loadUnaligned(as: Int16.self))))
        case Kind.text, Kind.varchar, Kind.name: return .text(String(decoding: bytes, as: UTF8.self))
        case Kind.bytes: return .blob([UInt8](bytes))
        default: throw StorageError.fault("PostgreSQL gave a column of type \(kind), which nothing here reads")
        }
    }
}
