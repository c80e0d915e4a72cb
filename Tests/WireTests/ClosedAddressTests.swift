import Testing

@testable import Wire

struct ClosedAddressTests {
    @Test func `a host on loopback is refused before a connection is made`() async throws {
        let server = try ScriptedServer { $0.answerAll(answer("inside")) }
        try await withExchange(resolving: ["rebound.example:\(server.port)": "127.0.0.1"]) { exchange in
            for host in ["127.0.0.1", "localhost", "rebound.example", "0x7f.1", "2130706433"] {
                let error = try await failure {
                    try await exchange.send(HTTPRequest(.get, "http://\(host):\(server.port)/"))
                }
                #expect(error.kind == .refusedAddress)
                #expect(error.reason.contains("127.0.0.1") || error.reason.contains("::1"))
                #expect(error.reason.contains("private-address: allowed"))
            }
            let named = try await failure {
                try await exchange.send(HTTPRequest(.get, "http://rebound.example:\(server.port)/"))
            }
            #expect(named.reason.contains("rebound.example"))
        }
        #expect(server.connections == 0)
    }

    @Test func `a connection that another source may use is refused too`() async throws {
        let server = try ScriptedServer { $0.answerAll(answer("inside")) }
        try await withExchange { exchange in
            #expect(try await exchange.send(local(server.url)).text == "inside")
            let error = try await failure { try await exchange.send(HTTPRequest(.get, server.url)) }
            #expect(error.kind == .refusedAddress)
        }
        #expect(server.requests.count == 1)
    }

    @Test func `a mailbox can be held to the public internet`() async throws {
        let server = try ScriptedServer { $0.waitForEnd() }
        try await withExchange { exchange in
            let mailbox = IMAPServer(
                url: "imap://127.0.0.1:\(server.port)", user: "a", password: "b", addresses: .open)
            try await fails(.refusedAddress) { try await exchange.open(mailbox) }
        }
        #expect(server.connections == 0)
    }
}
