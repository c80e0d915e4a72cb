import Triage

/// Whom a step of the escalation calls at an instant, and who would be called after them.
struct StepAnswer {
    /// From 1; nil for the last resort.
    var number: Int?
    var wait: Duration
    var calls: [Call]

    struct Call {
        /// As the configuration names it: `night`, `ana`, `everyone`.
        var target: String
        var people: [Person]
        /// When others come on duty; nil: never, or not within sight.
        var until: Moment?
        /// Who these are; empty where nobody is then.
        var next: [PersonName]
        var zone: TimeZoneTable
    }

    var isStep: Bool { number != nil }
    var reachesSomebody: Bool { calls.contains { $0.people.contains { !$0.reach.isEmpty } } }

    static func all(of team: OnCall, at moment: Moment, sight: Duration) -> [StepAnswer] {
        func calls(_ targets: [OnCall.Target]) -> [Call] {
            targets.map { call($0, of: team, at: moment, sight: sight) }
        }
        let steps = team.escalation.enumerated().map { place, step in
            StepAnswer(number: place + 1, wait: step.wait, calls: calls(step.to))
        }
        return steps + [StepAnswer(number: nil, wait: team.lastResort.every, calls: calls(team.lastResort.to))]
    }

    private static func call(_ target: OnCall.Target, of team: OnCall, at moment: Moment, sight: Duration) -> Call {
        let people = team.people(for: target, at: moment)
        switch target {
        case .everyone: return Call(target: "everyone", people: people, next: [], zone: .utc)
        case .people(let names):
            return Call(
                target: names.map(\.rawValue).joined(separator: ", "), people: people, next: [], zone: .utc)
        case .rota(let name):
            guard let rota = team.rota(name) else { return Call(target: name, people: people, next: [], zone: .utc) }
            let shifts = team.shifts(of: rota, from: moment, until: moment + sight)
            let later = shifts.dropFirst().first { $0.people != shifts[0].people }
            return Call(
                target: name, people: people, until: later?.from, next: later?.people ?? [], zone: rota.zone)
        }
    }

    // MARK: For people

    static func table(_ answers: [StepAnswer]) -> Table {
        var table = Table([
            ("STEP", .left), ("CALLS", .left), ("WHO", .left), ("UNTIL", .left), ("THEN", .left), ("BY", .left),
        ])
        for row in answers.rows { table.add(row.cells) }
        return table
    }

    var title: String { number.map { "\($0), \(wait.inWords)" } ?? "last resort, every \(wait.inWords)" }

    // MARK: For scripts

    func json(_ today: TeamToday) -> JSON {
        .object([
            ("step", number.map { .integer($0) } ?? .null), ("wait", .number(wait / .seconds(1))),
            ("reachable", .bool(reachesSomebody)),
            (
                "calls",
                .list(
                    calls.map { call in
                        .object([
                            ("to", .text(call.target)), ("people", .list(call.people.map { Self.json($0, today) })),
                            ("until", .text(call.until?.rfc3339)),
                            ("next", .list(call.next.map { .text($0.rawValue) })),
                        ])
                    })
            ),
        ])
    }

    private static func json(_ person: Person, _ today: TeamToday) -> JSON {
        func list(_ means: [Means]) -> JSON {
            .list(
                means.map {
                    let known = [("kind", JSON.text($0.kind.rawValue)), ("address", .text($0.address))]
                    let trouble = today.trouble(of: $0)
                    return .object(known + (trouble.map { [("trouble", .text($0.what.rawValue))] } ?? []))
                })
        }
        return .object([
            ("person", .text(person.name.rawValue)), ("name", .text(person.title)), ("means", list(person.reach)),
            ("stopped", list(person.stopped)),
        ])
    }
}

extension [StepAnswer] {
    /// One for each person of each call; one that says so where there is nobody.
    fileprivate var rows: [(cells: [String], isEmpty: Bool)] {
        var rows: [(cells: [String], isEmpty: Bool)] = []
        for answer in self {
            var title = answer.title
            for call in answer.calls {
                var target = call.target
                var until = call.until.map { HoursWords.clock($0, call.zone) } ?? "–"
                var next =
                    call.until == nil
                    ? "–" : call.next.isEmpty ? "nobody" : call.next.map(\.rawValue).joined(separator: ", ")
                if call.people.isEmpty {
                    rows.append(([title, target, "nobody", until, next, "–"], true))
                    title = ""
                }
                for person in call.people {
                    var means = person.reach.map { "\($0.kind.rawValue) \($0.address)" }.joined(separator: ", then ")
                    if means.isEmpty { means = "nothing" }
                    for stopped in person.stopped {
                        means += ", not \(stopped.kind.rawValue) \(stopped.address) (STOP)"
                    }
                    rows.append(([title, target, person.title, until, next, means], person.reach.isEmpty))
                    (title, target, until, next) = ("", "", "", "")
                }
            }
        }
        return rows
    }

    func rowIsEmpty(_ place: Int) -> Bool {
        let rows = rows
        return rows.indices.contains(place) && rows[place].isEmpty
    }
}
