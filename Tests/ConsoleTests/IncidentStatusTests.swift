import Storage
import TestKit
import Testing
import Triage

@testable import Console

/// How an incident goes, said at the desk and by programs.
@Suite struct IncidentStatusTests {
    private func incident(_ house: DeskHouse) async throws -> [Int64] {
        let ids = try await house.hear([
            DeskScene.message(1, "smoke!", from: "p1@m.example"),
            DeskScene.message(2, "I was charged twice by you lot", from: "p2@m.example"),
        ])
        try #require(ids.count == 2)
        return ids.map(\.rawValue)
    }

    private func link(_ house: DeskHouse, _ ids: [Int64]) async throws {
        _ = try await house.store.change(
            CaseID(rawValue: ids[1]), .link(to: CaseID(rawValue: ids[0])), by: "ana", note: "",
            now: house.clock.now())
    }

    @Test func `a program says how an incident goes, and is told what is wrong with it`() async throws {
        try await DeskHouse.open { house in
            let ids = try await incident(house)
            let ana = try await APIClient.open(house, "ana")
            let path = "/cases/\(ids[0])/status"
            let early = try await ana.post(path, "{\"words\":\"A mast is down.\"}")
            #expect(early.status == 409)
            #expect((early.json["detail"] as? String)?.contains("it is no incident") == true)
            try await link(house, ids)
            let said = try await ana.post(path, "{\"words\":\"A mast\\nis down.\"}")
            #expect(said.status == 200 && said.json["isIncident"] as? Bool == true)
            let events = try #require(try await house.store.caseDetail(CaseID(rawValue: ids[0]))).events
            #expect(events.last?.what == "status" && events.last?.note == "A mast is down.")
            #expect(events.last?.by == "ana")
            let long = String(repeating: "x", count: StatusWords.longest + 1)
            for body in ["{\"words\":\"\(long)\"}", "{\"words\":\" \"}", "{}"] {
                #expect(try await ana.post(path, body).status == 422, "\(body.prefix(30))")
            }
            #expect(try await ana.post(path, "{\"words\":\"\\u0007\"}").status == 409)
            #expect(try await ana.post("/cases/999/status", "{\"words\":\"x\"}").status == 404)
            let vera = try await APIClient.open(house, "vera", .viewer)
            #expect(try await vera.post(path, "{\"words\":\"x\"}").status == 403)
        }
    }

    @Test func `an incident's page shows how it goes, and has a field for more`() async throws {
        try await DeskHouse.open { house in
            let ids = try await incident(house)
            let ana = try await house.person()
            #expect(!(try await ana.get("/cases/\(ids[0])").text.contains("/cases/\(ids[0])/status")))
            #expect(try await ana.press("/cases/\(ids[0])/status", ["words": "x"]).contains("it is no incident"))
            try await link(house, ids)
            let page = try await ana.get("/cases/\(ids[0])").text
            #expect(page.contains("action=\"/cases/\(ids[0])/status\"") && page.contains("Nobody has said yet."))
            #expect(page.contains("<textarea name=words maxlength=300 required>"))
            #expect(!(try await ana.get("/cases/\(ids[1])").text.contains("id=status-title")))
            let said = try await ana.press("/cases/\(ids[0])/status", ["words": "Back at <b>nine</b>."])
            #expect(said.hasPrefix("Said;"))
            let after = try await ana.get("/cases/\(ids[0])").text
            #expect(after.contains("<p><bdi>Back at &lt;b&gt;nine&lt;/b&gt;.</bdi>") && after.contains("said by"))
            #expect(try await ana.press("/cases/\(ids[0])/status", ["words": " "]).hasPrefix("Not said: a status says"))
            let vera = try await house.person("vera", .viewer)
            #expect(try await vera.press("/cases/\(ids[0])/status", ["words": "x"]) == "403")
            let seen = try await vera.get("/cases/\(ids[0])").text
            #expect(seen.contains("id=status-title") && !seen.contains("name=words"))
        }
    }
}
