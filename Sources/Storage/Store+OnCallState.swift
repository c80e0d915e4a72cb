import Triage

/// How the calling of people is, for `status`.
package struct OnCallState: Hashable, Sendable {
    /// Open cases by state; those without any are left out.
    package var cases: [Case.State: Int] = [:]
    /// Cases at which somebody should have looked by now.
    package var overdue = 0
    /// Pages about cases that wait or are out, and that nobody has answered.
    package var standing = 0
    /// Pages that reached nobody by any means, since the moment that was asked for.
    package var failed = 0
    package var troubles: [MeansTrouble] = []
    /// By worker.
    package var checks: [SelfCheckNote] = []
}

/// What a worker's self-check said last.
package struct SelfCheckNote: Hashable, Sendable {
    package var worker: Worker
    package var at: Moment
    /// Empty: all was well.
    package var words: String

    package init(worker: Worker, at: Moment, words: String) {
        self.worker = worker
        self.at = at
        self.words = words
    }
}

extension Store {
    /// - Parameters:
    ///   - since: pages that failed before it are not counted.
    ///   - grace: how late a case may be looked at before it counts as overdue.
    package func onCallState(now: Moment, since: Moment, grace: Duration) async throws -> OnCallState {
        var state = try await engine.read { transaction in
            var state = OnCallState()
            for row in try transaction.rows(
                """
                SELECT state, count(*) FROM hot_case
                WHERE state IN ('open', 'claimed', 'acknowledged', 'snoozed') GROUP BY state
                """)
            {
                var columns = Columns(row)
                state.cases[try columns.word(Case.State.self)] = try columns.int()
            }
            state.overdue = Int(
                try transaction.integer(
                    """
                    SELECT count(*) FROM hot_case
                    WHERE due < ?1 AND state IN ('open', 'claimed', 'acknowledged', 'snoozed')
                    """, [.time(now - grace)]))
            state.standing = Int(
                try transaction.integer(
                    """
                    SELECT count(*) FROM page
                    WHERE state IN ('waiting', 'sent', 'delivered') AND hot_case IS NOT NULL
                    """))
            state.failed = Int(
                try transaction.integer(
                    "SELECT count(*) FROM page WHERE state = 'failed' AND created_at >= ?1", [.time(since)]))
            state.checks = try transaction.rows("SELECT worker, at, words FROM self_check ORDER BY worker").map { row in
                var columns = Columns(row)
                return SelfCheckNote(
                    worker: Worker(rawValue: try columns.text()), at: try columns.time(), words: try columns.text())
            }
            return state
        }
        state.troubles = try await meansTroubles()
        return state
    }

    /// Writes a worker's row anew.
    package func note(_ check: SelfCheckNote) async throws {
        try await engine.write { transaction in
            try transaction.run(
                """
                INSERT INTO self_check (worker, at, words) VALUES (?1, ?2, ?3)
                ON CONFLICT (worker) DO UPDATE SET at = excluded.at, words = excluded.words
                """, [.text(check.worker.rawValue), .time(check.at), .text(Value.withoutNul(check.words))])
            // A worker of another host that died says nothing more.
            _ = try transaction.run("DELETE FROM self_check WHERE at < ?1", [.time(check.at - .seconds(86_400))])
        }
    }

    /// The worker ended, or is known to be dead.
    package func forgetCheck(of worker: Worker) async throws {
        try await engine.write { transaction in
            _ = try transaction.run("DELETE FROM self_check WHERE worker = ?1", [.text(worker.rawValue)])
        }
    }
}
