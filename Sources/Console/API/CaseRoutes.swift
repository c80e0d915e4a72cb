import Hummingbird
import Letters
import Storage
import Triage

extension APIRoute {
    private static let note = APIField(
        name: "note", kind: .text(0...4_000), about: "A word for those who read the history.")

    private static func other(_ name: String, _ about: String) -> APIField {
        APIField(name: name, kind: .whole(APIField.ids), isRequired: true, about: about)
    }

    /// What is read and done of cases.
    static func cases(_ desk: Desk) -> [APIRoute] {
        let states = Case.State.allCases.map(\.rawValue)
        var routes = [
            get(
                "/cases", "listCases",
                "Cases that are not over, the most urgent first, and those that are behind them.",
                query: [
                    APIField(name: "state", kind: .words(states), about: "In these states; else in those not over."),
                    APIField(name: "mine", kind: .flag, about: "Held by whoever asks."),
                    APIField(
                        name: "severity", kind: .word(Severity.allCases.map(\.rawValue)), about: "Of this severity."),
                    APIField(name: "incident", kind: .whole(APIField.ids), about: "Belonging to this incident."),
                    APIField(name: "held", kind: .flag, about: "Waiting for the start of a shift."),
                    APIField(name: "after", kind: .place, about: "Behind this place: `next` of the answer before."),
                    APIField(name: "limit", kind: .whole(1...200), about: "At most so many; else 50."),
                ], schema: "Cases"
            ) { visit, visitor, asked in
                try await list(visit, visitor, asked)
            },
            get(
                "/cases/{case}", "readCase", "A case with its messages, its history and its pages.",
                schema: "CaseDetail"
            ) { visit, visitor, _ in
                let id = CaseID(rawValue: try visit.number("case"))
                guard let detail = try await desk.store.caseDetail(id) else { throw noSuchCase(id) }
                return Answers.detail(detail, pages: try await desk.store.pages(ofCase: id), for: visitor)
            },
            post(
                "/cases/{case}/note", "noteCase", "Writes a word into a case's history.",
                body: [APIField(name: "note", kind: .text(1...4_000), isRequired: true, about: "What to write.")],
                schema: "Case"
            ) { visit, visitor, asked in
                let id = CaseID(rawValue: try visit.number("case"))
                guard
                    try await desk.store.note(on: id, by: visitor.name, asked.text("note") ?? "", now: visit.now),
                    let detail = try await desk.store.caseDetail(id)
                else { throw noSuchCase(id) }
                return Answers.hotCase(detail.hotCase)
            },
            status,
        ]
        func verb(
            _ word: String, _ name: String, _ summary: String, _ fields: [APIField] = [],
            _ verb: @escaping @Sendable (Asked) -> CaseVerb
        ) {
            routes.append(
                post("/cases/{case}/\(word)", name, summary, body: fields + [note], schema: "Case") {
                    visit, visitor, asked in
                    let id = CaseID(rawValue: try visit.number("case"))
                    return try await act(
                        verb(asked), on: id, note: asked.text("note") ?? "", visit, visitor)
                })
        }
        verb("claim", "claimCase", "Takes a case: whoever asks works on it, until the claim lapses.") { _ in .claim }
        verb("release", "releaseCase", "Gives a case back to the queue; somebody is called.") { _ in .release }
        verb("acknowledge", "acknowledgeCase", "Says that a case was seen and is under way.") { _ in .acknowledge }
        verb(
            "snooze", "snoozeCase", "Puts a case away until then, at most seven days; then it calls again.",
            [APIField(name: "until", kind: .time, isRequired: true, about: "When it is looked at again.")]
        ) { .snooze(until: $0.time("until") ?? .distantFuture) }
        verb(
            "merge", "mergeCase", "Makes two cases one: everything of this one belongs to the other.",
            [other("into", "The case that stays.")]
        ) { .merge(into: CaseID(rawValue: $0.number("into") ?? 0)) }
        verb(
            "split", "splitCase", "Makes a case of its own of some messages, and answers with that one.",
            [APIField(name: "messages", kind: .numbers(most: 200), isRequired: true, about: "Their numbers.")]
        ) { .split(($0.numbers("messages") ?? []).map { MessageID(rawValue: $0) }) }
        verb(
            "link", "linkCase", "Says that a case belongs to a known incident: it calls nobody, and closes with that.",
            [other("to", "The incident.")]
        ) { .link(to: CaseID(rawValue: $0.number("to") ?? 0)) }
        verb("resolve", "resolveCase", "Says that a case is done; of an incident, with all that nobody holds.") { _ in
            .resolve
        }
        routes.append(
            post(
                "/cases/{case}/not-hot", "notHotCase", "Says that a case was a false alarm: the rules learn from it.",
                body: [APIField(name: "reason", kind: .text(0...4_000), about: "Why, for the author of the rule.")],
                schema: "Case"
            ) { visit, visitor, asked in
                try await act(
                    .notHot, on: CaseID(rawValue: try visit.number("case")), note: asked.text("reason") ?? "", visit,
                    visitor)
            })
        routes.append(
            post(
                "/cases/{case}/hand-over", "handOverCase",
                "Gives a case to a person or a rota, who are called now. A case that somebody else holds takes a lead.",
                body: [
                    APIField(
                        name: "to", kind: .text(1...200), isRequired: true,
                        about: "A person, a rota, or `steps`, which gives it back to everyone."),
                    APIField(name: "note", kind: .text(1...4_000), isRequired: true, about: "What they must know."),
                ], schema: "Case"
            ) { visit, visitor, asked in
                try await handOver(visit, visitor, to: asked.text("to") ?? "", note: asked.text("note") ?? "")
            })
        return routes
    }

