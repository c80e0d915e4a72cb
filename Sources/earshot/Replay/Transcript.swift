import Act
import Storage
import Triage

/// A replay for people: every event under the clocks of the brand's zone, what was heard and why it was judged so,
/// every answer in full, every silence with its reason.
struct Transcript {
    private let zone: TimeZoneTable
    private let hours: BusinessHours?
    private let zones: @Sendable (String) -> TimeZoneTable?
    private let hotHeat: Int
    private let out: Output
    private var last: Moment?
    private var lastStamp = ""
    private var repeated = RepeatedPages()
    /// Of any event, counted ones too.
    private var lastEvent: Moment?
    /// Before the times of events.
    private static let indent = String(repeating: " ", count: 20)

    init(
        zone: TimeZoneTable, hours: BusinessHours?, hotHeat: Int, zones: @escaping @Sendable (String) -> TimeZoneTable?,
        to out: Output
    ) {
        self.zone = zone
        self.hours = hours
        self.zones = zones
        self.hotHeat = hotHeat
        self.out = out
    }

    mutating func show(_ event: ReplayEvent) {
        let isNewDay = lastEvent.map { zone.wallClock(at: $0).date != zone.wallClock(at: event.at).date } ?? false
        lastEvent = event.at
        tell(repeated.due(before: isNewDay ? nil : event))
        var event = event
        switch repeated.take(event) {
        case .counted: return
        case .shown: break
        case .shownAsFirst:
            if case .page(var page) = event.what {
                page.place = 0
                event.what = .page(page)
            }
        }
        let lines = words(event)
        // What says nothing has no time either, or whatever comes next would stand under it.
        guard !lines.isEmpty else { return }
        head(event.at)
        let stamp = self.stamp(event.at)
        if case .heard = event.what { out.line("") } else if stamp != lastStamp { out.line("") }
        for (place, line) in lines.enumerated() {
            let isFirst = place == 0 && stamp != lastStamp
            let time = isFirst ? stamp.padding(toLength: 11) : String(repeating: " ", count: 11)
            out.line(place == 0 ? out.dim(time) + line : Self.indent + line)
        }
        lastStamp = stamp
    }

    /// With its day where that is not the one under whose heading it stands.
    private func until(_ at: Moment) -> String {
        let isToday = last.map { zone.wallClock(at: $0).date == zone.wallClock(at: at).date } ?? false
        return isToday ? stamp(at) : "\(day(at)) \(stamp(at))"
    }

    private mutating func tell(_ repeats: [RepeatedPages.Told]) {
        for told in repeats {
            let every = told.every.map { " every \($0.inWords)" } ?? ""
            out.line("")
            out.line(
                String(repeating: " ", count: 11) + mark("page")
                    + "… case \(told.hotCase.rawValue): everybody is called again\(every) until \(until(told.last)), "
                    + "\(Self.count(told.rounds, "time")); nobody takes it")
            lastStamp = ""
        }
    }

    /// What changed since the last event: the day, the clocks, whether anybody is there.
    private mutating func head(_ at: Moment) {
        defer { last = at }
        let day = zone.wallClock(at: at).date
        var changes: [(at: Moment, words: String)] = []
        if let last {
            for change in zone.changes where change.at > last.wholeSeconds && change.at <= at.wholeSeconds {
                let before = zone.kind(at: change.at - 1)
                let forward = change.kind.offset > before.offset
                changes.append(
                    (
                        Moment(seconds: change.at),
                        "the clocks go \(forward ? "forward" : "back"): \(before.abbreviation) ends, and it is "
                            + "\(Self.clock(zone.wallClock(at: change.at))) \(change.kind.abbreviation)"
                    ))
            }
            if let calendar = hours?.standard {
                var from = last
                while let next = calendar.status(at: from).until, next <= at, changes.count < 200 {
                    let status = calendar.status(at: next)
                    changes.append((next, status.isOpen ? "the desk opens" : "the desk closes"))
                    from = next
                }
            }
        }
        if last.map({ zone.wallClock(at: $0).date != day }) ?? true {
            // What happened on days of which nothing else is told stands before the new day.
            let midnight = changes.filter { zone.wallClock(at: $0.at).date != day }
            tell(midnight, on: last.map { zone.wallClock(at: $0).date } ?? day)
            changes.removeAll { zone.wallClock(at: $0.at).date != day }
            let holiday = hours?.standard.status(at: at).holiday.map { ", \(Shown.line($0, columns: 60))" } ?? ""
            out.line("")
            out.line(out.bold("\(day.weekday.inFull) \(Self.written(day))\(holiday) (\(zone.name))"))
            lastStamp = ""
        }
        if !changes.isEmpty { out.line("") }
        tell(changes, on: day)
    }

    /// - Parameter today: under whose heading they stand.
    private func tell(_ changes: [(at: Moment, words: String)], on today: CivilDate) {
        for change in changes.sorted(by: { $0.at < $1.at }) {
            let day = zone.wallClock(at: change.at).date
            let isToday = day == today
            let time = stamp(change.at).padding(toLength: 11)
            out.line(out.dim("\(time)--       \(isToday ? "" : "\(day.weekday.short): ")\(change.words)"))
        }
    }

