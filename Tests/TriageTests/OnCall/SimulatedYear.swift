import Testing
import Triage

/// A year of an on-call team that claims, forgets, snoozes and sleeps through calls, under a clock that jumps.
///
/// Of each case only what a database would hold is kept between two looks: `CaseWatch` and the due time. So every
/// look is as the first after a restart.
private struct SimulatedYear {
    struct Kept {
        var watch: CaseWatch
        var due: Moment
    }

    let team: OnCall
    var dice: Dice
    var cases: [CaseID: Kept] = [:]
    var answers: [(at: Moment, person: PersonName, id: CaseID)] = []
    /// What the host's clock shows more than true time.
    var skew = Duration.zero
    var looks = 0
    var holds = 0
    var lapses = 0
    var calledOf: [CaseID: Int] = [:]
    var complaints: [String] = []

    init(_ team: OnCall, seed: UInt64) {
        self.team = team
        dice = Dice(state: seed)
    }

    mutating func run(cases number: Int, from start: Moment, until end: Moment) {
        let span = Int64((end - start).components.seconds)
        var arrivals = (0..<number).map { _ in start + .seconds(Int64.random(in: 0..<span, using: &dice)) }.sorted()
        var jumps = (0..<200).map { _ in start + .seconds(Int64.random(in: 0..<span, using: &dice)) }.sorted()
        var truth = start
        var next = 0
        while !arrivals.isEmpty || !cases.isEmpty {
            // What happens next, in true time.
            let due = cases.values.map { $0.due - skew }.min()
            let answer = answers.map(\.at).min()
            guard let soonest = [arrivals.first, jumps.first, due, answer].compactMap(\.self).min() else { break }
            truth = max(truth, soonest)
            if truth > end + .seconds(40 * 86_400) {
                complaints.append("\(cases.count) cases never end")
                return
            }
            let shown = truth + skew
            if jumps.first.map({ $0 <= truth }) == true {
                jumps.removeFirst()
                skew = [.seconds(-3600), .zero, .seconds(3600)].randomElement(using: &dice) ?? .zero
            } else if arrivals.first.map({ $0 <= truth }) == true {
                arrivals.removeFirst()
                next += 1
                open(CaseID(rawValue: Int64(next)), at: shown)
            } else if let place = answers.firstIndex(where: { $0.at <= truth }) {
                let answer = answers.remove(at: place)
                take(answer.person, answer.id, at: shown)
            } else if let (id, kept) = cases.filter({ $0.value.due <= shown }).min(by: {
                $0.key.rawValue < $1.key.rawValue
            }) {
                look(id, kept, at: shown, truth: truth)
            }
        }
    }

    private mutating func open(_ id: CaseID, at shown: Moment) {
        let severity: Severity? = [nil, .medium, .high, .critical].randomElement(using: &dice) ?? nil
        let promise = Bool.random(using: &dice) ? shown + .seconds(Int.random(in: 600...200_000, using: &dice)) : nil
        let watch = CaseWatch(
            id: id, state: .open, heat: 60, severity: severity, firstHeard: shown, promise: promise, claimedBy: nil)
        cases[id] = Kept(watch: watch, due: shown)
        calledOf[id] = 0
    }

    private mutating func look(_ id: CaseID, _ kept: Kept, at shown: Moment, truth: Moment) {
        var kept = kept
        looks += 1
        let before = kept.watch
        let move = team.move(for: before, now: shown)
        if move.due <= shown || move.due > shown + .seconds(86_400) {
            complaints.append("\(id): due \(move.due.rfc3339)")
        }
        if move.isHeld {
            holds += 1
            check(move, before, at: shown)
        } else if move.state == .open, move.pages.isEmpty {
            complaints.append("\(id): nobody called at \(shown.rfc3339)")
        }
        if before.state == .claimed { lapses += 1 }
        for page in move.pages {
            calledOf[id, default: 0] += 1
            // Some sleep through it.
            if Int.random(in: 0..<3, using: &dice) > 0 {
                answers.append((truth + .seconds(Int.random(in: 5...2400, using: &dice)), page.person, id))
            }
        }
        kept.watch.take(move)
        kept.due = move.due
        cases[id] = kept
    }

