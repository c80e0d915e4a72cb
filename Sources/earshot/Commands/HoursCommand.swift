import ArgumentParser
import Triage

struct HoursCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hours",
        abstract: "Say whether you are open or closed, since when, until when, and when you open next.",
        discussion: """
            Times are in the calendar's zone, with --json in UTC. Asks only the configuration: no database, no \
            source, no server.
            """)

    @OptionGroup var file: ConfigurationOption
    @OptionGroup var output: JSONFlag

    @Option(
        help: ArgumentHelp(
            "When; now when left out: 2026-03-29T01:30:00Z, or as the clocks there show it, '2026-03-29 02:30'.",
            valueName: "time"))
    var at: String?

    @Option(help: ArgumentHelp("List every opening and closing until then.", valueName: "time"))
    var until: String?

    @Option(help: ArgumentHelp("Ask this calendar.", valueName: "name"))
    var calendar: String?

    @Option(help: ArgumentHelp("Ask the calendar that answers for this source.", valueName: "name"))
    var source: String?

    @Option(help: ArgumentHelp("Ask the calendar that answers for this language.", valueName: "tag"))
    var language: String?

    @Option(help: ArgumentHelp("Ask the calendar that answers for this team.", valueName: "name"))
    var team: String?

    private static let listLimit = 100_000

    func validate() throws {
        guard calendar == nil || source == nil && language == nil && team == nil else {
            throw ValidationError("--calendar names the calendar; --source, --language and --team look for it")
        }
    }

    func run() throws {
        let configuration = try file.load()
        guard let hours = configuration.hours else {
            throw CommandFailure(
                .badConfiguration, "\(Shown.line(file.config)) has no `hours`",
                remedy: "add `hours: { time-zone: Europe/London, weekly: { mon-fri: [\"09:00-17:30\"] } }`")
        }
        let calendar = try self.calendar(hours, configuration)
        let asked = try AskedTime(at, option: "--at", in: calendar.zone)
        let words = HoursWords(calendar: calendar)
        guard let until else {
            let status = calendar.status(at: asked.moment)
            output.json
                ? Output.standard.line(words.json(status, asked.note))
                : Output.standard.write(words.text(status, at: asked))
            return
        }
        let end = try AskedTime(until, option: "--until", in: calendar.zone)
        guard end.moment >= asked.moment, end.moment - asked.moment <= .seconds(3660 * 86_400) else {
            throw CommandFailure(.usage, "--until is a time after --at, by ten years at most")
        }
        for note in [asked.note, end.note].compactMap(\.self) where !output.json {
            Output.standard.line("note: \(note)")
        }
        let statuses = calendar.statuses(from: asked.moment, until: end.moment, limit: Self.listLimit)
        for (place, status) in statuses.enumerated() {
            let begin = place == 0 ? asked.moment : status.since ?? asked.moment
            output.json
                ? Output.standard.line(words.json(status, nil)) : Output.standard.line(words.line(status, from: begin))
        }
    }

    private func calendar(_ hours: BusinessHours, _ configuration: Configuration) throws -> BusinessCalendar {
        if let name = calendar {
            if let found = hours.calendar(named: name) { return found }
            let names = hours.calendars.map(\.name)
            throw CommandFailure(
                .badData, "there is no calendar `\(Shown.line(name, columns: 60))`",
                remedy: NearestName.of(name, among: names).map { "did you mean `\($0)`?" }
                    ?? "the calendars are \(names.joined(separator: ", "))")
        }
        if let source, !configuration.sources.contains(where: { $0.name.rawValue == source }) {
            let names = configuration.sources.map(\.name.rawValue)
            throw CommandFailure(
                .badData, "there is no source `\(Shown.line(source, columns: 60))`",
                remedy: NearestName.of(source, among: names).map { "did you mean `\($0)`?" } ?? "")
        }
        return hours.calendar(source: source.map { SourceName($0) }, language: language, team: team)
    }
}

/// A time as a person gave it on the command line.
struct AskedTime {
    var moment: Moment
    /// Where the clocks never showed it, or showed it twice, and what it was taken for.
    var note: String?

