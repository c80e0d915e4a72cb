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
        guard evidence.ruleSet == hash else { return conclude(judge(message), of: message, in: context) }
        return Circumstances.lending(message, evidence, context) { conclude($0) }
    }

    private func conclude(_ facts: Circumstances) -> Verdict {
        var verdict = Verdict(
            isHot: false, heat: 0, severity: nil, sentiment: facts.sentiment, complaint: facts.complaint,
            language: facts.language, reasons: [])
        var oracle = EvidenceOracle(facts)
        var (fired, shadowed) = fired(&oracle)
        guard !fired.isEmpty || !shadowed.isEmpty else { return verdict }
        replace(&fired, &shadowed)
        fired.sort(by: isStronger)
        if cap(&fired, &shadowed) { fired.sort(by: isStronger) }
        shadowed.sort(by: isStronger)
        var parts = Parts(facts.message)
        verdict.reasons = fired.map { reason($0, &parts, &oracle) }
        verdict.shadowed = shadowed.map { reason($0, &parts, &oracle) }
        var saysHot = false
        var saysFilter = false
        for found in fired {
            verdict.heat += found.score
            guard found.replacedBy == nil else { continue }
            let effect = consequences[found.rule]
            verdict.severity = max(verdict.severity ?? effect.severity, effect.severity)
            saysHot = saysHot || effect.action == .hot
            saysFilter = saysFilter || effect.action == .filter
        }
        verdict.isHot = verdict.heat >= facts.hotHeat || saysHot
        if !verdict.isHot, saysFilter { verdict.filteredBy = filter(fired) }
        return verdict
    }

    /// What the rules want recalled that the message and its evidence may still make true.
    func needs(ofCandidates evidence: Evidence, _ message: Message) -> Needs {
        Circumstances.lending(undecided: message, evidence) { facts in
            var oracle = EvidenceOracle(facts)
            var needs = Needs.nothing
            withCandidates(oracle.hits) { candidates in
                for number in candidates {
                    let wanted = bench.compiled.rules[Int(number)].needs
                    guard wanted != .nothing else { continue }
                    let when = bench.tables.when(ofRule: Int(number))
                    if when.mode != .off, bench.tables.truth(Int(when.start), &oracle) != .no {
                        needs.formUnion(wanted)
                    }
                }
            }
            return needs
        }
    }

    /// Lends the rules that the evidence may make true, in order, each once.
    private func withCandidates(_ hits: [TermHit], _ body: (UnsafeMutableBufferPointer<UInt32>) -> Void) {
        let tables = bench.tables
        var most = tables.restlessRules.count
        for place in hits.indices { most += tables.leafRules[hits[place].term].count }
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: most) { room in
            var count = 0
            func add(_ rule: UInt32) {
                room.initializeElement(at: count, to: rule)
                count += 1
            }
            for rule in tables.restlessRules { add(UInt32(rule)) }
            for place in hits.indices {
                for rule in tables.leafRules[hits[place].term] { add(rule) }
            }
            var found = UnsafeMutableBufferPointer(rebasing: room[..<count])
            guard count > 1 else { return body(found) }
            found.sort()
            var kept = 1
            for place in 1..<count where found[place] != found[kept - 1] {
                found[kept] = found[place]
                kept += 1
            }
            body(UnsafeMutableBufferPointer(rebasing: found[..<kept]))
        }
    }

    /// The candidates that are true, with what each adds by itself.
    private func fired(_ oracle: inout EvidenceOracle) -> (live: [Fired], shadowed: [Fired]) {
        let tables = bench.tables
        var live: [Fired] = []
        var shadowed: [Fired] = []
        withCandidates(oracle.hits) { candidates in
            for candidate in candidates {
                let number = Int(candidate)
                let when = tables.when(ofRule: number)
                guard when.mode != .off, !when.isWatch else { continue }
                let truth =
                    when.leaf >= 0 ? oracle.leaf(Int(when.leaf)) : tables.truth(Int(when.start), &oracle)
                guard truth == .yes else { continue }
                var score = consequences[number].score
                if when.hasShifts {
                    for shift in bench.compiled.rules[number].shifts
                    where tables.truth(shift.condition, &oracle) == .yes {
                        score += shift.by
                    }
                }
                let found = Fired(rule: number, score: max(0, score))
                if when.mode == .live { live.append(found) } else { shadowed.append(found) }
            }
        }
        return (live, shadowed)
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
        Circumstances.lending(message, evidence, context) { facts in
            var oracle = EvidenceOracle(facts)
            return bench.tables.truth(Int(bench.tables.when(ofRule: rule).start), &oracle) == .yes
        }
    }

    /// The words, and the other things, that made a rule fire, in an author's words.
    func grounds(
        _ rule: Int, _ evidence: Evidence, of message: Message, in context: Circumstances.Context
    ) -> [String] {
        Circumstances.lending(message, evidence, context) { facts in
            var oracle = EvidenceOracle(facts)
            var parts = Parts(message)
            let when = bench.compiled.rules[rule].when
            let words = matches(when, &parts, &oracle).matches.prefix(6).map { "“\($0.text)”" }
            return words + bench.compiled.testsThatHold(when, &oracle).prefix(4).map(\.written)
        }
    }

    /// A rule that fired, and what it adds.
    private struct Fired {
        var rule: Int
        var score: Int
        var replacedBy: Int?
    }

    /// Most heat first, then by name.
    private func isStronger(_ a: Fired, _ b: Fired) -> Bool {
        (b.score, consequences[a.rule].rank) < (a.score, consequences[b.rule].rank)
    }

    /// A rule that a live one replaces adds nothing. Who is replaced still replaces others: what was said
    /// of two rules holds whatever a third one says. Where several replace one, the first by name is named.
    private func replace(_ fired: inout [Fired], _ shadowed: inout [Fired]) {
        guard fired.contains(where: { consequences[$0.rule].replaces }) else { return }
        var by: [Int: Int] = [:]
        for found in fired {
            for other in bench.compiled.rules[found.rule].replaces {
                let known = by[other].map { consequences[$0].rank } ?? Int.max
                if consequences[found.rule].rank < known { by[other] = found.rule }
            }
        }
        func settle(_ found: inout Fired) {
            found.replacedBy = by[found.rule]
            if found.replacedBy != nil { found.score = 0 }
        }
        for place in fired.indices { settle(&fired[place]) }
        for place in shadowed.indices { settle(&shadowed[place]) }
    }

    /// The rules of a group share what it may add: the strongest first, then by name, as they stand. A rule in
    /// shadow is shown with what would have been left for it.
    /// - Returns: whether any of the live ones adds less than before.
    private func cap(_ fired: inout [Fired], _ shadowed: inout [Fired]) -> Bool {
        func hasGroup(_ found: Fired) -> Bool { consequences[found.rule].group >= 0 }
        guard fired.contains(where: hasGroup) || shadowed.contains(where: hasGroup) else { return false }
        var left = bench.compiled.groupMost
        var isLess = false
        for place in fired.indices where hasGroup(fired[place]) {
            let group = consequences[fired[place].rule].group
            if fired[place].score > left[group] {
                fired[place].score = left[group]
                isLess = true
            }
            left[group] -= fired[place].score
        }
        for place in shadowed.indices where hasGroup(shadowed[place]) {
            shadowed[place].score = min(shadowed[place].score, left[consequences[shadowed[place].rule].group])
        }
        return isLess
    }

    /// The rule that takes a message out, the first by name.
    private func filter(_ fired: [Fired]) -> String? {
        let filters = fired.lazy.filter { $0.replacedBy == nil && consequences[$0.rule].action == .filter }
        return filters.map { bench.compiled.rules[$0.rule].name }.min()
    }

    private func reason(_ fired: Fired, _ parts: inout Parts, _ oracle: inout EvidenceOracle) -> Reason {
        let when = bench.tables.when(ofRule: fired.rule)
        let (matches, more) = matches(Int(when.start), &parts, &oracle)
        return consequences.reason(
            fired.rule, score: fired.score, replacedBy: fired.replacedBy, matches: matches, more: more)
    }

    /// What a true condition found.
    private func matches(
        _ condition: Int, _ parts: inout Parts, _ oracle: inout EvidenceOracle
    ) -> (matches: [Reason.Match], more: Int) {
        let hits = oracle.hits
        return withUnsafeTemporaryAllocation(of: Bool.self, capacity: hits.count) { isGround in
            isGround.initialize(repeating: false)
            oracle.grounded.removeAll(keepingCapacity: true)
            bench.tables.grounds(condition, &oracle) { leaf in
                if let place = hits.place(ofTerm: leaf) { isGround[place] = true }
            }
            return parts.matches(hits, bench.tables.leafZones) { isGround[$0] }
        }
    }
}

extension [TermHit] {
    /// Hits stand in the order of their terms.
    fileprivate func place(ofTerm term: Int) -> Int? {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle].term < term { low = middle + 1 } else { high = middle }
        }
        return low < count && self[low].term == term ? low : nil
    }
}

/// Answers from stored evidence, and from what the decision knows.
private struct EvidenceOracle: Oracle {
    let hits: [TermHit]
    let facts: Circumstances
    var answers = Answers()
    var named: [Int: Truth] = [:]
    var grounded: Set<Int> = []

    init(_ facts: Circumstances) {
        hits = facts.hits
        self.facts = facts
    }

    mutating func leaf(_ number: Int) -> Truth { Truth(hits.place(ofTerm: number) != nil) }

    mutating func test(_ number: Int, of conditions: some Conditions) -> Truth {
        answers.answer(number) { facts.answer(conditions.test(number)) }
    }
}