    // MARK: Events

    private func words(_ event: ReplayEvent) -> [String] {
        switch event.what {
        case .heard(let heard): heardWords(heard)
        case .said(let answer, let settlement): saidWords(answer, settlement)
        case .withdrawn(let answer):
            [mark("silent") + "not sent after all (\(answer.draft.kind.rawValue)): \(Shown.line(answer.reason))"]
        case .ticket(let errand):
            [
                mark("ticket")
                    + "T\(errand.id.rawValue) to the \(errand.draft?.queue == .hot ? "hot" : "ordinary") queue"
                    + (errand.callBack.map { ": ring for call \($0)" } ?? "")
                    + (errand.draft?.note == .nowHot ? ", now hot" : "")
            ]
        case .escalation(let looked):
            looked.move.events.map { move in
                mark("case") + "case \(looked.id.rawValue): \(Shown.line(move.what))"
                    + (move.note.isEmpty ? "" : ", \(Shown.line(move.note))")
            }
        case .page(let page):
            page.place == 0
                ? [out.red(mark("page")) + "\(page.page.person) by \(page.page.means?.kind.rawValue ?? "nothing"):"]
                    + page.text.plain.split(separator: "\n").map { "  | \(Shown.line(String($0)))" } : []
        case .call(let call, let story): [callWords(call, story)]
        case .deed(let who, let did, let ending): [mark("team") + "\(Shown.line(who)): \(did); \(Shown.line(ending))"]
        }
    }

    private func heardWords(_ heard: ReplayEvent.HeardMessage) -> [String] {
        let message = heard.message
        let name = Shown.line(message.author.displayName, columns: 40)
        let isPublic = message.channel == .mastodon
        var about = [message.source.rawValue]
        if isPublic { about.append(message.visibility == .direct ? "private" : "public") }
        if let tier = heard.customer?.tier, !tier.isEmpty { about.append(tier) }
        if let theirs = heard.customer.flatMap({ zones($0.timeZone) }), theirs.name != zone.name {
            about.append("\(stamp(message.time, theirs)) where they are")
        }
        var lines = [
            out.bold(mark("heard"))
                + "\(name.isEmpty ? "" : "\(name) ")\(Shown.line(message.author.handle.address, columns: 60)) "
                + "[\(about.joined(separator: ", "))]"
        ]
        if !message.subject.isEmpty { lines.append("“\(Shown.line(message.subject, columns: 100))”") }
        lines.append("“\(Shown.line(String(message.text.prefix(600)), columns: 300))”")
        let decision = heard.decision
        switch decision.disposition {
        case .stored: break
        case .duplicate: lines.append("heard before; nothing is done")
        case .filtered(let by): lines.append("filtered by \(Shown.line(by))")
        case .quarantined(let reason): lines.append("quarantined: \(Shown.line(reason))")
        }
        if let verdict = decision.verdict, verdict.isHot || !verdict.reasons.isEmpty {
            let telling = verdict.reasons.filter { $0.score != 0 }
            let reasons = telling.prefix(4).map { reason in
                let match = reason.matches.first.map { " “\(Shown.line($0.text, columns: 40))”" } ?? ""
                return "+\(reason.score) \(Shown.line(reason.title, columns: 60))\(match)"
            }
            let heat = "heat \(verdict.heat) of \(hotHeat)"
            lines.append(
                (verdict.isHot ? out.red("HOT, \(heat)") : heat) + ": " + reasons.joined(separator: "; ")
                    + (telling.count > 4 ? "; …" : ""))
        }
        if let hot = heard.hot {
            lines.append("case \(hot.caseID.rawValue) \(hot.isNewCase ? "is opened" : "has one more message")")
        }
        switch decision.contact {
        case .optOut(_, let isFreeForm):
            lines.append("they are not written to any more" + (isFreeForm ? "; a person looks at it too" : ""))
        case .optIn: lines.append("they may be written to again")
        case nil: break
        }
        switch decision.answering {
        case .notAsked:
            if decision.disposition == .stored { lines.append("nobody is answered here by itself") }
        case .silence(let silence): lines.append("silent: \(Shown.line(local(silence.sentence)))")
        case .answer: break
        }
        return lines
    }

    private func saidWords(_ answer: StoredAnswer, _ settlement: AnswerSettlement) -> [String] {
        let to = Shown.line(answer.handle.address, columns: 60)
        let why = "\(answer.draft.kind.rawValue) (\(Shown.line(answer.draft.because)))"
        switch settlement.outcome {
        case .sent, .preview:
            let place =
                answer.draft.visibility == .direct ? "" : answer.handle.channel == .mastodon ? " in public" : ""
            var lines = ["\(out.yellow(mark("said")))to \(to)\(place): \(why)"]
            if answer.handle.channel == .email, !settlement.subject.isEmpty {
                lines.append("  | Subject: \(Shown.line(settlement.subject))")
            }
            lines += settlement.text.split(separator: "\n", omittingEmptySubsequences: false)
                .map { "  | \(Shown.line(String($0)))" }
            return lines
        case .withdrawn(let silence): return [mark("silent") + "not sent after all: \(Shown.line(silence.sentence))"]
        case .retry(_, let error), .unknown(_, let error): return [mark("waits") + Shown.line(error)]
        case .failed(let error): return [out.red(mark("FAILED")) + "to \(to): \(why); \(Shown.line(error))"]
        }
    }

