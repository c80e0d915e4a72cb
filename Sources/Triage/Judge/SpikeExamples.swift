/// Runs the bursts of spikes: the real judge on their text, the real arithmetic on their messages, and a
/// memory that holds nothing else.
struct SpikeExamples {
    private let set: RuleSet
    private let complaints: Complaints

    init(_ set: RuleSet, _ complaints: Complaints) {
        self.set = set
        self.complaints = complaints
    }

    func run(_ drafts: [SpikeDraft]) {
        guard drafts.contains(where: { !$0.bursts.isEmpty }) else { return }
        let made = Dictionary(set.bench.compiled.spikes.map { ($0.spike.name, $0) }, uniquingKeysWith: { a, _ in a })
        for draft in drafts {
            guard let spike = made[draft.common.name] else { continue }
            for burst in draft.bursts { run(burst, of: spike) }
        }
    }

    private func run(_ burst: SpikeDraft.Burst, of made: Compiled.Spike) {
        let scene = ExampleScene(burst.example.text, burst.example.settings)
        let message = scene.message
        let counts = set.fires(made.rule, set.judge(message), of: message, in: scene.context)
        let most = counts ? Self.most(burst, made.spike, message) : nil
        let holds = (most?.fires ?? false) == burst.example.shallFire
        guard !holds else { return }
        let name = made.spike.name
        let window = "\(made.spike.window)m"
        let remedy =
            switch (most, made.spike.counted) {
            case (nil, .rule(let rule)): "rule:\(rule) does not fire on this text, so nothing is counted"
            case (nil, .list(let list)): "no phrase of list:\(list) stands in this text, so nothing is counted"
            case (let most?, _): "at its height it has \(most.count) \(made.spike.unit.rawValue) in \(window)"
            }
        complaints.add(
            .error, burst.example.shallFire ? "\(name) does not fire on this burst." : "\(name) fires on this burst.",
            at: burst.example.place, remedy: remedy)
    }

    /// Whether it fires, and the most that a window held.
    private static func most(_ burst: SpikeDraft.Burst, _ spike: Spike, _ message: Message) -> (fires: Bool, count: Int)
    {
        let reckoning = SpikeReckoning(spike: spike)
        let start = Moment(seconds: 100 * 86_400)
        let total = burst.authors * burst.times
        // Authors take turns, so that each of them writes from the first moment to the last.
        let usual = burst.usual.map { SpikeExamples.history(of: $0, spike, from: start) }
        var histories: [String: SpikeHistory] = [:]
        var best = 0
        for number in 0..<total {
            let author = number % burst.authors
            let length = Int64(burst.length) * 1_000_000
            let time =
                start + .microseconds(total > 1 ? length * Int64(number) / Int64(total - 1) : 0)
            let handle = Handle(channel: message.channel, normalised: "author-\(author)")
            let ask = SpikeAsk(
                spike: spike, key: spike.per == .author ? handle.description : "", time: time, handle: handle,
                identity: "example-\(spike.unit == .conversations ? author : number)")
            let minute = ask.minute(now: time)
            var history = histories.removeValue(forKey: ask.key) ?? usual ?? SpikeHistory()
            history.minutes[minute, default: SpikeBucket()].add(ask.member(conversation: nil))
            if let firing = reckoning.firing(in: history, at: minute, firings: [], now: time) {
                return (true, firing.count)
            }
            // As much as there can be at one time, for the reason.
            if number == total - 1 { best = history.most(ending: minute, window: spike.window) }
            histories[ask.key] = history
        }
        return (false, best)
    }

    /// Fourteen days on which a window held so many.
    private static func history(of usual: Int, _ spike: Spike, from start: Moment) -> SpikeHistory {
        var history = SpikeHistory()
        let hour = SpikeHistory.hour(ofMinute: SpikeHistory.minute(of: start))
        for slot in hour - SpikeHistory.keptHours...hour - 1 {
            history.hours[slot] = SpikeBucket(messages: usual * 60 / spike.window)
        }
        return history
    }
}

extension SpikeHistory {
    /// What the fullest window held that ends no later than this minute.
    func most(ending last: Int64, window: Int) -> Int {
        let ends = minutes.keys.filter { $0 <= last }.sorted().suffix(200)
        return ends.map { end in
            var sum = SpikeBucket()
            for (minute, bucket) in minutes where minute <= end && end - minute <= Int64(window) { sum.add(bucket) }
            return sum.count
        }.max() ?? 0
    }
}
