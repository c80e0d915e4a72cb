import Foundation

/// A moment in UTC, taken apart, and the spellings that the vendors' protocols give it. Written without
/// `DateFormatter`, which is slow and follows the host's locale.
struct VendorDate: Sendable, Equatable {
    var year: Int
    var month: Int
    var day: Int
    var hour: Int
    var minute: Int
    var second: Int
    var microsecond: Int
    /// 0 is Sunday.
    var weekday: Int

    init(_ date: Date) {
        let total = Int((date.timeIntervalSince1970 * 1_000_000).rounded())
        let seconds = total.flooringQuotient(by: 1_000_000)
        let days = seconds.flooringQuotient(by: 86_400)
        let rest = seconds - days * 86_400
        microsecond = total - seconds * 1_000_000
        (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60)
        weekday = ((days + 4) % 7 + 7) % 7
        (year, month, day) = Self.civil(days: days)
    }

    /// `2026-11-22T18:30:05.120Z`: Mastodon's `created_at`.
    var milliseconds: String { "\(isoDay)T\(clock).\(padded(microsecond / 1000, 3))Z" }
    /// `2026-11-22T18:35:00.000000Z`: Mastodon's `X-RateLimit-Reset`.
    var microseconds: String { "\(isoDay)T\(clock).\(padded(microsecond, 6))Z" }
    /// `2026-11-22T18:30:05Z`: Atom.
    var rfc3339: String { "\(isoDay)T\(clock)Z" }
    /// `2026-11-22`.
    var isoDay: String { "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))" }
    /// `Sun, 22 Nov 2026 18:30:05 +0000`: mail, RSS, Twilio.
    var rfc2822: String { "\(dayName), \(padded(day, 2)) \(monthName) \(padded(year, 4)) \(clock) +0000" }
    /// `Sun, 22 Nov 2026 18:30:05 GMT`: HTTP.
    var http: String { "\(dayName), \(padded(day, 2)) \(monthName) \(padded(year, 4)) \(clock) GMT" }
    /// `22-Nov-2026 18:30:05 +0000`, a day below ten led by a space: IMAP's INTERNALDATE.
    var imap: String {
        "\(day < 10 ? " " : "")\(day)-\(monthName)-\(padded(year, 4)) \(clock) +0000"
    }

    private var clock: String { "\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))" }
    private var dayName: String { Self.days[weekday] }
    private var monthName: String { Self.months[month - 1] }

    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// 1 to 12 from `Nov`, whatever its case.
    static func month(named name: String) -> Int? {
        months.firstIndex { $0.lowercased() == name.lowercased() }.map { $0 + 1 }
    }

    /// Midnight UTC of a day, nil where there is no such day.
    static func midnight(year: Int, month: Int, day: Int) -> Date? {
        guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        let days = days(year: year, month: month, day: day)
        guard civil(days: days) == (year, month, day) else { return nil }
        return Date(timeIntervalSince1970: Double(days) * 86_400)
    }

    /// `2026-11-22` at midnight UTC; whatever follows the day is left unread.
    static func day(iso text: String) -> Date? {
        let parts = text.prefix(10).split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]) else {
            return nil
        }
        return midnight(year: year, month: month, day: day)
    }

    /// `Sun, 22 Nov 2026 18:30:05 GMT`, the one form that a server sends and so gets back.
    static func http(_ text: String) -> Date? {
        let words = text.split(separator: " ")
        guard words.count == 6, let day = Int(words[1]), let month = month(named: String(words[2])),
            let year = Int(words[3]), let midnight = midnight(year: year, month: month, day: day)
        else { return nil }
        let clock = words[4].split(separator: ":").compactMap { Int($0) }
        guard clock.count == 3, (0...23).contains(clock[0]), (0...59).contains(clock[1]), (0...60).contains(clock[2])
        else { return nil }
        return midnight.addingTimeInterval(Double(clock[0] * 3600 + clock[1] * 60 + clock[2]))
    }

    // The proleptic Gregorian calendar with years that begin in March, so that the leap day comes last.
    private static func days(year: Int, month: Int, day: Int) -> Int {
        let y = month <= 2 ? year - 1 : year
        let era = y.flooringQuotient(by: 400)
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func civil(days: Int) -> (Int, Int, Int) {
        let shifted = days + 719_468
        let era = shifted.flooringQuotient(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}

private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

extension Int {
    fileprivate func flooringQuotient(by divisor: Int) -> Int {
        let quotient = self / divisor
        return quotient * divisor > self ? quotient - 1 : quotient
    }
}
