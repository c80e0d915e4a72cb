import Triage

/// The rows of `hot_case` and `case_event`.
enum StoredCase {
    /// Somebody is called when `draft.wait` is over.
    /// - Parameter now: when it was heard.
    static func open(_ draft: CaseDraft, at now: Moment, _ transaction: any Transaction) throws -> CaseID {
        // Of an incident that a burst opened everyone who writes is counted.
        let people = draft.isIncident && draft.marks.author != nil ? 1 : 0
        let id = CaseID(
            rawValue: try transaction.insert(
                """
                INSERT INTO hot_case (
                    state, heat, severity, title, messages, first_heard, promise, owner, reasons,
                    newest_heard, rank, due, is_incident, people)
                VALUES ('open', ?1, ?2, ?3, 1, ?4, ?5, ?6, ?7, ?4, ?8, ?9, ?10, ?11)
                """,
                [
                    .int(draft.heat), .orNull(draft.severity?.rawValue), .text(draft.title), .time(now),
                    .orNull(draft.promise), .text(draft.owner), .text(StoredJSON.reasons(draft.reasons)),
                    .time(Urgency.rank(heat: draft.heat, firstHeard: now, promise: draft.promise)),
                    .time(now + draft.wait), .flag(draft.isIncident), .int(people),
                ]))
        try note(id, by: "earshot", "opened", "heat \(draft.heat)", at: now, transaction)
        try CaseKeys.write(draft, of: id, at: now, transaction)
        return id
    }

    /// One more message of the same thing: heat and severity never sink, the earlier promise stands, and a
    /// reason is named once, as it weighed most. Nobody is called for it, but for a case that was held and may not wait
    /// any more.
    static func join(_ id: CaseID, _ draft: CaseDraft, at now: Moment, _ transaction: any Transaction) throws {
        guard let known = try load(id, transaction) else { throw StatementRefused("there is no case \(id.rawValue)") }
        let heat = max(known.heat, draft.heat)
        let severity = [known.severity, draft.severity].compactMap(\.self).max()
        let promise = [known.promise, draft.promise].compactMap(\.self).min()
        let isNewPerson = try CaseKeys.meet(draft, of: known, at: now, transaction)
        // Whoever is called because of this message reads its words, not those that the case began with. An incident is
        // named for what all tell.
        let isWorst =
            (draft.severity.map(\.usualScore) ?? -1, draft.heat)
            > (known.severity.map(\.usualScore) ?? -1, known.heat)
        let title = isWorst && !known.isIncident && !draft.title.isEmpty ? draft.title : nil
        // An older program opens cases without a due time. And what waited for a shift may wait no longer where it
        // has become worse: escalation looks again, and holds it again where it may. So does what somebody put off or
        // has taken note of, where it has become danger since.
        let isDanger = draft.severity == .critical && known.severity != .critical
        let isWorse =
            known.isHeld && (severity != known.severity || promise != known.promise)
            || isDanger && (known.state == .snoozed || known.state == .acknowledged)
        let due = isWorse || known.due == nil && known.state.isOpen && known.incident == nil ? now : nil
        try transaction.run(
            """
            UPDATE hot_case
            SET messages = messages + 1, heat = ?2, severity = ?3, promise = ?4, owner = ?5, reasons = ?6,
                newest_heard = ?7, rank = ?8, people = people + ?9, due = coalesce(?10, due),
                title = coalesce(?11, title)
            WHERE id = ?1
            """,
            [
                .integer(id.rawValue), .int(heat), .orNull(severity?.rawValue), .orNull(promise),
                .text(known.owner.isEmpty ? draft.owner : known.owner),
                .text(StoredJSON.reasons(united(known.reasons, draft.reasons))),
                .time(max(now, known.newestHeard)),
                .time(Urgency.rank(heat: heat, firstHeard: known.firstHeard, promise: promise)),
                .int(isNewPerson ? 1 : 0), .orNull(due), .orNull(title),
            ])
        try note(
            id, by: "earshot", "message",
            heat > known.heat
                ? "heat \(known.heat) to \(heat)"
                : known.state.isOpen ? "" : "heard after it was closed; nobody is called",
            at: now, transaction)
    }

    static func united(_ known: [Reason], _ more: [Reason]) -> [Reason] {
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
            SELECT c.id, c.state, c.heat, c.severity, c.title, c.messages, c.first_heard, c.promise, c.owner,
                c.claimed_by, c.reasons, c.newest_heard, c.rank,
                CASE WHEN c.due IS NULL AND c.incident IS NOT NULL AND c.state = 'open'
                    THEN (SELECT i.due FROM hot_case i WHERE i.id = c.incident) ELSE c.due END,
                c.step, c.round, c.target, c.is_held, c.is_incident, c.people, c.incident, c.merged_into,
                c.first_touched
            FROM hot_case c WHERE c.id = ?1
            """, [.integer(id.rawValue)]
        ).map(value)
    }

    /// What an older program wrote has no newest message and no due time, and ranks first.
    private static func value(_ row: Row) throws -> Case {
        var columns = Columns(row)
        var hotCase = Case(
            id: CaseID(rawValue: try columns.integer()), state: try columns.word(Case.State.self),
            heat: try columns.int(), severity: try columns.wordOrNil(Severity.self), title: try columns.text(),
            messages: try columns.int(), firstHeard: try columns.time(), promise: try columns.timeOrNil(),
            owner: try columns.text(), claimedBy: try columns.textOrNil(),
            reasons: try StoredJSON.value([Reason].self, try columns.text()), newestHeard: try columns.timeOrNil(),
            rank: try columns.time(), due: try columns.timeOrNil(), step: try columns.int(),
            round: try columns.int(), target: try columns.textOrNil(), isHeld: try columns.flag(),
            isIncident: try columns.flag(), people: try columns.int(), incident: try columns.caseOrNil(),
            mergedInto: try columns.caseOrNil(), firstTouched: try columns.timeOrNil())
        hotCase.title = title(hotCase.title, messages: hotCase.messages, people: hotCase.people)
        return hotCase
    }

    /// `31 messages from 28 people: No network`
    static func title(_ title: String, messages: Int, people: Int) -> String {
        guard people > 0 else { return title }
        return "\(messages) \(messages == 1 ? "message" : "messages") from \(people) "
            + "\(people == 1 ? "person" : "people"): \(title)"
    }

    static func note(
        _ id: CaseID, by who: String, _ what: String, _ note: String, at now: Moment, _ transaction: any Transaction
    ) throws {
        try transaction.run(
            "INSERT INTO case_event (hot_case, at, who, what, note) VALUES (?1, ?2, ?3, ?4, ?5)",
            [.integer(id.rawValue), .time(now), .text(who), .text(what), .text(note)])
        transaction.announce(.queue)
    }
}

extension Columns {
    mutating func caseOrNil() throws -> CaseID? { try integerOrNil().map { CaseID(rawValue: $0) } }
}
