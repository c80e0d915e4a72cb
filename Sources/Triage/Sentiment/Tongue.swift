/// What a word says of the language that it stands in, looked up in the table.
enum Tongue {
    /// By the hash of a word, of a piece or of a letter; half empty.
    private static let table: Table = Table(TongueTable.rows.map(\.weights))

    /// Votes by `Language.lanes`, in the table's steps.
    static func lean(_ word: UnsafePointer<UInt8>, _ length: Int) -> SIMD8<Int16> {
        let table = table
        let whole = WordHash.of(word, length)
        var votes = table.find(whole ^ wholeWord)
        var start = -1
        // The first pieces of an endless word are enough.
        var left = 48
        while start < length, left > 0 {
            left -= 1
            var hash = WordHash.seed
            var place = start
            var letters = 0
            var second = length
            while letters < 3, place <= length {
                if place == -1 || place == length {
                    hash = WordHash.add(place == -1 ? 2 : 3, to: hash)
                    place += 1
                } else {
                    let first = place
                    hash = WordHash.add(word[place], to: hash)
                    place += 1
                    while place < length, word[place] & 0xC0 == 0x80 {
                        hash = WordHash.add(word[place], to: hash)
                        place += 1
                    }
                    if letters == 0, place - first > 1 {
                        votes &+= table.find(WordHash.of(word + first, place - first) ^ loneLetter)
                    }
                }
                letters += 1
                if letters == 1 { second = place }
            }
            guard letters == 3 else { break }
            votes &+= table.find(hash)
            start = second
        }
        return TellingWords.all[whole].map { $0.of(votes) } ?? votes
    }

    private static let wholeWord: UInt64 = 0x517c_c1b7_2722_0a95
    private static let loneLetter: UInt64 = 0x2545_f491_4f6c_dd1d

    /// Unchecked: written by the initialiser alone, read ever after; made once and never freed.
    private final class Table: @unchecked Sendable {
        private let keys: UnsafeMutablePointer<UInt64>
        private let votes: UnsafeMutablePointer<SIMD8<Int16>>
        private static let size = 1 << 13

        init(_ rows: [String]) {
            keys = .allocate(capacity: Self.size)
            keys.initialize(repeating: 0, count: Self.size)
            votes = .allocate(capacity: Self.size)
            votes.initialize(repeating: SIMD8(), count: Self.size)
            for (lane, row) in rows.enumerated() {
                for entry in row.split(whereSeparator: \.isWhitespace) {
                    guard let sign = entry.lastIndex(where: { $0 == "+" || $0 == "-" }),
                        let weight = Int16(entry[sign...])
                    else { continue }
                    let slot = slot(of: Self.key(entry[..<sign]))
                    keys[slot] = Self.key(entry[..<sign])
                    votes[slot][lane] = weight
                }
            }
        }

        private static func key(_ feature: Substring) -> UInt64 {
            let bytes = Array(feature.utf8)
            if bytes.first == UInt8(ascii: "=") {
                return bytes.dropFirst().reduce(WordHash.seed) { WordHash.add($1, to: $0) } ^ wholeWord
            }
            let hash = bytes.reduce(WordHash.seed) {
                WordHash.add($1 == UInt8(ascii: "^") ? 2 : $1 == UInt8(ascii: "$") ? 3 : $1, to: $0)
            }
            return feature.count == 1 ? hash ^ loneLetter : hash
        }

        @inline(__always)
        private func slot(of key: UInt64) -> Int {
            var slot = Int((key &* 0x9e37_79b9_7f4a_7c15) >> 51)
            while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & (Self.size - 1) }
            return slot
        }

        @inline(__always)
        func find(_ key: UInt64) -> SIMD8<Int16> { votes[slot(of: key)] }
    }
}
