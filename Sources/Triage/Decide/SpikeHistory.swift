/// What was counted in one minute or in one hour of a spike's key.
package struct SpikeBucket: Hashable, Sendable {
    package var messages: Int
    /// Who or what, where different ones are counted.
    package var members: SpikeTally?

    package init(messages: Int = 0, members: SpikeTally? = nil) {
        self.messages = messages
        self.members = members
    }

    package var count: Int { members?.count ?? messages }

    /// - Parameter member: nil where messages are counted.
    package mutating func add(_ member: UInt64?) {
        messages += 1
        guard let member else { return }
        var tally = members ?? SpikeTally()
        members = nil
        tally.insert(member)
        members = tally
    }

    mutating func add(_ other: SpikeBucket) {
        messages += other.messages
        guard let theirs = other.members else { return }
        var tally = members ?? SpikeTally()
        members = nil
        tally.formUnion(theirs)
        members = tally
    }
}

/// The buckets of one key of a spike, and the arithmetic on them.
///
/// Time is cut into whole minutes (UTC). A window of ten minutes is the minute of its end and the ten before
/// it: it is never shorter than it says, and up to a minute longer. "Usual" is the median of what was counted
/// in the same hour (UTC) of the last 14 days, in proportion to the window; a day counts where the spike was
/// counted already, or where something was counted in that hour.
package struct SpikeHistory: Hashable, Sendable {
    /// When the spike was first counted, for any key.
    package var began: Moment?
    /// By minute since 1970.
    package var minutes: [Int64: SpikeBucket]
    /// By hour since 1970; only where the spike asks what is usual.
    package var hours: [Int64: SpikeBucket]

    package static let days = 14
    package static let fewestDays = 3

    package init(
        began: Moment? = nil, minutes: [Int64: SpikeBucket] = [:], hours: [Int64: SpikeBucket] = [:]
    ) {
        self.began = began
        self.minutes = minutes
        self.hours = hours
    }

    package static func minute(of moment: Moment) -> Int64 { slot(moment.microseconds, 60_000_000) }
    package static func hour(ofMinute minute: Int64) -> Int64 { slot(minute, 60) }

    private static func slot(_ value: Int64, _ width: Int64) -> Int64 {
        value >= 0 ? value / width : -((-value + width - 1) / width)
    }

    /// Minutes older than this are let go: late messages of the last three days still make spikes that can
    /// be listed as past.
    package static func keptMinutes(window: Int) -> Int64 { Int64(3 * 24 * 60 + 2 * window) }
    /// One hour more than `usual` looks back.
    package static let keptHours = Int64(days * 24 + 1)

    package struct Peak: Hashable, Sendable {
        /// The last minute of the window.
        package var end: Int64
        package var count: Int
        package var isEstimate: Bool
        /// What the same window holds on a usual day; nil where nobody asks, or nobody knows yet.
        package var usual: Double?
    }

    /// Of all windows that hold a minute, the one that ends last of those that are too much; nil where none is.
    ///
    /// Only windows that end in a minute in which something was counted are looked at: any other holds no more
    /// than the one that ends in the last such minute before. Costs time linear in the window, whatever it holds.
    /// - Parameter isOpen: whether a window with this last minute may fire.
    package func peak(of spike: Spike, at minute: Int64, isOpen: (Int64) -> Bool) -> Peak? {
        let window = Int64(spike.window)
        // Every window holds the minute: it is a part up to there, and a part behind.
        var behind: [(end: Int64, sum: SpikeBucket)] = []
        var sum = SpikeBucket()
        let later = minutes.keys.filter { $0 > minute && $0 - minute <= window }.sorted()
        behind.append((minute, sum))
        for end in later {
            if let bucket = minutes[end] { sum.add(bucket) }
            behind.append((end, sum))
        }
        let earlier = minutes.keys.filter { $0 <= minute && minute - $0 <= window }.sorted(by: >)
        var next = 0
        var before = SpikeBucket()
        for (end, after) in behind.reversed() {
            while next < earlier.count, earlier[next] >= end - window {
                if let bucket = minutes[earlier[next]] { before.add(bucket) }
                next += 1
            }
            guard before.count + after.count >= spike.least, isOpen(end) else { continue }
            var whole = before
            whole.add(after)
            if let peak = verdict(spike, end, whole) { return peak }
        }
        return nil
    }

    private func verdict(_ spike: Spike, _ end: Int64, _ sum: SpikeBucket) -> Peak? {
        let count = sum.count
        guard count >= spike.least else { return nil }
        var peak = Peak(end: end, count: count, isEstimate: sum.members?.isEstimate ?? false)
        if spike.unusual != nil { peak.usual = usual(at: end, window: spike.window) }
        if let most = spike.most, count >= most { return peak }
        guard let unusual = spike.unusual, count >= unusual.atLeast, let usual = peak.usual,
            Double(count) * 1000 >= Double(unusual.factor) * usual
        else { return nil }
        return peak
    }

    /// What a window that ends in this minute usually holds; nil with fewer than three days of history.
    package func usual(at end: Int64, window: Int) -> Double? {
        let hour = Self.hour(ofMinute: end)
        var counts: [Int] = []
        for day in 1...Self.days {
            let slot = hour - Int64(day) * 24
            if let bucket = hours[slot] {
                counts.append(bucket.count)
            } else if let began, began <= Moment(seconds: slot * 3600) {
                counts.append(0)
            }
        }
        guard counts.count >= Self.fewestDays else { return nil }
        counts.sort()
        let middle = counts.count / 2
        let median =
            counts.count % 2 == 1 ? Double(counts[middle]) : Double(counts[middle - 1] + counts[middle]) / 2
        return median * Double(window) / 60
    }
}
