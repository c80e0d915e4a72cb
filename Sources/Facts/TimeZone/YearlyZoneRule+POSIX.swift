import Triage

/// Reads POSIX's notation for a zone's yearly rule, `CET-1CEST,M3.5.0,M10.5.0/3`, with RFC 9636's longer
/// hours (-167 to 167).
extension YearlyZoneRule {
    package init?(posix text: some Sequence<UInt8>) {
        var reader = Reader(bytes: Array(text))
        guard let name = reader.name(), let west = reader.time(hours: 24) else { return nil }
        let standard = TimeZoneTable.Kind(offset: -west, isDaylight: false, abbreviation: name)
        guard !reader.isAtEnd else {
            self.init(standard: standard)
            return
        }
        guard let summerName = reader.name() else { return nil }
        var offset = standard.offset + 3600
        if reader.next != UInt8(ascii: ",") {
            guard let west = reader.time(hours: 24) else { return nil }
            offset = -west
        }
        // A rule must follow: TZif has no default one.
        guard let begins = reader.change(), let ends = reader.change(), reader.isAtEnd else { return nil }
        self.init(
            standard: standard,
            daylight: Daylight(
                kind: .init(offset: offset, isDaylight: true, abbreviation: summerName), begins: begins, ends: ends))
    }

    private struct Reader {
        let bytes: [UInt8]
        var place = 0

        init(bytes: [UInt8]) { self.bytes = bytes }

        var isAtEnd: Bool { place >= bytes.count }
        var next: UInt8? { place < bytes.count ? bytes[place] : nil }

        mutating func take(_ letter: Unicode.Scalar) -> Bool {
            guard next == UInt8(ascii: letter) else { return false }
            place += 1
            return true
        }

        /// `CET` or `<+0330>`.
        mutating func name() -> String? {
            let quoted = take("<")
            let start = place
            while let byte = next, isLetter(byte) || quoted && (isDigit(byte) || byte == 43 || byte == 45) {
                place += 1
            }
            let name = bytes[start..<place]
            guard (3...16).contains(name.count), !quoted || take(">") else { return nil }
            return String(decoding: name, as: UTF8.self)
        }

        /// `[+-]h[:m[:s]]` in seconds.
        mutating func time(hours: Int) -> Int? {
            let isNegative = take("-")
            if !isNegative { _ = take("+") }
            guard let hour = number(upTo: hours) else { return nil }
            var seconds = hour * 3600
            if take(":") {
                guard let minute = number(upTo: 59) else { return nil }
                seconds += minute * 60
                if take(":") {
                    guard let second = number(upTo: 59) else { return nil }
                    seconds += second
                }
            }
            return isNegative ? -seconds : seconds
        }

        /// `,Mm.w.d[/time]`, `,Jn[/time]`, `,n[/time]`.
        mutating func change() -> Change? {
            guard take(","), let day = day() else { return nil }
            guard take("/") else { return Change(day: day, second: 7200) }
            guard let second = time(hours: 167) else { return nil }
            return Change(day: day, second: second)
        }

        private mutating func day() -> Day? {
            if take("J") {
                guard let number = number(upTo: 365), number >= 1 else { return nil }
                return .withoutLeapDay(number)
            }
            if take("M") {
                guard let month = number(upTo: 12), month >= 1, take("."), let week = number(upTo: 5), week >= 1,
                    take("."), let day = number(upTo: 6), let weekday = Weekday(rawValue: (day + 6) % 7)
                else { return nil }
                return .weekday(weekday, week: week, month: month)
            }
            return number(upTo: 365).map { .ofYear($0) }
        }

        private mutating func number(upTo most: Int) -> Int? {
            var value = 0
            let start = place
            while let byte = next, isDigit(byte), place - start < 3 {
                value = value * 10 + Int(byte - 48)
                place += 1
            }
            return place > start && value <= most ? value : nil
        }

        private func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
        private func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) }
    }
}
