import Foundation
import TestKit
import Testing
import Triage

@testable import Channels

/// Mail that no machine may answer (RFC 3834 §2 and §4, and what practice added): each sign by itself, and a corpus
/// of bounces.
@Suite struct UnansweredMailTests {
    private static let now = Moment(rfc3339: "2026-11-22T20:00:00Z")!
    private static let hours = BusinessCalendar(
        name: "default", zone: .utc, weekly: [.monday: [OpeningInterval(start: 9 * 3600, end: 17 * 3600)]])
    private static let manners = Manners(
        mode: .on, sources: ["support-mail"], ownAddresses: ["support-mail": ["support@quillfone.example"]])

    private static func message(_ bytes: [UInt8]) throws -> Message {
        try MailReader.read(bytes).message(source: "support-mail", received: now - .seconds(60), now: now)
    }

    private static func answering(_ message: Message, _ manners: Manners = manners) -> Answering {
        manners.answering(
            message, verdict: nil, isHot: false, correspondence: Correspondence(), calendar: hours, now: now)
    }

    /// A customer's letter with some of its header written otherwise.
    private static func letter(_ changed: [String: String?] = [:]) -> [UInt8] {
        let usual = [
            "Return-Path": "<ana@firm.example>", "From": "Ana <ana@firm.example>", "To": "support@quillfone.example",
            "Subject": "No signal in Leeds", "Date": "Sun, 22 Nov 2026 19:58:00 +0000",
            "Message-ID": "<1@firm.example>",
        ]
        var lines: [String] = []
        for (name, value) in usual where changed[name] == nil { lines.append("\(name): \(value)") }
        for (name, value) in changed { if let value { lines.append("\(name): \(value)") } }
        return Array(
            (lines + ["", "My line has been dead since noon. What shall I do?", ""]).joined(separator: "\r\n").utf8)
    }

    @Test func `a customer's letter is answered`() throws {
        guard case .answer = Self.answering(try Self.message(Self.letter())) else {
            Issue.record("\(Self.answering(try Self.message(Self.letter())))")
            return
        }
    }

    @Test(arguments: [
        ("Auto-Submitted", "auto-replied"), ("Auto-Submitted", "auto-generated; owner-email=\"a@b.example\""),
        ("Auto-Submitted", "auto-notified"), ("Auto-Submitted", "Auto-Replied (vacation)"), ("Return-Path", "<>"),
        ("From", "owner-news@firm.example"), ("From", "news-owner@firm.example"),
        ("From", "news-request@firm.example"), ("From", "MAILER-DAEMON@firm.example"),
        ("From", "postmaster@firm.example"), ("From", "no-reply@firm.example"), ("From", "noreply@firm.example"),
        ("From", "donotreply@firm.example"), ("From", "bounces+7@firm.example"), ("List-Id", "<news.firm.example>"),
        ("List-Unsubscribe", "<mailto:a@b.example>"), ("List-Post", "NO"), ("Precedence", "bulk"),
        ("Precedence", "list"), ("Precedence", "junk"), ("Precedence", "auto_reply"), ("Feedback-ID", "1:2:3:firm"),
        ("X-Auto-Response-Suppress", "All"), ("X-Auto-Response-Suppress", "DR, OOF"),
        ("X-Auto-Response-Suppress", "AutoReply"), ("X-Autoreply", "yes"), ("X-Autorespond", "yes"),
        ("X-Loop", "us"), ("X-Auto-Generated", "1"), ("X-Spam-Flag", "YES"),
        ("Content-Type", "multipart/report; report-type=delivery-status; boundary=x"),
        ("Content-Type", "text/calendar; method=REPLY"),
        ("Authentication-Results", "mx.quillfone.example; dmarc=fail header.from=firm.example"),
        ("Subject", "Automatic reply: No signal"), ("Subject", "Out of Office: back on Monday"),
    ])
    func `each sign that a machine wrote it keeps us silent`(_ name: String, _ value: String) throws {
        let answering = Self.answering(try Self.message(Self.letter([name: value])))
        guard case .silence(let silence) = answering else {
            Issue.record("\(name): \(value) is answered")
            return
        }
        #expect(silence.code == .automatic && !silence.detail.isEmpty)
    }

    @Test(arguments: [
        ("Auto-Submitted", "no"), ("Auto-Submitted", "No (a person)"), ("Precedence", "first-class"),
        ("X-Auto-Response-Suppress", "DR"),
    ])
    func `what only looks like a sign keeps nobody from an answer`(_ name: String, _ value: String) throws {
        guard case .answer = Self.answering(try Self.message(Self.letter([name: value]))) else {
            Issue.record("\(name): \(value) is not answered")
            return
        }
    }

    @Test func `no return path, no answer`() throws {
        let answering = Self.answering(try Self.message(Self.letter(["Return-Path": nil])))
        #expect(answering == .silence(Silence(.noWay, "the mail has no return path")))
    }

    @Test(arguments: ["To", "Cc", "Bcc", "Resent-To", "Resent-Cc", "Resent-Bcc"])
    func `we are written to wherever we are named, and otherwise not`(_ field: String) throws {
        let stranger = Self.letter(["To": "list@firm.example"])
        #expect(
            Self.answering(try Self.message(stranger))
                == .silence(Silence(.notToUs, "our address is not among the recipients")))
        var header: [String: String?] = ["To": "list@firm.example"]
        header[field] = "Ben <ben@firm.example>, Support <Support@Quillfone.example>"
        let message = try Self.message(Self.letter(header))
        #expect(message.envelope?.recipients.contains("support@quillfone.example") == true)
        guard case .answer = Self.answering(message) else {
            Issue.record("\(field) does not count")
            return
        }
    }

    @Test func `a thousand recipients are kept bounded, and nobody says that we are not among them`() throws {
        let many = (0..<1000).map { "person\($0)@firm.example" }.joined(separator: ",\r\n ")
        let envelope = try #require(try Self.message(Self.letter(["To": many])).envelope)
        #expect(envelope.recipients.count == Message.Envelope.mostRecipients && envelope.isCut)
    }

    @Test func `no bounce and no automatic answer of the corpus is answered`() throws {
        guard let shared = SharedFolder.find() else { return }
        let folder = "fixtures/email/bounce-sisimai"
        var answered: [String] = []
        var count = 0
        let root = shared.path(folder)
        let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: [.isRegularFileKey])
        while let file = files?.nextObject() as? URL {
            guard (try? file.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true,
                file.pathExtension == "eml", let data = try? Data(contentsOf: file),
                let message = try? Self.message([UInt8](data))
            else { continue }
            count += 1
            // Whoever is named in them: they are read as if they were sent to us.
            var manners = Self.manners
            manners.ownAddresses = [:]
            if case .answer = Self.answering(message, manners) { answered.append(file.lastPathComponent) }
        }
        #expect(count > 100)
        #expect(answered.isEmpty, "\(answered.count) of \(count): \(answered.prefix(10))")
    }
}
