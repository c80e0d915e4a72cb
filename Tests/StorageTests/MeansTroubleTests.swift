import Storage
import TestKit
import Testing
import Triage

/// Means that do not reach their person any more.
@Suite struct MeansTroubleTests {
    let now = Example.morning
    private let sms = Means(.sms, "+12025550111")
    private let email = Means(.email, "ana@quillfone.example")

    @Test(arguments: EngineKind.allCases)
    func `after STOP what waits goes by the next means at once, and so does all that follows, until START`(
        _ kind: EngineKind
    ) async throws {
        try await kind.withScene { scene in
            let first = try #require(try await scene.open().first)
            _ = try await scene.store.lookAtDueCases(now: now, onCall: scene.onCall)
            #expect(try await scene.store.pages(ofCase: first).map(\.means) == [sms])
            try await scene.text("STOP", from: OnCallScene.ana, at: now + .seconds(1))
            let moved = try #require(try await scene.store.pages(ofCase: first).first)
            #expect(moved.means == email && moved.state == .waiting)
            let sent = try await scene.send(at: now + .seconds(1))
            // The lead is told, and nobody answers somebody who asked for silence.
            #expect(sent.contains { $0.means?.address == "lea@quillfone.example" && $0.words[0].contains("sent STOP") })
            #expect(sent.contains { $0.means == email } && !sent.contains { $0.means == sms })
            let troubles = try await scene.store.meansTroubles()
            #expect(troubles.map(\.means) == [sms] && troubles.map(\.what) == [.stopped])

            let later = now + .seconds(100)
            let second = try #require(try await scene.open(from: 2, at: later).last)
            _ = try await scene.store.lookAtDueCases(now: later, onCall: scene.onCall)
            #expect(try await scene.store.pages(ofCase: second).map(\.means) == [email])

            try await scene.text("Start", from: OnCallScene.ana, at: later)
            #expect(try await scene.store.meansTroubles().isEmpty)
            let third = try #require(try await scene.open(from: 3, at: later).last)
            _ = try await scene.store.lookAtDueCases(now: later, onCall: scene.onCall)
            #expect(try await scene.store.pages(ofCase: third).map(\.means) == [sms])
            let words = try await scene.send(at: later + .seconds(60)).flatMap(\.words)
            #expect(words.contains { $0.contains("called by text messages again") })
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `who has ended their only means is no step: the next is called at once`(_ kind: EngineKind) async throws {
        try await kind.withScene { scene in
            var scene = scene
            scene.onCall.escalation.swapAt(0, 1)
            try await scene.text("stop", from: OnCallScene.ben, at: now)
            let id = try #require(try await scene.open().first)
            let looked = try await scene.store.lookAtDueCases(now: now, onCall: scene.onCall)
            #expect(looked.first?.pages.map(\.person) == ["ana"])
            #expect(looked.first?.move.events.map(\.what).contains("step-skipped") == true)
            #expect(try await scene.hotCase(id).due == now + .seconds(300))
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a number that changes is a new beginning`(_ kind: EngineKind) async throws {
        try await kind.withScene { scene in
            var scene = scene
            try await scene.text("STOP", from: OnCallScene.ana, at: now)
            scene.onCall.people[0].reach[0] = Means(.sms, "+12025550199")
            let id = try #require(try await scene.open().first)
            _ = try await scene.store.lookAtDueCases(now: now, onCall: scene.onCall)
            #expect(try await scene.store.pages(ofCase: id).map(\.means?.address) == ["+12025550199"])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `what a provider refuses for good is remembered, tried again all the same, and forgotten when it works`(
        _ kind: EngineKind
    ) async throws {
        try await kind.withScene { scene in
            let id = try #require(try await scene.open().first)
            _ = try await scene.store.lookAtDueCases(now: now, onCall: scene.onCall)
            let page = try #require(try await scene.store.pages(ofCase: id).first)
            let lease = try #require(
                try await scene.store.leaseErrands(
                    .page, limit: 1, worker: Worker(rawValue: "w:b:1"), now: now, until: now + .seconds(30)
                ).first)
            _ = try await scene.store.settle(
                [
                    .init(
                        errand: lease.id, epoch: lease.epoch, pages: [page.id],
                        outcome: .refused(error: "this number cannot be texted"), trouble: .failed)
                ], patience: scene.patience, now: now)
            let trouble = try #require(try await scene.store.meansTroubles().first)
            #expect(trouble.means == sms && trouble.what == .failed && trouble.reason.contains("cannot be texted"))
            let later = now + .seconds(200)
            let second = try #require(try await scene.open(from: 2, at: later).last)
            _ = try await scene.store.lookAtDueCases(now: later, onCall: scene.onCall)
            let next = try #require(try await scene.store.pages(ofCase: second).first)
            #expect(next.means == sms)
            // Taken and not yet there says nothing; what has arrived does.
            _ = try await scene.send(.sent(provider: "SM2", checkAt: later + .seconds(2)), at: later)
            #expect(try await scene.store.meansTroubles().count == 1)
            _ = try await scene.store.record(.delivered, of: next.id, patience: scene.patience, now: later)
            #expect(try await scene.store.meansTroubles().isEmpty)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `STOP outweighs a failure and a success, and is news once`(_ kind: EngineKind) async throws {
        try await kind.withScene { scene in
            let id = try #require(try await scene.open().first)
            _ = try await scene.store.lookAtDueCases(now: now, onCall: scene.onCall)
            let page = try #require(try await scene.store.pages(ofCase: id).first)
            _ = try await scene.send(.sent(provider: "SM1", checkAt: now + .seconds(2)), at: now)
            #expect(try await scene.store.stop(sms, of: "ana", because: "21610", now: now))
            #expect(try await !scene.store.stop(sms, of: "ana", because: "21610", now: now))
            _ = try await scene.store.record(.delivered, of: page.id, patience: scene.patience, now: now)
            #expect(try await scene.store.meansTroubles().map(\.what) == [.stopped])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `how calling goes is told in numbers`(_ kind: EngineKind) async throws {
        try await kind.withScene { scene in
            _ = try await scene.open(3)
            let grace = Duration.seconds(45)
            let late = now + .seconds(50)
            let before = try await scene.store.onCallState(now: late, since: now, grace: grace)
            #expect(before.cases == [.open: 3] && before.overdue == 3 && before.standing == 0)
            try await scene.callAndSend(at: late)
            try await scene.store.note(SelfCheckNote(worker: Worker(rawValue: "h:b:1"), at: now, words: "x"))
            try await scene.store.note(SelfCheckNote(worker: Worker(rawValue: "h:b:1"), at: late, words: ""))
            let after = try await scene.store.onCallState(now: late, since: now, grace: grace)
            #expect(after.overdue == 0 && after.standing == 3 && after.failed == 0)
            #expect(after.checks == [SelfCheckNote(worker: Worker(rawValue: "h:b:1"), at: late, words: "")])
            try await scene.store.forgetCheck(of: Worker(rawValue: "h:b:1"))
            #expect(try await scene.store.onCallState(now: late, since: now, grace: grace).checks.isEmpty)
        }
    }
}
