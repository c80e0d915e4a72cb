import Triage

/// RFC 5322 dates, written by civil-calendar arithmetic.
enum MailDate {
    /// `Sun, 22 Nov 2026 04:41:07 +0100`. Years outside 1900…9999, which no mail can carry, are clamped.
    static func text(_ moment: Moment, zoneMinutes: Int) -> String {
        let zone = max(-1439, min(1439, zoneMinutes))
        let earliest = Moment.days(fromCivil: 1900, 1, 2) * 86400
        let latest = Moment.days(fromCivil: 9999, 12, 30) * 86400
        let utc = max(earliest, min(latest, moment.microseconds / 1_000_000))
        let local = utc + Int64(zone) * 60
        let day = local >= 0 ? local / 86400 : (local - 86399) / 86400
        let second = local - day * 86400
        let (year, month, date) = Moment.civil(fromDays: day)
        let weekday = Int(((day + 4) % 7 + 7) % 7)
        let offset = abs(zone)
        return "\(weekdays[weekday]), \(two(date)) \(months[Int(month) - 1]) \(year) "
            + "\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60)) "
            + "\(zone < 0 ? "-" : "+")\(two(Int64(offset / 60)))\(two(Int64(offset % 60)))"
    }

    private static func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }

    static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}

extension MailDate {
    /// INTERNALDATE, `22-Nov-2026 04:41:07 +0100`; the day may have one digit after a space. Nil for
    /// anything else.
    static func internalDate(_ text: String) -> Moment? {
        let words = text.split(separator: " ")
        guard words.count == 3 else { return nil }
        let date = words[0].split(separator: "-")
        let time = words[1].split(separator: ":").compactMap { Int64($0) }
        guard date.count == 3, time.count == 3, let day = Int64(date[0]), (1...31).contains(day),
            let month = months.firstIndex(where: { $0.lowercased() == date[1].lowercased() }),
            let year = Int64(date[2]), (1900...9999).contains(year), (0..<24).contains(time[0]),
            (0..<60).contains(time[1]), (0...60).contains(time[2]), words[2].utf8.count == 5,
            let zone = Int64(words[2].dropFirst()), zone >= 0, let sign = words[2].first, sign == "+" || sign == "-"
        else { return nil }
        let offset = (zone / 100 * 60 + zone % 100) * 60
        let seconds =
            Moment.days(fromCivil: year, Int64(month) + 1, day) * 86400 + time[0] * 3600 + time[1] * 60 + time[2]
        return Moment(seconds: sign == "+" ? seconds - offset : seconds + offset)
    }
}
