/// What is always or never true, whatever the message: an author did not mean it.
///
/// Sound, not complete: of the parts of one AND or OR it sees those that deny each other, fields that
/// cannot be two things at once, and what is constant by itself. What it does not see it does not warn of.
extension Compiler {
    enum Constant { case always, never, open }

    /// Warns of the smallest parts of a condition that are constant, and of those that stand twice.
    /// - Returns: what the whole comes to.
    mutating func checkConstants(_ start: Int, whole: Bool) -> Constant {
        let found = constant(start)
        switch found.value {
        case .open: break
        case .never:
            warn(
                whole ? "This rule can never fire: \(found.why)." : "This \"if\" is never true: \(found.why).",
                found.place,
                found.remedy)
        case .always:
            warn(
                whole ? "This rule fires on every message: \(found.why)." : "This \"if\" is always true: \(found.why).",
                found.place, found.remedy)
        }
        return found.value
    }

    private struct Finding {
        var value: Constant
        var why = ""
        var place: Place
        var remedy = "take one of the two away"
    }

    private func warn(_ message: String, _ place: Place, _ remedy: String) {
        complaints.add(.warning, message, at: place, remedy: remedy)
    }

    private mutating func constant(_ node: Int) -> Finding {
        let instruction = compiled.code[node]
        let place = places[node]
        switch instruction.kind {
        case .leaf:
            guard case .list(let list) = compiled.leaves[Int(instruction.operand)],
                !listPhrases[list].contains(where: { !$0.isException })
            else { return Finding(value: .open, place: place) }
            return Finding(
                value: .never, why: "list:\(lists[list].name) has no phrases", place: place,
                remedy: "put phrases into the list, or take it away")
        case .test: return constant(of: compiled.tests[Int(instruction.operand)], place)
        case .rule:
            guard let known = constants[Int(instruction.operand)], known != .open else {
                return Finding(value: .open, place: place)
            }
            let name = drafts[Int(instruction.operand)].name
            return Finding(
                value: known, why: "rule:\(name) is \(known == .never ? "never" : "always") true", place: place,
                remedy: "mend rule \(name) first")
        case .none:
            var inner = constant(node + 1)
            inner.value = inner.value == .open ? .open : inner.value == .always ? .never : .always
            return inner
        case .all, .any: return joined(node, isAll: instruction.kind == .all)
        }
    }

    private func constant(of test: FieldTest, _ place: Place) -> Finding {
        let range: (least: Double, most: Double)
        let bound: (FieldTest.Comparison, Double)
        var isKnown = true
        switch test {
        case .sentiment(let sign, let value): (range, bound) = ((-1, 1), (sign, value))
        case .complaint(let sign, let value): (range, bound, isKnown) = ((0, 1), (sign, value), false)
        case .openCases(let sign, let value): (range, bound) = ((0, .infinity), (sign, value))
        case .contacts(let sign, let value, _):
            (range, bound) = ((1, .infinity), (sign, value))
        case .followers(let sign, let value): (range, bound, isKnown) = ((0, .infinity), (sign, value), false)
        default: return Finding(value: .open, place: place)
        }
        let (sign, value) = bound
        let atLeast = sign.holds(range.least, value)
        let atMost = sign.holds(range.most, value)
        let remedy = "compare with a value inside"
        let limits =
            range.most.isFinite
            ? "it lies between \(Int(range.least)) and \(Int(range.most))" : "it is \(Int(range.least)) or more"
        if !atLeast, !atMost { return Finding(value: .never, why: limits, place: place, remedy: remedy) }
        if atLeast, atMost, isKnown { return Finding(value: .always, why: limits, place: place, remedy: remedy) }
        return Finding(value: .open, place: place)
    }

    // MARK: parts of one AND or OR

    /// Something asked for or denied.
    private struct Literal {
        var node: Int
        var isDenied: Bool
    }

