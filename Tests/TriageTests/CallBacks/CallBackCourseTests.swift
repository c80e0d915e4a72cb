import Testing

@testable import Triage

@Suite struct CallBackCourseTests {
    private let plan = CallBackPlan(retries: 2, retryAfter: .seconds(900))
    private let scene = TalkScene()
    private let start = TalkScene.nine

    private func call(_ state: CallBack.State = .booked, attempts: Int = 0, due: Moment? = nil) -> CallBack {
        CallBack(
            id: 1, state: state, start: start, end: start + plan.slot, number: "+447700900123", handle: scene.handle,
            source: "support-mail", language: "en", zone: "Europe/London", attempts: attempts, due: due ?? start,
            waitedSince: start)
    }

    private func step(_ call: CallBack, _ hotCase: Case? = nil, at now: Moment) -> CallBackStep? {
        CallBackCourse.step(call, plan: plan, hotCase: hotCase, now: now)
    }

    private func hotCase(_ state: Case.State) -> Case {
        Case(
            id: CaseID(rawValue: 7), state: state, heat: 60, severity: nil, title: "Ring", messages: 1,
            firstHeard: start,
            promise: nil, owner: "", claimedBy: state == .open ? nil : "ana", reasons: [])
    }

    @Test func `somebody is to ring at its time, not before, and has the slot and its grace for it`() {
        #expect(step(call(), at: start - .seconds(1)) == .wait(until: start))
        #expect(step(call(), at: start) == .ring(until: start + .seconds(1800)))
        // A worker that was down comes back in time.
        #expect(step(call(), at: start + .seconds(1700)) == .ring(until: start + .seconds(2600)))
        #expect(step(call(), at: start + .seconds(1800)) == .nobodyRang)
        for state in [CallBack.State.kept, .missed, .cancelled] { #expect(step(call(state), at: start) == nil) }
    }

    @Test func `a call that nobody spoke for was rung by nobody, unless a person has its case in hand`() {
        let later = start + .seconds(1800)
        var ringing = call(.ringing, attempts: 1, due: later)
        ringing.hotCase = CaseID(rawValue: 7)
        #expect(step(ringing, at: later) == .nobodyRang)
        #expect(step(ringing, hotCase(.open), at: later) == .nobodyRang)
        #expect(step(ringing, hotCase(.resolved), at: later) == .kept)
        #expect(step(ringing, hotCase(.claimed), at: later) == .wait(until: later + .seconds(900)))
        // Not for ever.
        let evening = ringing.end + CallBackCourse.longestInHand
        ringing.due = evening
        #expect(step(ringing, hotCase(.claimed), at: evening) == .nobodyRang)
    }

    @Test func `a call in vain is retried as often as is agreed, within opening hours`() {
        func after(_ attempts: Int, at now: Moment, retries: Int = 2) -> CallBackStep {
            var plan = plan
            plan.retries = retries
            return CallBackCourse.afterNoReply(
                call(.ringing, attempts: attempts), plan: plan, calendar: scene.calendar, now: now)
        }
        #expect(after(1, at: start) == .retry(at: start + .seconds(900)))
        #expect(after(2, at: start) == .retry(at: start + .seconds(900)))
        #expect(after(3, at: start) == .givenUp)
        #expect(after(1, at: start, retries: 0) == .givenUp)
        // Ten minutes before closing: the next morning.
        #expect(after(1, at: start + .seconds(8 * 3600 - 600)) == .retry(at: start + .seconds(86_400)))
    }

    @Test func `an attempt after the clocks were changed is still at the hour on the wall`() throws {
        // Saturday before the clocks go back, ten minutes before closing at 17:00 in London (16:00Z).
        let saturday = try #require(Moment(rfc3339: "2026-10-24T15:50:00Z"))
        let step = CallBackCourse.afterNoReply(
            call(.ringing, attempts: 1), plan: plan, calendar: scene.calendar, now: saturday)
        let sunday = try #require(Moment(rfc3339: "2026-10-25T09:00:00Z"))
        #expect(step == .retry(at: sunday))
    }

    @Test(arguments: [
        ("+442071838123", "+44 … 123"), ("+351961234678", "+351 … 678"), ("+12025550123", "+1 … 123"),
        ("+79161234567", "+7 … 567"), ("+4915112345678", "+49 … 678"), ("+37061234567", "+370 … 567"),
        ("+38612345", "+386 …"), ("+4412", "+44 …"), ("", "…"), ("0171 5550123", "…"), ("+44 20 7183", "…"),
    ])
    func `a number is shown by its ends alone, its country whole`(_ number: String, _ shown: String) {
        var one = call()
        one.number = number
        #expect(one.maskedNumber == shown)
    }
}
