import Triage

extension Store {
    /// Stops that hold for telephone numbers without a country's code, each with the source where it was written;
    /// nil: it was noted by hand. At most 100,000.
    package func optOutsWithoutCountry() async throws -> [(optOut: StoredOptOut, source: SourceName?)] {
        try await engine.read { transaction in
            try transaction.rows(
                """
                SELECT o.address, o.at, o.words, o.message, o.is_free_form, o.until_at, coalesce(s.name, '')
                FROM opt_out o LEFT JOIN message m ON m.id = o.message LEFT JOIN source s ON s.id = m.source
                WHERE o.until_at IS NULL AND substr(o.address, 1, 4) = 'sms:' AND substr(o.address, 5, 1) <> '+'
                LIMIT 100000
                """, []
            ).map { row in
                let name = try row.text(6)
                return (try StoredOptOut.load(row), name.isEmpty ? nil : SourceName(name))
            }
        }
    }

    /// The same stops for the same people under the handles that they write under by now: nobody is written to again
    /// because their number is read better.
    ///
    /// - Returns: how many did not hold there yet.
    package func carry(_ optOuts: [(optOut: StoredOptOut, to: Handle)]) async throws -> Int {
        guard !optOuts.isEmpty else { return 0 }
        return try await engine.write { transaction in
            var carried = 0
            for (optOut, handle) in optOuts {
                // Whoever took it back under the new handle is not stopped by the old one.
                let known = try transaction.row(
                    "SELECT 1 FROM opt_out WHERE address = ?1", [.text(StoredCustomer.key(handle))])
                guard known == nil else { continue }
                var same = optOut
                same.handle = handle
                try StoredOptOut.write(same, transaction)
                carried += 1
            }
            return carried
        }
    }
}
