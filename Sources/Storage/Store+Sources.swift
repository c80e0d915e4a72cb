import Triage

extension Store {
    /// Makes a row for each configured source that has none; keeps the rest. `startedAt` of a new one is `now`.
    ///
    /// - Returns: when each of them was first registered: what `since: now` means.
    @discardableResult
    package func register(_ sources: [(SourceName, Channel)], now: Moment) async throws -> [SourceName: Moment] {
        let sources = sources.map { (name: $0.0.rawValue, channel: $0.1.rawValue) }
        return try await engine.write { transaction in
            var known: [String: (channel: String, startedAt: Moment)] = [:]
            for row in try transaction.rows("SELECT name, channel, started_at FROM source") {
                known[try row.text(0)] = (try row.text(1), Moment(microseconds: try row.integer(2)))
            }
            var startedAt: [SourceName: Moment] = [:]
            for source in sources {
                startedAt[SourceName(source.name)] = known[source.name]?.startedAt ?? now
                guard known[source.name]?.channel != source.channel else { continue }
                try transaction.run(
                    """
                    INSERT INTO source (name, channel, started_at) VALUES (?1, ?2, ?3)
                    ON CONFLICT (name) DO UPDATE SET channel = excluded.channel
                    """, [.text(source.name), .text(source.channel), .time(now)])
            }
            return startedAt
        }
    }

    /// Takes the sources of `among` that no living worker holds (up to a fair share: all sources over the
    /// workers seen in the last lease time, rounded up), renews those that `worker` holds already, gives back
    /// what exceeds the fair share (never one in `busy`), and returns all that `worker` holds now. The epoch
    /// of a source grows each time that it changes hands.
    ///
    /// A lease is worth as much as its worker's own row, so that one small write renews thousands.
    package func leaseSources(
        _ among: [SourceName], worker: Worker, busy: Set<SourceName>, now: Moment, until: Moment
    ) async throws -> [SourceLease] {
        let among = Set(among.map(\.rawValue))
        let busy = Set(busy.map(\.rawValue))
        let me = worker.rawValue
        let all = try await engine.write { transaction in
            try transaction.run(
                """
                INSERT INTO worker (name, seen_at, lease_until) VALUES (?1, ?2, ?3)
                ON CONFLICT (name) DO UPDATE SET seen_at = excluded.seen_at, lease_until = excluded.lease_until
                """, [.text(me), .time(now), .time(until)])
            // Names of workers that ended long ago; a source that one of them held is free without it.
            try transaction.run("DELETE FROM worker WHERE lease_until < ?1", [.time(now - .seconds(86_400))])
            let living = Int(
                try transaction.integer(
                    "SELECT count(*) FROM worker WHERE seen_at > ?1 OR lease_until > ?2",
                    [.time(now - (until - now)), .time(now)]))
            var rows = try StoredLease.all(transaction, now: now)
            let share = (among.count + max(living, 1) - 1) / max(living, 1)

            var mine = rows.indices.filter { rows[$0].holder == me }
            // What is no longer asked for goes back first, then what exceeds the share.
            for place in mine.reversed()
            where !busy.contains(rows[place].name) && (!among.contains(rows[place].name) || mine.count > share) {
                try rows[place].give(transaction)
                mine.removeAll { $0 == place }
            }
            for place in rows.indices where mine.count < share {
                guard rows[place].isFree, rows[place].holder != me, among.contains(rows[place].name) else { continue }
                try rows[place].take(transaction, by: me)
                mine.append(place)
            }
            return mine.sorted().map { rows[$0] }
        }
        return try all.filter { among.contains($0.name) }.map { try $0.lease() }
    }

    /// Gives back everything that `worker` holds: sources at once, its errands in flight as `unknown`
    /// (`crashed`); a clean end settles them first.
    package func leave(worker: Worker, now: Moment) async throws {
        try await end(worker, because: "the worker stopped while it was under way", now: now)
    }

    /// Ends the leases of a worker that is known to be dead, as a process of the same host can know it: its
    /// sources are free at once, and its errands in flight are `unknown` and due at once.
    package func bury(worker: Worker, now: Moment) async throws {
        try await end(worker, because: "the worker died while it was under way", now: now)
    }

