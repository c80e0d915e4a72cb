import Foundation
import Storage
import TestKit
import Testing
import Triage

@testable import Console

/// The desk as programs use it.
@Suite struct APITests {
    private func fire(_ house: DeskHouse, _ number: Int = 1) async throws -> Int64 {
        try #require(
            try await house.hear([DeskScene.message(number, "smoke number \(number)!", from: "p\(number)@m.example")])
                .last
        ).rawValue
    }

    @Test func `without a key, or with one that does not hold, nothing is told`() async throws {
        try await DeskHouse.open { house in
            _ = try await fire(house)
            for client in [APIClient(probe: house.probe, key: nil), APIClient(probe: house.probe, key: "ek_nonsense")] {
                for path in ["/cases", "/cases/1", "/search?q=smoke", "/me", "/oncall", "/events"] {
                    let answer = try await client.get(path)
                    #expect(answer.status == 401 && answer.type == "application/problem+json", "\(path)")
                    #expect(answer.json["remedy"] as? String != nil && answer.json["status"] as? Int == 401)
                    #expect(!answer.raw.text.contains("smoke number"))
                }
                #expect(try await client.post("/cases/1/claim").status == 401)
            }
        }
    }

    @Test func `cases come in the order of the queue, filtered, and a slice at a time`() async throws {
        try await DeskHouse.open { house in
            try await DeskScene.fill(house)
            let client = try await APIClient.open(house)
            var seen: [Int64] = []
            var path: String? = "/cases?limit=3"
            while let next = path {
                let answer = try await client.get(next)
                #expect(answer.status == 200)
                let cases = try #require(answer.json["cases"] as? [[String: Any]])
                #expect(cases.count <= 3)
                seen += cases.compactMap { ($0["case"] as? NSNumber)?.int64Value }
                #expect((answer.json["counts"] as? [String: Int])?["open"] == 8)
                path = (answer.json["next"] as? String).map { "/cases?limit=3&after=\($0)" }
            }
            let order = try await house.store.queue(QueueQuery()).cases
            #expect(seen == order.map(\.id.rawValue))
            let critical = try await client.get("/cases?severity=critical")
            let items = try #require(critical.json["cases"] as? [[String: Any]])
            #expect(items.count == order.filter { $0.severity == .critical }.count && !items.isEmpty)
            #expect(
                Set(items[0].keys) == [
                    "case", "state", "heat", "severity", "title", "messages", "firstHeard", "promise", "owner",
                    "claimedBy", "reasons", "due", "rank", "newest", "incident", "isIncident", "mergedInto", "held",
                    "step", "target",
                ])
            #expect((items[0]["firstHeard"] as? String)?.hasSuffix("Z") == true)
            let reasons = try #require(items[0]["reasons"] as? [[String: Any]])
            #expect(reasons.first?["rule"] as? String == "danger")
            _ = try await client.post("/cases/\(seen[0])/claim")
            let mine = try await client.get("/cases?mine=true")
            #expect((mine.json["cases"] as? [[String: Any]])?.count == 1)
            let states = try await client.get("/cases?state=claimed&state=resolved")
            #expect((states.json["cases"] as? [[String: Any]])?.count == 1)
        }
    }

    @Test func `a case goes from hand to hand, and who comes second is told who holds it`() async throws {
        try await DeskHouse.open { house in
            let id = try await fire(house)
            let ana = try await APIClient.open(house, "ana")
            let ben = try await APIClient.open(house, "ben")
            let claimed = try await ana.post("/cases/\(id)/claim", "{\"note\":\"mine\"}")
            #expect(claimed.status == 200 && claimed.json["state"] as? String == "claimed")
            let second = try await ben.post("/cases/\(id)/claim")
            #expect(second.status == 409 && second.type == "application/problem+json")
            #expect(second.json["heldBy"] as? String == "ana")
            #expect((second.json["detail"] as? String)?.contains("ana holds it") == true)
            #expect(try await ana.post("/cases/\(id)/acknowledge").json["state"] as? String == "acknowledged")
            let until = (house.clock.now() + .seconds(3600)).rfc3339
            let asleep = try await ana.post("/cases/\(id)/snooze", "{\"until\":\"\(until)\"}")
            #expect(asleep.json["due"] as? String == until)
            #expect(try await ana.post("/cases/\(id)/release").json["claimedBy"] is NSNull)
            #expect(try await ben.post("/cases/\(id)/note", "{\"note\":\"seen\"}").status == 200)
            let shut = try await ben.post("/cases/\(id)/not-hot", "{\"reason\":\"a joke\"}")
            #expect(shut.json["state"] as? String == "not-hot")
            let detail = try await ana.get("/cases/\(id)")
            let history = try #require(detail.json["history"] as? [[String: Any]])
            #expect(history.map { $0["what"] as? String }.contains("not-hot"))
            #expect(history.contains { $0["note"] as? String == "seen" && $0["by"] as? String == "ben" })
            #expect((detail.json["heard"] as? [[String: Any]])?.first?["text"] as? String == "smoke number 1!")
            #expect(try await ana.post("/cases/\(id)/claim").status == 409)
            #expect(try await ana.post("/cases/999999/claim").status == 404)
            #expect(try await ana.get("/cases/999999").status == 404)
        }
    }

    @Test func `cases are merged, split and linked`() async throws {
        try await DeskHouse.open { house in
            let ana = try await APIClient.open(house)
            let first = try await fire(house, 1)
            let second = try await fire(house, 2)
            #expect(first != second)
            #expect(try await ana.post("/cases/\(second)/merge", "{\"into\":\(first)}").status == 200)
            let detail = try await ana.get("/cases/\(first)")
            let heard = try #require(detail.json["heard"] as? [[String: Any]])
            #expect(heard.count == 2 && (detail.json["merged"] as? [Int]) == [Int(second)])
            let message = try #require(heard.last?["message"] as? Int)
            let split = try await ana.post("/cases/\(first)/split", "{\"messages\":[\(message)]}")
            #expect(split.status == 200 && split.json["case"] as? Int != Int(first))
            #expect(try await ana.post("/cases/\(first)/split", "{\"messages\":[987654]}").status == 409)
            #expect(try await ana.post("/cases/\(first)/link", "{\"to\":\(first)}").status == 409)
        }
    }

    @Test func `a viewer reads, an agent acts, and only a lead hands over what somebody else holds`() async throws {
        try await DeskHouse.open { house in
            let id = try await fire(house)
            let viewer = try await APIClient.open(house, "vera", .viewer)
            let ana = try await APIClient.open(house, "ana")
            let ben = try await APIClient.open(house, "ben")
            let lead = try await APIClient.open(house, "cara", .lead)
            #expect(try await viewer.get("/cases/\(id)").status == 200)
            let refused = try await viewer.post("/cases/\(id)/claim")
            #expect(refused.status == 403 && refused.type == "application/problem+json")
            #expect(try await ana.post("/cases/\(id)/claim").status == 200)
            let body = "{\"to\":\"cleo\",\"note\":\"she knows the house\"}"
            #expect(try await ben.post("/cases/\(id)/hand-over", body).status == 403)
            let nobody = try await lead.post("/cases/\(id)/hand-over", "{\"to\":\"eve\",\"note\":\"x\"}")
            #expect(nobody.status == 409 && nobody.json["field"] as? String == "to")
            let handed = try await lead.post("/cases/\(id)/hand-over", body)
            #expect(handed.status == 200 && handed.json["target"] as? String == "cleo")
            // Numbers of colleagues are for leads.
            let now = house.clock.now()
            #expect(!(try await viewer.get("/oncall").raw.text.contains("+12025550111")))
            #expect(try await lead.get("/oncall").raw.text.contains("+12025550111"))
            let page = try #require(
                try await house.store.write(
                    [
                        PageDraft(
                            hotCase: CaseID(rawValue: id), person: "ana", reach: [Means(.sms, "+12025550111")],
                            why: .step(1, round: 1))
                    ], patience: OnCall.Patience(), now: now
                ).first)
            let shown = try await viewer.get("/pages/\(page.id)")
            #expect(shown.json["person"] as? String == "ana" && !shown.raw.text.contains("+1202"))
            #expect(try await viewer.get("/pages/999").status == 404)
        }
    }

    @Test(arguments: [
        ("{\"unti\":\"2026-11-22T06:00:00Z\"}", 400, "unti", "Did you mean `until`?"),
        ("{\"until\":7}", 422, "until", "a time such as"),
        ("{\"until\":\"soon\"}", 422, "until", "a time such as"),
        ("{\"note\":\"x\"}", 422, "until", "Give `until`"),
        ("{\"until\":\"2026-11-22T06:00:00Z\",\"note\":null}", 422, "note", "at most 4000 characters"),
        ("{\"until\":\"2026-11-22T06:00:00Z\",\"until\":\"2026-11-22T06:00:00Z\"}", 400, nil, "one JSON object"),
        ("{\"until\":\"2026-11-22T06:00:00Z\",}", 400, nil, "one JSON object"),
        ("[]", 400, nil, "one JSON object"), ("{", 400, nil, "one JSON object"),
        ("{\"note\":\"\\ud800\"}", 400, nil, "one JSON object"),
        (String(repeating: "[", count: 100_000), 400, nil, "one JSON object"),
    ])
    func `what is wrong with a body is named, with what to do`(
        body: String, status: Int, field: String?, remedy: String
    ) async throws {
        try await DeskHouse.open { house in
            let id = try await fire(house)
            let ana = try await APIClient.open(house)
            let answer = try await ana.post("/cases/\(id)/snooze", body)
            #expect(answer.status == status && answer.json["field"] as? String == field)
            #expect((answer.json["remedy"] as? String)?.contains(remedy) == true, "\(answer.raw.text)")
            let hotCase = try await house.store.caseDetail(CaseID(rawValue: id))?.hotCase
            #expect(hotCase?.state == .open)
        }
    }

    @Test func `a query that is wrong, a body that is no JSON and one too large are refused`() async throws {
        try await DeskHouse.open { house in
            let id = try await fire(house)
            let ana = try await APIClient.open(house)
            for (path, field) in [
                ("/cases?stat=open", "stat"), ("/cases?state=hot", "state"), ("/cases?limit=201", "limit"),
                ("/cases?limit=0", "limit"), ("/cases?limit=%2B5", "limit"), ("/cases?limit=1&limit=2", "limit"),
                ("/cases?after=1", "after"),
                ("/cases?" + Array(repeating: "state=open", count: 21).joined(separator: "&"), "state"),
                ("/cases?mine=1", "mine"), ("/search", "q"), ("/search?q=%20", "q"),
                ("/numbers?from=yesterday", "from"), ("/me?x=1", "x"),
            ] {
                let answer = try await ana.get(path)
                #expect(answer.status == 400 && answer.json["field"] as? String == field, "\(path) \(answer.raw.text)")
            }
            let claim = "/cases/\(id)/claim"
            #expect(try await ana.post(claim, "note=x", type: "application/x-www-form-urlencoded").status == 415)
            #expect(try await ana.post(claim, "{}", type: nil).status == 415)
            let large = try await ana.post(claim, "{\"note\":\"\(String(repeating: "x", count: 300_000))\"}")
            #expect(large.status == 413 && large.type == "application/problem+json")
            #expect(try await ana.post(claim, "{\"note\":\"\(String(repeating: "x", count: 4_001))\"}").status == 422)
            #expect(try await ana.get("/nothing").status == 404)
            #expect(try await ana.get("/cases/x").status == 404)
        }
    }

    @Test func `a browser's cookie alone does nothing; with the page's token it does`() async throws {
        try await DeskHouse.open { house in
            let id = try await fire(house)
            let ana = try await house.person()
            var headers = ["Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"]
            let path = "/api/v1/cases/\(id)/claim"
            #expect(try await house.probe.ask("POST", path, headers, cookie: ana.cookie, body: "{}").status == 403)
            headers["X-Earshot-Token"] = ana.token
            #expect(try await house.probe.ask("POST", path, headers, cookie: ana.cookie, body: "{}").status == 200)
        }
    }

    @Test func `what is there beside the cases can be read`() async throws {
        try await DeskHouse.open { house in
            try await DeskScene.fill(house)
            let ana = try await APIClient.open(house)
            let found = try await ana.get("/search?q=ombudsman")
            #expect((found.json["found"] as? [[String: Any]])?.contains { $0["kind"] as? String == "message" } == true)
            let numbers = try await ana.get("/numbers")
            #expect((numbers.json["hours"] as? [[String: Any]])?.count == 25 && numbers.json["untouched"] as? Int == 8)
            let sources = try await ana.get("/sources")
            #expect((sources.json["sources"] as? [[String: Any]])?.first?["source"] as? String == "fediverse")
            let ledger = try await ana.get("/ledger")
            #expect((ledger.json["sources"] as? [[String: Any]])?.first?["unaccounted"] as? Int == 0)
            let rules = try #require(try await ana.get("/rules").json["rules"] as? [[String: Any]])
            #expect(rules.count == 5 && rules.first?["rule"] as? String == "danger")
            let steps = try #require(try await ana.get("/oncall").json["steps"] as? [[String: Any]])
            #expect(steps.count == 4 && steps.first?["reachable"] as? Bool == true)
            let shifts = try await ana.get("/oncall/shifts")
            #expect((shifts.json["rotas"] as? [[String: Any]])?.count == 2)
            #expect(
                (shifts.json["faults"] as? [[String: Any]])?.contains { $0["fault"] as? String == "gap" } == true)
            #expect(try await ana.get("/me").json["role"] as? String == "agent")
        }
    }

    @Test func `whoever asks too much in too short a time waits, and nobody else does`() async throws {
        try await DeskHouse.open { house in
            let ana = try await APIClient.open(house)
            let ben = try await APIClient.open(house, "ben")
            let pace = house.desk.limits.apiBurst
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        for _ in 0..<pace / 8 where try await ana.get("/me").status != 200 {
                            throw Probe.Trouble(what: "refused too early")
                        }
                    }
                }
                try await group.waitForAll()
            }
            let refused = try await ana.get("/me")
            #expect(refused.status == 429 && refused.raw.header("retry-after") == "1")
            #expect(try await ben.get("/me").status == 200)
        }
    }
}
