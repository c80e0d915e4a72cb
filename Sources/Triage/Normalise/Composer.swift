/// Compatible composition (NFKC) of one word at a time, without a call to the general normaliser: what a
/// character is made of comes from `ScalarFacts`, marks are put in order, pairs are joined.
enum Composer {
    /// Does composing leave the word as it is? Marks that join nothing may stand, if they are in order.
    @inline(__always)
    static func isSettled(_ letters: [Unicode.Scalar]) -> Bool {
        var order: UInt8 = 0
        for letter in letters {
            if isPlain(letter.value) {
                order = 0
                continue
            }
            let fact = ScalarFacts.of(letter.value)
            if fact.bits & (ScalarFacts.Fact.joins | ScalarFacts.Fact.changes) != 0 { return false }
            if fact.order != 0, fact.order < order { return false }
            order = fact.order
        }
        return true
    }

    /// Common letters that are nobody's second half and stay as they are.
    @inline(__always)
    private static func isPlain(_ value: UInt32) -> Bool {
        value < 0x80 || (0x3400...0x9FFF).contains(value) || (0xAC00...0xD7A3).contains(value)
    }

    /// Takes a word apart and puts it together again. What a compatibility form brings along that belongs
    /// in no word is dropped, and so is what stands behind `longest` characters.
    static func compose(_ letters: inout [Unicode.Scalar]) {
        withUnsafeTemporaryAllocation(of: ScalarFacts.Part.self, capacity: longest) { row in
            let (count, brings) = take(letters, apart: row)
            // Never longer than the parts, so it is put together where they stand.
            var end = 0
            var starter = -1
            var last: UInt8 = 0
            for place in 0..<count {
                let part = row[place]
                // With nothing between, or only marks of a lower order.
                if part.joins, starter >= 0, starter == end - 1 || last < part.order,
                    let both = ScalarFacts.pair(row[starter].value, part.value)
                {
                    row[starter] = ScalarFacts.Part(both)
                    continue
                }
                if part.order == 0 { starter = end }
                last = part.order
                row[end] = part
                end += 1
            }
            letters.removeAll(keepingCapacity: true)
            for place in 0..<end {
                let value = row[place].value
                if let scalar = Unicode.Scalar(value), !brings || ScalarFactsMaker.isPartOfWord(value) {
                    letters.append(scalar)
                }
            }
        }
    }

    /// A word's letters and marks, each by itself, marks in order. Korean syllables stay whole.
    static func apart(_ letters: [Unicode.Scalar]) -> [Unicode.Scalar] {
        withUnsafeTemporaryAllocation(of: ScalarFacts.Part.self, capacity: longest) { row in
            row[..<take(letters, apart: row).count].compactMap { Unicode.Scalar($0.value) }
        }
    }

    /// So many parts take less than a kilobyte, so they stand on the stack.
    private static let longest = 250

    @inline(__always)
    private static func take(
        _ letters: [Unicode.Scalar], apart row: UnsafeMutableBufferPointer<ScalarFacts.Part>
    ) -> (count: Int, brings: Bool) {
        var count = 0
        var brings = false
        for letter in letters {
            let fact = isPlain(letter.value) ? ScalarFacts.Fact() : ScalarFacts.of(letter.value)
            if fact.parts == 0 {
                add(ScalarFacts.Part(letter.value, fact), to: row, &count)
            } else {
                if fact.brings { brings = true }
                for part in ScalarFacts.parts(fact) { add(part, to: row, &count) }
            }
        }
        return (count, brings)
    }

    /// In order: a handful of marks at most stand on a letter.
    @inline(__always)
    private static func add(
        _ part: ScalarFacts.Part, to row: UnsafeMutableBufferPointer<ScalarFacts.Part>, _ count: inout Int
    ) {
        guard count < longest else { return }
        var place = count
        if part.order != 0 {
            while place > 0, row[place - 1].order > part.order {
                row[place] = row[place - 1]
                place -= 1
            }
        }
        row[place] = part
        count += 1
    }
}
