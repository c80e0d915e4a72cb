import Triage

extension Store {
    /// What a person does with a case; `Case.apply` says what that is. Compare and swap: of two at the same instant
    /// one wins, and the other is told who. Every change appends an event; what is so already is done, and appends
    /// none.
    ///
    /// An incident that is closed closes the cases that belong to it and that nobody has taken up.
    package func change(
        _ id: CaseID, _ verb: CaseVerb, by name: String, note: String, patience: OnCall.Patience = OnCall.Patience(),
        now: Moment
    ) async throws -> QueueAnswer {
        try await engine.write {
            try StoredCase.change(id, verb, by: name, note: note, patience: patience, now: now, $0)
        }
    }
}

extension StoredCase {
    /// See `Store.change`.
    static func change(
        _ id: CaseID, _ verb: CaseVerb, by name: String, note: String, patience: OnCall.Patience, now: Moment,
        _ transaction: any Transaction
    ) throws -> QueueAnswer {
        guard var hotCase = try load(id, transaction) else { return .noSuchCase }
        let before = hotCase
        if let why = hotCase.apply(verb, by: name, now: now, patience: patience) {
            return .refused(before, because: why)
        }
        let change = CaseChanging(before: before, by: name, note: note, now: now, transaction)
        let answer: QueueAnswer
        switch verb {
        case .merge(let into): answer = try change.merge(hotCase, into: into)
        case .split(let messages): answer = try change.split(messages)
        case .link(let to): answer = try change.link(hotCase, to: to)
        case .claim, .release, .acknowledge, .snooze, .handOver, .resolve, .notHot:
            if hotCase == before { return .done(hotCase) }
            try change.write(hotCase)
            try change.tell(id, verb, hotCase)
            if !hotCase.state.isOpen { try change.close(hotCase, verb, patience) }
            answer = .done(try load(id, transaction) ?? hotCase)
        }
        switch (answer, verb) {
        // Whoever was called for it need not come any more.
        case (.done, .claim), (.done, .acknowledge), (.done, .snooze), (.done, .resolve), (.done, .notHot):
            try StoredPage.end(ofCase: id, by: name, why: verb.word, patience, at: now, transaction)
        case (.done, .handOver), (.done, .merge), (.done, .link):
            try StoredPage.end(ofCase: id, by: name, why: verb.word, nil, at: now, transaction)
        case (.done, .release), (.done, .split), (.noSuchCase, _), (.refused, _): break
        }
        if case .done = answer {
            try StoredCallDuty.follow(before, verb, by: name, note: note, at: now, transaction)
        }
        return answer
    }
}

/// One change of a case inside its transaction.
struct CaseChanging {
    let before: Case
    let name: String
    let note: String
    let now: Moment
    let transaction: any Transaction

    init(before: Case, by name: String, note: String, now: Moment, _ transaction: any Transaction) {
        self.before = before
        self.name = name
        self.note = note
        self.now = now
        self.transaction = transaction
    }

    /// What `Case.apply` changes.
    func write(_ hotCase: Case) throws {
        // A case of an incident that goes on is due with that, unless somebody was named for it.
        let isDueWithIncident =
            try hotCase.state == .open && hotCase.target == nil
            && (hotCase.incident.flatMap { try StoredCase.load($0, transaction) }?.state.isOpen ?? false)
        let changed = try transaction.run(
            """
            UPDATE hot_case
            SET state = ?2, claimed_by = ?3, due = ?4, target = ?5, is_held = ?6, incident = ?7, merged_into = ?8,
                first_touched = ?9, closed_at = ?10, step = ?13, round = ?14
            WHERE id = ?1 AND state = ?11 AND coalesce(claimed_by, '') = ?12
            """,
            [
                .integer(before.id.rawValue), .text(hotCase.state.rawValue), .orNull(hotCase.claimedBy),
                .orNull(isDueWithIncident ? nil : hotCase.due), .orNull(hotCase.target), .flag(hotCase.isHeld),
                .orNull(hotCase.incident?.rawValue), .orNull(hotCase.mergedInto?.rawValue),
                .orNull(hotCase.firstTouched), .orNull(hotCase.state.isOpen ? nil : now),
                .text(before.state.rawValue), .text(before.claimedBy ?? ""), .int(hotCase.step), .int(hotCase.round),
            ])
        guard changed == 1 else { throw StorageError.busy("the case is being changed by somebody else") }
    }

    func tell(_ id: CaseID, _ verb: CaseVerb, _ hotCase: Case) throws {
        var words: [String] = []
        switch verb {
        case .snooze(let until): words.append("until \(until.rfc3339)")
        case .handOver(let to): words.append("to \(to)")
        case .claim, .release, .acknowledge, .resolve, .notHot, .merge, .split, .link: break
        }
        if let remark = hotCase.remark { words.append(remark) }
        if !note.isEmpty { words.append(note) }
        try StoredCase.note(id, by: name, verb.word, words.joined(separator: "; "), at: now, transaction)
    }

    /// Nothing joins it any more, and what belongs to it and nobody has taken up is over with it.
    func close(_ hotCase: Case, _ verb: CaseVerb, _ patience: OnCall.Patience) throws {
        try CaseKeys.forget(hotCase.id, transaction)
        let of: Value = .integer(hotCase.id.rawValue)
        let told = try transaction.run(
            """
            INSERT INTO case_event (hot_case, at, who, what, note)
            SELECT id, CAST(?2 AS BIGINT), CAST(?3 AS TEXT), CAST(?4 AS TEXT), CAST(?5 AS TEXT) FROM hot_case
            WHERE incident = ?1 AND state = 'open' AND target IS NULL
            """,
            [
                of, .time(now), .text(name), .text(verb.word),
                .text("with incident \(hotCase.id.rawValue)" + (note.isEmpty ? "" : "; \(note)")),
            ])
        guard told > 0 else { return }
        for row in try transaction.rows(
            """
            SELECT DISTINCT p.hot_case FROM page p JOIN hot_case c ON c.id = p.hot_case
            WHERE c.incident = ?1 AND c.state = 'open' AND c.target IS NULL
                AND p.state IN ('waiting', 'sent', 'delivered')
            """, [of])
        {
            let id = CaseID(rawValue: try row.integer(0))
            try StoredPage.end(ofCase: id, by: name, why: verb.word, patience, at: now, transaction)
        }
        try transaction.run(
            """
            DELETE FROM case_key WHERE substr(name, 1, 2) <> 'r:' AND hot_case IN (
                SELECT id FROM hot_case WHERE incident = ?1 AND state = 'open' AND target IS NULL)
            """, [of])
        try transaction.run(
            """
            UPDATE hot_case
            SET state = ?2, claimed_by = ?3, due = NULL, is_held = 0, closed_at = ?4,
                first_touched = coalesce(first_touched, ?5)
            WHERE incident = ?1 AND state = 'open' AND target IS NULL
            """,
            [
                of, .text(hotCase.state.rawValue), .orNull(hotCase.claimedBy), .time(now),
                .time(hotCase.firstTouched ?? now),
            ])
    }
}
