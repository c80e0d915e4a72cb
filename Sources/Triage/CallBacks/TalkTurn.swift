/// One message of the talk about a call-back, read and answered.
struct TalkTurn {
    let message: Message
    let language: String
    /// The newest; perhaps over.
    let talk: Talk?
    let standing: CallBack?
    let plan: CallBackPlan
    let tables: Decider.Tables
    let customer: Customer?
    let topic: String
    let hotCase: CaseID?
    let waitedSince: Moment
    let now: Moment
    let slots: Slots
    let zone: TimeZoneTable
    let isTheirZone: Bool

    init(
        message: Message, language: String, talk: Talk?, standing: CallBack?, taken: [Moment: Int],
        plan: CallBackPlan, calendar: BusinessCalendar, tables: Decider.Tables, customer: Customer?, topic: String,
        hotCase: CaseID?, waitedSince: Moment, now: Moment
    ) {
        self.message = message
        self.language = language
        self.talk = talk
        self.standing = standing
        self.plan = plan
        self.tables = tables
        self.customer = customer
        self.topic = topic
        self.hotCase = hotCase
        self.waitedSince = waitedSince
        self.now = now
        // Their own seat is free for them.
        var taken = taken
        if let standing, let seats = taken[standing.start] { taken[standing.start] = seats > 1 ? seats - 1 : nil }
        slots = Slots(plan: plan, calendar: calendar, taken: taken, now: now)
        let theirs = CallBackTalk.zone(of: customer, calendar, tables)
        let agreed = (talk?.zone ?? standing?.zone).flatMap { $0 == theirs.table.name ? nil : tables.zone($0) }
        zone = agreed ?? theirs.table
        isTheirZone = agreed == nil && theirs.isTheirs
    }

    private var openTalk: Talk? { talk?.state.isOpen == true ? talk : nil }

    /// The talk's own first, then the message's.
    var languages: [String] {
        var found: [String] = []
        for tag in [openTalk?.language ?? standing?.language ?? language, language] {
            if !tag.isEmpty, !found.contains(tag) { found.append(tag) }
        }
        return found
    }

    private var isShort: Bool { message.text.count <= CallBackTalk.longestChange }

    func move(_ reading: TimeReading) -> TalkMove? {
        var talk =
            openTalk
            ?? Talk(
                offered: [], number: standing?.number ?? "", zone: zone.name, language: standing?.language ?? language,
                expires: now)
        // What they took before a question goes on, but a number only once they said that it is right.
        if openTalk != nil, talk.expires <= now { return renewed(talk, reading) }
        if openTalk == nil {
            if standing == nil ? !isSecondThought(reading) : !isAboutStanding(reading) { return nil }
            if standing == nil { talk.number = self.talk?.number ?? "" }
        }
        let number = number(in: reading, talk)
        // Where a number was asked for, digits are one, whatever else they could be.
        if let number, talk.state != .offered, !message.text.contains(where: \.isLetter) {
            return numbered(number, &talk)
        }
        switch reading.reply {
        case .choice(let place): return chosen(place, &talk, number)
        case .wish(let wishes): return found(slots.find(wishes, zone: zone), &talk, number)
        case .yes: return agreed(&talk)
        case .no: return declined(talk)
        case .cancel: return cancelled(talk)
        case .callNow:
            let isOpen = slots.calendar.state(at: now) == .open
            return offer(slots.next(), isOpen ? .tooSoon : .closed, &talk, "wants to be called at once")
        case .later:
            let last = talk.offered.max().map { $0 + .microseconds(1) }
            let later = slots.next(after: last)
            return offer(later.isEmpty ? slots.next() : later, .noneSuits, &talk, "none of those offered suits")
        case .number: return numbered(number ?? .impossible, &talk)
        case .unclear(let why):
            if let number { return numbered(number, &talk) }
            return unclear(why, &talk)
        }
    }

    /// They called it off or declined, and name a time after all.
    private func isSecondThought(_ reading: TimeReading) -> Bool {
        guard let talk, talk.state == .booked || talk.state == .declined, talk.expires > now,
            case .wish = reading.reply
        else { return false }
        return isShort
    }

