import Foundation
import Testing

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

    @Test func `a call is booked, moved, marked and listed, its number shown by its ends`() throws {
        let folder = try folder()
        let slots = try objects(try Program.run("callbacks", "slots", "--json", "--limit", "6", in: folder))
        #expect(slots.count == 6 && Set(slots[0].keys) == ["start", "end", "free"] && slots[0]["free"] as? Int == 1)
        let times = slots.compactMap { $0["start"] as? String }
        let booked = try Program.run(
            "callbacks", "book", "--start", times[3], "--number", "+44 7700 900123", "--topic", "No network", "--as",
            "ana", "--json", in: folder)
        #expect(booked.code == 0, "\(booked.err)")
        let call = try #require(try objects(booked).first)
        #expect(call["callback"] as? Int == 1 && call["state"] as? String == "booked")
        #expect(call["start"] as? String == times[3] && call["number"] as? String == "+447700900123")
        #expect(call["customer"] is NSNull && call["case"] is NSNull)

        let taken = try Program.run(
            "callbacks", "book", "--start", times[3], "--number", "+447700900124", "--as", "ana", in: folder)
        #expect(taken.code == 75 && taken.err.contains("no seat is left") && taken.err.contains("free near it"))
        let odd = try Program.run(
            "callbacks", "book", "--start", "2020-01-01T00:00:00Z", "--number", "+447700900124", "--as", "a", in: folder
        )
        #expect(odd.code == 65 && odd.err.contains("that is over"))
        let number = try Program.run(
            "callbacks", "book", "--start", times[4], "--number", "123", "--as", "a", in: folder)
        #expect(number.code == 65 && number.err.contains("no telephone number"))

        let moved = try Program.run("callbacks", "move", "1", "--to", times[5], "--as", "ana", in: folder)
        #expect(moved.code == 0 && moved.out.contains("moved"), "\(moved.err)")
        let list = try Program.run("callbacks", in: folder)
        #expect(list.out.contains("+44 … 123") && !list.out.contains("900123"))
        #expect(try Program.run("callbacks", "list", "--reveal", in: folder).out.contains("+447700900123"))
        let kept = try Program.run("callbacks", "kept", "1", "--as", "ana", "--note", "all well", in: folder)
        #expect(kept.code == 0, "\(kept.err)")
        let shown = try Program.run("callbacks", "show", "1", in: folder)
        #expect(shown.out.contains("kept, by ana: all well") && !shown.out.contains("900123"))
        let story = try #require(try objects(try Program.run("callbacks", "show", "1", "--json", in: folder)).first)
        let events = try #require(story["history"] as? [[String: Any]])
        #expect(events.compactMap { $0["what"] as? String } == ["booked", "moved", "kept"])
        let over = try Program.run("callbacks", "cancel", "1", "--as", "ana", in: folder)
        #expect(over.code == 65 && over.err.contains("kept already"))
        #expect(try Program.run("callbacks", "show", "9", in: folder).code == 65)
        #expect(try Program.run("callbacks", "list", "--state", "lost", in: folder).code == 64)
    }
}
