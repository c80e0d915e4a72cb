import Triage

package struct CaseDetail: Hashable, Sendable {
    package var hotCase: Case
    /// Oldest first, at most 200: the first hundred and the last hundred.
    package var messages: [StoredMessage]
    /// Oldest first.
    package var events: [Event]
    package struct Event: Hashable, Sendable {
        package var at: Moment
        package var by: String
        package var what: String
        package var note: String

        package init(at: Moment, by: String, what: String, note: String) {
            self.at = at
            self.by = by
            self.what = what
            self.note = note
        }
    }
}

package enum QueueVerb: String, Sendable, CaseIterable {
    case claim, release, acknowledge, resolve
    case notHot = "not-hot"
}

package enum QueueAnswer: Hashable, Sendable {
    case done(Case)
    case noSuchCase
    /// Somebody else holds it, or it is in a state that the verb does not go with; the case as it is.
    case refused(Case, because: String)
}

extension Store {
    /// Cases in these states, most urgent first: heat, then promise, then age.
    package func cases(states: [Case.State], limit: Int) async throws -> [Case] {
        try await engine.read { transaction in
            var found: [Case] = []
            for state in Set(states) {
                found += try transaction.rows(
                    """
                    SELECT id, state, heat, severity, title, messages, first_heard, promise, owner, claimed_by, reasons
                    FROM hot_case WHERE state = ?1
                    ORDER BY heat DESC, CASE WHEN promise IS NULL THEN 1 ELSE 0 END, promise, first_heard, id
                    LIMIT ?2
                    """, [.text(state.rawValue), .int(limit)]
                ).map(StoredCase.value)
            }
            found.sort { $0.urgency < $1.urgency }
            return Array(found.prefix(limit))
        }
    }

    package func caseDetail(_ id: CaseID) async throws -> CaseDetail? {
        try await engine.read { transaction in
            guard let hotCase = try StoredCase.load(id, transaction) else { return nil }
            // Its own, and those of others that a spike's case shows.
            var ids = try transaction.rows(
                """
                SELECT id FROM message WHERE hot_case = ?1
                UNION SELECT message FROM case_message WHERE hot_case = ?1 ORDER BY 1 LIMIT 100
                """, [.integer(id.rawValue)]
            ).map { try $0.integer(0) }
            ids += try transaction.rows(
                """
                SELECT id FROM message WHERE hot_case = ?1 AND id > ?2
                UNION SELECT message FROM case_message WHERE hot_case = ?1 AND message > ?2 ORDER BY 1 DESC LIMIT 100
                """,
                [.integer(id.rawValue), .integer(ids.last ?? 0)]
            ).map { try $0.integer(0) }.reversed()
            let events = try transaction.rows(
                "SELECT at, who, what, note FROM case_event WHERE hot_case = ?1 ORDER BY id", [.integer(id.rawValue)]
            ).map { row in
                var columns = Columns(row)
                return CaseDetail.Event(
                    at: try columns.time(), by: try columns.text(), what: try columns.text(), note: try columns.text())
            }
            return CaseDetail(
                hotCase: hotCase,
                messages: try ids.map { try StoredMessage.load(MessageID(rawValue: $0), transaction) }, events: events)
        }
    }

    /// What a person does with a case. Compare and swap: of two at the same instant one wins, and the other
    /// is told who. Every change appends an event; what is so already is done, and appends none.
    ///
    /// - claim: a case that nobody holds; it stays with whoever holds it.
    /// - release: by its holder; it is open again.
    /// - acknowledge: by its holder; where nobody holds it, it is claimed with it.
    /// - resolve: by anyone, for whoever solved it need not have claimed it; the event says who. It keeps the
    ///   name of its holder, else it gets that of who resolved it.
    /// - not-hot: as resolve, and says that nobody should have been called: rules are measured by it.
    ///
    /// A resolved case, and one found not hot, take no verb any more.
    package func change(_ id: CaseID, _ verb: QueueVerb, by name: String, note: String, now: Moment) async throws
        -> QueueAnswer
    {
        try await engine.write { transaction in
            guard var hotCase = try StoredCase.load(id, transaction) else { return .noSuchCase }
            let before = hotCase
            if let why = hotCase.apply(verb, by: name) { return .refused(before, because: why) }
            if hotCase == before { return .done(hotCase) }
            let changed = try transaction.run(
                """
                UPDATE hot_case SET state = ?2, claimed_by = ?3
                WHERE id = ?1 AND state = ?4 AND coalesce(claimed_by, '') = ?5
                """,
                [
                    .integer(id.rawValue), .text(hotCase.state.rawValue), .orNull(hotCase.claimedBy),
                    .text(before.state.rawValue), .text(before.claimedBy ?? ""),
                ])
            guard changed == 1 else { throw StorageError.busy("the case is being changed by somebody else") }
            try StoredCase.note(id, by: name, verb.rawValue, note, at: now, transaction)
            return .done(hotCase)
        }
    }
}

extension Case {
    fileprivate struct Urgency: Comparable {
        var heat: Int
        var promise: Moment?
        var firstHeard: Moment
        var id: Int64

        static func < (a: Urgency, b: Urgency) -> Bool {
            if a.heat != b.heat { return a.heat > b.heat }
            if a.promise != b.promise {
                guard let first = a.promise else { return false }
                guard let second = b.promise else { return true }
                return first < second
            }
            return (a.firstHeard, a.id) < (b.firstHeard, b.id)
        }
    }
    fileprivate var urgency: Urgency {
        Urgency(heat: heat, promise: promise, firstHeard: firstHeard, id: id.rawValue)
    }

    /// The rules of the verbs. Returns why it is refused, else changes the case.
    fileprivate mutating func apply(_ verb: QueueVerb, by name: String) -> String? {
        guard !name.isEmpty else { return "nobody's name was given" }
        switch state {
        case .resolved: return "it is resolved already"
        case .notHot: return "it was found not hot"
        case .open, .claimed, .acknowledged, .snoozed: break
        }
        let other = claimedBy.flatMap { $0 == name ? nil : $0 }
        switch verb {
        case .claim:
            if let other { return "\(other) holds it" }
            if claimedBy == nil {
                claimedBy = name
                state = .claimed
            }
        case .release:
            if let other { return "\(other) holds it" }
            if claimedBy == nil { return "nobody holds it" }
            claimedBy = nil
            state = .open
        case .acknowledge:
            if let other { return "\(other) holds it" }
            claimedBy = name
            state = .acknowledged
        case .resolve:
            claimedBy = claimedBy ?? name
            state = .resolved
        case .notHot:
            claimedBy = claimedBy ?? name
            state = .notHot
        }
        return nil
    }
}
