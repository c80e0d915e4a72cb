import Channels
import Storage
import TestKit
import Testing
import Triage

@testable import Act

/// How a page ends, whatever its provider does.
@Suite struct PageLoopTests {
    private func begun(_ room: PagingRoom) async throws -> CaseID {
        let id = try #require(try await room.heat().first)
        #expect(try await room.escalation().lookOnce() == 1)
        return id
    }

    @Test func `a kill between sending and writing it down: the provider is asked, and nothing is said twice`()
        async throws
    {
        try await withPaging { room in
            let id = try await begun(room)
            // The process that sends is gone before it could write that down.
            let worker = Worker(rawValue: "h:b:dead")
            let errands = try await room.store.leaseErrands(
                .page, limit: 9, worker: worker, now: room.clock.now(), until: room.clock.now() + PageLoop.leaseTime)
            let errand = try #require(errands.first)
            let pages = try await room.store.pages(of: errand.id)
            let text = room.desk.text(pages, key: errand.idempotencyKey, at: pages[0].page.createdAt)
            _ = try await room.sms.send(text, to: "+12025550111")

            room.clock.advance(by: PageLoop.leaseTime - .seconds(1))
            #expect(try await room.pages().sendDue() == 0)
            room.clock.advance(by: .seconds(1))
            #expect(try await room.pages().sendDue() == 1)
            #expect(room.sms.asked == 1 && room.sms.taken.count == 1)
            let page = try #require(try await room.store.pages(ofCase: id).first)
            #expect(page.state == .sent && page.provider == "P1")
            #expect(try await room.store.errand(errand.id)?.doubtful == 1)
        }
    }

    @Test func `a lost answer is doubt, and the same words are found again though time has passed`() async throws {
        try await withPaging { room in
            _ = try await begun(room)
            room.sms.script(.takeSilently)
            #expect(try await room.pages().runOnce())
            room.clock.advance(by: .seconds(15))
            #expect(try await room.pages().runOnce() == false)
            #expect(room.sms.taken.count == 1 && room.sms.asked == 1)
        }
    }

    @Test func `after doubt, what the provider does not have is sent again under its key`() async throws {
        try await withPaging { room in
            _ = try await begun(room)
            room.sms.script(.fail(.unknown))
            #expect(try await room.pages().runOnce())
            room.clock.advance(by: .seconds(5))
            #expect(try await room.pages().runOnce() == false)
            #expect(room.sms.asked == 1 && room.sms.taken.count == 1)
        }
    }

    @Test func `what is refused goes to the next means at once, and then the next step is due`() async throws {
        try await withPaging { room in
            let id = try await begun(room)
            room.sms.always(.fail(.refused))
            room.email.script(.take(.final))
            _ = try await room.pages().runOnce()
            #expect(room.email.taken.map(\.to) == ["ana@quillfone.example"])
            #expect(room.email.taken.first?.at == Example.morning)
            // Nor can ben be reached, whose only means it is: everybody is called, now and not in five minutes.
            room.clock.advance(by: .seconds(120))
            try await room.turn(room.escalation(), room.pages())
            #expect(try await room.store.pages(ofCase: id).contains { $0.person == "ben" && $0.state == .failed })
            #expect(try await room.store.nextCaseDue() == room.clock.now())
            try await room.turn(room.escalation(), room.pages())
            #expect(room.email.taken.contains { $0.to == "lea@quillfone.example" && $0.words.contains("NOBODY") })
        }
    }

    @Test func `where the provider knows of a STOP the lead is told once, and it is not tried again`() async throws {
        try await withPaging { room in
            _ = try await begun(room)
            room.sms.script(.optedOut)
            _ = try await room.pages().runOnce()
            #expect(room.email.taken.map(\.to) == ["ana@quillfone.example"])
            let told = room.sms.taken.filter { $0.to == "+12025550113" }
            #expect(told.count == 1 && told.first?.words.contains("ana has sent STOP") == true)
            room.clock.advance(by: .seconds(61))
            try await room.heat(1, from: 2)
            try await room.turn(room.escalation(), room.pages())
            #expect(room.email.taken.filter { $0.to == "ana@quillfone.example" }.count == 2)
            #expect(room.sms.taken.filter { $0.to == "+12025550111" }.isEmpty)
            #expect(room.sms.taken.filter { $0.words.contains("STOP") }.count == 1)
        }
    }

    @Test func `what is refused for good is noted, and what could not be tried is not`() async throws {
        try await withPaging { room in
            _ = try await begun(room)
            room.sms.script(.fail(.refused))
            _ = try await room.pages().runOnce()
            let troubles = try await room.store.meansTroubles()
            #expect(troubles.map(\.what) == [.failed] && troubles.first?.person == "ana")
            room.sms.always(.fail(.unreachable))
            try await room.store.write(
                [PageDraft(hotCase: nil, person: "ben", reach: PagingRoom.ben.reach, why: .notice, words: "x")],
                patience: room.onCall.patience, now: room.clock.now())
            for _ in 0..<6 {
                _ = try await room.pages().runOnce()
                room.clock.advance(by: .seconds(30))
            }
            #expect(try await room.store.meansTroubles().count == 1)
        }
    }

    @Test func `the lead is told once of somebody who cannot be reached, however many pages that were`() async throws {
        try await withPaging { room in
            try await room.heat(30)
            var room = room
            room.onCall.escalation = [.init(to: [.people(["ben"])], wait: .seconds(300))]
            while try await room.escalation().lookOnce() > 0 {}
            room.sms.always(.fail(.refused))
            _ = try await room.pages().runOnce()
            let told = room.email.taken.filter { $0.words.contains("cannot be reached") }
            #expect(told.count == 1 && told.first?.to == "lea@quillfone.example")
            #expect(told.first?.words.contains("ben") == true && told.first?.words.contains("29 more") == true)
        }
    }

