import Foundation
import Playground
import TestKit
import Testing
import Triage
import Wire

@testable import Channels

@Suite struct TwilioPagesTests {
    private let now = Moment(rfc3339: "2026-11-22T03:41:10Z")!

    private func withLine(_ body: (TwilioServer, TwilioPages) async throws -> Void) async throws {
        let (server, exchange) = (TwilioServer(now: { Date(timeIntervalSince1970: 1_795_318_868) }), try Exchange())
        try await server.start()
        do {
            let now = now
            try await body(
                server,
                TwilioPages(
                    line: PageLine(exchange: exchange, addresses: .anywhere, now: { now }), url: server.url,
                    account: server.account, token: server.token, number: server.number))
        } catch {
            await server.stop()
            await exchange.close()
            throw error
        }
        await server.stop()
        await exchange.close()
    }

    @Test func `a page goes out whole and is watched until it is there`() async throws {
        try await withLine { server, twilio in
            let receipt = try await twilio.send(page("1 “Tot” & weg? 100% + 日本"), to: "+1 202 555 0111")
            #expect(receipt.ending == .pending)
            #expect(server.sent.map(\.sid) == [receipt.id])
            #expect(
                server.sent.map(\.body) == ["1 \"Tot\" & weg? 100% + 日本\nhttps://desk.quillfone.example/p/abc123"])
            #expect(server.sent.map(\.to) == ["+12025550111"])
            var seen: [Delivery] = []
            for _ in 0..<5 { seen.append(try await twilio.delivery(of: receipt)) }
            #expect(seen == [.pending, .pending, .delivered, .delivered, .delivered])
        }
    }

    @Test func `a phone that cannot be reached is a page that failed, with Twilio's reason`() async throws {
        try await withLine { server, twilio in
            server.fate(of: "+12025550111", .undelivered(30003))
            let receipt = try await twilio.send(page(), to: "+12025550111")
            var last = Delivery.pending
            for _ in 0..<4 { last = try await twilio.delivery(of: receipt) }
            guard case .failed(let reason) = last else {
                Issue.record("it should have failed: \(last)")
                return
            }
            #expect(reason.contains("undelivered") && reason.contains("30003"))
        }
    }

    @Test func `a person who sent STOP is refused and told apart`() async throws {
        try await withLine { server, twilio in
            server.receive(from: "+12025550111", body: "Stop")
            let failure = await #expect(throws: PageFailure.self) { try await twilio.send(page(), to: "+12025550111") }
            #expect(failure?.kind == .refused && failure?.optedOut == true)
            #expect(server.sent.isEmpty)
        }
    }

    @Test(arguments: [
        (400, 20429, PageFailure.Kind.throttled(until: Moment(rfc3339: "2026-11-22T03:41:40Z")!)),
        (400, 14107, .throttled(until: Moment(rfc3339: "2026-11-22T03:41:40Z")!)), (400, 21211, .refused),
        (400, 21614, .refused), (403, 20003, .refused), (404, 20404, .refused), (500, 20500, .unknown),
        (502, 0, .unknown),
    ])
    func `what Twilio says decides what happens next`(_ status: Int, _ code: Int, _ kind: PageFailure.Kind)
        async throws
    {
        try await withLine { server, twilio in
            server.trouble(.refuse(status: status, code: code))
            let failure = await #expect(throws: PageFailure.self) { try await twilio.send(page(), to: "+12025550111") }
            #expect(failure?.kind == kind)
            #expect(failure?.optedOut == false)
            #expect(failure?.reason.contains("playground-sms-token") == false)
            let taken1 = try await twilio.send(page(), to: "+12025550111")
            #expect(taken1.ending == .pending)
        }
    }

    @Test func `too many requests wait, and every number of hers is one`() async throws {
        try await withLine { server, twilio in
            server.refuse(next: 1)
            let failure = await #expect(throws: PageFailure.self) { try await twilio.send(page(), to: "+12025550111") }
            #expect(failure?.kind == .throttled(until: now + .seconds(30)))
            for bad in ["", "ana", "+1", "12345678901234567890", "+12025550111\r\nBody: x", "QUILLFONE"] {
                let failure = await #expect(throws: PageFailure.self) { try await twilio.send(page(), to: bad) }
                #expect(failure?.kind == .refused)
            }
            #expect(server.sent.isEmpty)
        }
    }

    @Test func `a lost answer is doubt, and the list ends it`() async throws {
        try await withLine { server, twilio in
            server.trouble(.loseAnswer(taken: true))
            let failure = await #expect(throws: PageFailure.self) { try await twilio.send(page(), to: "+12025550111") }
            #expect(failure?.kind == .unknown)
            let found = try await twilio.wasTaken(page(), to: "+12025550111", since: now)
            let sid = try #require(server.sent.first?.sid)
            #expect(found == PageReceipt(id: sid, .pending))
            // Not another page's text, not another person's, not what was sent long before.
            #expect(try await twilio.wasTaken(page("2 other"), to: "+12025550111", since: now) == nil)
            #expect(try await twilio.wasTaken(page(), to: "+12025550112", since: now) == nil)
            #expect(try await twilio.wasTaken(page(), to: "+12025550111", since: now + .seconds(600)) == nil)
        }
    }

    @Test func `a lost answer to what was not taken is sent again, and once only`() async throws {
        try await withLine { server, twilio in
            server.trouble(.loseAnswer(taken: false))
            await #expect(throws: PageFailure.self) { try await twilio.send(page(), to: "+12025550111") }
            #expect(try await twilio.wasTaken(page(), to: "+12025550111", since: now) == nil)
            _ = try await twilio.send(page(), to: "+12025550111")
            #expect(server.sent.count == 1)
        }
    }

    @Test func `nobody there is not the same as doubt`() async throws {
        let exchange = try Exchange()
        let now = now
        let gone = try TwilioPages(
            line: PageLine(exchange: exchange, addresses: .anywhere, now: { now }),
            url: "http://127.0.0.1:\(LoopbackPort.free())", account: "AC1", token: "t", number: "+12025550100")
        let failure = await #expect(throws: PageFailure.self) { try await gone.send(page(), to: "+12025550111") }
        #expect(failure?.kind == .unreachable)
        // A private address is closed unless the configuration opens it.
        let closed = try TwilioPages(
            line: PageLine(exchange: exchange, now: { now }), url: "http://127.0.0.1:9", account: "AC1", token: "t",
            number: "+12025550100")
        let refused = await #expect(throws: PageFailure.self) { try await closed.send(page(), to: "+12025550111") }
        #expect(refused?.kind == .refused)
        await exchange.close()
    }

    @Test(arguments: [
        (201, "<html>"), (201, "{}"), (201, #"{"sid":7}"#), (200, ""), (201, #"{"sid":"../../x","status":"queued"}"#),
    ])
    func `an answer that names no text is doubt`(_ status: Int, _ body: String) async throws {
        let now = now
        let twilio = try TwilioPages(
            line: PageLine(now: { now }) { request in
                HTTPResponse(status: status, headers: [], body: Array(body.utf8), url: request.url)
            }, url: "https://sms.example", account: "AC1", token: "t", number: "+12025550100")
        let failure = await #expect(throws: PageFailure.self) { try await twilio.send(page(), to: "+12025550111") }
        #expect(failure?.kind == .unknown)
        // A receipt that is no name of Twilio's asks for nothing.
        guard case .failed = try await twilio.delivery(of: PageReceipt(id: "../x", .pending)) else {
            Issue.record("it should have failed")
            return
        }
    }

    @Test(arguments: [
        ("ftp://x", "AC1", "t", "+12025550100"), ("https://x", "A/C", "t", "+12025550100"),
        ("https://x", "AC1", "", "+12025550100"), ("https://x", "AC1", "t", "?"),
    ])
    func `settings that cannot work are said at the start`(
        _ url: String, _ account: String, _ token: String, _ n: String
    ) {
        #expect(throws: PageFailure.self) {
            try TwilioPages(
                line: PageLine(now: { Moment(seconds: 1) }) { _ in throw CancellationError() }, url: url,
                account: account, token: token, number: n)
        }
    }

    @Test func `every recorded answer to a text is read`() throws {
        guard let shared = SharedFolder.find() else { return }
        var read = 0
        for name in try shared.names("fixtures/sms/twilio-oai")
        where name.hasPrefix("post_json_") || name.contains("fetch") {
            let bytes = try shared.bytes("fixtures/sms/twilio-oai/\(name)")
            let recording = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
            guard let body = recording?["body"] as? [String: Any], let sid = body["sid"] as? String,
                body["status"] != nil
            else { continue }
            let text = try #require(TwilioText.read([UInt8](try JSONSerialization.data(withJSONObject: body))))
            #expect(text.sid == sid && text.body == body["body"] as? String)
            #expect(text.isOutbound == (body["direction"] as? String)?.hasPrefix("outbound"))
            #expect(text.created != nil || body["date_created"] is NSNull)
            #expect(text.error.map(Int.init) == body["error_code"] as? Int)
            #expect((text.delivery == .pending) == (body["error_code"] is NSNull))
            read += 1
        }
        #expect(read >= 4)
    }
}
