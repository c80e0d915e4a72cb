import Hummingbird
import Letters
import Storage
import Triage

/// What the link in a page to the on-call team leads to: one case, one large button. Whoever holds the address may
/// act, as the person who was paged; it is for a phone at night, so nobody signs in.
enum LinkedPage {
    static let longestReason = 500
    /// Matched words that are shown.
    private static let mostWords = 8

    static func page(_ visit: Visit, _ page: OnCallPage, trouble: String? = nil) async throws -> Response {
        let now = visit.now
        var facts: Facts = [
            "trouble": .optional(trouble), "person": .text(page.person.rawValue), "action": .text(visit.path),
            "words": .text(page.words),
        ]
        var title = "A notice"
        if let id = page.hotCase, let hotCase = try await visit.desk.store.caseDetail(id)?.hotCase {
            title = "Case \(id.rawValue)"
            facts.merge(self.facts(hotCase, for: page.person, now)) { $1 }
        }
        var response = visit.page(
            template, titled: title, facts, status: trouble == nil ? .ok : .unprocessableContent)
        harden(&response)
        return response
    }

    /// The address is a key: no other host and no other page is told of it.
    static func harden(_ response: inout Response) { response.headers[.referrerPolicy] = "no-referrer" }

    private static func facts(_ hotCase: Case, for person: PersonName, _ now: Moment) -> Facts {
        let isHolder = hotCase.claimedBy == person.rawValue
        let isOpen = hotCase.state.isOpen
        let isFree = hotCase.claimedBy == nil
        let severity = hotCase.severity ?? .info
        var words: [String] = []
        for reason in hotCase.reasons where reason.score > 0 && reason.replacedBy == nil {
            for match in reason.matches where !words.contains(match.text) { words.append(match.text) }
        }
        return [
            "case": .group([
                "number": .text("\(hotCase.id.rawValue)"), "title": .text(hotCase.title),
                "severity": .text(hotCase.severity?.rawValue ?? "hot"), "heat": .number(hotCase.heat),
                "isGrave": .flag(severity >= .high), "age": .text(Clock.ago(hotCase.firstHeard, now)),
                "messages": .text(hotCase.messages == 1 ? "1 message" : "\(hotCase.messages) messages"),
                "promise": .optional(hotCase.promise.map { promise($0, now) }),
                "isLate": .flag(isOpen && (hotCase.promise.map { $0 <= now } ?? false)),
                "because": .list(
                    words.prefix(mostWords).map { ["word": .text(String($0.prefix(80)))] }),
                "holder": .text(holder(hotCase, isHolder: isHolder)),
                "mayTake": .flag(isOpen && (isFree || isHolder && hotCase.state == .claimed)),
                "mayPass": .flag(isOpen && (isFree || isHolder)), "mayClose": .flag(isOpen),
                "longest": .number(longestReason),
            ])
        ]
    }

    private static func promise(_ promise: Moment, _ now: Moment) -> String {
        promise > now
            ? "within \(Clock.span((promise - now).components.seconds))"
            : "missed by \(Clock.span((now - promise).components.seconds))"
    }

    private static func holder(_ hotCase: Case, isHolder: Bool) -> String {
        let name = isHolder ? "You" : hotCase.claimedBy ?? "Nobody"
        return switch hotCase.state {
        case .open: "Nobody has it yet."
        case .claimed: isHolder ? "You have claimed it." : "\(name) has claimed it."
        case .acknowledged: isHolder ? "You have it." : "\(name) has it."
        case .snoozed: isHolder ? "You put it away for a while." : "\(name) put it away for a while."
        case .resolved: "It is resolved. There is nothing more to do."
        case .notHot: "It was found not hot. There is nothing more to do."
        }
    }

