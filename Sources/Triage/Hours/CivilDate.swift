/// A day of the proleptic Gregorian calendar, wherever it is lived: no time of day, no zone.
package struct CivilDate: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01.
    package var day: Int

    package init(day: Int) { self.day = day }

    /// Nil where there is no such date, and outside the years 1 to 9999.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month),
            (1...Self.days(inMonth: month, of: year)).contains(day)
        else { return nil }
        self.init(day: Int(Moment.days(fromCivil: Int64(year), Int64(month), Int64(day))))
    }

    /// `2026-12-24`, and nothing else.
    package init?(iso text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]),
            let day = Self.number(bytes[8..<10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    package var parts: (year: Int, month: Int, day: Int) {
        let civil = Moment.civil(fromDays: Int64(day))
        return (Int(civil.year), Int(civil.month), Int(civil.day))
    }

    package var year: Int { parts.year }
    package var weekday: Weekday { Weekday.of(day: day) }

    package static func + (a: CivilDate, days: Int) -> CivilDate { CivilDate(day: a.day + days) }
    package static func - (a: CivilDate, days: Int) -> CivilDate { CivilDate(day: a.day - days) }
    package static func < (a: CivilDate, b: CivilDate) -> Bool { a.day < b.day }

    package static func isLeap(_ year: Int) -> Bool {
        year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    }

    package static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: isLeap(year) ? 29 : 28
        default: 31
        }
    }

    /// Of ASCII digits, at least one.
    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for digit in digits {
            guard (48...57).contains(digit) else { return nil }
            value = value * 10 + Int(digit - 48)
        }
        return value
    }
}

extension CivilDate: CustomStringConvertible {
    /// `2026-12-24`.
    package var description: String {
        let (year, month, day) = parts
        return "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
    }

    static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

/// Monday first, as ISO 8601 counts.
package enum Weekday: Int, Hashable, Sendable, CaseIterable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    /// Of days since 1970-01-01, which was a Thursday.
    static func of(day: Int) -> Weekday {
        let place = (day % 7 + 7 + Weekday.thursday.rawValue) % 7
        return Weekday(rawValue: place) ?? .monday
    }

    /// `Mon`.
    package var short: String {
        switch self {
        case .monday: "Mon"
        case .tuesday: "Tue"
        case .wednesday: "Wed"
        case .thursday: "Thu"
        case .friday: "Fri"
        case .saturday: "Sat"
        case .sunday: "Sun"
        }
    }
}

/// What a calendar and a clock on a wall show together, in whichever zone they hang. It may be a reading
/// that never was (a clock put forward) or one that was twice (a clock put back); `TimeZoneTable` tells.
package struct WallClock: Hashable, Comparable, Sendable {
    /// Seconds since the reading 1970-01-01 00:00:00.
    package var seconds: Int64

    package init(seconds: Int64) { self.seconds = seconds }

    /// - Parameter second: of the day; may lie in the next or the previous one.
    package init(_ date: CivilDate, second: Int = 0) {
        seconds = Int64(date.day) * 86_400 + Int64(second)
    }

    package var date: CivilDate { CivilDate(day: Int(seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400)) }

    /// 0 to 86,399.
    package var secondOfDay: Int { Int(seconds - Int64(date.day) * 86_400) }

    package static func < (a: WallClock, b: WallClock) -> Bool { a.seconds < b.seconds }

    /// `2026-03-29 02:30`, `2026-03-29T02:30:00`, or a date alone, which is its midnight. `24:00` is the
    /// next day's midnight.
    package init?(written text: String) {
        guard let date = CivilDate(iso: text.prefix(10)) else { return nil }
        let rest = text.dropFirst(10)
        if rest.isEmpty {
            self.init(date)
            return
        }
        guard let separator = rest.first, separator == " " || separator == "T" || separator == "t" else { return nil }
        let fields = rest.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
        guard fields.count == 2 || fields.count == 3,
            fields.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { (48...57).contains($0) } })
        else { return nil }
        let numbers = fields.compactMap { Int($0) }
        let second = numbers[0] * 3600 + numbers[1] * 60 + (numbers.count == 3 ? numbers[2] : 0)
        guard numbers[1] < 60, numbers.count == 2 || numbers[2] < 60, second <= 86_400 else { return nil }
        self.init(date, second: second)
    }
}

extension WallClock: CustomStringConvertible {
    /// `2026-03-29 02:30`, with seconds only where there are some.
    package var description: String {
        let second = secondOfDay
        let clock = "\(CivilDate.padded(second / 3600, 2)):\(CivilDate.padded(second / 60 % 60, 2))"
        return "\(date) \(clock)" + (second % 60 == 0 ? "" : ":\(CivilDate.padded(second % 60, 2))")
    }
}
