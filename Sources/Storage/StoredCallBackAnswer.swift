import Triage

/// What a call-back says to its customer without a message of theirs at hand: a row of `answer` and the errand that
/// carries it, in the transaction that makes true what it tells.
enum StoredCallBackAnswer {
    /// Once for each version of the call and kind. Where no conversation is known there is no way to say it, and
    /// nothing is written.
    static func write(
        _ draft: AnswerDraft, of call: CallBack, at now: Moment, _ transaction: any Transaction
    ) throws {
        guard let conversation = call.conversation else { return }
        // What is answered is the newest that they wrote.
        let message = try transaction.row(
            """
            SELECT m.id, m.source FROM message m
            WHERE m.source = (SELECT source FROM conversation WHERE id = ?1) AND m.filtered_by IS NULL
                AND m.conversation = ?1 AND m.is_hot IS NOT NULL
            ORDER BY m.id DESC LIMIT 1
            """, [.integer(conversation.rawValue)])
        guard let message else { return }
        let (id, source) = (try message.integer(0), try message.integer(1))
        let key = "ack.call-back.\(call.id).\(draft.kind.rawValue).\(call.version)"
        guard try transaction.row("SELECT id FROM errand WHERE idempotency_key = ?1", [.text(key)]) == nil else {
            return
        }
        let errand = try transaction.insert(
            """
            INSERT INTO errand (kind, state, due, created_at, idempotency_key, message, queue, call_back)
            VALUES ('ack', 'waiting', ?1, ?1, ?2, ?3, 'ack', ?4)
            """, [.time(now), .text(key), .integer(id), .integer(call.id)])
        let domain =
            call.handle.channel == .email
            ? call.handle.address.split(separator: "@").last.map { $0.lowercased() } ?? "" : ""
        _ = try transaction.insert(
            """
            INSERT INTO answer (
                kind, state, source, conversation, message, hot_case, call_back, handle, domain, language, visibility,
                facts, because, errand, created_at)
            VALUES (?1, 'waiting', ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
            """,
            [
                .text(draft.kind.rawValue), .integer(source), .integer(conversation.rawValue), .integer(id),
                .orNull(call.hotCase?.rawValue), .integer(call.id), .text(StoredCustomer.key(call.handle)),
                .text(domain), .text(draft.language), .text(draft.visibility.rawValue),
                .text(try StoredJSON.text(draft.facts)), .text(Value.withoutNul(draft.because)), .integer(errand),
                .time(now),
            ])
    }
}
