import Triage

package struct TicketLine: Hashable, Sendable {
    package var id: ErrandID
    package var conversation: ConversationID?
    package var source: SourceName
    package var draft: TicketDraft
    package var state: Errand.State
    package var attempts: Int
    package var lastError: String
    package var answer: String
    /// Of the message, for the subject; nil for a quarantined item.
    package var message: StoredMessage?
    /// The call-back that it asks for.
    package var callBack: Int64?
}

extension Store {
    /// What a ticket is written from, as the database has it now.
    package func material(for errand: Errand) async throws -> TicketMaterial {
        try await engine.read { try Self.material(errand, $0) }
    }

    /// Tickets, newest first.
    package func tickets(limit: Int) async throws -> [TicketLine] {
        try await engine.read { transaction in
            try transaction.rows(
                "SELECT id FROM errand WHERE kind = 'ticket' ORDER BY id DESC LIMIT ?1", [.int(limit)]
            ).compactMap { row in
                try StoredErrand.load(ErrandID(rawValue: row.integer(0)), transaction)
                    .map { try Self.line($0, transaction) }
            }
        }
    }

    package func ticket(_ id: ErrandID) async throws -> (TicketLine, TicketMaterial)? {
        try await engine.read { transaction in
            try StoredErrand.load(id, transaction).map {
                (try Self.line($0, transaction), try Self.material($0, transaction))
            }
        }
    }

    /// How many messages of a conversation a ticket shows.
    private static let shownEarlier = 20

    private static func material(_ errand: Errand, _ transaction: any Transaction) throws -> TicketMaterial {
        if let id = errand.quarantine {
            guard
                let row = try transaction.row(
                    """
                    SELECT q.id, q.heard_at, q.identity, s.name, q.channel, q.reason, q.content_type, q.whole_bytes,
                        q.raw
                    FROM quarantine q JOIN source s ON s.id = q.source WHERE q.id = ?1
                    """, [.integer(id)])
            else { throw StorageError.fault("there is no quarantined item \(id)") }
            let stored = try StoredUnreadable(row)
            return .unreadable(stored.item, heardAt: stored.heardAt, id: stored.id)
        }
        if let id = errand.callBack { return try brief(id, errand.message, transaction) }
        guard let id = errand.message else {
            throw StorageError.fault("errand \(errand.id.rawValue) stands for nothing")
        }
        let message = try StoredMessage.load(id, transaction)
        let hotCase = try transaction.row(
            "SELECT coalesce(hot_case, 0) FROM message WHERE id = ?1", [.integer(id.rawValue)]
        )
        .map { CaseID(rawValue: try $0.integer(0)) }.flatMap { $0.rawValue == 0 ? nil : $0 }
        guard let conversation = message.conversation else {
            return .message(message, earlier: [], earlierCount: 0, caseID: hotCase)
        }
        let (earlier, count) = try earlier(than: id, in: conversation, transaction)
        return .message(message, earlier: earlier, earlierCount: count, caseID: hotCase)
    }

    private static func brief(
        _ id: Int64, _ newest: MessageID?, _ transaction: any Transaction
    ) throws -> TicketMaterial {
        guard let call = try StoredCallBack.load(id, transaction) else {
            throw StorageError.fault("there is no call-back \(id)")
        }
        let story = try StoredCallBack.story(of: id, transaction)
        let message = try newest.map { try StoredMessage.load($0, transaction) }
        guard let message, let conversation = message.conversation else {
            return .callBack(call, story: story, message: message, earlier: [], earlierCount: 0, said: [])
        }
        let (earlier, count) = try earlier(than: message.id, in: conversation, transaction)
        return .callBack(
            call, story: story, message: message, earlier: earlier, earlierCount: count,
            said: try said(in: conversation, transaction))
    }

    /// The newest answers of a conversation that went out, oldest first.
    private static func said(
        in conversation: ConversationID, _ transaction: any Transaction
    ) throws -> [StoredAnswer] {
        try transaction.rows(
            """
            SELECT id FROM answer WHERE conversation = ?1 AND state IN ('sent', 'unknown') AND text <> ''
            ORDER BY id DESC LIMIT ?2
            """, [.integer(conversation.rawValue), .int(shownEarlier)]
        ).reversed().compactMap { try StoredAnswer.load($0.integer(0), transaction) }
    }

