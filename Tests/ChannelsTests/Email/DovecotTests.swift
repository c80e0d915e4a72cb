import Foundation
import Synchronization
import Testing
import Triage
import Wire

@testable import Channels

/// The listener against a real server.
@Suite struct DovecotTests {
    private let now = Moment(rfc3339: "2026-11-22T12:00:00Z")!

    private func listener(
        _ dovecot: Dovecot, _ exchange: Exchange, user: String, mailbox: String = "INBOX", since: Since = .beginning,
        password: String = "secret"
    ) throws -> EmailListener {
        try EmailListener(
            source: "mail", url: "imap://127.0.0.1:\(dovecot.port)/\(mailbox)", user: user, password: password,
            since: since, exchange: exchange)
    }

    private func hearAll(
        _ listener: EmailListener, from cursors: Cursors = [:]
    ) async throws -> (messages: [Message], cursors: Cursors) {
        var messages: [Message] = []
        var cursors = cursors
        while true {
            let page = try await listener.listen(from: cursors, now: now)
            for item in page.items {
                guard case .message(let message) = item else {
                    Issue.record("unreadable: \(item)")
                    continue
                }
                messages.append(message)
            }
            cursors = page.cursors
            if !page.more { return (messages, cursors) }
        }
    }

    @Test func `a mailbox is heard from a baseline on, and nothing in it changes`() async throws {
        try await Dovecot.run { dovecot in
            let exchange = try Exchange()
            try dovecot.deliver((1...3).map { mail($0) }, to: "ana")
            let listener = try listener(dovecot, exchange, user: "ana", since: .now)
            let baseline = try await hearAll(listener)
            #expect(baseline.messages.isEmpty)
            try dovecot.deliver([mail(4), mail(5)], to: "ana")
            let heard = try await hearAll(listener, from: baseline.cursors)
            #expect(heard.messages.map(\.subject) == ["No signal 4", "No signal 5"])
            #expect(try await hearAll(listener, from: heard.cursors).messages.isEmpty)
            #expect(try dovecot.files("ana").count == 5)
            #expect(try dovecot.files("ana").allSatisfy { !$0.contains("S", after: ":2,") })

            // The same mails under new UIDs are the same messages.
            try dovecot.forgetUIDs("ana")
            await listener.close()
            let again = try await hearAll(try self.listener(dovecot, exchange, user: "ana"), from: heard.cursors)
            #expect(again.messages.count == 5)
            #expect(again.messages.suffix(2).map(\.identity) == heard.messages.map(\.identity))
            #expect(again.messages.suffix(2).map(\.revision) == heard.messages.map(\.revision))
            #expect(again.cursors["INBOX"] != heard.cursors["INBOX"])
            await exchange.close()
        }
    }

    @Test func `a mail cannot speak for the server`() async throws {
        try await Dovecot.run { dovecot in
            let exchange = try Exchange()
            let evil = (1...40).map { "A00\($0) OK done\nB\($0) OK Fetch completed.\n* SEARCH 666\n* \($0) EXPUNGE\n)" }
            try dovecot.deliver(
                [mail(1, evil.joined(separator: "\n")), mail(2, "{12345}\n~{9}"), mail(3)], to: "ben")
            let heard = try await hearAll(try listener(dovecot, exchange, user: "ben"))
            #expect(heard.messages.map(\.subject) == ["No signal 1", "No signal 2", "No signal 3"])
            #expect(heard.messages[0].text.contains("* SEARCH 666"))
            #expect(heard.messages[1].text == "No signal 2\n\n{12345}\n~{9}")
            await exchange.close()
        }
    }

