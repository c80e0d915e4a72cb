/// Makes rules that run out of what authors wrote, and complains of what cannot.
struct Compiler: ~Copyable {
    let complaints: Complaints
    private(set) var compiled = Compiled()
    private var reading = Reading()

    private var lists: [KeywordFile] = []
    private var listNumbers: [String: Int] = [:]
    /// By list: its phrases and those of the lists it names, once each; rarity sums up to its cost.
    private var listPhrases: [[(phrase: Int, isException: Bool)]] = []
    private var isListUsed: [Bool] = []

    private var drafts: [RuleDraft] = []
    private var ruleNumbers: [String: Int] = [:]
    private var groups: [String: (number: Int, most: Int?, place: Place)] = [:]

    /// By phrase: how often it is likely to occur, 1 for a rare one.
    private var costs: [Double] = []
    private var leafNumbers: [LeafKey: Int] = [:]
    private var anchors: [Anchor?] = []

    static let mostPhrases = 1_000_000
    static let mostMembers = 4_000_000
    static let mostRules = 100_000
    /// Rules that name rules that name rules; lists within lists.
    static let longestChain = 24

    private enum LeafKey: Hashable { case phrase(Int), list(Int), atLeast(Int, Int) }

    /// Phrases and lists of which one must occur, and the leaves of which one must be true.
    private struct Anchor {
        var phrases: [Int] = []
        var lists: [Int] = []
        var leaves: [Int] = []
        var cost = 0.0

        mutating func add(_ other: Anchor) {
            phrases += other.phrases
            lists += other.lists
            leaves += other.leaves
            cost += other.cost
        }
    }

    init(complaints: Complaints) { self.complaints = complaints }

    /// Complaints say whether it went well.
    mutating func compile(lists: [KeywordFile], rules: [RuleDraft], lexicons: [LexiconFile]) {
        enter(lists)
        enter(lexicons)
        Language.enter(into: &compiled)
        enter(rules)
        var listPairs: [(row: Int, value: UInt32)] = []
        for (list, phrases) in listPhrases.enumerated() {
            for entry in phrases { listPairs.append((entry.phrase, UInt32(list) << 1 | (entry.isException ? 1 : 0))) }
        }
        compiled.phraseLists = Compiled.Table(listPairs, rows: compiled.trie.phrases)
        compiled.hasExceptions = listPhrases.map { $0.contains(where: \.isException) }
        compiled.listCount = self.lists.count
        while compiled.phraseFeeling.count < compiled.trie.phrases { compiled.phraseFeeling.append(-1) }
        settleAnchors()
        for (number, list) in self.lists.enumerated() where !isListUsed[number] {
            complaints.add(
                .warning, "Nothing uses list:\(list.name).", at: list.place,
                remedy: "name it in a rule, or remove the file")
        }
    }

    // MARK: phrases

    /// The number of a phrase, nil after a complaint.
    private mutating func phrase(_ text: String, _ place: Place, foldingAccents: Bool = false) -> Int? {
        do {
            let phrase = try Phrase(text, foldingAccents: foldingAccents, reading: &reading)
            if compiled.trie.phrases >= Self.mostPhrases {
                complaints.add(
                    .error, "These rules have more than \(Self.mostPhrases) phrases.", at: place,
                    remedy: "take phrases away until fewer are left")
                return nil
            }
            let words = phrase.words.map { word in
                word.manner == .exact
                    ? compiled.vocabulary.insertExact(word.bytes, folded: word.folded)
                    : compiled.vocabulary.insert(word.bytes, word.manner)
            }
            let number = compiled.trie.insert(words)
            while costs.count <= number { costs.append(0) }
            if costs[number] == 0 { costs[number] = Self.cost(phrase) }
            return number
        } catch {
            complain(of: error, text, place)
            return nil
        }
    }

