import Triage

/// The rows of `page`, and the errands that carry them.
enum StoredPage {
    /// Writes a page down, with an errand that carries it. Of one person and one case at most one page stands: one
    /// that waits still is left as it is, one that has gone out is said again under its number.
    ///
    /// The first page to a person by a means goes at once; what follows within `patience.betweenPages` waits for the
    /// end of that time and goes together.
    /// - Parameter atOnce: somebody waits for it with the phone in their hand: it does not wait for others.
    /// - Returns: nil where the person has no means at all, or none that they did not end with STOP.
    static func write(
        _ draft: PageDraft, atOnce: Bool = false, patience: OnCall.Patience, now: Moment,
        _ transaction: any Transaction
    ) throws -> OnCallPage? {
        let stopped = try StoredMeans.stopped(transaction)
        let reach = draft.reach.filter { !stopped.contains($0) }
        guard let first = reach.first else { return nil }
        if let hotCase = draft.hotCase {
            for known in try standing(person: draft.person, hotCase: hotCase, transaction) {
                if known.state == .waiting { return known }
                try end(known, .cancelled, why: "said again", transaction)
            }
        }
        let number = try number(of: draft, transaction)
        let id = try transaction.insert(
            """
            INSERT INTO page (
                hot_case, person, why, words, number, state, reach, means, address, created_at)
            VALUES (?1, ?2, ?3, ?4, ?5, 'waiting', ?6, ?7, ?8, ?9)
            """,
            [
                .orNull(draft.hotCase?.rawValue), .text(draft.person.rawValue), .text(draft.why.stored),
                .text(Value.withoutNul(draft.words)), .int(number), .text(self.reach(reach)),
                .text(first.kind.rawValue), .text(first.address), .time(now),
            ])
        try carry(id, of: draft.person, by: first, atOnce: atOnce, patience: patience, now: now, transaction)
        return try load(id, transaction)
    }

    /// Gives the page an errand: one that waits for the same person and means, else a new one.
    ///
    /// Only the newest pages of the person by the means are looked at, so that years of them cost nothing: what is
    /// not seen among them goes in a text of its own.
    /// - Parameter atOnce: another means has failed, or somebody waits for an answer: no other page is waited for.
    private static func carry(
        _ id: Int64, of person: PersonName, by means: Means, tried: Int = 0, atOnce: Bool = false,
        patience: OnCall.Patience, now: Moment, _ transaction: any Transaction
    ) throws {
        let key: [Value] = [.text(person.rawValue), .text(means.kind.rawValue), .text(means.address), .integer(id)]
        let waiting = try transaction.row(
            """
            SELECT e.id FROM (
                SELECT * FROM page WHERE person = ?1 AND means = ?2 AND address = ?3 AND id <> ?4
                ORDER BY id DESC LIMIT 50) p JOIN errand e ON e.id = p.errand
            WHERE p.state = 'waiting' AND e.state = 'waiting' AND e.attempts = 0
            ORDER BY p.id DESC LIMIT 1
            """, key)
        // A call waits for no courtesy: what was only told counts for what is only told.
        let last = try transaction.row(
            """
            SELECT max(coalesce(p.sent_at, p.created_at)) FROM (
            SELECT * FROM page WHERE person = ?1 AND means = ?2 AND address = ?3 AND id <> ?4
            ORDER BY id DESC LIMIT 50) p
            WHERE (p.sent_at IS NOT NULL OR p.state = 'waiting')
                AND (p.hot_case IS NOT NULL OR (SELECT hot_case FROM page WHERE id = ?4) IS NULL)
            """, key
        ).flatMap { row -> Moment? in
            var columns = Columns(row)
            return try columns.timeOrNil()
        }
        let due = atOnce ? now : max(now, last.map { min($0, now) + patience.betweenPages } ?? now)
        let errand: Int64
        if let waiting {
            errand = try waiting.integer(0)
            try transaction.run(
                "UPDATE errand SET due = ?2 WHERE id = ?1 AND due > ?2", [.integer(errand), .time(due)])
        } else {
            errand = try transaction.insert(
                """
                INSERT INTO errand (kind, state, due, created_at, idempotency_key, queue)
                VALUES ('page', 'waiting', ?1, ?2, ?3, 'page')
                """, [.time(due), .time(now), .text("page.\(id).\(tried).\(String(now.microseconds, radix: 36))")])
        }
        try transaction.run("UPDATE page SET errand = ?2 WHERE id = ?1", [.integer(id), .integer(errand)])
        transaction.announce(.pages)
    }

