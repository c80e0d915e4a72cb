import CIcal
import Synchronization
import Triage

/// A yearly (or monthly, weekly, daily) rule of an event, `FREQ=YEARLY;BYMONTH=9;BYDAY=1MO`. libical works
/// the dates out; it takes many a broken rule for a good one, so each part is checked here first.
struct RecurrenceRule {
    struct Fault: Error {
        var message: String
        var remedy = ""
    }

    private let text: String
    private let start: CivilDate

    /// How many dates of one rule are looked at.
    static let dateLimit = 60_000

    private static let frequencies = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]
    private static let parts = [
        "FREQ", "UNTIL", "COUNT", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYSETPOS",
        "WKST",
    ]
    private static let weekdays = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"]

    init(_ written: String, start: CivilDate) throws(Fault) {
        guard written.utf8.count <= 1000 else { throw Fault(message: "this rule is longer than 1000 characters") }
        var values: [String: String] = [:]
        for piece in written.uppercased().split(separator: ";", omittingEmptySubsequences: false) {
            let sides = piece.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
            guard sides.count == 2, !sides[1].isEmpty else {
                throw Fault(
                    message: "`\(piece.prefix(40))` is no part of a rule",
                    remedy: "a rule looks like FREQ=YEARLY;BYMONTH=9;BYDAY=1MO")
            }
            guard Self.parts.contains(sides[0]) else {
                let near = NearestName.of(sides[0], among: Self.parts).map { "did you mean `\($0)`?" }
                throw Fault(
                    message: "a rule for whole days has no part `\(sides[0].prefix(40))`",
                    remedy: near ?? "the parts are \(Self.parts.joined(separator: ", "))")
            }
            guard values.updateValue(sides[1], forKey: sides[0]) == nil else {
                throw Fault(message: "`\(sides[0])` stands in this rule twice", remedy: "remove one")
            }
        }
        try Self.check(values)
        // In one order, whatever the writer's: libical reads FREQ before all else.
        text = Self.parts.compactMap { part in values[part].map { "\(part)=\($0)" } }.joined(separator: ";")
        self.start = start
    }

    private static func check(_ values: [String: String]) throws(Fault) {
        guard let frequency = values["FREQ"] else {
            throw Fault(message: "this rule lacks FREQ", remedy: "add FREQ=YEARLY")
        }
        guard frequencies.contains(frequency) else {
            throw Fault(
                message: "`FREQ=\(frequency.prefix(40))` cannot be for whole days",
                remedy: NearestName.of(frequency, among: frequencies).map { "did you mean `FREQ=\($0)`?" }
                    ?? "write one of \(frequencies.joined(separator: ", "))")
        }
        try check(values, "INTERVAL", 1...10_000, many: false, negative: false)
        try check(values, "COUNT", 1...100_000, many: false, negative: false)
        try check(values, "BYMONTH", 1...12, negative: false)
        try check(values, "BYMONTHDAY", 1...31)
        try check(values, "BYYEARDAY", 1...366)
        try check(values, "BYWEEKNO", 1...53)
        try check(values, "BYSETPOS", 1...366)
        guard Self.someMonthHasDay(values) else {
            throw Fault(message: "this rule never comes: no such month has such a day")
        }
        if values["COUNT"] != nil, values["UNTIL"] != nil {
            throw Fault(message: "a rule has COUNT or UNTIL, not both", remedy: "remove one")
        }
        if let until = values["UNTIL"], CivilDateOrTime(until) == nil {
            throw Fault(message: "`UNTIL=\(until.prefix(40))` is no date", remedy: "write it as UNTIL=20301231")
        }
        if let start = values["WKST"], !weekdays.contains(start) {
            throw Fault(message: "`WKST=\(start.prefix(40))` is no weekday", remedy: "write one of MO, TU, WE …")
        }
        for (part, needs) in [
            ("BYWEEKNO", ["YEARLY"]), ("BYYEARDAY", ["YEARLY"]), ("BYMONTHDAY", ["DAILY", "MONTHLY", "YEARLY"]),
        ]
        where values[part] != nil && !needs.contains(frequency) {
            throw Fault(message: "`\(part)` does not go with FREQ=\(frequency)")
        }
        try checkDays(values["BYDAY"], frequency, hasWeeks: values["BYWEEKNO"] != nil)
    }

    private static func check(
        _ values: [String: String], _ part: String, _ range: ClosedRange<Int>, many: Bool = true, negative: Bool = true
    ) throws(Fault) {
        guard let value = values[part] else { return }
        let pieces = value.split(separator: ",", omittingEmptySubsequences: false)
        for piece in pieces {
            let digits = negative && (piece.hasPrefix("-") || piece.hasPrefix("+")) ? piece.dropFirst() : piece
            guard many || pieces.count == 1, (1...6).contains(digits.utf8.count),
                digits.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(digits), range.contains(number)
            else {
                throw Fault(
                    message: "`\(part)=\(value.prefix(40))` cannot be",
                    remedy: "write a number from \(range.lowerBound) to \(range.upperBound)")
            }
        }
        guard pieces.count <= range.upperBound * 2 else { throw Fault(message: "`\(part)` lists too much") }
    }

    /// 30 February would be looked for through all the centuries that libical knows.
    private static func someMonthHasDay(_ values: [String: String]) -> Bool {
        func numbers(_ part: String) -> [Int]? { values[part]?.split(separator: ",").compactMap { Int($0) } }
        guard let days = numbers("BYMONTHDAY") else { return true }
        let longest = (numbers("BYMONTH") ?? [1]).map { CivilDate.days(inMonth: $0, of: 2000) }.max() ?? 31
        return days.contains { abs($0) <= longest }
    }

    /// `MO`, `1MO`, `-1FR`, several of them.
    private static func checkDays(_ value: String?, _ frequency: String, hasWeeks: Bool) throws(Fault) {
        guard let value else { return }
        let pieces = value.split(separator: ",", omittingEmptySubsequences: false)
        for piece in pieces {
            var place = piece.dropLast(2)
            if place.hasPrefix("-") || place.hasPrefix("+") { place = place.dropFirst() }
            let most = frequency == "MONTHLY" ? 5 : 53
            let isPlaced = piece.utf8.count > 2
            guard piece.utf8.count >= 2, weekdays.contains(String(piece.suffix(2))),
                !isPlaced
                    || place.utf8.count <= 2 && place.utf8.allSatisfy({ (48...57).contains($0) })
                        && (1...most).contains(Int(place) ?? 0)
            else {
                throw Fault(
                    message: "`BYDAY=\(value.prefix(40))` cannot be", remedy: "write days like MO, 1MO or -1FR")
            }
            guard !isPlaced || frequency == "YEARLY" && !hasWeeks || frequency == "MONTHLY" else {
                throw Fault(
                    message: "`\(piece)` names the place of a day in a month or year, and FREQ=\(frequency) has none",
                    remedy: "write `\(piece.suffix(2))`")
            }
        }
        guard pieces.count <= 100 else { throw Fault(message: "`BYDAY` lists too much") }
    }

    /// Whether libical's manner of failing was set: by default some builds of it abort.
    private static let libical = Mutex(false)

    /// The dates through `last`, ascending.
    func dates(through last: CivilDate) throws(Fault) -> [CivilDate] {
        let text = self.text
        let (year, month, day) = start.parts
        let dates: [CivilDate]? = Self.libical.withLock { isCalm in
            if !isCalm {
                icalerror_set_errors_are_fatal(0)
                isCalm = true
            }
            guard let iterator = ical_dates_of_rule(text, Int32(year), Int32(month), Int32(day)) else { return nil }
            defer { icalrecur_iterator_free(iterator) }
            var dates: [CivilDate] = []
            var (year, month, day): (Int32, Int32, Int32) = (0, 0, 0)
            while ical_next_date(iterator, &year, &month, &day) != 0, dates.count < Self.dateLimit {
                guard let date = CivilDate(year: Int(year), month: Int(month), day: Int(day)), date <= last else {
                    break
                }
                dates.append(date)
            }
            return dates
        }
        guard let dates else { throw Fault(message: "this rule cannot be followed") }
        guard !dates.isEmpty || start > last else { throw Fault(message: "this rule gives no date at all") }
        guard dates.count < Self.dateLimit else {
            throw Fault(
                message: "this rule gives more than \(Self.dateLimit - 1) dates",
                remedy: "begin it later, or end it with UNTIL")
        }
        return dates
    }
}
