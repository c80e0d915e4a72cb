import Testing

@testable import Triage

/// What came in between a decision and its sending.
@Suite struct LeaseGateTests {
    static let now = GateTests.now
    static let ana = Handle(channel: .sms, normalised: "+447700900123")

    private func silence(
        _ kind: AnswerKind, facts: AnswerFacts = AnswerFacts(), written: Duration = .seconds(60),
        _ correspondence: Correspondence = Correspondence(), _ manners: Manners = GateTests.ours
    ) -> Silence.Code? {
        let draft = AnswerDraft(kind: kind, language: "en", visibility: .direct, facts: facts, because: "")
        return manners.silence(
            of: draft, to: Self.ana, writtenAt: Self.now - written, correspondence: correspondence, now: Self.now)?.code
    }

    @Test(arguments: AnswerKind.allCases)
    func `nothing that stood is held back without a reason`(_ kind: AnswerKind) {
        #expect(silence(kind) == nil)
        var off = GateTests.ours
        off.mode = .off
        #expect(silence(kind, Correspondence(), off) == .off)
    }

    @Test(arguments: AnswerKind.allCases)
    func `whoever said stop is told that, asked for help, and nothing else`(_ kind: AnswerKind) {
        let stopped = Correspondence(optedOut: .init(at: Self.now, words: "STOP"))
        #expect(silence(kind, stopped) == (kind == .optedOut || kind == .help ? nil : .optedOut))
        let refused = Correspondence(isRefused: true)
        #expect(silence(kind, refused) == (kind == .optedOut || kind == .help ? nil : .noConsent))
    }

    @Test(arguments: AnswerKind.allCases)
    func `what became of a call that its customer called off goes out after stop, and no other command does`(
        _ kind: AnswerKind
    ) {
        let stopped = Correspondence(optedOut: .init(at: Self.now, words: "STOP"), isRefused: true)
        let passes: Set<AnswerKind> = [.optedOut, .help, .callBackCancelled]
        #expect(
            silence(kind, facts: AnswerFacts(isCommanded: true), stopped) == (passes.contains(kind) ? nil : .optedOut))
    }

    @Test func `an acknowledgement is withdrawn where a person was quicker or it was said already`() {
        #expect(silence(.afterHours, Correspondence(answeredAt: Self.now - .seconds(30))) == .answered)
        #expect(silence(.callBackBooked, Correspondence(answeredAt: Self.now - .seconds(30))) == nil)
        #expect(silence(.afterHours, Correspondence(answeredAt: Self.now - .seconds(90))) == nil)
        #expect(silence(.afterHours, Correspondence(lastAcknowledgement: Self.now - .seconds(60))) == .saidBefore)
        #expect(silence(.status, Correspondence(lastAcknowledgement: Self.now - .seconds(60))) == nil)
        // What to do first in danger is told beside what else was said, and once.
        var correspondence = Correspondence(lastAcknowledgement: Self.now - .seconds(60))
        #expect(silence(.hot, correspondence) == .saidBefore)
        #expect(silence(.hot, facts: AnswerFacts(isDanger: true), correspondence) == nil)
        correspondence.toldOfDanger = Self.now - .seconds(60)
        #expect(silence(.hot, facts: AnswerFacts(isDanger: true), correspondence) == .saidBefore)
    }

    @Test func `what it names must not have passed`() {
        let past = Self.now - .seconds(1)
        let ahead = Self.now + .seconds(1)
        #expect(silence(.afterHours, facts: AnswerFacts(opening: past)) == .over)
        #expect(silence(.afterHours, facts: AnswerFacts(opening: ahead)) == nil)
        #expect(silence(.callBackOffer, facts: AnswerFacts(slots: [past, ahead])) == .over)
        #expect(silence(.callBackBooked, facts: AnswerFacts(chosen: past)) == .over)
        #expect(silence(.callBackBooked, facts: AnswerFacts(chosen: ahead)) == nil)
    }

    @Test func `an answer that took too long is none`() {
        #expect(silence(.afterHours, written: .seconds(7201)) == .late)
        #expect(silence(.help, written: .seconds(7201)) == .late)
        #expect(silence(.callBackMissed, written: .seconds(86_400)) == nil)
    }

    @Test func `what nobody asked for waits for the end of quiet hours, past midnight and over a change of clocks`() {
        var manners = GateTests.ours
        manners.quiet = .init(from: 21 * 3600, until: 8 * 3600)
        func waits(_ kind: AnswerKind, _ time: String) -> String? {
            let draft = AnswerDraft(kind: kind, language: "en", visibility: .direct, because: "")
            return manners.waits(draft, zone: .utc, now: Moment(rfc3339: time)!)?.rfc3339
        }
        #expect(waits(.callBackMissed, "2026-11-23T23:10:00Z") == "2026-11-24T08:00:00Z")
        #expect(waits(.status, "2026-11-24T02:00:00Z") == "2026-11-24T08:00:00Z")
        #expect(waits(.status, "2026-11-24T08:00:00Z") == nil)
        #expect(waits(.status, "2026-11-24T20:59:59Z") == nil)
        #expect(waits(.afterHours, "2026-11-23T23:10:00Z") == nil)
        #expect(waits(.callBackBooked, "2026-11-23T23:10:00Z") == nil)
        let half = Manners.QuietHours(from: 12 * 3600, until: 14 * 3600)
        #expect(half.contains(Moment(rfc3339: "2026-11-24T13:00:00Z")!, in: .utc))
        #expect(!half.contains(Moment(rfc3339: "2026-11-24T14:00:00Z")!, in: .utc))
    }
}
