import Triage

/// A spike that fired, now or in the past.
package struct FiredSpike: Hashable, Sendable {
    package var spike: String
    /// Empty for the brand, else a source, channel, language or handle.
    package var key: String
    package var state: SpikeFiring.State
    package var firedAt: Moment
    /// The window that was too much, in whole minutes.
    package var from: Moment
    package var until: Moment
    package var count: Int
    package var isEstimate: Bool
    /// What such a window usually holds; nil where that was not asked or not known.
    package var usual: Double?
    package var caseID: CaseID?

    package init(
        spike: String, key: String, state: SpikeFiring.State, firedAt: Moment, from: Moment, until: Moment,
        count: Int, isEstimate: Bool, usual: Double?, caseID: CaseID?
    ) {
        self.spike = spike
        self.key = key
        self.state = state
        self.firedAt = firedAt
        self.from = from
        self.until = until
        self.count = count
        self.isEstimate = isEstimate
        self.usual = usual
        self.caseID = caseID
    }
}

extension Store {
    /// Newest first.
    /// - Parameter since: those that fired at this moment or later; nil: all.
    package func firedSpikes(since: Moment? = nil, limit: Int) async throws -> [FiredSpike] {
        try await engine.read { transaction in
            try transaction.rows(
                """
                SELECT spike, key, state, fired_at, end_minute, window_minutes, count, is_estimate, usual, hot_case
                FROM spike_fired WHERE fired_at >= ?1 ORDER BY id DESC LIMIT ?2
                """, [.integer(since?.microseconds ?? .min), .int(limit)]
            ).map { row in
                var columns = Columns(row)
                let (spike, key) = (try columns.text(), try columns.text())
                let state = try columns.word(SpikeFiring.State.self)
                let firedAt = try columns.time()
                let (end, window) = (try columns.integer(), try columns.integer())
                return FiredSpike(
                    spike: spike, key: key, state: state, firedAt: firedAt, from: Moment(seconds: (end - window) * 60),
                    until: Moment(seconds: (end + 1) * 60), count: try columns.int(), isEstimate: try columns.flag(),
                    usual: try columns.millionthsOrNil(),
                    caseID: try columns.integerOrNil().map { CaseID(rawValue: $0) })
            }
        }
    }
}
