import Triage

/// The numbers of a time, hour by hour. Each count is answered by an index or by the rows of that time alone.
extension Store {
    /// Hours that are counted at once; of a longer time the latest.
    package static let mostHours = 31 * 24
    private static let hour: Int64 = 3_600_000_000
    /// People who are named of those who were called.
    private static let mostCalled: Int64 = 50

    /// Whole hours, from the one in which `from` lies until the one in which `until` does.
    /// - Parameter until: the present where that lies in the time: promises are held against it.
    package func numbers(from: Moment, until: Moment) async throws -> QueueNumbers {
        let last = Self.floor(until.microseconds)
        let first = max(Self.floor(from.microseconds), last - Int64(Self.mostHours) + 1)
        guard first <= last else { return QueueNumbers(hours: []) }
        let time: [Value] = [
            .time(Moment(microseconds: first * Self.hour)), .time(Moment(microseconds: (last + 1) * Self.hour)),
        ]
        return try await engine.read { transaction in
            var numbers = QueueNumbers(
                hours: (first...last).map { QueueNumbers.Hour(start: Moment(microseconds: $0 * Self.hour)) })
            try Self.countMessages(&numbers, first, time, transaction)
            try Self.countCases(&numbers, first, time, transaction)
            numbers.promises = try Self.promises(time, until: until, transaction)
            numbers.called = try Self.called(time, transaction)
            numbers.spikes = Int(
                try transaction.integer(
                    "SELECT count(*) FROM spike_fired WHERE fired_at >= ?1 AND fired_at < ?2", time))
            return numbers
        }
    }

    private static func countMessages(
        _ numbers: inout QueueNumbers, _ first: Int64, _ time: [Value], _ transaction: any Transaction
    ) throws {
        for place in numbers.hours.indices {
            // The index by hour alone answers this.
            numbers.hours[place].messages = Int(
                try transaction.integer(
                    "SELECT count(*) FROM message WHERE (time / 3600000000) = ?1", [.integer(first + Int64(place))]))
        }
        let oldest = try firstMessage(since: numbers.hours[0].start, transaction)
        for row in try transaction.rows(
            """
            SELECT time / 3600000000, count(*), CAST(sum(heat) AS BIGINT) FROM message
            WHERE is_hot = 1 AND id >= ?3 AND time >= ?1 AND time < ?2 GROUP BY time / 3600000000
            """, time + [.integer(oldest)])
        {
            let place = Int(try row.integer(0) - first)
            numbers.hours[place].hot = Int(try row.integer(1))
            numbers.hours[place].meanHeat = Double(try row.integer(2)) / Double(max(1, numbers.hours[place].hot))
        }
    }

    private static func countCases(
        _ numbers: inout QueueNumbers, _ first: Int64, _ time: [Value], _ transaction: any Transaction
    ) throws {
        for row in try transaction.rows(
            """
            SELECT first_heard / 3600000000, count(*) FROM hot_case
            WHERE first_heard >= ?1 AND first_heard < ?2 GROUP BY first_heard / 3600000000
            """, time)
        {
            numbers.hours[Int(try row.integer(0) - first)].cases = Int(try row.integer(1))
        }
        var waits: [Duration] = []
        for row in try transaction.rows(
            """
            SELECT first_heard / 3600000000, first_touched - first_heard FROM hot_case
            WHERE first_heard >= ?1 AND first_heard < ?2 AND first_touched IS NOT NULL AND merged_into IS NULL
            ORDER BY 2
            """, time)
        {
            let wait = Duration.microseconds(try row.integer(1))
            waits.append(wait)
            numbers.hours[Int(try row.integer(0) - first)].waits.append(wait)
        }
        numbers.toHuman = .init(waits)
        numbers.touched = waits.count
        numbers.untouched = Int(
            try transaction.integer(
                """
                SELECT count(*) FROM hot_case
                WHERE first_heard >= ?1 AND first_heard < ?2 AND first_touched IS NULL AND merged_into IS NULL
                """, time))
        numbers.incidents = Int(
            try transaction.integer(
                """
                SELECT count(*) FROM hot_case
                WHERE first_heard >= ?1 AND first_heard < ?2 AND is_incident = 1 AND merged_into IS NULL
                """, time))
    }

    private static func promises(_ time: [Value], until: Moment, _ transaction: any Transaction) throws
        -> QueueNumbers.Promises
    {
        var promises = QueueNumbers.Promises()
        for row in try transaction.rows(
            """
            SELECT CASE WHEN first_touched <= promise THEN 'kept'
                WHEN first_touched IS NULL AND promise > ?3 THEN 'running' ELSE 'missed' END, count(*)
            FROM hot_case
            WHERE first_heard >= ?1 AND first_heard < ?2 AND promise IS NOT NULL AND merged_into IS NULL
                AND (incident IS NULL OR first_touched IS NOT NULL)
            GROUP BY 1
            """, time + [.time(until)])
        {
            let count = Int(try row.integer(1))
            switch try row.text(0) {
            case "kept": promises.kept = count
            case "running": promises.running = count
            default: promises.missed = count
            }
        }
        return promises
    }

    private static func called(_ time: [Value], _ transaction: any Transaction) throws -> [QueueNumbers.CalledPerson] {
        try transaction.rows(
            """
            SELECT person, count(*), CAST(sum(CASE WHEN state = 'answered' THEN 1 ELSE 0 END) AS BIGINT),
                CAST(sum(CASE WHEN state = 'failed' THEN 1 ELSE 0 END) AS BIGINT)
            FROM page WHERE created_at >= ?1 AND created_at < ?2 AND hot_case IS NOT NULL
            GROUP BY person ORDER BY 2 DESC, 1 LIMIT ?3
            """, time + [.integer(mostCalled)]
        ).map { row in
            QueueNumbers.CalledPerson(
                person: try row.text(0), pages: Int(try row.integer(1)), answered: Int(try row.integer(2)),
                failed: Int(try row.integer(3)))
        }
    }

    private static func floor(_ microseconds: Int64) -> Int64 {
        let whole = microseconds / hour
        return microseconds < 0 && whole * hour != microseconds ? whole - 1 : whole
    }
}
