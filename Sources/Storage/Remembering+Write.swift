import Triage

extension Remembering {
    /// Makes true what was decided of a message.
    func write(
        _ decision: Decision, _ message: Message, _ evidence: Evidence, source: Int64,
        _ counts: inout Remembered.Counts
    ) throws {
        var row = StoredMessage.Writing(
            message: message, evidence: evidence, verdict: decision.verdict, source: source, heardAt: now,
            customer: decision.customer, surroundings: decision.surroundings,
            spikes: decision.spikes.map(\.ask.spike.name))
        let rows: (message: Int64, conversation: Int64)? =
            switch decision.disposition {
            case .stored, .filtered: try foreknown?.takeRow(transaction)
            case .duplicate, .quarantined: nil
            }
        row.id = rows?.message
        if case .silence(let silence) = decision.answering { row.silence = silence.stored }
        if case .optOut(_, let isFreeForm) = decision.contact {
            row.message.notes.append(
                isFreeForm
                    ? "in their own words they ask not to be written to: nothing goes to them by itself any more"
                    : "they opted out: nothing goes to them by itself any more")
        }
        if let note = decision.note { row.message.notes.append(note) }
        switch decision.disposition {
        case .duplicate:
            counts.duplicate += 1
        case .filtered(let rule):
            row.filteredBy = rule
            row.ruleSet = try ruleSet(evidence.ruleSet)
            let id = try insert(row)
            try write(decision, spikesOf: id, conversation: nil, &counts)
            try write(answersOf: decision, message, id: MessageID(rawValue: id), conversation: nil, hotCase: nil)
            if let answer = decision.pageAnswer {
                try StoredPage.take(answer, now: now, transaction)
                counts.pageAnswers += 1
            }
            counts.filtered += 1
        case .quarantined(let reason):
            let unreadable = Unreadable(
                identity: message.identity, source: message.source, channel: message.channel, reason: reason,
                contentType: "text/plain; charset=utf-8", raw: Array(message.text.utf8))
            try write(decision, unreadable, revision: message.revision, source: source, &counts)
        case .stored:
            row.conversation = try write(
                decision.conversation, of: message, ticket: decision.ticket, source: source, row: rows?.conversation)
            row.hotCase = try write(decision.caseChange, of: row.conversation)
            row.ruleSet = try ruleSet(evidence.ruleSet)
            let id = try insert(row)
            if let ticket = decision.ticket { try write(ticket, message: id, quarantine: nil) }
            counts.stored += 1
            if let answered = decision.answers, try !isByItself(message.identity, in: answered) {
                try note(answerOf: answered, at: message.time)
            }
            try write(decision, spikesOf: id, conversation: row.conversation, &counts)
            try write(
                answersOf: decision, message, id: MessageID(rawValue: id), conversation: row.conversation,
                hotCase: row.hotCase)
            if let verdict = decision.verdict, verdict.isHot, let hotCase = row.hotCase {
                let (isNew, title) =
                    switch decision.caseChange {
                    case .open(let draft): (true, draft.title)
                    case .join(_, let draft): (false, draft.title)
                    case .none: (false, "")
                    }
                counts.hot.append(
                    .init(
                        caseID: hotCase, isNewCase: isNew, message: MessageID(rawValue: id), verdict: verdict,
                        title: title))
            }
        }
    }

    private func insert(_ row: StoredMessage.Writing) throws -> Int64 {
        note(messageAt: row.message.time)
        foreknown?.note(message: Value.key(row.message.identity))
        guard let id = row.id else { return try transaction.insert(StoredMessage.Writing.statement, row.values()) }
        try put(StoredMessage.Writing.statement, row.values())
        return id
    }

