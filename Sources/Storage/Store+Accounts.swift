import Triage

extension Store {
    /// By name.
    package func accounts() async throws -> [Account] {
        try await engine.read { transaction in
            try transaction.rows(
                "SELECT id, name, role, password, made_at, disabled_at FROM account ORDER BY name"
            ).map { try StoredAccount($0).account }
        }
    }

    package func hasAccounts() async throws -> Bool {
        try await engine.read { try $0.row("SELECT 1 FROM account LIMIT 1") != nil }
    }

    /// - Parameter name: in lower case, as `AccountName` gives it.
    package func account(named name: String) async throws -> Account? {
        try await engine.read { try StoredAccount.named(name, $0)?.account }
    }

    /// With the hash of its password, for whoever wants to sign in.
    package func credentials(of name: String) async throws -> (account: Account, password: String?)? {
        try await engine.read { try StoredAccount.named(name, $0).map { ($0.account, $0.password) } }
    }

    /// - Parameters:
    ///   - name: as `AccountName` gives it.
    ///   - password: its hash; nil for whoever comes in through a proxy alone.
    package func addAccount(_ name: String, role: Role, password: String?, by doer: Doer, now: Moment) async throws
        -> AccountAnswer
    {
        try await engine.write { transaction in
            if try StoredAccount.named(name, transaction) != nil { return .refused(because: "\(name) has an account") }
            return .done(try StoredAccount.add(name, role, password, by: doer, at: now, transaction))
        }
    }

    package func setRole(of name: String, to role: Role, by doer: Doer, now: Moment) async throws -> AccountAnswer {
        try await change(name) { stored, transaction in
            if stored.account.role == .admin, role < .admin, try StoredAccount.isLastAdmin(stored, transaction) {
                return "\(name) is the last admin, and somebody must be able to make accounts"
            }
            try transaction.run(
                "UPDATE account SET role = ?2 WHERE id = ?1",
                [.integer(stored.account.id.rawValue), .text(role.rawValue)])
            try Audit.append(
                doer, "role", subject: name, note: "\(stored.account.role.rawValue) to \(role.rawValue)", at: now,
                transaction)
            return nil
        }
    }

    /// Ends its sessions, the one that asked excepted.
    /// - Parameter password: its hash.
    package func setPassword(
        of name: String, to password: String, keeping session: String? = nil, by doer: Doer, now: Moment
    ) async throws -> AccountAnswer {
        try await change(name) { stored, transaction in
            try transaction.run(
                "UPDATE account SET password = ?2 WHERE id = ?1",
                [.integer(stored.account.id.rawValue), .text(password)])
            try transaction.run(
                "DELETE FROM session WHERE account = ?1 AND hash <> ?2",
                [.integer(stored.account.id.rawValue), .text(session ?? "")])
            try Audit.append(doer, "password", subject: name, note: "", at: now, transaction)
            return nil
        }
    }

    /// Whoever is disabled cannot sign in; their sessions end and their tokens are revoked. What they did stays
    /// under their name.
    package func setDisabled(_ name: String, _ isDisabled: Bool, by doer: Doer, now: Moment) async throws
        -> AccountAnswer
    {
        try await change(name) { stored, transaction in
            let id = Value.integer(stored.account.id.rawValue)
            guard isDisabled else {
                try transaction.run("UPDATE account SET disabled_at = NULL WHERE id = ?1", [id])
                try Audit.append(doer, "enabled", subject: name, note: "", at: now, transaction)
                return nil
            }
            if try StoredAccount.isLastAdmin(stored, transaction) {
                return "\(name) is the last admin, and somebody must be able to make accounts"
            }
            try transaction.run(
                "UPDATE account SET disabled_at = coalesce(disabled_at, ?2) WHERE id = ?1", [id, .time(now)])
            try transaction.run("DELETE FROM session WHERE account = ?1", [id])
            try transaction.run(
                "UPDATE api_token SET revoked_at = ?2 WHERE account = ?1 AND revoked_at IS NULL", [id, .time(now)])
            try Audit.append(doer, "disabled", subject: name, note: "", at: now, transaction)
            return nil
        }
    }

