import CSQLite
import Storage

/// Statements on one connection, bound and read by SQLite's own calls: GRDB's statement layer costs as
/// much as a small insert does.
///
/// The statements of the writer's connection stay prepared; those of a reader end with its transaction,
/// since GRDB may close a reader at any time.
final class SQLiteTransaction: Transaction {
    private let connection: OpaquePointer
    private let path: String
    /// By the address of the literal.
    private var prepared: [UnsafePointer<UInt8>: OpaquePointer] = [:]
    /// The texts of the statement that runs, one after the other: SQLite reads them here, so that it need not take
    /// memory for a copy of each. A statement binds all its places anew before it runs again, so that none of them
    /// is read after the next one's texts have taken their place.
    private var texts = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 1)

    init(_ connection: OpaquePointer, path: String) {
        self.connection = connection
        self.path = path
    }

    deinit { texts.deallocate() }

    /// Before the connection is closed.
    func finalize() {
        for statement in prepared.values { sqlite3_finalize(statement) }
        prepared = [:]
    }

    var dialect: Dialect { .sqlite }

    func run(_ sql: StaticString, _ values: [Value]) throws -> Int {
        let statement = try statement(sql, values)
        defer { sqlite3_reset(statement) }
        var code = sqlite3_step(statement)
        while code == SQLITE_ROW { code = sqlite3_step(statement) }
        guard code == SQLITE_DONE else { throw SQLiteFailure.error(connection, path: path) }
        return sqlite3_stmt_readonly(statement) != 0 ? 0 : Int(sqlite3_changes(connection))
    }

    func insert(_ sql: StaticString, _ values: [Value]) throws -> Int64 {
        let statement = try statement(sql, values)
        defer { sqlite3_reset(statement) }
        guard sqlite3_step(statement) == SQLITE_DONE else { throw SQLiteFailure.error(connection, path: path) }
        return sqlite3_last_insert_rowid(connection)
    }

    func rows(_ sql: StaticString, _ values: [Value]) throws -> [Row] {
        let statement = try statement(sql, values)
        defer { sqlite3_reset(statement) }
        var rows: [Row] = []
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW: rows.append(Self.row(statement))
            case SQLITE_DONE: return rows
            default: throw SQLiteFailure.error(connection, path: path)
            }
        }
    }

    func define(_ sql: String) throws {
        guard sqlite3_exec(connection, sql, nil, nil, nil) == SQLITE_OK else {
            throw SQLiteFailure.error(connection, path: path)
        }
    }

    private func statement(_ sql: StaticString, _ values: [Value]) throws -> OpaquePointer {
        let statement = try prepared[sql.utf8Start] ?? prepare(sql)
        precondition(Int(sqlite3_bind_parameter_count(statement)) == values.count, "\(sql)")
        makeRoom(for: values)
        var filled = 0
        for place in values.indices {
            let code = bind(values[place], statement, Int32(place + 1), &filled)
            guard code == SQLITE_OK else {
                throw SQLiteFailure.error(
                    code, message: String(cString: sqlite3_errstr(code)), system: 0, path: path)
            }
        }
        return statement
    }

    private func prepare(_ sql: StaticString) throws -> OpaquePointer {
        var statement: OpaquePointer?
        let code = sql.withUTF8Buffer { text in
            text.withMemoryRebound(to: CChar.self) { text in
                sqlite3_prepare_v3(
                    connection, text.baseAddress, Int32(text.count), UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
            }
        }
        guard code == SQLITE_OK, let statement else { throw SQLiteFailure.error(connection, path: path) }
        prepared[sql.utf8Start] = statement
        return statement
    }

    private func makeRoom(for values: [Value]) {
        var bytes = 0
        for value in values { if case .text(let text) = value { bytes += text.utf8.count } }
        guard bytes > texts.count else { return }
        texts.deallocate()
        texts = .allocate(byteCount: bytes * 2, alignment: 1)
    }

    private func bind(_ value: Value, _ statement: OpaquePointer, _ place: Int32, _ filled: inout Int) -> Int32 {
        switch value {
        case .null: return sqlite3_bind_null(statement, place)
        case .integer(let number): return sqlite3_bind_int64(statement, place, number)
        case .text(var text):
            if Value.hasNul(text) { text = Value.withoutNul(text) }
            let room = UnsafeMutableRawBufferPointer(rebasing: texts[filled...])
            let count = text.withUTF8 { bytes in
                room.copyMemory(from: UnsafeRawBufferPointer(bytes))
                return bytes.count
            }
            filled += count
            return cs_bind_text(statement, place, room.baseAddress, UInt64(count))
        case .blob(let bytes):
            return bytes.withUnsafeBytes { cs_bind_blob(statement, place, $0.baseAddress, UInt64($0.count)) }
        }
    }

    private static func row(_ statement: OpaquePointer) -> Row {
        let count = sqlite3_column_count(statement)
        return Row(
            [Value](unsafeUninitializedCapacity: Int(count)) { buffer, filled in
                for place in 0..<count {
                    (buffer.baseAddress! + Int(place)).initialize(to: value(statement, place))
                }
                filled = Int(count)
            })
    }

    private static func value(_ statement: OpaquePointer, _ place: Int32) -> Value {
        switch sqlite3_column_type(statement, place) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, place))
        case SQLITE_TEXT:
            guard let start = sqlite3_column_text(statement, place) else { return .text("") }
            let count = Int(sqlite3_column_bytes(statement, place))
            return .text(String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self))
        case SQLITE_BLOB:
            guard let start = sqlite3_column_blob(statement, place) else { return .blob([]) }
            let count = Int(sqlite3_column_bytes(statement, place))
            return .blob([UInt8](UnsafeRawBufferPointer(start: start, count: count)))
        default: return .null
        }
    }
}
