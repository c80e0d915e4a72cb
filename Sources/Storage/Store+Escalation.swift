import Triage

/// A case whose due time had come, and what became of it.
package struct LookedAt: Hashable, Sendable {
    package var id: CaseID
    package var move: EscalationMove
    package var pages: [OnCallPage]
}

/// What should be impossible, and is looked for all the same.
package struct OnCallHealth: Hashable, Sendable {
    /// Open cases without a due time: an older program opened them. They were given one.
    package var mended: [CaseID] = []
    /// Open cases whose due time has long passed, the oldest first, at most 100.
    package var overdue: [CaseID] = []
    /// Pages that nothing carries any more, or that were to be looked at long ago, at most 100.
    package var stuck: [Int64] = []
    package var isWell: Bool { overdue.isEmpty && stuck.isEmpty }
}

extension Store {
    /// Takes up to `limit` cases whose due time has come, the earliest first, and makes true in one transaction what
    /// escalation decides of each: its next due time, its story, the pages and the errands that carry them.
    ///
    /// Two workers never look at one case for the same due time.
    package func lookAtDueCases(limit: Int = 50, now: Moment, onCall: OnCall) async throws -> [LookedAt] {
        // To look first costs no write where nothing is due, which is nearly always.
        let isDue = try await engine.read { transaction in
            try transaction.row(
                """
                SELECT 1 FROM hot_case WHERE due <= ?1 AND state IN ('open', 'claimed', 'acknowledged', 'snoozed') LIMIT 1
                """, [.time(now)]) != nil
        }
        guard isDue else { return [] }
        return try await engine.write { transaction in
            let onCall = onCall.without(try StoredMeans.stopped(transaction))
            return try transaction.rows(
                """
                SELECT id, state, heat, severity, first_heard, promise, claimed_by, step, round, target, is_held
                FROM hot_case WHERE due <= ?1 AND state IN ('open', 'claimed', 'acknowledged', 'snoozed')
                ORDER BY due, rank, id LIMIT ?2
                """, [.time(now), .int(limit)]
            ).map { try Self.look(at: Self.watch($0, transaction), now: now, onCall: onCall, transaction) }
        }
    }

    private static func watch(_ row: Row, _ transaction: any Transaction) throws -> CaseWatch {
        var columns = Columns(row)
        let id = CaseID(rawValue: try columns.integer())
        var watch = CaseWatch(
            id: id, state: try columns.word(Case.State.self), heat: try columns.int(),
            severity: try columns.wordOrNil(Severity.self), firstHeard: try columns.time(),
            promise: try columns.timeOrNil(), claimedBy: try columns.textOrNil())
        watch.step = try columns.int()
        watch.round = try columns.int()
        watch.target = try columns.textOrNil()
        watch.isHeld = try columns.flag()
        if watch.target != nil {
            watch.handedOverBy = try transaction.row(
                "SELECT who FROM case_event WHERE hot_case = ?1 AND what = 'hand-over' ORDER BY id DESC LIMIT 1",
                [.integer(id.rawValue)]
            )?.text(0)
        }
        return watch
    }

    private static func look(
        at watch: CaseWatch, now: Moment, onCall: OnCall, _ transaction: any Transaction
    ) throws -> LookedAt {
        let move = onCall.move(for: watch, now: now)
        precondition(move.due > now, "escalation must look again later, never now")
        try transaction.run(
            """
            UPDATE hot_case SET state = ?2, claimed_by = ?3, step = ?4, round = ?5, is_held = ?6, due = ?7
            WHERE id = ?1
            """,
            [
                .integer(watch.id.rawValue), .text(move.state.rawValue), .orNull(move.claimedBy), .int(move.step),
                .int(move.round), .flag(move.isHeld), .time(move.due),
            ])
        for event in move.events {
            try StoredCase.note(watch.id, by: "earshot", event.what, event.note, at: now, transaction)
        }
        var pages: [OnCallPage] = []
        for draft in move.pages {
            guard let page = try StoredPage.write(draft, patience: onCall.patience, now: now, transaction) else {
                try StoredCase.note(
                    watch.id, by: "earshot", "not paged", "\(draft.person) has no means", at: now, transaction)
                continue
            }
            pages.append(page)
        }
        return LookedAt(id: watch.id, move: move, pages: pages)
    }

    /// When the next case is due; nil: none is open.
    package func nextCaseDue() async throws -> Moment? {
        try await engine.read { transaction in
            try transaction.row(
                """
                SELECT due FROM hot_case
                WHERE due IS NOT NULL AND state IN ('open', 'claimed', 'acknowledged', 'snoozed')
                ORDER BY due LIMIT 1
                """
            ).map { Moment(microseconds: try $0.integer(0)) }
        }
    }

    /// The clock went back by `duration`: who was to be called in a minute still is.
    package func hurryCases(by duration: Duration, now: Moment) async throws {
        _ = try await engine.write { transaction in
            try transaction.run(
                """
                UPDATE hot_case SET due = due - ?2
                WHERE due > ?1 AND state IN ('open', 'claimed', 'acknowledged', 'snoozed')
                """, [.time(now), .integer(duration.wholeMicroseconds)])
            // The time that a page has for its delivery runs on as well.
            try transaction.run(
                "UPDATE page SET sent_at = sent_at - ?2 WHERE check_at IS NOT NULL AND sent_at > ?1",
                [.time(now), .integer(duration.wholeMicroseconds)])
            try transaction.run(
                "UPDATE page SET check_at = check_at - ?2 WHERE check_at > ?1",
                [.time(now), .integer(duration.wholeMicroseconds)])
        }
    }

    /// What should be impossible: open cases that nothing will look at, pages that have no end before them.
    /// - Parameter grace: how late something may be before it counts.
    package func onCallHealth(now: Moment, grace: Duration) async throws -> OnCallHealth {
        var health = OnCallHealth()
        let lost = try await engine.read { transaction in
            try transaction.rows(
                """
                SELECT id FROM hot_case c
                WHERE due IS NULL AND state IN ('open', 'claimed', 'acknowledged', 'snoozed')
                    AND NOT EXISTS (
                        SELECT 1 FROM hot_case i WHERE i.id = c.incident AND c.state = 'open'
                            AND i.state IN ('open', 'claimed', 'acknowledged', 'snoozed'))
                LIMIT 1000
                """
            ).map { CaseID(rawValue: try $0.integer(0)) }
        }
        if !lost.isEmpty {
            health.mended = lost
            _ = try await engine.write { transaction in
                for id in lost {
                    try transaction.run(
                        "UPDATE hot_case SET due = ?2 WHERE id = ?1 AND due IS NULL",
                        [.integer(id.rawValue), .time(now)])
                }
            }
        }
        let late: Value = .time(now - grace)
        let (overdue, stuck) = try await engine.read { transaction in
            (
                try transaction.rows(
                    """
                    SELECT id FROM hot_case
                    WHERE due < ?1 AND state IN ('open', 'claimed', 'acknowledged', 'snoozed') ORDER BY due LIMIT 100
                    """, [late]
                ).map { CaseID(rawValue: try $0.integer(0)) },
                try transaction.rows(
                    """
                    SELECT id FROM page WHERE check_at < ?1
                    UNION
                    SELECT p.id FROM page p LEFT JOIN errand e ON e.id = p.errand
                    WHERE p.state = 'waiting' AND (e.id IS NULL OR e.state NOT IN ('waiting', 'leased', 'unknown') OR e.due < ?1)
                    LIMIT 100
                    """, [late]
                ).map { try $0.integer(0) }
            )
        }
        health.overdue = overdue
        health.stuck = stuck
        return health
    }
}
