/// Days and times of day that were said together: "Monday or Tuesday after 3".
struct WishGroup: Sendable {
    var days: [DaySpec] = []
    var times: [Daytime] = []
    var spans: [WallStretch] = []
    /// "After 3 on Monday": the times came first.
    private var isTimeFirst = false

    /// What may come between two times: nothing, a comma, the end of a sentence, or "or".
    enum Join: Hashable, Sendable { case none, comma, stop, or }

    enum Part: Sendable {
        case day(DaySpec)
        case time(Daytime)
        case span(WallStretch)
    }

    /// Puts together what belongs together, in one pass.
    static func groups(_ parts: [(part: Part, join: Join)]) -> [WishGroup] {
        var groups: [WishGroup] = []
        var group = WishGroup()
        func close() {
            if !group.days.isEmpty || !group.times.isEmpty || !group.spans.isEmpty { groups.append(group) }
            group = WishGroup()
        }
        for (place, (part, join)) in parts.enumerated() {
            switch part {
            case .span(let span):
                close()
                group.spans = [span]
                close()
            case .day(let day):
                let isFull = !group.days.isEmpty && !group.times.isEmpty
                var opensNext = false
                if isFull, group.isTimeFirst, place + 1 < parts.count, case .time = parts[place + 1].part,
                    parts[place + 1].join == .none
                {
                    opensNext = true
                }
                if isFull && !group.isTimeFirst || opensNext || join == .stop && !group.days.isEmpty { close() }
                group.days.append(day)
            case .time(let time):
                if let last = group.times.last, join == .none || join == .comma, let whole = last.joined(with: time) {
                    group.times[group.times.count - 1] = whole
                    continue
                }
                if !group.days.isEmpty, !group.times.isEmpty {
                    var opensNext = false
                    if place + 1 < parts.count, case .day = parts[place + 1].part, parts[place + 1].join == .none {
                        opensNext = true
                    }
                    if opensNext || join == .stop { close() }
                }
                if group.days.isEmpty, group.times.isEmpty { group.isTimeFirst = true }
                group.times.append(time)
            }
        }
        close()
        return groups
    }
}

extension Daytime {
    /// A part of the day and an hour that were said one behind the other are one time; nil where they are two.
    fileprivate func joined(with other: Daytime) -> Daytime? {
        if start == nil, part != nil, other.start != nil, other.part == nil {
            var whole = other
            whole.part = part
            return whole.stretches.isEmpty ? nil : whole
        }
        if start == nil, other.start == nil, let part, let closer = other.part, part.hours.overlaps(closer.hours) {
            var whole = self
            whole.part = closer.hours.count < part.hours.count ? closer : part
            return whole
        }
        if other.start == nil, other.part != nil, start != nil, part == nil {
            var whole = self
            whole.part = other.part
            return whole.stretches.isEmpty ? nil : whole
        }
        return nil
    }

    /// What is left of the day where this does not suit: "not before 5" is after it. Nil where nothing is said
    /// by it.
    var refused: Daytime? {
        var rest = self
        if start == nil {
            guard let part else { return nil }
            rest.part = nil
            if part.hours.lowerBound > 12 {
                rest.relation = .before
                rest.start = Hour(hour: part.hours.lowerBound, isLiteral: true)
            } else {
                rest.relation = .after
                rest.start = Hour(hour: part.hours.upperBound, isLiteral: true)
            }
            return rest
        }
        switch relation {
        case .before, .until: rest.relation = .after
        case .after: rest.relation = .before
        case .between:
            rest.relation = .after
            rest.start = end ?? start
            rest.end = nil
            if let until = stretches.first?.until {
                rest.start = Hour(hour: until / 3600, minute: until / 60 % 60, isLiteral: true)
                rest.part = nil
            }
        case .exact, .around: return nil
        }
        return rest
    }
}
