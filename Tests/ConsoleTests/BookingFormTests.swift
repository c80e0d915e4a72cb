import Console
import Foundation
import Seal
import Storage
import TestKit
import Testing
import Triage

/// What a customer typed is theirs: nobody types it twice.
@Suite struct BookingFormTests {
    private static let number = "+447700900123"

    @Test func `what was typed stands in the form again, and what is wrong stands beside it`() async throws {
        try await BookingScene.open { house in
            let offer = try await BookingScene.offer(house)
            let page = try await house.probe.get(offer.path)
            #expect(!page.says("number-wrong") && !page.says("time-wrong"))
            let typed = "0123 \"><script>"
            let form = ["do": "book", "stamp": "0", "start": page.slots[3], "number": typed]
            let wrong = try await house.probe.post(offer.path, form)
            #expect(wrong.status == 422 && wrong.says("id=number-wrong") && wrong.says("aria-invalid=true"))
            #expect(wrong.says("value=\"0123 &quot;&gt;&lt;script&gt;\"") && !wrong.says("<script"))
            #expect(wrong.says("value=\"\(page.slots[3])\" checked"))
            let timeless = try await house.probe.post(offer.path, ["do": "book", "stamp": "0", "number": Self.number])
            #expect(timeless.status == 422 && timeless.says("id=time-wrong") && !timeless.says("number-wrong"))
            #expect(timeless.says("value=\"\(Self.number)\""))
            // A number that is doubted is not to be looked for again.
            let doubted = try await house.probe.post(offer.path, form.merging(["number": "+449991"]) { $1 })
            #expect(doubted.says("value=\"+449991\"") && doubted.hidden("doubt") != nil)
        }
    }

    @Test func `whoever loses a race keeps what they typed, and chooses among all times`() async throws {
        try await BookingScene.open(perSlot: 1) { house in
            let offers = [
                try await BookingScene.offer(house),
                try await BookingScene.offer(house, 2, from: "kai@mastodon.example"),
            ]
            let page = try await house.probe.get(offers[0].path)
            let wanted = page.slots[16]
            func book(_ offer: BookingScene.Offer) async throws -> Probe.Answer {
                try await house.probe.post(
                    offer.path, ["do": "book", "stamp": "0", "start": wanted, "number": Self.number])
            }
            #expect(try await book(offers[0]).status == 303)
            let lost = try await book(offers[1])
            #expect(lost.status == 409 && lost.says("id=time-wrong") && lost.says("value=\"\(Self.number)\""))
            #expect(lost.slots.count == page.slots.count - 1 && !lost.slots.contains(wanted))
            // The day on which they wanted it is open, and it alone.
            let open = lost.text.components(separatedBy: "<details open>").dropFirst().filter {
                $0.contains("name=start")
            }
            #expect(open.count == 1 && open.first?.prefix(2_000).contains("value=\"\(page.slots[15])\"") == true)
        }
    }

    @Test func `a link of before links were marked opens while its row is the one it was made for`() async throws {
        let clock = ManualClock()
        try await BookingScene.open(clock: clock) { house in
            let offer = try await BookingScene.offer(house)
            func old(_ drafted: Moment) -> String {
                let until = (drafted + .seconds(30 * 86_400)).wholeSeconds
                return "/b/"
                    + house.desk.seal.seal(purpose: "call-back", subject: "talk:\(offer.talk)", until: until)
            }
            #expect(try await house.probe.get(old(clock.now())).status == 200)
            #expect(try await house.probe.get(old(clock.now() + .seconds(60))).status == 200)
            // Made when no such row was there: it is a stranger's now.
            #expect(try await house.probe.get(old(clock.now() - .seconds(60))).status == 404)
            let links = BookingLinks(url: "", seal: house.desk.seal)
            let other = links.address(of: .talk(offer.talk), mark: "0badc0de", now: clock.now())
            #expect(try await house.probe.get(other).status == 404)
            #expect(try await house.probe.post(other, ["do": "book"]).status == 404)
            let strange = house.desk.seal.seal(
                purpose: "call-back", subject: "x\(offer.talk).0badc0de", until: clock.now().wholeSeconds + 9)
            #expect(try await house.probe.get("/b/\(strange)").status == 404)
        }
    }
}
