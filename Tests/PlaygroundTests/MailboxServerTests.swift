import Foundation
import Testing

@testable import Playground

@Suite struct MailboxServerTests {
    private func withServer(offersPlain: Bool = true, _ body: (MailboxServer) async throws -> Void) async throws {
        let server = MailboxServer(boxes: ["ACD-Replies"], offersPlain: offersPlain, now: { evening })
        try await server.start()
        do {
            try await body(server)
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    private let mail =
        "Subject: hello\r\nMessage-ID:\r\n <One@x.example>\r\nTo: a@b.example\r\n\r\nline\r\n) A1 OK no\r\n"

    /// Logged in as `m`; argv is port, user, password.
    private let client = """
        import imaplib
        def text(x):
            if isinstance(x, bytes): return x.decode()
            if isinstance(x, (list, tuple)): return [text(y) for y in x]
            return x
        m = imaplib.IMAP4('127.0.0.1', int(argv[0]))
        m.login(argv[1], argv[2])

        """

    private func json(_ script: String, _ server: MailboxServer) async throws -> Any {
        let run = try await Outside.python(script, [String(server.port), server.user, server.password])
        return try JSONSerialization.jsonObject(with: Data(run.output), options: .fragmentsAllowed)
    }

    private func strings(_ script: String, _ server: MailboxServer) async throws -> [String] {
        try #require(try await json(script, server) as? [String])
    }

    private func raw(_ server: MailboxServer, _ lines: String) async throws -> [String] {
        let run = try await Outside.python(
            """
            s = socket.create_connection(('127.0.0.1', int(argv[0])))
            s.sendall(argv[1].encode().decode('unicode_escape').encode('latin-1'))
            s.shutdown(socket.SHUT_WR)
            out = b''
            while True:
                try: more = s.recv(65536)
                except ConnectionResetError: break
                if not more: break
                out += more
            sys.stdout.buffer.write(out)
            """, [String(server.port), lines])
        return run.text.components(separatedBy: "\r\n").filter { !$0.isEmpty }
    }

    @Test func `imaplib reads a mail, its header, its text and its sizes without marking it`() async throws {
        try await withServer { server in
            server.deliver(Array(mail.utf8))
            let all = try await json(
                client + """
                    m.select('INBOX')
                    fetch = lambda what: text(m.uid('FETCH', '1', what)[1])
                    print(json.dumps([fetch('(BODY.PEEK[])'), fetch('(BODY.PEEK[HEADER])'), fetch('(BODY.PEEK[TEXT])'),
                        fetch('(BODY.PEEK[]<5.8>)'), fetch('(BODY.PEEK[HEADER.FIELDS (To Subject)])'),
                        fetch('(UID FLAGS RFC822.SIZE INTERNALDATE)')]))
                    """, server)
            let answers = try #require(all as? [[Any]])
            let literals = answers.dropLast().compactMap { ($0.first as? [String])?.last }
            #expect(
                literals == [
                    mail, "Subject: hello\r\nMessage-ID:\r\n <One@x.example>\r\nTo: a@b.example\r\n\r\n",
                    "line\r\n) A1 OK no\r\n", "ct: hell", "Subject: hello\r\nTo: a@b.example\r\n\r\n",
                ])
            #expect((answers[3].first as? [String])?.first == "1 (UID 1 BODY[]<5> {8}")
            #expect(
                answers[5].first as? String
                    == "1 (UID 1 FLAGS () RFC822.SIZE \(mail.utf8.count) INTERNALDATE \"22-Nov-2026 18:00:00 +0000\")")
            #expect(server.mails()[0].flags.isEmpty)
        }
    }

    @Test func `BODY without PEEK marks a mail as seen, but not in a mailbox that is only examined`() async throws {
        try await withServer { server in
            server.deliver(Array(mail.utf8))
            let read = "m.uid('FETCH', '1', '(BODY[])'); print('[]')"
            _ = try await json(client + "m.select('INBOX', readonly=True); " + read, server)
            #expect(server.mails()[0].flags.isEmpty)
            _ = try await json(client + "m.select('INBOX'); " + read, server)
            #expect(server.mails()[0].flags == ["\\Seen"])
        }
    }

