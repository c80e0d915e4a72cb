/// Everything there is to say of why a message was judged as it was.
package struct Explanation: Sendable {
    package var verdict: Verdict
    package var feeling: FeelingExplanation
    /// Rules that fired, in the order of the verdict's reasons, then those in the shadow.
    package var fired: [Fired]
    /// Rules that found something and did not fire, the nearest first.
    package var near: [NearMiss]

    /// One rule that fired, and how its points came about.
    package struct Fired: Hashable, Sendable {
        package var reason: Reason
        package var isShadow: Bool
        /// What the rule gives by itself.
        package var base: Int
        package var shifts: [Shift]
        /// What is asked beside words and is so: `sentiment is negative`.
        package var tests: [String]
        /// The most that its group adds, where that took something from it.
        package var cappedAt: Int?
    }

    /// A `raise` or `lower` that took effect.
    package struct Shift: Hashable, Sendable {
        package var by: Int
        package var condition: String
    }

    /// A rule that found a part of what it looks for.
    package struct NearMiss: Hashable, Sendable {
        package var rule: RuleFacts
        /// What of it stands in the message.
        package var has: [Reason.Match]
        /// What keeps it from firing; empty for one that is off and would fire.
        package var lacks: [Lack]
        /// What it has against what it lacks; the higher, the nearer.
        package var nearness: Double
    }
}

/// Why something cannot be assumed of a message, and what to write instead.
package struct AssumptionFault: Error, Equatable {
    package var message: String
    package var remedy: String
}

extension RuleSet {
    /// Why a message that was heard is judged as it is, and which rules were near to firing.
    /// - Parameters:
    ///   - surroundings: as they were when it was decided.
    ///   - rule: told of in any case, however far from firing.
    ///   - most: near misses told at most.
    package func explain(
        _ message: Message, within surroundings: Surroundings, policy: Policy, now: Moment, rule: String? = nil,
        most: Int = 5
    ) -> Explanation {
        explain(
            message, judge(message), Circumstances.Context(surroundings: surroundings, policy: policy, now: now),
            rule: rule, most: most)
    }

    /// What can be assumed of a message that nobody wrote: the keys of an example's `with`.
    package static var assumable: [String] { ExampleSettings.keys }

    /// The same for a text, with what is assumed of its author, customer and hour.
    package func explain(
        _ text: String, assuming settings: [(key: String, value: String)], policy: Policy, at time: Moment,
        rule: String? = nil, most: Int = 5
    ) throws(AssumptionFault) -> (message: Message, explanation: Explanation) {
        var taken = ExampleSettings()
        for (key, value) in settings {
            do {
                try taken.set(key, value)
            } catch {
                throw AssumptionFault(message: error.message, remedy: error.remedy)
            }
        }
        let scene = ExampleScene(text, taken, at: time)
        var context = scene.context
        context.policy = policy
        context.policy.own.formUnion(scene.context.policy.own)
        context.policy.press.formUnion(scene.context.policy.press)
        context.policy.agents.formUnion(scene.context.policy.agents)
        return (scene.message, explain(scene.message, evidence(of: scene), context, rule: rule, most: most))
    }

    private func explain(
        _ message: Message, _ evidence: Evidence, _ context: Circumstances.Context, rule: String?, most: Int
    ) -> Explanation {
        var verdict = conclude(evidence, of: message, in: context)
        verdict.shadowed.removeAll { $0.rule.hasPrefix(SpikeDraft.watchPrefix) }
        return Circumstances.lending(message, evidence, context) { facts in
            var study = Study(self, message, evidence, context, facts)
            let fired =
                verdict.reasons.map { study.fired($0, isShadow: false) }
                + verdict.shadowed.map { study.fired($0, isShadow: true) }
            let near = study.near(besides: Set(fired.map(\.reason.rule)), rule: rule, most: most)
            return Explanation(verdict: verdict, feeling: explainFeeling(message), fired: fired, near: near)
        }
    }
}

/// All rules beside one message.
private struct Study {
    private let set: RuleSet
    private let compiled: Compiled
    private let message: Message
    private let evidence: Evidence
    private let context: Circumstances.Context
    private let numbers: [String: Int]
    private var oracle: LeafOracle
    private var parts: Parts

    /// Rules that are asked what they lack: the nearest by what they have. Asking reads the message anew.
    private static let mostAsked = 60
    /// A word that three rules look for, and one thing lacking.
    private static let telling = 0.2

