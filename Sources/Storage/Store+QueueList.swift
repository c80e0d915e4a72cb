import Triage

/// What part of the queue is wanted.
package struct QueueQuery: Hashable, Sendable {
    /// Empty: those that are not over.
    package var states: [Case.State]
    /// Held by this person.
    package var holder: String?
    package var severity: Severity?
    /// Belonging to this incident.
    package var incident: CaseID?
    /// Waiting for the start of a shift.
    package var isHeld: Bool
    /// Also those that an incident took in and that nobody has taken up; asked for anyway with `incident`.
    package var showsFollowers = false
    /// Behind this place.
    package var after: Place?
    /// From 1 to 1,000,000.
    package var limit: Int

    /// A place in the order.
    package struct Place: Hashable, Sendable {
        package var rank: Moment
        package var id: CaseID
        package init(rank: Moment, id: CaseID) {
            self.rank = rank
            self.id = id
        }
    }

    package init(
        states: [Case.State] = [], holder: String? = nil, severity: Severity? = nil, incident: CaseID? = nil,
        isHeld: Bool = false, after: Place? = nil, limit: Int = 50
    ) {
        self.states = states
        self.holder = holder
        self.severity = severity
        self.incident = incident
        self.isHeld = isHeld
        self.after = after
        self.limit = limit
    }
}

package struct QueueSlice: Hashable, Sendable {
    package var cases: [QueueLine]
    /// All cases that are not over, by state, whatever was asked for; where there are more than `mostCounted`, one
    /// more than that.
    package var counts: [Case.State: Int]
    /// From which the next slice goes on; nil: there is no more.
    package var next: QueueQuery.Place?

    /// Counting a hundred thousand cost more than showing fifty of them.
    package static let mostCounted = 10_000

    package init(cases: [QueueLine], counts: [Case.State: Int], next: QueueQuery.Place?) {
        self.cases = cases
        self.counts = counts
        self.next = next
    }
}

/// A case as the queue shows it: all but its reasons, with the newest of its messages.
package struct QueueLine: Hashable, Sendable {
    package var id: CaseID
    package var state: Case.State
    package var heat: Int
    package var severity: Severity?
    package var title: String
    package var messages: Int
    package var people: Int
    package var firstHeard: Moment
    package var newestHeard: Moment
    package var promise: Moment?
    package var owner: String
    package var claimedBy: String?
    package var rank: Moment
    package var due: Moment?
    package var step: Int
    package var target: String?
    package var isHeld: Bool
    package var isIncident: Bool
    package var incident: CaseID?
    package var mergedInto: CaseID?
    package var firstTouched: Moment?
    /// Nil where it has none, as a merged one.
    package var newest: Newest?

    package struct Newest: Hashable, Sendable {
        package var source: SourceName
        package var author: Handle
        package var displayName: String
        /// On one line, at most 160 characters.
        package var words: String
    }
}

extension Store {
    /// A slice of the queue, and how long it is. Cases that an incident took in and nobody has taken up stand under
    /// that, and not beside it. A page of it costs the same at a hundred thousand open cases.
    ///
    /// Those that are not over come by rank. Those that are over come behind them, the newest first, and have no
    /// `next`.
    package func queue(_ query: QueueQuery) async throws -> QueueSlice {
        try await engine.read { transaction in
            let limit = min(max(query.limit, 1), 1_000_000)
            let wanted = Set(query.states.isEmpty ? Case.State.allCases.filter(\.isOpen) : query.states)
            let open = Case.State.allCases.filter { $0.isOpen && wanted.contains($0) }
            let over = Case.State.allCases.filter { !$0.isOpen && wanted.contains($0) }
            var ids: [Int64] = []
            if !open.isEmpty { ids = try Self.open(query, open, limit + 1, transaction) }
            var next: QueueQuery.Place?
            if ids.count > limit {
                ids.removeLast()
                let last = try ids.last.flatMap { try QueueLine.load([$0], transaction).first }
                next = last.map { .init(rank: $0.rank, id: $0.id) }
            } else if ids.count < limit, !over.isEmpty, query.after == nil {
                ids += try Self.over(query, over, limit - ids.count, transaction)
            }
            var counts: [Case.State: Int] = [:]
            for state in Case.State.allCases where state.isOpen {
                let count = try transaction.integer(
                    """
                    SELECT count(*) FROM (
                        SELECT 1 FROM hot_case
                        WHERE state = ?1 AND (incident IS NULL OR due IS NOT NULL OR state <> 'open') LIMIT ?2) first
                    """,
                    [.text(state.rawValue), .int(QueueSlice.mostCounted + 1)])
                if count > 0 { counts[state] = Int(count) }
            }
            return QueueSlice(cases: try QueueLine.load(ids, transaction), counts: counts, next: next)
        }
    }

