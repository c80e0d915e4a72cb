import Triage

extension Store {
    /// Nil where the account has too many.
    /// - Parameter hash: SHA-256 of the token, in hexadecimal.
    package func addToken(
        _ hash: String, named name: String, of account: Account, role: Role, until: Moment?, by doer: Doer,
        now: Moment
    ) async throws -> APIToken? {
        try await engine.write { transaction in
            let count = try transaction.integer(
                "SELECT count(*) FROM api_token WHERE account = ?1 AND revoked_at IS NULL",
                [.integer(account.id.rawValue)])
            guard count < APIToken.mostPerAccount else { return nil }
            let role = min(role, account.role)
            let id = try transaction.insert(
                """
                INSERT INTO api_token (account, name, hash, role, made_at, until) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                """,
                [
                    .integer(account.id.rawValue), .text(name), .text(hash), .text(role.rawValue), .time(now),
                    .orNull(until),
                ])
            try Audit.append(
                doer, "token made", subject: account.name, note: "\(id) \(role.rawValue) \(name)", at: now, transaction)
            return APIToken(
                id: id, account: account.id, name: name, role: role, madeAt: now, usedAt: nil, until: until,
                revokedAt: nil)
        }
    }

    /// The token and whose it is; nil where it was revoked or has run out, or its account is disabled. Its role
    /// is never more than its account's is now. That it was used is written at most once a minute.
    package func token(_ hash: String, now: Moment) async throws -> (token: APIToken, account: Account)? {
        let found: (token: APIToken, account: Account)? = try await engine.read { transaction in
            guard
                let row = try transaction.row(
                    """
                    SELECT id, account, name, role, made_at, used_at, until, revoked_at FROM api_token WHERE hash = ?1
                    """, [.text(hash)])
            else { return nil }
            var token = try APIToken(row)
            guard token.isAlive(at: now),
                let account = try StoredAccount.with(token.account.rawValue, transaction)?.account,
                account.disabledAt == nil
            else { return nil }
            token.role = min(token.role, account.role)
            return (token, account)
        }
        guard var found else { return nil }
        if found.token.usedAt.map({ now - $0 >= .seconds(60) }) ?? true {
            let id = found.token.id
            try await engine.write { transaction in
                _ = try transaction.run(
                    "UPDATE api_token SET used_at = ?2 WHERE id = ?1", [.integer(id), .time(now)])
            }
            found.token.usedAt = now
        }
        return found
    }

    /// Those that are not revoked, newest first.
    package func tokens(of account: AccountID) async throws -> [APIToken] {
        try await engine.read { transaction in
            try transaction.rows(
                """
                SELECT id, account, name, role, made_at, used_at, until, revoked_at FROM api_token
                WHERE account = ?1 AND revoked_at IS NULL ORDER BY id DESC
                """, [.integer(account.rawValue)]
            ).map(APIToken.init)
        }
    }

    /// False where this account has no such token, or it was revoked before.
    package func revokeToken(_ id: Int64, of account: AccountID, by doer: Doer, now: Moment) async throws -> Bool {
        try await engine.write { transaction in
            let revoked = try transaction.run(
                "UPDATE api_token SET revoked_at = ?3 WHERE id = ?1 AND account = ?2 AND revoked_at IS NULL",
                [.integer(id), .integer(account.rawValue), .time(now)])
            guard revoked == 1 else { return false }
            try Audit.append(doer, "token revoked", subject: "", note: "\(id)", at: now, transaction)
            return true
        }
    }
}

extension APIToken {
    fileprivate init(_ row: Row) throws {
        var columns = Columns(row)
        self.init(
            id: try columns.integer(), account: AccountID(rawValue: try columns.integer()), name: try columns.text(),
            role: try columns.word(Role.self), madeAt: try columns.time(), usedAt: try columns.timeOrNil(),
            until: try columns.timeOrNil(), revokedAt: try columns.timeOrNil())
    }
}
