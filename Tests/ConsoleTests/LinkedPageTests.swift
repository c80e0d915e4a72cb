import Console
import Foundation
import Storage
import TestKit
import Testing
import Triage

/// The page that a link in a page leads to.
@Suite struct LinkedPageTests {
    /// Somebody was paged about a fire; the path of the link that they got.
    private func paged(_ house: DeskHouse, _ person: PersonName = "ana", words: String = "smoke in the kitchen!")
        async throws -> (path: String, hotCase: CaseID)
    {
        let known = try await house.store.queue(QueueQuery()).cases.first?.id
        let id =
            if let known { known } else {
                try #require(
                    try await house.hear([DeskScene.message(1, words, at: house.clock.now())], at: house.clock.now())
                        .first)
            }
        let pages = try await house.store.write(
            [
                PageDraft(
                    hotCase: id, person: person, reach: [Means(.sms, "+12025550111")], why: .step(1, round: 1))
            ], patience: OnCall.Patience(), now: house.clock.now())
        let page = try #require(pages.first)
        let address = PageLinks(url: "", seal: house.desk.seal).address(of: page.id, now: house.clock.now())
        return (address, id)
    }

    private func state(_ house: DeskHouse, _ id: CaseID) async throws -> Case {
        try #require(try await house.store.caseDetail(id)).hotCase
    }

    /// Presses a button as a phone does; the page that follows.
    private func press(_ house: DeskHouse, _ path: String, _ form: [String: String]) async throws -> String {
        let answer = try await house.probe.post(path, form)
        guard answer.status == 303, let next = answer.header("location") else { return answer.text }
        return try await house.probe.get(next).text
    }

    @Test func `whoever follows the link sees what, why, how old and who has it, and changes nothing`() async throws {
        try await DeskHouse.open { house in
            let (path, id) = try await paged(house)
            let mark = try await house.store.changeMark()
            let page = try await house.probe.get(path)
            #expect(page.status == 200)
            for words in [
                "Quillfone", "critical", "Danger to life or limb", "smoke", "Nobody has it yet", "within 15 min",
            ] {
                #expect(page.text.contains(words), "\(words)")
            }
            #expect(page.text.contains("I take it</button>") && page.text.contains("Pass it on</button>"))
            #expect(page.text.contains("name=\"reason\""))
            // What the page itself did not say.
            #expect(!page.text.contains("mastodon.example") && !page.text.contains("+1202"))
            #expect(page.header("referrer-policy") == "no-referrer")
            #expect(page.header("cache-control") == "no-store")
            for method in ["HEAD", "GET"] { _ = try await house.probe.ask(method, path + "?do=ack") }
            #expect(try await house.store.changeMark() == mark)
            #expect(try await state(house, id).state == .open)
        }
    }

    @Test func `one button takes the case in the name of whoever was paged, without a sign-in`() async throws {
        try await DeskHouse.open { house in
            let (ana, id) = try await paged(house)
            let (ben, _) = try await paged(house, "ben")
            let page = try await press(house, ana, ["do": "ack"])
            #expect(page.contains("Case \(id.rawValue) is yours"))
            #expect(page.contains("You have it.") && !page.contains("I take it</button>"))
            let taken = try await state(house, id)
            #expect(taken.state == .acknowledged && taken.claimedBy == "ana")
            let late = try await house.probe.get(ben).text
            #expect(late.contains("ana has it.") && !late.contains("I take it</button>"))
            // Who presses an old page's button is told, and nothing is taken away.
            #expect(try await press(house, ben, ["do": "ack"]).contains("ana holds it"))
            #expect(try await state(house, id).claimedBy == "ana")
        }
    }

    @Test func `it is passed on, and it is not hot only with a reason`() async throws {
        try await DeskHouse.open { house in
            let (path, id) = try await paged(house)
            #expect(try await press(house, path, ["do": "esc"]).contains("goes to the next"))
            #expect(try await state(house, id).due == house.clock.now())
            #expect(try await press(house, path, ["do": "not-hot", "reason": "  "]).contains("Say in a few words"))
            #expect(try await press(house, path, ["do": "nonsense"]).contains("Nothing was done"))
            #expect(try await state(house, id).state == .open)
            #expect(try await press(house, path, ["do": "not-hot", "reason": "a joke"]).contains("closed as not hot"))
            let detail = try #require(try await house.store.caseDetail(id))
            #expect(detail.hotCase.state == .notHot)
            #expect(detail.events.contains { $0.by == "ana" && $0.note.contains("a joke") })
        }
    }

    @Test func `a link that is forged or too old opens nothing and says what to do`() async throws {
        let clock = ManualClock()
        try await DeskHouse.open(clock: clock) { house in
            let (path, id) = try await paged(house)
            for bad in [String(path.dropLast()), path + "A", "/p/nonsense", "/p/v1.x.MQ.9999999999.AAAA"] {
                let answer = try await house.probe.get(bad)
                #expect(answer.status == 404, "\(bad)")
                #expect(answer.text.contains("1 ack") && !answer.text.contains("Danger"))
                #expect(answer.header("referrer-policy") == "no-referrer")
                #expect(try await house.probe.post(bad, ["do": "ack"]).status == 404)
            }
            clock.advance(by: .seconds(8 * 86_400))
            #expect(try await house.probe.get(path).status == 404)
            #expect(try await house.probe.post(path, ["do": "ack"]).status == 404)
            #expect(try await state(house, id).state == .open)
        }
    }

    @Test func `another site cannot press the button, and a browser that says nothing of the site can`() async throws {
        try await DeskHouse.open { house in
            let (path, id) = try await paged(house)
            #expect(try await house.probe.post(path, ["do": "ack"], site: "cross-site").status == 403)
            #expect(try await house.probe.post(path, ["do": "ack"], site: nil).status == 403)
            let evil = ["Origin": "https://evil.example"]
            #expect(try await house.probe.post(path, ["do": "ack"], evil, site: nil).status == 403)
            #expect(try await state(house, id).state == .open)
            let nameless = try await house.probe.post(path, ["do": "ack"], ["Origin": "null"], site: nil)
            #expect(nameless.status == 303)
            #expect(try await state(house, id).claimedBy == "ana")
        }
    }

    @Test func `whoever guesses is slowed down, and whoever was paged is not`() async throws {
        try await DeskHouse.open { house in
            let (path, _) = try await paged(house)
            var statuses: [Int] = []
            for number in 0..<25 { statuses.append(try await house.probe.get("/p/guess\(number)").status) }
            #expect(statuses.prefix(20).allSatisfy { $0 == 404 } && statuses.suffix(5).allSatisfy { $0 == 429 })
            #expect(try await house.probe.get(path).status == 200)
            for _ in 0..<60 { statuses.append(try await house.probe.get(path).status) }
            #expect(statuses.last == 429)
        }
    }

    @Test func `what strangers wrote is shown harmless`() async throws {
        try await DeskHouse.open { house in
            let id = try #require(try await house.hear([DeskScene.message(1, "smoke <b>\u{202E}")]).first)
            _ = try await house.store.change(
                id, .claim, by: "<script>\u{202E}", note: "", patience: OnCall.Patience(), now: house.clock.now())
            let page = try await house.probe.get(try await paged(house).path).text
            #expect(page.contains("&lt;script&gt;") && !page.contains("<script>\u{202E}") && !page.contains("\u{202E}"))
        }
    }
}
