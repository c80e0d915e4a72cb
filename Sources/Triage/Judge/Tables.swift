/// What judging asks of a rule set millions of times a second, laid out flat: no array that could be copied,
/// counted or checked again.
///
/// Unchecked: nothing in it is changed once `init` has returned, and all of it is plain memory that it owns.
/// Constants throughout: of a variable of a class, every look would be checked for exclusive access.
final class Tables: @unchecked Sendable {
    let folded: WordTable
    let bare: WordTable
    let exact: WordTable
    let prefixes: WordTable
    let masks: WordTable
    let phrases: PhraseTable
    /// Folded words by their cores (`Elongation`): one of each, and by word the next with the same core.
    private let cores: WordTable
    private let sameCore: Pile<UInt32>
    /// The bytes of every word, one after another, and by number where each begins.
    private let spellings: Pile<UInt8>
    private let starts: Pile<UInt32>

    let hasBare: Bool
    let maskShapes: [Vocabulary.Mask]
    let prefixLengths: [UInt8]
    private let prefixGate: Pile<UInt64>
    let hasPlaceholders: Bool
    /// By raw value of a `Placeholder`: its word, 0 where no rule asks for it.
    let placeholders: [UInt32]

    let phraseCount: Int
    let listCount: Int
    let leafCount: Int
    let ruleCount: Int
    /// By phrase, in `entries`: see `PhraseRow`.
    let phraseRows: Pile<PhraseRow>
    let entries: Pile<UInt32>
    let listRules: Rows
    let leafRules: Rows
    /// By rule, one after another: see `When`.
    let ruleLeaves: Pile<LeafRow>
    let feelings: [Compiled.Feeling]
    let languages: [String]
    /// Held for the sake of what `askedModels` reads.
    private let models: FeelingModels?
    let askedModels: FeelingModels.Asked?
    let leaves: [Compiled.Leaf]
    let leafZones: [Zone]
    let restlessRules: [Int]
    /// By rule, and one more at the end.
    private let whens: Pile<When>
    private let code: Pile<Compiled.Instruction>
    private let tests: [FieldTest]

    /// By leaf.
    private let leafRows: Pile<LeafRow>
    let gates: Pile<Gate>

    /// What hangs on a phrase: rules entered under it and lists that hold it, in `entries`; all that is asked
    /// when it is met, in one place.
    struct PhraseRow: BitwiseCopyable {
        var rules: UInt32 = 0
        /// `list << 1 | isException`.
        var lists: UInt32 = 0
        var end: UInt32 = 0
        /// Index of its first feeling, -1 for none.
        var feeling: Int32 = -1
    }

    /// A leaf with what it asks for, small enough that eight of them share a line of cache.
    struct LeafRow: BitwiseCopyable {
        enum Kind: UInt32, BitwiseCopyable {
            /// The number of a phrase or list, which is all that it asks for.
            case phrase, list
            /// Where its gate begins in `gates`; more is to be asked behind that.
            case gate
        }

        var leaf: UInt32
        private var bits: UInt32

        init(leaf: Int, _ kind: Kind, _ number: Int) {
            self.leaf = UInt32(leaf)
            bits = UInt32(number) << 2 | kind.rawValue
        }

        @inline(__always)
        var number: Int { Int(bits >> 2) }
        @inline(__always)
        var kind: Kind { Kind(rawValue: bits & 3) ?? .gate }
    }

    struct When: BitwiseCopyable {
        /// Where the leaves of its conditions, and of those of rules that they name, begin in `ruleLeaves`.
        var leaves: UInt32
        /// Index of its condition's first instruction.
        var start: Int32
        /// The leaf that is all of its condition, -1 where it is not a leaf alone.
        var leaf: Int32
        var mode: Mode
        /// It only looks for what a spike counts.
        var isWatch: Bool
        var hasShifts: Bool
    }

    enum Mode: BitwiseCopyable { case live, shadow, off }

    private let listsWithExceptions: Pile<Bool>

    /// Rows of numbers of different lengths, by index.
    struct Rows: ~Copyable {
        private var starts = Pile<UInt32>()
        private var values = Pile<UInt32>()

