import Foundation
import Storage
import TestKit
import Testing
import Triage

@testable import earshot

/// What a change of the configuration does to what was promised before, and who is told.
struct KeptPromisesTests {
    private static let base = """
        brand: Quillfone
        database: sqlite:earshot.db
        rules: Rules
        hours: { time-zone: UTC, weekly: { mon-sun: ["00:00-24:00"] } }
        acd: { smtp: "smtp://127.0.0.1:25", from: e@quillfone.example, queues: { default: a@acd.example, hot: b@acd.example } }

        """
    private static let calls = "callbacks: { slot: 30m, per-slot: 1 }\n"

    /// With one call that is agreed.
    private func folder() throws -> (Scratch, start: String) {
        let folder = try Scratch()
        try folder.write("earshot.yaml", Self.base + Self.calls)
        try folder.write("Rules/a.rules", "rule a\n  title A\n  score 60\n  when \"on fire\"\n")
        let slots = try Program.run("callbacks", "slots", "--json", "--limit", "5", in: folder)
        let last = try #require(slots.lines.last)
        let slot = try #require(try JSONSerialization.jsonObject(with: Data(last.utf8)) as? [String: Any])
        let start = try #require(slot["start"] as? String)
        let booked = try Program.run(
            "callbacks", "book", "--start", start, "--number", "+442079460123", "--as", "ana", in: folder)
        #expect(booked.code == 0, "\(booked.err)")
        return (folder, start)
    }

    @Test func `a call that is promised is spoken of when the key is gone, and is still looked after`() throws {
        let (folder, _) = try folder()
        let before = try Program.run("check", in: folder)
        #expect(before.code == 0 && before.out.contains("1 call is promised (the next on "), "\(before.out)")
        #expect(!before.out.contains("there is no `callbacks`"))

        try folder.write("earshot.yaml", Self.base)
        let check = try Program.run("check", in: folder)
        #expect(check.code == 0 && check.out.contains("and there is no `callbacks`"), "\(check.out)\(check.err)")
        #expect(try Program.run("status", in: folder).out.contains("there is no `callbacks`"))
        let new = try Program.run(
            "callbacks", "book", "--start", "2030-01-01T00:00:00Z", "--number", "+442079460124", "--as", "a", in: folder
        )
        #expect(new.code == 78 && new.err.contains("has no `callbacks`"))
        let cancelled = try Program.run("callbacks", "cancel", "1", "--as", "ana", in: folder)
        #expect(cancelled.code == 0 && cancelled.out.contains("cancelled"), "\(cancelled.err)")
        #expect(try !Program.run("check", in: folder).out.contains("promised"))
    }

    @Test func `a call that lies outside changed hours is spoken of`() throws {
        let (folder, start) = try folder()
        let hour = try #require(Int(start.dropFirst(11).prefix(2)))
        // Open at every hour but that of the call.
        let open = hour < 12 ? "[\"12:00-24:00\"]" : "[\"00:00-12:00\"]"
        try folder.write(
            "earshot.yaml", (Self.base + Self.calls).replacing("[\"00:00-24:00\"]", with: open))
        let check = try Program.run("check", in: folder)
        #expect(check.code == 0 && check.out.contains("times that are none by `hours` and `slot`"), "\(check.out)")
    }

    @Test func `a template with a fault is found by check`() throws {
        let folder = try Scratch()
        try folder.write("earshot.yaml", Self.base)
        try folder.write("Rules/a.rules", "rule a\n  title A\n  score 60\n  when \"on fire\"\n")
        try folder.write("Rules/replies/en/help.mustache", "{{nonsense}} {{#offer}}")
        let check = try Program.run("check", in: folder)
        #expect(check.code == 1 && check.out.contains("help.mustache:1:"), "\(check.out)")
    }

    @Test func `a copy of the database is made once, and never over a file`() throws {
        let (folder, _) = try folder()
        let made = try Program.run("backup", "copy.db", in: folder)
        #expect(made.code == 0 && made.out.contains("Wrote copy.db"), "\(made.err)")
        let again = try Program.run("backup", "copy.db", in: folder)
        #expect(again.code == 65 && again.err.contains("is there already"))
        try folder.write("earshot.yaml", Self.base.replacing("earshot.db", with: "copy.db") + Self.calls)
        #expect(try Program.run("callbacks", "list", in: folder).out.contains("+44 … 123"))
        try folder.write("earshot.yaml", Self.base.replacing("earshot.db", with: "none.db"))
        #expect(try Program.run("backup", "other.db", in: folder).code == 65)
        try folder.write("earshot.yaml", Self.base.replacing("sqlite:earshot.db", with: "postgres://e@127.0.0.1/e"))
        let postgres = try Program.run("backup", "other.db", in: folder)
        #expect(postgres.code == 64 && postgres.err.contains("pg_dump"))
    }

    @Test func `the folder of sent texts needs an outbox and is neither of the others`() throws {
        func complaints(_ keys: String) -> String {
            settings(
                """
                brand: Quillfone
                database: sqlite:earshot.db
                rules: Rules
                sources:
                  - { name: modem, channel: sms, provider: gammu, inbox: /in, \(keys) }

                """
            ).complaints.map(\.message).joined(separator: "\n")
        }
        #expect(complaints("sent: /sent").contains("`sent` needs `outbox`"))
        #expect(complaints("outbox: /out, sent: /out").contains("is the folder `outbox`"))
        #expect(complaints("outbox: /out, sent: /in").contains("is the folder `inbox`"))
        #expect(!complaints("outbox: /out, sent: /sent").contains("`sent`"))
    }
}
