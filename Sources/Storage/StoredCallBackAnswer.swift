import Triage

/// What a call-back says to its customer without a message of theirs at hand: a row of `answer` and the errand that
/// carries it, in the transaction that makes true what it tells.
enum StoredCallBackAnswer {
    /// Once for each version of the call and kind. Where no conversation is known there is no way to say it, and
    /// nothing is written.
    ///
    /// - Returns: the row that was written, if any.
    @discardableResult
    static func write(
        _ draft: AnswerDraft, of call: CallBack, at now: Moment, _ transaction: any Transaction
    ) throws -> Int64? {
        guard let conversation = call.conversation else { return nil }
        // What is answered is the newest that they wrote: others may write in the same thread of mails, and an answer
        // goes to whoever wrote what it answers.
        let message = try transaction.row(
            """
            SELECT m.id, s.name FROM message m JOIN source s ON s.id = m.source
            WHERE m.source = (SELECT source FROM conversation WHERE id = ?1) AND m.filtered_by IS NULL
                AND m.conversation = ?1 AND m.is_hot IS NOT NULL
            ORDER BY CASE WHEN m.handle = ?2 THEN 0 ELSE 1 END, m.id DESC LIMIT 1
            """, [.integer(conversation.rawValue), .text(StoredCustomer.key(call.handle))])
        guard let message else { return nil }
        let place = AnswerPlace(
            source: SourceName(try message.text(1)), handle: call.handle, conversation: conversation,
            message: MessageID(rawValue: try message.integer(0)), hotCase: call.hotCase, callBack: call.id)
        return try StoredAnswer.write(draft, at: place, key: key(draft.kind, of: call), now: now, transaction)
    }

    static func key(_ kind: AnswerKind, of call: CallBack) -> String {
        "ack.call-back.\(call.id).\(kind.rawValue).\(call.version)"
    }
}
