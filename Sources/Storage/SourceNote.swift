import Triage

/// What a poll found, for `status` and `sources list`; written in bundles.
package struct SourceNote: Hashable, Sendable {
    package var source: SourceName
    /// Failures in a row; 0 after one that went well.
    package var failures: Int
    package var error: String
    package var remark: String
    package var polledAt: Moment

    package init(source: SourceName, failures: Int, error: String, remark: String, polledAt: Moment) {
        self.source = source
        self.failures = failures
        self.error = error
        self.remark = remark
        self.polledAt = polledAt
    }
}

extension Store {
    package func note(_ notes: [SourceNote]) async throws {
        try await engine.write { transaction in
            for note in notes {
                try transaction.run(
                    """
                    UPDATE source SET failures = ?2, last_error = ?3, remark = ?4, last_poll = ?5
                    WHERE name = ?1
                    """,
                    [
                        .text(note.source.rawValue), .integer(Int64(note.failures)), .text(note.error),
                        .text(note.remark), .integer(note.polledAt.microseconds),
                    ])
            }
        }
    }
}
