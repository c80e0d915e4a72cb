import Triage

extension StoredAnswer {
    /// How far back an answer that came back is looked for: mail systems give up within days.
    private static let mostAnswers = 20_000

    /// What we said came back: its row tells so, and so does the story of the call that it was about. Said once.
    static func write(_ bounce: Message.Bounce, at now: Moment, _ transaction: any Transaction) throws {
        let row = try transaction.row(
            """
            SELECT id, call_back FROM answer
            WHERE id > (SELECT coalesce(max(id), 0) FROM answer) - ?2 AND receipt = ?1 AND state = 'sent'
            ORDER BY id DESC LIMIT 1
            """, [.text(Value.withoutNul(bounce.identity)), .int(mostAnswers)])
        guard let row else { return }
        var columns = Columns(row)
        let id = try columns.integer()
        let reason = Value.withoutNul("it came back: \(bounce.reason)")
        try transaction.run(
            "UPDATE answer SET state = 'failed', reason = ?2 WHERE id = ?1 AND state = 'sent'",
            [.integer(id), .text(reason)])
        if let callBack = try columns.integerOrNil(), let call = try StoredCallBack.load(callBack, transaction) {
            try StoredCallBack.note(
                call, by: "earshot", "unheard", "what was said about it was not delivered: \(reason)", at: now,
                transaction)
        }
    }
}
