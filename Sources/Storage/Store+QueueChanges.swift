import Triage

/// One line of a case's history, with the case as it is now.
package struct QueueChange: Hashable, Sendable {
    /// Grows; where two commit at once on PostgreSQL the lower may be seen later.
    package var id: Int64
    package var event: CaseDetail.Event
    package var hotCase: Case
}

extension Store {
    /// So far behind the newest change an older one may still appear.
    package static let changeOverlap: Int64 = 200

    /// What changed behind that mark, oldest first.
    /// - Parameter known: changes that the caller has seen; their cases are not read.
    package func changes(after mark: Int64, except known: Set<Int64>, limit: Int) async throws -> [QueueChange] {
        try await engine.read { transaction in
            let rows = try transaction.rows(
                "SELECT id, hot_case, at, who, what, note FROM case_event WHERE id > ?1 ORDER BY id LIMIT ?2",
                [.integer(mark), .int(min(max(limit, 1), 10_000) + known.count)])
            var changes: [QueueChange] = []
            for row in rows where changes.count < limit {
                var columns = Columns(row)
                let id = try columns.integer()
                guard !known.contains(id),
                    let hotCase = try StoredCase.load(CaseID(rawValue: try columns.integer()), transaction)
                else { continue }
                changes.append(
                    QueueChange(
                        id: id,
                        event: CaseDetail.Event(
                            at: try columns.time(), by: try columns.text(), what: try columns.text(),
                            note: try columns.text()), hotCase: hotCase))
            }
            return changes
        }
    }
}
