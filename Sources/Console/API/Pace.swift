import Synchronization
import Triage

/// How fast somebody may ask: so many at once, and so many a second in the long run. In memory and bounded.
final class Pace: Sendable {
    private struct Bucket {
        var left: Double
        var at: Moment
    }

    private let burst: Double
    private let perSecond: Double
    private let state = Mutex(Recent<String, Bucket>(most: 10_000))

    init(burst: Int, perSecond: Double) {
        self.burst = Double(burst)
        self.perSecond = perSecond
    }

    /// Counts one request.
    /// - Returns: nil, or the seconds to wait.
    func take(_ key: String, now: Moment) -> Int? {
        state.withLock { state in
            var bucket = state[key] ?? Bucket(left: burst, at: now)
            // A clock that was set back gives nothing.
            let passed = max(0, (now - bucket.at) / .seconds(1))
            bucket = Bucket(left: min(burst, bucket.left + passed * perSecond), at: now)
            let wait = bucket.left >= 1 ? nil : Int(((1 - bucket.left) / perSecond).rounded(.up))
            if wait == nil { bucket.left -= 1 }
            state[key] = bucket
            return wait.map { max(1, $0) }
        }
    }

    /// - Throws: `Refusal` 429.
    func pass(_ key: String, now: Moment) throws {
        if let wait = take(key, now: now) {
            throw Refusal(.tooManyRequests, "That was too much in too short a time.", retryAfter: wait)
        }
    }
}
