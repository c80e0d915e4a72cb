import Foundation
import Glibc
import Testing

@testable import Wire

/// Mail servers that say no, fall silent or vanish.
struct HostileSMTPTests {
    /// What a scripted mail server answers; the rest is "yes".
    struct Manner: Sendable {
        var greeting = "220 mx.example"
        var answers: [String: String] = [:]
        /// Told once the final dot has come.
        var end: @Sendable (Peer) -> Bool = { $0.say("250 2.0.0 Ok: queued as 4F5\r\n") }
    }

    /// More than any socket holds on its way.
    private static let long = [UInt8](repeating: UInt8(ascii: "x"), count: 16 << 20)

    /// Notes every command, and `.` for a mail's end.
    private static func server(_ manner: Manner) throws -> ScriptedServer {
        try ScriptedServer { peer in
            peer.say(manner.greeting + "\r\n")
            while let line = peer.line() {
                peer.note(line)
                let verb = String(line.prefix(4))
                if let answer = manner.answers[verb] {
                    guard !answer.isEmpty, peer.say(answer + "\r\n") else { return }
                    continue
                }
                switch verb {
                case "EHLO": peer.say("250-mx.example\r\n250-SIZE 100000000\r\n250 8BITMIME\r\n")
                case "DATA":
                    peer.say("354 go on\r\n")
                    while let text = peer.line(), text != "." {}
                    peer.note(".")
                    guard manner.end(peer) else { return }
                case "QUIT":
                    peer.say("221 bye\r\n")
                    return
                default: peer.say("250 ok\r\n")
                }
            }
        }
    }

    private func delivery(
        _ server: ScriptedServer, _ mail: [UInt8] = Array("Subject: x\r\n\r\nhello\r\n".utf8),
        total: Duration = .seconds(10), to recipient: String = "support@acd.example"
    ) -> SMTPDelivery {
        SMTPDelivery(
            server: SMTPServer(url: "smtp://127.0.0.1:\(server.port)"), sender: "earshot@quillfone.example",
            recipient: recipient, mail: mail, limits: Limits(connect: .seconds(5), total: total))
    }

    @Test(arguments: [
        ("EHLO", "421 4.3.2 closing", 421), ("MAIL", "451 4.7.1 later", 451), ("MAIL", "550 5.7.1 no", 550),
        ("RCPT", "450 4.2.0 grey", 450), ("RCPT", "550-5.1.1 no\r\n550 5.1.1 such user", 550),
        ("DATA", "452 4.3.1 full", 452), ("DATA", "554 5.5.1 none", 554), ("RCPT", "421 4.7.0 go", 421),
    ])
    func `a refusal is told with its code, and nothing has arrived`(_ verb: String, _ answer: String, _ code: Int)
        async throws
    {
        var answers = [verb: answer]
        if verb == "EHLO" { answers["HELO"] = answer }
        let server = try Self.server(Manner(answers: answers))
        try await withExchange { exchange in
            let error = try await failure { try await exchange.deliver(delivery(server)) }
            #expect(error.kind == .refused(code: code))
            #expect(!error.mayHaveArrived)
            #expect(error.reason.contains("127.0.0.1"))
        }
        #expect(!server.requests.contains("."))
    }

    @Test(arguments: [("554 5.7.1 you are listed", 554), ("421 busy", 421)])
    func `a server that will not have us is told with its code`(_ greeting: String, _ code: Int) async throws {
        let server = try Self.server(Manner(greeting: greeting))
        try await withExchange { exchange in
            try await fails(.refused(code: code)) { try await exchange.deliver(delivery(server)) }
        }
    }

    @Test(arguments: [("451 4.3.0 trouble", 451), ("554 5.6.0 spam", 554)])
    func `a mail refused after its end has not arrived`(_ answer: String, _ code: Int) async throws {
        let server = try Self.server(Manner(end: { $0.say(answer + "\r\n") }))
        try await withExchange { exchange in
            let error = try await failure { try await exchange.deliver(delivery(server)) }
            #expect(error.kind == .refused(code: code))
            #expect(!error.mayHaveArrived)
        }
    }

