/// Conditions into instructions, leaves and what each rule is entered under.
extension Compiler {
    /// Writes the instructions; gives what must occur for the expression to be true, nil where nothing must.
    mutating func emit(
        _ expression: Expression, _ leaves: inout Set<Int>, _ made: [Compiled.Rule?]
    ) -> Anchor? {
        let start = compiled.code.count
        places.append(Self.noPlace)
        func instruction(_ kind: Compiled.Instruction.Kind, _ operand: Int) -> Compiled.Instruction {
            Compiled.Instruction(kind: kind, operand: Int32(operand), end: Int32(start + 1))
        }
        switch expression {
        case .all(let parts), .any(let parts):
            let isAll = if case .all = expression { true } else { false }
            compiled.code.append(instruction(isAll ? .all : .any, 0))
            var found: [Anchor?] = []
            for part in parts { found.append(emit(part, &leaves, made)) }
            compiled.code[start].end = Int32(compiled.code.count)
            if start + 1 < places.count { places[start] = places[start + 1] }
            if isAll { return found.compactMap(\.self).min { $0.cost < $1.cost } }
            guard !found.contains(where: { $0 == nil }) else { return nil }
            var either = Anchor()
            for anchor in found { if let anchor { either.add(anchor) } }
            return either
        case .none(let part):
            compiled.code.append(instruction(.none, 0))
            _ = emit(part, &leaves, made)
            compiled.code[start].end = Int32(compiled.code.count)
            if start + 1 < places.count { places[start] = places[start + 1] }
            return nil
        case .phrase(_, _, let place), .list(_, _, let place), .atLeast(_, _, _, let place), .near(_, _, _, let place):
            places[start] = place
            guard let (leaf, anchor) = self.leaf(expression) else {
                // Never true: an empty OR.
                compiled.code.append(instruction(.any, 0))
                return Anchor()
            }
            leaves.insert(leaf)
            compiled.code.append(instruction(.leaf, leaf))
            return anchor
        case .rule(let name, let place):
            places[start] = place
            let number = ruleNumbers[name] ?? 0
            leaves.formUnion(made[number]?.leaves ?? [])
            needs.formUnion(made[number]?.needs ?? .nothing)
            compiled.code.append(instruction(.rule, number))
            return anchors[number]
        case .test(let test, let place):
            places[start] = place
            let known = testNumbers[test]
            compiled.code.append(instruction(.test, known ?? compiled.tests.count))
            if known == nil {
                testNumbers[test] = compiled.tests.count
                compiled.tests.append(test)
            }
            needs.formUnion(test.needs)
            if test.asksFeeling, asksFeeling == nil { asksFeeling = place }
            return nil
        }
    }

    mutating func leaf(_ expression: Expression) -> (Int, Anchor)? {
        switch expression {
        case .phrase(let text, let zone, let place):
            guard let number = phrase(text, place, zone: zone) else { return nil }
            let key = LeafKey(.phrase(number), zone)
            // As folded: rules that spell one phrase differently share its leaf, and none shall tell of the
            // others' spelling.
            let leaf =
                leafNumbers[key]
                ?? self.leaf(key, .phrase(lastPhrase?.written ?? text, zone, place)) { .phrase(number) }
            return (leaf, Anchor(phrases: [number], leaves: [leaf], cost: costs[number]))
        case .list(let name, let zone, let place):
            guard let number = list(name, place) else { return nil }
            let leaf = leaf(LeafKey(.list(number), zone), expression) { .list(number) }
            return (leaf, Anchor(lists: [number], leaves: [leaf], cost: cost(ofList: number)))
        case .atLeast(let count, let name, let zone, let place):
            guard let number = list(name, place) else { return nil }
            let size = listPhrases[number].count { !$0.isException }
            if count > size {
                complaints.add(
                    .error, "list:\(name) has \(size) phrases, so \(count) of them are never found.", at: place,
                    remedy: "ask for fewer")
                return nil
            }
            let leaf = leaf(LeafKey(.atLeast(count, number), zone), expression) { .atLeast(count, list: number) }
            return (leaf, Anchor(lists: [number], leaves: [leaf], cost: cost(ofList: number) / Double(count)))
        case .near(_, _, let zone, _):
            guard let (operand, anchor) = operand(expression), case .near(let near) = operand else { return nil }
            let leaf = newLeaf(.near(near), zone, expression)
            var anchored = anchor
            anchored.leaves = [leaf]
            return (leaf, anchored)
        case .all, .any, .none, .rule, .test: return nil
        }
    }

