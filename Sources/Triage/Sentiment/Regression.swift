/// Multinomial logistic regression, fitted by stochastic gradient descent with a step of its own for every
/// weight (AdaGrad), pulled towards zero, averaged over the last passes. One thread, one order of adding,
/// its own chance: the same lines and seed give the same weights to the last bit.
struct Regression {
    struct Manner: Hashable, Sendable {
        var passes = 8
        /// From this pass on weights are averaged.
        var averagedFrom = 4
        var rate: Float = 0.04
        /// Pull towards zero, for words and pieces, and for the plain features.
        var pull: Float = 1e-4
        var pullOfPlain: Float = 1e-5
        /// How much the pieces count beside the words.
        var pieceVolume: Float = 1
        var wordVolume: Float = 1
        /// 0: lines count as they are; 1: every class counts as much as every other.
        var balance: Float = 1
        /// Balanced within each group, so that no group is known by what it has more of.
        var balancesGroups = true
    }

    let lanes: Int
    /// By feature, then by lane.
    private(set) var sparse: [Float]
    /// By `PlainFeature`, then by lane.
    private(set) var plain: [Float]
    private let manner: Manner

    init(_ set: TrainingSet, lines: [Int], lanes: Int, manner: Manner, seed: UInt64, progress: (Int) -> Void) {
        self.lanes = lanes
        self.manner = manner
        let features = set.keys.count
        var sparse = [Float](repeating: 0, count: features * lanes)
        var plain = [Float](repeating: 0, count: PlainFeature.count * lanes)
        var sparseSquares = [Float](repeating: 1e-4, count: features * lanes)
        var plainSquares = [Float](repeating: 1e-2, count: PlainFeature.count * lanes)
        var sparseSum = [Float](repeating: 0, count: features * lanes)
        var plainSum = [Float](repeating: 0, count: PlainFeature.count * lanes)
        let counts = Self.classWeights(set, lines, lanes, manner)
        var chance = Chance(seed: seed)
        var order = lines
        var averaged = 0
        for pass in 0..<manner.passes {
            chance.shuffle(&order)
            sparse.withUnsafeMutableBufferPointer { sparse in
                plain.withUnsafeMutableBufferPointer { plain in
                    sparseSquares.withUnsafeMutableBufferPointer { sparseSquares in
                        plainSquares.withUnsafeMutableBufferPointer { plainSquares in
                            Self.pass(
                                set, order, lanes, manner, counts, sparse, plain, sparseSquares, plainSquares)
                        }
                    }
                }
            }
            if pass >= manner.averagedFrom {
                averaged += 1
                for place in sparse.indices { sparseSum[place] += sparse[place] }
                for place in plain.indices { plainSum[place] += plain[place] }
            }
            progress(pass + 1)
        }
        let share = 1 / Float(max(1, averaged))
        self.sparse = averaged > 0 ? sparseSum.map { $0 * share } : sparse
        self.plain = averaged > 0 ? plainSum.map { $0 * share } : plain
    }

    /// By group, then by label: so that within each group every label counts the same, whatever the group
    /// has more of. A group that lacks a label is taken as it is.
    /// By group, then by label. A group that lacks a label is taken as it is.
    private static func classWeights(_ set: TrainingSet, _ lines: [Int], _ lanes: Int, _ manner: Manner) -> [Float] {
        let groups = (set.groups.max() ?? 0) + 1
        var counts = [Float](repeating: 0, count: lanes * groups)
        for line in lines {
            let group = manner.balancesGroups ? set.groups[line] : 0
            counts[group * lanes + set.labels[line]] += set.weights[line]
        }
        for group in stride(from: 0, to: counts.count, by: lanes) {
            let all = counts[group..<(group + lanes)].reduce(0, +)
            let isWhole = !counts[group..<(group + lanes)].contains(0)
            for lane in 0..<lanes {
                let even = isWhole ? all / (Float(lanes) * counts[group + lane]) : 1
                counts[group + lane] = manner.balance * even + (1 - manner.balance)
            }
        }
        if !manner.balancesGroups {
            for group in 1..<max(2, groups) where group < groups {
                for lane in 0..<lanes { counts[group * lanes + lane] = counts[lane] }
            }
        }
        return counts
    }

