/// When somebody is there: a week's hours, holidays, and dates with hours of their own, in one time zone.
///
/// **What holds.** An exception replaces the hours of its date, a holiday's too; a holiday is closed all
/// day; else the week's hours hold. Hours belong to the date on which they begin: a night shift that began
/// on Christmas Eve runs to its end, and none begins on Christmas Day. Intervals that overlap or touch are
/// one. A date that a zone skipped (Apia, 2011-12-30) has no hours.
///
/// **When the clocks are changed.** An interval opens when its beginning is shown the first time and closes
/// when its end is shown the last time, so a repeated hour is never half open. A beginning or an end that
/// is skipped is meant by the offset before the gap (RFC 5545 §3.3.5), both alike, so that of two intervals
/// that touch none loses a minute. What ends before it begins by that reading does not open on that date.
package struct BusinessCalendar: Sendable {
    package enum State: UInt8, Sendable { case closed, open, holiday }

    /// As the configuration calls it; `default` for the one that answers where no other does.
    package let name: String
    package let zone: TimeZoneTable
    /// A weekday without intervals is closed.
    package let weekly: [Weekday: [OpeningInterval]]
    /// No intervals: closed.
    package let exceptions: [CivilDate: [OpeningInterval]]
    /// With what each is called.
    package let holidays: [CivilDate: String]
    private var timeline = Timeline.empty

    package init(
        name: String, zone: TimeZoneTable, weekly: [Weekday: [OpeningInterval]],
        exceptions: [CivilDate: [OpeningInterval]] = [:], holidays: [CivilDate: String] = [:]
    ) {
        self.name = name
        self.zone = zone
        self.weekly = weekly
        self.exceptions = exceptions
        self.holidays = holidays
        timeline = Timeline(self)
    }

    /// Whether it opens at all, ever.
    package var everOpens: Bool {
        weekly.values.contains { !$0.isEmpty } || exceptions.values.contains { !$0.isEmpty }
    }

    /// Whether somebody is there at an instant; where nobody is, whether because of a holiday.
    package func state(at moment: Moment) -> State {
        let seconds = moment.wholeSeconds
        return timeline.state(at: seconds) ?? workedOut(at: seconds)
    }

    /// The same for any instant, slowly: from the definitions alone.
    func workedOut(at seconds: Int64) -> State {
        let date = zone.wallClock(at: seconds).date
        if opening(from: date - 3, through: date + 3).contains(where: { $0.contains(seconds) }) { return .open }
        return holidays[date] == nil ? .closed : .holiday
    }

    /// The hours that a date has in its own right.
    package func intervals(on date: CivilDate) -> [OpeningInterval] {
        if let exception = exceptions[date] { return exception }
        return holidays[date] == nil ? weekly[date.weekday] ?? [] : []
    }

    /// When it is open because of these dates, in seconds since 1970, sorted, none touching another.
    func opening(from first: CivilDate, through last: CivilDate) -> [Range<Int64>] {
        zone.opening(from: first, through: last) { intervals(on: $0) }
    }
}

extension TimeZoneTable {
    /// When somebody is there because of these dates and the intervals of each, in seconds since 1970, sorted,
    /// none touching another.
    func opening(
        from first: CivilDate, through last: CivilDate, intervals: (CivilDate) -> [OpeningInterval]
    ) -> [Range<Int64>] {
        var found: [Range<Int64>] = []
        for day in first.day...last.day {
            let date = CivilDate(day: day)
            let intervals = intervals(date)
            if intervals.isEmpty { continue }
            // Each date is shown somewhere, or skipped whole.
            let midnight = placement(of: WallClock(date))
            if midnight.fit == .skipped, placement(of: WallClock(date, second: 86_399)).fit == .skipped {
                continue
            }
            for interval in intervals {
                let start = placement(of: WallClock(date, second: interval.start)).first
                let end = placement(of: WallClock(date, second: interval.end)).last
                if start < end { found.append(start..<end) }
            }
        }
        found.sort { $0.lowerBound < $1.lowerBound }
        var merged: [Range<Int64>] = []
        for range in found {
            if let last = merged.last, range.lowerBound <= last.upperBound {
                merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        return merged
    }
}

extension BusinessCalendar: Hashable {
    package static func == (a: BusinessCalendar, b: BusinessCalendar) -> Bool {
        a.name == b.name && a.zone == b.zone && a.weekly == b.weekly && a.exceptions == b.exceptions
            && a.holidays == b.holidays
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(weekly)
        hasher.combine(holidays.count)
    }
}