    private static func cost(_ phrase: Phrase) -> Double {
        phrase.words.map { word in
            if Language.isCommon(word.bytes) { return 60.0 }
            return word.manner == .prefix || word.bytes.count <= 3 ? 4 : 1
        }.min().map { phrase.words.count > 1 ? $0 / 3 : $0 } ?? 1
    }

    private func complain(of flaw: Phrase.Flaw, _ text: String, _ place: Place) {
        switch flaw {
        case .nothingLeft:
            complaints.add(
                .warning, "This can never match: without punctuation nothing is left of it.", at: place,
                remedy: "put a word in it")
        case .link:
            complaints.add(
                .warning, "This can never match: links and mail addresses are not looked at as words.", at: place,
                remedy: "look for a word beside the link")
        case .starLeads:
            complaints.add(.error, "A star cannot stand in front.", at: place, remedy: "write the words out")
        case .starInside:
            complaints.add(.error, "A star stands only at the end of a word.", at: place, remedy: "as in litigat*")
        case .starTooShort:
            complaints.add(
                .error, "A star needs four letters or more before it.", at: place,
                remedy: "fewer would match too much; write the words out")
        case .maskTooLong: complaints.add(.error, "A word with ? is at most 64 letters long.", at: place)
        case .wordTooLong:
            complaints.add(
                .warning, "This can never match: it has a word of more than \(WordFolding.longestWord) letters.",
                at: place)
        case .tooManyWords:
            complaints.add(
                .error, "A phrase has at most \(Phrase.longestPhrase) words.", at: place,
                remedy: "look for its most telling part")
        case .placeholder(let name): _ = Placeholder.complain("{\(name)}", at: place, complaints)
        case .doubleSign: complaints.add(.error, "Two equals signs stand here.", at: place, remedy: "one is enough")
        }
    }

    // MARK: lists

    private mutating func enter(_ files: [KeywordFile]) {
        for list in files {
            if let first = listNumbers[list.name] {
                complaints.add(
                    .error,
                    "There is another list \"\(list.name)\": \(complaints.files[lists[first].place.file].path).",
                    at: list.place, remedy: "rename one of the files")
                continue
            }
            if !RulesFile.isName(list.name) {
                complaints.add(
                    .error, "A list's file name is small letters, digits and hyphens.", at: list.place,
                    remedy: "rename the file")
            }
            listNumbers[list.name] = lists.count
            lists.append(list)
        }
        isListUsed = Array(repeating: false, count: lists.count)
        var own: [[(phrase: Int, isException: Bool)]] = []
        for list in lists { own.append(phrases(of: list)) }
        var members = 0
        for number in lists.indices {
            listPhrases.append(gathered(number, own))
            members += listPhrases[number].count
            guard members <= Self.mostMembers else {
                complaints.add(
                    .error, "Lists that name lists come to more than \(Self.mostMembers) phrases together.",
                    at: lists[number].place, remedy: "name the big lists in fewer others")
                while listPhrases.count < lists.count { listPhrases.append([]) }
                return
            }
        }
    }

    private mutating func phrases(of list: KeywordFile) -> [(phrase: Int, isException: Bool)] {
        let file = complaints.files[list.place.file]
        var found: [(phrase: Int, isException: Bool)] = []
        var seen: [Int: Int] = [:]
        found.reserveCapacity(list.entries.count)
        for entry in list.entries {
            let text = file.text(entry.place.start..<entry.place.end)
            guard let number = phrase(text, entry.place, foldingAccents: list.foldsAccents) else {
                if compiled.trie.phrases >= Self.mostPhrases { break }
                continue
            }
            let key = number << 1 | (entry.isException ? 1 : 0)
            if let first = seen[key] {
                complaints.add(
                    .warning, "This stands in line \(first + 1) already, once folded.", at: entry.place,
                    remedy: "take one away")
                continue
            }
            seen[key] = entry.place.line
            if !entry.isException, Language.isCommon(Array(text.lowercased().utf8)) {
                complaints.add(
                    .warning, "This word stands in nearly every message.", at: entry.place,
                    remedy: "use it in a longer phrase")
            }
            found.append((number, entry.isException))
        }
        checkExceptions(list, found)
        return found
    }

