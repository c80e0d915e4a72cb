import Testing

@testable import Triage

struct CivilDateTests {
    @Test func `dates count days from 1970 both ways and name their weekday`() {
        #expect(date("1970-01-01").day == 0)
        #expect(date("1970-01-01").weekday == .thursday)
        #expect(date("1969-12-31").day == -1)
        #expect(date("1969-12-31").weekday == .wednesday)
        #expect(date("2026-11-22").weekday == .sunday)
        #expect((date("2024-02-28") + 1).description == "2024-02-29")
        #expect((date("2100-02-28") + 1).description == "2100-03-01")
        for day in stride(from: -200_000, through: 200_000, by: 97) {
            let (year, month, number) = CivilDate(day: day).parts
            #expect(CivilDate(year: year, month: month, day: number)?.day == day)
        }
    }

    @Test(arguments: [
        "2026-02-29", "2026-13-01", "2026-00-10", "2026-1-01", "0000-01-01", "2026-01-00", "20260101", "2026-01-01 ",
        "२०२६-01-01", "+026-01-01",
    ])
    func `what is no date is none`(_ text: String) {
        #expect(CivilDate(iso: text) == nil)
    }

    @Test func `a wall clock's reading is written as people write it`() {
        #expect(WallClock(written: "2026-03-29 02:30")?.description == "2026-03-29 02:30")
        #expect(WallClock(written: "2026-03-29T02:30:05")?.description == "2026-03-29 02:30:05")
        #expect(WallClock(written: "2026-03-29")?.secondOfDay == 0)
        #expect(WallClock(written: "2026-03-29 24:00")?.description == "2026-03-30 00:00")
        for text in [
            "2026-03-29 24:01", "2026-03-29 2:30", "2026-03-29 02:60", "2026-03-29T02:30Z", "02:30", "2026-03-29 ",
            "2026-03-29 02:30:60",
        ] {
            #expect(WallClock(written: text) == nil, "\(text)")
        }
        #expect(WallClock(seconds: -1).description == "1969-12-31 23:59:59")
    }

    @Test func `intervals are read, past midnight too`() throws {
        #expect(try OpeningInterval(written: "09:00-17:30") == OpeningInterval(start: 32_400, end: 63_000))
        #expect(try OpeningInterval(written: " 9:00 - 17:30 ") == OpeningInterval(start: 32_400, end: 63_000))
        #expect(try OpeningInterval(written: "22:00-06:00") == OpeningInterval(start: 79_200, end: 108_000))
        #expect(try OpeningInterval(written: "00:00-24:00") == .allDay)
        #expect(try OpeningInterval(written: "18:00-00:00") == OpeningInterval(start: 64_800, end: 86_400))
        #expect(interval("22:00-06:00").description == "22:00-06:00")
        #expect(interval("00:00-24:00").description == "00:00-24:00")
    }

    @Test(arguments: [
        ("09:00", OpeningInterval.Misreading.notAnInterval), ("9-17", .notAnInterval), ("09:00–17:00", .notAnInterval),
        ("9am-5pm", .notAnInterval), ("09:00-17:00-18:00", .notAnInterval), ("", .notAnInterval),
        ("09:0-10:00", .notAnInterval), ("+9:00-10:00", .notAnInterval), ("25:00-26:00", .noSuchTime("25:00")),
        ("09:60-10:00", .noSuchTime("09:60")), ("24:00-06:00", .noSuchTime("24:00")),
        ("09:00-24:01", .noSuchTime("24:01")), ("09:00-09:00", .lastsNoTime),
    ])
    func `what is no interval says why`(_ text: String, _ why: OpeningInterval.Misreading) {
        #expect(throws: why) { try OpeningInterval(written: text) }
    }
}
