/// A time zone as plain values: when its clocks were and will be changed, and what they show between.
///
/// It is read from the host's own tzdata (`Facts`), since Foundation carries an older copy of its own. The
/// changes reach into 2100, as the file lists them and then by the yearly rule at its end; later instants
/// are worked out from that rule.
///
/// **From a reading of the clocks to an instant** (RFC 5545 §3.3.5): a reading that was twice is meant the
/// first time; one that never was, because the clocks were put forward over it, is meant as if they had
/// not been: the offset before the gap holds. 02:30 in Berlin on 2026-03-29 is 01:30 UTC, which the clocks
/// there showed as 03:30.
package struct TimeZoneTable: Hashable, Sendable {
    /// What the clocks show during a time.
    package struct Kind: Hashable, Sendable {
        /// Seconds east of UTC, less than 26 hours either way.
        package var offset: Int
        package var isDaylight: Bool
        /// `CET`, `+0330`.
        package var abbreviation: String

        package init(offset: Int, isDaylight: Bool, abbreviation: String) {
            self.offset = offset
            self.isDaylight = isDaylight
            self.abbreviation = abbreviation
        }
    }

    package struct Change: Hashable, Sendable {
        /// Seconds since 1970; from then on `kind` holds.
        package var at: Int64
        package var kind: Kind

        package init(at: Int64, kind: Kind) {
            self.at = at
            self.kind = kind
        }
    }

    /// A time during which nobody touches the clocks: `start..<end`, in seconds since 1970.
    struct Stretch {
        var start: Int64
        var end: Int64
        var kind: Kind
    }

    /// `Europe/London`, as it was asked for.
    package let name: String
    /// Before the first change.
    package let earliest: Kind
    /// By time; no two at the same.
    package let changes: [Change]
    /// From `ruleStart` on.
    package let rule: YearlyZoneRule?
    private let ruleStart: Int64

    package static let utc = TimeZoneTable(
        name: "UTC", earliest: Kind(offset: 0, isDaylight: false, abbreviation: "UTC"), changes: [], rule: nil)

    private static let writtenOutThrough = 2100
    /// No offset reaches it.
    static let widest: Int64 = 26 * 3600

    /// - Parameters:
    ///   - changes: by time, no two at the same.
    ///   - rule: holds after the last of them, and for ever where there are none.
    package init(name: String, earliest: Kind, changes: [Change], rule: YearlyZoneRule?) {
        self.name = name
        self.earliest = changes.isEmpty ? rule?.standard ?? earliest : earliest
        self.rule = rule
        var all = changes
        if let rule, rule.daylight != nil {
            let after = changes.last?.at ?? .min
            let first = changes.last.map { WallClock(seconds: $0.at).date.year - 1 } ?? 1900
            for year in first...max(first, Self.writtenOutThrough) {
                for (at, kind) in rule.changes(in: year) where at > after {
                    if all.last?.at == at { all.removeLast() }
                    if (all.last?.kind ?? self.earliest) != kind { all.append(Change(at: at, kind: kind)) }
                }
            }
            ruleStart = all.last?.at ?? .min
        } else {
            ruleStart = changes.last?.at ?? .min
        }
        self.changes = all
    }

    /// What the clocks show at an instant, in seconds since 1970.
    package func kind(at seconds: Int64) -> Kind {
        if let rule, seconds >= ruleStart { return rule.kind(at: seconds) }
        let index = indexOfLast(through: seconds)
        return index < 0 ? earliest : changes[index].kind
    }

    package func wallClock(at seconds: Int64) -> WallClock {
        WallClock(seconds: seconds + Int64(kind(at: seconds).offset))
    }

    package func wallClock(at moment: Moment) -> WallClock { wallClock(at: moment.wholeSeconds) }

    /// Which instants a reading stands for.
    package struct Placement: Hashable, Sendable {
        package enum Fit: Hashable, Sendable {
            case once
            /// Never shown: the clocks were put forward over it.
            case skipped
            /// Shown twice or more: the clocks were put back over it.
            case repeated
        }
        /// Seconds since 1970; what the reading means by itself.
        package var first: Int64
        /// Later than `first` where it was repeated.
        package var last: Int64
        package var fit: Fit
    }

    package func placement(of wall: WallClock) -> Placement {
        let near = stretches(from: wall.seconds - Self.widest, through: wall.seconds + Self.widest)
        var first: Int64?
        var last: Int64 = 0
        for stretch in near {
            let instant = wall.seconds - Int64(stretch.kind.offset)
            guard stretch.start <= instant, instant < stretch.end else { continue }
            first = first ?? instant
            last = instant
        }
        if let first { return Placement(first: first, last: last, fit: first == last ? .once : .repeated) }
        // The clocks jumped over it: the first stretch that ends before they would have shown it.
        let before = near.first { wall.seconds - Int64($0.kind.offset) >= $0.end && jumps(over: wall, at: $0.end) }
        let instant = wall.seconds - Int64((before?.kind ?? kind(at: wall.seconds)).offset)
        return Placement(first: instant, last: instant, fit: .skipped)
    }

    private func jumps(over wall: WallClock, at end: Int64) -> Bool { wallClock(at: end) > wall }

    /// The undisturbed times that touch `start...end`, in their order.
    func stretches(from start: Int64, through end: Int64) -> [Stretch] {
        var index = indexOfLast(through: start)
        var result: [Stretch] = []
        while index < changes.count {
            let next = index + 1 < changes.count ? changes[index + 1].at : Int64.max
            result.append(
                Stretch(
                    start: index < 0 ? .min : changes[index].at, end: next,
                    kind: index < 0 ? earliest : changes[index].kind))
            if next > end { break }
            index += 1
        }
        guard let last = result.last, last.end == .max, let rule, rule.daylight != nil, end >= ruleStart else {
            return result
        }
        // Beyond what is written out.
        result.removeLast()
        var open = last
        let years = WallClock(seconds: max(start, ruleStart)).date.year - 1...WallClock(seconds: end).date.year + 1
        for (at, kind) in years.flatMap({ rule.changes(in: $0) }) where at > open.start {
            open.end = at
            if open.end > start { result.append(open) }
            open = Stretch(start: at, end: .max, kind: kind)
        }
        result.append(open)
        return result
    }

    /// Of the last change at or before an instant; -1 before the first.
    private func indexOfLast(through seconds: Int64) -> Int {
        var low = 0
        var high = changes.count
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].at <= seconds { low = middle + 1 } else { high = middle }
        }
        return low - 1
    }
}

extension Moment {
    /// Seconds since 1970, rounded down.
    package var wholeSeconds: Int64 {
        let seconds = microseconds / 1_000_000
        return seconds * 1_000_000 > microseconds ? seconds - 1 : seconds
    }
}
