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
