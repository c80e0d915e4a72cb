extension TimeGrammar {
    /// A time of day at a place: "after 3", "between two and four", "tomorrow's" morning.
    /// - Parameter isExpected: what stands before it leaves only a time of day.
    func daytime(_ start: Int, isExpected: Bool) -> (daytime: Daytime, next: Int)? {
        var place = start
        var daytime = Daytime()
        var isLed = false
        var isRange = false
        var shift: Sense?
        walk: while place < start + 6, let term = term(place) {
            if term.part != nil || term.today != nil || term.weekday != nil && !term.means(.glue) { break }
            if startsSpokenMinutes(place, isLed || isExpected) { break }
            if term.means(.between) {
                daytime.relation = .between
                isLed = true
            } else if term.means(.around) {
                if daytime.relation == .exact { daytime.relation = .around }
                isLed = true
            } else if term.means(.after) {
                daytime.relation = .after
                isLed = true
                isRange = isRange || term.means(.rangeFrom)
            } else if term.means(.before) {
                daytime.relation = .before
                isLed = true
            } else if term.means(.until) {
                daytime.relation = .until
                isLed = true
            } else if term.means(.rangeFrom) {
                isRange = true
            } else if term.means(.early) || term.means(.late) {
                shift = term.means(.early) ? .early : .late
            } else if term.means(.at) {
                isLed = true
            } else if !term.means(.glue) {
                break walk
            }
            place += 1
        }
        if let part = term(place)?.part {
            daytime.part = shift.map { part.shifted(early: $0 == .early) } ?? part
            var next = place + 1
            // "morning until 11", "evening after 6": the hour speaks of the part before it.
            if daytime.relation == .exact, let (closer, behind) = relatedHour(next) {
                daytime.relation = closer.relation
                daytime.start = closer.start
                daytime.end = closer.end
                daytime.isImpossible = closer.isImpossible
                next = behind
            }
            return (daytime, next)
        }
        if isExpected, let term = term(place), term.means(.am) || term.means(.pm) {
            daytime.part = term.means(.am) ? .morning : .afternoon
            return (daytime, place + 1)
        }
        let isSure = isLed || isExpected
        guard
            let first = hour(
                place, isExpected: isSure || isRange || isRangeAhead(place), isBound: daytime.relation == .between)
        else {
            guard shift != nil, place > start, isExpected || day(behindGlue(place)) != nil else { return nil }
            daytime.part = shift == .early ? .earlyMorning : .lateAfternoon
            return (daytime, place)
        }
        daytime.start = first.hour
        daytime.isAmbiguous = first.isAmbiguous && !isLed
        daytime.isImpossible = first.isImpossible
        var next = first.next
        var isCertain = isSure || first.isMarked
        if means(next, .aroundBehind) {
            if daytime.relation == .exact { daytime.relation = .around }
            next += 1
            isCertain = true
        }
        if let second = rangeEnd(next, of: daytime, isRange: isRange) {
            let isOfferPair =
                !isCertain && !isRange && !second.isMarked
                && first.hour.hour <= max(3, offers) && second.hour.hour <= max(3, offers)
            if isOfferPair { return nil }
            daytime.end = second.hour
            daytime.relation = .between
            daytime.isImpossible = daytime.isImpossible || second.isImpossible
            next = second.next
            isCertain = true
        } else if daytime.relation == .between {
            return nil
        }
        let behind = behindGlue(next)
        if let part = term(behind)?.part, term(behind)?.today == nil, term(behind)?.weekday == nil {
            daytime.part = part
            next = behind + 1
            isCertain = true
        }
        return isCertain ? (daytime, next) : nil
    }

    /// "after 6" behind a part of the day.
    private func relatedHour(_ place: Int) -> (daytime: Daytime, next: Int)? {
        guard let term = term(place),
            [.after, .before, .until, .between, .around, .at].contains(where: { term.means($0) }),
            let (found, next) = daytime(place, isExpected: true), found.start != nil, found.part == nil
        else { return nil }
        return (found, next)
    }

    /// "ten to" and "zehn nach" begin with minutes, not with a relation.
    private func startsSpokenMinutes(_ place: Int, _ isExpected: Bool) -> Bool {
        guard let term = term(place), term.number != nil || term.means(.quarter) || term.means(.half) else {
            return false
        }
        return !term.means(.at) && !term.means(.glue)
    }

    /// A number, a dash and a number.
    private func isRangeAhead(_ place: Int) -> Bool {
        guard let term = term(place), term.number != nil, let mark = self.term(place + 1) else { return false }
        let second = behindGlue(place + 2, at: true)
        guard mark.means(.dash) || mark.means(.rangeTo), let end = self.term(second) else { return false }
        guard end.number != nil || end.clockFace != nil,
            self.term(second + 1)?.unit == nil || means(second + 1, .hourMark)
        else { return false }
        return true
    }

    private func rangeEnd(_ place: Int, of daytime: Daytime, isRange: Bool) -> HourRead? {
        guard let term = term(place), !daytime.isAmbiguous else { return nil }
        let joins =
            term.means(.dash) || term.means(.rangeTo) || daytime.relation == .between && term.means(.and)
            || term.means(.until) && (daytime.relation == .after || isRange)
        guard joins, daytime.relation != .before, daytime.relation != .until else { return nil }
        guard let second = hour(behindGlue(place + 1, at: true), isExpected: true) else { return nil }
        if self.term(second.next)?.unit != nil, !second.isMarked { return nil }
        return second
    }
}
