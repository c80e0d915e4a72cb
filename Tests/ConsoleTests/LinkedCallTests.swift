import Console
import Storage
import TestKit
import Testing
import Triage

/// The page that a link in a page leads to, where somebody is called to ring a customer.
@Suite struct LinkedCallTests {
    private static let number = "+447700900123"
    private static let ten = Moment(seconds: Example.morning.wholeSeconds + 3600)

    /// A call that rings, and the path of the link that ana got.
    private func ringing(_ house: DeskHouse, attempts: Int = 1) async throws -> (
        path: String, call: CallBack, id: CaseID
    ) {
        var terms = BookingScene.terms()
        terms.plan.ring = .both
        let offer = try await BookingScene.offer(house)
        _ = try await house.store.book(
            .talk(offer.talk), at: Self.ten, number: Self.number, stamp: "0", language: "en", terms: terms,
            now: house.clock.now())
        var at = Self.ten
        var looked = try #require(try await house.store.lookAtDueCallBacks(terms: terms, now: at).first)
        for _ in 1..<attempts {
            _ = try await house.store.mark(callBack: looked.call.id, .noReply, terms: terms, by: "ben", now: at)
            at = try #require(try await house.store.nextCallBackDue())
            looked = try #require(try await house.store.lookAtDueCallBacks(terms: terms, now: at).first)
        }
        let id = try #require(looked.hotCase)
        let draft = PageDraft(hotCase: id, person: "ana", reach: [Means(.sms, "+12025550111")], why: .step(1, round: 1))
        let page = try #require(
            try await house.store.write([draft], patience: OnCall.Patience(), now: house.clock.now()).first)
        let path = PageLinks(url: "", seal: house.desk.seal).address(of: [page.id], now: house.clock.now())
        return (path, looked.call, id)
    }

    private func press(_ house: DeskHouse, _ path: String, _ form: [String: String]) async throws -> String {
        let answer = try await house.probe.post(path, form)
        guard answer.status == 303, let next = answer.header("location") else { return answer.text }
        return try await house.probe.get(next).text
    }

    @Test func `the page says whom to ring, what was agreed and all that was said`() async throws {
        try await BookingScene.open { house in
            let (path, call, _) = try await ringing(house)
            let page = try await house.probe.get(path).text
            for words in [
                "href=\"tel:\(Self.number)\"", "agreed for <strong>today 10 am (UTC)</strong>", "call-back 1",
                "Kept</button>",
                "No reply</button>", "My router does nothing", "by <bdi>customer</bdi>",
                "name=\"call\" value=\"\(call.id)\"", "No rule: a customer was promised this call.",
            ] {
                #expect(page.contains(words), "\(words)")
            }
            #expect(!page.contains("Many say the same") && !page.contains("attempt 1, rung"))
        }
    }

    @Test func `what was agreed stays what it was, and a retry is named as one`() async throws {
        try await BookingScene.open { house in
            let (path, call, id) = try await ringing(house, attempts: 2)
            #expect(call.attempts == 2)
            let page = try await house.probe.get(path).text
            #expect(page.contains("today 10 am (UTC)</strong> (attempt 2, rung in vain before)"))
            let title = try #require(try await house.store.caseDetail(id)).hotCase.title
            #expect(title.contains("agreed for 2026-11-02 10:00 UTC, attempt 2") && !title.contains("900123"))
        }
    }

    @Test func `kept and no reply are said by one button, in the name of whoever was paged, once`() async throws {
        for (word, state) in [("kept", CallBack.State.kept), ("no-reply", .booked)] {
            let clock = ManualClock()
            try await BookingScene.open(clock: clock) { house in
                let (path, call, id) = try await ringing(house)
                clock.advance(by: .seconds(3700))
                let form = ["do": word, "call": "\(call.id)", "note": "at her desk"]
                // A page that is fetched, another site's form, and a call that is none of the case's do nothing.
                _ = try await house.probe.get(path + "?do=\(word)&call=\(call.id)")
                #expect(try await house.probe.post(path, form, site: "cross-site").status == 403)
                let other = try await press(house, path, ["do": word, "call": "99"])
                #expect(other.contains("Nobody is to ring any more"))
                #expect(try await house.store.callBack(call.id)?.state == .ringing)
                #expect(try await press(house, path, form).contains("Noted: they"))
                #expect(try await house.store.callBack(call.id)?.state == state)
                let last = try #require(try await house.store.history(of: call.id).last)
                #expect(last.who == "ana" && last.note == "at her desk")
                #expect(try await house.store.caseDetail(id)?.hotCase.state == .resolved)
                #expect(try await press(house, path, form).contains("Nothing was done"))
                let page = try await house.probe.get(path).text
                #expect(!page.contains("Kept</button>") && page.contains("It is resolved"))
            }
        }
    }

    @Test func `what somebody else holds is theirs to say`() async throws {
        try await BookingScene.open { house in
            let (path, call, id) = try await ringing(house)
            _ = try await house.store.change(id, .claim, by: "ben", note: "", now: house.clock.now())
            #expect(!(try await house.probe.get(path).text.contains("Kept</button>")))
            let told = try await press(house, path, ["do": "kept", "call": "\(call.id)"])
            #expect(told.contains("ben holds it"))
            #expect(try await house.store.callBack(call.id)?.state == .ringing)
        }
    }

    @Test func `a viewer sees numbers nowhere whole, and an agent does`() async throws {
        try await BookingScene.open { house in
            let (_, call, id) = try await ringing(house)
            let (vic, ana) = (try await house.person("vic", .viewer), try await house.person("ana", .agent))
            // As cases were called before.
            let old = CaseDraft(
                title: "Ring \(Self.number), agreed for today", heat: 60, severity: nil, owner: "", promise: nil,
                reasons: [])
            #expect(old.title.contains(Self.number))
            for path in [
                "/queue", "/cases/\(id.rawValue)", "/call-backs", "/call-backs/\(call.id)", "/search?q=900123",
                "/search?q=Ring", "/answers",
            ] {
                let seen = try await vic.get(path).text
                #expect(!seen.contains(Self.number), "\(path)")
            }
            #expect(try await ana.get("/call-backs/\(call.id)").text.contains(Self.number))
            #expect(try await vic.get("/queue").text.contains("Ring +44 … 123"))
        }
    }

    @Test func `a link to a page opens none that got its number after the database was restored`() async throws {
        try await BookingScene.open { house in
            let (path, _, id) = try await ringing(house)
            let token = String(path.dropFirst(3))
            let link = try #require(PageLinks.open(token, seal: house.desk.seal, now: house.clock.now()))
            var page = try #require(try await house.store.page(link.pages[0]))
            #expect(page.hotCase == id && link.means(page))
            page.createdAt = page.createdAt + .seconds(1)
            #expect(!link.means(page))
            // The same over the wire: the link was made before the page.
            let before = PageLinks(url: "", seal: house.desk.seal).address(
                of: link.pages, now: house.clock.now() - .seconds(2))
            #expect(try await house.probe.get(before).status == 404)
            #expect(try await house.probe.post(before, ["do": "ack"]).status == 404)
        }
    }
}
