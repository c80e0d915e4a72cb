import Triage

/// A spike that fires while its messages already are an incident tells of the same trouble: nobody is called for it
/// a second time.
extension SpikeShelf {
    /// The open incident that most of these messages belong to, themselves or with a case that it took in.
    static func incident(of messages: [Int64], _ transaction: any Transaction) throws -> CaseID? {
        var counts: [Int64: Int] = [:]
        for message in messages {
            let row = try transaction.row(
                """
                SELECT i.id FROM message m JOIN hot_case c ON c.id = m.hot_case
                JOIN hot_case i ON i.id = coalesce(c.incident, c.id)
                WHERE m.id = ?1 AND i.is_incident = 1
                    AND i.state IN ('open', 'claimed', 'acknowledged', 'snoozed')
                """, [.integer(message)])
            if let id = try row?.integer(0) { counts[id, default: 0] += 1 }
        }
        guard let most = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }), most.value * 2 > messages.count
        else { return nil }
        return CaseID(rawValue: most.key)
    }

    /// Makes a case that a spike has just opened a part of that incident.
    static func join(_ id: CaseID, to incident: CaseID, at now: Moment, _ transaction: any Transaction) throws {
        guard id != incident else { return }
        try transaction.run(
            "UPDATE hot_case SET incident = ?2, due = NULL WHERE id = ?1",
            [.integer(id.rawValue), .integer(incident.rawValue)])
        try StoredCase.note(id, by: "earshot", "linked", "to incident \(incident.rawValue)", at: now, transaction)
    }
}
