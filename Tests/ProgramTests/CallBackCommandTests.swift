import Foundation
import Storage
import TestKit
import Testing
import Triage

@testable import earshot

/// The commands on calls, from an empty database to a call that was kept.
struct CallBackCommandTests {
    private func folder() throws -> Scratch {
        let folder = try Scratch()
        try folder.write(
            "earshot.yaml",
            """
            brand: Quillfone
            database: sqlite:earshot.db
            rules: Rules
            hours: { time-zone: UTC, weekly: { mon-sun: ["00:00-24:00"] } }
            acd: { smtp: "smtp://127.0.0.1:25", from: e@quillfone.example, queues: { default: a@acd.example, hot: b@acd.example } }
            callbacks: { slot: 30m, per-slot: 1 }

            """)
        return folder
    }

    private func objects(_ run: Program) throws -> [[String: Any]] {
        try run.lines.map { try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]) }
    }

    private func first(_ run: Program) throws -> [String: Any] {
        try #require(try objects(run).first, "\(run.out)\(run.err)")
    }

    @Test func `a call is booked, moved, marked and listed, its number shown by its ends`() throws {
        let folder = try folder()
        let slots = try objects(try Program.run("callbacks", "slots", "--json", "--limit", "6", in: folder))
        #expect(slots.count == 6 && Set(slots[0].keys) == ["start", "end", "free"] && slots[0]["free"] as? Int == 1)
        let times = slots.compactMap { $0["start"] as? String }
        let booked = try Program.run(
            "callbacks", "book", "--start", times[3], "--number", "+44 20 7946 0123", "--topic", "No network", "--as",
            "ana", "--json", in: folder)
        #expect(booked.code == 0, "\(booked.err)")
        let call = try #require(try objects(booked).first)
        #expect(call["callback"] as? Int == 1 && call["state"] as? String == "booked")
        #expect(call["start"] as? String == times[3] && call["number"] as? String == "+442079460123")
        #expect(call["customer"] is NSNull && call["case"] is NSNull)

        let taken = try Program.run(
            "callbacks", "book", "--start", times[3], "--number", "+442079460124", "--as", "ana", in: folder)
        #expect(taken.code == 75 && taken.err.contains("no seat is left") && taken.err.contains("free near it"))
        let odd = try Program.run(
            "callbacks", "book", "--start", "2020-01-01T00:00:00Z", "--number", "+442079460124", "--as", "a", in: folder
        )
        #expect(odd.code == 65 && odd.err.contains("that is over"))
        let number = try Program.run(
            "callbacks", "book", "--start", times[4], "--number", "123", "--as", "a", in: folder)
        #expect(number.code == 65 && number.err.contains("123 is not rung: a short code"))

        let moved = try Program.run("callbacks", "move", "1", "--to", times[5], "--as", "ana", in: folder)
        #expect(moved.code == 0 && moved.out.contains("moved"), "\(moved.err)")
        let list = try Program.run("callbacks", in: folder)
        #expect(list.out.contains("+44 … 123") && !list.out.contains("460123"))
        #expect(try Program.run("callbacks", "list", "--reveal", in: folder).out.contains("+442079460123"))
        // Before its time nobody can have rung: it would never be.
        for verb in ["kept", "no-reply"] {
            let early = try Program.run("callbacks", verb, "1", "--as", "ana", in: folder)
            #expect(early.code == 65 && early.err.contains("is not due yet") && early.err.contains("wait until"))
        }
        #expect(
            try first(try Program.run("callbacks", "show", "1", "--json", in: folder))["state"] as? String
                == "booked")
        let cancelled = try Program.run("callbacks", "cancel", "1", "--as", "ana", "--note", "all well", in: folder)
        #expect(cancelled.code == 0, "\(cancelled.err)")
        let shown = try Program.run("callbacks", "show", "1", in: folder)
        #expect(shown.out.contains("cancelled, by ana: all well") && !shown.out.contains("460123"))
        let story = try #require(try objects(try Program.run("callbacks", "show", "1", "--json", in: folder)).first)
        let events = try #require(story["history"] as? [[String: Any]])
        #expect(events.compactMap { $0["what"] as? String } == ["booked", "moved", "cancelled"])
        let over = try Program.run("callbacks", "kept", "1", "--as", "ana", in: folder)
        #expect(over.code == 65 && over.err.contains("cancelled already"))
        #expect(try Program.run("callbacks", "show", "9", in: folder).code == 65)
        #expect(try Program.run("callbacks", "list", "--state", "lost", in: folder).code == 64)
    }

    private func slot(_ place: Int, in folder: Scratch) throws -> String {
        let slots = try objects(try Program.run("callbacks", "slots", "--json", "--limit", "20", in: folder))
        return try #require(slots[place]["start"] as? String)
    }

    private func book(_ more: String..., at place: Int, in folder: Scratch) throws -> Program {
        try Program.run(
            ["callbacks", "book", "--start", try slot(place, in: folder), "--as", "ana", "--json"] + more, in: folder)
    }

    @Test func `numbers are read as customers' are, and what nobody should ring is refused with what to do`() throws {
        let folder = try folder()
        let national = try book("--number", "020 7946 0123", at: 3, in: folder)
        #expect(national.code == 0, "\(national.err)")
        #expect(try first(national)["number"] as? String == "+442079460123")
        let premium = try book("--number", "+44 909 879 0000", at: 5, in: folder)
        #expect(premium.code == 65 && premium.err.contains("is not rung: a number that costs"), "\(premium.err)")
        #expect(premium.err.contains("ask the customer for another number"))
        #expect(try book("--number", "999", at: 5, in: folder).err.contains("an emergency number"))
        let doubtful = try book("--number", "+33 6 39 98 12 34", at: 5, in: folder)
        #expect(doubtful.code == 65 && doubtful.err.contains("do not know") && doubtful.err.contains("--anyway"))
        #expect(try book("--number", "+33 6 39 98 12 34", "--anyway", at: 5, in: folder).code == 0)
        #expect(try book("--number", "+44 909 879 0000", "--anyway", at: 7, in: folder).code == 65)
    }

    @Test func `a call is spoken of only in languages that there are words for`() throws {
        let folder = try folder()
        try folder.write("Rules/replies/en/call-back-booked.mustache", "We ring you {{chosen}}.")
        try folder.write("Rules/replies/es/call-back-booked.mustache", "Le llamamos {{chosen}}.")
        let strange = try book("--number", "+442079460123", "--language", "xx", at: 3, in: folder)
        #expect(strange.code == 64 && strange.err.contains("no words in `xx`") && strange.err.contains("en, es"))
        let spanish = try book("--number", "+442079460123", "--language", "es-MX", at: 3, in: folder)
        #expect(spanish.code == 0, "\(spanish.err)")
        #expect(try first(spanish)["language"] as? String == "es-mx")
    }

    @Test func `whoever books hears whether the customer is told`() async throws {
        let folder = try folder()
        try folder.write(
            "earshot.yaml",
            folder.text("earshot.yaml") + """
                sources: [ { name: line, channel: sms, provider: gammu, inbox: \(folder.path)/in, outbox: \(folder.path)/out } ]
                acknowledge: { mode: "on", sources: [line] }

                """)
        let settings = try #require(
            try ConfigurationLoader.load(folder.path + "/earshot.yaml", secrets: SecretKeeper(.unread)).configuration)
        let store = try await openStore(settings)
        let now = Moment.wallClock
        let lease = try await store.begin("line", now: now)
        let texts = ["+442079460123", "+442079460124"].map { number in
            Message(
                identity: "gammu:\(number)", source: "line", channel: .sms,
                author: .init(handle: Handle(channel: .sms, normalised: number)), text: "Is anybody there?", time: now,
                conversationKey: "line:\(number)", visibility: .direct)
        }
        _ = try await store.remember([Example.page(lease, texts)], now: now, thinking: .example)
        await store.engine.close()

        let told = try first(try book("--number", "+442079460123", at: 3, in: folder))
        #expect(told["told"] as? Bool == true && told["untold"] is NSNull)
        let moved = try Program.run(
            "callbacks", "move", "1", "--to", try slot(5, in: folder), "--as", "ana", in: folder)
        #expect(moved.out.contains("The customer is told at sms:+442079460123, by line."), "\(moved.out) \(moved.err)")
        let quiet = try Program.run("callbacks", "cancel", "1", "--as", "ana", "--quiet", in: folder)
        #expect(quiet.out.contains("The customer is not told"))
        let kinds = try objects(try Program.run("acks", "list", "--answers", "--json", in: folder))
            .compactMap { $0["kind"] as? String }
        #expect(Set(kinds) == ["call-back-booked", "call-back-moved"])

        // Of which country this is nobody said, and a stop that holds for nobody is none.
        let homeless = try Program.run("acks", "stopped", "--add", "sms:02079460124", "--reason", "x", in: folder)
        #expect(homeless.code == 64 && homeless.err.contains("has no country's code"))
        let stop = try Program.run("acks", "stopped", "--add", "sms:+442079460124", "--reason", "x", in: folder)
        #expect(stop.code == 0)
        let stopped = try first(try book("--number", "02079460124", at: 7, in: folder))
        #expect(stopped["told"] as? Bool == false && stopped["untold"] as? String == "opted-out")
        let stranger = try Program.run(
            "callbacks", "book", "--start", try slot(9, in: folder), "--as", "ana", "--number", "+442079460199",
            in: folder)
        #expect(stranger.out.contains("The customer is NOT told: they have not written to us lately"))
    }
}
