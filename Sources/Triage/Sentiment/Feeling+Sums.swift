extension Feeling {
    /// What the words of a message add up to, in steps of the models' weights.
    struct Sums {
        private var words = SIMD4<Int32>()
        private var inner = SIMD4<Int32>()
        private var wordCount = 0
        private var pieceCount = 0
        private(set) var signs = LanguageSigns()

        /// Each word by itself; fills `feeling.names`, `traits` and `links`.
        init(words bench: inout Workbench, _ tables: Tables) {
            let count = min(bench.reading.tokens.count, FeelingBench.mostTokens)
            bench.feeling.names.clear()
            bench.feeling.names.reserve(count)
            bench.feeling.names.extend(to: count)
            let names = bench.feeling.names.base
            let tokens = bench.reading.tokens.base
            let folded = bench.reading.folded.base
            bench.feeling.touched = bench.feeling.words.touch(tokens, count)
            var weights = LaneSums()
            var tongue = LaneSums()
            var traits: Token.Traits = []
            var links = 0
            for index in 0..<count {
                let word = UnsafePointer(folded + Int(tokens[index].fold))
                let entry =
                    bench.feeling.words.find(tokens[index], word)
                    ?? Self.met(tokens[index], word, &bench.feeling.words, &bench.feeling.keys, tables.models)
                let name = entry.pointee.name
                names[index] = name
                weights.add(entry.pointee.weights)
                tongue.add(entry.pointee.tongue)
                wordCount &+= name != 0 ? 1 : 0
                pieceCount &+= Int(entry.pointee.pieces)
                if entry.pointee.script != 0 { signs.add(script: entry.pointee.script) }
                links &+= name == WordFeature.link ? 1 : 0
                traits.formUnion(tokens[index].traits)
            }
            words = weights.low
            inner = weights.high
            signs.settle(tongue, words: wordCount)
            bench.feeling.traits = traits
            bench.feeling.links = links
        }

        /// A word that is not remembered. Out of line: most are.
        @inline(never)
        private static func met(
            _ token: Token, _ word: UnsafePointer<UInt8>, _ memory: inout WordMemory, _ keys: inout FeelingWeights.Keys,
            _ models: FeelingModels?
        ) -> UnsafePointer<WordMemory.Entry> {
            let entry = memory.place(for: token, word)
            entry.pointee.fill(token, word, models, &keys)
            return UnsafePointer(entry)
        }

        /// Negative, neutral, positive, complaint; before sharpness.
        func scores(_ bench: inout Workbench, _ models: FeelingModels) -> SIMD4<Float> {
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

extension WordMemory.Entry {
    /// What the word says by itself.
    /// - Parameter keys: room to work in.
    fileprivate mutating func fill(
        _ token: Token, _ word: UnsafePointer<UInt8>, _ models: FeelingModels?, _ keys: inout FeelingWeights.Keys
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
    fileprivate mutating func add(script: UInt8) { scripts[Int(script)] += 1 }

    /// What all words together lean to.
    /// - Parameter words: in whatever script.
    fileprivate mutating func settle(_ tongue: LaneSums, words: Int) {
        self.tongue = SIMD8(lowHalf: tongue.low, highHalf: tongue.high)
        latin = Int32(truncatingIfNeeded: words) - (scripts == SIMD16() ? 0 : scripts.wrappedSum())
    }
}
