import Foundation
import Testing
import Triage

@testable import Channels

@Suite struct MailReaderTests {
    /// A mail with a usual header, and what is given.
    private static func read(_ header: String, _ body: String = "My line is dead.\n") throws -> MailReading {
        try MailReader.read(Array("Message-ID: <m1@customer.example>\n\(header)\n\n\(body)".utf8))
    }

    private static func read(_ header: String, bytes: [UInt8]) throws -> MailReading {
        try MailReader.read(Array("Message-ID: <m1@customer.example>\n\(header)\n\n".utf8) + bytes)
    }

    // MARK: Headers

    @Test func `a mail's header is read`() throws {
        let reading = try Self.read(
            """
            From: =?utf-8?q?Ana_Ferr=C3=A3o?= <Ana@Customer.Example>
            To: Support <support@quillfone.example>, team: a@b.example, c@d.example;
            Cc: "Last, First" <e@f.example>
            Subject: =?utf-8?b?S2VpbiBOZXR6IGluIE3DvG4=?=
             =?utf-8?b?Y2hlbg==?=
            Date: Sun, 22 Nov 2026 04:41:07 +0100
            In-Reply-To: <t1@quillfone.example> (your letter)
            References: <t0@quillfone.example>
             <t1@quillfone.example>
            Return-Path: <ana@customer.example>
            """)
        #expect(reading.from == [.init(name: "Ana Ferrão", address: "Ana@Customer.Example")])
        #expect(
            reading.to.map(\.address) == ["support@quillfone.example", "a@b.example", "c@d.example"])
        #expect(reading.cc == [.init(name: "Last, First", address: "e@f.example")])
        #expect(reading.subject == "Kein Netz in München")
        #expect(reading.date == Moment(rfc3339: "2026-11-22T03:41:07Z"))
        #expect(reading.messageID == "m1@customer.example")
        #expect(reading.inReplyTo == ["t1@quillfone.example"])
        #expect(reading.references == ["t0@quillfone.example", "t1@quillfone.example"])
        #expect(reading.returnPath == "ana@customer.example")
        #expect(reading.automatic == nil)
        #expect(reading.text == "My line is dead.")
        #expect(reading.notes == [])
    }

    @Test(arguments: [
        ("=?utf-8?b?SGVsbG8=?= =?utf-8?b?IHRoZXJl?=", "Hello there"), ("=?utf-8?q?a_b=3F?= c", "a b? c"),
        ("=?UTF-8?B?w7?= =?UTF-8?B?w=?=", "Ã"), ("=?utf-8?b?w6k?=", "é"), ("=?utf-8?x?abc?=", "=?utf-8?x?abc?="),
        ("=?utf-8?q?never ends", "=?utf-8?q?never ends"), ("=?iso-8859-1?q?caf=E9?=", "café"),
        ("=?iso-2022-jp?b?GyRCJTMbKEI=?=", "コ"), ("=?utf-8*en?q?hi?=", "hi"), ("=?no-such?q?caf=E9?=", "café"),
        ("=?utf-8?q?=C3?= =?utf-8?q?=A9?=", "é"), ("=?utf-8?q?a=0D=0AX-Evil:_1?=", "a X-Evil: 1"),
        ("plain =?utf-8?q?=?= ?=", "plain = ?="), ("a  b\tc", "a b c"),
    ])
    func `encoded words are decoded, broken ones too`(raw: String, text: String) throws {
        #expect(try Self.read("Subject: \(raw)").subject == text)
    }

    @Test func `8-bit headers are UTF-8, or else what Windows wrote`() throws {
        let subject = Array("Subject: ".utf8)
        #expect(try MailReader.read(subject + Array("Störung".utf8) + [10, 10]).subject == "Störung")
        #expect(try MailReader.read(subject + [0x53, 0x74, 0xF6, 0x72, 0x80, 10, 10]).subject == "Stör€")
    }

    @Test(arguments: [
        "Date: yesterday", "Date: ", "X: no date", "Date: Thu, 01 Jan 1970 00:00:00 +0000",
        "Date: Mon, 99 Foo 2026 25:61:00 +0000",
    ])
    func `a missing or absurd date is noted and the server's time used`(header: String) throws {
        let reading = try Self.read(header)
        #expect(reading.date == nil)
        #expect(reading.notes.contains { $0.hasPrefix("the date ") })
        let received = Moment(seconds: 1_795_000_000)
        #expect(
            reading.message(source: "mail", received: received, now: Moment(seconds: 2_000_000_000)).time == received)
        #expect(
            reading.message(source: "mail", received: nil, now: Moment(seconds: 2_000_000_000)).time
                == Moment(seconds: 2_000_000_000))
    }

    @Test func `the server's time counts, and an author's date far from it is noted`() throws {
        let now = Moment(rfc3339: "2026-11-22T12:00:00Z")!
        func message(_ date: String, received: Moment?) throws -> Message {
            try Self.read("Date: \(date)").message(source: "mail", received: received, now: now)
        }
        let future = try message("Sun, 22 Nov 2036 12:00:00 +0000", received: nil)
        #expect(future.time == now)
        #expect(
            future.notes
                == ["the author dated it 2036-11-22T12:00:00Z", "the sender is missing or is no address"].reversed())
        let received = now - .seconds(60)
        let late = try message("Sat, 22 Nov 2025 12:00:00 +0000", received: received)
        #expect(late.time == received)
        #expect(late.notes.contains("the author dated it 2025-11-22T12:00:00Z"))
        let usual = try message("Sun, 22 Nov 2026 11:58:00 +0000", received: received)
        #expect(usual.time == received)
        #expect(usual.notes.count == 1)
    }

    @Test func `a new letter's subject is judged with its text, an answer's is not`() throws {
        func text(_ header: String, _ body: String) throws -> String {
            try Self.read(header, body).message(source: "mail", received: nil, now: Moment(seconds: 0)).text
        }
        #expect(try text("Subject: Fire!", "Please come.") == "Fire!\n\nPlease come.")
        #expect(try text("Subject: Fire!", "") == "Fire!")
        #expect(try text("Subject: Fire!", "Fire! Come.") == "Fire! Come.")
        #expect(try text("Subject: Re: Fire!\nIn-Reply-To: <a@b>", "It is out.") == "It is out.")
        #expect(try text("Subject: Fire!", String(repeating: "a", count: 300_000)).utf8.count == Message.textLimit)
    }

    @Test func `a mail without Message-ID is known by its bytes`() throws {
        func message(_ text: String) throws -> Message {
            try MailReader.read(Array("From: ana@customer.example\nSubject: x\n\n\(text)".utf8)).message(
                source: "mail", received: nil, now: Moment(seconds: 0))
        }
        #expect(try message("a").identity == message("a").identity)
        #expect(try message("a").identity != message("b").identity)
        #expect(try message("a").identity.hasPrefix("email:mail:sha256-"))
        #expect(try message("a").notes.contains("no Message-ID"))
    }

    @Test func `another mail under the same Message-ID is another revision of one identity`() throws {
        func message(_ header: String, _ text: String) throws -> Message {
            try Self.read("\(header)\nSubject: x\nDate: Sun, 22 Nov 2026 04:41:07 +0100", text).message(
                source: "mail", received: nil, now: Moment(seconds: 0))
        }
        let first = try message("Received: by a", "a")
        #expect(try message("Received: by b\nX-Spam-Score: 1", "a").revision == first.revision)
        #expect(try message("Received: by a", "b").revision != first.revision)
        #expect(try message("Received: by a", "b").identity == first.identity)
        #expect(first.identity == "email:mail:m1@customer.example")
    }

    @Test func `what a mail answers is named nearest first`() throws {
        let message = try Self.read(
            "In-Reply-To: <c@x.example>\nReferences: <a@x.example> <b@x.example> <c@x.example> <m1@customer.example>"
        ).message(source: "mail", received: nil, now: Moment(seconds: 0))
        #expect(
            message.answers == ["email:mail:c@x.example", "email:mail:b@x.example", "email:mail:a@x.example"])
        #expect(message.form == .reply)
        #expect(message.visibility == .direct)
    }

    @Test(arguments: [
        ("From: Ana <ana@customer.example>", "ana@customer.example", false),
        ("From: Ana\nSender: <ana@customer.example>", "ana@customer.example", false),
        ("From: \nReturn-Path: <Ana@customer.example>", "ana@customer.example", false),
        ("From: Ana", "unknown@invalid", true), ("Subject: x", "unknown@invalid", true),
        ("From: a@b.example, c@d.example", "a@b.example", false),
    ])
    func `the author is found or said to be unknown`(header: String, address: String, noted: Bool) throws {
        let message = try Self.read(header).message(source: "mail", received: nil, now: Moment(seconds: 0))
        #expect(message.author.handle.address == address)
        #expect(message.notes.contains("the sender is missing or is no address") == noted)
    }

    // MARK: Bounds

    @Test func `of ten thousand recipients some are kept and the rest counted`() throws {
        let people = (1...10_000).map { "u\($0)@quillfone.example" }.joined(separator: ",\n ")
        let reading = try Self.read("To: \(people)\nSubject: after them")
        #expect(reading.to.count == MailReader.addressLimit)
        #expect(reading.subject == "after them")
        #expect(reading.notes.contains { $0.hasSuffix("more recipients are not listed") })
    }

    @Test func `NUL bytes end nothing`() throws {
        let bytes = Array("Subject: be\0fore\nFrom: a\0na@customer.example\nMessage-ID: <a@b>\n\nfi\0re\0\n".utf8)
        let reading = try MailReader.read(bytes)
        #expect(reading.subject == "before")
        #expect(reading.from.map(\.address) == ["ana@customer.example"])
        #expect(reading.text == "fire")
        #expect(reading.notes.contains("NUL bytes in the header were left out"))
    }

    @Test func `a header of megabytes is bounded and the body is still read`() throws {
        for header in [
            "X: " + String(repeating: "a", count: 3 << 20), String(repeating: "A: b\n", count: 600_000) + "B: c",
            "X: 1\n" + String(repeating: " a\n", count: 1 << 20) + " b",
        ] {
            let bounds = MailBounds(Array("Subject: x\n\(header)\n\nMy line is dead.\n".utf8))
            #expect(bounds.bytes.count < MailBounds.headerBytes + MailBounds.fieldBytes)
            #expect(bounds.bytes.split(separator: 10).count { $0.first != 0x20 } < MailBounds.headerFields + 100)
            #expect(!bounds.notes.isEmpty)
            #expect(try Self.read("Subject: x\n\(header)").text == "My line is dead.")
        }
    }

    @Test func `of a part's endless header most becomes its body`() throws {
        let body = "--b\n" + String(repeating: "A: b\n", count: 200_000)
        let bounds = MailBounds(Array("Content-Type: multipart/mixed; boundary=b\n\n\(body)".utf8))
        let blocks = String(decoding: bounds.bytes.filter { $0 != 13 }, as: UTF8.self).components(separatedBy: "\n\n")
        #expect(blocks.count > 50)
        #expect(blocks.allSatisfy { $0.split(separator: "\n").count <= MailBounds.headerFields + 2 })
        #expect(bounds.bytes.count < body.utf8.count + 1000)
    }

    @Test func `parts beyond two hundred and boundaries beyond ten thousand are not read`() throws {
        let parts = String(repeating: "--b\nContent-Disposition: attachment\n\nx\n", count: 20_000)
        let reading = try Self.read("Content-Type: multipart/mixed; boundary=b", parts)
        #expect(reading.attachments.count < MailReader.partLimit)
        #expect(reading.notes.contains("cut after \(MailBounds.boundaryLines) part boundaries"))
        #expect(reading.notes.contains("only the first 200 parts were read"))
    }

    @Test func `parts nested too deep are not read`() throws {
        func nested(_ depth: Int) throws -> MailReading {
            var mail = ""
            for level in 0..<depth { mail += "Content-Type: multipart/mixed; boundary=b\(level)\n\n--b\(level)\n" }
            return try MailReader.read(Array("Subject: x\n\(mail)\nMy line is dead.\n".utf8))
        }
        #expect(try nested(10).text == "My line is dead.")
        #expect(try nested(20).text.contains("boundary=b19"))
        #expect(try nested(5000).notes.contains("parts nested more than 16 deep were not read"))
        let forwarded = String(repeating: "Content-Type: message/rfc822\n\n", count: 3000)
        #expect(
            try MailReader.read(Array("Subject: x\n\(forwarded)".utf8)).notes
                .contains("parts nested more than 16 deep were not read"))
    }

    @Test func `a long text is cut at a character and says so`() throws {
        let reading = try Self.read("Content-Type: text/plain; charset=utf-8", String(repeating: "é", count: 200_000))
        #expect(reading.text.utf8.count == Message.textLimit)
        #expect(reading.text.allSatisfy { $0 == "é" })
        #expect(reading.notes == ["the date is missing", "cut at \(Message.textLimit) bytes"])
    }

    @Test func `of a text part of many megabytes four are looked at`() throws {
        let reading = try Self.read("Subject: x", String(repeating: "> quoted\n", count: 600_000))
        #expect(reading.notes.contains("a text part was cut at \(4 << 20) bytes"))
    }

    @Test(arguments: ["", "\n\n\n", "just some words\nand more of them\n", "\u{1}\u{2}\u{3}", "\0\0\0\0"])
    func `what is no mail is unreadable`(text: String) {
        #expect(throws: MailReading.Unreadable.self) { try MailReader.read(Array(text.utf8)) }
    }

    // MARK: Content

    @Test func `plain text is preferred, and HTML read where there is none`() throws {
        let both = """
            --b
            Content-Type: text/html

            <p>My <b>line</b> is dead.</p>
            --b
            Content-Type: text/plain

            %@
            --b--
            """
        let header = "Content-Type: multipart/alternative; boundary=b"
        #expect(try Self.read(header, both.replacing("%@", with: "In plain words.")).text == "In plain words.")
        #expect(try Self.read(header, both.replacing("%@", with: "  ")).text == "My line is dead.")
    }

    @Test func `links of HTML and of text are found`() throws {
        let html = try Self.read(
            "Content-Type: text/html", #"<a href="https://a.example/x">here</a> <a href="mailto:a@b">b</a>"#)
        #expect(html.links == ["https://a.example/x"])
        let text = try Self.read(
            "Content-Type: text/plain",
            "See https://a.example/x(1), (http://b.example/y). HTTPS://c.example! ftp://d.example")
        #expect(text.links == ["https://a.example/x(1)", "http://b.example/y", "https://c.example"])
    }

    @Test func `attachments are listed with name, type and size`() throws {
        let reading = try Self.read(
            "Content-Type: multipart/mixed; boundary=b",
            """
            --b

            See the picture.
            --b
            Content-Type: image/png
            Content-Disposition: attachment; filename*0*=utf-8''St%C3%B6; filename*1*=rung.png
            Content-Transfer-Encoding: base64

            QUJDREVGRw==
            --b
            Content-Type: application/ms-tnef; name="winmail.dat"

            x
            --b
            Content-Type: text/plain; name=notes.txt
            Content-Disposition: attachment

            not the text
            --b--
            """)
        #expect(reading.text == "See the picture.")
        #expect(
            reading.attachments == [
                .init(name: "Störung.png", type: "image/png", bytes: 7),
                .init(name: "winmail.dat", type: "application/ms-tnef", bytes: 1),
                .init(name: "notes.txt", type: "text/plain", bytes: 12),
            ])
    }

    @Test func `a uuencoded file is an attachment and not text`() throws {
        let reading = try Self.read(
            "Subject: x", "Before\nbegin 644 cat.txt\n#0V%T\n`\nend\nAfter\nbegin 644 is no file\n")
        #expect(reading.text == "Before\nAfter\nbegin 644 is no file")
        #expect(reading.attachments == [.init(name: "cat.txt", type: "application/octet-stream", bytes: 3)])
    }

    @Test(
        arguments: [
            ("utf-8", [0x63, 0x61, 0x66, 0xC3, 0xA9], "café", 0), ("iso-8859-1", [0x63, 0xE9, 0x80], "cé€", 0),
            ("us-ascii", [0x63, 0xC3, 0xA9], "cé", 1), ("us-ascii", [0x63, 0xE9], "cé", 1),
            ("utf-8", [0x63, 0xE9], "cé", 1),
            ("klingon", [0x63, 0xE9], "cé", 1),
            ("iso-2022-jp", [0x1B, 0x24, 0x42, 0x25, 0x33, 0x1B, 0x28, 0x42], "コ", 0),
            ("gb2312", [0xC4, 0xE3], "你", 0), ("utf-16le", [0x63, 0, 0xE9, 0], "cé", 0),
            ("koi8-r", [0xC4, 0xC1], "да", 0), ("", [0x63, 0xC3, 0xA9], "cé", 0),
            ("../../etc/passwd", [0x63, 0xE9], "cé", 1),
        ] as [(String, [UInt8], String, Int)])
    func `charsets are believed where the bytes agree`(charset: String, bytes: [UInt8], text: String, notes: Int) throws
    {
        let reading = try Self.read(
            "Date: Sun, 22 Nov 2026 04:41:07 +0100\nContent-Type: text/plain; charset=\"\(charset)\"", bytes: bytes)
        #expect(reading.text == text)
        #expect(reading.notes.count == notes)
    }

    @Test func `flowed lines are joined`() throws {
        let reading = try Self.read(
            "Content-Type: text/plain; format=flowed", "One long \nline.\n two\n> quoted \n> too\n-- \nAna\n")
        #expect(reading.text == "One long line.\ntwo")
        #expect(reading.quoted == "> quoted too")
        #expect(reading.signature == "--\nAna")
    }

    @Test func `a broken boundary does not hide the text`() throws {
        let missing = try Self.read("Content-Type: multipart/mixed; boundary=other", "--b\n\nMy line is dead.\n--b--\n")
        #expect(missing.text.contains("My line is dead."))
        let unnamed = try Self.read("Content-Type: multipart/mixed", "My line is dead.\n")
        #expect(unnamed.text.contains("My line is dead."))
        let open = try Self.read("Content-Type: multipart/mixed; boundary=b", "--b\n\nMy line is dead.\n")
        #expect(open.text == "My line is dead.")
    }

    @Test func `a forwarded mail's words are quoted, and it is attached`() throws {
        let reading = try Self.read(
            "Content-Type: multipart/mixed; boundary=b",
            """
            --b

            Please see to this.
            --b
            Content-Type: message/rfc822

            From: ben@customer.example
            Subject: My router burns

            It is on fire.
            --b--
            """)
        #expect(reading.text == "Please see to this.")
        #expect(reading.quoted == "From: ben@customer.example\nSubject: My router burns\n\nIt is on fire.")
        #expect(reading.attachments == [.init(name: "My router burns.eml", type: "message/rfc822")])
        #expect(reading.automatic == nil)
    }

    // MARK: Automatic mail

    @Test(arguments: [
        "Auto-Submitted: auto-replied", "Auto-Submitted: auto-generated; owner-email=a@b",
        "Auto-Submitted: AUTO-NOTIFIED",
        "Return-Path: <>", "List-Id: <news.example>", "List-Unsubscribe: <https://x.example>", "Precedence: bulk",
        "Precedence: list", "Precedence: Junk", "Precedence: auto_reply", "Feedback-ID: 1:2", "X-Loop: a@b",
        "X-Auto-Response-Suppress: DR, OOF", "X-Auto-Response-Suppress: All", "X-Autoreply: yes", "X-Autorespond: 1",
        "X-Auto-Generated: 1", "From: owner-news@x.example", "From: news-owner@x.example",
        "From: news-request@x.example",
        "From: MAILER-DAEMON@x.example", "From: Postmaster <postmaster@x.example>", "From: no-reply@x.example",
        "From: noreply+1@x.example", "From: donotreply@x.example", "From: bounces@x.example",
        "Return-Path: <bounce-123@x.example>", "From: MAILER-DAEMON <>", "X-Spam-Flag: YES",
        "Authentication-Results: mx.example; dmarc=fail header.from=x.example", "Subject: Automatic reply: away",
        "Content-Type: multipart/report; boundary=b", "Content-Type: text/calendar; method=REPLY",
    ])
    func `a machine's mail is known as one`(header: String) throws {
        #expect(try Self.read(header).automatic != nil)
        let message = try Self.read(header).message(source: "mail", received: nil, now: Moment(seconds: 0))
        #expect(message.author.isAutomatic)
        #expect(message.notes.contains { $0.hasPrefix("automatic: ") })
    }

    @Test(arguments: [
        "Auto-Submitted: no", "Auto-Submitted: No (really)", "Return-Path: <ana@customer.example>",
        "Precedence: normal",
        "X-Auto-Response-Suppress: DR, NDR, RN, NRN", "From: postman@customer.example", "From: nora@reply.example",
        "Authentication-Results: mx.example; dmarc=pass", "X-Spam-Flag: NO", "Subject: Automatic doors broken",
        "From: listowner@customer.example",
    ])
    func `a person's mail is not taken for a machine's`(header: String) throws {
        #expect(try Self.read(header).automatic == nil)
    }
}
