extension Feeling {
    /// What the words of a message add up to, in steps of the models' weights.
    struct Sums {
        private var words = SIMD4<Int32>()
        private var inner = SIMD4<Int32>()
        private var wordCount = 0
        private var pieceCount = 0
        private(set) var signs = LanguageSigns()

        /// While the words are looked up, one after the other.
        struct Gathering {
            fileprivate var weights = LaneSums()
            fileprivate var tongue = LaneSums()
            fileprivate var scripts = SIMD16<Int32>()
            fileprivate var voters: Int32 = 0
            fileprivate var wordCount = 0
            fileprivate var pieceCount = 0
            fileprivate var links = 0
            fileprivate var traits: Token.Traits = []

            @inline(__always)
            mutating func add(_ entry: UnsafePointer<WordMemory.Entry>, _ traits: Token.Traits) {
                weights.add(entry.pointee.weights)
                tongue.add(entry.pointee.tongue)
                voters &+= entry.pointee.tongue == SIMD8() ? 0 : 1
                let name = entry.pointee.name
                wordCount &+= name != 0 ? 1 : 0
                pieceCount &+= Int(entry.pointee.pieces)
                if entry.pointee.script != 0 { scripts[Int(entry.pointee.script)] &+= 1 }
                links &+= name == WordFeature.link ? 1 : 0
                self.traits.formUnion(traits)
            }
        }

        init() {}

        fileprivate init(_ gathered: Gathering) {
            words = gathered.weights.low
            inner = gathered.weights.high
            wordCount = gathered.wordCount
            pieceCount = gathered.pieceCount
            signs.scripts = gathered.scripts
            signs.settle(gathered.tongue, words: wordCount, voters: gathered.voters)
        }

        /// Negative, neutral, positive, complaint; before sharpness.
        func scores(_ bench: inout Workbench, _ models: FeelingModels.Asked) -> SIMD4<Float> {
            bench.feeling.keys.clear()
            bench.feeling.keys.reserve(bench.feeling.mostContexts)
            // Enough room for all of them, and nobody else's while they are gathered.
            let keys = bench.feeling.keys.base
            var count = 0
            bench.feeling.forEachContext(bench.reading) { key, _, _ in
                keys[count] = key
                count &+= 1
            }
            bench.feeling.keys.extend(to: count)
            let words = self.words &+ models.weights.sum(of: &bench.feeling.keys)
            let wordCount = self.wordCount + count
            bench.feeling.measure(bench.reading)
            var scores = SIMD4<Float>()
            for place in 0..<PlainFeature.count { scores += models.plain(place) * bench.feeling.plain.base[place] }
            scores += SIMD4<Float>(words) * models.wordScale * Feeling.share(of: wordCount)
            scores += SIMD4<Float>(inner) * models.pieceScale * Feeling.share(of: pieceCount)
            return scores
        }
    }
}

extension FeelingBench {
    /// Makes room for the names of the first words of a text.
    /// - Returns: how many of them are asked for their feeling.
    mutating func begin(_ count: Int) -> Int {
        let count = min(count, Self.mostTokens)
        names.clear()
        names.reserve(count)
        names.extend(to: count)
        return count
    }

    /// What is remembered of a word, or worked out now and remembered. In bounds: `begin` made room.
    @inline(__always)
    mutating func entry(
        of token: Token, _ word: UnsafePointer<UInt8>, at index: Int, _ tables: Tables
    ) -> UnsafePointer<WordMemory.Entry> {
        let entry = words.find(token, word) ?? Self.met(token, word, &words, &keys, tables)
        names.base[index] = entry.pointee.name
        return entry
    }

    /// A word that is not remembered. Out of line: most are.
    @inline(never)
    private static func met(
        _ token: Token, _ word: UnsafePointer<UInt8>, _ memory: inout WordMemory, _ keys: inout FeelingWeights.Keys,
        _ tables: Tables
    ) -> UnsafePointer<WordMemory.Entry> {
        let entry = memory.place(for: token, word)
        entry.pointee.facts = tables.facts(of: token, word)
        entry.pointee.fill(token, word, tables.askedModels, &keys)
        return UnsafePointer(entry)
    }

    mutating func end(_ gathered: Feeling.Sums.Gathering) {
        sums = Feeling.Sums(gathered)
        traits = gathered.traits
        links = gathered.links
    }
}

extension WordMemory.Entry {
    /// What the word says by itself.
    /// - Parameter keys: room to work in.
    fileprivate mutating func fill(
        _ token: Token, _ word: UnsafePointer<UInt8>, _ models: FeelingModels.Asked?, _ keys: inout FeelingWeights.Keys
    ) {
        name = FeelingBench.name(token, word)
        guard name != 0 else { return }
        if let models { weights.lowHalf = SIMD4(truncatingIfNeeded: models.weights.of(WordFeature.key(name, .word))) }
        guard token.traits.isDisjoint(with: [.link, .handle]) else { return }
        if token.traits.isDisjoint(with: [.digit, .face]) {
            if let script = LanguageSigns.Script(word, Int(token.length)) {
                self.script = script.rawValue
            } else {
                tongue = Tongue.lean(word, Int(token.length))
            }
        }
        guard let models, WordFeature.hasPieces(token, name) else { return }
        keys.clear()
        keys.reserve(WordFeature.mostPieces + 2)
        WordFeature.forEachPiece(word, Int(token.length)) { key, _, _ in keys.append(key) }
        pieces = UInt8(truncatingIfNeeded: keys.count)
        weights.highHalf = SIMD4(truncatingIfNeeded: models.weights.sum(of: &keys))
    }
}

extension LanguageSigns {
    /// What all words together lean to.
    /// - Parameters:
    ///   - words: in whatever script.
    ///   - voters: those that lean to something.
    fileprivate mutating func settle(_ tongue: LaneSums, words: Int, voters: Int32) {
        self.voters = voters
        self.tongue = SIMD8(lowHalf: tongue.low, highHalf: tongue.high)
        latin = Int32(truncatingIfNeeded: words) - (scripts == SIMD16() ? 0 : scripts.wrappedSum())
    }
}
