/// The gate before everything that goes out by itself: one pure decision, its reason in both cases.
extension Manners {
    /// Whether a fresh message is acknowledged, and with what; asked in the order of `Silence.Code`.
    package func answering(_ occasion: Occasion) -> Answering {
        if let silence = impediment(occasion) ?? unwanted(occasion) { return .silence(silence) }
        return acknowledging(occasion)
    }

    /// The same for whoever has no more than this to go by: a preview, a test.
    /// - Parameter zone: the customer's own.
    package func answering(
        _ message: Message, verdict: Verdict?, isHot: Bool, correspondence: Correspondence,
        calendar: BusinessCalendar?, zone: TimeZoneTable? = nil, customer: Customer? = nil,
        callsSomebody: Bool = true, now: Moment
    ) -> Answering {
        answering(
            Occasion(
                message, verdict: verdict, isHot: isHot, filteredBy: verdict?.filteredBy,
                callsSomebody: callsSomebody, customer: customer, correspondence: correspondence, calendar: calendar,
                theirZone: zone, now: now))
    }

    /// What forbids any answer, whatever it is about: who wrote it, to whom, and when.
    func impediment(_ occasion: Occasion) -> Silence? {
        if let silence = bar(occasion) { return silence }
        let age = occasion.now - occasion.message.time
        if age > late { return Silence(.late, "written \(age.roughly) ago") }
        return nil
    }

    /// The same, whenever it was written.
    func bar(_ occasion: Occasion) -> Silence? {
        let message = occasion.message
        if let why = Self.lackOfWay(message) { return Silence(.noWay, why) }
        if occasion.isOwn { return Silence(.own) }
        if occasion.isAgent { return Silence(.agent) }
        if let sign = Self.signOfAutomat(message) { return Silence(.automatic, sign) }
        if let whom = strangers(message) { return Silence(.notToUs, whom) }
        if let rule = occasion.filteredBy { return Silence(.filtered, "by \(rule)") }
        if let rule = occasion.verdict?.reasons.first(where: { never.contains($0.rule) })?.rule {
            return Silence(.abusive, "rule \(rule)")
        }
        if message.form == .repost { return Silence(.repost) }
        if occasion.isEdit { return Silence(.edited) }
        return nil
    }

    /// What they said of being written to, or the CRM says for them.
    func unwanted(_ occasion: Occasion) -> Silence? {
        let correspondence = occasion.correspondence
        if let optOut = correspondence.optedOut { return Silence(.optedOut, optOut.inWords) }
        if correspondence.isRefused || refuses(occasion.customer, occasion.message.channel) {
            return Silence(.noConsent, occasion.message.channel.rawValue)
        }
        return nil
    }

    private func refuses(_ customer: Customer?, _ channel: Channel) -> Bool {
        customer?.consent[channel.rawValue] == .refused
    }

    /// The channel and the address can be answered; nil: they can.
    private static func lackOfWay(_ message: Message) -> String? {
        switch message.channel {
        case .feed: return "a feed has no way to answer"
        case .mastodon: return nil
        case .email:
            guard let envelope = message.envelope else { return nil }
            // RFC 3834 §4: an answer goes to the return path, and where there is none nobody guesses.
            return envelope.returnPath == nil ? "the mail has no return path" : nil
        case .sms:
            let address = message.author.handle.address
            return address.contains(where: \.isLetter) ? "the sender is a name, not a number" : nil
        }
    }

    /// In the words of the channel where it has some.
    private static func signOfAutomat(_ message: Message) -> String? {
        if message.envelope?.returnPath == "" { return "an empty return path" }
        if message.author.isAutomatic {
            let note = message.notes.first { $0.hasPrefix("automatic: ") }
            return note.map { String($0.dropFirst("automatic: ".count).prefix(180)) }
                ?? (message.channel == .mastodon ? "a bot account" : "")
        }
        if message.channel == .sms, !message.author.handle.address.hasPrefix("+"),
            message.author.handle.address.utf8.count <= 6
        {
            return "a short code"
        }
        return nil
    }

    /// Whom it was addressed to instead of us; nil: us, or nobody can tell.
    private func strangers(_ message: Message) -> String? {
        guard let own = ownAddresses[message.source], !own.isEmpty else { return nil }
        switch message.channel {
        case .email:
            guard let envelope = message.envelope, !envelope.isCut else { return nil }
            if envelope.recipients.contains(where: own.contains) { return nil }
            return envelope.recipients.isEmpty ? "no recipient is named" : "our address is not among the recipients"
        case .mastodon:
            if message.visibility == .direct { return nil }
            return own.contains { Mention.of($0, in: message.text) } ? nil : "it does not mention us"
        case .feed, .sms: return nil
        }
    }

