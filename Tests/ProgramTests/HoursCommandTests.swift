import Foundation
import Testing

@testable import earshot

struct HoursCommandTests {
    private func folder(_ hours: String = standard) throws -> Scratch {
        let folder = try Scratch()
        try folder.write(
            "earshot.yaml", "brand: Quillfone\ndatabase: sqlite:nowhere/earshot.db\nrules: Rules\n" + hours)
        try folder.write(
            "days.ics",
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20201225\nRRULE:FREQ=YEARLY\nSUMMARY:Christmas Day\n"
                + "END:VEVENT\nEND:VCALENDAR\n")
        return folder
    }

    private static let standard = """
        hours:
          time-zone: Europe/London
          weekly: { mon-fri: ["09:00-12:30", "13:30-17:30"], sat: ["10:00-14:00"] }
          holidays: [days.ics]
          exceptions: { 2026-12-24: ["09:00-12:00"], 2026-12-28: closed }
          calendars:
            berlin: { time-zone: Europe/Berlin, languages: [de], weekly: { mon-sun: "01:00-06:00" } }

        """

    private func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func `an answer has the keys that scripts rely on, in UTC`() throws {
        let folder = try folder()
        let asked = try Program.run("hours", "--at", "2026-12-24T13:00:00+01:00", "--json", in: folder)
        #expect(asked.code == 0)
        #expect(
            asked.out
                == "{\"open\":false,\"since\":\"2026-12-24T12:00:00Z\",\"until\":\"2026-12-26T10:00:00Z\","
                + "\"nextOpening\":\"2026-12-26T10:00:00Z\",\"calendar\":\"default\"}\n")
        let christmas = try Program.run("hours", "--at", "2026-12-25", "--json", in: folder)
        #expect(try object(christmas.out)["holiday"] as? String == "Christmas Day")
        let now = try object(try Program.run("hours", "--json", in: folder).out)
        #expect(now["open"] is Bool)
    }

    @Test func `people read it in the calendar's own time, and why`() throws {
        let folder = try folder()
        let asked = try Program.run("hours", "--at", "2026-12-25 10:00", in: folder)
        #expect(asked.out.contains("closed        Fri 2026-12-25 10:00 +00:00\n"))
        #expect(asked.out.contains("next opening  Sat 2026-12-26 10:00 +00:00\n"))
        #expect(asked.out.contains("because of    the holiday Christmas Day\n"))
        #expect(asked.out.contains("calendar      default (Europe/London)\n"))
        let half = try Program.run("hours", "--at", "2026-12-24 10:00", in: folder)
        #expect(half.out.contains("because of    the exception for 2026-12-24\n"))
    }

    @Test func `a reading that never was or was twice is taken as documented, and said`() throws {
        let folder = try folder()
        let gap = try object(
            try Program.run("hours", "--calendar", "berlin", "--at", "2026-03-29 02:30", "--json", in: folder).out)
        #expect((gap["note"] as? String)?.contains("never showed 2026-03-29 02:30") == true)
        #expect((gap["note"] as? String)?.contains("Sun 2026-03-29 03:30 +02:00") == true)
        let twice = try Program.run("hours", "--language", "de-AT", "--at", "2026-10-25T02:30", in: folder)
        #expect(twice.out.contains("twice; taken for the first time, Sun 2026-10-25 02:30 +02:00"))
        #expect(twice.out.contains("calendar      berlin"))
    }

    @Test func `the changes of a span are listed`() throws {
        let folder = try folder()
        let list = try Program.run("hours", "--at", "2026-12-24", "--until", "2026-12-29 12:00", in: folder)
        #expect(
            list.lines == [
                "Thu 2026-12-24 00:00 +00:00  closed", "Thu 2026-12-24 09:00 +00:00  open",
                "Thu 2026-12-24 12:00 +00:00  closed", "Sat 2026-12-26 10:00 +00:00  open",
                "Sat 2026-12-26 14:00 +00:00  closed", "Tue 2026-12-29 09:00 +00:00  open",
            ])
        let json = try Program.run("hours", "--at", "2026-12-24", "--until", "2026-12-29 12:00", "--json", in: folder)
        #expect(try json.lines.map { try object($0)["open"] as? Bool } == [false, true, false, true, false, true])
        // Clocks go back within the span: no hour is lost or told twice.
        let back = try Program.run(
            "hours", "--calendar", "berlin", "--at", "2026-10-24 12:00", "--until", "2026-10-26", "--json", in: folder)
        #expect(
            try back.lines.map { try object($0)["until"] as? String }.prefix(2) == [
                "2026-10-24T23:00:00Z", "2026-10-25T05:00:00Z",
            ])
    }

    @Test func `no database, no rules and no sources are needed, but hours are`() throws {
        let folder = try folder("")
        let none = try Program.run("hours", in: folder)
        #expect(none.code == 78)
        #expect(none.err.contains("earshot.yaml has no `hours`") && none.err.contains("time-zone: Europe/London"))
    }

    @Test(arguments: [
        (["--at", "tomorrow"], Int32(64), "`tomorrow` is no time for --at"),
        (["--at", "2026-13-01"], 64, "is no time for --at"),
        (["--at", "2026-12-24", "--until", "2026-12-23"], 64, "--until is a time after --at"),
        (["--at", "2026-12-24", "--until", "2046-12-23"], 64, "by ten years at most"),
        (["--calendar", "berln"], 65, "did you mean `berlin`?"),
        (["--source", "page"], 65, "there is no source `page`"),
        (["--calendar", "berlin", "--language", "de"], 64, "--calendar names the calendar"),
    ])
    func `what cannot be answered is refused`(_ arguments: [String], _ code: Int32, _ says: String) throws {
        let asked = try Program.run(["hours"] + arguments, in: try folder())
        #expect(asked.code == code)
        #expect(asked.err.contains(says), "\(asked.err)")
    }

    @Test func `the check of a configuration names a broken holiday file`() throws {
        let folder = try folder()
        try folder.write(
            "days.ics", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20260231\nEND:VEVENT\nEND:VCALENDAR\n")
        let check = try Program.run("check", in: folder)
        #expect(check.code == 78)
        #expect(check.out.contains("days.ics:3:1: error: `20260231` is no date"))
    }

    @Test func `the check says how it stands, and that holidays have run out`() throws {
        let folder = try folder()
        try folder.write("Rules/a.rules", "rule a\n  score 5\n  when \"x\"\n  hit \"x\"\n  miss \"y\"\n")
        let good = try Program.run("check", in: folder)
        #expect(good.code == 0, "\(good.out)\(good.err)")
        #expect(good.out.contains("hours `default`: ") && good.out.contains(" now, Europe/London\n"))
        #expect(!good.out.contains("knows no holiday"))
        try folder.write(
            "days.ics",
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20201225\nEND:VEVENT\nEND:VCALENDAR\n")
        let stale = try Program.run("check", in: folder)
        #expect(stale.out.contains("warning: the calendar `default` knows no holiday after 2020-12-25"))
    }
}