        init(_ rows: Int, _ fill: (Int, (UInt32) -> Void) -> Void) {
            starts.append(0)
            for row in 0..<rows {
                fill(row) { values.append($0) }
                starts.append(UInt32(values.count))
            }
        }

        /// The row's numbers; none where there is no such row.
        @inline(__always)
        subscript(_ row: Int) -> UnsafeBufferPointer<UInt32> {
            guard row >= 0, row + 1 < starts.count else { return UnsafeBufferPointer(start: nil, count: 0) }
            let first = Int(starts.base[row])
            return UnsafeBufferPointer(start: values.base + first, count: Int(starts.base[row + 1]) - first)
        }
    }

    init(_ compiled: Compiled) {
        var sameCore = Pile<UInt32>()
        var spellings = Pile<UInt8>()
        var starts = Pile<UInt32>()
        var prefixGate = Pile<UInt64>()
        var phraseRows = Pile<PhraseRow>(capacity: compiled.trie.phrases)
        var entries = Pile<UInt32>()
        var ruleLeaves = Pile<LeafRow>()
        var gates = Pile<Gate>()
        var whens = Pile<When>()
        var code = Pile<Compiled.Instruction>()
        var leafRows = Pile<LeafRow>()
        var listsWithExceptions = Pile<Bool>()
        let vocabulary = compiled.vocabulary
        phrases = PhraseTable(compiled.trie)
        let numbers = 1..<vocabulary.count + 1
        var counts: [Vocabulary.Manner: Int] = [:]
        for number in numbers { counts[vocabulary.manner(number), default: 0] += 1 }
        func table(_ manner: Vocabulary.Manner) -> WordTable { WordTable(holding: counts[manner, default: 0]) }
        var folded = table(.folded)
        var bare = table(.bare)
        var exact = table(.exact)
        var prefixes = table(.prefix)
        var masks = table(.mask)
        var cores = table(.folded)
        var core = Pile<UInt8>()
        sameCore.append(0)
        starts.append(0)
        starts.append(0)
        for number in numbers {
            let word = vocabulary.spelling(number)
            var facts = UInt32(number)
            if word.count > WordKey.tellsApart { facts |= WordTable.Slot.isLong }
            if vocabulary.hasExact[number] { facts |= WordTable.Slot.hasExact }
            let key = word.withUnsafeBufferPointer { WordKey.of($0.baseAddress.unsafelyUnwrapped, $0.count) }
            let slot = WordTable.Slot(key: key, facts: facts, root: phrases.root(UInt32(number)))
            for byte in word { spellings.append(byte) }
            starts.append(UInt32(spellings.count))
            var next: UInt32 = 0
            switch vocabulary.manner(number) {
            case .folded:
                folded.insert(slot)
                word.withUnsafeBufferPointer { Elongation.core($0, into: &core) }
                next = cores.replace(WordKey.of(core.base, core.count), by: UInt32(number))
            case .bare: bare.insert(slot)
            case .exact: exact.insert(slot)
            case .prefix: prefixes.insert(slot)
            case .mask: masks.insert(slot)
            case .placeholder: break
            }
            sameCore.append(next)
        }
        self.cores = cores
        self.folded = folded
        self.bare = bare
        self.exact = exact
        self.prefixes = prefixes
        self.masks = masks
        hasBare = vocabulary.hasBare
        maskShapes = vocabulary.masks
        prefixLengths = vocabulary.prefixLengths
        hasPlaceholders = vocabulary.hasPlaceholders
        placeholders = vocabulary.placeholders
        for bits in vocabulary.prefixGate { prefixGate.append(bits) }
        tests = compiled.tests
        feelings = compiled.feelings
        languages = compiled.languages
        models = compiled.models
        askedModels = compiled.models?.asked
        leaves = compiled.leaves
        leafZones = compiled.leafZone
        restlessRules = compiled.restlessRules
        for instruction in compiled.code { code.append(instruction) }
        phraseCount = compiled.trie.phrases
        listCount = compiled.listCount
        leafCount = compiled.leaves.count
        ruleCount = compiled.rules.count
        for phrase in 0..<phraseCount {
            var row = PhraseRow(rules: UInt32(entries.count))
            compiled.phraseRules.forEach(phrase) { entries.append($0) }
            row.lists = UInt32(entries.count)
            compiled.phraseLists.forEach(phrase) { entries.append($0) }
            row.end = UInt32(entries.count)
            if phrase < compiled.phraseFeeling.count { row.feeling = compiled.phraseFeeling[phrase] }
            phraseRows.append(row)
        }
        listRules = Rows(listCount) { row, add in compiled.listRules.forEach(row, add) }
        for (number, leaf) in compiled.leaves.enumerated() {
            switch leaf {
            case .phrase(let phrase): leafRows.append(LeafRow(leaf: number, .phrase, phrase))
            case .list(let list) where !compiled.hasExceptions[list]:
                leafRows.append(LeafRow(leaf: number, .list, list))
            case .list, .atLeast, .near:
                leafRows.append(LeafRow(leaf: number, .gate, gates.count))
                gates.lay(leaf)
            }
        }
        for rule in compiled.rules {
            let leaves = UInt32(ruleLeaves.count)
            for leaf in rule.leaves { ruleLeaves.append(leafRows[leaf]) }
            let first = compiled.code[rule.when]
            whens.append(
                When(
                    leaves: leaves, start: Int32(rule.when), leaf: first.kind == .leaf ? first.operand : -1,
                    mode: rule.mode == .live ? .live : rule.mode == .off ? .off : .shadow, isWatch: rule.isWatch,
                    hasShifts: !rule.shifts.isEmpty))
        }
        whens.append(
            When(
                leaves: UInt32(ruleLeaves.count), start: 0, leaf: -1, mode: .off, isWatch: false,
                hasShifts: false))
        leafRules = Rows(leafCount) { row, add in compiled.leafRules.forEach(row, add) }
        for hasAny in compiled.hasExceptions { listsWithExceptions.append(hasAny) }
        self.sameCore = sameCore
        self.spellings = spellings
        self.starts = starts
        self.prefixGate = prefixGate
        self.phraseRows = phraseRows
        self.entries = entries
        self.ruleLeaves = ruleLeaves
        self.gates = gates
        self.whens = whens
        self.code = code
        self.leafRows = leafRows
        self.listsWithExceptions = listsWithExceptions
    }