    private mutating func leaf(_ key: LeafKey, _ source: Expression, _ make: () -> Compiled.Leaf) -> Int {
        if let known = leafNumbers[key] { return known }
        let leaf = newLeaf(make(), key.zone, source)
        leafNumbers[key] = leaf
        return leaf
    }

    private mutating func newLeaf(_ leaf: Compiled.Leaf, _ zone: Zone, _ source: Expression) -> Int {
        compiled.leaves.append(leaf)
        compiled.leafZone.append(zone)
        compiled.leafSource.append(source)
        if zone != .text, !compiled.zones.contains(zone) { compiled.zones.append(zone) }
        return compiled.leaves.count - 1
    }

    mutating func list(_ name: String, _ place: Place) -> Int? {
        guard let number = listNumbers[name] else {
            unknownList(name, place)
            return nil
        }
        isListUsed[number] = true
        return number
    }

    func cost(ofList number: Int) -> Double {
        var sum = 0.0
        for entry in listPhrases[number] where !entry.isException { sum += costs[entry.phrase] }
        return sum
    }

    mutating func operand(_ expression: Expression) -> (Near.Operand, Anchor)? {
        switch expression {
        case .phrase(let text, let zone, let place):
            return phrase(text, place, zone: zone).map { (.phrase($0), Anchor(phrases: [$0], cost: costs[$0])) }
        case .list(let name, _, let place):
            return list(name, place).map { (.list($0), Anchor(lists: [$0], cost: cost(ofList: $0))) }
        case .any(let parts):
            var operands: [Near.Operand] = []
            var anchor = Anchor()
            for part in parts {
                guard let (operand, found) = operand(part) else { continue }
                operands.append(operand)
                anchor.add(found)
            }
            return operands.isEmpty ? nil : (.any(operands), anchor)
        case .near(let first, let rest, _, _):
            guard let (start, found) = operand(first) else { return nil }
            var anchor = found
            var others: [(within: Int, isOrdered: Bool, operand: Near.Operand)] = []
            for neighbour in rest {
                guard let (other, found) = operand(neighbour.expression) else { return nil }
                others.append((neighbour.within, neighbour.isOrdered, other))
                if found.cost < anchor.cost { anchor = found }
            }
            return (.near(Near(first: start, rest: others)), anchor)
        case .all, .none, .atLeast, .rule, .test: return nil
        }
    }

    // MARK: entering rules under what they require

    mutating func settleAnchors() {
        guard compiled.rules.count == drafts.count else { return }
        var phrasePairs: [(row: Int, value: UInt32)] = []
        var listPairs: [(row: Int, value: UInt32)] = []
        var leafPairs: [(row: Int, value: UInt32)] = []
        for (number, rule) in compiled.rules.enumerated() where rule.mode != .off {
            guard let anchor = anchors[number] else {
                compiled.restlessRules.append(number)
                continue
            }
            for phrase in Set(anchor.phrases) { phrasePairs.append((phrase, UInt32(number))) }
            for list in Set(anchor.lists) { listPairs.append((list, UInt32(number))) }
            for leaf in Set(anchor.leaves) { leafPairs.append((leaf, UInt32(number))) }
        }
        compiled.phraseRules = Compiled.Table(phrasePairs, rows: compiled.trie.phrases)
        compiled.listRules = Compiled.Table(listPairs, rows: lists.count)
        compiled.leafRules = Compiled.Table(leafPairs, rows: compiled.leaves.count)
    }
}