    @Test func `after a refusal the connection serves the next mail`() async throws {
        let server = try Self.server(Manner(answers: ["RCPT": "550 5.1.1 no such user"]))
        try await withExchange { exchange in
            for _ in 0..<3 { _ = try await failure { try await exchange.deliver(delivery(server)) } }
        }
        #expect(server.connections == 1)
        // The last one may be cut off by the end of the exchange.
        #expect(server.requests.count { $0 == "RSET" } >= 2)
    }

    @Test func `a connection that dies after the final dot may have taken the mail`() async throws {
        let server = try Self.server(Manner(end: { _ in false }))
        try await withExchange { exchange in
            let error = try await failure { try await exchange.deliver(delivery(server)) }
            #expect(error.kind == .brokenOff)
            #expect(error.mayHaveArrived)
        }
        // Doubtful is not repeated by itself.
        #expect(server.requests.count { $0 == "." } == 1)
    }

    @Test func `silence after the final dot may have taken the mail`() async throws {
        let server = try Self.server(
            Manner(end: { peer in
                peer.waitForEnd()
                return false
            }))
        try await withExchange { exchange in
            let error = try await failure { try await exchange.deliver(delivery(server, total: .milliseconds(300))) }
            #expect(error.kind == .timedOut)
            #expect(error.mayHaveArrived)
        }
        try await eventually("the server sees the end") { server.ended == 1 }
    }

    @Test func `a connection that dies within the mail has taken nothing`() async throws {
        let server = try ScriptedServer { peer in
            peer.say("220 mx.example\r\n")
            while let line = peer.line() {
                if line.hasPrefix("DATA") {
                    peer.say("354 go on\r\n")
                    peer.breakOff()
                    return
                }
                peer.say("250 ok\r\n")
            }
        }
        let mail = Self.long
        try await withExchange { exchange in
            let error = try await failure { try await exchange.deliver(delivery(server, mail)) }
            #expect(error.kind == .brokenOff)
            #expect(!error.mayHaveArrived)
        }
    }

    @Test func `what a server says before it closes within the mail is heard`() async throws {
        let server = try ScriptedServer { peer in
            peer.say("220 mx.example\r\n")
            while let line = peer.line() {
                if line.hasPrefix("DATA") {
                    peer.say("354 go on\r\n552 5.3.4 too large for us\r\n")
                    return
                }
                peer.say("250 ok\r\n")
            }
        }
        try await withExchange { exchange in
            let error = try await failure { try await exchange.deliver(delivery(server, Self.long)) }
            #expect(error.kind == .refused(code: 552))
            #expect(!error.mayHaveArrived)
        }
    }

    @Test func `a server that stops reading within the mail has taken nothing`() async throws {
        let server = try ScriptedServer { peer in
            peer.say("220 mx.example\r\n")
            while let line = peer.line() {
                if line.hasPrefix("DATA") {
                    peer.say("354 go on\r\n")
                    sleep(15)
                    return
                }
                peer.say("250 ok\r\n")
            }
        }
        let mail = Self.long
        try await withExchange { exchange in
            let error = try await failure {
                try await exchange.deliver(delivery(server, mail, total: .milliseconds(700)))
            }
            #expect(error.kind == .timedOut)
            #expect(!error.mayHaveArrived)
        }
    }

    @Test func `a mail cancelled half-way is not ended as if it were whole`() async throws {
        let server = try ScriptedServer { peer in
            peer.say("220 mx.example\r\n")
            while let line = peer.line() {
                if line.hasPrefix("DATA") {
                    peer.say("354 go on\r\n")
                    peer.note("in the mail")
                    usleep(200_000)
                    while let text = peer.line() { if text == "." { peer.note("ended") } }
                    peer.note("gone")
                    return
                }
                peer.say("250 ok\r\n")
            }
        }
        let mail = Self.long
        try await withExchange { exchange in
            let task = Task { try await exchange.deliver(delivery(server, mail)) }
            try await eventually("the mail is under way") { server.requests.contains("in the mail") }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            try await eventually("the server sees it") { server.requests.contains("gone") }
        }
        #expect(!server.requests.contains("ended"))
    }

