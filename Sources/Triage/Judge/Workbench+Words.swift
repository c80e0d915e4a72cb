/// Which words of the rules each word of the text may stand for.
extension Workbench {
    private static var special: Token.Traits { [.elongated, .possessive, .compound, .hangul, .lookAlike] }

    /// What is asked of every word, asked of the tables once.
    private struct Manners {
        let hasMasks: Bool
        let hasPlaceholders: Bool
        /// The next compound.
        var compound = 0

        init(_ tables: Tables) {
            hasMasks = !tables.maskShapes.isEmpty
            hasPlaceholders = tables.hasPlaceholders
        }
    }

    mutating func lookUp(_ text: UnsafeBufferPointer<UInt8>) {
        cells.reserve(reading.tokens.count)
        var manners = Manners(tables)
        lookUp(text, from: 0, &manners)
    }

    /// Words that are remembered are not looked for in the tables again; see `WordMemory`.
    mutating func lookUpFeeling(_ text: UnsafeBufferPointer<UInt8>) {
        cells.reserve(reading.tokens.count)
        var manners = Manners(tables)
        let felt = feeling.begin(reading.tokens.count)
        feeling.touched = feeling.words.touch(reading.tokens.base, felt)
        var gathered = Feeling.Sums.Gathering()
        for index in 0..<felt {
            let token = reading.tokens.base[index]
            let word = reading.folded.base + Int(token.fold)
            let entry = feeling.entry(of: token, word, at: index, tables)
            gathered.add(entry, token.traits)
            add(text, index, token, word, entry.pointee.facts, &manners)
        }
        feeling.end(gathered)
        if felt < reading.tokens.count { lookUp(text, from: felt, &manners) }
    }

    private mutating func lookUp(_ text: UnsafeBufferPointer<UInt8>, from first: Int, _ manners: inout Manners) {
        let count = reading.tokens.count
        var seen: UInt32 = 0
        for index in first..<count { seen ^= tables.folded.touch(reading.tokens.base[index].key) }
        touched = seen
        for index in first..<count {
            let token = reading.tokens.base[index]
            let word = reading.folded.base + Int(token.fold)
            add(text, index, token, word, tables.facts(of: token, word), &manners)
        }
    }

    /// The word's cell, and whatever else it may stand for.
    @inline(__always)
    private mutating func add(
        _ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ token: Token, _ word: UnsafePointer<UInt8>,
        _ facts: UInt32, _ manners: inout Manners
    ) {
        let before = sides.count
        if facts & WordTable.Slot.hasExact != 0 { addExact(text, token, index) }
        if !token.traits.isDisjoint(with: Self.special) { addReadings(token, index, &manners.compound, text) }
        if facts & WordTable.Slot.isBare != 0 { addSide(index, tables.findBare(token, word)) }
        if facts & WordTable.Slot.hasPrefix != 0, token.traits.isDisjoint(with: [.handle, .endless, .elongated]) {
            addPrefixes(word, Int(token.length), index)
        }
        if manners.hasMasks, token.traits.contains(.digit), token.length <= 64 { addMasks(token, index) }
        if manners.hasPlaceholders { addPlaceholders(text, index) }
        cells.append(
            Cell(
                word: facts & WordTable.Slot.bits, root: tables.root(facts),
                side: sides.count > before ? UInt32(truncatingIfNeeded: before + 1) : 0))
    }

    private mutating func addSide(_ index: Int, _ slot: WordTable.Slot, span: Int = 1) {
        if slot.facts != 0 {
            sides.append(Side(token: UInt32(index), span: UInt32(span), word: slot.number, root: slot.root))
        }
    }

    private mutating func addExact(_ text: UnsafeBufferPointer<UInt8>, _ token: Token, _ index: Int) {
        let start = token.traits.contains(.tag) ? Int(token.start) + 1 : Int(token.start)
        let end = Int(token.end)
        if token.traits.isDisjoint(with: [.wide, .apostrophe, .face]), let base = text.baseAddress {
            addSide(index, tables.find(.exact, base + start, end - start))
        } else {
            addSide(index, tables.find(.exact, ExactSpelling.of(text, start, end)))
        }
    }