    /// What an answer begins with: the number of the case, which is never another's, so that a late answer cannot
    /// close something else. A notice, which nobody answers, has one below zero.
    private static func number(of draft: PageDraft, _ transaction: any Transaction) throws -> Int {
        if let hotCase = draft.hotCase { return Int(hotCase.rawValue) }
        return -1 - Int(try transaction.integer("SELECT coalesce(max(id), 0) FROM page"))
    }

    /// This means will not do: the next one at once. Where there is none, the page has failed, and its case is due
    /// now, if nobody holds it and nobody else was called together with them.
    /// - Returns: the page as it is then.
    static func advance(
        _ page: OnCallPage, because why: String, patience: OnCall.Patience, now: Moment, _ transaction: any Transaction
    ) throws -> OnCallPage {
        var page = page
        let failed = page.means
        page.tried += 1
        page.lastError = why
        let stopped = try StoredMeans.stopped(transaction)
        while let next = page.means, stopped.contains(next) { page.tried += 1 }
        if let next = page.means {
            try transaction.run(
                """
                UPDATE page SET tried = ?2, means = ?3, address = ?4, state = 'waiting', check_at = NULL, errand = NULL,
                    last_error = ?5, provider = '', report = NULL
                WHERE id = ?1
                """,
                [
                    .integer(page.id), .int(page.tried), .text(next.kind.rawValue), .text(next.address), .text(why),
                ])
            try carry(
                page.id, of: page.person, by: next, tried: page.tried, atOnce: true, patience: patience, now: now,
                transaction)
        } else {
            try transaction.run(
                """
                UPDATE page SET tried = ?2, state = 'failed', check_at = NULL, last_error = ?3 WHERE id = ?1
                """, [.integer(page.id), .int(page.tried), .text(why)])
        }
        if let hotCase = page.hotCase {
            let how = failed.map { " by \($0.kind.rawValue)" } ?? ""
            let next = page.means.map { "; tried by \($0.kind.rawValue)" } ?? "; no means is left"
            try StoredCase.note(
                hotCase, by: "earshot", "page failed", "\(page.person)\(how): \(why)\(next)", at: now, transaction)
            if page.means == nil {
                try transaction.run(
                    """
                    UPDATE hot_case SET due = ?2
                    WHERE id = ?1 AND state = 'open' AND due > ?2 AND NOT EXISTS (
                        SELECT 1 FROM page p WHERE p.hot_case = ?1 AND p.id <> ?3 AND p.created_at = ?4
                            AND p.state IN ('waiting', 'sent', 'delivered'))
                    """,
                    [.integer(hotCase.rawValue), .time(now), .integer(page.id), .time(page.createdAt)])
            }
        }
        return try load(page.id, transaction) ?? page
    }

    /// Ends a page; an errand that carries nothing any more is withdrawn.
    static func end(_ page: OnCallPage, _ state: OnCallPage.State, why: String, _ transaction: any Transaction) throws {
        try transaction.run(
            """
            UPDATE page SET state = ?2, check_at = NULL, last_error = CASE WHEN ?3 = '' THEN last_error ELSE ?3 END
            WHERE id = ?1
            """, [.integer(page.id), .text(state.rawValue), .text(why)])
        guard let errand = page.errand else { return }
        try transaction.run(
            """
            UPDATE errand SET state = 'cancelled', settled_at = due, last_error = 'there is nothing left to say'
            WHERE id = ?1 AND state = 'waiting'
                AND NOT EXISTS (SELECT 1 FROM page WHERE errand = ?1 AND state = 'waiting')
            """, [.integer(errand.rawValue)])
    }

    /// Somebody took the case, or closed it: nobody else needs to come.
    /// - Parameters:
    ///   - telling: for those who were called not long ago and have not answered; nil: they are not told.
    ///   - saying: what they are told, a sentence; nil: what `why` says of a case.
    ///   - since: pages that were written before are left as they are.
    static func end(
        ofCase id: CaseID, by who: String, why: String, saying: String? = nil, since: Moment? = nil,
        _ telling: OnCall.Patience?, at now: Moment, _ transaction: any Transaction
    ) throws {
        for page in try standing(ofCase: id, transaction) {
            if let since, page.createdAt < since { continue }
            let isTheirs = page.person.rawValue == who
            try transaction.run(
                "UPDATE page SET answered_at = ?2, answer = ?3 WHERE id = ?1",
                [.integer(page.id), .time(now), .text(isTheirs ? why : "\(why) by \(who)")])
            try end(page, isTheirs ? .answered : .cancelled, why: "", transaction)
            if let telling, !isTheirs {
                try tellTaken(page, of: id, by: who, why: why, saying: saying, telling, now: now, transaction)
            }
        }
    }

