/// Who answers the leaves, tests and references of a condition.
protocol Oracle {
    /// What was found of rules that other rules name; each is asked once.
    var named: [Int: Truth] { get set }
    var grounded: Set<Int> { get set }
    mutating func leaf(_ number: Int) -> Truth
    mutating func test(_ number: Int, of conditions: some Conditions) -> Truth
}

/// The answers of field tests, each asked once of a message however many rules ask it: of the first 64, more
/// than most rule sets have.
struct Answers {
    private var known: UInt64 = 0
    private var yes: UInt64 = 0
    private var no: UInt64 = 0

    mutating func answer(_ test: Int, _ ask: () -> Truth) -> Truth {
        guard test < 64 else { return ask() }
        let bit: UInt64 = 1 << UInt64(test)
        if known & bit != 0 { return yes & bit != 0 ? .yes : no & bit != 0 ? .no : .unknown }
        let truth = ask()
        known |= bit
        if truth == .yes { yes |= bit }
        if truth == .no { no |= bit }
        return truth
    }
}

/// Conditions to walk: while rules are compiled and told of, and, laid out flat, while messages are judged.
protocol Conditions {
    func instruction(_ place: Int) -> Compiled.Instruction
    func test(_ number: Int) -> FieldTest
    /// Where a rule's condition begins; nil where the rule is off.
    func condition(ofRule rule: Int) -> Int?
}

extension Compiled: Conditions {
    func instruction(_ place: Int) -> Instruction { code[place] }
    func test(_ number: Int) -> FieldTest { tests[number] }
    func condition(ofRule rule: Int) -> Int? { rules[rule].mode == .off ? nil : rules[rule].when }
}

extension Conditions {
    /// Walks a condition. As deep as its brackets and the rules it names, both bounded by the compiler.
    func truth<O: Oracle>(_ start: Int, _ oracle: inout O) -> Truth {
        let instruction = self.instruction(start)
        switch instruction.kind {
        case .leaf: return oracle.leaf(Int(instruction.operand))
        case .test: return oracle.test(Int(instruction.operand), of: self)
        case .rule:
            let number = Int(instruction.operand)
            guard let condition = condition(ofRule: number) else { return .no }
            if let known = oracle.named[number] { return known }
            let found = truth(condition, &oracle)
            oracle.named[number] = found
            return found
        case .none: return truth(start + 1, &oracle).negated
        case .all:
            var result = Truth.yes
            var part = start + 1
            while part < Int(instruction.end) {
                result = min(result, truth(part, &oracle))
                if result == .no { return .no }
                part = Int(self.instruction(part).end)
            }
            return result
        case .any:
            var result = Truth.no
            var part = start + 1
            while part < Int(instruction.end) {
                result = max(result, truth(part, &oracle))
                if result == .yes { return .yes }
                part = Int(self.instruction(part).end)
            }
            return result
        }
    }

    /// The leaves that made a true condition true: every part of an AND, the true parts of an OR, nothing
    /// under a NOT.
    func grounds<O: Oracle>(_ start: Int, _ oracle: inout O, _ found: (Int) -> Void) {
        let instruction = self.instruction(start)
        switch instruction.kind {
        case .leaf: found(Int(instruction.operand))
        case .test, .none: return
        case .rule:
            let number = Int(instruction.operand)
            if let condition = condition(ofRule: number), oracle.grounded.insert(number).inserted {
                grounds(condition, &oracle, found)
            }
        case .all, .any:
            var part = start + 1
            while part < Int(instruction.end) {
                if truth(part, &oracle) == .yes { grounds(part, &oracle, found) }
                part = Int(self.instruction(part).end)
            }
        }
    }

    /// The field tests that made a true condition true; not those of rules that it names.
    func testsThatHold<O: Oracle>(_ start: Int, _ oracle: inout O) -> [FieldTest] {
        let instruction = self.instruction(start)
        switch instruction.kind {
        case .test: return [test(Int(instruction.operand))]
        case .leaf, .none, .rule: return []
        case .all, .any:
            var found: [FieldTest] = []
            var part = start + 1
            while part < Int(instruction.end) {
                if truth(part, &oracle) == .yes { found += testsThatHold(part, &oracle) }
                part = Int(self.instruction(part).end)
            }
            return found
        }
    }
}
