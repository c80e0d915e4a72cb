/// The features of a message that are no words: what the lexicon found, and how the message is written.
/// Their order is part of the model file's format; a change of it raises `ModelFile.version`.
enum PlainFeature: Int, CaseIterable {
    case always
    case compound, compoundUp, compoundDown
    case good, bad, goodWords, badWords, mostGood, mostBad, first, last, lastSentence
    case onlyGood, onlyBad, both, neither
    case negatedGood, negatedBad, idleNegator, goodFaces, badFaces, intensifiers, softeners
    case irony, ironyWithPraise, contrast, afterContrast
    case exclamations, exclaimedGood, exclaimedBad, questions, questionUnfelt, questionBad, endsInQuestion
    case shouting, elongated, link, handle, addressed, addressedGood, addressedBad, addressedQuestion
    case hashtags, numbers, short, long
    case noLexicon

    static let count = PlainFeature.allCases.count

    /// Whose words a feature's weight is shared out among when a score is explained.
    enum Share { case message, good, bad, all, first, last, negators, ironies }

    var share: Share {
        switch self {
        case .good, .goodWords, .mostGood, .onlyGood, .negatedBad, .goodFaces, .exclaimedGood, .addressedGood: .good
        case .bad, .badWords, .mostBad, .onlyBad, .negatedGood, .badFaces, .exclaimedBad, .addressedBad, .questionBad:
            .bad
        case .compound, .compoundUp, .compoundDown, .lastSentence, .both, .afterContrast: .all
        case .first: .first
        case .last: .last
        case .idleNegator: .negators
        case .irony, .ironyWithPraise: .ironies
        case .always, .neither, .intensifiers, .softeners, .contrast, .exclamations, .questions, .questionUnfelt,
            .endsInQuestion, .shouting, .elongated, .link, .handle, .addressed, .addressedQuestion, .hashtags,
            .numbers, .short, .long, .noLexicon:
            .message
        }
    }

    /// For people: what the message has.
    var words: String {
        switch self {
        case .always: "where every message begins"
        case .compound, .compoundUp, .compoundDown: "all words of feeling together"
        case .good: "good words"
        case .bad: "bad words"
        case .goodWords: "how many good words"
        case .badWords: "how many bad words"
        case .mostGood: "the best word"
        case .mostBad: "the worst word"
        case .first: "the first word of feeling"
        case .last: "the last word of feeling"
        case .lastSentence: "how it ends"
        case .onlyGood: "good words alone"
        case .onlyBad: "bad words alone"
        case .both: "good and bad words"
        case .neither: "no word of feeling"
        case .negatedGood: "praise negated"
        case .negatedBad: "blame negated"
        case .idleNegator: "a negation that turns no word of feeling"
        case .goodFaces: "happy faces"
        case .badFaces: "unhappy faces"
        case .intensifiers: "words that strengthen"
        case .softeners: "words that soften"
        case .irony: "a cue of irony"
        case .ironyWithPraise: "praise beside a cue of irony"
        case .contrast: "a \"but\""
        case .afterContrast: "what follows the \"but\""
        case .exclamations: "exclamation marks"
        case .exclaimedGood: "praise with exclamation marks"
        case .exclaimedBad: "blame with exclamation marks"
        case .questions: "question marks"
        case .questionUnfelt: "a question without a word of feeling"
        case .questionBad: "a question with bad words"
        case .endsInQuestion: "it ends in a question"
        case .shouting: "words in capitals"
        case .elongated: "letters held down"
        case .link: "a link"
        case .handle: "somebody is named"
        case .addressed: "it begins by addressing somebody"
        case .addressedGood: "praise to somebody addressed"
        case .addressedBad: "blame to somebody addressed"
        case .addressedQuestion: "a question to somebody addressed"
        case .hashtags: "hashtags"
        case .numbers: "numbers"
        case .short: "it is short"
        case .long: "it is long"
        case .noLexicon: "a language without a lexicon"
        }
    }
}

