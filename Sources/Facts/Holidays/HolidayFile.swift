import Triage

/// Reads holidays from an iCalendar file (RFC 5545): every event of whole days, with the dates that its
/// rules (RRULE, RDATE, less EXDATE) give it. Pure; an event that is broken is complained of with its line,
/// and all others are read on, so that one reading tells everything.
package struct HolidayFile {
    package static let sizeLimit = 4 << 20
    package static let eventLimit = 20_000
    package static let lineLimit = 200_000
    /// Of all events together, outside the window too.
    package static let dateLimit = 200_000
    /// After so many errors the rest is not read.
    static let errorLimit = 20

    package struct Reading: Sendable {
        /// With what each is called; several on one date are joined.
        package var dates: [CivilDate: String]
        /// In the order of the lines. Any error among them: the dates are not to be trusted.
        package var complaints: [Complaint]
    }

    /// - Parameters:
    ///   - file: as complaints name it.
    ///   - window: dates outside are left out.
    package static func read(_ bytes: [UInt8], file: String, window: ClosedRange<CivilDate>) -> Reading {
        var reader = HolidayFile(file: file, window: window)
        reader.read(bytes)
        return reader.reading
    }

    private let file: String
    private let window: ClosedRange<CivilDate>
    private var complaints: [Complaint] = []
    private var events: [HolidayEvent] = []
    private var sawCalendar = false
    private var dateCount = 0
    private var errors = 0

    private init(file: String, window: ClosedRange<CivilDate>) {
        self.file = file
        self.window = window
    }

    private var reading: Reading {
        var names: [CivilDate: [String]] = [:]
        // An event that stands for one date of another (RECURRENCE-ID) takes that date away from it.
        var replaced: [String: Set<CivilDate>] = [:]
        for event in events {
            if let date = event.replaces { replaced[event.identity, default: []].insert(date) }
        }
        for event in events where !event.isCancelled {
            let without = event.replaces == nil ? replaced[event.identity] ?? [] : []
            for start in event.starts where !without.contains(start) {
                for date in event.days(from: start) where window.contains(date) {
                    if names[date]?.contains(event.name) != true { names[date, default: []].append(event.name) }
                }
            }
        }
        return Reading(
            dates: names.mapValues { $0.joined(separator: " / ") },
            complaints: complaints.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }
                .map(\.element))
    }

    private mutating func complain(
        _ weight: Complaint.Weight = .error, line: Int, source: String, _ message: String, remedy: String = ""
    ) {
        if weight == .error { errors += 1 }
        guard complaints.count < 200 else { return }
        complaints.append(
            Complaint(
                weight, file: file, line: line, column: 1, length: source.count, source: String(source.prefix(500)),
                message: message, remedy: remedy))
    }

    private mutating func read(_ bytes: [UInt8]) {
        guard bytes.count <= Self.sizeLimit else {
            complain(line: 1, source: "", "this file is larger than \(Self.sizeLimit >> 20) MB")
            return
        }
        let marked = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        var open: [(name: String, line: Int, source: String)] = []
        var event: [ContentLine] = []
        var eventCount = 0
        lines: for (number, bytes) in ContentLine.unfolded(marked, limit: Self.lineLimit) {
            guard number <= Self.lineLimit else {
                complain(line: number, source: "", "this file has more than \(Self.lineLimit) lines")
                break
            }
            guard let text = String(validating: bytes, as: UTF8.self) else {
                complain(
                    line: number, source: String(decoding: bytes.prefix(500), as: UTF8.self), "this is not UTF-8 text",
                    remedy: "save the file as UTF-8")
                return
            }
            if text.allSatisfy(\.isWhitespace) { continue }
            guard let line = ContentLine(text, line: number, source: text) else {
                complain(
                    line: number, source: text, "this is no line of an iCalendar file",
                    remedy: open.isEmpty && !sawCalendar
                        ? "such a file begins with BEGIN:VCALENDAR" : "a line looks like NAME:value")
                if open.isEmpty { return }
                continue
            }
            let name = line.value.uppercased()
            switch line.name {
            case "BEGIN":
                if open.isEmpty, name != "VCALENDAR" {
                    complain(
                        line: number, source: text, "`\(line.value.prefix(40))` stands outside a calendar",
                        remedy: "an iCalendar file begins with BEGIN:VCALENDAR")
                    return
                }
                guard open.count < 8 else {
                    complain(line: number, source: text, "components are nested more than 8 deep")
                    return
                }
                sawCalendar = true
                open.append((name, number, text))
                if name == "VEVENT" {
                    event = []
                    eventCount += 1
                    guard eventCount <= Self.eventLimit else {
                        complain(line: number, source: text, "this file has more than \(Self.eventLimit) events")
                        return
                    }
                }
            case "END":
                guard let last = open.last, last.name == name else {
                    complain(
                        line: number, source: text, "this ends what was not begun",
                        remedy: open.last.map { "`\($0.source)` of line \($0.line) is ended by END:\($0.name)" } ?? "")
                    return
                }
                open.removeLast()
                if name == "VEVENT" { take(event, begun: last.line, last.source) }
            default:
                if open.isEmpty {
                    complain(
                        line: number, source: text, "this stands outside a calendar",
                        remedy: "an iCalendar file begins with BEGIN:VCALENDAR")
                    return
                }
                if open.last?.name == "VEVENT" { event.append(line) }
            }
        }
        if let last = open.last {
            complain(
                line: last.line, source: last.source, "this is never ended: the file was cut off",
                remedy: "END:\(last.name) is missing")
        } else if !sawCalendar {
            complain(line: 1, source: "", "this file is empty", remedy: "an iCalendar file begins with BEGIN:VCALENDAR")
        }
    }

    private mutating func take(_ lines: [ContentLine], begun line: Int, _ source: String) {
        let faults: [HolidayEvent.Fault]
        guard errors < Self.errorLimit, dateCount < Self.dateLimit else { return }
        do {
            let event = try HolidayEvent(lines, through: window.upperBound)
            dateCount += event.starts.count * max(1, event.length)
            guard dateCount < Self.dateLimit else {
                complain(line: line, source: source, "this file gives more than \(Self.dateLimit - 1) dates")
                return
            }
            events.append(event)
            faults = event.warnings
        } catch {
            faults = [error]
        }
        for fault in faults {
            complain(
                fault.weight, line: fault.line?.line ?? line, source: fault.line?.source ?? source, fault.message,
                remedy: fault.remedy)
        }
    }
}
