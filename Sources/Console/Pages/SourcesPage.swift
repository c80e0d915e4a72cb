import Hummingbird
import Storage
import Triage

/// Where is listened, whether it works, and where everything went that was heard.
enum SourcesPage {
    static func facts(_ states: [SourceState], _ ledger: [LedgerLine], _ totals: Totals, now: Moment) -> Facts {
        let lines = Dictionary(ledger.map { ($0.source, $0) }, uniquingKeysWith: { first, _ in first })
        let known = Set(states.map(\.source))
        let gone = ledger.filter { !known.contains($0.source) }
        let unaccounted = ledger.reduce(0) { $0 + abs($1.unaccounted) }
        return [
            "sources": .list(states.map { source($0, lines[$0.source], now) }), "isEmpty": .flag(states.isEmpty),
            "ledger": .list((states.compactMap { lines[$0.source] } + gone).map(line)),
            "unaccounted": .number(unaccounted), "isWhole": .flag(unaccounted == 0),
            "errands": .list(
                Errand.State.allCases.map {
                    ["state": .text($0.rawValue), "count": .number(totals.errands[$0] ?? 0)]
                }),
        ]
    }

    private static func source(_ state: SourceState, _ ledger: LedgerLine?, _ now: Moment) -> Facts {
        let (health, tone) = health(state)
        return [
            "name": .text(state.source.rawValue), "channel": .text(state.channel.rawValue), "health": .text(health),
            "tone": .text(tone), "polled": .text(state.lastPoll.map { Clock.ago($0, now) } ?? "never"),
            "heard": .text(state.lastMessage.map { Clock.ago($0, now) } ?? "never"),
            "error": .optional(state.lastError.nonEmpty), "remark": .optional(state.remark.nonEmpty),
            "worker": .text(state.heldBy ?? "nobody"),
        ]
    }

    private static func health(_ state: SourceState) -> (String, String) {
        if state.isPaused { return ("paused", "warn") }
        if state.failures > 0 { return (state.failures == 1 ? "failed once" : "failed \(state.failures) times", "bad") }
        if state.lastPoll == nil { return ("not asked yet", "warn") }
        return state.heldBy == nil ? ("nobody listens", "bad") : ("well", "good")
    }

    private static func line(_ line: LedgerLine) -> Facts {
        [
            "name": .text(line.source.rawValue), "heard": .number(line.heard), "stored": .number(line.stored),
            "duplicate": .number(line.duplicate), "filtered": .number(line.filtered),
            "quarantined": .number(line.quarantined), "missing": .number(line.unaccounted),
        ]
    }

    static let template = PageTemplate(
        """
        <h1>Sources</h1>
        {{#isEmpty}}<p class="card calm">No source has been listened to yet.</p>{{/isEmpty}}
        {{^isEmpty}}<section class=card aria-labelledby=health><h2 id=health>How they are</h2><ul class=rows>
        {{#sources}}<li><div><b>{{name}}</b> <span class=tag>{{channel}}</span> <span class="tag {{tone}}">{{health}}</span><br><small>asked {{polled}}, last heard something {{heard}}, listened to by {{worker}}</small>{{#error}}<p class=note><bdi>{{error}}</bdi></p>{{/error}}{{#remark}}<p class=note><bdi>{{remark}}</bdi></p>{{/remark}}</div></li>
        {{/sources}}</ul></section>{{/isEmpty}}
        <section class=card aria-labelledby=ledger><h2 id=ledger>Where everything went</h2>
        <p>{{#isWhole}}<span class="tag good">everything is accounted for</span>{{/isWhole}}{{^isWhole}}<span class="tag bad">{{unaccounted}} not accounted for</span>{{/isWhole}}</p>
        <div class=wide role=region aria-label="The ledger" tabindex=0><table><thead><tr><th scope=col>Source<th scope=col class=number>Heard<th scope=col class=number>Stored<th scope=col class=number>Heard again<th scope=col class=number>Filtered<th scope=col class=number>Unreadable<th scope=col class=number>Missing</thead><tbody>
        {{#ledger}}<tr><th scope=row>{{name}}<td class=number>{{heard}}<td class=number>{{stored}}<td class=number>{{duplicate}}<td class=number>{{filtered}}<td class=number>{{quarantined}}<td class=number>{{missing}}
        {{/ledger}}</tbody></table></div></section>
        <section class=card aria-labelledby=errands><h2 id=errands>What leaves the house</h2><p>{{#errands}}<span class=tag>{{count}} {{state}}</span> {{/errands}}</p></section>
        """)
}

extension Hall {
    func sourcesPages() {
        let desk = desk
        page("/sources", in: .sources) { visit, _ in
            visit.page(
                SourcesPage.template, titled: "Sources",
                SourcesPage.facts(
                    try await desk.store.sourceStates(now: visit.now), try await desk.store.ledger(),
                    try await desk.store.totals(), now: visit.now))
        }
    }
}
