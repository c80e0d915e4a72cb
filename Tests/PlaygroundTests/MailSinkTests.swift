import Foundation
import Testing

@testable import Playground

@Suite struct MailSinkTests {
    private func withSink(_ body: (MailSink) async throws -> Void) async throws {
        let sink = MailSink(now: { evening })
        try await sink.start()
        do {
            try await body(sink)
        } catch {
            await sink.stop()
            throw error
        }
        await sink.stop()
    }

    /// `send(to, …)` gives the reply codes that smtplib saw; argv[0] is the port.
    private let client = """
        import smtplib
        def send(recipients, body=b'Subject: t\\r\\n\\r\\nhello\\r\\n', sender='a@b.example'):
            with smtplib.SMTP('127.0.0.1', int(argv[0]), local_hostname='py.example') as s:
                try:
                    refused = s.sendmail(sender, recipients, body)
                    return ['ok', sorted((r, c[0]) for r, c in refused.items())]
                except smtplib.SMTPRecipientsRefused as e: return ['refused', sorted((r, c[0]) for r, c in e.recipients.items())]
                except smtplib.SMTPResponseException as e: return ['failed', e.smtp_code]
                except smtplib.SMTPServerDisconnected: return ['gone']

        """

    /// Sends each argument as bytes after the answer to the one before; gives everything that came back.
    private let raw = """
        def talk(*parts):
            s = socket.create_connection(('127.0.0.1', int(argv[0])))
            out = s.recv(4096)
            for part in parts:
                s.sendall(part)
                out += s.recv(65536)
            s.shutdown(socket.SHUT_WR)
            while True:
                try: more = s.recv(65536)
                except ConnectionResetError: break
                if not more: break
                out += more
            return [line.split(' ')[0][:3] for line in out.decode().splitlines()]

        """

