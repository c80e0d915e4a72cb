import Channels
import Testing
import Triage

struct MailInvitationTests {
    private static let invitation = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//EN", "METHOD:REQUEST", "BEGIN:VEVENT", "UID:k7Qd0vXk2m",
        "DTSTAMP:20261122T130000Z", "DTSTART:20261123T103000Z", "SUMMARY:Rückruf von Quillfone – 10:30 =20 .",
        ".", "X-LONG:" + String(repeating: "é", count: 33), " " + String(repeating: "日", count: 24), "END:VEVENT",
        "END:VCALENDAR", "",
    ].joined(separator: "\r\n")

    private static func draft(
        _ method: MailDraft.Calendar.Method = .request, _ text: String = invitation, html: String = "",
        attachments: [MailDraft.Attachment] = []
    ) -> MailDraft {
        MailDraft(
            from: .init(name: "Quillfone", address: "callbacks@quillfone.example"),
            to: .init(address: "ana@customer.example"), subject: "We ring you on Monday",
            date: Moment(rfc3339: "2026-11-22T13:00:00Z")!, messageID: "k7.0@quillfone.example",
            plain: "We ring you on Monday at 10:30.\n", html: html, attachments: attachments,
            calendar: .init(method: method, text: text))
    }

    private static func hex(_ text: String) -> String {
        text.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    @Test func `an invitation is another way to say the text, and a file`() throws {
        let mail = try #require(try PythonMail.read([try Self.draft().bytes()]).first)
        #expect(mail.defects == [])
        #expect(mail.bareLineEnds == 0 && mail.longestLine <= 78)
        #expect(mail.containers == ["multipart/mixed", "multipart/alternative"])
        try #require(mail.parts.map(\.type) == ["text/plain", "text/calendar", "application/ics"])
        #expect(mail.parts[0].text == "We ring you on Monday at 10:30.\n")
        #expect(mail.parts[1].method == "REQUEST" && mail.parts[1].charset == "utf-8" && mail.parts[1].name == nil)
        #expect(mail.parts[2].name == "invite.ics")
        // Octet for octet, line ends too.
        #expect(mail.parts[1].hex == Self.hex(Self.invitation))
        #expect(mail.parts[2].hex == Self.hex(Self.invitation))
    }

    @Test func `beside HTML and other files it stands where programs look for it`() throws {
        let file = MailDraft.Attachment(name: "a.csv", type: "text/csv", bytes: Array("a,b\n".utf8))
        let mail = try #require(
            try PythonMail.read([try Self.draft(html: "<p>Monday</p>", attachments: [file]).bytes()]).first)
        #expect(mail.defects == [])
        #expect(
            mail.parts.map(\.type) == ["text/plain", "text/html", "text/calendar", "text/csv", "application/ics"])
    }

    @Test func `a cancellation says so in the type and in the text`() throws {
        let text = Self.invitation.replacing("METHOD:REQUEST", with: "METHOD:CANCEL")
        let mail = try #require(try PythonMail.read([try Self.draft(.cancel, text).bytes()]).first)
        #expect(mail.parts[1].method == "CANCEL")
    }

    @Test func `a text that says another method, or is no calendar, is refused`() {
        for (method, text) in [
            (MailDraft.Calendar.Method.cancel, Self.invitation), (.request, ""), (.request, "METHOD:REQUEST\r\n"),
            (.request, Self.invitation.replacing("METHOD:REQUEST", with: "METHOD:REQUEST\r\nMETHOD:CANCEL")),
            (.request, Self.invitation.replacing("METHOD:REQUEST", with: "METHOD:REQUESTS")),
            (.request, Self.invitation.replacing("METHOD:REQUEST\r\n", with: "")),
            (.request, Self.invitation + String(repeating: "X:1\r\n", count: 60_000)),
        ] {
            #expect(throws: MailDraft.Unsendable.self) { try Self.draft(method, text).bytes() }
        }
    }

    @Test func `a draft without an invitation is the same as ever`() throws {
        var draft = Self.draft()
        draft.calendar = nil
        let text = String(decoding: try draft.bytes(), as: UTF8.self)
        #expect(!text.contains("multipart") && !text.contains("calendar") && text.contains("Content-Type: text/plain"))
    }

    @Test func `what a calendar answered is handed on whole, from the first part that holds one`() throws {
        let reading = try MailReader.read(try Self.draft().bytes())
        #expect(reading.calendar == Self.invitation)
        #expect(reading.text == "We ring you on Monday at 10:30.")
        #expect(reading.automatic != nil)
        var plain = Self.draft()
        plain.calendar = nil
        #expect(try MailReader.read(try plain.bytes()).calendar == nil)
        // One that is too large is none.
        let large = Array(
            ("From: a@b.example\r\nMIME-Version: 1.0\r\nContent-Type: text/calendar\r\n\r\n"
                + String(repeating: "X:1\r\n", count: 60_000)).utf8)
        #expect(try MailReader.read(large).calendar == nil)
    }
}
