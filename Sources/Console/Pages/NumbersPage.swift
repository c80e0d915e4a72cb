import Hummingbird
import Storage
import Triage

/// How much there was, how hot it was, how soon somebody looked, what was promised, whom it woke, and which rules cried
/// wolf.
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
        /// Bars from one label to the next: a telephone has room for about seven.
        var stride: Int {
            switch self {
            case .day, .week: 4
            case .month: 7
            }
        }
        var each: String {
            switch self {
            case .day: "by the hour"
            case .week: "in six hours each"
            case .month: "by the day"
            }
        }
    }

    struct Reading: Sendable {
        var numbers: QueueNumbers
        var fired: [FiredSpike]
        /// Of rules' cases that were closed.
        var outcomes: [String: CaseOutcomes]
        /// By name, for those that still judge.
        var titles: [String: String]
    }

    private struct Block {
        var start: Moment
        var messages = 0
        var hot = 0
        var cases = 0
        var heat = 0.0
        var waits: [Duration] = []
        var meanHeat: Double? { hot == 0 ? nil : heat / Double(hot) }
        var toHuman: QueueNumbers.Percentiles? { .init(waits) }
    }

    static func facts(_ reading: Reading, _ span: Span, _ zone: TimeZoneTable, now: Moment) -> Facts {
        let numbers = reading.numbers
        let blocks = blocks(numbers.hours, span.step)
        let labels = labels(blocks, span, zone)
        func at(_ block: Block) -> String { zone.reading(of: block.start) }
        let (messages, hot) = (blocks.reduce(0) { $0 + $1.messages }, blocks.reduce(0) { $0 + $1.hot })
        let volume = Chart(
            bars: blocks.enumerated().map { place, block in
                Chart.Bar(
                    value: Double(block.messages), part: Double(block.hot),
                    title: "\(at(block)): \(block.messages) messages, \(block.hot) hot", label: labels[place])
            },
            title: "Messages \(span.each), and of them the hot ones: \(messages), \(hot) hot. "
                + "The table below says the same.")
        let heat = Chart(
            bars: blocks.enumerated().map { place, block in
                Chart.Bar(
                    value: block.meanHeat ?? 0, part: 0,
                    title: "\(at(block)): mean heat \(block.meanHeat.map(Chart.short) ?? "none")", label: labels[place])
            }, title: "Mean heat of the hot messages \(span.each). The table below says the same.")
        let human = Chart(
            bars: blocks.enumerated().map { place, block in
                let waits = block.toHuman
                return Chart.Bar(
                    value: waits.map { $0.p90 / .seconds(1) } ?? 0, part: waits.map { $0.median / .seconds(1) } ?? 0,
                    title: "\(at(block)): "
                        + (waits.map { "half within \(wait($0.median)), 9 of 10 within \(wait($0.p90))" } ?? "none"),
                    label: labels[place])
            },
            title: "Time until a person looked at a case, \(span.each): half of them, and 9 of 10. "
                + "The table below says the same.", scale: .time)
        return [
            "spans": .list(
                Span.allCases.map {
                    [
                        "title": .text($0.title), "path": .text("/numbers?days=\($0.rawValue)"),
                        "isHere": .flag($0 == span),
                    ]
                }),
            "zone": .text(zone.name), "volume": .markup(volume.markup), "heatChart": .markup(heat.markup),
            "humanChart": .markup(human.markup), "messages": .number(messages), "hot": .number(hot),
            "cases": .number(blocks.reduce(0) { $0 + $1.cases }), "incidents": .number(numbers.incidents),
            "spikes": .number(numbers.spikes),
            "median": .text(numbers.toHuman.map { wait($0.median) } ?? "not known"),
            "p90": .text(numbers.toHuman.map { wait($0.p90) } ?? "not known"), "untouched": .number(numbers.untouched),
            "promises": .group(promises(numbers.promises)), "called": called(numbers.called),
            "wolves": wolves(reading),
            "blocks": .list(
                blocks.reversed().map { block in
                    [
                        "at": .text(at(block)), "messages": .number(block.messages), "hot": .number(block.hot),
                        "cases": .number(block.cases), "heat": .text(block.meanHeat.map(Chart.short) ?? "none"),
                        "looked": .number(block.waits.count),
                        "median": .text(block.toHuman.map { wait($0.median) } ?? "none"),
                        "p90": .text(block.toHuman.map { wait($0.p90) } ?? "none"),
                    ]
                }),
            "fired": .list(
                reading.fired.map { spike in
                    [
                        "spike": .text(spike.spike), "key": .text(spike.key), "state": .text(spike.state.rawValue),
                        "at": .text(zone.reading(of: spike.firedAt)), "count": .number(spike.count),
                        "usual": .text(spike.usual.map(Chart.short) ?? "not known"),
                        "id": .optional(spike.caseID.map { "\($0.rawValue)" }),
                    ]
                }),
            "hasFired": .flag(!reading.fired.isEmpty),
        ]
    }

    static func wait(_ duration: Duration) -> String { Clock.span(max(0, duration.components.seconds)) }

    static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

    private static func promises(_ promises: QueueNumbers.Promises) -> Facts {
        let decided = promises.kept + promises.missed
        return [
            "share": .text(promises.share.map(percent) ?? "none due"),
            "of": .text(decided == 0 ? "" : "\(promises.kept) of \(decided)"), "missed": .number(promises.missed),
            "running": .number(promises.running),
        ]
    }

    private static func called(_ people: [QueueNumbers.CalledPerson]) -> Fact {
        let most = people.map(\.pages).max() ?? 1
        return .list(
            people.map { person in
                [
                    "person": .text(person.person), "pages": .number(person.pages),
                    "answered": .number(person.answered), "failed": .number(person.failed),
                    "bar": .markup(Chart.share(Double(person.pages) / Double(max(1, most)))),
                ]
            })
    }

    /// Rules by the share of their closed cases that were not hot, the worst first.
    private static func wolves(_ reading: Reading) -> Fact {
        let lines = reading.outcomes.filter { $0.value.resolved + $0.value.notHot > 0 }.map { rule, outcome in
            (rule, outcome, share: Double(outcome.notHot) / Double(outcome.resolved + outcome.notHot))
        }.sorted { ($1.share, $1.1.notHot, $0.0) < ($0.share, $0.1.notHot, $1.0) }
        return .list(
            lines.prefix(100).map { rule, outcome, share in
                [
                    "rule": .text(reading.titles[rule] ?? rule),
                    "path": .optional(reading.titles[rule] == nil ? nil : "/rules/\(Form.encoded(rule))"),
                    "notHot": .number(outcome.notHot), "closed": .number(outcome.resolved + outcome.notHot),
                    "share": .text(percent(share)), "bar": .markup(Chart.share(share, tone: "part")),
                ]
            })
    }

    private static func blocks(_ hours: [QueueNumbers.Hour], _ step: Int) -> [Block] {
        stride(from: 0, to: hours.count, by: step).map { place in
            var block = Block(start: hours[place].start)
            for hour in hours[place..<min(place + step, hours.count)] {
                block.messages += hour.messages
                block.hot += hour.hot
                block.cases += hour.cases
                block.heat += (hour.meanHeat ?? 0) * Double(hour.hot)
                block.waits += hour.waits
            }
            block.waits.sort()
            return block
        }
    }

    private static func labels(_ blocks: [Block], _ span: Span, _ zone: TimeZoneTable) -> [String] {
        blocks.enumerated().map { place, block in
            guard place.isMultiple(of: span.stride) else { return "" }
            let wall = zone.wallClock(at: block.start)
            let parts = wall.date.parts
            return span == .day ? "\(wall.secondOfDay / 3600):00" : "\(parts.day).\(parts.month)."
        }
    }
}

extension Hall {
    func numbersPages() {
        let desk = desk
        page("/numbers", in: .numbers) { visit, _ in
            let span = visit.query["days"].flatMap { Int($0) }.flatMap(NumbersPage.Span.init(rawValue:)) ?? .day
            let from = visit.now - .seconds(Int64(span.rawValue) * 86_400 - 3600)
            let reading = NumbersPage.Reading(
                numbers: try await desk.store.numbers(from: from, until: visit.now),
                fired: try await desk.store.firedSpikes(since: from, limit: 50),
                outcomes: try await desk.store.caseOutcomes(since: from),
                titles: Dictionary(
                    desk.rules().listing.map { ($0.name, $0.title.isEmpty ? $0.name : $0.title) }
                ) { first, _ in first })
            return visit.page(
                NumbersPage.template, titled: "Numbers", NumbersPage.facts(reading, span, desk.zone, now: visit.now))
        }
    }
}
