import Storage
import TestKit
import Testing
import Triage

/// A gateway that reports by itself may be quicker than its own answer.
@Suite struct PageReportTests {
    let now = Example.morning

    private func leased(_ scene: OnCallScene) async throws -> (page: OnCallPage, errand: Errand) {
        let id = try #require(try await scene.open().first)
        _ = try await scene.store.lookAtDueCases(now: now, onCall: scene.onCall)
        let errand = try #require(
            try await scene.store.leaseErrands(
                .page, limit: 1, worker: Worker(rawValue: "h:b:1"), now: now, until: now + .seconds(30)
            ).first)
        return (try #require(try await scene.store.pages(ofCase: id).first), errand)
    }

    private func settle(_ scene: OnCallScene, _ page: OnCallPage, _ errand: Errand, _ outcome: PageSettlement.Outcome)
        async throws -> [OnCallPage]
    {
        try await scene.store.settle(
            [.init(errand: errand.id, epoch: errand.epoch, pages: [page.id], outcome: outcome)],
            patience: scene.patience, now: now)
    }

    private func report(_ scene: OnCallScene, _ delivery: PageDelivery, _ errand: Errand) async throws -> [OnCallPage] {
        try await scene.store.report(
            delivery, ofText: errand.idempotencyKey, patience: scene.patience, now: now + .seconds(1))
    }

    @Test(arguments: EngineKind.allCases)
    func `what arrives before it is known as sent is kept until then`(_ kind: EngineKind) async throws {
        try await kind.withScene { scene in
            let (page, errand) = try await leased(scene)
            #expect(try await report(scene, .delivered, errand).isEmpty)
            #expect(try await scene.store.page(page.id)?.state == .waiting)
            _ = try await settle(scene, page, errand, .sent(provider: "k", checkAt: now + .seconds(2)))
            #expect(try await scene.store.page(page.id)?.state == .delivered)
            #expect(try await scene.store.nextPageCheck() == nil)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a failure that comes first sends it to the next means as soon as it is known as sent`(_ kind: EngineKind)
        async throws
    {
        try await kind.withScene { scene in
            let (page, errand) = try await leased(scene)
            _ = try await report(scene, .failed("refused by the centre"), errand)
            _ = try await settle(scene, page, errand, .sent(provider: "k", checkAt: now + .seconds(2)))
            let next = try #require(try await scene.store.page(page.id))
            #expect(next.state == .waiting && next.means?.kind == .email && next.lastError.contains("by the centre"))
            // Nothing of it stays for the next attempt.
            let sent = try await scene.send(.sent(provider: "m", checkAt: now + .seconds(9)), at: now + .seconds(2))
            #expect(sent.count == 1)
            #expect(try await scene.store.page(page.id)?.state == .sent)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `an attempt that ended in doubt and is reported as delivered is not said again`(_ kind: EngineKind)
        async throws
    {
        try await kind.withScene { scene in
            let (page, errand) = try await leased(scene)
            _ = try await settle(scene, page, errand, .unknown(at: now + .seconds(2), error: "silence"))
            _ = try await report(scene, .delivered, errand)
            #expect(try await scene.store.page(page.id)?.state == .delivered)
            let again = try await scene.send(at: now + .seconds(5))
            #expect(again.allSatisfy { $0.words.isEmpty })
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a report of no text of ours is nothing`(_ kind: EngineKind) async throws {
        try await kind.withScene { scene in
            let (page, _) = try await leased(scene)
            #expect(
                try await scene.store.report(
                    .failed("x"), ofText: "page.999.0.zz", patience: scene.patience, now: now
                ).isEmpty)
            #expect(try await scene.store.page(page.id)?.state == .waiting)
        }
    }
}
