import Triage

/// How much there was, how soon somebody looked, what was promised, and whom it woke.
package struct QueueNumbers: Hashable, Sendable {
    /// Without a gap, oldest first.
    package var hours: [Hour]
    /// Of cases first heard in that time: from then until a person claimed, acknowledged or closed them. Nil where
    /// nobody has touched any.
    package var toHuman: Percentiles?
    package var touched = 0
    /// Nobody has touched them yet.
    package var untouched = 0
    package var incidents = 0
    /// Spikes that fired, in shadow too.
    package var spikes = 0
    package var promises = Promises()
    /// Who was called most first.
    package var called: [CalledPerson] = []

    package init(hours: [Hour]) { self.hours = hours }

    package struct Hour: Hashable, Sendable {
        package var start: Moment
        /// By the time at which they were written, filtered ones too.
        package var messages: Int
        package var hot: Int
        /// Opened in it.
        package var cases: Int
        /// Of the hot ones; nil where there was none.
        package var meanHeat: Double?
        /// Of its cases that somebody has looked at: how long each waited, the shortest first.
        package var waits: [Duration]

        package init(
            start: Moment, messages: Int = 0, hot: Int = 0, cases: Int = 0, meanHeat: Double? = nil,
            waits: [Duration] = []
        ) {
            self.start = start
            self.messages = messages
            self.hot = hot
            self.cases = cases
            self.meanHeat = meanHeat
            self.waits = waits
        }
    }

    /// Of so many, half, nine of ten, and ninety-nine of a hundred took no longer.
    package struct Percentiles: Hashable, Sendable {
        package var median: Duration
        package var p90: Duration
        package var p99: Duration

        /// - Parameter waits: the shortest first; nil where there is none.
        package init?(_ waits: [Duration]) {
            guard let last = waits.last else { return nil }
            func at(_ share: Double) -> Duration {
                let place = Int(Double(waits.count) * share)
                return place < waits.count ? waits[place] : last
            }
            (median, p90, p99) = (at(0.5), at(0.9), at(0.99))
        }
    }

    /// Of cases first heard in that time that promised a person within a time; those that an incident took in and
    /// nobody had to look at by themselves are left out.
    package struct Promises: Hashable, Sendable {
        /// Somebody looked in time.
        package var kept = 0
        /// Somebody looked too late, or nobody has until now.
        package var missed = 0
        /// There is time left.
        package var running = 0

        package init() {}
        /// Of those that are decided; nil where none is.
        package var share: Double? { kept + missed == 0 ? nil : Double(kept) / Double(kept + missed) }
    }

    /// How often somebody was called about cases.
    package struct CalledPerson: Hashable, Sendable {
        package var person: String
        package var pages: Int
        /// They or another acted on it while it stood.
        package var answered: Int
        /// No means of theirs could be reached.
        package var failed: Int
        package init(person: String, pages: Int, answered: Int = 0, failed: Int = 0) {
            self.person = person
            self.pages = pages
            self.answered = answered
            self.failed = failed
        }
    }
}
