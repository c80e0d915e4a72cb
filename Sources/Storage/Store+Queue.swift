import Triage

/// A case with all that is known of it.
package struct CaseDetail: Hashable, Sendable {
    package var hotCase: Case
    /// Oldest first, at most 200: the first hundred and the last hundred. Of an incident, those of the cases that it
    /// took in when it opened too.
    package var messages: [StoredMessage]
    /// Oldest first, at most 1,001: the first and the last thousand.
    package var events: [Event]
    /// The incident that it belongs to.
    package var incident: Case?
    /// The cases that belong to it, oldest first, at most 200.
    package var linked: [Case]
    /// The cases that were merged into it, oldest first, at most 200.
    package var merged: [CaseID]
    /// Calls that it calls people for just now.
    package var ringing: [CallBack] = []

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

    package init(
        hotCase: Case, messages: [StoredMessage], events: [Event], incident: Case? = nil, linked: [Case] = [],
        merged: [CaseID] = []
    ) {
        self.hotCase = hotCase
        self.messages = messages
        self.events = events
        self.incident = incident
        self.linked = linked
        self.merged = merged
    }
}

package enum QueueAnswer: Hashable, Sendable {
    /// The case as it is now; of a split, the new one.
    case done(Case)
    case noSuchCase
    /// Somebody else holds it, or it is in a state that the verb does not go with; the case as it is, and what to
    /// do instead.
    case refused(Case, because: String)
}

extension Store {
    /// Cases in these states by rank, open ones first; of those that are over the newest come first.
    package func cases(states: [Case.State], limit: Int) async throws -> [Case] {
        var query = QueueQuery(states: states, limit: limit)
        query.showsFollowers = true
        return try await cases(query)
    }

    /// The same order and bounds as `queue`, with the reasons of each.
    package func cases(_ query: QueueQuery) async throws -> [Case] {
        let lines = try await queue(query).cases
        return try await engine.read { transaction in
            try lines.compactMap { try StoredCase.load($0.id, transaction) }
        }
    }

    package func caseDetail(_ id: CaseID) async throws -> CaseDetail? {
        try await engine.read { transaction in
            guard let hotCase = try StoredCase.load(id, transaction) else { return nil }
            // Its own, and those of others that a spike's or an incident's case shows.
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
            let events = try CaseDetail.Event.all(of: id, transaction)
            let linked = try transaction.rows(
                "SELECT id FROM hot_case WHERE incident = ?1 ORDER BY id LIMIT 200", [.integer(id.rawValue)]
            ).compactMap { try StoredCase.load(CaseID(rawValue: $0.integer(0)), transaction) }
            let merged = try transaction.rows(
                "SELECT id FROM hot_case WHERE merged_into = ?1 ORDER BY id LIMIT 200", [.integer(id.rawValue)]
            ).map { CaseID(rawValue: try $0.integer(0)) }
            var detail = CaseDetail(
                hotCase: hotCase,
                messages: try ids.map { try StoredMessage.load(MessageID(rawValue: $0), transaction) }, events: events,
                incident: try hotCase.incident.flatMap { try StoredCase.load($0, transaction) }, linked: linked,
                merged: merged)
            detail.ringing = try StoredCallDuty.of(case: id, transaction).compactMap {
                try StoredCallBack.load($0.callBack, transaction)
            }
            return detail
        }
    }

    /// Grows with every change that a view of the queue shows.
    package func changeMark() async throws -> Int64 {
        try await engine.read { try $0.integer("SELECT coalesce(max(id), 0) FROM case_event") }
    }

    /// Says something about a case, whatever state it is in.
    /// - Returns: false where there is no such case.
    package func note(on id: CaseID, by who: String, _ words: String, now: Moment) async throws -> Bool {
        try await engine.write { transaction in
            let known = try transaction.row("SELECT 1 FROM hot_case WHERE id = ?1", [.integer(id.rawValue)])
            guard known != nil else { return false }
            try StoredCase.note(id, by: who, "note", words, at: now, transaction)
            return true
        }
    }
}

extension CaseDetail.Event {
    private static let most = 1_000

    fileprivate static func all(of id: CaseID, _ transaction: any Transaction) throws -> [CaseDetail.Event] {
        var events = try transaction.rows(
            "SELECT at, who, what, note FROM case_event WHERE hot_case = ?1 ORDER BY id DESC LIMIT ?2",
            [.integer(id.rawValue), .int(most)]
        ).map(event)
        events.reverse()
        // Of an incident that thousands joined the beginning is kept.
        guard events.count == most, events.first?.what != "opened",
            let first = try transaction.row(
                "SELECT at, who, what, note FROM case_event WHERE hot_case = ?1 ORDER BY id LIMIT 1",
                [.integer(id.rawValue)])
        else { return events }
        return [try event(first)] + events
    }

    private static func event(_ row: Row) throws -> CaseDetail.Event {
        var columns = Columns(row)
        return CaseDetail.Event(
            at: try columns.time(), by: try columns.text(), what: try columns.text(), note: try columns.text())
    }
}
