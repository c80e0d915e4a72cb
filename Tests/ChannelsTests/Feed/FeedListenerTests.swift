import Testing
import Triage
import Wire

@testable import Channels

struct FeedListenerTests {
    private let now = Moment(rfc3339: "2026-11-22T03:41:07Z")!
    private static let feed = Sample.rss("<item><guid>1</guid><title>Outage</title></item>")

    /// Runs `body` with a server and a listener of its `/feed`.
    private func with(
        addresses: Addresses = .anywhere, basic: (user: String, password: String)? = nil, limits: Limits = Limits(),
        path: String = "/feed", answer: @escaping @Sendable (String) -> [UInt8],
        _ body: (FeedListener, LoopbackHTTP) async throws -> Void
    ) async throws {
        let server = try LoopbackHTTP(answer)
        let exchange = try Exchange(connections: 4)
        let listener = FeedListener(
            source: "status", url: "http://127.0.0.1:\(server.port)\(path)", since: .beginning, addresses: addresses,
            exchange: exchange, basic: basic, limits: limits)
        do { try await body(listener, server) } catch {
            server.close()
            await exchange.close()
            throw error
        }
        server.close()
        await exchange.close()
    }

    private func failure(_ body: () async throws -> Page) async -> ListenFailure? {
        do {
            _ = try await body()
            return nil
        } catch {
            return error as? ListenFailure
        }
    }

    @Test func `a feed is asked again with its validators and brings nothing twice`() async throws {
        try await with { request in
            request.contains("If-None-Match: \"7\"") || request.contains("if-none-match: \"7\"")
                ? LoopbackHTTP.response("304 Not Modified")
                : LoopbackHTTP.response("200 OK", ["ETag: \"7\""], Self.feed)
        } _: { listener, server in
            #expect(listener.host == "127.0.0.1")
            let first = try await listener.listen(from: [:], now: now)
            #expect(first.items.count == 1)
            let second = try await listener.listen(from: first.cursors, now: now + .seconds(60))
            #expect(second.items.isEmpty && second.remark == "304" && server.requests.count == 2)
            let late = try await listener.listen(from: first.cursors, now: now + .seconds(9 * 86_400))
            #expect(late.remark == "unchanged")
        }
    }

    @Test func `a permanent move is followed at once and asked directly from then on`() async throws {
        try await with { request in
            request.hasPrefix("GET /new ")
                ? LoopbackHTTP.response("200 OK", [], Self.feed)
                : LoopbackHTTP.response("301 Moved Permanently", ["Location: /new"])
        } _: { listener, server in
            let first = try await listener.listen(from: [:], now: now)
            #expect(first.items.count == 1)
            _ = try await listener.listen(from: first.cursors, now: now + .seconds(60))
            #expect(server.requests.map { String($0.prefix(9)) } == ["GET /feed", "GET /new ", "GET /new "])
        }
    }

    @Test func `a move that was undone is undone here too`() async throws {
        try await with { request in
            request.hasPrefix("GET /feed ")
                ? LoopbackHTTP.response("200 OK", [], Self.feed) : LoopbackHTTP.response("404 Gone")
        } _: { listener, server in
            let url = "http://127.0.0.1:\(server.port)/feed"
            let memory = FeedMemory(url: url, body: "", moved: "http://127.0.0.1:\(server.port)/new", since: now)
            let page = try await listener.listen(from: memory.cursors, now: now)
            #expect(page.items.count == 1)
        }
    }

    @Test func `a password is not taken to another host`() async throws {
        try await with(basic: ("ana", "secret")) { request in
            LoopbackHTTP.response("200 OK", [], Self.feed)
        } _: { listener, server in
            let url = "http://127.0.0.1:\(server.port)/feed"
            let memory = FeedMemory(url: url, body: "", moved: "http://localhost:\(server.port)/new", since: now)
            _ = try await listener.listen(from: memory.cursors, now: now)
            #expect(server.requests.count == 1 && server.requests[0].hasPrefix("GET /feed "))
            #expect(server.requests[0].lowercased().contains("authorization: basic"))
        }
    }

    @Test func `a busy host is left alone as long as it asks`() async throws {
        try await with { _ in
            LoopbackHTTP.response("429 Too Many Requests", ["Retry-After: 90"])
        } _: { listener, _ in
            let failure = await failure { try await listener.listen(from: [:], now: now) }
            #expect(failure?.next == .tryAgainAt(now + .seconds(90), .host))
        }
    }

    @Test func `a private address is refused unless it is allowed`() async throws {
        try await with(addresses: .open) { _ in
            LoopbackHTTP.response("200 OK", [], Self.feed)
        } _: { listener, server in
            let failure = await failure { try await listener.listen(from: [:], now: now) }
            #expect(failure?.next == .tellPerson && failure?.reason.contains("private-address: allowed") == true)
            #expect(server.requests.isEmpty)
        }
    }

    @Test func `a document over the limit is a failure that a person hears of`() async throws {
        let long = Sample.rss("<item><title>\(String(repeating: "x", count: 100_000))</title></item>")
        try await with(limits: Limits(bytes: 50_000)) { _ in
            LoopbackHTTP.response("200 OK", [], long)
        } _: { listener, _ in
            let failure = await failure { try await listener.listen(from: [:], now: now) }
            #expect(failure?.next == .tellPerson)
        }
    }

    @Test func `a server that breaks off is tried again`() async throws {
        try await with { _ in
            Array("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<rss>".utf8)
        } _: { listener, _ in
            let failure = await failure { try await listener.listen(from: [:], now: now) }
            #expect(failure?.next == .tryAgain && failure?.reason.hasPrefix("status: ") == true)
        }
    }

    @Test func `redirects without end are a failure that a person hears of`() async throws {
        try await with { _ in
            LoopbackHTTP.response("302 Found", ["Location: /feed"])
        } _: { listener, server in
            let failure = await failure { try await listener.listen(from: [:], now: now) }
            #expect(failure?.next == .tellPerson && server.requests.count < 20)
        }
    }
}
