/// What is free near what a customer would like.
extension Slots {
    /// What can be done about times that a customer named.
    package enum Found: Hashable, Sendable {
        /// Exactly what they named, and nothing else could be meant.
        case one(Moment)
        /// What they named leaves a choice.
        case several([Moment])
        /// It cannot be had: why, and what is free near it; none where nothing is free at all.
        case instead([Moment], AnswerFacts.Why)
    }

    /// - Parameters:
    ///   - wishes: in order; the first that can be fulfilled is.
    ///   - zone: in which they are read. A time that is shown twice is both, one that is skipped is none.
    package func find(_ wishes: [WallStretch], zone: TimeZoneTable) -> Found {
        var why: (rank: Int, why: AnswerFacts.Why)?
        for wish in wishes.prefix(16) {
            let placement = zone.placement(of: wish.from)
            let from = Moment(seconds: placement.first)
            if wish.isExact {
                let instants = placement.first == placement.last ? [from] : [from, Moment(seconds: placement.last)]
                let free = instants.filter { state(of: $0) == .free }
                if placement.fit != .skipped, let one = free.first {
                    return free.count == 1 ? .one(one) : .several(free)
                }
                why = better(why, reason(from))
                continue
            }
            let until = Moment(seconds: zone.placement(of: wish.until).last)
            let free = self.free(from: from, until: until, count: .max)
            if free.count == 1 { return .one(free[0]) }
            if !free.isEmpty { return .several(spread(free)) }
            why = better(why, reason(from: from, until: until))
        }
        let near = wishes.first.map { nearest(to: Moment(seconds: zone.placement(of: $0.from).first)) } ?? next()
        return .instead(near, why?.why ?? .noneSuits)
    }

    /// The next that are free.
    package func next(after: Moment? = nil) -> [Moment] { free(from: after, count: plan.offered) }

    /// Those nearest to a moment, in order of time.
    package func nearest(to wish: Moment) -> [Moment] {
        let free = self.free(count: .max)
        let after = free.firstIndex { $0 >= wish } ?? free.endIndex
        let near = free[max(0, after - plan.offered)..<min(free.count, after + plan.offered)]
        return near.sorted { (distance($0, wish), $0) < (distance($1, wish), $1) }.prefix(plan.offered).sorted()
    }

    /// As many as are offered, over the whole of a stretch.
    private func spread(_ free: [Moment]) -> [Moment] {
        guard free.count > plan.offered, plan.offered > 0 else { return free }
        return (0..<plan.offered).map { free[$0 * free.count / plan.offered] }
    }

    private func distance(_ a: Moment, _ b: Moment) -> Duration { a < b ? b - a : a - b }

    private func reason(_ start: Moment) -> AnswerFacts.Why {
        switch state(of: start) {
        // Free, and yet not to be had: the clock skips it.
        case .free: .noneSuits
        case .taken: .taken
        // Somebody is there, but no call begins just then.
        case .closed: calendar.state(at: start) == .open ? .noneSuits : .closed
        case .tooSoon: .tooSoon
        case .tooFar: .tooFar
        case .past: .past
        }
    }

    private func reason(from: Moment, until: Moment) -> AnswerFacts.Why {
        if until <= now { return .past }
        if until <= reach.lowerBound { return .tooSoon }
        if from > reach.upperBound { return .tooFar }
        return all(from: from, until: until, count: 1).isEmpty ? .closed : .taken
    }

    /// Of several wishes that fail, the reason that comes nearest to having it.
    private func better(_ a: (rank: Int, why: AnswerFacts.Why)?, _ b: AnswerFacts.Why) -> (Int, AnswerFacts.Why) {
        let order: [AnswerFacts.Why] = [.taken, .noneSuits, .closed, .tooSoon, .tooFar, .past]
        let rank = order.firstIndex(of: b) ?? order.count
        if let a, a.rank <= rank { return a }
        return (rank, b)
    }
}