    // MARK: words

    @inline(__always)
    func find(folded key: UInt64, _ word: UnsafePointer<UInt8>, _ length: Int) -> WordTable.Slot {
        folded.find(key, isLong: length > WordKey.tellsApart) { isSpelled($0, word, length) }
    }

    /// What the tables know of a word of a message, whatever stands around it: the facts of its slot, and which other
    /// tables are worth asking.
    func facts(of token: Token, _ word: UnsafePointer<UInt8>) -> UInt32 {
        let length = Int(token.length)
        var facts = find(folded: token.key, word, length).facts
        if hasBare, !token.traits.contains(.endless), findBare(token, word).facts != 0 {
            facts |= WordTable.Slot.isBare
        }
        if mayHavePrefix(word, length) {
            for wanted in prefixLengths where wanted <= length && find(.prefix, word, Int(wanted)).facts != 0 {
                facts |= WordTable.Slot.hasPrefix
            }
        }
        return facts
    }

    func findBare(_ token: Token, _ word: UnsafePointer<UInt8>) -> WordTable.Slot {
        let length = Int(token.length)
        guard token.traits.contains(.wide) else {
            return bare.find(token.key, isLong: length > WordKey.tellsApart) { isSpelled($0, word, length) }
        }
        return find(.bare, WordFolding.withoutAccents(UnsafeBufferPointer(start: word, count: length)))
    }

    /// `WordTable.Slot.root`, by the slot's facts.
    @inline(__always)
    func root(_ facts: UInt32) -> UInt32 { phrases.root(facts & WordTable.Slot.bits) }

