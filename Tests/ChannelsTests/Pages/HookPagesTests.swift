import Foundation
import Playground
import TestKit
import Testing
import Triage
import Wire

@testable import Channels

@Suite struct HookPagesTests {
    private static let now = Moment(rfc3339: "2026-11-22T03:41:10Z")!

    private func withHooks(_ body: (HookServer, PageLine) async throws -> Void) async throws {
        let (server, exchange) = (HookServer(), try Exchange())
        try await server.start()
        do {
            try await body(server, PageLine(exchange: exchange, addresses: .anywhere, now: { Self.now }))
        } catch {
            await server.stop()
            await exchange.close()
            throw error
        }
        await server.stop()
        await exchange.close()
    }

    private func object(_ body: [UInt8]) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any])
    }

    /// Not an HMAC; that is not ours to make. It shows which bytes are signed.
    private static let sign: @Sendable ([UInt8]) -> [UInt8] = { Array(Digest.name(of: [7] + $0).utf8) }

    @Test func `a webhook gets signed JSON under a key that stays`() async throws {
        try await withHooks { server, line in
            let hook = try WebhookPages(line: line, url: server.hookURL, sign: Self.sign)
            let text = page("1 \"Tot\" \u{7}<b>&日本", hint: "Answer 1 ack")
            let taken1 = try await hook.send(text, to: "ops")
            #expect(taken1.ending == .final)
            _ = try await hook.send(text, to: "ops")
            let calls = server.calls("/hook").map(\.asked)
            try #require(calls.count == 2)
            #expect(calls[0].body == calls[1].body)
            let body = try object(calls[0].body)
            #expect(body["event"] as? String == "page")
            #expect(body["id"] as? String == "page-7")
            #expect(body["case"] as? Int == 12)
            #expect(body["severity"] as? String == "high")
            #expect(body["text"] as? String == "1 \"Tot\" <b>&日本\nAnswer 1 ack")
            #expect(body["link"] as? String == "https://desk.quillfone.example/p/abc123")
            #expect(body["at"] as? String == "2026-11-22T03:41:07Z")
            #expect(body["person"] as? String == "ana")
            #expect(calls[0].header("idempotency-key") == "page-7")
            #expect(calls[0].header("content-type") == "application/json")
            let signed = PageJSON.hex(Self.sign(Array("1795318870.".utf8) + calls[0].body))
            #expect(calls[0].header("earshot-signature") == "t=1795318870,v1=\(signed)")
            _ = try await hook.send(page(isResolved: true), to: "ops")
            #expect(try object(server.calls("/hook")[2].asked.body)["event"] as? String == "resolved")
            _ = try await WebhookPages(line: line, url: server.hookURL, sign: nil).send(page(), to: "ops")
            #expect(server.calls("/hook")[3].asked.header("earshot-signature") == nil)
        }
    }

    @Test func `what a hook answers decides what happens next`() async throws {
        try await withHooks { server, line in
            let hook = try WebhookPages(line: line, url: server.hookURL, sign: nil)
            func failure(_ turn: HookServer.Turn) async -> PageFailure.Kind? {
                server.script("/hook", [turn])
                return await #expect(throws: PageFailure.self) { try await hook.send(page(), to: "ops") }?.kind
            }
            for status in [400, 401, 403, 404, 410, 413, 422, 301, 302] {
                #expect(await failure(.answer(Reply(status: status))) == .refused, "\(status)")
            }
            for status in [408, 425, 500, 502, 503, 504] {
                #expect(await failure(.answer(Reply(status: status))) == .unreachable, "\(status)")
            }
            let later = Reply(status: 429, headers: [(name: "Retry-After", value: "7")])
            #expect(await failure(.answer(later)) == .throttled(until: Self.now + .seconds(7)))
            let busy = Reply(status: 503, headers: [(name: "Retry-After", value: "9")])
            #expect(await failure(.answer(busy)) == .throttled(until: Self.now + .seconds(9)))
            #expect(await failure(.reset(taken: true)) == .unknown)
            #expect(await failure(.cut(after: 10)) == .unknown)
            server.script("/hook", [.late(.milliseconds(50)), .answer(Reply(status: 202))])
            _ = try await hook.send(page(), to: "ops")
            _ = try await hook.send(page(), to: "ops")
            // A doubtful attempt is made again under its key; nobody can be asked.
            #expect(try await hook.wasTaken(page(), to: "ops", since: Self.now) == nil)
        }
    }

    @Test func `the path of a hook is a secret and stands in no reason`() async throws {
        try await withHooks { server, line in
            let chat = try SlackPages(line: line, url: server.slackURL + "?token=abc")
            let path = String(server.slackURL.dropFirst(server.url.count))
            server.script(path, [.reset(taken: false), .cut(after: 5)])
            for _ in 0..<2 {
                let failure = await #expect(throws: PageFailure.self) { try await chat.send(page(), to: "ops") }
                #expect(failure?.reason.contains("pl4ygr0und") == false)
                #expect(failure?.reason.contains("abc") == false)
            }
            let gone = try SlackPages(
                line: line, url: "http://127.0.0.1:\(LoopbackPort.free())/services/pl4ygr0und")
            let failure = await #expect(throws: PageFailure.self) { try await gone.send(page(), to: "ops") }
            #expect(failure?.kind == .unreachable)
            #expect(failure?.reason.contains("pl4ygr0und") == false)
        }
        for bad in ["", "slack.example/x", "ftp://a.example/", "https://a b.example/", "https://"] {
            #expect(throws: PageFailure.self) {
                try SlackPages(line: PageLine(now: { Self.now }) { _ in throw CancellationError() }, url: bad)
            }
        }
    }

    @Test func `a chat gets words that call no channel, and a button`() async throws {
        try await withHooks { server, line in
            let chat = try SlackPages(line: line, url: server.slackURL)
            _ = try await chat.send(
                page("1 <!channel> <https://evil.example|x> a & b @here", hint: "Answer 1 ack"), to: "ops")
            let body = try object(server.calls[0].asked.body)
            let text = try #require(body["text"] as? String)
            #expect(!text.contains("<!channel>") && !text.contains("<https://evil") && !text.contains("@here"))
            #expect(text.contains("&lt;!channel&gt;") && text.contains("a &amp; b"))
            #expect(text.hasSuffix("\n<https://desk.quillfone.example/p/abc123|Open>"))
            let blocks = try #require(body["blocks"] as? [[String: Any]])
            #expect(blocks.map { $0["type"] as? String } == ["header", "section", "actions"])
            let button = (blocks[2]["elements"] as? [[String: Any]])?.first
            #expect(button?["url"] as? String == "https://desk.quillfone.example/p/abc123")
            // However much is written, it is within what the chat takes; its server looks.
            _ = try await chat.send(
                page(String(repeating: "&<>@ ", count: 2000), subject: String(repeating: "s", count: 400), link: nil),
                to: "ops")
            let last = try #require(server.calls.last)
            #expect(last.asked.body.count < 20_000)
            for shift in 0..<6 {
                let words = String(repeating: "x", count: shift) + String(repeating: "&", count: 1500)
                let message = SlackPages.message(page(words, link: nil))
                #expect(message.blocks[1].text?.text.replacing("&amp;", with: "").contains("&") == false)
                #expect(message.blocks[1].text?.text.hasSuffix("…") == true)
            }
            server.script(
                server.calls[0].asked.path,
                [
                    .answer(Reply(body: Array(#"{"ok":false,"error":"channel_not_found"}"#.utf8))),
                    .answer(Reply(body: Array("<html>".utf8))),
                    .answer(Reply(body: Array(#"{"success":true}"#.utf8))), .answer(Reply(body: Array("ok".utf8))),
                    .answer(Reply(status: 404, body: Array("no_service".utf8))),
                ])
            for kind in [PageFailure.Kind.refused, .refused, nil, nil, .refused] {
                do {
                    _ = try await chat.send(page(), to: "ops")
                    #expect(kind == nil)
                } catch let failure as PageFailure {
                    #expect(failure.kind == kind)
                }
            }
        }
    }

    @Test func `a topic gets every letter, the urgency and the link`() async throws {
        try await withHooks { server, line in
            server.guardNtfy(with: "tk_secret")
            let ntfy = try NtfyPages(line: line, url: server.ntfyURL, token: "tk_secret")
            let receipt = try await ntfy.send(
                page("1 Ωμέγα\n日本 😀", hint: "Answer 1 ack", subject: "Störung Ω", severity: .critical),
                to: "quillfone-ana")
            let message = try #require(server.ntfy("quillfone-ana").first)
            #expect(message.id == receipt.id && receipt.ending == .final)
            #expect(message.title == "Störung Ω")
            #expect(message.message == "1 Ωμέγα\n日本 😀\nAnswer 1 ack")
            #expect(message.priority == 5 && message.tags == ["rotating_light"])
            #expect(message.click == "https://desk.quillfone.example/p/abc123")
            _ = try await ntfy.send(page(String(repeating: "日本 ", count: 1000), hint: "Answer 1 ack"), to: "long")
            let long = try #require(server.ntfy("long").first?.message)
            #expect(long.utf8.count <= 4096 && long.hasSuffix("…\nAnswer 1 ack"))
            for bad in ["", "a/b", "a b", "../x", String(repeating: "x", count: 65)] {
                let failure = await #expect(throws: PageFailure.self) { try await ntfy.send(page(), to: bad) }
                #expect(failure?.kind == .refused)
            }
            let stranger = try NtfyPages(line: line, url: server.ntfyURL, token: nil)
            let failure = await #expect(throws: PageFailure.self) { try await stranger.send(page(), to: "t") }
            #expect(failure?.kind == .refused)
            #expect(try await stranger.wasTaken(page(), to: "t", since: Self.now) == nil)
        }
    }

    @Test func `a doubtful message is found again in its topic`() async throws {
        try await withHooks { server, line in
            let ntfy = try NtfyPages(line: line, url: server.ntfyURL)
            let since = Moment(seconds: Int64(Date().timeIntervalSince1970))
            _ = try await ntfy.send(page("0 earlier", key: "page-1"), to: "ana")
            server.script("/ntfy/", [.reset(taken: true), .reset(taken: false)])
            let failure = await #expect(throws: PageFailure.self) { try await ntfy.send(page(), to: "ana") }
            #expect(failure?.kind == .unknown)
            let taken2 = try await ntfy.wasTaken(page(), to: "ana", since: since)
            #expect(taken2?.id == server.ntfy("ana").last?.id)
            await #expect(throws: PageFailure.self) { try await ntfy.send(page("2 new", key: "page-8"), to: "ana") }
            #expect(try await ntfy.wasTaken(page("2 new", key: "page-8"), to: "ana", since: since) == nil)
            #expect(server.ntfy("ana").count == 2)
        }
    }
}
