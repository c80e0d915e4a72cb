import Storage
import TestKit
import Testing
import Triage

/// What only the console asks of the database, on both engines.
@Suite struct DeskReadingTests {
    let now = Example.morning

    @Test(arguments: EngineKind.allCases)
    func `reasons, other cases, incidents and pages are read as they were written`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let lease = try await store.begin()
            let ben = Handle(channel: .mastodon, normalised: "ben@mastodon.example")
            _ = try await store.remember(
                [
                    Example.page(
                        lease,
                        [
                            Example.message(1, "fire"), Example.message(2, "fire", conversationKey: "b"),
                            Example.message(3, "fire", author: ben, conversationKey: "c"),
                        ])
                ], now: now, thinking: .example)
            let ids = try await store.queue(QueueQuery()).cases.map(\.id)
            try #require(ids.count >= 2)
            let reasons = try await store.reasons(of: ids + [CaseID(rawValue: 999)])
            #expect(Set(reasons.keys) == Set(ids))
            #expect(reasons[ids[0]]?.first?.rule == "danger")
            let others = try await store.cases(with: [Example.ana], limit: 10).map(\.id)
            let bens = try await store.cases(with: [ben], limit: 10).map(\.id)
            #expect(Set(others + bens) == Set(ids) && others.sorted { $0.rawValue > $1.rawValue } == others)
            #expect(try await store.cases(with: [], limit: 10).isEmpty)
            #expect(try await store.openIncidents(limit: 10).isEmpty)
            #expect(try await store.caseMark(CaseID(rawValue: 999)) == nil)
            let mark = try #require(try await store.caseMark(ids[0]))
            _ = try await store.note(on: ids[0], by: "ana", "seen", now: now)
            #expect(try await store.caseMark(ids[0]) ?? 0 > mark)
            let (id, at) = (ids[0], now)
            try await store.engine.write { transaction in
                _ = try transaction.run("UPDATE hot_case SET is_incident = 1 WHERE id = ?1", [.integer(id.rawValue)])
                _ = try transaction.run(
                    """
                    INSERT INTO page (hot_case, person, why, words, number, state, reach, means, address, created_at, sent_at)
                    VALUES (?1, 'ana', 'step', '', 1, 'sent', '[]', 'sms', '+12025550111', ?2, ?2)
                    """, [.integer(id.rawValue), .time(at)])
            }
            #expect(try await store.openIncidents(limit: 10).map(\.id) == [id])
            let called = try await store.called(about: id)
            #expect(called.map(\.person) == ["ana"] && called.first?.means == "sms" && called.first?.state == "sent")
            #expect(called.first?.sentAt == at && called.first?.deliveredAt == nil)
        }
    }

    @Test func `the case page tells who was called, how, and what became of it`() async throws {
        try await DeskHouse.open { house in
            let id = try #require(try await house.hear([DeskScene.message(1, "smoke!")]).first)
            let at = house.clock.now()
            try await house.store.engine.write { transaction in
                _ = try transaction.run(
                    """
                    INSERT INTO page (hot_case, person, why, words, number, state, reach, means, address, created_at,
                        sent_at, answered_at, answer, last_error)
                    VALUES (?1, 'ben', 'step', '', 1, 'answered', '[]', 'sms', '+12025550111', ?2, ?3, ?4, 'ack', '<i>x')
                    """,
                    [.integer(id.rawValue), .time(at), .time(at + .seconds(1)), .time(at + .seconds(9))])
                _ = try transaction.run(
                    """
                    INSERT INTO page (hot_case, person, why, words, number, state, reach, means, address, created_at,
                        last_error)
                    VALUES (?1, 'cara', 'step', '', 1, 'failed', '[]', 'email', 'c@quillfone.example', ?2, 'no such box')
                    """, [.integer(id.rawValue), .time(at + .seconds(20))])
            }
            let page = try await house.person().get("/cases/\(id.rawValue)").text
            #expect(page.contains("Who was called"))
            #expect(page.contains("<b><bdi>ben</bdi></b> by text message <span class=\"tag good\">answered</span>"))
            #expect(page.contains("before that, by another means: &lt;i&gt;x"))
            #expect(
                page.contains("<b><bdi>cara</bdi></b> by e-mail <span class=\"tag bad\">could not be reached</span>"))
            // The last call first, and within a call one thing after the other, to the second.
            let places = ["<bdi>cara</bdi>", "<bdi>ben</bdi>", "taken by the provider", "answered: ack"].map {
                page.firstRange(of: $0)?.lowerBound
            }
            #expect(places.allSatisfy { $0 != nil } && places.compactMap(\.self).sorted() == places.compactMap(\.self))
            #expect(page.contains("\((at + .seconds(9)).rfc3339.prefix(19).replacing("T", with: " ")) UTC</time>"))
        }
    }
}
