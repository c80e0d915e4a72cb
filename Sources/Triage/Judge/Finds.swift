/// Where the leaves of a rule stand in a message, and what there is of those that do not.
struct Finds {
    /// Of leaves that are true.
    private var spans: [Int: [Span]] = [:]
    /// Of an `at least` that is not: each phrase of the list that stands there, once.
    private(set) var partial: [Int: [Span]] = [:]
    private(set) var near: [Int: Near] = [:]

    /// A NEAR that is not true: the first step at which it fails, and what stands on either side of it.
    struct Near {
        /// 0 for the first NEAR of a chain.
        var step: Int
        var within: Int
        var isOrdered: Bool
        var left: [Span]
        var right: [Span]
        /// Words between the two that stand nearest, as NEAR counts; 0 where one is missing.
        var distance: Int
    }

    subscript(leaf: Int) -> [Span]? { spans[leaf] }

    /// What the bench holds must be the part of the message that these leaves look in.
    fileprivate mutating func look(for leaves: [Int], on workbench: inout Workbench, _ compiled: Compiled) {
        for leaf in leaves {
            if workbench.isTrue(leaf: leaf) {
                spans[leaf] = workbench.hit(ofLeaf: leaf).spans
                continue
            }
            switch compiled.leaves[leaf] {
            case .phrase, .list: continue
            case .atLeast(_, let list):
                partial[leaf] = Self.spans(
                    Self.once(workbench.places(of: .list(list))), workbench)
            case .near(let chain): near[leaf] = Self.failure(of: chain, on: &workbench)
            }
        }
    }

    private static func failure(of chain: Triage.Near, on workbench: inout Workbench) -> Near? {
        var operand = chain.first
        for (step, neighbour) in chain.rest.enumerated() {
            let left = workbench.places(of: operand)
            let right = workbench.places(of: neighbour.operand)
            let joined = Triage.Near(first: chain.first, rest: Array(chain.rest[...step]))
            if !left.isEmpty, !right.isEmpty, !workbench.places(of: .near(joined)).isEmpty {
                operand = .near(joined)
                continue
            }
            var best: (left: Workbench.Interval, right: Workbench.Interval, distance: Int)?
            for a in left.prefix(50) {
                for b in right.prefix(50) {
                    let distance =
                        a.end <= b.start
                        ? Int(b.start) - Int(a.end) + 1 : b.end <= a.start ? Int(a.start) - Int(b.end) + 1 : 0
                    if distance > 0, distance < best?.distance ?? Int.max { best = (a, b, distance) }
                }
            }
            let shown = best.map { ([$0.left], [$0.right]) } ?? (Array(left.prefix(1)), Array(right.prefix(1)))
            return Near(
                step: step, within: neighbour.within, isOrdered: neighbour.isOrdered,
                left: spans(shown.0, workbench), right: spans(shown.1, workbench), distance: best?.distance ?? 0)
        }
        return nil
    }

    private static func spans(_ intervals: [Workbench.Interval], _ workbench: borrowing Workbench) -> [Span] {
        intervals.flatMap { workbench.singles(of: $0) }.map { workbench.span($0) }
    }

    private static func once(_ intervals: [Workbench.Interval]) -> [Workbench.Interval] {
        var end: UInt32 = 0
        return intervals.filter { interval in
            defer { end = max(end, interval.end) }
            return interval.start >= end
        }.prefix(4).map { $0 }
    }
}

extension RuleSet {
    /// Reads each part of the message that these leaves look in.
    func finds(_ leaves: [Int], in message: Message) -> Finds {
        var finds = Finds()
        let compiled = bench.compiled
        let zones = Dictionary(grouping: leaves) { compiled.leafZone[$0] }
        for (zone, leaves) in zones {
            var part = Array(message.part(zone).utf8)
            zone.readable(&part)
            bench.withSeat { seat in
                part.withUnsafeBufferPointer { seat.text.pointee.read($0) }
                finds.look(for: leaves, on: &seat.text.pointee, compiled)
            }
        }
        return finds
    }
}
