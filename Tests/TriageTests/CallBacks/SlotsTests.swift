import Testing

@testable import Triage

@Suite struct SlotsTests {
    private func moment(_ text: String) throws -> Moment { try #require(Moment(rfc3339: text)) }

    private func calendar(
        _ zone: TimeZoneTable = Zones.london, hours: [String],
        holidays: [CivilDate: String] = [:], exceptions: [CivilDate: [OpeningInterval]] = [:]
    ) throws -> BusinessCalendar {
        let intervals = try hours.map { try OpeningInterval(written: $0) }
        return BusinessCalendar(
            name: "default", zone: zone,
            weekly: Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, intervals) }),
            exceptions: exceptions, holidays: holidays)
    }

    private func plan(_ slot: Int = 900, perSlot: Int = 2, lead: Int = 1800, horizon: Int = 5 * 86_400) -> CallBackPlan
    {
        CallBackPlan(slot: .seconds(slot), perSlot: perSlot, horizon: .seconds(horizon), lead: .seconds(lead))
    }

    @Test func `slots begin with their opening, and none runs past closing`() throws {
        let slots = Slots(
            plan: plan(), calendar: try calendar(hours: ["09:10-10:00", "13:35-14:05"]), taken: [:],
            now: try moment("2026-11-02T06:00:00Z"))
        let day = slots.free(until: try moment("2026-11-03T00:00:00Z"), count: 100).map(\.rfc3339)
        #expect(
            day == [
                "2026-11-02T09:10:00Z", "2026-11-02T09:25:00Z", "2026-11-02T09:40:00Z", "2026-11-02T13:35:00Z",
                "2026-11-02T13:50:00Z",
            ])
        #expect(try slots.state(of: moment("2026-11-02T09:55:00Z")) == .closed)
        #expect(try slots.state(of: moment("2026-11-02T09:12:00Z")) == .closed)
    }

    @Test func `the repeated hour has its slots twice, and the skipped one none`() throws {
        let night = try calendar(hours: ["00:00-04:00"])
        let autumn = Slots(plan: plan(), calendar: night, taken: [:], now: try moment("2026-10-24T20:00:00Z"))
        let twice = autumn.free(until: try moment("2026-10-25T12:00:00Z"), count: 100)
        // Midnight is 23:00Z; four o'clock is 04:00Z.
        #expect(twice.count == 20 && twice.first?.rfc3339 == "2026-10-24T23:00:00Z")
        #expect(zip(twice, twice.dropFirst()).allSatisfy { $1 - $0 == .seconds(900) })
        let spring = Slots(plan: plan(), calendar: night, taken: [:], now: try moment("2027-03-27T20:00:00Z"))
        let short = spring.free(until: try moment("2027-03-28T12:00:00Z"), count: 100)
        #expect(short.count == 12 && short.last?.rfc3339 == "2027-03-28T02:45:00Z")
        let clocks = short.map { Zones.london.wallClock(at: $0).description }
        #expect(!clocks.contains { $0.hasPrefix("2027-03-28 01:") })
    }

    @Test func `what is too soon, too far, past, closed or taken is told apart`() throws {
        let now = try moment("2026-11-02T10:00:00Z")
        let sold = try moment("2026-11-02T11:00:00Z")
        let slots = Slots(
            plan: plan(horizon: 86_400), calendar: try calendar(hours: ["09:00-17:00"]),
            taken: [sold: 2, sold + .seconds(900): 1],
            now: now)
        func state(_ text: String) throws -> Slots.State { slots.state(of: try moment(text)) }
        #expect(try state("2026-11-02T09:45:00Z") == .past)
        #expect(try state("2026-11-02T10:15:00Z") == .tooSoon)
        #expect(try state("2026-11-02T10:30:00Z") == .free)
        #expect(slots.state(of: sold) == .taken)
        #expect(slots.seats(at: sold + .seconds(900)) == 1 && slots.state(of: sold + .seconds(900)) == .free)
        #expect(try state("2026-11-02T18:00:00Z") == .closed)
        #expect(try state("2026-11-03T10:00:00Z") == .free)
        #expect(try state("2026-11-03T10:15:00Z") == .tooFar)
    }

    @Test func `what was sold on another grid still takes its time`() throws {
        let sold = try moment("2026-11-02T11:20:00Z")
        let slots = Slots(
            plan: plan(1800, perSlot: 1), calendar: try calendar(hours: ["09:00-17:00"]), taken: [sold: 1],
            now: try moment("2026-11-02T08:00:00Z"))
        #expect(try slots.state(of: moment("2026-11-02T10:30:00Z")) == .free)
        #expect(try slots.state(of: moment("2026-11-02T11:00:00Z")) == .taken)
        #expect(try slots.state(of: moment("2026-11-02T11:30:00Z")) == .taken)
        #expect(try slots.state(of: moment("2026-11-02T12:00:00Z")) == .free)
    }

    @Test func `a holiday and a closed date have no slots, and the next day is offered`() throws {
        let holiday = try #require(CivilDate(iso: "2026-12-25"))
        let closed = try #require(CivilDate(iso: "2026-12-26"))
        let slots = Slots(
            plan: plan(),
            calendar: try calendar(
                hours: ["09:00-17:00"], holidays: [holiday: "Christmas Day"], exceptions: [closed: []]),
            taken: [:], now: try moment("2026-12-24T20:00:00Z"))
        #expect(slots.next().first?.rfc3339 == "2026-12-27T09:00:00Z")
        #expect(try slots.state(of: moment("2026-12-25T09:00:00Z")) == .closed)
    }

    @Test func `where somebody is always there the grid never shifts`() throws {
        let always = try calendar(hours: ["00:00-24:00"])
        let whole = Slots(plan: plan(25 * 60), calendar: always, taken: [:], now: try moment("2026-10-23T00:00:00Z"))
        let all = whole.free(count: Int.max)
        #expect(all.count > 200)
        for start in all.dropFirst(60).prefix(80) {
            let later = Slots(plan: plan(25 * 60), calendar: always, taken: [:], now: start - .seconds(1800))
            #expect(later.state(of: start) == .free && later.next().first == start)
        }
    }

    @Test func `hours past midnight that run into the next day's are sold once`() throws {
        let calendar = try calendar(Zones.utc, hours: ["22:00-02:00", "01:00-03:00"])
        let slots = Slots(plan: plan(), calendar: calendar, taken: [:], now: try moment("2026-11-02T12:00:00Z"))
        let night = slots.free(until: try moment("2026-11-03T12:00:00Z"), count: 100)
        #expect(zip(night, night.dropFirst()).allSatisfy { $1 - $0 >= .seconds(900) })
        #expect(night.first?.rfc3339 == "2026-11-02T22:00:00Z" && night.last?.rfc3339 == "2026-11-03T02:45:00Z")
    }

    @Test(arguments: Zones.all)
    func `every slot lies within opening hours, whole, in every zone and around every change`(_ zone: TimeZoneTable)
        throws
    {
        for (hours, slot) in [(["00:30-04:10"], 900), (["08:00-12:00", "23:30-01:30"], 1200), (["00:00-24:00"], 3600)] {
            let calendar = try calendar(zone, hours: hours)
            for begin in [
                "2026-03-05T00:00:00Z", "2026-10-22T00:00:00Z", "2027-03-26T00:00:00Z", "2011-12-28T00:00:00Z",
            ] {
                let slots = Slots(plan: plan(slot), calendar: calendar, taken: [:], now: try moment(begin))
                let free = slots.free(count: Int.max)
                #expect(!free.isEmpty && free == free.sorted() && Set(free).count == free.count)
                for (start, next) in zip(free, free.dropFirst()) { #expect(next - start >= .seconds(slot)) }
                for start in free {
                    #expect(calendar.state(at: start) == .open)
                    #expect(calendar.state(at: start + .seconds(slot) - .seconds(1)) == .open)
                    #expect(slots.state(of: start) == .free)
                }
            }
        }
    }

    @Test func `the nearest free ones are offered, in order of time`() throws {
        let wish = try moment("2026-11-03T11:00:00Z")
        let slots = Slots(
            plan: plan(), calendar: try calendar(hours: ["09:00-17:00"]), taken: [wish: 2],
            now: try moment("2026-11-02T08:00:00Z"))
        #expect(
            slots.nearest(to: wish).map(\.rfc3339) == [
                "2026-11-03T10:30:00Z", "2026-11-03T10:45:00Z", "2026-11-03T11:15:00Z",
            ])
        #expect(try slots.nearest(to: moment("2026-11-02T23:00:00Z")).first?.rfc3339 == "2026-11-02T16:15:00Z")
    }

    @Test func `a wish is had, or given as a choice, or answered with why not`() throws {
        let sold = try moment("2026-11-03T11:00:00Z")
        let slots = Slots(
            plan: plan(), calendar: try calendar(hours: ["09:00-17:00"]), taken: [sold: 2],
            now: try moment("2026-11-02T08:00:00Z"))
        func clock(_ text: String) throws -> WallClock { try #require(WallClock(written: text)) }
        func find(_ wishes: WallStretch...) -> Slots.Found { slots.find(wishes, zone: Zones.london) }
        let ten = try moment("2026-11-03T10:00:00Z")
        #expect(try find(WallStretch(exactly: clock("2026-11-03 10:00"))) == .one(ten))
        guard case .instead(let near, .taken) = find(WallStretch(exactly: try clock("2026-11-03 11:00"))) else {
            Issue.record("a slot without a seat is taken")
            return
        }
        #expect(near.count == 3 && !near.contains(sold))
        guard case .instead(_, .closed) = find(WallStretch(exactly: try clock("2026-11-03 19:00"))),
            case .instead(_, .past) = find(WallStretch(exactly: try clock("2026-11-02 07:00"))),
            case .instead(_, .tooFar) = find(WallStretch(exactly: try clock("2026-11-20 10:00"))),
            case .instead(_, .tooSoon) = find(WallStretch(exactly: try clock("2026-11-02 08:15"))),
            case .instead(_, .noneSuits) = find(WallStretch(exactly: try clock("2026-11-03 10:10")))
        else {
            Issue.record("each has its own reason")
            return
        }
        let after = WallStretch(from: try clock("2026-11-03 15:00"), until: try clock("2026-11-03 21:00"))
        guard case .several(let spread) = find(after) else {
            Issue.record("a stretch leaves a choice")
            return
        }
        #expect(spread.map(\.rfc3339) == ["2026-11-03T15:00:00Z", "2026-11-03T15:30:00Z", "2026-11-03T16:15:00Z"])
        // The second wish is had where the first cannot be.
        let second = find(
            WallStretch(exactly: try clock("2026-11-03 19:00")),
            WallStretch(from: try clock("2026-11-03 16:45"), until: try clock("2026-11-03 17:00")))
        let last = try moment("2026-11-03T16:45:00Z")
        #expect(second == .one(last))
    }

    @Test func `a time that the clock shows twice is asked about, and one that it skips is never booked`() throws {
        let calendar = try calendar(hours: ["00:00-04:00"])
        func clock(_ text: String) throws -> WallStretch {
            WallStretch(exactly: try #require(WallClock(written: text)))
        }
        let autumn = Slots(plan: plan(), calendar: calendar, taken: [:], now: try moment("2026-10-24T20:00:00Z"))
        let both = [try moment("2026-10-25T00:30:00Z"), try moment("2026-10-25T01:30:00Z")]
        let found = autumn.find([try clock("2026-10-25 01:30")], zone: Zones.london)
        #expect(found == .several(both))
        let spring = Slots(plan: plan(), calendar: calendar, taken: [:], now: try moment("2027-03-27T20:00:00Z"))
        guard case .instead(let near, .noneSuits) = spring.find([try clock("2027-03-28 01:30")], zone: Zones.london)
        else {
            Issue.record("a skipped time is none")
            return
        }
        #expect(!near.isEmpty)
    }
}
