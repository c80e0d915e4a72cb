import Testing
import Triage

@testable import Facts

struct HolidayFileTests {
    private static let window = date("2026-01-01")...date("2030-12-31")

    static func date(_ iso: String) -> CivilDate { CivilDate(iso: iso) ?? CivilDate(day: 0) }

    private func read(_ event: String, before: String = "BEGIN:VCALENDAR\n", after: String = "END:VCALENDAR\n")
        -> HolidayFile.Reading
    {
        HolidayFile.read(
            Array((before + "BEGIN:VEVENT\n" + event + "\nEND:VEVENT\n" + after).utf8), file: "a.ics",
            window: Self.window)
    }

    private func dates(_ event: String) -> [String] {
        let reading = read(event)
        #expect(reading.complaints.isEmpty, "\(reading.complaints.map(\.message))")
        return reading.dates.keys.sorted().map(\.description)
    }

    @Test(arguments: [
        ("DTSTART;VALUE=DATE:20261225", ["2026-12-25"]),
        ("DTSTART:20261225", ["2026-12-25"]),
        (
            "DTSTART;TZID=Europe/London:20261225T000000\nDTEND;TZID=Europe/London:20261227T000000",
            ["2026-12-25", "2026-12-26"]
        ),
        ("DTSTART;VALUE=DATE:20261225\nDTEND;VALUE=DATE:20261225", ["2026-12-25"]),
        ("DTSTART;VALUE=DATE:20261225\nDURATION:P2D", ["2026-12-25", "2026-12-26"]),
        ("DTSTART;VALUE=DATE:20261225\nDURATION:PT24H", ["2026-12-25"]),
        (
            "DTSTART;VALUE=DATE:20200101\nRRULE:FREQ=YEARLY",
            ["2026-01-01", "2027-01-01", "2028-01-01", "2029-01-01", "2030-01-01"]
        ),
        ("DTSTART;VALUE=DATE:20200101\nRRULE:FREQ=YEARLY;UNTIL=20270601", ["2026-01-01", "2027-01-01"]),
        ("DTSTART;VALUE=DATE:20250101\nRRULE:FREQ=YEARLY;COUNT=3", ["2026-01-01", "2027-01-01"]),
        (
            "DTSTART;VALUE=DATE:20260907\nRRULE:FREQ=YEARLY;BYMONTH=9;BYDAY=1MO;COUNT=3",
            ["2026-09-07", "2027-09-06", "2028-09-04"]
        ),
        ("DTSTART;VALUE=DATE:20260525\nRRULE:BYDAY=-1MO;BYMONTH=5;FREQ=YEARLY;COUNT=2", ["2026-05-25", "2027-05-31"]),
        ("DTSTART;VALUE=DATE:20240229\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", ["2028-02-29"]),
        (
            "DTSTART;VALUE=DATE:20251118\nRRULE:FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=16,17,18,19,20,21,22;BYDAY=TU;COUNT=3",
            ["2026-11-17", "2027-11-16"]
        ),
        ("DTSTART;VALUE=DATE:20240329\nRDATE;VALUE=DATE:20250418,20260403,20270326", ["2026-04-03", "2027-03-26"]),
        (
            "DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=YEARLY;COUNT=4\nEXDATE;VALUE=DATE:20270101\nEXDATE;VALUE=DATE:20280101",
            ["2026-01-01", "2029-01-01"]
        ),
        ("EXDATE;VALUE=DATE:20270101\nRDATE;VALUE=DATE:20270101\nDTSTART;VALUE=DATE:20260101", ["2026-01-01"]),
        (
            "DTSTART;VALUE=DATE:20261230\nDTEND;VALUE=DATE:20270102\nRRULE:FREQ=YEARLY;COUNT=1",
            ["2026-12-30", "2026-12-31", "2027-01-01"]
        ),
        ("DTSTART;VALUE=DATE:20261225\nSTATUS:CANCELLED", []),
        ("dtstart;value=date;x-note=\"a:b;c\":20261225", ["2026-12-25"]),
        ("DTSTART;VALUE=DATE:20301231\nRRULE:FREQ=DAILY", ["2030-12-31"]),
        ("DTSTART;VALUE=DATE:20400101\nRRULE:FREQ=DAILY", []),
    ])
    func `days, spans, rules and lists of dates are read`(_ event: String, _ expected: [String]) {
        #expect(dates(event) == expected)
    }

