import Foundation
import Testing
import Triage

@testable import Facts

struct InvitationReaderTests {
    private static func answer(
        method: String = "METHOD:REPLY", event: String = "UID:k7Qd0vXk2m\r\nSEQUENCE:1\r\n",
        attendee: String = "ATTENDEE;CN=\"Ferreira, Ana\";PARTSTAT=ACCEPTED:mailto:Ana@Customer.example\r\n",
        rest: String = ""
    ) -> String {
        "BEGIN:VCALENDAR\r\nPRODID:-//Some//Calendar 3.1//EN\r\nVERSION:2.0\r\n\(method)\r\nBEGIN:VEVENT\r\n"
            + "\(event)DTSTAMP:20261122T130000Z\r\nDTSTART;TZID=Europe/London:20261123T103000\r\n"
            + "ORGANIZER:mailto:callbacks@quillfone.example\r\n\(attendee)\(rest)END:VEVENT\r\nEND:VCALENDAR\r\n"
    }

    @Test func `an answer says who answers what to which invitation`() {
        let reply = InvitationReader.reply(Self.answer())
        #expect(
            reply
                == AppointmentReply(
                    method: .reply, uid: "k7Qd0vXk2m", sequence: 1, participation: .accepted,
                    attendee: "ana@customer.example"))
        let said = [
            ("DECLINED", AppointmentReply.Participation.declined), ("tentative", .tentative), ("DELEGATED", .delegated),
            ("NEEDS-ACTION", .needsAction),
        ]
        for (word, participation) in said {
            let text = Self.answer(attendee: "ATTENDEE;PARTSTAT=\(word):MAILTO:ana@customer.example\r\n")
            #expect(InvitationReader.reply(text)?.participation == participation)
        }
    }

    @Test func `bare line ends, folded lines, alarms and zones do no harm`() {
        let zone = "BEGIN:VTIMEZONE\nTZID:X\nBEGIN:STANDARD\nDTSTART:19700101T000000\nEND:STANDARD\nEND:VTIMEZONE\n"
        let text = Self.answer(rest: "BEGIN:VALARM\r\nUID:other\r\nEND:VALARM\r\nCOMMENT:thanks\\, see you\r\n")
            .replacing("\r\n", with: "\n").replacing("BEGIN:VEVENT\n", with: zone + "begin:vevent\n")
            .replacing("ana@customer", with: "ana@cus\n tomer").replacing("Ana@", with: "An\n\ta@")
        #expect(InvitationReader.reply(text + "\n \n")?.attendee == "ana@customer.example")
        #expect(InvitationReader.reply(text)?.uid == "k7Qd0vXk2m")
        #expect(InvitationReader.reply("\u{FEFF}" + Self.answer()) == InvitationReader.reply(Self.answer()))
        let odd = Self.answer(rest: "X_OWN:1\r\nnonsense\r\nX;\"=:2\r\n:\r\n")
        #expect(InvitationReader.reply(odd) == InvitationReader.reply(Self.answer()))
    }

    @Test func `a counter says which time is asked for`() {
        let counter = InvitationReader.reply(Self.answer(method: "METHOD:COUNTER"))
        #expect(counter?.method == .counter)
        let reading = WallClock(written: "2026-11-23T10:30:00") ?? WallClock(seconds: 0)
        #expect(counter?.proposal == .reading(reading, zone: "Europe/London"))
        let utc = Self.answer(method: "METHOD:COUNTER").replacing(
            ";TZID=Europe/London:20261123T103000", with: ":20261123T103000Z")
        #expect(InvitationReader.reply(utc)?.proposal == .instant(Moment(seconds: 1_795_429_800)))
        for other in [":20261123T103000", ";VALUE=DATE:20261123", ":tomorrow", ";TZID=:20261123T103000"] {
            let text = utc.replacing(":20261123T103000Z", with: other)
            #expect(InvitationReader.reply(text) != nil && InvitationReader.reply(text)?.proposal == nil, "\(other)")
        }
        #expect(InvitationReader.reply(Self.answer())?.proposal == nil)
    }

    @Test(arguments: [
        ("W. Europe Standard Time", "Europe/Berlin"), ("gmt standard time", "Europe/London"),
        ("Eastern Standard Time", "America/New_York"), ("UTC", "Etc/UTC"), ("Europe/Paris", "Europe/Paris"),
        ("/mozilla.example/20050126_1/Europe/Berlin", "Europe/Berlin"),
        ("/x.example/America/Argentina/Salta", "America/Argentina/Salta"), ("/x/y/z", "/x/y/z"),
        ("/Europe/Berlin", "/Europe/Berlin"), ("Customized Time Zone", "Customized Time Zone"),
    ])
    func `a zone is called as IANA calls it, where it can be told`(_ written: String, _ name: String) {
        let text = Self.answer(method: "METHOD:COUNTER").replacing("Europe/London", with: written)
        let reading = WallClock(written: "2026-11-23T10:30:00") ?? WallClock(seconds: 0)
        #expect(InvitationReader.reply(text)?.proposal == .reading(reading, zone: name))
    }

    @Test func `each zone that Windows names is one that this host knows`() throws {
        let folder = URL(filePath: "/usr/share/zoneinfo")
        guard FileManager.default.fileExists(atPath: folder.path) else { return }
        for name in CalendarZoneName.windows.values {
            let bytes = try Data(contentsOf: folder.appending(path: name))
            #expect(throws: Never.self, "\(name)") { try TimeZoneFile.read([UInt8](bytes), name: name) }
        }
        #expect(CalendarZoneName.windows.count > 70)
    }

    @Test func `whoever deletes a call says so`() {
        let reply = InvitationReader.reply(Self.answer(method: "METHOD:CANCEL"))
        #expect(reply?.method == .cancel && reply?.attendee == "ana@customer.example")
    }

    @Test func `an address is read as it was meant`() {
        for (written, address) in [
            ("mailto:ana%2Btest@customer.example", "ana+test@customer.example"),
            ("MailTo:Ana.B@CUSTOMER.example", "ana.b@customer.example"), ("mailto:%E6%97%A5@x.example", "日@x.example"),
        ] {
            #expect(InvitationReader.reply(Self.answer(attendee: "ATTENDEE:\(written)\r\n"))?.attendee == address)
        }
        let named = "ATTENDEE;EMAIL=ana@customer.example:urn:uuid:0f3f\r\n"
        #expect(InvitationReader.reply(Self.answer(attendee: named))?.attendee == "ana@customer.example")
        // What our own writer makes of an address, it gives back.
        let escaped = CalendarText.mailto("o'hara+\"x\"#1@customer.example")
        #expect(escaped == "mailto:o'hara+%22x%22%231@customer.example")
    }

    private static let refused: [(why: String, text: String)] = [
        ("empty", ""), ("no calendar", "hello"), ("cut off", String(answer().dropLast(8))),
        ("cut in two", String(answer().prefix(200))), ("a request", answer(method: "METHOD:REQUEST")),
        ("no method", answer(method: "X-METHOD:REPLY")),
        ("two methods", answer(method: "METHOD:REPLY\r\nMETHOD:COUNTER")),
        ("no uid", answer(event: "SEQUENCE:1\r\n")), ("two uids", answer(event: "UID:a\r\nUID:b\r\n")),
        ("an empty uid", answer(event: "UID:\r\n")),
        ("a long uid", answer(event: "UID:\(String(repeating: "u", count: 201))\r\n")),
        ("no attendee", answer(attendee: "")),
        ("two attendees", answer(attendee: "ATTENDEE:mailto:a@x.example\r\nATTENDEE:mailto:b@x.example\r\n")),
        ("no address", answer(attendee: "ATTENDEE:urn:uuid:1\r\n")),
        ("two addresses", answer(attendee: "ATTENDEE:mailto:a@x.example,mailto:b@x.example\r\n")),
        ("an address with a line", answer(attendee: "ATTENDEE:mailto:a%0D%0Ab@x.example\r\n")),
        ("an address of half a character", answer(attendee: "ATTENDEE:mailto:%C3@x.example\r\n")),
        ("a broken escape", answer(attendee: "ATTENDEE:mailto:a%4@x.example%\r\n")),
        ("an unknown answer", answer(attendee: "ATTENDEE;PARTSTAT=MAYBE:mailto:a@x.example\r\n")),
        ("a sequence below nothing", answer(event: "UID:a\r\nSEQUENCE:-1\r\n")),
        ("a sequence of words", answer(event: "UID:a\r\nSEQUENCE:one\r\n")),
        ("a sequence too large", answer(event: "UID:a\r\nSEQUENCE:99999999999999999999\r\n")),
        ("two sequences", answer(event: "UID:a\r\nSEQUENCE:1\r\nSEQUENCE:2\r\n")),
        ("two events", answer(rest: "END:VEVENT\r\nBEGIN:VEVENT\r\nX:1\r\n")),
        ("a broken line in place of a person", answer(attendee: "ATTENDEE;CN=\"Ana:mailto:ana@x.example\r\n")),
        ("a line after the end", answer() + "X:1\r\n"), ("an end too many", answer(rest: "END:VALARM\r\n")),
        ("two calendars", answer() + answer()),
        ("a calendar within one", answer(rest: "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")),
        ("an event outside", "BEGIN:VEVENT\r\nEND:VEVENT\r\n"),
        (
            "too deep",
            answer(rest: String(repeating: "BEGIN:X\r\n", count: 5) + String(repeating: "END:X\r\n", count: 5))
        ),
        ("too many lines", answer(rest: String(repeating: "X:1\r\n", count: 5000))),
        ("too large", answer(rest: "X:\(String(repeating: "x", count: InvitationReader.sizeLimit))\r\n")),
    ]

    @Test func `what is no answer, or not one answer, is none`() {
        for (why, text) in Self.refused { #expect(InvitationReader.reply(text) == nil, "\(why)") }
        // As deep, as long and as large as may be.
        for rest in [
            String(repeating: "BEGIN:X\r\n", count: 4) + String(repeating: "END:X\r\n", count: 4),
            String(repeating: "X:1\r\n", count: 4000), "X:\(String(repeating: "x", count: 250_000))\r\n",
        ] { #expect(InvitationReader.reply(Self.answer(rest: rest)) != nil, "\(rest.prefix(20))") }
    }

    @Test func `whatever is done to an answer, its reader stands`() {
        var chance = Chance(state: 5546)
        let whole = Array(Self.answer(method: "METHOD:COUNTER").utf8)
        var read = 0
        for _ in 0..<5000 {
            var bytes = whole
            for _ in 0..<Int(chance.next(4) + 1) {
                let place = Int(chance.next(UInt64(bytes.count)))
                switch chance.next(4) {
                case 0: bytes[place] = UInt8(chance.next(256))
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(UInt8(chance.next(256)), at: place)
                default: bytes.removeSubrange(place..<min(bytes.count, place + Int(chance.next(40))))
                }
            }
            if let reply = InvitationReader.reply(String(decoding: bytes, as: UTF8.self)) {
                read += 1
                #expect(reply.attendee.contains("@") && !reply.uid.isEmpty && reply.sequence >= 0)
            }
        }
        #expect(read > 500)
    }
}
