/// What of the words of a message a model weighs: words, pairs of neighbours, negated words, patterns of
/// feeling, and pieces of three to five letters. Each has a key of 64 bits; nothing is looked up by name.
enum WordFeature {
    /// Keys of tokens that stand for their kind: it matters that a link is there, not where it leads.
    static let link: UInt64 = 0x6c69_6e6b_0000_0001
    static let handle: UInt64 = 0x6861_6e64_6c65_0001
    /// Where a sentence begins and ends, as neighbours of its first and last word.
    static let begin: UInt64 = 0x6265_6769_6e00_0001
    static let stop: UInt64 = 0x7374_6f70_0000_0001
    static let question: UInt64 = 0x6173_6b00_0000_0001
    static let exclamation: UInt64 = 0x6578_636c_0000_0001

    enum Kind: UInt64 {
        case word = 0x9e37_79b9_7f4a_7c15
        case pair = 0xc2b2_ae3d_27d4_eb4f
        case skip = 0x8ebc_6af0_9c88_c6e3
        case negated = 0x5899_65cc_7537_4cc3
        case pattern = 0x1d8e_4e27_c47d_124f
        case piece = 0xeb44_accf_b0f5_1a2b
    }

    @inline(__always)
    static func key(_ name: UInt64, _ kind: Kind) -> UInt64 {
        var key = (name ^ kind.rawValue) &* 0xff51_afd7_ed55_8ccd
        key ^= key >> 32
        key = key &* 0xc4ce_b9fe_1a85_ec53
        return key ^ key >> 29
    }

    @inline(__always)
    static func joined(_ first: UInt64, _ second: UInt64) -> UInt64 { led(first) ^ second }

    /// The half of `joined` that the first word alone decides.
    @inline(__always)
    static func led(_ first: UInt64) -> UInt64 { (first << 23 | first >> 41) &* 0x9e37_79b9_7f4a_7c15 }

    /// Of one word; so many of the greatest weights still fit 16 bits.
    static let mostPieces = 240

    /// The keys of a word's pieces, its two ends marked: `<br`, `bro`, … `ken>`. Letters, not bytes.
    /// - Parameter body: also where the piece stands, from -1 for the mark before to `length + 1`.
    @inline(__always)
    static func forEachPiece(
        _ word: UnsafePointer<UInt8>, _ length: Int, _ body: (UInt64, _ from: Int, _ to: Int) -> Void
    ) {
        guard hasWideLetters(word, length) else {
            forEachNarrowPiece(word, length, body)
            return
        }
        var start = -1
        var pieces = 0
        while start < length, pieces < mostPieces {
            var hash = WordHash.seed
            var place = start
            var letters = 0
            var second = length
            while letters < 5, place <= length {
                if place == -1 {
                    hash = WordHash.add(2, to: hash)
                    place = 0
                } else if place == length {
                    hash = WordHash.add(3, to: hash)
                    place += 1
                } else {
                    hash = WordHash.add(word[place], to: hash)
                    place += 1
                    while place < length, word[place] & 0xC0 == 0x80 {
                        hash = WordHash.add(word[place], to: hash)
                        place += 1
                    }
                }
                letters += 1
                if letters == 1 { second = place }
                if letters >= 3 {
                    body(key(hash, .piece), start, place)
                    pieces += 1
                }
            }
            if place > length, letters < 3 { break }
            start = second
        }
    }

    private static func hasWideLetters(_ word: UnsafePointer<UInt8>, _ length: Int) -> Bool {
        var all: UInt8 = 0
        for place in 0..<length { all |= word[place] }
        return all >= 0x80
    }

    /// Where every letter is one byte.
    @inline(__always)
    private static func forEachNarrowPiece(
        _ word: UnsafePointer<UInt8>, _ length: Int, _ body: (UInt64, _ from: Int, _ to: Int) -> Void
    ) {
        var start = -1
        var pieces = 0
        while start + 2 <= length, pieces < mostPieces {
            var hash = WordHash.add(start < 0 ? 2 : word[start], to: WordHash.seed)
            hash = WordHash.add(word[start + 1], to: hash)
            let last = min(start + 4, length)
            for place in (start + 2)...last {
                hash = WordHash.add(place < length ? word[place] : 3, to: hash)
                body(key(hash, .piece), start, place + 1)
                pieces += 1
            }
            start += 1
        }
    }
}

