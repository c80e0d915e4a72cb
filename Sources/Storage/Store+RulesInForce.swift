import Triage

/// Which rules a worker judges by, as its own row says it: `status` reads it from another process.
package struct RulesInForce: Hashable, Sendable {
    package var worker: Worker
    /// `RuleSet.hash`.
    package var hash: String
    package var rules: Int
    /// Since when they are in force.
    package var since: Moment
    /// When the worker last said so; one that is silent for long is dead or cut off.
    package var seenAt: Moment
    /// Nil while the rules folder holds what is in force.
    package var refusal: Refusal?

    /// The folder was changed to what cannot be used; the rules of `since` go on.
    package struct Refusal: Hashable, Sendable {
        package var at: Moment
        /// The first of what is wrong: `Rules/a.rules:2:3: There is no key …`.
        package var complaint: String
        package var errors: Int

        package init(at: Moment, complaint: String, errors: Int) {
            self.at = at
            self.complaint = complaint
            self.errors = errors
        }
    }

    package init(
        worker: Worker, hash: String, rules: Int, since: Moment, seenAt: Moment, refusal: Refusal? = nil
    ) {
        self.worker = worker
        self.hash = hash
        self.rules = rules
        self.since = since
        self.seenAt = seenAt
        self.refusal = refusal
    }
}

extension Store {
    /// Writes a worker's row anew.
    package func note(_ rules: RulesInForce) async throws {
        try await engine.write { transaction in
            try transaction.run(
                """
                INSERT INTO rules_in_force (worker, hash, rules, since, seen_at, refused_at, complaint, errors)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                ON CONFLICT (worker) DO UPDATE SET hash = excluded.hash, rules = excluded.rules,
                    since = excluded.since, seen_at = excluded.seen_at, refused_at = excluded.refused_at,
                    complaint = excluded.complaint, errors = excluded.errors
                """,
                [
                    .text(rules.worker.rawValue), .text(rules.hash), .int(rules.rules), .time(rules.since),
                    .time(rules.seenAt), .orNull(rules.refusal?.at),
                    .text(Value.withoutNul(rules.refusal?.complaint ?? "")), .int(rules.refusal?.errors ?? 0),
                ])
            // A worker of another host that died says nothing more.
            _ = try transaction.run(
                "DELETE FROM rules_in_force WHERE seen_at < ?1", [.time(rules.seenAt - .seconds(86_400))])
        }
    }

    /// The worker ended, or is known to be dead.
    package func forgetRules(of worker: Worker) async throws {
        try await engine.write { transaction in
            _ = try transaction.run("DELETE FROM rules_in_force WHERE worker = ?1", [.text(worker.rawValue)])
        }
    }

    /// Of every worker that said so in the last day, by name.
    package func rulesInForce() async throws -> [RulesInForce] {
        try await engine.read { transaction in
            try transaction.rows(
                """
                SELECT worker, hash, rules, since, seen_at, refused_at, complaint, errors
                FROM rules_in_force ORDER BY worker
                """
            ).map { row in
                var columns = Columns(row)
                var rules = RulesInForce(
                    worker: Worker(rawValue: try columns.text()), hash: try columns.text(), rules: try columns.int(),
                    since: try columns.time(), seenAt: try columns.time())
                let refusedAt = try columns.timeOrNil()
                let (complaint, errors) = (try columns.text(), try columns.int())
                rules.refusal = refusedAt.map { .init(at: $0, complaint: complaint, errors: errors) }
                return rules
            }
        }
    }
}
