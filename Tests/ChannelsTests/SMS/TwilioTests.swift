import Foundation
import Synchronization
import TestKit
import Testing
import Triage
import Wire

@testable import Channels

@Suite struct TwilioTests {
    /// Twilio in memory: a list of texts, newest first, in pages.
    final class Line: Sendable {
        struct Text: Sendable {
            var sid: String
            var sent: Int64
            var direction = "inbound"
            var fields = ""

            var json: String {
                """
                {"sid":"\(sid)","from":"+12025550111","to":"+12025550100","body":"text \(sid)","direction":"\(direction)",\
                "date_sent":"\(MailDate.text(Moment(seconds: sent), zoneMinutes: 0))","num_media":"0"\(fields)}
                """
            }
        }
        struct State: Sendable {
            var texts: [Text] = []
            var size = 50
            var next: String?
            var scripted: HTTPResponse?
            var asked: [String] = []
            var passwords: [String] = []
        }
        let state = Mutex(State())
        var asked: [String] { state.withLock { $0.asked } }
        func change(_ change: (inout State) -> Void) { state.withLock { change(&$0) } }

        func answer(_ request: HTTPRequest) -> HTTPResponse {
            state.withLock { state in
                state.asked.append(request.url)
                state.passwords.append("\(request.basic?.user ?? "") \(request.basic?.password ?? "")")
                if let scripted = state.scripted { return scripted }
                let parts = URLComponents(string: request.url)!
                let since = parts.queryItems?.first { $0.name == "DateSent>" }?.value.flatMap { Moment(rfc3339: $0) }
                let number = Int(parts.queryItems?.first { $0.name == "Page" }?.value ?? "0")!
                let all = state.texts.sorted { $0.sent > $1.sent }.filter { text in
                    since.map { Moment(seconds: text.sent) >= $0 } ?? true
                }
                let page = all.dropFirst(number * state.size).prefix(state.size)
                let isLast = all.count <= (number + 1) * state.size
                let path = request.url.replacing("https://sms.example", with: "").prefix { $0 != "#" }
                let base = path.replacing("&Page=\(number)", with: "")
                let next = state.next ?? (isLast ? "null" : "\"\(base)&Page=\(number + 1)\"")
                let body = #"{"messages":[\#(page.map(\.json).joined(separator: ","))],"next_page_uri":\#(next)}"#
                return HTTPResponse(status: 200, headers: [], body: Array(body.utf8), url: request.url)
            }
        }

        func listener(since: Since = .beginning, url: String = "https://sms.example") throws -> TwilioListener {
            try TwilioListener(
                source: "text-line", url: url, account: "AC0123", token: "secret", number: "+1 (202) 555-0100",
                since: since, addresses: .open
            ) { self.answer($0) }
        }
    }
    let line = Line()
    static let day: Int64 = 86_400

    private func texts(_ numbers: ClosedRange<Int>) {
        line.change { $0.texts += numbers.map { .init(sid: "SM\($0)", sent: Int64($0) * 60 + 10 * Self.day) } }
    }
    private func sids(_ hearing: Hearing) -> [Int] {
        Set(hearing.heard.map(\.identity)).map { Int($0.dropFirst("twilio:SM".count))! }.sorted()
    }

