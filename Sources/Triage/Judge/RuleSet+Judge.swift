extension RuleSet {
    /// What the parts of one message show by themselves. Costs time linear in them, whatever the rules.
    package func judge(_ message: Message) -> Evidence {
        bench.withSeat { judge(message, $0) }
    }

    private func judge(_ message: Message, _ seat: Bench.Seat) -> Evidence {
        let workbench = seat.text
        var text = message.text
        text.withUTF8 { workbench.pointee.read($0) }
        let feeling = Feeling.read(&workbench.pointee, bench.tables, declared: message.language)
        var evidence = Evidence(
            ruleSet: hash, hits: [], sentiment: feeling.sentiment, complaint: feeling.complaint,
            language: feeling.language)
        for part in seat.parts { read(part, of: message, into: workbench) }
        for rule in bench.tables.restlessRules { workbench.pointee.admit(UInt32(rule)) }
        guard workbench.pointee.candidates.count > 0 else { return evidence }
        let findings = Findings(workbench: workbench, parts: seat.parts, tables: bench.tables)
        if !findings.isOpenByWords() {
            // Made for those that ask: it takes a copy of the message.
            guard findings.asksForMore else { return evidence }
            let facts = Circumstances(
                message: message, sentiment: evidence.sentiment, complaint: evidence.complaint,
                language: evidence.language, context: nil)
            guard findings.isOpen(knowing: facts) else { return evidence }
        }
        evidence.hits = findings.hits()
        return evidence
    }

    /// What stands in another part may make rules true as well.
    private func read(
        _ part: Bench.Seat.Part, of message: Message, into workbench: UnsafeMutablePointer<Workbench>
    ) {
        var bytes = Array(message.part(part.zone).utf8)
        part.zone.readable(&bytes)
        bytes.withUnsafeBufferPointer { part.workbench.pointee.read($0) }
        for place in 0..<part.workbench.pointee.candidates.count {
            workbench.pointee.admit(part.workbench.pointee.candidates[place])
        }
    }
}

/// What stands on the workbenches, which its caller's seat keeps.
private struct Findings {
    let workbench: UnsafeMutablePointer<Workbench>
    let parts: [Bench.Seat.Part]
    let tables: Tables

    @inline(__always)
    func isTrue(_ leaf: Int) -> Bool {
        parts.isEmpty ? workbench.pointee.isTrue(leaf: leaf) : isTrue(leaf, &workbench.pointee)
    }

    /// Where rules look in other parts of the message than its text.
    private func isTrue(_ leaf: Int, _ text: inout Workbench) -> Bool {
        let zone = tables.leafZones[leaf]
        if zone == .text { return text.isTrue(leaf: leaf) }
        for part in parts where part.zone == zone { return part.workbench.pointee.isTrue(leaf: leaf) }
        return false
    }

    private func hit(_ leaf: Tables.LeafRow) -> TermHit {
        if !parts.isEmpty {
            let zone = tables.leafZones[Int(leaf.leaf)]
            for part in parts where part.zone == zone { return part.workbench.pointee.hit(of: leaf) }
        }
        return workbench.pointee.hit(of: leaf)
    }

    /// The leaves of the candidates that are true; to be asked where one of these may still come true. All
    /// candidates' leaves, not only the survivors': a rule that was excluded here must be seen to be excluded
    /// again later.
    func hits() -> [TermHit] {
        if parts.isEmpty {
            workbench.pointee.wantTrueLeaves { $0.isTrue($1) }
        } else {
            workbench.pointee.wantTrueLeaves { isTrue(Int($1.leaf), &$0) }
        }
        let count = workbench.pointee.wanted.count
        guard count > 0 else { return [] }
        var hits: [TermHit] = []
        hits.reserveCapacity(count)
        for place in 0..<count { hits.append(hit(workbench.pointee.wanted[place])) }
        return hits
    }

    /// A candidate that asks for nothing but words is true. Those first that ask for one thing alone: most
    /// messages that hit anything hit one of them.
    func isOpenByWords() -> Bool {
        for place in 0..<workbench.pointee.candidates.count {
            let when = tables.when(ofRule: Int(workbench.pointee.candidates[place]))
            if when.leaf >= 0, isTrue(Int(when.leaf)) { return true }
        }
        return isOpen(knowing: nil) { $0.leaf < 0 && !$0.asks }
    }

    var asksForMore: Bool {
        for place in 0..<workbench.pointee.candidates.count {
            if tables.when(ofRule: Int(workbench.pointee.candidates[place])).asks { return true }
        }
        return false
    }

    /// A candidate that asks for more than words is true, or may be when more is known.
    func isOpen(knowing facts: Circumstances) -> Bool { isOpen(knowing: facts) { $0.asks } }

    private func isOpen(knowing facts: Circumstances?, _ isAsked: (Tables.When) -> Bool) -> Bool {
        var oracle = TextOracle(findings: self, facts: facts)
        for place in 0..<workbench.pointee.candidates.count {
            let when = tables.when(ofRule: Int(workbench.pointee.candidates[place]))
            if isAsked(when), tables.truth(Int(when.start), &oracle) != .no { return true }
        }
        return false
    }
}

/// Answers from what was found in the text; what only the decision knows is unknown.
private struct TextOracle: Oracle {
    let findings: Findings
    /// Where a candidate asks for more than words.
    let facts: Circumstances?
    var named: [Int: Truth] = [:]
    var grounded: Set<Int> = []

    mutating func leaf(_ number: Int) -> Truth { Truth(findings.isTrue(number)) }
    mutating func test(_ test: FieldTest) -> Truth { facts?.answer(test) ?? .unknown }
}

extension TermHit {
    static let mostSpans = 16
}
