import Hummingbird
import Storage
import Triage

/// What a form asks to be done with a case.
struct DeskAct: Sendable {
    var id: CaseID
    /// Nil: it is only opened.
    var verb: CaseVerb?
    var note: String

    static let longestNote = 2_000

    enum Answer: Sendable {
        case act(DeskAct)
        /// What is missing; the case that it is about, where that is known.
        case lacking(CaseID?, String)
    }

    /// - Parameter id: of the page's address; nil: the form names it, as `case`, or behind the verb, as `claim 7`.
    static func read(_ form: Form, of id: CaseID?, now: Moment, zone: TimeZoneTable) -> Answer {
        let words = (form["do"] ?? "").split(separator: " ", maxSplits: 1).map(String.init)
        let named = words.count > 1 ? words[1] : form["case"]
        guard let id = id ?? named.flatMap({ Int64($0) }).map({ CaseID(rawValue: $0) }) else {
            return .lacking(nil, "Choose a case first.")
        }
        func text(_ name: String) -> String { String((form[name] ?? "").trimmedLines.prefix(longestNote)) }
        func other(_ name: String) -> CaseID? {
            var text = text(name)
            if text.hasPrefix("#") { text.removeFirst() }
            return Int64(text).map { CaseID(rawValue: $0) }
        }
        func act(_ verb: CaseVerb, _ note: String) -> Answer {
            .act(DeskAct(id: id, verb: verb, note: note))
        }
        switch words.first ?? "" {
        case "open": return .act(DeskAct(id: id, verb: nil, note: ""))
        case "claim": return act(.claim, text("note"))
        case "release": return act(.release, text("note"))
        case "acknowledge": return act(.acknowledge, text("note"))
        case "resolve": return act(.resolve, text("note"))
        case "not-hot":
            let reason = text("reason")
            if reason.isEmpty { return .lacking(id, "Say in a few words why it is not hot: rules learn from it.") }
            return act(.notHot, reason)
        case "snooze":
            guard let nap = form["for"].flatMap(Nap.init(rawValue:)) else {
                return .lacking(id, "Choose until when it sleeps.")
            }
            return act(.snooze(until: nap.until(now, zone)), text("note"))
        case "hand-over":
            let to = text("to")
            if to.isEmpty { return .lacking(id, "Choose to whom it is handed over.") }
            return act(.handOver(to: to), text("handover-note"))
        case "merge":
            guard let into = other("into") else { return .lacking(id, "Give the number of the case that stays.") }
            return act(.merge(into: into), text("note"))
        case "link":
            guard let to = other("incident") else { return .lacking(id, "Give the number of the incident.") }
            return act(.link(to: to), text("note"))
        case "split":
            let messages = form.all("message").compactMap { Int64($0) }.map { MessageID(rawValue: $0) }
            if messages.isEmpty { return .lacking(id, "Tick the messages that become a case of their own.") }
            return act(.split(messages), text("note"))
        default: return .lacking(id, "That cannot be done with a case.")
        }
    }

    /// How long a case may sleep at one press.
    enum Nap: String, CaseIterable {
        case hour = "1h", four = "4h", tomorrow

        var title: String {
            switch self {
            case .hour: "1 hour"
            case .four: "4 hours"
            case .tomorrow: "until tomorrow 9:00"
            }
        }

        func until(_ now: Moment, _ zone: TimeZoneTable) -> Moment {
            switch self {
            case .hour: return now + .seconds(3600)
            case .four: return now + .seconds(4 * 3600)
            case .tomorrow:
                let date = zone.wallClock(at: now).date + 1
                return Moment(seconds: zone.placement(of: WallClock(date, second: 9 * 3600)).first)
            }
        }
    }
}

extension String {
    /// Without white space at its ends.
    var trimmedLines: String {
        var text = self[...]
        while text.first?.isWhitespace ?? false { text.removeFirst() }
        while text.last?.isWhitespace ?? false { text.removeLast() }
        return String(text)
    }
}

