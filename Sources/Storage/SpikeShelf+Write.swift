import Triage

/// What was counted, written once for all messages of a transaction, and what is too old to be kept.
extension SpikeShelf {
    /// At the end of the transaction.
    /// - Returns: the spikes of which keys were let go because there were too many, and how many.
    mutating func write(now: Moment, _ transaction: any Transaction) throws -> [String: Int] {
        let last = SpikeHistory.minute(of: now)
        for (_, entry) in entries {
            guard let id = entry.id else { continue }
            for slot in entry.changedMinutes.sorted() {
                try Self.write(entry.history.minutes[slot], slot, Self.minute, of: id, transaction)
            }
            for slot in entry.changedHours.sorted() {
                try Self.write(entry.history.hours[slot], slot, Self.hour, of: id, transaction)
            }
            guard !entry.latest.isEmpty else { continue }
            try transaction.run(
                "UPDATE spike_key SET last_time = ?2, latest = ?3 WHERE id = ?1",
                [
                    .integer(id), .integer(entry.lastTime),
                    .text(entry.latest.map { String($0) }.joined(separator: " ")),
                ])
            for (hotCase, messages) in entry.joined {
                try Self.raise(hotCase, by: Self.link(messages, to: hotCase, transaction), transaction)
            }
            guard !entry.changedMinutes.isEmpty || !entry.changedHours.isEmpty else { continue }
            let oldest: [(Int64, Int64)] = [
                (Self.minute, last - SpikeHistory.keptMinutes(window: entry.spike.window)),
                (Self.hour, SpikeHistory.hour(ofMinute: last) - SpikeHistory.keptHours),
            ]
            for (span, slot) in oldest {
                try transaction.run(
                    "DELETE FROM spike_bucket WHERE spike_key = ?1 AND span = ?2 AND slot < ?3",
                    [.integer(id), .integer(span), .integer(slot)])
            }
        }
        var letGo: [String: Int] = [:]
        for (name, spike) in spikes where spike.hasNewKeys {
            guard let id = spike.id else { continue }
            let count = try Self.letGo(id, now: now, transaction)
            if count > 0 { letGo[name] = count }
        }
        self = SpikeShelf()
        return letGo
    }

    private static func write(
        _ bucket: SpikeBucket?, _ slot: Int64, _ span: Int64, of key: Int64, _ transaction: any Transaction
    ) throws {
        guard let bucket else { return }
        try transaction.run(
            """
            INSERT INTO spike_bucket (spike_key, span, slot, messages, members) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (spike_key, span, slot) DO UPDATE SET
                messages = excluded.messages, members = excluded.members
            """,
            [
                .integer(key), .integer(span), .integer(slot), .int(bucket.messages),
                bucket.members.map { .blob($0.bytes) } ?? .null,
            ])
    }

    /// Keys of whose history nothing is left go unsaid; those that are too many are counted.
    private static func letGo(_ spike: Int64, now: Moment, _ transaction: any Transaction) throws -> Int {
        let quiet = now - .seconds(SpikeHistory.keptHours * 3600)
        try transaction.run(
            """
            DELETE FROM spike_bucket
            WHERE spike_key IN (SELECT id FROM spike_key WHERE spike = ?1 AND last_time < ?2)
            """, [.integer(spike), .time(quiet)])
        try transaction.run(
            "DELETE FROM spike_key WHERE spike = ?1 AND last_time < ?2", [.integer(spike), .time(quiet)])
        let count = Int(try transaction.integer("SELECT count(*) FROM spike_key WHERE spike = ?1", [.integer(spike)]))
        guard count > mostKeys else { return 0 }
        for row in try transaction.rows(
            "SELECT id FROM spike_key WHERE spike = ?1 ORDER BY last_time, id LIMIT ?2",
            [.integer(spike), .int(count - mostKeys)])
        {
            let key: [Value] = [.integer(try row.integer(0))]
            try transaction.run("DELETE FROM spike_bucket WHERE spike_key = ?1", key)
            try transaction.run("DELETE FROM spike_key WHERE id = ?1", key)
        }
        return count - mostKeys
    }
}
