import Testing

@testable import Triage

@Suite struct SpikeHistoryTests {
    static func spike(
        most: Int? = 20, in window: Int = 10, unusual: Spike.Unusual? = nil, unit: Spike.Unit = .authors,
        again: Int = 30, isShadow: Bool = false
    ) -> Spike {
        Spike(
            name: "outage-spike", title: "Outage spike", file: "Rules/a.rules", line: 1, severity: .critical,
            score: 80, isAlwaysHot: false, tags: [], skill: "", owner: "", respond: nil, isShadow: isShadow,
            counted: .rule("outage"), unit: unit, per: .brand, window: window, most: most, unusual: unusual,
            again: again)
    }

    static let start = Moment(rfc3339: "2026-11-22T20:00:00Z")!
    static let first = SpikeHistory.minute(of: start)

    /// A message at some second, by some author.
    struct Event {
        var second: Int
        var author: Int
        var minute: Int64 { SpikeHistoryTests.first + Int64(second / 60) }
    }

    /// Adds messages in the order given; the firings, each with the number of the message that made it.
    static func run(
        _ events: [Event], _ spike: Spike, history: SpikeHistory = SpikeHistory(), now: Moment? = nil
    ) -> (history: SpikeHistory, firings: [(event: Int, firing: SpikeFiring)]) {
        var history = history
        var firings: [(event: Int, firing: SpikeFiring)] = []
        for (number, event) in events.enumerated() {
            let member: UInt64? = spike.unit == .messages ? nil : SpikeTallyTests.member(event.author)
            history.minutes[event.minute, default: SpikeBucket()].add(member)
            let firing = SpikeReckoning(spike: spike).firing(
                in: history, at: event.minute, firings: firings.map(\.firing),
                now: now ?? start + .seconds(event.second))
            if let firing { firings.append((number, firing)) }
        }
        return (history, firings)
    }

    @Test func `twenty authors in ten minutes fire it, with the twentieth, wherever the minute begins`() {
        for offset in [0, 1, 29, 59] {
            let events = (0..<20).map { Event(second: offset + $0 * 600 / 19, author: $0) }
            let (_, firings) = Self.run(events, Self.spike())
            #expect(firings.map(\.event) == [19], "\(offset)")
            #expect(firings.first?.firing.state == .live && firings.first?.firing.count == 20)
        }
    }

    @Test func `twenty authors in eleven minutes and more do not, nor nineteen, nor one who writes a hundred times`() {
        for offset in [0, 1, 29, 59] {
            let slow = (0..<20).map { Event(second: offset + $0 * 660 / 19 + ($0 == 19 ? 1 : 0), author: $0) }
            #expect(Self.run(slow, Self.spike()).firings.isEmpty, "\(offset)")
        }
        #expect(Self.run((0..<19).map { Event(second: $0, author: $0) }, Self.spike()).firings.isEmpty)
        let one = (0..<100).map { Event(second: $0, author: 1) }
        #expect(Self.run(one, Self.spike()).firings.isEmpty)
        #expect(Self.run(one, Self.spike(unit: .messages)).firings.map(\.event) == [19])
    }

    @Test func `it fires once, and again when the time has passed`() {
        let events = (0..<4000).map { Event(second: $0, author: $0 % 50) }
        let (_, firings) = Self.run(events, Self.spike())
        #expect(firings.map(\.event) == [19, 1800, 3600])
        #expect(Self.run(events, Self.spike(again: 60)).firings.map(\.event) == [19, 3600])
    }

    @Test func `a window may end after the message that completes it`() {
        // The oldest comes last: no window that ends with it holds the others.
        let events = (0..<20).map { Event(second: $0 * 30, author: $0) }.reversed()
        let firings = Self.run(Array(events), Self.spike(), now: Self.start + .seconds(600)).firings
        #expect(firings.map(\.event) == [19])
        #expect(firings.first?.firing.end == Self.first + 9)
    }

    @Test func `a late spike fires within its window's length of now, and is listed as past after that`() {
        let events = (0..<20).map { Event(second: $0, author: $0) }
        let states = [0, 600, 659, 660, 86_400].map { late in
            Self.run(events, Self.spike(), now: Self.start + .seconds(late)).firings.first?.firing.state
        }
        #expect(states == [.live, .live, .live, .past, .past])
        let shadow = Self.run(events, Self.spike(isShadow: true), now: Self.start).firings.first
        #expect(shadow?.firing.state == .shadow)
    }

    @Test func `the same messages in any order, some twice, leave the same history`() {
        var chance = Chance(1)
        for round in 0..<60 {
            let unit: Spike.Unit = round % 2 == 0 ? .authors : .messages
            let spike = Self.spike(most: 5 + round % 10, in: 1 + round % 12, unit: unit)
            let events = (0..<120).map { _ in Event(second: chance.next(3600), author: chance.next(40)) }
            // Whoever is heard twice counts twice only where messages are counted.
            let again = unit == .messages ? [] : Array(events.prefix(30))
            let one = Self.run(events, spike).history
            let other = Self.run((events + again).shuffled(using: &chance), spike).history
            #expect(one.minutes.mapValues(\.count) == other.minutes.mapValues(\.count))
            // And it is what a plain count over the messages gives.
            for minute in Self.first..<Self.first + 60 {
                let inWindow = events.filter { $0.minute <= minute && $0.minute >= minute - Int64(spike.window) }
                let plain = unit == .messages ? inWindow.count : Set(inWindow.map(\.author)).count
                let peak = other.peak(of: Self.spike(most: 2, in: spike.window, unit: unit), at: minute) {
                    $0 == minute
                }
                #expect(peak?.count ?? 1 == max(1, plain) || plain < 2 && peak == nil)
            }
        }
    }

