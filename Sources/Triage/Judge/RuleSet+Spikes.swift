extension RuleSet {
    /// What is counted over many messages, in the order of files and lines; those that are off are left out.
    package var spikes: [Spike] { bench.compiled.spikes.map(\.spike) }

    /// The spikes that a message with this evidence may count for, each with the key that it counts under.
    /// A message that touches none costs a comparison.
    func asks(_ message: Message, _ evidence: Evidence) -> [SpikeAsk] {
        guard hasSpikes, !evidence.hits.isEmpty || !bench.compiled.restlessSpikes.isEmpty else { return [] }
        var touched = Set(bench.compiled.restlessSpikes)
        for hit in evidence.hits {
            bench.compiled.leafRules.forEach(hit.term) { rule in
                bench.compiled.ruleSpikes.forEach(Int(rule)) { touched.insert(Int($0)) }
            }
        }
        return touched.sorted().map { number in
            let spike = bench.compiled.spikes[number].spike
            return SpikeAsk(
                spike: spike, key: Self.key(spike.per, message, evidence), time: message.time,
                handle: message.author.handle, identity: message.identity)
        }
    }

    var hasSpikes: Bool { !bench.compiled.spikes.isEmpty }

    /// Some rule is asked about every message.
    var hasRestlessRules: Bool { !bench.compiled.restlessRules.isEmpty }

    private static func key(_ per: Spike.Per, _ message: Message, _ evidence: Evidence) -> String {
        switch per {
        case .brand: ""
        case .source: message.source.rawValue
        case .channel: message.channel.rawValue
        case .language: evidence.language
        case .author: message.author.handle.description
        }
    }

    /// Whether the list that a spike counts occurs.
    func occurs(_ spike: Spike, in evidence: Evidence) -> Bool {
        guard let made = bench.compiled.spikes.first(where: { $0.spike.name == spike.name }),
            let leaf = bench.compiled.rules[made.rule].leaves.first
        else { return false }
        return evidence.hits.contains { $0.term == leaf }
    }
}