    /// The four states that the indexes are of, those wanted, and what else is asked; a text without a letter asks
    /// nothing.
    private static func values(_ query: QueueQuery, _ states: [Case.State], _ limit: Int) -> [Value] {
        let names = states.map { Value.text($0.rawValue) }
        let four = (names + Array(repeating: names[0], count: 4)).prefix(4)
        return four + [
            .text(query.holder ?? ""), .text(query.severity?.rawValue ?? ""),
            .integer(query.incident?.rawValue ?? 0), .flag(query.isHeld), .int(limit),
        ]
    }

    private static func open(
        _ query: QueueQuery, _ states: [Case.State], _ limit: Int, _ transaction: any Transaction
    ) throws -> [Int64] {
        let after = query.after ?? .init(rank: Moment(microseconds: .min), id: CaseID(rawValue: .min))
        let values =
            values(query, states, limit) + [
                .time(after.rank), .integer(after.id.rawValue), .flag(query.showsFollowers || query.incident != nil),
            ]
        let rows =
            switch (transaction.dialect, query.holder == nil) {
            // SQLite would take the index by state and sort a hundred thousand cases, unless it is told.
            case (.sqlite, true):
                try transaction.rows(
                    """
                    SELECT id FROM hot_case INDEXED BY hot_case_queue
                    WHERE state IN ('open', 'claimed', 'acknowledged', 'snoozed') AND state IN (?1, ?2, ?3, ?4)
                        AND ?5 = '' AND (?6 = '' OR severity = ?6) AND (?7 = 0 OR incident = ?7)
                        AND (?8 = 0 OR is_held = 1) AND (rank, id) > (?10, ?11)
                        AND (?12 = 1 OR incident IS NULL OR due IS NOT NULL OR state <> 'open')
                    ORDER BY rank, id LIMIT ?9
                    """, values)
            case (.postgres, true):
                try transaction.rows(
                    """
                    SELECT id FROM hot_case
                    WHERE state IN ('open', 'claimed', 'acknowledged', 'snoozed') AND state IN (?1, ?2, ?3, ?4)
                        AND ?5 = '' AND (?6 = '' OR severity = ?6) AND (?7 = 0 OR incident = ?7)
                        AND (?8 = 0 OR is_held = 1) AND (rank, id) > (?10, ?11)
                        AND (?12 = 1 OR incident IS NULL OR due IS NOT NULL OR state <> 'open')
                    ORDER BY rank, id LIMIT ?9
                    """, values)
            case (.sqlite, false):
                try transaction.rows(
                    """
                    SELECT id FROM hot_case INDEXED BY hot_case_by_holder
                    WHERE claimed_by = ?5 AND state IN ('open', 'claimed', 'acknowledged', 'snoozed')
                        AND state IN (?1, ?2, ?3, ?4)
                        AND (?6 = '' OR severity = ?6) AND (?7 = 0 OR incident = ?7)
                        AND (?8 = 0 OR is_held = 1) AND (rank, id) > (?10, ?11)
                        AND (?12 = 1 OR incident IS NULL OR due IS NOT NULL OR state <> 'open')
                    ORDER BY rank, id LIMIT ?9
                    """, values)
            case (.postgres, false):
                try transaction.rows(
                    """
                    SELECT id FROM hot_case
                    WHERE claimed_by = ?5 AND state IN ('open', 'claimed', 'acknowledged', 'snoozed')
                        AND state IN (?1, ?2, ?3, ?4)
                        AND (?6 = '' OR severity = ?6) AND (?7 = 0 OR incident = ?7)
                        AND (?8 = 0 OR is_held = 1) AND (rank, id) > (?10, ?11)
                        AND (?12 = 1 OR incident IS NULL OR due IS NOT NULL OR state <> 'open')
                    ORDER BY rank, id LIMIT ?9
                    """, values)
            }
        return try rows.map { try $0.integer(0) }
    }

