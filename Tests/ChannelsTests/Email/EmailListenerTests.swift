import Testing
import Triage

@testable import Channels

@Suite struct EmailListenerTests {
    private let now = Moment(rfc3339: "2026-11-22T12:00:00Z")!

    /// Listens until nothing more comes, as the poll loop does.
    private func hearAll(
        _ listener: EmailListener, from cursors: Cursors = [:]
    ) async throws -> (heard: [Heard], cursors: Cursors, remarks: [String]) {
        var heard: [Heard] = []
        var cursors = cursors
        var remarks: [String] = []
        for _ in 0..<1000 {
            let page = try await listener.listen(from: cursors, now: now)
            heard += page.items
            cursors = page.cursors
            remarks.append(page.remark)
            if !page.more { return (heard, cursors, remarks) }
        }
        Issue.record("it never came to an end")
        return (heard, cursors, remarks)
    }

    private func subjects(_ heard: [Heard]) -> [String] {
        heard.map {
            switch $0 {
            case .message(let message): message.subject
            case .unreadable(let item): "unreadable: \(item.reason)"
            }
        }
    }

    @Test func `the first connect takes a baseline and brings no old mail`() async throws {
        let server = ScriptedMailbox([1: mail(1), 9: mail(9)])
        let listener = try server.listener()
        let first = try await listener.listen(from: [:], now: now)
        #expect(first.items.isEmpty)
        #expect(first.cursors == ["INBOX": .uids(validity: 7, last: 9)])
        #expect(first.remark == "baseline at UID 9")
        server.change { $0.mails[10] = .init(bytes: Array(mail(10).utf8)) }
        let second = try await hearAll(listener, from: first.cursors)
        #expect(subjects(second.heard) == ["No signal 10"])
        #expect(second.cursors == ["INBOX": .uids(validity: 7, last: 10)])
        #expect(server.connections == 1)
    }

    @Test func `from the beginning every mail is heard once and in order`() async throws {
        let server = ScriptedMailbox(
            Dictionary(uniqueKeysWithValues: (1...230).map { (UInt32($0 * 3), mail($0)) }))
        let all = try await hearAll(try server.listener(since: .beginning))
        #expect(subjects(all.heard) == (1...230).map { "No signal \($0)" })
        #expect(all.cursors == ["INBOX": .uids(validity: 7, last: 690)])
        let again = try await hearAll(try server.listener(since: .beginning), from: all.cursors)
        #expect(again.heard.isEmpty)
        #expect(again.cursors == all.cursors)
    }

    @Test func `gaps of millions of UIDs are crossed quickly`() async throws {
        let server = ScriptedMailbox([4: mail(4), 3_000_000_000: mail(3), 4_294_967_290: mail(5)])
        let all = try await hearAll(try server.listener(since: .beginning))
        #expect(subjects(all.heard) == ["No signal 4", "No signal 3", "No signal 5"])
        #expect(server.commands.count < 60)
    }

    @Test func `a moment in the past sets aside what the server got before it`() async throws {
        let server = ScriptedMailbox([1: mail(1), 2: mail(2)])
        server.change { $0.mails[1]?.received = " 1-Nov-2026 10:00:00 +0000" }
        let since = Since.moment(Moment(rfc3339: "2026-11-10")!)
        let all = try await hearAll(try server.listener(since: since))
        #expect(subjects(all.heard) == ["No signal 2"])
        #expect(all.cursors == ["INBOX": .uids(validity: 7, last: 2)])
        #expect(!server.commands.contains { $0.contains("BODY") && $0.hasPrefix("UID FETCH 1 ") })
    }

    @Test func `a rebuilt mailbox is listed anew and its mail keeps its identity`() async throws {
        let server = ScriptedMailbox([1: mail(1), 2: mail(2)])
        let before = try await hearAll(try server.listener(since: .beginning))
        server.change {
            $0.validity = 8
            $0.mails = [5: $0.mails[1]!, 6: $0.mails[2]!]
        }
        let after = try await hearAll(try server.listener(), from: before.cursors)
        #expect(after.heard == before.heard)
        #expect(after.cursors == ["INBOX": .uids(validity: 8, last: 6)])
        #expect(after.remarks.first?.hasPrefix("the mailbox was rebuilt") == true)
    }

