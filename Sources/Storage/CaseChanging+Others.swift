import Triage

/// What changes more than one case.
extension CaseChanging {
    /// Messages, conversations, keys, followers and standing pages go over; the story of each stays with it.
    func merge(_ hotCase: Case, into: CaseID) throws -> QueueAnswer {
        guard let known = try StoredCase.load(into, transaction) else {
            return .refused(before, because: "there is no case \(into.rawValue) to merge it into")
        }
        if let why = Self.over(known) { return .refused(before, because: why) }
        if known.incident == before.id {
            return .refused(
                before,
                because: "case \(into.rawValue) belongs to it; merge that one into case \(before.id.rawValue) instead")
        }
        var gone = hotCase
        gone.incident = nil
        try write(gone)
        let ids: [Value] = [.integer(before.id.rawValue), .integer(into.rawValue)]
        try transaction.run("UPDATE message SET hot_case = ?2 WHERE hot_case = ?1", ids)
        try transaction.run("UPDATE conversation SET open_case = ?2 WHERE open_case = ?1", ids)
        try transaction.run(
            """
            INSERT INTO case_message (hot_case, message)
            SELECT CAST(?2 AS BIGINT), c.message FROM case_message c JOIN message m ON m.id = c.message
            WHERE c.hot_case = ?1 AND coalesce(m.hot_case, 0) <> ?2
            ON CONFLICT (hot_case, message) DO NOTHING
            """, ids)
        try transaction.run("DELETE FROM case_message WHERE hot_case = ?1", [ids[0]])
        // What both showed belongs to it now.
        try transaction.run(
            """
            DELETE FROM case_message WHERE hot_case = ?1
                AND message IN (SELECT id FROM message WHERE hot_case = ?1)
            """, [ids[1]])
        try transaction.run(
            """
            DELETE FROM case_key WHERE hot_case = ?1 AND name IN (SELECT name FROM case_key WHERE hot_case = ?2)
            """, ids)
        try transaction.run("UPDATE case_key SET hot_case = ?2 WHERE hot_case = ?1", ids)
        // An incident belongs to no other, so that whoever looks for it looks once.
        try transaction.run(
            "UPDATE hot_case SET incident = ?2 WHERE incident = ?1 AND id <> ?2",
            [ids[0], .integer((known.incident ?? into).rawValue)])
        try transaction.run("UPDATE spike_fired SET hot_case = ?2 WHERE hot_case = ?1", ids)
        // Whoever answers a page that stands answers for the case that stays.
        try transaction.run(
            "UPDATE page SET hot_case = ?2 WHERE hot_case = ?1 AND state IN ('waiting', 'sent', 'delivered')", ids)
        try transaction.run("UPDATE hot_case SET messages = 0, people = 0 WHERE id = ?1", [ids[0]])
        try unite(known)
        let more = note.isEmpty ? "" : "; \(note)"
        try say(before.id, "merge", "into case \(into.rawValue)\(more)")
        try say(into, "merged", "case \(before.id.rawValue)\(more)")
        return .done(try StoredCase.load(before.id, transaction) ?? hotCase)
    }

    private func unite(_ known: Case) throws {
        let heat = max(known.heat, before.heat)
        let promise = [known.promise, before.promise].compactMap(\.self).min()
        let firstHeard = min(known.firstHeard, before.firstHeard)
        let id: Value = .integer(known.id.rawValue)
        let messages = try transaction.integer(
            """
            SELECT (SELECT count(*) FROM message WHERE hot_case = ?1)
                + (SELECT count(*) FROM case_message WHERE hot_case = ?1)
            """, [id])
        let isCounted = known.people > 0 || before.people > 0
        if isCounted {
            try transaction.run(
                """
                INSERT INTO case_key (name, hot_case, at)
                SELECT DISTINCT 'p:' || handle, CAST(?1 AS BIGINT), CAST(?2 AS BIGINT) FROM message
                WHERE hot_case = ?1
                ON CONFLICT (name, hot_case) DO NOTHING
                """, [id, .time(now)])
        }
        let people =
            isCounted
            ? try transaction.integer(
                "SELECT count(*) FROM case_key WHERE hot_case = ?1 AND substr(name, 1, 2) = 'p:'", [id]) : 0
        try transaction.run(
            """
            UPDATE hot_case
            SET messages = ?2, heat = ?3, severity = ?4, promise = ?5, owner = ?6, reasons = ?7, first_heard = ?8,
                newest_heard = ?9, rank = ?10, is_incident = ?11, people = ?12
            WHERE id = ?1
            """,
            [
                id, .integer(messages), .int(heat),
                .orNull([known.severity, before.severity].compactMap(\.self).max()?.rawValue), .orNull(promise),
                .text(known.owner.isEmpty ? before.owner : known.owner),
                .text(StoredJSON.reasons(StoredCase.united(known.reasons, before.reasons))), .time(firstHeard),
                .time(max(known.newestHeard, before.newestHeard)),
                .time(Urgency.rank(heat: heat, firstHeard: firstHeard, promise: promise)),
                .flag(known.isIncident || before.isIncident), .integer(people),
            ])
    }

    /// At most so many messages at once.
    static let mostSplit = 200

