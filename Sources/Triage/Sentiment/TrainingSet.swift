/// One labelled line.
package struct TrainingLine: Sendable {
    package var text: String
    /// Index into the labels of the task.
    package var label: Int
    /// BCP 47, empty where the message shall say so itself.
    package var language: String
    /// Lines of one group are reported together: a file, a language, a domain.
    package var group: Int
    /// How much it counts beside others.
    package var weight: Float

    package init(text: String, label: Int, language: String = "", group: Int = 0, weight: Float = 1) {
        self.text = text
        self.label = label
        self.language = language
        self.group = group
        self.weight = weight
    }
}

/// Labelled lines as numbers, taken apart exactly as judging does it.
struct TrainingSet {
    /// By line: where its features begin in `words` and `pieces`; one more at the end.
    private(set) var wordStarts: [Int] = [0]
    private(set) var pieceStarts: [Int] = [0]
    /// Numbers of features; one that stands twice in a line stands here twice.
    private(set) var words: [UInt32] = []
    private(set) var pieces: [UInt32] = []
    /// By line: `PlainFeature.count` values.
    private(set) var plain: [Float] = []
    private(set) var labels: [Int] = []
    private(set) var weights: [Float] = []
    private(set) var groups: [Int] = []
    /// By number: the key, and in how many lines it stands.
    private(set) var keys: [UInt64] = []
    private(set) var counts: [UInt32] = []
    private var numbers = KeyTable()

    var count: Int { labels.count }

    private enum Feature { case word(UInt64), piece(UInt64) }

    /// - Parameter leastLines: features that stand in fewer lines are left out.
    init(_ lines: [TrainingLine], _ compiled: Compiled, leastLines: Int, progress: (Int) -> Void) {
        var bench = Workbench(Tables(compiled))
        var lastSeen: [Int] = []
        for (index, line) in lines.enumerated() {
            var text = line.text
            text.withUTF8 { Self.read($0, line.language, &bench) }
            Self.forEachFeature(bench) { feature, _, _ in
                let key: UInt64
                switch feature {
                case .word(let name), .piece(let name): key = name
                }
                let number = numbers.number(of: key)
                if number == keys.count {
                    keys.append(key)
                    counts.append(0)
                    lastSeen.append(-1)
                }
                if lastSeen[number] != index {
                    lastSeen[number] = index
                    counts[number] += 1
                }
                switch feature {
                case .word: words.append(UInt32(number))
                case .piece: pieces.append(UInt32(number))
                }
            }
            wordStarts.append(words.count)
            pieceStarts.append(pieces.count)
            plain.append(contentsOf: bench.feeling.plain.view)
            labels.append(line.label)
            weights.append(line.weight)
            groups.append(line.group)
            if index % 512 == 0 { progress(index) }
        }
        prune(leastLines)
    }

    /// The rare features' place is kept in the count of a line's features, as judging counts them too, and
    /// their number becomes `unknown`.
    static let unknown = UInt32.max

    private mutating func prune(_ leastLines: Int) {
        var renumbered = [UInt32](repeating: Self.unknown, count: keys.count)
        var kept: [UInt64] = []
        var keptCounts: [UInt32] = []
        for number in keys.indices where counts[number] >= leastLines {
            renumbered[number] = UInt32(kept.count)
            kept.append(keys[number])
            keptCounts.append(counts[number])
        }
        for place in words.indices { words[place] = renumbered[Int(words[place])] }
        for place in pieces.indices { pieces[place] = renumbered[Int(pieces[place])] }
        keys = kept
        counts = keptCounts
        numbers = KeyTable()
    }

    static func read(
        _ text: UnsafeBufferPointer<UInt8>, _ language: String, _ bench: inout Workbench
    ) {
        bench.read(feelingOf: text)
        let chosen = Language.choose(declared: language, bench.feeling.sums.signs)
        SentimentScale.read(&bench, bench.tables, language: chosen)
        bench.feeling.measure(bench.reading)
    }

    private static func forEachFeature(
        _ bench: borrowing Workbench, _ body: (Feature, _ first: Int, _ last: Int) -> Void
    ) {
        for index in 0..<bench.feeling.names.count {
            let name = bench.feeling.names[index]
            guard name != 0 else { continue }
            body(.word(WordFeature.key(name, .word)), index, index)
            let token = bench.reading.tokens[index]
            guard WordFeature.hasPieces(token, name) else { continue }
            WordFeature.forEachPiece(bench.reading.folded.base + Int(token.fold), Int(token.length)) { key, _, _ in
                body(.piece(key), index, index)
            }
        }
        bench.feeling.forEachContext(bench.reading) { body(.word($0), $1, $2) }
    }
}

/// Numbers keys in the order in which they are first seen.
struct KeyTable {
    private var keys: [UInt64] = Array(repeating: 0, count: 1 << 16)
    private var values: [UInt32] = Array(repeating: 0, count: 1 << 16)
    private var count = 0

    mutating func number(of key: UInt64) -> Int {
        if count * 2 >= keys.count { grow() }
        var slot = Int(key >> 20) & (keys.count - 1)
        while values[slot] != 0 {
            if keys[slot] == key { return Int(values[slot]) - 1 }
            slot = (slot + 1) & (keys.count - 1)
        }
        count += 1
        keys[slot] = key
        values[slot] = UInt32(count)
        return count - 1
    }

    private mutating func grow() {
        let old = zip(keys, values).filter { $0.1 != 0 }
        keys = Array(repeating: 0, count: keys.count * 2)
        values = Array(repeating: 0, count: keys.count)
        for (key, value) in old {
            var slot = Int(key >> 20) & (keys.count - 1)
            while values[slot] != 0 { slot = (slot + 1) & (keys.count - 1) }
            keys[slot] = key
            values[slot] = value
        }
    }
}