    private static func over(
        _ query: QueueQuery, _ states: [Case.State], _ limit: Int, _ transaction: any Transaction
    ) throws -> [Int64] {
        try transaction.rows(
            """
            SELECT id FROM hot_case
            WHERE state IN (?1, ?2, ?3, ?4) AND (?5 = '' OR claimed_by = ?5) AND (?6 = '' OR severity = ?6)
                AND (?7 = 0 OR incident = ?7) AND (?8 = 0 OR is_held = 1)
            ORDER BY id DESC LIMIT ?9
            """, values(query, states, limit)
        ).map { try $0.integer(0) }
    }
}

extension QueueLine {
    private static let mostWords = 160

    /// In the order of the numbers.
    static func load(_ ids: [Int64], _ transaction: any Transaction) throws -> [QueueLine] {
        let list = ids.map { String($0) }.joined(separator: ",")
        let rows =
            switch transaction.dialect {
            case .sqlite:
                try transaction.rows(
                    """
                    SELECT c.id, c.state, c.heat, c.severity, c.title, c.messages, c.people, c.first_heard,
                        c.newest_heard, c.promise, c.owner, c.claimed_by, c.rank,
                        CASE WHEN c.due IS NULL AND c.incident IS NOT NULL AND c.state = 'open'
                            THEN (SELECT i.due FROM hot_case i WHERE i.id = c.incident) ELSE c.due END,
                        c.step, c.target, c.is_held, c.is_incident, c.incident, c.merged_into,
                        c.first_touched, s.name, m.handle, m.display_name, substr(m.text, 1, 400)
                    FROM json_each('[' || ?1 || ']') wanted JOIN hot_case c ON c.id = wanted.value
                    LEFT JOIN message m ON m.id = coalesce(
                        (SELECT max(id) FROM message WHERE hot_case = c.id),
                        (SELECT max(message) FROM case_message WHERE hot_case = c.id))
                    LEFT JOIN source s ON s.id = m.source
                    """, [.text(list)])
            case .postgres:
                try transaction.rows(
                    """
                    SELECT c.id, c.state, c.heat, c.severity, c.title, c.messages, c.people, c.first_heard,
                        c.newest_heard, c.promise, c.owner, c.claimed_by, c.rank,
                        CASE WHEN c.due IS NULL AND c.incident IS NOT NULL AND c.state = 'open'
                            THEN (SELECT i.due FROM hot_case i WHERE i.id = c.incident) ELSE c.due END,
                        c.step, c.target, c.is_held, c.is_incident, c.incident, c.merged_into,
                        c.first_touched, s.name, m.handle, m.display_name, substr(m.text, 1, 400)
                    FROM hot_case c
                    LEFT JOIN message m ON m.id = coalesce(
                        (SELECT max(id) FROM message WHERE hot_case = c.id),
                        (SELECT max(message) FROM case_message WHERE hot_case = c.id))
                    LEFT JOIN source s ON s.id = m.source
                    WHERE c.id = ANY (CAST(string_to_array(?1, ',') AS BIGINT[]))
                    """, [.text(list)])
            }
        var lines: [Int64: QueueLine] = [:]
        for row in rows {
            let line = try QueueLine(row)
            lines[line.id.rawValue] = line
        }
        return ids.compactMap { lines[$0] }
    }

    private init(_ row: Row) throws {
        var columns = Columns(row)
        id = CaseID(rawValue: try columns.integer())
        state = try columns.word(Case.State.self)
        heat = try columns.int()
        severity = try columns.wordOrNil(Severity.self)
        let title = try columns.text()
        messages = try columns.int()
        people = try columns.int()
        self.title = StoredCase.title(title, messages: messages, people: people)
        firstHeard = try columns.time()
        newestHeard = try columns.timeOrNil() ?? firstHeard
        promise = try columns.timeOrNil()
        owner = try columns.text()
        claimedBy = try columns.textOrNil()
        rank = try columns.time()
        due = try columns.timeOrNil()
        step = try columns.int()
        target = try columns.textOrNil()
        isHeld = try columns.flag()
        isIncident = try columns.flag()
        incident = try columns.caseOrNil()
        mergedInto = try columns.caseOrNil()
        firstTouched = try columns.timeOrNil()
        guard let source = try columns.textOrNil() else { return }
        newest = Newest(
            source: SourceName(rawValue: source), author: try StoredCustomer.handle(try columns.text()),
            displayName: try columns.text(), words: Self.oneLine(try columns.text()))
    }

    static func oneLine(_ text: String) -> String {
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return words.count > mostWords ? words.prefix(mostWords - 1) + "…" : words
    }
}
