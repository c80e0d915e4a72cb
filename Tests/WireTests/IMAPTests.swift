import Foundation
import Testing

@testable import Wire

/// Streams to Dovecot, and to servers that are none.
struct IMAPTests {
    private func say(_ command: String, to stream: Wire.Stream, until tag: String) async throws -> String {
        try await stream.write(Array("\(command)\r\n".utf8), within: .seconds(10))
        var heard: [UInt8] = []
        while !String(decoding: heard.suffix(200), as: UTF8.self).contains("\(tag) OK") {
            let more = try await stream.read(upTo: 65_536, within: .seconds(10))
            guard !more.isEmpty else { throw TestTrouble("closed after \(heard.count) bytes") }
            heard += more
        }
        return String(decoding: heard, as: UTF8.self)
    }

    @Test func `a mailbox opens in the clear, by STARTTLS and by TLS`() async throws {
        try await Dovecot.run { dovecot in
            try await withExchange(trusting: dovecot.authority) { exchange in
                for (url, tls) in [
                    ("imap://localhost:\(dovecot.port)", SMTPServer.TLS.whereOffered),
                    ("imap://localhost:\(dovecot.port)/INBOX", .required),
                    ("imaps://localhost:\(dovecot.tlsPort)", .required),
                ] {
                    let stream = try await exchange.open(
                        IMAPServer(url: url, user: "ana", password: "secret", tls: tls))
                    let heard = try await say("x1 EXAMINE INBOX", to: stream, until: "x1")
                    #expect(heard.contains("[UIDVALIDITY "))
                    await stream.close()
                }
            }
        }
    }

    @Test(arguments: [false, true])
    func `a large literal goes there and comes back whole`(_ secure: Bool) async throws {
        let text = "Subject: long\r\n\r\n" + String(repeating: "x1 OK not the end\r\n", count: 20_000)
        try await Dovecot.run { dovecot in
            try await withExchange(trusting: dovecot.authority) { exchange in
                let url = secure ? "imaps://localhost:\(dovecot.tlsPort)" : "imap://127.0.0.1:\(dovecot.port)"
                let stream = try await exchange.open(IMAPServer(url: url, user: "ana", password: "secret"))
                _ = try await say(
                    "a1 APPEND INBOX {\(text.utf8.count)+}\r\n\(text)", to: stream, until: "a1")
                _ = try await say("a2 EXAMINE INBOX", to: stream, until: "a2")
                let heard = try await say("a3 FETCH 1 BODY.PEEK[]", to: stream, until: "a3")
                #expect(heard.contains("{\(text.utf8.count)}\r\n\(text)"))
                await stream.close()
            }
        }
    }

    @Test func `a wrong password is told as such`() async throws {
        try await Dovecot.run { dovecot in
            try await withExchange(trusting: dovecot.authority) { exchange in
                let error = try await failure {
                    try await exchange.open(
                        IMAPServer(url: "imaps://localhost:\(dovecot.tlsPort)", user: "ana", password: "hunter2"))
                }
                #expect(error.kind == .badLogin)
                #expect(error.reason.contains("localhost") && !error.reason.contains("hunter2"))
            }
        }
    }

    @Test func `a mail server that nobody vouches for gets no password`() async throws {
        try await Dovecot.run { dovecot in
            try await withExchange { exchange in
                for (url, tls) in [
                    ("imaps://localhost:\(dovecot.tlsPort)", SMTPServer.TLS.whereOffered),
                    ("imap://localhost:\(dovecot.port)", .required),
                ] {
                    let server = IMAPServer(url: url, user: "ana", password: "secret", tls: tls)
                    try await fails(.tls) { try await exchange.open(server) }
                }
            }
        }
    }

    /// An IMAP server without any capability that logs everybody in and then follows the script.
    private static func server(
        login: String = "OK welcome", _ script: @escaping @Sendable (Peer) -> Void
    ) throws -> ScriptedServer {
        try ScriptedServer { peer in
            peer.say("* OK ready\r\n")
            while let line = peer.line() {
                peer.note(line)
                let tag = line.prefix { $0 != " " }
                if line.contains("CAPABILITY") {
                    peer.say("* CAPABILITY IMAP4rev1\r\n\(tag) OK\r\n")
                } else if line.contains("LOGIN") {
                    peer.say("\(tag) \(login)\r\n")
                    if login.hasPrefix("OK") {
                        script(peer)
                        return
                    }
                } else {
                    peer.say("\(tag) BAD what\r\n")
                }
            }
        }
    }

    private func mailbox(_ server: ScriptedServer, tls: SMTPServer.TLS = .whereOffered) -> IMAPServer {
        IMAPServer(url: "imap://127.0.0.1:\(server.port)", user: "ana", password: "secret", tls: tls)
    }