    /// Whoever answered their page and has the case in hand need not go on with it either.
    static func tell(
        holder: PersonName, ofCase id: CaseID, saying: String, by who: String, _ patience: OnCall.Patience,
        at now: Moment, _ transaction: any Transaction
    ) throws {
        guard holder.rawValue != who,
            let row = try transaction.row(
                """
                SELECT id FROM page WHERE hot_case = ?1 AND person = ?2 AND state = 'answered' ORDER BY id DESC LIMIT 1
                """, [.integer(id.rawValue), .text(holder.rawValue)]),
            let page = try load(row.integer(0), transaction)
        else { return }
        try tellTaken(page, of: id, by: who, why: "", saying: saying, patience, now: now, transaction)
    }

    /// Who was called longer ago than this is not woken to hear that they need not have been.
    private static let toldWithin = Duration.seconds(3600)

    /// By the means that called them, and by no other: it is a kindness and no call.
    private static func tellTaken(
        _ page: OnCallPage, of id: CaseID, by who: String, why: String, saying: String?, _ patience: OnCall.Patience,
        now: Moment,
        _ transaction: any Transaction
    ) throws {
        guard patience.tellsTaken, page.state != .waiting, let sentAt = page.sentAt, now - sentAt <= toldWithin,
            let means = page.means
        else { return }
        let what: String
        if let saying {
            what = saying
        } else {
            switch why {
            case CaseVerb.resolve.word: what = "\(who) has resolved it."
            case CaseVerb.notHot.word: what = "\(who) found it not hot."
            default: what = "\(who) has it."
            }
        }
        let isFree = try standing(of: page.person, transaction).allSatisfy { $0.hotCase == nil }
        let draft = PageDraft(
            hotCase: nil, person: page.person, reach: [means], why: .notice,
            words: "Case \(id.rawValue): \(what)\(isFree ? " Sleep." : "")")
        _ = try write(draft, patience: patience, now: now, transaction)
    }

    // MARK: Reading

    static func standing(ofCase id: CaseID, _ transaction: any Transaction) throws -> [OnCallPage] {
        try transaction.rows(
            "SELECT id FROM page WHERE hot_case = ?1 AND state IN ('waiting', 'sent', 'delivered') ORDER BY id",
            [.integer(id.rawValue)]
        ).compactMap { try load($0.integer(0), transaction) }
    }

    static func standing(person: PersonName, hotCase: CaseID, _ transaction: any Transaction) throws -> [OnCallPage] {
        try standing(ofCase: hotCase, transaction).filter { $0.person == person }
    }

    static func standing(of person: PersonName, _ transaction: any Transaction) throws -> [OnCallPage] {
        try transaction.rows(
            """
            SELECT id FROM page WHERE person = ?1 AND state IN ('waiting', 'sent', 'delivered')
            ORDER BY number LIMIT 1000
            """, [.text(person.rawValue)]
        ).compactMap { try load($0.integer(0), transaction) }
    }

    static func load(_ id: Int64, _ transaction: any Transaction) throws -> OnCallPage? {
        try transaction.row(
            """
            SELECT hot_case, person, why, words, number, state, reach, tried, errand, created_at, sent_at, delivered_at,
                check_at, provider, answered_at, answer, last_error
            FROM page WHERE id = ?1
            """, [.integer(id)]
        ).map { row in
            var columns = Columns(row)
            return OnCallPage(
                id: id, hotCase: try columns.integerOrNil().map { CaseID(rawValue: $0) },
                person: PersonName(try columns.text()), why: try PageDraft.Why(stored: columns.text()),
                words: try columns.text(), number: try columns.int(), state: try columns.word(OnCallPage.State.self),
                reach: try reach(columns.text()), tried: try columns.int(),
                errand: try columns.integerOrNil().map { ErrandID(rawValue: $0) }, createdAt: try columns.time(),
                sentAt: try columns.timeOrNil(), deliveredAt: try columns.timeOrNil(),
                checkAt: try columns.timeOrNil(), provider: try columns.text(), answeredAt: try columns.timeOrNil(),
                answer: try columns.text(), lastError: try columns.text())
        }
    }

    /// `sms +12025550111`, a line each.
    private static func reach(_ means: [Means]) -> String {
        means.map { "\($0.kind.rawValue) \($0.address)" }.joined(separator: "\n")
    }

    private static func reach(_ text: String) throws -> [Means] {
        try text.split(separator: "\n").map { line in
            let parts = line.split(separator: " ", maxSplits: 1)
            guard let kind = Means.Kind(rawValue: String(parts[0])) else {
                throw StorageError.fault("there is no means of the kind \"\(parts[0])\"")
            }
            return Means(kind, parts.count > 1 ? String(parts[1]) : "")
        }
    }
}
