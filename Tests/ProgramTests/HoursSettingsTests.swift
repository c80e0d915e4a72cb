import Foundation
import TestKit
import Testing
import Triage

@testable import earshot

struct HoursSettingsTests {
    private static let least = "brand: Quillfone\ndatabase: sqlite:earshot.db\nrules: Rules\n"
    private static let zone = "  time-zone: Europe/London\n"
    private static let week = "  weekly: { mon-fri: [\"09:00-17:00\"] }\n"

    private func hours(_ rest: String) throws -> BusinessHours {
        let loaded = settings(Self.least + "hours:\n" + rest, folder: SharedFolder.packageRoot.path)
        return try #require(loaded.configuration?.hours, "\(loaded.complaints.map(\.message))")
    }

    private func date(_ iso: String) throws -> CivilDate { try #require(CivilDate(iso: iso)) }

    @Test func `every key of hours is read`() throws {
        let hours = try hours(
            Self.zone + """
                  weekly: { mon-fri: ["13:30-17:30", "09:00-12:30"], sat: "10:00-14:00", sun: closed }
                  holidays: [Rules/calendars/england.ics, Rules/calendars/scotland.ics]
                  exceptions: { 2026-12-24: ["09:00-12:00"], 2026-12-28..2026-12-31: closed }
                  calendars:
                    night: { time-zone: Europe/Berlin, weekly: { fri-mon: "22:00-06:00" }, languages: [de, pt-BR], teams: noc }
                """)
        let calendar = hours.standard
        #expect(calendar.zone.name == "Europe/London")
        #expect(calendar.weekly[.friday]?.map(\.description) == ["09:00-12:30", "13:30-17:30"])
        #expect(calendar.weekly[.sunday] == [])
        #expect(calendar.exceptions.count == 5)
        #expect(calendar.exceptions[try date("2026-12-30")] == [])
        #expect(calendar.holidays[try date("2026-12-25")] == "Christmas Day")
        #expect(calendar.holidays[try date("2026-01-02")] == "2 January")
        let night = try #require(hours.others.first)
        #expect(night.calendar.name == "night")
        #expect(Set(night.calendar.weekly.keys) == [.friday, .saturday, .sunday, .monday])
        #expect(night.scope == .init(languages: ["de", "pt-br"], teams: ["noc"]))
    }

    @Test func `hours that are absent or empty are no hours`() {
        #expect(settings(Self.least + "hours:\n").configuration != nil)
        #expect(settings(Self.least + "hours:\n").configuration?.hours == nil)
        #expect(settings(Self.least).configuration?.policy(startedAt: [:]).hours == nil)
    }

    @Test func `decisions are given the hours`() throws {
        let loaded = settings(Self.least + "hours:\n" + Self.zone + Self.week)
        let policy = try #require(loaded.configuration).policy(startedAt: [:])
        let monday = try #require(Moment(rfc3339: "2026-11-23T10:00:00Z"))
        #expect(policy.hours?.state(at: monday, source: "a", language: "en") == .open)
    }

    static func after(_ rest: String, _ line: Int, _ column: Int, _ says: String, _ remedy: String = "") -> Broken {
        .after("hours:\n" + rest, line, column, says, remedy)
    }

    private static let broken: [Broken] = [
        .after("hours: 9-5\n", 4, 8, "a group of keys"),
        after(week, 5, 3, "`hours` lacks `time-zone`", "time-zone: Europe/London"),
        after(zone, 5, 3, "`hours` lacks `weekly`", "weekly:"),
        after(
            "  time-zone: Europe/Londn\n" + week, 5, 14, "no time zone `Europe/Londn`", "did you mean `Europe/London`?"),
        after("  time-zone: london\n" + week, 5, 14, "no time zone `london`", "did you mean `Europe/London`?"),
        after("  time-zone: europe/london\n" + week, 5, 14, "no time zone", "did you mean `Europe/London`?"),
        after("  time-zone: New York\n" + week, 5, 14, "no time zone", "did you mean `America/New_York`?"),
        after("  time-zone: ../../../etc/passwd\n" + week, 5, 14, "no time zone"),
        after("  time-zone: posix/Europe/London\n" + week, 5, 14, "no time zone"),
        after("  time-zone: zone.tab\n" + week, 5, 14, "no time zone"),
        after("  time-zone: tzdata\n" + week, 5, 14, "no time zone"),
        after("  time-zone: Europe\n" + week, 5, 14, "no time zone `Europe`"),
        after(zone + "  weekly: {}\n", 6, 11, "never open", "mon-fri"),
        after(zone + "  weekly: { mon: closed, tue: [] }\n", 6, 11, "these hours never open"),
        after(zone + "  weekly: [mon]\n", 6, 11, "a group of weekdays"),
        after(zone + "  weekly: { mo: \"09:00-17:00\" }\n", 6, 13, "`mo` is no weekday", "did you mean `mon`?"),
        after(
            zone + "  weekly: { mon-fry: \"09:00-17:00\" }\n", 6, 13, "`mon-fry` is no weekday", "did you mean `fri`?"),
        after(
            zone + "  weekly: { mon-fri: \"09:00-17:00\", wed: \"09:00-12:00\" }\n", 6, 37,
            "wednesday has its hours in line 6",
            "each weekday once"),
        after(zone + "  weekly: { mon: [\"09:00\"] }\n", 6, 19, "no interval of hours", "09:00-17:30"),
        after(zone + "  weekly: { mon: 9am-5pm }\n", 6, 18, "no interval of hours", "24 hours to the day"),
        after(zone + "  weekly: { mon: \"09:00-25:00\" }\n", 6, 18, "no 25:00"),
        after(zone + "  weekly: { mon: \"09:00-09:00\" }\n", 6, 18, "begins and ends at the same time", "00:00-24:00"),
        after(zone + "  weekly: { mon: [\"09:00-13:00\", \"12:00-17:00\"] }\n", 6, 34, "overlaps `09:00-13:00`"),
        after(zone + "  weekly: { mon: ~ }\n", 6, 18, "there are no hours here"),
        after(zone + "  weekly: { mon: [closed] }\n", 6, 19, "`closed` is no interval", "without the list"),
        after(zone + week + "  exceptions: [2026-12-24]\n", 7, 15, "a group of dates"),
        after(zone + week + "  exceptions: { 24.12.2026: closed }\n", 7, 17, "`24.12.2026` is no date", "2026-12-24"),
        after(zone + week + "  exceptions: { 2026-02-30: closed }\n", 7, 17, "is no date"),
        after(zone + week + "  exceptions: { 2026-12-24: close }\n", 7, 29, "no interval of hours"),
        after(zone + week + "  exceptions: { 2026-12-24..2026-12-20: closed }\n", 7, 17, "ends before it begins"),
        after(
            zone + week + "  exceptions:\n    2026-12-24..2026-12-26: closed\n    2026-12-25: \"09:00-10:00\"\n", 9, 5,
            "2026-12-25 has its exception in line 8"),
        after(
            zone + week + "  exceptions:\n    2026-12-24: closed\n    2026-12-24: \"09:00-10:00\"\n", 9, 5,
            "stands here a second time"),
        after(
            zone + week + "  exceptions: { 2026-12-24: [\"09:00-12:00\", \"11:00-13:00\"] }\n", 7, 45,
            "overlaps `09:00-12:00`"),
        after(zone + week + "  exceptions: { 2026-01-01..2099-12-31: closed }\n", 7, 17, "more than 5000 dates"),
        after(
            zone + week + "  holidays: [Rules/calendars/englnd.ics]\n", 7, 14, "no such file",
            "did you mean `Rules/calendars/england.ics`?"),
        after(zone + week + "  holidays: { a: b }\n", 7, 13, "`holidays` is a list"),
        after(
            zone + week + "  holidays: [Rules/calendars/england.ics, Rules/calendars/england.ics]\n", 7, 43,
            "stands here twice"),
        after(zone + week + "  holiday: [a]\n", 7, 3, "no key `holiday`", "did you mean `holidays`?"),
        after(zone + week + "  calendars: [a]\n", 7, 14, "a group of calendars by name"),
        after(
            zone + week + "  calendars: { Night: { time-zone: UTC, weekly: { mon: \"09:00-10:00\" } } }\n", 7, 16,
            "small letters"),
        after(
            zone + week + "  calendars: { default: { time-zone: UTC, weekly: { mon: \"09:00-10:00\" } } }\n", 7, 16,
            "stands in `hours` itself"),
        after(
            zone + week + "  calendars: { a: { time-zone: UTC, weekly: { mon: \"09:00-10:00\" }, sources: [pag] } }\n",
            7, 79,
            "no source `pag`"),
        after(
            zone + week
                + "  calendars: { a: { time-zone: UTC, weekly: { mon: \"09:00-10:00\" }, languages: [german] } }\n", 7,
            81, "no language tag", "en, de, pt-BR"),
        after(
            zone + week
                + "  calendars:\n    a: { time-zone: UTC, weekly: { mon: \"09:00-10:00\" }, languages: [de, fr] }\n"
                + "    b: { time-zone: UTC, weekly: { mon: \"09:00-10:00\" }, languages: [es, fr] }\n", 9, 5,
            "`a` and `b` are both for the language `fr`"),
        after(
            zone + week + "  calendars: { a: { time-zone: UTC, weekly: {} } }\n", 7, 45, "never open"),
    ]

    @Test(arguments: broken)
    func `what is wrong with hours is said with its place and the remedy`(_ broken: Broken) throws {
        let loaded = settings(broken.text, folder: SharedFolder.packageRoot.path)
        #expect(loaded.configuration == nil)
        let complaint = try #require(
            loaded.complaints.first { $0.weight == .error && $0.message.contains(broken.says) },
            "said instead: \(loaded.complaints.map { "\($0.line):\($0.column) \($0.message) [\($0.remedy)]" })")
        #expect("\(complaint.line):\(complaint.column)" == "\(broken.line):\(broken.column)")
        #expect(broken.remedy.isEmpty || complaint.remedy.contains(broken.remedy), "\(complaint.remedy)")
        #expect(loaded.complaints.count { $0.weight == .error } == 1, "\(loaded.complaints.map(\.message))")
    }

