import Testing
import Triage

struct EscalationTests {
    /// A Wednesday noon; ana has the night rota.
    private let now = utc("2026-11-04T12:00:00Z")
    private let team = Team.always

    private func names(_ move: EscalationMove) -> [PersonName] { move.pages.map(\.person) }
    private func words(_ move: EscalationMove) -> [String] { move.events.map(\.what) }

    // MARK: Steps

    @Test func `a new case calls the first step at once, by all means of each person in their order`() {
        let move = team.move(for: Team.watch(), now: now)
        #expect(
            move.pages == [
                PageDraft(hotCase: CaseID(rawValue: 7), person: "ana", reach: Team.ana.reach, why: .step(1, round: 1))
            ])
        #expect(move.state == .open && move.step == 1 && move.round == 0 && !move.isHeld)
        #expect(move.due == now + .seconds(300))
    }

    @Test func `when nobody answers the next step is called, then the next round, then everybody without end`() {
        var watch = Team.watch()
        var now = now
        var called: [[PersonName]] = []
        var whys: [PageDraft.Why] = []
        for _ in 0..<7 {
            let move = team.move(for: watch, now: now)
            called.append(names(move))
            whys.append(move.pages[0].why)
            watch.take(move)
            now = move.due
        }
        let all: [PersonName] = ["ana", "ben", "cara"]
        #expect(called == [["ana"], ["cara"], ["ana"], ["cara"], all, all, all])
        #expect(
            whys == [
                .step(1, round: 1), .step(2, round: 1), .step(1, round: 2), .step(2, round: 2), .lastResort,
                .lastResort,
                .lastResort,
            ])
        // 5 and 10 minutes, twice, then every quarter of an hour.
        #expect(now == self.now + .seconds(2 * 900 + 3 * 900))
    }

    @Test func `the last resort is told loudly in the case's story`() {
        let move = team.move(for: Team.watch(step: 2, round: 2), now: now)
        #expect(words(move) == ["last-resort"])
        #expect(move.events[0].note.contains("ana, ben, cara"))
    }

    @Test func `a step that reaches nobody is skipped in the same move, and the story says so`() {
        var team = team
        team.rotas[0].leave = [
            Team.leave("ana", "2026-11-04", "2026-11-04"), Team.leave("ben", "2026-11-04", "2026-11-04"),
        ]
        let move = team.move(for: Team.watch(), now: now)
        #expect(names(move) == ["cara"])
        #expect(move.pages[0].why == .step(2, round: 1))
        #expect(words(move) == ["step-skipped"])
        #expect(move.events[0].note == "step 1: nobody is on duty in night")
        #expect(move.due == now + .seconds(600))
    }

    @Test func `a step of people without any means is skipped like an empty one`() {
        let team = OnCall(
            people: [Team.dumb, Team.ben],
            escalation: [
                .init(to: [.people(["dumb"])], wait: .seconds(300)), .init(to: [.everyone], wait: .seconds(60)),
            ])
        let move = team.move(for: Team.watch(), now: now)
        #expect(names(move) == ["ben"])
        #expect(words(move) == ["step-skipped"])
    }

    @Test func `who stands in a step twice is called once`() {
        var team = team
        team.escalation = [.init(to: [.rota("night"), .people(["ana", "cara"]), .everyone], wait: .seconds(60))]
        #expect(names(team.move(for: Team.watch(), now: now)) == ["ana", "cara", "ben"])
    }

    @Test func `without steps everybody is called`() {
        let team = OnCall(people: [Team.ana, Team.ben])
        let move = team.move(for: Team.watch(), now: now)
        #expect(names(move) == ["ana", "ben"] && move.pages[0].why == .lastResort)
    }

    @Test func `a last resort whose own people cannot be reached is everybody`() {
        var team = team
        team.lastResort = .init(to: [.rota("gone"), .people(["dumb"])], every: .seconds(60))
        let move = team.move(for: Team.watch(step: 2, round: 2), now: now)
        #expect(names(move) == ["ana", "ben", "cara"])
        #expect(move.due == now + .seconds(60))
    }

    // MARK: Handing over

    @Test func `a case that was handed over calls its target first, then goes on with the steps`() {
        var watch = Team.watch(target: "ben", by: "cara")
        let first = team.move(for: watch, now: now)
        #expect(names(first) == ["ben"])
        #expect(first.pages[0].why == .handedOver(by: "cara"))
        #expect(first.due == now + .seconds(300))
        watch.take(first)
        let second = team.move(for: watch, now: first.due)
        #expect(names(second) == ["ana"])
        #expect(second.pages[0].why == .step(1, round: 1))
    }

    @Test(arguments: [
        ("night", ["ana"] as [PersonName]), ("lead", ["cara"]), ("everyone", ["ana", "ben", "cara"]),
        ("step 2", ["cara"]),
    ])
    func `it is handed over to a rota, a person, the lead, everyone or a step`(_ target: String, _ called: [PersonName])
    {
        #expect(names(team.move(for: Team.watch(target: target), now: now)) == called)
    }

    @Test func `a target that has gone from the configuration is skipped, and the steps are called`() {
        let move = team.move(for: Team.watch(target: "zoe"), now: now)
        #expect(names(move) == ["ana"])
        #expect(move.events == [.init("step-skipped", "zoe cannot be reached now")])
    }

    // MARK: Claims

    @Test func `a claim that nobody acknowledged lapses, and those whose step it was are called anew`() {
        let watch = Team.watch(.claimed, claimedBy: "ana", step: 1)
        let move = team.move(for: watch, now: now)
        #expect(move.state == .open && move.claimedBy == nil)
        #expect(names(move) == ["ana"])
        #expect(move.pages[0].why == .claimLapsed(by: "ana"))
        #expect(words(move) == ["claim-lapsed"])
        #expect(move.step == 1 && move.due == now + .seconds(300))
    }

    @Test(arguments: [
        (0, 0, ["ana"] as [PersonName]), (1, 0, ["ana"]), (0, 1, ["cara"]), (1, 1, ["ana"]), (2, 2, ["cara"]),
        (3, 2, ["ana", "ben", "cara"]),
    ])
    func `a lapse goes back to the step that was called last, over the end of a round too`(
        _ step: Int, _ round: Int, _ called: [PersonName]
    ) {
        let move = team.move(for: Team.watch(.claimed, claimedBy: "ben", step: step, round: round), now: now)
        #expect(names(move) == called)
        #expect(move.step >= 0 && move.round <= 2)
    }

    @Test func `after a lapse the steps go on to their end`() {
        var watch = Team.watch(.claimed, claimedBy: "cara", step: 2, round: 2)
        let move = team.move(for: watch, now: now)
        #expect(names(move) == ["cara"])
        watch.take(move)
        #expect(team.move(for: watch, now: move.due).pages.map(\.why) == [.lastResort, .lastResort, .lastResort])
    }

    @Test func `a claim by somebody of the console who is no person of the team lapses like any other`() {
        let move = team.move(for: Team.watch(.claimed, claimedBy: "desk-17", step: 1), now: now)
        #expect(names(move) == ["ana"] && move.pages[0].why == .claimLapsed(by: "desk-17"))
    }

    @Test func `an acknowledged case that nobody touched calls its holder, then lapses`() {
        var watch = Team.watch(.acknowledged, claimedBy: "ben", step: 1)
        let first = team.move(for: watch, now: now)
        #expect(names(first) == ["ben"] && first.pages[0].why == .stillOpen)
        #expect(first.claimedBy == "ben" && first.state == .claimed)
        #expect(first.due == now + team.patience.claim)
        watch.take(first)
        let second = team.move(for: watch, now: first.due)
        #expect(second.state == .open && second.claimedBy == nil)
        #expect(names(second) == ["ana"] && second.pages[0].why == .claimLapsed(by: "ben"))
    }

    @Test func `an acknowledged case of a holder who cannot be called goes back to the team`() {
        for holder in ["desk-17", "dumb"] {
            var watch = Team.watch(.acknowledged, claimedBy: holder, step: 1)
            var team = team
            team.people.append(Team.dumb)
            let first = team.move(for: watch, now: now)
            #expect(first.pages.isEmpty && words(first) == ["still-open"])
            watch.take(first)
            #expect(names(team.move(for: watch, now: first.due)) == ["ana"])
        }
    }

    @Test func `a snooze that is over opens the case and calls from the first step`() {
        let move = team.move(for: Team.watch(.snoozed, claimedBy: "cara", step: 2, round: 1), now: now)
        #expect(move.state == .open && move.claimedBy == nil && move.step == 1 && move.round == 0)
        #expect(names(move) == ["ana"] && move.pages[0].why == .snoozeOver)
        #expect(words(move) == ["snooze-over"])
    }

    @Test func `a case that is over is left alone`() {
        for state in [Case.State.resolved, .notHot] {
            let move = team.move(for: Team.watch(state, claimedBy: "ana"), now: now)
            #expect(move.pages.isEmpty && move.events.isEmpty && move.state == state && move.claimedBy == "ana")
        }
    }

    // MARK: Nobody on duty

    /// A Saturday.
    private let weekend = utc("2026-11-07T12:00:00Z")
    private let sunday = utc("2026-11-08T12:00:00Z")
    private let monday = utc("2026-11-09T09:00:00Z")

    @Test func `a case that may wait is held until the next shift begins, and its story says until when`() {
        let move = Team.officeHours.move(for: Team.watch(), now: sunday)
        #expect(move.isHeld && move.pages.isEmpty)
        #expect(move.due == monday)
        #expect(move.events == [.init("held", "nobody is on duty until Mon 2026-11-09 09:00 Europe/London")])
    }

    @Test func `a shift that is far away is looked for again every day, and told of once`() {
        var watch = Team.watch()
        let first = Team.officeHours.move(for: watch, now: weekend)
        #expect(first.isHeld && first.due == weekend + .seconds(86_400))
        watch.take(first)
        let second = Team.officeHours.move(for: watch, now: first.due)
        #expect(second.isHeld && second.events.isEmpty && second.due == monday)
    }

    @Test func `when the shift begins whoever has it is called once, and the steps go on as ever`() {
        var watch = Team.watch(isHeld: true)
        let move = Team.officeHours.move(for: watch, now: monday)
        #expect(names(move) == ["ben"])
        #expect(move.pages[0].why == .shiftBegins)
        #expect(words(move) == ["shift-began"])
        #expect(!move.isHeld && move.due == monday + .seconds(300))
        watch.take(move)
        #expect(Team.officeHours.move(for: watch, now: move.due).pages[0].why == .lastResort)
    }

    @Test func `a critical case never waits for a shift`() {
        let move = Team.officeHours.move(for: Team.watch(severity: .critical), now: weekend)
        #expect(!move.isHeld && names(move) == ["ana", "ben", "cara"])
        #expect(words(move) == ["unattended", "last-resort"])
        // Nor does one that becomes critical while it waits.
        let later = Team.officeHours.move(for: Team.watch(severity: .critical, isHeld: true), now: weekend)
        #expect(!later.isHeld && later.pages.count == 3 && later.pages[0].why == .lastResort)
        #expect(words(later) == ["unattended", "last-resort"])
    }

    @Test func `a promise that ends before the shift begins is not waited out`() {
        let soon = Team.officeHours.move(for: Team.watch(promise: monday - .seconds(1)), now: sunday)
        #expect(!soon.isHeld && soon.pages.count == 3)
        let late = Team.officeHours.move(for: Team.watch(promise: monday), now: sunday)
        #expect(late.isHeld)
    }

    @Test func `where nobody comes on duty for weeks everybody is called`() {
        var team = Team.officeHours
        team.rotas[0].leave = [
            Team.leave("ana", "2026-11-01", "2027-02-01"), Team.leave("ben", "2026-11-01", "2027-02-01"),
        ]
        let move = team.move(for: Team.watch(), now: sunday)
        #expect(!move.isHeld && move.pages.count == 3)
    }

    @Test func `the shift of somebody who cannot be reached is no shift to wait for`() {
        var team = Team.officeHours
        team.people[1] = Team.dumb
        team.rotas[0].layers[0].people = ["dumb", "cara"]
        // Monday 2026-11-09 begins cara's week.
        #expect(team.move(for: Team.watch(), now: sunday).due == monday)
        team.rotas[0].layers[0].people = ["cara", "dumb"]
        let move = team.move(for: Team.watch(), now: sunday)
        #expect(move.isHeld && move.due == sunday + .seconds(86_400))
        #expect(move.events[0].note.contains("Mon 2026-11-16 09:00"))
    }

    @Test func `a claim that lapses at night is held too, and calls the morning's shift`() {
        var watch = Team.watch(.claimed, claimedBy: "ana", step: 1)
        let night = utc("2026-11-08T22:00:00Z")
        let move = Team.officeHours.move(for: watch, now: night)
        #expect(move.state == .open && move.isHeld && move.claimedBy == nil && move.due == monday)
        #expect(words(move) == ["claim-lapsed", "held"])
        watch.take(move)
        #expect(Team.officeHours.move(for: watch, now: monday).pages.map(\.why) == [.shiftBegins])
    }

    @Test func `where nobody is configured nobody is called, and it is said once`() {
        let nobody = OnCall(people: [])
        var watch = Team.watch()
        let first = nobody.move(for: watch, now: now)
        #expect(first.pages.isEmpty && first.events.count == 1)
        #expect(first.due == now + .seconds(3600))
        watch.take(first)
        let second = nobody.move(for: watch, now: first.due)
        #expect(second.pages.isEmpty && second.events.isEmpty && second.due == first.due + .seconds(3600))
        // As soon as there are people, they are called.
        watch.take(second)
        #expect(names(team.move(for: watch, now: second.due)) == ["ana"])
    }

    @Test func `where nobody can be reached at all the story says so each time`() {
        let team = OnCall(people: [Team.dumb], escalation: [.init(to: [.everyone], wait: .seconds(60))])
        let move = team.move(for: Team.watch(), now: now)
        #expect(move.pages.isEmpty && words(move).contains("unreachable"))
        #expect(move.due == now + .seconds(900))
    }

    // MARK: Whatever comes

    @Test func `every case at every moment gets a move whose due lies ahead, by a day at most`() {
        var dice = Dice(state: 9)
        var moves = 0
        for round in 0..<400 {
            let zone = Zones.all[round % Zones.all.count]
            var team = OnCall(people: [Team.ana, Team.ben, Team.cara, Team.dumb].shuffled(using: &dice))
            team.people.removeLast(Int.random(in: 0...4, using: &dice))
            team.rotas = [DutyTests.odd(&dice, zone: zone)]
            let targets: [OnCall.Target] = [
                .rota("odd"), .rota("gone"), .everyone, .people(["ana"]), .people(["dumb"]), .people([]),
            ]
            team.escalation = (0..<Int.random(in: 0...4, using: &dice)).map { _ in
                .init(
                    to: Array(targets.shuffled(using: &dice).prefix(Int.random(in: 0...2, using: &dice))),
                    wait: .seconds([-5, 0, 1, 300, 86_400, 9_000_000].randomElement(using: &dice) ?? 1))
            }
            team.rounds = Int.random(in: -1...3, using: &dice)
            team.lastResort.every = .seconds([-1, 0, 900].randomElement(using: &dice) ?? 900)
            for _ in 0..<5 {
                let now = Moment(microseconds: .random(in: 0...4_000_000_000_000_000, using: &dice))
                var watch = Team.watch(
                    Case.State.allCases.randomElement(using: &dice) ?? .open,
                    severity: [nil, .low, .critical].randomElement(using: &dice) ?? nil,
                    promise: [nil, now, Moment.distantFuture, now + .seconds(7200)].randomElement(using: &dice) ?? nil,
                    claimedBy: [nil, "ana", "dumb", "desk-17", ""].randomElement(using: &dice) ?? nil,
                    step: [0, 1, 2, 3, 5, -1, .max, .min].randomElement(using: &dice) ?? 0,
                    round: [0, 1, 3, -1, .max, .min].randomElement(using: &dice) ?? 0,
                    target: [nil, nil, "odd", "ana", "gone", "step 2"].randomElement(using: &dice) ?? nil,
                    isHeld: Bool.random(using: &dice))
                var at = now
                for _ in 0..<6 {
                    let move = team.move(for: watch, now: at)
                    moves += 1
                    #expect(move.due > at && move.due <= at + .seconds(86_400))
                    #expect(move.step >= 0 && move.round >= 0)
                    #expect(Set(move.pages.map(\.person)).count == move.pages.count)
                    #expect(move.pages.allSatisfy { !$0.reach.isEmpty })
                    if watch.state.isOpen {
                        let canBeCalled = team.people.contains { !$0.reach.isEmpty }
                        // Either somebody is called, or it is held, or its holder is asked for who cannot be called.
                        #expect(!move.pages.isEmpty || move.isHeld || watch.state == .acknowledged || !canBeCalled)
                        #expect(move.state == (watch.state == .acknowledged ? .claimed : .open))
                        #expect(move.claimedBy == (move.state == .open ? nil : watch.claimedBy))
                    } else {
                        #expect(move.pages.isEmpty && move.state == watch.state)
                    }
                    watch.take(move)
                    at = move.due
                }
            }
        }
        #expect(moves == 12_000)
    }
}