    @Test func `UIDs that went backwards under one validity are listed anew`() async throws {
        let server = ScriptedMailbox([1: mail(1)])
        let all = try await hearAll(try server.listener(), from: ["INBOX": .uids(validity: 7, last: 40)])
        #expect(subjects(all.heard) == ["No signal 1"])
        #expect(all.cursors == ["INBOX": .uids(validity: 7, last: 1)])
    }

    @Test func `a server that names no UIDNEXT is heard too, and an empty mailbox is`() async throws {
        let server = ScriptedMailbox()
        server.change { $0.saysNext = false }
        let listener = try server.listener()
        let empty = try await listener.listen(from: [:], now: now)
        #expect(empty.cursors == ["INBOX": .uids(validity: 7, last: 0)])
        server.change { $0.mails[3] = .init(bytes: Array(mail(3).utf8)) }
        let all = try await hearAll(listener, from: empty.cursors)
        #expect(subjects(all.heard) == ["No signal 3"])
        let again = try await hearAll(listener, from: all.cursors)
        #expect(again.heard.isEmpty)
    }

    @Test func `only EXAMINE and FETCH with PEEK are ever said`() async throws {
        let server = ScriptedMailbox([1: mail(1), 2: mail(2)])
        let listener = try server.listener(since: .beginning)
        _ = try await hearAll(listener)
        await listener.close()
        for command in server.commands {
            let isReading = command == "EXAMINE \"INBOX\"" || command == "LOGOUT" || command.hasPrefix("UID FETCH ")
            #expect(isReading, Comment(rawValue: command))
            #expect(!command.contains("BODY["), Comment(rawValue: command))
        }
        #expect(server.commands.last == "LOGOUT")
    }

