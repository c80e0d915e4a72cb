import Channels
import Foundation
import TestKit
import Testing
import Triage

@testable import earshot

struct SettingsReadingTests {
    private static let least = "brand: Quillfone\ndatabase: sqlite:earshot.db\nrules: Rules/\n"
    private static let secrets = ["P": "hunter2"]

    private func good(_ rest: String) throws -> Configuration {
        let loaded = settings(Self.least + rest, environment: Self.secrets)
        return try #require(loaded.configuration, "\(loaded.complaints.map(\.message))")
    }

    @Test func `three keys are enough, and paths are relative to the file`() throws {
        let read = try good("")
        #expect(read.brand == "Quillfone")
        #expect(read.database == .sqlite(path: "/etc/earshot/earshot.db"))
        #expect(read.rules == .init(path: "/etc/earshot/Rules", asWritten: "Rules"))
        #expect(read.sources.isEmpty)
        #expect(read.acd == nil)
        #expect(read.hotHeat == 50)
        #expect(read.hosts.politeness(towards: "a.example") == .init(atOnce: 1, pause: .seconds(1)))
    }

    @Test func `sections left empty or commented out are as good as absent`() throws {
        let read = try good("sources:\nown:\nhosts:\nacd:\nheat: ~\nacknowledge:\n")
        #expect(read.sources.isEmpty)
        #expect(read.acd == nil)
    }

    @Test func `journalists and the brand's own people are read, and told to the rules`() throws {
        let read = try good(
            "press: [\"mastodon:@Desk@News.example\"]\nagents: [\"email:Ben@Quillfone.example\", \"sms:+12025550111\"]\n"
        )
        let policy = read.policy(startedAt: [:])
        #expect(policy.press.map(\.description) == ["mastodon:desk@news.example"])
        #expect(Set(policy.agents.map(\.description)) == ["email:ben@quillfone.example", "sms:+12025550111"])
        #expect(policy.own.isEmpty)
        #expect(try good("press:\nagents:\n").press.isEmpty)
    }

    @Test func `every key of a source is read`() throws {
        let read = try good(
            """
            sources:
              - name: fediverse
                channel: mastodon
                url: http://127.0.0.1:8080/
                listen: ["#quillfone", mentions]
                token: ${env:P}
                every: 30s
                tickets: hot
                since: 2026-11-01
                private-address: allowed
              - { name: news, channel: feed, url: "https://a.example/f.atom?x=1", since: beginning }
            """)
        let first = read.sources[0]
        #expect(first.name == "fediverse")
        guard case .mastodon(let url, let listen, let token) = first.place else {
            Issue.record("not a Mastodon source")
            return
        }
        #expect(url == "http://127.0.0.1:8080")
        #expect(listen == ["#quillfone", "mentions"])
        #expect(token?.revealed == "hunter2")
        #expect(first.every == .seconds(30))
        #expect(first.tickets == .hot)
        #expect(first.since == .moment(Moment(rfc3339: "2026-11-01T00:00:00Z")!))
        #expect(first.mayBePrivate)
        #expect(read.sources[1].place == .feed(url: "https://a.example/f.atom?x=1"))
        #expect(read.sources[1].since == .beginning)
        #expect(read.sources[1].every == .seconds(60))
        #expect(!read.sources[1].mayBePrivate)
    }