    private func callWords(_ call: CallBack, _ story: CallBackEvent) -> String {
        let theirs = zones(call.zone).flatMap { $0.name == zone.name ? nil : $0 }
        let at = "\(day(call.start)) \(stamp(call.start))"
        let away = theirs.map { " (\(day(call.start, $0)) \(stamp(call.start, $0)) where they are)" } ?? ""
        var note = local(story.note)
        // What the line says already: the time of a booking, and where a move leads.
        if note.hasPrefix(at) { note = String(note.dropFirst(at.count).drop { $0 == ";" || $0 == " " }) }
        if note.hasSuffix(" to \(at)") { note = "before: \(note.dropLast(" to \(at)".count))" }
        if let comma = note.firstIndex(of: ","), note.hasPrefix("attempt ") { note = String(note[..<comma]) }
        return mark("call")
            + "call \(call.id), \(Shown.line(story.what)) by \(Shown.line(story.who)) for \(at)\(away), "
            + "number ending in \(call.number.suffix(3))" + (note.isEmpty ? "" : ": \(Shown.line(note))")
    }

    // MARK: The end

    mutating func close(_ sums: ReplaySums) {
        tell(repeated.due(before: nil))
        out.line("")
        out.line(out.bold("In all"))
        func row(_ name: String, _ words: String) { out.line("  \(name.padding(toLength: 14))\(words)") }
        func list(_ counts: [(String, Int)]) -> String {
            counts.filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }.joined(separator: ", ")
        }
        let answered = sums.answered.values.reduce(0, +)
        let silent = sums.silent.values.reduce(0, +)
        row(
            "heard",
            "\(sums.heard) = \(answered) answered + \(silent) silent + \(sums.withdrawn) called off + "
                + "\(sums.failed) failed + \(sums.unasked) not asked"
                + (sums.unaccounted == 0 ? "" : out.red(", and \(sums.unaccounted) unaccounted for")))
        row("answered", list(AnswerKind.allCases.map { ($0.rawValue, sums.answered[$0] ?? 0) }))
        row("silent", list(Silence.Code.allCases.map { ($0.rawValue, sums.silent[$0] ?? 0) }))
        if sums.unprompted > 0 { row("of our own", "\(sums.unprompted) told to customers about their calls") }
        let hot = [(sums.hot, "message"), (sums.cases, "case"), (sums.pages, "page")]
        row("hot", hot.map { Self.count($0.0, $0.1) }.joined(separator: ", "))
        row("tickets", "\(sums.tickets)")
        row("calls", list(CallBack.State.allCases.map { ($0.rawValue, sums.callBacks[$0] ?? 0) }))
    }

    private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

    // MARK: Times

    private func mark(_ word: String) -> String { word.padding(toLength: 9) }

    private func stamp(_ at: Moment, _ zone: TimeZoneTable? = nil) -> String {
        let zone = zone ?? self.zone
        return "\(Self.clock(zone.wallClock(at: at))) \(zone.kind(at: at.wholeSeconds).abbreviation)"
    }

    /// Times that were written down in UTC, as the clocks here show them.
    private func local(_ text: String) -> String {
        var words: [String] = []
        for word in text.split(separator: " ", omittingEmptySubsequences: false).map(String.init) {
            // `2026-10-24 18:40Z` is two words, `2026-10-24T18:40:00Z` one.
            if word.hasSuffix("Z"), word.utf8.count == 6, let date = words.last,
                let moment = Moment(rfc3339: "\(date)T\(word.dropLast()):00Z")
            {
                words[words.count - 1] = "\(day(moment)) \(stamp(moment))"
            } else if word.hasSuffix("Z"), let moment = Moment(rfc3339: word) {
                words.append("\(day(moment)) \(stamp(moment))")
            } else {
                words.append(word)
            }
        }
        return words.joined(separator: " ")
    }

    private func day(_ at: Moment, _ zone: TimeZoneTable? = nil) -> String {
        let date = (zone ?? self.zone).wallClock(at: at).date
        return "\(date.weekday.short) \(date.parts.day) \(Self.months[date.parts.month - 1].prefix(3))"
    }

    private static func clock(_ wall: WallClock) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(wall.secondOfDay / 3600)):\(two(wall.secondOfDay / 60 % 60))"
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    private static func written(_ date: CivilDate) -> String {
        "\(date.parts.day) \(months[date.parts.month - 1]) \(date.parts.year)"
    }
}

extension Weekday {
    fileprivate var inFull: String {
        switch short {
        case "Mon": "Monday"
        case "Tue": "Tuesday"
        case "Wed": "Wednesday"
        case "Thu": "Thursday"
        case "Fri": "Friday"
        case "Sat": "Saturday"
        default: "Sunday"
        }
    }
}
