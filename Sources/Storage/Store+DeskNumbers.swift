import Triage

/// How the queue stands, for a monitor.
package struct DeskNumbers: Sendable {
    /// Every open state, those without a case too.
    package var cases: [(state: Case.State, count: Int)]
    /// When the first message of the oldest case came that is open or claimed.
    package var oldestUnacknowledged: Moment?
    /// Every state.
    package var pages: [(state: String, count: Int)]
    package var errands: [(state: Errand.State, count: Int)]

    package static let pageStates = ["waiting", "sent", "delivered", "failed", "answered", "given-up", "cancelled"]

}

extension Store {
    package func deskNumbers() async throws -> DeskNumbers {
        try await engine.read { transaction in
            func counts(_ rows: [Row]) throws -> [String: Int] {
                try Dictionary(rows.map { (try $0.text(0), Int(try $0.integer(1))) }) { $0 + $1 }
            }
            // The words that stand in the index's condition, so that closed cases are not walked through.
            let cases = try counts(
                transaction.rows(
                    """
                    SELECT state, count(*) FROM hot_case WHERE state IN ('open', 'claimed', 'acknowledged', 'snoozed')
                    GROUP BY state
                    """))
            let oldest = try transaction.row(
                """
                SELECT min(first_heard) FROM hot_case
                WHERE state IN ('open', 'claimed', 'acknowledged', 'snoozed') AND state IN ('open', 'claimed')
                """)
            let pages = try counts(transaction.rows("SELECT state, count(*) FROM page GROUP BY state"))
            let errands = try counts(transaction.rows("SELECT state, count(*) FROM errand GROUP BY state"))
            var columns = Columns(oldest ?? Row([.null]))
            return DeskNumbers(
                cases: Case.State.allCases.filter(\.isOpen).map { ($0, cases[$0.rawValue] ?? 0) },
                oldestUnacknowledged: try columns.timeOrNil(),
                pages: DeskNumbers.pageStates.map { ($0, pages[$0] ?? 0) },
                errands: Errand.State.allCases.map { ($0, errands[$0.rawValue] ?? 0) })
        }
    }
}
