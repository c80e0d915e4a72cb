import Testing
import Triage

@testable import Channels

/// What mail systems report of our own answers that they could not deliver.
@Suite struct BounceTests {
    private static let now = Moment(rfc3339: "2026-11-22T20:00:00Z")!

    private static func report(
        _ action: String = "failed", id: String = "answer.5f3a@quillfone.example", asHeader: Bool = false,
        type: String = "multipart/report; report-type=delivery-status"
    ) -> String {
        let returned = """
            From: Quillfone <support@quillfone.example>
            To: ana@kite.example
            Subject: Auto: No signal
            Message-ID:
             <\(id)>
            """
        return """
            Return-Path: <>
            From: MAILER-DAEMON@mx.kite.example (Mail Delivery System)
            To: support@quillfone.example
            Subject: Undelivered Mail Returned to Sender
            Date: Sun, 22 Nov 2026 19:58:00 +0000
            Message-ID: <b1@mx.kite.example>
            MIME-Version: 1.0
            Content-Type: \(type); boundary="rep"

            --rep
            Content-Type: text/plain

            I'm sorry to have to inform you that your message could not be delivered.
            --rep
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.kite.example
            Arrival-Date: Sun, 22 Nov 2026 19:57:00 +0000

            Final-Recipient: rfc822; ana@kite.example
            Action: \(action)
            Status: 5.1.1
            Diagnostic-Code: smtp; 550 5.1.1 <ana@kite.example>:
             no such person here
            --rep
            Content-Type: \(asHeader ? "text/rfc822-headers" : "message/rfc822")

            \(returned)

            Nobody is at the desk.
            --rep--
            """
    }

    private static func message(_ mail: String) throws -> Message {
        try MailReader.read(Array(mail.replacing("\n", with: "\r\n").utf8))
            .message(source: "support-mail", received: now - .seconds(60), now: now)
    }

    @Test(arguments: [false, true])
    func `an answer that came back is known by its Message-ID, with the reason, and the report is not answered`(
        _ asHeader: Bool
    ) throws {
        let message = try Self.message(Self.report(asHeader: asHeader))
        let bounce = try #require(message.bounce)
        #expect(bounce.identity == MailReading.identity("support-mail", "answer.5f3a@quillfone.example"))
        #expect(bounce.reason == "5.1.1 smtp; 550 5.1.1 <ana@kite.example>: no such person here")
        #expect(message.author.isAutomatic && message.envelope?.returnPath == "")
    }

    @Test func `what is late, relayed, somebody else's, or only looks like a report, is none`() throws {
        for action in ["delayed", "relayed", "delivered", "expanded"] {
            #expect(try Self.message(Self.report(action)).bounce == nil)
        }
        #expect(try Self.message(Self.report(id: "one@quillfone.example")).bounce == nil)
        #expect(try Self.message(Self.report(type: "multipart/mixed")).bounce == nil)
    }

    @Test func `a report of any size and with anything in it is read within bounds`() throws {
        let lines = String(repeating: "X-\u{1}: y\n folded\n", count: 20_000)
        let late = Self.report().replacing("Final-Recipient", with: lines + "Final-Recipient")
        #expect(try Self.message(late).bounce == nil)
        let long = Self.report().replacing("no such person here", with: String(repeating: "n", count: 10_000))
        #expect(try Self.message(long).bounce?.reason.count == 201)
    }
}
