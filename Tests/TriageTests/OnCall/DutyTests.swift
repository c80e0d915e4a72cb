import Testing
import Triage

struct DutyTests {
    @Test func `turns go round, and are handed over at the same reading of the clocks all year`() {
        let rota = Team.rota("night", Team.layer("ana", "ben", start: "2026-10-19"))
        // Monday 2026-10-26 comes after the night in which the clocks were put back.
        #expect(rota.onDuty(at: utc("2026-10-19T07:59:59Z")) == ["ben"])
        #expect(rota.onDuty(at: utc("2026-10-19T08:00:00Z")) == ["ana"])
        #expect(rota.onDuty(at: utc("2026-10-26T08:59:59Z")) == ["ana"])
        #expect(rota.onDuty(at: utc("2026-10-26T09:00:00Z")) == ["ben"])
        #expect(rota.onDuty(at: utc("2027-03-29T07:59:59Z")) == rota.onDuty(at: utc("2027-03-28T12:00:00Z")))
        #expect(rota.onDuty(at: utc("2027-03-29T07:59:59Z")) != rota.onDuty(at: utc("2027-03-29T08:00:00Z")))
    }

    @Test func `a hand-over that the clocks skip happens when they have jumped, and one shown twice the first time`() {
        // 01:30 is never shown in London on 2027-03-28, and twice on 2026-10-25.
        let rota = Team.rota("night", Team.layer("ana", "ben", start: "2026-10-25", handover: "01:30", turn: 1))
        #expect(rota.onDuty(at: utc("2026-10-25T00:29:59Z")) == ["ben"])
        #expect(rota.onDuty(at: utc("2026-10-25T00:30:00Z")) == ["ana"])
        #expect(rota.onDuty(at: utc("2026-10-25T01:30:00Z")) == ["ana"])
        let before = rota.onDuty(at: utc("2027-03-28T01:29:59Z"))
        let after = rota.onDuty(at: utc("2027-03-28T01:30:00Z"))
        #expect(before != after && !after.isEmpty)
    }

    @Test func `before the first turn others had theirs, in the same order`() {
        let rota = Team.rota("night", Team.layer("ana", "ben", "cara"))
        #expect(rota.onDuty(at: utc("2026-11-02T08:00:00Z")) == ["cara"])
        #expect(rota.onDuty(at: utc("2026-10-25T12:00:00Z")) == ["ben"])
    }

    @Test func `whoever is on leave is passed over, and the next in turn stands in`() {
        let rota = Team.rota(
            "night", Team.layer("ana", "ben", "cara"),
            leave: [Team.leave("ana", "2026-11-04", "2026-11-05"), Team.leave("ben", "2026-11-05", "2026-11-05")])
        #expect(rota.onDuty(at: utc("2026-11-03T23:59:59Z")) == ["ana"])
        #expect(rota.onDuty(at: utc("2026-11-04T00:00:00Z")) == ["ben"])
        #expect(rota.onDuty(at: utc("2026-11-05T12:00:00Z")) == ["cara"])
        #expect(rota.onDuty(at: utc("2026-11-06T00:00:00Z")) == ["ana"])
    }

    @Test func `where all are on leave nobody is on duty, and the layer below answers`() {
        let leave = [Team.leave("ana", "2026-11-04", "2026-11-04")]
        let alone = Team.rota("night", Team.layer("ana"), leave: leave)
        #expect(alone.onDuty(at: utc("2026-11-04T12:00:00Z")).isEmpty)
        let layered = Team.rota("night", Team.layer("ben"), Team.layer("ana"), leave: leave)
        #expect(layered.onDuty(at: utc("2026-11-03T12:00:00Z")) == ["ana"])
        #expect(layered.onDuty(at: utc("2026-11-04T12:00:00Z")) == ["ben"])
    }

