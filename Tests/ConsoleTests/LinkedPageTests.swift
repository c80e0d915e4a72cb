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
        let address = PageLinks(url: "", seal: house.desk.seal).address(of: [page.id], now: house.clock.now())
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

    @Test func `the whole message can be read, folded where it is long, with its reasons and without its address`()
        async throws
    {
        try await DeskHouse.open { house in
            let words = "smoke in the kitchen! " + (0..<90).map { "word\($0)" }.joined(separator: " ") + " over and out"
            let (path, _) = try await paged(house, words: words)
            let page = try await house.probe.get(path).text
            #expect(page.contains(">smoke</mark> in the <mark") || page.contains(">smoke</mark> in the kitchen"))
            #expect(page.contains("<summary>The rest of it</summary>") && page.contains("word89 over and out"))
            let fold = try #require(page.firstRange(of: "The rest of it"))
            #expect(!page[..<fold.lowerBound].contains("word89") && page[..<fold.lowerBound].contains("word20"))
            // The button comes before what need not be read.
            let button = try #require(page.firstRange(of: "I take it</button>"))
            let why = try #require(page.firstRange(of: "Why it is hot"))
            #expect(button.lowerBound < why.lowerBound)
            #expect(page.contains("<span>Danger to life or limb") && page.contains("<b>+80</b>"))
            #expect(!page.contains("ana@mastodon.example") && !page.contains("+1202"))
        }
    }

    @Test func `it is resolved by whoever was paged, and not while another has it`() async throws {
        try await DeskHouse.open { house in
            let (ana, id) = try await paged(house)
            let (ben, _) = try await paged(house, "ben")
            _ = try await press(house, ana, ["do": "ack"])
            let refused = try await press(house, ben, ["do": "resolve"])
            #expect(refused.contains("ana holds it") && !refused.contains("value=\"resolve\""))
            #expect(try await state(house, id).state == .acknowledged)
            #expect(try await press(house, ana, ["do": "resolve", "note": "rang her"]).contains("is resolved"))
            let detail = try #require(try await house.store.caseDetail(id))
            #expect(detail.hotCase.state == .resolved)
            #expect(detail.events.contains { $0.by == "ana" && $0.note.contains("rang her") })
        }
    }

    @Test func `a page about several cases leads to these and no others, and one button takes those that are free`()
        async throws
    {
        try await DeskHouse.open { house in
            let ids = try await house.hear([
                DeskScene.message(1, "smoke in the hall"),
                DeskScene.message(2, "I was charged twice", from: "ben@mastodon.example"),
                DeskScene.message(3, "your handset melted", from: "cy@mastodon.example"),
                DeskScene.message(4, "I am cancelling, ombudsman", from: "dee@mastodon.example"),
            ])
            try #require(ids.count == 4)
            let pages = try await house.store.write(
                ids.prefix(3).map {
                    PageDraft(hotCase: $0, person: "ana", reach: [Means(.sms, "+12025550111")], why: .step(1, round: 1))
                }, patience: OnCall.Patience(), now: house.clock.now())
            let path = PageLinks(url: "", seal: house.desk.seal).address(
                of: pages.map(\.id), now: house.clock.now())
            let list = try await house.probe.get(path).text
            #expect(list.contains("<h1>3 cases</h1>") && list.contains("I take all 3"))
            #expect(list.contains("Danger to life or limb") && list.contains("A device runs hot"))
            #expect(!list.contains("A customer wants to leave"))
            // Each leads to its own page, which opens.
            let links = list.split(separator: "href=\"").compactMap {
                $0.hasPrefix("/p/") ? $0.prefix { $0 != "\"" } : nil
            }
            #expect(links.count == 3)
            let one = try await house.probe.get(String(try #require(links.first)))
            #expect(one.status == 200 && one.text.contains("I take it</button>"))
            #expect(try await press(house, path, ["do": "resolve"]).contains("Nothing was done"))
            _ = try await house.store.change(
                ids[1], .claim, by: "cara", note: "", patience: OnCall.Patience(), now: house.clock.now())
            let taken = try await press(house, path, ["do": "ack"])
            #expect(taken.contains("Yours: ") && taken.contains("claimed by cara"))
            #expect(try await state(house, ids[0]).claimedBy == "ana")
            #expect(try await state(house, ids[1]).claimedBy == "cara")
            #expect(try await state(house, ids[2]).state == .acknowledged)
            #expect(try await state(house, ids[3]).state == .open)
            #expect(try await press(house, path, ["do": "ack"]).contains("in somebody&#39;s hands"))
        }
    }

    @Test func `a link names at most twenty pages, each once`() async throws {
        try await DeskHouse.open { house in
            let links = PageLinks(url: "", seal: house.desk.seal)
            func pages(_ ids: [Int64]) -> [Int64]? {
                let path = links.address(of: ids, now: house.clock.now())
                return PageLinks.open(String(path.dropFirst(3)), seal: house.desk.seal, now: house.clock.now())?.pages
            }
            #expect(pages([12]) == [12])
            #expect(pages([900, 7, 8, 7]) == [7, 8, 900])
            #expect(pages((1...30).map { $0 * 1_000_000 })?.count == 20)
            #expect(links.address(of: (0..<20).map { 123_456 + $0 }, now: house.clock.now()).utf8.count < 160)
            for subject in ["0", "-3", "", "1+", "1+x", "9223372036854775807+1", "1+0"] {
                let token = house.desk.seal.seal(purpose: "page", subject: subject, until: .max)
                #expect(PageLinks.open(token, seal: house.desk.seal, now: house.clock.now()) == nil, "\(subject)")
            }
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
