import Foundation
import Glibc
import Testing

@testable import Wire

struct HTTPTests {
    @Test func `an answer comes whole, whatever its status`() async throws {
        let server = try ScriptedServer {
            $0.answerAll(answer("gone", status: "410 Gone", headers: ["X-A: 1", "x-A:  2 "]))
        }
        try await withExchange { exchange in
            let response = try await exchange.send(local(server.url + "/feed"))
            #expect(response.status == 410)
            #expect(response.text == "gone")
            #expect(response.headers.map(\.name) == ["content-length", "x-a", "x-a"])
            #expect(response.header("x-a") == "1")
            #expect(response.headers.last?.value == "2")
            #expect(response.url == server.url + "/feed")
        }
        #expect(server.requests.first?.hasPrefix("GET /feed HTTP/1.1\n") == true)
    }

    @Test func `a connection is used again`() async throws {
        let server = try ScriptedServer { $0.answerAll(answer("hello")) }
        try await withExchange { exchange in
            for _ in 0..<5 { _ = try await exchange.send(local(server.url)) }
        }
        #expect(server.requests.count == 5)
        #expect(server.connections == 1)
    }

    @Test func `a body, a login and a method of one's own are sent`() async throws {
        let server = try ScriptedServer { $0.answerAll(answer("")) }
        try await withExchange { exchange in
            var post = local(.post, server.url + "/a")
            post.body = Array("x=1".utf8)
            post.basic = ("ana", "secret")
            _ = try await exchange.send(post)
            var put = local(.put, server.url + "/b")
            put.body = Array("{}".utf8)
            put.headers = [("Content-Type", "application/json")]
            _ = try await exchange.send(put)
            _ = try await exchange.send(local(.delete, server.url + "/c"))
        }
        let requests = server.requests
        #expect(requests[0].hasPrefix("POST /a "))
        #expect(requests[0].contains("Authorization: Basic YW5hOnNlY3JldA==\n"))
        #expect(requests[0].hasSuffix("x=1"))
        #expect(requests[1].hasPrefix("PUT /b ") && requests[1].hasSuffix("{}"))
        #expect(requests[1].contains("Content-Type: application/json\n"))
        #expect(requests[2].hasPrefix("DELETE /c "))
    }

    @Test func `what has not changed is not sent again`() async throws {
        try await Nginx.run(files: ["feed.txt": "news"]) { nginx in
            try await withExchange { exchange in
                var request = local(nginx.url + "/feed.txt")
                let first = try await exchange.send(request)
                #expect(first.status == 200)
                request.etag = first.header("etag")
                let byTag = try await exchange.send(request)
                #expect(byTag.status == 304 && byTag.body.isEmpty)
                request.etag = nil
                request.lastModified = first.header("last-modified")
                #expect(try await exchange.send(request).status == 304)
                request.lastModified = "Thu, 01 Jan 1970 00:00:00 GMT"
                #expect(try await exchange.send(request).status == 200)
            }
        }
    }

    @Test func `what can be compressed comes compressed`() async throws {
        let text = String(repeating: "Quillfone is down again. ", count: 1_000)
        try await Nginx.run(files: ["long.txt": text]) { nginx in
            try await withExchange { exchange in
                let response = try await exchange.send(local(nginx.url + "/long.txt"))
                #expect(response.header("content-encoding") == "gzip")
                #expect(response.text == text)
            }
        }
    }

    @Test func `Retry-After is handed on`() async throws {
        let server = try ScriptedServer {
            $0.answerAll(answer("", status: "429 Slow Down", headers: ["Retry-After: 0"]))
        }
        try await withExchange { exchange in
            let response = try await exchange.send(local(server.url))
            #expect(response.retryAfter == .seconds(1))
        }
    }

    @Test func `thousands of requests wait their turn`() async throws {
        let server = try ScriptedServer { $0.answerAll(answer("ok")) }
        try await withExchange(connections: 8) { exchange in
            let good = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<3_000 { group.addTask { try await exchange.send(local(server.url)).status } }
                return try await group.reduce(0) { $0 + ($1 == 200 ? 1 : 0) }
            }
            #expect(good == 3_000)
        }
        #expect(server.connections <= 8)
    }

    @Test func `waiting for a turn counts against no limit`() async throws {
        let server = try ScriptedServer { peer in
            while peer.request() != nil {
                usleep(60_000)
                guard peer.say(answer("ok")) else { return }
            }
        }
        try await withExchange(connections: 1) { exchange in
            let limits = Limits(total: .milliseconds(400))
            let good = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<12 { group.addTask { try await exchange.send(local(server.url, limits: limits)).status } }
                return try await group.reduce(0) { $0 + ($1 == 200 ? 1 : 0) }
            }
            #expect(good == 12)
        }
    }

    @Test func `many names at one address need no name server`() async throws {
        let server = try ScriptedServer { $0.answerAll(answer("ok")) }
        try await withExchange(connections: 32, resolving: ["*:\(server.port)": "127.0.0.1"]) { exchange in
            let good = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<300 {
                    group.addTask {
                        try await exchange.send(local("http://feed\(number).example:\(server.port)/")).status
                    }
                }
                return try await group.reduce(0) { $0 + ($1 == 200 ? 1 : 0) }
            }
            #expect(good == 300)
        }
    }
}