    @Test func `a mail cancelled while its answer is awaited may have arrived`() async throws {
        let server = try Self.server(
            Manner(end: { peer in
                peer.waitForEnd()
                return false
            }))
        try await withExchange { exchange in
            let task = Task { try await exchange.deliver(delivery(server)) }
            try await eventually("the mail is there") { server.requests.contains(".") }
            task.cancel()
            let error = try await failure { try await task.value }
            #expect(error.kind == .cancelled)
            #expect(error.mayHaveArrived)
            try await eventually("the server sees it") { server.ended == 1 }
        }
    }

    @Test func `a mail server that thinks long holds up nobody else`() async throws {
        let other = try ScriptedServer { $0.answerAll(answer("quick")) }
        let server = try Self.server(
            Manner(end: { peer in
                // Answers only once the other request was served.
                for _ in 0..<500 where other.requests.isEmpty { usleep(10_000) }
                return peer.say(other.requests.isEmpty ? "451 nobody came\r\n" : "250 ok\r\n")
            }))
        try await withExchange { exchange in
            let task = Task { try await exchange.deliver(delivery(server)) }
            try await eventually("the mail is there") { server.requests.contains(".") }
            #expect(try await exchange.send(local(other.url)).text == "quick")
            #expect(try await task.value.answer == "250 ok")
        }
    }

    @Test(arguments: [true, false])
    func `a kept connection that died is replaced, and the mail sent once`(_ isSilent: Bool) async throws {
        // Takes one mail a connection; for the second it is gone, or says 421.
        let server = try ScriptedServer { peer in
            peer.say("220 mx.example\r\n")
            var taken = 0
            while let line = peer.line() {
                if line.hasPrefix("DATA") {
                    peer.say("354 go on\r\n")
                    while let text = peer.line(), text != "." {}
                    peer.note(".")
                    taken += 1
                } else if line.hasPrefix("MAIL"), taken == 1 {
                    if !isSilent { peer.say("421 4.4.2 too long\r\n") }
                    return
                }
                peer.say("250 ok\r\n")
            }
        }
        try await withExchange { exchange in
            _ = try await exchange.deliver(delivery(server))
            _ = try await exchange.deliver(delivery(server))
        }
        #expect(server.connections == 2)
        #expect(server.requests.count { $0 == "." } == 2)
    }

    @Test func `a kept connection is left with QUIT`() async throws {
        let server = try Self.server(Manner())
        try await withExchange { exchange in _ = try await exchange.deliver(delivery(server)) }
        try await eventually("QUIT comes") { server.requests.last == "QUIT" }
    }

    @Test(arguments: ["x@y.example>\r\nRCPT TO:<z@evil.example", "x@y.example\nRSET", ""])
    func `an address that could be a command reaches no server`(_ recipient: String) async throws {
        let server = try Self.server(Manner())
        try await withExchange { exchange in
            let error = try await failure { try await exchange.deliver(delivery(server, to: recipient)) }
            #expect(error.kind == .unsendable)
        }
        #expect(server.connections == 0)
    }

    @Test func `a server that is not there has taken nothing`() async throws {
        let port = try freePort()
        try await withExchange { exchange in
            let nowhere = SMTPDelivery(
                server: SMTPServer(url: "smtp://127.0.0.1:\(port)"), sender: "", recipient: "a@b.example", mail: [])
            let error = try await failure { try await exchange.deliver(nowhere) }
            #expect(error.kind == .cannotConnect)
            #expect(!error.mayHaveArrived)
        }
    }
}
