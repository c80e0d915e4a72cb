import Hummingbird
import Letters
import Storage
import Triage

/// What the link in a page about several cases leads to: these cases and no others, the most urgent first, one large
/// button for all that nobody has, and a link to each.
enum LinkedBundle {
    static func page(_ visit: Visit, _ pages: [OnCallPage], trouble: String? = nil) async throws -> Response {
        let (desk, now) = (visit.desk, visit.now)
        let lines = try await desk.store.lines(of: pages.compactMap(\.hotCase))
        let reasons = try await desk.store.reasons(of: lines.map(\.id))
        let links = PageLinks(url: "", seal: desk.seal)
        let person = pages.first?.person ?? PersonName(rawValue: "")
        var facts: Facts = [
            "trouble": .optional(trouble), "person": .text(person.rawValue), "action": .text(visit.path),
            "count": .text(lines.count == 1 ? "1 case" : "\(lines.count) cases"),
            "free": .optional(
                {
                    let free = lines.count { mayTake($0, person) }
                    return free > 1 ? "I take all \(free)" : free == 1 && lines.count > 1 ? "I take the free one" : nil
                }()),
        ]
        facts["cases"] = .list(
            lines.compactMap { line in
                guard let page = pages.last(where: { $0.hotCase == line.id }) else { return nil }
                let isHolder = line.claimedBy == person.rawValue
                return [
                    "path": .text(links.address(of: [page.id], now: page.createdAt)),
                    "number": .text("\(line.id.rawValue)"), "heat": .number(line.heat),
                    "severity": .text(line.severity?.rawValue ?? "warm"),
                    "title": .text(QueuePage.title(line.title, before: line.newest?.words ?? "")),
                    "matched": .list(QueuePage.words(reasons[line.id] ?? []).map { ["word": .text($0)] }),
                    "words": .text(line.newest?.words ?? ""), "age": .text(Clock.ago(line.firstHeard, now)),
                    "promise": .optional(
                        line.state.isOpen ? line.promise.map { LinkedPage.promise($0, now) } : nil),
                    "holder": .text(
                        line.state.isOpen && line.claimedBy == nil
                            ? "nobody has it" : QueuePage.state(line, me: isHolder ? person.rawValue : "", now: now)),
                ]
            })
        var response = visit.page(
            template, titled: "\(lines.count) cases", facts, status: trouble == nil ? .ok : .unprocessableContent)
        LinkedPage.harden(&response)
        return response
    }

    private static func mayTake(_ line: QueueLine, _ person: PersonName) -> Bool {
        line.state.isOpen && (line.claimedBy == nil || line.claimedBy == person.rawValue && line.state == .claimed)
    }

    /// Takes what is free, one after the other; what somebody else has by now stays theirs.
    static func takeAll(_ visit: Visit, _ pages: [OnCallPage]) async throws -> String {
        let desk = visit.desk
        var taken: [String] = []
        var refused = 0
        for page in pages {
            guard let id = page.hotCase, let hotCase = try await desk.store.caseDetail(id)?.hotCase,
                LinkedPage.mayTake(hotCase, page.person)
            else { continue }
            let reply = try await desk.store.answer(
                .acknowledge, page: page.id, patience: desk.onCall().patience, now: visit.now)
            if case .acknowledged = reply { taken.append("\(id.rawValue)") } else { refused += 1 }
        }
        if taken.isEmpty { return "Nothing was done: all of them are in somebody's hands." }
        let words = taken.count == 1 ? "Case \(taken[0]) is yours." : "Yours: \(taken.joined(separator: ", "))."
        return refused == 0 ? words : words + " \(refused) could not be taken."
    }

    static let template = PageTemplate(
        """
        <section class="card narrow linked">
        {{#trouble}}<p class="trouble" role="alert">{{trouble}}</p>{{/trouble}}
        <p class="code">For <bdi>{{person}}</bdi></p>
        <h1>{{count}}</h1>
        {{#free}}<form method="post" action="{{action}}"><button class="main huge" name="do" value="ack">{{free}}</button></form>{{/free}}
        <ol class="bundle">
        {{#cases}}<li class="{{severity}}"><a href="{{path}}"><b>{{heat}}</b> <bdi>{{title}}</bdi></a>
        <p class="words">{{#matched}}<mark>{{word}}</mark> {{/matched}}<bdi>{{words}}</bdi></p>
        <p class="hint">Case {{number}}, {{severity}}, {{age}}{{#promise}}, promise {{promise}}{{/promise}}; <bdi>{{holder}}</bdi></p></li>
        {{/cases}}</ol>
        <p><a class="button" href="/queue">To the queue</a> <small>sign-in needed</small></p>
        </section>
        """)
}
