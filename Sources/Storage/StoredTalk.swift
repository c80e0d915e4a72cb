import Triage

/// The rows of `talk`: what is being agreed with a customer about a call.
enum StoredTalk {
    /// What was written, for whoever writes the answer that tells of it.
    struct Written: Hashable, Sendable {
        var talk: Int64?
        var callBack: Int64?
    }

    /// Makes true what a message changes about call-backs, inside its transaction. The decision was made on what the
    /// same transaction read, so a seat that it saw free is free.
    ///
    /// - Parameters:
    ///   - who: `customer`, or the name of whoever did it for them.
    ///   - because: for the call-back's story.
    static func write(
        _ change: TalkChange, conversation: ConversationID, by who: String = "customer", because: String = "",
        at now: Moment, _ transaction: any Transaction
    ) throws -> Written {
        switch change {
        case .offer(let talk), .note(let talk):
            return Written(talk: try put(talk, conversation, at: now, transaction), callBack: nil)
        case .book(var call, let talk):
            call.conversation = call.conversation ?? conversation
            let booked = try StoredCallBack.book(call, by: who, because: because, at: now, transaction)
            return Written(
                talk: try talk.map { try put($0, conversation, at: now, transaction) }, callBack: booked.id)
        case .move(let call, let start, let talk):
            let moved = try StoredCallBack.move(
                call, to: start, end: start + (call.end - call.start), by: who, because: because, at: now, transaction)
            guard moved != nil else { throw StorageError.busy("the call-back is being changed by somebody else") }
            return Written(talk: try talk.map { try put($0, conversation, at: now, transaction) }, callBack: call.id)
        case .cancel(let call, let talk):
            guard try StoredCallBack.cancel(call, by: who, because: because, at: now, transaction) != nil else {
                throw StorageError.busy("the call-back is being changed by somebody else")
            }
            return Written(talk: try talk.map { try put($0, conversation, at: now, transaction) }, callBack: call.id)
        }
    }

    /// The newest of a conversation, open or over; nil: there was none.
    static func newest(of conversation: ConversationID, _ transaction: any Transaction) throws -> Talk? {
        try transaction.row(
            """
            SELECT id, state, offered, chosen, number, zone, language, asked, expires_at FROM talk
            WHERE conversation = ?1 ORDER BY id DESC LIMIT 1
            """, [.integer(conversation.rawValue)]
        ).map(value)
    }

    static func load(_ id: Int64, _ transaction: any Transaction) throws -> (Talk, ConversationID)? {
        try transaction.row(
            """
            SELECT id, state, offered, chosen, number, zone, language, asked, expires_at, conversation FROM talk
            WHERE id = ?1
            """, [.integer(id)]
        ).map { (try value($0), ConversationID(rawValue: try $0.integer(9))) }
    }

    private static func value(_ row: Row) throws -> Talk {
        var columns = Columns(row)
        let id = try columns.integer()
        let state = try columns.word(Talk.State.self)
        let offered = try columns.text().split(separator: " ").compactMap { Int64($0) }
        return Talk(
            id: id, state: state, offered: offered.map { Moment(microseconds: $0) }, chosen: try columns.timeOrNil(),
            number: try columns.text(), zone: try columns.text(), language: try columns.text(),
            asked: try columns.int(), expires: try columns.time())
    }

    /// One that was never written ends whatever is open in its conversation.
    static func put(
        _ talk: Talk, _ conversation: ConversationID, at now: Moment, _ transaction: any Transaction
    ) throws -> Int64 {
        let offered = talk.offered.map { String($0.microseconds) }.joined(separator: " ")
        let facts: [Value] = [
            .text(talk.state.rawValue), .text(offered), .orNull(talk.chosen), .text(talk.number), .text(talk.zone),
            .text(talk.language), .int(talk.asked), .time(talk.expires),
        ]
        if talk.id != 0 {
            try transaction.run(
                """
                UPDATE talk
                SET state = ?1, offered = ?2, chosen = ?3, number = ?4, zone = ?5, language = ?6, asked = ?7,
                    expires_at = ?8
                WHERE id = ?9
                """, facts + [.integer(talk.id)])
            return talk.id
        }
        try transaction.run(
            """
            UPDATE talk SET state = 'expired'
            WHERE conversation = ?1 AND state IN ('offered', 'needs-number', 'checks-number')
            """, [.integer(conversation.rawValue)])
        return try transaction.insert(
            """
            INSERT INTO talk (
                state, offered, chosen, number, zone, language, asked, expires_at, conversation, created_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
            """, facts + [.integer(conversation.rawValue), .time(now)])
    }
}
