extension TimeGrammar {
    /// The Monday behind today's week.
    private var nextMonday: Int { today.day + 7 - today.weekday.rawValue }

    /// Days that are named at a place.
    func day(_ place: Int) -> (days: DaySpec, next: Int)? {
        guard let (first, next) = singleDay(place) else { return nil }
        // "Monday to Wednesday"
        if case .all(let days) = first, days.count == 1, let mark = term(next),
            mark.means(.dash) || mark.means(.rangeTo) || mark.means(.until), !mark.means(.or),
            let (second, behind) = singleDay(behindGlue(next + 1, at: true)), case .all(let others) = second,
            others.count == 1,
            let end = others.first?.upperBound, let start = days.first?.lowerBound
        {
            let week = end <= start ? end + 7 : end
            if week > start, week - start <= 62 { return (.all([start..<week]), behind) }
        }
        return (first, next)
    }

    private func singleDay(_ place: Int) -> (days: DaySpec, next: Int)? {
        guard let term = term(place) else { return nil }
        if let found = date(place) { return found }
        if let found = weekday(place) { return found }
        if term.means(.tomorrowOrMorning) { return (.one(today.day + 1), place + 1) }
        if let offset = term.today {
            if offset < 0 { return (.unclear(.past), place + 1) }
            // "tomorrow" and its date
            let behind = behindGlue(skippingComma(place + 1))
            if let (date, next) = date(behind), date == .one(today.day + offset) { return (date, next) }
            return (.one(today.day + offset), place + 1)
        }
        if term.means(.workdays) { return (.all(workdays(from: today.day)), place + 1) }
        if term.means(.weekend) { return (weekend(isNext: false), place + 1) }
        if term.means(.thisWeek) { return (.all([today.day..<nextMonday]), place + 1) }
        if term.means(.early) || term.means(.late) {
            let behind = behindGlue(place + 1)
            guard means(behind, .thisWeek) || means(behind, .nextWeek) else { return nil }
            let monday = means(behind, .nextWeek) ? nextMonday : nextMonday - 7
            let first = term.means(.early) ? monday : monday + 3
            guard first + 2 > today.day else { return (.unclear(.past), behind + 1) }
            return (.all([max(first, today.day)..<(first + 2)]), behind + 1)
        }
        if term.means(.nextWeek) {
            let behind = behindGlue(skippingComma(place + 1))
            if let day = self.term(behind)?.weekday { return (.one(nextMonday + day.rawValue), behind + 1) }
            return (.all([nextMonday..<(nextMonday + 7)]), place + 1)
        }
        if let month = term.month, !term.means(.filler), term.weekday == nil, term.number == nil, isMonthAlone(place) {
            let year = month < today.parts.month ? today.year + 1 : today.year
            guard let first = CivilDate(year: year, month: month, day: 1) else { return nil }
            return (
                .all([max(first.day, today.day)..<(first.day + CivilDate.days(inMonth: month, of: year))]), place + 1
            )
        }
        return nil
    }

    private func isMonthAlone(_ place: Int) -> Bool { term(place + 1)?.figure == nil }

    func skippingComma(_ place: Int) -> Int { means(place, .comma) || means(place, .dot) ? place + 1 : place }

    func workdays(from day: Int) -> [Range<Int>] {
        (day..<(day + 7)).filter { Weekday.of(day: $0).rawValue < 5 }.map { $0..<($0 + 1) }
    }

    private func weekend(isNext: Bool) -> DaySpec {
        let saturday = today.weekday == .sunday ? today.day : nextMonday - 2
        let first = max(saturday, today.day)..<nextMonday
        return isNext ? .asked([first.lowerBound, first.upperBound + 5]) : .all([first])
    }

    // MARK: weekdays

    /// A weekday with what says which one.
    private func weekday(_ start: Int) -> (days: DaySpec, next: Int)? {
        var place = start
        var modifiers: Set<Sense> = []
        while place < start + 4, let term = term(place), !isWeekday(place) {
            let found = [Sense.coming, .next, .last, .weekLater].filter { term.means($0) }
            guard !found.isEmpty || term.means(.glue) && !modifiers.isEmpty else { break }
            modifiers.formUnion(found.count > 1 && found.contains(.coming) ? [.coming] : found)
            place += 1
        }
        if means(place, .weekend), !modifiers.isEmpty {
            if modifiers.contains(.last) { return (.unclear(.past), place + 1) }
            return (weekend(isNext: modifiers.contains(.next)), place + 1)
        }
        guard isWeekday(place), let day = term(place)?.weekday else { return nil }
        if modifiers.isEmpty, place != start { return nil }
        var next = place + 1
        // "the Tuesday", "Tuesday afternoon" and its kin have the part in the same word.
        while next < place + 4, let term = term(next), !isWeekday(next) {
            let behind = behindGlue(next)
            if means(behind, .nextWeek) {
                return (.one(nextMonday + day.rawValue), behind + 1)
            } else if isWeekAhead(behind) {
                modifiers.insert(.weekLater)
                next = behind + 3
            } else if term.means(.weekLater) {
                modifiers.insert(.weekLater)
                next += 1
            } else if term.means(.next), !isWeekday(next + 1) {
                modifiers.insert(.next)
                next += 1
            } else if term.means(.coming), !isWeekday(next + 1), term.part == nil, !term.means(.glue),
                !term.means(.filler)
            {
                modifiers.insert(.coming)
                next += 1
            } else if term.means(.last), !term.means(.lastOne), language != "en", !isWeekday(next + 1) {
                modifiers.insert(.last)
                next += 1
            } else {
                break
            }
        }
        if modifiers.contains(.last), !modifiers.contains(.next) { return (.unclear(.past), next) }
        if let dated = dated(day, next) { return dated }
        if let offer = offerOfSameName(day, start, next), modifiers.isEmpty {
            return (.unclear(.ambiguous(offer)), next)
        }
        return (which(day, modifiers), next)
    }

