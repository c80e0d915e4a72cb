import Triage

/// How an attempt to page somebody ended.
package struct PageSettlement: Hashable, Sendable {
    package enum Outcome: Hashable, Sendable {
        /// The provider has taken it, and calls it that. `checkAt`: when its delivery is asked for; nil: nothing
        /// more is to be learnt.
        case sent(provider: String, checkAt: Moment?)
        /// It certainly did not arrive: again at this moment.
        case retry(at: Moment, error: String)
        /// Nobody knows: again at this moment, and counted as doubtful.
        case unknown(at: Moment, error: String)
        /// This means will not do; the next one at once.
        case refused(error: String)
        /// All that it was to say is over.
        case nothingLeft
    }
    package var errand: ErrandID
    package var epoch: Int64
    /// The pages that the text named.
    package var pages: [Int64]
    package var outcome: Outcome
    /// What a refusal says of the means itself; nil: nothing.
    package var trouble: MeansTrouble.What?

    package init(
        errand: ErrandID, epoch: Int64, pages: [Int64], outcome: Outcome, trouble: MeansTrouble.What? = nil
    ) {
        self.errand = errand
        self.epoch = epoch
        self.pages = pages
        self.outcome = outcome
        self.trouble = trouble
    }
}

/// What a provider says of a page that it took.
package enum PageDelivery: Hashable, Sendable {
    case delivered
    case failed(String)
    /// Asked again at this moment.
    case pending(until: Moment)
}

extension Store {
    /// Pages about the team itself, and whatever else no case's due time asks for.
    @discardableResult
    package func write(_ drafts: [PageDraft], patience: OnCall.Patience, now: Moment) async throws -> [OnCallPage] {
        guard !drafts.isEmpty else { return [] }
        return try await engine.write { transaction in
            try drafts.compactMap { try StoredPage.write($0, patience: patience, now: now, transaction) }
        }
    }

    package func page(_ id: Int64) async throws -> OnCallPage? {
        try await engine.read { try StoredPage.load(id, $0) }
    }

    /// What an errand has to say: its pages that still wait, with their cases, the most urgent first.
    package func pages(of errand: ErrandID) async throws -> [(page: OnCallPage, hotCase: CaseDetail?)] {
        let pages = try await engine.read { transaction in
            try transaction.rows(
                "SELECT id FROM page WHERE errand = ?1 AND state = 'waiting' ORDER BY id", [.integer(errand.rawValue)]
            ).compactMap { try StoredPage.load($0.integer(0), transaction) }
        }
        var found: [(page: OnCallPage, hotCase: CaseDetail?)] = []
        for page in pages {
            var detail: CaseDetail?
            // A bundle's text names the first few; the rest is a count.
            if let id = page.hotCase, found.count < 20 { detail = try await caseDetail(id) }
            found.append((page, detail))
        }
        return found.sorted { a, b in
            let (first, second) = (a.hotCase?.hotCase.rank ?? .distantFuture, b.hotCase?.hotCase.rank ?? .distantFuture)
            return (first, a.page.id) < (second, b.page.id)
        }
    }

    /// Every page about a case, oldest first.
    package func pages(ofCase id: CaseID) async throws -> [OnCallPage] {
        try await engine.read { transaction in
            try transaction.rows(
                "SELECT id FROM page WHERE hot_case = ?1 ORDER BY id LIMIT 1000", [.integer(id.rawValue)]
            ).compactMap { try StoredPage.load($0.integer(0), transaction) }
        }
    }

    package func standingPages(of person: PersonName) async throws -> [OnCallPage] {
        try await engine.read { try StoredPage.standing(of: person, $0) }
    }

    /// Writes how attempts ended, and gives what failed to the next means.
    /// - Returns: pages that have no means left, in their last state.
    package func settle(_ settlements: [PageSettlement], patience: OnCall.Patience, now: Moment) async throws
        -> [OnCallPage]
    {
        guard !settlements.isEmpty else { return [] }
        return try await engine.write { transaction in
            var failed: [OnCallPage] = []
            for settlement in settlements {
                let outcome: Settlement.Outcome =
                    switch settlement.outcome {
                    case .sent(let provider, _): .sent(answer: provider)
                    case .retry(let at, let error): .retry(at: at, error: error)
                    case .unknown(let at, let error): .unknown(at: at, error: error)
                    case .refused(let error): .givenUp(error: error)
                    case .nothingLeft: .cancelled(because: "there is nothing left to say")
                    }
                guard
                    try StoredErrand.settle(
                        Settlement(errand: settlement.errand, epoch: settlement.epoch, outcome: outcome), at: now,
                        transaction)
                else { continue }
                for id in settlement.pages {
                    guard let page = try StoredPage.load(id, transaction), page.state == .waiting,
                        page.errand == settlement.errand
                    else { continue }
                    switch settlement.outcome {
                    case .sent(let provider, let checkAt):
                        try Self.note(sent: page, provider: provider, checkAt: checkAt, now: now, transaction)
                        if checkAt != nil, let report = try StoredPage.kept(of: page.id, transaction),
                            let lost = try Self.record(
                                report, of: page.id, patience: patience, now: now, transaction)
                        {
                            failed.append(lost)
                        }
                    case .refused(let error):
                        if let trouble = settlement.trouble, let means = page.means {
                            try StoredMeans.note(
                                trouble, means, of: page.person, because: error, now: now, transaction)
                        }
                        let next = try StoredPage.advance(
                            page, because: error, patience: patience, now: now, transaction)
                        if next.state == .failed { failed.append(next) }
                    case .retry, .unknown, .nothingLeft: break
                    }
                }
            }
            return failed
        }
    }

