/// How a message feels, from the words of a lexicon: each word's valence, turned by a negation before it,
/// strengthened or softened by its neighbours, weighed anew behind a "but", raised by capitals, held
/// letters and exclamation marks; all added up and pressed between -1 and 1.
enum SentimentScale {
    /// How far back a negation and an intensifier are looked for, in words.
    private static let reachOfNegation: UInt32 = 4
    private static let reachOfEmphasis: UInt32 = 3
    /// "not good" is less bad than "bad".
    private static let negated: Float = -0.7
    private static let beforeContrast: Float = 0.6
    private static let afterContrast: Float = 1.3
    private static let capitals: Float = 0.7
    private static let held: Float = 0.35
    private static let exclamation: Float = 0.3
    /// The sum at which the compound is 0.7.
    private static let half: Float = 3.9
    /// From here on; people say good things more lightly than bad ones.
    private static let positiveFrom = 0.3
    private static let negativeFrom = -0.2
    /// A "not" that turns no word of feeling is a small complaint by itself.
    private static let idleNegation: Float = 0.5
    /// Both sides at least this strong, and the sum undecided: mixed.
    private static let mixedFrom: Float = 1.8
    private static let undecided: Float = 1.3

    static func weigh(_ bench: borrowing Workbench, _ compiled: Compiled, language: String) -> Sentiment {
        guard bench.feelings.count > 0 else { return .neutral }
        let lexicon = Lexicon(compiled, language: language)
        let felt = bench.feelings.view
        let tokens = bench.reading.tokens.view
        let emphasises = bench.reading.shouted * 2 < bench.reading.spoken || bench.reading.spoken == 1
        var good: Float = 0
        var bad: Float = 0
        var contrastAt = -1
        for index in felt.indices {
            let start = Int(felt[index].start)
            let isFace = tokens[start].traits.contains(.face)
            guard let (role, value) = lexicon.find(felt[index].feeling, isFace: isFace, compiled) else { continue }
            switch role {
            case .intensifier, .softener: continue
            case .negator:
                if !turnsSomething(index, felt, lexicon, compiled) { bad += idleNegation }
                continue
            case .contrast:
                // What was said before weighs less now, what follows more.
                if start > 0, contrastAt < 0 {
                    good *= beforeContrast
                    bad *= beforeContrast
                    contrastAt = start
                }
                continue
            case .word: break
            }
            var valence = value
            if !isFace {
                valence = turned(valence, at: index, felt, tokens, lexicon, compiled)
                if emphasises, tokens[start].traits.contains(.capitals) {
                    valence += valence < 0 ? -capitals : capitals
                }
                if tokens[start].traits.contains(.elongated) { valence += valence < 0 ? -held : held }
            } else if repeats(index, felt) {
                valence *= 0.25
            }
            if contrastAt >= 0 { valence *= afterContrast }
            if valence > 0 { good += valence } else { bad -= valence }
        }
        var sum = good - bad
        if sum != 0 { sum += (sum < 0 ? -exclamation : exclamation) * Float(min(bench.reading.exclamations, 4)) }
        let compound = sum / (sum * sum + half * half).squareRoot()
        let label: Sentiment.Label
        if min(good, bad) >= mixedFrom, abs(good - bad) < undecided {
            label = .mixed
        } else {
            label =
                Double(compound) >= positiveFrom ? .positive : Double(compound) <= negativeFrom ? .negative : .neutral
        }
        return Sentiment(label: label, compound: (Double(compound) * 10_000).rounded() / 10_000)
    }

    /// A word's valence after what stands before it.
    private static func turned(
        _ valence: Float, at index: Int, _ felt: UnsafeMutableBufferPointer<Workbench.Felt>,
        _ tokens: UnsafeMutableBufferPointer<Token>, _ lexicon: Lexicon, _ compiled: Compiled
    ) -> Float {
        var valence = valence
        var isNegated = false
        var before = index - 1
        let start = felt[index].start
        while before >= 0, start - felt[before].end <= reachOfNegation {
            let other = felt[before]
            before -= 1
            // A full stop ends what a negation reaches.
            var isCut = false
            for place in (other.end - 1)..<start where tokens[Int(place)].after.contains(.sentence) { isCut = true }
            if isCut { break }
            guard let (role, value) = lexicon.find(other.feeling, isFace: false, compiled) else { continue }
            let gap = start - other.end
            switch role {
            case .negator: isNegated = true
            case .intensifier where gap < reachOfEmphasis: valence *= 1 + value * (gap == 0 ? 1 : 0.6)
            case .softener where gap < reachOfEmphasis: valence *= 1 - value
            case .intensifier, .softener, .word, .contrast: continue
            }
        }
        return isNegated ? valence * negated : valence
    }

    /// A word of feeling follows within reach.
    private static func turnsSomething(
        _ index: Int, _ felt: UnsafeMutableBufferPointer<Workbench.Felt>, _ lexicon: Lexicon, _ compiled: Compiled
    ) -> Bool {
        var next = index + 1
        while next < felt.count, felt[next].start - felt[index].end <= reachOfNegation {
            if let (role, _) = lexicon.find(felt[next].feeling, isFace: false, compiled), role == .word { return true }
            next += 1
        }
        return false
    }

    /// The same face stood just before: a row of them is one feeling.
    private static func repeats(_ index: Int, _ felt: UnsafeMutableBufferPointer<Workbench.Felt>) -> Bool {
        index > 0 && felt[index - 1].feeling == felt[index].feeling && felt[index - 1].end == felt[index].start
    }

    /// The lexicon that speaks for a language. Where nobody knows the language, English does; faces speak
    /// in every language.
    private struct Lexicon {
        let chosen: Int?

        init(_ compiled: Compiled, language: String) {
            let root = language.prefix { $0 != "-" }
            chosen =
                compiled.languages.firstIndex { $0 == language || $0 == root }
                ?? (root == "und" ? compiled.languages.firstIndex(of: "en") : nil)
        }

        func find(_ first: Int32, isFace: Bool, _ compiled: Compiled) -> (LexiconFile.Role, Float)? {
            var next = first
            while next >= 0 {
                let feeling = compiled.feelings[Int(next)]
                if isFace || Int(feeling.language) == chosen { return (feeling.role, feeling.value) }
                next = feeling.next
            }
            return nil
        }
    }
}