    /// An exception in which no phrase of its list stands cancels nothing.
    private mutating func checkExceptions(_ list: KeywordFile, _ found: [(phrase: Int, isException: Bool)]) {
        guard found.contains(where: \.isException), list.parts.isEmpty else { return }
        let wanted = Set(found.lazy.filter { !$0.isException }.map(\.phrase))
        let file = complaints.files[list.place.file]
        var workbench = Workbench(compiled)
        for entry in list.entries where entry.isException {
            let text = file.text(entry.place.start..<entry.place.end)
            guard !text.contains("*"), !text.contains("?"), !text.hasPrefix("=") else { continue }
            if !workbench.phrases(in: text, compiled).contains(where: wanted.contains) {
                complaints.add(
                    .warning, "This exception cancels nothing: no phrase of the list stands in it.", at: entry.place,
                    remedy: "an exception holds a phrase of the list and more, as \"-sue ellen\" holds \"sue\"")
            }
        }
    }

    /// A list with all that the lists it names bring.
    private mutating func gathered(
        _ number: Int, _ own: [[(phrase: Int, isException: Bool)]]
    ) -> [(phrase: Int, isException: Bool)] {
        guard !lists[number].parts.isEmpty else { return own[number] }
        var result = own[number]
        var seen = Set(result.map { $0.phrase << 1 | ($0.isException ? 1 : 0) })
        var visited: Set<Int> = [number]
        var open: [(list: Int, depth: Int)] = [(number, 0)]
        while let (list, depth) = open.popLast() {
            for part in lists[list].parts {
                guard let other = listNumbers[part.name] else {
                    if list == number { unknownList(part.name, part.place) }
                    continue
                }
                if list == number { isListUsed[other] = true }
                if other == number {
                    complaints.add(
                        .error,
                        "list:\(part.name) names itself, by way of \(list == number ? "this line" : "list:\(lists[list].name)").",
                        at: part.place, remedy: "take one of the lines away")
                    continue
                }
                guard visited.insert(other).inserted else { continue }
                guard depth < Self.longestChain else {
                    complaints.add(.error, "Lists name lists more than \(Self.longestChain) deep.", at: part.place)
                    continue
                }
                for entry in own[other] where seen.insert(entry.phrase << 1 | (entry.isException ? 1 : 0)).inserted {
                    result.append(entry)
                }
                open.append((other, depth + 1))
            }
        }
        return result
    }

    private func unknownList(_ name: String, _ place: Place) {
        complaints.add(
            .error, "There is no list \"\(name)\".", at: place,
            remedy: NearestName.remedy(
                name, among: lists.lazy.map(\.name), else: "a list is a file: Rules/\(name).keywords"))
    }

    // MARK: lexicons

    private mutating func enter(_ lexicons: [LexiconFile]) {
        for lexicon in lexicons {
            if compiled.languages.contains(lexicon.language) {
                complaints.add(
                    .error, "There is another lexicon for \"\(lexicon.language)\".",
                    at: Place(file: lexicon.file, line: 0, start: 0, end: 0), remedy: "put them into one file")
                continue
            }
            let language = UInt8(clamping: compiled.languages.count)
            compiled.languages.append(lexicon.language)
            compiled.lexiconLanguages.insert(lexicon.language)
            let file = complaints.files[lexicon.file]
            for entry in lexicon.entries {
                let text = file.text(entry.place.start..<entry.place.end)
                guard let number = phrase(text, entry.place) else { continue }
                while compiled.phraseFeeling.count <= number { compiled.phraseFeeling.append(-1) }
                let known = compiled.phraseFeeling[number]
                if known >= 0, compiled.feelings[Int(known)].language == language {
                    complaints.add(
                        .warning, "This stands in the lexicon already.", at: entry.place,
                        remedy: "keep one of the lines")
                    continue
                }
                compiled.feelings.append(
                    Compiled.Feeling(language: language, role: entry.role, value: Float(entry.value), next: known))
                compiled.phraseFeeling[number] = Int32(compiled.feelings.count - 1)
            }
        }
    }