    /// Of a call that stands only what can mean nothing else: the customer may write of other things meanwhile.
    private func isAboutStanding(_ reading: TimeReading) -> Bool {
        switch reading.reply {
        case .cancel, .later, .callNow: isShort
        case .choice: isShort && talk?.state == .booked && talk?.offered.isEmpty == false
        case .wish: isShort
        case .number: isShort
        case .yes, .no, .unclear: false
        }
    }

    /// The offer no longer stands: whoever takes it up gets a new one, and nothing else is said about it.
    private func renewed(_ talk: Talk, _ reading: TimeReading) -> TalkMove? {
        var talk = talk
        (talk.state, talk.chosen, talk.asked) = (.offered, nil, 0)
        switch reading.reply {
        case .choice, .later, .callNow: return offer(slots.next(), .past, &talk, "the offer no longer stands")
        case .wish(let wishes): return found(slots.find(wishes, zone: zone), &talk, nil)
        case .cancel where standing != nil: return cancelled(talk)
        case .yes, .no, .cancel, .number, .unclear: return nil
        }
    }

    // MARK: Times

    private func chosen(_ place: Int, _ talk: inout Talk, _ number: NumberFinding?) -> TalkMove? {
        let offered = openTalk == nil ? self.talk?.offered ?? [] : talk.offered
        guard place >= 1, place <= offered.count else {
            return ask(.noSuchChoice, offered.isEmpty ? slots.next() : offered, &talk, "there is no \(place)")
        }
        return settle(offered[place - 1], &talk, number)
    }

    private func found(_ found: Slots.Found, _ talk: inout Talk, _ number: NumberFinding?) -> TalkMove? {
        switch found {
        case .one(let start): return settle(start, &talk, number)
        case .several(let free):
            keep(number, &talk)
            return offer(free, nil, &talk, "what they named leaves a choice")
        case .instead(let near, let why):
            keep(number, &talk)
            return offer(near, why, &talk, "what they named cannot be had: \(why.rawValue)")
        }
    }

    /// A number that came along is not asked for again.
    private func keep(_ number: NumberFinding?, _ talk: inout Talk) {
        if case .good(let e164) = number { talk.number = e164 }
    }