    private mutating func addReadings(
        _ token: Token, _ index: Int, _ compound: inout Int, _ text: UnsafeBufferPointer<UInt8>
    ) {
        if token.traits.contains(.compound) {
            while compound < reading.compounds.count, Int(reading.compounds[compound].first) < index { compound += 1 }
            if compound < reading.compounds.count, Int(reading.compounds[compound].first) == index {
                let whole = reading.compounds[compound]
                let bytes = reading.folded.base + Int(whole.fold)
                let length = Int(whole.length)
                let span = Int(whole.count)
                if length <= WordFolding.longestWord {
                    addSide(index, tables.find(.folded, bytes, length), span: span)
                    if span > 1 { addSide(index, tables.find(.folded, bytes + 1, length - 1), span: span) }
                }
            }
        }
        guard token.traits.isDisjoint(with: [.endless, .link]) else { return }
        if token.traits.contains(.possessive) {
            let slot = tables.find(.folded, reading.folded.base + Int(token.fold), Int(token.length) - 1)
            addSide(index, slot)
            if slot.says(WordTable.Slot.hasExact) {
                let spelled = ExactSpelling.of(text, Int(token.start), Int(token.end)).dropLast()
                addSide(index, tables.find(.exact, Array(spelled)))
            }
        }
        let word = UnsafeBufferPointer(start: reading.folded.base + Int(token.fold), count: Int(token.length))
        if token.traits.contains(.elongated), addHeld(word, index) { addExact(text, token, index) }
        if token.traits.contains(.hangul) {
            for length in KoreanParticle.stems(word) {
                addSide(index, tables.find(.folded, reading.folded.base + Int(token.fold), length))
            }
        }
        if token.traits.contains(.lookAlike), reading.foreign == 0, LookAlikes.disguised(word, into: &scratch) {
            addSide(index, tables.find(.folded, scratch.base, scratch.count))
        }
    }

    /// Says whether a word of the rules stands there, held down: `=BBB` asks for three letters as well.
    private mutating func addHeld(_ word: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
        let before = sides.count
        Elongation.core(word, into: &scratch)
        var number = tables.firstHeld(core: scratch)
        while number != 0 {
            if let slot = tables.held(word, as: number) { addSide(index, slot) }
            number = tables.nextHeld(number)
        }
        let isHeld = sides.count > before
        guard tables.hasPrefixes else { return isHeld }
        for times in 1...2 {
            Elongation.held(word, times: times, into: &scratch)
            if tables.mayHavePrefix(scratch.base, scratch.count) { addPrefixes(scratch.base, scratch.count, index) }
        }
        return isHeld
    }

    private mutating func addPrefixes(_ word: UnsafePointer<UInt8>, _ length: Int, _ index: Int) {
        for wanted in tables.prefixLengths {
            guard wanted <= length else { break }
            addSide(index, tables.find(.prefix, word, Int(wanted)))
        }
    }

    private mutating func addMasks(_ token: Token, _ index: Int) {
        let word = reading.folded.base + Int(token.fold)
        let length = Int(token.length)
        for mask in tables.maskShapes where mask.length == length {
            scratch.clear()
            var isAllowed = true
            for place in 0..<length {
                let isOpen = mask.open & (1 << UInt64(place)) != 0
                if isOpen, ByteTable.lower[Int(word[place])] == 0 { isAllowed = false }
                scratch.append(isOpen ? UInt8(ascii: "?") : word[place])
            }
            if isAllowed { addSide(index, tables.find(.mask, scratch.base, length)) }
        }
    }

    private mutating func addPlaceholders(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) {
        // Ends with this call, before anything is read or freed.
        let figures = Figures(text, reading.tokens.view, reading.folded.base)
        guard figures.mayBegin(at: index) else { return }
        for placeholder in Placeholder.allCases {
            let word = tables.placeholders[Int(placeholder.rawValue)]
            guard word != 0 else { continue }
            let span =
                switch placeholder {
                case .money: figures.money(at: index)
                case .number: figures.number(at: index)
                case .date: figures.date(at: index)
                case .time: figures.time(at: index)
                case .email: figures.email(at: index)
                case .phone: figures.phone(at: index)
                case .order: figures.order(at: index)
                case .url: figures.url(at: index)
                }
            guard span > 0 else { continue }
            sides.append(
                Side(token: UInt32(index), span: UInt32(span), word: word, root: tables.phrases.root(word)))
        }
    }
}
