import Foundation
import Testing
import Triage

@testable import Facts

struct InvitationWriterTests {
    /// 2026-11-23 10:30 in London.
    private static let monday: Int64 = 1_795_429_800

    @Test func `an invitation is written whole`() throws {
        let text = InvitationWriter.text(
            try Appointments.make(
                at: Self.monday, description: "Case 7; we ring +44 20 7946 0958,\nas agreed \\o/",
                url: "https://desk.quillfone.example/c/abc?x=1&y=é"))
        #expect(
            Appointments.lines(text) == [
                "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Earshot//Call-back//EN", "CALSCALE:GREGORIAN",
                "METHOD:REQUEST", "BEGIN:VTIMEZONE", "TZID:Europe/London",
                "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0000", "TZOFFSETTO:+0000", "TZNAME:GMT",
                "END:STANDARD",
                "BEGIN:DAYLIGHT", "DTSTART:20260329T010000", "TZOFFSETFROM:+0000", "TZOFFSETTO:+0100", "TZNAME:BST",
                "END:DAYLIGHT",
                "BEGIN:STANDARD", "DTSTART:20261025T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0000", "TZNAME:GMT",
                "END:STANDARD",
                "BEGIN:DAYLIGHT", "DTSTART:20270328T010000", "TZOFFSETFROM:+0000", "TZOFFSETTO:+0100", "TZNAME:BST",
                "END:DAYLIGHT",
                "BEGIN:STANDARD", "DTSTART:20271031T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0000", "TZNAME:GMT",
                "END:STANDARD",
                "END:VTIMEZONE", "BEGIN:VEVENT", "UID:k7Qd0vXk2m", "DTSTAMP:20261122T130000Z", "SEQUENCE:0",
                "DTSTART;TZID=Europe/London:20261123T103000", "DTEND;TZID=Europe/London:20261123T104500",
                "SUMMARY:Quillfone rings you",
                "DESCRIPTION:Case 7\\; we ring +44 20 7946 0958\\,\\nas agreed \\\\o/",
                "ORGANIZER;CN=\"Quillfone\":mailto:callbacks@quillfone.example",
                "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;"
                    + "CN=\"Ana Ferreira\":mailto:ana@customer.example",
                "STATUS:CONFIRMED", "TRANSP:OPAQUE", "CLASS:PRIVATE",
                "URL:https://desk.quillfone.example/c/abc?x=1&y=%C3%A9", "BEGIN:VALARM", "ACTION:DISPLAY",
                "TRIGGER:-PT10M", "DESCRIPTION:Quillfone rings you", "END:VALARM", "END:VEVENT", "END:VCALENDAR", "",
            ])
    }

    @Test func `asked for, moved and taken back is one appointment with a rising number`() throws {
        let first = try Appointments.make(at: Self.monday)
        var moved = first
        moved.start = moved.start + .seconds(86_400)
        moved.end = moved.end + .seconds(86_400)
        moved.sequence = 1
        var gone = moved
        gone.method = .cancel
        gone.sequence = 2
        let texts = [first, moved, gone].map(InvitationWriter.text)
        let lines = Appointments.lines(texts[2])
        #expect(lines.contains("METHOD:CANCEL") && lines.contains("STATUS:CANCELLED") && lines.contains("SEQUENCE:2"))
        #expect(!lines.contains("BEGIN:VALARM") && !texts[2].contains("RSVP"))
        for text in texts { #expect(try #require(LibicalReading(text)).faults == 0, "\(text)") }
        guard let read = try PythonCalendar.read(texts) else { return }
        #expect(read.map(\.uid) == ["k7Qd0vXk2m", "k7Qd0vXk2m", "k7Qd0vXk2m"])
        #expect(read.map(\.method) == ["REQUEST", "REQUEST", "CANCEL"])
        #expect(read.map(\.sequence) == [0, 1, 2])
        #expect(read.map(\.status) == ["CONFIRMED", "CONFIRMED", "CANCELLED"])
        #expect(read.map(\.start) == [Self.monday, Self.monday + 86_400, Self.monday + 86_400])
        #expect(read.map(\.alarms) == [1, 1, 0])
        #expect(read.allSatisfy { $0.errors.isEmpty && $0.attendee == "mailto:ana@customer.example" })
    }

    private static let zones = [
        "Africa/Abidjan", "Africa/Cairo", "Africa/Casablanca", "Africa/El_Aaiun", "Africa/Johannesburg",
        "America/Asuncion", "America/Bogota", "America/Havana", "America/Lima", "America/Los_Angeles",
        "America/Mexico_City", "America/New_York", "America/Nuuk", "America/Santiago", "America/Sao_Paulo",
        "America/Scoresbysund", "America/St_Johns", "America/Troll", "Antarctica/Troll", "Asia/Almaty", "Asia/Beirut",
        "Asia/Gaza", "Asia/Jerusalem", "Asia/Kathmandu", "Asia/Kolkata", "Asia/Shanghai", "Asia/Tehran", "Asia/Tokyo",
        "Atlantic/Azores", "Australia/Adelaide", "Australia/Eucla", "Australia/Lord_Howe", "Europe/Berlin",
        "Europe/Chisinau", "Europe/Dublin", "Europe/Istanbul", "Europe/Lisbon", "Europe/London", "Europe/Moscow",
        "Pacific/Apia", "Pacific/Chatham", "Pacific/Easter", "Pacific/Kiritimati", "Pacific/Norfolk",
        "Etc/GMT+5", "UTC",
    ].filter { FileManager.default.fileExists(atPath: "\(HostZones.folder)/\($0)") }

    /// Around each change of the clocks in years that have odd ones, and in between.
    private static func instants(_ table: TimeZoneTable) -> [Int64] {
        func year(_ number: Int) -> Int64 { Moment(rfc3339: "\(number)-01-01")?.wholeSeconds ?? 0 }
        var instants: Set<Int64> = []
        for (from, to) in [(2011, 2012), (2026, 2028), (2040, 2041)] {
            for change in table.changes where (year(from)..<year(to)).contains(change.at) {
                for step: Int64 in [-5400, -900, -600, 0, 600, 1800, 5400] {
                    instants.insert(change.at + step)
                }
            }
            for step in 0..<4 { instants.insert(year(from) + Int64(step) * 92 * 86_400 + 37_800) }
        }
        return instants.sorted()
    }

    @Test func `Python and libical find the same instant in every zone, at the changes of its clocks too`() throws {
        #expect(Self.zones.count >= 40)
        var expected: [(zone: String, at: Int64)] = []
        var texts: [String] = []
        var inUTC = 0
        for zone in Self.zones {
            let table = try Appointments.table(zone)
            for at in Self.instants(table) {
                expected.append((zone, at))
                let text = InvitationWriter.text(try Appointments.make(at: at, zone: zone))
                texts.append(text)
                // Those that have a name of their own in their zone are written by it, and no others.
                let isNamed = [at, at + 900].allSatisfy { table.placement(of: table.wallClock(at: $0)).fit == .once }
                #expect(text.contains("TZID") == isNamed, "\(zone) \(at)")
                if !isNamed { inUTC += 1 }
                let found = try #require(LibicalReading(text))
                #expect(found.faults == 0, "\(text)")
                #expect(found.start == at && found.end == at + 900, "\(zone) \(at): \(found)")
            }
        }
        #expect(inUTC > 40)
        guard let read = try PythonCalendar.read(texts) else { return }
        #expect(read.count == texts.count && read.count > 1500)
        for (place, found) in read.enumerated() {
            let (zone, at) = expected[place]
            #expect(found.start == at && found.end == at + 900, "\(zone) \(at) by its VTIMEZONE: \(found)")
            // Where Python's zones are the host's, too.
            #expect(found.startByName == at, "\(zone) \(at) by name: \(found)")
            #expect(found.errors.isEmpty && found.zones == (texts[place].contains("TZID") ? 1 : 0))
        }
    }

    @Test func `a zone without a sound name is written in UTC`() throws {
        for name in ["", "Europe/London\r\nX-EVIL:1", "../../etc/passwd", "Mars: Olympus"] {
            var invitation = try Appointments.make(at: Self.monday)
            invitation.zone = name
            let lines = Appointments.lines(InvitationWriter.text(invitation))
            #expect(lines.contains("DTSTART:20261123T103000Z") && !lines.contains("BEGIN:VTIMEZONE"))
        }
    }

    @Test func `an end that is not after the start is left out`() throws {
        var invitation = try Appointments.make(at: Self.monday)
        invitation.end = invitation.start
        let text = InvitationWriter.text(invitation)
        #expect(!text.contains("DTEND"))
        #expect(try #require(LibicalReading(text)).faults == 0)
    }
}
