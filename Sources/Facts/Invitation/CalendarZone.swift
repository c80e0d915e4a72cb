import Triage

/// The VTIMEZONE of one appointment, from this host's own table: a reader whose zones are older, or who knows the zone
/// by no such name, still finds the instant.
///
/// Each time between two changes of the clocks is written out for itself (RFC 5545 §3.6.5), from the last change before
/// the year in which the appointment begins to a year after its end; a rule for ever would promise what a government
/// may change, and no reader needs it for one appointment.
struct CalendarZone {
    /// From when, in seconds since 1970, to what, from what.
    private struct Onset {
        var at: Int64
        var before: Int
        var kind: TimeZoneTable.Kind
    }

    private let identifier: String
    private var onsets: [Onset] = []

    private static let year: Int64 = 366 * 86_400
    /// For what has held since before then. Some readers take no earlier date.
    private static let floor = WallClock(seconds: 0)

    /// - Parameters: instants in seconds since 1970.
    init(identifier: String, table: TimeZoneTable, from start: Int64, through end: Int64) {
        self.identifier = identifier
        let changes = Self.changes(of: table, from: start - Self.year, through: end + Self.year)
        // What held before the first of them.
        let earlier = table.kind(at: start - Self.year - 1)
        onsets.append(Onset(at: .min, before: earlier.offset, kind: earlier))
        for change in changes {
            let before = onsets[onsets.count - 1].kind
            guard before.offset != change.kind.offset || before.isDaylight != change.kind.isDaylight else { continue }
            onsets.append(Onset(at: change.at, before: before.offset, kind: change.kind))
        }
    }

    private static func changes(of table: TimeZoneTable, from start: Int64, through end: Int64) -> [TimeZoneTable
        .Change]
    {
        table.changes.filter { (start...end).contains($0.at) }
    }

    func write(to calendar: inout CalendarText) {
        calendar.line("BEGIN:VTIMEZONE")
        calendar.line("TZID:\(identifier)")
        for onset in onsets {
            let name = onset.kind.isDaylight ? "DAYLIGHT" : "STANDARD"
            // A change is written as the clocks showed it that were about to be changed.
            let reading =
                onset.at == .min ? Self.floor : WallClock(seconds: onset.at + Int64(onset.before))
            calendar.line("BEGIN:\(name)")
            calendar.line("DTSTART:\(Self.written(reading))")
            calendar.line("TZOFFSETFROM:\(Self.written(offset: onset.before))")
            calendar.line("TZOFFSETTO:\(Self.written(offset: onset.kind.offset))")
            calendar.line("TZNAME:\(CalendarText.line(onset.kind.abbreviation, limit: 16))")
            calendar.line("END:\(name)")
        }
        calendar.line("END:VTIMEZONE")
    }

    /// `20261122T103000`.
    static func written(_ reading: WallClock) -> String {
        let (year, month, day) = reading.date.parts
        let second = reading.secondOfDay
        return padded(year, 4) + padded(month, 2) + padded(day, 2) + "T" + padded(second / 3600, 2)
            + padded(second / 60 % 60, 2) + padded(second % 60, 2)
    }

    /// `+0100`, `-001608`.
    private static func written(offset: Int) -> String {
        let size = abs(offset)
        let clock = padded(size / 3600, 2) + padded(size / 60 % 60, 2)
        return (offset < 0 ? "-" : "+") + clock + (size % 60 == 0 ? "" : padded(size % 60, 2))
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(max(0, number))
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
