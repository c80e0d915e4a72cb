import Foundation
import TestKit
import Testing
import Triage

@testable import Channels

@Suite struct MastodonReadingTests {
    let reading = MastodonReading(source: "fediverse", server: "social.example:8443", domain: "social.example")

    private func read(_ json: String, _ list: MastodonReading.List = .statuses) throws -> [MastodonReading.Item] {
        try reading.read(list, Array(json.utf8), now: Moment(seconds: 42))
    }

    private func message(_ fields: String) throws -> Message {
        let items = try read(
            #"[{"id":"11","created_at":"2026-11-22T03:41:07Z","account":{"acct":"Ana@other.example"},\#(fields)}]"#)
        guard case .message(let message)? = items.first?.heard else { throw Missing() }
        return message
    }
    struct Missing: Error {}

    @Test func `a status becomes a message with all that it says`() throws {
        let items = try read(
            #"""
            [{"id":"12","uri":"https://social.example/users/mira/statuses/12","url":"https://social.example/@mira/12",
              "created_at":"2026-11-22T03:41:07.250Z","edited_at":"2026-11-22T03:50:00.000Z","in_reply_to_id":"11",
              "spoiler_text":"rant","visibility":"unlisted","language":"EN","content":"<p>No signal,<br>again</p><p>See <a href=\"https://map.example/1\">map</a></p>",
              "account":{"id":"3","acct":"Mira","username":"mira","display_name":"Mira \ud83d\ude00","followers_count":1234,"bot":true},
              "media_attachments":[{"type":"image","url":"https://files.example/1.png","description":"a dead phone"}],
              "poll":{"options":[{"title":"yes","votes_count":3},{"title":"no"}]},"card":{"title":"ignored"},
              "reblog":null,"quote":null}]
            """#)
        guard case .message(let message)? = items.first?.heard else { throw Missing() }
        #expect(message.identity == "mastodon:social.example:8443/12")
        #expect(message.revision == "2026-11-22T03:50:00.000Z")
        #expect(message.author.handle == Handle(channel: .mastodon, normalised: "mira@social.example"))
        #expect(message.author.displayName == "Mira 😀")
        #expect(message.author.followers == 1234)
        #expect(message.author.isAutomatic)
        #expect(message.text == "rant\nNo signal,\nagain\n\nSee map\n- yes\n- no")
        #expect(message.links == ["https://map.example/1"])
        #expect(message.language == "en")
        #expect(message.time == Moment(rfc3339: "2026-11-22T03:41:07.25Z"))
        #expect(message.permalink == "https://social.example/@mira/12")
        #expect(message.answers == ["mastodon:social.example:8443/11"])
        #expect(message.form == .reply)
        #expect(message.visibility == .unlisted)
        #expect(
            message.attachments == [
                .init(name: "a dead phone", type: "image", url: "https://files.example/1.png")
            ])
        #expect(message.notes.isEmpty)
        #expect(items[0].place == TimelineID("12"))
        #expect(items[0].written == message.time)
    }

    @Test(
        arguments: [
            (
                #""created_at":"2019-03-04T00:00:00.000Z","fields":[{"name":"web","value":"x","verified_at":null},{"name":"b","value":"y","verified_at":"2020-01-01T00:00:00.000+00:00"}]"#,
                "2019-03-04T00:00:00Z", true
            ),
            (
                #""created_at":"2019-03-04T00:00:00.000Z","fields":[{"name":"web","value":"x","verified_at":null}]"#,
                "2019-03-04T00:00:00Z", false
            ),
            (#""created_at":7,"fields":[1,"verified_at",{"verified_at":true}]"#, nil, false),
            (#""fields":{"verified_at":"2020-01-01T00:00:00Z"}"#, nil, false),
            (#""bot":false"#, nil, false),
        ] as [(String, String?, Bool)])
    func `since when an account exists and whether a link vouches for it is read`(
        _ account: String, _ since: String?, _ isVerified: Bool
    ) throws {
        let items = try read(#"[{"id":"11","account":{"acct":"ana@other.example",\#(account)}}]"#)
        guard case .message(let message)? = items.first?.heard else { throw Missing() }
        #expect(message.author.since == since.flatMap { Moment(rfc3339: $0) })
        #expect(message.author.isVerified == isVerified)
    }

    @Test func `a profile of endless fields is read no further than any server lets one grow`() throws {
        func author(_ before: Int) throws -> Message.Author {
            let fields =
                Array(repeating: #"{"verified_at":null}"#, count: before) + [#"{"verified_at":"2020-01-01T00:00:00Z"}"#]
            let items = try read(
                #"[{"id":"11","account":{"acct":"ana","fields":[\#(fields.joined(separator: ","))]}}]"#)
            guard case .message(let message)? = items.first?.heard else { throw Missing() }
            return message.author
        }
        #expect(try author(31).isVerified)
        #expect(try !author(32).isVerified)
    }

    @Test func `a reply in a thread names the post that it answers as that post is named`() throws {
        let items = try read(
            #"""
            [{"id":"2","in_reply_to_id":"1","account":{"acct":"ana"}},{"id":"1","account":{"acct":"ana"}}]
            """#)
        guard case .message(let reply)? = items[0].heard, case .message(let first)? = items[1].heard else {
            throw Missing()
        }
        #expect(reply.answers == [first.identity])
    }

    @Test(arguments: [
        ("public", Message.Visibility.open), ("unlisted", .unlisted), ("private", .followers), ("direct", .direct),
        ("circle", .direct),
    ])
    func `who could see it is kept, and what is unknown is taken for private`(
        _ said: String, _ meant: Message.Visibility
    ) throws {
        #expect(try message(#""visibility":"\#(said)""#).visibility == meant)
    }

    @Test func `a shared post is a repost with the words of the shared one`() throws {
        let shared = try message(
            #""content":"","url":null,"reblog":{"id":"3","content":"<p>down again</p>","url":"https://o.example/3","account":{"acct":"x"},"language":"de"}"#
        )
        #expect(shared.form == .repost)
        #expect(shared.text == "down again")
        #expect(shared.language == "de")
        #expect(shared.permalink == "https://o.example/3")
        #expect(shared.author.handle.address == "ana@other.example")
    }

    @Test(arguments: [
        #"{"state":"accepted","quoted_status":{"content":"<p>they said</p>"}}"#,
        #"{"id":"5","content":"<p>they said</p>"}"#,
    ])
    func `a quoted post is kept apart from the author's words`(_ quote: String) throws {
        let quoting = try message(
            #""content":"<p class=\"quote-inline\">RE: <a href=\"https://o.example/5\">o.example/5</a></p><p>mine</p>","quote":\#(quote)"#
        )
        #expect(quoting.text == "mine")
        #expect(quoting.quoted == "they said")
        #expect(quoting.links.isEmpty)
    }

    @Test func `fields of a wrong type are left out, and the status is heard`() throws {
        let odd = try message(
            #""created_at":7,"uri":1,"url":["x"],"edited_at":{},"in_reply_to_id":5,"spoiler_text":3,"visibility":null,"language":[],"content":{"a":1},"reblog":"x","media_attachments":{"a":1},"poll":[1],"quote":7"#
        )
        #expect(odd.text == "")
        #expect(odd.time == Moment(seconds: 42))
        #expect(odd.notes == ["the time is missing; it is the time heard"])
        #expect(odd.visibility == .direct)
        #expect(odd.answers.isEmpty)
    }

    @Test func `only web addresses become permalinks and attachments`() throws {
        let hostile = try message(
            #""url":"javascript:alert(1)","uri":"https://o.example/9","media_attachments":[{"url":"file:///etc/passwd","type":"image"}]"#
        )
        #expect(hostile.permalink == "https://o.example/9")
        #expect(hostile.attachments.map(\.url) == [nil])
    }

    @Test(arguments: [
        (#"{"account":{"acct":"a"}}"#, "field id is missing"),
        (#"{"id":7,"account":{"acct":"a"}}"#, "field id is not text"),
        (#"{"id":"../x","account":{"acct":"a"}}"#, "field id is no id"), (#"{"id":"9"}"#, "field account is missing"),
        (#"{"id":"9","account":"a"}"#, "field account is not an object"),
        (#"{"id":"9","account":{"acct":7}}"#, "field account.acct is missing or not text"),
        (#"{"id":"9","account":{"acct":"a b@c@d"}}"#, "field account.acct is no account"),
        ("7", "an object was expected"), (#"[{"id":"9"}]"#, "an object was expected"),
    ])
    func `a status without what it needs is kept with its bytes and the field's name, and the others go on`(
        _ bad: String, _ reason: String
    ) throws {
        let items = try read(#"[{"id":"20","account":{"acct":"a"}}, \#(bad) ,{"id":"19","account":{"acct":"a"}}]"#)
        #expect(items.count == 3)
        guard case .unreadable(let kept)? = items[1].heard else { throw Missing() }
        #expect(kept.reason.contains(reason))
        #expect(kept.raw == Array(bad.utf8))
        for index in [0, 2] {
            guard case .message? = items[index].heard else { throw Missing() }
        }
    }

    @Test func `an unreadable status is one item although its counters change`() throws {
        func identity(_ count: Int) throws -> String? {
            guard case .unreadable(let kept)? = try read(#"[{"id":"9","favourites_count":\#(count)}]"#)[0].heard else {
                return nil
            }
            return kept.identity
        }
        #expect(try identity(1) != nil)
        #expect(try identity(1) == identity(2))
    }

    @Test func `a status with broken characters is heard, and says so`() throws {
        let bytes =
            Array(
                #"[{"id":"2","created_at":"2026-11-22","account":{"acct":"a"},"content":"<p>fine</p>"},{"id":"1","created_at":"2026-11-22","account":{"acct":"b"},"content":"<p>caf"#
                    .utf8)
            + [0xE9] + Array(#" \ud83d</p>"}]"#.utf8)
        let items = try reading.read(.statuses, bytes, now: Moment(seconds: 1))
        guard case .message(let fine)? = items[0].heard, case .message(let broken)? = items[1].heard else {
            throw Missing()
        }
        #expect(fine.notes.isEmpty)
        #expect(broken.text == "caf\u{FFFD} \u{FFFD}")
        #expect(broken.notes == ["broken characters were replaced"])
    }

    @Test func `a text of many megabytes is cut and says so`() throws {
        let long = try message(#""content":"\#(String(repeating: "ab é ", count: 2 << 20))""#)
        #expect(long.text.utf8.count <= Message.textLimit)
        #expect(long.text.utf8.count > Message.textLimit - 8)
        #expect(long.notes.count == 2)
    }

    @Test func `only mentions are heard of notifications, and every one moves the place`() throws {
        let items = try read(
            #"""
            [{"id":"31","type":"favourite","status":{"id":"1","account":{"acct":"a"}}},
             {"id":"30","type":"mention","created_at":"2026-11-22T03:41:07.250Z","status":{"id":"2","account":{"acct":"a"},"visibility":"direct"}},
             {"id":"29","type":"mention","status":null}, {"id":"28","type":"follow"}]
            """#, .notifications)
        #expect(items.map { $0.place?.text } == ["31", "30", "29", "28"])
        guard items[0].heard == nil, items[3].heard == nil, case .message(let mention)? = items[1].heard,
            case .unreadable(let kept)? = items[2].heard
        else { throw Missing() }
        #expect(mention.identity == "mastodon:social.example:8443/2")
        #expect(kept.reason.contains("status is missing"))
    }

    @Test(arguments: [
        "ana", "Ana", "ana@other.example", "ANA@Other.Example", "a.b-c_1@x.example", "ä@x.example", "@ana",
    ])
    func `a name is normalised as everywhere`(_ name: String) {
        #expect(reading.handle(name) == Handle(.mastodon, name, host: "social.example"))
    }

    @Test(arguments: ["", "@", "a@", "@@", "a@b@c", "a b"])
    func `what is no name is none`(_ name: String) {
        #expect(reading.handle(name) == Handle(.mastodon, name, host: "social.example"))
    }

    // MARK: Recorded payloads

    /// Every status of every recorded answer, read by Foundation.
    private static func statuses(in value: Any) -> [[String: Any]] {
        if let list = value as? [Any] { return list.flatMap(statuses(in:)) }
        guard let object = value as? [String: Any] else { return [] }
        let inner = object.values.flatMap(statuses(in:))
        let isStatus = object["content"] is String && object["account"] is [String: Any] && object["uri"] is String
        return (isStatus ? [object] : []) + inner
    }

    @Test func `every recorded status is heard as Foundation reads it`() throws {
        guard let shared = SharedFolder.find() else { return }
        let folder = "fixtures/mastodon/mastodon-py"
        var seen = 0
        for name in try shared.names(folder) {
            let recording = try JSONSerialization.jsonObject(with: Data(try shared.bytes("\(folder)/\(name)")))
            for exchange in recording as? [[String: Any]] ?? [] {
                guard let response = exchange["response"] as? [String: Any], let body = response["body"] as? String
                else {
                    continue
                }
                // Whatever it is, reading it as a page ends.
                for list in [MastodonReading.List.statuses, .notifications] {
                    _ = try? reading.read(list, Array(body.utf8), now: Moment(seconds: 1))
                }
                guard let parsed = try? JSONSerialization.jsonObject(with: Data(body.utf8)) else { continue }
                let statuses = Self.statuses(in: parsed)
                seen += statuses.count
                let page = [UInt8](try JSONSerialization.data(withJSONObject: statuses))
                let items = try reading.read(.statuses, page, now: Moment(seconds: 1))
                try #require(items.count == statuses.count)
                for (item, status) in zip(items, statuses) {
                    guard case .message(let message)? = item.heard else {
                        Issue.record("\(name): \(String(describing: item.heard))")
                        continue
                    }
                    compare(message, status)
                }
            }
        }
        #expect(seen > 100)
    }

    private func compare(_ message: Message, _ status: [String: Any]) {
        let id = status["id"] as? String ?? ""
        let account = status["account"] as? [String: Any] ?? [:]
        let acct = (account["acct"] as? String ?? "").lowercased()
        #expect(message.identity == "mastodon:social.example:8443/\(id)")
        #expect(message.author.handle.address == (acct.contains("@") ? acct : "\(acct)@social.example"))
        #expect(message.author.displayName == account["display_name"] as? String)
        #expect(message.author.followers == account["followers_count"] as? Int)
        #expect(message.author.isAutomatic == account["bot"] as? Bool)
        #expect(message.revision == status["edited_at"] as? String ?? "")
        #expect(message.time == (status["created_at"] as? String).flatMap { Moment(rfc3339: $0) })
        #expect(message.permalink == status["url"] as? String ?? status["uri"] as? String)
        #expect(message.answers.count == (status["in_reply_to_id"] is String ? 1 : 0))
        #expect((message.form == .repost) == (status["reblog"] is [String: Any]))
        #expect(
            message.attachments.count == (status["media_attachments"] as? [Any])?.count ?? 0 || message.form == .repost)
        let content = status["content"] as? String ?? ""
        #expect(content.isEmpty || !message.text.isEmpty)
        let quoted = (status["quote"] as? [String: Any])?["quoted_status"] as? [String: Any]
        #expect(message.quoted.isEmpty == (quoted == nil) || message.form == .repost)
    }
}
