import Storage

/// Statements of one transaction on one connection.
final class PostgresTransaction: Transaction {
    private let connection: PostgresConnection
    /// A transaction in which one statement failed is void, whatever its body makes of the error.
    private(set) var failure: PostgresFailure?

    private var news: Set<News> = []

    init(_ connection: PostgresConnection) { self.connection = connection }

    var dialect: Dialect { .postgres }

    func run(_ sql: StaticString, _ values: [Value]) throws -> Int {
        try watched { try connection.rows(sql, values).changed }
    }
    func rows(_ sql: StaticString, _ values: [Value]) throws -> [Row] {
        try watched { try connection.rows(sql, values).rows }
    }
    func insert(_ sql: StaticString, _ values: [Value]) throws -> Int64 {
        try watched {
            guard let row = try connection.rows(sql, values, returnsID: true).rows.first else {
                throw StorageError.fault("an insert gave no id")
            }
            return try row.integer(0)
        }
    }
    func later(_ sql: StaticString, _ values: [Value], _ told: @escaping (Int) -> Void) throws {
        try watched { try connection.later(sql, values, told) }
    }
    func define(_ sql: String) throws { try watched { try connection.command(sql) } }

    func announce(_ news: News) { self.news.insert(news) }

    /// Waits for what was left for later. What was announced goes with the commit: NOTIFY is part of the
    /// transaction (PostgreSQL manual), and commits that carry one stand in line, so that no other carries any.
    func finish() throws {
        try watched {
            try connection.settle()
            guard !news.isEmpty else { return }
            let calls = news.map { "pg_notify(\(PostgresEars.channel), '\($0.rawValue)')" }
            try connection.command("SELECT \(calls.joined(separator: ", "))")
        }
    }

    /// A refusal may be caught and rolled back to a savepoint; everything else ends the transaction.
    private func watched<T>(_ call: () throws -> T) throws -> T {
        do {
            return try call()
        } catch let failure as PostgresFailure {
            if failure.isRefusal { throw StatementRefused(failure.message) }
            self.failure = failure
            throw failure
        }
    }
}
