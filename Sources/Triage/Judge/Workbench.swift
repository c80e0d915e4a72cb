/// The working memory of judging, kept between messages so that an ordinary one costs no allocation.
/// Used by one caller at a time; `Bench` sees to that.
struct Workbench: ~Copyable {
    var reading = Reading()
    /// By token: the word of the vocabulary that stands there, and where its further readings begin.
    private var cells = Pile<Cell>()
    /// Further readings of a token: exact, prefix, hashtag as a whole …; those of one token in a row.
    private var sides = Pile<Side>(capacity: 16)
    var occurrences = Pile<Occurrence>(capacity: 32)
    var feelings = Pile<Felt>(capacity: 32)
    var feeling = FeelingBench()
    private(set) var votes: UInt64 = 0

    private var phraseMarks: Pile<Mark>
    private var listMarks: Pile<Mark>
    private var links = Pile<Link>(capacity: 32)
    private var ruleMarks: Pile<UInt32>
    var leafMarks: Pile<LeafMark>
    private(set) var epoch: UInt32 = 0

    // Not private: the compiler (6.3.1, without optimising) makes a broken module of a class in another
    // file that holds a value with private types in generic rows.
    struct Cell: BitwiseCopyable {
        var word: UInt32
        /// 1 + index of the first side, 0 for none.
        var side: UInt32
    }

    struct Side: BitwiseCopyable {
        var token: UInt32
        var span: UInt32
        var word: UInt32
    }

    /// A phrase at tokens [start, end).
    struct Occurrence: BitwiseCopyable {
        var phrase: UInt32
        var start: UInt32
        var end: UInt32
        /// 1 + index of the next occurrence of the same phrase, 0 at the end.
        var next: UInt32
    }

    /// A phrase of a lexicon at tokens [start, end).
    struct Felt: BitwiseCopyable {
        var feeling: Int32
        var start: UInt32
        var end: UInt32
    }

    /// Head and tail of a chain, valid in one epoch.
    struct Mark: BitwiseCopyable {
        var epoch: UInt32 = 0
        var first: UInt32 = 0
        var last: UInt32 = 0
    }

    /// One phrase of a list that occurred, or of its exceptions.
    struct Link: BitwiseCopyable {
        var phrase: UInt32
        var isException: Bool
        var next: UInt32
    }

    struct LeafMark: BitwiseCopyable {
        var epoch: UInt32 = 0
        var truth: Int8 = 0
    }

    init(_ compiled: borrowing Compiled) {
        phraseMarks = Self.filled(compiled.trie.phrases, Mark())
        listMarks = Self.filled(compiled.listCount, Mark())
        ruleMarks = Self.filled(compiled.rules.count, 0)
        leafMarks = Self.filled(compiled.leaves.count, LeafMark())
    }

    private static func filled<T: BitwiseCopyable>(_ count: Int, _ value: T) -> Pile<T> {
        var pile = Pile<T>(capacity: count)
        for _ in 0..<count { pile.append(value) }
        return pile
    }

    /// It grew for an enormous text and should not be kept.
    var isBloated: Bool { reading.tokens.capacity > 200_000 || reading.folded.capacity > 4_000_000 }

    // MARK: reading a text

    /// Finds every phrase in the text; the rules that one of them may make true are given to `candidate`,
    /// each once.
    mutating func read(_ text: UnsafeBufferPointer<UInt8>, _ compiled: Compiled, candidate: (Int) -> Void) {
        begin()
        reading.read(text)
        lookUp(text, compiled)
        walk(compiled)
        enter(compiled, candidate)
    }

    /// The phrases that occur in a text, for the compiler's own questions.
    mutating func phrases(in text: String, _ compiled: Compiled) -> [Int] {
        begin()
        let bytes = Array(text.utf8)
        bytes.withUnsafeBufferPointer { text in
            reading.read(text)
            lookUp(text, compiled)
        }
        walk(compiled)
        return occurrences.view.map { Int($0.phrase) }
    }

    private mutating func begin() {
        epoch &+= 1
        if epoch == 0 {
            for place in 0..<phraseMarks.count { phraseMarks[place] = Mark() }
            for place in 0..<listMarks.count { listMarks[place] = Mark() }
            for place in 0..<ruleMarks.count { ruleMarks[place] = 0 }
            for place in 0..<leafMarks.count { leafMarks[place] = LeafMark() }
            epoch = 1
        }
        cells.clear()
        sides.clear()
        occurrences.clear()
        feelings.clear()
        links.clear()
        votes = 0
    }

