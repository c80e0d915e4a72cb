import Hummingbird
import Storage
import Triage

/// Who is on duty now, and who will be in the next two weeks.
enum RotaPage {
    static let days = 14
    /// Colours in the strip; people beyond share them, and the table names everybody.
    private static let colours = 6
    /// Overrides, and leaves, that are listed for a rota.
    private static let mostDepartures = 50

    static func facts(_ onCall: OnCall, now: Moment) -> Facts {
        let until = now + .seconds(Int64(days) * 86_400)
        let faults = onCall.people.isEmpty && onCall.rotas.isEmpty ? [] : onCall.faults(from: now, until: until)
        return [
            "isEmpty": .flag(onCall.people.isEmpty && onCall.rotas.isEmpty),
            "steps": .list(onCall.escalation.enumerated().map { step($1, number: $0 + 1, onCall, now) }),
            "rounds": .optional(
                onCall.rounds > 1 && !onCall.escalation.isEmpty
                    ? "The steps are gone through \(onCall.rounds) times." : nil),
            "lastResort": .group(lastResort(onCall, now)),
            "rotas": .list(onCall.rotas.enumerated().map { rota($1, place: $0, onCall, now, until) }),
            "faults": .list(faults.prefix(20).map { ["fault": .text($0.message), "remedy": .text($0.remedy)] }),
            "hasFaults": .flag(!faults.isEmpty),
            "more": .optional(faults.count > 20 ? "\(faults.count - 20) more" : nil),
        ]
    }

    private static func step(_ step: OnCall.Step, number: Int, _ onCall: OnCall, _ now: Moment) -> Facts {
        var facts = callees(step.to, onCall, now)
        facts["number"] = .number(number)
        facts["wait"] = .text(Clock.span(step.wait.components.seconds))
        return facts
    }

    /// Everybody named, by all their means at once.
    private static func lastResort(_ onCall: OnCall, _ now: Moment) -> Facts {
        var facts = callees(onCall.lastResort.to, onCall, now)
        facts["every"] = .text(Clock.span(onCall.lastResort.every.components.seconds))
        return facts
    }

    private static func callees(_ targets: [OnCall.Target], _ onCall: OnCall, _ now: Moment) -> Facts {
        var seen: Set<PersonName> = []
        let people = targets.flatMap { onCall.people(for: $0, at: now) }.filter { seen.insert($0.name).inserted }
        return [
            "to": .text(targets.map(words).joined(separator: ", ")), "isNobody": .flag(people.isEmpty),
            "people": .list(
                people.map { person in
                    [
                        "person": .text(person.title), "isLead": .flag(person.isLead),
                        "means": .text(
                            person.reach.isEmpty
                                ? "cannot be reached" : person.reach.map(\.kind.rawValue).joined(separator: ", then ")),
                    ]
                }),
        ]
    }

    /// What departs from the turns, now and later: whoever stands in, and who is away.
    private static func departures(_ rota: Rota, _ onCall: OnCall, _ now: Moment) -> (
        overrides: [Facts], leave: [Facts]
    ) {
        func title(_ name: PersonName) -> String { onCall.person(name)?.title ?? name.rawValue }
        let today = rota.zone.wallClock(at: now).date
        let overrides = rota.overrides.filter { $0.until > now }.sorted { $0.from < $1.from }.prefix(mostDepartures)
        let leave = rota.leave.filter { $0.last >= today }.sorted { $0.first < $1.first }.prefix(mostDepartures)
        return (
            overrides.map { override in
                [
                    "who": .text(
                        override.people.isEmpty ? "nobody" : override.people.map(title).joined(separator: " and ")),
                    "from": .text(rota.zone.reading(of: override.from)),
                    "until": .text(rota.zone.reading(of: override.until)), "isNow": .flag(override.from <= now),
                ]
            },
            leave.map { leave in
                [
                    "who": .text(title(leave.person)), "first": .text("\(leave.first)"), "last": .text("\(leave.last)"),
                    "isNow": .flag(leave.first <= today),
                ]
            }
        )
    }

    private static func words(_ target: OnCall.Target) -> String {
        switch target {
        case .rota(let name): "whoever is on duty in \(name)"
        case .people(let names): names.map(\.rawValue).joined(separator: " and ")
        case .everyone: "everyone"
        }
    }

