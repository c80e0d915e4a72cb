import Triage

/// The clock that a loop holds. Storage and Triage are given its readings; nothing below reads one.
package protocol Timekeeper: Sendable {
    func now() -> Moment
    /// Returns at `moment` or soon after, at once if it is past; and early when the clock is set back
    /// meanwhile, so that nobody sleeps an hour longer for it. Throws `CancellationError`.
    func sleep(until moment: Moment) async throws
}
