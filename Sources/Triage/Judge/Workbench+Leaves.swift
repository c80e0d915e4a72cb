/// What a leaf finds in the text that was read.
extension Workbench {
    /// Tokens [start, end), with the parts that it is made of where words stand near each other.
    struct Interval {
        var start: UInt32
        var end: UInt32
        var parts: [Interval] = []
    }

    /// Found once per text, then remembered.
    mutating func isTrue(leaf: Int, _ compiled: Compiled) -> Bool {
        let mark = leafMarks[leaf]
        if mark.epoch == epoch { return mark.truth == 1 }
        let truth: Bool
        switch compiled.leaves[leaf] {
        case .phrase(let phrase): truth = occurs(phrase: phrase)
        case .list(let list): truth = count(ofList: list, atLeast: 1, compiled)
        case .atLeast(let count, let list): truth = self.count(ofList: list, atLeast: count, compiled)
        case .near(let near): truth = !intervals(of: .near(near), compiled).isEmpty
        }
        leafMarks[leaf] = LeafMark(epoch: epoch, truth: truth ? 1 : 0)
        return truth
    }

    /// Where a leaf stands, in the order of the text, each place once.
    func spans(ofLeaf leaf: Int, _ compiled: Compiled) -> [Span] {
        let found: [Interval]
        switch compiled.leaves[leaf] {
        case .phrase(let phrase): found = intervals(of: .phrase(phrase), compiled)
        case .list(let list), .atLeast(_, let list): found = intervals(of: .list(list), compiled)
        case .near(let near): found = intervals(of: .near(near), compiled).flatMap(\.parts)
        }
        var spans = found.map { span($0.start, $0.end) }
        spans.sort { ($0.start, $0.end) < ($1.start, $1.end) }
        var last: Span?
        return spans.filter { span in
            defer { last = span }
            return span != last
        }
    }

    /// So many different phrases of the list occur, exceptions taken off.
    private func count(ofList list: Int, atLeast wanted: Int, _ compiled: Compiled) -> Bool {
        var seen = 0
        if !compiled.hasExceptions[list] {
            phrases(ofList: list) { _, _ in seen += 1 }
            return seen >= wanted
        }
        let cancelled = exceptions(ofList: list)
        phrases(ofList: list) { phrase, isException in
            guard !isException else { return }
            var stands = false
            places(ofPhrase: phrase) { place in
                if !stands, !cancelled.cover(place.start, place.end) { stands = true }
            }
            if stands { seen += 1 }
        }
        return seen >= wanted
    }

    /// Places of a list's exceptions, ready to be asked.
    private struct Cover {
        /// Sorted by start; `reach` is the greatest end up to here.
        var starts: [UInt32] = []
        var reach: [UInt32] = []

        func cover(_ start: UInt32, _ end: UInt32) -> Bool {
            var low = 0
            var high = starts.count
            while low < high {
                let middle = (low + high) / 2
                if starts[middle] <= start { low = middle + 1 } else { high = middle }
            }
            return low > 0 && reach[low - 1] >= end
        }
    }

    private func exceptions(ofList list: Int) -> Cover {
        var found: [(start: UInt32, end: UInt32)] = []
        phrases(ofList: list) { phrase, isException in
            if isException { places(ofPhrase: phrase) { found.append(($0.start, $0.end)) } }
        }
        found.sort { $0.start < $1.start }
        var cover = Cover()
        for place in found {
            cover.starts.append(place.start)
            cover.reach.append(max(cover.reach.last ?? 0, place.end))
        }
        return cover
    }

    /// Sorted by start, then end.
    func intervals(of operand: Near.Operand, _ compiled: Compiled) -> [Interval] {
        var found: [Interval] = []
        switch operand {
        case .phrase(let phrase):
            places(ofPhrase: phrase) { found.append(Interval(start: $0.start, end: $0.end)) }
            return found
        case .list(let list):
            let cancelled = compiled.hasExceptions[list] ? exceptions(ofList: list) : Cover()
            phrases(ofList: list) { phrase, isException in
                guard !isException else { return }
                places(ofPhrase: phrase) {
                    if !cancelled.cover($0.start, $0.end) { found.append(Interval(start: $0.start, end: $0.end)) }
                }
            }
        case .any(let operands):
            for operand in operands { found += intervals(of: operand, compiled) }
        case .near(let near):
            var left = intervals(of: near.first, compiled)
            for neighbour in near.rest {
                guard !left.isEmpty else { return [] }
                let right = intervals(of: neighbour.operand, compiled)
                left = Self.pairs(left, right, within: neighbour.within, isOrdered: neighbour.isOrdered)
            }
            return left
        }
        found.sort { ($0.start, $0.end) < ($1.start, $1.end) }
        return found
    }

    /// Each place of either side with its nearest of the other, where it is near enough. Words beside each
    /// other are 1 apart. Places that share a word are not near each other, they are the same.
    private static func pairs(
        _ left: [Interval], _ right: [Interval], within: Int, isOrdered: Bool
    ) -> [Interval] {
        var found: [Interval] = []
        func join(_ a: Interval, _ b: Interval) {
            let parts = (a.parts.isEmpty ? [a] : a.parts) + (b.parts.isEmpty ? [b] : b.parts)
            found.append(Interval(start: min(a.start, b.start), end: max(a.end, b.end), parts: parts))
        }
        /// For each of `first` the nearest of `second` that begins behind it, and the other way round.
        func follow(_ first: [Interval], _ second: [Interval]) {
            let byEnd = first.sorted { $0.end < $1.end }
            var next = 0
            for a in byEnd {
                while next < second.count, second[next].start < a.end { next += 1 }
                guard next < second.count else { break }
                if Int(second[next].start) - Int(a.end) + 1 <= within { join(a, second[next]) }
            }
            var before = 0
            var nearest: Interval?
            for b in second {
                while before < byEnd.count, byEnd[before].end <= b.start {
                    nearest = byEnd[before]
                    before += 1
                }
                if let nearest, Int(b.start) - Int(nearest.end) + 1 <= within { join(nearest, b) }
            }
        }
        follow(left, right)
        if !isOrdered { follow(right, left) }
        found.sort { ($0.start, $0.end) < ($1.start, $1.end) }
        var kept: [Interval] = []
        for interval in found where kept.last.map({ $0.start != interval.start || $0.end != interval.end }) ?? true {
            kept.append(interval)
        }
        return kept
    }
}
