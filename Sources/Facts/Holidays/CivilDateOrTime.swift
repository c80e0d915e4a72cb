import Triage

/// A DATE or DATE-TIME value of iCalendar, and what of it is of use where only whole days count.
struct CivilDateOrTime {
    var date: CivilDate
    /// Seconds after midnight; nil for a DATE.
    var second: Int?

    /// `20261225`, `20261225T000000`, `20261225T000000Z`.
    init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 8 || bytes.count == 15 || bytes.count == 16 && bytes[15] == UInt8(ascii: "Z") else {
            return nil
        }
        func number(_ range: Range<Int>) -> Int? {
            var value = 0
            for byte in bytes[range] {
                guard (48...57).contains(byte) else { return nil }
                value = value * 10 + Int(byte - 48)
            }
            return value
        }
        guard let year = number(0..<4), let month = number(4..<6), let day = number(6..<8),
            let date = CivilDate(year: year, month: month, day: day)
        else { return nil }
        self.date = date
        guard bytes.count > 8 else { return }
        guard bytes[8] == UInt8(ascii: "T"), let hour = number(9..<11), hour < 24, let minute = number(11..<13),
            minute < 60, let second = number(13..<15), second <= 60
        else { return nil }
        self.second = hour * 3600 + minute * 60 + second
    }

    /// Whole days: a DATE, or a midnight as some programs write it.
    var isWholeDay: Bool { second ?? 0 == 0 }
}
