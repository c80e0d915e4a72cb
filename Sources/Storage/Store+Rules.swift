import Triage

/// How often each rule fired in a time, counted from the reasons that were stored.
package struct RuleHistory: Hashable, Sendable {
    /// Messages that rules were asked about in that time, filtered ones included.
    package var messages = 0
    /// When the first message of all was heard; nil where none was. What has not been heard for long cannot
    /// show that a rule never fires.
    package var firstHeard: Moment?
    package var byRule: [String: Line] = [:]

    package struct Line: Hashable, Sendable {
        package var fired = 0
        /// Of these, in messages that were hot.
        package var hot = 0
        /// Fired in the shadow: recorded, and counted for nothing.
        package var shadow = 0
        package var lastFired: Moment?
        package init(fired: Int = 0, hot: Int = 0, shadow: Int = 0, lastFired: Moment? = nil) {
            self.fired = fired
            self.hot = hot
            self.shadow = shadow
            self.lastFired = lastFired
        }
    }

    package init() {}
}

/// What people made of the cases that a rule opened or joined.
package struct CaseOutcomes: Hashable, Sendable {
    package var resolved = 0
    package var notHot = 0
    package init(resolved: Int = 0, notHot: Int = 0) {
        self.resolved = resolved
        self.notHot = notHot
    }
    /// The share that was worth a look; nil where nobody has said yet.
    package var precision: Double? {
        resolved + notHot == 0 ? nil : Double(resolved) / Double(resolved + notHot)
    }
}

extension Store {
    /// Rows that one statement reads: a long history is walked in steps, and holds nobody up.
    private static let stride: Int64 = 20_000

    /// Counts of every rule since a moment, by the time heard.
    ///
    /// Rows are numbered in the order in which they were heard, so the first of the time is found by halving;
    /// the names are read from the stored reasons without decoding them.
    package func ruleHistory(since: Moment) async throws -> RuleHistory {
        var history = RuleHistory()
        let (first, last, firstHeard) = try await engine.read { transaction in
            (
                try Self.firstMessage(since: since, transaction),
                try transaction.integer("SELECT coalesce(max(id), 0) FROM message"),
                try transaction.row("SELECT heard_at FROM message ORDER BY id LIMIT 1").map { try $0.integer(0) }
            )
        }
        history.firstHeard = firstHeard.map { Moment(microseconds: $0) }
        var from = first
        while from <= last {
            let start = from
            let part = try await engine.read { transaction in
                try Self.count(from: start, below: start + Self.stride, transaction)
            }
            history.messages += part.messages
            for (rule, line) in part.byRule {
                var sum = history.byRule[rule] ?? RuleHistory.Line()
                sum.fired += line.fired
                sum.hot += line.hot
                sum.shadow += line.shadow
                sum.lastFired = [sum.lastFired, line.lastFired].compactMap(\.self).max()
                history.byRule[rule] = sum
            }
            from += Self.stride
        }
        return history
    }

    static func firstMessage(since: Moment, _ transaction: any Transaction) throws -> Int64 {
        var low: Int64 = 0
        var high = try transaction.integer("SELECT coalesce(max(id), 0) FROM message") + 1
        while low < high {
            let middle = (low + high) / 2
            let row = try transaction.row(
                "SELECT id, heard_at FROM message WHERE id >= ?1 ORDER BY id LIMIT 1", [.integer(middle)])
            guard let row else {
                high = middle
                continue
            }
            if Moment(microseconds: try row.integer(1)) < since { low = try row.integer(0) + 1 } else { high = middle }
        }
        return low
    }

    private static func count(from: Int64, below: Int64, _ transaction: any Transaction) throws -> RuleHistory {
        var part = RuleHistory()
        part.messages = Int(
            try transaction.integer(
                "SELECT count(*) FROM message WHERE id >= ?1 AND id < ?2 AND is_hot IS NOT NULL",
                [.integer(from), .integer(below)]))
        let rows = try transaction.rows(
            """
            SELECT is_hot, heard_at, coalesce(reasons, ''), coalesce(shadowed, '') FROM message
            WHERE id >= ?1 AND id < ?2 AND (reasons IS NOT NULL OR shadowed IS NOT NULL)
            """, [.integer(from), .integer(below)])
        for row in rows {
            var columns = Columns(row)
            let isHot = try columns.intOrNil() == 1
            let heardAt = try columns.time()
            for rule in StoredReasons.rules(in: try columns.text()) {
                var line = part.byRule[rule] ?? RuleHistory.Line()
                line.fired += 1
                if isHot { line.hot += 1 }
                line.lastFired = max(line.lastFired ?? heardAt, heardAt)
                part.byRule[rule] = line
            }
            for rule in StoredReasons.rules(in: try columns.text()) {
                part.byRule[rule, default: RuleHistory.Line()].shadow += 1
            }
        }
        return part
    }