    private mutating func lookUp(_ text: UnsafeBufferPointer<UInt8>, _ compiled: Compiled) {
        let count = reading.tokens.count
        cells.reserve(count)
        var compound = 0
        let folded = reading.folded.base
        let special: Token.Traits = [.elongated, .possessive, .compound, .endless, .link]
        let hasBare = compiled.vocabulary.hasBare
        let hasMasks = !compiled.vocabulary.masks.isEmpty
        for index in 0..<count {
            let token = reading.tokens.base[index]
            let word = folded + Int(token.fold)
            let length = Int(token.length)
            let number = compiled.vocabulary.find(token.hash, .folded, word, length)
            let before = sides.count
            if number != 0 {
                if index < Language.mostVotes, Int(number) < compiled.wordVotes.count {
                    votes &+= compiled.wordVotes[Int(number)]
                }
                if compiled.vocabulary.hasExact[Int(number)] { addExact(text, token, index, compiled) }
            }
            if !token.traits.isDisjoint(with: special) {
                addReadings(token, index, &compound, compiled, text)
            }
            if hasBare, !token.traits.contains(.endless) { addBare(token, index, compiled) }
            if compiled.vocabulary.mayHavePrefix(word, length),
                token.traits.isDisjoint(with: [.handle, .endless, .elongated])
            {
                addPrefixes(word, length, index, compiled)
            }
            if hasMasks, token.traits.contains(.digit), length <= 64 { addMasks(token, index, compiled) }
            cells.append(Cell(word: number, side: sides.count > before ? UInt32(before + 1) : 0))
        }
    }

    private mutating func addSide(_ index: Int, _ word: UInt32, span: Int = 1) {
        if word != 0 { sides.append(Side(token: UInt32(index), span: UInt32(span), word: word)) }
    }

    private mutating func addExact(
        _ text: UnsafeBufferPointer<UInt8>, _ token: Token, _ index: Int, _ compiled: Compiled
    ) {
        let start = token.traits.contains(.tag) ? Int(token.start) + 1 : Int(token.start)
        addSide(index, compiled.vocabulary.find(ExactSpelling.of(text, start, Int(token.end)), .exact))
    }

    private mutating func addReadings(
        _ token: Token, _ index: Int, _ compound: inout Int, _ compiled: Compiled, _ text: UnsafeBufferPointer<UInt8>
    ) {
        if token.traits.contains(.compound) {
            while compound < reading.compounds.count, Int(reading.compounds[compound].first) < index { compound += 1 }
            if compound < reading.compounds.count, Int(reading.compounds[compound].first) == index {
                let whole = reading.compounds[compound]
                let bytes = reading.folded.base + Int(whole.fold)
                let length = Int(whole.length)
                let span = Int(whole.count)
                if length <= WordFolding.longestWord {
                    addSide(
                        index, compiled.vocabulary.find(WordHash.of(bytes, length), .folded, bytes, length), span: span)
                    if span > 1 {
                        addSide(
                            index,
                            compiled.vocabulary.find(
                                WordHash.of(bytes + 1, length - 1), .folded, bytes + 1, length - 1),
                            span: span)
                    }
                }
            }
        }
        guard token.traits.isDisjoint(with: [.endless, .link]) else { return }
        if token.traits.contains(.possessive) {
            let word = reading.folded.base + Int(token.fold)
            let length = Int(token.length) - 1
            let number = compiled.vocabulary.find(WordHash.of(word, length), .folded, word, length)
            addSide(index, number)
            if number != 0, compiled.vocabulary.hasExact[Int(number)] {
                let spelled = ExactSpelling.of(text, Int(token.start), Int(token.end)).dropLast()
                addSide(index, compiled.vocabulary.find(Array(spelled), .exact))
            }
        }
        if token.traits.contains(.elongated) {
            for word in Elongation.readings(reading.bytes(token.fold, token.length)) {
                addSide(index, compiled.vocabulary.find(word))
                word.withUnsafeBufferPointer { view in
                    if let base = view.baseAddress, compiled.vocabulary.mayHavePrefix(base, view.count) {
                        addPrefixes(base, view.count, index, compiled)
                    }
                }
            }
        }
    }

    private mutating func addBare(_ token: Token, _ index: Int, _ compiled: Compiled) {
        let word = reading.folded.base + Int(token.fold)
        if token.traits.contains(.wide) {
            let bare = WordFolding.withoutAccents(UnsafeBufferPointer(start: word, count: Int(token.length)))
            addSide(index, compiled.vocabulary.find(bare, .bare))
        } else {
            addSide(index, compiled.vocabulary.find(token.hash, .bare, word, Int(token.length)))
        }
    }

    private mutating func addPrefixes(
        _ word: UnsafePointer<UInt8>, _ length: Int, _ index: Int, _ compiled: Compiled
    ) {
        var hash = WordHash.seed
        var done = 0
        for wanted in compiled.vocabulary.prefixLengths {
            guard wanted <= length else { break }
            while done < Int(wanted) {
                hash = WordHash.add(word[done], to: hash)
                done += 1
            }
            addSide(index, compiled.vocabulary.find(hash, .prefix, word, done))
        }
    }

    private mutating func addMasks(_ token: Token, _ index: Int, _ compiled: Compiled) {
        let word = reading.bytes(token.fold, token.length)
        for mask in compiled.vocabulary.masks where mask.length == word.count {
            var masked = word
            var isAllowed = true
            for place in word.indices where mask.open & (1 << UInt64(place)) != 0 {
                if ByteTable.lower[Int(word[place])] == 0 { isAllowed = false }
                masked[place] = UInt8(ascii: "?")
            }
            if isAllowed { addSide(index, compiled.vocabulary.find(masked, .mask)) }
        }
    }

