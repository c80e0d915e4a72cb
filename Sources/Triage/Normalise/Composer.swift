/// Compatible composition (NFKC) of one word at a time, without a call to the general normaliser: what a
/// character is made of comes from `ScalarFacts`, marks are put in order, pairs are joined.
enum Composer {
    /// Takes a word apart and puts it together again. What a compatibility form brings along that belongs
    /// in no word is dropped, and so is what stands behind `longest` characters.
    /// - Returns: what folding has to look for in what came of it.
    @discardableResult
    static func compose(_ letters: inout Letters, _ table: ScalarFacts.Table = ScalarFacts.table) -> LetterSurvey {
        let isQuiet = withUnsafeTemporaryAllocation(of: ScalarFacts.Part.self, capacity: longest) { row in
            let taken = take(letters, apart: row, table)
            let count = taken.joins ? join(row, taken.count, table) : taken.count
            letters.clear()
            letters.reserve(count)
            let out = letters.base
            var kept = 0
            for place in 0..<count {
                let value = row[place].value
                if taken.brings, !ScalarFactsMaker.isPartOfWord(value) { continue }
                // A character all right: it was one of the word's, or stands in the tables.
                out[kept] = unsafeBitCast(value, to: Unicode.Scalar.self)
                kept += 1
            }
            letters.extend(to: kept)
            return taken.isQuiet
        }
        return isQuiet ? .quiet : LetterSurvey(letters, table)
    }

    /// Puts parts together where they stand; gives how many are left.
    @inline(__always)
    private static func join(
        _ row: UnsafeMutableBufferPointer<ScalarFacts.Part>, _ count: Int, _ table: ScalarFacts.Table
    ) -> Int {
        var end = 0
        var starter = -1
        var last: UInt8 = 0
        for place in 0..<count {
            let part = row[place]
            // With nothing between, or only marks of a lower order.
            if part.joins, starter >= 0, starter == end - 1 || last < part.order,
                let both = ScalarFacts.pair(row[starter].value, part.value, table)
            {
                row[starter] = ScalarFacts.Part(both)
                continue
            }
            if part.order == 0 { starter = end }
            last = part.order
            row[end] = part
            end += 1
        }
        return end
    }

    /// A word's letters and marks, each by itself, marks in order. Korean syllables stay whole.
    static func apart(_ letters: borrowing Letters) -> [Unicode.Scalar] {
        withUnsafeTemporaryAllocation(of: ScalarFacts.Part.self, capacity: longest) { row in
            row[..<take(letters, apart: row, ScalarFacts.table).count].compactMap { Unicode.Scalar($0.value) }
        }
    }

    /// So many parts take less than a kilobyte, so they stand on the stack.
    private static let longest = 250

    /// - Returns: how many parts, whether one of them may join another, whether none asks for more than to be
    /// put down, and whether some belong in no word.
    @inline(__always)
    private static func take(
        _ letters: borrowing Letters, apart row: UnsafeMutableBufferPointer<ScalarFacts.Part>,
        _ table: ScalarFacts.Table
    ) -> (count: Int, joins: Bool, isQuiet: Bool, brings: Bool) {
        var count = 0
        var seen = ScalarFacts.Part.none
        var brings = false
        for place in 0..<letters.count {
            let value = letters.base[place].value
            let fact = table.fact(value)
            if fact.parts == 0 {
                let part = ScalarFacts.Part(value, fact)
                seen.formUnion(part)
                add(part, to: row, &count)
            } else {
                if fact.brings { brings = true }
                for part in table.parts(fact) {
                    seen.formUnion(part)
                    add(part, to: row, &count)
                }
            }
        }
        return (count, seen.joins, !seen.joins && !seen.isFolded, brings)
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
