import Act
import TestKit
import Testing
import Triage

@testable import Storage
@testable import earshot

/// A night in which nobody takes a case, and what is told of it.
struct RepeatedPagesTests {
    private static let id = CaseID(rawValue: 7)

    private func call(_ minute: Int, _ what: String = "last-resort") -> ReplayEvent {
        let move = EscalationMove(
            state: .open, claimedBy: nil, step: 1, round: 1, isHeld: false, due: Example.morning, pages: [],
            events: [.init(what, "")])
        return ReplayEvent(
            at: Example.morning + .seconds(minute * 60), what: .escalation(LookedAt(id: Self.id, move: move, pages: []))
        )
    }

    private func deed(_ minute: Int) -> ReplayEvent {
        ReplayEvent(
            at: Example.morning + .seconds(minute * 60), what: .deed(who: "ana", did: "claim", ending: "claimed"))
    }

    @Test func `the first call of everybody is told, and the others in one line`() {
        var pages = RepeatedPages()
        #expect(pages.take(call(0)) == .shown)
        for minute in [15, 30, 45] {
            #expect(pages.due(before: call(minute)).isEmpty)
            #expect(pages.take(call(minute)) == .counted)
        }
        let told = pages.due(before: deed(50))
        #expect(
            told == [
                .init(
                    hotCase: Self.id, rounds: 3, every: .seconds(900), last: Example.morning + .seconds(45 * 60))
            ])
        // Somebody had it: what comes after that is news again.
        #expect(pages.take(call(60)) == .shown)
    }

    @Test func `a day that is over is told, and nothing twice`() {
        var pages = RepeatedPages()
        _ = pages.take(call(0))
        _ = pages.take(call(15))
        #expect(pages.due(before: nil).map(\.rounds) == [1])
        #expect(pages.due(before: nil).isEmpty)
        #expect(pages.take(call(30)) == .counted)
        #expect(pages.take(call(50)) == .counted)
        #expect(
            pages.due(before: nil) == [
                .init(hotCase: Self.id, rounds: 2, every: nil, last: Example.morning + .seconds(50 * 60))
            ])
    }

    @Test func `another step of the case is shown as it comes`() {
        var pages = RepeatedPages()
        _ = pages.take(call(0))
        _ = pages.take(call(15))
        #expect(pages.due(before: call(20, "snooze-over")).count == 1)
        #expect(pages.take(call(20, "snooze-over")) == .shown)
    }
}
