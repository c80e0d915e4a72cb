import Triage

/// Writes an invitation as calendars exchange them by mail: RFC 5545 in the manner of RFC 5546, ready for RFC 6047.
package enum InvitationWriter {
    /// How long before its beginning the customer's calendar rings, in minutes.
    private static let alarm = 10
    private static let longestSummary = 200
    private static let longestDescription = 4000

    /// The whole object, in UTF-8 with CRLF line ends. Whatever the values hold, they stay values.
    ///
    /// A reading that its zone's clocks show twice is the first to RFC 5545 (§3.3.5) and the second to some readers,
    /// libical among them; such an appointment is written in UTC.
    package static func text(_ invitation: Invitation) -> String {
        let start = invitation.start.wholeSeconds
        let end = invitation.end.wholeSeconds
        let table = invitation.zoneTable
        let inZone = TimeZoneName.isSound(invitation.zone) && names(start, in: table) && names(end, in: table)
        var calendar = CalendarText()
        calendar.line("BEGIN:VCALENDAR")
        calendar.line("VERSION:2.0")
        calendar.line("PRODID:-//Earshot//Call-back//EN")
        calendar.line("CALSCALE:GREGORIAN")
        calendar.line("METHOD:\(invitation.method.rawValue)")
        if inZone {
            let zone = CalendarZone(identifier: invitation.zone, table: table, from: start, through: max(start, end))
            zone.write(to: &calendar)
        }
        func time(_ name: String, _ seconds: Int64) {
            if inZone {
                calendar.line("\(name);TZID=\(invitation.zone):\(CalendarZone.written(table.wallClock(at: seconds)))")
            } else {
                calendar.line("\(name):\(CalendarZone.written(WallClock(seconds: seconds)))Z")
            }
        }
        calendar.line("BEGIN:VEVENT")
        calendar.line("UID:\(CalendarText.line(invitation.uid, limit: 200))")
        calendar.line("DTSTAMP:\(CalendarZone.written(WallClock(seconds: invitation.stamp.wholeSeconds)))Z")
        calendar.line("SEQUENCE:\(max(0, invitation.sequence))")
        time("DTSTART", start)
        // RFC 5545 §3.8.2.2: later than the start, or not there at all.
        if end > start { time("DTEND", end) }
        // An empty property is a fault to some readers.
        var summary = CalendarText.line(invitation.summary, limit: longestSummary)
        if summary.isEmpty { summary = CalendarText.line(invitation.organizer.address, limit: longestSummary) }
        calendar.line("SUMMARY:\(summary)")
        let description = CalendarText.value(invitation.description, limit: longestDescription)
        if description.contains(where: { !$0.isWhitespace }) { calendar.line("DESCRIPTION:\(description)") }
        calendar.line("ORGANIZER\(name(invitation.organizer)):\(CalendarText.mailto(invitation.organizer.address))")
        let attendee = invitation.attendee
        switch invitation.method {
        case .request:
            calendar.line(
                "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE\(name(attendee)):"
                    + CalendarText.mailto(attendee.address))
            calendar.line("STATUS:CONFIRMED")
        case .cancel:
            calendar.line("ATTENDEE;CUTYPE=INDIVIDUAL\(name(attendee)):\(CalendarText.mailto(attendee.address))")
            calendar.line("STATUS:CANCELLED")
        }
        calendar.line("TRANSP:OPAQUE")
        calendar.line("CLASS:PRIVATE")
        if let url = invitation.url, !url.isEmpty { calendar.line("URL:\(CalendarText.address(url, limit: 2000))") }
        if invitation.method == .request {
            calendar.line("BEGIN:VALARM")
            calendar.line("ACTION:DISPLAY")
            calendar.line("TRIGGER:-PT\(alarm)M")
            calendar.line("DESCRIPTION:\(summary)")
            calendar.line("END:VALARM")
        }
        calendar.line("END:VEVENT")
        calendar.line("END:VCALENDAR")
        return calendar.text
    }

    /// Whether what the clocks show then means this instant and no other.
    private static func names(_ seconds: Int64, in table: TimeZoneTable) -> Bool {
        table.placement(of: table.wallClock(at: seconds)).fit == .once
    }

    private static func name(_ party: Invitation.Party) -> String {
        guard let name = party.name, name.contains(where: { !$0.isWhitespace }) else { return "" }
        return ";CN=\(CalendarText.quoted(name, limit: longestSummary))"
    }
}
