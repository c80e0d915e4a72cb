/// The features that speak loudest for each label, with names that people can read. Weights know only keys;
/// the names are found by reading the lines once more.
struct TellingFeatures {
    private var ranked: [[(key: UInt64, weight: Float, lines: Int)]]

    /// A feature of a handful of lines is telling of those lines alone.
    private static let leastLines: UInt32 = 5
    private static let most = 40

    init(_ fitted: Regression, _ set: TrainingSet, lanes: Int) {
        ranked = (0..<lanes).map { lane in
            var best: [(key: UInt64, weight: Float, lines: Int)] = []
            for feature in set.keys.indices where set.counts[feature] >= Self.leastLines {
                let row = fitted.sparse[(feature * lanes)..<((feature + 1) * lanes)]
                // Against the mean of the others.
                let own = row[feature * lanes + lane]
                let weight = own - (row.reduce(0, +) - own) / Float(lanes - 1)
                best.append((set.keys[feature], weight, Int(set.counts[feature])))
            }
            best.sort { ($0.weight, $1.key) > ($1.weight, $0.key) }
            return Array(best.prefix(Self.most))
        }
    }

    func named(by lines: [TrainingLine], _ compiled: Compiled) -> [[TrainingReport.Telling]] {
        var wanted: Set<UInt64> = []
        for row in ranked { for feature in row { wanted.insert(feature.key) } }
        var names: [UInt64: String] = [:]
        var bench = Workbench(Tables(compiled))
        for line in lines where names.count < wanted.count {
            var text = line.text
            text.withUTF8 { TrainingSet.read($0, line.language, &bench) }
            Self.name(bench) { key, name in
                if wanted.contains(key), names[key] == nil { names[key] = name() }
            }
        }
        return ranked.map { row in
            row.map { .init(name: names[$0.key] ?? "?", weight: Double($0.weight), lines: $0.lines) }
        }
    }

    private static func name(_ bench: borrowing Workbench, _ body: (UInt64, () -> String) -> Void) {
        func word(_ index: Int) -> String {
            let token = bench.reading.tokens[index]
            switch bench.feeling.names[index] {
            case WordFeature.link: return "(link)"
            case WordFeature.handle: return "(handle)"
            default: return String(decoding: bench.reading.bytes(token.fold, token.length), as: UTF8.self)
            }
        }
        for index in 0..<bench.feeling.names.count where bench.feeling.names[index] != 0 {
            let name = bench.feeling.names[index]
            body(WordFeature.key(name, .word)) { word(index) }
            body(WordFeature.key(name, .negated)) { "negated \(word(index))" }
            let token = bench.reading.tokens[index]
            guard WordFeature.hasPieces(token, name) else { continue }
            let bytes = bench.reading.bytes(token.fold, token.length)
            WordFeature.forEachPiece(bench.reading.folded.base + Int(token.fold), bytes.count) { key, from, to in
                body(key) {
                    let inner = String(decoding: bytes[max(0, from)..<min(bytes.count, to)], as: UTF8.self)
                    return (from < 0 ? "" : "…") + inner + (to > bytes.count ? "" : "…")
                }
            }
        }
        bench.feeling.forEachContext(bench.reading) { key, first, last in
            body(key) {
                let pair = first == last ? "\(word(first)) at an end" : "\(word(first)) + \(word(last))"
                let between = last - first > 1 ? "\(word(first)) … \(word(last))" : pair
                return between
            }
        }
    }
}