    @Test(arguments: [
        ("SUMMARY:No date", 2, "has no DTSTART"),
        ("DTSTART;VALUE=DATE:20260230", 3, "`20260230` is no date"),
        ("DTSTART;VALUE=DATE:tomorrow", 3, "is no date"),
        ("DTSTART;VALUE=DATE:20261225\nDTSTART;VALUE=DATE:20261226", 4, "stands in this event twice"),
        ("DTSTART;VALUE=DATE:20261225\nDTEND;VALUE=DATE:20261224", 4, "ends before it begins"),
        ("DTSTART;VALUE=DATE:20260101\nDTEND;VALUE=DATE:20280101", 4, "lasts 730 days"),
        ("DTSTART;VALUE=DATE:20261225\nDURATION:a day", 4, "is no duration"),
        ("DTSTART;VALUE=DATE:20261225\nDURATION:-P1D", 4, "ends before it begins"),
        ("DTSTART;VALUE=DATE:20261225\nSUMMARY:x\nRRULE:FREQ=YEARLI", 5, "cannot be for whole days"),
        ("DTSTART;VALUE=DATE:20261225\nRRULE:FREQ=SECONDLY", 4, "cannot be for whole days"),
        ("DTSTART;VALUE=DATE:20261225\nRRULE:BYMONTH=1", 4, "lacks FREQ"),
        ("DTSTART;VALUE=DATE:20261225\nRRULE:FREQ=YEARLY;BYMONTH=13", 4, "`BYMONTH=13` cannot be"),
        ("DTSTART;VALUE=DATE:20261225\nRRULE:FREQ=YEARLY;BYDAY=9XX", 4, "`BYDAY=9XX` cannot be"),
        ("DTSTART;VALUE=DATE:20261225\nRRULE:FREQ=YEARLY;BYDAY=0MO", 4, "`BYDAY=0MO` cannot be"),
        ("DTSTART;VALUE=DATE:20261225\nRRULE:FREQ=WEEKLY;BYDAY=1MO", 4, "has none"),
        ("DTSTART;VALUE=DATE:20261225\nRRULE:FREQ=YEARLY;BYDAI=MO", 4, "no part `BYDAI`"),
        ("DTSTART;VALUE=DATE:20261225\nRRULE:FREQ=YEARLY;COUNT=2;UNTIL=20300101", 4, "COUNT or UNTIL"),
        ("DTSTART;VALUE=DATE:20261225\nRRULE:FREQ=YEARLY;UNTIL=soon", 4, "is no date"),
        ("DTSTART;VALUE=DATE:20261225\nRRULE:FREQ=YEARLY;INTERVAL=0", 4, "`INTERVAL=0` cannot be"),
        ("DTSTART;VALUE=DATE:20261225\nRRULE:FREQ=YEARLY;FREQ=YEARLY", 4, "stands in this rule twice"),
        ("DTSTART;VALUE=DATE:20261225\nRRULE:FREQ=YEARLY;", 4, "is no part of a rule"),
        ("DTSTART;VALUE=DATE:20261225\nRRULE:FREQ=MONTHLY;BYWEEKNO=3", 4, "does not go with"),
        ("DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", 4, "never comes"),
        ("DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=YEARLY;UNTIL=20200101", 4, "gives no date"),
        ("DTSTART;VALUE=DATE:18000101\nRRULE:FREQ=DAILY", 4, "more than 59999 dates"),
        ("DTSTART;VALUE=DATE:20260101\nRDATE;VALUE=DATE:2027", 4, "one of these is none"),
        ("DTSTART;VALUE=DATE:20260101\nRDATE:20270101T120000", 4, "a time of day"),
        ("DTSTART;VALUE=DATE:20260101\nno line at all", 4, "no line of an iCalendar file"),
    ])
    func `what is broken is said with its line, and the rest is read`(_ event: String, _ line: Int, _ says: String)
        throws
    {
        let reading = read(
            event, after: "BEGIN:VEVENT\nDTSTART;VALUE=DATE:20260704\nSUMMARY:Good\nEND:VEVENT\nEND:VCALENDAR\n")
        let complaint = try #require(reading.complaints.first { $0.weight == .error })
        #expect(complaint.message.contains(says), "\(complaint.message)")
        #expect(complaint.line == line)
        #expect(complaint.file == "a.ics")
        #expect(!complaint.source.isEmpty)
        #expect(reading.dates[Self.date("2026-07-04")] == "Good")
    }

    @Test func `a rule that its first date does not keep is warned of`() {
        let reading = read("DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=YEARLY;BYMONTH=9;BYDAY=1MO;COUNT=1")
        #expect(reading.complaints.map(\.weight) == [.warning])
        #expect(reading.dates.keys.map(\.description) == ["2026-09-07"])
        let meeting = read("DTSTART:20260101T090000Z\nSUMMARY:Meeting")
        #expect(meeting.complaints.map(\.weight) == [.warning] && meeting.dates.isEmpty)
    }

