import Triage

/// How much there was, and how soon somebody looked.
package struct QueueNumbers: Hashable, Sendable {
    /// Without a gap, oldest first.
    package var hours: [Hour]
    /// Of cases first heard in that time: from then until a person claimed, acknowledged or closed them. Nil where
    /// nobody has touched any.
    package var toHuman: Percentiles?
    package var touched: Int
    /// Nobody has touched them yet.
    package var untouched: Int
    package var incidents: Int
    /// Spikes that fired, in shadow too.
    package var spikes: Int

    package struct Hour: Hashable, Sendable {
        package var start: Moment
        /// By the time at which they were written, filtered ones too.
        package var messages: Int
        package var hot: Int
        /// Opened in it.
        package var cases: Int
        /// Of the hot ones; nil where there was none.
        package var meanHeat: Double?
        package init(start: Moment, messages: Int = 0, hot: Int = 0, cases: Int = 0, meanHeat: Double? = nil) {
            self.start = start
            self.messages = messages
            self.hot = hot
            self.cases = cases
            self.meanHeat = meanHeat
        }
    }

    /// Of so many, half, nine of ten, and ninety-nine of a hundred took no longer.
    package struct Percentiles: Hashable, Sendable {
        package var median: Duration
        package var p90: Duration
        package var p99: Duration
    }
}

extension Store {
    /// Hours that are counted at once; of a longer time the latest.
    package static let mostHours = 31 * 24
    private static let hour: Int64 = 3_600_000_000

    /// Whole hours, from the one in which `from` lies until the one in which `until` does.
    package func numbers(from: Moment, until: Moment) async throws -> QueueNumbers {
        let last = Self.floor(until.microseconds)
        let first = max(Self.floor(from.microseconds), last - Int64(Self.mostHours) + 1)
        guard first <= last else {
            return QueueNumbers(hours: [], toHuman: nil, touched: 0, untouched: 0, incidents: 0, spikes: 0)
        }
        return try await engine.read { transaction in
            var hours = (first...last).map { QueueNumbers.Hour(start: Moment(microseconds: $0 * Self.hour)) }
            let begin = hours[0].start
            let end = Moment(microseconds: (last + 1) * Self.hour)
            for place in hours.indices {
                // The index by hour alone answers this.
                hours[place].messages = Int(
                    try transaction.integer(
                        "SELECT count(*) FROM message WHERE (time / 3600000000) = ?1", [.integer(first + Int64(place))])
                )
            }
            for row in try transaction.rows(
                """
                SELECT time / 3600000000, count(*), CAST(sum(heat) AS BIGINT) FROM message
                WHERE is_hot = 1 AND id >= ?1 AND time >= ?2 AND time < ?3 GROUP BY time / 3600000000
                """,
                [.integer(try Self.firstMessage(since: begin, transaction)), .time(begin), .time(end)])
            {
                let place = Int(try row.integer(0) - first)
                hours[place].hot = Int(try row.integer(1))
                hours[place].meanHeat = Double(try row.integer(2)) / Double(max(1, hours[place].hot))
            }
            for row in try transaction.rows(
                """
                SELECT first_heard / 3600000000, count(*) FROM hot_case
                WHERE first_heard >= ?1 AND first_heard < ?2 GROUP BY first_heard / 3600000000
                """, [.time(begin), .time(end)])
            {
                hours[Int(try row.integer(0) - first)].cases = Int(try row.integer(1))
            }
            let waits = try transaction.rows(
                """
                SELECT first_touched - first_heard FROM hot_case
                WHERE first_heard >= ?1 AND first_heard < ?2 AND first_touched IS NOT NULL AND merged_into IS NULL
                ORDER BY 1
                """, [.time(begin), .time(end)]
            ).map { Duration.microseconds(try $0.integer(0)) }
            func at(_ share: Double) -> Duration { waits[min(waits.count - 1, Int(Double(waits.count) * share))] }
            return QueueNumbers(
                hours: hours,
                toHuman: waits.isEmpty ? nil : .init(median: at(0.5), p90: at(0.9), p99: at(0.99)),
                touched: waits.count,
                untouched: Int(
                    try transaction.integer(
                        """
                        SELECT count(*) FROM hot_case
                        WHERE first_heard >= ?1 AND first_heard < ?2 AND first_touched IS NULL AND merged_into IS NULL
                        """, [.time(begin), .time(end)])),
                incidents: Int(
                    try transaction.integer(
                        """
                        SELECT count(*) FROM hot_case
                        WHERE first_heard >= ?1 AND first_heard < ?2 AND is_incident = 1 AND merged_into IS NULL
                        """, [.time(begin), .time(end)])),
                spikes: Int(
                    try transaction.integer(
                        "SELECT count(*) FROM spike_fired WHERE fired_at >= ?1 AND fired_at < ?2",
                        [.time(begin), .time(end)])))
        }
    }

    private static func floor(_ microseconds: Int64) -> Int64 {
        let whole = microseconds / hour
        return microseconds < 0 && whole * hour != microseconds ? whole - 1 : whole
    }
}
