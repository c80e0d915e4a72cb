import Triage
import Yams

/// Reads opening hours: a week's by weekday, and those of single dates.
struct WeekReader {
    let section: SettingsSection

    private var reading: SettingsReading { section.reading }

    static let exceptionLimit = 5000
    private static let example = "`mon-fri: [\"09:00-12:30\", \"13:30-17:30\"]`"
    private static let names: [(short: String, long: String, day: Weekday)] = [
        ("mon", "monday", .monday), ("tue", "tuesday", .tuesday), ("wed", "wednesday", .wednesday),
        ("thu", "thursday", .thursday), ("fri", "friday", .friday), ("sat", "saturday", .saturday),
        ("sun", "sunday", .sunday),
    ]

    /// `mon`, `monday`, `tue` …
    static var weekdayNames: [String] { names.flatMap { [$0.short, $0.long] } }

    static func weekday(_ word: String) -> Weekday? {
        let word = word.lowercased()
        return names.first { $0.short == word || $0.long == word }?.day
    }

    /// Nil where it cannot be told what was meant.
    func weekly(_ node: Node) -> [Weekday: [OpeningInterval]]? {
        guard case .mapping(let mapping) = node else {
            reading.complain(
                at: node, "`weekly` is a group of weekdays, and this is \(node.kindInWords)",
                remedy: "write \(Self.example)")
            return nil
        }
        var week: [Weekday: [OpeningInterval]] = [:]
        var lines: [Weekday: Int] = [:]
        var isSound = true
        for (key, value) in mapping {
            guard let word = word(key) else { continue }
            guard let days = days(word, key), let intervals = intervals(value) else {
                isSound = false
                continue
            }
            for day in days {
                if let line = lines[day] {
                    reading.complain(
                        at: key, "\(Self.names[day.rawValue].long) has its hours in line \(line) already",
                        remedy: "write each weekday once: `mon-tue`, `wed`, `thu-fri`")
                    isSound = false
                    break
                }
                lines[day] = reading.spot(of: key).line
                week[day] = intervals
            }
        }
        return isSound ? week : nil
    }

    private func word(_ key: Node) -> String? {
        guard case .scalar(let scalar) = key else {
            reading.complain(at: key, "a key is one word, and this is \(key.kindInWords)")
            return nil
        }
        return scalar.string.unicodeScalars.first == SettingsDocument.blot ? nil : scalar.string
    }

    /// `mon`, `monday`, `mon-fri`, `fri-mon`, `"mon, wed"`.
    private func days(_ word: String, _ key: Node) -> [Weekday]? {
        var days: [Weekday] = []
        for piece in word.split(separator: ",", omittingEmptySubsequences: false) {
            let ends = piece.split(separator: "-", omittingEmptySubsequences: false).map { end in
                String(end.filter { $0 != " " }).lowercased()
            }
            let found = ends.compactMap { end in Self.names.first { $0.short == end || $0.long == end }?.day }
            guard (1...2).contains(ends.count), found.count == ends.count, let first = found.first,
                let last = found.last
            else {
                let wrong = ends.first { end in !Self.names.contains { $0.short == end || $0.long == end } } ?? word
                let near = NearestName.of(wrong, among: Self.weekdayNames)
                reading.complain(
                    at: key, "`\(word.prefix(60))` is no weekday",
                    remedy: near.map { "did you mean `\($0)`?" }
                        ?? "write mon, tue, wed, thu, fri, sat, sun, or a span like mon-fri")
                return nil
            }
            var day = first
            days.append(day)
            while day != last {
                day = Weekday(rawValue: (day.rawValue + 1) % 7) ?? last
                days.append(day)
            }
        }
        return days
    }

    /// A list of intervals, one interval, or `closed`.
    private func intervals(_ node: Node) -> [OpeningInterval]? {
        if node.saysNothing {
            reading.complain(at: node, "there are no hours here", remedy: "write [\"09:00-17:00\"] or closed")
            return nil
        }
        var items = [node]
        if case .sequence(let list) = node { items = Array(list) }
        if case .scalar(let scalar) = node, scalar.string == "closed" { return [] }
        guard items.count <= 48 else {
            reading.complain(at: node, "a day has at most 48 intervals")
            return nil
        }
        var intervals: [OpeningInterval] = []
        var isSound = true
        for item in items {
            guard let text = section.text(item, "hours", limit: 60) else {
                isSound = false
                continue
            }
            do {
                let interval = try OpeningInterval(written: text)
                if interval.end > 86_400, interval.end - interval.start > Self.longestNight {
                    isSound = false
                    complain(interval, text, at: item)
                    continue
                }
                if let other = intervals.first(where: { $0.start < interval.end && interval.start < $0.end }) {
                    reading.complain(
                        at: item, "`\(text)` overlaps `\(other)` of the same day",
                        remedy: "write them as one, or mend the one that is wrong")
                    isSound = false
                }
                intervals.append(interval)
            } catch {
                isSound = false
                complain(error, text, at: item)
            }
        }
        return isSound ? intervals.sorted { $0.start < $1.start } : nil
    }

