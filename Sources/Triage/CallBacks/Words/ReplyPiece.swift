/// A day, a time, an offer's number or a word of a reply, in the order in which they were written.
struct ReplyPiece: Sendable {
    enum Kind: Sendable {
        case day(DaySpec)
        case time(Daytime)
        /// From now: "in two hours".
        case span(WallStretch)
        case choice(Int)
        case lastOffer, firstOffer
        case phone
        case or, and
        /// The end of a clause; hard at the end of a sentence.
        case edge(isHard: Bool)
        /// Everything up to the next edge is the subject of the call.
        case subject
        case word
    }
    var kind: Kind
    /// Among the terms.
    var places: Range<Int>

    var isOffer: Bool {
        switch kind {
        case .choice, .lastOffer, .firstOffer: true
        case .day, .time, .span, .phone, .or, .and, .edge, .subject, .word: false
        }
    }

    var isTime: Bool {
        switch kind {
        case .day, .time, .span: true
        case .choice, .lastOffer, .firstOffer, .phone, .or, .and, .edge, .subject, .word: false
        }
    }
}

extension TimeGrammar {
    /// All terms as pieces; one pass, with looks ahead that are bounded.
    func pieces(now: WallClock) -> [ReplyPiece] {
        var pieces: [ReplyPiece] = []
        var place = 0
        func add(_ kind: ReplyPiece.Kind, to next: Int) {
            pieces.append(ReplyPiece(kind: kind, places: place..<max(next, place + 1)))
            place = max(next, place + 1)
        }
        while let term = term(place) {
            if let edge = edge(place, term, behind: pieces.last) {
                add(edge, to: place + 1)
            } else if let (kind, next) = offer(place, term) {
                add(kind, to: next)
            } else if term.means(.phone) {
                add(.phone, to: place + 1)
            } else if let (kind, next) = fromNow(place, now) {
                add(kind, to: next)
            } else if term.means(.tomorrowOrMorning), isBehindDay(pieces.last, place) {
                let (time, next) = daytimeOfMorning(place)
                add(.time(time), to: next)
            } else if let (days, next) = relatedDay(place) ?? everyDay(place) ?? day(place) {
                let last = next - 1
                add(.day(days), to: next)
                if let closing = self.term(last), closing.part != nil, closing.today != nil || closing.weekday != nil,
                    let (time, behind) = daytime(last, isExpected: false)
                {
                    pieces.append(ReplyPiece(kind: .time(time), places: last..<behind))
                    place = max(place, behind)
                }
            } else if !isOneBehindDay(term, pieces.last),
                let (time, next) = daytime(
                    place, isExpected: expectsTime(pieces, place) || isBeforeDay(place, term) || isHourWord(place, term)
                )
            {
                add(.time(time), to: next)
            } else if term.ordinal != nil, let value = term.ordinal, term.weekday == nil {
                add(.choice(value), to: place + 1)
            } else if term.means(.or) {
                add(.or, to: place + 1)
            } else if term.means(.and) || term.means(.plus) && !term.means(.wishes) {
                add(.and, to: place + 1)
            } else if term.means(.but) {
                add(.edge(isHard: false), to: place + 1)
            } else {
                add(.word, to: place + 1)
            }
        }
        return pieces
    }

    private func edge(_ place: Int, _ term: Term, behind last: ReplyPiece?) -> ReplyPiece.Kind? {
        if term.means(.stop) { return .edge(isHard: true) }
        if term.means(.comma) || term.means(.colon) || term.means(.dot) { return .edge(isHard: false) }
        if term.means(.dash) { return .edge(isHard: false) }
        if term.means(.about), !term.means(.around), !term.means(.filler) || term.bytes.count > 3, day(place + 1) == nil
        {
            return .subject
        }
        return nil
    }