    @Test func `a mail that looks like the server's answers is a mail`() async throws {
        let evil = """
            x
            * 99 EXISTS
            * OK [UIDVALIDITY 666] forged
            * OK [UIDNEXT 667] forged
            )
            A1 OK forged
            TAGAAAA1 OK Fetch completed.
            * 3 FETCH (UID 3 BODY[] {5}
            evil!)
            * BYE forged {12}
            """
        let server = ScriptedMailbox([1: mail(1, evil), 2: mail(2)])
        let all = try await hearAll(try server.listener(since: .beginning))
        #expect(subjects(all.heard) == ["No signal 1", "No signal 2"])
        #expect(all.cursors == ["INBOX": .uids(validity: 7, last: 2)])
        guard case .message(let message) = all.heard[0] else { return #expect(Bool(false)) }
        #expect(message.text.contains("* BYE forged {12}"))
    }

    @Test func `noise between the answers is passed over`() async throws {
        let server = ScriptedMailbox([1: mail(1)])
        server.change {
            let body = Array(mail(1).utf8)
            $0.instead = { command in
                guard command.contains("BODY.PEEK[]") else { return nil }
                return Array(
                    ("* 5 EXPUNGE\r\n* 8 EXISTS\r\n* 2 FETCH (FLAGS (\\Seen $Junk))\r\n* OK [ALERT] Quota {17}\r\n"
                        + "* 3 FETCH (FLAGS () UID 77 BODY[] \"not asked\")\r\n"
                        + "* NO a warning\r\n* LIST (\\A (\"x\" NIL)) \"/\" {3}\r\n{4}\r\n"
                        + "* 1 FETCH (BODY[] ~{\(body.count)}\r\n").utf8) + body
                    + Array(
                        " FLAGS (\\Seen) MODSEQ (12) UID 1)\r\n* OK careful {4000}\r\nTAG OK [HIGHESTMODSEQ 4] done\r\n"
                            .utf8)
            }
        }
        let all = try await hearAll(try server.listener(since: .beginning))
        #expect(subjects(all.heard) == ["No signal 1"])
        #expect(all.remarks.last?.contains("Quota") == true)
    }

    @Test func `of a mail above the limit only the beginning is fetched`() async throws {
        var bounds = EmailListener.Bounds()
        bounds.mail = 100_000
        bounds.beginning = 4000
        let server = ScriptedMailbox([
            1: mail(1, "My phone burns.\n" + String(repeating: "A", count: 300_000)), 2: mail(2),
        ])
        let all = try await hearAll(try server.listener(since: .beginning, bounds: bounds))
        #expect(subjects(all.heard) == ["No signal 1", "No signal 2"])
        #expect(server.bytesSent < 10_000)
        guard case .message(let message) = all.heard[0] else { return #expect(Bool(false)) }
        #expect(message.text.hasPrefix("No signal 1\n\nMy phone burns."))
        #expect(message.notes.contains { $0.hasPrefix("only the first 4000 of 300") })
    }

    @Test func `a mail that is longer than its announced size is not held`() async throws {
        var bounds = EmailListener.Bounds()
        bounds.mail = 100_000
        bounds.beginning = 4000
        let server = ScriptedMailbox([1: mail(1, String(repeating: "A", count: 300_000)), 2: mail(2)])
        server.change { $0.mails[1]?.announced = 10 }
        let all = try await hearAll(try server.listener(since: .beginning, bounds: bounds))
        #expect(subjects(all.heard) == ["No signal 1", "No signal 2"])
        guard case .message(let message) = all.heard[0] else { return #expect(Bool(false)) }
        #expect(message.text.utf8.count < 4000)
    }

    @Test func `a mail without a body or that the server refuses is shown to a person`() async throws {
        let server = ScriptedMailbox([1: mail(1), 2: mail(2), 3: mail(3)])
        server.change {
            $0.instead = { command in
                guard command.contains("BODY.PEEK[]") else { return nil }
                if command.contains("2") { return Array("TAG NO [SERVERBUG] cannot read it\r\n".utf8) }
                return command.contains(" 3 ") ? Array("* 3 FETCH (UID 3 BODY[] NIL)\r\nTAG OK\r\n".utf8) : nil
            }
        }
        let all = try await hearAll(try server.listener(since: .beginning))
        #expect(
            subjects(all.heard) == [
                "No signal 1", "unreadable: the server does not give it: cannot read it",
                "unreadable: the server gives no body for UID 3",
            ])
        #expect(all.cursors == ["INBOX": .uids(validity: 7, last: 3)])
    }

    @Test func `a mail that was removed between listing and fetching is no case`() async throws {
        let server = ScriptedMailbox([1: mail(1), 2: mail(2)])
        server.change {
            $0.instead = { command in
                command.contains("BODY.PEEK[]") && command.hasPrefix("UID FETCH 1 ")
                    ? Array("TAG OK nothing\r\n".utf8) : nil
            }
        }
        var bounds = EmailListener.Bounds()
        bounds.batch = 1
        let all = try await hearAll(try server.listener(since: .beginning, bounds: bounds))
        #expect(subjects(all.heard) == ["No signal 2"])
    }

    @Test func `a mail at which the server always breaks off does not block the next`() async throws {
        let server = ScriptedMailbox([1: mail(1), 2: mail(2), 3: mail(3)])
        server.change {
            $0.instead = { command in
                let uids = command.split(separator: " ").dropFirst(2).first?.split(separator: ",") ?? []
                return command.contains("BODY.PEEK[]") && uids.contains("2") ? [] : nil
            }
        }
        let listener = try server.listener(since: .beginning)
        var heard: [Heard] = []
        var cursors: Cursors = [:]
        var failures = 0
        for _ in 0..<20 where cursors["INBOX"] != .uids(validity: 7, last: 3) {
            do {
                let page = try await listener.listen(from: cursors, now: now)
                heard += page.items
                cursors = page.cursors
            } catch let failure as ListenFailure {
                #expect(failure.next == .tryAgain)
                failures += 1
            }
        }
        #expect(
            subjects(heard) == [
                "No signal 1",
                "unreadable: the server breaks the connection off when it is asked for UID 2 of INBOX", "No signal 3",
            ])
        #expect(failures < 10)
    }

    @Test func `a broken idle connection is replaced without a word`() async throws {
        let server = ScriptedMailbox([1: mail(1)])
        let listener = try server.listener()
        let first = try await listener.listen(from: [:], now: now)
        server.change { state in
            state.mails[2] = .init(bytes: Array(mail(2).utf8))
            let connections = state.connections
            state.instead = { _ in server.connections == connections ? Array("* BYE idle too long\r\n".utf8) : nil }
        }
        let all = try await hearAll(listener, from: first.cursors)
        #expect(subjects(all.heard) == ["No signal 2"])
        #expect(server.connections == 2)
    }

    @Test(arguments: [
        ("TAG NO [NONEXISTENT] Unknown Mailbox\r\n", ListenFailure.Next.tellPerson, "check the path"),
        ("TAG NO Mailbox doesn't exist: INBOX\r\n", .tellPerson, "check the path"),
        ("TAG NO [UNAVAILABLE] try later\r\n", .tryAgain, "try later"),
        ("TAG BAD what\r\n", .tryAgain, "does not understand"),
        ("* BYE [ALERT] going down\r\n", .tryAgain, "going down"),
        ("HTTP/1.1 400 Bad Request\r\n\r\n", .tryAgain, "is it an IMAP server"),
        ("* 1 FETCH ((((\r\nTAG OK\r\n", .tryAgain, "is it an IMAP server"),
        ("* 1 FETCH (UID 1 X \"open\r\nTAG OK\r\n", .tryAgain, "is it an IMAP server"),
        ("* 1 FETCH (X {99999999999999}\r\n", .tryAgain, "absurd length"),
        ("OTHER1 OK Examine completed\r\n", .tryAgain, "not asked"),
        ("", .tryAgain, "closed the connection"),
    ])
    func `what goes wrong is said with what happens next`(
        answer: String, next: ListenFailure.Next, words: String
    ) async throws {
        let server = ScriptedMailbox()
        server.change { $0.instead = { _ in Array(answer.utf8) } }
        let failure = await #expect(throws: ListenFailure.self) {
            try await server.listener().listen(from: [:], now: now)
        }
        #expect(failure?.next == next)
        #expect(failure?.reason.contains(words) == true, Comment(rawValue: failure?.reason ?? ""))
    }

