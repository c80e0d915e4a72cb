/// Days that were named, as they are on the calendar.
enum DaySpec: Hashable, Sendable {
    /// All of them, one after another, each from its first day until before its last; with a time of day, that
    /// of each day. Days since 1970-01-01.
    case all([Range<Int>])
    /// One of them: "Wednesday" on a Wednesday.
    case either([Int])
    /// One of them, and nothing but the customer can tell which: "next Friday", `5/12`.
    case asked([Int])
    case unclear(TimeReply.Unclear)

    static func one(_ day: Int) -> DaySpec { .all([day..<(day + 1)]) }
}
