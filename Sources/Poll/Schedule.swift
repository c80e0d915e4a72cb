import Channels
import Triage

/// When each source is asked next. A value: events in, times out; the loop owns it and holds the clock.
///
/// `every` is the ceiling: a source that brought messages is asked again sooner, down to a quarter of it,
/// and drifts back while it is silent. Failures double the wait, with jitter, up to an hour.
package struct Schedule: Sendable {
    package enum Outcome: Sendable, Equatable {
        case heard(new: Int, notBefore: Moment?)
        case failed(ListenFailure.Next)
        /// Not its fault (the database was busy, another worker has it): as if it had not been asked.
        case setAside
    }

    private struct Entry {
        var every: Duration
        var interval: Duration
        var due: Moment
        var failures: Int
        var isUnderWay: Bool
    }
    private var entries: [SourceName: Entry] = [:]
    /// A heap would be quicker; a sorted look at 5,000 entries a few times a second costs less than one
    /// poll, and this stays obvious.
    private var order: [SourceName] = []

    package init() {}

    package var sources: [SourceName] { order }
    package func failures(of source: SourceName) -> Int { entries[source]?.failures ?? 0 }

    /// A source that was just leased, due at `due`; one that is known keeps its place and learns a new `every`.
    package mutating func add(_ source: SourceName, every: Duration, due: Moment, failures: Int = 0) {
        if var known = entries[source] {
            known.every = every
            known.interval = min(known.interval, every)
            entries[source] = known
            return
        }
        entries[source] = Entry(every: every, interval: every, due: due, failures: failures, isUnderWay: false)
        order.append(source)
    }

    package mutating func remove(_ source: SourceName) {
        guard entries.removeValue(forKey: source) != nil else { return }
        order.removeAll { $0 == source }
    }

    /// Sources that are due and rest, longest due first.
    package func due(now: Moment) -> [SourceName] {
        order.filter { name in
            guard let entry = entries[name] else { return false }
            return !entry.isUnderWay && entry.due <= now
        }.sorted { entries[$0]!.due < entries[$1]!.due }
    }

    /// When the next resting source is due; nil: none rests.
    package func nextDue(after now: Moment) -> Moment? {
        entries.values.lazy.filter { !$0.isUnderWay && $0.due > now }.map(\.due).min()
    }

    package mutating func begin(_ source: SourceName) { entries[source]?.isUnderWay = true }

    /// - Parameter chance: 0..<1, drawn by the loop.
    package mutating func finish(_ source: SourceName, _ outcome: Outcome, now: Moment, chance: Double) {
        guard var entry = entries[source] else { return }
        entry.isUnderWay = false
        switch outcome {
        case .heard(let new, let notBefore):
            entry.failures = 0
            entry.interval =
                new > 0
                ? max(entry.every / 4, min(.seconds(5), entry.every))
                : min(entry.interval * 3 / 2, entry.every)
            // A tenth less at most, so that sources configured together do not stay in step.
            entry.due = now + entry.interval * (1 - 0.1 * chance)
            if let notBefore { entry.due = max(entry.due, min(notBefore, now + .seconds(3600))) }
        case .failed(let next):
            entry.failures += 1
            entry.interval = entry.every
            switch next {
            case .tryAgain: entry.due = now + Self.backoff(entry.every, entry.failures, chance)
            case .tryAgainAt(let moment, _):
                entry.due = max(moment, now + Self.backoff(entry.every, entry.failures, chance) / 2)
            case .tellPerson: entry.due = now + max(.seconds(900), Self.backoff(entry.every, entry.failures, chance))
            }
        case .setAside:
            entry.due = now + min(entry.every, .seconds(2)) * (0.5 + chance)
        }
        entries[source] = entry
    }

    /// The clock went back by this much: what was due in a minute still is.
    package mutating func shift(by duration: Duration) {
        entries = entries.mapValues { entry in
            var entry = entry
            entry.due = entry.due - duration
            return entry
        }
    }

    /// Doubles from the source's own interval (at least five seconds) to an hour; full jitter over the upper half.
    static func backoff(_ every: Duration, _ failures: Int, _ chance: Double) -> Duration {
        let base = max(.seconds(5), every)
        let whole = min(base * (1 << min(max(failures - 1, 0), 10)), max(.seconds(3600), every))
        return whole * (0.5 + chance / 2)
    }
}
