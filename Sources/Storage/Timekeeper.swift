import Triage

/// The clock that a loop holds. Storage and Triage are given its readings; nothing below reads one.
package protocol Timekeeper: Sendable {
    func now() -> Moment
    /// Returns at `moment` or soon after, at once if it is past. Throws `CancellationError`.
    func sleep(until moment: Moment) async throws
}
