/// Puts days and times of day on the calendar of the customer's wall.
struct WishResolver {
    private let context: ReplyContext
    private var now: WallClock { context.now }
    private var offered: [WallClock] { context.offered }

    private(set) var wishes: [WallStretch] = []
    /// The first thing that must be asked.
    private(set) var problem: TimeReply.Unclear?

    /// Stretches that one reply may ask for.
    static let most = 40
    /// A stretch of today that ends sooner is not worth a call.
    private static let shortest: Int64 = 1800

    init(_ context: ReplyContext) { self.context = context }

    private var today: Int { now.date.day }
    /// The first day that is too far.
    var end: Int { today + context.horizon + 1 }

    private mutating func ask(_ unclear: TimeReply.Unclear) {
        // What cannot be is said before what is merely over: "31 February" may be both.
        switch (problem, unclear) {
        case (nil, _), (.past, _), (.tooFar, .ambiguous), (.tooFar, .impossible): problem = unclear
        default: break
        }
    }

    mutating func add(_ group: WishGroup) {
        for span in group.spans { keep(span) }
        if group.days.isEmpty {
            for time in group.times { addNext(time) }
        }
        for day in group.days { add(day, group.times) }
    }

    mutating func add(_ stretch: WallStretch) { keep(stretch) }

    /// All that is asked for, or the reason to ask back.
    func result() -> TimeReply? {
        switch problem {
        case .impossible?, .ambiguous?, .tooMuch?: return problem.map { .unclear($0) }
        case .past?, .tooFar?, .nothing?, nil: break
        }
        if wishes.count > Self.most { return .unclear(.tooMuch) }
        if !wishes.isEmpty { return .wish(wishes) }
        return problem.map { .unclear($0) }
    }

    // MARK: days

    private mutating func add(_ day: DaySpec, _ times: [Daytime]) {
        switch day {
        case .unclear(let why): ask(why)
        case .all(let ranges):
            let days = ranges.reduce(0) { $0 + $1.count }
            for range in ranges where !range.isEmpty {
                if times.isEmpty {
                    keep(
                        WallStretch(
                            from: WallClock(CivilDate(day: range.lowerBound)),
                            until: WallClock(CivilDate(day: range.upperBound))))
                    continue
                }
                for date in range.prefix(max(1, min(range.count, min(14, end - range.lowerBound)))) {
                    for time in times { addTime(time, on: date, quietly: days > 1) }
                }
            }
        case .either(let days): addEither(days, times)
        case .asked(let days):
            ask(
                .ambiguous(
                    days.map { day in
                        guard let first = times.first?.stretches.first else { return CivilDate(day: day).description }
                        return wall(first, day).from.description
                    }))
        }
    }

    /// What is over cannot be meant, and an offer on one of the days decides for it; else it is asked.
    private mutating func addEither(_ days: [Int], _ times: [Daytime]) {
        var possible: [(day: Int, stretches: [WallStretch])] = []
        var worst: TimeReply.Unclear = .past
        for day in days {
            var trial = WishResolver(context)
            trial.add(.one(day), times)
            if case .wish(let stretches)? = trial.result() {
                possible.append((day, stretches))
            } else if let problem = trial.problem, problem != .past {
                worst = problem
            }
        }
        if possible.count > 1 {
            let offeredDays = Set(offered.map(\.date.day))
            let hit = possible.filter { offeredDays.contains($0.day) }
            if hit.count == 1 { possible = hit }
        }
        if possible.count > 1 {
            ask(.ambiguous(possible.compactMap { $0.stretches.first?.from.description }))
        } else if let only = possible.first {
            for stretch in only.stretches { keep(stretch) }
        } else {
            ask(worst)
        }
    }

    // MARK: times

    private func wall(_ stretch: Daytime.Stretch, _ day: Int) -> WallStretch {
        let date = CivilDate(day: day)
        return WallStretch(
            from: WallClock(date, second: stretch.from), until: WallClock(date, second: stretch.until),
            isExact: stretch.isExact)
    }

    private mutating func addTime(_ time: Daytime, on day: Int, quietly: Bool) {
        guard let stretch = choose(time, on: day) else { return }
        let wall = wall(stretch, day)
        if quietly, isOver(wall) { return }
        keep(wall)
    }