    /// What is said where nothing forbids it, or why there is nothing to say.
    private func acknowledging(_ occasion: Occasion) -> Answering {
        let correspondence = occasion.correspondence
        let now = occasion.now
        guard let calendar = occasion.calendar else {
            return .silence(Silence(.neverOpens, "no hours are configured"))
        }
        let status = calendar.status(at: now)
        if status.isOpen { return .silence(Silence(.open, status.untilInWords(calendar.zone))) }
        guard let opening = status.nextOpening else {
            return .silence(Silence(.neverOpens, "calendar \(calendar.name)"))
        }
        if let silence = standing(occasion) { return .silence(silence) }
        if occasion.isHot, hot == .silent { return .silence(Silence(.hot)) }
        guard let language = language(occasion) else { return .silence(Silence(.noWords)) }
        var facts = self.facts(occasion)
        facts.opening = opening
        let kind: AnswerKind
        if let words = correspondence.incidentStatus, !words.isEmpty {
            kind = .outage
            facts.status = words
        } else if occasion.isHot, hot == .saySo, occasion.callsSomebody {
            kind = .hot
            facts.isDanger = occasion.verdict?.severity == .critical ? true : nil
        } else if let holiday = status.holiday, case .holiday = status.cause {
            kind = .holiday
            facts.holiday = holiday
        } else {
            kind = .afterHours
        }
        return .answer(
            AnswerDraft(
                kind: kind, language: language, visibility: occasion.message.visibility, facts: facts,
                because: status.closedInWords(calendar.zone)))
    }

    /// They tell of danger, and were not told yet that somebody has been called and what to do first: whatever else was
    /// said or is being agreed.
    func mustTell(_ occasion: Occasion) -> Bool {
        guard occasion.isHot, occasion.verdict?.severity == .critical, hot == .saySo, occasion.callsSomebody else {
            return false
        }
        return occasion.correspondence.lastHot.map { occasion.now >= $0 + window } ?? true
    }

    /// What stands between us and this person just now.
    private func standing(_ occasion: Occasion) -> Silence? {
        let correspondence = occasion.correspondence
        let now = occasion.now
        if let answered = correspondence.answeredAt, answered > occasion.message.time {
            return Silence(.answered, "at \(answered.minute)")
        }
        let isDanger = mustTell(occasion)
        if !isDanger, let said = correspondence.lastAcknowledgement, now < said + window {
            return Silence(.saidBefore, "at \(said.minute)")
        }
        if !isDanger, correspondence.acknowledgedToday >= perPerson {
            return Silence(.personCap, "\(correspondence.acknowledgedToday) within a day")
        }
        if correspondence.domainThisHour >= perDomain {
            return Silence(.domainCap, "\(correspondence.domainThisHour) within an hour")
        }
        if let loop = suspicion(occasion.message, correspondence) { return Silence(.loop, loop) }
        if let quiet, quiet.holdsAcknowledgements, quiet.contains(now, in: occasion.zone) {
            return Silence(.quiet, "\(quiet.inWords) in \(occasion.zone.name)")
        }
        if !occasion.isHot, Courtesy.asksNothing(occasion.message) { return Silence(.nothingAsked) }
        return nil
    }

    /// Windows since 1970. Acknowledgements that are a window apart never fall into the same.
    package func windowNumber(at moment: Moment) -> Int64 {
        moment.microseconds / max(1, window.wholeMicroseconds)
    }

    /// What every answer to it may tell.
    func facts(_ occasion: Occasion) -> AnswerFacts {
        AnswerFacts(
            zone: occasion.zone.name, isTheirZone: !occasion.isPublic && occasion.theirZone != nil,
            offersPrivateWay: occasion.isPublic && movesToPrivate)
    }

    /// In which they are written to: that of the message where there are words in it, else that of the last answer,
    /// else that of the CRM, else the first. Nil: there are no words at all.
    ///
    /// - Parameter ofAgreedWord: a single word such as START is of no language: what we last wrote in goes before.
    package func language(_ occasion: Occasion, ofAgreedWord: Bool = false) -> String? {
        var wishes = [
            occasion.verdict?.language, occasion.correspondence.language, occasion.customer?.language,
            occasion.message.language,
        ]
        if ofAgreedWord { wishes.append(wishes.removeFirst()) }
        for wish in wishes {
            let root = (wish ?? "").lowercased().prefix { $0 != "-" && $0 != "_" }
            if let known = languages.first(where: { $0.lowercased() == root }) { return known.lowercased() }
        }
        return languages.first?.lowercased()
    }
}

extension Correspondence.OptOut {
    /// `since 2026-11-01 STOP`.
    var inWords: String { "since \(at.rfc3339.prefix(10)) \(words.prefix(60))" }
}
