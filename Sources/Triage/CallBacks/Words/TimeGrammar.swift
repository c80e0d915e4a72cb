/// Reads days and times of day from the terms of a reply, each at a given place.
struct TimeGrammar {
    let terms: [Term]
    let today: CivilDate
    /// `en`, `de` …
    let language: String
    /// Of dates like `5/12`; nil where the writer's country is not known.
    let isMonthFirst: Bool?
    /// How many slots were offered.
    let offers: Int
    /// On which weekdays they are.
    var offeredDays: Set<Weekday> = []

    func term(_ place: Int) -> Term? { place >= 0 && place < terms.count ? terms[place] : nil }

    func means(_ place: Int, _ sense: Sense) -> Bool { term(place)?.means(sense) ?? false }

    /// The place behind words that may stand inside of a time; at most four of them.
    func behindGlue(_ place: Int, at: Bool = false) -> Int {
        var next = place
        while next < place + 4, let term = term(next), term.means(.glue) || at && term.means(.at),
            term.weekday == nil, term.today == nil, term.part == nil
        {
            next += 1
        }
        return next
    }

    // MARK: hours

    /// An hour with what belongs to it, at a place.
    struct HourRead {
        var hour: Daytime.Hour
        var next: Int
        /// It is a time of day by its own looks; otherwise it may be any number.
        var isMarked = false
        var isAmbiguous = false
        var isImpossible = false
    }

    /// - Parameters:
    ///   - isExpected: what stands before it leaves only a time of day.
    ///   - isBound: it is the first of two: "between 2 and 4".
    func hour(_ place: Int, isExpected: Bool, isBound: Bool = false) -> HourRead? {
        guard let term = term(place) else { return nil }
        if term.means(.impossible) {
            return HourRead(hour: Daytime.Hour(hour: 0), next: place + 1, isMarked: true, isImpossible: true)
        }
        if let found = noon(place, term) ?? spoken(place, term, isBound: isBound) { return found }
        var read: HourRead
        if let (hour, minute, literal) = term.clockFace {
            read = HourRead(
                hour: .init(hour: hour, minute: minute, isLiteral: literal), next: place + 1, isMarked: true)
            if means(read.next, .hourMark) { read.next += 1 }
        } else if let (hour, minute) = term.pairFace {
            let isMarked = means(place + 1, .hourMark) || means(place + 1, .am) || means(place + 1, .pm)
            guard isMarked || isExpected || language == "en" || minute > 12 || minute == 0 else { return nil }
            let fits = hour < 24 && minute < 60
            read = HourRead(
                hour: .init(hour: hour, minute: minute, isLiteral: hour > 12), next: place + 1, isMarked: true,
                isImpossible: !fits)
            if means(read.next, .hourMark) { read.next += 1 }
        } else if let (hour, minute) = clockWithoutMark(term), isExpected || means(place + 1, .hourMark) {
            read = HourRead(
                hour: .init(hour: hour, minute: minute, isLiteral: term.figureWidth == 4), next: place + 1,
                isMarked: true)
            if means(read.next, .hourMark) { read.next += 1 }
        } else if let number = term.number {
            guard let plain = plainHour(place, term, number, isExpected: isExpected, isBound: isBound) else {
                return nil
            }
            read = plain
        } else {
            return nil
        }
        if means(read.next, .am) || means(read.next, .pm) {
            read.hour.isAfternoon = means(read.next, .pm)
            read.isMarked = true
            read.next += 1
            if read.hour.hour == 0 || read.hour.hour > 12 && read.hour.isAfternoon == false { read.isImpossible = true }
        }
        return read
    }

    /// `1430` and `830`, where a time of day must be; no year.
    private func clockWithoutMark(_ term: Term) -> (Int, Int)? {
        guard let value = term.figure, (3...4).contains(term.figureWidth), !(1900...2059).contains(value),
            value / 100 < 24, value % 100 < 60
        else { return nil }
        return (value / 100, value % 100)
    }

    /// "Noon", "midi et demi", "midnight".
    private func noon(_ place: Int, _ term: Term) -> HourRead? {
        if term.means(.midnight) {
            return HourRead(hour: .init(hour: 24, isLiteral: true), next: place + 1, isMarked: true)
        }
        guard term.means(.noon) else { return nil }
        var read = HourRead(hour: .init(hour: 12, isLiteral: true), next: place + 1, isMarked: true)
        if means(place + 1, .plus) {
            if means(place + 2, .half) {
                read.hour.minute = 30
                read.next = place + 3
            } else if means(place + 2, .quarter) {
                read.hour.minute = 15
                read.next = place + 3
            }
        } else if let minute = self.term(place + 1)?.number, (10...59).contains(minute) {
            read.hour.minute = minute
            read.next = place + 2
        }
        return read
    }

