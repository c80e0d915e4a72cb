import Hummingbird
import Letters
import Storage
import Triage

/// Calls that are agreed: yesterday's, today's and those of the days ahead, and how full each day is.
enum CallBacksPage {
    static let most = 500

    struct Typed: Sendable {
        var fields: Form = .none
        var trouble: String?
        subscript(name: String) -> String { fields[name] ?? "" }
    }

    static func page(
        _ visit: Visit, _ visitor: Visitor, typed: Typed = Typed(), status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let (desk, now) = (visit.desk, visit.now)
        let mark = try await desk.store.callBackMark()
        let terms = desk.callBacks()
        let zone = terms?.hours.standard.zone ?? desk.zone
        let today = zone.wallClock(at: now).date
        func midnight(_ date: CivilDate) -> Moment {
            Moment(seconds: zone.placement(of: WallClock(date, second: 0)).first)
        }
        let state = visit.query["state"].flatMap(CallBack.State.init(rawValue:))
        let calls = try await desk.store.callBacks(
            from: midnight(today - 1), states: state.map { [$0] } ?? CallBack.State.allCases, limit: most)
        let slots = try await slots(desk, terms, now)
        let spoken = SpokenTime(zone: zone, isTheirZone: true, now: now, language: "en")
        var byDate = Dictionary(grouping: calls) { zone.wallClock(at: $0.start).date }
        var seats: [CivilDate: (free: Int, all: Int)] = [:]
        for slot in slots {
            let date = zone.wallClock(at: slot.start).date
            seats[date, default: (0, 0)].free += slot.free
            seats[date, default: (0, 0)].all += terms?.plan.perSlot ?? 0
        }
        for date in seats.keys where byDate[date] == nil { byDate[date] = [] }
        if byDate[today] == nil { byDate[today] = [] }
        var facts: Facts = [
            "mark": .text("\(mark)"), "zone": .text(zone.name), "isOffered": .flag(terms != nil),
            "here": .text(state.map { "/call-backs?state=\($0.rawValue)" } ?? "/call-backs"),
            "filters": .list(filters(state)), "isFull": .flag(calls.count >= most), "most": .number(most),
            "days": .list(
                byDate.sorted { $0.key.day < $1.key.day }.map { date, calls in
                    [
                        "day": .text(date == today - 1 ? "yesterday" : spoken.day(date)),
                        "seats": .optional(
                            seats[date].map { "\($0.free) of \($0.all) seats free from now on" }),
                        "isTight": .flag(seats[date].map { $0.free == 0 } ?? false),
                        "calls": .list(calls.map { line($0, spoken, visitor, terms, now) }),
                        "isEmpty": .flag(calls.isEmpty),
                    ]
                }),
        ]
        facts["trouble"] = .optional(typed.trouble)
        facts["choices"] = .list(choices(slots, zone, spoken, chosen: typed["start"]))
        facts["hasChoices"] = .flag(slots.contains { $0.free > 0 })
        for name in ["number", "customer", "topic", "language"] { facts[name] = .text(typed[name]) }
        facts["case"] = .text(typed.fields["case"] ?? visit.query["case"] ?? "")
        facts["once"] = .text(typed.fields["once"] ?? "\(now.microseconds).\(UInt64.random(in: 0 ... .max))")
        return visit.page(template, titled: "Call-backs", facts, status: status)
    }

    static func slots(_ desk: Desk, _ terms: CallBackTerms?, _ now: Moment) async throws -> [(start: Moment, free: Int)]
    {
        guard let terms else { return [] }
        let calendar = terms.calendar(source: nil, language: "")
        return try await desk.store.slots(terms.plan, calendar: calendar, now: now).all(
            from: now, until: .distantFuture, count: 2_000)
    }

    /// Free slots for a `select`, by day.
    static func choices(
        _ slots: [(start: Moment, free: Int)], _ zone: TimeZoneTable, _ spoken: SpokenTime, chosen: String = ""
    ) -> [Facts] {
        var days: [(date: CivilDate, options: [Facts])] = []
        for slot in slots where slot.free > 0 {
            let date = zone.wallClock(at: slot.start).date
            let value = "\(slot.start.wholeSeconds)"
            let option: Facts = [
                "value": .text(value), "clock": .text(spoken.clock(slot.start)), "free": .number(slot.free),
                "isChosen": .flag(value == chosen),
            ]
            if days.last?.date == date {
                days[days.count - 1].options.append(option)
            } else {
                days.append((date, [option]))
            }
        }
        return days.map { ["day": .text(spoken.day($0.date)), "options": .list($0.options)] }
    }

