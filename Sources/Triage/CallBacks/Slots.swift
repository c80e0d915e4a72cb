/// When a call can be agreed: the grid of slots within a calendar's hours, which of them have a seat left, and
/// which are too near or too far.
///
/// Each opening of a date has a grid of its own that begins when it opens, in real time: when the clocks are set
/// back, both halves of the repeated hour have slots, and when they are set forward no slot begins in the gap. No
/// slot runs past the end of its opening.
package struct Slots: Sendable {
    package let plan: CallBackPlan
    package let calendar: BusinessCalendar
    package let now: Moment
    /// Seats sold, by when they begin, sorted.
    private let sold: [(start: Moment, seats: Int)]

    package enum State: String, Hashable, Sendable, Codable, CaseIterable {
        case free
        /// It has no seat left.
        case taken
        /// No slot begins then.
        case closed
        case tooSoon = "too-soon"
        case tooFar = "too-far"
        case past
    }

    /// - Parameter taken: seats sold by the slot's beginning, without that of whoever asks.
    package init(plan: CallBackPlan, calendar: BusinessCalendar, taken: [Moment: Int], now: Moment) {
        self.plan = plan
        self.calendar = calendar
        self.now = now
        sold = taken.map { (start: $0.key, seats: $0.value) }.sorted { $0.start < $1.start }
    }

    /// The first moment at which a slot can still be taken, and the last.
    package var reach: ClosedRange<Moment> { now + plan.lead...max(now + plan.lead, now + plan.horizon) }

    package func state(of start: Moment) -> State {
        if start < now { return .past }
        if start < reach.lowerBound { return .tooSoon }
        if start > reach.upperBound { return .tooFar }
        guard isOnGrid(start) else { return .closed }
        return seats(at: start) > 0 ? .free : .taken
    }

    /// Seats left in a slot. Where the grid was another when seats were sold, those that overlap count.
    package func seats(at start: Moment) -> Int {
        var (low, high) = (0, sold.count)
        let from = start - plan.slot
        while low < high {
            let middle = (low + high) / 2
            if sold[middle].start <= from { low = middle + 1 } else { high = middle }
        }
        var used = 0
        while low < sold.count, sold[low].start < start + plan.slot {
            used += sold[low].seats
            low += 1
        }
        return max(0, plan.perSlot - used)
    }

    /// Free slots that begin from `from` on and before `until`, in order, at most `count`, within reach.
    package func free(from: Moment? = nil, until: Moment? = nil, count: Int) -> [Moment] {
        var found: [Moment] = []
        visit(from: from ?? reach.lowerBound, until: until ?? .distantFuture) { start in
            if seats(at: start) > 0 { found.append(start) }
            return found.count < count
        }
        return found
    }

    /// Every slot within reach that begins from `from` on and before `until`, with the seats left, at most `count`.
    package func all(from: Moment, until: Moment, count: Int) -> [(start: Moment, free: Int)] {
        var found: [(start: Moment, free: Int)] = []
        visit(from: from, until: until) { start in
            found.append((start, seats(at: start)))
            return found.count < count
        }
        return found
    }

    private func isOnGrid(_ start: Moment) -> Bool {
        var isThere = false
        visit(from: start, until: start + .microseconds(1)) {
            isThere = $0 == start
            return false
        }
        return isThere
    }

    /// Goes through the grid until told to stop.
    private func visit(from: Moment, until: Moment, _ body: (Moment) -> Bool) {
        let from = max(from, reach.lowerBound)
        // The last moment of the reach is still within it.
        let until = min(until, reach.upperBound + .microseconds(1))
        let slot = plan.slot.components.seconds
        guard from < until, slot > 0 else { return }
        let first = calendar.zone.wallClock(at: from).date - 2
        let last = calendar.zone.wallClock(at: until).date
        // What another date's hours run into has that date's slots.
        var earlier = Int64.min
        for day in first.day...max(first.day, last.day) {
            let openings = calendar.opening(from: CivilDate(day: day), through: CivilDate(day: day))
            for opening in openings {
                var start = opening.lowerBound
                while start + slot <= opening.upperBound {
                    let moment = Moment(seconds: start)
                    if moment >= until { break }
                    if moment >= from, start >= earlier, !body(moment) { return }
                    start += slot
                }
            }
            earlier = max(earlier, openings.last?.upperBound ?? .min)
        }
    }
}
