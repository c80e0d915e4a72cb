import Triage

/// The rows of `case_key` and `case_habit`: by what later messages find their case.
enum CaseKeys {
    /// A burst is counted for as long at most as any configuration may make its window.
    private static let burstKept: Duration = .seconds(86_400)
    private static let habitKept: Int64 = 24 * Int64(FoldAsks.habitDays + 1)
    /// Cases that an incident takes in when it opens.
    private static let mostGathered = 1_000

    /// What is to be known of a case that was just opened; an incident takes in its burst.
    static func write(_ draft: CaseDraft, of id: CaseID, at now: Moment, _ transaction: any Transaction) throws {
        let marks = draft.marks
        let author = marks.author.map(StoredCustomer.key)
        for key in marks.print?.keys ?? [] {
            try add(
                key, of: id, at: now, print: marks.print?.bits, author: author, isPublic: marks.isPublic,
                transaction)
        }
        if draft.isIncident {
            if let author { try add("p:" + author, of: id, at: now, transaction) }
            guard let rule = marks.rule else { return }
            try transaction.run(
                """
                DELETE FROM case_key WHERE name = ?1
                    AND hot_case IN (SELECT id FROM hot_case WHERE closed_at IS NOT NULL)
                """, [.text(Value.key("i:" + rule))])
            try add("i:" + rule, of: id, at: now, transaction)
            if let since = draft.gathersSince {
                try gather("r:" + rule, since: since, into: id, draft, at: now, transaction)
            }
        }
        guard let rule = marks.rule, let author else { return }
        if !draft.isIncident {
            try add("r:" + rule, of: id, at: now, author: author, transaction)
            try transaction.run(
                "DELETE FROM case_key WHERE name = ?1 AND at < ?2", [.text("r:" + rule), .time(now - burstKept)])
        }
        let hour = Decider.hour(of: now)
        try transaction.run(
            """
            INSERT INTO case_habit (rule, hour, cases) VALUES (?1, ?2, 1)
            ON CONFLICT (rule, hour) DO UPDATE SET cases = case_habit.cases + 1
            """, [.text(rule), .integer(hour)])
        try transaction.run(
            "DELETE FROM case_habit WHERE rule = ?1 AND hour < ?2", [.text(rule), .integer(hour - habitKept)])
    }

    /// What is known of a case was met again.
    /// - Returns: whether its author is new to an incident whose people are counted.
    static func meet(_ draft: CaseDraft, of known: Case, at now: Moment, _ transaction: any Transaction) throws -> Bool
    {
        var keys = draft.marks.print?.keys ?? []
        if known.isIncident, let rule = draft.marks.rule { keys.append("i:" + rule) }
        for key in keys {
            try transaction.run(
                "UPDATE case_key SET at = ?3 WHERE name = ?1 AND hot_case = ?2 AND at < ?3",
                [.text(key), .integer(known.id.rawValue), .time(now)])
        }
        guard known.people > 0, known.state.isOpen, let author = draft.marks.author else { return false }
        return try add("p:" + StoredCustomer.key(author), of: known.id, at: now, transaction)
    }

    /// - Returns: false where it was there already.
    @discardableResult
    private static func add(
        _ name: String, of id: CaseID, at now: Moment, print: UInt64? = nil, author: String? = nil,
        isPublic: Bool = false, _ transaction: any Transaction
    ) throws -> Bool {
        try transaction.run(
            """
            INSERT INTO case_key (name, hot_case, at, print, author, is_public) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT (name, hot_case) DO NOTHING
            """,
            [
                .text(Value.key(name)), .integer(id.rawValue), .time(now),
                .orNull(print.map { Int64(bitPattern: $0) }), .orNull(author), .flag(isPublic),
            ]) == 1
    }

    /// The cases of the burst that nobody has taken up: they are due with their incident, and it shows their
    /// messages.
    private static func gather(
        _ key: String, since: Moment, into incident: CaseID, _ draft: CaseDraft, at now: Moment,
        _ transaction: any Transaction
    ) throws {
        let found = try transaction.rows(
            """
            SELECT c.id FROM case_key k JOIN hot_case c ON c.id = k.hot_case
            WHERE k.name = ?1 AND k.at >= ?2 AND c.state = 'open' AND c.claimed_by IS NULL AND c.target IS NULL
                AND c.incident IS NULL AND c.is_incident = 0
            ORDER BY c.id LIMIT ?3
            """, [.text(key), .time(since), .int(mostGathered)]
        ).map { CaseID(rawValue: try $0.integer(0)) }
        for id in found {
            let ids: [Value] = [.integer(id.rawValue), .integer(incident.rawValue)]
            try transaction.run("UPDATE hot_case SET incident = ?2, due = NULL, is_held = 0 WHERE id = ?1", ids)
            try StoredCase.note(
                id, by: "earshot", "linked", "to incident \(incident.rawValue)", at: now, transaction)
            // What has not left yet is said by the incident's page.
            for page in try StoredPage.standing(ofCase: id, transaction) where page.state == .waiting {
                try StoredPage.end(page, .cancelled, why: "part of incident \(incident.rawValue)", transaction)
            }
            let messages = try transaction.run(
                """
                INSERT INTO case_message (hot_case, message)
                SELECT CAST(?2 AS BIGINT), id FROM message WHERE hot_case = ?1
                ON CONFLICT (hot_case, message) DO NOTHING
                """, ids)
            let people =
                draft.marks.author == nil
                ? 0
                : try transaction.run(
                    """
                    INSERT INTO case_key (name, hot_case, at)
                    SELECT DISTINCT 'p:' || handle, CAST(?2 AS BIGINT), CAST(?3 AS BIGINT) FROM message
                    WHERE hot_case = ?1
                    ON CONFLICT (name, hot_case) DO NOTHING
                    """, ids + [.time(now)])
            try transaction.run(
                "UPDATE hot_case SET messages = messages + ?2, people = people + ?3 WHERE id = ?1",
                [.integer(incident.rawValue), .int(messages), .int(people)])
        }
        guard !found.isEmpty else { return }
        let names = found.prefix(20).map { "\($0.rawValue)" }.joined(separator: ", ")
        try StoredCase.note(
            incident, by: "earshot", "gathered", "cases \(names)\(found.count > 20 ? ", …" : "")", at: now, transaction)
    }

