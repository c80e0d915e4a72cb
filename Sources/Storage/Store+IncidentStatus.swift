import Triage

/// What was last said of an incident: the newest line `status` of its story.
struct IncidentStatus {
    var words: String
    var at: Moment

    /// Of the incident that a case belongs to, or is; nil: none, or nobody has said anything.
    static func of(_ hotCase: CaseID, _ transaction: any Transaction) throws -> IncidentStatus? {
        let row = try transaction.row(
            """
            SELECT e.note, e.at FROM case_event e
            WHERE e.hot_case = (
                    SELECT coalesce(c.incident, c.id) FROM hot_case c
                    WHERE c.id = ?1 AND (c.incident IS NOT NULL OR c.is_incident = 1))
                AND e.what = 'status' AND e.note <> ''
            ORDER BY e.id DESC LIMIT 1
            """, [.integer(hotCase.rawValue)])
        guard let row else { return nil }
        var columns = Columns(row)
        return IncidentStatus(words: try columns.text(), at: try columns.time())
    }
}

extension Store {
    /// Says how an incident goes, whatever state it is in: word that it is over comes when it is. Authors of linked
    /// cases are told it once, and whoever writes after hours hears it instead of the usual words.
    ///
    /// What was said last already is done, and appends nothing to the story.
    package func say(
        _ words: StatusWords, of id: CaseID, by name: String, now: Moment
    ) async throws -> QueueAnswer {
        try await engine.write { transaction in
            guard let incident = try StoredCase.load(id, transaction) else { return .noSuchCase }
            if let why = Self.flaw(incident) { return .refused(incident, because: why) }
            if try IncidentStatus.of(id, transaction)?.words == words.text { return .done(incident) }
            try StoredCase.note(id, by: name, "status", words.text, at: now, transaction)
            return .done(incident)
        }
    }

    private static func flaw(_ hotCase: Case) -> String? {
        let id = hotCase.id.rawValue
        if let other = hotCase.mergedInto {
            return "it was merged into case \(other.rawValue); say it of that one"
        }
        if let incident = hotCase.incident {
            return "it belongs to incident \(incident.rawValue); say it of that one"
        }
        return hotCase.isIncident ? nil : "it is no incident; link the cases that tell of the same to case \(id) first"
    }
}
