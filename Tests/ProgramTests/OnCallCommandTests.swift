import Foundation
import Testing

@testable import earshot

struct OnCallCommandTests {
    private func folder(_ onCall: String = standard) throws -> Scratch {
        let folder = try Scratch()
        try folder.write(
            "earshot.yaml",
            "brand: Quillfone\ndatabase: sqlite:nowhere/earshot.db\nrules: Rules\n" + onCall + Self.pages)
        return folder
    }

    private static let pages = """
        pages: { sms: line, email: { smtp: "smtps://mail.example", from: a@b.example } }
        sources: [ { name: line, channel: sms, provider: gammu, inbox: /in, outbox: /out } ]

        """

    private static let standard = """
        on-call:
          people:
            ana: { name: Ana Ferreira, sms: "+12025550111", email: ana@quillfone.example }
            ben: { sms: "+12025550112" }
            cara: { email: cara@quillfone.example, lead: true }
          rotas:
            night: { time-zone: Europe/London, people: [ana, ben], handover: "mon 09:00", since: 2026-11-02 }
          escalation: [ { to: night, wait: 5m }, { to: lead, wait: 10m, repeat: 2 } ]

        """

    private func objects(_ run: Program) throws -> [[String: Any]] {
        try run.lines.map { try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]) }
    }

    @Test func `now says who is called by each step, how, until when and who comes next`() throws {
        let asked = try Program.run("oncall", "now", "--at", "2026-11-04 12:00", in: try folder())
        #expect(asked.code == 0, "\(asked.err)")
        #expect(asked.lines.first == "Wed 2026-11-04 12:00 +00:00 Europe/London")
        let row = try #require(asked.lines.first { $0.hasPrefix("1, 5m") })
        for word in ["night", "Ana Ferreira", "Mon 2026-11-09 09:00", "ben", "sms +12025550111, then email ana@"] {
            #expect(row.contains(word), "\(row)")
        }
        #expect(asked.out.contains("2, 10m") && asked.out.contains("email cara@quillfone.example"))
        #expect(asked.out.contains("last resort, every 15m"))
    }

    @Test func `its lines for scripts have the keys that they rely on`() throws {
        let lines = try objects(try Program.run("oncall", "--at", "2026-11-09T09:00:00Z", "--json", in: try folder()))
        #expect(lines.count == 3)
        #expect(
            lines[0]["step"] as? Int == 1 && lines[0]["wait"] as? Double == 300
                && lines[0]["reachable"] as? Bool == true)
        let call = try #require((lines[0]["calls"] as? [[String: Any]])?.first)
        #expect(call["to"] as? String == "night" && call["until"] as? String == "2026-11-16T09:00:00Z")
        #expect(call["next"] as? [String] == ["ana"])
        let person = try #require((call["people"] as? [[String: Any]])?.first)
        #expect(person["person"] as? String == "ben")
        #expect((person["means"] as? [[String: String]])?.first == ["kind": "sms", "address": "+12025550112"])
        #expect(lines[2]["step"] is NSNull)
    }

    private static let office = """
        on-call:
          people: { ana: { sms: "+12025550111" } }
          rotas: { day: { time-zone: Europe/London, people: [ana], hours: { mon-fri: "09:00-17:00" } } }
          escalation: [ { to: day } ]

        """

    @Test func `at a time at which nobody is on duty it says so`() throws {
        let asked = try Program.run("oncall", "now", "--at", "2026-11-07 12:00", in: try folder(Self.office))
        #expect(asked.code == 0)
        #expect(asked.out.contains("nobody") && asked.out.contains("Mon 2026-11-09 09:00"))
        #expect(asked.out.contains("No step reaches anybody"))
    }

    @Test func `a rota without holes passes the simulation over the change of the clocks`() throws {
        let run = try Program.run(
            "oncall", "simulate", "--from", "2027-03-01", "--until", "2027-04-06", in: try folder())
        #expect(run.code == 0, "\(run.out)")
        #expect(run.out.contains("night  Mon 2027-03-22 09:00 +00:00  Mon 2027-03-29 09:00 +01:00  "))
        #expect(run.lines.last?.hasPrefix("Somebody can be called at every minute until Tue 2027-04-06") == true)
    }

    @Test func `a gap is printed to the minute with its remedy, and the simulation fails`() throws {
        let gap = Self.standard.replacing(
            "  escalation:",
            with:
                "  leave: [ { person: ana, from: 2026-12-14, through: 2026-12-25 }, { person: ben, from: 2026-12-25 } ]\n"
                + "  escalation:")
        let folder = try folder(gap)
        let run = try Program.run("oncall", "simulate", "--from", "2026-12-10", "--until", "+30d", in: folder)
        #expect(run.code == 1)
        #expect(run.out.contains("nobody is on duty in `night` from Fri 2026-12-25 00:00 until Sat 2026-12-26 00:00"))
        #expect(run.out.contains("add an override") && run.out.contains("1 fault until"))
        let lines = try objects(
            try Program.run("oncall", "simulate", "--from", "2026-12-10", "--until", "2027-01-05", "--json", in: folder)
        )
        let fault = try #require(lines.last)
        #expect(fault["fault"] as? String == "gap" && fault["from"] as? String == "2026-12-25T00:00:00Z")
        #expect(lines.contains { ($0["people"] as? [String])?.isEmpty == true && $0["off"] as? Bool == false })
        // Before it, all is well.
        #expect(
            try Program.run("oncall", "simulate", "--from", "2026-12-10", "--until", "2026-12-25", in: folder).code == 0
        )
    }

    @Test func `what is mended in the same way is told together`() throws {
        let run = try Program.run(
            "oncall", "simulate", "--from", "2026-11-02", "--until", "+14d", in: try folder(Self.office))
        let faults = run.lines.filter { $0.hasPrefix("fault: no step reaches anybody") }
        #expect(run.code == 1 && faults.count > 5, "\(run.out)")
        #expect(run.lines.filter { $0.contains("unattended: allowed") }.count == 1)
        #expect(
            run.lines.firstIndex { $0.contains("unattended: allowed") }
                == run.lines.lastIndex(of: faults.last ?? "").map { $0 + 1 })
    }

    @Test func `a person without means fails the simulation`() throws {
        let dumb = Self.standard.replacing(
            "    ben: { sms: \"+12025550112\" }\n", with: "    ben: { sms: \"+12025550112\" }\n    dora: {}\n")
        let run = try Program.run("oncall", "simulate", in: try folder(dumb))
        #expect(run.code == 1 && run.out.contains("dora cannot be reached by any means"))
    }

    @Test func `hours in which nobody is there fail it, unless they are meant`() throws {
        let run = try Program.run(
            "oncall", "simulate", "--from", "2026-11-06", "--until", "+3d", in: try folder(Self.office))
        #expect(run.code == 1)
        #expect(run.out.contains("no step reaches anybody from Fri 2026-11-06 17:00 until Mon 2026-11-09 00:00"))
        #expect(run.out.contains("unattended: allowed"))
        let meant = Self.office.replacing("  escalation:", with: "  unattended: allowed\n  escalation:")
        #expect(try Program.run("oncall", "simulate", in: try folder(meant)).code == 0)
    }

    @Test(arguments: [
        (["simulate", "--until", "soon"], Int32(64), "`soon` is no time for --until"),
        (["simulate", "--until", "+soon"], 64, "is no time span"),
        (["simulate", "--until", "30d"], 64, "write +30d"),
        (["simulate", "--from", "2026-12-24", "--until", "2026-12-23"], 64, "--until is a time after --from"),
        (["simulate", "--until", "+520w"], 0, ""), (["simulate", "--until", "+530w"], 64, "by ten years at most"),
        (["now", "--at", "noon"], 64, "is no time for --at"),
    ])
    func `what cannot be answered is refused`(_ arguments: [String], _ code: Int32, _ says: String) throws {
        let asked = try Program.run(["oncall"] + arguments, in: try folder())
        #expect(asked.code == code, "\(asked.err)")
        #expect(asked.err.contains(says) || says.isEmpty, "\(asked.err)")
    }

    @Test func `without the section it says which one is missing`() throws {
        let asked = try Program.run("oncall", "now", in: try folder(""))
        #expect(asked.code == 78 && asked.err.contains("has no `on-call`"))
    }

    @Test func `the check names the first gap and the command that finds all`() throws {
        let folder = try folder(Self.office)
        let check = try Program.run("check", in: folder)
        #expect(check.out.contains("warning: no step reaches anybody from "), "\(check.out)")
        #expect(check.out.contains("earshot oncall simulate --until +30d"))
    }

    @Test func `the check says who would be called now`() throws {
        let folder = try folder(Self.standard.replacing("to: night", with: "to: ana"))
        try folder.write("Rules/a.rules", "rule a\n  score 5\n  when \"x\"\n  hit \"x\"\n  miss \"y\"\n")
        for name in ["in", "out"] { try folder.write("\(name)/.keep", "") }
        try folder.write(
            "earshot.yaml",
            folder.text("earshot.yaml").replacing("inbox: /in, outbox: /out", with: "inbox: in, outbox: out"))
        let check = try Program.run("check", in: folder)
        #expect(check.code == 0, "\(check.out)\(check.err)")
        #expect(check.out.contains("on call: 3 people, 1 rota; Ana Ferreira would be called now\n"), "\(check.out)")
    }
}
