import Channels
import Testing
import Triage

@Suite struct MailDraftTests {
    private static func draft(
        from: String = "Earshot", to: String = "", subject: String = "No signal in Leith", value: String = "54",
        fileName: String = "item.bin", plain: String = "First line\nsecond line\n", html: String = "<p>First line</p>"
    ) -> MailDraft {
        MailDraft(
            from: .init(name: from, address: "earshot@quillfone.example"),
            to: .init(name: to, address: "oncall@acd.example"), subject: subject,
            date: Moment(rfc3339: "2026-11-22T03:41:07Z")!, zoneMinutes: 60, messageID: "t1.c7@quillfone.example",
            inReplyTo: "t0.c7@quillfone.example", references: ["a@b.example", "t0.c7@quillfone.example"],
            headers: [("Auto-Submitted", "auto-generated"), ("X-Earshot-Heat", value)], plain: plain, html: html,
            attachments: [.init(name: fileName, type: "application/octet-stream", bytes: Array(0...255))])
    }

    @Test func `a draft is read back by Python as it was meant`() throws {
        let plain =
            "Grüße – " + String(repeating: "ein sehr langer Satz ohne Umbruch ", count: 60) + "\n.\nFrom here\n"
        let mail = try #require(
            try PythonMail.read([
                try Self.draft(
                    from: "Quillfone, Störungen", to: "O'Hara \"Night\" \\ Desk",
                    subject: "HOT 72: mi router está ardiendo y nadie contesta desde hace tres días 🔥🔥🔥",
                    fileName: "Bildschirmfoto für Ana €.png", plain: plain, html: "<p>日本語のテキスト</p>"
                ).bytes()
            ]).first)
        #expect(mail.defects == [])
        #expect(mail.bareLineEnds == 0)
        #expect(mail.longestLine <= 78)
        #expect(mail.header("From") == "\"Quillfone, Störungen\" <earshot@quillfone.example>")
        #expect(mail.header("To") == #""O'Hara \"Night\" \\ Desk" <oncall@acd.example>"#)
        #expect(
            mail.header("Subject")
                == "HOT 72: mi router está ardiendo y nadie contesta desde hace tres días 🔥🔥🔥")
        #expect(mail.header("Date") == "Sun, 22 Nov 2026 04:41:07 +0100")
        #expect(mail.header("Message-ID") == "<t1.c7@quillfone.example>")
        #expect(mail.header("In-Reply-To") == "<t0.c7@quillfone.example>")
        #expect(mail.header("References") == "<a@b.example> <t0.c7@quillfone.example>")
        try #require(mail.parts.map(\.type) == ["text/plain", "text/html", "application/octet-stream"])
        #expect(mail.parts[0].text == plain)
        #expect(mail.parts[1].text == "<p>日本語のテキスト</p>\n")
        #expect(mail.parts[2].name == "Bildschirmfoto für Ana €.png")
        #expect(mail.parts[2].bytes == 256)
    }

    @Test func `the same draft gives the same bytes`() throws {
        #expect(try Self.draft().bytes() == Self.draft().bytes())
    }

    /// Each poison stands in every field that strangers can write. Nothing may add, end or hide a header.
    @Test func `nothing that a stranger wrote can add a header or end the mail`() throws {
        let poisons = [
            "a\rX-Evil: 1", "a\nX-Evil: 1", "a\r\nX-Evil: 1", "a\r\n\r\nbody", "a\u{2028}X-Evil: 1", "a\u{2029}b",
            "a\u{0}b", "a\u{85}X-Evil: 1", "a\u{B}b\u{C}c\u{1C}d\u{1E}e", "=?utf-8?q?a=0D=0AX-Evil:_1?=",
            "=?utf-8?q?=0d%0a?= %0d%0aX-Evil: 1", "a\r\n.\r\nRSET", "a\n.\nRSET",
            String(repeating: "x", count: 100_000),
            String(repeating: "é", count: 100_000), String(repeating: "word ", count: 20_000),
            "e" + String(repeating: "\u{301}", count: 50_000), "\u{202E}gnp.exe", "<a@b>, <c@d>", "\"", "\\", "",
            "\r\n", " ", "a;b=\"c\"; d*=utf-8''x", String(repeating: "👩‍👩‍👧‍👦", count: 400), "(comment", "a@b.example",
        ]
        var mails = [try Self.draft().bytes()]
        for poison in poisons {
            mails.append(
                try Self.draft(
                    from: poison, to: poison, subject: poison, value: poison, fileName: poison, plain: poison,
                    html: poison + "<br>"
                ).bytes())
        }
        let read = try PythonMail.read(mails)
        let names = read[0].headers.map { $0[0] }
        for (mail, poison) in zip(read.dropFirst(), poisons) {
            let label = Comment(rawValue: String(poison.prefix(20).debugDescription))
            #expect(mail.headers.map { $0[0] } == names, label)
            #expect(mail.defects == [], label)
            #expect(mail.bareLineEnds == 0, label)
            #expect(mail.longestLine <= 998, label)
            #expect(mail.parts.count == 3, label)
            #expect(mail.header("Subject").map { $0.unicodeScalars.count <= 503 } == true, label)
            #expect(mail.header("From").map { $0.unicodeScalars.count <= 450 } == true, label)
            #expect(mail.header("From")?.hasSuffix("earshot@quillfone.example>") ?? false || poison.isBlank, label)
            #expect(mail.header("To")?.contains("oncall@acd.example") ?? false, label)
        }
    }

    @Test func `an encoded word is shown as it was written and not decoded`() throws {
        let mail = try PythonMail.read([try Self.draft(subject: "Look: =?utf-8?q?evil?= here").bytes()])[0]
        #expect(mail.header("Subject") == "Look: =?utf-8?q?evil?= here")
    }

    @Test func `controls in a text are left out and its line ends are even`() throws {
        let mail = try PythonMail.read([try Self.draft(plain: "a\0b\u{8}\rc\r\nd\n\te\u{1B}[31m").bytes()])[0]
        #expect(mail.parts[0].text == "ab\nc\nd\n\te[31m\n")
    }

    @Test func `a long permalink stays whole in its header`() throws {
        let link = "https://mastodon.example/" + String(repeating: "a1", count: 200)
        let mail = try Self.draft(value: link).bytes()
        #expect(String(decoding: mail, as: UTF8.self).contains(" \(link)\r\n"))
    }

    @Test(arguments: [
        "", "nobody", "a@b\r\nBcc: c@d", "a b@c.example", "a@", "@b", "a@b@c", "<a@b>", "ä@b.example",
        String(repeating: "a", count: 255) + "@b.example",
    ])
    func `an address that no mail can carry is refused`(address: String) {
        var draft = Self.draft()
        draft.to.address = address
        #expect(throws: MailDraft.Unsendable.self) { try draft.bytes() }
    }

    @Test(arguments: ["", "a\r\nX: 1", "From", "content-type", "X Y", "X:Y", "Bcc", "MIME-Version"])
    func `a further header may not be one of the mail's own or hold a line break`(name: String) {
        var draft = Self.draft()
        draft.headers = [(name, "1")]
        #expect(throws: MailDraft.Unsendable.self) { try draft.bytes() }
    }

    @Test func `a Message-ID with a line break is refused and broken references are left out`() throws {
        var draft = Self.draft()
        draft.inReplyTo = "a\r\nX-Evil: 1"
        draft.references = ["<x>", "good@b.example", "ä@b", String(repeating: "r", count: 1000)]
        let mail = try PythonMail.read([try draft.bytes()])[0]
        #expect(mail.header("In-Reply-To") == nil)
        #expect(mail.header("References") == "<good@b.example>")
        draft.messageID = "a\r\nX-Evil: 1"
        #expect(throws: MailDraft.Unsendable.self) { try draft.bytes() }
    }

    @Test func `of a long chain the first and the last references stay`() throws {
        var draft = Self.draft()
        draft.references = (1...500).map { "r\($0)@b.example" }
        let mail = try PythonMail.read([try draft.bytes()])[0]
        let kept = try #require(mail.header("References")).split(separator: " ")
        #expect(kept.count == 20)
        #expect(kept.first == "<r1@b.example>")
        #expect(kept.last == "<r500@b.example>")
    }

    @Test func `an attached mail is sent as bytes that nobody unpacks`() throws {
        var draft = Self.draft()
        draft.attachments = [.init(name: "raw.eml", type: "message/rfc822", bytes: Array("a: b\n\nc\0".utf8))]
        let mail = try PythonMail.read([try draft.bytes()])[0]
        #expect(mail.parts.last?.type == "application/octet-stream")
        #expect(mail.parts.last?.bytes == 8)
    }

    @Test(arguments: [
        (0, 0, "Thu, 01 Jan 1970 00:00:00 +0000"), (1_772_323_199, -300, "Sat, 28 Feb 2026 18:59:59 -0500"),
        (951_782_400, 345, "Tue, 29 Feb 2000 05:45:00 +0545"),
    ])
    func `dates are written with their numeric zone`(seconds: Int64, zone: Int, text: String) throws {
        var draft = Self.draft()
        draft.date = Moment(seconds: seconds)
        draft.zoneMinutes = zone
        #expect(String(decoding: try draft.bytes(), as: UTF8.self).hasPrefix("Date: \(text)\r\n"))
    }
}

extension String {
    fileprivate var isBlank: Bool { allSatisfy { $0.isWhitespace || $0.isNewline } }
}