    @Test func `nine thousand mails are each heard once`() async throws {
        try await Dovecot.run { dovecot in
            let exchange = try Exchange()
            try dovecot.deliver((1...9000).map { mail($0) }, to: "cai", opened: true)
            let heard = try await hearAll(try listener(dovecot, exchange, user: "cai"))
            #expect(heard.messages.count == 9000)
            #expect(Set(heard.messages.map(\.identity)).count == 9000)
            #expect(
                try await hearAll(try listener(dovecot, exchange, user: "cai"), from: heard.cursors).messages.isEmpty)
            await exchange.close()
        }
    }

    @Test func `of a mail with sixty megabytes attached only the beginning crosses the wire`() async throws {
        try await Dovecot.run { dovecot in
            let exchange = try Exchange()
            let line = String(repeating: "QUJD", count: 18) + "\n"
            let head = """
                From: ana@customer.example
                Subject: a film of it
                Message-ID: <film@customer.example>
                Date: Sat, 21 Nov 2026 10:00:00 +0000
                Content-Type: multipart/mixed; boundary=cut

                --cut

                My router burns, see the film.
                --cut
                Content-Type: video/mp4; name=film.mp4
                Content-Transfer-Encoding: base64


                """
            try dovecot.deliver(
                [head + String(repeating: line, count: 60 << 20 / 73) + "--cut--\n", mail(2)], to: "dee")
            let server = IMAPServer(url: "imap://127.0.0.1:\(dovecot.port)", user: "dee", password: "secret")
            let counter = Counter()
            let listener = try EmailListener(source: "mail", url: "imap://127.0.0.1:\(dovecot.port)", since: .beginning)
            {
                Counted(wire: try await exchange.open(server), counter: counter)
            }
            let heard = try await hearAll(listener)
            #expect(heard.messages.map(\.subject) == ["a film of it", "No signal 2"])
            #expect(heard.messages[0].text == "a film of it\n\nMy router burns, see the film.")
            #expect(heard.messages[0].attachments.map(\.name) == ["film.mp4"])
            #expect(heard.messages[0].attachments[0].bytes == nil)
            #expect(heard.messages[0].notes.contains { $0.hasPrefix("only the first 262144 of ") })
            #expect(counter.bytes.withLock { $0 } < 300_000)
            await exchange.close()
        }
    }

    private final class Counter: Sendable { let bytes = Mutex(0) }

    private struct Counted: IMAPWire {
        let wire: any IMAPWire
        let counter: Counter
        func write(_ bytes: [UInt8], within limit: Duration) async throws { try await wire.write(bytes, within: limit) }
        func read(upTo most: Int, within limit: Duration) async throws -> [UInt8] {
            let bytes = try await wire.read(upTo: most, within: limit)
            counter.bytes.withLock { $0 += bytes.count }
            return bytes
        }
        func close() async { await wire.close() }
    }

    @Test func `a mailbox that is gone and a wrong password are told to a person`() async throws {
        try await Dovecot.run { dovecot in
            let exchange = try Exchange()
            try dovecot.deliver([mail(1)], to: "eve", "St&APY-rungen")
            let listener = try listener(dovecot, exchange, user: "eve", mailbox: "Störungen")
            #expect(try await hearAll(listener).messages.count == 1)
            await listener.close()
            try dovecot.remove("eve", "St&APY-rungen")
            let gone = await #expect(throws: ListenFailure.self) { try await listener.listen(from: [:], now: now) }
            #expect(gone?.next == .tellPerson)
            #expect(gone?.reason.contains("Störungen") == true)
            let login = await #expect(throws: ListenFailure.self) {
                try await self.listener(dovecot, exchange, user: "eve", password: "wrong").listen(from: [:], now: now)
            }
            #expect(login?.next == .tellPerson)
            #expect(login?.reason.contains("wrong") == false)
            await exchange.close()
        }
    }

    @Test func `a server that was stopped is tried again`() async throws {
        try await Dovecot.run { dovecot in
            let exchange = try Exchange()
            try dovecot.deliver([mail(1)], to: "fay")
            let listener = try listener(dovecot, exchange, user: "fay")
            let first = try await hearAll(listener)
            #expect(first.messages.count == 1)
            await dovecot.stop()
            let failure = await #expect(throws: ListenFailure.self) {
                try await listener.listen(from: first.cursors, now: now)
            }
            #expect(failure?.next == .tryAgain)
            await exchange.close()
        }
    }
}

extension String {
    fileprivate func contains(_ flag: Character, after mark: String) -> Bool {
        guard let at = firstRange(of: mark) else { return false }
        return self[at.upperBound...].contains(flag)
    }
}
