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

    var openTalk: Talk? { talk?.state.isOpen == true ? talk : nil }

    /// The talk's own first, then the message's.
    var languages: [String] {
        var found: [String] = []
        for tag in [openTalk?.language ?? standing?.language ?? language, language] {
            if !tag.isEmpty, !found.contains(tag) { found.append(tag) }
        }
        return found
    }

    /// What they wrote, as times on their wall.
    func read(offered: [Moment]) -> TimeReading {
        let day = day(offered)
        // Offers of before say nothing about an hour that is named of the call that stands.
        let isOver = openTalk == nil && standing != nil
        let offered = offered.prefix(16).map { zone.wallClock(at: $0) }
        let wall = zone.wallClock(at: now)
        func read(_ horizon: Int) -> TimeReading {
            CustomerWords.read(
                message.text, languages: languages, now: wall, offered: offered, horizon: horizon, day: day,
                keepsDay: isOver)
        }
        let reading = read(Int(plan.horizon.components.seconds / 86_400) + 1)
        guard reading.reply == .unclear(.tooFar) else { return reading }
        // On a day that is closed it would be in vain to ask again nearer to it: the calendar says why it cannot be had.
        let farther = read(400)
        if case .wish = farther.reply { return farther }
        return reading
    }

    /// Of which an hour is that is named without a day: of what was just asked about, of the one day that was offered,
    /// else of the call that stands.
    private func day(_ offered: [Moment]) -> CivilDate? {
        func date(_ moment: Moment) -> CivilDate { zone.wallClock(at: moment).date }
        if let open = openTalk {
            if let chosen = open.chosen { return date(chosen) }
            if let first = offered.first.map(date), offered.allSatisfy({ date($0) == first }) { return first }
        }
        return standing.map { date($0.start) }
    }

    /// A first message; only where all its times are those of a call that it asks for.
    func open(_ reading: TimeReading) -> TalkMove? {
        guard reading.asksForCall, case .wish(let wishes) = reading.reply else { return nil }
        var talk = Talk(offered: [], zone: zone.name, language: language, expires: now + plan.offerStands)
        return found(wishes, &talk, number(in: reading, talk), isAsked: reading.isQuestion)
    }

    /// What they wrote is no letter, whatever it quotes.
    private func isShort(_ reading: TimeReading, _ most: Int = CallBackTalk.longestChange) -> Bool {
        (reading.length ?? message.text.count) <= most
    }

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
        } else if !isShort(reading), !isSaidInLetters(reading) {
            return nil
        }
        let number = number(in: reading, talk)
        // Where a number was asked for, digits are one, whatever else they could be.
        if let number, talk.state != .offered, !message.text.contains(where: \.isLetter) {
            return numbered(number, &talk)
        }
        switch reading.reply {
        case .choice(let place): return chosen(place, &talk, number, isAsked: reading.isQuestion)
        case .wish(let wishes):
            // That they are free at eleven as well moves no call.
            let isAsked = reading.isQuestion || reading.isAvailability && standing != nil
            return found(reading.namesSameTime ? atSameTime(wishes) : wishes, &talk, number, isAsked: isAsked)
        case .anyOffered: return takeAny(&talk, number)
        case .near(let clock, let isLater):
            return offerNear(clock, isLater: isLater, byHour: reading.isByHour, &talk, number)
        case .inquiry(let wishes): return told(wishes, &talk)
        case .inWriting: return inWriting(talk)
        case .yes: return agreed(&talk)
        case .no: return refused(&talk)
        case .cancel: return cancelled(talk)
        case .callNow:
            let isOpen = slots.calendar.state(at: now) == .open
            return offer(slots.next(), isOpen ? .tooSoon : .closed, &talk, "wants to be called at once")
        case .later:
            let last = talk.offered.max().map { $0 + .microseconds(1) }
            let later = slots.next(after: last)
            return offer(
                later.isEmpty ? slots.next() : later, .noneSuits, &talk, "none of those offered suits",
                isProgress: true)
        case .number: return numbered(number ?? .impossible, &talk)
        case .unclear(let why):
            if let number { return numbered(number, &talk) }
            return unclear(why, reading, &talk)
        }
    }

    /// They called it off or declined, and name a time after all.
    private func isSecondThought(_ reading: TimeReading) -> Bool {
        guard let talk, talk.state == .booked || talk.state == .declined || talk.state == .handed, talk.expires > now,
            case .wish = reading.reply
        else { return false }
        return isShort(reading)
    }

    /// Of a call that stands only what can mean nothing else: the customer may write of other things meanwhile.
    private func isAboutStanding(_ reading: TimeReading) -> Bool {
        guard isShort(reading) else { return false }
        if reading.namesOwnNumber, !reading.tellsStory { return true }
        return switch reading.reply {
        case .cancel, .later, .callNow, .wish, .number, .near, .inquiry: true
        case .choice: talk?.state == .booked && talk?.offered.isEmpty == false
        // A copy of something by mail is no reason to give up a call; "by mail instead" is.
        case .inWriting(let isInstead): isInstead
        case .yes, .no, .anyOffered, .unclear: false
        }
    }

    /// In a letter only what asks for a call, or for none: its figures and its "later" belong to what it tells.
    private func isSaidInLetters(_ reading: TimeReading) -> Bool {
        switch reading.reply {
        case .wish: reading.asksForCall
        case .number: !reading.tellsStory
        case .choice, .anyOffered, .near, .inquiry, .inWriting, .yes, .no, .cancel, .callNow, .later, .unclear: false
        }
    }

    /// The offer no longer stands: whoever takes it up gets a new one, and nothing else is said about it.
    private func renewed(_ talk: Talk, _ reading: TimeReading) -> TalkMove? {
        var talk = talk
        (talk.state, talk.chosen, talk.asked) = (.offered, nil, 0)
        guard isShort(reading) || isSaidInLetters(reading) else { return nil }
        switch reading.reply {
        case .choice, .later, .callNow, .anyOffered, .near:
            return offer(slots.next(), .past, &talk, "the offer no longer stands")
        case .wish(let wishes): return found(wishes, &talk, nil, isAsked: reading.isQuestion)
        case .cancel where standing != nil: return cancelled(talk)
        case .inquiry where standing != nil: return told([], &talk)
        case .inWriting(isInstead: true) where standing != nil: return inWriting(talk)
        case .yes, .no, .cancel, .number, .inquiry, .inWriting, .unclear: return nil
        }
    }
}
