import Act
import Storage
import Triage

/// Who is on duty and how calling them goes, as `status` tells it.
struct OnCallStatus {
    var today: TeamToday
    var state: OnCallState
    /// Of each step that calls a rota, the rota and who is on duty in it until when.
    var duty: [StepAnswer.Call]
    /// Whom the first step that reaches anybody would call now.
    var first: [Person]

    static let window = Duration.seconds(86_400)
    /// A self-check that is silent for longer does not run.
    static let silent = Duration.seconds(180)
    private static let sight = Duration.seconds(35 * 86_400)

    /// Nil where nobody is on call.
    static func ask(_ configuration: Configuration, _ store: Store, now: Moment) async throws -> OnCallStatus? {
        guard let team = configuration.onCall else { return nil }
        var state = try await store.onCallState(now: now, since: now - window, grace: SelfCheck.grace)
        state.checks.removeAll { WorkerName.isDead($0.worker) }
        return OnCallStatus(TeamToday(team: team, troubles: state.troubles), state, now: now)
    }

    init(_ today: TeamToday, _ state: OnCallState, now: Moment) {
        self.today = today
        self.state = state
        let answers = StepAnswer.all(of: today.team, at: now, sight: Self.sight)
        var seen: Set<String> = []
        duty = answers.flatMap(\.calls).filter {
            today.team.rota($0.target) != nil && seen.insert($0.target).inserted
        }
        first = today.team.escalation.lazy.map { today.team.reachable($0.to, at: now) }.first { !$0.isEmpty } ?? []
    }

    // MARK: For people

    func lines(at now: Moment) -> [(title: String, words: String, isAlarm: Bool)] {
        var lines: [(title: String, words: String, isAlarm: Bool)] = []
        let called = first.prefix(5).map(\.title).joined(separator: ", ")
        let more = first.count > 5 ? " and \(first.count - 5) more" : ""
        lines.append(
            ("On call", first.isEmpty ? "nobody would be called now" : "\(called)\(more) would be called now", false))
        for call in duty {
            let who = call.people.isEmpty ? "nobody" : call.people.map(\.title).joined(separator: ", ")
            let then = call.until.map { end in
                let next = call.next.isEmpty ? "nobody" : call.next.map(\.rawValue).joined(separator: ", ")
                return " until \(HoursWords.clock(end, call.zone)), then \(next)"
            }
            lines.append(("", "\(call.target): \(who)\(then ?? "")", false))
        }
        for note in today.notes(at: now) { lines.append(("", note, true)) }
        let counts = Case.State.allCases.compactMap { state in
            state.isOpen ? "\(state.cases(in: self.state)) \(state.rawValue)" : nil
        }
        lines.append(("Queue", counts.joined(separator: ", "), false))
        if state.overdue > 0 {
            lines.append(("", "\(state.overdue) overdue: nobody was called for them in time", true))
        }
        lines.append(("Pages", "\(state.standing) unanswered, \(state.failed) reached nobody within a day", false))
        if state.checks.isEmpty {
            lines.append(("Self-check", "no worker that calls people runs", false))
        }
        for (place, check) in state.checks.enumerated() {
            let who = state.checks.count > 1 ? " by \(check.worker.rawValue)" : ""
            let isSilent = now - check.at > Self.silent
            let ago = check.at.ago(at: now)
            let when = isSilent ? ", silent for \(ago)" : ago == "now" ? ", now" : ", \(ago) ago"
            lines.append(
                (
                    place == 0 ? "Self-check" : "", "\(check.words.isEmpty ? "all is well" : "not well")\(when)\(who)",
                    false
                ))
            if !check.words.isEmpty { lines.append(("", check.words, true)) }
        }
        return lines
    }

    // MARK: For scripts

    var json: JSON {
        .object([
            ("firstCalled", .list(first.map { .text($0.name.rawValue) })),
            (
                "duty",
                .list(
                    duty.map { call in
                        .object([
                            ("rota", .text(call.target)),
                            ("people", .list(call.people.map { .text($0.name.rawValue) })),
                            ("until", call.until?.json ?? .null), ("next", .list(call.next.map { .text($0.rawValue) })),
                        ])
                    })
            ),
            (
                "cases",
                .object(
                    Case.State.allCases.filter(\.isOpen).map { ($0.rawValue, .integer($0.cases(in: state))) })
            ),
            ("overdue", .integer(state.overdue)), ("pagesUnanswered", .integer(state.standing)),
            ("pagesFailed", .integer(state.failed)), ("troubles", .list(today.troubles.map(\.json))),
            (
                "selfChecks",
                .list(
                    state.checks.map {
                        .object([
                            ("worker", .text($0.worker.rawValue)), ("at", $0.at.json),
                            ("isWell", .bool($0.words.isEmpty)), ("words", .text($0.words)),
                        ])
                    })
            ),
        ])
    }
}

extension Case.State {
    fileprivate func cases(in state: OnCallState) -> Int { state.cases[self] ?? 0 }
}
