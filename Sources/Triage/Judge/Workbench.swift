/// The working memory of judging, kept between texts so that an ordinary one costs no allocation. Used by
/// one caller at a time; `Bench` sees to that.
struct Workbench: ~Copyable {
    let tables: Tables
    var reading = Reading()
    /// By token: the word of the vocabulary that stands there, and where its further readings begin.
    var cells = Pile<Cell>()
    /// Further readings of a token: exact, prefix, hashtag as a whole …; those of one token in a row.
    var sides = Pile<Side>(capacity: 16)
    /// In the order of their first tokens.
    private(set) var occurrences = Pile<Occurrence>(capacity: 32)
    var feelings = Pile<Felt>(capacity: 32)
    var feeling = FeelingBench()
    /// Rules that the text may make true, each once.
    private(set) var candidates = Pile<UInt32>(capacity: 32)

    /// Phrases that occur; and of each where.
    private var met: Marks
    private(set) var phraseMarks: Pile<Mark>
    var listMarks: Pile<ListMark>
    private(set) var links = Pile<Link>(capacity: 32)
    /// Rules in `candidates`.
    private var admitted: Marks
    var leafMarks: Pile<LeafMark>
    private(set) var epoch: UInt32 = 0
    /// Where lists stand in the text, those of one list in a row; see `ListMark`.
    var stands = Pile<Interval>(capacity: 32)
    /// Pairs of places that stand near each other.
    var joints = Pile<Interval>(capacity: 16)
    /// Scratch of one question.
    var covers = Pile<Interval>(capacity: 16)
    var wanted = Pile<Tables.LeafRow>(capacity: 32)
    var scratch = Pile<UInt8>(capacity: 256)
    /// See `WordTable.touch`.
    var touched: UInt32 = 0

    // Not private: the compiler (6.3.1, without optimising) makes a broken module of a class in another
    // file that holds a value with private types in generic rows.
    struct Cell: BitwiseCopyable {
        var word: UInt32
        /// The trie's node behind it as a first word, 0 where no phrase begins so.
        var root: UInt32
        /// 1 + index of the first side, 0 for none.
        var side: UInt32
    }

    struct Side: BitwiseCopyable {
        var token: UInt32
        var span: UInt32
        var word: UInt32
        var root: UInt32
    }

    /// A phrase at tokens [start, end).
    struct Occurrence: BitwiseCopyable {
        var phrase: UInt32
        var start: UInt32
        var end: UInt32
        /// 1 + index of the next occurrence of the same phrase, 0 at the end.
        var next: UInt32
    }

    /// Tokens [start, end). `parts` is 1 + index in `joints` of the two that it is made of, 0 for none.
    struct Interval: BitwiseCopyable {
        var start: UInt32
        var end: UInt32
        var parts: UInt32 = 0

        static func isOrdered(_ a: Interval, _ b: Interval) -> Bool { (a.start, a.end) < (b.start, b.end) }
        func isSame(as other: Interval) -> Bool { start == other.start && end == other.end }
    }

    /// A phrase of a lexicon at tokens [start, end).
    struct Felt: BitwiseCopyable {
        var feeling: Int32
        var start: UInt32
        var end: UInt32
    }

    /// Head and tail of a chain of occurrences and its length, of a phrase that is met; beside what hangs on it,
    /// so that meeting it asks one line of cache and not three.
    struct Mark: BitwiseCopyable {
        var first: UInt32 = 0
        var last: UInt32 = 0
        var count: UInt32 = 0
        let row: Tables.PhraseRow

        init(_ row: Tables.PhraseRow) { self.row = row }
    }

    /// Head and tail of a list's chain of phrases; and, once somebody asked, where the list stands.
    struct ListMark: BitwiseCopyable {
        var epoch: UInt32 = 0
        var first: UInt32 = 0
        var last: UInt32 = 0
        var askedIn: UInt32 = 0
        /// The row of `stands`.
        var standsFrom: UInt32 = 0
        var standsTo: UInt32 = 0
        /// How many different phrases stand, exceptions taken off.
        var phrases: UInt32 = 0
    }