    private static func rota(_ rota: Rota, place: Int, _ onCall: OnCall, _ now: Moment, _ until: Moment) -> Facts {
        let shifts = onCall.shifts(of: rota, from: now, until: until)
        let names = shifts.reduce(into: [PersonName]()) { names, shift in
            for name in shift.people where !names.contains(name) { names.append(name) }
        }
        /// The same in every rota.
        func colour(_ name: PersonName) -> String {
            "p\((onCall.people.firstIndex { $0.name == name } ?? 0) % colours)"
        }
        func title(_ shift: Shift) -> String {
            if shift.people.isEmpty { return shift.isOff ? "off" : "nobody: a gap" }
            return shift.people.map { onCall.person($0)?.title ?? $0.rawValue }.joined(separator: " and ")
        }
        func tone(_ shift: Shift) -> String {
            guard let first = shift.people.first else { return shift.isOff ? "off" : "gap" }
            return colour(first)
        }
        let bars = shifts.prefix(400).map { shift in
            RotaStrip.Bar(from: shift.from, until: shift.until, tone: tone(shift), title: title(shift))
        }
        let departures = departures(rota, onCall, now)
        return [
            "overrides": .list(departures.overrides), "hasOverrides": .flag(!departures.overrides.isEmpty),
            "leave": .list(departures.leave), "hasLeave": .flag(!departures.leave.isEmpty),
            "name": .text(rota.name), "zone": .text(rota.zone.name), "place": .number(place),
            "strip": .markup(RotaStrip.markup(bars, rota.zone, from: now, until: until, name: rota.name)),
            "people": .list(
                names.map { name in
                    [
                        "tone": .text(colour(name)),
                        "person": .text(onCall.person(name)?.title ?? name.rawValue),
                    ]
                }),
            "hasGap": .flag(shifts.contains(where: \.isGap)),
            "shifts": .list(
                shifts.prefix(400).map { shift in
                    [
                        "who": .text(title(shift)), "from": .text(rota.zone.reading(of: shift.from)),
                        "until": .text(rota.zone.reading(of: shift.until)), "isGap": .flag(shift.isGap),
                        "isNow": .flag(shift.from <= now && now < shift.until),
                        "length": .text(Clock.span((shift.until - shift.from).components.seconds)),
                    ]
                }),
        ]
    }

    static let template = PageTemplate(
        """
        <h1>Rota</h1>
        {{#isEmpty}}<p class="card calm">Nobody is on call yet: the configuration has no <code>on-call</code>.</p>{{/isEmpty}}
        {{#hasFaults}}<section class="card trouble" aria-labelledby=faults><h2 id=faults>What would leave a case unheard</h2><ul>
        {{#faults}}<li>{{fault}} <small>{{remedy}}</small>{{/faults}}</ul>{{#more}}<p>{{more}}</p>{{/more}}</section>{{/hasFaults}}
        {{^isEmpty}}<section class=card aria-labelledby=now><h2 id=now>Who is called now</h2><ol class="rows steps">
        {{#steps}}<li><div><b>{{number}}. {{to}}</b><br>{{#people}}<span class=callee>{{person}}{{#isLead}} <span class=tag>lead</span>{{/isLead}} <small>by {{means}}</small></span>{{/people}}{{#isNobody}}<span class="tag bad">nobody</span> <small>the step is skipped at once</small>{{/isNobody}}</div><small>then after {{wait}}</small></li>
        {{/steps}}</ol>{{#rounds}}<p class=hint>{{rounds}}</p>{{/rounds}}
        {{#lastResort}}<h3>If nobody takes it: the last resort</h3><p>{{to}}, by every means at once, again every {{every}}.</p><p>{{#people}}<span class=callee>{{person}}{{#isLead}} <span class=tag>lead</span>{{/isLead}}</span>{{/people}}{{#isNobody}}<span class="tag bad">nobody</span>{{/isNobody}}</p>{{/lastResort}}</section>{{/isEmpty}}
        {{#rotas}}<section class=card aria-labelledby=rota-{{place}}><h2 id=rota-{{place}}>{{name}}</h2><p class=hint>The next two weeks, by the clocks of {{zone}}.</p>
        <div class=wide role=region aria-label="Strip of {{name}}" tabindex=0>{{strip}}</div>
        <p class=legend>{{#people}}<span><svg class=swatch viewBox="0 0 12 12" aria-hidden=true><rect class={{tone}} width=12 height=12 /></svg> {{person}}</span> {{/people}}{{#hasGap}}<span><svg class=swatch viewBox="0 0 12 12" aria-hidden=true><rect class=gap width=12 height=12 /></svg> <b class=late>nobody: a gap</b></span>{{/hasGap}}</p>
        {{#hasOverrides}}<h3>Instead of the turns</h3><ul class=rows>{{#overrides}}<li><span><b><bdi>{{who}}</bdi></b>{{#isNow}} <span class="tag good">now</span>{{/isNow}}</span><small>{{from}} until {{until}}</small></li>{{/overrides}}</ul>{{/hasOverrides}}
        {{#hasLeave}}<h3>On leave</h3><ul class=rows>{{#leave}}<li><span><b><bdi>{{who}}</bdi></b>{{#isNow}} <span class="tag warn">away</span>{{/isNow}}</span><small>{{first}} to {{last}}, both included</small></li>{{/leave}}</ul>{{/hasLeave}}
        <details><summary>As a table</summary><div class=wide role=region aria-label="Table of {{name}}" tabindex=0><table><thead><tr><th scope=col>Who<th scope=col>From<th scope=col>Until<th scope=col>For</thead><tbody>
        {{#shifts}}<tr><th scope=row>{{#isGap}}<b class=late>{{who}}</b>{{/isGap}}{{^isGap}}{{who}}{{/isGap}}{{#isNow}} <span class="tag good">now</span>{{/isNow}}<td>{{from}}<td>{{until}}<td>{{length}}
        {{/shifts}}</tbody></table></div></details></section>{{/rotas}}
        """)
}

