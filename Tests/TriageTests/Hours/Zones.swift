import Triage

/// Zones whose clocks do what clocks do, written out by hand.
enum Zones {
    static func kind(_ hours: Double, _ isDaylight: Bool = false, _ name: String = "X") -> TimeZoneTable.Kind {
        .init(offset: Int(hours * 3600), isDaylight: isDaylight, abbreviation: name)
    }

    private static func yearly(
        _ name: String, _ standard: Double, _ daylight: Double, begins: (month: Int, week: Int, second: Int),
        ends: (month: Int, week: Int, second: Int)
    ) -> TimeZoneTable {
        let rule = YearlyZoneRule(
            standard: kind(standard, false, "STD"),
            daylight: .init(
                kind: kind(daylight, true, "DST"),
                begins: .init(day: .weekday(.sunday, week: begins.week, month: begins.month), second: begins.second),
                ends: .init(day: .weekday(.sunday, week: ends.week, month: ends.month), second: ends.second)))
        return TimeZoneTable(name: name, earliest: rule.standard, changes: [], rule: rule)
    }

    static let london = yearly("Europe/London", 0, 1, begins: (3, 5, 3600), ends: (10, 5, 7200))
    static let berlin = yearly("Europe/Berlin", 1, 2, begins: (3, 5, 7200), ends: (10, 5, 10_800))
    static let newYork = yearly("America/New_York", -5, -4, begins: (3, 2, 7200), ends: (11, 1, 7200))
    /// Half an hour, and summer at the turn of the year.
    static let lordHowe = yearly("Australia/Lord_Howe", 10.5, 11, begins: (10, 1, 7200), ends: (4, 1, 7200))
    /// From midnight to one o'clock, and from midnight back into the day before.
    static let midnight = yearly("America/Santiago", -4, -3, begins: (9, 1, 0), ends: (4, 1, 0))
    /// Went to bed on 29 December 2026 and woke on the 31st.
    static let skipped = TimeZoneTable(
        name: "Pacific/Apia", earliest: kind(-10), changes: [.init(at: 1_798_624_800, kind: kind(14))], rule: nil)
    static let utc = TimeZoneTable.utc

    static let all = [london, berlin, newYork, lordHowe, midnight, skipped, utc]
}

/// The same numbers for the same seed, everywhere.
struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}

func date(_ iso: String) -> CivilDate { CivilDate(iso: iso) ?? CivilDate(day: 0) }
func utc(_ text: String) -> Moment { Moment(rfc3339: text) ?? Moment(seconds: 0) }
func interval(_ text: String) -> OpeningInterval {
    do { return try OpeningInterval(written: text) } catch { return .allDay }
}
