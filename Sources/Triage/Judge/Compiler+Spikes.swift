/// Spikes: what each says of itself, what it counts, and which messages may count for it.
extension Compiler {
    /// Before the rules: their lists must be looked for.
    static func watches(_ spikes: [SpikeDraft]) -> [RuleDraft] { spikes.compactMap(\.watch) }

    /// After the rules.
    mutating func enter(_ spikes: [SpikeDraft]) {
        var names: [String: Place] = [:]
        for (number, spike) in spikes.enumerated() {
            let draft = spike.common
            if number >= Self.mostSpikes {
                complaints.add(
                    .error, "These are more than \(Self.mostSpikes) spikes.", at: draft.place,
                    remedy: "take spikes away until fewer are left")
                break
            }
            if let first = names[draft.name] ?? ruleNumbers[draft.name].map({ drafts[$0].place }) {
                complaints.add(
                    .error,
                    "There is another \(names[draft.name] == nil ? "rule" : "spike") \"\(draft.name)\": \(complaints.files[first.file].path):\(first.line + 1).",
                    at: draft.place, remedy: "rename one of them")
                continue
            }
            names[draft.name] = draft.place
            check(spike)
            if let made = compile(spike) {
                if draft.mode != .off { compiled.spikes.append(made) }
            }
        }
        var pairs: [(row: Int, value: UInt32)] = []
        for (number, spike) in compiled.spikes.enumerated() {
            pairs.append((spike.rule, UInt32(number)))
            if compiled.restlessRules.contains(spike.rule) { compiled.restlessSpikes.append(number) }
        }
        compiled.ruleSpikes = Compiled.Table(pairs, rows: pairs.isEmpty ? 0 : compiled.rules.count)
    }

    static let mostSpikes = 1_000

    private func check(_ spike: SpikeDraft) {
        let draft = spike.common
        func missing(_ key: String, _ message: String) {
            // A key that was mistyped may be the one that is missing.
            guard !spike.written.contains(key), !draft.hasUnknownKey else { return }
            complaints.add(.error, message, at: draft.place, remedy: "as in: \(SpikeLines.example(of: key))")
        }
        missing("count", "This spike counts nothing.")
        missing("fires", "This spike does not say when it fires.")
        if spike.window == nil, spike.unusual != nil, spike.most == nil {
            complaints.add(
                .error, "This spike does not say in what time it counts.", at: draft.place,
                remedy: "as in: fires at 3x usual in 10m, at least 8")
        }
        if draft.severity == nil, draft.score == nil, draft.action == .none, !draft.hasEffect, !draft.hasUnknownKey {
            complaints.add(
                .error, "This spike has neither severity nor score, so it would do nothing.", at: draft.place,
                remedy: "as in: severity high")
        }
        if draft.action == .filter {
            complaints.add(
                .error, "A spike filters nothing: its messages are there already.", at: draft.place,
                remedy: "take the line \"action filter\" away")
        }
        if spike.per == .author, spike.unit == .authors {
            complaints.add(
                .error, "For each author there is one author: this never fires.",
                at: spike.perPlace ?? spike.unitPlace ?? draft.place,
                remedy: "count distinct messages, or count per brand")
        }
        if let most = spike.most, let unusual = spike.unusual, unusual.atLeast >= most {
            complaints.add(
                .warning, "At \(most) it fires anyway, so \"at least \(unusual.atLeast)\" leaves the usual no say.",
                at: draft.place, remedy: "ask for fewer than \(most) there")
        }
        if spike.bursts.isEmpty, !spike.written.contains("burst") {
            complaints.add(
                .warning, "This spike has no burst example.", at: draft.place,
                remedy: "add: \(SpikeLines.example(of: "burst"))")
        }
        checkKeeping(draft, noun: "spike")
    }

    /// Nil after a complaint.
    private mutating func compile(_ spike: SpikeDraft) -> Compiled.Spike? {
        let draft = spike.common
        guard let (target, place) = spike.counted, let window = spike.window else { return nil }
        let name: String
        switch target {
        case .rule(let rule):
            name = rule
            guard let number = ruleNumbers[rule] else {
                complaints.add(
                    .error, "There is no rule \"\(rule)\".", at: place,
                    remedy: NearestName.remedy(rule, among: drafts.lazy.filter { !$0.isWatch }.map(\.name)))
                return nil
            }
            if drafts[number].mode == .off, draft.mode != .off {
                complaints.add(
                    .error, "rule:\(rule) is off, so there is nothing to count.", at: place,
                    remedy: "set it to \"mode shadow\": then it is counted and does nothing else")
                return nil
            }
        case .list: name = SpikeDraft.watchPrefix + draft.name
        }
        // A circle among the rules leaves none of them.
        guard let rule = ruleNumbers[name], rule < compiled.rules.count else { return nil }
        enterGroup(draft)
        let most = draft.group.flatMap { groups[$0.name]?.most } ?? .max
        let made = Spike(
            name: draft.name, title: draft.title.isEmpty ? draft.name : draft.title,
            file: complaints.files[draft.place.file].path, line: draft.place.line + 1,
            severity: draft.severityInForce,
            score: min(draft.scoreInForce, most), isAlwaysHot: draft.action == .hot, tags: draft.tags,
            skill: draft.skill,
            owner: draft.owner, respond: draft.respond, isShadow: draft.mode != .live, counted: target,
            unit: spike.unit, per: spike.per, window: window, most: spike.most, unusual: spike.unusual,
            again: spike.again ?? Spike.usualAgain)
        return Compiled.Spike(spike: made, rule: rule)
    }
}
