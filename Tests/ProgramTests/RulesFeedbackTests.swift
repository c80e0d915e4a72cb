import Foundation
import Storage
import TestKit
import Testing
import Triage

@testable import earshot

/// What happened, turned into counts, warnings and examples.
struct RulesFeedbackTests {
    private static let configuration = """
        brand: Quillfone
        database: sqlite:earshot.db
        rules: Rules
        sources:
          - { name: fediverse, channel: mastodon, url: "https://m.example", listen: ["#quillfone"] }

        """

    private static let rules = """
        rule danger
          severity critical
          owner    on-call
          respond  15m
          when     "on fire"
          hit      "it is on fire"
          miss     "it is fine"

        rule idle
          severity low
          when     "never said"
          hit      "never said"
          miss     "it is fine"

        """

    private static let texts = [
        "my router is on fire", "This playlist is ON FIRE says Ana Blum @friend_7 @quillfone +44 20 7946 0000",
        "flames from the router, Ana's own",
    ]

    /// Three messages; the second case was found not hot, the third message was missed.
    private func house() async throws -> Scratch {
        let folder = try Scratch()
        let file = try folder.write("earshot.yaml", Self.configuration)
        try folder.write("Rules/all.rules", Self.rules)
        try folder.write("Rules/brand.keywords", "@quillfone\n")
        let settings = try #require(try ConfigurationLoader.load(file, secrets: SecretKeeper(.unread)).configuration)
        let rules = try LoadedRules.required(settings.rules, for: settings)
        let store = try await openStore(settings)
        let now = Moment.wallClock
        let worker = Worker(rawValue: "here:boot:1")
        _ = try await store.register(settings.sources.map { ($0.name, $0.channel) }, now: now)
        let lease = try #require(
            try await store.leaseSources(
                ["fediverse"], worker: worker, busy: [], now: now, until: now + .seconds(60)
            ).first)
        let items = Self.texts.enumerated().map { number, text in
            let message = Message(
                identity: "mastodon:\(number)", source: "fediverse", channel: .mastodon,
                author: .init(
                    handle: Handle(channel: .mastodon, normalised: "ana_\(number)@m.example"), displayName: "Ana Blum"),
                text: text, time: now)
            return HeardPage.Judged(heard: .message(message), evidence: rules.judge(message))
        }
        _ = try await store.remember(
            [HeardPage(source: "fediverse", epoch: lease.epoch, items: items, cursors: [:])],
            decider: Decider(policy: settings.policy(startedAt: [:]), rules: rules), now: now)
        try await store.leave(worker: worker, now: now)
        await store.engine.close()
        #expect(try Program.run("queue", "resolve", "1", "--as", "ana", in: folder).code == 0)
        #expect(try Program.run("queue", "not-hot", "2", "--as", "ana", in: folder).code == 0)
        return folder
    }

    @Test func `counts say how often a rule fired, how right it was, and which never did`() async throws {
        let folder = try await house()
        let ended = try Program.run("rules", "stats", "--json", in: folder)
        #expect(ended.code == 0, "\(ended.err)")
        let lines = try ended.lines.map { try RulesCommandTests.object($0) }
        #expect(lines.map { $0["rule"] as? String } == ["danger", "idle"])
        let danger = try #require(lines.first)
        #expect(
            Set(danger.keys) == [
                "rule", "file", "line", "mode", "since", "messages", "fired", "hot", "share", "shadow", "resolved",
                "notHot", "precision", "lastFired", "neverFired",
            ])
        #expect(
            danger["fired"] as? Int == 2 && danger["messages"] as? Int == 3 && danger["precision"] as? Double == 0.5)
        #expect(lines.last?["neverFired"] as? Bool == true)
        let words = try Program.run("rules", "stats", in: folder)
        #expect(words.out.contains("3 messages since") && words.out.contains("never fired"))
        #expect(try Program.run("rules", "stats", "--since", "soon", in: folder).code == 64)
    }

    @Test func `a false alarm and a missed message become examples that patch takes`() async throws {
        let folder = try await house()
        #expect(try Program.run("rules", "feedback", "--missed", "3", "--rule", "danger", in: folder).code == 0)
        #expect(try Program.run("rules", "feedback", "--missed", "99", in: folder).code == 65)
        #expect(try Program.run("rules", "feedback", "--missed", "3", "--rule", "dangr", in: folder).code == 65)
        let ended = try Program.run("rules", "feedback", in: folder)
        #expect(ended.code == 0, "\(ended.err)")
        #expect(
            ended.out.contains(
                "+  todo miss  \"This playlist is ON FIRE says {name} {name} @user @quillfone {number}\"\n"))
        #expect(ended.out.contains("+  todo hit   \"flames from the router, {name}'s own\"\n"))
        for secret in ["Ana", "Blum", "friend_7", "7946"] { #expect(!ended.out.contains(secret), "\(secret)") }

        try folder.write("feedback.diff", ended.out)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["git", "apply", "-p0", "feedback.diff"]
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let patched = try folder.text("Rules/all.rules")
        #expect(try Program.run("rules", "check", in: folder).code == 0)
        #expect(try Program.run("rules", "test", in: folder).out.contains("2 todo"))
        // What stands there is not suggested again, and writing gives the same as patching.
        #expect(try Program.run("rules", "feedback", in: folder).out.contains("No false alarm"))
        try folder.write("Rules/all.rules", Self.rules)
        #expect(try Program.run("rules", "feedback", "--write", in: folder).code == 0)
        #expect(try folder.text("Rules/all.rules") == patched)
    }

    @Test func `a message that was heard is explained from what was stored`() async throws {
        let folder = try await house()
        let ended = try Program.run("rules", "explain", "--message", "1", in: folder)
        #expect(ended.code == 0 && ended.out.contains("“my router is [on fire]”"))
        #expect(try Program.run("rules", "explain", "--message", "99", in: folder).code == 65)
        #expect(try Program.run("rules", "explain", "--message", "1", "--as", "channel=sms", in: folder).code == 64)
    }

    @Test func `a diff keeps line ends, and a last line without one`() {
        var patch = FilePatch()
        patch.add("  hit \"b\"", below: 2, of: "a.rules")
        let windows = RuleFile(path: "a.rules", bytes: Array("rule a\r\n  hit \"a\"\r\n".utf8))
        #expect(patch.applied(to: windows) == Array("rule a\r\n  hit \"a\"\r\n  hit \"b\"\r\n".utf8))
        let open = RuleFile(path: "a.rules", bytes: Array("rule a\n  hit \"a\"".utf8))
        #expect(patch.applied(to: open) == Array("rule a\n  hit \"a\"\n  hit \"b\"\n".utf8))
        #expect(
            String(decoding: patch.diff(of: open, named: "a.rules"), as: UTF8.self) == """
                --- a.rules
                +++ a.rules
                @@ -1,2 +1,3 @@
                 rule a
                -  hit "a"
                \\ No newline at end of file
                +  hit "a"
                +  hit "b"

                """)
    }

    @Test func `whoever wrote it cannot be told from an example`() {
        let author = Message.Author(
            handle: Handle(channel: .mastodon, normalised: "lena_k@m.example"), displayName: "Lena Kuhn 🌻")
        let discretion = Discretion(brand: ["quillfone"], author: author, customer: nil)
        #expect(
            discretion.text("@Quillfone, I (Lena Kuhn) wrote to @bob@x.example: lena@mail.example, call 0171/123-4567!")
                == "@Quillfone, I ({name} {name}) wrote to @user: {email}, call {number}!")
        #expect(
            discretion.text("error 503 since 2026,\nsee https://x.example/?u=lena_k")
                == "error 503 since 2026, see {url}")
        #expect(discretion.text("50 % off + 3 gifts") == "50 % off + 3 gifts")
    }

    @Test func `a rule that fires on too much, or never, is warned of where the history says so`() {
        let now = Moment(seconds: 1_790_000_000)
        func facts(_ name: String, _ severity: Severity, line: Int) -> RuleFacts {
            RuleFacts(
                name: name, title: name, file: "Rules/a.rules", line: line, severity: severity, score: 1, mode: .live,
                isFilter: false, owner: "", respond: nil)
        }
        let rules = [
            facts("loud", .critical, line: 1), facts("calm", .critical, line: 2), facts("dead", .low, line: 3),
        ]
        let files = [RuleFile(path: "Rules/a.rules", bytes: Array("rule loud\nrule calm\nrule dead\n".utf8))]
        var week = RuleHistory()
        week.messages = 1000
        week.byRule = ["loud": .init(fired: 21), "calm": .init(fired: 20)]
        var month = week
        month.firstHeard = now - .seconds(31 * 86_400)
        let complaints = HistoryWarnings.complaints(rules, files, week: week, month: month, now: now)
        #expect(complaints.map(\.line) == [1, 3] && complaints.allSatisfy { $0.weight == .warning })
        #expect(complaints.first?.message.contains("2.1 %") == true && complaints.first?.column == 6)
        #expect(complaints.last?.message.contains("30 days") == true)
        // A database of yesterday cannot know, and a handful of messages says nothing.
        month.firstHeard = now - .seconds(86_400)
        week.messages = 100
        #expect(HistoryWarnings.complaints(rules, files, week: week, month: month, now: now).isEmpty)
    }

    @Test func `a phrase that is nearly said is named, and one that is said is not`() {
        let files = [
            RuleFile(
                path: "Rules/lost.keywords",
                bytes: Array("never arrived\nlost parcel\nsolicitor\nwhere is my phone\n".utf8))
        ]
        func phrases(_ text: String) -> [String] { AlikePhrase.find(in: text, files).map(\.phrase) }
        #expect(phrases("it did not arrive") == ["never arrived"])
        #expect(phrases("my parcels are lost") == ["lost parcel"])
        #expect(phrases("our solicitors") == ["solicitor"] && phrases("our solictor") == ["solicitor"])
        #expect(phrases("my solicitor") == [] && phrases("good morning") == [] && phrases("") == [])
    }
}
