import Foundation
import Testing

@testable import Playground

@Suite struct HookServerTests {
    private func withServer(_ body: (HookServer) async throws -> Void) async throws {
        let server = HookServer(now: { evening })
        try await server.start()
        do {
            try await body(server)
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    private func post(_ url: String, _ body: String, _ more: [String] = []) async throws -> Outside.Answer {
        try await Outside.curl(url, ["-H", "Content-Type: application/json", "-d", body] + more)
    }

    @Test func `every request is kept, with its time, headers and bytes`() async throws {
        try await withServer { server in
            #expect(try await post(server.hookURL + "?a=b%20c", #"{"x":"ü"}"#, ["-H", "X-Mark: 7"]).status == 204)
            let call = try #require(server.calls.first)
            #expect(call.at == evening)
            #expect(call.asked.path == "/hook" && call.asked.value("a") == "b c")
            #expect(call.asked.header("x-mark") == "7")
            #expect(String(decoding: call.asked.body, as: UTF8.self) == #"{"x":"ü"}"#)
            #expect(try await Outside.curl(server.hookURL).status == 405)
            #expect(try await Outside.curl(server.url + "/elsewhere").status == 404)
            #expect(try await Outside.curl(server.deadManURL).text == "OK")
            #expect(server.heartbeats == [evening])
        }
    }

    @Test func `a script is followed, one turn a request, and then it is as usual`() async throws {
        try await withServer { server in
            server.script(
                "/hook",
                [
                    .answer(Reply(status: 503, headers: [(name: "Retry-After", value: "7")])), .reset(taken: true),
                    .cut(after: 12), .late(.milliseconds(20)),
                ])
            let busy = try await post(server.hookURL, "{}")
            #expect(busy.status == 503 && busy.headers["retry-after"] == "7")
            #expect(try await post(server.hookURL, "{}").status == 0)
            #expect(try await post(server.hookURL, "{}").status != 204)
            #expect(try await post(server.hookURL, "{}").status == 204)
            #expect(try await post(server.hookURL, "{}").status == 204)
            #expect(server.calls("/hook").count == 5)
            server.always("/hook", .answer(Reply(status: 500)))
            #expect(try await post(server.hookURL, "{}").status == 500)
            server.always("/hook", nil)
            #expect(try await post(server.hookURL, "{}").status == 204)
        }
    }

    @Test(arguments: [
        (#"{"text":"hello"}"#, 200, "ok"), ("hello", 400, "invalid_payload"), ("{}", 400, "no_text"),
        (#"{"text":"x","blocks":[{"type":"section","text":{"type":"mrkdwn","text":""}}]}"#, 400, "invalid_blocks"),
        (#"{"text":"x","blocks":[{"type":"nonsense"}]}"#, 400, "invalid_blocks"),
    ])
    func `the chat looks at what it is sent`(_ body: String, _ status: Int, _ said: String) async throws {
        try await withServer { server in
            let answer = try await post(server.slackURL, body)
            #expect(answer.status == status && answer.text == said)
        }
    }

    @Test func `a topic is published to and polled as ntfy's are`() async throws {
        try await withServer { server in
            let taken = try await post(
                server.ntfyURL + "/", #"{"topic":"ana","title":"Ω","message":"日本","priority":5,"tags":["x"]}"#)
            #expect(taken.status == 200 && taken.object["event"] as? String == "message")
            #expect(taken.object["id"] as? String == server.ntfy("ana").first?.id)
            let polled = try await Outside.curl(server.ntfyURL + "/ana/json?poll=1&since=0")
            #expect(polled.object["message"] as? String == "日本")
            let later = Int(evening.timeIntervalSince1970) + 1
            #expect(try await Outside.curl(server.ntfyURL + "/ana/json?poll=1&since=\(later)").body.isEmpty)
            #expect(try await post(server.ntfyURL + "/", #"{"topic":"a b"}"#).object["code"] as? Int == 40009)
            #expect(try await post(server.ntfyURL + "/", #"{"topic":"a","priority":9}"#).status == 400)
            #expect(try await post(server.ntfyURL + "/", "x").object["code"] as? Int == 40024)
            server.guardNtfy(with: "tk")
            #expect(try await post(server.ntfyURL + "/", #"{"topic":"a"}"#).status == 403)
            let known = try await post(server.ntfyURL + "/", #"{"topic":"a"}"#, ["-H", "Authorization: Bearer tk"])
            #expect(known.object["message"] as? String == "triggered")
        }
    }

    @Test func `what is no request ends its connection and no other`() async throws {
        try await withServer { server in
            let port = try #require(URL(string: server.url)?.port)
            let run = try await Outside.python(
                """
                for bad in [b'nonsense\\r\\n\\r\\n', b'GET x HTTP/1.1\\r\\n\\r\\n', b'POST /hook HTTP/1.1\\r\\nContent-Length: -5\\r\\n\\r\\n',
                            b'POST /hook HTTP/1.1\\r\\nContent-Length: 99999999\\r\\n\\r\\n', b'GET /hook HTTP/1.1\\r\\n' + b'a: b\\r\\n' * 200,
                            b'GET /' + b'x' * 20000 + b' HTTP/1.1\\r\\n\\r\\n']:
                    with socket.create_connection(('127.0.0.1', int(argv[0]))) as s:
                        try:
                            s.sendall(bad)
                            while s.recv(100): pass
                        except (ConnectionResetError, BrokenPipeError): pass
                print('done')
                """, ["\(port)"])
            #expect(run.text == "done\n")
            #expect(server.calls.isEmpty)
            #expect(try await post(server.hookURL, "{}").status == 204)
        }
    }
}
