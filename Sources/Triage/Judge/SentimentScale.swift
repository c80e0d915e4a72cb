/// How a message feels, from the words of a lexicon: each word's valence, turned by a negation before it,
/// strengthened or softened by its neighbours, weighed anew behind a "but", raised by capitals and held
/// letters, turned round beside a cue of irony; all added up and pressed between -1 and 1.
///
/// Where there is a model this is one of the things that it looks at; without one it is the whole score.
enum SentimentScale {
    /// How far back a negation and an intensifier are looked for, in words.
    private static let reachOfNegation: UInt32 = 4
    private static let reachOfEmphasis: UInt32 = 3
    /// How far a cue of irony reaches, in words to either side, within its sentence and the next.
    private static let reachOfIrony: UInt32 = 14
    /// "not good" is less bad than "bad".
    private static let negated: Float = -0.7
    /// Praise beside a cue of irony is not meant, but rarely hides the worst.
    private static let ironic: Float = -0.6
    /// A cue of irony by itself.
    private static let cue: Float = 1
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
    static let mixedFrom: Float = 1.8
    private static let undecided: Float = 1.3

    /// Fills the bench's hits and tally.
    static func read(_ bench: inout Workbench, _ tables: Tables, language: Language.Choice) {
        bench.feeling.hits.clear()
        bench.feeling.tally = FeelingTally()
        let lexicon = lexicon(of: language, &bench.feeling, tables)
        bench.feeling.tally.hasLexicon = lexicon.chosen >= 0
        guard bench.feelings.count > 0 else { return }
        gather(&bench, tables, lexicon)
        let hits = bench.feeling.hits.view
        guard !hits.isEmpty else { return }
        let tokens = bench.reading.tokens.view
        let emphasises = bench.reading.shouted * 2 < bench.reading.spoken || bench.reading.spoken == 1
        var tally = bench.feeling.tally
        for index in hits.indices where hits[index].role == .irony { tally.ironies += 1 }
        let ironies = tally.ironies
        var contrastAt = -1
        var sentence = 0
        var sentenceOfLast = -1
        var token = 0
        for index in hits.indices {
            let start = Int(hits[index].start)
            while token < start {
                if tokens[token].after.contains(.sentence) { sentence += 1 }
                token += 1
            }
            switch hits[index].role {
            case .intensifier: tally.intensifiers += 1
            case .softener: tally.softeners += 1
            case .negator:
                if !turnsSomething(index, hits) {
                    hits[index].traits.insert(.idle)
                    hits[index].points = -idleNegation
                    tally.idleNegators += 1
                    tally.bad += idleNegation
                }
            case .irony:
                hits[index].points = -cue
                tally.bad += cue
            case .contrast:
                // What was said before weighs less now, what follows more.
                tally.contrasts += 1
                if start > 0, contrastAt < 0 {
                    tally.good *= beforeContrast
                    tally.bad *= beforeContrast
                    for before in 0..<index where hits[before].points != 0 {
                        hits[before].points *= beforeContrast
                        hits[before].traits.insert(.beforeContrast)
                    }
                    contrastAt = start
                }
            case .word:
                var valence = hits[index].value
                if hits[index].traits.contains(.face) {
                    if repeats(index, hits) {
                        valence *= 0.25
                        hits[index].traits.insert(.repeated)
                    } else if valence > 0 {
                        tally.goodFaces += 1
                    } else if valence < 0 {
                        tally.badFaces += 1
                    }
                } else {
                    valence = turned(valence, at: index, hits, tokens)
                    if emphasises, tokens[start].traits.contains(.capitals) {
                        valence += valence < 0 ? -capitals : capitals
                        hits[index].traits.insert(.capitals)
                    }
                    if tokens[start].traits.contains(.elongated) {
                        valence += valence < 0 ? -held : held
                        hits[index].traits.insert(.elongated)
                    }
                    if hits[index].traits.contains(.negated) {
                        if hits[index].value > 0 { tally.negatedGood += 1 } else { tally.negatedBad += 1 }
                    }
                }
                if ironies > 0, valence > 0, let cause = cueBeside(index, hits) {
                    valence *= ironic
                    hits[index].traits.insert(.ironic)
                    hits[index].cause = Int32(cause)
                }
                if contrastAt >= 0 {
                    valence *= afterContrast
                    hits[index].traits.insert(.afterContrast)
                    tally.afterContrast += valence
                }
                hits[index].points = valence
                if valence > 0 {
                    tally.good += valence
                    tally.goodWords += 1
                    tally.mostGood = max(tally.mostGood, valence)
                } else if valence < 0 {
                    tally.bad -= valence
                    tally.badWords += 1
                    tally.mostBad = max(tally.mostBad, -valence)
                }
                if tally.goodWords + tally.badWords == 1 { tally.first = valence }
                tally.last = valence
                if sentence != sentenceOfLast {
                    tally.lastSentence = 0
                    sentenceOfLast = sentence
                }
                tally.lastSentence += valence
            }
        }
        tally.compound = pressed(exclaimed(tally.good - tally.bad, bench.reading.exclamations))
        bench.feeling.tally = tally
    }

