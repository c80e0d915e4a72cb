/// Trains a model from labelled lines, and says how good it is on lines that it has not seen.
package struct Trainer {
    package var task: ModelFile.Task
    package var seed: UInt64
    /// The held-out report's: each line is predicted by a model that was trained without it.
    package var folds: Int
    /// A group is a fold of its own: "how good on a domain it has never seen?"
    package var holdsOutGroups = false
    var manner: Regression.Manner
    var bits: Int
    /// Features that stand in fewer lines are left out.
    var leastLines = 2
    /// Told what is being done and how far it is, 0 to 1.
    package var progress: (String, Double) -> Void = { _, _ in }

    package init(task: ModelFile.Task, seed: UInt64, folds: Int = 5) {
        self.task = task
        self.seed = seed
        self.folds = folds
        switch task {
        case .sentiment:
            manner = Regression.Manner()
            bits = 17
        case .complaint:
            manner = Regression.Manner()
            manner.balancesGroups = false
            bits = 15
        }
    }

    package static func labels(of task: ModelFile.Task) -> [String] {
        switch task {
        case .sentiment: ["negative", "neutral", "positive"]
        case .complaint: ["other", "complaint"]
        }
    }

    package struct Outcome {
        package var model: ModelFile
        package var report: TrainingReport
    }

    /// - Parameter lexicons: the word lists that the model will run beside.
    package func train(_ lines: [TrainingLine], lexicons rules: RuleSet, groups: [String]) -> Outcome {
        let compiled = rules.bench.compiled
        let labels = Self.labels(of: task)
        let set = TrainingSet(lines, compiled, leastLines: leastLines) {
            progress("reading", Double($0) / Double(lines.count))
        }
        let held = heldOut(set, labels.count)
        let all = Array(lines.indices)
        let final = Regression(set, lines: all, lanes: labels.count, manner: manner, seed: seed) {
            progress("fitting", Double($0) / Double(manner.passes))
        }
        let sharpness = Calibration.sharpness(held, set, labels.count)
        let compressed = Compression(final, set, task: task, bits: bits, manner: manner)
        let model = ModelFile(
            task: task, plain: compressed.plain, wordScale: compressed.wordScale, pieceScale: compressed.pieceScale,
            sharpness: sharpness, bits: bits, slots: compressed.slots)
        let report = TrainingReport(
            set: set, held: held, sharpness: sharpness, labels: labels, groups: groups, stored: compressed.stored,
            features: set.keys.count, foldsAreGroups: holdsOutGroups,
            telling: TellingFeatures(final, set, lanes: labels.count).named(by: lines, compiled))
        return Outcome(model: model, report: report)
    }

    /// Groups that have lines of every label. Lines of the others are shared out among the folds by chance.
    private func wholeGroups(_ set: TrainingSet, _ lanes: Int) -> [Int] {
        (0...(set.groups.max() ?? 0)).filter { group in
            Set(set.labels.indices.lazy.filter { set.groups[$0] == group }.map { set.labels[$0] }).count == lanes
        }
    }

    /// By line: the scores given by a model that has not seen it.
    private func heldOut(_ set: TrainingSet, _ lanes: Int) -> [[Float]] {
        var fold = [Int](repeating: 0, count: set.count)
        var count = folds
        var order = Array(0..<set.count)
        var chance = Chance(seed: seed &+ 1)
        chance.shuffle(&order)
        if holdsOutGroups {
            let whole = wholeGroups(set, lanes)
            count = whole.count
            let place = Dictionary(uniqueKeysWithValues: whole.enumerated().map { ($1, $0) })
            for (turn, line) in order.enumerated() { fold[line] = place[set.groups[line]] ?? turn % max(1, count) }
        } else {
            for (turn, line) in order.enumerated() { fold[line] = turn % max(1, count) }
        }
        var held = [[Float]](repeating: [], count: set.count)
        guard count > 1 else { return held }
        for part in 0..<count {
            let learnt = fold.indices.filter { fold[$0] != part }
            let asked = fold.indices.filter { fold[$0] == part }
            guard !learnt.isEmpty, !asked.isEmpty else { continue }
            let model = Regression(set, lines: learnt, lanes: lanes, manner: manner, seed: seed) {
                progress(
                    "trying on held-out lines",
                    (Double(part) + Double($0) / Double(manner.passes)) / Double(count))
            }
            for line in asked { held[line] = model.scores(set, line: line) }

        }
        return held
    }
}