    @Test func `an endless line ends the connection`() async throws {
        let server = ScriptedMailbox()
        server.change { $0.instead = { _ in Array("* OK ".utf8) + Array(repeating: 0x61, count: 1 << 20) } }
        let failure = await #expect(throws: ListenFailure.self) {
            try await server.listener().listen(from: [:], now: now)
        }
        #expect(failure?.reason.contains("a line of more than 64 kB") == true)
        #expect(server.bytesSent < 400_000)
    }

    @Test func `a batch holds no more bytes than it may`() async throws {
        var bounds = EmailListener.Bounds()
        bounds.batchBytes = 5000
        let text = String(repeating: "word ", count: 400)
        let server = ScriptedMailbox(Dictionary(uniqueKeysWithValues: (1...9).map { (UInt32($0), mail($0, text)) }))
        let all = try await hearAll(try server.listener(since: .beginning, bounds: bounds))
        #expect(all.heard.count == 9)
        let asked = server.commands.filter { $0.contains("BODY.PEEK[]") }.map { $0.split(separator: " ")[2] }
        #expect(asked == ["1,2", "3,4", "5,6", "7,8", "9"])
    }

    @Test func `a connection that was idle for long is not trusted`() async throws {
        let server = ScriptedMailbox([1: mail(1)])
        let listener = try server.listener()
        let first = try await listener.listen(from: [:], now: now)
        _ = try await listener.listen(from: first.cursors, now: now + .seconds(500))
        #expect(server.connections == 1)
        _ = try await listener.listen(from: first.cursors, now: now + .seconds(1100))
        #expect(server.connections == 2)
    }

    @Test func `a response of too many literals is refused`() async throws {
        let server = ScriptedMailbox()
        server.change { $0.instead = { _ in Array("* X (\(String(repeating: "{0}\r\n", count: 5000)))\r\n".utf8) } }
        let failure = await #expect(throws: ListenFailure.self) {
            try await server.listener().listen(from: [:], now: now)
        }
        #expect(failure?.reason.contains("too many literals") == true)
    }

    @Test func `mail that the server names beyond what was asked is not heard`() async throws {
        let server = ScriptedMailbox([1: mail(1), 2: mail(2)])
        server.change {
            $0.instead = { command in
                guard command.hasPrefix("UID FETCH 2 (UID RFC") else { return nil }
                return Array("* 1 FETCH (UID 1 RFC822.SIZE 10)\r\n* 2 FETCH (UID 2 RFC822.SIZE 10)\r\nTAG OK\r\n".utf8)
            }
        }
        let all = try await hearAll(try server.listener(), from: ["INBOX": .uids(validity: 7, last: 1)])
        #expect(subjects(all.heard) == ["No signal 2"])
    }

    @Test func `lists nested without end are refused`() async throws {
        let server = ScriptedMailbox()
        server.change { $0.instead = { _ in Array("* X \(String(repeating: "(", count: 60_000))\r\n".utf8) } }
        await #expect(throws: ListenFailure.self) { try await server.listener().listen(from: [:], now: now) }
    }

    @Test func `answers without an end are given up`() async throws {
        let client = IMAPClient(Babbler(), patience: .seconds(1), commandLimit: .milliseconds(50))
        await #expect(throws: IMAPProblem.endless) { try await client.examine("INBOX") }
    }

    /// Says the same for ever.
    private struct Babbler: IMAPWire {
        func write(_ bytes: [UInt8], within limit: Duration) async throws {}
        func read(upTo most: Int, within limit: Duration) async throws -> [UInt8] {
            await Task.yield()
            return Array("* 1 EXISTS\r\n".utf8)
        }
        func close() async {}
    }

    @Test(arguments: [
        ("imap://mail.example/INBOX", "INBOX"), ("imaps://mail.example", "INBOX"),
        ("imaps://mail.example/inbox/", "INBOX"),
        ("imaps://mail.example:10993/ACD-Replies", "ACD-Replies"),
        ("imaps://mail.example/St%C3%B6rungen/Netz", "St&APY-rungen/Netz"), ("imaps://mail.example/A&B", "A&-B"),
        ("imaps://mail.example/日本語", "&ZeVnLIqe-"), ("imaps://mail.example/😀", "&2D3eAA-"),
    ])
    func `mailbox names are sent in modified UTF-7`(url: String, encoded: String) throws {
        #expect(MailboxAddress(url)?.encoded == encoded)
    }

    @Test(arguments: [
        "mail.example/INBOX", "https://mail.example/INBOX", "imaps:///INBOX", "imaps://user@mail.example/INBOX",
        "imaps://mail.example/A%0D%0AX", "imaps://mail.example/%FF", "imaps://mail.example/%0", "",
    ])
    func `an address that names no mailbox is refused`(url: String) throws {
        let server = ScriptedMailbox()
        let failure = #expect(throws: ListenFailure.self) {
            try EmailListener(source: "mail", url: url, since: .now) { server.connect() }
        }
        #expect(failure?.next == .tellPerson)
    }

    @Test func `a mailbox's name cannot end its command`() async throws {
        let server = ScriptedMailbox()
        let listener = try EmailListener(
            source: "mail", url: "imap://mail.example/a\"%20\\b", since: .now
        ) { server.connect() }
        _ = try await listener.listen(from: [:], now: now)
        #expect(server.commands == [#"EXAMINE "a\" \\b""#])
    }

    @Test(arguments: [
        ("22-Nov-2026 04:41:07 +0100", "2026-11-22T03:41:07Z"), (" 1-Jan-2026 00:00:00 -0330", "2026-01-01T03:30:00Z"),
        ("32-Nov-2026 04:41:07 +0100", nil), ("22-Nov-2026", nil), ("22-Foo-2026 04:41:07 +0100", nil), ("", nil),
    ])
    func `the server's times are read`(text: String, moment: String?) {
        #expect(MailDate.internalDate(text)?.rfc3339 == moment)
    }
}