    @Test func `an override goes before every layer and before leave, and the last of two that meet`() {
        let rota = Team.rota(
            "night", Team.layer("ana"), Team.layer("ben"),
            overrides: [
                .init(from: utc("2026-11-04T18:00:00Z"), until: utc("2026-11-05T09:00:00Z"), people: ["cara", "ana"]),
                .init(from: utc("2026-11-05T06:00:00Z"), until: utc("2026-11-05T07:00:00Z"), people: []),
            ], leave: [Team.leave("cara", "2026-11-04", "2026-11-06")])
        #expect(rota.onDuty(at: utc("2026-11-04T17:59:59Z")) == ["ben"])
        #expect(rota.onDuty(at: utc("2026-11-04T18:00:00Z")) == ["cara", "ana"])
        #expect(rota.onDuty(at: utc("2026-11-05T06:30:00Z")).isEmpty)
        #expect(rota.onDuty(at: utc("2026-11-05T07:00:00Z")) == ["cara", "ana"])
        #expect(rota.onDuty(at: utc("2026-11-05T09:00:00Z")) == ["ben"])
    }

    @Test func `a layer with hours is on duty in them, past midnight too`() {
        let rota = Team.rota("night", Team.layer("ana"), Team.layer("ben", hours: [.friday: [interval("22:00-06:00")]]))
        #expect(rota.onDuty(at: utc("2026-11-06T21:59:59Z")) == ["ana"])
        #expect(rota.onDuty(at: utc("2026-11-06T22:00:00Z")) == ["ben"])
        #expect(rota.onDuty(at: utc("2026-11-07T05:59:59Z")) == ["ben"])
        #expect(rota.onDuty(at: utc("2026-11-07T06:00:00Z")) == ["ana"])
    }

    @Test func `a night layer is on duty while the office is closed, on its holidays all day`() {
        let rota = Team.rota("night", Team.layer("ana", calendar: .init(calendar: Team.office, whileOpen: false)))
        #expect(rota.onDuty(at: utc("2026-12-24T12:00:00Z")).isEmpty)
        #expect(rota.onDuty(at: utc("2026-12-24T17:30:00Z")) == ["ana"])
        #expect(rota.onDuty(at: utc("2026-12-25T12:00:00Z")) == ["ana"])
        let day = Team.rota("day", Team.layer("ana", calendar: .init(calendar: Team.office, whileOpen: true)))
        #expect(day.onDuty(at: utc("2026-12-24T12:00:00Z")) == ["ana"])
        #expect(day.onDuty(at: utc("2026-12-25T12:00:00Z")).isEmpty)
    }

    @Test func `whom a step calls is asked by name, each person once`() {
        let team = Team.always
        let moment = utc("2026-11-04T12:00:00Z")
        #expect(team.people(for: .rota("night"), at: moment).map(\.name) == ["ana"])
        #expect(team.people(for: .rota("nihgt"), at: moment).isEmpty)
        #expect(team.people(for: .people(["ben", "nobody", "ana", "ben"]), at: moment).map(\.name) == ["ben", "ana"])
        #expect(team.people(for: .everyone, at: moment).map(\.name) == ["ana", "ben", "cara"])
        #expect(team.reachable([.rota("night"), .everyone], at: moment).map(\.name) == ["ana", "ben", "cara"])
        #expect(team.targets(named: "lead") == [.people(["cara"])])
        #expect(team.targets(named: "step 2") == [.people(["cara"])])
        #expect(team.targets(named: "step 3").isEmpty && team.targets(named: "step 0").isEmpty)
        #expect(team.targets(named: "step -9223372036854775808").isEmpty)
        #expect(team.targets(named: "zoe").isEmpty)
    }

