import Triage

/// What somebody may do at the console; each may what those before may.
package enum Role: String, Sendable, Codable, CaseIterable, Comparable {
    /// Looks.
    case viewer
    /// Works cases.
    case agent
    /// Plans the rota, merges incidents, speaks for others.
    case lead
    /// Makes accounts.
    case admin

    package static func < (a: Role, b: Role) -> Bool { a.place < b.place }

    private var place: Int {
        switch self {
        case .viewer: 0
        case .agent: 1
        case .lead: 2
        case .admin: 3
        }
    }
}

/// A row number of `account`.
package struct AccountID: RawRepresentable, Hashable, Sendable, Codable {
    package let rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }
}

/// Somebody who may sign in.
package struct Account: Hashable, Sendable {
    package var id: AccountID
    /// As they sign in and as the history names them; see `AccountName`.
    package var name: String
    package var role: Role
    /// False: they come in through a trusted proxy alone.
    package var hasPassword: Bool
    package var madeAt: Moment
    /// Nil while they may sign in.
    package var disabledAt: Moment?

    package init(id: AccountID, name: String, role: Role, hasPassword: Bool, madeAt: Moment, disabledAt: Moment?) {
        self.id = id
        self.name = name
        self.role = role
        self.hasPassword = hasPassword
        self.madeAt = madeAt
        self.disabledAt = disabledAt
    }
}

/// Which names an account may have: `ana`, `ana.b`, `ana@quillfone.example`.
package enum AccountName {
    /// The name in lower case; nil where it is empty, longer than 64, or has other signs than letters and digits
    /// of ASCII and `. _ - @ +` after a letter or digit.
    package static func read(_ text: String) -> String? {
        let name = text.lowercased()
        guard (1...64).contains(name.utf8.count), let first = name.utf8.first, isPlain(first),
            name.utf8.allSatisfy({ isPlain($0) || ".-_@+".utf8.contains($0) })
        else { return nil }
        return name
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}

/// How a change of an account ended.
package enum AccountAnswer: Hashable, Sendable {
    case done(Account)
    case noSuchAccount
    case refused(because: String)
}

/// A browser that has signed in.
package struct ConsoleSession: Hashable, Sendable {
    /// SHA-256 of what the browser holds, in hexadecimal.
    package var hash: String
    package var account: AccountID
    package var madeAt: Moment
    /// To the minute.
    package var seenAt: Moment
    /// It ends then, however busy.
    package var until: Moment
    package var address: String

    /// Unused for so long, it ends.
    package static let idle = Duration.seconds(12 * 3600)
    package static let longest = Duration.seconds(30 * 86_400)
    /// An account's oldest ends when it has more.
    package static let mostPerAccount = 50

    package init(hash: String, account: AccountID, madeAt: Moment, seenAt: Moment, until: Moment, address: String) {
        self.hash = hash
        self.account = account
        self.madeAt = madeAt
        self.seenAt = seenAt
        self.until = until
        self.address = address
    }

    package func isAlive(at now: Moment) -> Bool { now < until && now - seenAt < Self.idle }
}

/// A key of the HTTP API.
package struct APIToken: Hashable, Sendable {
    package var id: Int64
    package var account: AccountID
    /// What its owner calls it.
    package var name: String
    /// At most so much, and never more than its account may.
    package var role: Role
    package var madeAt: Moment
    /// To the minute.
    package var usedAt: Moment?
    /// Nil: until it is revoked.
    package var until: Moment?
    package var revokedAt: Moment?

    package static let mostPerAccount = 50

    package init(
        id: Int64, account: AccountID, name: String, role: Role, madeAt: Moment, usedAt: Moment?, until: Moment?,
        revokedAt: Moment?
    ) {
        self.id = id
        self.account = account
        self.name = name
        self.role = role
        self.madeAt = madeAt
        self.usedAt = usedAt
        self.until = until
        self.revokedAt = revokedAt
    }

    package func isAlive(at now: Moment) -> Bool { revokedAt == nil && until.map { now < $0 } ?? true }
}

/// Who did something, and from where: what every change of an account is noted with.
package struct Doer: Hashable, Sendable {
    /// An account's name, or who else it was: `root (command)`.
    package var name: String
    /// Of the connection; empty for commands.
    package var address: String

    package init(name: String, address: String = "") {
        self.name = name
        self.address = address
    }
}