extension FeelingBench {
    /// The number under which features name a token; 0 for one that says nothing.
    static func name(_ token: Token, _ word: UnsafePointer<UInt8>) -> UInt64 {
        let traits = token.traits
        if traits.contains(.endless) { return 0 }
        if traits.contains(.link) { return WordFeature.link }
        if traits.contains(.handle) { return WordFeature.handle }
        let length = Int(token.length)
        if traits.contains(.digit) {
            // One number is as good as another: 404 and 505 are 000.
            var hash = WordHash.seed
            for place in 0..<length {
                let byte = word[place]
                hash = WordHash.add(byte >= 0x30 && byte <= 0x39 ? 0x30 : byte, to: hash)
            }
            return hash
        }
        if traits.contains(.elongated) {
            let settled = Elongation.settled(Array(UnsafeBufferPointer(start: word, count: length)))
            return settled.withUnsafeBufferPointer { WordHash.of($0.baseAddress!, $0.count) }
        }
        // "http" is what is left of a link where somebody took it out.
        if length == 4, word[0] == 0x68, word[1] == 0x74, word[2] == 0x74, word[3] == 0x70 { return WordFeature.link }
        return WordHash.of(word, length)
    }

    /// More than `forEachContext` finds: of a word its pair, its skip, its negation and the end of its
    /// sentence; of a hit two patterns, and one at the end.
    var mostContexts: Int { names.count * 4 + hits.count * 2 + 1 }

    /// Every feature of the words' neighbourhood: pairs, negated words, patterns. `names` is filled.
    /// - Parameter body: the key, and the tokens [first, last] that it touches.
    @inline(__always)
    func forEachContext(
        _ reading: borrowing Reading, _ body: (_ key: UInt64, _ first: Int, _ last: Int) -> Void
    ) {
        let count = names.count
        let begin = WordFeature.led(WordFeature.begin)
        // Of the word before, and of the one before that, where the sentence has one.
        var previous = begin
        var previousAt = 0
        var beforeThat: UInt64 = 0
        var beforeAt = -1
        var hit = 0
        let felt = hits.base
        let hitCount = hits.count
        var nextHit = hitCount > 0 ? Int(felt[0].start) : count
        var negatedUntil = -1
        for index in 0..<count {
            let name = names.base[index]
            while nextHit <= index {
                if felt[hit].role == .negator { negatedUntil = Int(felt[hit].end) + 4 }
                if felt[hit].role == .contrast { negatedUntil = -1 }
                hit += 1
                nextHit = hit < hitCount ? Int(felt[hit].start) : count
            }
            if name != 0 {
                body(WordFeature.key(previous ^ name, .pair), previousAt, index)
                if beforeAt >= 0 { body(WordFeature.key(beforeThat ^ name, .skip), beforeAt, index) }
                if index <= negatedUntil { body(WordFeature.key(name, .negated), index, index) }
                beforeThat = previous
                beforeAt = previousAt
                previous = WordFeature.led(name)
                previousAt = index
            }
            let after = reading.tokens.base[index].after
            if after.contains(.sentence) || index == count - 1 {
                let end =
                    after.contains(.question)
                    ? WordFeature.question : after.contains(.exclamation) ? WordFeature.exclamation : WordFeature.stop
                body(WordFeature.key(previous ^ end, .pair), previousAt, index)
                previous = begin
                previousAt = min(index + 1, count - 1)
                beforeAt = -1
                negatedUntil = -1
            }
        }
        var sign: UInt64 = 1
        var signBefore: UInt64 = 0
        var signAt = 0
        for place in 0..<hitCount {
            let next = FeelingBench.sign(felt[place])
            let at = Int(felt[place].start)
            body(WordFeature.key(WordFeature.joined(sign, next), .pattern), signAt, at)
            body(
                WordFeature.key(WordFeature.joined(WordFeature.joined(signBefore, sign), next), .pattern), signAt, at)
            signBefore = sign
            sign = next
            signAt = at
        }
        if hitCount > 0 { body(WordFeature.key(WordFeature.joined(sign, 2), .pattern), signAt, signAt) }
    }

    /// A word of feeling as patterns know it: its role and how strong it is.
    @inline(__always)
    private static func sign(_ hit: Hit) -> UInt64 {
        switch hit.role {
        case .word:
            let strength: UInt64 = abs(hit.value) >= 2.2 ? 2 : abs(hit.value) >= 1.2 ? 1 : 0
            return 16 + strength + (hit.value < 0 ? 4 : 0) + (hit.traits.contains(.face) ? 8 : 0)
        case .negator: return 32
        case .intensifier: return 33
        case .softener: return 34
        case .contrast: return 35
        case .irony: return 36
        }
    }
}

extension WordFeature {
    /// Words with letters have pieces; numbers, links, handles and faces have none.
    @inline(__always)
    static func hasPieces(_ token: Token, _ name: UInt64) -> Bool {
        token.traits.isDisjoint(with: [.digit, .face, .link, .handle, .endless]) && name != link
    }
}
