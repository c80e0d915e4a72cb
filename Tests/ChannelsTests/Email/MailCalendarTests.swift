import Testing
import Triage

@testable import Channels

/// What calendars answer to an invitation, in the shapes in which the large programs write it.
@Suite struct MailCalendarTests {
    private static let now = Moment(rfc3339: "2026-11-22T20:00:00Z")!

    private static func message(_ mail: String) throws -> Message {
        try MailReader.read(Array(mail.replacing("\n", with: "\r\n").utf8))
            .message(source: "support-mail", received: now - .seconds(60), now: now)
    }

    /// A web calendar: an envelope of its own, text, web page, calendar and the same as a file.
    private static func web(_ method: String = "REPLY", _ event: String = "", header: String = "") -> String {
        let calendar = """
            BEGIN:VCALENDAR
            PRODID:-//Webcal//Calendar 70.9054//EN
            VERSION:2.0
            CALSCALE:GREGORIAN
            METHOD:\(method)
            BEGIN:VEVENT
            DTSTART:20261123T103000Z
            DTEND:20261123T104500Z
            DTSTAMP:20261122T195800Z
            ORGANIZER;CN=Quillfone:mailto:support@quillfone.example
            UID:k7Qd0vXk2m
            ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=DECLINED;CN=Ana Fe
             rreira;X-NUM-GUESTS=0:mailto:ana@kite.example
            CREATED:20261122T190000Z
            SEQUENCE:2
            STATUS:CONFIRMED
            SUMMARY:☎ Quillfone
            \(event)TRANSP:OPAQUE
            END:VEVENT
            END:VCALENDAR
            """
        return """
            Return-Path: <3xy@calendar-server.bounces.webcal.example>
            \(header)Sender: Webcal <calendar-notification@webcal.example>
            From: Ana Ferreira <Ana@Kite.example>
            To: support@quillfone.example
            Subject: Declined: Quillfone @ Mon 23 Nov 2026
            Date: Sun, 22 Nov 2026 19:58:00 +0000
            Message-ID: <calendar-1@webcal.example>
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="out"

            --out
            Content-Type: multipart/alternative; boundary="in"

            --in
            Content-Type: text/plain; charset="UTF-8"; format=flowed; delsp=yes

            Ana Ferreira has declined this invitation.
            --in
            Content-Type: text/html; charset="UTF-8"

            <p>Ana Ferreira has declined this invitation.</p>
            --in
            Content-Type: text/calendar; charset="UTF-8"; method=\(method)
            Content-Transfer-Encoding: 8bit

            \(calendar)

            --in--
            --out
            Content-Type: application/ics; name="invite.ics"
            Content-Disposition: attachment; filename="invite.ics"

            \(calendar)

            --out--
            """
    }

    /// An office suite: Windows' zone names, capitals, a folded base64 part.
    private static func office(_ zone: String = "GMT Standard Time") -> String {
        """
        Return-Path: <ana@kite.example>
        From: Ana <ana@kite.example>
        To: "support@quillfone.example" <support@quillfone.example>
        Subject: New Time Proposed: Quillfone
        Date: Sun, 22 Nov 2026 19:58:00 +0000
        Message-ID: <AM0@office.example>
        X-MS-Has-Attach:
        MIME-Version: 1.0
        Content-Type: multipart/alternative; boundary="_000_"

        --_000_
        Content-Type: text/plain; charset="us-ascii"

        I am on a train then.
        --_000_
        Content-Type: text/calendar; charset="utf-8"; method=COUNTER

        BEGIN:VCALENDAR
        METHOD:COUNTER
        PRODID:Office Server 2010
        VERSION:2.0
        BEGIN:VTIMEZONE
        TZID:\(zone)
        BEGIN:STANDARD
        DTSTART:16010101T020000
        TZOFFSETFROM:+0100
        TZOFFSETTO:+0000
        RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
        END:STANDARD
        BEGIN:DAYLIGHT
        DTSTART:16010101T010000
        TZOFFSETFROM:+0000
        TZOFFSETTO:+0100
        RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
        END:DAYLIGHT
        END:VTIMEZONE
        BEGIN:VEVENT
        ATTENDEE;PARTSTAT=TENTATIVE;CN=Ana:MAILTO:ANA@KITE.EXAMPLE
        COMMENT;LANGUAGE=en-GB:I am on a train then.\\n
        UID:k7Qd0vXk2m
        SUMMARY;LANGUAGE=en-GB:New Time Proposed: Quillfone
        DTSTART;TZID=\(zone):20261123T113000
        DTEND;TZID=\(zone):20261123T114500
        CLASS:PRIVATE
        DTSTAMP:20261122T195800Z
        SEQUENCE:0
        X-MICROSOFT-CDO-APPT-SEQUENCE:0
        X-MS-OLK-ORIGINALSTART;TZID=\(zone):20261123T103000
        BEGIN:VALARM
        TRIGGER;RELATED=START:-PT15M
        ACTION:DISPLAY
        END:VALARM
        END:VEVENT
        END:VCALENDAR
        --_000_--
        """
    }