    /// One phrase of a list that occurred, or of its exceptions.
    struct Link: BitwiseCopyable {
        var phrase: UInt32
        var isException: Bool
        var next: UInt32
    }

    struct LeafMark: BitwiseCopyable {
        var epoch: UInt32 = 0
        var isTrue = false
    }

    init(_ tables: Tables) {
        self.tables = tables
        met = Marks(tables.phraseCount)
        phraseMarks = Pile(capacity: tables.phraseCount)
        for phrase in 0..<tables.phraseCount { phraseMarks.append(Mark(tables.phraseRows[phrase])) }
        listMarks = Pile(repeating: ListMark(), count: tables.listCount)
        admitted = Marks(tables.ruleCount)
        leafMarks = Pile(repeating: LeafMark(), count: tables.leafCount)
    }

    /// It grew for an enormous text and should not be kept.
    var isBloated: Bool { reading.tokens.capacity > 200_000 || reading.folded.capacity > 4_000_000 }

    // MARK: reading a text

    /// Finds every phrase in the text, and with `candidates` the rules that one of them may make true.
    mutating func read(_ text: UnsafeBufferPointer<UInt8>) {
        begin()
        reading.read(text)
        lookUp(text)
        walk()
        enter()
    }

    /// The same; and what its words say of how it feels goes into `feeling`, for `Feeling` to go on with.
    mutating func read(feelingOf text: UnsafeBufferPointer<UInt8>) {
        begin()
        reading.read(text)
        lookUpFeeling(text)
        walk()
        enter()
    }

    /// The phrases that occur in a text, for the compiler's own questions.
    mutating func phrases(in text: String) -> [Int] {
        begin()
        let bytes = Array(text.utf8)
        bytes.withUnsafeBufferPointer { text in
            reading.read(text)
            lookUp(text)
        }
        walk()
        return occurrences.view.map { Int($0.phrase) }
    }

    private mutating func begin() {
        epoch &+= 1
        if epoch == 0 {
            for place in 0..<listMarks.count { listMarks[place] = ListMark() }
            for place in 0..<leafMarks.count { leafMarks[place] = LeafMark() }
            epoch = 1
        }
        for place in 0..<occurrences.count { met.remove(Int(occurrences.base[place].phrase)) }
        for place in 0..<candidates.count { admitted.remove(Int(candidates.base[place])) }
        cells.clear()
        sides.clear()
        occurrences.clear()
        feelings.clear()
        candidates.clear()
        links.clear()
        stands.clear()
        joints.clear()
    }

    // MARK: walking the trie

    private mutating func walk() {
        for start in 0..<cells.count {
            let cell = cells.base[start]
            if cell.root != 0 { begin(at: cell.root, start: start, next: start + 1) }
            guard cell.side != 0 else { continue }
            var side = Int(cell.side) - 1
            while side < sides.count, sides.base[side].token == UInt32(truncatingIfNeeded: start) {
                let reading = sides.base[side]
                if reading.root != 0 { begin(at: reading.root, start: start, next: start + Int(reading.span)) }
                side += 1
            }
        }
    }

    @inline(__always)
    private mutating func begin(at root: UInt32, start: Int, next: Int) {
        if root & PhraseTable.endsHere != 0 { record(tables.phrases.end(atRoot: root) - 1, start, next) }
        if root & PhraseTable.goesOn != 0 { descend(root, start: start, next: next) }
    }

    /// From a node that goes on; no deeper than the longest phrase.
    private mutating func descend(_ root: UInt32, start: Int, next first: Int) {
        var node = root
        var next = first
        while next < cells.count {
            let cell = cells.base[next]
            if cell.side != 0 { branch(node, at: cell, start: start, next: next) }
            guard cell.word != 0 else { return }
            let edge = tables.phrases.step(from: node, cell.word)
            guard edge.target != 0 else { return }
            next += 1
            if edge.phrase != 0 { record(edge.phrase - 1, start, next) }
            guard edge.target & PhraseTable.goesOn != 0 else { return }
            node = edge.target
        }
    }

