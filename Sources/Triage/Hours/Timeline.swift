/// The states of a calendar over the years that messages come from, written out as a sorted row of changes,
/// with the place where each day begins in it: an answer is one division and a step or two.
struct Timeline: Sendable {
    /// Years that are written out. Instants outside are worked out one by one, to the same answer.
    static let years = 2024...2040
    private static let start = Moment.days(fromCivil: Int64(years.lowerBound), 1, 1) * 86_400
    private static let end = Moment.days(fromCivil: Int64(years.upperBound) + 1, 1, 1) * 86_400

    static let empty = Timeline()

    /// Seconds since `start`, ascending; the first is 0. One more at the end that is never reached.
    private let changes: [UInt32]
    private let states: [BusinessCalendar.State]
    /// For each day in UTC, the last change at or before its beginning.
    private let days: [UInt32]

    private init() {
        changes = []
        states = []
        days = []
    }

    init(_ calendar: BusinessCalendar) {
        let first = CivilDate(day: Int(Self.start / 86_400)) - 3
        let last = CivilDate(day: Int(Self.end / 86_400)) + 3
        var edges: [(at: Int64, open: Int, holiday: Int)] = []
        for range in calendar.opening(from: first, through: last) {
            edges.append((range.lowerBound, 1, 0))
            edges.append((range.upperBound, -1, 0))
        }
        for date in calendar.holidays.keys where first <= date && date <= last {
            for range in calendar.zone.instants(showing: date) {
                edges.append((range.lowerBound, 0, 1))
                edges.append((range.upperBound, 0, -1))
            }
        }
        edges.sort { $0.at < $1.at }
        var changes: [UInt32] = [0]
        var states: [BusinessCalendar.State] = [.closed]
        var open = 0
        var holiday = 0
        for edge in edges where edge.at < Self.end {
            open += edge.open
            holiday += edge.holiday
            let state: BusinessCalendar.State = open > 0 ? .open : holiday > 0 ? .holiday : .closed
            let at = UInt32(max(0, edge.at - Self.start))
            if changes.last == at {
                states[states.count - 1] = state
            } else if states.last != state {
                changes.append(at)
                states.append(state)
            }
        }
        changes.append(.max)
        var days: [UInt32] = []
        var place = 0
        for day in 0..<Int((Self.end - Self.start) / 86_400) {
            while changes[place + 1] <= UInt32(day * 86_400) { place += 1 }
            days.append(UInt32(place))
        }
        self.changes = changes
        self.states = states
        self.days = days
    }

    /// Nil outside the years that are written out.
    func state(at seconds: Int64) -> BusinessCalendar.State? {
        guard seconds >= Self.start, seconds < Self.end, !days.isEmpty else { return nil }
        let second = UInt32(seconds - Self.start)
        var place = Int(days[Int(second / 86_400)])
        while changes[place + 1] <= second { place += 1 }
        return states[place]
    }
}

extension TimeZoneTable {
    /// When the calendars show a date; empty where a date was skipped, two pieces where it was left and
    /// entered again.
    func instants(showing date: CivilDate) -> [Range<Int64>] {
        let midnight = WallClock(date).seconds
        var pieces: [Range<Int64>] = []
        for stretch in stretches(from: midnight - Self.widest, through: midnight + 86_400 + Self.widest) {
            let start = max(stretch.start, midnight - Int64(stretch.kind.offset))
            let end = min(stretch.end, midnight + 86_400 - Int64(stretch.kind.offset))
            guard start < end else { continue }
            if let last = pieces.last, last.upperBound == start {
                pieces[pieces.count - 1] = last.lowerBound..<end
            } else {
                pieces.append(start..<end)
            }
        }
        return pieces
    }
}
