import Testing

@testable import Wire

struct TLSTests {
    @Test func `HTTP 2 is spoken where it is offered, all requests over one connection`() async throws {
        try await Nginx.run(files: ["a.txt": "hello"]) { nginx in
            try await withExchange(trusting: nginx.authority) { exchange in
                let good = try await withThrowingTaskGroup(of: Bool.self) { group in
                    for _ in 0..<20 {
                        group.addTask { try await exchange.send(local(nginx.tlsURL + "/a.txt")).text == "hello" }
                    }
                    return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
                }
                #expect(good == 20)
                let log = try nginx.log()
                #expect(log.count == 20)
                #expect(log.allSatisfy { $0.hasPrefix("HTTP/2.0 ") })
                #expect(Set(log.map { $0.split(separator: " ")[1] }).count == 1)
            }
        }
    }

    @Test func `a certificate that nobody vouches for is refused`() async throws {
        try await Nginx.run(files: ["a.txt": "hello"]) { nginx in
            try await withExchange { exchange in
                let error = try await failure { try await exchange.send(local(nginx.tlsURL + "/a.txt")) }
                #expect(error.kind == .tls)
                #expect(error.reason.contains("localhost"))
            }
        }
    }

    @Test func `a certificate for another name is refused`() async throws {
        try await Nginx.run(files: ["a.txt": "hello"]) { nginx in
            let names = [
                "www.quillfone.example:\(nginx.tlsPort)": "127.0.0.1", "evil.example:\(nginx.tlsPort)": "127.0.0.1",
            ]
            try await withExchange(trusting: nginx.authority, resolving: names) { exchange in
                let good = try await exchange.send(local("https://www.quillfone.example:\(nginx.tlsPort)/a.txt"))
                #expect(good.text == "hello")
                let error = try await failure {
                    try await exchange.send(local("https://evil.example:\(nginx.tlsPort)/a.txt"))
                }
                #expect(error.kind == .tls)
            }
        }
    }
}
