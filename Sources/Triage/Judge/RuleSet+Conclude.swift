extension RuleSet {
    /// Evaluates every `when` that may still be true. Evidence of another rule set is judged again.
    ///
    /// A message that is hot is never filtered, whatever rule says so.
    /// - Parameter now: when it is decided; a message from the future counts as written now.
    package func conclude(
        _ evidence: Evidence, of message: Message, within surroundings: Surroundings, policy: Policy, now: Moment
    ) -> Verdict {
        conclude(
            evidence, of: message, in: Circumstances.Context(surroundings: surroundings, policy: policy, now: now))
    }

    func conclude(_ evidence: Evidence, of message: Message, in context: Circumstances.Context) -> Verdict {
        let evidence = evidence.ruleSet == hash ? evidence : judge(message)
        var verdict = Verdict(
            isHot: false, heat: 0, severity: nil, sentiment: evidence.sentiment, complaint: evidence.complaint,
            language: evidence.language, reasons: [])
        guard !evidence.hits.isEmpty || !bench.tables.restlessRules.isEmpty else { return verdict }
        let tables = bench.tables
        let candidates = candidates(evidence)
        let asks = candidates.contains { tables.when(ofRule: $0).asks || tables.when(ofRule: $0).hasShifts }
        var oracle = EvidenceOracle(evidence, asks ? (message, context) : nil)
        var fired: [Fired] = []
        var shadowed: [Fired] = []
        for number in candidates {
            let when = tables.when(ofRule: number)
            guard when.mode != .off, !when.isWatch, tables.truth(Int(when.start), &oracle) == .yes else { continue }
            let rule = bench.compiled.rules[number]
            var score = rule.score
            for shift in rule.shifts where tables.truth(shift.condition, &oracle) == .yes { score += shift.by }
            let found = Fired(rule: number, score: max(0, score))
            if when.mode == .live { fired.append(found) } else { shadowed.append(found) }
        }
        guard !fired.isEmpty || !shadowed.isEmpty else { return verdict }
        Self.replace(&fired, &shadowed, bench.compiled)
        Self.cap(&fired, &shadowed, bench.compiled)
        var parts = Parts(message)
        verdict.reasons = fired.map { reason($0, &parts, &oracle) }.sorted(by: Self.isStronger)
        verdict.shadowed = shadowed.map { reason($0, &parts, &oracle) }.sorted(by: Self.isStronger)
        verdict.heat = fired.map(\.score).reduce(0, +)
        let speaking = fired.lazy.filter { $0.replacedBy == nil }.map { bench.compiled.rules[$0.rule] }
        verdict.severity = speaking.map(\.severity).max()
        verdict.isHot = verdict.heat >= context.policy.hotHeat || speaking.contains { $0.action == .hot }
        if !verdict.isHot { verdict.filteredBy = speaking.filter { $0.action == .filter }.map(\.name).min() }
        return verdict
    }

    /// What the rules want recalled that the message and its evidence may still make true.
    func needs(ofCandidates evidence: Evidence, _ message: Message) -> Needs {
        var oracle = EvidenceOracle(evidence, undecided: message)
        var needs = Needs.nothing
        for number in candidates(evidence) {
            let wanted = bench.compiled.rules[number].needs
            guard wanted != .nothing else { continue }
            let when = bench.tables.when(ofRule: number)
            if when.mode != .off, bench.tables.truth(Int(when.start), &oracle) != .no { needs.formUnion(wanted) }
        }
        return needs
    }

    /// The rules that the evidence may make true, in order, each once.
    private func candidates(_ evidence: Evidence) -> [Int] {
        var found = bench.tables.restlessRules
        for hit in evidence.hits { for rule in bench.tables.leafRules[hit.term] { found.append(Int(rule)) } }
        guard found.count > 1 else { return found }
        found.sort()
        var kept = 1
        for place in 1..<found.count where found[place] != found[kept - 1] {
            found[kept] = found[place]
            kept += 1
        }
        found.removeLast(found.count - kept)
        return found
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
        var oracle = EvidenceOracle(evidence, (message, context))
        return bench.compiled.truth(bench.compiled.rules[rule].when, &oracle) == .yes
    }

    /// The words, and the other things, that made a rule fire, in an author's words.
    func grounds(
        _ rule: Int, _ evidence: Evidence, of message: Message, in context: Circumstances.Context
    ) -> [String] {
        var oracle = EvidenceOracle(evidence, (message, context))
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
        guard !compiled.groupMost.isEmpty else { return }
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
        let rule = bench.compiled.rules[fired.rule]
        var leaves: Set<Int> = []
        let leaf = bench.tables.when(ofRule: fired.rule).leaf
        if leaf >= 0 {
            leaves = [Int(leaf)]
        } else {
            oracle.grounded = []
            bench.tables.grounds(rule.when, &oracle, &leaves)
        }
        let (matches, more) = parts.matches(of: leaves, oracle.evidence, bench.compiled)
        let isSilent = fired.replacedBy != nil
        return Reason(
            rule: rule.name, title: rule.title, file: rule.file, line: rule.line, score: fired.score,
            severity: rule.severity, matches: matches, more: more, owner: isSilent ? "" : rule.owner,
            skill: isSilent ? "" : rule.skill, respondWithin: isSilent ? nil : rule.respond,
            replacedBy: fired.replacedBy.map { bench.compiled.rules[$0].name })
    }
}

/// Answers from stored evidence, and from what the decision knows.
private struct EvidenceOracle: Oracle {
    let evidence: Evidence
    /// Nil where nobody asks for more than words.
    let facts: Circumstances?
    var named: [Int: Truth] = [:]
    var grounded: Set<Int> = []

    init(_ evidence: Evidence, _ scene: (message: Message, context: Circumstances.Context)?) {
        self.evidence = evidence
        facts = scene.map { scene in
            Circumstances(
                message: scene.message, sentiment: evidence.sentiment, complaint: evidence.complaint,
                language: evidence.language, context: scene.context)
        }
    }

    /// What only the decision knows is unknown.
    init(_ evidence: Evidence, undecided message: Message) {
        self.evidence = evidence
        facts = Circumstances(
            message: message, sentiment: evidence.sentiment, complaint: evidence.complaint,
            language: evidence.language, context: nil)
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

    mutating func test(_ test: FieldTest) -> Truth { facts?.answer(test) ?? .unknown }
}