    /// "option 2", "the last one", a keycap.
    private func offer(_ place: Int, _ term: Term) -> (ReplyPiece.Kind, Int)? {
        if let value = term.keycap { return (.choice(value), place + 1) }
        if term.means(.lastOne), self.term(place + 1)?.weekday == nil { return (.lastOffer, place + 1) }
        if term.means(.firstOne), self.term(place + 1)?.weekday == nil { return (.firstOffer, place + 1) }
        if let value = ordinalLikeDay(place, term) { return (.choice(value), place + 2) }
        guard term.means(.choiceNoun) else {
            // "the second one", "la 2ª opción"
            let start = behindGlue(place)
            if let value = self.term(start)?.ordinal, let noun = self.term(start + 1),
                noun.means(.one) || noun.means(.choiceNoun),
                noun.number == nil || noun.means(.one)
            {
                return (.choice(value), start + 2)
            }
            return nil
        }
        var next = place + 1
        if means(next, .dot) || means(next, .colon) { next += 1 }
        next = behindGlue(next)
        guard let number = self.term(next), let value = number.number ?? number.ordinal, (1...99).contains(value) else {
            return nil
        }
        if let mark = self.term(next + 1),
            mark.unit != nil || mark.means(.hourMark) || mark.means(.am) || mark.means(.pm) || mark.month != nil
        {
            return nil
        }
        if means(next + 1, .dash) { return nil }
        return (.choice(value), next + 1)
    }

    /// "a segunda", where the second offer is no Monday, and none other is: nothing but the second can be meant.
    private func ordinalLikeDay(_ place: Int, _ term: Term) -> Int? {
        guard language == "pt", term.means(.glue), term.bytes.count == 1, let day = self.term(place + 1)?.weekday,
            day == .monday || day == .wednesday || day == .thursday, day.rawValue + 2 <= offers,
            !offeredDays.contains(day), self.term(place + 2) == nil || means(place + 2, .please)
        else { return nil }
        return day.rawValue + 2
    }

    /// "in two hours", "within the next hour", "in 3 days".
    private func fromNow(_ place: Int, _ now: WallClock) -> (ReplyPiece.Kind, Int)? {
        guard let term = term(place), term.means(.ahead) || term.means(.within) else { return nil }
        var next = place + 1
        var count: Double = 1
        var last: Int?
        var isCounted = term.means(.within)
        if let number = self.term(next), number.means(.half) {
            count = 0.5
            isCounted = true
            next = behindGlue(means(next + 1, .dash) ? next + 2 : next + 1)
            if self.term(next)?.number == 1 { next += 1 }
        } else if let number = self.term(next)?.number {
            count = Double(number)
            isCounted = true
            next += 1
            if means(next, .dash) || means(next, .or) || means(next, .rangeTo), let other = self.term(next + 1)?.number
            {
                last = other
                next += 2
            } else if means(next, .half) {
                // "in einem halben Jahr"
                count = number == 1 ? 0.5 : count
                next += 1
            }
        }
        if self.term(next)?.unit == .quarterHour { isCounted = true }
        guard isCounted, count <= 100_000, let unit = self.term(next)?.unit else { return nil }
        next += 1
        if means(next, .plus) || means(next, .and), means(next + 1, .half) || means(next + 2, .half) {
            count += 0.5
            next += means(next + 1, .half) ? 2 : 3
        }
        if language == "fr", unit == .day, count == 8 || count == 15 { count = count == 8 ? 7 : 14 }
        let seconds: Double
        switch unit {
        case .minute: seconds = 60
        case .quarterHour: seconds = 900
        case .hour: seconds = 3600
        case .day: seconds = 86_400
        case .week: seconds = 7 * 86_400
        case .month: seconds = 30 * 86_400
        case .year: seconds = 365 * 86_400
        }
        let distance = Int64(count * seconds)
        if unit == .minute || unit == .quarterHour || unit == .hour {
            let at = WallClock(seconds: now.seconds + distance)
            if term.means(.within) { return (.span(WallStretch(from: now, until: at)), next) }
            if let last, Double(last) > count {
                return (
                    .span(
                        WallStretch(from: at, until: WallClock(seconds: now.seconds + Int64(Double(last) * seconds)))),
                    next
                )
            }
            return (.span(WallStretch(exactly: at)), next)
        }
        let days = Int(distance / 86_400)
        if term.means(.within), !term.means(.ahead) { return (.day(.all([today.day..<(today.day + days)])), next) }
        if let last {
            return (.day(.all([(today.day + days)..<(today.day + Int(Double(last) * seconds / 86_400) + 1)])), next)
        }
        return (.day(.one(today.day + days)), next)
    }

    // MARK: days with a relation

    /// Nobody can mean a day behind this one, in days from today.
    static let farthest = 400

