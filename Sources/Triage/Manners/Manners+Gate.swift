/// What the gate makes of one message, before it is known whether it goes on with a talk about a call.
package enum Ruling: Hashable, Sendable {
    /// Nothing may be answered: who wrote it, to whom, when, or what about.
    case barred(Silence)
    /// They do not want to be written to.
    case unwanted(Silence)
    /// They tell of danger, and were not told yet what to do first: that goes before all else.
    case danger(AnswerDraft)
    /// A talk that is open goes first; else this.
    case otherwise(Answering)

    package var answering: Answering {
        switch self {
        case .barred(let silence), .unwanted(let silence): .silence(silence)
        case .danger(let draft): .answer(draft)
        case .otherwise(let answering): answering
        }
    }

    package var isDanger: Bool {
        if case .danger = self { true } else { false }
    }
}

/// The gate before everything that goes out by itself: one pure decision, its reason in both cases.
extension Manners {
    /// Asked once of a fresh message, in the order of `Silence.Code`.
    package func ruling(_ occasion: Occasion) -> Ruling {
        if let silence = impediment(occasion) { return .barred(silence) }
        if let silence = unwanted(occasion) { return .unwanted(silence) }
        if let draft = danger(occasion) { return .danger(draft) }
        return .otherwise(acknowledging(occasion))
    }

    /// Whether a fresh message is acknowledged, and with what.
    package func answering(_ occasion: Occasion) -> Answering { ruling(occasion).answering }

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
        // Where it tells of danger or trouble by our own rules, no guess keeps it from an answer.
        if !occasion.isHot, let sign = Autoresponder.sign(in: message) { return Silence(.automatic, sign) }
        if let whom = strangers(message) { return Silence(.notToUs, whom) }
        if let rule = occasion.filteredBy { return Silence(.filtered, "by \(rule)") }
        if let rule = occasion.verdict?.reasons.first(where: { never.contains($0.rule) })?.rule {
            return Silence(.never, "rule \(rule)")
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
        if let loop = suspicion(occasion.message, correspondence) { return .silence(Silence(.loop, loop)) }
        if !occasion.isHot, Courtesy.asksNothing(occasion.message) { return .silence(Silence(.nothingAsked)) }
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

    /// They know already what to do first, and that somebody has been called.
    func toldOfDanger(_ occasion: Occasion) -> Silence? {
        guard let told = occasion.correspondence.toldOfDanger, occasion.now < told + window else { return nil }
        return Silence(.saidBefore, "what to do in danger, at \(told.minute)")
    }

    /// What to do first, and that somebody has been called: once in a conversation and window, whatever else was said or
    /// is being agreed, and whatever the hour and the count. Nil: nobody tells of danger, they were told, or somebody
    /// is there.
    private func danger(_ occasion: Occasion) -> AnswerDraft? {
        let correspondence = occasion.correspondence
        guard occasion.isHot, occasion.verdict?.severity == .critical, hot == .saySo, occasion.callsSomebody,
            let status = occasion.calendar?.status(at: occasion.now), !status.isOpen,
            let opening = status.nextOpening, let language = language(occasion)
        else { return nil }
        if toldOfDanger(occasion) != nil { return nil }
        // A person has it in hand, or a machine sends back what it was told.
        if let answered = correspondence.answeredAt, answered > occasion.message.time { return nil }
        if echo(of: correspondence.ourTexts, in: occasion.message) { return nil }
        var facts = self.facts(occasion)
        facts.opening = opening
        facts.isDanger = true
        return AnswerDraft(
            kind: .hot, language: language, visibility: occasion.message.visibility, facts: facts,
            because: "danger; \(status.closedInWords(occasion.calendar?.zone ?? .utc))")
    }

    /// What stands between us and this person just now.
    private func standing(_ occasion: Occasion) -> Silence? {
        let correspondence = occasion.correspondence
        let now = occasion.now
        if let answered = correspondence.answeredAt, answered > occasion.message.time {
            return Silence(.answered, "at \(answered.minute)")
        }
        if let silence = saidTwice(occasion) { return silence }
        if let said = correspondence.lastAcknowledgement, now < said + window {
            return Silence(.saidBefore, "at \(said.minute)")
        }
        if correspondence.acknowledgedToday >= perPerson {
            return Silence(.personCap, "\(correspondence.acknowledgedToday) within a day")
        }
        if correspondence.domainThisHour >= perDomain {
            return Silence(.domainCap, "\(correspondence.domainThisHour) within an hour")
        }
        if let quiet, quiet.holdsAcknowledgements, quiet.contains(now, in: occasion.zone) {
            return Silence(.quiet, "\(quiet.inWords) in \(occasion.zone.name)")
        }
        return nil
    }

    /// The same message once more: the line carried it twice, or they sent it again before anything of ours came.
    func saidTwice(_ occasion: Occasion) -> Silence? {
        guard let last = occasion.correspondence.answeredLast, occasion.message.attachments.isEmpty,
            last.at <= occasion.message.time, occasion.message.time - last.at <= Correspondence.lately
        else { return nil }
        let words = occasion.message.text.lowercased().split(whereSeparator: \.isWhitespace)
        guard !words.isEmpty, words == last.text.lowercased().split(whereSeparator: \.isWhitespace) else { return nil }
        return Silence(.saidBefore, "\(Silence.sameWords) \(last.at.minute)")
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
    /// else that of the CRM, else that of the country they text from, else the first. Nil: there are no words at all.
    ///
    /// - Parameter ofAgreedWord: one such as BAJA is of its own language, and one such as START is of none: then what we
    ///   last wrote in goes before what the word was taken for.
    package func language(_ occasion: Occasion, ofAgreedWord: Bool = false) -> String? {
        var wishes = [
            occasion.verdict?.language, occasion.correspondence.language, occasion.customer?.language,
            occasion.message.language, NumberLanguage.of(occasion.message.author.handle),
        ]
        if ofAgreedWord {
            wishes.append(wishes.removeFirst())
            wishes.insert(StopWords.language(of: occasion.message), at: 0)
        }
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
