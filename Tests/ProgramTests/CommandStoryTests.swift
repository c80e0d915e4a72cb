import Foundation
import Storage
import Testing
import Triage

@testable import earshot

/// The commands over a database in which something happened.
struct CommandStoryTests {
    private static let configuration = """
        brand: Quillfone
        database: sqlite:earshot.db
        rules: Rules
        sources:
          - { name: fediverse, channel: mastodon, url: "https://m.example", listen: ["#quillfone"] }
          - { name: page, channel: feed, url: "https://f.example/a" }
        acd:
          smtp: smtp://127.0.0.1:25
          from: earshot@quillfone.example
          queues: { default: support@acd.example, hot: oncall@acd.example }

        """

    private static let rules = """
        rule danger
          severity critical
          score    80
          owner    on-call
          respond  15m
          when     "on fire"
          hit      "it is on fire"
          miss     "it is fine"

        rule advert
          action   filter
          severity info
          when     "free followers"
          hit      "free followers here"
          miss     "free phones"

        """

    private static func post(_ number: Int, _ text: String, by author: String) -> HeardPage.Judged {
        .init(
            heard: .message(
                Message(
                    identity: "mastodon:\(number)", source: "fediverse", channel: .mastodon,
                    author: .init(handle: Handle(channel: .mastodon, normalised: author), displayName: "Ana"),
                    text: text,
                    time: Moment(seconds: 1_790_000_000 + Int64(number)))), evidence: nil)
    }

