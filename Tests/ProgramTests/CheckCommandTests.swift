import Foundation
import Testing

@testable import earshot

/// What `earshot check` finds, all of it in one run.
struct CheckCommandTests {
    private static let hours = "hours: { time-zone: UTC, weekly: { mon-fri: [\"09:00-17:00\"] } }\n"
    private static let acd =
        "acd: { smtp: \"smtp://127.0.0.1:25\", from: e@quillfone.example, queues: { default: a@acd.example } }\n"

    private func house(_ rest: String) throws -> Scratch {
        let folder = try RulesCommandTests.house(RulesCommandTests.rules)
        for language in ["en", "es"] {
            try folder.write("Rules/replies/\(language)/help.mustache", "{{brand}}: {{contact}}\n")
        }
        for name in ["in", "out"] { try folder.write("spool/\(name)/.keep", "") }
        try folder.write("earshot.yaml", "brand: Quillfone\ndatabase: sqlite:earshot.db\nrules: Rules\n" + rest)
        return folder
    }

    private func modem(_ outbox: String) -> String {
        "region: GB\nsources: [ { name: line, channel: sms, provider: gammu, inbox: spool/in, outbox: \(outbox) } ]\n"
    }

    @Test func `folders of a modem must be there and be two`() throws {
        #expect(try Program.run("check", in: house(modem("spool/out"))).code == 0)
        for (outbox, says) in [
            ("spool/gone", "/spool/gone is not there"), ("spool/out/.keep", "is no folder"),
            ("spool/in/", "`outbox` is the folder `inbox`"),
        ] {
            let ended = try Program.run("check", in: house(modem(outbox)))
            #expect(ended.code == 78 && ended.out.contains("earshot.yaml:5:"), "\(ended.out)")
            #expect(ended.out.contains("error: ") && ended.out.contains(says), "\(ended.out)")
        }
    }

    @Test func `a rule that is never answered must exist, and the nearest is named where it stands`() throws {
        let answers = "acknowledge: { mode: preview, sources: [line], never: [legal-thread] }\n"
        let ended = try Program.run("check", in: house(modem("spool/out") + Self.hours + answers))
        #expect(ended.code == 78)
        #expect(ended.out.contains("earshot.yaml:7:56: error: there is no rule `legal-thread`"), "\(ended.out)")
        #expect(ended.out.contains("did you mean `legal-threat`?"), "\(ended.out)")
    }

    @Test func `a language without words is refused, and those that have some are named`() throws {
        let answers = "acknowledge: { mode: preview, sources: [line], languages: [en, xx] }\n"
        let ended = try Program.run("check", in: house(modem("spool/out") + Self.hours + answers))
        #expect(ended.code == 78 && ended.out.contains("error: there are no words in `xx`"), "\(ended.out)")
        #expect(ended.out.contains("there are words in en, es") && !ended.out.contains("words in `en`"))
    }

    @Test func `an empty template is an error with what to do, in check as in rules check`() throws {
        let folder = try house("")
        try folder.write("Rules/replies/en/opted-in.mustache", " \n")
        for command in [["check"], ["rules", "check"]] {
            let ended = try Program.run(command, in: folder)
            #expect(ended.code == 1 && ended.out.contains("This template is empty."), "\(ended.out)")
            #expect(ended.out.contains("or remove the file"))
            #expect(ended.out.components(separatedBy: "en/opted-in.mustache:1:1").count == 2, "\(ended.out)")
        }
    }

    @Test func `every mistake of every kind is told in one run, in the order of the file`() throws {
        let rest =
            modem("spool/gone").replacing("region: GB", with: "region: UK")
            + "hours: { time-zone: UTC, weekly: { sat: \"14:00-10:00\" } }\n" + Self.acd
            + "acknowledge: { mode: preview, sources: [line], never: [legal-thread], languages: [xx] }\n"
            + "callbacks: { slot: 15 }\n"
        let folder = try house(rest)
        try folder.write(
            "Rules/bad.rules", "rule bad\n  score 5\n  when \"x\"\n  hit \"y\"\n  miss \"z\"\n")
        let ended = try Program.run("check", in: folder)
        #expect(ended.code == 78)
        let places = [
            "`region` is a country of ISO 3166", "/spool/gone is not there", "ends before it begins",
            "there is no rule `legal-thread`", "there are no words in `xx`", "`slot` is a time span",
        ].map { ended.out.range(of: $0)?.lowerBound }
        #expect(!places.contains(nil), "\(ended.out)")
        #expect(places.compactMap(\.self) == places.compactMap(\.self).sorted())
        #expect(
            ended.out.contains("error: ") && ended.out.contains("Rules/bad.rules:4:")
                && ended.out.contains("earshot.yaml: 6 errors"), "\(ended.out)")
    }

    @Test func `what slots and leads come to is told as the first time that is offered`() throws {
        let ended = try Program.run("check", in: house(Self.hours + Self.acd + "callbacks: { slot: 15m, lead: 30m }\n"))
        #expect(ended.code == 0 && ended.out.contains("calls of 15m are agreed from 30m to 5d ahead"), "\(ended.out)")
        #expect(ended.out.contains("whoever writes now is offered"))
    }

    @Test func `an author of words sees how many texts each answer costs`() throws {
        let folder = try house("")
        let link = "{{#link}} {{link}}{{/link}}"
        try folder.write(
            "Rules/replies/en/call-back-booked.mustache", String(repeating: "a", count: 110) + " {{chosen}}" + link)
        try folder.write("Rules/replies/es/call-back-booked.mustache", "Llámenos, señor: {{chosen}}")
        let ended = try Program.run("rules", "check", in: folder)
        #expect(ended.code == 0, "\(ended.out)")
        #expect(ended.out.contains("call-back-booked  en 1, 2 with a link; es 1*"), "\(ended.out)")
        #expect(ended.out.contains("lets only 70 characters fit"))
    }
}
