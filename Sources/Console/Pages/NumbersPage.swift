import Hummingbird
import Storage
import Triage

/// How much there was, how hot it was, and how soon somebody looked.
enum NumbersPage {
    enum Span: Int, CaseIterable, Sendable {
        case day = 1, week = 7, month = 31

        var title: String {
            switch self {
            case .day: "24 hours"
            case .week: "7 days"
            case .month: "31 days"
            }
        }
        /// Hours that one bar stands for.
        var step: Int {
            switch self {
            case .day: 1
            case .week: 6
            case .month: 24
            }
        }
    }

    private struct Block {
        var start: Moment
        var messages = 0
        var hot = 0
        var cases = 0
        var heat = 0.0
        var meanHeat: Double? { hot == 0 ? nil : heat / Double(hot) }
    }

    static func facts(_ numbers: QueueNumbers, _ fired: [FiredSpike], _ span: Span, _ zone: TimeZoneTable, now: Moment)
        -> Facts
    {
        let blocks = blocks(numbers.hours, span.step)
        let labels = labels(blocks, span, zone)
        let volume = Chart(
            bars: blocks.enumerated().map { place, block in
                Chart.Bar(
                    value: Double(block.messages), part: Double(block.hot),
                    title: "\(zone.reading(of: block.start)): \(block.messages) messages, \(block.hot) hot",
                    label: labels[place])
            }, title: "Messages, and of them the hot ones; the table below says the same")
        let heat = Chart(
            bars: blocks.enumerated().map { place, block in
                Chart.Bar(
                    value: block.meanHeat ?? 0, part: 0,
                    title: "\(zone.reading(of: block.start)): mean heat \(block.meanHeat.map(Chart.short) ?? "none")",
                    label: labels[place])
            }, title: "Mean heat of the hot messages; the table below says the same")
        return [
            "spans": .list(
                Span.allCases.map {
                    [
                        "title": .text($0.title), "path": .text("/numbers?days=\($0.rawValue)"),
                        "isHere": .flag($0 == span),
                    ]
                }),
            "zone": .text(zone.name), "volume": .markup(volume.markup), "heatChart": .markup(heat.markup),
            "messages": .number(blocks.reduce(0) { $0 + $1.messages }),
            "hot": .number(blocks.reduce(0) { $0 + $1.hot }), "cases": .number(blocks.reduce(0) { $0 + $1.cases }),
            "incidents": .number(numbers.incidents), "spikes": .number(numbers.spikes),
            "median": .text(numbers.toHuman.map { wait($0.median) } ?? "not known"),
            "p90": .text(numbers.toHuman.map { wait($0.p90) } ?? "not known"),
            "touched": .number(numbers.touched), "untouched": .number(numbers.untouched),
            "blocks": .list(
                blocks.reversed().map { block in
                    [
                        "at": .text(zone.reading(of: block.start)), "messages": .number(block.messages),
                        "hot": .number(block.hot), "cases": .number(block.cases),
                        "heat": .text(block.meanHeat.map(Chart.short) ?? "none"),
                    ]
                }),
            "fired": .list(
                fired.map { spike in
                    [
                        "spike": .text(spike.spike), "key": .text(spike.key), "state": .text(spike.state.rawValue),
                        "at": .text(zone.reading(of: spike.firedAt)), "count": .number(spike.count),
                        "usual": .text(spike.usual.map(Chart.short) ?? "not known"),
                        "id": .optional(spike.caseID.map { "\($0.rawValue)" }),
                    ]
                }),
            "hasFired": .flag(!fired.isEmpty),
        ]
    }

    static func wait(_ duration: Duration) -> String { Clock.span(max(0, duration.components.seconds)) }

    private static func blocks(_ hours: [QueueNumbers.Hour], _ step: Int) -> [Block] {
        stride(from: 0, to: hours.count, by: step).map { place in
            var block = Block(start: hours[place].start)
            for hour in hours[place..<min(place + step, hours.count)] {
                block.messages += hour.messages
                block.hot += hour.hot
                block.cases += hour.cases
                block.heat += (hour.meanHeat ?? 0) * Double(hour.hot)
            }
            return block
        }
    }

