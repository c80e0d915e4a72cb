import Hummingbird
import Storage
import Triage

extension APIRoute {
    /// Every operation. They are hung up from this list and described from it.
    static func all(_ desk: Desk) -> [APIRoute] {
        let watch = QueueWatch(desk)
        var routes = cases(desk) + callBacks(desk) + said(desk) + reading(desk) + onCall(desk)
        routes.append(
            APIRoute(
                method: .get, path: "/events", role: .viewer, name: "watchQueue",
                summary: "Server-sent events: `queue` with a new mark within a second of each change; then read again.",
                answering: .events { try watch.events($0) }))
        routes.append(
            APIRoute(
                method: .get, path: "/openapi.json", role: nil, name: "readDescription", summary: "This description.",
                answering: .document))
        return routes
    }

    private static let from = APIField(name: "from", kind: .time, about: "From then on.")
    private static let until = APIField(name: "until", kind: .time, about: "Until then.")
    private static let limit = APIField(
        name: "limit", kind: .whole(1...200), about: "At most so many of each kind; else 50.")

    private static func reading(_ desk: Desk) -> [APIRoute] {
        [
            get(
                "/search", "search", "Cases, customers and messages with this number, handle, ticket or these words.",
                query: [
                    APIField(name: "q", kind: .text(1...500), isRequired: true, about: "What is sought."), limit,
                ], schema: "FoundList"
            ) { _, _, asked in
                let found = try await desk.store.search(
                    asked.text("q") ?? "", limit: Int(asked.number("limit") ?? 50))
                return ["found": .list(found.map(Answers.found))]
            },
            get(
                "/numbers", "readNumbers",
                "How much was heard, by hour, and how soon somebody looked; the last day, and at most 31 days.",
                query: [from, until], schema: "Numbers"
            ) { visit, _, asked in
                let until = asked.time("until") ?? visit.now
                let from = asked.time("from") ?? until - .seconds(86_400)
                return Answers.numbers(try await desk.store.numbers(from: from, until: until))
            },
            get("/sources", "listSources", "Each source, and how it is.", schema: "Sources") { visit, _, _ in
                ["sources": .list(try await desk.store.sourceStates(now: visit.now).map(Answers.source))]
            },
            get("/ledger", "readLedger", "What became of everything that was heard, by source.", schema: "Ledger") {
                _, _, _ in
                ["sources": .list(try await desk.store.ledger().map(Answers.ledger))]
            },
            get(
                "/rules", "listRules", "The rules, how often each fired in 30 days, and how often it was right.",
                schema: "Rules"
            ) { visit, _, _ in
                let since = visit.now - .seconds(30 * 86_400)
                let history = try await desk.store.ruleHistory(since: since)
                let outcomes = try await desk.store.caseOutcomes(since: since)
                let rules = desk.rules()
                return [
                    "hash": .text(rules.hash), "since": .text(since.rfc3339), "messages": .integer(history.messages),
                    "rules": .list(
                        rules.listing.map {
                            Answers.rule($0, history.byRule[$0.name] ?? .init(), outcomes[$0.name] ?? .init())
                        }),
                ]
            },
            get("/pages/{page}", "readPage", "What became of a page to somebody on call.", schema: "Page") {
                visit, visitor, _ in
                let id = try visit.number("page")
                guard let page = try await desk.store.page(id) else {
                    throw Refusal(.notFound, "There is no page \(id).").with(
                        remedy: "The pages of a case stand in GET /api/v1/cases/{case}.")
                }
                return Answers.page(page, for: visitor)
            },
            get("/me", "readMe", "Who asks, as the console knows them.", schema: "Me") { _, visitor, _ in
                let way =
                    switch visitor.way {
                    case .session: "session"
                    case .token: "key"
                    case .proxy: "proxy"
                    }
                return ["name": .text(visitor.name), "role": .text(visitor.role.rawValue), "way": .text(way)]
            },
        ]
    }

    /// Shifts are shown for so long, from a time that is at most two years away.
    private static let longest = Duration.seconds(92 * 86_400)
    private static let farthest = Duration.seconds(731 * 86_400)

    private static func onCall(_ desk: Desk) -> [APIRoute] {
        [
            get(
                "/oncall", "readOnCall", "Whom each step of the escalation calls, until when, and who comes next.",
                query: [APIField(name: "at", kind: .time, about: "Then, and not now.")], schema: "OnCall"
            ) { visit, visitor, asked in
                let moment = near(asked.time("at") ?? visit.now, visit.now)
                return Answers.steps(desk.onCall(), at: moment, for: visitor)
            },
            get(
                "/oncall/shifts", "listShifts",
                "Who is on duty when in each rota, for two weeks or as asked, at most 92 days; and what is wrong with it.",
                query: [from, until], schema: "Shifts"
            ) { visit, _, asked in
                let from = near(asked.time("from") ?? visit.now, visit.now)
                let until = min(max(asked.time("until") ?? from + .seconds(14 * 86_400), from), from + longest)
                return Answers.shifts(desk.onCall(), from: from, until: until)
            },
        ]
    }

    private static func near(_ moment: Moment, _ now: Moment) -> Moment {
        min(max(moment, now - farthest), now + farthest)
    }
}
