/// What a text is about, in 64 bits: nearly the same words give nearly the same bits (Charikar's SimHash), so
/// that a copied or slightly changed post is known again.
///
/// Links, handles, faces and everything between words do not count, and long words weigh more than short ones,
/// since a changed "the" changes little.
package struct TextPrint: Hashable, Sendable {
    package var bits: UInt64
    /// Too few words to be nearly the same as any other text: only equal ones are.
    package var isShort: Bool
    /// Nothing in it is a word: like no other text.
    package var isEmpty: Bool

    /// Words from which texts can be nearly the same.
    package static let fewest = 6
    /// Of 64 bits, so many may differ.
    package static let nearest = 3
    /// More of a text is not looked at.
    private static let mostWords = 2_000

    package init(_ text: String) {
        var reading = Reading()
        var text = text
        text.withUTF8 { reading.read($0) }
        var sums = [Int32](repeating: 0, count: 64)
        var whole = WordHash.seed
        var words = 0
        for place in 0..<reading.tokens.count where words < Self.mostWords {
            let token = reading.tokens[place]
            guard token.traits.isDisjoint(with: [.link, .handle, .face]), token.length > 0 else { continue }
            words += 1
            let base = reading.folded.base + Int(token.fold)
            let hash = Self.mixed(WordHash.of(base, Int(token.length)))
            for byte in UnsafeBufferPointer(start: base, count: Int(token.length)) {
                whole = WordHash.add(byte, to: whole)
            }
            whole = WordHash.add(0, to: whole)
            let weight = Int32(min(token.length, 12))
            for bit in 0..<64 { sums[bit] += hash >> UInt64(bit) & 1 == 1 ? weight : -weight }
        }
        isEmpty = words == 0
        isShort = words < Self.fewest
        if isShort {
            bits = Self.mixed(whole)
        } else {
            bits = 0
            for bit in 0..<64 where sums[bit] > 0 { bits |= 1 << UInt64(bit) }
        }
    }

    /// Two that are near share at least one of these: three bits cannot fall into four bands.
    package var keys: [String] {
        if isEmpty { return [] }
        if isShort { return ["t:=:\(String(bits, radix: 16))"] }
        return (0..<4).map { "t:\($0):\(String(bits >> UInt64($0 * 16) & 0xFFFF, radix: 16))" }
    }

    package func isNear(_ other: UInt64) -> Bool {
        if isEmpty { return false }
        return (bits ^ other).nonzeroBitCount <= (isShort ? 0 : Self.nearest)
    }

    /// FNV's low bits hardly know the first letters; every bit must (the end of MurmurHash3).
    private static func mixed(_ hash: UInt64) -> UInt64 {
        var hash = hash
        hash = (hash ^ hash >> 33) &* 0xff51_afd7_ed55_8ccd
        hash = (hash ^ hash >> 33) &* 0xc4ce_b9fe_1a85_ec53
        return hash ^ hash >> 33
    }
}
