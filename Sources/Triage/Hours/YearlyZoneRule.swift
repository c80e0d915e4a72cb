/// How a zone goes on for ever: standard time, and in most years the same two changes. What the last line
/// of a TZif file says in the manner of POSIX's `TZ` (RFC 9636 §3.3.1), and what a VTIMEZONE needs.
package struct YearlyZoneRule: Hashable, Sendable {
    package var standard: TimeZoneTable.Kind
    /// Nil: the clocks stay as they are.
    package var daylight: Daylight?

    package struct Daylight: Hashable, Sendable {
        package var kind: TimeZoneTable.Kind
        /// Read on a clock that shows standard time.
        package var begins: Change
        /// Read on a clock that shows daylight saving time.
        package var ends: Change

        package init(kind: TimeZoneTable.Kind, begins: Change, ends: Change) {
            self.kind = kind
            self.begins = begins
            self.ends = ends
        }
    }

    /// A reading of the clocks at which they are changed.
    package struct Change: Hashable, Sendable {
        package var day: Day
        /// Seconds after that day's midnight, from -167 to 167 hours.
        package var second: Int

        package init(day: Day, second: Int) {
            self.day = day
            self.second = second
        }

        func reading(in year: Int) -> WallClock { WallClock(CivilDate(day: day.date(in: year)), second: second) }
    }

    package enum Day: Hashable, Sendable {
        /// 1 to 365; 60 is 1 March in every year.
        case withoutLeapDay(Int)
        /// 0 to 365; 29 February counts.
        case ofYear(Int)
        /// Week 1 to 5 of the month; 5 is the last.
        case weekday(Weekday, week: Int, month: Int)

        /// Days since 1970-01-01.
        func date(in year: Int) -> Int {
            let newYear = Int(Moment.days(fromCivil: Int64(year), 1, 1))
            switch self {
            case .withoutLeapDay(let number):
                return newYear + number - 1 + (CivilDate.isLeap(year) && number >= 60 ? 1 : 0)
            case .ofYear(let number): return newYear + number
            case .weekday(let weekday, let week, let month):
                let first = Int(Moment.days(fromCivil: Int64(year), Int64(month), 1))
                var day = (weekday.rawValue - Weekday.of(day: first).rawValue + 7) % 7 + (week - 1) * 7
                if day >= CivilDate.days(inMonth: month, of: year) { day -= 7 }
                return first + day
            }
        }
    }

    package init(standard: TimeZoneTable.Kind, daylight: Daylight? = nil) {
        self.standard = standard
        self.daylight = daylight
    }

    /// The changes of a year, in their order.
    func changes(in year: Int) -> [(at: Int64, kind: TimeZoneTable.Kind)] {
        guard let daylight else { return [] }
        let begin = daylight.begins.reading(in: year).seconds - Int64(standard.offset)
        let end = daylight.ends.reading(in: year).seconds - Int64(daylight.kind.offset)
        return begin <= end
            ? [(begin, daylight.kind), (end, standard)] : [(end, standard), (begin, daylight.kind)]
    }

    /// What the clocks show at an instant, in seconds since 1970.
    func kind(at seconds: Int64) -> TimeZoneTable.Kind {
        guard daylight != nil else { return standard }
        let year = WallClock(seconds: seconds + Int64(standard.offset)).date.year
        // A zone that keeps daylight time all year ends and begins it in the same instant: the later wins.
        var found = standard
        for change in ((year - 1)...(year + 1)).flatMap({ changes(in: $0) }) where change.at <= seconds {
            found = change.kind
        }
        return found
    }
}