    /// Minutes before or behind an hour: "half past two", "Viertel vor elf", "fünf vor halb drei".
    private func spoken(_ place: Int, _ term: Term, isBound: Bool) -> HourRead? {
        func read(_ hour: Int, _ minutes: Int, _ next: Int) -> HourRead? {
            guard (1...24).contains(hour) else { return nil }
            let total = hour * 60 + minutes
            let face = total / 60 == 0 ? 12 : total / 60
            return HourRead(
                hour: .init(hour: face, minute: total % 60, isLiteral: hour > 12), next: next, isMarked: true)
        }
        func bare(_ place: Int) -> (hour: Int, next: Int)? {
            let place = behindGlue(place, at: true)
            if means(place, .noon) { return (12, place + 1) }
            guard let hour = self.term(place)?.number, (1...24).contains(hour) else { return nil }
            if let unit = self.term(place + 1)?.unit, !means(place + 1, .hourMark) || unit != .hour { return nil }
            return (hour, means(place + 1, .hourMark) ? place + 2 : place + 1)
        }
        if term.means(.threeQuarters), let (hour, next) = bare(place + 1) { return read(hour, -15, next) }
        if term.means(.halfBefore), let (hour, next) = bare(place + 1) { return read(hour, -30, next) }
        if term.means(.halfPast), let (hour, next) = bare(place + 1) { return read(hour, 30, next) }
        var minutes: Int?
        var isPlain = false
        if term.means(.quarter) {
            minutes = 15
        } else if term.means(.half) {
            minutes = 30
        } else if let number = term.number, (1...29).contains(number) {
            minutes = number
            isPlain = true
        }
        guard let minutes else { return nil }
        var next = place + 1
        if means(next, .unit(.minute)) {
            next += 1
            isPlain = false
        }
        if language == "de", term.means(.quarter), let (hour, behind) = bare(next), behindGlue(next, at: true) == next {
            return read(hour, -45, behind)
        }
        let isPast = means(next, .pastHour)
        guard isPast || means(next, .toHour), !isBound || !isPlain else { return nil }
        if isPlain, !minutes.isMultiple(of: 5), term.figure != nil || language == "en" { return nil }
        next = behindGlue(next + 1, at: true)
        if means(next, .halfBefore), let (hour, behind) = bare(next + 1) {
            return read(hour, isPast ? minutes - 30 : -30 - minutes, behind)
        }
        guard let (hour, behind) = bare(next), hour != minutes || !isPlain else { return nil }
        guard var found = read(hour, isPast ? minutes : -minutes, behind) else { return nil }
        if means(found.next, .am) || means(found.next, .pm) {
            found.hour.isAfternoon = means(found.next, .pm)
            found.next += 1
        }
        // "10 to 4": fifty minutes past three, or six hours.
        if !isPast, isPlain, means(place + 1, .rangeTo), minutes <= 12, term.figure != nil { found.isAmbiguous = true }
        return found
    }

    /// A number and the minutes behind it, in the ways that languages have.
    private func plainHour(_ place: Int, _ term: Term, _ number: Int, isExpected: Bool, isBound: Bool) -> HourRead? {
        var read = HourRead(hour: .init(hour: number, isLiteral: number > 12), next: place + 1)
        let isWord = term.figure == nil
        if isWord, number == 1, !means(place + 1, .hourMark) {
            // An article before something else: "à un responsable".
            guard isExpected, !term.means(.filler), !term.means(.glue) else { return nil }
        }
        if let mark = self.term(read.next), mark.means(.hourMark) {
            // "15h" is a time of day; "3 hours" is one only where a time of day must be.
            let isTold = means(read.next + 1, .plus) || means(read.next + 1, .minus)
            if mark.unit != nil, mark.bytes.count > 2, !isExpected, !isTold,
                !(7...22).contains(number) || language == "en"
            {
                return nil
            }
            read.isMarked = true
            read.next += 1
            if let minute = self.term(read.next), let value = minute.number, value < 60,
                minute.figureWidth == 2 || minute.figure == nil && value > 1
            {
                read.hour.minute = value
                read.next += 1
                if means(read.next, .unit(.minute)) || means(read.next, .hourMark) { read.next += 1 }
            }
        } else if self.term(read.next)?.unit != nil {
            return nil
        } else if let minute = self.term(read.next), let value = minute.number, (10...59).contains(value),
            isWord ? minute.figure == nil : isExpected && minute.figureWidth == 2 && value.isMultiple(of: 5),
            number <= 24, self.term(read.next + 1)?.unit == nil
        {
            read.hour.minute = value
            read.next += 1
            read.isMarked = isWord
        }
        if read.hour.minute == 0 { addMinutes(to: &read, isExpected: isExpected || read.isMarked, isBound: isBound) }
        if number > 24 || number == 24 && read.hour.minute > 0 {
            guard isExpected || read.isMarked else { return nil }
            read.isImpossible = true
        }
        if term.figureWidth == 2, number < 10 { read.hour.isLiteral = true }
        return read
    }

    /// "y media", "moins le quart".
    private func addMinutes(to read: inout HourRead, isExpected: Bool, isBound: Bool) {
        let isPlus = means(read.next, .plus)
        guard isPlus || means(read.next, .minus) else { return }
        let next = behindGlue(read.next + 1)
        guard let term = term(next) else { return }
        var minutes: Int?
        if term.means(.half) {
            minutes = 30
        } else if term.means(.quarter) {
            minutes = 15
        } else if let number = term.number, isExpected, !isBound, (2...55).contains(number),
            !isPlus || number > 12 || number.isMultiple(of: 5)
        {
            minutes = number
        }
        guard let minutes else { return }
        // A quarter to one is no hour of the night.
        let face = !isPlus && read.hour.hour == 1 ? 13 : read.hour.hour
        let total = face * 60 + (isPlus ? minutes : -minutes)
        read.hour.hour = total / 60
        read.hour.minute = total % 60
        read.next = next + 1
        if means(read.next, .unit(.minute)) { read.next += 1 }
        read.isMarked = true
    }
}

extension Term {
    var clockFace: (Int, Int, Bool)? {
        first { if case .clock(let hour, let minute, let literal) = $0 { (hour, minute, literal) } else { nil } }
    }
    var pairFace: (Int, Int)? { first { if case .pair(let a, let b) = $0 { (a, b) } else { nil } } }
}