    private static let limits: [Broken] = [
        after(
            zone + "  weekly: { mon: [" + Array(repeating: "\"09:00-09:01\"", count: 49).joined(separator: ", ")
                + "] }\n",
            6, 18, "at most 48 intervals"),
        after(
            zone + week + "  calendars:\n"
                + (0...100).map { "    c\($0): { time-zone: UTC, weekly: { mon: \"09:00-10:00\" } }\n" }.joined(),
            8, 5, "there are 101 calendars"),
        after(
            zone + week + "  holidays: [" + (0...1000).map { "h\($0)" }.joined(separator: ", ") + "]\n", 7, 13,
            "lists more than 1000"),
    ]

    @Test(arguments: limits)
    func `more of something than there can be is refused once`(_ broken: Broken) {
        let loaded = settings(broken.text, folder: SharedFolder.packageRoot.path)
        #expect(loaded.configuration == nil)
        #expect(loaded.complaints.count == 1)
        #expect(loaded.complaints.first?.message.contains(broken.says) == true)
        #expect(loaded.complaints.first?.line == broken.line && loaded.complaints.first?.column == broken.column)
    }

    @Test func `a broken rule in a holiday file is named with that file's own line`() throws {
        let folder = try Scratch()
        try folder.write(
            "days.ics",
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260101\nRRULE:FREQ=YEARLY;BYMONTH=13\nEND:VEVENT\nEND:VCALENDAR\n"
        )
        let loaded = settings(
            Self.least + "hours:\n" + Self.zone + Self.week + "  holidays: [days.ics]\n", folder: folder.path)
        #expect(loaded.configuration == nil)
        #expect(loaded.complaints.map { "\($0.file):\($0.line)" } == ["days.ics:4"])
        #expect(loaded.complaints.first?.source == "RRULE:FREQ=YEARLY;BYMONTH=13")
    }

    @Test func `a host without tzdata, and a zone that is no zone, are told apart`() throws {
        let empty = try Scratch()
        #expect(throws: HostTimeZones.Failure.self) {
            try HostTimeZones(folder: empty.path).zone(named: "Europe/London")
        }
        do {
            _ = try HostTimeZones(folder: empty.path).zone(named: "Europe/London")
        } catch { #expect(error.message.contains("no time zones in")) }
        try empty.write("Europe/London", Array("TZif9".utf8))
        do {
            _ = try HostTimeZones(folder: empty.path).zone(named: "Europe/London")
        } catch { #expect(error.message.contains("cannot be read: it ends too early")) }
        try empty.write("Europe/Berlin", [UInt8](repeating: 0x54, count: 70 << 10))
        do {
            _ = try HostTimeZones(folder: empty.path).zone(named: "Europe/Berlin")
        } catch { #expect(error.message.contains("larger than 64 kB")) }
    }
}
