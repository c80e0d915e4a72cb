import Storage
import TestKit
import Testing
import Triage

@testable import Console

/// What a gateway reports of texts.
@Suite struct KannelHookTests {
    private static let reach = [Means(.sms, "+12025550111"), Means(.email, "ana@quillfone.example")]

    /// A page of ana's that her gateway has taken, and the path at which it reports.
    private func sent(_ house: House, _ words: String = "one") async throws -> (page: Int64, path: String) {
        let now = house.clock.now()
        let page = try #require(
            try await house.store.write(
                [PageDraft(hotCase: nil, person: "ana", reach: Self.reach, why: .notice, words: words)],
                patience: OnCall.Patience(betweenPages: .zero), now: now
            ).first)
        let errand = try #require(
            try await house.store.leaseErrands(
                .page, limit: 1, worker: Worker(rawValue: "h:b:1"), now: now, until: now + .seconds(30)
            ).first)
        _ = try await house.store.settle(
            [
                .init(
                    errand: errand.id, epoch: errand.epoch, pages: [page.id],
                    outcome: .sent(provider: errand.idempotencyKey, checkAt: now + .seconds(2)))
            ], patience: OnCall.Patience(), now: now)
        let address = KannelReports(url: "", seal: house.desk.seal).address(of: errand.idempotencyKey, now: now)
        return (page.id, address.replacing("?state=%d", with: ""))
    }

    @Test func `delivered is written down, once, whatever comes after it`() async throws {
        try await House.open { house in
            let (id, path) = try await sent(house)
            for (state, status) in [("8", 200), ("4", 200)] {
                #expect(try await house.probe.get("\(path)?state=\(state)").status == status)
                #expect(try await house.store.page(id)?.state == .sent)
            }
            #expect(try await house.probe.get("\(path)?state=1").status == 200)
            let told = try #require(try await house.store.page(id))
            #expect(told.state == .told && told.deliveredAt == house.clock.now())
            #expect(try await house.probe.get("\(path)?state=2").status == 200)
            #expect(try await house.store.page(id) == told)
        }
    }

    @Test(arguments: ["2", "16"])
    func `what will never arrive goes to the next means at once`(_ state: String) async throws {
        try await House.open { house in
            let (id, path) = try await sent(house)
            #expect(try await house.probe.get("\(path)?state=\(state)").status == 200)
            let page = try #require(try await house.store.page(id))
            #expect(page.state == .waiting && page.means?.kind == .email && page.lastError.contains("Kannel"))
            #expect(try await house.store.meansTroubles().map(\.what) == [.failed])
            // A late report of the text that came to nothing says nothing of the mail.
            #expect(try await house.probe.get("\(path)?state=1").status == 200)
            #expect(try await house.store.page(id)?.state == .waiting)
        }
    }

    @Test func `an address that is not ours, of another purpose, too old or without a state changes nothing`()
        async throws
    {
        try await House.open { house in
            let (id, path) = try await sent(house)
            #expect(try await house.probe.get("/hooks/kannel/v1.x.y.1.z?state=1").status == 404)
            let linked = PageLinks(url: "", seal: house.desk.seal).address(of: [id], now: house.clock.now())
            let other = linked.replacing("/p/", with: "/hooks/kannel/")
            #expect(try await house.probe.get("\(other)?state=1").status == 404)
            for state in ["", "?state=", "?state=3", "?state=1x", "?state=%d"] {
                #expect(try await house.probe.get(path + state).status == 400, "\(state)")
            }
            house.clock.advance(by: .seconds(7 * 86_400))
            #expect(try await house.probe.get("\(path)?state=1").status == 404)
            #expect(try await house.store.page(id)?.state == .sent)
        }
    }

    @Test func `a report concerns its own text alone, and who guesses is slowed down`() async throws {
        try await House.open { house in
            let (first, _) = try await sent(house, "one")
            let (second, path) = try await sent(house, "two")
            #expect(try await house.probe.get("\(path)?state=1").status == 200)
            #expect(try await house.store.page(first)?.state == .sent)
            #expect(try await house.store.page(second)?.state == .told)
            var statuses: Set<Int> = []
            for number in 0..<30 {
                statuses.insert(try await house.probe.get("/hooks/kannel/guess\(number)?state=1").status)
            }
            #expect(statuses == [404, 429])
        }
    }
}