    static func line(
        _ call: CallBack, _ spoken: SpokenTime, _ visitor: Visitor, _ terms: CallBackTerms?, _ now: Moment
    ) -> Facts {
        [
            "id": .text("\(call.id)"), "clock": .text(spoken.clock(call.start)), "state": .text(call.state.rawValue),
            "tone": .text(tone(call.state)),
            "number": .text(visitor.may(.agent) ? call.number : call.maskedNumber),
            "topic": .optional(call.topic.nonEmpty), "customer": .optional(call.customer?.rawValue),
            "hotCase": .optional(call.hotCase.map { "\($0.rawValue)" }),
            "attempts": .optional(
                call.attempts == 0 ? nil : call.attempts == 1 ? "rung once" : "rung \(call.attempts) times"),
            "due": .optional(call.again.map { "again \(spoken.clock($0)), \(Clock.ago($0, now))" }),
            "outside": .optional((terms?.isOutsideHours(call) ?? false) ? "outside hours" : nil),
            "waits": .text(Clock.span((now - call.waitedSince).components.seconds)),
            "stands": .flag(call.state.stands),
        ]
    }

    static func tone(_ state: CallBack.State) -> String {
        switch state {
        case .booked, .cancelled: ""
        case .ringing: "warn"
        case .kept: "good"
        case .missed: "bad"
        }
    }

    private static func filters(_ chosen: CallBack.State?) -> [Facts] {
        let all: [(String, String, Bool)] =
            [("all", "/call-backs", chosen == nil)]
            + CallBack.State.allCases.map { ($0.rawValue, "/call-backs?state=\($0.rawValue)", $0 == chosen) }
        return all.map { ["name": .text($0.0), "path": .text($0.1), "isHere": .flag($0.2)] }
    }

    static let template = PageTemplate(
        """
        <p id=news class=said data-news="/call-backs/mark" data-events="/call-backs/events" data-mark="{{mark}}" hidden>Something is new here. <a href="{{here}}">Show it</a></p>
        <div class=head><h1>Call-backs</h1><p class=hint>Times are those of {{zone}}.</p></div>
        {{#trouble}}<p class=trouble role=alert>{{trouble}}</p>{{/trouble}}
        {{^isOffered}}<p class="card calm">No call-backs are offered: the configuration has no <code>callbacks</code>.</p>{{/isOffered}}
        <nav class=filters aria-label="States">{{#filters}}<a href="{{path}}"{{#isHere}} aria-current=page{{/isHere}}>{{name}}</a>{{/filters}}</nav>
        <div class=columns><div class=wide-column>
        {{#days}}<section class=card><div class=head><h2 class=day>{{day}}</h2>{{#seats}}<span class="tag{{#isTight}} warn{{/isTight}}">{{seats}}</span>{{/seats}}</div>
        <ul class="rows calls">{{#calls}}<li><div><a href="/call-backs/{{id}}"><b>{{clock}}</b> <bdi>{{number}}</bdi></a> <span class="tag {{tone}}">{{state}}</span>{{#attempts}} <span class=tag>{{attempts}}</span>{{/attempts}}{{#due}} <span class=tag>{{due}}</span>{{/due}}{{#outside}} <span class="tag warn">{{outside}}</span>{{/outside}}{{#topic}}<br><bdi>{{topic}}</bdi>{{/topic}}</div>
        <small>{{#stands}}<span>waits {{waits}}</span> {{/stands}}{{#customer}}<bdi>{{customer}}</bdi> {{/customer}}{{#hotCase}}<a href="/cases/{{hotCase}}">case {{hotCase}}</a>{{/hotCase}}</small></li>
        {{/calls}}</ul>{{#isEmpty}}<p class=hint>No call is agreed.</p>{{/isEmpty}}</section>{{/days}}
        {{#isFull}}<p class=hint>Only the first {{most}} calls are shown.</p>{{/isFull}}
        </div><div class=side-column>
        {{#isAgent}}{{#isOffered}}<section class=card aria-labelledby=book-title><h2 id=book-title>Book for a customer</h2>
        {{#hasChoices}}<form method=post action="/call-backs/book" class=stack>{{guard}}<input type=hidden name=once value="{{once}}">
        <label>When <select name=start required><option value="">Choose a slot</option>{{#choices}}<optgroup label="{{day}}">{{#options}}<option value="{{value}}"{{#isChosen}} selected{{/isChosen}}>{{clock}} ({{free}} free)</option>{{/options}}</optgroup>{{/choices}}</select></label>
        <label>Number to ring <small>Empty: that of the customer or of the case.</small><input name=number type=tel maxlength=60 value="{{number}}" autocomplete=off></label>
        <label class=check><input type=checkbox name=sure value=yes> <span>The number is right, even if the tables do not know it</span></label>
        <label>Case <small>Whoever wrote there is told of it.</small><input name=case inputmode=numeric maxlength=20 value="{{case}}" autocomplete=off></label>
        <label>Customer number <input name=customer maxlength=100 value="{{customer}}" autocomplete=off></label>
        <label>What it is about <input name=topic maxlength=200 value="{{topic}}" autocomplete=off></label>
        <button class=main>Book the call</button></form>{{/hasChoices}}
        {{^hasChoices}}<p class=hint>No seat is free as far ahead as calls are agreed.</p>{{/hasChoices}}</section>{{/isOffered}}{{/isAgent}}
        </div></div>
        """)
}