    @Test func `the list is asked for by our number and by day, in Twilio's own words`() async throws {
        _ = try await line.listener(since: .moment(Moment(rfc3339: "2026-11-22T03:00:00Z")!))
            .listen(from: [:], now: Moment(seconds: 1))
        #expect(
            line.asked == [
                "https://sms.example/2010-04-01/Accounts/AC0123/Messages.json?To=%2B12025550100&PageSize=1000&DateSent%3E=2026-11-21"
            ])
        #expect(line.state.withLock { $0.passwords } == ["AC0123 secret"])
    }

    @Test(arguments: [true, false])
    func `a list of many pages is heard whole before the cursor moves, also across crashes`(_ crashes: Bool)
        async throws
    {
        texts(1...420)
        let line = line
        var hearing = Hearing()
        let first = try await line.listener().listen(from: [:], now: Moment(seconds: 100 * Self.day))
        #expect(first.more && first.cursors["messages"] == nil)
        try await hearing.round(
            try line.listener(), now: Moment(seconds: 100 * Self.day), fresh: crashes ? { try line.listener() } : nil)
        #expect(sids(hearing) == Array(1...420))
        #expect(hearing.heard.count == 420)
        #expect(hearing.cursors["messages"] == .time(Moment(seconds: 420 * 60 + 10 * Self.day), overlap: 86_400))
        #expect(hearing.cursors["page"] == Cursor.none)
    }

    @Test func `a text that Twilio lists late is heard by the day's overlap`() async throws {
        texts(100...110)
        var hearing = Hearing()
        let now = Moment(seconds: 100 * Self.day)
        try await hearing.round(try line.listener(), now: now)
        texts(90...90)
        try await hearing.round(try line.listener(), now: now)
        #expect(sids(hearing) == [90] + Array(100...110))
    }

    @Test func `a source that starts from now asks from now on, by our clock only once`() async throws {
        let now = Moment(seconds: 100 * Self.day + 5)
        var hearing = Hearing()
        try await hearing.round(try line.listener(since: .now), now: now)
        #expect(hearing.cursors["messages"] == .time(now, overlap: 86_400))
        #expect(line.asked[0].hasSuffix("DateSent%3E=\((now - .seconds(86_400)).rfc3339.prefix(10))"))
        // A clock that runs ahead moves nothing.
        try await hearing.round(try line.listener(since: .now), now: now + .seconds(30 * 86_400))
        #expect(hearing.cursors["messages"] == .time(now, overlap: 86_400))
    }

    @Test func `a text with a time in the future does not hide those before it`() async throws {
        line.change { $0.texts = [.init(sid: "SM1", sent: 500 * Self.day)] }
        var hearing = Hearing()
        try await hearing.round(try line.listener(), now: Moment(seconds: 100 * Self.day))
        #expect(hearing.cursors["messages"] == .time(Moment(seconds: 100 * Self.day), overlap: 86_400))
    }

    @Test func `an inbound text becomes a message of the conversation of its two numbers`() async throws {
        line.change {
            $0.texts = [
                .init(sid: "SM1", sent: 20 * Self.day, direction: "outbound-api"),
                .init(
                    sid: "MM2", sent: 21 * Self.day,
                    fields: #","body":"","num_media":"2","subresource_uris":{"media":"/2010-04-01/M/MM2/Media.json"}"#),
            ]
        }
        let page = try await line.listener().listen(from: [:], now: Moment(seconds: 100 * Self.day))
        guard case .message(let message)? = page.items.first, page.items.count == 1 else {
            Issue.record("one message was expected")
            return
        }
        #expect(message.identity == "twilio:MM2")
        #expect(message.author.handle == Handle(channel: .sms, normalised: "+12025550111"))
        #expect(message.conversationKey == "+12025550100:+12025550111")
        #expect(message.text.isEmpty)
        #expect(message.time == Moment(seconds: 21 * Self.day))
        #expect(message.attachments.count == 2)
        #expect(message.attachments[0].url == "https://sms.example/2010-04-01/M/MM2/Media.json")
        #expect(message.visibility == .direct)
    }

    @Test func `without date_sent the date of creation counts, without both the time heard`() async throws {
        line.change {
            $0.texts = [
                .init(
                    sid: "SM1", sent: 1, fields: #","date_sent":null,"date_created":"Fri, 24 May 2019 17:44:46 +0000""#),
                .init(sid: "SM2", sent: 0, fields: #","date_sent":null"#),
            ]
        }
        let page = try await line.listener().listen(from: [:], now: Moment(seconds: 77))
        let messages = page.items.compactMap { item in
            if case .message(let message) = item { message } else { nil }
        }
        #expect(messages.map(\.time) == [Moment(seconds: 77), Moment(rfc3339: "2019-05-24T17:44:46Z")])
        #expect(messages[0].notes == ["the time is missing; it is the time heard"])
    }

    @Test(arguments: [
        (#"{"from":"+12025550111"}"#, "field sid"), (#"{"sid":"SM1","from":7}"#, "field from"),
        (#"{"sid":"SM1","from":"!"}"#, "field from"), ("[]", "an object was expected"),
    ])
    func `a text without what it needs is kept with its bytes, and the others go on`(_ bad: String, _ why: String)
        throws
    {
        let reading = TwilioReading(source: "text-line", root: "https://sms.example", number: "+12025550100")
        let body = #"{"messages":[{"sid":"SM9","from":"+12025550111"}, \#(bad) ],"page":0}"#
        let answer = try reading.read(Array(body.utf8), now: Moment(seconds: 1))
        #expect(answer.items.count == 2)
        guard case .unreadable(let kept)? = answer.items.first else {
            Issue.record("it was expected to be unreadable")
            return
        }
        #expect(kept.raw == Array(bad.utf8))
        #expect(kept.reason.contains(why))
    }

    @Test(arguments: [
        "\"//evil.example/x\"", "\"https://evil.example/x\"", "\"http://sms.example/x\"",
        "\"https://sms.example.evil.example/\"", "\"/a b\"", "\"relative\"",
    ])
    func `the password never goes to another host than the configured one`(_ next: String) async throws {
        texts(1...60)
        line.change { $0.next = next }
        var hearing = Hearing()
        try await hearing.round(try line.listener(), now: Moment(seconds: 100 * Self.day))
        #expect(line.asked.count == 1)
        #expect(hearing.heard.count == 50)
        #expect(hearing.last?.trouble?.next == .tellPerson)
        #expect(hearing.cursors["messages"] == nil)
        // Nor does a cursor that says so lead there.
        let page = next.replacing("\"", with: "")
        _ = try await line.listener().listen(from: ["page": .token("1 \(page)")], now: Moment(seconds: 1))
        #expect(line.asked.allSatisfy { $0.hasPrefix("https://sms.example/2010-04-01/") })
    }

    @Test func `a list that leads to itself is not walked for ever`() async throws {
        texts(1...60)
        line.change { $0.next = #""/2010-04-01/Accounts/AC0123/Messages.json?To=%2B12025550100&PageSize=1000""# }
        var hearing = Hearing()
        try await hearing.round(try line.listener(), now: Moment(seconds: 100 * Self.day))
        #expect(line.asked.count == 1)
        #expect(hearing.last?.trouble != nil)
        let cursors: Cursors = ["page": .token("\(TwilioListener.pageLimit) /2010-04-01/x")]
        #expect(try await line.listener().listen(from: cursors, now: Moment(seconds: 1)).more == false)
    }

    @Test func `a next page that is no longer there begins the list again`() async throws {
        line.change { $0.scripted = HTTPResponse(status: 404, headers: [], body: [], url: "") }
        let page = try await line.listener().listen(from: ["page": .token("1 /2010-04-01/x")], now: Moment(seconds: 1))
        #expect(page.more)
        #expect(page.cursors["page"] == Cursor.none)
        await #expect(throws: ListenFailure.self) {
            try await line.listener().listen(from: page.cursors, now: Moment(seconds: 1))
        }
    }

    @Test func `a gateway below a path is asked there`() async throws {
        _ = try await line.listener(url: "https://sms.example/gw/").listen(from: [:], now: Moment(seconds: 1))
        #expect(line.asked[0].hasPrefix("https://sms.example/gw/2010-04-01/Accounts/"))
    }

    @Test(arguments: [
        (429, "", ListenFailure.Next.tryAgainAt(Moment(seconds: 61), .host)),
        (503, #"{"code":20429,"message":"Too Many Requests"}"#, .tryAgainAt(Moment(seconds: 61), .host)),
        (401, #"{"code":20003,"message":"Authenticate"}"#, .tellPerson), (404, "", .tellPerson), (400, "", .tellPerson),
        (500, "", .tryAgain), (200, "<html>", .tryAgain), (200, "", .tryAgain),
    ])
    func `a refusal says what happens next`(_ status: Int, _ body: String, _ next: ListenFailure.Next) async throws {
        line.change {
            $0.scripted = HTTPResponse(status: status, headers: [], body: Array(body.utf8), url: "https://sms.example")
        }
        let listener = try line.listener()
        let failure = await #expect(throws: ListenFailure.self) {
            try await listener.listen(from: [:], now: Moment(seconds: 1))
        }
        #expect(failure?.next == next)
        #expect(failure?.reason.contains("secret") == false)
    }

    @Test(arguments: ["nonsense", #"{"messages":7}"#, #"[1]"#, #"{"messages":["#])
    func `an answer that is no list is kept once, moves no cursor, and is then a failure`(_ body: String) async throws {
        line.change { $0.scripted = HTTPResponse(status: 200, headers: [], body: Array(body.utf8), url: "") }
        let listener = try line.listener()
        let page = try await listener.listen(
            from: ["messages": .time(Moment(seconds: 5), overlap: 86_400)], now: Moment(seconds: 9))
        #expect(page.items.count == 1)
        #expect(page.cursors == ["messages": .time(Moment(seconds: 5), overlap: 86_400)])
        await #expect(throws: ListenFailure.self) { try await listener.listen(from: [:], now: Moment(seconds: 9)) }
    }

    @Test(arguments: [
        ("", "t", "+12025550100"), ("AC/../x", "t", "+12025550100"), ("AC1", "", "+12025550100"), ("AC1", "t", "?"),
    ])
    func `settings that cannot work are a person's to mend`(_ account: String, _ token: String, _ number: String) {
        let failure = #expect(throws: ListenFailure.self) {
            try TwilioListener(
                source: "text-line", url: "https://sms.example", account: account, token: token, number: number,
                since: .now, addresses: .open
            ) { _ in throw CancellationError() }
        }
        #expect(failure?.next == .tellPerson)
    }

    @Test(arguments: [
        ("Fri, 24 May 2019 17:44:46 +0000", "2019-05-24T17:44:46Z"),
        ("1 Jan 2026 00:00:00 +0130", "2025-12-31T22:30:00Z"),
        ("2026-11-22T03:41:07Z", "2026-11-22T03:41:07Z"), ("Fri, 24 May 2019 17:44:46 GMT", "2019-05-24T17:44:46Z"),
    ])
    func `Twilio's times are read`(_ text: String, _ meant: String) {
        #expect(TwilioDate.read(text) == Moment(rfc3339: meant))
    }

    @Test(arguments: [
        "", "Fri, 31 Feb 2019 17:44:46 +0000", "Fri, 24 Mai 2019 17:44:46 +0000", "yesterday",
        "Fri, -4 May 2019 17:44:46 +0000",
    ])
    func `what is no time is none`(_ text: String) {
        #expect(TwilioDate.read(text) == nil)
    }

    @Test func `every recorded list is heard as Foundation reads it`() throws {
        guard let shared = SharedFolder.find() else { return }
        let reading = TwilioReading(source: "text-line", root: "https://sms.example", number: "+18182008801")
        var inbound = 0
        for name in try shared.names("fixtures/sms/twilio-oai") {
            let bytes = try shared.bytes("fixtures/sms/twilio-oai/\(name)")
            let recording = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
            guard let body = recording?["body"] else { continue }
            let page = [UInt8](try JSONSerialization.data(withJSONObject: body, options: .fragmentsAllowed))
            guard let messages = (body as? [String: Any])?["messages"] as? [[String: Any]] else {
                #expect(throws: JSONFault.self) { try reading.read(page, now: Moment(seconds: 1)) }
                continue
            }
            let answer = try reading.read(page, now: Moment(seconds: 1))
            let expected = messages.filter { $0["direction"] as? String == "inbound" }
            inbound += expected.count
            #expect(answer.count == messages.count)
            #expect(answer.next == (body as? [String: Any])?["next_page_uri"] as? String)
            #expect(
                answer.items.compactMap { item in
                    if case .message(let message) = item {
                        "\(message.identity) \(message.text) \(message.attachments.count)"
                    } else {
                        nil
                    }
                } == expected.map { "twilio:\($0["sid"]!) \($0["body"]!) \($0["num_media"]!)" })
        }
        #expect(inbound > 0)
    }
}