    static let template = PageTemplate(
        """
        <section class="card narrow linked">
        {{#trouble}}<p class="trouble" role="alert">{{trouble}}</p>{{/trouble}}
        {{#case}}
        <p class="code"><span class="tag{{#isGrave}} bad{{/isGrave}}">{{severity}}</span> heat {{heat}} · case {{number}} · for <bdi>{{person}}</bdi></p>
        <h1><bdi>{{title}}</bdi></h1>
        <p class="because">{{#because}}<mark><bdi>{{word}}</bdi></mark> {{/because}}</p>
        <p>First heard {{age}}, {{messages}}.{{#promise}} Promise: <strong{{#isLate}} class="late"{{/isLate}}>{{promise}}</strong>.{{/promise}}</p>
        <p><strong><bdi>{{holder}}</bdi></strong></p>
        {{#mayTake}}
        <form method="post" action="{{action}}"><button class="main huge" name="do" value="ack">I take it</button></form>
        {{/mayTake}}
        {{#mayPass}}
        <form method="post" action="{{action}}"><button class="wide" name="do" value="esc">Pass it on</button></form>
        {{/mayPass}}
        {{#mayClose}}
        <details>
        <summary>Not hot</summary>
        <form method="post" action="{{action}}" class="stack">
        <label>Why not? <small>It closes the case, and the rules learn from it.</small><input name="reason" maxlength="{{longest}}" required></label>
        <button class="bad" name="do" value="not-hot">It is not hot</button>
        </form>
        </details>
        {{/mayClose}}
        {{/case}}
        {{^case}}
        <h1>A notice for <bdi>{{person}}</bdi></h1>
        <p>{{words}}</p>
        <p>Nothing is to be answered.</p>
        {{/case}}
        <p><a href="/queue">To the queue</a> <small>(sign-in needed)</small></p>
        </section>
        """)

    static let gone = PageTemplate(
        """
        <section class="card narrow">
        <h1>This link does not open anything any more</h1>
        <p>Links of pages hold for seven days, and only whole: perhaps a letter of it was lost on the way.</p>
        <p>What to do: answer the page by its number (<code>1 ack</code>), or look into the queue.</p>
        <p><a class="button" href="/queue">To the queue</a></p>
        </section>
        """)
}

extension Hall {
    /// The pages that links in pages lead to, without sign-in.
    package func linkedPages() {
        let desk = desk
        // A page is asked for by its reader and a few scanners; links that do not hold come from whoever guesses.
        let readers = Pace(burst: 60, perSecond: 1)
        let guesses = Pace(burst: 20, perSecond: 0.2)

        @Sendable func found(_ visit: Visit) async throws -> OnCallPage? {
            guard let id = PageLinks.page(visit.parameter("token") ?? "", seal: desk.seal, now: visit.now) else {
                try guesses.pass(visit.from?.description ?? "", now: visit.now)
                return nil
            }
            try readers.pass("\(id)", now: visit.now)
            return try await desk.store.page(id)
        }
        @Sendable func gone(_ visit: Visit) -> Response {
            var response = visit.page(LinkedPage.gone, titled: "Not found", [:], status: .notFound)
            LinkedPage.harden(&response)
            return response
        }

        linked("/p/:token", .get) { visit in
            guard let page = try await found(visit) else { return gone(visit) }
            return try await LinkedPage.page(visit, page)
        }
        linked("/p/:token", .post) { visit in
            guard let page = try await found(visit) else { return gone(visit) }
            let reason = (visit.form["reason"] ?? "").trimmedLines
            let verb: PageAnswer.Verb
            switch visit.form["do"] {
            case "ack": verb = .acknowledge
            case "esc": verb = .escalate
            case "not-hot":
                guard !reason.isEmpty else {
                    return try await LinkedPage.page(
                        visit, page, trouble: "Say in a few words why it is not hot. Nothing was done yet.")
                }
                verb = .notHot(String(reason.prefix(LinkedPage.longestReason)))
            default:
                return try await LinkedPage.page(
                    visit, page, trouble: "That is no answer to a page. Nothing was done.")
            }
            guard
                let reply = try await desk.store.answer(
                    verb, page: page.id, patience: desk.onCall().patience, now: visit.now)
            else {
                return try await LinkedPage.page(
                    visit, page, trouble: "This page is about no case. Nothing was done.")
            }
            var response = visit.redirect(to: visit.path, saying: reply.words)
            LinkedPage.harden(&response)
            return response
        }
    }
}