    private mutating func joined(_ node: Int, isAll: Bool) -> Finding {
        let end = Int(compiled.code[node].end)
        guard end > node + 1 else {
            // A phrase that can never match, or a name that is not known: said where it was read.
            return Finding(value: .open, place: places[node])
        }
        var part = node + 1
        var deciding: Finding?
        var isConstant = true
        var idle: [Finding] = []
        while part < end {
            let found = constant(part)
            // One false part makes an AND false, one true part an OR true; the other way round it says nothing.
            if found.value == (isAll ? .never : .always) { deciding = deciding ?? found }
            if found.value == (isAll ? .always : .never) { idle.append(found) }
            if found.value == .open { isConstant = false }
            part = Int(compiled.code[part].end)
        }
        if let deciding { return deciding }
        if isConstant, let first = idle.first { return first }
        for found in idle {
            warn(
                isAll
                    ? "This part is always true, so it changes nothing: \(found.why)."
                    : "This part is never true, so it changes nothing: \(found.why).", found.place, found.remedy)
        }
        var literals: [Literal] = []
        gather(node, isAll: isAll, isDenied: false, &literals)
        return conflict(literals, isAll: isAll) ?? Finding(value: .open, place: places[node])
    }

    /// The literals of an AND within ANDs (an OR within ORs); NOT around the other kind turns it.
    private func gather(_ node: Int, isAll: Bool, isDenied: Bool, _ literals: inout [Literal]) {
        guard literals.count < 2_000 else { return }
        let instruction = compiled.code[node]
        switch instruction.kind {
        case .leaf, .test, .rule: literals.append(Literal(node: node, isDenied: isDenied))
        case .none: gather(node + 1, isAll: isAll, isDenied: !isDenied, &literals)
        case .all, .any:
            guard (instruction.kind == .all) == (isAll != isDenied) else { return }
            var part = node + 1
            while part < Int(instruction.end) {
                gather(part, isAll: isAll, isDenied: isDenied, &literals)
                part = Int(compiled.code[part].end)
            }
        }
    }

    private mutating func conflict(_ literals: [Literal], isAll: Bool) -> Finding? {
        var leaves: [Int: Literal] = [:]
        var rules: [Int: Literal] = [:]
        var tests: [(test: FieldTest, literal: Literal)] = []
        for literal in literals {
            let operand = Int(compiled.code[literal.node].operand)
            let earlier: Literal?
            switch compiled.code[literal.node].kind {
            case .leaf: (earlier, leaves[operand]) = (leaves[operand], leaves[operand] ?? literal)
            case .rule: (earlier, rules[operand]) = (rules[operand], rules[operand] ?? literal)
            case .test:
                let test = compiled.tests[operand]
                earlier = tests.first { $0.test == test }?.literal
                if earlier == nil, tests.count < 64 { tests.append((test, literal)) }
            case .all, .any, .none: continue
            }
            guard let earlier else { continue }
            if earlier.isDenied == literal.isDenied {
                warn("\(written(literal.node)) stands here twice.", places[literal.node], "take one away")
            } else {
                return opposed(literal, isAll, "\(written(literal.node)) is asked for and excluded")
            }
        }
        return (isAll ? implied(leaves) : nil) ?? excluding(tests, isAll: isAll)
    }

    private func opposed(_ literal: Literal, _ isAll: Bool, _ why: String) -> Finding {
        Finding(
            value: isAll ? .never : .always,
            why: isAll ? why : "one of \(written(literal.node)) and its NOT is always so",
            place: places[literal.node])
    }

    /// A word that is asked for, and a list that holds it excluded.
    private mutating func implied(_ leaves: [Int: Literal]) -> Finding? {
        let denied = leaves.filter { $0.value.isDenied }.sorted { $0.value.node < $1.value.node }
        guard !denied.isEmpty else { return nil }
        for (leaf, literal) in leaves.sorted(by: { $0.value.node < $1.value.node }) where !literal.isDenied {
            for (excluded, other) in denied where compiled.leafZone[excluded] == compiled.leafZone[leaf] {
                guard case .list(let list) = compiled.leaves[excluded], holds(list, leaf) else { continue }
                let (asked, denied) = (written(literal.node), written(other.node))
                return Finding(
                    value: .never, why: "\(denied) is excluded, and \(asked) is all in it", place: places[other.node],
                    remedy: "take it out of the list, or ask for something else")
            }
        }
        return nil
    }

