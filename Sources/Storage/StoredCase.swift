import Triage

/// The rows of `hot_case` and `case_event`.
enum StoredCase {
    static func open(_ draft: CaseDraft, at now: Moment, _ transaction: any Transaction) throws -> CaseID {
        let id = CaseID(
            rawValue: try transaction.insert(
                """
                INSERT INTO hot_case (
                    state, heat, severity, title, messages, first_heard, promise, owner, reasons)
                VALUES ('open', ?1, ?2, ?3, 1, ?4, ?5, ?6, ?7)
                """,
                [
                    .int(draft.heat), .orNull(draft.severity?.rawValue), .text(draft.title), .time(now),
                    .orNull(draft.promise), .text(draft.owner), .text(StoredJSON.reasons(draft.reasons)),
                ]))
        try note(id, by: "earshot", "opened", "heat \(draft.heat)", at: now, transaction)
        return id
    }

    /// One more message of the same thing: heat and severity never sink, the earlier promise stands, and a
    /// reason is named once, as it weighed most.
    static func join(_ id: CaseID, _ draft: CaseDraft, at now: Moment, _ transaction: any Transaction) throws {
        guard let known = try load(id, transaction) else { throw StatementRefused("there is no case \(id.rawValue)") }
        let heat = max(known.heat, draft.heat)
        let severity = [known.severity, draft.severity].compactMap(\.self).max()
        try transaction.run(
            """
            UPDATE hot_case
            SET messages = messages + 1, heat = ?2, severity = ?3, promise = ?4, owner = ?5, reasons = ?6
            WHERE id = ?1
            """,
            [
                .integer(id.rawValue), .int(heat), .orNull(severity?.rawValue),
                .orNull([known.promise, draft.promise].compactMap(\.self).min()),
                .text(known.owner.isEmpty ? draft.owner : known.owner),
                .text(StoredJSON.reasons(united(known.reasons, draft.reasons))),
            ])
        try note(
            id, by: "earshot", "message", heat > known.heat ? "heat \(known.heat) to \(heat)" : "", at: now,
            transaction)
    }

    private static func united(_ known: [Reason], _ more: [Reason]) -> [Reason] {
        var reasons = known
        for reason in more {
            if let place = reasons.firstIndex(where: { $0.rule == reason.rule }) {
                if reason.score > reasons[place].score { reasons[place] = reason }
            } else {
                reasons.append(reason)
            }
        }
        return reasons.sorted { ($1.score, $0.rule) < ($0.score, $1.rule) }
    }

    static func load(_ id: CaseID, _ transaction: any Transaction) throws -> Case? {
        try transaction.row(
            """
            SELECT id, state, heat, severity, title, messages, first_heard, promise, owner, claimed_by, reasons
            FROM hot_case WHERE id = ?1
            """, [.integer(id.rawValue)]
        ).map(value)
    }

    /// From the columns as `load` names them.
    static func value(_ row: Row) throws -> Case {
        var columns = Columns(row)
        return Case(
            id: CaseID(rawValue: try columns.integer()), state: try columns.word(Case.State.self),
            heat: try columns.int(), severity: try columns.wordOrNil(Severity.self), title: try columns.text(),
            messages: try columns.int(), firstHeard: try columns.time(), promise: try columns.timeOrNil(),
            owner: try columns.text(), claimedBy: try columns.textOrNil(),
            reasons: try StoredJSON.value([Reason].self, try columns.text()))
    }

    static func note(
        _ id: CaseID, by who: String, _ what: String, _ note: String, at now: Moment, _ transaction: any Transaction
    ) throws {
        try transaction.run(
            "INSERT INTO case_event (hot_case, at, who, what, note) VALUES (?1, ?2, ?3, ?4, ?5)",
            [.integer(id.rawValue), .time(now), .text(who), .text(what), .text(note)])
    }
}