    /// - Parameter text: nil: now.
    init(_ text: String?, option: String, in zone: TimeZoneTable) throws {
        guard let text else {
            moment = .wallClock
            return
        }
        if let wall = WallClock(written: text) {
            let placement = zone.placement(of: wall)
            moment = Moment(seconds: placement.first)
            let taken = HoursWords.clock(moment, zone)
            switch placement.fit {
            case .once: break
            case .skipped:
                note =
                    "the clocks in \(zone.name) never showed \(wall), they were put forward over it; taken for \(taken)"
            case .repeated:
                note = "the clocks in \(zone.name) showed \(wall) twice; taken for the first time, \(taken)"
            }
        } else if let moment = Moment(rfc3339: text) {
            self.moment = moment
        } else {
            throw CommandFailure(
                .usage, "`\(Shown.line(text, columns: 60))` is no time for \(option)",
                remedy: "write 2026-03-29T01:30:00Z, or \"2026-03-29 02:30\" for what the clocks show there")
        }
    }
}

/// What a calendar answers, for people and for scripts.
struct HoursWords {
    let calendar: BusinessCalendar

    func json(_ status: BusinessCalendar.Status, _ note: String?) -> JSON {
        var pairs: [(String, JSON)] = [
            ("open", .bool(status.isOpen)), ("since", .text(status.since?.rfc3339)),
            ("until", .text(status.until?.rfc3339)), ("nextOpening", .text(status.nextOpening?.rfc3339)),
            ("calendar", .text(calendar.name)),
        ]
        if let holiday = status.holiday { pairs.append(("holiday", .text(holiday))) }
        if let note { pairs.append(("note", .text(note))) }
        return .object(pairs)
    }

    func text(_ status: BusinessCalendar.Status, at asked: AskedTime) -> String {
        let word = status.isOpen ? "open" : "closed"
        var rows = [
            (word, Self.clock(asked.moment, calendar.zone)), ("since", time(status.since, "more than five years ago")),
            ("until", time(status.until, "more than five years ahead")),
            ("next opening", time(status.nextOpening, "not within five years")),
            ("calendar", "\(calendar.name) (\(calendar.zone.name))"), ("because of", cause(status)),
        ]
        if let note = asked.note { rows.append(("note", note)) }
        return rows.map { name, words in
            let padded = name.padding(toLength: 14)
            return "\(name == word ? Output.standard.bold(padded) : padded)\(words)\n"
        }.joined()
    }

    /// One change of a list.
    func line(_ status: BusinessCalendar.Status, from begin: Moment) -> String {
        let holiday = status.isOpen ? nil : status.holiday.map { "  \(Shown.line($0, columns: 60))" }
        return "\(Self.clock(begin, calendar.zone))  \(status.isOpen ? "open" : "closed")\(holiday ?? "")"
    }

    private func time(_ moment: Moment?, _ otherwise: String) -> String {
        moment.map { Self.clock($0, calendar.zone) } ?? otherwise
    }

    private func cause(_ status: BusinessCalendar.Status) -> String {
        switch status.cause {
        case .week: status.holiday.map { "the week's hours, on \(Shown.line($0, columns: 200))" } ?? "the week's hours"
        case .exception(let date):
            "the exception for \(date)" + (status.holiday.map { ", \(Shown.line($0, columns: 200))" } ?? "")
        case .holiday(let date): "the holiday \(Shown.line(calendar.holidays[date] ?? "", columns: 200))"
        }
    }

    /// `Sun 2026-03-29 03:30 +02:00`.
    static func clock(_ moment: Moment, _ zone: TimeZoneTable) -> String {
        let wall = zone.wallClock(at: moment)
        let offset = zone.kind(at: moment.wholeSeconds).offset
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let sign = offset < 0 ? "-" : "+"
        return "\(wall.date.weekday.short) \(wall) \(sign)\(two(abs(offset) / 3600)):\(two(abs(offset) / 60 % 60))"
    }
}

extension String {
    func padding(toLength length: Int) -> String {
        self + String(repeating: " ", count: Swift.max(0, length - count))
    }
}
