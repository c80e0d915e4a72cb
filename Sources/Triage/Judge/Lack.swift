/// Why a rule does not fire on a message: one thing that its condition asks for and does not get, or that
/// excludes the message, in an author's words. A clause that can follow "because": `it has “lawyer” but
/// nothing of list:brand within 8 words`.
package struct Lack: Hashable, Sendable {
    package enum Kind: Sendable {
        /// Words that do not stand there.
        case words
        /// A field of the message, its author, customer or conversation that says something else.
        case field
        /// It stands under a NOT.
        case excluded
        /// A rule that it names.
        case rule
    }

    package var kind: Kind
    package var clause: String
    /// What an example would have to say for it, `customer.tier=vip`; empty where that is no answer.
    package var setting: String
}

extension RuleSet {
    /// What keeps a rule from firing; empty where it fires, nil where there is no such rule.
    ///
    /// Of parts joined by OR, those of the one that lacks least are told.
    package func lacks(
        _ rule: String, of message: Message, within surroundings: Surroundings, policy: Policy, now: Moment
    ) -> [Lack]? {
        guard let number = bench.compiled.rules.firstIndex(where: { $0.name == rule }) else { return nil }
        return lacks(
            number, judge(message), of: message,
            in: Circumstances.Context(surroundings: surroundings, policy: policy, now: now))
    }

    func lacks(
        _ rule: Int, _ evidence: Evidence, of message: Message, in context: Circumstances.Context
    ) -> [Lack] {
        Circumstances.lending(message, evidence, context) { facts in
            var survey = Survey(self, rule, message, facts)
            return survey.lacks(bench.compiled.rules[rule].when)
        }
    }

    /// Is a rule's condition true, asked of the message itself? Slower than asking the evidence, but not
    /// bound to what judging left out because no rule could come true.
    func fires(
        _ rule: Int, asking message: Message, _ evidence: Evidence, in context: Circumstances.Context
    ) -> Bool {
        Circumstances.lending(message, evidence, context) { facts in
            var survey = Survey(self, rule, message, facts)
            return survey.truth(bench.compiled.rules[rule].when) == .yes
        }
    }
}

/// One rule's condition beside one message: every leaf looked up, whatever the others say.
private struct Survey {
    private let compiled: Compiled
    private var oracle: LeafOracle
    private var parts: Parts
    /// Rules that name rules are told so deep, then only named.
    private var depth = 0

    init(_ set: RuleSet, _ rule: Int, _ message: Message, _ facts: Circumstances) {
        compiled = set.bench.compiled
        parts = Parts(message)
        let leaves = compiled.rules[rule].leaves
        oracle = LeafOracle(facts: facts, finds: set.finds(leaves, in: message))
    }

    mutating func truth(_ node: Int) -> Truth { compiled.truth(node, &oracle) }

    mutating func lacks(_ node: Int) -> [Lack] {
        guard truth(node) != .yes else { return [] }
        let instruction = compiled.code[node]
        let operand = Int(instruction.operand)
        switch instruction.kind {
        case .leaf: return [Lack(kind: .words, clause: clause(leaf: operand), setting: "")]
        case .test:
            let test = compiled.tests[operand]
            return [Lack(kind: .field, clause: test.denied(oracle.facts), setting: test.setting)]
        case .none: return [Lack(kind: .excluded, clause: excluded(by: node + 1), setting: "")]
        case .rule: return [named(operand)]
        case .all: return children(node).flatMap { lacks($0) }
        case .any: return either(node)
        }
    }

    private func children(_ node: Int) -> [Int] {
        var found: [Int] = []
        var part = node + 1
        while part < Int(compiled.code[node].end) {
            found.append(part)
            part = Int(compiled.code[part].end)
        }
        return found
    }

    // MARK: clauses

    private mutating func either(_ node: Int) -> [Lack] {
        let ways = children(node)
        let plain = ways.compactMap { way -> String? in
            guard compiled.code[way].kind == .leaf else { return nil }
            let source = compiled.leafSource[Int(compiled.code[way].operand)]
            switch source {
            case .phrase, .list: return source.written
            case .near, .atLeast, .all, .any, .none, .rule, .test: return nil
            }
        }
        if plain.count == ways.count, !plain.isEmpty {
            return [Lack(kind: .words, clause: "it has none of \(Self.shortened(plain))", setting: "")]
        }
        var best: [Lack]?
        for way in ways.prefix(200) {
            let found = lacks(way)
            if found.count < best?.count ?? Int.max { best = found }
        }
        return best ?? [Lack(kind: .words, clause: "it looks for nothing that can be found", setting: "")]
    }