    private func json(_ script: String, _ sink: MailSink) async throws -> String {
        let run = try await Outside.python(script, [String(sink.port)])
        return run.text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    @Test func `smtplib delivers a mail and it is kept byte for byte`() async throws {
        try await withSink { sink in
            let result = try await json(
                client + #"""
                    print(json.dumps(send(['x@acd.example', 'y@acd.example'],
                        b'Subject: dots\r\nX-Long: a\r\n b\r\n\r\n.one\r\n..two\r\n.\r\ncaf\xc3\xa9\r\n')))
                    """#, sink)
            #expect(result == #"["ok", []]"#)
            let mail = try #require(sink.mails.first)
            #expect(mail.sender == "a@b.example")
            #expect(mail.recipients == ["x@acd.example", "y@acd.example"])
            #expect(mail.greeting == "py.example")
            #expect(mail.text == "Subject: dots\r\nX-Long: a\r\n b\r\n\r\n.one\r\n..two\r\n.\r\ncafé\r\n")
            #expect(mail.header("x-long") == "a b")
            #expect(mail.header("To") == nil)
            #expect(mail.arrivedAt == evening)
        }
    }

    @Test func `curl delivers a mail`() async throws {
        try await withSink { sink in
            let file = FileManager.default.temporaryDirectory.appendingPathComponent("sink-\(sink.port).eml")
            try Data("Subject: from curl\r\n\r\nhello\r\n".utf8).write(to: file)
            defer { try? FileManager.default.removeItem(at: file) }
            let run = try await Outside.run(
                "/usr/bin/curl",
                [
                    "-sS", "-m", "10", "--mail-from", "a@b.example", "--mail-rcpt", "c@d.example", "-T", file.path,
                    sink.url,
                ])
            #expect(run.status == 0)
            #expect(sink.mails.map(\.text) == ["Subject: from curl\r\n\r\nhello\r\n"])
        }
    }

    @Test func `commands sent all at once are answered in order`() async throws {
        try await withSink { sink in
            let codes = try await json(
                raw + #"""
                    print(json.dumps(talk(b'EHLO x\r\nMAIL FROM:<> SIZE=10 BODY=8BITMIME\r\nRCPT TO:<a@b.example>\r\nDATA\r\n',
                      b'Subject: p\r\n\r\n.\r\nRSET\r\nNOOP\r\nVRFY a\r\nHELO y\r\nQUIT\r\n')))
                    """#, sink)
            #expect(
                codes
                    == #"["220", "250", "250", "250", "250", "250", "250", "354", "250", "250", "250", "252", "250", "221"]"#
            )
            #expect(sink.mails.map(\.sender) == [""])
        }
    }

    @Test func `a lone line feed neither ends a mail nor a command`() async throws {
        try await withSink { sink in
            let codes = try await json(
                raw + #"""
                    print(json.dumps(talk(b'HELO x\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\nRSET\r\nRCPT TO:<c@d.example>\r\nDATA\r\n',
                      b'one\n.\nMAIL FROM:<evil@x.example>\r\n.\r\n')))
                    """#, sink)
            #expect(codes == #"["220", "250", "250", "500", "250", "354", "250"]"#)
            #expect(sink.mails.map(\.text) == ["one\n.\nMAIL FROM:<evil@x.example>\r\n"])
        }
    }

    @Test func `commands out of order or wrong are refused and the client goes on`() async throws {
        try await withSink { sink in
            let codes = try await json(
                raw + #"""
                    print(json.dumps(talk(b'MAIL FROM:<a@b.example>\r\nEHLO\r\nHELO x\r\nRCPT TO:<a@b.example>\r\nDATA\r\n'
                      b'MAIL FROM:a@b.example\r\nMAIL FROM:<a@b.example> NOTIFY=NEVER\r\nMAIL FROM:<a@b.example>\r\n'
                      b'MAIL FROM:<a@b.example>\r\nDATA\r\nRCPT TO:<>\r\nRCPT TO:<a b@c>\r\nHUH\r\nDATA now\r\nRCPT TO:<\xc3\xa9@b.example>\r\n'
                      + b'NOOP ' + b'x' * 3000 + b'\r\nQUIT\r\n')))
                    """#, sink)
            #expect(
                codes
                    == #"["220", "503", "501", "250", "503", "503", "501", "555", "250", "503", "503", "501", "501", "500", "501", "553", "500", "221"]"#
            )
        }
    }

    @Test func `a client that only makes mistakes is sent away`() async throws {
        try await withSink { sink in
            let codes = try await json(raw + #"print(json.dumps(talk(b'HUH\r\n' * 80)[-2:]))"#, sink)
            #expect(codes == #"["500", "421"]"#)
        }
    }

    @Test func `a mail too large is refused before and after it was sent, a line too long after`() async throws {
        try await withSink { sink in
            sink.limit(mail: 5000)
            let body = #"b'Subject: big\r\n\r\n' + b'0123456789\r\n' * 1000"#
            let answer1 = try await json(client + "print(json.dumps(send(['a@b.example'], \(body))))", sink)
            #expect(answer1 == #"["failed", 552]"#)
            let codes = try await json(
                raw + #"""
                    talk_body = b'0123456789\r\n' * 1000 + b'.\r\n'
                    print(json.dumps(talk(b'HELO x\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\n', talk_body,
                      b'MAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\n', b'x' * 2000 + b'\r\n.\r\n')))
                    """#, sink)
            #expect(codes == #"["220", "250", "250", "250", "354", "552", "250", "250", "354", "554"]"#)
            #expect(sink.mails.isEmpty)
        }
    }

    @Test func `a scripted refusal, greylisting and a refusal after the dot reach the sender`() async throws {
        try await withSink { sink in
            sink.refuse("Gone@acd.example", code: 550)
            sink.refuse("full@acd.example", code: 452)
            let answer2 = try await json(
                client + "print(json.dumps(send(['gone@acd.example', 'full@acd.example'])))", sink)
            #expect(answer2 == #"["refused", [["full@acd.example", 452], ["gone@acd.example", 550]]]"#)
            sink.accept("gone@acd.example")
            sink.greylist(first: 2)
            let answer3 = try await json(
                client + "print(json.dumps([send(['gone@acd.example'])[0] for _ in range(4)]))", sink)
            #expect(answer3 == #"["refused", "refused", "ok", "ok"]"#)
            sink.refuseMails(code: 451)
            let answer4 = try await json(
                client + "print(json.dumps([send(['a@acd.example'])[0] for _ in range(2)]))", sink)
            #expect(answer4 == #"["failed", "ok"]"#)
            #expect(sink.count == 3)
        }
    }

    @Test func `a connection that drops after the dot leaves the sender in doubt, kept or not`() async throws {
        try await withSink { sink in
            sink.dropAfterDot(keeping: false)
            let answer11 = try await json(client + "print(json.dumps(send(['a@acd.example'])))", sink)
            #expect(answer11 == #"["gone"]"#)
            #expect(sink.count == 0)
            sink.dropAfterDot(keeping: true)
            let answer12 = try await json(client + "print(json.dumps(send(['a@acd.example'])))", sink)
            #expect(answer12 == #"["gone"]"#)
            #expect(sink.count == 1)
            let answer13 = try await json(client + "print(json.dumps(send(['a@acd.example'])))", sink)
            #expect(answer13 == #"["ok", []]"#)
        }
    }

    @Test func `an answer can be made to wait longer than the client does`() async throws {
        try await withSink { sink in
            sink.delay(.seconds(60), onlyAfterDot: true)
            let impatient = client + "socket.setdefaulttimeout(0.3)\nprint(json.dumps(send(['a@acd.example'])))"
            let answer14 = try await json(impatient, sink)
            #expect(answer14 == #"["gone"]"#)
        }
    }

    @Test func `arrivals are streamed to everyone who listens, until the sink stops`() async throws {
        let sink = MailSink(now: { evening })
        try await sink.start()
        let (one, two) = (sink.arrivals(), sink.arrivals())
        _ = try await json(client + "send(['a@acd.example']); send(['b@acd.example'])", sink)
        await sink.stop()
        var heard: [[String]] = [[], []]
        for await mail in one { heard[0] += mail.recipients }
        for await mail in two { heard[1] += mail.recipients }
        #expect(heard == [["a@acd.example", "b@acd.example"], ["a@acd.example", "b@acd.example"]])
        #expect(sink.state.withLock { $0.listeners.isEmpty })
    }

    @Test func `the oldest mails are forgotten when there are too many`() {
        let sink = MailSink(now: { evening })
        sink.state.withLock { $0.limits.kept = 2 }
        for number in 1...3 { _ = sink.keep(sender: "", recipients: ["\(number)"], bytes: [1], greeting: "") }
        #expect(sink.mails.map(\.number) == [2, 3])
        sink.state.withLock { $0.limits.keptBytes = 10 }
        _ = sink.keep(sender: "", recipients: [], bytes: Array(repeating: 0, count: 10), greeting: "")
        #expect(sink.mails.map(\.number) == [4])
        #expect(sink.count == 4)
    }
}
