/// How a message feels and how much it asks for something to be put right: lexicon and models together.
struct Feeling {
    var sentiment: Sentiment
    var complaint: Double?
    var language: String

    /// Reads the feeling of the text on the workbench.
    static func read(_ bench: inout Workbench, _ tables: Tables, declared: String) -> Feeling {
        let sums = Sums(words: &bench, tables)
        let language = Language.choose(declared: declared, sums.signs)
        SentimentScale.read(&bench, tables, language: language)
        guard let models = tables.models else {
            return Feeling(sentiment: SentimentScale.verdict(bench.feeling.tally), language: language)
        }
        let scores = sums.scores(&bench, models)
        return Feeling(
            sentiment: models.hasSentiment
                ? sentiment(scores * models.sharpness, bench.feeling.tally)
                : SentimentScale.verdict(bench.feeling.tally),
            complaint: models.hasComplaint ? complaint(scores.w * models.sharpness.w) : nil, language: language)
    }

    /// From the lanes negative, neutral, positive.
    static func sentiment(_ lanes: SIMD4<Float>, _ tally: FeelingTally) -> Sentiment {
        let top = max(lanes.x, lanes.y, lanes.z)
        let negative = Exponential.of(lanes.x - top)
        let neutral = Exponential.of(lanes.y - top)
        let positive = Exponential.of(lanes.z - top)
        let sum = negative + neutral + positive
        let compound = Double((positive - negative) / sum)
        let label: Sentiment.Label
        let chance: Float
        if isMixed(negative / sum, positive / sum, tally) {
            label = .mixed
            chance = min(negative, positive) * 2 / sum
        } else if negative >= neutral, negative >= positive {
            label = .negative
            chance = negative / sum
        } else if positive >= neutral {
            label = .positive
            chance = positive / sum
        } else {
            label = .neutral
            chance = neutral / sum
        }
        return Sentiment(label: label, compound: compound.rounded(to: 4), confidence: Double(chance).rounded(to: 4))
    }

    /// Both sides are strong in words, and the model cannot decide between them either.
    private static func isMixed(_ negative: Float, _ positive: Float, _ tally: FeelingTally) -> Bool {
        min(tally.good, tally.bad) >= SentimentScale.mixedFrom && min(negative, positive) >= 0.3
            && abs(negative - positive) < 0.15
    }

    static func complaint(_ lane: Float) -> Double {
        Double(1 / (1 + Exponential.of(-lane))).rounded(to: 4)
    }

    /// What the words of a message add up to, in steps of the models' weights.
    struct Sums {
        private var words = SIMD4<Int32>()
        private var inner = SIMD4<Int32>()
        private var wordCount = 0
        private var pieceCount = 0
        private(set) var signs = LanguageSigns()

        /// Each word by itself; fills `feeling.names`.
        init(words bench: inout Workbench, _ tables: Tables) {
            let count = min(bench.reading.tokens.count, FeelingBench.mostTokens)
            bench.feeling.names.clear()
            bench.feeling.names.reserve(count)
            let models = tables.models
            bench.feeling.touched = bench.feeling.words.touch(bench.reading.tokens.base, count)
            for index in 0..<count {
                let token = bench.reading.tokens.base[index]
                let word = UnsafePointer(bench.reading.folded.base + Int(token.fold))
                if let entry = bench.feeling.words.entry(token, word, fill: { Self.fill(&$0, token, word, models) }) {
                    add(entry, &bench)
                } else {
                    var entry = WordMemory.Entry()
                    Self.fill(&entry, token, word, models)
                    withUnsafePointer(to: &entry) { add($0, &bench) }
                }
            }
        }

        @inline(__always)
        private mutating func add(_ at: UnsafePointer<WordMemory.Entry>, _ bench: inout Workbench) {
            bench.feeling.names.append(at.pointee.name)
            guard at.pointee.name != 0 else { return }
            words &+= SIMD4<Int32>(truncatingIfNeeded: at.pointee.word)
            inner &+= SIMD4<Int32>(truncatingIfNeeded: at.pointee.inner)
            wordCount += 1
            pieceCount += Int(at.pointee.pieces)
            if at.pointee.script == 0 {
                signs.tongue &+= SIMD8<Int32>(truncatingIfNeeded: at.pointee.tongue)
                signs.latin += 1
            } else {
                signs.scripts[Int(at.pointee.script)] += 1
            }
        }

        private static func fill(
            _ entry: inout WordMemory.Entry, _ token: Token, _ word: UnsafePointer<UInt8>, _ models: FeelingModels?
        ) {
            entry.name = FeelingBench.name(token, word)
            guard entry.name != 0, !token.traits.contains(.link), !token.traits.contains(.handle) else {
                if entry.name != 0, let models {
                    entry.word = SIMD4(truncatingIfNeeded: models.weights(WordFeature.key(entry.name, .word)))
                }
                return
            }
            if token.traits.isDisjoint(with: [.digit, .face]) {
                if let script = LanguageSigns.Script(word, Int(token.length)) {
                    entry.script = script.rawValue
                } else {
                    entry.tongue = Tongue.lean(word, Int(token.length))
                }
            }
            guard let models else { return }
            entry.word = SIMD4(truncatingIfNeeded: models.weights(WordFeature.key(entry.name, .word)))
            guard WordFeature.hasPieces(token, entry.name) else { return }
            var inner = WeightSum()
            var pieces: UInt16 = 0
            WordFeature.forEachPiece(word, Int(token.length)) { key, _, _ in
                inner.add(models.raised(key))
                pieces += 1
            }
            entry.inner = SIMD4(truncatingIfNeeded: inner.lanes)
            entry.pieces = pieces
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
                count += 1
            }
            var contexts = WeightSum()
            for place in 0..<count { contexts.add(models.raised(keys[place])) }
            let words = self.words &+ contexts.lanes
            let wordCount = self.wordCount + count
            bench.feeling.measure(bench.reading)
            var scores = SIMD4<Float>()
            for place in 0..<PlainFeature.count { scores += models.plain(place) * bench.feeling.plain.base[place] }
            scores += SIMD4<Float>(words) * models.wordScale * Feeling.share(of: wordCount)
            scores += SIMD4<Float>(inner) * models.pieceScale * Feeling.share(of: pieceCount)
            return scores
        }
    }

    /// What one of so many features counts: a long message is not louder than a short one.
    @inline(__always)
    static func share(of count: Int) -> Float { 1 / Float(max(1, count)).squareRoot() }
}

/// e to the power of x by its own polynomial, so that the same lines train the same model to the last bit
/// whatever mathematics library the host has.
enum Exponential {
    @inline(__always)
    static func of(_ x: Float) -> Float {
        let scaled = max(-80, min(80, x)) * 1.442_695
        let whole = scaled.rounded(.down)
        let rest = (scaled - whole) * 0.693_147_2
        var sum: Float = 1.0 / 720
        sum = sum * rest + 1.0 / 120
        sum = sum * rest + 1.0 / 24
        sum = sum * rest + 1.0 / 6
        sum = sum * rest + 0.5
        sum = sum * rest + 1
        sum = sum * rest + 1
        return sum * Float(sign: .plus, exponent: Int(whole), significand: 1)
    }
}
