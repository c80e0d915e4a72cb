import Storage
import Synchronization
import Triage

/// A clock that stands still until a test moves it, so that a night passes in a microsecond.
///
/// ```swift
/// let clock = ManualClock()
/// let loop = Task { try await somethingThatSleeps(clock) }
/// await clock.untilSleeping(1)   // the loop has gone to sleep
/// clock.advance(by: .seconds(60))
/// ```
package final class ManualClock: Timekeeper {
    private struct State {
        var now: Moment
        var nextKey = 0
        var sleepers: [Int: (wakes: Moment, continuation: CheckedContinuation<Void, any Error>)] = [:]
        /// Cancelled before they had lain down.
        var cancelled: Set<Int> = []
        var watchers: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []

        /// Those who watch for as many sleepers as there are now.
        mutating func satisfiedWatchers() -> [CheckedContinuation<Void, Never>] {
            let count = sleepers.count
            let satisfied = watchers.filter { $0.count <= count }.map(\.continuation)
            watchers.removeAll { $0.count <= count }
            return satisfied
        }
    }
    private let state: Mutex<State>

    /// Monday, 2026-11-02, 09:00 UTC, unless told otherwise.
    package init(_ now: Moment = Moment(seconds: 1_793_610_000)) {
        state = Mutex(State(now: now))
    }

    package func now() -> Moment { state.withLock { $0.now } }

    /// How many tasks sleep on this clock.
    package var sleepers: Int { state.withLock { $0.sleepers.count } }

    /// When the first of them wants to wake.
    package var nextWake: Moment? { state.withLock { $0.sleepers.values.map(\.wakes).min() } }

    package func advance(by duration: Duration) { advance(to: now() + duration) }

    /// Wakes all whose moment has come; a clock that is set back wakes everybody, as the contract says.
    package func advance(to moment: Moment) {
        let woken = state.withLock { state in
            let isSetBack = moment < state.now
            state.now = moment
            let due = state.sleepers.filter { isSetBack || $0.value.wakes <= moment }
            for key in due.keys { state.sleepers[key] = nil }
            return due.values.sorted { $0.wakes < $1.wakes }.map(\.continuation)
        }
        for continuation in woken { continuation.resume() }
    }

    /// Returns when at least `count` tasks sleep on this clock.
    package func untilSleeping(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let ready = state.withLock { state in
                state.watchers.append((count, continuation))
                return state.satisfiedWatchers()
            }
            for continuation in ready { continuation.resume() }
        }
    }

    package func sleep(until moment: Moment) async throws {
        try Task.checkCancellation()
        let key = state.withLock { state in
            state.nextKey += 1
            return state.nextKey
        }
        defer { state.withLock { _ = $0.cancelled.remove(key) } }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                enum Next { case awake, cancelled, asleep([CheckedContinuation<Void, Never>]) }
                let next = state.withLock { state -> Next in
                    if state.cancelled.contains(key) { return .cancelled }
                    if moment <= state.now { return .awake }
                    state.sleepers[key] = (moment, continuation)
                    return .asleep(state.satisfiedWatchers())
                }
                switch next {
                case .awake: continuation.resume()
                case .cancelled: continuation.resume(throwing: CancellationError())
                case .asleep(let watchers): for watcher in watchers { watcher.resume() }
                }
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                state.cancelled.insert(key)
                return state.sleepers.removeValue(forKey: key)
            }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }
}
