import Triage

/// Somebody's attention, called for: one row of `page` as the case's page shows it.
package struct Called: Hashable, Sendable {
    package var person: String
    package var means: String
    package var state: String
    package var createdAt: Moment
    package var sentAt: Moment?
    package var deliveredAt: Moment?
    package var answeredAt: Moment?
    package var answer: String
    package var lastError: String
}

/// What only the pages of the console ask for.
extension Store {
    /// Why these cases are hot, for one page of the queue; those that are not there are left out.
    package func reasons(of cases: [CaseID]) async throws -> [CaseID: [Reason]] {
        try await engine.read { transaction in
            var reasons: [CaseID: [Reason]] = [:]
            for id in cases.prefix(200) {
                let row = try transaction.row(
                    "SELECT reasons FROM hot_case WHERE id = ?1", [.integer(id.rawValue)])
                if let row { reasons[id] = try StoredJSON.value([Reason].self, try row.text(0)) }
            }
            return reasons
        }
    }

    /// The number of the case that was opened last; 0: there is none.
    package func newestCase() async throws -> Int64 {
        try await engine.read { try $0.integer("SELECT coalesce(max(id), 0) FROM hot_case") }
    }

    /// Incidents that are not over, by rank.
    package func openIncidents(limit: Int) async throws -> [QueueLine] {
        try await engine.read { transaction in
            let ids = try transaction.rows(
                """
                SELECT id FROM hot_case
                WHERE state IN ('open', 'claimed', 'acknowledged', 'snoozed') AND is_incident = 1
                ORDER BY rank, id LIMIT ?1
                """, [.int(min(max(limit, 1), 200))]
            ).map { try $0.integer(0) }
            return try QueueLine.load(ids, transaction)
        }
    }

    /// These cases as the queue shows them, by rank; those that are not there are left out.
    package func lines(of cases: [CaseID]) async throws -> [QueueLine] {
        try await engine.read { try QueueLine.load(cases.prefix(200).map(\.rawValue), $0) }
            .sorted { ($0.rank, $0.id.rawValue) < ($1.rank, $1.id.rawValue) }
    }

    /// Cases in which somebody who has one of these handles wrote, the newest first.
    package func cases(with handles: [Handle], limit: Int) async throws -> [QueueLine] {
        try await engine.read { transaction in
            var ids: Set<Int64> = []
            for handle in handles.prefix(20) {
                ids.formUnion(
                    try transaction.rows(
                        """
                        SELECT DISTINCT hot_case FROM message WHERE handle = ?1 AND hot_case IS NOT NULL
                        ORDER BY hot_case DESC LIMIT ?2
                        """, [.text(StoredCustomer.key(handle)), .int(min(max(limit, 1), 200))]
                    ).map { try $0.integer(0) })
            }
            return try QueueLine.load(Array(ids.sorted(by: >).prefix(limit)), transaction)
        }
    }

    /// Grows with every line of a case's story; nil where there is no such case.
    package func caseMark(_ id: CaseID) async throws -> Int64? {
        try await engine.read { transaction in
            let row = try transaction.row(
                "SELECT max(id) FROM case_event WHERE hot_case = ?1", [.integer(id.rawValue)])
            guard let row else { return nil }
            var columns = Columns(row)
            return try columns.integerOrNil()
        }
    }

    /// Who was called about a case, in that order, at most 200 times.
    package func called(about id: CaseID) async throws -> [Called] {
        try await engine.read { transaction in
            try transaction.rows(
                """
                SELECT person, means, state, created_at, sent_at, delivered_at, answered_at, answer, last_error
                FROM page WHERE hot_case = ?1 ORDER BY id LIMIT 200
                """, [.integer(id.rawValue)]
            ).map { row in
                var columns = Columns(row)
                return Called(
                    person: try columns.text(), means: try columns.text(), state: try columns.text(),
                    createdAt: try columns.time(), sentAt: try columns.timeOrNil(),
                    deliveredAt: try columns.timeOrNil(), answeredAt: try columns.timeOrNil(),
                    answer: try columns.text(), lastError: try columns.text())
            }
        }
    }
}
