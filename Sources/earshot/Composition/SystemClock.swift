import Glibc
import Storage
import Triage

/// The host's clock, corrected by what a shared database's clock differs from it, so that several hosts
/// agree on leases.
struct SystemClock: Timekeeper {
    var offset: Duration = .zero

    func now() -> Moment {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Moment(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000) + offset
    }

    /// In steps of at most a second, so that a clock that is set is noticed.
    func sleep(until moment: Moment) async throws {
        while true {
            let left = moment == .distantFuture ? .seconds(1) : moment - now()
            if left <= .zero {
                try Task.checkCancellation()
                return
            }
            try await Task.sleep(for: min(left, .seconds(1)), tolerance: .milliseconds(1))
        }
    }
}
