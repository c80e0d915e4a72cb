/// Reads one reply in one language.
struct ReplyReader {
    let grammar: TimeGrammar
    let context: ReplyContext
    private let clauses: [ReplyClause]

    /// What came of it.
    struct Outcome {
        var reply: TimeReply
        /// Words that mean nothing in this language, in all of the reply.
        var unknown: Int
        var places: [Range<Int>] = []
        var isQuestion = false
        var asksForCall = false
        var tellsStory = false
        var isAvailability = false
    }

    private var now: WallClock { context.now }
    private var offered: [WallClock] { context.offered }

    init(_ grammar: TimeGrammar, _ context: ReplyContext) {
        self.grammar = grammar
        self.context = context
        var clauses = ReplyClause.cut(grammar.pieces(now: context.now), grammar)
        for place in clauses.indices { clauses[place].settle(grammar) }
        self.clauses = clauses
    }

    /// Times that a person can mean at once.
    private static let mostTimes = 12

    func read() -> Outcome {
        var outcome = reading()
        // "Cancel my plan" is another matter than the call.
        outcome.tellsStory = clauses.contains { $0.isStory || $0.unknown > 0 && $0.means.contains(.cancel) }
        switch outcome.reply {
        case .choice:
            let isTold = outcome.tellsStory && !clauses.contains { $0.hasOffer && ($0.isWished || $0.isPolite) }
            outcome.isQuestion = isTold || isQuestion { $0.hasOffer && $0.isQuestion && !$0.isPolite }
        case .wish:
            outcome.isQuestion = isQuestion { $0.hasTimes && $0.isQuestion && !$0.isRequest }
            outcome.asksForCall = asksForCall
            outcome.isAvailability = clauses.contains { $0.hasTimes && $0.means.contains(.free) && !$0.isPolite }
        default: break
        }
        return outcome
    }

    /// Named, and not asked for.
    private func isQuestion(_ isAsked: (ReplyClause) -> Bool) -> Bool {
        clauses.contains { isAsked($0) || $0.means.contains(.maybe) || $0.means.contains(.condition) }
    }

    /// Every time that was read stands in a request to be called, or beside one.
    private var asksForCall: Bool {
        func isRequest(_ place: Int) -> Bool {
            guard clauses.indices.contains(place) else { return false }
            let clause = clauses[place]
            return clause.means.contains(.callMe) && !clause.isRefused && !clause.means.contains(.not)
                && !clause.means.contains(.cancel)
        }
        let wishes = clauses.indices.filter { isWish($0) }
        return !wishes.isEmpty
            && wishes.allSatisfy {
                isRequest($0) || clauses[$0].unknown == 0 && (isRequest($0 - 1) || isRequest($0 + 1))
            }
    }

