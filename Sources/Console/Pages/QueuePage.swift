import Hummingbird
import Storage
import Triage

/// What waits for a person, the most urgent first.
///
/// All lines stand in one form, so that a line costs few bytes: a line's radio button is the cursor, and what is
/// done is done with the case under it. Everything works without the script.
enum QueuePage {
    static let limit = 50
    private static let mostWords = 4
    private static let longestWord = 24

    /// A part of the queue as it was read at one mark.
    struct Reading: Sendable {
        var lines: [QueueLine]
        var counts: [Case.State: Int]
        var next: QueueQuery.Place?
        var reasons: [CaseID: [Reason]]
        var mark: Int64
        /// The number of the case that was opened last: what is above it later is new, and not only moved up.
        var newest: Int64
    }

    static func read(_ filter: QueueFilter, for name: String, _ store: Store) async throws -> Reading {
        // The mark first: what changes while the rest is read is fetched again rather than missed.
        let mark = try await store.changeMark()
        let newest = try await store.newestCase()
        var slice = try await store.queue(filter.query(for: name, limit: limit))
        if filter.show == .incidents {
            slice.cases = try await store.openIncidents(limit: limit).filter {
                filter.severity == nil || $0.severity == filter.severity
            }
            slice.next = nil
        }
        let reasons = try await store.reasons(of: slice.cases.map(\.id))
        return Reading(
            lines: slice.cases, counts: slice.counts, next: slice.next, reasons: reasons, mark: mark,
            newest: newest)
    }

    // MARK: Facts

    static func facts(_ reading: Reading, _ filter: QueueFilter, _ visitor: Visitor, now: Moment) -> Facts {
        var next = filter
        next.after = reading.next
        var first = filter
        first.after = nil
        let isAgent = visitor.may(.agent)
        return [
            "mark": .text("\(reading.mark)"), "newest": .text("\(reading.newest)"),
            "counts": .text(counts(reading.counts)),
            "lines": .list(
                reading.lines.enumerated().map { place, line in
                    self.line(
                        line, reading.reasons[line.id] ?? [], isFirst: place == 0, me: visitor.name, isAgent: isAgent,
                        now: now)
                }),
            "empty": .text(empty(filter)), "isEmpty": .flag(reading.lines.isEmpty),
            "next": .optional(reading.next == nil ? nil : next.path),
            "first": .optional(filter.after == nil ? nil : first.path),
        ]
    }

    /// `3 open, 1 claimed`: what is not there is not named.
    private static func counts(_ counts: [Case.State: Int]) -> String {
        let parts = Case.State.allCases.filter(\.isOpen).compactMap { state in
            counts[state].flatMap { $0 > 0 ? "\($0) \(state.rawValue)" : nil }
        }
        return parts.isEmpty ? "Nothing waits" : parts.joined(separator: ", ")
    }

    private static func empty(_ filter: QueueFilter) -> String {
        switch filter.show {
        case .all: "Nothing waits for you. Whatever comes in shows up here by itself."
        case .mine: "You hold no case. Take one from the queue, or have a tea."
        case .open: "Every case has somebody who looks after it."
        case .held: "No case waits for the start of a shift."
        case .incidents: "No incident is going on."
        case .closed: "No case was closed yet."
        }
    }

    static func line(
        _ line: QueueLine, _ reasons: [Reason], isFirst: Bool, me: String, isAgent: Bool, now: Moment
    ) -> Facts {
        let promise = Promise(line.promise, touched: line.firstTouched, isOver: !line.state.isOpen, now: now)
        return [
            "id": .text("\(line.id.rawValue)"), "isFirst": .flag(isFirst),
            "heat": .number(line.heat), "severity": .text(line.severity?.rawValue ?? "warm"),
            "title": .text(Self.title(line.title, before: line.newest?.words ?? "")),
            "matched": .list(words(reasons).map { ["word": .text($0)] }),
            "words": .text(line.newest?.words ?? ""), "from": .text(from(line, now: now)),
            "isIncident": .flag(line.isIncident), "incident": .optional(line.incident.map { "\($0.rawValue)" }),
            "promise": .optional(promise?.words), "tone": .text(promise?.tone ?? "ok"),
            "state": .text(state(line, me: me, now: now)),
            "act": isAgent
                ? act(line, me: me).map { .group(["do": .text($0.do), "title": .text($0.title)]) }
                    ?? .flag(false) : .flag(false),
        ]
    }

