import CIcal
import Triage

/// One event of a holiday file, worked out.
struct HolidayEvent {
    var name: String
    /// UID; empty where there is none.
    var identity: String
    /// The dates on which it begins, through the end of the window.
    var starts: Set<CivilDate>
    /// How many days it lasts each time.
    var length: Int
    /// RECURRENCE-ID: the date of another event whose place it takes.
    var replaces: CivilDate?
    var isCancelled: Bool
    var warnings: [Fault] = []

    struct Fault: Error {
        var weight = Complaint.Weight.error
        /// Nil: the event as a whole.
        var line: ContentLine?
        var message: String
        var remedy = ""
    }

    static let longest = 366
    static let nameLimit = 200

    func days(from start: CivilDate) -> [CivilDate] { (0..<length).map { start + $0 } }

    init(_ lines: [ContentLine], through last: CivilDate) throws(Fault) {
        func line(_ name: String) throws(Fault) -> ContentLine? {
            let found = lines.filter { $0.name == name }
            guard found.count <= 1 else {
                throw Fault(line: found[1], message: "`\(name)` stands in this event twice", remedy: "remove one")
            }
            return found.first
        }
        let summary = try line("SUMMARY")
        let name = String((summary?.text ?? "").prefix(Self.nameLimit))
        self.name = name.isEmpty ? "holiday" : name
        identity = try line("UID")?.value ?? ""
        isCancelled = try line("STATUS")?.value.uppercased() == "CANCELLED"
        guard let startLine = try line("DTSTART") else {
            throw Fault(message: "this event has no DTSTART", remedy: "add DTSTART;VALUE=DATE:20261225")
        }
        let start = try Self.date(startLine)
        guard start.isWholeDay else {
            self.length = 0
            starts = []
            warnings = [
                Fault(
                    weight: .warning, line: startLine, message: "this event is at a time of day, and is no holiday",
                    remedy: "whole days are written as DTSTART;VALUE=DATE:20261225")
            ]
            return
        }
        length = try Self.length(from: start, end: line("DTEND"), duration: line("DURATION"))
        replaces = try line("RECURRENCE-ID").map { line throws(Fault) in try Self.date(line).date }
        starts = try Self.starts(start.date, lines, through: last, &warnings)
    }

    private static func starts(
        _ start: CivilDate, _ lines: [ContentLine], through last: CivilDate, _ warnings: inout [Fault]
    ) throws(Fault) -> Set<CivilDate> {
        var starts: Set<CivilDate> = []
        let rules = lines.filter { $0.name == "RRULE" }
        if rules.isEmpty { starts.insert(start) }
        guard rules.count <= 10 else { throw Fault(line: rules[10], message: "this event has more than 10 rules") }
        for line in rules {
            do {
                let dates = try RecurrenceRule(line.value, start: start).dates(through: last)
                starts.formUnion(dates)
                if dates.first != start, start <= last {
                    // RFC 5545 leaves open what that means; one of the two is a mistake.
                    warnings.append(
                        Fault(
                            weight: .warning, line: line,
                            message: "the event's first date, \(start), is not one of its rule's",
                            remedy: dates.first.map { "begin it on \($0)" } ?? ""))
                }
            } catch {
                throw Fault(line: line, message: error.message, remedy: error.remedy)
            }
        }
        for line in lines where line.name == "RDATE" || line.name == "EXDATE" {
            guard let dates = line.dates, !(line.parameters["VALUE"]?.uppercased() == "PERIOD") else {
                throw Fault(
                    line: line, message: "`\(line.name)` is a list of dates, and one of these is none",
                    remedy: "write \(line.name);VALUE=DATE:20260403,20270326")
            }
            for date in dates {
                guard date.isWholeDay else {
                    throw Fault(line: line, message: "`\(line.name)` names a time of day, and the event whole days")
                }
                // What is excluded wins, in whichever order they stand.
                if line.name == "RDATE" { starts.insert(date.date) }
            }
        }
        for line in lines where line.name == "EXDATE" { starts.subtract((line.dates ?? []).map(\.date)) }
        return starts
    }

    private static func date(_ line: ContentLine) throws(Fault) -> CivilDateOrTime {
        if let date = CivilDateOrTime(line.value) { return date }
        throw Fault(
            line: line, message: "`\(line.value.prefix(40))` is no date",
            remedy: "write \(line.name);VALUE=DATE:20261225")
    }

    private static func length(from start: CivilDateOrTime, end: ContentLine?, duration: ContentLine?) throws(Fault)
        -> Int
    {
        var days = 1
        var line = end
        if let end {
            let date = try Self.date(end)
            days = date.date.day - start.date.day + (date.isWholeDay ? 0 : 1)
            // Some programs end a day on itself.
            if days == 0 { days = 1 }
        } else if let duration {
            line = duration
            let span = icaldurationtype_from_string(duration.value)
            guard icaldurationtype_is_bad_duration(span) == 0, span.weeks < 1000, span.days < 1000, span.hours < 10_000
            else {
                throw Fault(
                    line: duration, message: "`\(duration.value.prefix(40))` is no duration",
                    remedy: "write DURATION:P1D")
            }
            days = Int(span.weeks) * 7 + Int(span.days) + (Int(span.hours) + 23) / 24
            if span.is_neg != 0 { days = -days }
            if days == 0, span.minutes > 0 || span.seconds > 0 { days = 1 }
        }
        guard (1...longest).contains(days) else {
            throw Fault(
                line: line, message: days < 1 ? "this event ends before it begins" : "this event lasts \(days) days",
                remedy: days < 1 ? "DTEND is the day after the last" : "\(longest) are the most")
        }
        return days
    }
}
