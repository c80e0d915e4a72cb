/// What a text is about, in a few numbers: a copied or slightly changed post is known again by them.
///
/// MinHash (Broder) over the set of its words: of two texts that share most of their words, most of sixteen minima
/// are the same. Links, handles, faces and whatever stands between words do not count, nor does order. A fingerprint
/// of sums of bits (SimHash) was tried first: in posts of two dozen words one changed word turned 5 to 13 of its 64
/// bits, so that it knew hardly any again.
package struct TextPrint: Hashable, Sendable {
    /// Of each minimum four bits; of a short text the hash of the whole.
    package let bits: UInt64
    /// Too few words to be nearly the same as any other text: only one with the same words in a row is.
    package let isShort: Bool
    /// By what texts that may be near are looked up: two that are share at least one, nearly always. Empty where
    /// nothing in it is a word: it is like no other.
    package let keys: [String]

    /// Words from which texts can be nearly the same: "my router is on fire" and "my kettle is on fire" are not.
    package static let fewest = 8
    /// Of 16 minima. Of texts of 25 words 97 in 100 are known again with one word changed, 82 with two, 41 with
    /// four; of 10 words 72, 18 and 1.
    package static let nearest = 13
    /// More of a text is not looked at.
    private static let mostWords = 1_000
    private static let turns: [UInt64] = (1...16).map { mixed($0 &* 0x9e37_79b9_7f4a_7c15) }

    package init(_ text: String) {
        var reading = Reading()
        var text = text
        text.withUTF8 { reading.read($0) }
        var minima = [UInt64](repeating: .max, count: 16)
        var whole = WordHash.seed
        var words = 0
        for place in 0..<reading.tokens.count where words < Self.mostWords {
            let token = reading.tokens[place]
            guard token.traits.isDisjoint(with: [.link, .handle, .face]), token.length > 0 else { continue }
            words += 1
            let word = UnsafeBufferPointer(start: reading.folded.base + Int(token.fold), count: Int(token.length))
            var hash = WordHash.seed
            for byte in word {
                hash = WordHash.add(byte, to: hash)
                whole = WordHash.add(byte, to: whole)
            }
            whole = WordHash.add(0, to: whole)
            let mixed = Self.mixed(hash)
            for turn in 0..<16 { minima[turn] = min(minima[turn], Self.mixed(mixed ^ Self.turns[turn])) }
        }
        isShort = words < Self.fewest
        if isShort {
            bits = Self.mixed(whole)
            keys = words == 0 ? [] : ["t:=:\(String(bits, radix: 16))"]
            return
        }
        bits = minima.reduce(0) { $0 << 4 | Self.mixed($1) & 15 }
        keys = (0..<4).map { band in
            let hash = minima[band * 4..<band * 4 + 4].reduce(UInt64(band)) { Self.mixed($0 ^ $1) }
            return "t:\(band):\(String(hash >> 24, radix: 16))"
        }
    }

    /// - Parameter other: the bits of a text that shares a key.
    package func isNear(_ other: UInt64) -> Bool {
        if isShort { return bits == other && !keys.isEmpty }
        var different = bits ^ other
        var same = 16
        for _ in 0..<16 {
            if different & 15 != 0 { same -= 1 }
            different >>= 4
        }
        return same >= Self.nearest
    }

    /// Every bit of a hash must know every letter (the end of MurmurHash3).
    private static func mixed(_ hash: UInt64) -> UInt64 {
        var hash = hash
        hash = (hash ^ hash >> 33) &* 0xff51_afd7_ed55_8ccd
        hash = (hash ^ hash >> 33) &* 0xc4ce_b9fe_1a85_ec53
        return hash ^ hash >> 33
    }
}
