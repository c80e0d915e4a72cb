import Foundation
import Testing

@testable import Wire

/// Deliveries to aiosmtpd.
struct SMTPTests {
    private func delivery(
        to sink: MailSink, _ mail: String = "Subject: hello\r\n\r\nhello\r\n", tls: SMTPServer.TLS = .whereOffered,
        user: String? = nil, password: String? = nil
    ) -> SMTPDelivery {
        SMTPDelivery(
            server: SMTPServer(
                url: "smtp://localhost:\(sink.port)", user: user, password: password, tls: tls,
                greeting: "desk.quillfone.example"),
            sender: "earshot@quillfone.example", recipient: "support@acd.example", mail: Array(mail.utf8))
    }

    @Test func `a mail arrives as it was meant`() async throws {
        try await MailSink.run { sink in
            try await withExchange { exchange in
                let receipt = try await exchange.deliver(delivery(to: sink))
                #expect(receipt.answer == "250 2.0.0 Ok: queued as 1")
            }
            let taken = try #require(try sink.taken().first)
            #expect(taken.from == "earshot@quillfone.example")
            #expect(taken.to == ["support@acd.example"])
            #expect(taken.greeting == "desk.quillfone.example")
            #expect(String(decoding: taken.mail, as: UTF8.self) == "Subject: hello\r\n\r\nhello\r\n")
        }
    }

    @Test func `no line of a mail is lost or becomes a command, however its lines end`() async throws {
        let tricks = [
            "a\r\n.\r\nMAIL FROM:<x@evil.example>\r\n", "a\n.\nRSET\nb", "a\r.\rRSET\rb", "a\r\n.\nb", "a\n.\r\nb", ".",
            "..\r\n...\r\n", "a\r\n.", "\n.\n", "a\r\r\n.\r\r\nb", "",
            String(repeating: String(repeating: "x", count: 500) + "\n.\n", count: 2_000),
        ]
        try await MailSink.run { sink in
            try await withExchange { exchange in
                for trick in tricks {
                    _ = try await exchange.deliver(delivery(to: sink, "Subject: t\r\n\r\n" + trick))
                }
            }
            let taken = try sink.taken()
            #expect(taken.count == tricks.count)
            for (trick, taken) in zip(tricks, taken) {
                // Every line end is one CRLF, whatever it was; the last is always there.
                // (Literal, because Swift takes CRLF for one character.)
                func swap(_ text: String, _ old: String, _ new: String) -> String {
                    text.replacingOccurrences(of: old, with: new, options: .literal)
                }
                var wanted = swap(swap("Subject: t\r\n\r\n" + trick, "\r\n", "\n"), "\r", "\n")
                if wanted.utf8.last != 10 { wanted += "\n" }
                #expect(Array(taken.mail) == Array(swap(wanted, "\n", "\r\n").utf8))
                #expect(taken.from == "earshot@quillfone.example" && taken.to == ["support@acd.example"])
            }
            let commands = try #require(taken.last?.commands)
            #expect(commands.count { $0.hasPrefix("MAIL") } == tricks.count)
            #expect(!commands.contains { $0.hasPrefix("RSET") })
        }
    }

    @Test func `mails to one server share a connection, which is left politely`() async throws {
        try await MailSink.run { sink in
            try await withExchange { exchange in
                for _ in 0..<5 { _ = try await exchange.deliver(delivery(to: sink)) }
            }
            #expect(try sink.taken().map(\.connection) == [1, 1, 1, 1, 1])
        }
    }

    @Test func `many mails at once take a few connections`() async throws {
        try await MailSink.run { sink in
            try await withExchange { exchange in
                try await withThrowingTaskGroup { group in
                    for _ in 0..<100 { group.addTask { _ = try await exchange.deliver(delivery(to: sink)) } }
                    try await group.waitForAll()
                }
            }
            let taken = try sink.taken()
            #expect(taken.count == 100)
            #expect(Set(taken.map(\.connection)).count <= PostRoom.connectionsPerServer)
        }
    }

    @Test func `TLS is used where it is offered`() async throws {
        try await MailSink.run(tls: true) { sink in
            try await withExchange { exchange in _ = try await exchange.deliver(delivery(to: sink)) }
            #expect(try sink.taken().map(\.tls) == [true])
        }
    }

    @Test func `required TLS is with a server that proves itself, or not at all`() async throws {
        try await MailSink.run(tls: true) { sink in
            try await withExchange(trusting: sink.authority) { exchange in
                _ = try await exchange.deliver(delivery(to: sink, tls: .required))
            }
            try await withExchange { exchange in
                let error = try await failure { try await exchange.deliver(delivery(to: sink, tls: .required)) }
                #expect(error.kind == .tls)
            }
            #expect(try sink.taken().map(\.tls) == [true])
        }
        try await MailSink.run { sink in
            try await withExchange { exchange in
                let error = try await failure { try await exchange.deliver(delivery(to: sink, tls: .required)) }
                #expect(error.kind == .tls)
                #expect(!error.mayHaveArrived)
            }
            #expect(try sink.taken().isEmpty)
        }
    }

    @Test func `a login is made where one is given`() async throws {
        try await MailSink.run(tls: true, login: true) { sink in
            try await withExchange(trusting: sink.authority) { exchange in
                _ = try await exchange.deliver(delivery(to: sink, user: "earshot", password: "secret"))
                let wrong = try await failure {
                    try await exchange.deliver(delivery(to: sink, user: "earshot", password: "hunter2"))
                }
                #expect(wrong.kind == .badLogin)
                #expect(!wrong.mayHaveArrived)
                #expect(!wrong.reason.contains("hunter2"))
                let none = try await failure { try await exchange.deliver(delivery(to: sink)) }
                #expect(none.kind == .refused(code: 530))
            }
            #expect(try sink.taken().map(\.user) == ["earshot"])
        }
    }

    @Test func `eight-bit mail is announced as such`() async throws {
        try await MailSink.run { sink in
            try await withExchange { exchange in
                _ = try await exchange.deliver(delivery(to: sink, "Subject: x\n\nGrüße\n"))
            }
            let taken = try #require(try sink.taken().first)
            #expect(taken.options.contains("BODY=8BITMIME"))
            #expect(String(decoding: taken.mail, as: UTF8.self) == "Subject: x\r\n\r\nGrüße\r\n")
        }
    }
}