    // MARK: rules

    private mutating func enter(_ all: [RuleDraft]) {
        for draft in all {
            if drafts.count >= Self.mostRules {
                complaints.add(.error, "These are more than \(Self.mostRules) rules.", at: draft.place)
                break
            }
            if let first = ruleNumbers[draft.name] {
                let other = drafts[first].place
                complaints.add(
                    .error,
                    "There is another rule \"\(draft.name)\": \(complaints.files[other.file].path):\(other.line + 1).",
                    at: draft.place, remedy: "rename one of them")
                continue
            }
            ruleNumbers[draft.name] = drafts.count
            drafts.append(draft)
        }
        for draft in drafts { check(draft) }
        for draft in drafts { enterGroup(draft) }
        guard let order = orderOfRules() else { return }
        var made: [Compiled.Rule?] = Array(repeating: nil, count: drafts.count)
        anchors = Array(repeating: nil, count: drafts.count)
        for number in order { made[number] = rule(number, made) }
        compiled.rules = made.compactMap { $0 }
        compiled.groupMost = Array(repeating: Int.max, count: groups.count)
        for group in groups.values { compiled.groupMost[group.number] = group.most ?? Int.max }
    }

    /// What can be said of a rule by itself.
    private func check(_ draft: RuleDraft) {
        if !draft.hasWhen {
            complaints.add(
                .error, "This rule has no \"when\".", at: draft.place,
                remedy: "say what it looks for: when list:brand AND …")
        }
        if let when = draft.when, !when.hasSomethingToLookFor {
            complaints.add(
                .error, "This rule looks for nothing: what it says only narrows or excludes.", at: draft.place,
                remedy: "tie it to words, a list, a sentiment or a channel")
        }
        if draft.severity == nil, draft.score == nil, draft.action == .none {
            complaints.add(
                .error, "This rule has neither severity nor score, so it would do nothing.", at: draft.place,
                remedy: "as in: severity high")
        }
        if draft.examples.isEmpty {
            complaints.add(
                .warning, "This rule has no example.", at: draft.place,
                remedy: "add: hit \"a message that it must catch\"")
        } else if !draft.examples.contains(where: { !$0.shallFire }) {
            complaints.add(
                .warning, "This rule has no miss example.", at: draft.place,
                remedy: "add: miss \"a message that it must spare\"")
        }
        if let severity = draft.severity, severity >= .high, draft.mode != .off {
            if draft.owner.isEmpty {
                complaints.add(
                    .warning, "This rule is \(severity.rawValue) and nobody owns it.", at: draft.place,
                    remedy: "add: owner NAME")
            }
            if draft.respond == nil {
                complaints.add(
                    .warning, "This rule is \(severity.rawValue) and promises no time.", at: draft.place,
                    remedy: "add: respond 15m")
            }
        }
    }

    private mutating func enterGroup(_ draft: RuleDraft) {
        guard let group = draft.group else { return }
        guard let known = groups[group.name] else {
            groups[group.name] = (groups.count, group.most, group.place)
            return
        }
        if let most = group.most, let before = known.most, most != before {
            complaints.add(
                .error,
                "Group \(group.name) adds at most \(before) by \(complaints.files[known.place.file].path):\(known.place.line + 1), and \(most) here.",
                at: group.place, remedy: "say the same in both")
        }
        if known.most == nil, group.most != nil { groups[group.name] = (known.number, group.most, group.place) }
    }

