/// Words near each other.
extension Workbench {
    /// Every operand occurs at all. Cheap, and mostly the answer.
    func mayStand(_ near: Near) -> Bool {
        guard mayStand(near.first) else { return false }
        for neighbour in near.rest where !mayStand(neighbour.operand) { return false }
        return true
    }

    private func mayStand(_ operand: Near.Operand) -> Bool {
        switch operand {
        case .phrase(let phrase): occurs(phrase: phrase)
        case .list(let list): occurs(list: list)
        case .any(let operands): operands.contains { mayStand($0) }
        case .near(let near): mayStand(near)
        }
    }

    /// Sorted by start, then end, each place once.
    mutating func places(of near: Near) -> [Interval] {
        var left = places(of: near.first)
        for neighbour in near.rest {
            guard !left.isEmpty else { return [] }
            let right = places(of: neighbour.operand)
            left = pairs(left, right, within: neighbour.within, isOrdered: neighbour.isOrdered)
        }
        return left
    }

    mutating func places(of operand: Near.Operand) -> [Interval] {
        switch operand {
        case .phrase(let phrase):
            guard occurs(phrase: phrase) else { return [] }
            var found: [Interval] = []
            found.reserveCapacity(Int(phraseMarks[phrase].count))
            places(ofPhrase: phrase) { found.append(Interval(start: $0.start, end: $0.end)) }
            Self.settle(&found)
            return found
        case .list(let list):
            let row = stand(list: list)
            return Array(stands.view[row])
        case .any(let operands):
            var found: [Interval] = []
            for operand in operands where mayStand(operand) { found += places(of: operand) }
            Self.settle(&found)
            return found
        case .near(let near): return mayStand(near) ? places(of: near) : []
        }
    }

    /// Each place of either side with its nearest of the other, where it is near enough. Words beside each
    /// other are 1 apart. Places that share a word are not near each other, they are the same.
    private mutating func pairs(
        _ left: [Interval], _ right: [Interval], within: Int, isOrdered: Bool
    ) -> [Interval] {
        guard !left.isEmpty, !right.isEmpty else { return [] }
        var found: [Interval] = []
        follow(left, right, within, &found)
        if !isOrdered { follow(right, left, within, &found) }
        Self.settle(&found)
        return found
    }

    /// For each of `first` the nearest of `second` that begins behind it, and the other way round.
    private mutating func follow(
        _ first: [Interval], _ second: [Interval], _ within: Int, _ found: inout [Interval]
    ) {
        var byEnd = first
        if !zip(byEnd, byEnd.dropFirst()).allSatisfy({ $0.end <= $1.end }) { byEnd.sort { $0.end < $1.end } }
        var next = 0
        for a in byEnd {
            while next < second.count, second[next].start < a.end { next += 1 }
            guard next < second.count else { break }
            if Int(second[next].start) - Int(a.end) + 1 <= within { found.append(joined(a, second[next])) }
        }
        var before = 0
        var nearest: Interval?
        for b in second {
            while before < byEnd.count, byEnd[before].end <= b.start {
                nearest = byEnd[before]
                before += 1
            }
            if let nearest, Int(b.start) - Int(nearest.end) + 1 <= within { found.append(joined(nearest, b)) }
        }
    }

    private mutating func joined(_ a: Interval, _ b: Interval) -> Interval {
        joints.append(a)
        joints.append(b)
        return Interval(start: min(a.start, b.start), end: max(a.end, b.end), parts: UInt32(joints.count - 1))
    }

    private static func settle(_ places: inout [Interval]) {
        guard places.count > 1 else { return }
        if zip(places, places.dropFirst()).contains(where: { Interval.isOrdered($1, $0) }) {
            places.sort(by: Interval.isOrdered)
        }
        var kept = 1
        for place in 1..<places.count where !places[place].isSame(as: places[kept - 1]) {
            places[kept] = places[place]
            kept += 1
        }
        places.removeLast(places.count - kept)
    }
}
