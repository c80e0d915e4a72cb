import Triage

/// What a template may name between braces, and what it says.
enum ReplyFields {
    /// Filled with words; as a section (`{{#holiday}}…{{/holiday}}`) they show what is inside where there are any.
    static let words: [(name: String, says: String)] = [
        ("brand", "the brand's name"),
        ("opening", "when somebody will be there: “tomorrow at 9 am”"),
        ("holiday", "the holiday's name"),
        ("reference", "the case's or the ticket's name; never in public"),
        ("status", "what is known of an incident, as sentences that end with their mark"),
        ("contact", "how else to reach the brand"),
        ("link", "where to choose a time in a browser; never in public"),
        ("chosen", "the time of the call-back: “on Monday 23 November at 9 am”"),
        ("was", "what it was moved from"),
        ("retry", "when it is tried again"),
        ("ending", "the last digits of the number; never in public"),
        ("whole", "all of the number, where it is not the one that they write from; never in public"),
        ("minutes", "the length of a slot"),
    ]
    /// Sections alone.
    static let sections: [(name: String, says: String)] = [
        ("offer", "there are times to choose from"),
        ("danger", "somebody may be in danger: what to do first goes before all else"),
        ("private", "what it answers is public, and a private way is offered"),
        ("public", "strangers can read this"),
        ("email", "it goes by mail"), ("sms", "it goes as a text message"), ("mastodon", "it goes by Mastodon"),
    ]
    /// Sections that are repeated.
    static let lists: [(name: String, says: String)] = [
        ("slots", "each free time"), ("readings", "each way in which their words could be meant"),
    ]
    /// Within those.
    static let items: [(name: String, says: String)] = [
        ("number", "1, 2, 3"), ("time", "“Mon 23 Nov, 9 am”"), ("more", "another follows"),
    ]

    /// Sections: why other times are offered, or something is asked.
    static func section(_ why: AnswerFacts.Why) -> String {
        switch why {
        case .taken: "taken"
        case .closed: "closed"
        case .past: "past"
        case .tooSoon: "soon"
        case .tooFar: "far"
        case .noneSuits: "another"
        case .notUnderstood: "unclear"
        case .ambiguous: "either"
        case .noSuchChoice: "choice"
        case .needsNumber: "missing"
        case .impossibleNumber: "impossible"
        case .doubtfulNumber: "doubtful"
        case .refusedNumber: "refused"
        case .noReply: "unanswered"
        case .nobodyRang: "ours"
        case .noCalls: "no-calls"
        case .outsideHours: "outside"
        case .inWriting: "writing"
        case .handedOver: "handed"
        }
    }

    static let reasons: [AnswerFacts.Why] = [
        .taken, .closed, .past, .tooSoon, .tooFar, .noneSuits, .notUnderstood, .ambiguous, .noSuchChoice, .needsNumber,
        .impossibleNumber, .doubtfulNumber, .refusedNumber, .noReply, .nobodyRang,
        .noCalls, .outsideHours, .inWriting, .handedOver,
    ]

    static let all: Set<String> = Set(
        words.map(\.name) + sections.map(\.name) + lists.map(\.name) + items.map(\.name) + reasons.map(section))

    /// What can be shown as words; the others are for sections.
    static let shown: Set<String> = Set(words.map(\.name) + ["number", "time"])

    /// What a template reads.
    static func view(
        _ draft: AnswerDraft, form: ReplyForm, brand: String, contact: String, spoken: SpokenTime, link: String?
    ) -> [String: Any] {
        let facts = draft.facts
        // What is public names nobody and nothing of theirs, and opens no door.
        func inPrivate(_ text: String?) -> String { form.isPublic ? "" : text ?? "" }
        var view: [String: Any] = [
            "offer": !facts.slots.isEmpty, "danger": facts.isDanger == true,
            "private": facts.offersPrivateWay, "public": form.isPublic,
            "email": form.channel == .email, "sms": form.channel == .sms, "mastodon": form.channel == .mastodon,
            "slots": items(facts.slots, spoken), "readings": items(facts.readings, spoken),
            "minutes": "\(facts.slotLength / 60)",
        ]
        let texts: [(String, String)] = [
            ("brand", Visible.line(brand)), ("contact", Visible.line(contact)),
            ("opening", facts.opening.map { spoken.sentence($0) } ?? ""),
            ("holiday", celebrated(Visible.line(facts.holiday ?? ""))),
            ("reference", inPrivate(Visible.line(facts.reference))),
            ("status", ended(Visible.line(facts.status, limit: 300))),
            ("link", inPrivate(link)), ("chosen", inPrivate(facts.chosen.map { spoken.sentence($0, inFull: true) })),
            ("was", inPrivate(facts.was.map { spoken.sentence($0, inFull: true) })),
            ("retry", inPrivate(facts.retryAt.map { spoken.sentence($0) })), ("ending", inPrivate(facts.numberEnd)),
            ("whole", inPrivate(facts.numberEnd.isEmpty ? nil : facts.wholeNumber)),
        ]
        // An empty text is no section.
        for (name, text) in texts where !text.isEmpty { view[name] = text }
        if let why = facts.why { view[section(why)] = true }
        return view
    }

    /// Calendars say in brackets why a holiday is on this day, "(substitute day)", and nobody says so to a customer.
    private static func celebrated(_ holiday: String) -> String {
        holiday.firstRange(of: " (").map { String(holiday[..<$0.lowerBound]) } ?? holiday
    }

    /// Whoever works on an incident seldom ends its status with a mark, and more may follow.
    private static func ended(_ words: String) -> String {
        guard let last = words.last, last.isLetter || last.isNumber || ")]”\"".contains(last) else { return words }
        return words + "."
    }

    private static func items(_ moments: [Moment], _ spoken: SpokenTime) -> [[String: Any]] {
        moments.enumerated().map { place, moment in
            [
                "number": "\(place + 1)", "time": spoken.listed(moment, saysWhere: place == 0),
                "more": place + 1 < moments.count,
            ]
        }
    }
}
