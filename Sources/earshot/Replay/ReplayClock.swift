import Storage
import Synchronization
import Triage

/// The clock of a replay: it stands still while anything is done, and is set from one event to the next.
final class ReplayClock: Timekeeper {
    private let moment: Mutex<Moment>

    init(_ start: Moment) { moment = Mutex(start) }

    func now() -> Moment { moment.withLock { $0 } }

    /// It never goes back.
    func set(_ later: Moment) { moment.withLock { $0 = max($0, later) } }

    /// Whoever waits is asked again at the next event.
    func sleep(until moment: Moment) async throws { try Task.checkCancellation() }
}
