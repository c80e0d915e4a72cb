/// How good a trained model is on lines that it has not seen.
package struct TrainingReport: Sendable {
    package var labels: [String]
    package var whole: Figures
    /// By group, where there are more than one.
    package var groups: [(name: String, figures: Figures)]
    package var sharpness: Double
    package var stored: Int
    package var features: Int
    package var foldsAreGroups: Bool
    /// By label, the most telling first.
    package var telling: [[Telling]]

    /// A feature that speaks for a label.
    package struct Telling: Hashable, Sendable {
        /// As people read it: `thank`, `not + good`, `…broke…`.
        package var name: String
        package var weight: Double
        /// In how many of the lines it stands.
        package var lines: Int
    }

    package struct Figures: Sendable {
        package var lines = 0
        /// By true label, then by given label.
        package var confusions: [[Int]]
        /// Ten tenths of confidence: how many lines, the mean confidence, the share that was right. Every
        /// class counts the same.
        package var reliability: [(weight: Double, confidence: Double, right: Double)]

        package var recalls: [Double] {
            confusions.indices.map { share(confusions[$0][$0], confusions[$0].reduce(0, +)) }
        }
        package var precisions: [Double] {
            confusions.indices.map { lane in share(confusions[lane][lane], confusions.reduce(0) { $0 + $1[lane] }) }
        }
        package var f1: [Double] {
            zip(recalls, precisions).map { $0 + $1 > 0 ? 2 * $0 * $1 / ($0 + $1) : 0 }
        }
        /// Mean over the classes.
        package var macroRecall: Double { mean(recalls) }
        package var macroF1: Double { mean(f1) }
        package var accuracy: Double {
            share(confusions.indices.reduce(0) { $0 + confusions[$1][$1] }, lines)
        }
        /// How far the stated confidence is from the truth, on average.
        package var calibrationError: Double {
            let all = reliability.reduce(0) { $0 + $1.weight }
            return all > 0 ? reliability.reduce(0) { $0 + $1.weight * abs($1.confidence - $1.right) } / all : 0
        }

        private func share(_ part: Int, _ whole: Int) -> Double { whole > 0 ? Double(part) / Double(whole) : 0 }
        private func mean(_ row: [Double]) -> Double { row.isEmpty ? 0 : row.reduce(0, +) / Double(row.count) }
    }

    init(
        set: TrainingSet, held: [[Float]], sharpness: Float, labels: [String], groups: [String], stored: Int,
        features: Int, foldsAreGroups: Bool, telling: [[Telling]]
    ) {
        self.labels = labels
        self.sharpness = Double(sharpness)
        self.stored = stored
        self.features = features
        self.foldsAreGroups = foldsAreGroups
        self.telling = telling
        let asked = held.indices.filter { !held[$0].isEmpty }
        whole = Self.figures(set, held, asked, sharpness, labels.count)
        self.groups = groups.indices.compactMap { group in
            let lines = asked.filter { set.groups[$0] == group }
            return lines.isEmpty ? nil : (groups[group], Self.figures(set, held, lines, sharpness, labels.count))
        }
    }

    private static func figures(
        _ set: TrainingSet, _ held: [[Float]], _ lines: [Int], _ sharpness: Float, _ lanes: Int
    ) -> Figures {
        var figures = Figures(
            lines: lines.count, confusions: Array(repeating: Array(repeating: 0, count: lanes), count: lanes),
            reliability: Array(repeating: (0, 0, 0), count: 10))
        var counts = [Double](repeating: 0, count: lanes)
        for line in lines { counts[set.labels[line]] += 1 }
        for line in lines {
            var chances = held[line].map { $0 * sharpness }
            Regression.soften(&chances)
            let truth = set.labels[line]
            var given = 0
            for lane in 1..<lanes where chances[lane] > chances[given] { given = lane }
            figures.confusions[truth][given] += 1
            let confidence = Double(chances[given])
            let weight = 1 / counts[truth]
            let tenth = min(9, Int(confidence * 10))
            figures.reliability[tenth].weight += weight
            figures.reliability[tenth].confidence += confidence * weight
            figures.reliability[tenth].right += given == truth ? weight : 0
        }
        for tenth in figures.reliability.indices where figures.reliability[tenth].weight > 0 {
            figures.reliability[tenth].confidence /= figures.reliability[tenth].weight
            figures.reliability[tenth].right /= figures.reliability[tenth].weight
        }
        return figures
    }
}