    /// A hot post, a calm one, the calm one again, a filtered one, and one that nobody could read.
    private func house() async throws -> Scratch {
        let folder = try Scratch()
        let file = try folder.write("earshot.yaml", Self.configuration)
        try folder.write("Rules/all.rules", Self.rules)
        let settings = try #require(try ConfigurationLoader.load(file, secrets: SecretKeeper(.unread)).configuration)
        let rules = try LoadedRules.required(settings.rules, for: settings)
        let store = try await openStore(settings)
        let now = Moment(seconds: 1_790_000_100)
        let worker = Worker(rawValue: "here:boot:1")
        _ = try await store.register(settings.sources.map { ($0.name, $0.channel) }, now: now)
        let lease = try #require(
            try await store.leaseSources(
                ["fediverse"], worker: worker, busy: [], now: now, until: now + .seconds(60)
            ).first)
        var items = [
            Self.post(1, "my router is on fire \u{1B}[31m", by: "ana@m.example"),
            Self.post(2, "calm", by: "ben@m.example"), Self.post(2, "calm", by: "ben@m.example"),
            Self.post(3, "free followers", by: "bot@m.example"),
        ]
        for place in items.indices {
            guard case .message(let message) = items[place].heard else { continue }
            items[place].evidence = rules.judge(message)
        }
        items.append(
            .init(
                heard: .unreadable(
                    Unreadable(
                        identity: "x", source: "fediverse", channel: .mastodon, reason: "the JSON ends too early",
                        contentType: "application/json", raw: Array("{\"id\":\u{202E}".utf8))), evidence: nil))
        let page = HeardPage(source: "fediverse", epoch: lease.epoch, items: items, cursors: [:])
        _ = try await store.remember(
            [page], decider: Decider(policy: settings.policy(startedAt: [:]), rules: rules), now: now)
        try await store.leave(worker: worker, now: now)
        await store.engine.close()
        return folder
    }

    private func object(_ line: String?) throws -> [String: Any] {
        let bytes = Data(try #require(line).utf8)
        return try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: Any])
    }

    @Test func `the ledger adds up, and shows what was filtered and what could not be read`() async throws {
        let folder = try await house()
        let json = try Program.run("ledger", "--json", in: folder)
        #expect(json.code == 0)
        #expect(
            json.lines.contains(
                "{\"source\":\"fediverse\",\"heard\":5,\"stored\":2,\"duplicate\":1,\"filtered\":1,\"quarantined\":1,"
                    + "\"unaccounted\":0}"))
        let words = try Program.run("ledger", in: folder)
        #expect(words.out.contains("the JSON ends too early") && words.out.contains("advert"))
        let quarantined = try Program.run("ledger", "--quarantined", in: folder)
        #expect(quarantined.out.contains("{\"id\":‹U+202E›"))
        let item = try object(
            try Program.run("ledger", "--quarantined", "--json", in: folder).lines.first)
        #expect(item["reason"] as? String == "the JSON ends too early")
        #expect(item["raw"] as? String == Data("{\"id\":\u{202E}".utf8).base64EncodedString())
        let filtered = try Program.run("ledger", "--filtered", "--json", in: folder)
        #expect(filtered.lines == ["{\"source\":\"fediverse\",\"rule\":\"advert\",\"filtered\":1}"])
    }

    @Test func `a case goes from hand to hand, and two cannot hold it`() async throws {
        let folder = try await house()
        let listed = try object(try Program.run("queue", "list", "--json", in: folder).lines.first)
        #expect(
            Set(listed.keys) == [
                "case", "state", "heat", "severity", "title", "messages", "firstHeard", "promise", "owner", "claimedBy",
                "reasons", "due", "rank", "newest", "incident", "isIncident", "mergedInto", "held", "step", "target",
            ])
        #expect(listed["state"] as? String == "open" && listed["owner"] as? String == "on-call")
        let number = String(try #require(listed["case"] as? Int))
        #expect(try Program.run("queue", "claim", number, "--as", "ana", "--note", "mine", in: folder).code == 0)
        let held = try Program.run("queue", "claim", number, "--as", "ben", in: folder)
        #expect(held.code == 75)
        #expect(held.err.contains("ana holds it"))
        #expect(try Program.run("queue", "release", number, "--as", "ana", in: folder).code == 0)
        #expect(try Program.run("queue", "acknowledge", number, "--as", "ben", in: folder).code == 0)
        let resolved = try object(
            try Program.run("queue", "resolve", number, "--as", "ben", "--json", in: folder).lines.first)
        #expect(resolved["state"] as? String == "resolved" && resolved["claimedBy"] as? String == "ben")
        #expect(try Program.run("queue", "claim", number, "--as", "ana", in: folder).code == 65)
        #expect(try Program.run("queue", "list", in: folder).out == "No case is open.\n")
        #expect(try Program.run("queue", "list", "--all", "--json", in: folder).lines.count == 1)
        let shown = try object(try Program.run("queue", "show", number, "--json", in: folder).lines.first)
        #expect((shown["history"] as? [[String: Any]])?.contains { $0["note"] as? String == "mine" } == true)
        #expect((shown["heard"] as? [[String: Any]])?.count == 1)
        let words = try Program.run("queue", "show", number, in: folder)
        #expect(words.out.contains("on fire ␛[31m"))
        #expect(!words.out.contains("\u{1B}"))
    }

    @Test func `a case is put away, handed over, told about and closed with a reason`() async throws {
        let folder = try await house()
        let asleep = try Program.run("queue", "snooze", "1", "--for", "2h", "--as", "ana", in: folder)
        #expect(asleep.code == 0 && asleep.out.contains("put away until") && asleep.out.contains("its promise ends"))
        #expect(try Program.run("queue", "snooze", "1", "--for", "8d", "--as", "ana", in: folder).code == 65)
        #expect(try Program.run("queue", "snooze", "1", "--for", "soon", in: folder).code == 64)
        #expect(try Program.run("queue", "snooze", "1", "--for", "1h", "--until", "2030-01-01", in: folder).code == 64)
        #expect(try Program.run("queue", "snooze", "1", in: folder).code == 64)
        let other = try Program.run("queue", "snooze", "1", "--for", "1h", "--as", "ben", in: folder)
        #expect(other.code == 75 && other.err.contains("ana holds it"))
        #expect(try Program.run("queue", "hand-over", "1", "--to", "eve", "--as", "ben", in: folder).code == 64)
        let given = try object(
            try Program.run(
                "queue", "hand-over", "1", "--to", "eve", "--note", "she knows the house", "--as", "ben", "--json",
                in: folder
            ).lines.first)
        #expect(given["target"] as? String == "eve" && given["state"] as? String == "open")
        #expect(given["due"] is String && given["rank"] is String && given["newest"] is String)
        #expect(given["held"] as? Bool == false && given["isIncident"] as? Bool == false)
        #expect(given["step"] as? Int == 0 && given["incident"] is NSNull && given["mergedInto"] is NSNull)
        #expect(try Program.run("queue", "list", "--mine", "--as", "ana", in: folder).out == "You hold no case.\n")
        #expect(try Program.run("queue", "list", "--held", in: folder).out == "No case waits for a shift.\n")
        #expect(try Program.run("queue", "note", "1", "she was called", "--as", "eve", in: folder).code == 0)
        #expect(try Program.run("queue", "note", "1", " ", "--as", "eve", in: folder).code == 64)
        #expect(try Program.run("queue", "note", "99", "who", "--as", "eve", in: folder).code == 65)
        #expect(try Program.run("queue", "claim", "1", "--as", "eve", in: folder).code == 0)
        let mine = try Program.run("queue", "list", "--mine", "--as", "eve", "--json", in: folder)
        #expect(mine.lines.count == 1)
        let closed = try Program.run(
            "queue", "not-hot", "1", "--reason", "a router that glows", "--as", "eve", in: folder)
        #expect(closed.code == 0 && closed.out.contains("found not hot"))
        let words = try Program.run("queue", "show", "1", in: folder).out
        #expect(words.contains("to eve; she knows the house") && words.contains("note by eve: she was called"))
        let feedback = try object(
            try Program.run("rules", "feedback", "--since", "2020-01-01", "--json", in: folder).lines.first)
        #expect(feedback["because"] as? String == "a router that glows")
    }

    @Test func `cases are merged, linked and split by their numbers, and a mistake is told`() async throws {
        let folder = try await house()
        let none = try Program.run("queue", "merge", "1", "--into", "2", "--as", "ana", in: folder)
        #expect(none.code == 65 && none.err.contains("no case 2 to merge it into"))
        #expect(try Program.run("queue", "merge", "1", "--into", "1", "--as", "ana", in: folder).code == 65)
        #expect(try Program.run("queue", "link", "1", "--to", "2", "--as", "ana", in: folder).code == 65)
        let split = try Program.run("queue", "split", "1", "--messages", "1", "--as", "ana", in: folder)
        #expect(split.code == 65 && split.err.contains("nothing would be left"))
        #expect(try Program.run("queue", "split", "1", "--messages", "one", "--as", "ana", in: folder).code == 64)
        #expect(try Program.run("queue", "link", "99", "--to", "1", "--as", "ana", in: folder).code == 65)
    }

    @Test func `how it goes is said of incidents alone, and in few words`() async throws {
        let folder = try await house()
        let none = try Program.run("queue", "status", "1", "A mast is down.", "--as", "ana", in: folder)
        #expect(none.code == 65 && none.err.contains("it is no incident"))
        #expect(try Program.run("queue", "status", "99", "A mast is down.", "--as", "ana", in: folder).code == 65)
        let long = String(repeating: "x", count: 301)
        let refused = try Program.run("queue", "status", "1", long, "--as", "ana", in: folder)
        #expect(refused.code == 64 && refused.err.contains("at most 300 characters"))
        #expect(try Program.run("queue", "status", "1", " ", "--as", "ana", in: folder).code == 64)
    }

    @Test func `the login name stands in where nobody says who they are`() async throws {
        let folder = try await house()
        let claimed = try object(try Program.run("queue", "claim", "1", "--json", in: folder).lines.first)
        #expect(claimed["claimedBy"] as? String == String(cString: getpwuid(getuid()).pointee.pw_name))
    }

    @Test func `tickets and errands are listed, shown and made due`() async throws {
        let folder = try await house()
        let tickets = try Program.run("tickets", "list", "--json", in: folder).lines.map { try object($0) }
        #expect(tickets.count == 3)
        for ticket in tickets {
            #expect(
                Set(ticket.keys) == [
                    "ticket", "conversation", "source", "messageID", "state", "queue", "subject",
                ])
        }
        let hot = try #require(tickets.first { $0["queue"] as? String == "hot" })
        #expect((hot["subject"] as? String)?.contains("on fire") == true)
        let number = String(try #require(hot["ticket"] as? Int))
        let shown = try Program.run("tickets", "show", number, in: folder)
        #expect(shown.out.contains("X-Earshot-Hot: yes"))
        let errands = try Program.run("errands", "list", "--json", in: folder).lines.map { try object($0) }
        #expect(errands.count == 3 && errands.allSatisfy { $0["state"] as? String == "waiting" })
        #expect(try Program.run("errands", "list", "--state", "given-up", "--json", in: folder).out.isEmpty)
        #expect(try Program.run("errands", "retry", number, in: folder).code == 0)
        let none = try Program.run("errands", "retry", number, "999", in: folder)
        #expect(none.code == 65)
        #expect(none.err.contains("there is no errand 999"))
    }

    @Test func `ids that are not there end with 65`() async throws {
        let folder = try await house()
        for words in [
            ["queue", "show", "99"], ["queue", "claim", "99"], ["tickets", "show", "99"], ["crm", "show", "z"],
        ] {
            #expect(try Program.run(words, in: folder).code == 65, "\(words)")
        }
    }

    @Test func `the status counts what there is, and the sources say how they are`() async throws {
        let folder = try await house()
        let status = try object(try Program.run("status", "--json", in: folder).lines.first)
        #expect(status["messages"] as? Int == 2 && status["hotMessages"] as? Int == 1)
        #expect(status["casesOpen"] as? Int == 1 && status["unaccounted"] as? Int == 0)
        #expect((status["errands"] as? [String: Int])?["waiting"] == 3)
        let sources = try Program.run("sources", "list", "--json", in: folder).lines.map { try object($0) }
        #expect(sources.map { $0["source"] as? String } == ["fediverse", "page"])
        #expect(try Program.run("sources", in: folder).out.contains("https") == false)
        #expect(try Program.run("status", in: folder).out.contains("Cases       1 open"))
    }

    @Test func `customers are imported all or none, and found by their handles`() async throws {
        let folder = try await house()
        try folder.write("good.csv", "id,name,handles\n1,Ana,email:ana@x.example\n2,Ben,sms:+12025550111\n")
        try folder.write("bad.csv", "id,name,handles\n3,Cid,email:cid@x.example\n4,Dee,fax:1\n")
        try folder.write("taken.csv", "id,name,handles\n5,Eve,email:eve@x.example\n6,Fay,email:ANA@x.example\n")
        let good = try Program.run("crm", "import", "good.csv", "--json", in: folder)
        #expect(good.out == "{\"added\":2,\"changed\":0,\"unchanged\":0,\"unread\":[]}\n")
        let bad = try Program.run("crm", "import", "bad.csv", in: folder)
        #expect(bad.code == 65)
        #expect(bad.err.contains("bad.csv: line 3, handles: `fax:1` is no handle"))
        #expect(try Program.run("crm", "show", "3", in: folder).code == 65)
        #expect(try Program.run("crm", "import", "taken.csv", in: folder).code == 65)
        #expect(try Program.run("crm", "show", "5", in: folder).code == 65)
        #expect(try Program.run("crm", "import", "gone.csv", in: folder).code == 65)
        let found = try object(try Program.run("crm", "show", "sms:+1 202 555 0111", "--json", in: folder).lines.first)
        #expect(found["customer"] as? String == "2")
    }

    @Test func `a database from a newer version is left alone, with 78`() async throws {
        let folder = try await house()
        let settings = try #require(
            try ConfigurationLoader.load(folder.path + "/earshot.yaml", secrets: SecretKeeper(.unread)).configuration)
        let store = try await openStore(settings)
        try await store.engine.write { _ = try $0.run("UPDATE earshot_schema SET version = version + 1000") }
        await store.engine.close()
        #expect(try Program.run("ledger", in: folder).code == 78)
    }

    @Test func `what init writes by itself checks, and judges`() throws {
        let folder = try Scratch()
        for file in StarterFolder.files(rules: []) { try folder.write(file.path, file.bytes) }
        let check = try Program.run("check", in: folder)
        #expect(check.code == 0, "\(check.out)")
        #expect(!check.out.contains("warning:"), "\(check.out)")
        let judged = try Program.run(
            "judge", "--json", in: folder,
            input: "{\"id\":\"1\",\"text\":\"My router is on fire and nobody answers!!\"}\n")
        #expect(judged.code == 0)
        let verdict = try object(judged.lines.first)
        #expect(
            Set(verdict.keys) == [
                "id", "hot", "heat", "severity", "sentiment", "complaint", "language", "reasons",
            ])
        #expect(verdict["hot"] as? Bool == true && verdict["complaint"] is NSNull)
        let reasons = try #require(verdict["reasons"] as? [[String: Any]])
        let match = try #require((reasons.first?["matches"] as? [[String: Any]])?.first)
        #expect(match["start"] as? Int == 13 && match["end"] as? Int == 20 && match["text"] as? String == "on fire")
    }

    @Test func `a rule with an error ends a check with 1 and a judgement with 78`() throws {
        let folder = try Scratch()
        try folder.write("earshot.yaml", "brand: Q\ndatabase: sqlite:a.db\nrules: Rules\n")
        try folder.write("Rules/a.rules", "rule a\n  severty high\n  when \"x\"\n")
        let check = try Program.run("check", in: folder)
        #expect(check.code == 1)
        #expect(check.out.contains("Rules/a.rules:2:"))
        let complaints = try Program.run("check", "--json", in: folder).lines.map { try object($0) }
        let places = complaints.filter { $0["weight"] as? String == "error" }.map { $0["line"] as? Int }
        #expect(places.contains(2))
        #expect(try Program.run("judge", in: folder, input: "x\n").code == 78)
    }

    @Test func `many lines come back in order, and bad ones are named and passed over`() throws {
        let folder = try Scratch()
        try folder.write("Rules/all.rules", Self.rules)
        var input = ""
        for number in 1...5000 {
            input += "{\"id\":\(number),\"text\":\"post \(number) \(number % 7 == 0 ? "on fire" : "")\"}\n"
        }
        input += "{\"id\":\"bad\"}\n\n[]\n{\"id\":5001,\"text\":\"end\"}"
        let judged = try Program.run("judge", "--json", in: folder, input: input)
        #expect(judged.code == 65)
        let ids = try judged.lines.map { try object($0)["id"] as? Int }
        #expect(ids == Array(1...5001))
        #expect(
            judged.err.contains("line 5001: there is no `text`") && judged.err.contains("line 5003: not a JSON object"))
        #expect(judged.err.contains("2 messages could not be judged"))
    }

    @Test func `judging answers a line at once, while its writer waits`() async throws {
        let folder = try Scratch()
        try folder.write("Rules/all.rules", Self.rules)
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        let out = try folder.write("out", "")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Program.path)
        process.arguments = ["judge", "--json", "--plain"]
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        process.standardInput = FileHandle(fileDescriptor: ends[0], closeOnDealloc: true)
        process.standardOutput = FileHandle(forWritingAtPath: out)
        try process.run()
        let writer = FileHandle(fileDescriptor: ends[1], closeOnDealloc: true)
        try writer.write(contentsOf: Data("it is on fire\n".utf8))
        var answer = ""
        for _ in 0..<600 where answer.isEmpty {
            try await Task.sleep(for: .milliseconds(50))
            answer = try folder.text("out")
        }
        #expect(answer.hasSuffix("\n") && answer.contains("\"hot\":true"))
        try writer.close()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
    }
}
