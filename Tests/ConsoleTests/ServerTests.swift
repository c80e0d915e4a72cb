import Console
import Foundation
import Seal
import Storage
import TestKit
import Testing
import Triage

@Suite struct ServerTests {
    @Test func `a body larger than a request may carry is refused, said in advance or not`() async throws {
        try await House.open(pages: GuardTests.pages) { house in
            try await house.account()
            let cookie = try await house.signIn()
            let token = try await house.token(cookie)
            let large = String(repeating: "x", count: 300_000)
            let answer = try await house.probe.post("/queue/claim", ["token": token, "note": large], cookie: cookie)
            #expect(answer.status == 413)
            let head =
                "POST /queue/claim HTTP/1.1\r\nHost: h\r\nCookie: \(cookie)\r\nSec-Fetch-Site: same-origin\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n"
            let chunked = try await house.probe.raw(head + "493e0\r\n\(large)\r\n0\r\n\r\n")
            #expect(chunked.status == 413)
            let fits = String(repeating: "x", count: 200_000)
            #expect(
                try await house.probe.post("/queue/claim", ["token": token, "note": fits], cookie: cookie).status == 303
            )
        }
    }

    @Test func `a body that drips is given up, and its connection is closed`() async throws {
        var limits = ConsoleLimits()
        limits.bodyTime = .milliseconds(300)
        limits.linger = .milliseconds(200)
        try await House.open(limits: limits, pages: GuardTests.pages) { house in
            try await house.account()
            let cookie = try await house.signIn()
            let head =
                "POST /queue/claim HTTP/1.1\r\nHost: h\r\nCookie: \(cookie)\r\nSec-Fetch-Site: same-origin\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\n"
            let answer = try await house.probe.raw(head, drip: 2000)
            #expect(answer.status == 408)
        }
    }

    @Test func `a body that nobody reads does not keep its connection`() async throws {
        var limits = ConsoleLimits()
        limits.linger = .milliseconds(200)
        try await House.open(limits: limits) { house in
            // Answered at once, the body being of no interest; the test ends when the server closes.
            let answer = try await house.probe.raw(
                "GET /healthz HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n", drip: 2000)
            #expect(answer.status == 200)
            #expect(answer.header("connection") == "close")
        }
    }

    @Test func `a head that never ends is not waited for`() async throws {
        var limits = ConsoleLimits()
        limits.idle = .milliseconds(300)
        try await House.open(limits: limits) { house in
            await #expect(throws: Probe.Trouble.self) {
                try await house.probe.raw("GET /healthz HTTP/1.1\r\nHost: h\r\nX-A: ", drip: 2000)
            }
        }
    }

    @Test func `a head that is too large, or has too many fields, is refused`() async throws {
        try await House.open { house in
            let large = try await house.probe.raw(
                "GET /healthz HTTP/1.1\r\nHost: h\r\nX-A: \(String(repeating: "a", count: 40_000))\r\n\r\n")
            #expect(large.status == 400)
            let many = (0..<200).map { "X-\($0): a\r\n" }.joined()
            #expect(try await house.probe.raw("GET /healthz HTTP/1.1\r\nHost: h\r\n\(many)\r\n").status == 400)
        }
    }

    @Test func `more connections than the cap wait until one ends`() async throws {
        var limits = ConsoleLimits()
        limits.connections = 2
        try await House.open(limits: limits) { house in
            var idle = try (0..<2).map { _ in try Probe.connect(house.probe.port) }
            defer { for socket in idle { close(socket) } }
            let request = "GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n"
            // Those that come in one moment are taken in together, so each is waited for.
            for socket in idle {
                #expect(send(socket, request, request.utf8.count, Int32(MSG_NOSIGNAL)) == request.utf8.count)
                #expect(Self.hasAnswer(socket, within: 60_000))
            }
            let third = try Probe.connect(house.probe.port)
            defer { close(third) }
            #expect(send(third, request, request.utf8.count, Int32(MSG_NOSIGNAL)) == request.utf8.count)
            #expect(!Self.hasAnswer(third, within: 300))
            close(idle.removeLast())
            #expect(Self.hasAnswer(third, within: 60_000))
        }
    }

    private static func hasAnswer(_ socket: Int32, within milliseconds: Int32) -> Bool {
        var ready = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
        return poll(&ready, 1, milliseconds) > 0
    }

    @Test(.timeLimit(.minutes(1))) func `a console that is asked to end ends, event streams with it`() async throws {
        try await House.open(pages: { hall in
            hall.page("/events") { visit, _ in
                visit.events { stream in
                    try stream.send(event: "hello", data: "line one\nline two")
                    while true { try await Task.sleep(for: .seconds(60)) }
                }
            }
        }) { house in
            try await house.account()
            let cookie = try await house.signIn()
            let stream = Task {
                try await house.probe.raw(
                    "GET /events HTTP/1.1\r\nHost: h\r\nAccept: text/event-stream\r\nCookie: \(cookie)\r\n\r\n")
            }
            while house.log.all.allSatisfy({ !$0.contains("event stream began") }) {
                try await Task.sleep(for: .milliseconds(10))
            }
            await house.end()
            let answer = try await stream.value
            #expect(answer.header("content-type") == "text/event-stream; charset=utf-8")
            #expect(answer.text.contains("event: hello\ndata: line one\ndata: line two\n\n"))
        }
    }

    @Test func `a port that another program holds is named`() async throws {
        try await House.open { house in
            var desk = house.desk
            desk.settings.port = house.probe.port
            let second = try ConsoleService(desk: desk)
            let failure = await #expect(throws: ConsoleFailure.self) { try await second.run() }
            #expect(failure?.reason.contains("127.0.0.1:\(house.probe.port)") == true)
        }
    }

    @Test(arguments: ["10.0.0.0/99", "everybody"])
    func `a network that is none is named before anything is served`(_ network: String) async throws {
        let failure = await #expect(throws: ConsoleFailure.self) {
            try await House.open(proxies: [network]) { _ in }
        }
        #expect(failure?.reason.contains(network) == true)
    }

    @Test func `health says whether the database can be read, and no more`() async throws {
        try await House.open { house in
            let well = try await house.probe.get("/healthz")
            #expect(well.status == 200)
            #expect(well.text == "ok\n")
            let page = try await house.probe.get("/sign-in")
            let style = try #require(
                page.text.split(separator: "\"").first { $0.hasSuffix("desk.css") }.map(String.init))
            await house.store.engine.close()
            // What the page of the error is dressed in comes without the database.
            let stale = "earshot=eshs_" + String(repeating: "A", count: 43)
            #expect(try await house.probe.get(style, cookie: stale).status == 200)
            let error = try await house.probe.get("/account", cookie: stale)
            #expect(error.status == 503)
            #expect(error.text.contains("The database cannot be reached."))
            let ill = try await house.probe.get("/healthz")
            #expect(ill.status == 503)
            #expect(!ill.text.contains("earshot.db"))
        }
    }

    @Test func `the numbers are for this machine and for whoever has a key`() async throws {
        try await House.open(pages: GuardTests.pages) { house in
            let lease = try await house.store.begin(now: house.clock.now())
            _ = try await house.store.remember(
                [Example.page(lease, [Example.message(1, "fire"), Example.message(2, "calm")])], now: house.clock.now(),
                thinking: .example)
            house.clock.advance(by: .seconds(90))
            let here = try await house.probe.get("/metrics")
            #expect(here.status == 200)
            for line in [
                "earshot_cases{state=\"open\"} 1", "earshot_oldest_unacknowledged_seconds 90",
                "earshot_pages{state=\"given-up\"} 0", "earshot_errands{state=\"waiting\"} 2",
                "earshot_messages{fate=\"stored\"} 2", "earshot_messages{fate=\"unaccounted\"} 0",
            ] { #expect(here.text.contains(line + "\n"), "\(line)") }
            #expect(try await house.probe.get("/metrics", ["X-Forwarded-For": "192.0.2.1"]).status == 403)
            #expect(try await house.probe.get("/metrics", ["Host": "evil.example"]).status == 403)
            #expect(try await house.probe.get("/metrics", ["Host": "localhost:1"]).status == 200)
            let ana = try await house.account()
            let key = try AccessToken.make(.api)
            _ = try await house.store.addToken(
                key.hash, named: "n", of: ana, role: .viewer, until: nil, by: Doer(name: "t"), now: house.clock.now())
            let afar = try await house.probe.get(
                "/metrics", ["X-Forwarded-For": "192.0.2.1", "Authorization": "Bearer \(key.text)"])
            #expect(afar.status == 200)
        }
    }
}
