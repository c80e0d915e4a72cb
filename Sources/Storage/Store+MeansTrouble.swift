import Triage

/// A means by which somebody of the team is not reached, as the pages of before have shown.
package struct MeansTrouble: Hashable, Sendable {
    package enum What: String, Hashable, Sendable, Codable {
        /// Its person sent STOP: nobody calls them by it until they send START.
        case stopped
        /// The provider refused the last page for good, or could not deliver it. It is tried all the same.
        case failed
    }
    package var means: Means
    package var person: PersonName
    package var what: What
    package var since: Moment
    package var reason: String

    package init(means: Means, person: PersonName, what: What, since: Moment, reason: String) {
        self.means = means
        self.person = person
        self.what = what
        self.since = since
        self.reason = reason
    }
}

extension Store {
    /// Every means that is in trouble, by person.
    package func meansTroubles() async throws -> [MeansTrouble] {
        try await engine.read { transaction in
            try transaction.rows(
                "SELECT kind, address, person, what, since, reason FROM means_trouble ORDER BY person, kind, address"
            ).compactMap { row in
                var columns = Columns(row)
                // A kind that a newer program knows is none of ours.
                guard let kind = Means.Kind(rawValue: try columns.text()) else { return nil }
                return MeansTrouble(
                    means: Means(kind, try columns.text()), person: PersonName(try columns.text()),
                    what: try columns.word(MeansTrouble.What.self), since: try columns.time(),
                    reason: try columns.text())
            }
        }
    }

    /// A provider says that the person sent STOP.
    /// - Returns: false where that was known: nobody need be told again.
    package func stop(_ means: Means, of person: PersonName, because reason: String, now: Moment) async throws -> Bool {
        try await engine.write { try StoredMeans.stop(means, of: person, because: reason, now: now, $0) }
    }
}

/// The rows of `means_trouble`.
enum StoredMeans {
    private static let longestReason = 400

    static func stopped(_ transaction: any Transaction) throws -> Set<Means> {
        Set(
            try transaction.rows("SELECT kind, address FROM means_trouble WHERE what = 'stopped'").compactMap { row in
                try Means.Kind(rawValue: row.text(0)).map { Means($0, try row.text(1)) }
            })
    }

    /// - Returns: whether that is new.
    @discardableResult
    static func stop(
        _ means: Means, of person: PersonName, because reason: String, now: Moment, _ transaction: any Transaction
    ) throws -> Bool {
        let known = try transaction.row(
            "SELECT 1 FROM means_trouble WHERE kind = ?1 AND address = ?2 AND what = 'stopped'",
            [.text(means.kind.rawValue), .text(means.address)])
        if known != nil { return false }
        try put(.stopped, means, of: person, because: reason, now: now, transaction)
        return true
    }

    static func start(_ means: Means, _ transaction: any Transaction) throws {
        try transaction.run(
            "DELETE FROM means_trouble WHERE kind = ?1 AND address = ?2",
            [.text(means.kind.rawValue), .text(means.address)])
    }

    static func note(
        _ what: MeansTrouble.What, _ means: Means, of person: PersonName, because reason: String, now: Moment,
        _ transaction: any Transaction
    ) throws {
        switch what {
        case .stopped: try stop(means, of: person, because: reason, now: now, transaction)
        case .failed: try put(.failed, means, of: person, because: reason, now: now, transaction)
        }
    }

    /// A page has arrived by it. What its person ended stays ended.
    static func works(_ means: Means, _ transaction: any Transaction) throws {
        // To look first costs no lock where there is no trouble, which is nearly always.
        let isFailing = try transaction.row(
            "SELECT 1 FROM means_trouble WHERE kind = ?1 AND address = ?2 AND what = 'failed'",
            [.text(means.kind.rawValue), .text(means.address)])
        if isFailing != nil { try start(means, transaction) }
    }

    /// STOP outweighs a failure, whichever came first.
    private static func put(
        _ what: MeansTrouble.What, _ means: Means, of person: PersonName, because reason: String, now: Moment,
        _ transaction: any Transaction
    ) throws {
        try transaction.run(
            """
            INSERT INTO means_trouble (kind, address, person, what, since, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT (kind, address) DO UPDATE SET person = excluded.person, what = excluded.what,
                since = excluded.since, reason = excluded.reason
            WHERE means_trouble.what <> 'stopped'
            """,
            [
                .text(means.kind.rawValue), .text(means.address), .text(person.rawValue), .text(what.rawValue),
                .time(now), .text(Value.withoutNul(String(reason.prefix(longestReason)))),
            ])
    }
}