    /// Looked for once of the languages chosen most, and of any other until the next one.
    private static func lexicon(
        of language: Language.Choice, _ bench: inout FeelingBench, _ tables: Tables
    ) -> Lexicon {
        guard language.lane >= 0 else {
            if bench.lexicon.language != language.tag {
                bench.lexicon = (language.tag, Lexicon(tables, language: language.tag).chosen)
            }
            return Lexicon(chosen: bench.lexicon.chosen)
        }
        if bench.lexicons[language.lane] == FeelingBench.unasked {
            bench.lexicons[language.lane] = Int32(
                truncatingIfNeeded: Lexicon(tables, language: language.tag).chosen)
        }
        return Lexicon(chosen: Int(bench.lexicons[language.lane]))
    }

    /// Exclamation marks strengthen whatever was said.
    static func exclaimed(_ sum: Float, _ marks: Int) -> Float {
        sum == 0 ? 0 : sum + (sum < 0 ? -exclamation : exclamation) * Float(min(marks, 4))
    }

    /// From a sum of any size to -1…1.
    static func pressed(_ sum: Float) -> Float { sum / (sum * sum + half * half).squareRoot() }

    /// What the lexicon alone concludes of a tally.
    static func verdict(_ tally: FeelingTally) -> Sentiment {
        let compound = Double(tally.compound)
        let label: Sentiment.Label
        if min(tally.good, tally.bad) >= mixedFrom, abs(tally.good - tally.bad) < undecided {
            label = .mixed
        } else {
            label = compound >= positiveFrom ? .positive : compound <= negativeFrom ? .negative : .neutral
        }
        // Without a model nobody knows how often it is right; the further from the border the surer, and a
        // lexicon that found nothing knows nothing.
        let found = tally.goodWords + tally.badWords > 0
        let distance =
            switch label {
            case .positive: compound - positiveFrom
            case .negative: negativeFrom - compound
            case .neutral, .mixed: 0.0
            }
        let confidence = found && label != .mixed ? min(0.8, 0.5 + distance / 2) : 0.4
        return Sentiment(label: label, compound: compound.rounded(to: 4), confidence: confidence.rounded(to: 4))
    }

    /// The entries of the language's own lexicon: from each word the longest, and none inside an earlier one.
    private static func gather(_ bench: inout Workbench, _ tables: Tables, _ lexicon: Lexicon) {
        let felt = bench.feelings.view
        let tokens = bench.reading.tokens.view
        for index in felt.indices {
            let start = felt[index].start
            guard start < UInt32(FeelingBench.mostTokens) else { break }
            let isFace = tokens[Int(start)].traits.contains(.face)
            guard let found = lexicon.find(felt[index].feeling, isFace: isFace, tables) else { continue }
            let hit = FeelingBench.Hit(
                start: start, end: felt[index].end, role: found.role, traits: isFace ? .face : [], value: found.value,
                points: 0, cause: -1)
            let count = bench.feeling.hits.count
            if count > 0 {
                let last = bench.feeling.hits[count - 1]
                if last.start == start {
                    if last.end < hit.end { bench.feeling.hits[count - 1] = hit }
                    continue
                }
                if last.end > start { continue }
            }
            bench.feeling.hits.append(hit)
        }
    }