    init(
        _ set: RuleSet, _ message: Message, _ evidence: Evidence, _ context: Circumstances.Context,
        _ facts: Circumstances
    ) {
        self.set = set
        compiled = set.bench.compiled
        self.message = message
        self.evidence = evidence
        self.context = context
        numbers = Dictionary(
            compiled.rules.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        parts = Parts(message)
        oracle = LeafOracle(facts: facts, finds: set.finds(Array(compiled.leaves.indices), in: message))
    }

    mutating func fired(_ reason: Reason, isShadow: Bool) -> Explanation.Fired {
        guard let number = numbers[reason.rule] else {
            return Explanation.Fired(reason: reason, isShadow: isShadow, base: reason.score, shifts: [], tests: [])
        }
        let rule = compiled.rules[number]
        var shifts: [Explanation.Shift] = []
        for shift in rule.shifts where compiled.truth(shift.condition, &oracle) == .yes {
            shifts.append(Explanation.Shift(by: shift.by, condition: compiled.written(shift.condition)))
        }
        let whole = max(0, rule.score + shifts.map(\.by).reduce(0, +))
        let isCapped = reason.replacedBy == nil && reason.score < whole
        oracle.grounded = []
        return Explanation.Fired(
            reason: reason, isShadow: isShadow, base: rule.score, shifts: shifts,
            tests: compiled.testsThatHold(rule.when, &oracle).map(\.written),
            cappedAt: isCapped ? rule.group.map { compiled.groupMost[$0] } : nil)
    }

    /// What a rule found of what it looks for.
    private struct Trace {
        var rule: Int
        var has: [Reason.Match] = []
        /// Fields that are as it asks.
        var tests = 0
    }

    mutating func near(besides fired: Set<String>, rule wanted: String?, most: Int) -> [Explanation.NearMiss] {
        var traces: [Trace] = []
        for (number, rule) in compiled.rules.enumerated() {
            guard !fired.contains(rule.name), !rule.name.hasPrefix(SpikeDraft.watchPrefix) else { continue }
            if rule.mode == .off, rule.name != wanted { continue }
            var trace = Trace(rule: number)
            gather(rule.when, &trace)
            if rule.name == wanted || !trace.has.isEmpty || trace.tests > 0 { traces.append(trace) }
        }
        // A word that many rules look for says little: the brand's name stands in every message.
        var users: [String: Int] = [:]
        for trace in traces { for text in Set(trace.has.map { $0.text.lowercased() }) { users[text, default: 0] += 1 } }
        func weight(_ trace: Trace) -> Double {
            Set(trace.has.map { $0.text.lowercased() }).reduce(0.02 * Double(trace.tests)) {
                $0 + 1 / Double(users[$1] ?? 1)
            }
        }
        let facts = Dictionary(set.listing.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let ranked = traces.map { (trace: $0, weight: weight($0)) }.sorted { $0.weight > $1.weight }
        let asked =
            ranked.prefix(Self.mostAsked)
            + ranked.dropFirst(Self.mostAsked).filter { compiled.rules[$0.trace.rule].name == wanted }
        var misses = asked.compactMap { trace, weight -> Explanation.NearMiss? in
            guard let facts = facts[compiled.rules[trace.rule].name] else { return nil }
            let lacks = set.lacks(trace.rule, evidence, of: message, in: context)
            if lacks.isEmpty, facts.mode != .off { return nil }
            return Explanation.NearMiss(
                rule: facts, has: trace.has, lacks: lacks, nearness: weight / (weight + Double(lacks.count)))
        }
        misses.sort {
            ($0.rule.name == wanted ? 0 : 1, -$0.nearness, $0.lacks.count, $0.rule.name) < (
                $1.rule.name == wanted ? 0 : 1, -$1.nearness, $1.lacks.count, $1.rule.name
            )
        }
        // Those that share with the message only what all share tell nothing, where others tell something.
        let telling = misses.filter { $0.nearness >= Self.telling || $0.rule.name == wanted }
        if fired.isEmpty, telling.isEmpty { return Array(misses.prefix(most)) }
        return Array(telling.prefix(most))
    }

    /// What stands there of the parts that a condition asks for; what stands under a NOT is not asked for.
    private mutating func gather(_ node: Int, _ trace: inout Trace) {
        let instruction = compiled.code[node]
        let operand = Int(instruction.operand)
        switch instruction.kind {
        case .leaf:
            var spans = oracle.finds[operand] ?? oracle.finds.partial[operand] ?? []
            if spans.isEmpty, let near = oracle.finds.near[operand] { spans = near.left + near.right }
            let zone = compiled.leafZone[operand]
            for span in spans.prefix(4) where trace.has.count < TermHit.mostSpans {
                guard let text = parts.slice(zone, span) else { continue }
                let match = Reason.Match(text: text, start: span.start, end: span.end, zone: zone)
                if !trace.has.contains(match) { trace.has.append(match) }
            }
        case .test: if oracle.test(operand, of: compiled) == .yes { trace.tests += 1 }
        case .rule: if compiled.rules[operand].mode != .off { gather(compiled.rules[operand].when, &trace) }
        case .none: return
        case .all, .any:
            var part = node + 1
            while part < Int(instruction.end) {
                gather(part, &trace)
                part = Int(compiled.code[part].end)
            }
        }
    }
}

extension Compiled {
    /// A condition as its author may have written it.
    func written(_ node: Int) -> String {
        let instruction = code[node]
        let operand = Int(instruction.operand)
        switch instruction.kind {
        case .leaf: return leafSource[operand].written
        case .test: return tests[operand].written
        case .rule: return "rule:\(rules[operand].name)"
        case .none: return "NOT \(written(node + 1))"
        case .all, .any:
            var words: [String] = []
            var part = node + 1
            while part < Int(instruction.end) {
                words.append(written(part))
                part = Int(code[part].end)
            }
            let joint = instruction.kind == .all ? " AND " : " OR "
            let shown = words.prefix(4).joined(separator: joint) + (words.count > 4 ? "\(joint)…" : "")
            return words.count == 1 ? shown : "(\(shown))"
        }
    }
}
