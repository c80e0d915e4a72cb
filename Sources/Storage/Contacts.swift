import Triage

/// When a person wrote, looked up hour by hour, as the index has it: by person alone, each message written would
/// dirty a page of its own.
struct Contacts {
    var from: Moment
    var until: Moment
    /// The identity of the message that asks: it is no contact before itself.
    var besides: String
    /// In which anything was written at all, or earlier: most of a backlog is read into a young database.
    var firstHour: Int64

    /// In microseconds, as in the index.
    private static let hour: Int64 = 3_600_000_000
    /// Hours of one statement: a day and the hour that it began in.
    private static let hoursAtOnce: Int64 = 25

    /// At most `Surroundings.mostContacts`, the newest; in no order; an edit is not counted again.
    func times(of handle: String, _ transaction: any Transaction) throws -> [Moment] {
        guard from <= until else { return [] }
        guard transaction.dialect == .sqlite else { return try newest(of: handle, transaction) }
        var found: [(time: Int64, identity: String)] = []
        var hour = Self.hour(of: until)
        let first = max(Self.hour(of: from), firstHour)
        while hour >= first {
            for row in try day(before: hour, since: first, handle, transaction) {
                let (time, identity) = (try row.integer(0), try row.text(1))
                // A person writes little enough in a day to compare each with each.
                if !found.contains(where: { $0 == (time, identity) }) { found.append((time, identity)) }
            }
            // So many in one window are a machine's: let the database sort them.
            if found.count > Self.many { return try newest(of: handle, transaction) }
            hour -= Self.hoursAtOnce
        }
        return found.map { Moment(microseconds: $0.time) }
    }

    private static let many = 64

    static func hour(of time: Moment) -> Int64 { time.microseconds / hour }

    /// The hour of the oldest message; nil where there is none.
    static func firstHour(_ transaction: any Transaction) throws -> Int64? {
        try transaction.row("SELECT time / 3600000000 FROM message ORDER BY time / 3600000000 LIMIT 1")?.integer(0)
    }

    /// Hours given as rows cost a third of hours counted by a recursive query, and so does doing without an order.
    private func day(before hour: Int64, since first: Int64, _ handle: String, _ transaction: any Transaction) throws
        -> [Row]
    {
        try transaction.rows(
            """
            WITH hours (number) AS (
                VALUES (?2), (?2 - 1), (?2 - 2), (?2 - 3), (?2 - 4), (?2 - 5), (?2 - 6), (?2 - 7), (?2 - 8), (?2 - 9),
                    (?2 - 10), (?2 - 11), (?2 - 12), (?2 - 13), (?2 - 14), (?2 - 15), (?2 - 16), (?2 - 17),
                    (?2 - 18), (?2 - 19), (?2 - 20), (?2 - 21), (?2 - 22), (?2 - 23), (?2 - 24))
            SELECT m.time, m.identity FROM hours CROSS JOIN message m
                ON m.time / 3600000000 = hours.number AND m.handle = ?1
            WHERE hours.number >= ?3 AND m.time BETWEEN ?4 AND ?5 AND m.filtered_by IS NULL AND m.identity <> ?6
            LIMIT ?7
            """,
            [
                .text(handle), .integer(hour), .integer(first), .time(from), .time(until), .text(besides),
                .int(Self.many + 1),
            ])
    }

    private func newest(of handle: String, _ transaction: any Transaction) throws -> [Moment] {
        let values: [Value] = [
            .text(handle), .integer(Self.hour(of: from)), .integer(Self.hour(of: until)),
            .time(from), .time(until), .text(besides), .int(Surroundings.mostContacts),
        ]
        let rows =
            switch transaction.dialect {
            case .sqlite:
                try transaction.rows(
                    """
                    WITH RECURSIVE hours (number) AS (
                        SELECT ?2 UNION ALL SELECT number + 1 FROM hours WHERE number < ?3)
                    SELECT DISTINCT time, identity FROM message
                    WHERE time / 3600000000 IN (SELECT number FROM hours) AND handle = ?1
                        AND time BETWEEN ?4 AND ?5 AND filtered_by IS NULL AND identity <> ?6
                    ORDER BY time DESC LIMIT ?7
                    """, values)
            case .postgres:
                try transaction.rows(
                    """
                    SELECT DISTINCT time, identity FROM message
                    WHERE (time / 3600000000) = ANY (ARRAY(SELECT generate_series(?2::bigint, ?3::bigint)))
                        AND handle = ?1
                        AND time BETWEEN ?4 AND ?5 AND filtered_by IS NULL AND identity <> ?6
                    ORDER BY time DESC LIMIT ?7
                    """, values)
            }
        return try rows.map { Moment(microseconds: try $0.integer(0)) }
    }
}
