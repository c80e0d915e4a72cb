import Triage

/// Dates as feeds write them: RFC 3339 and the other W3CDTF forms, RFC 822 with its many variants, C's
/// `asctime`, and what else comes in the same words.
enum FeedDate {
    /// Nil where no day can be made out. A missing time is midnight, a missing or unknown zone is UTC.
    static func read(_ text: String) -> Moment? {
        let trimmed = text.trimmed
        guard !trimmed.isEmpty, trimmed.utf8.count <= 100 else { return nil }
        if let moment = Moment(rfc3339: trimmed) { return moment }
        let bytes = Array(trimmed.utf8)
        return numeric(bytes) ?? worded(bytes)
    }

    // MARK: Digits first: 2026-11-22T03:41, 20261122, 2026-11, 2026

    private static func numeric(_ bytes: [UInt8]) -> Moment? {
        guard bytes.count >= 4, bytes.allSatisfy({ $0 < 0x80 }), bytes.prefix(4).allSatisfy(\.isDigit) else {
            return nil
        }
        var at = 0
        func number(_ width: Int) -> Int64? {
            guard at + width <= bytes.count else { return nil }
            var value: Int64 = 0
            for byte in bytes[at..<(at + width)] {
                guard byte.isDigit else { return nil }
                value = value * 10 + Int64(byte - 48)
            }
            at += width
            return value
        }
        // Seconds since 1970, ten digits and nothing else.
        if bytes.count == 10, bytes.allSatisfy(\.isDigit), let seconds = number(10) { return Moment(seconds: seconds) }
        at = 0
        guard let year = number(4) else { return nil }
        if at == bytes.count { return moment(year, 1, 1, Clock()) }
        let separated = bytes[at] == UInt8(ascii: "-") || bytes[at] == UInt8(ascii: "/")
        if separated { at += 1 }
        guard let month = number(2) else { return nil }
        if at == bytes.count { return moment(year, month, 1, Clock()) }
        if separated {
            guard bytes[at] == UInt8(ascii: "-") || bytes[at] == UInt8(ascii: "/") else { return nil }
            at += 1
        }
        guard let day = number(2) else { return nil }
        if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "t") { at += 1 }
        let rest = tokens(Array(bytes[at...]))
        var clock = Clock()
        for token in rest where !clock.take(token) { return nil }
        return moment(year, month, day, clock)
    }

    // MARK: With words: Sun, 22 Nov 2026 03:41:07 GMT; Sun Nov 22 03:41:07 2026; November 22, 2026 3:41 pm

    private static func worded(_ bytes: [UInt8]) -> Moment? {
        var month: Int64?
        var numbers: [(value: Int64, digits: Int)] = []
        var clock = Clock()
        for token in tokens(bytes) {
            if let first = token.first, first.isDigit, !token.contains(UInt8(ascii: ":")) {
                let digits = token.prefix(while: \.isDigit)
                let rest = Array(token.dropFirst(digits.count))
                // 22nd, 1st; or 22-Nov-2026, taken apart below.
                guard digits.count <= 4, rest.isEmpty || rest.allSatisfy(\.isLetter) else { return nil }
                numbers.append((digits.reduce(0) { $0 * 10 + Int64($1 - 48) }, digits.count))
            } else if month == nil, let named = monthNumber(token) {
                month = named
            } else if month == nil, numbers.isEmpty, !clock.hasTime, token.allSatisfy({ $0.isLetter || $0 >= 0x80 }) {
                // The day of the week, in whatever language.
                continue
            } else if !clock.take(token) {
                return nil
            }
        }
        guard let month, numbers.count == 2 else { return nil }
        let (first, second) = (numbers[0], numbers[1])
        let yearFirst = first.digits == 4
        let day = yearFirst ? second.value : first.value
        var year = yearFirst ? first.value : second.value
        let yearDigits = yearFirst ? first.digits : second.digits
        // RFC 2822 §4.3: two digits up to 49 are 20xx; three digits count from 1900.
        if yearDigits <= 2 { year += year < 50 ? 2000 : 1900 } else if yearDigits == 3 { year += 1900 }
        return moment(year, month, day, clock)
    }

    /// Parted at white space and commas, and at hyphens between a digit and a letter.
    private static func tokens(_ bytes: [UInt8]) -> [[UInt8]] {
        var tokens: [[UInt8]] = []
        var current: [UInt8] = []
        for (place, byte) in bytes.enumerated() {
            let next = place + 1 < bytes.count ? bytes[place + 1] : 0
            let parts =
                byte == UInt8(ascii: "-")
                && ((current.last?.isDigit == true && next.isLetter)
                    || (current.last?.isLetter == true && next.isDigit
                        && monthNumber(current) != nil))
            if byte.isHTMLSpace || byte == UInt8(ascii: ",") || parts {
                if !current.isEmpty { tokens.append(current) }
                current = []
            } else {
                current.append(byte)
            }
        }
        if !current.isEmpty { tokens.append(current) }
        return tokens
    }

    private static func lowered(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: bytes.map(\.lowercased), as: UTF8.self)
    }

    private static let months: [String: Int64] = [
        "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11,
        "dec": 12,
        // German, French, Spanish and Italian where they differ in the first three letters.
        "mär": 3, "mai": 5, "okt": 10, "dez": 12, "fév": 2, "fev": 2, "avr": 4, "aoû": 8, "déc": 12, "ene": 1, "abr": 4,
        "ago": 8, "dic": 12, "gen": 1, "mag": 5, "giu": 6, "lug": 7, "set": 9, "ott": 10,
    ]

    private static func monthNumber(_ token: [UInt8]) -> Int64? {
        guard token.count >= 3, !token[0].isDigit else { return nil }
        let word = String(decoding: token, as: UTF8.self).lowercased()
        if word.hasPrefix("juil") { return 7 }
        if word.hasPrefix("juin") { return 6 }
        return months[String(word.prefix(3))]
    }

    // MARK: Time of day and zone

    private struct Clock {
        var microseconds: Int64 = 0
        var hasTime = false
        var offsetMinutes: Int64 = 0
        private var hasZone = false

        /// Takes `03:41`, `03:41:07.25`, `03:41:07+01:00`, `3:41pm`, `pm`, `GMT`, `+0100`, `EST`, `(CET)`.
        mutating func take(_ token: [UInt8]) -> Bool {
            guard let first = token.first else { return true }
            if first.isDigit { return time(token) }
            if first == UInt8(ascii: "+") || first == UInt8(ascii: "-") { return offset(token[...]) }
            if first == UInt8(ascii: "(") { return true }
            let word = FeedDate.lowered(token)
            if word == "am" || word == "pm" { return half(word) }
            return zone(token)
        }

        private mutating func time(_ token: [UInt8]) -> Bool {
            guard !hasTime else { return false }
            var parts: [Int64] = []
            var at = 0
            while at < token.count, token[at].isDigit {
                var value: Int64 = 0
                let start = at
                while at < token.count, token[at].isDigit, at - start < 4 {
                    value = value * 10 + Int64(token[at] - 48)
                    at += 1
                }
                parts.append(value)
                guard parts.count < 3, at < token.count, token[at] == UInt8(ascii: ":") else { break }
                at += 1
            }
            if parts.count == 1, at == 4 || at == 2 {
                // 0341, as in 20261122T0341; two more digits are seconds.
                let value = parts[0]
                parts = at == 4 ? [value / 100, value % 100] : [value, 0]
                if at + 2 <= token.count, token[at].isDigit, token[at + 1].isDigit {
                    parts.append(Int64(token[at] - 48) * 10 + Int64(token[at + 1] - 48))
                    at += 2
                }
            }
            guard parts.count >= 2, parts[0] <= 24, parts[1] < 60, parts.count < 3 || parts[2] <= 60 else {
                return false
            }
            microseconds = (parts[0] * 3600 + parts[1] * 60 + (parts.count > 2 ? parts[2] : 0)) * 1_000_000
            hasTime = true
            if at < token.count, token[at] == UInt8(ascii: ".") || token[at] == UInt8(ascii: ",") {
                at += 1
                var scale: Int64 = 100_000
                while at < token.count, token[at].isDigit {
                    microseconds += Int64(token[at] - 48) * scale
                    scale /= 10
                    at += 1
                }
            }
            return at == token.count || take(Array(token[at...]))
        }

        private mutating func half(_ word: String) -> Bool {
            guard hasTime, microseconds < 13 * 3_600_000_000 else { return hasTime }
            let noon: Int64 = 12 * 3_600_000_000
            if word == "pm", microseconds < noon { microseconds += noon }
            if word == "am", microseconds >= noon { microseconds -= noon }
            return true
        }

        /// +0100, +01:00, +01, -5.
        private mutating func offset(_ token: ArraySlice<UInt8>) -> Bool {
            let digits = token.dropFirst().filter { $0 != UInt8(ascii: ":") }
            guard (1...4).contains(digits.count), digits.allSatisfy(\.isDigit) else { return false }
            let value = digits.reduce(Int64(0)) { $0 * 10 + Int64($1 - 48) }
            let minutes = digits.count <= 2 ? value * 60 : value / 100 * 60 + value % 100
            guard minutes < 24 * 60 else { return false }
            offsetMinutes = token.first == UInt8(ascii: "-") ? -minutes : minutes
            return true
        }

        /// A named zone; `GMT+1` too. An unknown name counts as UTC, as RFC 2822 §4.3 wants it.
        private mutating func zone(_ token: [UInt8]) -> Bool {
            guard hasTime, !hasZone else { return false }
            hasZone = true
            let letters = token.prefix(while: \.isLetter)
            let rest = token.dropFirst(letters.count)
            guard !letters.isEmpty, letters.count <= 5 else { return false }
            if let first = rest.first, first == UInt8(ascii: "+") || first == UInt8(ascii: "-") { return offset(rest) }
            guard rest.isEmpty else { return false }
            if let hours = Self.zones[FeedDate.lowered(letters)] { offsetMinutes = Int64(hours * 60) }
            return true
        }

        private static let zones: [String: Double] = [
            "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "akst": -9,
            "akdt": -8,
            "hst": -10, "ast": -4, "adt": -3, "nst": -3.5, "wet": 0, "west": 1, "bst": 1, "cet": 1, "cest": 2, "mez": 1,
            "mesz": 2, "eet": 2, "eest": 3, "msk": 3, "ist": 5.5, "sgt": 8, "hkt": 8, "awst": 8, "jst": 9, "kst": 9,
            "acst": 9.5, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
        ]
    }

    private static func moment(_ year: Int64, _ month: Int64, _ day: Int64, _ clock: Clock) -> Moment? {
        guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        // 31 November and its like: the day after the month's last, as the sum of days gives it.
        let days = Moment.days(fromCivil: year, month, 1) + day - 1
        return Moment(
            microseconds: days * 86_400_000_000 + clock.microseconds - clock.offsetMinutes * 60_000_000)
    }
}

extension StringProtocol {
    /// Without white space around, no-break space included.
    var trimmed: String {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.isBlank }),
            let last = scalars.lastIndex(where: { !$0.isBlank })
        else { return "" }
        return String(self[first..<scalars.index(after: last)])
    }
}

extension Unicode.Scalar {
    fileprivate var isBlank: Bool {
        value < 0x80 ? value == 0x20 || (9...13).contains(value) : properties.isWhitespace
    }
}
