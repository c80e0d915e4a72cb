import Foundation
import Glibc
import Testing

@testable import Wire

/// Servers that want to harm us or are simply broken.
struct HostileHTTPTests {
    @Test func `a body without end is cut at the limit`() async throws {
        let server = try ScriptedServer { peer in
            guard peer.request() != nil else { return }
            peer.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            let piece = "10000\r\n" + String(repeating: "x", count: 65_536) + "\r\n"
            var sent = 0
            while sent < 200 << 20, peer.say(piece) { sent += 65_536 }
            peer.note("sent \(sent >> 20) MB")
        }
        try await withExchange { exchange in
            let error = try await failure { try await exchange.send(local(server.url, limits: Limits(bytes: 1 << 20))) }
            #expect(error.kind == .tooLarge)
        }
        try await eventually("the server was cut off") { server.requests.count == 2 }
        #expect(server.requests[1] != "sent 200 MB")
    }

    @Test func `a body announced as 200 MB is cut at the limit`() async throws {
        let server = try ScriptedServer { peer in
            guard peer.request() != nil else { return }
            peer.say("HTTP/1.1 200 OK\r\nContent-Length: 209715200\r\n\r\n")
            let piece = [UInt8](repeating: 120, count: 1 << 20)
            var sent = 0
            while sent < 200, peer.say(piece) { sent += 1 }
            peer.note("sent \(sent) MB")
        }
        try await withExchange { exchange in
            let error = try await failure { try await exchange.send(local(server.url)) }
            #expect(error.kind == .tooLarge)
        }
        try await eventually("the server was cut off") { server.requests.count == 2 }
        #expect(server.requests[1] != "sent 200 MB")
    }

    @Test func `a small body that unpacks to a large one is cut at the limit`() async throws {
        let bomb = Array(try Program.run("sh", ["-c", "head -c 64M /dev/zero | gzip -9"]))
        #expect(bomb.count < 100_000)
        let server = try ScriptedServer { peer in
            guard peer.request() != nil else { return }
            peer.say("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(bomb.count)\r\n\r\n")
            peer.say(bomb)
            peer.waitForEnd()
        }
        try await withExchange { exchange in
            let error = try await failure { try await exchange.send(local(server.url, limits: Limits(bytes: 1 << 20))) }
            #expect(error.kind == .tooLarge)
        }
    }

    @Test func `a body of exactly the limit is taken`() async throws {
        let server = try ScriptedServer { $0.answerAll(answer(String(repeating: "x", count: 1_000))) }
        try await withExchange { exchange in
            let response = try await exchange.send(local(server.url, limits: Limits(bytes: 1_000)))
            #expect(response.body.count == 1_000)
            let error = try await failure { try await exchange.send(local(server.url, limits: Limits(bytes: 999))) }
            #expect(error.kind == .tooLarge)
        }
    }

    @Test(arguments: ["X: \(String(repeating: "y", count: 500))\r\n", "HTTP/1.1 103 Early Hints\r\nX: y\r\n\r\n"])
    func `headers without end are cut at the limit`(_ piece: String) async throws {
        let server = try ScriptedServer { peer in
            guard peer.request() != nil else { return }
            peer.say(piece.hasPrefix("HTTP") ? piece : "HTTP/1.1 200 OK\r\n")
            var sent = 0
            while sent < 10_000, peer.say(piece) { sent += 1 }
            peer.note("sent \(sent)")
        }
        try await withExchange { exchange in
            let limits = Limits(total: .seconds(10), headerBytes: 10_000)
            let error = try await failure { try await exchange.send(local(server.url, limits: limits)) }
            #expect(error.kind == .tooLarge)
            #expect(error.reason.contains("10000 bytes of headers"))
        }
    }