    /// A case is held only where minute by minute nobody can be called until it is due, and it may wait.
    private mutating func check(_ move: EscalationMove, _ watch: CaseWatch, at shown: Moment) {
        if watch.severity == .critical || watch.promise.map({ $0 < move.due }) == true {
            complaints.append("\(watch.id): held although it may not wait")
        }
        var minute = shown
        while minute < move.due {
            if !team.reachable(team.escalation.flatMap(\.to), at: minute).isEmpty {
                complaints.append("\(watch.id): held at \(minute.rfc3339) while somebody was on duty")
                return
            }
            minute = minute + .seconds(900)
        }
    }

    private mutating func take(_ person: PersonName, _ id: CaseID, at shown: Moment) {
        guard var kept = cases[id] else { return }
        if let holder = kept.watch.claimedBy, holder != person.rawValue { return }
        kept.watch.claimedBy = person.rawValue
        kept.watch.isHeld = false
        switch Int.random(in: 0..<10, using: &dice) {
        case 0..<3:
            kept.watch.state = .claimed
            kept.due = shown + team.patience.claim
        case 3..<5:
            kept.watch.state = .acknowledged
            kept.due = shown + team.patience.acknowledged
        case 5:
            kept.watch.state = .snoozed
            kept.due = shown + .seconds(Int.random(in: 60...90_000, using: &dice))
        case 6:
            kept.watch.state = .open
            kept.watch.claimedBy = nil
            kept.watch.target = ["ana", "lead", "night", "day"].randomElement(using: &dice)
            kept.watch.handedOverBy = person.rawValue
            kept.watch.step = 0
            kept.watch.round = 0
            kept.due = shown
        default:
            cases[id] = nil
            return
        }
        cases[id] = kept
    }
}

struct SimulatedYearTests {
    private static func team(_ zone: TimeZoneTable, always: Bool) -> OnCall {
        let day = BusinessCalendar(name: "office", zone: zone, weekly: Team.workdays)
        let rotas = [
            Team.rota("day", Team.layer("ana", "ben", calendar: .init(calendar: day, whileOpen: true)), zone: zone),
            Team.rota(
                "night",
                Team.layer(
                    "ben", "cara", handover: "02:30", turn: 1,
                    hours: always ? nil : [.friday: [interval("18:00-08:00")], .sunday: [interval("01:30-02:30")]]),
                zone: zone,
                leave: [Team.leave("ben", "2026-12-20", "2027-01-04"), Team.leave("cara", "2026-12-24", "2026-12-28")]),
        ]
        return OnCall(
            people: [Team.ana, Team.ben, Team.cara, Team.dumb], rotas: rotas,
            escalation: [
                .init(to: [.rota("day")], wait: .seconds(300)),
                .init(to: [.rota("night"), .people(["dumb"])], wait: .seconds(600)),
            ], rounds: 2)
    }

    @Test(arguments: [Zones.london, Zones.newYork, Zones.lordHowe], [true, false])
    func `in a year of a thousand cases none is missed, and each open one is looked at again`(
        _ zone: TimeZoneTable, _ always: Bool
    ) {
        var year = SimulatedYear(Self.team(zone, always: always), seed: always ? 1 : 2)
        year.run(cases: 1000, from: utc("2026-09-01T00:00:00Z"), until: utc("2027-09-01T00:00:00Z"))
        #expect(year.complaints.isEmpty, "\(year.complaints.prefix(5))")
        #expect(year.cases.isEmpty)
        #expect(year.calledOf.count == 1000)
        #expect(year.calledOf.values.allSatisfy { $0 > 0 })
        // It was a year in which things went wrong.
        #expect(year.lapses > 100 && year.looks > 2000)
        #expect(always || year.holds > 100)
    }
}
