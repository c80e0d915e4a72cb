import Triage

/// When an errand is tried again, and when it is given up. Pure: chance is drawn by the loop.
package struct Backoff: Sendable, Hashable {
    package var first: Duration
    package var ceiling: Duration
    /// Attempts after which even a passing fault is final: with the defaults about five days.
    package var attempts: Int

    package init(first: Duration = .seconds(5), ceiling: Duration = .seconds(3600), attempts: Int = 130) {
        self.first = first
        self.ceiling = ceiling
        self.attempts = attempts
    }

    /// After attempt number `attempt` (from 1) failed; nil: that was the last.
    /// - Parameter chance: 0..<1; the wait lies between half of the whole and the whole.
    package func wait(after attempt: Int, chance: Double) -> Duration? {
        guard attempt < attempts else { return nil }
        let whole = min(first * (1 << min(max(attempt - 1, 0), 20)), ceiling)
        return whole * (0.5 + chance / 2)
    }
}