    @Test func `in any order it fires if any window is too much, and never else`() {
        var chance = Chance(2)
        for round in 0..<80 {
            let spike = Self.spike(most: 6 + round % 5, in: 5)
            let events = (0..<60).map { _ in Event(second: chance.next(2400), author: chance.next(25)) }
            let isTooMuch = events.contains { last in
                let inWindow = events.filter { $0.minute <= last.minute && $0.minute >= last.minute - 5 }
                return Set(inWindow.map(\.author)).count >= spike.most!
            }
            let fires = !Self.run(events.shuffled(using: &chance), spike, now: Self.start).firings.isEmpty
            #expect(fires == isTooMuch)
        }
    }

    // MARK: Usual

    private static func days(_ counts: [Int], unit: Spike.Unit = .messages) -> SpikeHistory {
        var history = SpikeHistory()
        for (day, count) in counts.enumerated() {
            let hour = SpikeHistory.hour(ofMinute: first) - Int64(day + 1) * 24
            history.hours[hour] = SpikeBucket(messages: count)
        }
        return history
    }

    @Test func `usual is the median of the same hour, in proportion to the window`() {
        #expect(Self.days([60, 120, 18]).usual(at: Self.first, window: 10) == 10)
        #expect(Self.days([60, 120, 18, 30]).usual(at: Self.first, window: 60) == 45)
        // The next hour has no history.
        #expect(Self.days([60, 120, 18]).usual(at: Self.first + 60, window: 10) == nil)
    }

    @Test func `it is silent with fewer than three days, and looks back no more than fourteen`() {
        let spike = Self.spike(most: nil, unusual: .init(factor: 3000, atLeast: 8), unit: .messages)
        let events = (0..<200).map { Event(second: $0, author: 0) }
        #expect(Self.run(events, spike, history: Self.days([6, 6])).firings.isEmpty)
        #expect(Self.run(events, spike, history: Self.days([6, 6, 6])).firings.map(\.event) == [7])
        #expect(Self.days(Array(repeating: 0, count: 12) + [6, 6, 600]).usual(at: Self.first, window: 60) == 0)
        let old = Self.days(Array(repeating: 12, count: 20)).hours.filter {
            $0.key < SpikeHistory.hour(ofMinute: Self.first) - 14 * 24
        }
        #expect(SpikeHistory(hours: old).usual(at: Self.first, window: 10) == nil)
    }

    @Test func `days on which nothing was counted are days of nothing, once it was counted at all`() {
        var history = SpikeHistory(began: Self.start - .seconds(5 * 86_400))
        #expect(history.usual(at: Self.first, window: 10) == 0)
        history.began = Self.start - .seconds(3 * 86_400 - 1)
        #expect(history.usual(at: Self.first, window: 10) == nil)
    }

    @Test func `three times usual fires, and a little less does not`() {
        let spike = Self.spike(most: nil, unusual: .init(factor: 3000, atLeast: 8), unit: .messages)
        // Ten in ten minutes are usual.
        let history = Self.days([60, 60, 60])
        let events = (0..<40).map { Event(second: $0, author: 0) }
        let firings = Self.run(events, spike, history: history).firings
        #expect(firings.map(\.event) == [29])
        #expect(firings.first?.firing.usual == 10)
        #expect(
            SpikeReckoning(spike: spike).title(firings[0].firing, key: "")
                == "Outage spike: 30 messages in 10 minutes, 3 times usual")
    }

    @Test func `a title says what happened, as people say it`() {
        let reckoning = SpikeReckoning(spike: Self.spike())
        func title(_ count: Int, _ usual: Double? = nil, isEstimate: Bool = false, key: String = "") -> String {
            reckoning.title(
                SpikeFiring(state: .live, end: 0, count: count, isEstimate: isEstimate, usual: usual), key: key)
        }
        #expect(title(23, 7.5) == "Outage spike: 23 authors in 10 minutes, 3.1 times usual")
        #expect(title(23, 0) == "Outage spike: 23 authors in 10 minutes")
        #expect(title(1234, isEstimate: true) == "Outage spike: about 1,234 authors in 10 minutes")
        #expect(title(23, key: "fediverse") == "Outage spike (fediverse): 23 authors in 10 minutes")
        #expect(
            SpikeReckoning(spike: Self.spike(in: 60)).title(
                SpikeFiring(state: .live, end: 0, count: 20), key: "") == "Outage spike: 20 authors in 1 hour")
    }

    @Test func `minutes before 1970 are minutes too`() {
        #expect(SpikeHistory.minute(of: Moment(microseconds: -1)) == -1)
        #expect(SpikeHistory.minute(of: Moment(seconds: -60)) == -1)
        #expect(SpikeHistory.minute(of: Moment(seconds: -61)) == -2)
        #expect(SpikeHistory.hour(ofMinute: -1) == -1)
        #expect(SpikeHistory.hour(ofMinute: 59) == 0)
    }
}

/// The same numbers on every run.
struct Chance: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
    mutating func next(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