    // MARK: walking the trie

    private mutating func walk(_ compiled: Compiled) {
        for start in 0..<cells.count {
            let cell = cells.base[start]
            if cell.word != 0 {
                let node = compiled.trie.root(cell.word)
                if node != 0 { descend(compiled, node, start: start, next: start + 1) }
            }
            guard cell.side != 0 else { continue }
            var side = Int(cell.side) - 1
            while side < sides.count, sides.base[side].token == UInt32(start) {
                let node = compiled.trie.root(sides.base[side].word)
                if node != 0 { descend(compiled, node, start: start, next: start + Int(sides.base[side].span)) }
                side += 1
            }
        }
    }

    /// No deeper than the longest phrase.
    private mutating func descend(_ compiled: Compiled, _ node: UInt32, start: Int, next: Int) {
        let end = compiled.trie.ends[Int(node)]
        if end != 0 { record(compiled, Int(end) - 1, start, next) }
        guard compiled.trie.goesOn[Int(node)], next < cells.count else { return }
        let cell = cells.base[next]
        if cell.word != 0 {
            let child = compiled.trie.step(from: node, cell.word)
            if child != 0 { descend(compiled, child, start: start, next: next + 1) }
        }
        guard cell.side != 0 else { return }
        var side = Int(cell.side) - 1
        while side < sides.count, sides.base[side].token == UInt32(next) {
            let child = compiled.trie.step(from: node, sides.base[side].word)
            if child != 0 { descend(compiled, child, start: start, next: next + Int(sides.base[side].span)) }
            side += 1
        }
    }

    private mutating func record(_ compiled: Compiled, _ phrase: Int, _ start: Int, _ end: Int) {
        occurrences.append(Occurrence(phrase: UInt32(phrase), start: UInt32(start), end: UInt32(end), next: 0))
        let feeling = phrase < compiled.phraseFeeling.count ? compiled.phraseFeeling[phrase] : -1
        if feeling >= 0 {
            feelings.append(Felt(feeling: feeling, start: UInt32(start), end: UInt32(end)))
        }
    }

    // MARK: chains

    private mutating func enter(_ compiled: Compiled, _ candidate: (Int) -> Void) {
        for index in 0..<occurrences.count {
            let phrase = Int(occurrences.base[index].phrase)
            guard phrase < phraseMarks.count else { continue }
            if phraseMarks.base[phrase].epoch == epoch {
                occurrences.base[Int(phraseMarks.base[phrase].last)].next = UInt32(index + 1)
                phraseMarks.base[phrase].last = UInt32(index)
                continue
            }
            phraseMarks.base[phrase] = Mark(epoch: epoch, first: UInt32(index), last: UInt32(index))
            compiled.phraseRules.forEach(phrase) { if mark(rule: Int($0)) { candidate(Int($0)) } }
            compiled.phraseLists.forEach(phrase) { entry in
                let list = Int(entry >> 1)
                let isException = entry & 1 == 1
                links.append(Link(phrase: UInt32(phrase), isException: isException, next: 0))
                if listMarks.base[list].epoch == epoch {
                    links.base[Int(listMarks.base[list].last)].next = UInt32(links.count)
                    listMarks.base[list].last = UInt32(links.count - 1)
                } else {
                    listMarks.base[list] = Mark(
                        epoch: epoch, first: UInt32(links.count - 1), last: UInt32(links.count - 1))
                }
                if !isException { compiled.listRules.forEach(list) { if mark(rule: Int($0)) { candidate(Int($0)) } } }
            }
        }
    }

    private mutating func mark(rule: Int) -> Bool {
        guard ruleMarks.base[rule] != epoch else { return false }
        ruleMarks.base[rule] = epoch
        return true
    }

    func occurs(phrase: Int) -> Bool { phraseMarks[phrase].epoch == epoch }

    /// Where a phrase stands, in tokens.
    func places(ofPhrase phrase: Int, _ body: (Occurrence) -> Void) {
        guard phrase < phraseMarks.count, phraseMarks[phrase].epoch == epoch else { return }
        var next = phraseMarks[phrase].first + 1
        while next != 0 {
            let occurrence = occurrences[Int(next) - 1]
            body(occurrence)
            next = occurrence.next
        }
    }

    /// The phrases of a list that occur.
    func phrases(ofList list: Int, _ body: (_ phrase: Int, _ isException: Bool) -> Void) {
        guard list < listMarks.count, listMarks[list].epoch == epoch else { return }
        var next = listMarks[list].first + 1
        while next != 0 {
            let link = links[Int(next) - 1]
            body(Int(link.phrase), link.isException)
            next = link.next
        }
    }

    func span(_ start: UInt32, _ end: UInt32) -> Span {
        Span(start: Int(reading.tokens[Int(start)].start), end: Int(reading.tokens[Int(end) - 1].end))
    }
}
