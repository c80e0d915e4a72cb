/// Shares a message's scores out among its words: the same sums as `Feeling`, each term kept with the words
/// that it comes from.
struct FeelingExplainer {
    private let text: UnsafeBufferPointer<UInt8>
    /// Words that belong together: a phrase of the lexicon is one group.
    private var groups: [Group] = []
    private var groupOfToken: [Int] = []
    private var groupOfHit: [Int] = []
    /// What belongs to no word, by what it is called; in the order met.
    private var rest: [(words: String, lanes: SIMD4<Float>)] = []

    private struct Group {
        var first: Int
        var last: Int
        var lanes = SIMD4<Float>()
        /// What the lexicon alone gives; used where no model speaks.
        var felt: Float = 0
        var why: [String] = []
    }

    init(_ text: UnsafeBufferPointer<UInt8>) { self.text = text }

    mutating func explain(
        _ bench: inout Workbench, _ tables: Tables, declared: String
    ) -> FeelingExplanation {
        let feeling = Feeling.read(&bench, tables, declared: declared)
        gather(bench)
        let models = tables.askedModels
        if let models { share(bench, models) }
        let hasModel = models?.hasSentiment == true
        if !hasModel { exclaim(bench) }
        let lexicon = SentimentScale.Lexicon(tables, language: feeling.language).chosen
        return FeelingExplanation(
            sentiment: feeling.sentiment, complaint: feeling.complaint, language: feeling.language,
            languageWhy: Self.why(feeling.language, declared: declared),
            lexicon: lexicon >= 0 ? tables.languages[lexicon] : nil, hasModel: hasModel,
            parts: parts(bench, models, hasModel: hasModel))
    }

    private static func why(_ language: String, declared: String) -> String {
        let tag = declared.lowercased()
        if language == "und" { return "neither its words nor its channel tell" }
        if tag.isEmpty || tag == "und" { return "from its words" }
        return tag == language ? "as declared, and its words do not say otherwise" : "its words; declared was \(tag)"
    }

    // MARK: words

    private mutating func gather(_ bench: borrowing Workbench) {
        let count = bench.feeling.names.count
        groupOfToken = Array(repeating: -1, count: count)
        let hits = bench.feeling.hits.view
        var hit = 0
        var token = 0
        while token < count {
            if hit < hits.count, Int(hits[hit].start) == token {
                let last = min(count, Int(hits[hit].end)) - 1
                groupOfHit.append(groups.count)
                for inside in token...last { groupOfToken[inside] = groups.count }
                groups.append(
                    Group(first: token, last: last, felt: hits[hit].points, why: why(hits[hit], hits, bench)))
                token = last + 1
                hit += 1
            } else {
                groupOfToken[token] = groups.count
                groups.append(Group(first: token, last: token))
                token += 1
            }
        }
    }

    private func why(
        _ hit: FeelingBench.Hit, _ hits: UnsafeMutableBufferPointer<FeelingBench.Hit>, _ bench: borrowing Workbench
    ) -> [String] {
        func cause() -> String {
            guard hits.indices.contains(Int(hit.cause)) else { return "" }
            let other = hits[Int(hit.cause)]
            return " by \"\(slice(bench, Int(other.start), Int(other.end) - 1).text)\""
        }
        switch hit.role {
        case .negator:
            return hit.traits.contains(.idle) ? ["a negation that turns no word of feeling"] : ["a negation"]
        case .intensifier: return ["strengthens what follows"]
        case .softener: return ["softens what follows"]
        case .contrast: return ["what follows weighs more than what was said before"]
        case .irony: return ["a cue of irony"]
        case .word: break
        }
        var why = ["\(hit.traits.contains(.face) ? "a face" : "a word") of the lexicon, \(Self.signed(hit.value))"]
        let traits = hit.traits
        if traits.contains(.negated) { why.append("negated\(cause())") }
        if traits.contains(.ironic) { why.append("irony\(cause()): the praise is not meant") }
        if traits.contains(.intensified) { why.append("strengthened") }
        if traits.contains(.softened) { why.append("softened") }
        if traits.contains(.capitals) { why.append("in capitals") }
        if traits.contains(.elongated) { why.append("letters held down") }
        if traits.contains(.beforeContrast) { why.append("weighs less before a \"but\"") }
        if traits.contains(.afterContrast) { why.append("weighs more behind a \"but\"") }
        if traits.contains(.repeated) { why.append("one of a row of the same") }
        return why
    }

    static func signed(_ value: Float) -> String {
        let tenths = (Double(value) * 10).rounded() / 10
        return tenths > 0 ? "+\(tenths)" : "\(tenths)"
    }

    // MARK: the models' terms

