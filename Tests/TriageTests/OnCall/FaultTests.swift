import Testing
import Triage

struct FaultTests {
    private let from = utc("2026-11-02T00:00:00Z")
    private let until = utc("2026-12-02T00:00:00Z")

    private func faults(_ team: OnCall) -> [OnCallFault] { team.faults(from: from, until: until) }

    @Test func `a team that is always there has no fault`() {
        #expect(faults(Team.always).isEmpty)
    }

    @Test func `who sent STOP from their only number cannot be reached, and it is said why`() {
        let team = Team.always.without([Means(.sms, "sms-of-ana"), Means(.email, "email-of-ana")])
        #expect(team.people[0].stopped == Team.ana.reach && team.people[0].reach.isEmpty)
        let faults = faults(team)
        #expect(faults.first?.kind == .unreachable("ana") && faults.first?.message.contains("sent STOP") == true)
        #expect(faults.first?.remedy.contains("START") == true)
        // With another means left, all is well.
        #expect(self.faults(Team.always.without([Means(.sms, "sms-of-ana")])).isEmpty)
        #expect(Team.always.without([]) == Team.always)
    }

    @Test func `a gap in a rota is told with its very minutes, and once`() {
        var team = Team.always
        team.escalation = [.init(to: [.rota("night")], wait: .seconds(300))]
        team.rotas[0].leave = [
            Team.leave("ana", "2026-11-11", "2026-11-12"), Team.leave("ben", "2026-11-12", "2026-11-13"),
        ]
        let faults = faults(team)
        #expect(
            faults.map(\.kind) == [
                .gap(rota: "night", from: utc("2026-11-12T00:00:00Z"), until: utc("2026-11-13T00:00:00Z"))
            ])
        #expect(faults[0].message.contains("from Thu 2026-11-12 00:00 until Fri 2026-11-13 00:00 (Europe/London)"))
        #expect(faults[0].remedy.contains("override"))
    }

    @Test func `an override with nobody is a gap although others could be called`() {
        var team = Team.always
        let (start, end) = (utc("2026-11-20T18:00:00Z"), utc("2026-11-20T18:07:00Z"))
        team.rotas[0].overrides = [.init(from: start, until: end, people: [])]
        #expect(faults(team).map(\.kind) == [.gap(rota: "night", from: start, until: end)])
    }

    @Test func `hours outside which nobody is meant to be there are told as unattended, or allowed`() {
        let found = faults(Team.officeHours)
        #expect(found.first?.kind == .unattended(from: from, until: utc("2026-11-02T09:00:00Z")))
        #expect(found.count == 22 + 1)
        var meant = Team.officeHours
        meant.mayBeUnattended = true
        #expect(faults(meant).isEmpty)
    }

    @Test func `the hole of half an hour between day and night is found`() {
        let team = OnCall(
            people: [Team.ana, Team.ben],
            rotas: [
                Team.rota("day", Team.layer("ana", hours: Team.workdays)),
                Team.rota(
                    "night",
                    Team.layer("ben", hours: Team.week.merging([.saturday: [.allDay], .sunday: [.allDay]]) { $1 })),
            ], escalation: [.init(to: [.rota("day"), .rota("night")], wait: .seconds(60))])
        let found = faults(team).prefix(2).map(\.kind)
        #expect(found.contains(.unattended(from: utc("2026-11-02T17:30:00Z"), until: utc("2026-11-02T18:00:00Z"))))
    }

    @Test func `a person without means and a step that reaches nobody are told, people first`() {
        var team = Team.always
        team.people.append(Team.dumb)
        team.escalation.append(.init(to: [.people(["dumb"]), .rota("gone")], wait: .seconds(60)))
        #expect(faults(team).map(\.kind) == [.unreachable("dumb"), .deadStep(3)])
    }

    @Test func `a shift of somebody who cannot be reached leaves the step empty for its time`() {
        let team = OnCall(
            people: [Team.ana, Team.dumb], rotas: [Team.rota("night", Team.layer("ana", "dumb"))],
            escalation: [.init(to: [.rota("night")], wait: .seconds(60))])
        let kinds = faults(team).map(\.kind)
        #expect(kinds.contains(.unreachable("dumb")))
        #expect(kinds.contains(.unattended(from: utc("2026-11-09T09:00:00Z"), until: utc("2026-11-16T09:00:00Z"))))
    }

    @Test func `a rota that no step calls may be empty`() {
        var team = Team.always
        team.rotas.append(Team.rota("spare"))
        #expect(faults(team).isEmpty)
    }

    @Test func `nobody at all is a fault`() {
        #expect(faults(OnCall(people: [])).map(\.kind) == [.nobody])
        #expect(faults(OnCall(people: [Team.ana])).map(\.word) == ["nobody"])
    }

    @Test func `of very many faults the first are told`() {
        var team = Team.officeHours
        team.rotas[0].layers[0].hours = Dictionary(
            uniqueKeysWithValues: Weekday.allCases.map { day in
                (day, (0..<23).map { OpeningInterval(start: $0 * 3600, end: $0 * 3600 + 60) })
            })
        #expect(team.faults(from: from, until: from + .seconds(90 * 86_400)).count == OnCall.faultLimit)
    }

    @Test(arguments: Zones.all)
    func `walking by stretches finds what walking every minute finds`(_ zone: TimeZoneTable) {
        var dice = Dice(state: 21)
        for _ in 0..<2 {
            let rota = DutyTests.odd(&dice, zone: zone)
            let team = OnCall(
                people: [Team.ana, Team.ben, Team.dumb], rotas: [rota],
                escalation: [.init(to: [.rota("odd")], wait: .seconds(60))])
            let start = utc("2026-12-01T00:00:00Z")
            let end = start + .seconds(4 * 86_400)
            let spans = team.faults(from: start, until: end).compactMap(\.span)
            var minute = start
            while minute < end {
                let reached = !team.reachable([.rota("odd")], at: minute).isEmpty
                let told = spans.contains { $0.from <= minute && minute < $0.until }
                if reached == told {
                    Issue.record("\(zone.name) \(minute.rfc3339) reached: \(reached), told: \(told)")
                    break
                }
                minute = minute + .seconds(60)
            }
        }
    }
}