    @Test func `required TLS that is not offered means no password is said`() async throws {
        let server = try Self.server { $0.waitForEnd() }
        try await withExchange { exchange in
            try await fails(.tls) { try await exchange.open(mailbox(server, tls: .required)) }
        }
        #expect(!server.requests.contains { $0.contains("LOGIN") })
    }

    @Test func `a login that fails for now is no wrong password`() async throws {
        let server = try Self.server(login: "NO [UNAVAILABLE] try later") { _ in }
        try await withExchange { exchange in
            let error = try await failure { try await exchange.open(mailbox(server)) }
            #expect(error.kind == .brokenOff)
            #expect(error.reason.contains("try later"))
        }
    }

    @Test func `reading gives up in time and can go on afterwards`() async throws {
        let server = try Self.server { peer in
            _ = peer.line()
            peer.say("late\r\n")
            peer.waitForEnd()
        }
        try await withExchange { exchange in
            let stream = try await exchange.open(mailbox(server))
            let error = try await failure { try await stream.read(upTo: 10, within: .milliseconds(50)) }
            #expect(error.kind == .timedOut)
            try await stream.write(Array("go\r\n".utf8), within: .seconds(5))
            #expect(try await stream.read(upTo: 4, within: .seconds(5)) == Array("late".utf8))
            #expect(try await stream.read(upTo: 10, within: .seconds(5)) == [13, 10])
            await stream.close()
            try await eventually("the server sees it") { server.ended == 1 }
            try await fails(.brokenOff) { try await stream.read(upTo: 1, within: .seconds(1)) }
        }
    }

    @Test func `a cancelled reading loses nothing`() async throws {
        let server = try Self.server { peer in
            _ = peer.line()
            peer.say("here")
            peer.waitForEnd()
        }
        try await withExchange { exchange in
            let stream = try await exchange.open(mailbox(server))
            let task = Task { try await stream.read(upTo: 10, within: .seconds(20)) }
            try await Task.sleep(for: .milliseconds(20))
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            try await stream.write(Array("go\r\n".utf8), within: .seconds(5))
            #expect(try await stream.read(upTo: 10, within: .seconds(5)) == Array("here".utf8))
        }
    }

    @Test func `the end of a stream is an empty piece`() async throws {
        let server = try Self.server { peer in
            _ = peer.line()
            peer.say("bye")
        }
        try await withExchange { exchange in
            let stream = try await exchange.open(mailbox(server))
            try await stream.write(Array("go\r\n".utf8), within: .seconds(5))
            #expect(try await stream.read(upTo: 10, within: .seconds(5)) == Array("bye".utf8))
            #expect(try await stream.read(upTo: 10, within: .seconds(5)).isEmpty)
        }
    }

    @Test func `a writing that nobody reads gives up in time`() async throws {
        let server = try Self.server { _ in sleep(15) }
        try await withExchange { exchange in
            let stream = try await exchange.open(mailbox(server))
            let error = try await failure {
                try await stream.write([UInt8](repeating: 1, count: 32 << 20), within: .milliseconds(200))
            }
            #expect(error.kind == .timedOut)
        }
    }

    @Test func `a stream that nobody holds any more is closed`() async throws {
        let server = try Self.server { $0.waitForEnd() }
        try await withExchange { exchange in
            _ = try await exchange.open(mailbox(server))
            try await eventually("the server sees it") { server.ended == 1 }
        }
    }

    @Test func `streams stay open beside a crowd of requests`() async throws {
        let crowd = try ScriptedServer { $0.answerAll(answer("ok")) }
        let server = try Self.server { peer in
            while let line = peer.line() { peer.say(line + "!\r\n") }
        }
        // As many idle connections as are kept: the stream must not be taken for one of them.
        try await withExchange(connections: 2, resolving: ["*:\(crowd.port)": "127.0.0.1"]) { exchange in
            let stream = try await exchange.open(mailbox(server))
            for number in 0..<20 {
                _ = try await exchange.send(local("http://feed\(number).example:\(crowd.port)/"))
            }
            try await stream.write(Array("still there\r\n".utf8), within: .seconds(5))
            #expect(try await stream.read(upTo: 100, within: .seconds(5)) == Array("still there!\r\n".utf8))
        }
    }

    @Test(arguments: ["a\r\nb", "a\0", "a\n"])
    func `a line break in a login is not said`(_ text: String) async throws {
        try await withExchange { exchange in
            for (user, password) in [(text, "x"), ("x", text)] {
                let server = IMAPServer(url: "imap://127.0.0.1", user: user, password: password)
                try await fails(.unsendable) { try await exchange.open(server) }
            }
        }
    }
}