    /// Rotas of every kind, in every zone.
    static func odd(_ dice: inout Dice, zone: TimeZoneTable) -> Rota {
        let names: [PersonName] = ["ana", "ben", "cara"]
        func day(_ dice: inout Dice) -> CivilDate { date("2026-09-01") + Int.random(in: 0..<300, using: &dice) }
        let layers = (0..<Int.random(in: 1...3, using: &dice)).map { number in
            Rota.Layer(
                people: Array(names.shuffled(using: &dice).prefix(Int.random(in: 1...3, using: &dice))),
                start: day(&dice), handover: Int.random(in: 0..<1440, using: &dice) * 60,
                turn: [1, 2, 7, 14].randomElement(using: &dice) ?? 7,
                hours: number == 0 || Bool.random(using: &dice)
                    ? nil
                    : [
                        .monday: [interval("00:00-24:00")],
                        .sunday: [interval("01:30-02:30"), interval("22:00-03:00")],
                    ],
                calendar: Int.random(in: 0..<3, using: &dice) > 0
                    ? nil : .init(calendar: Team.office, whileOpen: Bool.random(using: &dice)))
        }
        let overrides = (0..<Int.random(in: 0...3, using: &dice)).map { _ in
            let from = Moment(seconds: Int64(day(&dice).day) * 86_400 + Int64.random(in: 0..<86_400, using: &dice))
            return Rota.Override(
                from: from, until: from + .seconds(Int.random(in: 1...200_000, using: &dice)),
                people: Array(names.prefix(Int.random(in: 0...2, using: &dice))))
        }
        let leave = (0..<Int.random(in: 0...4, using: &dice)).map { _ in
            let first = day(&dice)
            return Rota.Leave(
                person: names.randomElement(using: &dice) ?? "ana", first: first,
                last: first + Int.random(in: 0..<9, using: &dice))
        }
        return Rota(name: "odd", zone: zone, layers: layers, overrides: overrides, leave: leave)
    }

    @Test(arguments: Zones.all)
    func `shifts say what every minute says, touch each other and are none twice`(_ zone: TimeZoneTable) {
        var dice = Dice(state: 4)
        for _ in 0..<4 {
            let rota = Self.odd(&dice, zone: zone)
            let from = utc("2026-09-15T00:00:00Z") + .seconds(Int.random(in: 0..<200 * 86_400, using: &dice))
            let until = from + .seconds(Int.random(in: 1..<5 * 86_400, using: &dice))
            let shifts = OnCall(people: []).shifts(of: rota, from: from, until: until)
            #expect(shifts.first?.from == from && shifts.last?.until == until)
            for (shift, next) in zip(shifts, shifts.dropFirst()) {
                #expect(shift.until == next.from && shift.from < shift.until)
                #expect(shift.people != next.people || shift.isOff != next.isOff)
                // The edge is exact: a microsecond before it the others are still there.
                #expect(rota.onDuty(at: shift.until - .microseconds(1)) == shift.people)
                #expect(rota.onDuty(at: next.from) == next.people)
            }
            var place = 0
            var minute = from
            while minute < until {
                while shifts[place].until <= minute { place += 1 }
                if rota.onDuty(at: minute) != shifts[place].people {
                    Issue.record("\(zone.name) \(minute.rfc3339): \(rota)")
                    break
                }
                minute = minute + .seconds(60)
            }
        }
    }

    @Test func `a day that a zone skipped has no turn, and its leave is none`() {
        // Apia went from the 29th of December 2026 to the 31st.
        let rota = Team.rota(
            "island", Team.layer("ana", "ben", start: "2026-12-28", handover: "00:00", turn: 1), zone: Zones.skipped,
            leave: [Team.leave("ben", "2026-12-30", "2026-12-30")])
        let shifts = OnCall(people: []).shifts(
            of: rota, from: utc("2026-12-28T10:00:00Z"), until: utc("2026-12-31T10:00:00Z"))
        // Ana's turn of the 30th began and ended in the same instant.
        #expect(shifts.map(\.people) == [["ana"], ["ben"]])
        #expect(shifts.first?.until == utc("2026-12-29T10:00:00Z"))
        #expect(rota.onDuty(at: utc("2026-12-30T09:59:59Z")) == ["ben"])
    }

    @Test func `no time has no shifts`() {
        let rota = Team.rota("night", Team.layer("ana"))
        let now = utc("2026-11-04T12:00:00Z")
        #expect(OnCall(people: []).shifts(of: rota, from: now, until: now).isEmpty)
        #expect(OnCall(people: []).shifts(of: rota, from: now, until: now - .seconds(1)).isEmpty)
    }
}
