/// Times that were named or chosen, and what becomes of them.
extension TalkTurn {
    /// - Parameter isAsked: "2?", "maybe 2": named, and not chosen yet.
    func chosen(_ place: Int, _ talk: inout Talk, _ number: NumberFinding?, isAsked: Bool = false) -> TalkMove? {
        let offered = openTalk == nil ? self.talk?.offered ?? [] : talk.offered
        guard place >= 1, place <= offered.count else {
            return ask(.noSuchChoice, offered.isEmpty ? slots.next() : offered, &talk, "there is no \(place)")
        }
        if isAsked, slots.state(of: offered[place - 1]) == .free {
            keep(number, &talk)
            return confirmation(of: offered[place - 1], offered, &talk)
        }
        return settle(offered[place - 1], &talk, number)
    }

    func found(
        _ wishes: [WallStretch], _ talk: inout Talk, _ number: NumberFinding?, isAsked: Bool = false
    ) -> TalkMove? {
        switch slots.find(wishes, zone: zone) {
        case .one(let start):
            guard isAsked, start != standing?.start else { return settle(start, &talk, number) }
            keep(number, &talk)
            return confirmation(of: start, talk.offered.isEmpty ? slots.nearest(to: start) : talk.offered, &talk)
        case .several(let free):
            keep(number, &talk)
            return offer(free, nil, &talk, "what they named leaves a choice", isProgress: true)
        case .instead(let near, let why):
            if let standing, wishes.contains(where: { $0.isExact && $0.from == zone.wallClock(at: standing.start) }) {
                return settle(standing.start, &talk, number)
            }
            keep(number, &talk)
            return offer(near, why, &talk, "what they named cannot be had: \(why.rawValue)", isProgress: true)
        }
    }

    /// "Tuesday at the same time": whole days become the time of the call that stands.
    func atSameTime(_ wishes: [WallStretch]) -> [WallStretch] {
        guard let standing else { return wishes }
        let second = zone.wallClock(at: standing.start).secondOfDay
        return wishes.map { wish in
            guard !wish.isExact, wish.from.secondOfDay == 0, wish.until.seconds - wish.from.seconds == 86_400 else {
                return wish
            }
            return WallStretch(exactly: WallClock(wish.from.date, second: second))
        }
    }

    /// Any will do: the earliest of those offered that is still free.
    func takeAny(_ talk: inout Talk, _ number: NumberFinding?) -> TalkMove? {
        if talk.state != .offered { return askNumber(.needsNumber, &talk, "the time is chosen, the number is missing") }
        guard let first = talk.offered.sorted().first(where: { slots.state(of: $0) == .free }) else {
            keep(number, &talk)
            return offer(slots.next(), .taken, &talk, "none of those offered is free any more")
        }
        return settle(first, &talk, number)
    }

    /// Somewhat later or earlier than a time; without one, than the call that stands, or than all that was offered.
    func offerNear(
        _ clock: WallClock?, isLater: Bool, byHour: Bool = false, _ talk: inout Talk, _ number: NumberFinding?
    ) -> TalkMove? {
        keep(number, &talk)
        let named = clock.map { Moment(seconds: zone.placement(of: $0).first) }
        let base = named ?? standing?.start ?? (isLater ? talk.offered.max() : talk.offered.min())
        guard let base else { return offer(slots.next(), .noneSuits, &talk, "another time, and none to go by") }
        let hour: Duration = byHour ? .seconds(3600) - .microseconds(1) : .zero
        let near =
            isLater
            ? slots.next(after: base + hour + .microseconds(byHour ? 0 : 1))
            : Array(slots.free(until: base - hour, count: .max).suffix(plan.offered))
        return offer(
            near.isEmpty ? slots.nearest(to: base) : near, .noneSuits, &talk,
            isLater ? "somewhat later than that" : "somewhat earlier than that", isProgress: true)
    }

    /// They ask about the call: one that stands is told once more, and nothing is changed. Where none does, what they
    /// asked about is offered.
    func told(_ wishes: [WallStretch], _ talk: inout Talk) -> TalkMove? {
        if let standing { return toldStanding(standing) }
        if talk.state != .offered { return askNumber(.needsNumber, &talk, "they ask, and the number is missing") }
        if !wishes.isEmpty { return found(wishes, &talk, nil, isAsked: true) }
        return offer(talk.offered.isEmpty ? slots.next() : talk.offered, nil, &talk, "they ask about a call")
    }

    /// A number that came along is not asked for again.
    func keep(_ number: NumberFinding?, _ talk: inout Talk) {
        if case .good(let e164) = number { talk.number = e164 }
    }

    func agreed(_ talk: inout Talk) -> TalkMove? {
        switch talk.state {
        case .checksNumber:
            guard let start = talk.chosen else {
                talk.state = .offered
                return offer(talk.offered, nil, &talk, "the number is right")
            }
            return settle(start, &talk, talk.number.isEmpty ? nil : .good(e164: talk.number))
        case .needsNumber: return askNumber(.needsNumber, &talk, "yes is no number")
        case .offered:
            if let chosen = talk.chosen { return settle(chosen, &talk, nil) }
            if talk.offered.count == 1 { return settle(talk.offered[0], &talk, nil) }
            // "Ok, thank you" takes note of the offer and takes up none of it.
            if TextWords(message.text, most: 9).words.count > 1, Courtesy.asksNothing(message) { return nil }
            return ask(.ambiguous, talk.offered, &talk, "yes to several times", readings: talk.offered)
        case .booked, .declined, .expired, .handed: return nil
        }
    }

    /// - Parameter number: what came along in the message, or was agreed to.
    func settle(_ start: Moment, _ talk: inout Talk, _ number: NumberFinding?) -> TalkMove? {
        let state = slots.state(of: start)
        if start != standing?.start, state != .free {
            keep(number, &talk)
            let why: AnswerFacts.Why =
                switch state {
                case .free, .taken: .taken
                case .closed: .closed
                case .tooSoon: .tooSoon
                case .tooFar: .tooFar
                case .past: .past
                }
            return offer(slots.nearest(to: start), why, &talk, "that slot is \(state.rawValue)")
        }
        talk.chosen = start
        switch number {
        case .good(let e164): return confirm(start, e164, talk)
        case .doubtful, .impossible, .refused: return numbered(number ?? .none, &talk)
        case .some(.none), nil: break
        }
        if !talk.number.isEmpty, talk.state != .checksNumber { return confirm(start, talk.number, talk) }
        if let standing { return confirm(start, standing.number, talk) }
        if let known = knownNumber { return confirm(start, known, talk) }
        if talk.state != .needsNumber { talk.asked = 0 }
        return askNumber(.needsNumber, &talk, "no number is known")
    }
}