    @Test func `one byte a second is too slow`() async throws {
        let server = try ScriptedServer { peer in
            guard peer.request() != nil else { return }
            peer.say("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
            while peer.say("x") { usleep(250_000) }
        }
        try await withExchange { exchange in
            let limits = Limits(total: .seconds(30), lowSpeedBytes: 1_000, lowSpeedTime: .seconds(1))
            let error = try await failure { try await exchange.send(local(server.url, limits: limits)) }
            #expect(error.kind == .tooSlow)
        }
    }

    @Test func `a server that never answers is given up`() async throws {
        let server = try ScriptedServer { $0.waitForEnd() }
        try await withExchange { exchange in
            let error = try await failure {
                try await exchange.send(
                    local(server.url, limits: Limits(total: .milliseconds(200), lowSpeedTime: .seconds(60))))
            }
            #expect(error.kind == .timedOut)
            #expect(!error.mayHaveArrived)
        }
        try await eventually("the server sees it") { server.ended == 1 }
    }

    @Test func `a host that takes no connection is given up`() async throws {
        // A full backlog: further connections are neither taken nor refused.
        let (listener, port) = try listenOnLoopback(backlog: 0)
        defer { close(listener) }
        try await withExchange { exchange in
            let limits = Limits(connect: .milliseconds(300), total: .seconds(20))
            let ends = await withTaskGroup(of: WireError.Kind?.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        try? await failure {
                            try await exchange.send(local("http://127.0.0.1:\(port)", limits: limits))
                        }.kind
                    }
                }
                // The one that sits in the backlog waits for its total limit; it is not waited for.
                var ends: [WireError.Kind?] = []
                for await end in group {
                    ends.append(end)
                    if ends.count == 2 { group.cancelAll() }
                }
                return ends
            }
            #expect(ends.prefix(2).allSatisfy { $0 == .timedOut })
        }
    }

    @Test func `an endless redirect ends`() async throws {
        let server = try ScriptedServer {
            $0.answerAll(answer("on", status: "302 Found", headers: ["Location: /again"]))
        }
        try await withExchange { exchange in
            let error = try await failure { try await exchange.send(local(server.url)) }
            #expect(error.kind == .tooManyRedirects)
        }
        #expect(server.requests.count == 6)
    }

    @Test func `redirects together get no more time than one answer`() async throws {
        let server = try ScriptedServer { peer in
            while peer.request() != nil {
                usleep(100_000)
                guard peer.say(answer("", status: "302 Found", headers: ["Location: /again"])) else { return }
            }
        }
        try await withExchange { exchange in
            let limits = Limits(total: .milliseconds(350), redirects: 1_000)
            let error = try await failure { try await exchange.send(local(server.url, limits: limits)) }
            #expect(error.kind == .timedOut)
        }
        #expect(server.requests.count <= 4)
    }

    @Test func `the page of a redirect may be as long as it likes`() async throws {
        let server = try ScriptedServer { peer in
            guard let head = peer.request() else { return }
            guard head.hasPrefix("GET / ") else {
                peer.say(answer("here"))
                return
            }
            peer.say("HTTP/1.1 301 Moved\r\nLocation: /there\r\nTransfer-Encoding: chunked\r\n\r\n")
            let piece = "10000\r\n" + String(repeating: "x", count: 65_536) + "\r\n"
            while peer.say(piece) {}
        }
        try await withExchange { exchange in
            let response = try await exchange.send(local(server.url))
            #expect(response.text == "here")
            #expect(response.movedTo == server.url + "/there")
        }
    }

    @Test(arguments: [
        "file:///etc/passwd", "gopher://127.0.0.1/x", "ftp://127.0.0.1/x", "scp://127.0.0.1/x", "dict://127.0.0.1/x",
    ])
    func `no other protocol is spoken, asked for or redirected to`(_ url: String) async throws {
        let server = try ScriptedServer { $0.answerAll(answer("", status: "302 Found", headers: ["Location: \(url)"])) }
        try await withExchange { exchange in
            try await fails(.refusedProtocol) { try await exchange.send(local(url)) }
            try await fails(.refusedProtocol) { try await exchange.send(local(server.url)) }
        }
    }

    @Test func `credentials are not carried to another host`() async throws {
        let other = try ScriptedServer { $0.answerAll(answer("caught")) }
        let server = try ScriptedServer { peer in
            peer.answerAll(
                answer("", status: "302 Found", headers: ["Location: http://other.example:\(other.port)/x"]))
        }
        let names = ["feed.example:\(server.port)": "127.0.0.1", "other.example:\(other.port)": "127.0.0.1"]
        try await withExchange(resolving: names) { exchange in
            var request = local("http://feed.example:\(server.port)/")
            request.basic = ("ana", "secret")
            request.headers = [("X-Api-Key", "key"), ("Cookie", "a=b")]
            let byPassword = try await exchange.send(request)
            #expect(byPassword.text == "caught")
            request.basic = nil
            request.bearer = "token"
            let byToken = try await exchange.send(request)
            #expect(byToken.text == "caught")
        }
        #expect(server.requests.allSatisfy { $0.contains("Authorization:") && $0.contains("X-Api-Key: key") })
        #expect(other.requests.count == 2)
        for request in other.requests {
            #expect(!request.contains("Authorization") && !request.contains("X-Api-Key") && !request.contains("Cookie"))
        }
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\nhello\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello", "HTTP/1.1 200 OK\r\nContent-Le", "",
        "SSH-2.0-OpenSSH_9.2\r\n",
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello", "\0\0\0\0\r\n\r\n",
    ])
    func `an answer that is cut off or is none is broken off`(_ text: String) async throws {
        let server = try ScriptedServer { peer in
            guard peer.request() != nil else { return }
            peer.say(text)
        }
        try await withExchange { exchange in
            let error = try await failure { try await exchange.send(local(server.url)) }
            #expect(error.kind == .brokenOff)
            #expect(error.reason.contains("127.0.0.1"))
        }
    }

    @Test func `nobody there is told so`() async throws {
        let port = try freePort()
        try await withExchange { exchange in
            try await fails(.cannotConnect) { try await exchange.send(local(.post, "http://127.0.0.1:\(port)/")) }
            let error = try await failure { try await exchange.send(local("http://nobody.invalid/")) }
            #expect(error.kind == .cannotResolve)
            #expect(error.reason.contains("nobody.invalid"))
        }
    }

    @Test func `what may have been posted is known`() async throws {
        let server = try ScriptedServer { _ = $0.request() }
        let port = try freePort()
        try await withExchange { exchange in
            let posted = try await failure { try await exchange.send(local(.post, server.url)) }
            #expect(posted.mayHaveArrived)
            let asked = try await failure { try await exchange.send(local(.get, server.url)) }
            #expect(!asked.mayHaveArrived)
            let nobody = try await failure { try await exchange.send(local(.post, "http://127.0.0.1:\(port)/")) }
            #expect(!nobody.mayHaveArrived)
        }
    }

    @Test func `a post is not repeated behind our back when a kept connection dies`() async throws {
        let server = try ScriptedServer { peer in
            guard let first = peer.request() else { return }
            peer.say(answer("ok"))
            // The second request on a connection is read and never answered.
            if first.hasPrefix("GET") { _ = peer.request() }
        }
        try await withExchange { exchange in
            _ = try await exchange.send(local(server.url))
            #expect(try await exchange.send(local(.post, server.url)).status == 200)
        }
        #expect(server.requests.count { $0.hasPrefix("POST") } == 1)
    }

    @Test func `a reason holds no secret`() async throws {
        let port = try freePort()
        try await withExchange { exchange in
            var request = local("http://ana:hunter2@127.0.0.1:\(port)/path?token=abc123#frag")
            request.headers = [("Authorization", "Bearer xyz789")]
            let refused = try await failure { try await exchange.send(request) }
            request.url = "file://ana:hunter2@host/path?token=abc123"
            let wrong = try await failure { try await exchange.send(request) }
            for error in [refused, wrong] {
                for secret in ["hunter2", "abc123", "xyz789", "ana"] { #expect(!error.reason.contains(secret)) }
            }
            #expect(refused.reason.contains("127.0.0.1"))
        }
    }
}
