extension RuleSet {
    /// What the parts of one message show by themselves. Costs time linear in them, whatever the rules.
    package func judge(_ message: borrowing Message) -> Evidence {
        // Not `withSeat`, and a message that is lent: what a closure or a call may keep is copied first, and a
        // message has a dozen parts, each of which is counted.
        let seat = bench.lend()
        let evidence = judge(message, seat)
        bench.takeBack(seat)
        return evidence
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
        let asks = workbench.pointee.someCandidateAsks
        var oracle = TextOracle(
            workbench: workbench, parts: seat.parts, tables: bench.tables,
            facts: asks
                ? Circumstances(
                    message: message, sentiment: evidence.sentiment, complaint: evidence.complaint,
                    language: evidence.language, context: nil) : nil)
        evidence.hits = oracle.hits()
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

/// Answers from the words on the workbenches, which its caller's seat keeps; what only the decision knows is
/// unknown.
private struct TextOracle: Oracle {
    let workbench: UnsafeMutablePointer<Workbench>
    let parts: [Bench.Seat.Part]
    let tables: Tables
    /// Where a candidate asks for more than words.
    let facts: Circumstances?
    var named: [Int: Truth] = [:]
    var grounded: Set<Int> = []

    mutating func leaf(_ number: Int) -> Truth { Truth(isTrue(number)) }
    mutating func test(_ test: FieldTest) -> Truth { facts?.answer(test) ?? .unknown }

    @inline(__always)
    private func isTrue(_ leaf: Int) -> Bool {
        if parts.isEmpty { return workbench.pointee.isTrue(leaf: leaf) }
        let zone = tables.leafZones[leaf]
        if zone == .text { return workbench.pointee.isTrue(leaf: leaf) }
        for part in parts where part.zone == zone { return part.workbench.pointee.isTrue(leaf: leaf) }
        return false
    }

    private func hit(_ leaf: Int) -> TermHit {
        if !parts.isEmpty {
            let zone = tables.leafZones[leaf]
            for part in parts where part.zone == zone { return part.workbench.pointee.hit(ofLeaf: leaf) }
        }
        return workbench.pointee.hit(ofLeaf: leaf)
    }

    /// The leaves of the candidates, where one of them may still come true. All candidates' leaves, not
    /// only the survivors': a rule that was excluded here must be seen to be excluded again later.
    mutating func hits() -> [TermHit] {
        guard isOpen() else { return [] }
        workbench.pointee.wantLeavesOfCandidates()
        var hits: [TermHit] = []
        for place in 0..<workbench.pointee.wanted.count {
            let leaf = Int(workbench.pointee.wanted[place])
            guard isTrue(leaf) else { continue }
            // Room for as many as most messages have, at once.
            if hits.isEmpty { hits.reserveCapacity(4) }
            hits.append(hit(leaf))
        }
        return hits
    }

    private mutating func isOpen() -> Bool {
        for place in 0..<workbench.pointee.candidates.count {
            let when = tables.when(ofRule: Int(workbench.pointee.candidates[place]))
            if when.leaf >= 0 {
                if isTrue(Int(when.leaf)) { return true }
            } else if tables.truth(Int(when.start), &self) != .no {
                return true
            }
        }
        return false
    }
}

extension TermHit {
    static let mostSpans = 16
}