    private mutating func branch(_ node: UInt32, at cell: Cell, start: Int, next: Int) {
        var side = Int(cell.side) - 1
        while side < sides.count, sides.base[side].token == UInt32(truncatingIfNeeded: next) {
            let edge = tables.phrases.step(from: node, sides.base[side].word)
            let end = next + Int(sides.base[side].span)
            side += 1
            guard edge.target != 0 else { continue }
            if edge.phrase != 0 { record(edge.phrase - 1, start, end) }
            if edge.target & PhraseTable.goesOn != 0 { descend(edge.target, start: start, next: end) }
        }
    }

    @inline(__always)
    private mutating func record(_ phrase: UInt32, _ start: Int, _ end: Int) {
        let start = UInt32(truncatingIfNeeded: start)
        let end = UInt32(truncatingIfNeeded: end)
        occurrences.append(Occurrence(phrase: phrase, start: start, end: end, next: 0))
        // In bounds: the trie numbers its phrases below `tables.phraseCount`.
        let feeling = phraseMarks.base[Int(phrase)].row.feeling
        if feeling >= 0 { feelings.append(Felt(feeling: feeling, start: start, end: end)) }
    }

    // MARK: chains

    private mutating func enter() {
        for index in 0..<occurrences.count {
            let phrase = Int(occurrences.base[index].phrase)
            // In bounds: the trie numbers its phrases below `tables.phraseCount`.
            let mark = phraseMarks.base + phrase
            let place = UInt32(truncatingIfNeeded: index)
            guard met.insert(phrase) else {
                occurrences.base[Int(mark.pointee.last)].next = place + 1
                mark.pointee.last = place
                mark.pointee.count += 1
                continue
            }
            mark.pointee.first = place
            mark.pointee.last = place
            mark.pointee.count = 1
            let row = mark.pointee.row
            // In bounds: a row's places come from laying out `entries`.
            let entries = tables.entries.base
            for place in Int(row.rules)..<Int(row.lists) { admit(entries[place]) }
            for place in Int(row.lists)..<Int(row.end) { link(phrase, to: entries[place]) }
        }
    }

    private mutating func link(_ phrase: Int, to entry: UInt32) {
        let list = Int(entry >> 1)
        let isException = entry & 1 == 1
        let place = UInt32(truncatingIfNeeded: links.count)
        links.append(Link(phrase: UInt32(truncatingIfNeeded: phrase), isException: isException, next: 0))
        if listMarks[list].epoch == epoch {
            links.base[Int(listMarks.base[list].last)].next = place + 1
            listMarks.base[list].last = place
        } else {
            listMarks.base[list] = ListMark(epoch: epoch, first: place, last: place)
        }
        if !isException { for rule in tables.listRules[list] { admit(rule) } }
    }

    /// Makes a rule a candidate, once.
    mutating func admit(_ rule: UInt32) {
        if admitted.insert(Int(rule)) { candidates.append(rule) }
    }

    @inline(__always)
    func occurs(phrase: Int) -> Bool { met.contains(phrase) }

    @inline(__always)
    func occurs(list: Int) -> Bool { list < listMarks.count && listMarks.base[list].epoch == epoch }

    /// Where a phrase stands, in tokens.
    @inline(__always)
    func places(ofPhrase phrase: Int, _ body: (Occurrence) -> Void) {
        guard occurs(phrase: phrase) else { return }
        var next = phraseMarks.base[phrase].first + 1
        while next != 0 {
            let occurrence = occurrences[Int(next) - 1]
            body(occurrence)
            next = occurrence.next
        }
    }

    /// The phrases of a list that occur.
    @inline(__always)
    func phrases(ofList list: Int, _ body: (_ phrase: Int, _ isException: Bool) -> Void) {
        guard occurs(list: list) else { return }
        var next = listMarks.base[list].first + 1
        while next != 0 {
            let link = links[Int(next) - 1]
            body(Int(link.phrase), link.isException)
            next = link.next
        }
    }

    func span(_ interval: Interval) -> Span {
        Span(start: Int(reading.tokens[Int(interval.start)].start), end: Int(reading.tokens[Int(interval.end) - 1].end))
    }
}
