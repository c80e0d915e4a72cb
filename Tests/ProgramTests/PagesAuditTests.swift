import TestKit
import Testing
import Triage

@testable import earshot

/// What `check` says of how people are called, all of it at once.
struct PagesAuditTests {
    private static let least = "brand: Quillfone\ndatabase: sqlite:earshot.db\nrules: Rules\n"
    private static let environment = ["S": String(repeating: "x", count: 32)]

    private func complaints(_ rest: String) -> [Complaint] {
        settings(Self.least + rest, environment: Self.environment).complaints
    }

    @Test func `each means that pages lacks is told, once, however many have it and whatever else is wrong`() {
        let found = complaints(
            """
            on-call:
              people:
                ana: { sms: "+12025550111", ntfy: ana-calls, slack: wall, email: ana@quillfone.example }
                ben: { sms: "+12025550112", ntfy: ben-calls }
            pages: { email: { smtp: "smtps://mail.example", from: nobody } }

            """)
        let lacks = found.filter { $0.message.contains("which says how it is sent") }
        #expect(lacks.count == 3, "\(found.map(\.message))")
        for kind in ["sms", "ntfy", "slack"] {
            #expect(lacks.filter { $0.message.hasPrefix("`\(kind)` wants `pages.\(kind)`") }.count == 1)
        }
        #expect(found.contains { $0.message.contains("is a mail address") })
        #expect(!found.contains { $0.message.contains("`email` wants") })
        let none = complaints("on-call: { people: { ana: { sms: \"+12025550111\", ntfy: a }, ben: { ntfy: b } } }\n")
        #expect(none.count == 2 && none.allSatisfy { $0.remedy.contains("add `pages: {") })
    }

    @Test func `a console for everybody behind a proxy that it does not know is warned of`() {
        func told(_ rest: String) -> [Complaint] {
            complaints("console: { secret: \"${env:S}\", \(rest) }\n")
        }
        let open = told("listen: \"0.0.0.0:8420\", url: \"https://desk.example\"")
        #expect(open.map(\.weight) == [.warning] && open.first?.remedy.contains("trusted-proxies") == true)
        #expect(told("listen: \"0.0.0.0:8420\", url: \"https://d.example\", trusted-proxies: [10.0.0.2]").isEmpty)
        #expect(told("listen: \"127.0.0.1:8420\", url: \"https://desk.example\"").isEmpty)
    }

    private static let kannel =
        "pages: { sms: { provider: kannel, url: \"http://HOST:13013\", user: a, password: \"${env:S}\", from: Brand REPORTS} }\n"
    private static let console =
        "console: { listen: \"0.0.0.0:8420\", url: \"https://desk.example\", secret: \"${env:S}\", trusted-proxies: [10.0.0.2] }\n"

    private func reports(_ host: String, _ reports: String = "", console: String = console) throws -> String? {
        let text = Self.kannel.replacing("HOST", with: host).replacing("REPORTS", with: reports)
        return try #require(
            settings(Self.least + text + console, environment: Self.environment).configuration
        ).pages?.kannelReports
    }

    @Test func `Kannel reports where the console listens, at its url from elsewhere, or where it is told to`() throws {
        #expect(try reports("127.0.0.1") == "http://127.0.0.1:8420")
        #expect(try reports("sms.example") == "https://desk.example")
        #expect(try reports("sms.example", ", reports: \"http://10.0.0.9:8420/\"") == "http://10.0.0.9:8420")
        #expect(try reports("127.0.0.1", console: "") == nil)
    }

    @Test func `without a console it is said that nobody notices a text that does not arrive`() {
        let told = complaints(Self.kannel.replacing("HOST", with: "sms.example").replacing("REPORTS", with: ""))
        #expect(told.map(\.weight) == [.note] && told[0].message.contains("is not noticed"))
        #expect(told[0].remedy == "add `console`")
    }

    @Test func `names beside those of people, and silence about who has it, are read`() throws {
        let onCall = "on-call: { people: { ana: { ntfy: a } }, others: [acd-team-2, Cara B.] }\n"
        let pages = "pages: { ntfy: { url: \"https://ntfy.example\" }, tell-taken: false }\n"
        let read = try #require(settings(Self.least + onCall + pages).configuration?.onCall)
        #expect(read.others == ["acd-team-2", "Cara B."] && !read.patience.tellsTaken)
        let usual = pages.replacing(", tell-taken: false", with: "")
        #expect(settings(Self.least + onCall + usual).configuration?.onCall?.patience.tellsTaken == true)
        #expect(!complaints(onCall + pages.replacing("false", with: "never")).isEmpty)
    }

    @Test func `what run would refuse the check refuses too, all of it`() throws {
        let folder = try Scratch()
        try folder.write(
            "earshot.yaml",
            Self.least + """
                on-call: { people: { ana: { ntfy: a } } }
                pages:
                  ntfy: { url: "https://ntfy.example/?topic=x" }
                  alertmanager: { url: "http://127.0.0.1:9093/#x", token: "${credential:none}" }

                """)
        try folder.write("Rules/a.rules", "rule a\n  score 5\n  when \"x\"\n  hit \"x\"\n  miss \"y\"\n")
        let check = try Program.run("check", in: folder)
        #expect(check.code == 78 && check.out.contains("`url` must be like https://ntfy.sh"), "\(check.out)")
        #expect(check.out.contains("`url` must be like http://127.0.0.1:9093"))
    }
}
