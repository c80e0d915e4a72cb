import Console
import Foundation
import Storage
import TestKit
import Testing
import Triage

/// Calls, answers and silences at the desk and in the API.
@Suite struct CallBackDeskTests {
    private static let number = "+447700900123"
    private static let ten = Moment(seconds: Example.morning.wholeSeconds + 3600)

    private func book(_ house: DeskHouse, _ number: Int = 1, at start: Moment = ten) async throws -> CallBack {
        let offer = try await BookingScene.offer(house, number, from: "c\(number)@mastodon.example")
        let answer = try await house.store.book(
            .talk(offer.talk), at: start, number: Self.number, stamp: "0", language: "en",
            terms: BookingScene.terms(), now: house.clock.now())
        guard case .done(let call) = answer else { throw Probe.Trouble(what: "\(answer)") }
        return call
    }

    @Test func `the desk sees the day's calls and what is free, and a viewer not the numbers`() async throws {
        try await BookingScene.open { house in
            let call = try await book(house)
            let ana = try await house.person("ana", .agent)
            let page = try await ana.get("/call-backs").text
            #expect(page.contains("10 am") && page.contains(Self.number) && page.contains(">booked<"))
            #expect(page.contains("27 of 28 seats free") && page.contains("My router does nothing"))
            #expect(page.contains("href=\"/call-backs\" aria-current=\"page\""))
            #expect(!(try await ana.get("/call-backs?state=kept").text.contains(Self.number)))
            let detail = try await ana.get("/call-backs/\(call.id)").text
            #expect(detail.contains("<b>booked</b> by <bdi>customer</bdi>") && detail.contains("value=cancel"))
            // Nobody can have rung yet.
            #expect(!detail.contains("value=kept") && !detail.contains("value=no-reply"))
            let viewer = try await house.person("vic", .viewer)
            for path in ["/call-backs", "/call-backs/\(call.id)", "/answers"] {
                let seen = try await viewer.get(path).text
                #expect(
                    !seen.contains(Self.number) && !seen.contains("c1@mastodon") && !seen.contains("<select"), "\(path)"
                )
            }
            #expect(try await viewer.get("/call-backs").text.contains("+44 … 123"))
            for path in ["/call-backs/book", "/call-backs/\(call.id)/act"] {
                #expect(try await viewer.press(path, ["do": "cancel", "version": "1"]) == "403")
            }
            #expect(try await house.store.callBack(call.id)?.state == .booked)
            #expect(try await ana.get("/call-backs/77").status == 404)
            #expect(try await house.probe.get("/call-backs").status == 303)
        }
    }

    @Test func `a call is booked for the customer of a case, who is told, once however often it is sent`() async throws
    {
        try await BookingScene.open { house in
            let id = try #require(
                try await house.hear([DeskScene.message(1, "smoke in the kitchen", at: house.clock.now())]).first)
            let ana = try await house.person("ana", .agent)
            #expect(try await ana.get("/cases/\(id.rawValue)").text.contains("href=\"/call-backs?case=\(id.rawValue)"))
            let prepared = try await ana.get("/call-backs?case=\(id.rawValue)")
            let once = try #require(prepared.hidden("once"))
            let form = [
                "start": "\(Self.ten.wholeSeconds)", "number": "07700 900 123", "case": "\(id.rawValue)", "once": once,
            ]
            #expect(try await ana.press("/call-backs/book", form) == "422")
            let right = form.merging(["number": Self.number]) { $1 }
            #expect(try await ana.press("/call-backs/book", right).hasPrefix("Booked: today 10 am"))
            #expect(try await ana.press("/call-backs/book", right).hasPrefix("Booked"))
            let calls = try await house.store.callBacks()
            let call = try #require(calls.first)
            #expect(calls.count == 1 && call.hotCase == id && call.handle == Example.ana)
            #expect(call.topic == "smoke in the kitchen")
            let told = try await house.store.answers(ofConversation: try #require(call.conversation))
            #expect(told.map(\.draft.kind) == [.callBackBooked])
            let page = try await ana.get("/cases/\(id.rawValue)").text
            #expect(page.contains("/call-backs/\(call.id)\"") && page.contains("What was said by itself"))
            #expect(page.contains("call back booked") && page.contains("booked by ana"))
            #expect(!page.contains("/call-backs?case="))
            let audit = try await house.store.auditLines(limit: 5)
            #expect(audit.contains { $0.what == "call-back booked" && $0.who == "ana" })
            for (wrong, words) in [
                ["start": "x"]: "Choose a slot", ["start": "\(Self.ten.wholeSeconds)", "number": "+44909"]: "not rung",
                ["start": "\(Self.ten.wholeSeconds)", "number": "+449991"]: "do not know",
                ["start": "\(Self.ten.wholeSeconds)", "customer": "nobody"]: "no such customer",
                ["start": "\(Self.ten.wholeSeconds)", "case": "77", "number": Self.number]: "no case 77",
                ["start": "\(Self.ten.wholeSeconds + 1)", "number": Self.number]: "No slot begins",
            ] {
                let answer = try await house.probe.post(
                    "/call-backs/book", wrong.merging(["token": ana.token]) { $1 }, cookie: ana.cookie)
                #expect([409, 422].contains(answer.status) && answer.says(words), "\(wrong)")
            }
            #expect(try await house.store.callBacks().count == 1)
        }
    }

    @Test func `a call is moved, kept and cancelled, and what somebody changed meanwhile stays`() async throws {
        let clock = ManualClock()
        try await BookingScene.open(clock: clock) { house in
            let call = try await book(house)
            let ana = try await house.person("ana", .agent)
            let path = "/call-backs/\(call.id)/act"
            let eleven = "\(Self.ten.wholeSeconds + 3600)"
            #expect(
                try await ana.press(path, ["do": "move", "version": "1", "start": eleven]).hasPrefix(
                    "Moved to today 11"))
            for stale in [
                ["do": "cancel", "version": "1"], ["do": "kept", "version": "1"], ["do": "kept"], ["do": "no-reply"],
                ["do": "move", "version": "1", "start": "\(Self.ten.wholeSeconds)"],
            ] {
                #expect(try await ana.press(path, stale) == "409", "\(stale)")
            }
            #expect(try await ana.press(path, ["do": "nonsense", "version": "2"]) == "422")
            // Before its time nobody can have rung.
            #expect(try await ana.press(path, ["do": "kept", "version": "2"]) == "409")
            let other = try await book(house, 2)
            let gone = try await ana.press(
                "/call-backs/\(other.id)/act", ["do": "cancel", "version": "1", "note": "rang us herself"])
            #expect(gone == "Cancelled.")
            clock.advance(to: Self.ten + .seconds(3600))
            #expect(
                try await ana.press(path, ["do": "kept", "version": "2", "note": "all is well"]).contains("reached"))
            #expect(try await house.store.callBack(call.id)?.state == .kept)
            #expect(try await ana.get("/call-backs/\(call.id)").text.contains("all is well"))
            #expect(try await ana.press(path, ["do": "cancel", "version": "3"]) == "409")
            let what = try await house.store.auditLines(limit: 9).map(\.what)
            for line in ["call-back moved", "call-back kept", "call-back cancelled"] {
                #expect(what.count { $0 == line } == 1, "\(line)")
            }
        }
    }

    @Test func `whoever watches the calls is told of each change`() async throws {
        try await BookingScene.open(clock: WallClockKeeper()) { house in
            let ana = try await house.person("ana", .agent)
            let before = try await ana.get("/call-backs/mark").text
            let answer = try await house.store.book(
                CallBack(
                    start: try #require(
                        try await house.store.slots(
                            BookingScene.terms().plan, calendar: BookingScene.hours().standard, now: house.clock.now()
                        ).next().first), end: .distantFuture, number: Self.number,
                    handle: Handle(channel: .sms, normalised: Self.number), source: "", language: "en", zone: "UTC",
                    uid: "u", waitedSince: house.clock.now()), terms: BookingScene.terms(), by: "ben",
                now: house.clock.now())
            guard case .done = answer else { throw Probe.Trouble(what: "\(answer)") }
            #expect(try await ana.get("/call-backs/mark").text != before)
        }
    }

    @Test func `each answer and each silence stands there with its reason, and can be sieved`() async throws {
        try await BookingScene.open { house in
            _ = try await BookingScene.offer(house)
            let ana = try await house.person("ana", .agent)
            let now = house.clock.now()
            let lease = try await house.store.begin(now: now)
            var robot = DeskScene.message(7, "I am a machine", from: "bot@mastodon.example", at: now)
            robot.author.isAutomatic = true
            let rules = house.desk.rules()
            _ = try await house.store.remember(
                [
                    HeardPage(
                        source: lease.source, epoch: lease.epoch,
                        items: [.init(heard: .message(robot), evidence: rules.judge(robot))], cursors: [:])
                ], decider: Decider(policy: BookingScene.policy(), rules: rules), now: now)
            let page = try await ana.get("/answers").text
            #expect(page.contains("<b>after hours</b>") && page.contains(">waiting<"))
            #expect(page.contains("<b>automatic</b>") && page.contains("I am a machine"))
            let silent = try await ana.get("/answers?state=silent&reason=automatic").text
            #expect(silent.contains("<b>automatic</b>") && !silent.contains("<b>after hours</b>"))
            let sent = try await ana.get("/answers?state=sent").text
            #expect(!sent.contains("<b>automatic</b>") && !sent.contains("<b>after hours</b>"))
            #expect(try await ana.get("/answers?state=%3Cb&reason=x&since=9y").status == 200)
        }
    }

    @Test func `only a lead says that somebody may be written to again, and why`() async throws {
        try await BookingScene.open { house in
            let handle = Handle(channel: .sms, normalised: "+447700900123")
            _ = try await house.store.setOptOut(handle, why: "STOP", now: house.clock.now())
            let ana = try await house.person("ana", .agent)
            let cara = try await house.person("cara", .lead)
            let form = ["handle": "sms:+447700900123", "reason": "asked us on the phone"]
            #expect(try await ana.get("/answers").text.contains("sms:+447700900123"))
            #expect(!(try await ana.get("/answers").text.contains("opt-outs/clear")))
            #expect(try await ana.press("/answers/opt-outs/clear", form) == "403")
            #expect(try await cara.press("/answers/opt-outs/clear", ["handle": "sms:+447700900123"]) == "422")
            #expect(try await cara.press("/answers/opt-outs/clear", ["handle": "x", "reason": "y"]) == "404")
            #expect(try await house.store.optOut(of: handle) != nil)
            #expect(try await cara.press("/answers/opt-outs/clear", form).contains("may be written to again"))
            #expect(try await house.store.optOut(of: handle) == nil)
            #expect(try await cara.press("/answers/opt-outs/clear", form) == "404")
            let line = try #require(
                try await house.store.auditLines(limit: 20).first { $0.what == "opt-out cleared" })
            #expect(line.who == "cara" && line.note == "asked us on the phone")
        }
    }

    @Test func `a program books, moves, marks and cancels, and is told why not`() async throws {
        let clock = ManualClock()
        try await BookingScene.open(perSlot: 1, clock: clock) { house in
            let agent = try await APIClient.open(house)
            let slots = try await agent.get("/slots?free=true&limit=3")
            #expect((slots.json["slots"] as? [[String: Any]])?.first?["start"] as? String == "2026-11-02T10:00:00Z")
            let body = #"{"start":"2026-11-02T10:00:00Z","number":"+447700900123","key":"one-two-three"}"#
            let made = try await agent.post("/call-backs", body)
            #expect(made.status == 200 && made.json["state"] as? String == "booked")
            let id = try #require(made.json["callback"] as? Int)
            #expect(try await agent.post("/call-backs", body).json["callback"] as? Int == id)
            let taken = try await agent.post("/call-backs", body.replacingOccurrences(of: "one-", with: "two-"))
            #expect(taken.status == 409 && (taken.json["remedy"] as? String)?.contains("10:30:00Z") == true)
            let bad = try await agent.post("/call-backs", body.replacingOccurrences(of: "+4477", with: "+4490"))
            #expect(bad.status == 409 || bad.json["field"] as? String == "number")
            let moved = try await agent.post(
                "/call-backs/\(id)/move", #"{"to":"2026-11-02T11:00:00Z","version":1}"#)
            #expect(moved.json["version"] as? Int == 2 && moved.json["start"] as? String == "2026-11-02T11:00:00Z")
            let stale = try await agent.post("/call-backs/\(id)/cancel", #"{"version":1}"#)
            #expect(stale.status == 409 && stale.json["field"] as? String == "version")
            // Nobody can have rung in vain before its time.
            #expect(try await agent.post("/call-backs/\(id)/no-reply", "{}").status == 409)
            clock.advance(by: .seconds(4 * 3600))
            #expect(try await agent.post("/call-backs/\(id)/no-reply", "{}").status == 200)
            let kept = try await agent.post("/call-backs/\(id)/kept", #"{"note":"well"}"#)
            #expect(kept.json["state"] as? String == "kept")
            #expect(try await agent.post("/call-backs/\(id)/cancel").status == 409)
            #expect(try await agent.post("/call-backs/77/kept").status == 404)
            let detail = try await agent.get("/call-backs/\(id)")
            #expect((detail.json["history"] as? [Any])?.count ?? 0 >= 4)
            let viewer = try await APIClient.open(house, "vic", .viewer)
            let list = try await viewer.get("/call-backs?state=kept").json["callbacks"] as? [[String: Any]]
            #expect(list?.map { $0["number"] as? String } == ["+44 … 123"])
            #expect(try await viewer.post("/call-backs", body).status == 403)
            #expect(
                try await agent.post("/opt-outs/clear", #"{"handle":"sms:+447700900123","reason":"x"}"#).status == 403)
            for path in ["/answers", "/silences?reason=automatic", "/opt-outs"] {
                #expect(try await viewer.get(path).status == 200, "\(path)")
            }
        }
    }
}
