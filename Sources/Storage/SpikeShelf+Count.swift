import Triage

/// What a message adds to the spikes that it counts for, and what becomes of one that fires.
extension SpikeShelf {
    /// - Parameters:
    ///   - message: the row of the message that counts.
    /// - Returns: the case that the spike opened, if it did.
    mutating func count(
        _ change: SpikeChange, message: Int64, conversation: ConversationID?, now: Moment,
        _ transaction: any Transaction
    ) throws -> CaseID? {
        let ask = change.ask
        let spike = ask.spike
        let name = Name(spike: spike.name, key: Value.key(ask.key))
        guard var entry = entries[name] else { throw StorageError.fault("a spike was counted and never recalled") }
        let spikeRow = try begin(spike, now: now, transaction)
        if entry.id == nil {
            entry.id = try transaction.insert(
                // Another host's row that this transaction cannot see yet makes it run again, as the update demands.
                """
                INSERT INTO spike_key (spike, key, last_time, latest) VALUES (?1, ?2, ?3, '')
                ON CONFLICT (spike, key) DO UPDATE SET last_time = excluded.last_time
                """,
                [.integer(spikeRow), .text(name.key), .time(now)])
            spikes[spike.name]?.hasNewKeys = true
        }
        let minute = ask.minute(now: now)
        let member = ask.member(conversation: conversation)
        let last = SpikeHistory.minute(of: now)
        if minute >= last - SpikeHistory.keptMinutes(window: spike.window) {
            entry.history.minutes[minute, default: SpikeBucket()].add(member)
            entry.changedMinutes.insert(minute)
        }
        let hour = SpikeHistory.hour(ofMinute: minute)
        if spike.unusual != nil, hour >= SpikeHistory.hour(ofMinute: last) - SpikeHistory.keptHours {
            entry.history.hours[hour, default: SpikeBucket()].add(member)
            entry.changedHours.insert(hour)
        }
        entry.latest = entry.latest.suffix(Self.latest - 1) + [message]
        entry.lastTime = max(entry.lastTime, minute * 60_000_000)
        var opened: CaseID?
        if let firing = change.firing {
            var hotCase: CaseID?
            switch change.caseChange {
            case .none: break
            case .open(let draft):
                let incident = try Self.incident(of: entry.latest, transaction)
                let id = try StoredCase.open(draft, at: now, transaction)
                if let incident { try Self.join(id, to: incident, at: now, transaction) }
                (hotCase, opened) = (id, id)
            case .join(let id, let draft):
                try StoredCase.join(id, draft, at: now, transaction)
                try StoredCase.note(id, by: "earshot", "spike", draft.title, at: now, transaction)
                hotCase = id
            }
            if let hotCase {
                // Opening and joining counted this message; those that led to it are counted here.
                let linked = try Self.link(entry.latest, to: hotCase.rawValue, transaction)
                try Self.raise(hotCase.rawValue, by: linked - 1, transaction)
            }
            try Self.write(firing, name, window: spike.window, hotCase, now: now, transaction)
            var known = firing
            known.hotCase = hotCase
            entry.firings = (entry.firings + [known]).sorted { $0.end > $1.end }
            entry.openCase = hotCase ?? entry.openCase
        } else if case .join(let id, _) = change.caseChange {
            entry.joined[id.rawValue, default: []].append(message)
        }
        entries[name] = entry
        return opened
    }

    /// The row of the spike, begun anew where it counted something else before.
    private mutating func begin(_ spike: Spike, now: Moment, _ transaction: any Transaction) throws -> Int64 {
        var counted = try counted(spike, transaction)
        if let id = counted.id, !counted.isStale { return id }
        if let id = counted.id {
            try transaction.run(
                "DELETE FROM spike_bucket WHERE spike_key IN (SELECT id FROM spike_key WHERE spike = ?1)",
                [.integer(id)])
            try transaction.run("DELETE FROM spike_key WHERE spike = ?1", [.integer(id)])
            try transaction.run(
                "UPDATE spike SET counts = ?2, began = ?3 WHERE id = ?1",
                [.integer(id), .text(spike.counts), .time(now)])
        } else {
            counted.id = try transaction.insert(
                """
                INSERT INTO spike (name, counts, began) VALUES (?1, ?2, ?3)
                ON CONFLICT (name) DO UPDATE SET counts = excluded.counts
                """,
                [.text(spike.name), .text(spike.counts), .time(now)])
        }
        (counted.isStale, counted.began) = (false, now)
        spikes[spike.name] = counted
        guard let id = counted.id else { throw StorageError.fault("a spike has no row") }
        return id
    }

    private static func write(
        _ firing: SpikeFiring, _ name: Name, window: Int, _ hotCase: CaseID?, now: Moment,
        _ transaction: any Transaction
    ) throws {
        try transaction.run(
            """
            INSERT INTO spike_fired (
                spike, key, state, fired_at, end_minute, window_minutes, count, is_estimate, usual, hot_case)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
            """,
            [
                .text(name.spike), .text(name.key), .text(firing.state.rawValue), .time(now), .integer(firing.end),
                .int(window), .int(firing.count), .flag(firing.isEstimate), .millionths(orNull: firing.usual),
                .orNull(hotCase?.rawValue),
            ])
    }

    /// A message that was folded into the case belongs to it, and is counted there.
    /// - Returns: how many were not there yet.
    static func link(_ messages: [Int64], to hotCase: Int64, _ transaction: any Transaction) throws -> Int {
        try messages.reduce(0) { sum, message in
            try sum
                + transaction.run(
                    """
                    INSERT INTO case_message (hot_case, message)
                    SELECT hot_case.id, message.id FROM hot_case, message
                    WHERE hot_case.id = ?1 AND message.id = ?2 AND coalesce(message.hot_case, 0) <> ?1
                    ON CONFLICT (hot_case, message) DO NOTHING
                    """, [.integer(hotCase), .integer(message)])
        }
    }

    static func raise(_ hotCase: Int64, by count: Int, _ transaction: any Transaction) throws {
        guard count != 0 else { return }
        try transaction.run(
            "UPDATE hot_case SET messages = messages + ?2 WHERE id = ?1", [.integer(hotCase), .int(count)])
    }
}
