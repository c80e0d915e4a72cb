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

    /// Several wishes are alternatives: all of those that can be had are told, and none is taken for them.
    ///
    /// - Parameters:
    ///   - wishes: in order.
    ///   - zone: in which they are read. A time that is shown twice is both, one that is skipped is none.
    package func find(_ wishes: [WallStretch], zone: TimeZoneTable) -> Found {
        var why: (rank: Int, why: AnswerFacts.Why)?
        var found: [[Moment]] = []
        for wish in wishes.prefix(16) {
            let placement = zone.placement(of: wish.from)
            let from = Moment(seconds: placement.first)
            if wish.isExact {
                let instants = placement.first == placement.last ? [from] : [from, Moment(seconds: placement.last)]
                let free = instants.filter { state(of: $0) == .free }
                if placement.fit != .skipped, !free.isEmpty {
                    found.append(free)
                } else {
                    why = better(why, reason(from))
                }
                continue
            }
            let until = Moment(seconds: zone.placement(of: wish.until).last)
            let free = self.free(from: from, until: until, count: .max)
            if free.isEmpty {
                why = better(why, reason(from: from, until: until))
            } else {
                found.append(spread(free))
            }
        }
        let free = inTurn(found, atMost: max(plan.offered, min(5, wishes.count(where: \.isExact))))
        if free.count == 1 { return .one(free[0]) }
        if !free.isEmpty { return .several(free) }
        guard let first = wishes.first else { return .instead(next(), .noneSuits) }
        if why?.why == .closed, !first.isExact, let other = otherDays(first, zone) { return other }
        return .instead(nearest(to: Moment(seconds: zone.placement(of: first.from).first)), why?.why ?? .noneSuits)
    }

    /// Of several wishes each has its first before any has its second; in order of time.
    private func inTurn(_ found: [[Moment]], atMost most: Int) -> [Moment] {
        var taken: [Moment] = []
        for place in 0..<(found.map(\.count).max() ?? 0) {
            for free in found where place < free.count && taken.count < most && !taken.contains(free[place]) {
                taken.append(free[place])
            }
        }
        return taken.sorted()
    }

    /// Nobody is there in a part of a day: the same part of other days, or, where it lies outside of every day's
    /// hours, what comes nearest to it by the clock.
    private func otherDays(_ wish: WallStretch, _ zone: TimeZoneTable) -> Found? {
        let (from, until) = (wish.from.secondOfDay, wish.from.secondOfDay + Int(wish.until.seconds - wish.from.seconds))
        guard until - from < 86_400, until - from > 0 else { return nil }
        let free = self.free(count: .max)
        let fitting = free.filter { (from..<until).contains(zone.wallClock(at: $0).secondOfDay) }
        if !fitting.isEmpty { return .instead(Array(fitting.prefix(plan.offered)), .closed) }
        func distance(_ start: Moment) -> Int {
            let second = zone.wallClock(at: start).secondOfDay
            return second < from ? from - second : second - until + 1
        }
        let near = free.map { (start: $0, distance: distance($0)) }.sorted {
            ($0.distance, $0.start) < ($1.distance, $1.start)
        }
        guard !near.isEmpty else { return nil }
        return .instead(near.prefix(plan.offered).map(\.start).sorted(), .outsideHours)
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
        // Closed says more than far: asking again nearer to it would be in vain.
        case .tooFar: calendar.state(at: start) == .open ? .tooFar : .closed
        case .past: .past
        }
    }

    private func reason(from: Moment, until: Moment) -> AnswerFacts.Why {
        if until <= now { return .past }
        if until <= reach.lowerBound { return .tooSoon }
        if from > reach.upperBound { return isOpen(from: from, until: until) ? .tooFar : .closed }
        return all(from: from, until: until, count: 1).isEmpty ? .closed : .taken
    }

    /// Somebody is there at some time of a stretch.
    private func isOpen(from: Moment, until: Moment) -> Bool {
        if calendar.state(at: from) == .open { return true }
        return calendar.status(at: from).nextOpening.map { $0 < until } ?? false
    }

    /// Of several wishes that fail, the reason that comes nearest to having it.
    private func better(_ a: (rank: Int, why: AnswerFacts.Why)?, _ b: AnswerFacts.Why) -> (Int, AnswerFacts.Why) {
        let order: [AnswerFacts.Why] = [.taken, .noneSuits, .closed, .outsideHours, .tooSoon, .tooFar, .past]
        let rank = order.firstIndex(of: b) ?? order.count
        if let a, a.rank <= rank { return a }
        return (rank, b)
    }
}