    @Test func `a mailbox, two text lines and the ACD are read`() throws {
        let read = try good(
            """
            sources:
              - name: mail
                channel: email
                url: imap://mail.example/INBOX
                user: support@quillfone.example
                password: ${env:P}
                from: Quillfone Support <help@quillfone.example>
                tls: required
              - { name: line, channel: sms, provider: twilio, account: AC0123, token: "${env:P}", number: "+1 202-555-0100" }
              - { name: modem, channel: sms, provider: gammu, inbox: in, outbox: /out }
            acd:
              smtp: smtp://127.0.0.1:25
              from: Earshot <earshot@quillfone.example>
              queues: { default: support@acd.example, hot: oncall@acd.example }
            hosts: { default: { pause: 250ms }, Slow.Example: { at-once: 2 } }
            heat: { hot: 70 }
            """)
        guard case .email(let mail) = read.sources[0].place else {
            Issue.record("not a mailbox")
            return
        }
        #expect(mail.from == Mailbox(name: "Quillfone Support", address: "help@quillfone.example"))
        #expect(mail.tls == .required)
        guard case .twilio(let url, _, let token, let number) = read.sources[1].place else {
            Issue.record("not Twilio")
            return
        }
        #expect(url == "https://api.twilio.com")
        #expect(number == "+12025550100")
        #expect(token.revealed == "hunter2")
        #expect(read.sources[2].place == .gammu(inbox: "/etc/earshot/in", outbox: "/out", sent: nil))
        #expect(read.acd?.ticketDomain == "quillfone.example")
        #expect(read.acd?.queues == .init(standard: "support@acd.example", hot: "oncall@acd.example"))
        #expect(read.hosts.politeness(towards: "slow.example") == .init(atOnce: 2, pause: .milliseconds(250)))
        #expect(read.hotHeat == 70)
        let own = Set(read.ownHandles.map(\.description))
        #expect(
            own == [
                "email:help@quillfone.example", "email:support@quillfone.example", "email:earshot@quillfone.example",
                "email:support@acd.example", "email:oncall@acd.example", "sms:+12025550100",
            ])
    }

    @Test func `words that YAML takes for booleans stay words`() throws {
        let read = try good(
            "sources:\n  - { name: no, channel: feed, url: \"https://a.example\" }\nacknowledge: { mode: off }\n")
        #expect(read.sources.map(\.name) == ["no"])
    }

    @Test func `keys that have no effect yet are checked and noted`() {
        let loaded = settings(
            Self.least + """
                sources:
                  - { name: m, channel: email, url: "imaps://h", user: u, password: "${env:P}", smtp: "smtps://h" }
                  - { name: g, channel: sms, provider: gammu, inbox: /in, outbox: /out, region: GB }
                acd:
                  smtp: smtp://127.0.0.1
                  from: a@b.example
                  queues: { default: c@d.example }
                  replies: { url: "imaps://h/R", user: u, password: "${env:P}" }
                """, environment: Self.secrets)
        #expect(loaded.configuration != nil)
        let notes = loaded.complaints.filter { $0.weight == .note }.map(\.message)
        #expect(notes.count == 1)
        #expect(notes.allSatisfy { $0.contains("not used yet") })
    }

    @Test func `a password that may cross the network in the clear is warned of`() {
        func warnings(_ url: String, _ more: String = "") -> Int {
            settings(
                Self.least
                    + "sources:\n  - { name: m, channel: email, url: \"\(url)\", user: u, password: \"${env:P}\"\(more) }\n",
                environment: Self.secrets
            ).complaints.count { $0.weight == .warning }
        }
        #expect(warnings("imap://mail.example") == 1)
        #expect(warnings("imap://mail.example", ", tls: required") == 0)
        #expect(warnings("imaps://mail.example") == 0)
        #expect(warnings("imap://127.0.0.1", ", private-address: allowed") == 0)
    }

    @Test func `a sample that explains every key loads, with its secrets unread`() throws {
        let path = SharedFolder.packageRoot.appendingPathComponent("deploy/earshot.yaml.sample").path
        let loaded = try ConfigurationLoader.load(path, secrets: SecretKeeper(.unread))
        let read = try #require(loaded.configuration, "\(loaded.complaints.map(\.message))")
        #expect(read.sources.count == 5)
        let text = try String(contentsOfFile: path, encoding: .utf8)
        for key in ConfigurationLoader.keys { #expect(text.contains("\n\(key):"), "the sample lacks \(key)") }
        for key in SourceReader.channelKeys.flatMap(\.keys) + SourceReader.commonKeys + ACDReader.keys {
            #expect(text.contains("\(key):"), "the sample lacks \(key)")
        }
    }

    @Test func `twenty thousand sources are read, one more is refused`() {
        func file(_ count: Int) -> String {
            Self.least + "sources:\n"
                + (0..<count).map { "  - { name: s\($0), channel: feed, url: \"https://h\($0).example/f\" }\n" }
                .joined()
        }
        #expect(settings(file(20_000)).configuration?.sources.count == 20_000)
        #expect(settings(file(20_001)).complaints.first?.message.contains("20001 sources") == true)
    }
}

struct SecretTests {
    private func find(
        _ text: String, _ strictness: SecretKeeper.Strictness = .required, _ environment: [String: String] = [:]
    )
        -> SecretKeeper.Found
    {
        SecretKeeper(strictness, environment: environment).find(text, folder: "/nowhere")
    }

    @Test func `a secret shows itself to nobody who prints it`() {
        let secret = Secret(reference: "${env:P}", value: "hunter2")
        let mail = MailServer(url: "smtp://h", user: "u", password: secret, tls: .required)
        var dumped = ""
        dump(mail, to: &dumped)
        for shown in ["\(secret)", String(reflecting: secret), "\(mail)", String(reflecting: mail), dumped] {
            #expect(!shown.contains("hunter2"), "\(shown)")
        }
        #expect("\(secret)" == "‹secret›")
        #expect(secret.revealed == "hunter2")
    }

    @Test func `references lead to the environment, a file and systemd's credentials`() throws {
        let folder = try Scratch()
        let path = try folder.write("token", "s3cret\n")
        #expect(find("${env:P}", .required, ["P": "x"]) == .secret(Secret(reference: "${env:P}", value: "x")))
        #expect(find("${file:\(path)}") == .secret(Secret(reference: "${file:\(path)}", value: "s3cret")))
        #expect(
            find("${credential:token}", .required, ["CREDENTIALS_DIRECTORY": folder.path])
                == .secret(Secret(reference: "${credential:token}", value: "s3cret")))
        let relative = SecretKeeper(.required, environment: [:]).find("${file:token}", folder: folder.path)
        #expect(relative == .secret(Secret(reference: "${file:token}", value: "s3cret")))
    }

    @Test(arguments: [
        "hunter2", "${env:}", "${env:P}x", "x${env:P}", "${ENV:P}", "$P", "${file:/nowhere/at/all}",
        "${credential:../token}", "${env:EMPTY}", "${credential:token}",
    ])
    func `what leads nowhere is refused`(_ text: String) {
        guard case .refused(let message, let remedy) = find(text, .required, ["EMPTY": ""]) else {
            Issue.record("\(text) was taken")
            return
        }
        #expect(!message.isEmpty && !remedy.isEmpty)
        #expect(!message.contains("hunter2"))
    }

    @Test func `a check by hand notes systemd's credentials, and a look into the database asks for none`() {
        guard case .absent = find("${credential:token}", .looked) else {
            Issue.record("not noted")
            return
        }
        guard case .secret = find("${env:NOBODY}", .unread) else {
            Issue.record("asked for")
            return
        }
        guard case .refused = find("hunter2", .unread) else {
            Issue.record("a literal secret passed")
            return
        }
    }

    @Test func `a secret's file is not read without end`() throws {
        let folder = try Scratch()
        let path = try folder.write("big", [UInt8](repeating: 0x61, count: 70 << 10))
        guard case .refused(let message, _) = find("${file:\(path)}") else {
            Issue.record("was read")
            return
        }
        #expect(message.contains("larger than 64 kB"))
    }
}