    private func agreed(_ talk: inout Talk) -> TalkMove? {
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
    private func settle(_ start: Moment, _ talk: inout Talk, _ number: NumberFinding?) -> TalkMove? {
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

    private var knownNumber: String? {
        CallBackTalk.knownNumber(message.author.handle, customer: customer, plan: plan, tables: tables)
    }

    // MARK: Numbers

    /// A number that the message holds; where one was asked for, anything with enough digits is looked at.
    private func number(in reading: TimeReading, _ talk: Talk) -> NumberFinding? {
        var written = reading.number
        if case .number(let text) = reading.reply { written = written ?? text }
        if written == nil, talk.state == .needsNumber || talk.state == .checksNumber {
            let beginning = message.text.prefix(200)
            if beginning.utf8.count(where: { (48...57).contains($0) }) >= 6 { written = String(beginning) }
        }
        guard let written else { return nil }
        let finding = tables.number(written, plan.region)
        switch finding {
        case .none: return nil
        // Whoever writes it a second time is sure of it.
        case .doubtful(let e164) where talk.state == .checksNumber && talk.number == e164: return .good(e164: e164)
        case .good, .doubtful, .impossible, .refused: return finding
        }
    }

    /// A number came, and no time with it.
    private func numbered(_ number: NumberFinding, _ talk: inout Talk) -> TalkMove? {
        switch number {
        case .good(let e164):
            talk.number = e164
            if let start = talk.chosen { return settle(start, &talk, .good(e164: e164)) }
            if let standing, talk.offered.isEmpty { return confirm(standing.start, e164, talk) }
            talk.state = .offered
            return offer(talk.offered.isEmpty ? slots.next() : talk.offered, nil, &talk, "a number, and no time yet")
        case .doubtful(let e164):
            talk.number = e164
            if talk.chosen == nil, talk.offered.isEmpty { talk.chosen = standing?.start }
            return askNumber(.doubtfulNumber, &talk, "the number is not in the tables", state: .checksNumber)
        case .impossible, .none: return askNumber(.impossibleNumber, &talk, "no such number can exist")
        case .refused(let because): return askNumber(.refusedNumber, &talk, because)
        }
    }

    // MARK: Ends

    private func confirm(_ start: Moment, _ number: String, _ talk: Talk) -> TalkMove? {
        var over = talk
        (over.state, over.chosen, over.number, over.asked) = (.booked, start, number, 0)
        let end = start + plan.slot
        guard var call = standing else {
            let call = CallBack(
                start: start, end: end, team: plan.team ?? "", number: number, customer: customer?.id,
                handle: message.author.handle, source: message.source, hotCase: hotCase, language: talk.language,
                zone: zone.name, uid: Digest.name(of: message.identity, message.revision, "\(start.microseconds)"),
                due: start, waitedSince: waitedSince, topic: topic)
            return TalkMove(
                change: .book(call, over),
                answer: answer(.callBackBooked, over, "booked as chosen") { $0.chosen = start })
        }
        let was = call.start
        if was == start, call.number == number {
            // Said once more, but two machines must not go on confirming to each other.
            var talk = over
            talk.asked = (self.talk?.asked ?? 0) + 1
            guard talk.asked <= CallBackTalk.mostQuestions else { return handed(talk) }
            return TalkMove(
                change: .note(talk),
                answer: answer(.callBackBooked, talk, "it stands as it was") { $0.chosen = start })
        }
        call.number = number
        over.offered = talk.offered.isEmpty ? self.talk?.offered ?? [] : talk.offered
        return TalkMove(
            change: .move(call, to: start, over),
            answer: answer(was == start ? .callBackBooked : .callBackMoved, over, "moved as they asked") {
                $0.chosen = start
                $0.was = was == start ? nil : was
            })
    }

    private func declined(_ talk: Talk) -> TalkMove? {
        var talk = talk
        if talk.state == .checksNumber {
            talk.number = ""
            return askNumber(.needsNumber, &talk, "the number was not right")
        }
        guard openTalk != nil else { return nil }
        (talk.state, talk.chosen, talk.asked) = (.declined, nil, 0)
        return TalkMove(
            change: .note(talk),
            answer: standing.map { standing in
                answer(.callBackBooked, talk, "it stands as it was") { $0.chosen = standing.start }
            })
    }

    private func cancelled(_ talk: Talk) -> TalkMove? {
        var over = talk
        (over.state, over.chosen, over.asked) = (.declined, nil, 0)
        let ended: Talk? = openTalk == nil ? nil : over
        guard let standing else { return ended.map { TalkMove(change: .note($0), answer: nil) } }
        return TalkMove(
            change: .cancel(standing, ended),
            answer: answer(.callBackCancelled, over, "cancelled as they asked") { $0.chosen = standing.start })
    }

    private func handed(_ talk: Talk) -> TalkMove {
        var talk = talk
        talk.state = .handed
        return TalkMove(change: .note(talk), answer: nil)
    }

    // MARK: Questions

    private func unclear(_ why: TimeReply.Unclear, _ talk: inout Talk) -> TalkMove? {
        let offered = talk.offered.isEmpty ? slots.next() : talk.offered
        switch why {
        case .nothing:
            guard message.text.count <= CallBackTalk.longestMumble else { return nil }
            if talk.state == .needsNumber { return askNumber(.needsNumber, &talk, "there is no number in it") }
            if talk.state == .checksNumber {
                return askNumber(.doubtfulNumber, &talk, "neither yes nor a number", state: .checksNumber)
            }
            return ask(.notUnderstood, offered, &talk, "there is no time in it")
        case .ambiguous(let texts): return ambiguous(texts, &talk)
        case .past: return offer(slots.next(), .past, &talk, "they named a time that is over")
        case .tooFar: return offer(slots.next(), .tooFar, &talk, "they named a time too far ahead")
        case .impossible: return ask(.notUnderstood, offered, &talk, "they named a time that does not exist")
        case .tooMuch: return ask(.notUnderstood, offered, &talk, "they named more times than could be meant")
        }
    }

    /// Two readings are said back; those of them that are free can be chosen.
    private func ambiguous(_ texts: [String], _ talk: inout Talk) -> TalkMove? {
        var readings: [Moment] = []
        for text in texts.prefix(4) {
            var moment: Moment?
            if let place = Int(text) {
                if place >= 1, place <= talk.offered.count { moment = talk.offered[place - 1] }
            } else if let clock = WallClock(written: text) {
                moment = Moment(seconds: zone.placement(of: clock).first)
            }
            if let moment, !readings.contains(moment) { readings.append(moment) }
        }
        let free = readings.filter { slots.state(of: $0) == .free }
        let shown = free.isEmpty ? slots.nearest(to: readings.first ?? now) : free
        return ask(.ambiguous, shown, &talk, "it can mean several times", readings: readings)
    }

    private func ask(
        _ why: AnswerFacts.Why, _ offered: [Moment], _ talk: inout Talk, _ because: String, readings: [Moment] = []
    ) -> TalkMove {
        // Nothing that could be said back: then the question is open.
        let isOpen = why == .ambiguous && readings.isEmpty
        return question(.callBackAsk, isOpen ? .notUnderstood : why, offered, &talk, because, readings: readings)
    }

    private func offer(
        _ offered: [Moment], _ why: AnswerFacts.Why?, _ talk: inout Talk, _ because: String
    ) -> TalkMove {
        question(.callBackOffer, why, offered, &talk, because)
    }

    /// Times to choose from. Where nothing at all is free, a person takes over.
    private func question(
        _ kind: AnswerKind, _ why: AnswerFacts.Why?, _ offered: [Moment], _ talk: inout Talk, _ because: String,
        readings: [Moment] = []
    ) -> TalkMove {
        talk.asked += 1
        guard talk.asked <= CallBackTalk.mostQuestions, !offered.isEmpty else { return handed(talk) }
        if talk.state == .checksNumber { talk.number = "" }
        (talk.state, talk.chosen, talk.offered) = (.offered, nil, offered)
        talk.expires = now + plan.offerStands
        return TalkMove(
            change: kind == .callBackOffer ? .offer(talk) : .note(talk),
            answer: answer(kind, talk, because) {
                $0.slots = offered
                $0.why = why
                $0.readings = readings
            })
    }

    private func askNumber(
        _ why: AnswerFacts.Why, _ talk: inout Talk, _ because: String, state: Talk.State = .needsNumber
    ) -> TalkMove {
        talk.asked += 1
        guard talk.asked <= CallBackTalk.mostQuestions else { return handed(talk) }
        talk.state = state
        if state == .needsNumber { talk.number = "" }
        talk.expires = now + plan.offerStands
        let chosen = talk.chosen
        return TalkMove(
            change: .note(talk),
            answer: answer(.callBackNumber, talk, because) {
                $0.why = why
                $0.chosen = chosen
            })
    }

    /// Nobody but them sees it: what is said about a call is theirs alone.
    private func answer(
        _ kind: AnswerKind, _ talk: Talk, _ because: String, _ tell: (inout AnswerFacts) -> Void
    ) -> AnswerDraft {
        var facts = AnswerFacts(
            zone: zone.name, isTheirZone: isTheirZone, slotLength: Int(plan.slot.components.seconds),
            numberEnd: String(talk.number.suffix(3)), talk: talk.id == 0 ? nil : talk.id, callBack: standing?.id,
            offersPrivateWay: kind == .callBackNumber && message.channel == .mastodon && message.visibility != .direct)
        tell(&facts)
        return AnswerDraft(
            kind: kind, language: talk.language, visibility: .direct, facts: facts, because: because)
    }
}
