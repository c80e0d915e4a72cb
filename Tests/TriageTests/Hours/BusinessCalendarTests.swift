import Testing

@testable import Triage

struct BusinessCalendarTests {
    static let week: [Weekday: [OpeningInterval]] = Dictionary(
        uniqueKeysWithValues: Weekday.allCases.prefix(5).map {
            ($0, [interval("09:00-12:30"), interval("13:30-17:30")])
        })
    private static let london = BusinessCalendar(
        name: "default", zone: Zones.london, weekly: week.merging([.saturday: [interval("10:00-14:00")]]) { $1 },
        exceptions: [date("2026-12-24"): [interval("09:00-12:00")], date("2026-12-29"): []],
        holidays: [date("2026-12-25"): "Christmas Day", date("2026-12-26"): "Boxing Day"])

    private func every(_ text: String, in zone: TimeZoneTable) -> BusinessCalendar {
        BusinessCalendar(
            name: "a", zone: zone,
            weekly: Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, [interval(text)]) }))
    }

    @Test(arguments: [
        ("2026-11-23T08:59:59Z", BusinessCalendar.State.closed), ("2026-11-23T09:00:00Z", .open),
        ("2026-11-23T12:30:00Z", .closed), ("2026-11-23T13:30:00Z", .open), ("2026-11-23T17:30:00Z", .closed),
        ("2026-07-20T08:00:00Z", .open), ("2026-07-20T16:30:00Z", .closed), ("2026-11-22T12:00:00Z", .closed),
        ("2026-12-24T11:59:59Z", .open), ("2026-12-24T12:00:00Z", .closed), ("2026-12-25T10:00:00Z", .holiday),
        ("2026-12-25T00:00:00Z", .holiday), ("2026-12-24T23:59:59Z", .closed), ("2026-12-26T23:59:59Z", .holiday),
        ("2026-12-27T00:00:00Z", .closed), ("2026-12-29T10:00:00Z", .closed),
    ])
    func `a week, a lunch, a half day and holidays`(_ text: String, _ state: BusinessCalendar.State) {
        #expect(Self.london.state(at: utc(text)) == state)
    }

    @Test func `a status says since when, until when, and when next`() {
        let status = Self.london.status(at: utc("2026-12-24T13:00:00Z"))
        #expect(!status.isOpen)
        #expect(status.since == utc("2026-12-24T12:00:00Z"))
        #expect(status.until == utc("2026-12-28T09:00:00Z"))
        #expect(status.nextOpening == status.until)
        #expect(status.holiday == nil)
        #expect(status.cause == .exception(date("2026-12-24")))
        let open = Self.london.status(at: utc("2026-12-28T10:00:00Z"))
        #expect(open.isOpen && open.until == utc("2026-12-28T12:30:00Z"))
        #expect(open.nextOpening == utc("2026-12-28T13:30:00Z"))
        #expect(Self.london.status(at: utc("2026-12-26T10:00:00Z")).holiday == "Boxing Day")
        #expect(Self.london.status(at: utc("2026-12-26T10:00:00Z")).cause == .holiday(date("2026-12-26")))
    }

    @Test func `a night shift ends after midnight, and belongs to the evening on which it began`() {
        let nights = BusinessCalendar(
            name: "a", zone: Zones.london, weekly: [.friday: [interval("22:00-06:00")]],
            exceptions: [date("2026-12-04"): [interval("20:00-02:00")]],
            holidays: [date("2026-12-12"): "Saturday off", date("2026-12-18"): "Friday off"])
        #expect(nights.state(at: utc("2026-11-28T05:59:59Z")) == .open)
        #expect(nights.state(at: utc("2026-11-28T06:00:00Z")) == .closed)
        #expect(nights.state(at: utc("2026-12-05T01:00:00Z")) == .open)
        #expect(nights.state(at: utc("2026-12-05T02:00:00Z")) == .closed)
        #expect(nights.status(at: utc("2026-12-05T01:00:00Z")).cause == .exception(date("2026-12-04")))
        // The holiday on Saturday does not end Friday's shift …
        #expect(nights.state(at: utc("2026-12-12T03:00:00Z")) == .open)
        #expect(nights.state(at: utc("2026-12-12T07:00:00Z")) == .holiday)
        // … and one on Friday lets none begin.
        #expect(nights.state(at: utc("2026-12-18T23:00:00Z")) == .holiday)
        #expect(nights.state(at: utc("2026-12-19T03:00:00Z")) == .closed)
    }

    @Test func `an exception opens a holiday, which stays one around its hours`() {
        let calendar = BusinessCalendar(
            name: "a", zone: Zones.utc, weekly: Self.week, exceptions: [date("2026-12-25"): [interval("10:00-12:00")]],
            holidays: [date("2026-12-25"): "Christmas Day"])
        #expect(calendar.state(at: utc("2026-12-25T11:00:00Z")) == .open)
        #expect(calendar.state(at: utc("2026-12-25T12:00:00Z")) == .holiday)
        #expect(calendar.status(at: utc("2026-12-25T11:00:00Z")).cause == .exception(date("2026-12-25")))
    }

    @Test func `when clocks go back nothing is half open: first beginning, last end`() {
        let calendar = every("22:00-02:30", in: Zones.berlin)
        #expect(calendar.state(at: utc("2026-10-25T00:45:00Z")) == .open)  // 02:45, the first time
        #expect(calendar.state(at: utc("2026-10-25T01:29:59Z")) == .open)
        #expect(calendar.state(at: utc("2026-10-25T01:30:00Z")) == .closed)
        let early = every("02:30-08:00", in: Zones.berlin)
        #expect(early.state(at: utc("2026-10-25T00:29:59Z")) == .closed)
        #expect(early.state(at: utc("2026-10-25T00:30:00Z")) == .open)
        #expect(early.state(at: utc("2026-10-25T01:00:00Z")) == .open)  // 02:00 again
    }

    @Test func `when clocks go forward, what is skipped is meant by the offset before`() {
        let early = every("02:30-08:00", in: Zones.berlin)
        #expect(early.state(at: utc("2026-03-29T01:29:59Z")) == .closed)  // 03:29:59
        #expect(early.state(at: utc("2026-03-29T01:30:00Z")) == .open)
        #expect(every("22:00-02:30", in: Zones.berlin).state(at: utc("2026-03-29T01:29:59Z")) == .open)
        // Within the gap: moved as a whole. Ending before it begins by that reading: not on this date.
        let within = every("02:10-02:50", in: Zones.berlin)
        #expect(within.status(at: utc("2026-03-29T01:20:00Z")).until == utc("2026-03-29T01:50:00Z"))
        let inverted = every("02:30-03:15", in: Zones.berlin)
        #expect(inverted.status(at: utc("2026-03-29T00:00:00Z")).nextOpening == utc("2026-03-30T00:30:00Z"))
    }

    @Test func `a date that the zone skipped has neither hours nor a holiday`() {
        let calendar = BusinessCalendar(
            name: "a", zone: Zones.skipped, weekly: [.wednesday: [interval("09:00-17:00")]],
            holidays: [date("2026-12-30"): "never"])
        // 30 December 2026, a Wednesday, was skipped.
        let status = calendar.status(at: utc("2026-12-24T12:00:00Z"))
        #expect(status.nextOpening == utc("2027-01-05T19:00:00Z"))
        for hour in 0..<96 {
            let moment = utc("2026-12-29T00:00:00Z") + .seconds(hour * 3600)
            #expect(calendar.state(at: moment) == .closed)
        }
    }

    @Test func `open day and night has no end and no beginning`() {
        let always = every("00:00-24:00", in: Zones.london)
        let status = always.status(at: utc("2026-03-29T01:30:00Z"))
        #expect(status.isOpen && status.since == nil && status.until == nil && status.nextOpening == nil)
        var shut = always
        shut = BusinessCalendar(
            name: "a", zone: shut.zone, weekly: shut.weekly, holidays: [date("2026-12-25"): "Christmas Day"])
        #expect(shut.status(at: utc("2026-03-29T01:30:00Z")).until == utc("2026-12-25T00:00:00Z"))
        #expect(shut.status(at: utc("2027-03-29T01:30:00Z")).since == utc("2026-12-26T00:00:00Z"))
    }

    @Test func `a next opening is looked for five years ahead and no further`() {
        func opening(_ text: String) -> BusinessCalendar {
            BusinessCalendar(
                name: "a", zone: Zones.utc, weekly: [:], exceptions: [date(text): [interval("09:00-10:00")]])
        }
        let now = utc("2026-11-22T12:00:00Z")
        #expect(opening("2031-11-01").status(at: now).nextOpening == utc("2031-11-01T09:00:00Z"))
        #expect(opening("2032-11-01").status(at: now).nextOpening == nil)
        #expect(opening("2032-11-01").everOpens)
        #expect(!BusinessCalendar(name: "a", zone: Zones.utc, weekly: [.monday: []]).everOpens)
    }

    @Test func `years that are not written out give the same answers`() {
        for text in ["1999-12-31T23:30:00Z", "2023-12-29T10:00:00Z", "2041-01-02T10:00:00Z", "2100-06-07T10:00:00Z"] {
            let moment = utc(text)
            #expect(Self.london.state(at: moment) == Self.london.workedOut(at: moment.wholeSeconds))
        }
        #expect(Self.london.state(at: utc("2041-01-02T10:00:00Z")) == .open)
        #expect(Self.london.state(at: utc("2023-12-29T10:00:00Z")) == .open)
        #expect(Self.london.state(at: Moment(microseconds: .max)) != .holiday)
        #expect(Self.london.state(at: Moment(microseconds: .min)) != .holiday)
    }

    @Test func `the changes of a span come one after another, to a limit`() {
        let statuses = Self.london.statuses(
            from: utc("2026-12-24T00:00:00Z"), until: utc("2026-12-30T10:00:00Z"), limit: 100)
        let changes = statuses.dropFirst().map { "\($0.since?.rfc3339 ?? "") \($0.isOpen)" }
        #expect(
            changes == [
                "2026-12-24T09:00:00Z true", "2026-12-24T12:00:00Z false", "2026-12-28T09:00:00Z true",
                "2026-12-28T12:30:00Z false", "2026-12-28T13:30:00Z true", "2026-12-28T17:30:00Z false",
                "2026-12-30T09:00:00Z true",
            ])
        #expect(
            Self.london.statuses(from: utc("2026-01-01T00:00:00Z"), until: utc("2027-01-01T00:00:00Z"), limit: 5).count
                == 5)
    }
}
