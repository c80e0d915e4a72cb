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
        var last = now()
        while true {
            try Task.checkCancellation()
            let reading = now()
            if reading >= moment || reading < last - .seconds(1) { return }
            last = reading
            let left = moment == .distantFuture ? Duration.seconds(1) : moment - reading
            try await Task.sleep(for: min(left, .seconds(1)), tolerance: .milliseconds(1))
        }
    }
}