    private func end(_ worker: Worker, because reason: String, now: Moment) async throws {
        try await engine.write { transaction in
            try transaction.run(
                "UPDATE source SET holder = NULL, epoch = epoch + 1 WHERE holder = ?1", [.text(worker.rawValue)])
            try transaction.run(
                """
                UPDATE errand
                SET state = 'unknown', doubtful = doubtful + 1, due = created_at, holder = NULL, last_error = ?2
                WHERE state = 'leased' AND holder = ?1
                """, [.text(worker.rawValue), .text(reason)])
            try transaction.run("DELETE FROM worker WHERE name = ?1", [.text(worker.rawValue)])
        }
    }

    /// Workers that hold a lease now, on a source or an errand; a starting process asks which of them died
    /// on its own host.
    package func leaseHolders(now: Moment) async throws -> [Worker] {
        try await engine.read { transaction in
            try transaction.rows(
                """
                SELECT DISTINCT s.holder FROM source s JOIN worker w ON w.name = s.holder WHERE w.lease_until > ?1
                UNION
                SELECT holder FROM errand
                WHERE state IN ('waiting', 'leased', 'unknown') AND state = 'leased' AND holder IS NOT NULL
                """, [.time(now)]
            ).map { Worker(rawValue: try $0.text(0)) }
        }.sorted { $0.rawValue < $1.rawValue }
    }

    /// What a poll that brought no items found: health for `status`. Failures in a row, or none.
    package func note(_ source: SourceName, failures: Int, error: String, remark: String, now: Moment) async throws {
        try await note([
            SourceNote(source: source, failures: failures, error: error, remark: remark, polledAt: now)
        ])
    }

    /// By name.
    package func sourceStates(now: Moment? = nil) async throws -> [SourceState] {
        try await engine.read { transaction in
            try transaction.rows(
                """
                SELECT s.name, s.channel, s.last_poll, s.last_message, s.failures, s.last_error, s.remark,
                    s.is_paused, CASE WHEN w.lease_until > ?1 THEN s.holder ELSE NULL END
                FROM source s LEFT JOIN worker w ON w.name = s.holder
                """, [.time(now ?? Moment(microseconds: .min))]
            ).map { row in
                var columns = Columns(row)
                return SourceState(
                    source: SourceName(rawValue: try columns.text()), channel: try columns.word(Channel.self),
                    lastPoll: try columns.timeOrNil(), lastMessage: try columns.timeOrNil(),
                    failures: try columns.int(), lastError: try columns.text(), remark: try columns.text(),
                    isPaused: try columns.flag(), heldBy: try columns.textOrNil())
            }
        }.sorted { $0.source.rawValue < $1.source.rawValue }
    }
}

/// A row of `source` as leasing sees it.
private struct StoredLease: Sendable {
    var id: Int64
    var name: String
    var epoch: Int64
    var holder: String?
    /// No worker whose own row is still good holds it.
    var isFree: Bool
    var startedAt: Moment
    var isPaused: Bool
    var failures: Int
    var cursors: String

    static func all(_ transaction: any Transaction, now: Moment) throws -> [StoredLease] {
        try transaction.rows(
            """
            SELECT s.id, s.name, s.epoch, s.holder, CASE WHEN w.lease_until > ?1 THEN 0 ELSE 1 END,
                s.started_at, s.is_paused, s.failures, s.cursors
            FROM source s LEFT JOIN worker w ON w.name = s.holder ORDER BY s.id
            """, [.time(now)]
        ).map { row in
            var columns = Columns(row)
            return StoredLease(
                id: try columns.integer(), name: try columns.text(), epoch: try columns.integer(),
                holder: try columns.textOrNil(), isFree: try columns.flag(), startedAt: try columns.time(),
                isPaused: try columns.flag(), failures: try columns.int(), cursors: try columns.text())
        }
    }

    mutating func give(_ transaction: any Transaction) throws {
        try transaction.run(
            "UPDATE source SET holder = NULL, epoch = epoch + 1 WHERE id = ?1 AND epoch = ?2",
            [.integer(id), .integer(epoch)])
        (holder, epoch, isFree) = (nil, epoch + 1, true)
    }

    mutating func take(_ transaction: any Transaction, by worker: String) throws {
        try transaction.run(
            "UPDATE source SET holder = ?3, epoch = epoch + 1 WHERE id = ?1 AND epoch = ?2",
            [.integer(id), .integer(epoch), .text(worker)])
        (holder, epoch, isFree) = (worker, epoch + 1, false)
    }

    func lease() throws -> SourceLease {
        SourceLease(
            source: SourceName(rawValue: name), epoch: epoch, cursors: try StoredCursors.cursors(cursors),
            startedAt: startedAt, isPaused: isPaused, failures: failures)
    }
}
