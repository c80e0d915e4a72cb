import Triage

package struct Totals: Hashable, Sendable {
    package var messages: Int
    package var hotMessages: Int
    package var casesOpen: Int
    package var errands: [Errand.State: Int]
    /// Errands sent of which an earlier attempt may have arrived too.
    package var doubtful: Int
}

/// How much of a source one rule filtered.
package struct FilteredLine: Hashable, Sendable {
    package var source: SourceName
    /// The rule's name, or Earshot's own reason in brackets.
    package var rule: String
    package var count: Int

    package init(source: SourceName, rule: String, count: Int) {
        self.source = source
        self.rule = rule
        self.count = count
    }
}

extension Store {
    /// A line a source, and one for sources that are no longer configured, by name. What was heard and what
    /// came twice was counted as it came; all else is counted from the rows that are there now.
    package func ledger() async throws -> [LedgerLine] {
        try await engine.read { transaction in
            var lines: [Int64: LedgerLine] = [:]
            func line(_ source: Int64) -> LedgerLine {
                lines[source]
                    ?? LedgerLine(
                        source: SourceName(rawValue: "(unknown \(source))"), heard: 0, stored: 0, duplicate: 0,
                        filtered: 0, quarantined: 0)
            }
            for row in try transaction.rows("SELECT id, name, heard, duplicate FROM source") {
                var columns = Columns(row)
                lines[try columns.integer()] = LedgerLine(
                    source: SourceName(rawValue: try columns.text()), heard: try columns.int(), stored: 0,
                    duplicate: try columns.int(), filtered: 0, quarantined: 0)
            }
            for row in try transaction.rows("SELECT source, count(*), count(filtered_by) FROM message GROUP BY source")
            {
                var columns = Columns(row)
                let source = try columns.integer()
                var line = line(source)
                let (rows, filtered) = (try columns.int(), try columns.int())
                (line.stored, line.filtered) = (rows - filtered, filtered)
                lines[source] = line
            }
            for row in try transaction.rows("SELECT source, count(*) FROM quarantine GROUP BY source") {
                var columns = Columns(row)
                let source = try columns.integer()
                var line = line(source)
                line.quarantined = try columns.int()
                lines[source] = line
            }
            return lines.values.sorted { $0.source.rawValue < $1.source.rawValue }
        }
    }

    /// Which rules filtered how much, by source and rule.
    package func filtered() async throws -> [FilteredLine] {
        try await engine.read { transaction in
            try transaction.rows(
                """
                SELECT s.name, m.filtered_by, count(*) FROM message m JOIN source s ON s.id = m.source
                WHERE m.filtered_by IS NOT NULL GROUP BY s.name, m.filtered_by
                """
            ).map { row in
                var columns = Columns(row)
                return FilteredLine(
                    source: SourceName(rawValue: try columns.text()), rule: try columns.text(),
                    count: try columns.int())
            }
        }.sorted { ($0.source.rawValue, $0.rule) < ($1.source.rawValue, $1.rule) }
    }

    /// Newest first.
    package func quarantined(limit: Int) async throws -> [(id: Int64, item: Unreadable, heardAt: Moment)] {
        try await engine.read { transaction in
            try transaction.rows(
                """
                SELECT q.id, q.heard_at, q.identity, s.name, q.channel, q.reason, q.content_type, q.whole_bytes, q.raw
                FROM quarantine q JOIN source s ON s.id = q.source ORDER BY q.id DESC LIMIT ?1
                """, [.int(limit)]
            ).map { row in
                let stored = try StoredUnreadable(row)
                return (stored.id, stored.item, stored.heardAt)
            }
        }
    }

    package func totals() async throws -> Totals {
        try await engine.read { transaction in
            var errands: [Errand.State: Int] = [:]
            for row in try transaction.rows("SELECT state, count(*) FROM errand GROUP BY state") {
                var columns = Columns(row)
                errands[try columns.word(Errand.State.self)] = try columns.int()
            }
            return Totals(
                messages: Int(try transaction.integer("SELECT count(*) FROM message WHERE filtered_by IS NULL")),
                hotMessages: Int(try transaction.integer("SELECT count(*) FROM message WHERE is_hot = 1")),
                casesOpen: Int(
                    try transaction.integer(
                        """
                        SELECT count(*) FROM hot_case
                        WHERE state IN ('open', 'claimed', 'acknowledged', 'snoozed')
                        """)),
                errands: errands,
                doubtful: Int(
                    try transaction.integer(
                        "SELECT count(*) FROM errand WHERE doubtful > 0 AND state = 'sent'")))
        }
    }
}