extension Desk {
    /// The clocks that the team lives by.
    var zone: TimeZoneTable { onCall().rotas.first?.zone ?? .utc }
}

extension Hall {
    func deskActs() {
        let desk = desk
        @Sendable func perform(_ visit: Visit, _ visitor: Visitor, _ id: CaseID?) async throws -> Response {
            let back = visit.form["back"].flatMap(SignInPage.safe) ?? "/queue"
            switch DeskAct.read(visit.form, of: id, now: desk.now, zone: desk.zone) {
            case .lacking(let id, let words):
                return visit.redirect(to: id.map { "/cases/\($0.rawValue)" } ?? back, saying: words)
            case .act(let act):
                guard let verb = act.verb else { return .redirect(to: "/cases/\(act.id.rawValue)") }
                return try await desk.perform(act, verb, visit, visitor, back: back)
            }
        }
        act("/queue/act", as: .agent, in: .queue) { visit, visitor in try await perform(visit, visitor, nil) }
        act("/cases/:case/act", as: .agent, in: .queue) { visit, visitor in
            try await perform(visit, visitor, CaseID(rawValue: try visit.number("case")))
        }
        act("/cases/:case/note", as: .agent, in: .queue) { visit, visitor in
            let id = CaseID(rawValue: try visit.number("case"))
            let path = "/cases/\(id.rawValue)"
            let words = String((visit.form["note"] ?? "").trimmedLines.prefix(DeskAct.longestNote))
            if words.isEmpty { return visit.redirect(to: path, saying: "Nothing was written, so nothing was noted.") }
            guard try await desk.store.note(on: id, by: visitor.name, words, now: desk.now) else {
                throw Refusal.notFound
            }
            return visit.redirect(to: path, saying: "Noted.")
        }
    }
}

extension Desk {
    fileprivate func perform(
        _ act: DeskAct, _ verb: CaseVerb, _ visit: Visit, _ visitor: Visitor, back: String
    ) async throws -> Response {
        let onCall = onCall()
        if case .handOver(let to) = verb {
            if let why = onCall.refusal(ofTarget: to) { return visit.redirect(to: back, saying: "Not done: \(why).") }
            if !visitor.may(.lead), let holder = try await store.caseDetail(act.id)?.hotCase.claimedBy,
                holder != visitor.name
            {
                return visit.redirect(
                    to: back, saying: "Not done: \(holder) holds case \(act.id.rawValue); they or a lead hand it over.")
            }
        }
        let answer = try await store.change(
            act.id, verb, by: visitor.name, note: act.note, patience: onCall.patience, now: now)
        switch answer {
        case .noSuchCase: throw Refusal.notFound
        case .refused(let hotCase, let because):
            return visit.redirect(to: back, saying: "Case \(hotCase.id.rawValue) is as it was: \(because).")
        case .done(let hotCase):
            var words = Self.words(verb, hotCase, of: act.id, zone)
            if let remark = hotCase.remark { words += " Mind: \(remark)." }
            return visit.redirect(to: back, saying: words)
        }
    }

    private static func words(_ verb: CaseVerb, _ hotCase: Case, of id: CaseID, _ zone: TimeZoneTable) -> String {
        let number = id.rawValue
        switch verb {
        case .claim: return "Case \(number) is yours."
        case .release: return "Case \(number) is open again; somebody is called."
        case .acknowledge: return "Case \(number) is acknowledged."
        case .snooze(let until): return "Case \(number) sleeps until \(zone.reading(of: until)) (\(zone.name))."
        case .handOver(let to): return "Case \(number) is handed over to \(to)."
        case .merge(let into): return "Case \(number) is part of case \(into.rawValue) now."
        case .split: return "Case \(hotCase.id.rawValue) was made of messages of case \(number)."
        case .link(let to): return "Case \(number) belongs to incident \(to.rawValue) now."
        case .resolve: return "Case \(number) is resolved."
        case .notHot: return "Case \(number) is not hot; the rules are measured by it."
        }
    }
}