    @Test func `of two who are called together, one who cannot be reached does not hurry the next step`() async throws {
        try await withPaging { room in
            var room = room
            room.onCall.escalation[0] = .init(to: [.people(["ben"]), .people(["ana"])], wait: .seconds(120))
            try await room.heat()
            #expect(try await room.escalation().lookOnce() == 1)
            // ben has no other means; ana has.
            room.sms.always(.fail(.refused))
            _ = try await room.pages().runOnce()
            #expect(room.email.taken.contains { $0.to == "ana@quillfone.example" })
            #expect(try await room.store.nextCaseDue() == Example.morning + .seconds(120))
        }
    }

    @Test func `what is not delivered within a minute goes to the next means`() async throws {
        try await withPaging { room in
            let id = try await begun(room)
            room.sms.script(.take(.pending))
            let pages = room.pages()
            _ = try await pages.runOnce()
            while room.clock.now() < Example.morning + .seconds(59) {
                room.clock.advance(by: .seconds(1))
                _ = try await pages.checkDue()
                _ = try await pages.sendDue()
            }
            #expect(room.email.taken.isEmpty)
            room.clock.advance(by: .seconds(6))
            _ = try await pages.checkDue()
            _ = try await pages.sendDue()
            #expect(room.email.taken.map(\.to) == ["ana@quillfone.example"])
            #expect(try await room.store.pages(ofCase: id).first?.lastError.contains("60 s") == true)
        }
    }

    @Test func `what the provider reports as failed goes to the next means at once`() async throws {
        try await withPaging { room in
            _ = try await begun(room)
            room.sms.script(.take(.pending))
            let pages = room.pages()
            _ = try await pages.runOnce()
            room.sms.fate(.failed("30003 unreachable handset"))
            room.clock.advance(by: .seconds(2))
            #expect(try await pages.checkDue() == 1)
            #expect(try await pages.sendDue() == 1)
            #expect(room.email.taken.first?.at == Example.morning + .seconds(2))
        }
    }

    @Test func `the delivery of one text is asked for once, however many pages it carried`() async throws {
        try await withPaging { room in
            try await room.heat(50)
            while try await room.escalation().lookOnce() > 0 {}
            room.sms.always(.take(.pending))
            let pages = room.pages()
            _ = try await pages.runOnce()
            #expect(room.sms.taken.count == 1)
            room.clock.advance(by: .seconds(2))
            #expect(try await pages.checkDue() == 50)
            #expect(room.sms.askedForDelivery == ["P1"])
        }
    }

    @Test func `throttled for a moment waits for it, throttled for long goes to the next means`() async throws {
        try await withPaging { room in
            _ = try await begun(room)
            room.sms.script(.fail(.throttled(until: Example.morning + .seconds(20))))
            #expect(try await room.pages().runOnce())
            room.clock.advance(by: .seconds(19))
            #expect(try await room.pages().sendDue() == 0)
            room.sms.script(.fail(.throttled(until: Example.morning + .seconds(3600))))
            room.clock.advance(by: .seconds(1))
            #expect(try await room.pages().runOnce() == false)
            #expect(room.sms.taken.isEmpty && room.email.taken.count == 1)
        }
    }

    @Test func `a provider that nobody can reach is given up within two minutes`() async throws {
        try await withPaging { room in
            _ = try await begun(room)
            room.sms.always(.fail(.unreachable))
            let pages = room.pages()
            for _ in 0..<130 where room.email.taken.isEmpty {
                while try await pages.sendDue() > 0 {}
                room.clock.advance(by: .seconds(1))
            }
            let said = try #require(room.email.taken.first)
            #expect(said.at - Example.morning <= .seconds(120) && room.sms.attempts > 1)
        }
    }

    @Test func `a provider that answers nobody holds up its own pages only`() async throws {
        try await withPaging { room in
            var room = room
            room.onCall.people[0].reach.reverse()
            room.onCall.escalation = [.init(to: [.people(["ben"]), .people(["ana"])], wait: .seconds(120))]
            try await room.heat()
            #expect(try await room.escalation().lookOnce() == 1)
            room.sms.always(.hang)
            let (email, sms) = (room.email, room.sms)
            let sent = try await room.run(within: .seconds(1)) {
                guard sms.hanging == 1, email.taken.count == 1 else { return false }
                // The loop ends only when what is under way has ended.
                sms.release()
                return true
            }
            #expect(sent != nil)
        }
    }

    @Test func `the link of a bundle is no older than any of its pages`() async throws {
        try await withPaging { room in
            try await room.heat()
            _ = try await room.escalation().lookOnce()
            room.clock.advance(by: .seconds(5))
            try await room.heat(from: 2)
            _ = try await room.escalation().lookOnce()
            let (first, second) = (
                try #require(try await room.store.page(1)), try #require(try await room.store.page(2))
            )
            #expect(first.createdAt < second.createdAt)
            let text = room.desk.text([(first, nil), (second, nil)], key: "k", at: first.createdAt)
            #expect(text.link?.hasSuffix("/1-2.\(second.createdAt.microseconds)") == true, "\(text.link ?? "")")
        }
    }

    @Test func `a page whose case is taken while it waits is not sent`() async throws {
        try await withPaging { room in
            let id = try await begun(room)
            _ = try await room.store.change(
                id, .claim, by: "lea", note: "", patience: room.onCall.patience, now: room.clock.now())
            _ = try await room.pages().runOnce()
            #expect(room.sms.attempts == 0)
        }
    }
}