    /// Nothing joins a case that is over, but for the stragglers of an incident. What counts for a burst stays.
    static func forget(_ id: CaseID, _ transaction: any Transaction) throws {
        try transaction.run(
            "DELETE FROM case_key WHERE hot_case = ?1 AND substr(name, 1, 2) NOT IN ('r:', 'i:')",
            [.integer(id.rawValue)])
    }

    // MARK: Recall

    static func recall(_ asks: FoldAsks, _ transaction: any Transaction) throws -> FoldMemory {
        var memory = FoldMemory()
        if let rule = asks.rule {
            memory.incident = try transaction.row(
                """
                SELECT c.id FROM case_key k JOIN hot_case c ON c.id = k.hot_case
                WHERE k.name = ?1 AND k.at >= ?2 AND c.state IN ('open', 'claimed', 'acknowledged', 'snoozed')
                ORDER BY k.at DESC LIMIT 1
                """, [.text(Value.key("i:" + rule)), .time(asks.incidentSince)]
            ).map { CaseID(rawValue: try $0.integer(0)) }
            if memory.incident != nil { return memory }
        }
        if let rule = asks.rule { memory.closed = try closed(rule, asks, transaction) }
        for key in asks.marks.print?.keys ?? [] { memory.alike += try alike(key, asks, transaction) }
        guard let rule = asks.rule else { return memory }
        memory.authors = Int(
            try transaction.integer(
                """
                SELECT count(DISTINCT author) FROM (
                    SELECT author FROM case_key WHERE name = ?1 AND at >= ?2 ORDER BY at DESC LIMIT ?3
                ) latest
                """,
                [
                    .text(Value.key("r:" + rule)), .time(max(asks.burstSince, memory.closed?.at ?? asks.burstSince)),
                    .int(FoldAsks.mostAuthors),
                ]))
        // Fewer than two have opened no burst, whatever the habit is.
        guard memory.authors + (memory.closed?.people ?? 0) >= 2 else { return memory }
        memory.habit = try transaction.rows(
            """
            SELECT cases FROM case_habit WHERE rule = ?1 AND hour >= ?2 AND hour < ?3 AND (?3 - hour) % 24 = 0
            """,
            [
                .text(rule), .integer(asks.hour - Int64(FoldAsks.habitDays) * 24), .integer(asks.hour),
            ]
        ).map { Int(try $0.integer(0)) }
        return memory
    }

    private static func closed(
        _ rule: String, _ asks: FoldAsks, _ transaction: any Transaction
    ) throws -> FoldMemory.Closed? {
        let row = try transaction.row(
            """
            SELECT c.id, c.severity, c.closed_at FROM case_key k JOIN hot_case c ON c.id = k.hot_case
            WHERE k.name = ?1 AND c.closed_at >= ?2 AND c.merged_into IS NULL AND c.state IN ('resolved', 'not-hot')
            ORDER BY c.closed_at DESC LIMIT 1
            """, [.text(Value.key("i:" + rule)), .time(asks.closedSince)])
        guard let row else { return nil }
        var columns = Columns(row)
        let id = CaseID(rawValue: try columns.integer())
        let severity = try columns.wordOrNil(Severity.self)
        let at = try columns.time()
        let people = try transaction.integer(
            """
            SELECT count(DISTINCT handle) FROM (
                SELECT handle, heard_at FROM message WHERE hot_case = ?1 ORDER BY id DESC LIMIT ?3
            ) latest WHERE heard_at > ?2
            """, [.integer(id.rawValue), .time(at), .int(FoldAsks.mostAuthors)])
        return FoldMemory.Closed(incident: id, severity: severity, at: at, people: Int(people))
    }

    private static func alike(
        _ key: String, _ asks: FoldAsks, _ transaction: any Transaction
    ) throws -> [FoldMemory.Alike] {
        try transaction.rows(
            """
            SELECT c.id, k.print, k.author, k.is_public FROM case_key k JOIN hot_case c ON c.id = k.hot_case
            WHERE k.name = ?1 AND k.at >= ?2 AND k.print IS NOT NULL
                AND c.state IN ('open', 'claimed', 'acknowledged', 'snoozed')
            ORDER BY k.at DESC LIMIT 64
            """, [.text(key), .time(asks.alikeSince)]
        ).map { row in
            var columns = Columns(row)
            return FoldMemory.Alike(
                hotCase: CaseID(rawValue: try columns.integer()), bits: UInt64(bitPattern: try columns.integer()),
                author: try columns.textOrNil().flatMap { try? StoredCustomer.handle($0) },
                isPublic: try columns.flag())
        }
    }
}