    /// What a person should know before they ring for a case that calls people for calls, the earliest call first;
    /// empty where it calls for none just now.
    package func ringing(for id: CaseID) async throws -> [TicketMaterial] {
        try await engine.read { transaction in
            try StoredCallDuty.of(case: id, transaction).prefix(5).map { duty in
                let newest = try StoredCallBack.load(duty.callBack, transaction)?.conversation.flatMap {
                    try transaction.row(
                        """
                        SELECT m.id FROM message m
                        WHERE m.source = (SELECT source FROM conversation WHERE id = ?1) AND m.filtered_by IS NULL
                            AND m.conversation = ?1 AND m.is_hot IS NOT NULL
                        ORDER BY m.id DESC LIMIT 1
                        """, [.integer($0.rawValue)])
                }
                return try Self.brief(
                    duty.callBack, newest.map { MessageID(rawValue: try $0.integer(0)) }, transaction)
            }
        }
    }

    /// The newest before a message, oldest first, and how many there are.
    private static func earlier(
        than id: MessageID, in conversation: ConversationID, _ transaction: any Transaction
    ) throws -> ([StoredMessage], Int) {
        let among: [Value] = [.integer(conversation.rawValue), .integer(id.rawValue), .int(shownEarlier)]
        let count = try transaction.integer(
            """
            SELECT count(*) FROM message
            WHERE source = (SELECT source FROM conversation WHERE id = ?1) AND filtered_by IS NULL
                AND conversation = ?1 AND id < ?2
            """, Array(among.prefix(2)))
        let earlier = try transaction.rows(
            """
            SELECT id FROM message
            WHERE source = (SELECT source FROM conversation WHERE id = ?1) AND filtered_by IS NULL
                AND conversation = ?1 AND id < ?2
            ORDER BY id DESC LIMIT ?3
            """, among
        ).reversed().map { try StoredMessage.load(MessageID(rawValue: $0.integer(0)), transaction) }
        return (earlier, Int(count))
    }

    private static func line(_ errand: Errand, _ transaction: any Transaction) throws -> TicketLine {
        guard let draft = errand.draft else { throw StorageError.fault("errand \(errand.id.rawValue) is no ticket") }
        let message = try errand.message.map { try StoredMessage.load($0, transaction) }
        let answer = try transaction.row("SELECT answer FROM errand WHERE id = ?1", [.integer(errand.id.rawValue)])
        let source: SourceName
        if let message {
            source = message.message.source
        } else if let call = try errand.callBack.flatMap({ try StoredCallBack.load($0, transaction) }) {
            source = call.source
        } else {
            let row = try transaction.row(
                "SELECT s.name FROM quarantine q JOIN source s ON s.id = q.source WHERE q.id = ?1",
                [.integer(errand.quarantine ?? 0)])
            source = SourceName(rawValue: try row?.text(0) ?? "")
        }
        return TicketLine(
            id: errand.id, conversation: message?.conversation, source: source, draft: draft,
            state: errand.state, attempts: errand.attempts, lastError: errand.lastError,
            answer: try answer?.text(0) ?? "", message: message, callBack: errand.callBack)
    }
}

/// A row of `quarantine`.
struct StoredUnreadable {
    var id: Int64
    var heardAt: Moment
    var item: Unreadable

    /// From the columns as `material` names them.
    init(_ row: Row) throws {
        var columns = Columns(row)
        id = try columns.integer()
        heardAt = try columns.time()
        let identity = try columns.text()
        let source = SourceName(rawValue: try columns.text())
        let channel = try columns.word(Channel.self)
        let (reason, contentType) = (try columns.text(), try columns.text())
        let whole = try columns.int()
        item = Unreadable(
            identity: identity, source: source, channel: channel, reason: reason, contentType: contentType,
            raw: try columns.blob())
        item.wholeBytes = whole
    }
}
