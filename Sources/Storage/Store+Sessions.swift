import Triage

extension Store {
    /// Begins a session, forgets those that have run out, and ends the account's oldest where it has too many.
    /// - Parameter hash: of what the browser is given, always new.
    package func beginSession(_ hash: String, of account: Account, address: String, now: Moment) async throws
        -> ConsoleSession
    {
        let session = ConsoleSession(
            hash: hash, account: account.id, madeAt: now, seenAt: now, until: now + ConsoleSession.longest,
            address: address)
        return try await engine.write { transaction in
            try transaction.run(
                "DELETE FROM session WHERE until <= ?1 OR seen_at <= ?2",
                [.time(now), .time(now - ConsoleSession.idle)])
            try transaction.run(
                """
                INSERT INTO session (hash, account, made_at, seen_at, until, address)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                """,
                [
                    .text(session.hash), .integer(account.id.rawValue), .time(now), .time(now), .time(session.until),
                    .text(address),
                ])
            try transaction.run(
                """
                DELETE FROM session WHERE account = ?1 AND hash NOT IN (
                    SELECT hash FROM session WHERE account = ?1 ORDER BY made_at DESC, hash LIMIT ?2)
                """, [.integer(account.id.rawValue), .int(ConsoleSession.mostPerAccount)])
            try Audit.append(
                Doer(name: account.name, address: address), "signed in", subject: "", note: "", at: now, transaction)
            return session
        }
    }

    /// The session and whose it is; nil where it has ended or its account is disabled. That it was used is
    /// written at most once a minute.
    package func session(_ hash: String, now: Moment) async throws -> (session: ConsoleSession, account: Account)? {
        let found: (session: ConsoleSession, account: Account)? = try await engine.read { transaction in
            guard
                let row = try transaction.row(
                    "SELECT hash, account, made_at, seen_at, until, address FROM session WHERE hash = ?1",
                    [.text(hash)])
            else { return nil }
            let session = try ConsoleSession(row)
            guard session.isAlive(at: now),
                let account = try StoredAccount.with(session.account.rawValue, transaction)?.account,
                account.disabledAt == nil
            else { return nil }
            return (session, account)
        }
        guard var found else { return nil }
        if now - found.session.seenAt >= .seconds(60) {
            try await engine.write { transaction in
                _ = try transaction.run(
                    "UPDATE session SET seen_at = ?2 WHERE hash = ?1 AND seen_at < ?2", [.text(hash), .time(now)])
            }
            found.session.seenAt = now
        }
        return found
    }

    /// Those that are alive, the one used last first.
    package func sessions(of account: AccountID, now: Moment) async throws -> [ConsoleSession] {
        try await engine.read { transaction in
            try transaction.rows(
                """
                SELECT hash, account, made_at, seen_at, until, address FROM session WHERE account = ?1
                ORDER BY seen_at DESC, hash
                """, [.integer(account.rawValue)]
            ).map(ConsoleSession.init)
        }.filter { $0.isAlive(at: now) }
    }

    /// False where this account has no such session.
    package func endSession(_ hash: String, of account: AccountID, by doer: Doer, now: Moment) async throws -> Bool {
        try await engine.write { transaction in
            let ended = try transaction.run(
                "DELETE FROM session WHERE hash = ?1 AND account = ?2", [.text(hash), .integer(account.rawValue)])
            guard ended == 1 else { return false }
            try Audit.append(
                doer, "session ended", subject: "", note: String(hash.prefix(8)), at: now, transaction)
            return true
        }
    }
}

extension ConsoleSession {
    fileprivate init(_ row: Row) throws {
        var columns = Columns(row)
        self.init(
            hash: try columns.text(), account: AccountID(rawValue: try columns.integer()),
            madeAt: try columns.time(), seenAt: try columns.time(), until: try columns.time(),
            address: try columns.text())
    }
}