    /// A desktop calendar: the whole mail is the answer.
    private static let desktop = """
        Return-Path: <ana@kite.example>
        From: Ana <ana@kite.example>
        To: support@quillfone.example
        Subject: Ana accepted
        Date: Sun, 22 Nov 2026 19:58:00 +0000
        Message-ID: <9A@kite.example>
        MIME-Version: 1.0
        Content-Type: text/calendar; charset=utf-8; method=REPLY; name=iCal.ics
        Content-Transfer-Encoding: quoted-printable

        BEGIN:VCALENDAR
        CALSCALE:GREGORIAN
        PRODID:-//Desk Inc.//Mac OS X 14//EN
        METHOD:REPLY
        VERSION:2.0
        BEGIN:VEVENT
        ATTENDEE;CN=3D"Ferreira, Ana";CUTYPE=3DINDIVIDUAL;EMAIL=3D"ana@kite.example";PART=
        STAT=3DACCEPTED:mailto:ana@kite.example
        DTEND;TZID=3DEurope/London:20261123T104500
        DTSTAMP:20261122T195800Z
        DTSTART;TZID=3DEurope/London:20261123T103000
        ORGANIZER;CN=3DQuillfone:mailto:support@quillfone.example
        SEQUENCE:0
        SUMMARY:=E2=98=8E Quillfone
        UID:k7Qd0vXk2m
        END:VEVENT
        END:VCALENDAR
        """

    @Test func `a web calendar's, an office suite's and a desktop's answer say whose call it is and what of it`() throws
    {
        let web = try Self.message(Self.web())
        #expect(
            web.appointment
                == AppointmentReply(
                    method: .reply, uid: "k7Qd0vXk2m", sequence: 2, participation: .declined,
                    attendee: "ana@kite.example"))
        #expect(web.author.handle.address == "ana@kite.example" && web.author.isAutomatic)
        let office = try Self.message(Self.office()).appointment
        #expect(office?.method == .counter && office?.attendee == "ana@kite.example")
        let clock = WallClock(written: "2026-11-23T11:30:00") ?? WallClock(seconds: 0)
        #expect(office?.proposal == .reading(clock, zone: "Europe/London"))
        let desktop = try Self.message(Self.desktop).appointment
        #expect(desktop?.participation == .accepted && desktop?.sequence == 0)
        let cancel = try Self.message(Self.web("CANCEL")).appointment
        #expect(cancel?.method == .cancel)
    }

    @Test func `a zone that somebody made themselves keeps the name that nobody knows`() throws {
        let proposal = try Self.message(Self.office("Customized Time Zone")).appointment?.proposal
        guard case .reading(_, let zone) = proposal else {
            Issue.record("\(String(describing: proposal))")
            return
        }
        #expect(zone == "Customized Time Zone")
    }

    @Test(arguments: [
        "X-Spam-Flag: YES\n", "Authentication-Results: mx.quillfone.example; dmarc=fail header.from=kite.example\n",
        "Auto-Submitted: auto-generated\nX-Spam-Flag: YES\n",
    ])
    func `what our mail server doubts does not count`(_ header: String) throws {
        let message = try Self.message(Self.web(header: header))
        #expect(message.appointment == nil)
        #expect(message.notes.contains { $0.hasPrefix("what its calendar answers does not count") })
        #expect(try Self.message(Self.web(header: "Auto-Submitted: auto-generated\n")).appointment != nil)
    }

    @Test(arguments: [
        ("a request", "REQUEST", ""), ("two events", "REPLY", "END:VEVENT\nBEGIN:VEVENT\nUID:other\n"),
        ("two people", "REPLY", "ATTENDEE;PARTSTAT=DECLINED:mailto:b@kite.example\n"), ("broken", "REPLY", "BEGIN:X\n"),
        (
            "deep", "REPLY",
            String(repeating: "BEGIN:X\n", count: 5000) + String(repeating: "END:X\n", count: 5000)
        ),
        ("a sequence that is none", "REPLY", "SEQUENCE:-4\n"),
    ])
    func `what is no answer that can be read is an ordinary mail with a note`(
        _ why: String, _ method: String, _ event: String
    ) throws {
        let message = try Self.message(Self.web(method, event))
        #expect(message.appointment == nil, "\(why)")
        #expect(message.notes.contains("its calendar is no answer to an invitation, or cannot be read"), "\(why)")
        #expect(message.text.contains("Ana Ferreira has declined"))
    }

    @Test func `a calendar larger than any answer is not read, and said so`() throws {
        let message = try Self.message(Self.web("REPLY", "X-LONG:" + String(repeating: "x", count: 256 << 10) + "\n"))
        #expect(message.appointment == nil)
        #expect(message.notes.contains("a calendar of more than 262144 bytes was not read"))
    }

    @Test func `an answer in a mail that somebody forwards as a file is not theirs`() throws {
        let forwarded = """
            Return-Path: <ben@kite.example>
            From: Ben <ben@kite.example>
            To: support@quillfone.example
            Subject: Fwd
            Message-ID: <f@kite.example>
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="fwd"

            --fwd
            Content-Type: message/rfc822

            \(Self.desktop)
            --fwd--
            """
        let message = try Self.message(forwarded)
        #expect(message.appointment == nil && message.author.handle.address == "ben@kite.example")
    }
}
