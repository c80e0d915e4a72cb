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
    let phraseRules: Rows
    let phraseLists: Rows
    let listRules: Rows
    let ruleLeaves: Rows
    let leafRules: Rows
    private let phraseFeelings: Pile<Int32>
    let feelings: [Compiled.Feeling]
    let languages: [String]
    let models: FeelingModels?
    let leaves: [Compiled.Leaf]
    let leafZones: [Zone]
    let restlessRules: [Int]
    /// By rule: index of its condition's first instruction, and, where that is all of it, the leaf.
    private let whens: Pile<When>
    private let code: Pile<Compiled.Instruction>
    private let tests: [FieldTest]

    /// By leaf: the phrase or list that it asks for, where that is all.
    private let simpleLeaves: Pile<SimpleLeaf>

    struct When: BitwiseCopyable {
        var start: Int32
        /// -1 where it is not a leaf alone.
        var leaf: Int32
        var mode: Mode
        /// It only looks for what a spike counts.
        var isWatch: Bool
        var hasShifts: Bool
    }

    enum Mode: BitwiseCopyable { case live, shadow, off }

    enum SimpleLeaf: BitwiseCopyable {
        case phrase(UInt32)
        case list(UInt32)
        case other
    }
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
        var phraseFeelings = Pile<Int32>()
        var whens = Pile<When>()
        var code = Pile<Compiled.Instruction>()
        var simpleLeaves = Pile<SimpleLeaf>()
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
        leaves = compiled.leaves
        leafZones = compiled.leafZone
        restlessRules = compiled.restlessRules
        for instruction in compiled.code { code.append(instruction) }
        phraseCount = compiled.trie.phrases
        listCount = compiled.listCount
        leafCount = compiled.leaves.count
        ruleCount = compiled.rules.count
        phraseRules = Rows(phraseCount) { row, add in compiled.phraseRules.forEach(row, add) }
        phraseLists = Rows(phraseCount) { row, add in compiled.phraseLists.forEach(row, add) }
        listRules = Rows(listCount) { row, add in compiled.listRules.forEach(row, add) }
        ruleLeaves = Rows(ruleCount) { row, add in for leaf in compiled.rules[row].leaves { add(UInt32(leaf)) } }
        for leaf in compiled.leaves {
            switch leaf {
            case .phrase(let phrase): simpleLeaves.append(.phrase(UInt32(phrase)))
            case .list(let list) where !compiled.hasExceptions[list]: simpleLeaves.append(.list(UInt32(list)))
            case .list, .atLeast, .near: simpleLeaves.append(.other)
            }
        }
        for rule in compiled.rules {
            let first = compiled.code[rule.when]
            whens.append(
                When(
                    start: Int32(rule.when), leaf: first.kind == .leaf ? first.operand : -1,
                    mode: rule.mode == .live ? .live : rule.mode == .off ? .off : .shadow, isWatch: rule.isWatch,
                    hasShifts: !rule.shifts.isEmpty))
        }
        leafRules = Rows(leafCount) { row, add in compiled.leafRules.forEach(row, add) }
        for feeling in compiled.phraseFeeling { phraseFeelings.append(feeling) }
        for hasAny in compiled.hasExceptions { listsWithExceptions.append(hasAny) }
        self.sameCore = sameCore
        self.spellings = spellings
        self.starts = starts
        self.prefixGate = prefixGate
        self.phraseFeelings = phraseFeelings
        self.whens = whens
        self.code = code
        self.simpleLeaves = simpleLeaves
        self.listsWithExceptions = listsWithExceptions
    }

    // MARK: words

    @inline(__always)
    func find(folded key: UInt64, _ word: UnsafePointer<UInt8>, _ length: Int) -> WordTable.Slot {
        folded.find(key, isLong: length > WordKey.tellsApart) { isSpelled($0, word, length) }
    }

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
        for offset in 0..<length where spellings.base[start + offset] != word[offset] { return false }
        return true
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

    // MARK: phrases and lists

    /// Index of the phrase's first feeling, -1 for none.
    @inline(__always)
    func feeling(ofPhrase phrase: Int) -> Int32 { phrase < phraseFeelings.count ? phraseFeelings.base[phrase] : -1 }

    @inline(__always)
    func simple(leaf: Int) -> SimpleLeaf { simpleLeaves[leaf] }

    /// By leaf. For whoever keeps the tables as long as this is used.
    var simpleLeafRow: UnsafePointer<SimpleLeaf> { UnsafePointer(simpleLeaves.base) }

    @inline(__always)
    func when(ofRule rule: Int) -> When { whens[rule] }

    @inline(__always)
    func hasExceptions(list: Int) -> Bool { listsWithExceptions[list] }
}

extension Tables: Conditions {
    @inline(__always)
    func instruction(_ place: Int) -> Compiled.Instruction { code[place] }
    func test(_ number: Int) -> FieldTest { tests[number] }
    func condition(ofRule rule: Int) -> Int? { whens[rule].mode == .off ? nil : Int(whens[rule].start) }
}