    /// What became of the cases of each rule that were first heard since a moment.
    package func caseOutcomes(since: Moment) async throws -> [String: CaseOutcomes] {
        try await engine.read { transaction in
            var outcomes: [String: CaseOutcomes] = [:]
            for row in try transaction.rows(
                """
                SELECT state, reasons FROM hot_case
                WHERE state IN ('resolved', 'not-hot') AND merged_into IS NULL AND first_heard >= ?1
                """, [.time(since)])
            {
                let isResolved = try row.text(0) == Case.State.resolved.rawValue
                for rule in StoredReasons.rules(in: try row.text(1)) {
                    if isResolved {
                        outcomes[rule, default: CaseOutcomes()].resolved += 1
                    } else {
                        outcomes[rule, default: CaseOutcomes()].notHot += 1
                    }
                }
            }
            return outcomes
        }
    }

    // MARK: what people said

    /// A message with its reasons that a person says was judged wrongly.
    package struct Misjudged: Hashable, Sendable {
        package var message: StoredMessage
        /// Of a false alarm, those that fired; of a missed one, the rule that should have, empty for none named.
        package var rules: [String]
        /// What the person said why; empty where they said nothing.
        package var because: String
    }

    /// Hot messages of cases that were found not hot, first heard since a moment, oldest first.
    package func falseAlarms(since: Moment, limit: Int) async throws -> [Misjudged] {
        try await engine.read { transaction in
            try transaction.rows(
                """
                SELECT m.id, coalesce((
                    SELECT e.note FROM case_event e WHERE e.hot_case = c.id AND e.what = 'not-hot'
                    ORDER BY e.id DESC LIMIT 1), '')
                FROM hot_case c JOIN message m ON m.hot_case = c.id
                WHERE c.state = 'not-hot' AND c.first_heard >= ?1 AND m.is_hot = 1 ORDER BY m.id LIMIT ?2
                """, [.time(since), .int(limit)]
            ).map { row in
                let message = try StoredMessage.load(MessageID(rawValue: try row.integer(0)), transaction)
                return Misjudged(
                    message: message, rules: message.verdict?.reasons.map(\.rule) ?? [], because: try row.text(1))
            }
        }
    }

    /// Messages that were noted as missed since a moment, oldest note first.
    package func missedMessages(since: Moment, limit: Int) async throws -> [Misjudged] {
        try await engine.read { transaction in
            try transaction.rows(
                "SELECT message, rule FROM missed_message WHERE at >= ?1 ORDER BY id LIMIT ?2",
                [.time(since), .int(limit)]
            ).map { row in
                let rule = try row.text(1)
                return Misjudged(
                    message: try StoredMessage.load(MessageID(rawValue: try row.integer(0)), transaction),
                    rules: rule.isEmpty ? [] : [rule], because: "")
            }
        }
    }

    package enum NoteAnswer: Hashable, Sendable { case noted, known, noSuchMessage }

    /// Notes that a message should have been found, by this rule or by any.
    package func noteMissed(_ id: MessageID, rule: String, by who: String, now: Moment) async throws -> NoteAnswer {
        try await engine.write { transaction in
            let message = try transaction.row("SELECT 1 FROM message WHERE id = ?1", [.integer(id.rawValue)])
            guard message != nil else { return .noSuchMessage }
            let added = try transaction.run(
                """
                INSERT INTO missed_message (message, rule, at, who) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT (message, rule) DO NOTHING
                """, [.integer(id.rawValue), .text(rule), .time(now), .text(who)])
            return added == 1 ? .noted : .known
        }
    }

    /// A message as it was stored; nil where there is none.
    package func storedMessage(_ id: MessageID) async throws -> StoredMessage? {
        try await engine.read { transaction in
            let row = try transaction.row("SELECT 1 FROM message WHERE id = ?1", [.integer(id.rawValue)])
            return try row.map { _ in try StoredMessage.load(id, transaction) }
        }
    }
}

/// The names of rules in stored reasons, without decoding what stands around them.
enum StoredReasons {
    private static let opening = Array("{\"rule\":\"".utf8)

    /// Each once, in order. A quote inside a stored text is escaped, so that no customer's words can look like
    /// the opening of a reason; a rule's name has nothing to escape.
    static func rules(in text: String) -> [String] {
        var text = text
        var names: [String] = []
        text.withUTF8 { bytes in
            var place = 0
            while place + opening.count < bytes.count {
                guard bytes[place] == opening[0], opening.indices.allSatisfy({ bytes[place + $0] == opening[$0] })
                else {
                    place += 1
                    continue
                }
                let start = place + opening.count
                guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\"")) else { return }
                let name = String(decoding: bytes[start..<end], as: UTF8.self)
                if !names.contains(name) { names.append(name) }
                place = end
            }
        }
        return names
    }
}
