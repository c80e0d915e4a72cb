import Triage

/// How many questions one host is asked at a time, and how long it rests after each.
package struct Politeness: Hashable, Sendable {
    package var atOnce: Int
    package var pause: Duration

    package init(atOnce: Int = 1, pause: Duration = .seconds(1)) {
        self.atOnce = atOnce
        self.pause = pause
    }
}

/// Which hosts may be asked now. A value; the loop owns it.
package struct HostGate: Sendable {
    private struct Host {
        var underWay = 0
        /// After an answer, and as long as the host itself asked for.
        var restsUntil: Moment?
    }
    private var hosts: [String: Host] = [:]
    package var usual: Politeness
    package var special: [String: Politeness]

    package init(usual: Politeness = Politeness(), special: [String: Politeness] = [:]) {
        self.usual = usual
        self.special = special
    }

    package func politeness(of host: String) -> Politeness { special[host] ?? usual }

    /// Nil: it may be asked now. Otherwise when to look again; a host that is busy says `.distantFuture`,
    /// since `leave` will tell.
    package func closedUntil(_ host: String, now: Moment) -> Moment? {
        guard let state = hosts[host] else { return nil }
        if state.underWay >= politeness(of: host).atOnce { return .distantFuture }
        if let rest = state.restsUntil, rest > now { return rest }
        return nil
    }

    package mutating func enter(_ host: String) {
        hosts[host, default: Host()].underWay += 1
    }

    package mutating func leave(_ host: String, now: Moment) {
        guard var state = hosts[host] else { return }
        state.underWay -= 1
        state.restsUntil = max(state.restsUntil ?? now, now + politeness(of: host).pause)
        hosts[host] = state
        forgetIdle(now: now)
    }

    /// The host itself asked for rest (Retry-After, a spent rate limit).
    package mutating func rest(_ host: String, until moment: Moment) {
        var state = hosts[host] ?? Host()
        state.restsUntil = max(state.restsUntil ?? moment, moment)
        hosts[host] = state
    }

    /// The clock went back by this much: nobody rests longer for it.
    package mutating func shift(by duration: Duration) {
        hosts = hosts.mapValues { state in
            var state = state
            state.restsUntil = state.restsUntil.map { $0 - duration }
            return state
        }
    }

    private mutating func forgetIdle(now: Moment) {
        guard hosts.count > 10_000 else { return }
        hosts = hosts.filter { $0.value.underWay > 0 || ($0.value.restsUntil ?? now) > now }
    }
}
