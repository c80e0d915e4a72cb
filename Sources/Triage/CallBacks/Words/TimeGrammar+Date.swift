extension TimeGrammar {
    /// A day of a month at a place, in figures or in words.
    func date(_ place: Int) -> (days: DaySpec, next: Int)? {
        guard let term = term(place) else { return nil }
        if let (year, month, day) = term.calendarDate { return (dated(year, month, day), place + 1) }
        if let (a, b, year) = term.slashedDate {
            // "1/2" as in half an hour and the like is no date of anybody who was asked for one.
            return (slashed(a, b, year), place + 1)
        }
        if let (a, b) = term.pairFace, let found = pairDate(place, a, b) { return found }
        if let month = term.month, let found = dayBehind(place, month) { return found }
        let isLed = term.means(.dayWord)
        let start = isLed ? behindGlue(place + 1) : place
        if isLed, let led = self.term(start), led.pairFace != nil || led.calendarDate != nil || led.slashedDate != nil {
            if let (a, b) = led.pairFace {
                guard (1...12).contains(b), (1...31).contains(a) else { return nil }
                return (dated(nil, b, a), start + 1)
            }
            return date(start)
        }
        guard let dayTerm = self.term(start) else { return nil }
        let ordinal = dayTerm.ordinal
        guard let day = ordinal ?? dayTerm.number, dayTerm.keycap == nil else { return nil }
        var next = start + 1
        let hasDot = dayTerm.figure != nil && means(next, .dot)
        if hasDot { next += 1 }
        let behind = behindGlue(next)
        if let month = self.term(behind)?.month, !means(next, .at), isMonth(behind) {
            return withYear(month, day, behind + 1)
        }
        if !isLed, dayTerm.means(.ordinalMark), (max(9, offers) + 1...31).contains(day) {
            return (dayOfMonth(day), next)
        }
        guard isLed else { return nil }
        let isOrdinal = dayTerm.means(.ordinalMark) || ordinal != nil && language == "en" || hasDot && language == "de"
        let isNamed = ["es", "fr", "pt"].contains(language) && dayTerm.figure != nil
        guard isOrdinal || isNamed else { return nil }
        if let mark = self.term(next),
            mark.means(.hourMark) || mark.unit != nil || mark.means(.one) || mark.means(.choiceNoun)
        {
            return nil
        }
        if self.term(next)?.ordinal != nil { return nil }
        // "the 3rd" where three were offered is an offer, unless a preposition or a time makes it a day.
        if day <= max(3, offers), !isSurelyDay(place, behind: next) { return nil }
        guard (1...31).contains(day) else { return (.unclear(.impossible), next) }
        return (dayOfMonth(day), next)
    }

    /// Words like "may" and "mar" are months only beside a day.
    private func isMonth(_ place: Int) -> Bool { term(place).map { $0.month != nil } ?? false }

    private func isSurelyDay(_ place: Int, behind next: Int) -> Bool {
        if let led = term(place), led.bytes.count > 3 { return true }
        if language == "de", term(place)?.bytes.count == 2 { return true }
        if place > 0, means(place - 1, .glue), language == "en" { return true }
        return daytime(next, isExpected: false) != nil
    }

    /// "December 15", "Nov 24th, 2026".
    private func dayBehind(_ place: Int, _ month: Int) -> (days: DaySpec, next: Int)? {
        let start = behindGlue(place + 1)
        guard let dayTerm = term(start), term(place)?.weekday == nil || language == "en", term(place)?.number == nil
        else {
            return nil
        }
        guard let day = dayTerm.ordinal ?? dayTerm.figure, dayTerm.figureWidth <= 2 else { return nil }
        if let mark = term(start + 1), mark.means(.hourMark) || mark.means(.am) || mark.means(.pm) { return nil }
        return withYear(month, day, start + 1)
    }

    private func withYear(_ month: Int, _ day: Int, _ place: Int) -> (days: DaySpec, next: Int) {
        let start = behindGlue(skippingComma(place))
        if let year = term(start)?.figure, term(start)?.figureWidth == 4, (1900...2199).contains(year) {
            return (dated(year, month, day), start + 1)
        }
        return (dated(nil, month, day), place)
    }

    /// Without a year, the one that is not far behind us.
    private func dated(_ year: Int?, _ month: Int, _ day: Int) -> DaySpec {
        let (thisYear, _, _) = today.parts
        guard let date = CivilDate(year: year ?? thisYear, month: month, day: day) else {
            return .unclear(.impossible)
        }
        if date >= today { return .one(date.day) }
        if year != nil || today.day - date.day < 180 { return .unclear(.past) }
        guard let next = CivilDate(year: thisYear + 1, month: month, day: day) else { return .unclear(.impossible) }
        return .one(next.day)
    }

    /// Of this month or of the first one that has it.
    private func dayOfMonth(_ day: Int) -> DaySpec {
        var (year, month, now) = today.parts
        for _ in 0..<3 {
            if day >= now, let date = CivilDate(year: year, month: month, day: day) { return .one(date.day) }
            now = 1
            month += 1
            if month > 12 {
                month = 1
                year += 1
            }
        }
        return .unclear(.impossible)
    }

    /// `5/12`: which comes first is for the country to say, and where that is not known only a number above
    /// twelve does.
    private func slashed(_ a: Int, _ b: Int, _ year: Int?) -> DaySpec {
        let dayFirst = dated(year, b, a)
        let monthFirst = dated(year, a, b)
        if let isMonthFirst { return isMonthFirst ? monthFirst : dayFirst }
        if a == b || a > 12 { return dayFirst }
        if b > 12 { return monthFirst }
        var days: [Int] = []
        for case .all(let ranges) in [dayFirst, monthFirst] { days += ranges.map(\.lowerBound) }
        if days.count == 2 { return .asked(days) }
        // Of two readings the one that is over is not meant.
        if let only = days.first { return .one(only) }
        if dayFirst == .unclear(.past), monthFirst == .unclear(.past) { return dayFirst }
        let texts = [(b, a), (a, b)].compactMap {
            CivilDate(year: year ?? today.year, month: $0.0, day: $0.1)?.description
        }
        return .unclear(texts.count == 2 ? .ambiguous(texts) : .impossible)
    }

    /// `20.11` where it is no time of day.
    private func pairDate(_ place: Int, _ a: Int, _ b: Int) -> (days: DaySpec, next: Int)? {
        guard language != "en", (1...12).contains(b), (1...31).contains(a) else { return nil }
        if means(place + 1, .hourMark) || place > 0 && (means(place - 1, .at) || means(place - 1, .around)) {
            return nil
        }
        let found = dated(nil, b, a)
        guard a < 24, b.isMultiple(of: 5) else { return (found, place + 1) }
        guard case .all(let days) = found, let first = days.first else { return nil }
        let clock = CivilDate.padded(a, 2) + ":" + CivilDate.padded(b, 2)
        return (.unclear(.ambiguous([CivilDate(day: first.lowerBound).description, clock])), place + 1)
    }
}

extension Term {
    var calendarDate: (Int?, Int, Int)? {
        first { if case .date(let year, let month, let day) = $0 { (year, month, day) } else { nil } }
    }
    var slashedDate: (Int, Int, Int?)? {
        first { if case .slashed(let a, let b, let year) = $0 { (a, b, year) } else { nil } }
    }
    var keycap: Int? { first { if case .keycap(let value) = $0 { value } else { nil } } }
}
