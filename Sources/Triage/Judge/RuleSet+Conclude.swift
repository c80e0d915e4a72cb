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
            evidence: evidence,
            facts: Circumstances(
                message: message, sentiment: evidence.sentiment, complaint: evidence.complaint,
                language: evidence.language,
                context: Circumstances.Context(surroundings: surroundings, policy: policy, now: now)))
        var fired: [(rule: Int, score: Int)] = []
        for number in candidates.sorted() {
            let rule = bench.compiled.rules[number]
            guard rule.mode == .live, bench.compiled.truth(rule.when, &oracle) == .yes else { continue }
            let shift = rule.shifts.filter { bench.compiled.truth($0.condition, &oracle) == .yes }.map(\.by).reduce(
                0, +)
            fired.append((number, max(0, rule.score + shift)))
        }
        guard !fired.isEmpty else { return verdict }
        cap(&fired, bench.compiled)
        for (number, score) in fired {
            verdict.reasons.append(reason(bench.compiled.rules[number], score, message, &oracle, bench.compiled))
        }
        verdict.reasons.sort { ($1.score, $0.rule) < ($0.score, $1.rule) }
        verdict.heat = fired.map(\.score).reduce(0, +)
        verdict.severity = verdict.reasons.map(\.severity).max()
        verdict.isHot =
            verdict.heat >= policy.hotHeat || fired.contains { bench.compiled.rules[$0.rule].action == .hot }
        if !verdict.isHot {
            verdict.filteredBy =
                fired.map { bench.compiled.rules[$0.rule] }.filter { $0.action == .filter }.map(\.name).min()
        }
        return verdict
    }

    /// Is this rule's condition true? Whatever its mode; for examples and for explaining.
    func fires(
        _ rule: Int, _ evidence: Evidence, of message: Message, within surroundings: Surroundings, policy: Policy,
        now: Moment
    ) -> Bool {
        var oracle = EvidenceOracle(
            evidence: evidence,
            facts: Circumstances(
                message: message, sentiment: evidence.sentiment, complaint: evidence.complaint,
                language: evidence.language,
                context: Circumstances.Context(surroundings: surroundings, policy: policy, now: now)))
        return bench.compiled.truth(bench.compiled.rules[rule].when, &oracle) == .yes
    }

    /// The rules of a group share what it may add: the strongest first, then by name.
    private func cap(_ fired: inout [(rule: Int, score: Int)], _ compiled: Compiled) {
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
    }

    private func reason(
        _ rule: Compiled.Rule, _ score: Int, _ message: Message, _ oracle: inout EvidenceOracle, _ compiled: Compiled
    ) -> Reason {
        var leaves: Set<Int> = []
        oracle.grounded = []
        compiled.grounds(rule.when, &oracle, &leaves)
        var spans: [Span] = []
        var more = 0
        for hit in oracle.evidence.hits where leaves.contains(hit.term) {
            spans += hit.spans
            more += hit.more
        }
        spans.sort { ($0.start, $0.end) < ($1.start, $1.end) }
        var matches: [Reason.Match] = []
        var last: Span?
        var text = message.text
        text.withUTF8 { bytes in
            for span in spans where span != last {
                last = span
                guard span.start >= 0, span.start < span.end, span.end <= bytes.count else { continue }
                guard matches.count < TermHit.mostSpans else {
                    more += 1
                    continue
                }
                let slice = UnsafeBufferPointer(rebasing: bytes[span.start..<span.end])
                matches.append(
                    Reason.Match(text: String(decoding: slice, as: UTF8.self), start: span.start, end: span.end))
            }
        }
        return Reason(
            rule: rule.name, title: rule.title, file: rule.file, line: rule.line, score: score,
            severity: rule.severity, matches: matches, more: more, owner: rule.owner, skill: rule.skill,
            respondWithin: rule.respond)
    }
}

/// Answers from stored evidence, and from what the decision knows.
private struct EvidenceOracle: Oracle {
    let evidence: Evidence
    let facts: Circumstances
    var named: [Int: Truth] = [:]
    var grounded: Set<Int> = []

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
