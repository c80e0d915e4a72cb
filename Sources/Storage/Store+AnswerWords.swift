import Triage

extension Store {
    /// Keeps what is about to be sent, before its first byte: after a crash the far end is asked for these words, and
    /// where none were kept nothing was sent.
    ///
    /// - Parameter until: when the attempt will be over at the latest.
    /// - Returns: false where the lease was lost in between, or runs out before then, so that another worker could begin
    ///   while this one still sends: then nothing may be sent.
    package func keep(
        wordsOf errand: ErrandID, epoch: Int64, subject: String, text: String, until: Moment
    ) async throws -> Bool {
        try await engine.write { transaction in
            try transaction.run(
                """
                UPDATE answer SET subject = ?3, text = ?4
                WHERE errand = ?1
                    AND EXISTS (
                        SELECT 1 FROM errand e WHERE e.id = ?1 AND e.epoch = ?2 AND e.state = 'leased' AND e.due >= ?5)
                """,
                [
                    .integer(errand.rawValue), .integer(epoch), .text(Value.withoutNul(subject)),
                    .text(Value.withoutNul(text)),
                    .time(until),
                ]) == 1
        }
    }
}