    @Test func `curl reads a mail and logs in by either way`() async throws {
        for offersPlain in [true, false] {
            try await withServer(offersPlain: offersPlain) { server in
                server.deliver(Array(mail.utf8))
                let login = ["-u", "\(server.user):\(server.password)"]
                let run = try await Outside.run(
                    "/usr/bin/curl", ["-sS", "-v", "-m", "10"] + login + ["\(server.url);UID=1"])
                #expect(run.status == 0)
                #expect(run.text.contains(mail))
                #expect(run.text.contains("AUTHENTICATE PLAIN") == offersPlain)
                #expect(run.text.contains(" LOGIN ") == !offersPlain)
                let list = try await Outside.run(
                    "/usr/bin/curl", ["-sS", "-m", "10"] + login + ["imap://127.0.0.1:\(server.port)/"])
                #expect(list.text.contains("\"ACD-Replies\""))
                let wrong = ["-sS", "-m", "10", "-u", "\(server.user):no", server.url]
                #expect(try await Outside.run("/usr/bin/curl", wrong).status == 67)
            }
        }
    }

    @Test func `searches find by UID, by Message-ID, by day and by mark`() async throws {
        try await withServer { server in
            for number in 1...5 {
                let text = "Message-ID: <m\(number)@x.example>\nSubject: number \(number)\n\nbody <m1@x.example>\n"
                server.deliver(Array(text.utf8), at: evening.addingTimeInterval(Double(number - 3) * 86_400))
            }
            server.remove(2)
            let found = try await strings(
                client + #"""
                    m.select('INBOX')
                    find = lambda *what: text(m.uid('SEARCH', *what)[1][0])
                    m.uid('FETCH', '5', '(BODY[])')
                    print(json.dumps([find('ALL'), find('UID', '4:*'), find('UID', '9:*'), find('UID', '1:2,4'),
                      find('HEADER', 'Message-ID', '<M1@x.example>'), find('HEADER', 'message-id', '"x.example"'),
                      find('SUBJECT', '"number 3"'), find('SINCE', '23-Nov-2026'), find('BEFORE', '22-Nov-2026'), find('ON', '22-Nov-2026'),
                      find('UNSEEN'), find('NOT', 'UID', '1'), find('OR', 'UID', '1', '(SEEN)'),
                      text(m.search(None, '2:3')[1][0])]))
                    """#, server)
            #expect(
                found == [
                    "1 3 4 5", "4 5", "5", "1 4", "1", "1 3 4 5", "3", "4 5", "1", "3", "1 3 4", "3 4 5", "1 5", "2 3",
                ])
        }
    }

    @Test func `status and selection tell the counts, and a new UIDVALIDITY ends the session`() async throws {
        try await withServer { server in
            for _ in 1...3 { server.deliver(Array(mail.utf8)) }
            server.remove(2)
            let before = server.validity()
            let told =
                try await json(
                    client + #"""
                        status = text(m.status('INBOX', '(MESSAGES UIDNEXT UIDVALIDITY UNSEEN)')[1][0])
                        m.select('inbox', readonly=True)
                        print(json.dumps([status, [text(m.response(k)[1][0]) for k in ('EXISTS', 'UIDNEXT', 'UIDVALIDITY')],
                          m.select('Nowhere')[0], text(m.status('ACD-Replies', '(MESSAGES)')[1][0])]))
                        """#, server) as? [Any]
            #expect(told?[0] as? String == "\"INBOX\" (MESSAGES 2 UIDNEXT 4 UIDVALIDITY \(before) UNSEEN 2)")
            #expect(told?[1] as? [String] == ["2", "4", "\(before)"])
            #expect(told?[2] as? String == "NO")
            #expect(told?[3] as? String == "\"ACD-Replies\" (MESSAGES 0)")
            server.renumber()
            #expect(server.validity() == before + 1)
            #expect(server.mails().map(\.uid) == [1, 2])
        }
    }

    @Test func `an open session hears of mail that comes and goes, and ends when the mailbox is rebuilt`() async throws
    {
        try await withServer { server in
            for _ in 1...2 { server.deliver(Array(mail.utf8)) }
            let process = Task {
                try await strings(
                    client + #"""
                        m.select('INBOX')
                        import time
                        def until(done):
                            for _ in range(500):
                                if done(): return
                                time.sleep(0.01)
                        m.create('ready')
                        until(lambda: m.noop() and m.response('EXPUNGE')[1] != [None])
                        until(lambda: m.noop() and text(m.uid('SEARCH', 'ALL')[1][0]) == '2 3')
                        m.create('next')
                        try:
                            until(lambda: m.noop() and False)
                            print(json.dumps(['still there']))
                        except imaplib.IMAP4.abort as e:
                            print(json.dumps(['gone']))
                        """#, server)
            }
            try await seen(server, "CREATE", times: 1)
            server.remove(1)
            server.deliver(Array(mail.utf8))
            try await seen(server, "CREATE", times: 2)
            server.renumber()
            #expect(try await process.value == ["gone"])
        }
    }

    /// Waits until clients sent a command that the server refuses: how a script says where it is.
    private func seen(_ server: MailboxServer, _ command: String, times: Int) async throws {
        for _ in 0..<1000 {
            if server.commands(named: command) >= times { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("the client never sent \(command)")
    }

    @Test func `nothing works before the login, and a fifth wrong password ends the session`() async throws {
        try await withServer { server in
            let lines = try await raw(
                server,
                #"a SELECT INBOX\r\nb CAPABILITY\r\n"# + #"c LOGIN x y\r\n"# + #"d LOGIN x y\r\n"#
                    + #"e LOGIN x y\r\nf LOGIN x y\r\ng LOGIN x y\r\nh NOOP\r\n"#)
            #expect(
                lines.dropFirst().map { $0.split(separator: " ").prefix(2).joined(separator: " ") } == [
                    "a BAD", "* CAPABILITY", "b OK", "c NO", "d NO", "e NO", "f NO", "* BYE",
                ])
        }
    }

    @Test func `literals are read in commands, within bounds`() async throws {
        try await withServer { server in
            server.password = "p\"w"
            let login = #"a LOGIN {23+}\r\nsupport@quillfone.example "p\\"w"\r\n"#
            #expect(server.user.utf8.count == 25)
            let good = login.replacing("{23+}", with: "{25+}")
            let lines = try await raw(server, good + #"b NOOP\r\nc LOGIN {70000}\r\nd NOOP\r\ne LOGIN {70000+}\r\n"#)
            #expect(
                lines.dropFirst().map { $0.split(separator: " ").prefix(2).joined(separator: " ") } == [
                    "a OK", "b OK", "c BAD", "d OK", "* BYE",
                ])
        }
    }

    @Test func `what cannot be read is refused and the session goes on, a line without end is not`() async throws {
        try await withServer { server in
            server.deliver(Array(mail.utf8))
            let deep = String(repeating: "(", count: 40) + String(repeating: ")", count: 40)
            let lines = try await raw(
                server,
                #"a LOGIN "\#(server.user)" "\#(server.password)"\r\nb SELECT INBOX\r\n"#
                    + #"c FETCH 1 (ENVELOPE)\r\nd UID FETCH 0 (FLAGS)\r\ne FETCH 1:x (FLAGS)\r\nf SEARCH \#(deep)\r\n"#
                    + #"g FETCH 1 (BODY[\r\nh FETCH 1 (BODY[]<1>)\r\ni SEARCH CHARSET KOI8-R ALL\r\nj SEARCH SINCE 99-Foo-2026\r\n"#
                    + #"k\r\nl UID FETCH 1 (FLAGS)\r\n"#)
            let tagged = lines.filter { !$0.hasPrefix("* ") }.map {
                $0.split(separator: " ").prefix(2).joined(separator: " ")
            }
            #expect(
                tagged == [
                    "a OK", "b OK", "c BAD", "d BAD", "e BAD", "f BAD", "g BAD", "h BAD", "i NO", "j BAD", "k BAD",
                    "l OK",
                ])
            let endless = try await raw(server, "a NOOP " + String(repeating: "x", count: 20_000))
            #expect(endless.last?.hasPrefix("* BYE") == true)
        }
    }
}
