import Foundation
import Playground
import Testing
import Triage
import Wire

@testable import Channels

/// The listeners through the real wire, against servers on loopback.
@Suite struct SocialOverTheWireTests {
    private static let evening = Date(timeIntervalSince1970: 1_795_000_000)
    private static var now: Moment { Moment(seconds: 1_795_100_000) }

    @Test func `hashtags, mentions, threads and edits of a Mastodon server are heard, each once`() async throws {
        let server = MastodonServer(now: { Self.evening })
        try await server.start()
        let exchange = try Exchange(connections: 4)
        func listener() throws -> MastodonListener {
            try MastodonListener(
                source: "fediverse", url: server.url, listen: ["#quillfone", "mentions"], token: server.token,
                since: .beginning, addresses: .anywhere, exchange: exchange)
        }
        func post(_ text: String, _ second: Int, to parent: SnowflakeID? = nil, author: String = "mira") -> SnowflakeID
        {
            server.post(author: author, text: text, inReplyTo: parent, at: Self.evening + Double(second))
        }
        for number in 0..<130 { _ = post("post \(number) #Quillfone", number) }
        let first = post("no signal #quillfone", 200)
        _ = post("still none #quillfone", 210, to: first)
        _ = post("@quillfone my router is on fire", 220, author: "tom@elsewhere.example")
        var hearing = Hearing()
        try await hearing.round(try listener(), now: Self.now)
        #expect(hearing.heard.count == 133)
        let answer = try #require(hearing.heard.first { $0.text.hasPrefix("still none") })
        #expect(answer.answers == hearing.heard.filter { $0.text.hasPrefix("no signal") }.map(\.identity))
        let mention = try #require(hearing.heard.first { $0.text.contains("on fire") })
        #expect(mention.author.handle.address == "tom@elsewhere.example")
        #expect(hearing.last?.trouble == nil)

        // Nothing new: nothing heard, by a new listener with the same cursors.
        let before = hearing.heard.count
        try await hearing.round(try listener(), now: Self.now)
        #expect(hearing.heard.count == before)
        _ = post("back again #quillfone", 300)
        try await hearing.round(try listener(), now: Self.now)
        #expect(hearing.heard.dropFirst(before).map(\.text) == ["back again #quillfone"])

        await exchange.close()
        await server.stop()
    }

    @Test func `a Mastodon server that has had enough says when to come back`() async throws {
        let server = MastodonServer(now: { Self.evening })
        try await server.start()
        let exchange = try Exchange(connections: 4)
        server.exhaust(withToken: false)
        let listener = try MastodonListener(
            source: "fediverse", url: server.url, listen: ["#quillfone"], token: nil, since: .now, addresses: .anywhere,
            exchange: exchange)
        let now = Moment(seconds: Int64(Self.evening.timeIntervalSince1970))
        let failure = await #expect(throws: ListenFailure.self) { try await listener.listen(from: [:], now: now) }
        guard case .tryAgainAt(let moment, .host)? = failure?.next else {
            Issue.record("a time was expected")
            return
        }
        #expect(moment > now && moment <= now + .seconds(300))
        await exchange.close()
        await server.stop()
    }

    @Test func `texts to a number at Twilio are heard over many pages, each once`() async throws {
        let server = TwilioServer(now: { Self.evening })
        try await server.start()
        let exchange = try Exchange(connections: 4)
        func listener(token: String) throws -> TwilioListener {
            try TwilioListener(
                source: "text-line", url: server.url, account: server.account, token: token, number: server.number,
                since: .beginning, addresses: .anywhere, exchange: exchange)
        }
        for number in 0..<2100 {
            server.receive(from: "+12025550111", body: "text \(number)", at: Self.evening + Double(number))
        }
        var hearing = Hearing()
        try await hearing.round(try listener(token: server.token), now: Self.now)
        #expect(hearing.pages == 3)
        #expect(Set(hearing.heard.map(\.text)).count == 2100)
        server.receive(from: "+12025550112", body: "caf\u{E9} \u{1F600}", at: Self.evening + 3000)
        var later = Hearing(cursors: hearing.cursors)
        try await later.round(try listener(token: server.token), now: Self.now)
        #expect(later.heard.map(\.text).contains("caf\u{E9} \u{1F600}"))

        let failure = await #expect(throws: ListenFailure.self) {
            try await listener(token: "wrong").listen(from: [:], now: Self.now)
        }
        #expect(failure?.next == .tellPerson)
        await exchange.close()
        await server.stop()
    }

    @Test func `a source on loopback is refused unless it is allowed`() async throws {
        let server = MastodonServer()
        try await server.start()
        let exchange = try Exchange(connections: 4)
        let listener = try MastodonListener(
            source: "fediverse", url: server.url, listen: ["#quillfone"], token: nil, since: .now, addresses: .open,
            exchange: exchange)
        let failure = await #expect(throws: ListenFailure.self) { try await listener.listen(from: [:], now: Self.now) }
        #expect(failure?.next == .tellPerson)
        #expect(failure?.reason.contains("private-address") == true)
        await exchange.close()
        await server.stop()
    }
}
