import Hummingbird
import Letters
import Storage
import Triage

/// One agreed call: what is known of it, all that happened to it, and what can be done.
enum CallBackPage {
    static func page(
        _ id: Int64, _ visit: Visit, _ visitor: Visitor, trouble: String? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let (desk, now) = (visit.desk, visit.now)
        let mark = try await desk.store.callBackMark()
        guard let call = try await desk.store.callBack(id) else { throw CallBackDesk.noSuchCall(id) }
        let terms = desk.callBacks()
        let zone = terms?.calendar(of: call).zone ?? desk.zone
        let spoken = SpokenTime(zone: zone, isTheirZone: true, now: now, language: "en")
        var slots: [(start: Moment, free: Int)] = []
        if let terms, call.state.stands {
            slots = try await desk.store.slots(terms.plan, calendar: terms.calendar(of: call), now: now).all(
                from: now, until: .distantFuture, count: 2_000
            ).filter { $0.start != call.start }
        }
        var facts = CallBacksPage.line(call, spoken, visitor, terms, now)
        facts["mark"] = .text("\(mark)")
        facts["trouble"] = .optional(trouble)
        facts["when"] = .text(spoken.listed(call.start))
        facts["tel"] = .optional(visitor.may(.agent) ? call.number : nil)
        facts["zone"] = .text(zone.name)
        facts["theirs"] = .optional(
            call.zone == zone.name
                ? nil
                : desk.tables.zone(call.zone).map { "\($0.reading(of: call.start)) (\(call.zone))" } ?? call.zone)
        facts["language"] = .optional(call.language.nonEmpty)
        facts["handle"] = .text(visitor.may(.agent) ? call.handle.description : call.handle.channel.rawValue)
        facts["source"] = .optional(call.source.rawValue.nonEmpty)
        facts["version"] = .number(call.version)
        facts["next"] = call.due.map { .markup(Clock.markup($0)) } ?? .flag(false)
        facts["since"] = .markup(Clock.markup(call.waitedSince))
        facts["canKeep"] = .flag(call.state.stands || call.state == .missed)
        // Before its time nobody can have rung.
        facts["isDue"] = .flag(call.start <= now)
        facts["choices"] = .list(CallBacksPage.choices(slots, zone, spoken))
        facts["hasChoices"] = .flag(slots.contains { $0.free > 0 })
        facts["isOffered"] = .flag(terms != nil)
        facts["events"] = .list(
            try await desk.store.history(of: id).map { event in
                [
                    "at": .markup(Clock.exact(event.at)), "who": .text(event.who), "what": .text(event.what),
                    "note": .optional(StoryTimes.local(event.note, zone).nonEmpty),
                ]
            })
        return visit.page(template, titled: "Call-back \(id)", facts, status: status)
    }

    static let template = PageTemplate(
        """
        <p id=news class=said data-news="/call-backs/mark" data-events="/call-backs/events" data-mark="{{mark}}" hidden>Something is new here. <a href="/call-backs/{{id}}">Show it</a></p>
        {{#trouble}}<p class=trouble role=alert>{{trouble}}</p>{{/trouble}}
        <div class=head><div><p class=code><a href="/call-backs">Call-backs</a> · {{id}}</p><h1 class=day>{{when}}, {{#tel}}<a href="tel:{{tel}}">{{tel}}</a>{{/tel}}{{^tel}}<bdi>{{number}}</bdi>{{/tel}}</h1>
        <p><span class="tag {{tone}}">{{state}}</span>{{#attempts}} <span class=tag>{{attempts}}</span>{{/attempts}}{{#due}} <span class=tag>{{due}}</span>{{/due}}{{#outside}} <span class="tag warn">{{outside}}: nobody may be there</span>{{/outside}}</p></div></div>
        <div class=columns><div class=wide-column>
        <section class=card aria-labelledby=facts-title><h2 id=facts-title>The call</h2><dl class=facts-list>
        {{#topic}}<dt>About<dd><bdi>{{topic}}</bdi>{{/topic}}<dt>Clock<dd>{{zone}}{{#theirs}}<dt>For them<dd>{{theirs}}{{/theirs}}
        {{#customer}}<dt>Customer<dd><a href="/search?q={{customer}}"><bdi>{{customer}}</bdi></a>{{/customer}}<dt>Wrote as<dd><bdi>{{handle}}</bdi>{{#source}}<dt>On<dd>{{source}}{{/source}}
        {{#language}}<dt>Speaks<dd>{{language}}{{/language}}{{#hotCase}}<dt>Case<dd><a href="/cases/{{hotCase}}">{{hotCase}}</a>{{/hotCase}}<dt>Waits since<dd>{{since}}{{#next}}<dt>Looked at<dd>{{next}}{{/next}}</dl></section>
        <section class=card aria-labelledby=story-title><h2 id=story-title>What happened</h2>
        <ol class=story>{{#events}}<li><b>{{what}}</b> by <bdi>{{who}}</bdi> <small>{{at}}</small>{{#note}}<p class=note><bdi>{{note}}</bdi></p>{{/note}}{{/events}}</ol></section>
        </div><div class=side-column>
        {{#isAgent}}{{#isOffered}}{{#canKeep}}<section class="card acts calm-acts" aria-labelledby=do-title><h2 id=do-title>What to do</h2>
        <form method=post action="/call-backs/{{id}}/act" class=stack>{{guard}}<input type=hidden name=version value="{{version}}">
        <label>A note with it <input name=note maxlength=400 autocomplete=off></label>
        <div class=grid>{{#isDue}}<button name=do value=kept class=main>Kept</button>{{#stands}}<button name=do value=no-reply>No reply</button>{{/stands}}{{/isDue}}{{#stands}}<button name=do value=cancel class=bad>Cancel</button>{{/stands}}</div></form>
        {{#stands}}{{#hasChoices}}<form method=post action="/call-backs/{{id}}/act" class=stack>{{guard}}<input type=hidden name=version value="{{version}}"><input type=hidden name=do value=move>
        <label>Move to <select name=start required><option value="">Choose a slot</option>{{#choices}}<optgroup label="{{day}}">{{#options}}<option value="{{value}}">{{clock}} ({{free}} free)</option>{{/options}}</optgroup>{{/choices}}</select></label>
        <button>Move it</button></form>{{/hasChoices}}{{/stands}}</section>{{/canKeep}}{{/isOffered}}{{/isAgent}}
        </div></div>
        """)
}
