import Testing

@testable import Triage

struct TimeZoneTableTests {
    private func placed(_ text: String, _ zone: TimeZoneTable) throws -> TimeZoneTable.Placement {
        zone.placement(of: try #require(WallClock(written: text)))
    }

    @Test func `a reading in a gap is meant by the offset before it`() throws {
        let gap = try placed("2026-03-29 02:30", Zones.berlin)
        #expect(gap.fit == .skipped)
        #expect(gap.first == utc("2026-03-29T01:30:00Z").wholeSeconds)
        #expect(gap.last == gap.first)
        #expect(Zones.berlin.wallClock(at: gap.first).description == "2026-03-29 03:30")
        #expect(try placed("2026-03-29 02:00", Zones.berlin).fit == .skipped)
        #expect(try placed("2026-03-29 01:59:59", Zones.berlin).fit == .once)
        #expect(try placed("2026-03-29 03:00", Zones.berlin).fit == .once)
        let half = try placed("2026-10-04 02:15", Zones.lordHowe)
        #expect(half.fit == .skipped)
        #expect(half.first == utc("2026-10-03T15:45:00Z").wholeSeconds)
    }

    @Test func `a reading in an overlap is meant the first time, and the second is known too`() throws {
        let twice = try placed("2026-10-25 02:30", Zones.berlin)
        #expect(twice.fit == .repeated)
        #expect(twice.first == utc("2026-10-25T00:30:00Z").wholeSeconds)
        #expect(twice.last == utc("2026-10-25T01:30:00Z").wholeSeconds)
        #expect(try placed("2026-10-25 02:00", Zones.berlin).fit == .repeated)
        #expect(try placed("2026-10-25 03:00", Zones.berlin).fit == .once)
        #expect(try placed("2026-10-25 01:59:59", Zones.berlin).fit == .once)
    }

    @Test func `a skipped date is a gap of a day`() throws {
        let gap = try placed("2026-12-30 12:00", Zones.skipped)
        #expect(gap.fit == .skipped)
        #expect(Zones.skipped.wallClock(at: gap.first).description == "2026-12-31 12:00")
        #expect(Zones.skipped.instants(showing: date("2026-12-30")).isEmpty)
        #expect(Zones.skipped.instants(showing: date("2026-12-29")).count == 1)
    }

    @Test func `a date that is left and entered again has two pieces or one long one`() {
        // 00:00 on 5 April goes back to 23:00 on the 4th, which is 25 hours long.
        let long = Zones.midnight.instants(showing: date("2026-04-04"))
        #expect(long.map { $0.upperBound - $0.lowerBound } == [25 * 3600])
        let short = Zones.midnight.instants(showing: date("2026-09-06"))
        #expect(short.map { $0.upperBound - $0.lowerBound } == [23 * 3600])
        let back = TimeZoneTable(
            name: "A", earliest: Zones.kind(1),
            changes: [.init(at: 1_800_000_000 / 86_400 * 86_400, kind: Zones.kind(0))],
            rule: nil)
        // At 01:00 back to 00:00 …
        let day = CivilDate(day: 1_800_000_000 / 86_400)
        #expect(back.instants(showing: day).count == 1)
        // … and at 00:30 back to 23:30.
        let later = TimeZoneTable(
            name: "B", earliest: Zones.kind(0.5), changes: [.init(at: Int64(day.day) * 86_400, kind: Zones.kind(-0.5))],
            rule: nil)
        #expect(later.instants(showing: day).count == 2)
    }

    @Test func `the yearly rule holds beyond what is written out, both ways of asking alike`() throws {
        for year in [2099, 2100, 2101, 2102, 2500, 9998] {
            for (month, hours) in [("01", 0), ("07", 1)] {
                let moment = utc("\(year)-\(month)-15T12:00:00Z")
                #expect(Zones.london.kind(at: moment.wholeSeconds).offset == hours * 3600, "\(year)-\(month)")
            }
            // Each instant of the days around a change reads back to itself.
            let noon = try #require(CivilDate(year: year, month: 3, day: 25))
            for hour in 0..<200 {
                let seconds = Int64(noon.day) * 86_400 + Int64(hour) * 3600
                let placement = Zones.london.placement(of: Zones.london.wallClock(at: seconds))
                #expect(placement.first == seconds || placement.last == seconds)
            }
        }
    }

    @Test func `daylight time all the year round never ends`() {
        let rule = YearlyZoneRule(
            standard: Zones.kind(-3),
            daylight: .init(
                kind: Zones.kind(-2, true), begins: .init(day: .ofYear(0), second: 0),
                ends: .init(day: .withoutLeapDay(365), second: 25 * 3600)))
        let zone = TimeZoneTable(name: "A", earliest: Zones.kind(-3), changes: [], rule: rule)
        for year in 2020...2110 {
            for text in ["01-01T02:59:59Z", "01-01T03:00:00Z", "07-01T00:00:00Z", "12-31T23:59:59Z"] {
                #expect(zone.kind(at: utc("\(year)-\(text)").wholeSeconds).offset == -7200, "\(year)-\(text)")
            }
        }
    }

    @Test func `times that no calendar has are answered too`() {
        for zone in Zones.all {
            for moment in [Moment(microseconds: .min), Moment(microseconds: .max), Moment(microseconds: -1)] {
                _ = zone.wallClock(at: moment)
            }
        }
        #expect(Moment(microseconds: -1).wholeSeconds == -1)
        #expect(Moment(microseconds: 1_999_999).wholeSeconds == 1)
    }
}