    /// A case of these messages alone: as hot as the hottest of them, due now.
    func split(_ messages: [MessageID]) throws -> QueueAnswer {
        var chosen: [MessageID] = []
        for message in messages where !chosen.contains(message) { chosen.append(message) }
        guard chosen.count <= Self.mostSplit else {
            return .refused(before, because: "at most \(Self.mostSplit) messages become a case at once")
        }
        var parts: [StoredMessage] = []
        for message in chosen {
            let owner = try transaction.row(
                "SELECT coalesce(hot_case, 0) FROM message WHERE id = ?1", [.integer(message.rawValue)])
            guard try owner?.integer(0) == before.id.rawValue else {
                return .refused(
                    before,
                    because: "message \(message.rawValue) does not belong to it; `queue show` names those that do")
            }
            parts.append(try StoredMessage.load(message, transaction))
        }
        let all = try transaction.integer(
            "SELECT count(*) FROM message WHERE hot_case = ?1", [.integer(before.id.rawValue)])
        guard parts.count < Int(all) else {
            return .refused(before, because: "nothing would be left of it; leave at least one message out")
        }
        let new = try StoredCase.open(Self.draft(parts, before), at: now, transaction)
        let ids: [Value] = [.integer(before.id.rawValue), .integer(new.rawValue)]
        for part in parts {
            try transaction.run(
                "UPDATE message SET hot_case = ?2 WHERE id = ?1", [.integer(part.id.rawValue), ids[1]])
        }
        // A conversation of which nothing is left behind goes on in the new case.
        for conversation in Set(parts.compactMap(\.conversation)) {
            try transaction.run(
                """
                UPDATE conversation SET open_case = ?2 WHERE id = ?3 AND open_case = ?1 AND NOT EXISTS (
                    SELECT 1 FROM message WHERE hot_case = ?1 AND conversation = ?3)
                """, ids + [.integer(conversation.rawValue)])
        }
        let firstHeard = parts.map(\.heardAt).min() ?? now
        try transaction.run(
            "UPDATE hot_case SET messages = ?2, first_heard = ?3, newest_heard = ?4, rank = ?5 WHERE id = ?1",
            [
                ids[1], .int(parts.count), .time(firstHeard), .time(parts.map(\.heardAt).max() ?? now),
                .time(
                    Urgency.rank(
                        heat: parts.compactMap(\.verdict?.heat).max() ?? before.heat, firstHeard: firstHeard,
                        promise: before.promise)),
            ])
        try transaction.run(
            "UPDATE hot_case SET messages = messages - ?2 WHERE id = ?1", [ids[0], .int(parts.count)])
        let names =
            chosen.prefix(20).map { "\($0.rawValue)" }.joined(separator: ", ") + (chosen.count > 20 ? ", …" : "")
        let more = note.isEmpty ? "" : "; \(note)"
        try say(before.id, "split", "messages \(names) to case \(new.rawValue)\(more)")
        try say(new, "split", "from case \(before.id.rawValue)\(more)")
        return .done(try StoredCase.load(new, transaction) ?? before)
    }

    private static func draft(_ parts: [StoredMessage], _ from: Case) -> CaseDraft {
        let verdicts = parts.compactMap(\.verdict)
        let reasons = verdicts.reduce([]) { StoredCase.united($0, $1.reasons) }
        let words = QueueLine.oneLine(parts.first?.message.text ?? "")
        let title = reasons.first.map { "\($0.title): " } ?? ""
        return CaseDraft(
            title: title + (words.count > 72 ? words.prefix(71) + "…" : words),
            heat: verdicts.map(\.heat).max() ?? from.heat, severity: verdicts.compactMap(\.severity).max(),
            owner: reasons.first { !$0.owner.isEmpty }?.owner ?? from.owner, promise: from.promise, reasons: reasons)
    }

    /// To a known incident, or to a case that thereby is one. Its author should be told how that goes, once.
    func link(_ hotCase: Case, to: CaseID) throws -> QueueAnswer {
        if before.incident == to { return .done(before) }
        guard let known = try StoredCase.load(to, transaction) else {
            return .refused(before, because: "there is no case \(to.rawValue) to link it to")
        }
        if let why = Self.over(known) { return .refused(before, because: why) }
        if let other = known.incident {
            return .refused(
                before,
                because: "case \(to.rawValue) belongs to incident \(other.rawValue) itself; link it to that one")
        }
        let followers = try transaction.row(
            "SELECT 1 FROM hot_case WHERE incident = ?1 LIMIT 1", [.integer(before.id.rawValue)])
        if followers != nil {
            return .refused(
                before, because: "other cases belong to it; merge it into case \(to.rawValue) instead")
        }
        try write(hotCase)
        try transaction.run(
            "UPDATE hot_case SET tell_since = coalesce(tell_since, ?2) WHERE id = ?1",
            [.integer(before.id.rawValue), .time(now)])
        try transaction.run("UPDATE hot_case SET is_incident = 1 WHERE id = ?1", [.integer(to.rawValue)])
        let more = note.isEmpty ? "" : "; \(note)"
        try say(before.id, "link", "to incident \(to.rawValue); its author should be told how that goes\(more)")
        try say(to, "linked", "case \(before.id.rawValue)\(more)")
        return .done(try StoredCase.load(before.id, transaction) ?? hotCase)
    }

    private func say(_ id: CaseID, _ what: String, _ note: String) throws {
        try StoredCase.note(id, by: name, what, note, at: now, transaction)
    }

    private static func over(_ known: Case) -> String? {
        if let merged = known.mergedInto {
            return "case \(known.id.rawValue) was merged into case \(merged.rawValue); name that one"
        }
        if known.state.isOpen { return nil }
        return "case \(known.id.rawValue) is over; name one that is open"
    }
}