    /// So many that they do not touch each other.
    private static func labels(_ blocks: [Block], _ span: Span, _ zone: TimeZoneTable) -> [String] {
        blocks.enumerated().map { place, block in
            guard place.isMultiple(of: 4) else { return "" }
            let wall = zone.wallClock(at: block.start)
            let parts = wall.date.parts
            return span == .day ? "\(wall.secondOfDay / 3600):00" : "\(parts.day).\(parts.month)."
        }
    }

    static let template = PageTemplate(
        """
        <div class=head><h1>Numbers</h1><nav class=filters aria-label="Time">{{#spans}}<a href="{{path}}"{{#isHere}} aria-current=page{{/isHere}}>{{title}}</a>{{/spans}}</nav></div>
        <dl class=figures><div><dt>Messages<dd>{{messages}}</div><div><dt>Hot<dd>{{hot}}</div><div><dt>Cases<dd>{{cases}}</div><div><dt>Incidents<dd>{{incidents}}</div><div><dt>Spikes<dd>{{spikes}}</div><div><dt>To a person: half within<dd>{{median}}</div><div><dt>To a person: 9 of 10<dd>{{p90}}</div><div><dt>Nobody looked yet<dd>{{untouched}}</div></dl>
        <section class=card aria-labelledby=volume><h2 id=volume>Messages and hot ones</h2>{{volume}}<p class=legend><span><svg class=swatch viewBox="0 0 12 12" aria-hidden=true><rect class=bar width=12 height=12 /></svg> heard</span> <span><svg class=swatch viewBox="0 0 12 12" aria-hidden=true><rect class=part width=12 height=12 /></svg> hot</span></p></section>
        <section class=card aria-labelledby=heat><h2 id=heat>Mean heat of the hot ones</h2>{{heatChart}}
        <details><summary>Both as a table</summary><div class=wide role=region aria-label="Numbers as a table" tabindex=0><table><thead><tr><th scope=col>From ({{zone}})<th scope=col class=number>Messages<th scope=col class=number>Hot<th scope=col class=number>Cases<th scope=col class=number>Mean heat</thead><tbody>
        {{#blocks}}<tr><th scope=row>{{at}}<td class=number>{{messages}}<td class=number>{{hot}}<td class=number>{{cases}}<td class=number>{{heat}}
        {{/blocks}}</tbody></table></div></details></section>
        <section class=card aria-labelledby=fired><h2 id=fired>Spikes</h2>{{^hasFired}}<p class=hint>None fired.</p>{{/hasFired}}{{#hasFired}}<div class=wide role=region aria-label="Spikes that fired" tabindex=0><table><thead><tr><th scope=col>Spike<th scope=col>Of<th scope=col>When<th scope=col class=number>Count<th scope=col class=number>Usual<th scope=col>Case</thead><tbody>
        {{#fired}}<tr><th scope=row>{{spike}} <span class=tag>{{state}}</span><td>{{#key}}<bdi>{{key}}</bdi>{{/key}}{{^key}}everything{{/key}}<td>{{at}}<td class=number>{{count}}<td class=number>{{usual}}<td>{{#id}}<a href="/cases/{{id}}">{{id}}</a>{{/id}}{{^id}}none{{/id}}
        {{/fired}}</tbody></table></div>{{/hasFired}}</section>
        """)
}

extension Hall {
    func numbersPages() {
        let desk = desk
        page("/numbers", in: .numbers) { visit, _ in
            let span = visit.query["days"].flatMap { Int($0) }.flatMap(NumbersPage.Span.init(rawValue:)) ?? .day
            let from = visit.now - .seconds(Int64(span.rawValue) * 86_400 - 3600)
            let numbers = try await desk.store.numbers(from: from, until: visit.now)
            let fired = try await desk.store.firedSpikes(since: from, limit: 50)
            return visit.page(
                NumbersPage.template, titled: "Numbers",
                NumbersPage.facts(numbers, fired, span, desk.zone, now: visit.now))
        }
    }
}
