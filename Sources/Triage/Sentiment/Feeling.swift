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
        let whole = Self.floor(scaled)
        let rest = (scaled - whole) * 0.693_147_2
        var sum: Float = 1.0 / 720
        sum = sum * rest + 1.0 / 120
        sum = sum * rest + 1.0 / 24
        sum = sum * rest + 1.0 / 6
        sum = sum * rest + 0.5
        sum = sum * rest + 1
        sum = sum * rest + 1
        // Two to the power of the whole; -116 to 115, so that it is a normal number.
        return sum * Float(bitPattern: UInt32(truncatingIfNeeded: Int32(whole) &+ 127) << 23)
    }

    /// Of a number that fits an integer; the plainest processors have no instruction for it.
    @inline(__always)
    private static func floor(_ x: Float) -> Float {
        let cut = Float(Int32(x))
        return cut > x ? cut - 1 : cut
    }
}