    /// Rules before those that name them. Nil after a complaint of a circle.
    private mutating func orderOfRules() -> [Int]? {
        let named = drafts.map { draft in
            ([draft.when].compactMap(\.self) + draft.shifts.map(\.condition)).flatMap { Self.rulesNamed(in: $0) }
        }
        var order: [Int] = []
        var depth = Array(repeating: -1, count: drafts.count)
        var isOpen = Array(repeating: false, count: drafts.count)
        var isSound = true
        for start in drafts.indices where depth[start] < 0 {
            var path = [(rule: start, next: 0)]
            isOpen[start] = true
            while let top = path.last {
                if top.next < named[top.rule].count {
                    path[path.count - 1].next += 1
                    let (name, place) = named[top.rule][top.next]
                    guard let other = ruleNumbers[name] else {
                        complaints.add(
                            .error, "There is no rule \"\(name)\".", at: place,
                            remedy: NearestName.remedy(name, among: drafts.lazy.map(\.name)))
                        isSound = false
                        continue
                    }
                    if drafts[other].mode == .off {
                        complaints.add(.warning, "rule:\(name) is off, so it is never true.", at: place)
                    }
                    if isOpen[other] {
                        complaints.add(
                            .error, "Rule \"\(name)\" depends on itself, by way of \"\(drafts[top.rule].name)\".",
                            at: place, remedy: "take one of the rule: parts away")
                        isSound = false
                    } else if depth[other] < 0 {
                        isOpen[other] = true
                        path.append((other, 0))
                    }
                } else {
                    path.removeLast()
                    isOpen[top.rule] = false
                    depth[top.rule] =
                        1 + (named[top.rule].compactMap { ruleNumbers[$0.name].map { depth[$0] } }.max() ?? -1)
                    if depth[top.rule] == Self.longestChain {
                        complaints.add(
                            .error, "Rules name rules more than \(Self.longestChain) deep.",
                            at: drafts[top.rule].place, remedy: "say it in fewer steps")
                        isSound = false
                    }
                    order.append(top.rule)
                }
            }
        }
        return isSound ? order : nil
    }

    private static func rulesNamed(in expression: Expression) -> [(name: String, place: Place)] {
        switch expression {
        case .all(let parts), .any(let parts): parts.flatMap { rulesNamed(in: $0) }
        case .none(let part): rulesNamed(in: part)
        case .rule(let name, let place): [(name, place)]
        case .phrase, .list, .atLeast, .near, .test: []
        }
    }

    private mutating func rule(_ number: Int, _ made: [Compiled.Rule?]) -> Compiled.Rule {
        let draft = drafts[number]
        var leaves: Set<Int> = []
        var start = compiled.code.count
        if let when = draft.when {
            anchors[number] = emit(when, &leaves, made)
        } else {
            start = compiled.code.count
            compiled.code.append(Compiled.Instruction(kind: .any, operand: 0, end: Int32(start + 1)))
            anchors[number] = Anchor()
        }
        var shifts: [(by: Int, condition: Int)] = []
        for shift in draft.shifts {
            shifts.append((shift.by, compiled.code.count))
            _ = emit(shift.condition, &leaves, made)
        }
        let score = draft.score ?? draft.severity?.usualScore ?? 0
        let severity = draft.severity ?? Severity.allCases.last { $0.usualScore <= score } ?? .info
        return Compiled.Rule(
            name: draft.name, title: draft.title.isEmpty ? draft.name : draft.title,
            file: complaints.files[draft.place.file].path, line: draft.place.line + 1, severity: severity, score: score,
            action: draft.action, group: draft.group.flatMap { groups[$0.name]?.number }, owner: draft.owner,
            skill: draft.skill, respond: draft.respond, mode: draft.mode, when: start, shifts: shifts,
            leaves: leaves.sorted())
    }

    // MARK: conditions