    private func change(
        _ name: String, _ body: @escaping @Sendable (StoredAccount, any Transaction) throws -> String?
    ) async throws -> AccountAnswer {
        try await engine.write { transaction in
            guard let stored = try StoredAccount.named(name, transaction) else { return .noSuchAccount }
            if let because = try body(stored, transaction) { return .refused(because: because) }
            guard let changed = try StoredAccount.named(name, transaction) else { return .noSuchAccount }
            return .done(changed.account)
        }
    }

    // MARK: The first account

    /// Notes the token with which the first account can be made, in place of any before it. False where there is
    /// an account already.
    /// - Parameter hash: SHA-256 of the token, in hexadecimal.
    package func offerFirstAccount(_ hash: String, by doer: Doer, now: Moment) async throws -> Bool {
        try await engine.write { transaction in
            guard try transaction.row("SELECT 1 FROM account LIMIT 1") == nil else { return false }
            try Audit.append(doer, FirstAccount.offered, subject: "", note: hash, at: now, transaction)
            return true
        }
    }

    /// Whether the first account can be made with this token now.
    package func isFirstAccountOffered(_ hash: String, now: Moment) async throws -> Bool {
        try await engine.read { try FirstAccount.isOffered(hash, now: now, $0) }
    }

    /// Makes the first account, an admin's. Nil where the token does not hold, or somebody was quicker.
    package func addFirstAccount(_ name: String, password: String, token hash: String, address: String, now: Moment)
        async throws -> Account?
    {
        try await engine.write { transaction in
            guard try FirstAccount.isOffered(hash, now: now, transaction) else { return nil }
            return try StoredAccount.add(
                name, .admin, password, by: Doer(name: name, address: address), at: now, transaction)
        }
    }
}

private enum FirstAccount {
    static let offered = "first-account offered"
    static let holds = Duration.seconds(24 * 3600)

    /// The newest offer alone stands, for a day, and while there is no account.
    static func isOffered(_ hash: String, now: Moment, _ transaction: any Transaction) throws -> Bool {
        guard try transaction.row("SELECT 1 FROM account LIMIT 1") == nil,
            let row = try transaction.row(
                "SELECT at, note FROM audit WHERE what = ?1 ORDER BY id DESC LIMIT 1", [.text(offered)])
        else { return false }
        return try row.text(1) == hash && now - Moment(microseconds: row.integer(0)) < holds
    }
}

/// A row of `account`.
struct StoredAccount {
    var account: Account
    var password: String?

    /// Of `id, name, role, password, made_at, disabled_at`.
    init(_ row: Row) throws {
        var columns = Columns(row)
        let id = AccountID(rawValue: try columns.integer())
        let (name, role) = (try columns.text(), try columns.word(Role.self))
        password = try columns.textOrNil()
        account = Account(
            id: id, name: name, role: role, hasPassword: password != nil, madeAt: try columns.time(),
            disabledAt: try columns.timeOrNil())
    }

    static func named(_ name: String, _ transaction: any Transaction) throws -> StoredAccount? {
        try transaction.row(
            "SELECT id, name, role, password, made_at, disabled_at FROM account WHERE name = ?1", [.text(name)]
        ).map(StoredAccount.init)
    }

    static func with(_ id: Int64, _ transaction: any Transaction) throws -> StoredAccount? {
        try transaction.row(
            "SELECT id, name, role, password, made_at, disabled_at FROM account WHERE id = ?1", [.integer(id)]
        ).map(StoredAccount.init)
    }

    static func isLastAdmin(_ stored: StoredAccount, _ transaction: any Transaction) throws -> Bool {
        guard stored.account.role == .admin, stored.account.disabledAt == nil else { return false }
        return try transaction.row(
            "SELECT 1 FROM account WHERE role = 'admin' AND disabled_at IS NULL AND id <> ?1 LIMIT 1",
            [.integer(stored.account.id.rawValue)]) == nil
    }

    static func add(
        _ name: String, _ role: Role, _ password: String?, by doer: Doer, at now: Moment,
        _ transaction: any Transaction
    ) throws -> Account {
        let id = try transaction.insert(
            "INSERT INTO account (name, role, password, made_at) VALUES (?1, ?2, ?3, ?4)",
            [.text(name), .text(role.rawValue), .orNull(password), .time(now)])
        try Audit.append(doer, "added", subject: name, note: role.rawValue, at: now, transaction)
        return Account(
            id: AccountID(rawValue: id), name: name, role: role, hasPassword: password != nil, madeAt: now,
            disabledAt: nil)
    }
}
