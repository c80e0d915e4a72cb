import Triage

/// What an answer to a page changes.
extension StoredPage {
    /// A phone that answers by itself is told once in so long that it was not understood.
    private static let patienceWithMachines = Duration.seconds(600)

    /// Makes true what somebody texted, and writes down what they and others are told.
    static func take(_ answered: PageAnswered, now: Moment, _ transaction: any Transaction) throws {
        let reply = try answer(
            answered.answer, by: answered.person, patience: answered.patience, now: now, transaction)
        for notice in answered.notices {
            _ = try write(notice, patience: answered.patience, now: now, transaction)
        }
        guard let words = reply.words else { return }
        if case .unclear = reply {
            let since = now - patienceWithMachines
            let told = try transaction.integer(
                "SELECT count(*) FROM page WHERE person = ?1 AND hot_case IS NULL AND words = ?2 AND created_at > ?3",
                [.text(answered.person.rawValue), .text(words), .time(since)])
            guard told == 0 else { return }
        }
        _ = try write(
            PageDraft(hotCase: nil, person: answered.person, reach: [answered.reach], why: .notice, words: words),
            atOnce: true, patience: answered.patience, now: now, transaction)
    }

    static func answer(
        _ answer: PageAnswer, by person: PersonName, patience: OnCall.Patience, now: Moment,
        _ transaction: any Transaction
    ) throws -> PageReply {
        let pages = try standing(of: person, transaction).filter { $0.hotCase != nil }
        func shown() throws -> [PageReply.Standing] {
            try pages.prefix(9).map { page in
                let title = try page.hotCase.flatMap { try StoredCase.load($0, transaction) }?.title ?? ""
                return .init(number: page.number, title: title)
            }
        }
        switch answer.verb {
        case .stop: return .stopped
        case .help: return .help(try shown())
        case .unclear: return .unclear(try shown())
        case .acknowledge, .escalate, .notHot: break
        }
        let page: OnCallPage
        if let number = answer.number {
            guard let named = pages.first(where: { $0.number == number }) else {
                // A number that came too late: its case may tell what has become of it.
                if let late = try lastCase(of: person, number: number, since: now - .seconds(86_400), transaction) {
                    return try act(answer.verb, on: late, by: person, patience: patience, now: now, transaction)
                }
                return .noSuchPage(number: number, standing: try shown())
            }
            page = named
        } else {
            guard pages.count == 1, let only = pages.first else { return .which(try shown()) }
            page = only
        }
        guard let hotCase = page.hotCase else { return .unclear(try shown()) }
        return try act(answer.verb, on: hotCase, by: person, patience: patience, now: now, transaction)
    }

    /// The case of the newest page with that number, where nothing newer stands under it.
    private static func lastCase(
        of person: PersonName, number: Int, since: Moment, _ transaction: any Transaction
    ) throws -> CaseID? {
        try transaction.row(
            """
            SELECT hot_case FROM page
            WHERE person = ?1 AND number = ?2 AND hot_case IS NOT NULL AND created_at >= ?3 ORDER BY id DESC LIMIT 1
            """, [.text(person.rawValue), .int(number), .time(since)]
        ).map { CaseID(rawValue: try $0.integer(0)) }
    }

    static func act(
        _ verb: PageAnswer.Verb, on id: CaseID, by person: PersonName, patience: OnCall.Patience, now: Moment,
        _ transaction: any Transaction
    ) throws -> PageReply {
        switch verb {
        case .acknowledge:
            return try change(id, .acknowledge, by: person, note: "", patience, now, transaction) {
                .acknowledged($0)
            }
        case .notHot(let reason):
            return try change(id, .notHot, by: person, note: reason, patience, now, transaction) { .notHot($0) }
        case .escalate: return try passOn(id, by: person, patience, now, transaction)
        case .stop: return .stopped
        case .help: return .help([])
        case .unclear: return .unclear([])
        }
    }

    private static func change(
        _ id: CaseID, _ verb: CaseVerb, by person: PersonName, note: String, _ patience: OnCall.Patience, _ now: Moment,
        _ transaction: any Transaction, _ done: (Case) -> PageReply
    ) throws -> PageReply {
        switch try StoredCase.change(
            id, verb, by: person.rawValue, note: note, patience: patience, now: now, transaction)
        {
        case .done(let hotCase): return done(hotCase)
        case .noSuchCase: return .unclear([])
        case .refused(let hotCase, let why): return .refused(hotCase, because: why)
        }
    }

    /// The next step is due at once; whoever passed it on is called again only when their turn comes round.
    private static func passOn(
        _ id: CaseID, by person: PersonName, _ patience: OnCall.Patience, _ now: Moment,
        _ transaction: any Transaction
    ) throws -> PageReply {
        guard var hotCase = try StoredCase.load(id, transaction) else { return .unclear([]) }
        if let holder = hotCase.claimedBy {
            guard holder == person.rawValue else { return .refused(hotCase, because: "\(holder) holds it") }
            switch try StoredCase.change(
                id, .release, by: person.rawValue, note: "", patience: patience, now: now, transaction)
            {
            case .done(let released): hotCase = released
            case .noSuchCase: return .unclear([])
            case .refused(let hotCase, let why): return .refused(hotCase, because: why)
            }
        }
        guard hotCase.state.isOpen else { return .refused(hotCase, because: "it is closed") }
        for page in try standing(person: person, hotCase: id, transaction) {
            try transaction.run(
                "UPDATE page SET answered_at = ?2, answer = 'passed on' WHERE id = ?1",
                [.integer(page.id), .time(now)])
            try end(page, .answered, why: "", transaction)
        }
        try transaction.run(
            "UPDATE hot_case SET due = ?2, is_held = 0 WHERE id = ?1", [.integer(id.rawValue), .time(now)])
        try StoredCase.note(id, by: person.rawValue, "passed on", "", at: now, transaction)
        return .passedOn(hotCase)
    }
}
