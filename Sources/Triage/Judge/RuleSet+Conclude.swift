extension RuleSet {
    /// Evaluates every `when` that may still be true. Evidence of another rule set is judged again.
    ///
    /// A message that is hot is never filtered, whatever rule says so.
    /// - Parameter now: when it is decided; a message from the future counts as written now.
    package func conclude(
        _ evidence: Evidence, of message: Message, within surroundings: Surroundings, policy: Policy, now: Moment
    ) -> Verdict {
        let evidence = evidence.ruleSet == hash ? evidence : judge(message)
        var verdict = Verdict(
            isHot: false, heat: 0, severity: nil, sentiment: evidence.sentiment, complaint: evidence.complaint,
            language: evidence.language, reasons: [])
        guard !evidence.hits.isEmpty || !bench.compiled.restlessRules.isEmpty else { return verdict }
        var candidates = Set(bench.compiled.restlessRules)
        for hit in evidence.hits { bench.compiled.leafRules.forEach(hit.term) { candidates.insert(Int($0)) } }
        var oracle = EvidenceOracle(
            evidence, message, Circumstances.Context(surroundings: surroundings, policy: policy, now: now))
        var fired: [Fired] = []
        var shadowed: [Fired] = []
        for number in candidates.sorted() {
            let rule = bench.compiled.rules[number]
            guard rule.mode != .off, !rule.isWatch, bench.compiled.truth(rule.when, &oracle) == .yes else { continue }
            let shift = rule.shifts.filter { bench.compiled.truth($0.condition, &oracle) == .yes }.map(\.by).reduce(
                0, +)
            let found = Fired(rule: number, score: max(0, rule.score + shift))
            if rule.mode == .live { fired.append(found) } else { shadowed.append(found) }
        }
        guard !fired.isEmpty || !shadowed.isEmpty else { return verdict }
        let compiled = bench.compiled
        Self.replace(&fired, &shadowed, compiled)
        Self.cap(&fired, &shadowed, compiled)
        var parts = Parts(message)
        verdict.reasons = fired.map { reason($0, &parts, &oracle) }.sorted(by: Self.isStronger)
        verdict.shadowed = shadowed.map { reason($0, &parts, &oracle) }.sorted(by: Self.isStronger)
        verdict.heat = fired.map(\.score).reduce(0, +)
        let speaking = fired.lazy.filter { $0.replacedBy == nil }.map { compiled.rules[$0.rule] }
        verdict.severity = speaking.map(\.severity).max()
        verdict.isHot = verdict.heat >= policy.hotHeat || speaking.contains { $0.action == .hot }
        if !verdict.isHot { verdict.filteredBy = speaking.filter { $0.action == .filter }.map(\.name).min() }
        return verdict
    }

    /// Is this rule's condition true? Whatever its mode; for examples and for explaining.
    func fires(
        _ rule: Int, _ evidence: Evidence, of message: Message, within surroundings: Surroundings, policy: Policy,
        now: Moment
    ) -> Bool {
        fires(
            rule, evidence, of: message, in: Circumstances.Context(surroundings: surroundings, policy: policy, now: now)
        )
    }

    func fires(_ rule: Int, _ evidence: Evidence, of message: Message, in context: Circumstances.Context) -> Bool {
        var oracle = EvidenceOracle(evidence, message, context)
        return bench.compiled.truth(bench.compiled.rules[rule].when, &oracle) == .yes
    }

    /// The words, and the other things, that made a rule fire, in an author's words.
    func grounds(
        _ rule: Int, _ evidence: Evidence, of message: Message, in context: Circumstances.Context
    ) -> [String] {
        var oracle = EvidenceOracle(evidence, message, context)
        var leaves: Set<Int> = []
        bench.compiled.grounds(bench.compiled.rules[rule].when, &oracle, &leaves)
        var parts = Parts(message)
        let words = parts.matches(of: leaves, evidence, bench.compiled).matches.prefix(6).map { "“\($0.text)”" }
        return words + bench.compiled.testsThatHold(bench.compiled.rules[rule].when, &oracle).prefix(4).map(\.written)
    }

    /// A rule that fired, and what it adds.
    private struct Fired {
        var rule: Int
        var score: Int
        var replacedBy: Int?
    }

    /// A rule that a live one replaces adds nothing. Who is replaced still replaces others: what was said
    /// of two rules holds whatever a third one says.
    private static func replace(_ fired: inout [Fired], _ shadowed: inout [Fired], _ compiled: Compiled) {
        var by: [Int: Int] = [:]
        for found in fired {
            for other in compiled.rules[found.rule].replaces {
                let known = by[other].map { compiled.rules[$0].name }
                if known.map({ compiled.rules[found.rule].name < $0 }) ?? true { by[other] = found.rule }
            }
        }
        guard !by.isEmpty else { return }
        func settle(_ found: inout Fired) {
            found.replacedBy = by[found.rule]
            if found.replacedBy != nil { found.score = 0 }
        }
        for place in fired.indices { settle(&fired[place]) }
        for place in shadowed.indices { settle(&shadowed[place]) }
    }

    /// The rules of a group share what it may add: the strongest first, then by name. A rule in shadow is
    /// shown with what would have been left for it.
    private static func cap(_ fired: inout [Fired], _ shadowed: inout [Fired], _ compiled: Compiled) {
        var left = compiled.groupMost
        let order = fired.indices.sorted {
            (fired[$1].score, compiled.rules[fired[$0].rule].name) < (
                fired[$0].score, compiled.rules[fired[$1].rule].name
            )
        }
        for place in order {
            guard let group = compiled.rules[fired[place].rule].group else { continue }
            fired[place].score = min(fired[place].score, left[group])
            left[group] -= fired[place].score
        }
        for place in shadowed.indices {
            guard let group = compiled.rules[shadowed[place].rule].group else { continue }
            shadowed[place].score = min(shadowed[place].score, left[group])
        }
    }

    private static func isStronger(_ a: Reason, _ b: Reason) -> Bool { (b.score, a.rule) < (a.score, b.rule) }

    private func reason(_ fired: Fired, _ parts: inout Parts, _ oracle: inout EvidenceOracle) -> Reason {
        let compiled = bench.compiled
        let rule = compiled.rules[fired.rule]
        var leaves: Set<Int> = []
        oracle.grounded = []
        compiled.grounds(rule.when, &oracle, &leaves)
        let (matches, more) = parts.matches(of: leaves, oracle.evidence, compiled)
        let isSilent = fired.replacedBy != nil
        return Reason(
            rule: rule.name, title: rule.title, file: rule.file, line: rule.line, score: fired.score,
            severity: rule.severity, matches: matches, more: more, owner: isSilent ? "" : rule.owner,
            skill: isSilent ? "" : rule.skill, respondWithin: isSilent ? nil : rule.respond,
            replacedBy: fired.replacedBy.map { compiled.rules[$0].name })
    }
}

/// Answers from stored evidence, and from what the decision knows.
private struct EvidenceOracle: Oracle {
    let evidence: Evidence
    let facts: Circumstances
    var named: [Int: Truth] = [:]
    var grounded: Set<Int> = []

    init(_ evidence: Evidence, _ message: Message, _ context: Circumstances.Context) {
        self.evidence = evidence
        facts = Circumstances(
            message: message, sentiment: evidence.sentiment, complaint: evidence.complaint,
            language: evidence.language, context: context)
    }

    /// Hits stand in the order of their terms.
    mutating func leaf(_ number: Int) -> Truth {
        var low = 0
        var high = evidence.hits.count
        while low < high {
            let middle = (low + high) / 2
            if evidence.hits[middle].term < number { low = middle + 1 } else { high = middle }
        }
        return Truth(low < evidence.hits.count && evidence.hits[low].term == number)
    }

    mutating func test(_ test: FieldTest) -> Truth { facts.answer(test) }
}