    private mutating func share(_ bench: borrowing Workbench, _ models: FeelingModels.Asked) {
        var words: [(lanes: SIMD4<Float>, first: Int, last: Int)] = []
        var pieces: [(lanes: SIMD4<Float>, token: Int)] = []
        var wordCount = 0
        var pieceCount = 0
        for index in 0..<bench.feeling.names.count where bench.feeling.names[index] != 0 {
            let name = bench.feeling.names[index]
            wordCount += 1
            words.append((SIMD4(models.weights.of(WordFeature.key(name, .word))), index, index))
            let token = bench.reading.tokens[index]
            guard WordFeature.hasPieces(token, name) else { continue }
            var sum = SIMD4<Int32>()
            WordFeature.forEachPiece(bench.reading.folded.base + Int(token.fold), Int(token.length)) { key, _, _ in
                sum &+= models.weights.of(key)
                pieceCount += 1
            }
            pieces.append((SIMD4(sum), index))
        }
        bench.feeling.forEachContext(bench.reading) { key, first, last in
            wordCount += 1
            words.append((SIMD4(models.weights.of(key)), first, last))
        }
        let wordStep = models.wordScale * Feeling.share(of: wordCount)
        let pieceStep = models.pieceScale * Feeling.share(of: pieceCount)
        for word in words {
            let half = word.lanes * wordStep * 0.5
            groups[groupOfToken[word.first]].lanes += half
            groups[groupOfToken[word.last]].lanes += half
        }
        for piece in pieces { groups[groupOfToken[piece.token]].lanes += piece.lanes * pieceStep }
        for feature in PlainFeature.allCases {
            let value = bench.feeling.plain[feature.rawValue]
            if value != 0 { share(feature, models.plain(feature.rawValue) * value, bench) }
        }
    }

    /// A feature's term goes to the words that it was counted from, each by its points.
    private mutating func share(_ feature: PlainFeature, _ lanes: SIMD4<Float>, _ bench: borrowing Workbench) {
        let hits = bench.feeling.hits.view
        func weight(_ hit: FeelingBench.Hit) -> Float {
            switch feature.share {
            case .message: 0
            case .good: hit.role == .word ? max(0, hit.points) : 0
            case .bad: max(0, -hit.points)
            case .all: hit.role == .word ? abs(hit.points) : 0
            case .first, .last: hit.role == .word && hit.points != 0 ? 1 : 0
            case .negators: hit.traits.contains(.idle) ? 1 : 0
            case .ironies: hit.role == .irony ? 1 : 0
            }
        }
        var weights = hits.map { weight($0) }
        if feature.share == .first, let place = weights.firstIndex(where: { $0 > 0 }) {
            weights = weights.indices.map { $0 == place ? 1 : 0 }
        } else if feature.share == .last, let place = weights.lastIndex(where: { $0 > 0 }) {
            weights = weights.indices.map { $0 == place ? 1 : 0 }
        }
        let all = weights.reduce(0, +)
        guard all > 0 else {
            rest.append((feature.words, lanes))
            return
        }
        for hit in hits.indices where weights[hit] > 0 {
            groups[groupOfHit[hit]].lanes += lanes * (weights[hit] / all)
        }
    }

    /// Without a model: exclamation marks strengthen what the words say.
    private mutating func exclaim(_ bench: borrowing Workbench) {
        let sum = groups.reduce(0) { $0 + $1.felt }
        let extra = SentimentScale.exclaimed(sum, bench.reading.exclamations) - sum
        if extra != 0 { rest.append(("exclamation marks", SIMD4(0, 0, extra, 0))) }
    }

    // MARK: parts

    private func parts(
        _ bench: borrowing Workbench, _ models: FeelingModels.Asked?, hasModel: Bool
    ) -> [FeelingExplanation.Part] {
        let sharpness = models?.sharpness ?? SIMD4()
        func part(_ lanes: SIMD4<Float>, felt: Float) -> (points: Double, plainness: Double, plea: Double) {
            let scaled = lanes * sharpness
            let plea = Double(scaled.w)
            guard hasModel else { return (Double(felt), 0, plea) }
            return (Double(scaled.z - scaled.x), Double(scaled.y - (scaled.x + scaled.z) / 2), plea)
        }
        var parts: [FeelingExplanation.Part] = []
        for group in groups {
            let worth = part(group.lanes, felt: group.felt)
            let isSilent = abs(worth.points) < 1e-9 && abs(worth.plainness) < 1e-9 && abs(worth.plea) < 1e-9
            if isSilent, group.why.isEmpty { continue }
            let (text, span) = slice(bench, group.first, group.last)
            var why = group.why
            if models != nil { why.append("what the model learnt of it") }
            parts.append(
                .init(
                    text: text, span: span, why: why, points: worth.points, plainness: worth.plainness,
                    plea: worth.plea))
        }
        var merged: [(words: String, lanes: SIMD4<Float>)] = []
        for term in rest {
            if let place = merged.firstIndex(where: { $0.words == term.words }) {
                merged[place].lanes += term.lanes
            } else {
                merged.append(term)
            }
        }
        for term in merged {
            let worth = part(term.lanes, felt: term.lanes.z)
            parts.append(
                .init(
                    text: term.words, why: ["the message as a whole"], points: worth.points,
                    plainness: worth.plainness, plea: worth.plea))
        }
        return parts
    }

    private func slice(_ bench: borrowing Workbench, _ first: Int, _ last: Int) -> (text: String, span: Span) {
        let span = Span(start: Int(bench.reading.tokens[first].start), end: Int(bench.reading.tokens[last].end))
        return (String(decoding: text[span.start..<span.end], as: UTF8.self), span)
    }
}
