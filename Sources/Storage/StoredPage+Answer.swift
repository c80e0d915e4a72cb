import Triage

/// What an answer to a page changes.
extension StoredPage {
    /// A phone that answers by itself is told once in so long that it was not understood.
    private static let patienceWithMachines = Duration.seconds(600)

    /// Makes true what somebody texted, and writes down what they and others are told.
    static func take(_ answered: PageAnswered, now: Moment, _ transaction: any Transaction) throws {
        let reply = try answer(
            answered.answer, by: answered.person, patience: answered.patience, now: now, transaction)
        switch answered.answer.verb {
        case .stop: try stop(answered, now: now, transaction)
        case .start: try StoredMeans.start(answered.reach, transaction)
        case .acknowledge, .escalate, .resolve, .notHot, .help, .unclear: break
        }
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

    /// Nobody calls them by it any more, and what was about to leave by it goes by another at once.
    private static func stop(_ answered: PageAnswered, now: Moment, _ transaction: any Transaction) throws {
        try StoredMeans.stop(
            answered.reach, of: answered.person, because: "they sent STOP", now: now, transaction)
        for page in try standing(of: answered.person, transaction)
        where page.state == .waiting && page.means == answered.reach {
            _ = try advance(
                page, because: "they sent STOP", patience: answered.patience, now: now, transaction)
        }
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
        case .start: return .started
        case .help: return .help(try shown())
        case .unclear: return .unclear(try shown())
        case .resolve:
            if let held = try held(by: person, number: answer.number, isPaged: !pages.isEmpty, transaction) {
                return try act(.resolve, on: held, by: person, patience: patience, now: now, transaction)
            }
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

    /// What they took long ago and have solved now: the case of that number where they hold it, or the only one
    /// that they hold where they named none and no page of theirs stands.
    private static func held(
        by person: PersonName, number: Int?, isPaged: Bool, _ transaction: any Transaction
    ) throws -> CaseID? {
        if let number {
            return try transaction.row(
                """
                SELECT id FROM hot_case
                WHERE id = ?1 AND claimed_by = ?2 AND state IN ('open', 'claimed', 'acknowledged', 'snoozed')
                """, [.int(number), .text(person.rawValue)]
            ).map { CaseID(rawValue: try $0.integer(0)) }
        }
        guard !isPaged else { return nil }
        let held = try transaction.rows(
            """
            SELECT id FROM hot_case
            WHERE claimed_by = ?1 AND state IN ('open', 'claimed', 'acknowledged', 'snoozed') LIMIT 2
            """, [.text(person.rawValue)])
        return held.count == 1 ? CaseID(rawValue: try held[0].integer(0)) : nil
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
        case .resolve:
            // Whoever stands at a desk sees who works on it; a thumb in the dark does not.
            if let hotCase = try StoredCase.load(id, transaction), hotCase.state.isOpen,
                let holder = hotCase.claimedBy, holder != person.rawValue
            {
                return .refused(hotCase, because: "\(holder) holds it")
            }
            return try change(id, .resolve, by: person, note: "", patience, now, transaction) { .resolved($0) }
        case .escalate: return try passOn(id, by: person, patience, now, transaction)
        case .stop: return .stopped
        case .start: return .started
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
