import Channels
import Testing
import Triage

@testable import Poll

@Suite struct ScheduleTests {
    let now = Moment(seconds: 1_795_000_000)

    func schedule(every: Duration = .seconds(60)) -> Schedule {
        var schedule = Schedule()
        schedule.add("one", every: every, due: now)
        return schedule
    }

    func wait(_ schedule: Schedule, after now: Moment) -> Duration {
        schedule.nextDue(after: now).map { $0 - now } ?? .zero
    }

    @Test func `a source that is being asked is not due`() {
        var schedule = schedule()
        #expect(schedule.due(now: now) == ["one"])
        schedule.begin("one")
        #expect(schedule.due(now: now).isEmpty)
    }

    @Test func `every is the ceiling, and messages bring the next asking nearer`() {
        var schedule = schedule()
        schedule.begin("one")
        schedule.finish("one", .heard(new: 3, notBefore: nil), now: now, chance: 0)
        #expect(wait(schedule, after: now) == .seconds(15))
        for _ in 0..<8 { schedule.finish("one", .heard(new: 0, notBefore: nil), now: now, chance: 0) }
        #expect(wait(schedule, after: now) == .seconds(60))
    }

    @Test func `sources configured together do not stay in step`() {
        var schedule = schedule()
        for _ in 0..<8 { schedule.finish("one", .heard(new: 0, notBefore: nil), now: now, chance: 0.9) }
        #expect(wait(schedule, after: now) < .seconds(56))
    }

    @Test func `failures double the wait up to an hour, and one success forgets them`() {
        var schedule = schedule()
        var waits: [Duration] = []
        for _ in 0..<12 {
            schedule.finish("one", .failed(.tryAgain), now: now, chance: 0.999_999)
            waits.append(wait(schedule, after: now))
        }
        #expect(zip(waits, waits.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(waits.last! <= .seconds(3600) && waits.last! > .seconds(3500))
        #expect(schedule.failures(of: "one") == 12)
        schedule.finish("one", .heard(new: 0, notBefore: nil), now: now, chance: 0)
        #expect(schedule.failures(of: "one") == 0)
        #expect(wait(schedule, after: now) <= .seconds(60))
    }

    @Test func `a far end that names a time is not asked before it`() {
        var schedule = schedule()
        schedule.finish("one", .failed(.tryAgainAt(now + .seconds(500), .host)), now: now, chance: 0)
        #expect(wait(schedule, after: now) >= .seconds(500))
        schedule.finish("one", .heard(new: 1, notBefore: now + .seconds(400)), now: now, chance: 0)
        #expect(wait(schedule, after: now) == .seconds(400))
    }

    @Test func `what only a person can mend is asked rarely, not never`() {
        var schedule = schedule()
        schedule.finish("one", .failed(.tellPerson), now: now, chance: 0)
        #expect(wait(schedule, after: now) >= .seconds(900))
        #expect(wait(schedule, after: now) <= .seconds(3600))
    }

    @Test func `a clock that goes back an hour makes nobody wait an hour`() {
        var schedule = schedule()
        schedule.finish("one", .heard(new: 0, notBefore: nil), now: now, chance: 0)
        let back = now - .seconds(3600)
        schedule.shift(by: .seconds(3600))
        #expect(wait(schedule, after: back) <= .seconds(60))
    }

    @Test func `a busy host is closed until it is left, and rests afterwards`() {
        var gate = HostGate(usual: Politeness(atOnce: 1, pause: .seconds(1)))
        #expect(gate.closedUntil("h", now: now) == nil)
        gate.enter("h")
        #expect(gate.closedUntil("h", now: now) == .distantFuture)
        #expect(gate.closedUntil("other", now: now) == nil)
        gate.leave("h", now: now)
        #expect(gate.closedUntil("h", now: now) == now + .seconds(1))
        #expect(gate.closedUntil("h", now: now + .seconds(1)) == nil)
    }

    @Test func `a host that asks for rest gets it, and a named host has its own manners`() {
        var gate = HostGate(special: ["quick": Politeness(atOnce: 2, pause: .zero)])
        gate.rest("h", until: now + .seconds(90))
        #expect(gate.closedUntil("h", now: now) == now + .seconds(90))
        gate.enter("quick")
        #expect(gate.closedUntil("quick", now: now) == nil)
    }
}
