import Triage

extension Store {
    /// Those that hold, the newest first.
    /// - Parameter all: those that were taken back too.
    package func optOuts(limit: Int, all: Bool = false) async throws -> [StoredOptOut] {
        try await engine.read { transaction in
            try transaction.rows(
                """
                SELECT address, at, words, message, is_free_form, until_at FROM opt_out
                WHERE until_at IS NULL OR ?2 = 1 ORDER BY at DESC, address LIMIT ?1
                """, [.int(limit), .flag(all)]
            ).map(StoredOptOut.load)
        }
    }

    package func optOut(of handle: Handle) async throws -> StoredOptOut? {
        try await engine.read { transaction in
            try transaction.row(
                """
                SELECT address, at, words, message, is_free_form, until_at FROM opt_out
                WHERE address = ?1 AND until_at IS NULL
                """, [.text(StoredCustomer.key(handle))]
            ).map(StoredOptOut.load)
        }
    }

    /// Nobody writes to this address by itself any more; what waits for it is withdrawn when it is leased.
    /// - Parameter why: in the words of whoever notes it.
    /// - Returns: false where that held already.
    package func setOptOut(_ handle: Handle, why: String, now: Moment) async throws -> Bool {
        try await engine.write { transaction in
            let isHeld =
                try transaction.row(
                    "SELECT 1 FROM opt_out WHERE address = ?1 AND until_at IS NULL",
                    [.text(StoredCustomer.key(handle))]) != nil
            if isHeld { return false }
            try StoredOptOut.write(StoredOptOut(handle: handle, at: now, words: why), transaction)
            return true
        }
    }

    /// - Returns: false where they were not opted out.
    package func clearOptOut(_ handle: Handle, now: Moment) async throws -> Bool {
        try await engine.write { try StoredOptOut.end(handle, nil, at: now, $0) > 0 }
    }
}