    private static func note(
        sent page: OnCallPage, provider: String, checkAt: Moment?, now: Moment, _ transaction: any Transaction
    ) throws {
        let isNotice = page.hotCase == nil && checkAt == nil
        try transaction.run(
            "UPDATE page SET state = ?2, sent_at = ?3, check_at = ?4, provider = ?5 WHERE id = ?1",
            [
                .integer(page.id), .text((isNotice ? OnCallPage.State.told : .sent).rawValue), .time(now),
                .orNull(checkAt),
                .text(provider),
            ])
        if checkAt == nil, let means = page.means { try StoredMeans.works(means, transaction) }
        if let hotCase = page.hotCase, let means = page.means {
            try StoredCase.note(
                hotCase, by: "earshot", "paged", "\(page.person) by \(means.kind.rawValue)", at: now, transaction)
        }
    }

    /// Pages whose delivery is to be asked for.
    package func pagesToCheck(limit: Int, now: Moment) async throws -> [OnCallPage] {
        try await engine.read { transaction in
            try transaction.rows(
                "SELECT id FROM page WHERE check_at <= ?1 ORDER BY check_at LIMIT ?2", [.time(now), .int(limit)]
            ).compactMap { try StoredPage.load($0.integer(0), transaction) }
        }
    }

    package func nextPageCheck() async throws -> Moment? {
        try await engine.read { transaction in
            try transaction.row("SELECT check_at FROM page WHERE check_at IS NOT NULL ORDER BY check_at LIMIT 1")
                .map { Moment(microseconds: try $0.integer(0)) }
        }
    }

    /// Writes what the provider says. One that has not arrived in `patience.delivery` goes to the next means.
    /// - Returns: the page, where no means is left.
    package func record(_ delivery: PageDelivery, of id: Int64, patience: OnCall.Patience, now: Moment) async throws
        -> OnCallPage?
    {
        try await record(delivery, of: [id], patience: patience, now: now).first
    }

    /// The same for all that one text carried.
    /// - Returns: those without a means left.
    package func record(_ delivery: PageDelivery, of ids: [Int64], patience: OnCall.Patience, now: Moment) async throws
        -> [OnCallPage]
    {
        try await engine.write { transaction in
            try ids.compactMap { try Self.record(delivery, of: $0, patience: patience, now: now, transaction) }
        }
    }

    static func record(
        _ delivery: PageDelivery, of id: Int64, patience: OnCall.Patience, now: Moment, _ transaction: any Transaction
    ) throws -> OnCallPage? {
        guard let page = try StoredPage.load(id, transaction), page.state == .sent, page.checkAt != nil else {
            return nil
        }
        let why: String
        switch delivery {
        case .delivered:
            let isNotice = page.hotCase == nil
            try transaction.run(
                "UPDATE page SET state = ?2, delivered_at = ?3, check_at = NULL WHERE id = ?1",
                [.integer(id), .text((isNotice ? OnCallPage.State.told : .delivered).rawValue), .time(now)])
            if let means = page.means { try StoredMeans.works(means, transaction) }
            return nil
        case .pending(let until):
            guard let sentAt = page.sentAt, now - sentAt >= patience.delivery else {
                try transaction.run(
                    "UPDATE page SET check_at = ?2 WHERE id = ?1", [.integer(id), .time(max(until, now))])
                return nil
            }
            why = "not delivered within \(patience.delivery.components.seconds) s"
        case .failed(let reason):
            if let means = page.means {
                try StoredMeans.note(.failed, means, of: page.person, because: reason, now: now, transaction)
            }
            why = reason
        }
        let next = try StoredPage.advance(page, because: why, patience: patience, now: now, transaction)
        return next.state == .failed ? next : nil
    }

    // MARK: Answers

    /// What somebody answered, by the number on their page.
    package func answer(
        _ answer: PageAnswer, by person: PersonName, patience: OnCall.Patience, now: Moment
    ) async throws -> PageReply {
        try await engine.write { try StoredPage.answer(answer, by: person, patience: patience, now: now, $0) }
    }

    /// The same for the page that a link leads to.
    package func answer(_ verb: PageAnswer.Verb, page id: Int64, patience: OnCall.Patience, now: Moment) async throws
        -> PageReply?
    {
        try await engine.write { transaction in
            guard let page = try StoredPage.load(id, transaction), let hotCase = page.hotCase else { return nil }
            return try StoredPage.act(verb, on: hotCase, by: page.person, patience: patience, now: now, transaction)
        }
    }
}