    /// Whatever makes the leaf true makes the list true as well.
    private mutating func holds(_ list: Int, _ leaf: Int) -> Bool {
        guard !listPhrases[list].contains(where: \.isException) else { return false }
        switch compiled.leaves[leaf] {
        case .phrase(let phrase): return phrasesOf(list).contains(phrase)
        case .list(let other), .atLeast(_, let other):
            if other == list { return true }
            let wanted = listPhrases[other].lazy.filter { !$0.isException }.map(\.phrase)
            guard !wanted.isEmpty, listPhrases[other].count <= listPhrases[list].count else { return false }
            let known = phrasesOf(list)
            return wanted.allSatisfy(known.contains)
        case .near(let near): return ([near.first] + near.rest.map(\.operand)).contains { holds(list, $0) }
        }
    }

    private mutating func holds(_ list: Int, _ operand: Near.Operand) -> Bool {
        switch operand {
        case .phrase(let phrase): return phrasesOf(list).contains(phrase)
        case .list(let other): return other == list
        case .any(let operands): return operands.allSatisfy { holds(list, $0) }
        case .near(let near): return ([near.first] + near.rest.map(\.operand)).contains { holds(list, $0) }
        }
    }

    private mutating func phrasesOf(_ list: Int) -> Set<Int> {
        if let known = phraseSets[list] { return known }
        let made = Set(listPhrases[list].lazy.filter { !$0.isException }.map(\.phrase))
        phraseSets[list] = made
        return made
    }

    /// Fields that would have to be two things at once, or are one of all that they can be.
    private func excluding(_ tests: [(test: FieldTest, literal: Literal)], isAll: Bool) -> Finding? {
        for (place, (test, literal)) in tests.enumerated() where literal.isDenied != isAll {
            for (other, before) in tests[..<place] where before.isDenied != isAll {
                // In an AND both hold; in an OR of NOTs neither would, were the whole false.
                guard FieldTest.cannotBoth(test, other) else { continue }
                return Finding(
                    value: isAll ? .never : .always, why: "\(other.written) and \(test.written) cannot both be",
                    place: places[literal.node], remedy: isAll ? "join them with OR, or take one away" : "take one away"
                )
            }
        }
        return nil
    }

    private func written(_ node: Int) -> String {
        let operand = Int(compiled.code[node].operand)
        switch compiled.code[node].kind {
        case .leaf: return compiled.leafSource[operand].written
        case .test: return compiled.tests[operand].written
        case .rule: return "rule:\(drafts[operand].name)"
        case .all, .any, .none: return "it"
        }
    }
}

extension FieldTest {
    /// No message answers both with yes.
    static func cannotBoth(_ a: FieldTest, _ b: FieldTest) -> Bool {
        switch (a, b) {
        case (.sentimentIs(let one), .sentimentIs(let other)): one != other
        case (.channel(let one), .channel(let other)): one != other
        case (.source(let one), .source(let other)): one != other
        case (.tier(let one), .tier(let other)): one != other
        case (.handle(let one), .handle(let other)): one != other
        case (.form(let one), .form(let other)): one != other
        case (.language(let one), .language(let other)), (.customerLanguage(let one), .customerLanguage(let other)):
            one != other && !one.hasPrefix(other + "-") && !other.hasPrefix(one + "-")
        case (.hours(let some), .hours(let others)): !some.contains { others.contains($0) }
        case (.sentiment(let sign, let value), .sentiment(let other, let bound)),
            (.complaint(let sign, let value), .complaint(let other, let bound)),
            (.customerValue(let sign, let value), .customerValue(let other, let bound)),
            (.openCases(let sign, let value), .openCases(let other, let bound)),
            (.followers(let sign, let value), .followers(let other, let bound)):
            areApart(sign, value, other, bound)
        case (.authorAge(let sign, let value), .authorAge(let other, let bound)),
            (.unanswered(let sign, let value), .unanswered(let other, let bound)):
            areApart(sign, Double(value), other, Double(bound))
        case (.contacts(let sign, let value, let window), .contacts(let other, let bound, let otherWindow)):
            window == otherWindow && areApart(sign, value, other, bound)
        default: false
        }
    }

    /// No number is on both sides.
    private static func areApart(
        _ sign: Comparison, _ value: Double, _ other: Comparison, _ bound: Double
    ) -> Bool {
        func isAbove(_ sign: Comparison) -> Bool { sign == .above || sign == .atLeast }
        guard isAbove(sign) != isAbove(other) else { return false }
        let (low, high) = isAbove(sign) ? (value, bound) : (bound, value)
        let touch = sign == .above || sign == .below || other == .above || other == .below
        return low > high || low == high && touch
    }
}
