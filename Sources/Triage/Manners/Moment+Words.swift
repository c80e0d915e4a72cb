extension Moment {
    /// `2026-11-22 23:10Z`: for reasons that are stored.
    package var minute: String {
        let text = rfc3339
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5))Z"
    }
}

extension Duration {
    /// `3 h`, `12 min`, `5 days`: for reasons.
    package var roughly: String {
        let seconds = wholeMicroseconds / 1_000_000
        switch seconds {
        case ..<120: return "\(seconds) s"
        case ..<7200: return "\(seconds / 60) min"
        case ..<172_800: return "\(seconds / 3600) h"
        default: return "\(seconds / 86_400) days"
        }
    }
}

extension BusinessCalendar.Status {
    /// `closed since Fri 17:30; opens Mon 09:00`, as the clocks of the calendar show it.
    package func closedInWords(_ zone: TimeZoneTable) -> String {
        var words = holiday.map { "\($0.prefix(80)); " } ?? ""
        words += since.map { "closed since \(Self.told($0, zone))" } ?? "closed"
        if let nextOpening { words += "; opens \(Self.told(nextOpening, zone))" }
        return "\(words) (\(zone.name))"
    }

    /// `until Mon 17:30 (Europe/London)`.
    package func untilInWords(_ zone: TimeZoneTable) -> String {
        until.map { "until \(Self.told($0, zone)) (\(zone.name))" } ?? ""
    }

    private static func told(_ moment: Moment, _ zone: TimeZoneTable) -> String {
        let wall = zone.wallClock(at: moment)
        let clock = "\(CivilDate.padded(wall.secondOfDay / 3600, 2)):\(CivilDate.padded(wall.secondOfDay / 60 % 60, 2))"
        return "\(wall.date.weekday.short) \(clock)"
    }
}
