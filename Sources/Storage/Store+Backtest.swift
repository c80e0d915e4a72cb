import Triage

/// A message as it was judged, and what people made of its case.
package struct JudgedMessage: Sendable {
    package var stored: StoredMessage
    /// Its case's state; nil where it has none.
    package var caseState: Case.State?
}

extension Store {
    /// Where a walk over the messages heard since a moment begins, and how many rows there are at most.
    package func judgedSince(_ since: Moment) async throws -> (first: Int64, rows: Int) {
        try await engine.read { transaction in
            let first = try Self.firstMessage(since: since, transaction)
            let last = try transaction.integer("SELECT coalesce(max(id), 0) FROM message")
            return (first, max(0, Int(last - first) + 1))
        }
    }

    /// Messages that rules were asked about, in the order in which they were heard.
    /// - Parameters:
    ///   - first: the row to begin with.
    ///   - rows: how many to read at most; some of them may be the brand's own, which nobody judged.
    /// - Returns: the row to go on with; nil at the end.
    package func judged(from first: Int64, rows: Int) async throws -> (messages: [JudgedMessage], next: Int64?) {
        try await engine.read { transaction in
            let found = try transaction.rows(
                """
                SELECT m.id, m.is_hot, c.state FROM message m LEFT JOIN hot_case c ON c.id = m.hot_case
                WHERE m.id >= ?1 ORDER BY m.id LIMIT ?2
                """, [.integer(first), .int(rows)])
            var messages: [JudgedMessage] = []
            var last: Int64?
            for row in found {
                var columns = Columns(row)
                let id = try columns.integer()
                let isJudged = try columns.intOrNil() != nil
                let state = try columns.wordOrNil(Case.State.self)
                last = id
                guard isJudged else { continue }
                messages.append(
                    JudgedMessage(
                        stored: try StoredMessage.load(MessageID(rawValue: id), transaction), caseState: state))
            }
            return (messages, found.count < rows ? nil : last.map { $0 + 1 })
        }
    }
}