    private mutating func excluded(by node: Int) -> String {
        var leaves: Set<Int> = []
        oracle.grounded = []
        compiled.grounds(node, &oracle) { leaves.insert($0) }
        var words: [String] = []
        for leaf in leaves.sorted() {
            for span in (oracle.finds[leaf] ?? []).prefix(3) {
                guard let text = parts.slice(compiled.leafZone[leaf], span) else { continue }
                let quoted = "“\(text)”"
                if words.count < 4, !words.contains(quoted) { words.append(quoted) }
            }
        }
        let clause = "excluded by NOT \(compiled.written(node))"
        return words.isEmpty ? clause : "\(clause): \(words.joined(separator: ", "))"
    }

    private mutating func named(_ rule: Int) -> Lack {
        let name = compiled.rules[rule].name
        if compiled.rules[rule].mode == .off {
            return Lack(kind: .rule, clause: "rule:\(name) is off", setting: "")
        }
        guard depth < 3 else { return Lack(kind: .rule, clause: "rule:\(name) does not fire", setting: "") }
        depth += 1
        defer { depth -= 1 }
        let why = lacks(compiled.rules[rule].when).map(\.clause).joined(separator: " and ")
        return Lack(kind: .rule, clause: "rule:\(name) does not fire, as \(why)", setting: "")
    }

    private mutating func clause(leaf: Int) -> String {
        let source = compiled.leafSource[leaf]
        let zone = compiled.leafZone[leaf]
        let has = zone.has
        switch compiled.leaves[leaf] {
        case .phrase: return "\(has) no \(source.writtenHere)"
        case .list: return "\(has) nothing of \(source.writtenHere)"
        case .atLeast(let count, _):
            guard case .atLeast(_, let name, _, _) = source else { return "\(has) nothing of \(source.writtenHere)" }
            let found = oracle.finds.partial[leaf] ?? []
            let words = Self.shortened(found.compactMap { parts.slice(zone, $0) }.map { "“\($0)”" })
            return found.isEmpty
                ? "\(has) nothing of list:\(name), and \(count) are needed"
                : "\(has) only \(words) of list:\(name), and \(count) are needed"
        case .near:
            guard case .near(let first, let rest, _, _) = source, let near = oracle.finds.near[leaf] else {
                return "\(has) nothing of \(source.writtenHere)"
            }
            return clause(near: near, [first] + rest.map(\.expression), has, zone)
        }
    }

    /// Which side of a NEAR is missing, or how far apart they stand.
    private mutating func clause(
        near: Finds.Near, _ sides: [Expression], _ has: String, _ zone: Zone
    ) -> String {
        let limit = near.within == 1 ? "1 word" : "\(near.within) words"
        let left = near.left.first.flatMap { parts.slice(zone, $0) }
        let right = near.right.first.flatMap { parts.slice(zone, $0) }
        let names = (
            sides[min(near.step, sides.count - 1)].writtenHere, sides[min(near.step + 1, sides.count - 1)].writtenHere
        )
        switch (left, right) {
        case (let left?, let right?):
            return near.isOrdered
                ? "“\(left)” does not stand before “\(right)” within \(limit)"
                : "“\(left)” and “\(right)” stand \(near.distance) words apart, where \(limit) is the most"
        case (let left?, nil): return "\(has) “\(left)” but nothing of \(names.1) within \(limit)"
        case (nil, let right?): return "\(has) “\(right)” but nothing of \(names.0) within \(limit)"
        case (nil, nil): return "\(has) nothing of \(names.0), and nothing of \(names.1)"
        }
    }

    static func shortened(_ parts: [String], _ joint: String = ", ") -> String {
        parts.count <= 4
            ? parts.joined(separator: joint) : parts.prefix(4).joined(separator: joint) + "\(joint)…"
    }
}

struct LeafOracle: Oracle {
    let facts: Circumstances
    let finds: Finds
    var named: [Int: Truth] = [:]
    var grounded: Set<Int> = []

    mutating func leaf(_ number: Int) -> Truth { Truth(finds[number] != nil) }
    mutating func test(_ number: Int, of conditions: some Conditions) -> Truth { facts.answer(conditions.test(number)) }
}
