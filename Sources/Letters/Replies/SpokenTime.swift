import Triage

/// Times as one says them to a customer, in their language and on their clock: `tomorrow at 9 am`,
/// `am Montag, 23. November, um 9 Uhr`.
package struct SpokenTime: Sendable {
    private let zone: TimeZoneTable
    /// Told after each time where the reader may live by another clock.
    private let place: String
    private let today: CivilDate
    /// What is written in the evening is read in the morning, and in the small hours nobody is sure which day
    /// “tomorrow” is: then every day is named.
    private let speaksOfToday: Bool
    private let tongue: TimeTongue

    /// - Parameters:
    ///   - isTheirZone: the customer is known to live by this clock; otherwise each time names the place.
    ///   - language: BCP 47; English where we do not speak it.
    package init(zone: TimeZoneTable, isTheirZone: Bool, now: Moment, language: String) {
        self.zone = zone
        place = isTheirZone || zone.name == "UTC" ? "" : CityNames.of(zone.name, in: language)
        let wall = zone.wallClock(at: now)
        today = wall.date
        speaksOfToday = (5..<20).contains(wall.secondOfDay / 3600)
        tongue = TimeTongue.of(language)
    }

    /// Within a sentence: `on Monday 23 November at 9 am (London)`.
    /// - Parameter inFull: what was agreed is told with its date.
    package func sentence(_ moment: Moment, inFull: Bool = false) -> String {
        let (date, clock) = parts(of: moment)
        let day = inFull ? tongue.onDay(date) : near(date) ?? tongue.onDay(date)
        return day + tongue.atClock(clock) + mark(moment)
    }

    /// In a list: `Mon 23 Nov, 9 am`.
    /// - Parameter saysWhere: the place is told once in a list.
    package func listed(_ moment: Moment, saysWhere: Bool = true) -> String {
        let (date, clock) = parts(of: moment)
        return "\(near(date) ?? tongue.shortDay(date)) \(tongue.clock(clock))" + mark(moment, saysWhere: saysWhere)
    }

    /// Today and tomorrow by their names; nil: another day, or they could be taken for one.
    private func near(_ date: CivilDate) -> String? {
        guard speaksOfToday else { return nil }
        return switch date.day - today.day {
        case 0: tongue.today
        case 1: tongue.tomorrow
        default: nil
        }
    }

    /// Above a list of times: `Monday 23 November`, `today`.
    package func day(_ date: CivilDate) -> String {
        switch date.day - today.day {
        case 0: tongue.today
        case 1: tongue.tomorrow
        default: tongue.shortDay(date).trailing(without: ",")
        }
    }

    /// Below the name of its day: `9 am`. In the hour that a clock shows twice with which of the two it is.
    package func clock(_ moment: Moment) -> String {
        let wall = zone.wallClock(at: moment)
        let placement = zone.placement(of: wall)
        let mark =
            placement.first == placement.last ? "" : " (\(zone.kind(at: moment.wholeSeconds).abbreviation))"
        return TimeTongue.bare(tongue.clock(wall.secondOfDay / 60)) + mark
    }

    private func parts(of moment: Moment) -> (CivilDate, minutes: Int) {
        let wall = zone.wallClock(at: moment)
        return (wall.date, wall.secondOfDay / 60)
    }

    /// The place, and in the hour that a clock shows twice which of the two it is.
    private func mark(_ moment: Moment, saysWhere: Bool = true) -> String {
        let wall = zone.wallClock(at: moment)
        var marks: [String] = []
        let placement = zone.placement(of: wall)
        if placement.first != placement.last { marks.append(zone.kind(at: moment.wholeSeconds).abbreviation) }
        if saysWhere {
            if !place.isEmpty { marks.append(place) } else if zone.name == "UTC" { marks.append("UTC") }
        }
        return marks.isEmpty ? "" : " (\(marks.joined(separator: ", ")))"
    }
}

/// How one language says a day and a time of day.
struct TimeTongue: Sendable {
    var today: String
    var tomorrow: String
    /// From Monday.
    var weekdays: [String]
    var shortWeekdays: [String]
    /// From January.
    var months: [String]
    var shortMonths: [String]
    var onDay: @Sendable (CivilDate, TimeTongue) -> String
    var shortDay: @Sendable (CivilDate, TimeTongue) -> String
    /// With what stands between the day and the time.
    var atClock: @Sendable (_ minutes: Int) -> String
    var clock: @Sendable (_ minutes: Int) -> String

    func onDay(_ date: CivilDate) -> String { onDay(date, self) }
    func shortDay(_ date: CivilDate) -> String { shortDay(date, self) }

    func weekday(_ date: CivilDate) -> String { weekdays[Self.place(date)] }
    func shortWeekday(_ date: CivilDate) -> String { shortWeekdays[Self.place(date)] }
    func month(_ date: CivilDate) -> String { months[date.parts.month - 1] }
    func shortMonth(_ date: CivilDate) -> String { shortMonths[date.parts.month - 1] }
    /// From 0 for Monday.
    private static func place(_ date: CivilDate) -> Int { Weekday.allCases.firstIndex(of: date.weekday) ?? 0 }

    static func of(_ language: String) -> TimeTongue {
        all[String(language.lowercased().prefix { $0 != "-" && $0 != "_" })] ?? english
    }

    private static let all: [String: TimeTongue] = [
        "en": english, "de": german, "es": spanish, "fr": french, "it": italian, "pt": portuguese,
    ]

    /// Without the word that goes before it in a sentence: `à 9 h 05` is `9 h 05`.
    static func bare(_ clock: String) -> String { String(clock.drop { !("0"..."9").contains($0) }) }

    /// `9:05`
    static func digits(_ minutes: Int) -> String { "\(minutes / 60):\(rest(of: minutes))" }

    /// `05`
    static func rest(of minutes: Int) -> String {
        let rest = minutes % 60
        return rest < 10 ? "0\(rest)" : "\(rest)"
    }
}

extension String {
    /// Without this at its end.
    fileprivate func trailing(without end: Character) -> String { last == end ? String(dropLast()) : self }
}
