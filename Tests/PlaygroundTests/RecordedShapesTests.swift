import Foundation
import Testing

@testable import Playground

/// Our answers beside recorded ones of the real services: the same keys with values of the same kinds.
@Suite struct RecordedShapesTests {
    @Test func `statuses, accounts and notifications have the keys and kinds of recorded ones`() async throws {
        guard let recording = Recording("mastodon/mastodon-py/test_notifications.json"),
            let credentials = Recording("mastodon/mastodon-py/test_verify_credentials.json"),
            let media = Recording("mastodon/mastodon-py/test_status_delete_media.json")
        else { return print("skipped: no ../shared") }
        let server = MastodonServer(now: { evening })
        try await server.start()
        server.post(
            author: "ann", text: "hello @quillfone", media: [.init(description: nil)], at: evening)
        let token = ["-H", "Authorization: Bearer \(server.token)"]
        let ours = try await Outside.curl("\(server.url)/api/v1/notifications", token)
        let me = try await Outside.curl("\(server.url)/api/v1/accounts/verify_credentials", token)
        let posted = try await Outside.curl("\(server.url)/api/v1/statuses", token + ["-d", "status=hello @ann"])
        await server.stop()

        let theirs = try #require(recording.answers(to: "GET", "/api/v1/notifications").first as? [Any])
        let notification = try #require(theirs.first as? [String: Any])
        expectSame(ours.list.first ?? [:], notification, at: "notification")
        let theirPost = try #require(recording.answers(to: "POST", "/api/v1/statuses").first as? [String: Any])
        expectSame(posted.object, theirPost, at: "status")
        let theirMe = try #require(
            credentials.answers(to: "GET", "/api/v1/accounts/verify_credentials").first as? [String: Any])
        expectSame(me.object, theirMe, at: "credentials")

        let withMedia = media.answers(to: "POST", "/api/v1/statuses").compactMap { $0 as? [String: Any] }
            .compactMap { ($0["media_attachments"] as? [[String: Any]])?.first }
        let status = ours.list.first?["status"] as? [String: Any]
        expectSame(
            (status?["media_attachments"] as? [[String: Any]])?.first ?? [:], try #require(withMedia.first), at: "media"
        )
    }

    @Test func `the message list and its messages have the keys and kinds of recorded ones`() async throws {
        guard let recorded = Recording.json("sms/twilio-oai/get_json_readFullPage1.json") as? [String: Any],
            let theirs = recorded["body"] as? [String: Any]
        else { return print("skipped: no ../shared") }
        let server = TwilioServer(now: { evening })
        try await server.start()
        server.receive(from: "+12025550111", body: "one")
        server.receive(from: "+12025550111", body: "two")
        let login = ["-u", "\(server.account):\(server.token)"]
        let ours = try await Outside.curl(
            "\(server.url)/2010-04-01/Accounts/\(server.account)/Messages.json?PageSize=1", login)
        await server.stop()
        expectSame(
            ours.object, theirs, at: "list", loose: ["error_code", "error_message", "messaging_service_sid", "price"])
    }

    private func expectSame(
        _ ours: [String: Any], _ theirs: [String: Any], at place: String, loose: Set<String> = []
    ) {
        #expect(Set(ours.keys) == Set(theirs.keys), "\(place)")
        for (key, value) in theirs where !loose.contains(key) {
            guard let own = ours[key] else { continue }
            switch (own, value) {
            case (let own as [String: Any], let value as [String: Any]):
                expectSame(own, value, at: "\(place).\(key)", loose: loose)
            case (let own as [[String: Any]], let value as [[String: Any]]):
                if let one = own.first, let other = value.first {
                    expectSame(one, other, at: "\(place).\(key)[]", loose: loose)
                }
            // Null is a kind that every optional field may have.
            case (is NSNull, _), (_, is NSNull): break
            default: #expect(kind(own) == kind(value), "\(place).\(key)")
            }
        }
    }

    private func kind(_ value: Any) -> String {
        switch value {
        case is String: "string"
        case is [Any]: "array"
        case is [String: Any]: "object"
        default: "number or truth"
        }
    }
}

/// A recorded conversation of the shared folder beside the package, where there is one.
private struct Recording {
    private var turns: [[String: Any]]

    init?(_ path: String) {
        guard let turns = Self.json(path) as? [[String: Any]] else { return nil }
        self.turns = turns
    }

    /// The bodies of successful answers, read as JSON.
    func answers(to method: String, _ path: String) -> [Any] {
        turns.compactMap { turn in
            guard let request = turn["request"] as? [String: Any], let response = turn["response"] as? [String: Any],
                request["method"] as? String == method, (request["uri"] as? String)?.hasSuffix(path) == true,
                response["status"] as? Int == 200, let body = response["body"] as? String
            else { return nil }
            return try? JSONSerialization.jsonObject(with: Data(body.utf8))
        }
    }

    static func json(_ path: String) -> Any? {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = root.appendingPathComponent("../shared/fixtures/\(path)").standardizedFileURL
        return (try? Data(contentsOf: file)).flatMap { try? JSONSerialization.jsonObject(with: $0) }
    }
}