    // MARK: Doing

    private static func noSuchCase(_ id: CaseID) -> Refusal {
        Refusal(.notFound, "There is no case \(id.rawValue).").with(
            remedy: "See GET /api/v1/cases for those there are.")
    }

    private static func list(_ visit: Visit, _ visitor: Visitor, _ asked: Asked) async throws -> JSON {
        let query = QueueQuery(
            states: asked.texts("state").compactMap(Case.State.init(rawValue:)),
            holder: asked.flag("mine") == true ? visitor.name : nil,
            severity: asked.text("severity").flatMap(Severity.init(rawValue:)),
            incident: asked.number("incident").map { CaseID(rawValue: $0) }, isHeld: asked.flag("held") ?? false,
            after: asked.place("after").map { .init(rank: Moment(microseconds: $0.rank), id: CaseID(rawValue: $0.id)) },
            limit: Int(asked.number("limit") ?? 50))
        let slice = try await visit.desk.store.queue(query)
        let reasons = try await visit.desk.store.reasons(of: slice.cases.map(\.id))
        return [
            "cases": .list(slice.cases.map { Answers.line($0, reasons[$0.id] ?? []) }),
            "counts": .object(
                Case.State.allCases.filter(\.isOpen).map { ($0.rawValue, .integer(slice.counts[$0] ?? 0)) }),
            "next": .text(slice.next.map { "\($0.rank.microseconds).\($0.id.rawValue)" }),
        ]
    }

    private static func handOver(_ visit: Visit, _ visitor: Visitor, to: String, note: String) async throws -> JSON {
        let id = CaseID(rawValue: try visit.number("case"))
        guard let hotCase = try await visit.desk.store.caseDetail(id)?.hotCase else { throw noSuchCase(id) }
        if let why = visit.desk.onCall().refusal(ofTarget: to) {
            throw Refusal(.conflict, "It is not handed over: \(why)").with(
                field: "to", remedy: "See GET /api/v1/oncall for whom there is, or give `steps`.")
        }
        if !visitor.may(.lead), let holder = hotCase.claimedBy, holder != visitor.name {
            throw Refusal(.forbidden, "\(holder) holds it, and only they or a lead hand it over.").with(
                remedy: "Ask \(holder), or a lead.", holder: holder)
        }
        return try await act(.handOver(to: to), on: id, note: note, visit, visitor)
    }

    private static func act(
        _ verb: CaseVerb, on id: CaseID, note: String, _ visit: Visit, _ visitor: Visitor
    ) async throws -> JSON {
        let answer = try await visit.desk.store.change(
            id, verb, by: visitor.name, note: note, patience: visit.desk.onCall().patience, now: visit.now)
        return try told(answer, of: id)
    }

    /// What became of it.
    static func told(_ answer: QueueAnswer, of id: CaseID) throws -> JSON {
        switch answer {
        case .done(let hotCase): return Answers.hotCase(hotCase)
        case .noSuchCase: throw noSuchCase(id)
        case .refused(let hotCase, let because):
            throw Refusal(.conflict, "Case \(hotCase.id.rawValue) is as it was: \(because).").with(
                holder: hotCase.claimedBy)
        }
    }
}