    /// Makes true what was decided of something unreadable: it is in quarantine, or was already.
    func write(
        _ decision: Decision, _ item: Unreadable, revision: String, source: Int64,
        _ counts: inout Remembered.Counts
    ) throws {
        let reason: String
        switch decision.disposition {
        case .duplicate:
            counts.duplicate += 1
            return
        case .quarantined(let because): reason = because
        // Nothing was read of it, so there is nothing else to store or to filter.
        case .stored, .filtered: reason = item.reason
        }
        let id = try transaction.insert(
            """
            INSERT INTO quarantine (
                source, identity, revision, channel, reason, content_type, raw, whole_bytes, heard_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            """,
            [
                .integer(source), .text(Value.key(item.identity)), .text(Value.key(revision)),
                .text(item.channel.rawValue), .text(reason), .text(item.contentType), .blob(item.raw),
                .int(item.wholeBytes), .time(now),
            ])
        quarantineHasGrown(by: Value.key(item.identity))
        counts.quarantined += 1
        if let ticket = decision.ticket { try write(ticket, message: nil, quarantine: id) }
    }

    private func write(
        _ change: ConversationChange, of message: Message, ticket: TicketDraft?, source: Int64, row: Int64?
    ) throws -> ConversationID? {
        let tickets: Value = .integer(ticket == nil ? 0 : 1)
        let isHot: Value = .flag(ticket?.queue == .hot)
        switch change {
        case .none: return nil
        case .start(let key):
            let isNamed = key != message.identity
            if isNamed { foreknown?.note(conversation: Value.key(key)) }
            let values: [Value] = [
                .orNull(row), .integer(source), isNamed ? .text(Value.key(key)) : .null, .time(now), tickets, isHot,
                .orNull(ticket?.messageID),
            ]
            let statement: StaticString =
                """
                INSERT INTO conversation (id, source, key, started_at, messages, tickets, is_hot, first_ticket)
                VALUES (?1, ?2, ?3, ?4, 1, ?5, ?6, ?7)
                """
            guard let row else { return ConversationID(rawValue: try transaction.insert(statement, values)) }
            try put(statement, values)
            return ConversationID(rawValue: row)
        case .join(let id):
            let changed = try transaction.run(
                """
                UPDATE conversation
                SET messages = messages + 1, tickets = tickets + ?2,
                    is_hot = CASE WHEN ?3 = 1 THEN 1 ELSE is_hot END,
                    last_ticket = CASE WHEN first_ticket IS NULL THEN NULL ELSE coalesce(?4, last_ticket) END,
                    first_ticket = coalesce(first_ticket, ?4)
                WHERE id = ?1
                """, [.integer(id.rawValue), tickets, isHot, .orNull(ticket?.messageID)])
            guard changed == 1 else { throw StatementRefused("there is no conversation \(id.rawValue)") }
            return id
        }
    }

    private func write(_ change: CaseChange, of conversation: ConversationID?) throws -> CaseID? {
        let id: CaseID
        switch change {
        case .none: return nil
        case .open(let draft): id = try StoredCase.open(draft, at: now, transaction)
        case .join(let known, let draft):
            try StoredCase.join(known, draft, at: now, transaction)
            id = known
        }
        if let conversation {
            try transaction.run(
                "UPDATE conversation SET open_case = ?2 WHERE id = ?1 AND coalesce(open_case, 0) <> ?2",
                [.integer(conversation.rawValue), .integer(id.rawValue)])
        }
        return id
    }

    /// Where a ticket with this Message-ID is there already, it is not written again, nor counted.
    private func write(_ ticket: TicketDraft, message: Int64?, quarantine: Int64?) throws {
        try put(
            """
            INSERT INTO errand (
                kind, state, due, created_at, idempotency_key, message, quarantine, queue, note, in_reply_to, refs)
            VALUES ('ticket', 'waiting', ?1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            ON CONFLICT (idempotency_key) DO NOTHING
            """,
            [
                .time(now), .text(ticket.messageID), .orNull(message), .orNull(quarantine),
                .text(ticket.queue.rawValue), .orNull(ticket.note?.rawValue), .orNull(ticket.inReplyTo),
                ticket.references.isEmpty ? .null : .text(ticket.references.joined(separator: "\n")),
            ], countTickets())
    }
}
