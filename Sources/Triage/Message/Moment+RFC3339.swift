/// RFC 3339 in and out, by civil-calendar arithmetic and without Foundation's formatters, which cost
/// forty microseconds a call.
extension Moment {
    /// UTC, with a fraction only where there is one: `2026-11-22T03:41:07Z`, `2026-11-22T03:41:07.25Z`.
    package var rfc3339: String {
        let (days, rest) = Self.floorDivide(microseconds, 86_400_000_000)
        let (year, month, day) = Self.civil(fromDays: days)
        let seconds = rest / 1_000_000
        var text: [UInt8] = []
        text.reserveCapacity(27)
        func digits(_ value: Int64, _ width: Int) {
            var divisor: Int64 = 1
            for _ in 1..<width { divisor *= 10 }
            while divisor > 0 {
                text.append(UInt8(48 + (value / divisor) % 10))
                divisor /= 10
            }
        }
        if year < 0 || year > 9999 { return "\(microseconds)us" }
        digits(year, 4)
        text.append(UInt8(ascii: "-"))
        digits(month, 2)
        text.append(UInt8(ascii: "-"))
        digits(day, 2)
        text.append(UInt8(ascii: "T"))
        digits(seconds / 3600, 2)
        text.append(UInt8(ascii: ":"))
        digits(seconds / 60 % 60, 2)
        text.append(UInt8(ascii: ":"))
        digits(seconds % 60, 2)
        var fraction = rest % 1_000_000
        if fraction > 0 {
            text.append(UInt8(ascii: "."))
            var scale: Int64 = 100_000
            while fraction > 0 {
                text.append(UInt8(48 + fraction / scale))
                fraction %= scale
                scale /= 10
            }
        }
        text.append(UInt8(ascii: "Z"))
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads an RFC 3339 time, and its common relatives: a space for `T`, no colon in the offset, no
    /// seconds, a date alone (midnight UTC). Nil for anything else, out-of-range fields included.
    package init?(rfc3339 text: String) {
        var at = text.utf8.makeIterator()
        var next = at.next()
        func number(_ width: Int) -> Int64? {
            var value: Int64 = 0
            for _ in 0..<width {
                guard let byte = next, byte >= 48, byte <= 57 else { return nil }
                value = value * 10 + Int64(byte - 48)
                next = at.next()
            }
            return value
        }
        func take(_ character: Unicode.Scalar) -> Bool {
            guard let byte = next, byte == UInt8(ascii: character) else { return false }
            next = at.next()
            return true
        }
        guard let year = number(4), take("-"), let month = number(2), take("-"), let day = number(2),
            (1...12).contains(month), day >= 1, day <= Self.daysInMonth(year, month)
        else { return nil }
        var micros = Self.days(fromCivil: year, month, day) * 86_400_000_000
        if next == nil {
            self.init(microseconds: micros)
            return
        }
        guard take("T") || take("t") || take(" ") else { return nil }
        guard let hour = number(2), hour <= 24, take(":"), let minute = number(2), minute < 60 else { return nil }
        var second: Int64 = 0
        if take(":") {
            guard let read = number(2), read <= 60 else { return nil }
            second = read
        }
        micros += (hour * 3600 + minute * 60 + second) * 1_000_000
        if take(".") || take(",") {
            var scale: Int64 = 100_000
            var some = false
            while let byte = next, byte >= 48, byte <= 57 {
                micros += Int64(byte - 48) * scale
                scale /= 10
                some = true
                next = at.next()
            }
            guard some else { return nil }
        }
        if take("Z") || take("z") {
        } else if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") {
            let west = next == UInt8(ascii: "-")
            next = at.next()
            guard let offsetHours = number(2), offsetHours < 24 else { return nil }
            _ = take(":")
            guard let offsetMinutes = number(2), offsetMinutes < 60 else { return nil }
            let offset = (offsetHours * 3600 + offsetMinutes * 60) * 1_000_000
            micros += west ? offset : -offset
        } else {
            return nil
        }
        guard next == nil else { return nil }
        self.init(microseconds: micros)
    }

    /// Days since 1970-01-01 of a date in the proleptic Gregorian calendar.
    package static func days(fromCivil year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    package static func civil(fromDays days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let z = days + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    private static func daysInMonth(_ year: Int64, _ month: Int64) -> Int64 {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }

    private static func floorDivide(_ a: Int64, _ b: Int64) -> (quotient: Int64, remainder: Int64) {
        let q = a / b
        let r = a % b
        return r < 0 ? (q - 1, r + b) : (q, r)
    }
}