    /// "after Monday", "from Tuesday", "until Friday".
    private func relatedDay(_ place: Int) -> (days: DaySpec, next: Int)? {
        guard let term = term(place) else { return nil }
        let isAfter = term.means(.after) || term.means(.rangeFrom) && !term.means(.glue)
        guard isAfter || term.means(.before) || term.means(.until) else { return nil }
        let start = behindGlue(place + 1)
        guard let (days, next) = day(start), case .all(let ranges) = days, let range = ranges.first else { return nil }
        if ranges.count > 1 || range.count > 1 && term.means(.rangeFrom) { return (days, next) }
        // "after Monday 3pm" speaks of the hour.
        if daytime(next, isExpected: true) != nil { return nil }
        let includesIt = term.means(.rangeFrom)
        if isAfter {
            let first = includesIt ? range.lowerBound : range.upperBound
            return (.all([first..<max(first + 1, today.day + Self.farthest)]), next)
        }
        let last = term.means(.until) ? range.upperBound : range.lowerBound
        guard last > today.day else { return (.unclear(.past), next) }
        return (.all([today.day..<last]), next)
    }

    private func everyDay(_ place: Int) -> (days: DaySpec, next: Int)? {
        guard means(place, .everyDay) else { return nil }
        // "any day next week"
        if let named = day(behindGlue(place + 1)) { return named }
        return (.all((0..<7).map { (today.day + $0)..<(today.day + $0 + 1) }), place + 1)
    }

    // MARK: what stands around

    private func isBehindDay(_ last: ReplyPiece?, _ place: Int) -> Bool {
        guard let last, case .day = last.kind else { return false }
        return last.places.upperBound == place
    }

    private func daytimeOfMorning(_ place: Int) -> (Daytime, Int) {
        var time = Daytime()
        time.part = .morning
        return (time, place + 1)
    }

    /// "the Friday one": no hour of Friday.
    private func isOneBehindDay(_ term: Term, _ last: ReplyPiece?) -> Bool {
        guard term.means(.one), let last else { return false }
        return last.isTime
    }

    /// Behind a day, or behind a time and "or", a bare number is a time of day.
    private func expectsTime(_ pieces: [ReplyPiece], _ place: Int) -> Bool {
        guard let last = pieces.last else { return false }
        switch last.kind {
        case .day: return true
        case .or, .and:
            guard pieces.count > 1, case .time(let time) = pieces[pieces.count - 2].kind else { return false }
            return time.start != nil
        case .edge(isHard: false):
            guard pieces.count > 1, case .time(let time) = pieces[pieces.count - 2].kind, time.start != nil else {
                return false
            }
            return means(place - 1, .comma) && (means(place + 1, .or) || means(place + 1, .comma))
        case .time(let time): return time.start == nil
        case .span, .choice, .lastOffer, .firstOffer, .phone, .edge, .subject, .word:
            // "la de las 10"
            if case .word = last.kind, let word = self.term(last.places.lowerBound), word.means(.one),
                !word.means(.choiceNoun),
                last.places.upperBound == place
            {
                return true
            }
            // "tomorrow at, say, 3": a word of no weight may stand between.
            guard pieces.count > 1, case .word = last.kind, let word = self.term(last.places.lowerBound),
                word.means(.glue) || word.means(.please), case .day = pieces[pieces.count - 2].kind
            else { return false }
            return true
        }
    }

    /// "la una", "duas": numbers in the gender of hours, which offers do not have.
    private func isHourWord(_ place: Int, _ term: Term) -> Bool {
        // "deux heures" and nothing else is no stretch of time.
        if place == 0, language != "en", term.number != nil, means(1, .hourMark), means(1, .unit(.hour)),
            self.term(2) == nil || means(2, .please)
        {
            return true
        }
        guard term.means(.feminine), let number = term.number else { return false }
        if number > 1 { return true }
        guard let article = self.term(place - 1) else { return false }
        return article.means(.glue) && article.bytes.count == 2
    }

    /// "3 tomorrow", "10 or 11 on Monday".
    private func isBeforeDay(_ place: Int, _ term: Term) -> Bool {
        guard let number = term.number, (1...24).contains(number) || (3...4).contains(term.figureWidth),
            !(number == 1 && term.figure == nil)
        else { return false }
        var next = place + 1
        if means(next, .or) || means(next, .and), self.term(next + 1)?.figure != nil { next += 2 }
        next = behindGlue(next)
        guard self.term(next)?.unit == nil, let (_, _) = day(next) else { return false }
        return true
    }
}