    /// Writes the instructions; gives what must occur for the expression to be true, nil where nothing must.
    private mutating func emit(
        _ expression: Expression, _ leaves: inout Set<Int>, _ made: [Compiled.Rule?]
    ) -> Anchor? {
        let start = compiled.code.count
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
            if isAll { return found.compactMap(\.self).min { $0.cost < $1.cost } }
            guard !found.contains(where: { $0 == nil }) else { return nil }
            var either = Anchor()
            for anchor in found { if let anchor { either.add(anchor) } }
            return either
        case .none(let part):
            compiled.code.append(instruction(.none, 0))
            _ = emit(part, &leaves, made)
            compiled.code[start].end = Int32(compiled.code.count)
            return nil
        case .phrase, .list, .atLeast, .near:
            guard let (leaf, anchor) = self.leaf(expression) else {
                // Never true: an empty OR.
                compiled.code.append(instruction(.any, 0))
                return Anchor()
            }
            leaves.insert(leaf)
            compiled.code.append(instruction(.leaf, leaf))
            return anchor
        case .rule(let name, _):
            let number = ruleNumbers[name] ?? 0
            leaves.formUnion(made[number]?.leaves ?? [])
            compiled.code.append(instruction(.rule, number))
            return anchors[number]
        case .test(let test, _):
            compiled.code.append(instruction(.test, compiled.tests.count))
            compiled.tests.append(test)
            return nil
        }
    }

    private mutating func leaf(_ expression: Expression) -> (Int, Anchor)? {
        switch expression {
        case .phrase(let text, let place):
            guard let number = phrase(text, place) else { return nil }
            let leaf = leaf(.phrase(number)) { .phrase(number) }
            return (leaf, Anchor(phrases: [number], leaves: [leaf], cost: costs[number]))
        case .list(let name, let place):
            guard let number = list(name, place) else { return nil }
            let leaf = leaf(.list(number)) { .list(number) }
            return (leaf, Anchor(lists: [number], leaves: [leaf], cost: cost(ofList: number)))
        case .atLeast(let count, let name, let place):
            guard let number = list(name, place) else { return nil }
            let size = listPhrases[number].count { !$0.isException }
            if count > size {
                complaints.add(
                    .error, "list:\(name) has \(size) phrases, so \(count) of them are never found.", at: place,
                    remedy: "ask for fewer")
                return nil
            }
            let leaf = leaf(.atLeast(count, number)) { .atLeast(count, list: number) }
            return (leaf, Anchor(lists: [number], leaves: [leaf], cost: cost(ofList: number) / Double(count)))
        case .near:
            guard let (operand, anchor) = operand(expression), case .near(let near) = operand else { return nil }
            compiled.leaves.append(.near(near))
            let leaf = compiled.leaves.count - 1
            var anchored = anchor
            anchored.leaves = [leaf]
            return (leaf, anchored)
        case .all, .any, .none, .rule, .test: return nil
        }
    }

    private mutating func leaf(_ key: LeafKey, _ make: () -> Compiled.Leaf) -> Int {
        if let known = leafNumbers[key] { return known }
        compiled.leaves.append(make())
        leafNumbers[key] = compiled.leaves.count - 1
        return compiled.leaves.count - 1
    }

    private mutating func list(_ name: String, _ place: Place) -> Int? {
        guard let number = listNumbers[name] else {
            unknownList(name, place)
            return nil
        }
        isListUsed[number] = true
        return number
    }

    private func cost(ofList number: Int) -> Double {
        var sum = 0.0
        for entry in listPhrases[number] where !entry.isException { sum += costs[entry.phrase] }
        return sum
    }

    private mutating func operand(_ expression: Expression) -> (Near.Operand, Anchor)? {
        switch expression {
        case .phrase(let text, let place):
            return phrase(text, place).map { (.phrase($0), Anchor(phrases: [$0], cost: costs[$0])) }
        case .list(let name, let place):
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
        case .near(let first, let rest, _):
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

    private mutating func settleAnchors() {
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