    /// A desk that closes before it opens is open past midnight. For longer than this, a day was meant and its ends
    /// were exchanged.
    private static let longestNight = 16 * 3600

    private func complain(_ interval: OpeningInterval, _ text: String, at node: Node) {
        let (open, close) = (OpeningInterval(start: 0, end: interval.start), interval.end - 86_400)
        let begin = "\(open)".suffix(5)
        let end = "\(OpeningInterval(start: 0, end: close))".suffix(5)
        let hours = (interval.end - interval.start) / 3600
        reading.complain(
            at: node, "`\(text)` ends before it begins: it would be open for \(hours) hours, past midnight",
            remedy: "write \"\(end)-\(begin)\"; if the night is meant, \"\(begin)-24:00\" here and \"00:00-\(end)\" "
                + "on the next day")
    }

    private func complain(_ error: OpeningInterval.Misreading, _ text: String, at node: Node) {
        switch error {
        case .notAnInterval where text.lowercased() == "closed":
            reading.complain(at: node, "`\(text)` is no interval", remedy: "write `closed` alone, without the list")
        case .notAnInterval:
            reading.complain(
                at: node, "`\(text.prefix(60))` is no interval of hours",
                remedy: "write \"09:00-17:30\", with 24 hours to the day and a plain hyphen")
        case .noSuchTime(let time):
            reading.complain(
                at: node, "there is no \(time) at which to \(time == "24:00" ? "begin" : "open or close")",
                remedy: "times are from 00:00 to 24:00; past midnight is written \"22:00-06:00\"")
        case .lastsNoTime:
            reading.complain(
                at: node, "`\(text)` begins and ends at the same time",
                remedy: "all day is \"00:00-24:00\"; a day without hours is `closed`")
        }
    }

    /// `2026-12-24: ["09:00-12:00"]`, `2026-12-28..2026-12-31: closed`.
    func exceptions(_ node: Node) -> [CivilDate: [OpeningInterval]]? {
        guard case .mapping(let mapping) = node else {
            reading.complain(
                at: node, "`exceptions` is a group of dates, and this is \(node.kindInWords)",
                remedy: "write `exceptions: { 2026-12-24: [\"09:00-12:00\"], 2026-12-28: closed }`")
            return nil
        }
        var exceptions: [CivilDate: [OpeningInterval]] = [:]
        var lines: [CivilDate: Int] = [:]
        var isSound = true
        for (key, value) in mapping {
            guard let word = word(key) else { continue }
            guard let dates = dates(word, key), let intervals = intervals(value) else {
                isSound = false
                continue
            }
            guard exceptions.count + dates.count <= Self.exceptionLimit else {
                reading.complain(at: key, "there are exceptions for more than \(Self.exceptionLimit) dates")
                return nil
            }
            if let twice = dates.first(where: { lines[CivilDate(day: $0)] != nil }) {
                let date = CivilDate(day: twice)
                reading.complain(
                    at: key, "\(date) has its exception in line \(lines[date] ?? 0) already",
                    remedy: "remove one of the two")
                isSound = false
                continue
            }
            for day in dates {
                lines[CivilDate(day: day)] = reading.spot(of: key).line
                exceptions[CivilDate(day: day)] = intervals
            }
        }
        return isSound ? exceptions : nil
    }

    private func dates(_ word: String, _ key: Node) -> ClosedRange<Int>? {
        let ends =
            word.ranges(of: "..").isEmpty
            ? [word] : word.split(separator: "..", omittingEmptySubsequences: false).map(String.init)
        let dates = ends.compactMap { CivilDate(iso: $0) }
        guard (1...2).contains(ends.count), dates.count == ends.count, let first = dates.first, let last = dates.last
        else {
            reading.complain(
                at: key, "`\(word.prefix(60))` is no date",
                remedy: "write it as 2026-12-24, or as a span: 2026-12-24..2026-12-31")
            return nil
        }
        guard first <= last else {
            reading.complain(at: key, "this span ends before it begins", remedy: "write `\(last)..\(first)`")
            return nil
        }
        return first.day...last.day
    }
}
