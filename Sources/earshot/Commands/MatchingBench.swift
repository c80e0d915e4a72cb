import Foundation
import Triage

/// Measures judging from within: no lines are parsed and none printed, so that what is compared with a
/// bare matcher is the matching. On one thread, by its own processor time.
struct MatchingBench {
    let rules: RuleSet
    let policy = Policy(brand: "")

    struct Rate {
        var messages = 0
        var bytes = 0
        /// Terms that hit, and the places where they did.
        var hits = 0
        var places = 0
        var fired = 0
        /// A second, the median of the rounds.
        var judged = 0.0
        /// A second, judged and concluded.
        var concluded = 0.0
    }

    /// A message in hand, as those who judge one have it: out of an array it would be copied first, and each of
    /// its dozen strings counted.
    private final class Heard {
        private let message: Message

        init(_ message: Message) { self.message = message }

        func judged(by rules: RuleSet) -> Evidence { rules.judge(message) }

        func concluded(by rules: RuleSet, _ policy: Policy) -> Int {
            let evidence = rules.judge(message)
            return rules.conclude(evidence, of: message, within: Surroundings(), policy: policy, now: message.time)
                .reasons.count
        }
    }

    func rate(of texts: [String], rounds: Int) -> Rate {
        let messages = texts.map { Heard(message($0)) }
        var rate = Rate(messages: texts.count, bytes: texts.map(\.utf8.count).reduce(0, +))
        var judged: [Double] = []
        var concluded: [Double] = []
        for round in 0..<max(1, rounds) {
            var start = Self.processorTime()
            var hits = 0
            for heard in messages { hits += heard.judged(by: rules).hits.count }
            judged.append(Double(messages.count) / (Self.processorTime() - start))
            start = Self.processorTime()
            var fired = 0
            for heard in messages { fired += heard.concluded(by: rules, policy) }
            concluded.append(Double(messages.count) / (Self.processorTime() - start))
            if round == 0 { (rate.hits, rate.fired) = (hits, fired) }
        }
        for heard in messages { rate.places += places(heard.judged(by: rules)) }
        rate.judged = judged.sorted()[judged.count / 2]
        rate.concluded = concluded.sorted()[concluded.count / 2]
        return rate
    }

    /// Nanoseconds a byte of judging one text, the best of several times, and the places that were hit.
    func cost(of text: String) -> (nanoseconds: Double, places: Int) {
        let message = message(text)
        let found = places(rules.judge(message))
        var best = Double.infinity
        let once = max(1, 200_000 / max(1, text.utf8.count))
        for _ in 0..<5 {
            let start = Self.processorTime()
            for _ in 0..<once { _ = rules.judge(message) }
            best = min(best, (Self.processorTime() - start) / Double(once))
        }
        return (best * 1e9 / Double(max(1, text.utf8.count)), found)
    }

    func message(_ text: String) -> Message {
        Message(
            identity: "bench", source: "bench", channel: .mastodon,
            author: Message.Author(handle: Handle(channel: .mastodon, normalised: "ana@social.example")), text: text,
            time: Moment(seconds: 0))
    }

    private func places(_ evidence: Evidence) -> Int {
        evidence.hits.map { $0.spans.count + $0.more }.reduce(0, +)
    }

    /// Seconds that this thread has worked.
    static func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
