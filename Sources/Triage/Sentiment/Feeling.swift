/// How a message feels and how much it asks for something to be put right: lexicon and models together.
struct Feeling {
    var sentiment: Sentiment
    var complaint: Double?
    var language: String

    /// Reads the feeling of the text on the workbench.
    static func read(_ bench: inout Workbench, _ tables: Tables, declared: String) -> Feeling {
        let choice = Language.choose(declared: declared, bench.feeling.sums.signs)
        SentimentScale.read(&bench, tables, language: choice)
        guard let models = tables.askedModels else {
            return Feeling(sentiment: SentimentScale.verdict(bench.feeling.tally), language: choice.tag)
        }
        let scores = bench.feeling.sums.scores(&bench, models) * models.sharpness
        let powers = Powers(scores)
        return Feeling(
            sentiment: models.hasSentiment
                ? sentiment(powers, bench.feeling.tally) : SentimentScale.verdict(bench.feeling.tally),
            complaint: models.hasComplaint ? complaint(powers) : nil, language: choice.tag)
    }

    /// e to the power of the scores: of negative, neutral and positive against the greatest of them, and of what
    /// speaks against a complaint.
    private struct Powers {
        let lanes: SIMD4<Float>

        init(_ scores: SIMD4<Float>) {
            let top = max(scores.x, scores.y, scores.z)
            var powers = scores - SIMD4(top, top, top, 0)
            powers.w = -scores.w
            lanes = Exponential.of(powers)
        }
    }

    private static func complaint(_ powers: Powers) -> Double { Double(1 / (1 + powers.lanes.w)).rounded(to: 4) }

    private static func sentiment(_ powers: Powers, _ tally: FeelingTally) -> Sentiment {
        let negative = powers.lanes.x
        let neutral = powers.lanes.y
        let positive = powers.lanes.z
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

    /// Of four at once, each as by itself.
    @inline(__always)
    static func of(_ x: SIMD4<Float>) -> SIMD4<Float> {
        let scaled = x.clamped(lowerBound: SIMD4(repeating: -80), upperBound: SIMD4(repeating: 80)) * 1.442_695
        // Added to so great a number they lose what stands behind the point; the number then ends in the whole.
        let great = SIMD4<Float>(repeating: 12_582_912)
        var shifted = scaled + great
        shifted.replace(with: shifted - 1, where: shifted - great .> scaled)
        let whole = shifted - great
        let rest = (scaled - whole) * 0.693_147_2
        var sum = SIMD4<Float>(repeating: 1.0 / 720)
        sum = sum * rest + 1.0 / 120
        sum = sum * rest + 1.0 / 24
        sum = sum * rest + 1.0 / 6
        sum = sum * rest + 0.5
        sum = sum * rest + 1
        sum = sum * rest + 1
        let exponent = unsafeBitCast(shifted, to: SIMD4<Int32>.self) &- unsafeBitCast(great, to: SIMD4<Int32>.self)
        return sum * unsafeBitCast((exponent &+ 127) &<< 23, to: SIMD4<Float>.self)
    }

    /// Of a number that fits an integer; the plainest processors have no instruction for it.
    @inline(__always)
    private static func floor(_ x: Float) -> Float {
        let cut = Float(Int32(x))
        return cut > x ? cut - 1 : cut
    }
}
