/// `soooo` said with a letter held down. A rule's word keeps at most two of a letter; a message's word
/// stands for itself with each held letter once and twice.
enum Elongation {
    /// How a rule's word is kept: runs of three and more become two.
    static func settled(_ word: [UInt8]) -> [UInt8] { shortened(word, doubles: ~0) }

    /// Every reading of a message's word: for each of the first three held letters once or twice.
    static func readings(_ word: [UInt8]) -> [[UInt8]] {
        let held = min(3, runs(word))
        return (0..<(1 << held)).map { shortened(word, doubles: UInt64($0)) }
    }

    private static func runs(_ word: [UInt8]) -> Int {
        var count = 0
        forEachRun(word) { _, length in if length >= 3 { count += 1 } }
        return count
    }

    /// Bit n of `doubles`: the nth held letter stays twice.
    private static func shortened(_ word: [UInt8], doubles: UInt64) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(word.count)
        var held = 0
        forEachRun(word) { character, length in
            var times = length
            if length >= 3 {
                times = held < 64 && doubles & (1 << UInt64(held)) != 0 ? 2 : 1
                held += 1
            }
            for _ in 0..<times { result.append(contentsOf: character) }
        }
        return result
    }

    /// Runs of one character; digits are never a run.
    private static func forEachRun(_ word: [UInt8], _ body: (ArraySlice<UInt8>, Int) -> Void) {
        var place = 0
        while place < word.count {
            let width = word[place] < 0x80 ? 1 : word[place] >= 0xF0 ? 4 : word[place] >= 0xE0 ? 3 : 2
            let character = word[place..<min(word.count, place + width)]
            var next = place + character.count
            var length = 1
            let isDigit = word[place] >= 0x30 && word[place] <= 0x39
            while !isDigit, next + character.count <= word.count,
                word[next..<(next + character.count)].elementsEqual(character)
            {
                next += character.count
                length += 1
            }
            body(character, length)
            place = next
        }
    }
}