    private func reading() -> Outcome {
        let unknown = clauses.reduce(0) { $0 + $1.unknown }
        let wishes = clauses.indices.filter { isWish($0) }
        var resolver = WishResolver(context)
        var places: [Range<Int>] = []
        func outcome(_ reply: TimeReply, _ more: [Range<Int>] = []) -> Outcome {
            Outcome(reply: reply, unknown: unknown, places: (places + more).sorted { $0.lowerBound < $1.lowerBound })
        }

        if let cancel = first(.cancel), !clauses[cancel].means.contains(.not),
            !(clauses[cancel].isRefused && clauses[cancel].hasTimes),
            !wishes.contains(where: { $0 != cancel && !clauses[$0].isRefused })
        {
            return outcome(.cancel, said(.cancel, cancel))
        }
        let asking = clauses.indices.first {
            clauses[$0].means.contains(.asks)
                || clauses[$0].means.contains(.probes) && clauses[$0].isQuestion && !clauses[$0].isStory
        }
        if let place = asking {
            for group in WishGroup.groups(
                sort(clauses.indices.filter { clauses[$0].hasTimes && !clauses[$0].isRefused }).parts)
            { resolver.add(group) }
            guard case .wish(let stretches)? = resolver.result() else {
                return outcome(.inquiry([]), said(.asks, place))
            }
            return outcome(.inquiry(stretches), said(.asks, place))
        }
        if let place = clauses.firstIndex(where: { $0.means.contains(.inWriting) && !$0.isStory && $0.unknown == 0 }),
            !clauses.contains(where: { $0.means.contains(.callMe) })
        {
            return outcome(
                .inWriting(isInstead: clauses.contains { $0.means.contains(.instead) }), said(.inWriting, place))
        }
        let sorted = sort(wishes)
        places = sorted.places
        if sorted.parts.count > Self.mostTimes { return outcome(.unclear(.tooMuch)) }
        for group in WishGroup.groups(sorted.parts) { resolver.add(group) }
        resolver.exclude(sorted.excluded)
        let wish = resolver.result()

        let choices = self.choices()
        if let near = near(choices.values, wish) { return outcome(near, choices.places) }
        if wish == nil, choices.values.count == 1, let hour = choices.values.first, hour > max(9, offered.count),
            hour <= 24, clauses.contains(where: { $0.isWished && $0.numbers.contains { $0.value == hour } })
        {
            // "can you do 11?"
            var group = WishGroup()
            group.times = [Daytime(start: Daytime.Hour(hour: hour))]
            resolver.add(group)
            if let reply = resolver.result() { return outcome(reply, choices.places) }
        }
        if !choices.values.isEmpty, let chosen = choose(choices.values, wish) { return outcome(chosen, choices.places) }
        if let wish {
            if wishes.contains(where: { clauses[$0].means.contains(.one) }), let slot = slot(in: wish) {
                return outcome(slot)
            }
            return outcome(wish)
        }
        if let place = first(.later) { return outcome(.later, said(.later, place)) }
        if sorted.refusesTime || clauses.contains(where: \.declinesOffer) { return outcome(.later) }
        if let place = first(.now) { return outcome(.callNow, said(.now, place)) }
        if let place = first(.anyTime) {
            resolver.add(WallStretch(from: WallClock(now.date), until: WallClock(CivilDate(day: resolver.end))))
            return outcome(resolver.result() ?? .unclear(.nothing), said(.anyTime, place))
        }
        if let place = first(.anyOffered), !clauses[place].isRefused, !clauses[place].means.contains(.not),
            !clauses.contains(where: { $0.means.contains(.no) }), clauses.allSatisfy({ $0.unknown == 0 && !$0.isStory })
        {
            return outcome(.anyOffered, said(.anyOffered, place))
        }
        return answer(outcome)
    }

    /// "2 but a bit later", "tomorrow at 3, or somewhat earlier", "a bit later".
    private func near(_ choices: [Int], _ wish: TimeReply?) -> TimeReply? {
        func says(_ sense: Sense) -> Bool { clauses.contains { $0.means.contains(sense) && !$0.isStory } }
        let isEarlier = says(.somewhatEarlier)
        let isLater = says(.somewhatLater)
        guard isEarlier != isLater || !isEarlier && says(.later) else { return nil }
        if choices.count == 1, let value = choices.first, offered.indices.contains(value - 1) {
            return .near(offered[value - 1], isLater: !isEarlier)
        }
        guard isEarlier || isLater else { return nil }
        if case .wish(let stretches)? = wish {
            guard stretches.count == 1, let only = stretches.first, only.isExact else { return nil }
            return .near(only.from, isLater: isLater)
        }
        guard wish == nil, choices.isEmpty, clauses.allSatisfy({ $0.unknown == 0 && !$0.isStory }) else { return nil }
        return .near(nil, isLater: isLater)
    }

    /// Yes or no, where nothing else was said that one could mean by it.
    private func answer(_ outcome: (TimeReply, [Range<Int>]) -> Outcome) -> Outcome {
        guard !clauses.contains(where: { $0.isStory || $0.unknown > 0 && !$0.hasPhone }) else {
            return outcome(.unclear(.nothing), [])
        }
        let yes = clauses.firstIndex { $0.means.contains(.yes) && !$0.means.contains(.no) }
        let no = clauses.firstIndex { $0.means.contains(.no) }
        switch (yes, no) {
        case (let yes?, nil): return outcome(.yes, said(.yes, yes))
        case (nil, let no?): return outcome(.no, said(.no, no))
        case (let yes?, let no?): return outcome(.unclear(.ambiguous(["yes", "no"])), said(.yes, yes) + said(.no, no))
        case (nil, nil): return outcome(.unclear(.nothing), [])
        }
    }

    // MARK: clauses

