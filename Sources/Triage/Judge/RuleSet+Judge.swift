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
        message.withText { workbench.pointee.read(feelingOf: $0) }
        let feeling = Feeling.read(&workbench.pointee, bench.tables, declared: message.language)
        for part in seat.parts { read(part, of: message, into: workbench) }
        for rule in bench.tables.restlessRules { workbench.pointee.admit(UInt32(rule)) }
        let findings = Findings(workbench: workbench, parts: seat.parts, tables: bench.tables)
        // Made anew where something hit: of a variable a copy would be given back.
        let felt = evidence(feeling, [])
        guard workbench.pointee.candidates.count > 0,
            findings.isOpenByOneThing()
                || Circumstances.lending(undecided: message, felt, { TextOracle(findings, $0).isOpen() })
        else { return felt }
        return evidence(feeling, findings.hits())
    }

    @inline(__always)
    private func evidence(_ feeling: Feeling, _ hits: [TermHit]) -> Evidence {
        Evidence(
            ruleSet: hash, hits: hits, sentiment: feeling.sentiment, complaint: feeling.complaint,
            language: feeling.language)
    }

    /// What stands in another part may make rules true as well.
    private func read(
        _ part: Bench.Seat.Part, of message: Message, into workbench: UnsafeMutablePointer<Workbench>
    ) {
        var bytes = message.bytes(of: part.zone)
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

    /// A candidate that asks for one thing alone is true: most messages that hit anything hit one of these.
    func isOpenByOneThing() -> Bool {
        for place in 0..<workbench.pointee.candidates.count {
            let when = tables.when(ofRule: Int(workbench.pointee.candidates[place]))
            if when.leaf >= 0, isTrue(Int(when.leaf)) { return true }
        }
        return false
    }
}

/// Answers from what was found in the text; what only the decision knows is unknown.
private struct TextOracle: Oracle {
    let findings: Findings
    let facts: Circumstances
    var answers = Answers()
    var named: [Int: Truth] = [:]
    var grounded: Set<Int> = []

    init(_ findings: Findings, _ facts: Circumstances) {
        self.findings = findings
        self.facts = facts
    }

    mutating func leaf(_ number: Int) -> Truth { Truth(findings.isTrue(number)) }

    mutating func test(_ number: Int, of conditions: some Conditions) -> Truth {
        answers.answer(number) { facts.answer(conditions.test(number)) }
    }

    /// A candidate that asks for more than one thing is true, or may be when more is known.
    consuming func isOpen() -> Bool {
        let (workbench, tables) = (findings.workbench, findings.tables)
        for place in 0..<workbench.pointee.candidates.count {
            let when = tables.when(ofRule: Int(workbench.pointee.candidates[place]))
            if when.leaf < 0, tables.truth(Int(when.start), &self) != .no { return true }
        }
        return false
    }
}

extension Message {
    /// Lends the text's bytes where they lie.
    @inline(__always)
    fileprivate func withText(_ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        if text.utf8.withContiguousStorageIfAvailable(body) == nil {
            var copy = text
            copy.withUTF8(body)
        }
    }
}

extension TermHit {
    static let mostSpans = 16
}
