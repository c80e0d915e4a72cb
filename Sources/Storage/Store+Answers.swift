import Triage

/// Why one message was not answered by itself.
package struct StoredSilence: Hashable, Sendable {
    package var message: MessageID
    package var source: SourceName
    package var handle: Handle
    package var conversation: ConversationID?
    /// When the message was written and heard.
    package var time: Moment
    package var heardAt: Moment
    package var silence: Silence
    /// The beginning of what they wrote.
    package var text: String
}

extension Store {
    /// Writes an answer that no message asked for, in a transaction of the loop that wants it: a call that nobody
    /// took, news of an incident. Nil: one was written under this key before.
    package static func write(
        _ draft: AnswerDraft, at place: AnswerPlace, key: String, now: Moment, _ transaction: any Transaction
    ) throws -> Int64? {
        try StoredAnswer.write(draft, at: place, key: key, now: now, transaction)
    }

    /// The newest first. Empty `states`: all of them.
    package func answers(limit: Int, states: [StoredAnswer.State] = [], since: Moment? = nil) async throws
        -> [StoredAnswer]
    {
        let wanted = Set((states.isEmpty ? StoredAnswer.State.allCases : states).map(\.rawValue))
        return try await engine.read { transaction in
            var found: [StoredAnswer] = []
            var before = Int64.max
            // Only those that are wanted are read whole: few may be, of many.
            while found.count < limit {
                let rows = try transaction.rows(
                    "SELECT id, state, created_at FROM answer WHERE id < ?1 ORDER BY id DESC LIMIT 500",
                    [.integer(before)])
                for row in rows where found.count < limit {
                    var columns = Columns(row)
                    before = try columns.integer()
                    let isWanted = wanted.contains(try columns.text())
                    if let since, try columns.time() < since { return found }
                    if isWanted, let answer = try StoredAnswer.load(before, transaction) { found.append(answer) }
                }
                if rows.count < 500 { break }
            }
            return found
        }
    }

    package func answer(_ id: Int64) async throws -> StoredAnswer? {
        try await engine.read { try StoredAnswer.load(id, $0) }
    }

    /// The oldest first, at most 500.
    package func answers(ofConversation id: ConversationID) async throws -> [StoredAnswer] {
        try await engine.read { transaction in
            try transaction.rows(
                "SELECT id FROM answer WHERE conversation = ?1 ORDER BY id LIMIT 500", [.integer(id.rawValue)]
            ).compactMap { try StoredAnswer.load($0.integer(0), transaction) }
        }
    }

    /// Answers that were drafted in a time, by what became of them.
    package func answerCounts(from: Moment, until: Moment) async throws -> [StoredAnswer.State: Int] {
        try await engine.read { transaction in
            var counts: [StoredAnswer.State: Int] = [:]
            // Drafted one after another: a walk back from the newest ends where the time does.
            var before = Int64.max
            walk: while true {
                let rows = try transaction.rows(
                    "SELECT id, created_at, state FROM answer WHERE id < ?1 ORDER BY id DESC LIMIT 1000",
                    [.integer(before)])
                for row in rows {
                    var columns = Columns(row)
                    before = try columns.integer()
                    let at = try columns.time()
                    if at < from { break walk }
                    if at < until { counts[try columns.word(StoredAnswer.State.self), default: 0] += 1 }
                }
                if rows.count < 1000 { break }
            }
            return counts
        }
    }

    /// Messages that were written in a time and not answered, by the reason. Those of answers that were withdrawn
    /// are counted with the answers.
    package func silences(from: Moment, until: Moment) async throws -> [Silence.Code: Int] {
        guard from < until else { return [:] }
        return try await engine.read { transaction in
            var counts: [Silence.Code: Int] = [:]
            for hour in Contacts.hour(of: from)...Contacts.hour(of: until) {
                let values: [Value] = [.integer(hour), .time(from), .time(until)]
                let rows =
                    switch transaction.dialect {
                    case .sqlite:
                        try transaction.rows(
                            """
                            SELECT substr(silence, 1, instr(silence || ':', ':') - 1), count(*) FROM message
                            WHERE (time / 3600000000) = ?1 AND time >= ?2 AND time < ?3 AND silence IS NOT NULL
                            GROUP BY 1
                            """, values)
                    case .postgres:
                        try transaction.rows(
                            """
                            SELECT split_part(silence, ':', 1), count(*) FROM message
                            WHERE (time / 3600000000) = ?1 AND time >= ?2 AND time < ?3 AND silence IS NOT NULL
                            GROUP BY 1
                            """, values)
                    }
                for row in rows {
                    guard let code = Silence.Code(rawValue: try row.text(0)) else { continue }
                    counts[code, default: 0] += Int(try row.integer(1))
                }
            }
            return counts
        }
    }

    /// Messages that were heard since then and not answered, the newest first.
    package func silences(since: Moment, limit: Int) async throws -> [StoredSilence] {
        try await engine.read { transaction in
            var found: [StoredSilence] = []
            var before = Int64.max
            // Heard one after another, and so numbered: the walk ends where the time does.
            while found.count < limit {
                let rows = try transaction.rows(
                    """
                    SELECT m.id, s.name, m.handle, m.conversation, m.time, m.heard_at, coalesce(m.silence, ''),
                        substr(m.text, 1, 200)
                    FROM message m JOIN source s ON s.id = m.source WHERE m.id < ?1 ORDER BY m.id DESC LIMIT 500
                    """, [.integer(before)])
                for row in rows {
                    var columns = Columns(row)
                    before = try columns.integer()
                    let source = SourceName(rawValue: try columns.text())
                    let handle = try StoredCustomer.handle(try columns.text())
                    let conversation = try columns.integerOrNil().map { ConversationID(rawValue: $0) }
                    let (time, heardAt) = (try columns.time(), try columns.time())
                    if heardAt < since { return found }
                    guard found.count < limit, let silence = Silence(stored: try columns.text()) else { continue }
                    found.append(
                        StoredSilence(
                            message: MessageID(rawValue: before), source: source, handle: handle,
                            conversation: conversation, time: time, heardAt: heardAt, silence: silence,
                            text: try columns.text()))
                }
                if rows.count < 500 { break }
            }
            return found
        }
    }

    /// Why a message was not answered; nil where it was, or nobody was asked.
    package func silence(of message: MessageID) async throws -> Silence? {
        try await engine.read { transaction in
            try transaction.row("SELECT coalesce(silence, '') FROM message WHERE id = ?1", [.integer(message.rawValue)])
                .flatMap { Silence(stored: try $0.text(0)) }
        }
    }
}