    @Test func `names are unfolded, unescaped, and joined where a date has two`() {
        let text =
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260501\r\nSUMMARY:Labour\\, and \r\n spring\\nday\r\n"
            + "END:VEVENT\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260501\r\nSUMMARY:Ascension\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        let reading = HolidayFile.read([0xEF, 0xBB, 0xBF] + Array(text.utf8), file: "a", window: Self.window)
        #expect(reading.dates[Self.date("2026-05-01")] == "Labour, and spring day / Ascension")
        // A letter that a fold cut in two is whole again.
        let cut =
            Array("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260501\nSUMMARY:Mai\u{EF}".utf8.dropLast())
            + Array("\n ".utf8)
        let rest: [UInt8] = [0xAF] + Array("s\nEND:VEVENT\nEND:VCALENDAR".utf8)
        #expect(HolidayFile.read(cut + rest, file: "a", window: Self.window).dates[Self.date("2026-05-01")] == "Maiïs")
    }

    @Test func `an event that stands for one date of another takes its place`() {
        let text = """
            BEGIN:VCALENDAR
            BEGIN:VTIMEZONE
            TZID:X
            BEGIN:STANDARD
            DTSTART:19700101T000000
            END:STANDARD
            END:VTIMEZONE
            BEGIN:VEVENT
            UID:day
            DTSTART;VALUE=DATE:20260601
            RRULE:FREQ=YEARLY;COUNT=2
            SUMMARY:Day
            BEGIN:VALARM
            DTSTART:nonsense
            END:VALARM
            END:VEVENT
            BEGIN:VEVENT
            UID:day
            RECURRENCE-ID;VALUE=DATE:20270601
            DTSTART;VALUE=DATE:20270602
            SUMMARY:Day moved
            END:VEVENT
            END:VCALENDAR
            """
        let reading = HolidayFile.read(Array(text.utf8), file: "a", window: Self.window)
        #expect(reading.complaints.isEmpty)
        #expect(reading.dates == [Self.date("2026-06-01"): "Day", Self.date("2027-06-02"): "Day moved"])
    }

    @Test(arguments: [
        ("", 1, "this file is empty"), ("\n\n", 1, "this file is empty"),
        ("hello\n", 1, "no line of an iCalendar file"),
        ("BEGIN:VEVENT\n", 1, "outside a calendar"), ("VERSION:2.0\n", 1, "outside a calendar"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20260101\n", 2, "the file was cut off"),
        ("BEGIN:VCALENDAR\nEND:VEVENT\n", 2, "ends what was not begun"),
        ("BEGIN:VCALENDAR\n", 1, "the file was cut off"),
    ])
    func `a file that is none, or half of one, is refused`(_ text: String, _ line: Int, _ says: String) {
        let complaints = HolidayFile.read(Array(text.utf8), file: "a.ics", window: Self.window).complaints
        #expect(complaints.count == 1)
        #expect(complaints.first?.line == line)
        #expect(complaints.first?.message.contains(says) == true, "\(complaints.map(\.message))")
        #expect(complaints.first?.weight == .error)
    }

    @Test func `size, depth, events and dates are bounded`() {
        func says(_ text: String) -> String {
            HolidayFile.read(Array(text.utf8), file: "a", window: Self.window).complaints.map(\.message).joined()
        }
        #expect(says(String(repeating: "x", count: HolidayFile.sizeLimit + 1)).contains("larger than 4 MB"))
        #expect(says(String(repeating: "BEGIN:VCALENDAR\n", count: 50)).contains("nested more than 8 deep"))
        let event = "BEGIN:VEVENT\nDTSTART:20260101\nEND:VEVENT\n"
        #expect(
            says("BEGIN:VCALENDAR\n" + String(repeating: event, count: HolidayFile.eventLimit + 1))
                .contains("more than 20000 events"))
        #expect(
            says("BEGIN:VCALENDAR\n" + String(repeating: "\nA:\n", count: 120_000)).contains("more than 200000 lines"))
        let daily = "BEGIN:VEVENT\nDTSTART:19000101\nRRULE:FREQ=DAILY\nEND:VEVENT\n"
        #expect(says("BEGIN:VCALENDAR\n" + String(repeating: daily, count: 10)).contains("more than 199999 dates"))
        let broken = "BEGIN:VEVENT\nDTSTART:20260101\nRRULE:FREQ=DAILY;BYDAY=XX\nEND:VEVENT\n"
        let reading = HolidayFile.read(
            Array(("BEGIN:VCALENDAR\n" + String(repeating: broken, count: 100) + "END:VCALENDAR").utf8), file: "a",
            window: Self.window)
        #expect(reading.complaints.count == HolidayFile.errorLimit)
    }

    @Test func `bytes that are no text are refused where they stand`() {
        let bytes = Array("BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:J".utf8) + [0xFC] + Array("rgen\n".utf8)
        let complaints = HolidayFile.read(bytes, file: "a.ics", window: Self.window).complaints
        #expect(complaints.map { "\($0.line) \($0.message)" } == ["3 this is not UTF-8 text"])
    }
}
