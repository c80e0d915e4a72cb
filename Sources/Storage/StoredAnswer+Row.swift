import Triage

extension StoredAnswer {
    /// Writes an answer and the errand that carries it, due now.
    ///
    /// - Parameter key: of the errand, and unique for ever: what was written under it once is not written again.
    /// - Returns: nil where it was: then nothing is written.
    static func write(
        _ draft: AnswerDraft, at place: AnswerPlace, key: String, now: Moment, _ transaction: any Transaction
    ) throws -> Int64? {
        let errand = try transaction.rows(
            """
            INSERT INTO errand (kind, state, due, created_at, idempotency_key, message, queue)
            VALUES ('ack', 'waiting', ?1, ?1, ?2, ?3, 'ack')
            ON CONFLICT (idempotency_key) DO NOTHING RETURNING id
            """, [.time(now), .text(Value.key(key)), .orNull(place.message?.rawValue)]
        ).first?.integer(0)
        guard let errand else { return nil }
        return try transaction.insert(
            """
            INSERT INTO answer (
                kind, state, source, conversation, message, hot_case, call_back, handle, domain, language, visibility,
                facts, because, errand, created_at)
            VALUES (?1, 'waiting', (SELECT id FROM source WHERE name = ?2), ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,
                ?13, ?14)
            """,
            [
                .text(draft.kind.rawValue), .text(place.source.rawValue), .orNull(place.conversation?.rawValue),
                .orNull(place.message?.rawValue), .orNull(place.hotCase?.rawValue), .orNull(place.callBack),
                .text(StoredCustomer.key(place.handle)), .text(place.handle.cappedDomain), .text(draft.language),
                .text(draft.visibility.rawValue), .text(Value.withoutNul(try StoredJSON.text(draft.facts))),
                .text(Value.withoutNul(draft.because)), .integer(errand), .time(now),
            ])
    }

    static func load(_ id: Int64, _ transaction: any Transaction) throws -> StoredAnswer? {
        try transaction.row(
            """
            SELECT a.id, a.kind, a.state, s.name, a.conversation, a.message, a.hot_case, a.call_back, a.handle,
                a.language, a.visibility, a.facts, a.because, a.reason, a.subject, a.text, a.receipt, a.errand,
                a.created_at, a.sent_at
            FROM answer a JOIN source s ON s.id = a.source WHERE a.id = ?1
            """, [.integer(id)]
        ).map(StoredAnswer.init)
    }

    static func load(ofErrand errand: ErrandID, _ transaction: any Transaction) throws -> StoredAnswer? {
        try transaction.row("SELECT id FROM answer WHERE errand = ?1", [.integer(errand.rawValue)])
            .flatMap { try load($0.integer(0), transaction) }
    }

    private init(_ row: Row) throws {
        var columns = Columns(row)
        let id = try columns.integer()
        let kind = try columns.word(AnswerKind.self)
        let state = try columns.word(State.self)
        let source = SourceName(rawValue: try columns.text())
        let conversation = try columns.integerOrNil().map { ConversationID(rawValue: $0) }
        let message = try columns.integerOrNil().map { MessageID(rawValue: $0) }
        let hotCase = try columns.caseOrNil()
        let callBack = try columns.integerOrNil()
        let handle = try StoredCustomer.handle(try columns.text())
        let language = try columns.text()
        let visibility = try columns.word(Message.Visibility.self)
        let facts = try StoredJSON.value(AnswerFacts.self, try columns.text())
        let draft = AnswerDraft(
            kind: kind, language: language, visibility: visibility, facts: facts, because: try columns.text())
        let (reason, subject) = (try columns.text(), try columns.text())
        let (text, receipt) = (try columns.text(), try columns.text())
        let errand = try columns.integerOrNil().map { ErrandID(rawValue: $0) }
        let createdAt = try columns.time()
        self.init(
            id: id, draft: draft, state: state, source: source, conversation: conversation, message: message,
            hotCase: hotCase, callBack: callBack, handle: handle, reason: reason, subject: subject, text: text,
            receipt: receipt, errand: errand, createdAt: createdAt, sentAt: try columns.timeOrNil())
    }

    /// Nothing is sent any more: its errand is called off with it.
    static func withdraw(_ id: Int64, _ silence: Silence, now: Moment, _ transaction: any Transaction) throws {
        try transaction.run(
            "UPDATE answer SET state = 'withdrawn', reason = ?2 WHERE id = ?1 AND state = 'waiting'",
            [.integer(id), .text(silence.stored)])
        try transaction.run(
            """
            UPDATE errand SET state = 'cancelled', settled_at = ?2, holder = NULL, last_error = ?3
            WHERE id = (SELECT errand FROM answer WHERE id = ?1) AND state IN ('waiting', 'leased')
            """, [.integer(id), .time(now), .text(silence.stored)])
    }
}

extension Silence {
    /// As it stands in the database: at most 220 characters, without what PostgreSQL cannot hold.
    var stored: String { String(Value.withoutNul(written).prefix(220)) }

    /// What `stored` wrote.
    init?(stored text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let code = Code(rawValue: String(parts[0])) else { return nil }
        self.init(code, parts.count > 1 ? String(parts[1].drop { $0 == " " }) : "")
    }
}