    /// The likelier reading, unless an offer begins at the other one.
    private mutating func choose(_ time: Daytime, on day: Int) -> Daytime.Stretch? {
        let stretches = time.stretches
        guard let first = stretches.first else {
            ask(.impossible)
            return nil
        }
        if time.isAmbiguous {
            ask(.ambiguous(ambiguity(time, day)))
            return nil
        }
        for stretch in stretches.dropFirst() where stretch.isExact {
            if offered.contains(wall(stretch, day).from), !offered.contains(wall(first, day).from) { return stretch }
        }
        return first
    }

    private func ambiguity(_ time: Daytime, _ day: Int) -> [String] {
        guard let start = time.start, let first = time.stretches.first else { return [] }
        let clock = wall(first, day).from
        // "10 to 4": the other reading begins at ten.
        let minutes = start.minute == 0 ? 0 : 60 - start.minute
        let other = Daytime.Hour(hour: minutes).seconds[0]
        return [clock.description, WallClock(CivilDate(day: day), second: other).description]
    }

    /// A time without a day: that of an offer where one begins then, else its next one.
    private mutating func addNext(_ time: Daytime) {
        if let day = context.day, context.keepsDay || !begins(time), day.day >= today { return add(time, of: day.day) }
        guard let first = choose(time, on: today) else { return }
        if first.isExact {
            for stretch in time.stretches {
                let matching = offered.filter { $0.secondOfDay == stretch.from % 86_400 && $0 >= now }
                if Set(matching).count == 1, let slot = matching.first {
                    keep(WallStretch(exactly: slot))
                    return
                }
                if matching.count > 1 {
                    ask(.ambiguous(matching.map(\.description)))
                    return
                }
            }
        }
        let wall = wall(first, today)
        let isTooLate = first.isExact ? isOver(wall) : wall.until.seconds - now.seconds < Self.shortest
        keep(isTooLate ? self.wall(first, today + 1) : wall)
    }

    /// An offer begins then.
    private func begins(_ time: Daytime) -> Bool {
        time.stretches.contains { stretch in
            stretch.isExact && offered.contains { $0.secondOfDay == stretch.from % 86_400 && $0 >= now }
        }
    }

    /// A time of the day that is being spoken about.
    private mutating func add(_ time: Daytime, of day: Int) {
        guard let first = choose(time, on: day) else { return }
        let wall = wall(first, day)
        let isTooLate = first.isExact ? isOver(wall) : wall.until.seconds - now.seconds < Self.shortest
        keep(isTooLate && day == today ? self.wall(first, day + 1) : wall)
    }

    private func isOver(_ stretch: WallStretch) -> Bool {
        stretch.isExact ? stretch.from < now : stretch.until <= now
    }

    private mutating func keep(_ stretch: WallStretch) {
        if isOver(stretch) { return ask(.past) }
        let limit = WallClock(CivilDate(day: end))
        guard stretch.from < limit else { return ask(.tooFar) }
        var kept = stretch
        if kept.until > limit { kept.until = limit }
        if let last = wishes.last, !last.isExact, !kept.isExact, last.until == kept.from, kept.from.secondOfDay == 0 {
            wishes[wishes.count - 1].until = kept.until
        } else if !wishes.contains(kept), wishes.count <= Self.most {
            wishes.append(kept)
        }
    }

    // MARK: days that do not suit

    /// Takes whole days out of what is asked for; where nothing else is, every other day is.
    mutating func exclude(_ days: [Range<Int>]) {
        let sorted = days.filter { !$0.isEmpty }.sorted { $0.lowerBound < $1.lowerBound }
        guard !sorted.isEmpty else { return }
        var rest: [WallStretch] = []
        let whole = WallStretch(from: WallClock(CivilDate(day: today)), until: WallClock(CivilDate(day: end)))
        for wish in wishes.isEmpty && problem == nil ? [whole] : wishes {
            var from = wish.from
            for range in sorted {
                let start = WallClock(CivilDate(day: range.lowerBound))
                let end = WallClock(CivilDate(day: range.upperBound))
                guard start < wish.until, from < end else { continue }
                if from < start { rest.append(WallStretch(from: from, until: start, isExact: wish.isExact)) }
                from = max(from, end)
            }
            if from < wish.until { rest.append(WallStretch(from: from, until: wish.until, isExact: wish.isExact)) }
        }
        wishes = rest
    }
}