    func find(_ manner: Vocabulary.Manner, _ word: UnsafePointer<UInt8>, _ length: Int) -> WordTable.Slot {
        let key = WordKey.of(word, length)
        let isLong = length > WordKey.tellsApart
        return switch manner {
        case .folded: folded.find(key, isLong: isLong) { isSpelled($0, word, length) }
        case .bare: bare.find(key, isLong: isLong) { isSpelled($0, word, length) }
        case .exact: exact.find(key, isLong: isLong) { isSpelled($0, word, length) }
        case .prefix: prefixes.find(key, isLong: isLong) { isSpelled($0, word, length) }
        case .mask: masks.find(key, isLong: isLong) { isSpelled($0, word, length) }
        // Recognised, not spelled; see `placeholders`.
        case .placeholder: WordTable.Slot()
        }
    }

    func find(_ manner: Vocabulary.Manner, _ word: [UInt8]) -> WordTable.Slot {
        word.withUnsafeBufferPointer { view in
            guard let base = view.baseAddress else { return WordTable.Slot() }
            return find(manner, base, view.count)
        }
    }

    private func isSpelled(_ number: UInt32, _ word: UnsafePointer<UInt8>, _ length: Int) -> Bool {
        let start = Int(starts[Int(number)])
        guard Int(starts[Int(number) + 1]) - start == length else { return false }
        let spelled = UnsafePointer(spellings.base + start)
        guard length > 8 else { return EightBytes.first(length, of: spelled) == EightBytes.first(length, of: word) }
        // The last eight bytes may overlap those before.
        var place = 0
        while place < length - 8 {
            if EightBytes.whole(spelled + place) != EightBytes.whole(word + place) { return false }
            place += 8
        }
        return EightBytes.whole(spelled + (length - 8)) == EightBytes.whole(word + (length - 8))
    }

    /// The first folded word with a core, 0 for none; the others follow by `nextHeld`. Different cores may
    /// meet here, so each is asked with `held`.
    func firstHeld(core: borrowing Pile<UInt8>) -> UInt32 {
        cores.find(WordKey.of(core.base, core.count), isLong: false) { _ in false }.number
    }

    func nextHeld(_ number: UInt32) -> UInt32 { sameCore[Int(number)] }

    /// A word of the rules, where a message's word with held letters may stand for it.
    func held(_ word: UnsafeBufferPointer<UInt8>, as number: UInt32) -> WordTable.Slot? {
        let start = Int(starts[Int(number)])
        let rule = UnsafeBufferPointer(start: spellings.base + start, count: Int(starts[Int(number) + 1]) - start)
        guard Elongation.mayBe(word, rule) else { return nil }
        return WordTable.Slot(key: 0, facts: number, root: phrases.root(number))
    }

    /// May a prefix of four bytes or more begin this word?
    @inline(__always)
    func mayHavePrefix(_ word: UnsafePointer<UInt8>, _ length: Int) -> Bool {
        guard length >= 4, prefixGate.count > 0 else { return false }
        let bit = Vocabulary.gateBit(word)
        return prefixGate.base[bit >> 6] & (1 << UInt64(bit & 63)) != 0
    }

    var hasPrefixes: Bool { prefixGate.count > 0 }

    // MARK: phrases and lists

    @inline(__always)
    func row(ofLeaf leaf: Int) -> LeafRow { leafRows[leaf] }

    @inline(__always)
    func when(ofRule rule: Int) -> When { whens[rule] }

    /// In `ruleLeaves`.
    @inline(__always)
    func leaves(ofRule rule: Int) -> Range<Int> { Int(whens[rule].leaves)..<Int(whens[rule + 1].leaves) }

    @inline(__always)
    func hasExceptions(list: Int) -> Bool { listsWithExceptions[list] }
}

extension Tables: Conditions {
    @inline(__always)
    func instruction(_ place: Int) -> Compiled.Instruction { code[place] }
    func test(_ number: Int) -> FieldTest { tests[number] }
    func condition(ofRule rule: Int) -> Int? { whens[rule].mode == .off ? nil : Int(whens[rule].start) }
}
