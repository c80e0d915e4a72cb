import Foundation
import Storage
import Testing
import Triage

@testable import earshot

/// `earshot acks` over a database in which customers wrote after hours.
struct AcksCommandTests {
    /// Closed now, whenever that is, and open the day after tomorrow.
    private static let configuration = """
        brand: Quillfone
        database: sqlite:earshot.db
        rules: Rules
        hours: { time-zone: UTC, weekly: {}, exceptions: { \(opening): ["09:00-17:00"] } }
        sources:
          - { name: line, channel: sms, provider: twilio, url: "https://t.example", account: AC1, token: "${env:P}", number: "+12025550100" }
        acknowledge: { mode: preview, sources: [line], never: [treat] }

        """

    private static var opening: CivilDate { TimeZoneTable.utc.wallClock(at: Moment.wallClock).date + 2 }

    private static let rules = """
        rule threat
          score    10
          when     "I will sue"
          hit      "I will sue you"
          miss     "sue called"

        """

    private static func text(_ number: Int, _ words: String, from: String) -> HeardPage.Judged {
        .init(
            heard: .message(
                Message(
                    identity: "twilio:\(number)", source: "line", channel: .sms,
                    author: .init(handle: Handle(channel: .sms, normalised: from)), text: words,
                    time: .wallClock - .seconds(30), conversationKey: "sms:\(from)", visibility: .direct)),
            evidence: nil)
    }

    private func house() async throws -> Scratch {
        let folder = try Scratch()
        let file = try folder.write("earshot.yaml", Self.configuration)
        try folder.write("Rules/all.rules", Self.rules)
        let settings = try #require(try ConfigurationLoader.load(file, secrets: SecretKeeper(.unread)).configuration)
        let rules = try LoadedRules.required(settings.rules, for: settings)
        let store = try await openStore(settings)
        let now = Moment.wallClock
        try await store.register([("line", .sms)], now: now)
        let lease = try #require(
            try await store.leaseSources(
                ["line"], worker: Worker(rawValue: "one:boot:1"), busy: [], now: now, until: now + .seconds(60)
            ).first)
        let page = HeardPage(
            source: "line", epoch: lease.epoch,
            items: [
                Self.text(1, "My line is dead", from: "+447700900123"),
                Self.text(2, "Thanks!", from: "+447700900124"), Self.text(3, "STOP", from: "+447700900125"),
            ], cursors: [:])
        var policy = settings.policy(startedAt: [:])
        // As a run takes them from the templates that there are.
        policy.manners?.languages = ["en"]
        _ = try await store.remember([page], decider: Decider(policy: policy, rules: rules), now: now)
        await store.engine.close()
        return folder
    }

    @Test func `each answer and each silence is listed with its reason`() async throws {
        let folder = try await house()
        let list = try Program.run("acks", "list", in: folder)
        #expect(list.code == 0 && list.out.contains("after-hours") && list.out.contains("nothing-asked"))
        let lines = try Program.run("acks", "--json", "--since", "2h", in: folder).out.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines.contains { $0.contains("\"state\":\"silent\"") && $0.contains("\"code\":\"nothing-asked\"") })
        #expect(lines.contains { $0.contains("\"kind\":\"opted-out\"") && $0.contains("they said stop") })
        let answers = try Program.run("acks", "list", "--answers", "--json", in: folder).out
        #expect(!answers.contains("silent"))
        #expect(try Program.run("acks", "list", "--since", "soon", in: folder).code == 64)
        let status = try Program.run("status", in: folder).out
        #expect(status.contains("preview; within a day 2 waiting") && status.contains("silent: 1 nothing-asked"))
        #expect(try Program.run("status", "--json", in: folder).out.contains("\"silences\":{\"nothing-asked\":1}"))
    }

    @Test func `who has stopped is listed, noted and taken off by hand`() async throws {
        let folder = try await house()
        #expect(try Program.run("acks", "stopped", in: folder).out.contains("+447700900125"))
        #expect(try Program.run("acks", "stopped", "--add", "sms:+447700900126", in: folder).code == 64)
        #expect(
            try Program.run("acks", "stopped", "--add", "nobody", "--reason", "rang", in: folder).code == 64)
        let added = try Program.run(
            "acks", "stopped", "--add", "sms:+447700900126", "--reason", "rang us", in: folder)
        #expect(added.code == 0)
        #expect(try Program.run("acks", "stopped", "--json", in: folder).out.contains("\"words\":\"rang us\""))
        #expect(try Program.run("acks", "stopped", "--remove", "sms:+447700900126", in: folder).code == 0)
        #expect(try Program.run("acks", "stopped", "--remove", "sms:+447700900126", in: folder).code == 65)
        #expect(try !Program.run("acks", "stopped", in: folder).out.contains("900126"))
        #expect(try Program.run("acks", "stopped", "--all", in: folder).out.contains("900126"))
    }

    @Test func `the check tells how many sources are answered, once every rule that it names is there`() async throws {
        let folder = try await house()
        let wrong = try Program.run("check", in: folder, environment: ["P": "x"])
        #expect(wrong.code == 78 && wrong.out.contains("did you mean `threat`?"), "\(wrong.out)")
        let text = try folder.text("earshot.yaml")
        try folder.write("earshot.yaml", text.replacing("never: [treat]", with: "never: [threat]"))
        let check = try Program.run("check", in: folder, environment: ["P": "x"])
        #expect(
            check.code == 0
                && check.out.contains("customers of 1 source would have an answer by itself; the mode is preview"))
    }
}
