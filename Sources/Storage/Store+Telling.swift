import Triage

/// What became of one linked case whose authors were to be told how its incident goes.
package struct AuthorsTold: Hashable, Sendable {
    package var id: CaseID
    package var incident: CaseID
    /// Rows of `answer` that were written.
    package var answers: [Int64]
    /// Why the others are not told.
    package var silences: [Silence]
}

extension Store {
    /// Cases that somebody linked to an incident and whose authors were not told yet, the longest waiting first.
    package func casesToTell(limit: Int) async throws -> [CaseID] {
        try await engine.read { transaction in
            try transaction.rows(
                """
                SELECT id FROM hot_case WHERE tell_since IS NOT NULL AND told_at IS NULL
                ORDER BY tell_since, id LIMIT ?1
                """, [.int(limit)]
            ).map { CaseID(rawValue: try $0.integer(0)) }
        }
    }

    /// Writes to the authors of linked cases how their incident goes, wherever somebody has said so. Each case is
    /// looked at once for ever: that it was, and what is written, become true in one transaction, so that neither a
    /// restart nor a second host tells anybody twice. A case whose author the gate does not let us write to is done
    /// with its reason in the story.
    ///
    /// - Parameter decider: while it answers nobody, nothing is looked at.
    /// - Returns: what became of at most `limit` cases.
    package func tellAuthors(_ decider: Decider, limit: Int, now: Moment) async throws -> [AuthorsTold] {
        guard let manners = decider.policy.manners, manners.mode != .off else { return [] }
        let waiting = try await engine.read { try Telling.waiting(limit: limit, $0) }
        var told: [AuthorsTold] = []
        var trouble: (any Error)?
        for id in waiting {
            do {
                let one = try await engine.write { transaction in
                    try Telling(decider: decider, now: now, transaction: transaction).tell(id)
                }
                if let one { told.append(one) }
            } catch {
                // A case that cannot be read keeps nobody else from being told.
                trouble = trouble ?? error
            }
        }
        if told.isEmpty, let trouble { throw trouble }
        return told
    }
}

/// One case told of, inside its transaction.
private struct Telling {
    var decider: Decider
    var now: Moment
    var transaction: any Transaction

    /// What was said, or linked, longer ago than this is no news.
    static let stale = Duration.seconds(86_400)
    /// Of a case that took in more people than this only the newest are told.
    static let mostAuthors = 50

    static func waiting(limit: Int, _ transaction: any Transaction) throws -> [CaseID] {
        var found: [CaseID] = []
        let incidents = try transaction.rows(
            """
            SELECT DISTINCT incident FROM hot_case
            WHERE tell_since IS NOT NULL AND told_at IS NULL AND incident IS NOT NULL ORDER BY incident
            """, [])
        for row in incidents where found.count < limit {
            let incident = CaseID(rawValue: try row.integer(0))
            guard try IncidentStatus.of(incident, transaction) != nil else { continue }
            found += try transaction.rows(
                """
                SELECT id FROM hot_case WHERE incident = ?1 AND tell_since IS NOT NULL AND told_at IS NULL
                ORDER BY tell_since, id LIMIT ?2
                """, [.integer(incident.rawValue), .int(limit - found.count)]
            ).map { CaseID(rawValue: try $0.integer(0)) }
        }
        return found
    }

