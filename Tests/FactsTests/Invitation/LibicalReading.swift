import CIcal

/// What libical makes of an invitation.
struct LibicalReading {
    /// Seconds since 1970.
    var start: Int64
    var end: Int64
    /// Lines that it could not read, and what iTIP asks for and is not there.
    var faults: Int

    /// Nil where it is no calendar with one event.
    init?(_ text: String) {
        guard let calendar = icalparser_parse_string(text) else { return nil }
        defer { icalcomponent_free(calendar) }
        guard icalcomponent_isa(calendar) == ICAL_VCALENDAR_COMPONENT,
            let event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT)
        else { return nil }
        let start = icalcomponent_get_dtstart(event)
        let end = icalcomponent_get_dtend(event)
        self.start = Int64(icaltime_as_timet_with_zone(start, start.zone))
        self.end = Int64(icaltime_as_timet_with_zone(end, end.zone))
        let parsed = Int(icalcomponent_count_errors(calendar))
        _ = icalrestriction_check(calendar)
        faults = max(parsed, Int(icalcomponent_count_errors(calendar)))
    }
}