    /// A word's valence after what stands before it.
    private static func turned(
        _ valence: Float, at index: Int, _ hits: UnsafeMutableBufferPointer<FeelingBench.Hit>,
        _ tokens: UnsafeMutableBufferPointer<Token>
    ) -> Float {
        var valence = valence
        var isNegated = false
        var before = index - 1
        let start = hits[index].start
        while before >= 0, start - hits[before].end <= reachOfNegation {
            let other = hits[before]
            before -= 1
            // A full stop ends what a negation reaches.
            var isCut = false
            for place in (other.end - 1)..<start where tokens[Int(place)].after.contains(.sentence) { isCut = true }
            if isCut { break }
            let gap = start - other.end
            switch other.role {
            case .negator:
                isNegated = true
                hits[index].cause = Int32(before + 1)
            case .intensifier where gap < reachOfEmphasis:
                valence *= 1 + other.value * (gap == 0 ? 1 : 0.6)
                hits[index].traits.insert(.intensified)
            case .softener where gap < reachOfEmphasis:
                valence *= 1 - other.value
                hits[index].traits.insert(.softened)
            case .intensifier, .softener, .word, .contrast, .irony: continue
            }
        }
        guard isNegated else { return valence }
        hits[index].traits.insert(.negated)
        return valence * negated
    }

    /// A word of feeling follows within reach.
    private static func turnsSomething(
        _ index: Int, _ hits: UnsafeMutableBufferPointer<FeelingBench.Hit>
    ) -> Bool {
        var next = index + 1
        while next < hits.count, hits[next].start - hits[index].end <= reachOfNegation {
            if hits[next].role == .word { return true }
            next += 1
        }
        return false
    }

    /// The nearest cue of irony within reach.
    private static func cueBeside(
        _ index: Int, _ hits: UnsafeMutableBufferPointer<FeelingBench.Hit>
    ) -> Int? {
        var before = index - 1
        while before >= 0, hits[index].start - min(hits[index].start, hits[before].end) <= reachOfIrony {
            if hits[before].role == .irony { return before }
            before -= 1
        }
        var next = index + 1
        while next < hits.count, hits[next].start - min(hits[next].start, hits[index].end) <= reachOfIrony {
            if hits[next].role == .irony { return next }
            next += 1
        }
        return nil
    }

    /// The same face stood just before: a row of them is one feeling.
    private static func repeats(_ index: Int, _ hits: UnsafeMutableBufferPointer<FeelingBench.Hit>) -> Bool {
        index > 0 && hits[index - 1].value == hits[index].value && hits[index - 1].traits.contains(.face)
            && hits[index - 1].end == hits[index].start
    }

    /// The lexicon that speaks for a language. Where nobody knows the language, English does; faces speak
    /// in every language.
    struct Lexicon {
        /// Its number, -1 for none.
        let chosen: Int

        init(chosen: Int) { self.chosen = chosen }

        init(_ tables: Tables, language: String) {
            let root = language.utf8.firstIndex(of: UInt8(ascii: "-")).map { language[..<$0] } ?? language[...]
            chosen =
                tables.languages.firstIndex { $0 == language || $0 == root }
                ?? (root == "und" ? tables.languages.firstIndex(of: "en") : nil) ?? -1
        }

        @inline(__always)
        func find(_ first: Int32, isFace: Bool, _ tables: Tables) -> (role: LexiconFile.Role, value: Float)? {
            var next = first
            while next >= 0 {
                let feeling = tables.feelings[Int(next)]
                if isFace || Int(feeling.language) == chosen { return (feeling.role, feeling.value) }
                next = feeling.next
            }
            return nil
        }
    }
}

extension Double {
    /// To so many places behind the point, halves away from zero.
    @inline(__always)
    func rounded(to places: Int) -> Double {
        var factor = 1.0
        for _ in 0..<places { factor *= 10 }
        let raised = self * factor
        // The plainest processors have no instruction for it, and most numbers here fit an integer.
        guard abs(raised) < 1e15 else { return raised.rounded() / factor }
        let cut = Double(Int64(raised))
        let rest = raised - cut
        return (rest >= 0.5 ? cut + 1 : rest <= -0.5 ? cut - 1 : cut) / factor
    }
}