    /// - Returns: nil where somebody else did it in between, or it need not be.
    func tell(_ id: CaseID) throws -> AuthorsTold? {
        let row = try transaction.row(
            """
            SELECT incident, tell_since FROM hot_case
            WHERE id = ?1 AND tell_since IS NOT NULL AND told_at IS NULL AND incident IS NOT NULL
            """, [.integer(id.rawValue)])
        guard let row else { return nil }
        let incident = CaseID(rawValue: try row.integer(0))
        let since = Moment(microseconds: try row.integer(1))
        guard let status = try IncidentStatus.of(incident, transaction) else { return nil }
        let changed = try transaction.run(
            "UPDATE hot_case SET told_at = ?2 WHERE id = ?1 AND tell_since IS NOT NULL AND told_at IS NULL",
            [.integer(id.rawValue), .time(now)])
        guard changed == 1 else { return nil }
        var told = AuthorsTold(id: id, incident: incident, answers: [], silences: [])
        let age = now - max(status.at, since)
        if age > Self.stale {
            told.silences.append(Silence(.late, "said \(age.roughly) ago"))
        } else {
            for message in try newestOfEach(of: id) {
                switch try tell(message, of: id, incident, status.words) {
                case .written(let answer): told.answers.append(answer)
                case .silent(let silence): told.silences.append(silence)
                }
            }
        }
        if !told.answers.isEmpty {
            try StoredCase.note(id, by: "earshot", "told", status.words, at: now, transaction)
        }
        if !told.silences.isEmpty || told.answers.isEmpty {
            let reasons = Set(told.silences.map(\.stored)).sorted()
            try StoredCase.note(
                id, by: "earshot", "not-told",
                reasons.isEmpty ? "nobody's message is left in it" : reasons.prefix(5).joined(separator: "; "),
                at: now, transaction)
        }
        return told
    }

    private enum Became {
        case written(Int64)
        case silent(Silence)
    }

    private func tell(_ id: MessageID, of hotCase: CaseID, _ incident: CaseID, _ words: String) throws -> Became {
        let stored = try StoredMessage.load(id, transaction)
        let message = stored.message
        let handle = message.author.handle
        if let before = try toldBefore(handle, of: incident, words) { return .silent(before) }
        let customer = try stored.customer ?? StoredCustomer.with(handle, transaction)
        let correspondence = try StoredCorrespondence(
            handle: handle, customer: customer, conversation: stored.conversation, hotCase: nil, identity: nil,
            time: now
        ).recall(now: now, transaction)
        let answering = decider.telling(
            words, to: message, verdict: stored.verdict, customer: customer, correspondence: correspondence,
            because: "news of incident \(incident.rawValue)", now: now)
        switch answering {
        case .notAsked: return .silent(Silence(.off))
        case .silence(let silence): return .silent(silence)
        case .answer(var draft):
            if !draft.facts.offersPrivateWay { draft.facts.reference = "\(hotCase.rawValue)" }
            let place = AnswerPlace(
                source: message.source, handle: handle, conversation: stored.conversation, message: id,
                hotCase: hotCase)
            let key = "ack.status.\(incident.rawValue).\(hotCase.rawValue).\(id.rawValue)"
            guard let answer = try StoredAnswer.write(draft, at: place, key: key, now: now, transaction) else {
                return .silent(Silence(.saidBefore))
            }
            return .written(answer)
        }
    }

    /// The newest message of each author, the newest author first.
    private func newestOfEach(of id: CaseID) throws -> [MessageID] {
        let rows = try transaction.rows(
            """
            SELECT max(id) FROM message WHERE hot_case = ?1 AND filtered_by IS NULL
            GROUP BY handle ORDER BY 1 DESC LIMIT ?2
            """, [.integer(id.rawValue), .int(Self.mostAuthors)])
        return try rows.map { MessageID(rawValue: try $0.integer(0)) }
    }

    /// Of another case of the same incident, or by an acknowledgement that carried these very words.
    private func toldBefore(_ handle: Handle, of incident: CaseID, _ words: String) throws -> Silence? {
        let rows = try transaction.rows(
            """
            SELECT kind, facts, created_at FROM answer
            WHERE handle = ?1 AND kind IN ('status', 'outage') AND state NOT IN ('withdrawn', 'failed')
                AND hot_case IN (SELECT id FROM hot_case WHERE incident = ?2 OR id = ?2)
            ORDER BY id DESC LIMIT 20
            """, [.text(StoredCustomer.key(handle)), .integer(incident.rawValue)])
        for row in rows {
            var columns = Columns(row)
            let kind = try columns.word(AnswerKind.self)
            let facts = try StoredJSON.value(AnswerFacts.self, try columns.text())
            if kind == .status || facts.status == words {
                return Silence(.saidBefore, "at \(try columns.time().minute)")
            }
        }
        return nil
    }
}