/// Two weeks of a rota as a strip, a hundred units wide a day.
enum RotaStrip {
    struct Bar: Sendable {
        var from: Moment
        var until: Moment
        /// One of our own class names.
        var tone: String
        var title: String
    }

    private static let day = 80.0

    static func markup(_ bars: [Bar], _ zone: TimeZoneTable, from: Moment, until: Moment, name: String) -> Markup {
        let whole = Double((until - from).wholeMicroseconds)
        let width = day * Double(RotaPage.days)
        func x(_ moment: Moment) -> Double { Double((moment - from).wholeMicroseconds) / whole * width }
        var svg =
            Markup(trusted: "<svg class=strip viewBox=\"0 0 \(Int(width)) 62\" role=img aria-label=\"")
            + Markup(showing: "Who is on duty in \(name) in the next two weeks; the table below says the same")
            + Markup(trusted: "\">")
        for bar in bars {
            let (start, end) = (x(bar.from), x(bar.until))
            svg =
                svg
                + Markup(
                    trusted: "<rect class=\(bar.tone) x=\"\(Chart.short(start))\" y=\"18\" "
                        + "width=\"\(Chart.short(max(1, end - start - 1)))\" height=\"40\" rx=\"3\"><title>")
                + Markup(showing: "\(bar.title), \(zone.reading(of: bar.from)) to \(zone.reading(of: bar.until))")
                + Markup(trusted: "</title></rect>")
            let room = Int((end - start - 8) / 7.2)
            let words = [bar.title, String(bar.title.prefix { $0 != " " && $0 != ":" })].first { $0.count <= room }
            if let words, bar.tone != "off" {
                svg =
                    svg + Markup(trusted: "<text class=on x=\"\(Chart.short(start + 6))\" y=\"43\">")
                    + Markup(showing: words) + Markup(trusted: "</text>")
            }
        }
        let first = zone.wallClock(at: from).date
        for number in 0...RotaPage.days {
            let midnight = Moment(seconds: zone.placement(of: WallClock(first + number)).first)
            guard midnight >= from, x(midnight) < width - 70 else { continue }
            let parts = (first + number).parts
            svg =
                svg
                + Markup(
                    trusted: "<line x1=\"\(Chart.short(x(midnight)))\" x2=\"\(Chart.short(x(midnight)))\" y1=\"4\" "
                        + "y2=\"16\"/><text x=\"\(Chart.short(x(midnight) + 4))\" y=\"13\">"
                        + "\((first + number).weekday.short) \(parts.day).\(parts.month).</text>")
        }
        return svg + Markup(trusted: "</svg>")
    }
}

extension Hall {
    func rotaPages() {
        let desk = desk
        page("/rota", in: .rota) { visit, _ in
            visit.page(RotaPage.template, titled: "Rota", RotaPage.facts(desk.onCall(), now: visit.now))
        }
    }
}