    /// Its times are asked for, and not told about.
    private func isWish(_ place: Int) -> Bool {
        let clause = clauses[place]
        guard clause.hasTimes, !clause.isStory else { return false }
        guard clause.unknown == 0 || clause.isWished && !clause.isRefused && clause.unknown <= 2 else { return false }
        guard !clause.isWished, !clause.isPolite else { return true }
        // Nothing but a time belongs to the story beside it in the same sentence.
        if place > 0, !clauses[place - 1].endsHard, tellsStory(place - 1) { return false }
        if !clause.endsHard, place + 1 < clauses.count, tellsStory(place + 1) { return false }
        return true
    }

    private func tellsStory(_ place: Int) -> Bool {
        let clause = clauses[place]
        return clause.isStory || clause.unknown >= 2 && !clause.isWished
    }

    private func first(_ sense: Sense) -> Int? {
        clauses.firstIndex {
            $0.means.contains(sense) && !$0.isStory
                && !(sense == .now && ($0.means.contains(.not) || $0.means.contains(.no)))
                && ($0.unknown == 0
                    || $0.unknown == 1 && (sense == .cancel ? saysWhat($0) : $0.isWished || $0.isPolite))
        }
    }

    /// "Cancel my call" says what is called off; "cancel" with an unknown word behind it may mean anything.
    private func saysWhat(_ clause: ReplyClause) -> Bool {
        clause.pieces.contains {
            grammar.means($0.places.lowerBound, .cancel) && !grammar.means($0.places.lowerBound, .afterAll)
                && grammar.term($0.places.lowerBound)?.isPhrase == true
        }
    }

    private func said(_ sense: Sense, _ place: Int) -> [Range<Int>] {
        clauses[place].pieces.filter { grammar.means($0.places.lowerBound, sense) }.map(\.places)
    }

    // MARK: times

    struct Sorted {
        var parts: [(part: WishGroup.Part, join: WishGroup.Join)] = []
        var excluded: [Range<Int>] = []
        /// A time of day was refused, and no other was named by it.
        var refusesTime = false
        var places: [Range<Int>] = []
    }

    /// The times of all clauses that wish for some, what is refused turned into what is left.
    private func sort(_ wishes: [Int]) -> Sorted {
        var sorted = Sorted()
        for place in wishes {
            let clause = clauses[place]
            var join: WishGroup.Join = place > 0 && clauses[place - 1].endsHard ? .stop : .comma
            for (run, isRefused) in clause.runs(grammar) {
                let times = run.compactMap { if case .time(let time) = $0.kind { time } else { nil } }
                let turned = isRefused && times.contains { $0.start != nil && $0.refused != nil }
                let hasDay = run.contains { if case .day = $0.kind { true } else { false } }
                for piece in run {
                    switch piece.kind {
                    case .or, .and: join = .or
                    case .day(let day):
                        sorted.places.append(piece.places)
                        if isRefused, !turned {
                            sorted.exclude(day, hasTime: !times.isEmpty)
                        } else {
                            sorted.parts.append((.day(day), join))
                            join = .none
                        }
                    case .time(let time):
                        sorted.places.append(piece.places)
                        if !isRefused {
                            sorted.parts.append((.time(time), join))
                            join = .none
                        } else if let rest = time.refused, turned || !hasDay {
                            sorted.parts.append((.time(rest), join))
                            join = .none
                        } else {
                            sorted.refusesTime = true
                        }
                    case .span(let span):
                        sorted.places.append(piece.places)
                        if isRefused { sorted.refusesTime = true } else { sorted.parts.append((.span(span), join)) }
                        join = .none
                    case .word where grammar.means(piece.places.lowerBound, .onwards): sorted.goOn()
                    case .choice, .lastOffer, .firstOffer, .phone, .edge, .subject, .word: break
                    }
                }
            }
            // "at 5, so any time after that"
            let next = place + 1
            if next < clauses.count, !clauses[next].hasTimes, clauses[next].unknown == 0,
                clauses[next].means.contains(.onwards)
            {
                sorted.goOn()
            }
        }
        return sorted
    }

    // MARK: offers