    private static func pass(
        _ set: TrainingSet, _ order: [Int], _ lanes: Int, _ manner: Manner, _ classWeights: [Float],
        _ sparse: UnsafeMutableBufferPointer<Float>, _ plain: UnsafeMutableBufferPointer<Float>,
        _ sparseSquares: UnsafeMutableBufferPointer<Float>, _ plainSquares: UnsafeMutableBufferPointer<Float>
    ) {
        var chances = [Float](repeating: 0, count: lanes)
        for line in order {
            let label = set.labels[line]
            let weight = set.weights[line] * classWeights[set.groups[line] * lanes + label]
            let shares = scores(
                set, line, lanes, manner, UnsafeBufferPointer(sparse), UnsafeBufferPointer(plain), &chances)
            soften(&chances)
            for lane in 0..<lanes { chances[lane] = (chances[lane] - (lane == label ? 1 : 0)) * weight }
            func step(
                _ features: [UInt32], _ range: Range<Int>, _ share: Float
            ) {
                for place in range {
                    let feature = Int(features[place])
                    guard features[place] != TrainingSet.unknown else { continue }
                    for lane in 0..<lanes {
                        let at = feature * lanes + lane
                        let slope = chances[lane] * share + manner.pull * sparse[at]
                        sparseSquares[at] += slope * slope
                        sparse[at] -= manner.rate * slope / sparseSquares[at].squareRoot()
                    }
                }
            }
            step(set.words, set.wordStarts[line]..<set.wordStarts[line + 1], shares.words)
            step(set.pieces, set.pieceStarts[line]..<set.pieceStarts[line + 1], shares.pieces)
            for feature in 0..<PlainFeature.count {
                let value = set.plain[line * PlainFeature.count + feature]
                guard value != 0 else { continue }
                for lane in 0..<lanes {
                    let at = feature * lanes + lane
                    let slope = chances[lane] * value + manner.pullOfPlain * plain[at]
                    plainSquares[at] += slope * slope
                    plain[at] -= manner.rate * slope / plainSquares[at].squareRoot()
                }
            }
        }
    }

    @discardableResult
    private static func scores(
        _ set: TrainingSet, _ line: Int, _ lanes: Int, _ manner: Manner, _ sparse: UnsafeBufferPointer<Float>,
        _ plain: UnsafeBufferPointer<Float>, _ scores: inout [Float]
    ) -> (words: Float, pieces: Float) {
        let words = set.wordStarts[line]..<set.wordStarts[line + 1]
        let pieces = set.pieceStarts[line]..<set.pieceStarts[line + 1]
        let wordShare = Feeling.share(of: words.count) * manner.wordVolume
        let pieceShare = Feeling.share(of: pieces.count) * manner.pieceVolume
        for lane in 0..<lanes {
            var wordSum: Float = 0
            for place in words where set.words[place] != TrainingSet.unknown {
                wordSum += sparse[Int(set.words[place]) * lanes + lane]
            }
            var pieceSum: Float = 0
            for place in pieces where set.pieces[place] != TrainingSet.unknown {
                pieceSum += sparse[Int(set.pieces[place]) * lanes + lane]
            }
            var sum = wordSum * wordShare + pieceSum * pieceShare
            for feature in 0..<PlainFeature.count {
                sum += plain[feature * lanes + lane] * set.plain[line * PlainFeature.count + feature]
            }
            scores[lane] = sum
        }
        return (wordShare, pieceShare)
    }

    static func soften(_ scores: inout [Float]) {
        let top = scores.max() ?? 0
        var sum: Float = 0
        for lane in scores.indices {
            scores[lane] = Exponential.of(scores[lane] - top)
            sum += scores[lane]
        }
        for lane in scores.indices { scores[lane] /= sum }
    }

    /// Scores of a line by lane, before they are made probabilities.
    func scores(_ set: TrainingSet, line: Int) -> [Float] {
        var result = [Float](repeating: 0, count: lanes)
        sparse.withUnsafeBufferPointer { sparse in
            plain.withUnsafeBufferPointer { plain in
                _ = Self.scores(set, line, lanes, manner, sparse, plain, &result)
            }
        }
        return result
    }
}

/// Chance that is the same everywhere (SplitMix64).
struct Chance: Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }

    mutating func shuffle(_ row: inout [Int]) {
        guard row.count > 1 else { return }
        for last in stride(from: row.count - 1, to: 0, by: -1) {
            row.swapAt(last, Int(next().multipliedFullWidth(by: UInt64(last + 1)).high))
        }
    }
}