extension FeelingBench {
    /// Fills `plain` from the words, the tally and from how the message is written.
    mutating func measure(_ reading: borrowing Reading) {
        plain.clear()
        plain.reserve(PlainFeature.count)
        plain.extend(to: PlainFeature.count)
        let row = plain.base
        for place in 0..<PlainFeature.count { row[place] = 0 }
        func set(_ feature: PlainFeature, _ value: Float) { row[feature.rawValue] = value }
        // Most are 0, and a division takes its time.
        func part(_ value: Float, _ half: Float) -> Float { value == 0 ? 0 : value / (value + half) }
        func has(_ truth: Bool) -> Float { truth ? 1 : 0 }
        let felt = tally
        let goodWords = Float(felt.goodWords)
        let badWords = Float(felt.badWords)
        let isGood = felt.goodWords > 0
        let isBad = felt.badWords > 0
        set(.always, 1)
        set(.compound, felt.compound)
        set(.compoundUp, max(0, felt.compound - 0.35))
        set(.compoundDown, max(0, -felt.compound - 0.35))
        set(.good, part(felt.good, 4))
        set(.bad, part(felt.bad, 4))
        set(.goodWords, part(goodWords, 2))
        set(.badWords, part(badWords, 2))
        set(.mostGood, min(felt.mostGood, 6) / 4)
        set(.mostBad, min(felt.mostBad, 6) / 4)
        set(.first, max(-4, min(4, felt.first)) / 4)
        set(.last, max(-4, min(4, felt.last)) / 4)
        set(.lastSentence, felt.lastSentence / (abs(felt.lastSentence) + 3))
        set(.onlyGood, has(isGood && !isBad))
        set(.onlyBad, has(isBad && !isGood))
        set(.both, has(isBad && isGood))
        set(.neither, has(!isBad && !isGood))
        set(.negatedGood, has(felt.negatedGood > 0))
        set(.negatedBad, has(felt.negatedBad > 0))
        set(.idleNegator, part(Float(felt.idleNegators), 1))
        set(.goodFaces, part(Float(felt.goodFaces), 1))
        set(.badFaces, part(Float(felt.badFaces), 1))
        set(.intensifiers, part(Float(felt.intensifiers), 1))
        set(.softeners, part(Float(felt.softeners), 1))
        set(.irony, has(felt.ironies > 0))
        set(.ironyWithPraise, has(felt.ironies > 0 && isGood))
        set(.contrast, has(felt.contrasts > 0))
        set(.afterContrast, felt.afterContrast / (abs(felt.afterContrast) + 3))
        let exclaims = part(Float(reading.exclamations), 1)
        set(.exclamations, exclaims)
        set(.exclaimedGood, exclaims * max(0, felt.compound))
        set(.exclaimedBad, exclaims * max(0, -felt.compound))
        let asks = has(reading.questions > 0)
        set(.questions, part(Float(reading.questions), 1))
        set(.questionUnfelt, asks * has(!isGood && !isBad))
        set(.questionBad, asks * has(isBad))
        let count = names.count
        var elongated: Float = 0
        var handles: Float = 0
        var tags: Float = 0
        var digits: Float = 0
        if !traits.isDisjoint(with: [.elongated, .handle, .tag, .digit]) {
            for index in 0..<count {
                let traits = reading.tokens.base[index].traits
                if traits.isDisjoint(with: [.elongated, .handle, .tag, .digit]) { continue }
                if traits.contains(.elongated) { elongated += 1 }
                if traits.contains(.handle) { handles += 1 }
                if traits.contains(.tag) { tags += 1 }
                if traits.contains(.digit), !traits.contains(.handle) { digits += 1 }
            }
        }
        let isAddressed = count > 0 && reading.tokens.base[0].traits.contains(.handle)
        if count > 0 {
            set(.endsInQuestion, has(reading.tokens.base[count - 1].after.contains(.question)))
        }
        set(.shouting, reading.spoken > 2 ? Float(reading.shouted) / Float(reading.spoken) : 0)
        set(.elongated, part(elongated, 1))
        set(.link, has(links > 0))
        set(.handle, has(handles > 0))
        set(.addressed, has(isAddressed))
        set(.addressedGood, has(isAddressed) * part(felt.good, 4))
        set(.addressedBad, has(isAddressed) * part(felt.bad, 4))
        set(.addressedQuestion, has(isAddressed) * asks)
        set(.hashtags, part(tags, 2))
        set(.numbers, part(digits, 2))
        set(.short, has(reading.spoken < 6))
        set(.long, part(Float(reading.spoken), 12))
        set(.noLexicon, has(!felt.hasLexicon))
    }
}