    /// `5 min ago · 3 messages · Ana, fediverse`
    private static func from(_ line: QueueLine, now: Moment) -> String {
        var parts = [Clock.ago(line.firstHeard, now)]
        if line.messages > 1 { parts.append("\(line.messages) messages") }
        if let newest = line.newest {
            let name = newest.displayName.isEmpty ? newest.author.address : newest.displayName
            parts.append("\(name.prefix(40)), \(newest.source)")
        }
        return parts.joined(separator: " · ")
    }

    /// A case is called by its rule and its first words; where these stand below it anyway, by the rule alone.
    static func title(_ title: String, before words: String) -> String {
        guard let colon = title.firstRange(of: ": ") else { return title }
        var tail = title[colon.upperBound...]
        let isCut = tail.last == "…"
        if isCut { tail.removeLast() }
        while tail.last?.isWhitespace ?? false { tail.removeLast() }
        // Its beginning alone is no reason: an incident is called by what people say first as well.
        return isCut && words.hasPrefix(tail) || words == tail ? String(title[..<colon.lowerBound]) : title
    }

    /// What was found, each once, the weightiest rule's first; not what is part of another.
    static func words(_ reasons: [Reason]) -> [String] {
        var words: [String] = []
        for match in reasons.flatMap(\.matches) {
            let text = match.text.count > longestWord ? match.text.prefix(longestWord - 1) + "…" : match.text[...]
            let word = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            if !word.isEmpty, !words.contains(where: { $0.lowercased().contains(word.lowercased()) }) {
                words.append(word)
            }
            if words.count == mostWords { break }
        }
        return words
    }

    /// Who has it, as a line says it.
    static func state(_ line: QueueLine, me: String, now: Moment) -> String {
        let holder = line.claimedBy.map { $0 == me ? "you" : $0 }
        switch line.state {
        case .open:
            if line.isHeld { return "waits for a shift" }
            return line.target.map { "open, for \($0)" } ?? "open"
        case .claimed: return "claimed by \(holder ?? "?")"
        case .acknowledged: return "acknowledged by \(holder ?? "?")"
        case .snoozed:
            return "sleeps" + (line.due.map { " \(Clock.span(max(0, ($0 - now).components.seconds)))" } ?? "")
        case .resolved: return "resolved"
        case .notHot: return "not hot"
        }
    }

    /// What most likely comes next, as one button.
    private static func act(_ line: QueueLine, me: String) -> (do: String, title: String)? {
        switch line.state {
        case .open: ("claim", "Claim")
        case .claimed: line.claimedBy == me ? ("acknowledge", "Acknowledge") : nil
        case .acknowledged, .snoozed: line.claimedBy == me ? ("resolve", "Resolve") : nil
        case .resolved, .notHot: nil
        }
    }
}

/// A promise to a customer, as it stands now.
struct Promise {
    var words: String
    /// `late`, `soon` or `ok`; the words say the same.
    var tone: String

    /// - Parameter touched: when somebody first took it up: the promise was that.
    init?(_ promise: Moment?, touched: Moment?, isOver: Bool, now: Moment) {
        guard let promise, !isOver else { return nil }
        if let touched, touched <= promise {
            (words, tone) = ("promise kept", "ok")
            return
        }
        // Whoever took it up too late was so late, and no later.
        let seconds = (promise - (touched ?? now)).components.seconds
        if touched != nil {
            (words, tone) = ("was late by \(Clock.span(max(1, -seconds)))", "ok")
        } else if seconds < 0 {
            (words, tone) = ("late by \(Clock.span(-seconds))", "late")
        } else {
            (words, tone) = ("\(Clock.span(seconds)) left", seconds < 300 ? "soon" : "ok")
        }
    }
}