    /// "a segunda" is the second one and the Monday.
    private func offerOfSameName(_ day: Weekday, _ place: Int, _ next: Int) -> [String]? {
        guard language == "pt", place > 0, let article = term(place - 1), article.means(.glue),
            article.bytes.count == 1,
            day == .monday || day == .wednesday || day == .thursday, day.rawValue + 2 <= max(3, offers),
            daytime(next, isExpected: true) == nil, case .all(let days) = which(day, []), let first = days.first
        else { return nil }
        return [String(day.rawValue + 2), CivilDate(day: first.lowerBound).description]
    }

    /// "in einer Woche"
    private func isWeekAhead(_ place: Int) -> Bool {
        means(place, .ahead) && term(place + 1)?.number == 1 && means(place + 2, .unit(.week))
    }

    /// Small words that are also weekdays ("so", "do", "sun") need a capital or a neighbour that is a day.
    private func isWeekday(_ place: Int) -> Bool {
        guard let term = term(place), term.weekday != nil else { return false }
        guard term.means(.filler) || term.means(.glue) || term.means(.at) || term.means(.ordinalMark) else {
            return true
        }
        return term.isCapital && (place == 0 || !means(place - 1, .stop) || term.bytes.count > 2)
            && !means(place + 1, .at)
            && !means(place + 1, .around) && !means(place + 1, .before)
    }

    private func which(_ day: Weekday, _ modifiers: Set<Sense>) -> DaySpec {
        let ahead = (day.rawValue - today.weekday.rawValue + 7) % 7
        let first = today.day + (ahead == 0 ? 7 : ahead)
        if modifiers.contains(.weekLater) { return .one(first + 7) }
        if modifiers.contains(.next) {
            // Still to come in this week: people differ over which one that is.
            return day.rawValue > today.weekday.rawValue ? .asked([first, first + 7]) : .one(first)
        }
        if ahead == 0 { return .either([today.day, first]) }
        return .one(first)
    }

    /// A weekday and its date must agree; a bare number behind it is a date where it can only be one.
    private func dated(_ day: Weekday, _ place: Int) -> (days: DaySpec, next: Int)? {
        let behind = behindGlue(skippingComma(place))
        if let (found, next) = date(behind) ?? date(place) {
            guard case .all(let days) = found, let first = days.first else { return (found, next) }
            if Weekday.of(day: first.lowerBound) == day { return (found, next) }
            let named = which(day, [])
            guard case .all(let others) = named, let other = others.first else { return (found, next) }
            return (.either([other.lowerBound, first.lowerBound]), next)
        }
        guard let term = term(place), let number = term.figure ?? (term.means(.ordinalMark) ? term.ordinal : nil),
            (1...31).contains(number),
            let match = (1...42).first(where: {
                let date = today + $0
                return date.weekday == day && date.parts.day == number
            })
        else { return nil }
        let next = place + 1
        if means(next, .dot) { return (.one(today.day + match), next + 1) }
        if let mark = self.term(next),
            [.hourMark, .am, .pm, .rangeTo, .dash, .aroundBehind, .or].contains(where: { mark.means($0) }),
            !mark.means(.at),
            !means(next, .dash) || mark.isTight
        {
            return nil
        }
        if mark(next, .at) || number > 12 || term.figure == nil || daytime(next, isExpected: false) != nil {
            return (.one(today.day + match), next)
        }
        let date = CivilDate(day: today.day + match)
        guard case .all(let days) = which(day, []), let first = days.first else { return nil }
        let clock = WallClock(CivilDate(day: first.lowerBound), second: Daytime.Hour(hour: number).seconds[0])
        return (.unclear(.ambiguous([date.description, clock.description])), next)
    }

    private func mark(_ place: Int, _ sense: Sense) -> Bool { means(place, sense) }
}