    private func choices() -> (values: [Int], places: [Range<Int>]) {
        var values: [Int] = []
        var places: [Range<Int>] = []
        for clause in clauses where !clause.isStory && !clause.isRefused && !clause.means.contains(.not) {
            for piece in clause.pieces {
                switch piece.kind {
                case .choice(let value) where clause.unknown <= (clause.isWished ? 2 : 1):
                    values.append(value)
                    places.append(piece.places)
                case .lastOffer where clause.unknown == 0 && !offered.isEmpty:
                    values.append((offered.indices.max { offered[$0] < offered[$1] } ?? 0) + 1)
                    places.append(piece.places)
                case .firstOffer where clause.unknown == 0 && !offered.isEmpty:
                    values.append((offered.indices.min { offered[$0] < offered[$1] } ?? 0) + 1)
                    places.append(piece.places)
                default: break
                }
            }
            for (value, place) in clause.numbers where clause.unknown == 0 {
                values.append(value)
                places.append(place..<(place + 1))
            }
        }
        return (values, places)
    }

    /// One offer; several in order of wish; or, where a time beside it says otherwise, a question.
    private func choose(_ values: [Int], _ wish: TimeReply?) -> TimeReply? {
        var distinct: [Int] = []
        for value in values where !distinct.contains(value) { distinct.append(value) }
        if distinct.count > 1 {
            guard distinct.count <= offered.count, distinct.allSatisfy({ (1...offered.count).contains($0) }),
                wish == nil
            else {
                return .unclear(.ambiguous(distinct.prefix(5).map(String.init)))
            }
            return .wish(distinct.map { WallStretch(exactly: offered[$0 - 1]) })
        }
        guard let value = distinct.first else { return nil }
        if wish == nil, let asked = hourOrOffer(value) { return asked }
        switch wish {
        case nil:
            if value >= 1, value <= max(9, offered.count) { return .choice(value) }
            guard value >= 1, value <= 24 else { return nil }
            let clock = WallClock(now.date, second: Daytime.Hour(hour: value).seconds[0])
            return .unclear(.ambiguous([String(value), clock.description]))
        case .wish(let stretches)?:
            guard (1...max(1, offered.count)).contains(value), !offered.isEmpty else {
                return .unclear(.ambiguous([String(value)] + stretches.prefix(3).map(\.from.description)))
            }
            let slot = offered[value - 1]
            if stretches.contains(where: { $0.from <= slot && slot < $0.until }) { return .choice(value) }
            return .unclear(.ambiguous([String(value)] + stretches.prefix(3).map(\.from.description)))
        default:
            return wish
        }
    }

    /// "make it 2": the second offer, or two o'clock, unless these are the same.
    private func hourOrOffer(_ value: Int) -> TimeReply? {
        guard (1...12).contains(value),
            clauses.contains(where: { $0.means.contains(.moves) && $0.numbers.contains { $0.value == value } })
        else { return nil }
        var group = WishGroup()
        group.times = [Daytime(start: Daytime.Hour(hour: value))]
        var resolver = WishResolver(context)
        resolver.add(group)
        guard case .wish(let stretches)? = resolver.result() else { return nil }
        guard offered.indices.contains(value - 1) else { return .wish(stretches) }
        let slot = offered[value - 1]
        if stretches.contains(where: { $0.from <= slot && slot < $0.until }) { return .choice(value) }
        return .unclear(.ambiguous([String(value)] + stretches.prefix(3).map(\.from.description)))
    }

    /// "the Friday one": the only offer in what was named.
    private func slot(in wish: TimeReply) -> TimeReply? {
        guard case .wish(let stretches) = wish else { return nil }
        let fitting = offered.indices.filter { place in
            stretches.contains { $0.from <= offered[place] && offered[place] < $0.until }
        }
        if fitting.count == 1, let place = fitting.first { return .choice(place + 1) }
        return fitting.isEmpty ? nil : .unclear(.ambiguous(fitting.map { String($0 + 1) }))
    }
}

extension ReplyReader.Sorted {
    /// The time that was named last is the beginning of what suits.
    fileprivate mutating func goOn() {
        guard case .time(var time)? = parts.last?.part, time.relation == .exact, time.start != nil else { return }
        time.relation = .after
        parts[parts.count - 1].part = .time(time)
    }

    fileprivate mutating func exclude(_ day: DaySpec, hasTime: Bool) {
        if hasTime {
            refusesTime = true
            return
        }
        switch day {
        case .all(let ranges): excluded += ranges
        case .either(let days), .asked(let days): excluded += days.map { $0..<($0 + 1) }
        case .unclear: refusesTime = true
        }
    }
}
