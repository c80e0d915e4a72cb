extension RuleSet {
    /// What the text of one message alone shows. Costs time linear in the text, whatever the rules.
    package func judge(_ message: Message) -> Evidence {
        bench.withWorkbench { workbench in
            var text = message.text
            return text.withUTF8 { Self.judge($0, message, &workbench, bench, hash) }
        }
    }

    private static func judge(
        _ text: UnsafeBufferPointer<UInt8>, _ message: Message, _ workbench: inout Workbench, _ bench: Bench,
        _ hash: String
    ) -> Evidence {
        var candidates: [Int] = []
        workbench.read(text, bench.compiled) { candidates.append($0) }
        let feeling = Feeling.read(&workbench, bench.compiled, declared: message.language)
        var evidence = Evidence(
            ruleSet: hash, hits: [], sentiment: feeling.sentiment, complaint: feeling.complaint,
            language: feeling.language)
        candidates += bench.compiled.restlessRules
        guard !candidates.isEmpty else { return evidence }
        evidence.hits = hits(candidates, message, evidence, &workbench, bench)
        return evidence
    }

    /// The leaves of the candidates, where one of them may still come true. All candidates' leaves, not
    /// only the survivors': a rule that was excluded here must be seen to be excluded again later.
    private static func hits(
        _ candidates: [Int], _ message: Message, _ evidence: Evidence, _ workbench: inout Workbench,
        _ bench: Bench
    ) -> [TermHit] {
        let facts = Circumstances(
            message: message, sentiment: evidence.sentiment, complaint: evidence.complaint,
            language: evidence.language, context: nil)
        var isOpen = false
        withUnsafeMutablePointer(to: &workbench) { workbench in
            var oracle = TextOracle(workbench: workbench, bench: bench, facts: facts)
            isOpen = candidates.contains { bench.compiled.truth(bench.compiled.rules[$0].when, &oracle) != .no }
        }
        guard isOpen else { return [] }
        var leaves: Set<Int> = []
        for rule in candidates { leaves.formUnion(bench.compiled.rules[rule].leaves) }
        var hits: [TermHit] = []
        for leaf in leaves.sorted() where workbench.isTrue(leaf: leaf, bench.compiled) {
            let spans = workbench.spans(ofLeaf: leaf, bench.compiled)
            let kept = spans.prefix(TermHit.mostSpans)
            hits.append(TermHit(term: leaf, spans: Array(kept), more: spans.count - kept.count))
        }
        return hits
    }

    /// Answers from the text on the workbench; what only the decision knows is unknown.
    private struct TextOracle: Oracle {
        let workbench: UnsafeMutablePointer<Workbench>
        let bench: Bench
        let facts: Circumstances
        var named: [Int: Truth] = [:]
        var grounded: Set<Int> = []

        mutating func leaf(_ number: Int) -> Truth { Truth(workbench.pointee.isTrue(leaf: number, bench.compiled)) }
        mutating func test(_ test: FieldTest) -> Truth { facts.answer(test) }
    }
}

extension TermHit {
    static let mostSpans = 16
}