/// Makes probabilities honest.
enum Calibration {
    /// What scores are multiplied with so that the probabilities on held-out lines miss by least (the mean
    /// square, every class counting the same), found by trying.
    static func sharpness(_ held: [[Float]], _ set: TrainingSet, _ lanes: Int) -> Float {
        var counts = [Float](repeating: 0, count: lanes)
        for line in held.indices where !held[line].isEmpty { counts[set.labels[line]] += 1 }
        guard counts.reduce(0, +) > 0 else { return 1 }
        var best: (miss: Double, sharpness: Float) = (.infinity, 1)
        var tried: Float = 0.3
        while tried < 3 {
            var miss = 0.0
            for line in held.indices where !held[line].isEmpty {
                var chances = held[line].map { $0 * tried }
                Regression.soften(&chances)
                var square: Float = 0
                for lane in 0..<lanes {
                    let off = chances[lane] - (lane == set.labels[line] ? 1 : 0)
                    square += off * off
                }
                miss += Double(square / counts[set.labels[line]])
            }
            if miss < best.miss { best = (miss, tried) }
            tried += 0.02
        }
        return best.sharpness
    }
}

/// A fitted model as a small table: the most telling features, each in the slot of its key, in steps of a
/// byte. A feature whose slot is taken by a more telling one is left out; a mark tells the two apart.
struct Compression {
    private(set) var plain: [[Float]]
    private(set) var wordScale: Float
    private(set) var pieceScale: Float
    private(set) var slots: [UInt8]
    private(set) var stored = 0

    init(_ fitted: Regression, _ set: TrainingSet, task: ModelFile.Task, bits: Int, manner: Regression.Manner) {
        let lanes = task.lanes
        let all = fitted.lanes
        // A complaint's one lane is the difference of the two that were fitted.
        func weights(_ row: [Float], _ feature: Int) -> [Float] {
            lanes == all
                ? (0..<all).map { row[feature * all + $0] } : [row[feature * all + 1] - row[feature * all]]
        }
        plain = (0..<lanes).map { lane in
            (0..<PlainFeature.count).map { weights(fitted.plain, $0)[lane] }
        }
        var ranked: [(weight: Float, feature: Int)] = []
        ranked.reserveCapacity(set.keys.count)
        for feature in set.keys.indices {
            let row = weights(fitted.sparse, feature)
            ranked.append((row.map(abs).max() ?? 0, feature))
        }
        ranked.sort { ($0.weight, $1.feature) > ($1.weight, $0.feature) }
        // The few greatest weights are clipped, so that the many have finer steps.
        let greatest = ranked.isEmpty ? 1 : max(ranked[min(ranked.count - 1, ranked.count / 2000)].weight, 1e-6)
        let step = greatest / 127
        wordScale = step * manner.wordVolume
        pieceScale = step * manner.pieceVolume
        let width = 1 + lanes
        slots = Array(repeating: 0, count: (1 << bits) * width)
        for (_, feature) in ranked {
            let key = set.keys[feature]
            let slot = Int(key >> UInt64(64 - bits)) * width
            guard slots[slot] == 0 else { continue }
            let steps = weights(fitted.sparse, feature).map { Int8(max(-127, min(127, ($0 / step).rounded()))) }
            guard steps.contains(where: { $0 != 0 }) else { continue }
            slots[slot] = FeelingWeights.mark(key)
            for lane in 0..<lanes { slots[slot + 1 + lane] = UInt8(bitPattern: steps[lane]) }
            stored += 1
        }
    }
}
