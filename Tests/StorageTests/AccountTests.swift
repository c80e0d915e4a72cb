import Storage
import TestKit
import Testing
import Triage

@Suite struct AccountTests {
    static let now = Example.morning
    static let doer = Doer(name: "test", address: "192.0.2.1")

    static func add(_ store: Store, _ name: String, _ role: Role = .agent) async throws -> Account {
        let answer = try await store.addAccount(name, role: role, password: "hash of \(name)", by: doer, now: now)
        guard case .done(let account) = answer else { throw StorageError.fault("\(answer)") }
        return account
    }

    @Test func `each role may what those before may`() {
        #expect(Role.allCases.sorted() == [.viewer, .agent, .lead, .admin])
    }

    @Test(arguments: [
        ("Ana", "ana"), ("ana.b@quillfone.example", "ana.b@quillfone.example"), ("a", "a"), ("0a-b_c+d", "0a-b_c+d"),
        ("", nil), (" ana", nil), ("ana b", nil), (".ana", nil), ("änna", nil), ("ana\u{202E}", nil), ("a\0", nil),
        (String(repeating: "a", count: 65), nil),
    ])
    func `a name is plain, so that nobody's looks like another's`(_ text: String, _ name: String?) {
        #expect(AccountName.read(text) == name)
    }

    @Test(arguments: EngineKind.allCases)
    func `a name has one account, known by its name with its password's hash`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let none = try await store.hasAccounts()
            #expect(!none)
            let ana = try await Self.add(store, "ana", .lead)
            let twice = try await store.addAccount("ana", role: .admin, password: nil, by: Self.doer, now: Self.now)
            #expect(twice == .refused(because: "ana has an account"))
            let known = try await store.credentials(of: "ana")
            #expect(known?.account == ana)
            #expect(known?.password == "hash of ana")
            let accounts = try await store.accounts()
            #expect(accounts == [ana])
            let nobody = try await store.setRole(of: "eve", to: .admin, by: Self.doer, now: Self.now)
            #expect(nobody == .noSuchAccount)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `the last admin stays one, and stays able to sign in`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            _ = try await Self.add(store, "ana", .admin)
            _ = try await Self.add(store, "ben", .admin)
            _ = try await store.setDisabled("ben", true, by: Self.doer, now: Self.now)
            guard case .refused = try await store.setRole(of: "ana", to: .lead, by: Self.doer, now: Self.now),
                case .refused = try await store.setDisabled("ana", true, by: Self.doer, now: Self.now)
            else {
                Issue.record("nobody can make accounts any more")
                return
            }
            _ = try await store.setDisabled("ben", false, by: Self.doer, now: Self.now)
            let answer = try await store.setRole(of: "ana", to: .lead, by: Self.doer, now: Self.now)
            guard case .done(let ana) = answer else {
                Issue.record("\(answer)")
                return
            }
            #expect(ana.role == .lead)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `the first account is made with the newest token, within a day, once`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let isOffered = try await store.offerFirstAccount("old", by: Self.doer, now: Self.now)
            #expect(isOffered)
            _ = try await store.offerFirstAccount("new", by: Self.doer, now: Self.now)
            func first(_ token: String, _ now: Moment) async throws -> Account? {
                try await store.addFirstAccount("ana", password: "h", token: token, address: "", now: now)
            }
            let old = try await first("old", Self.now)
            #expect(old == nil)
            let late = try await first("new", Self.now + .seconds(24 * 3600))
            #expect(late == nil)
            let made = try await first("new", Self.now + .seconds(60))
            #expect(made?.role == .admin)
            let second = try await first("new", Self.now + .seconds(60))
            #expect(second == nil)
            let again = try await store.offerFirstAccount("more", by: Self.doer, now: Self.now)
            #expect(!again)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `two who make the first account at the same time make one`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            _ = try await store.offerFirstAccount("token", by: Self.doer, now: Self.now)
            let made = try await withThrowingTaskGroup(of: Account?.self) { group in
                for name in ["ana", "ben", "cat", "dan"] {
                    group.addTask {
                        try await store.addFirstAccount(name, password: "h", token: "token", address: "", now: Self.now)
                    }
                }
                return try await group.reduce(into: [Account]()) { all, account in
                    if let account { all.append(account) }
                }
            }
            #expect(made.count == 1)
            let accounts = try await store.accounts()
            #expect(accounts == made)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a session slides while it is used, and ends by itself`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let ana = try await Self.add(store, "ana")
            _ = try await store.beginSession("s", of: ana, address: "192.0.2.1", now: Self.now)
            let hour = Duration.seconds(3600)
            let used = try await store.session("s", now: Self.now + hour * 11)
            #expect(used?.account == ana)
            let slid = try await store.session("s", now: Self.now + hour * 22)
            #expect(slid?.session.seenAt == Self.now + hour * 22)
            let idle = try await store.session("s", now: Self.now + hour * 34)
            #expect(idle == nil)
            let unknown = try await store.session("t", now: Self.now)
            #expect(unknown == nil)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `an account's oldest session ends when it has too many, and another's stays`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let (ana, ben) = (try await Self.add(store, "ana"), try await Self.add(store, "ben"))
            _ = try await store.beginSession("ben's", of: ben, address: "", now: Self.now - .seconds(60))
            for number in 0..<(ConsoleSession.mostPerAccount + 2) {
                _ = try await store.beginSession("\(number)", of: ana, address: "", now: Self.now + .seconds(number))
            }
            let now = Self.now + .seconds(100)
            let sessions = try await store.sessions(of: ana.id, now: now)
            #expect(sessions.count == ConsoleSession.mostPerAccount)
            #expect(sessions.last?.hash == "2")
            let bens = try await store.sessions(of: ben.id, now: now)
            #expect(bens.count == 1)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a new password, and a disabled account, end what was open`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let ana = try await Self.add(store, "ana")
            for hash in ["a", "b"] {
                _ = try await store.beginSession(hash, of: ana, address: "", now: Self.now)
            }
            _ = try await store.addToken(
                "key", named: "script", of: ana, role: .agent, until: nil, by: Self.doer, now: Self.now)
            _ = try await store.setPassword(of: "ana", to: "new", keeping: "b", by: Self.doer, now: Self.now)
            let kept = try await store.sessions(of: ana.id, now: Self.now)
            #expect(kept.map(\.hash) == ["b"])
            let works = try await store.token("key", now: Self.now)
            #expect(works?.account.name == "ana")
            _ = try await store.setDisabled("ana", true, by: Self.doer, now: Self.now)
            let session = try await store.session("b", now: Self.now)
            #expect(session == nil)
            let token = try await store.token("key", now: Self.now)
            #expect(token == nil)
            _ = try await store.setDisabled("ana", false, by: Self.doer, now: Self.now)
            let still = try await store.token("key", now: Self.now)
            #expect(still == nil, "a revoked key came back to life")
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `nobody ends another's session or revokes another's key`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let (ana, eve) = (try await Self.add(store, "ana"), try await Self.add(store, "eve"))
            _ = try await store.beginSession("s", of: ana, address: "", now: Self.now)
            let key = try await store.addToken(
                "k", named: "n", of: ana, role: .agent, until: nil, by: Self.doer, now: Self.now)
            let isEnded = try await store.endSession("s", of: eve.id, by: Self.doer, now: Self.now)
            #expect(!isEnded)
            let isRevoked = try await store.revokeToken(key?.id ?? 0, of: eve.id, by: Self.doer, now: Self.now)
            #expect(!isRevoked)
            let session = try await store.session("s", now: Self.now)
            #expect(session != nil)
            let token = try await store.token("k", now: Self.now)
            #expect(token != nil)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a key never may more than its account does now, and ends with its time`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            _ = try await Self.add(store, "root", .admin)
            let ana = try await Self.add(store, "ana", .lead)
            _ = try await store.addToken(
                "k", named: "n", of: ana, role: .admin, until: Self.now + .seconds(60), by: Self.doer, now: Self.now)
            let made = try await store.token("k", now: Self.now)
            #expect(made?.token.role == .lead)
            _ = try await store.setRole(of: "ana", to: .viewer, by: Self.doer, now: Self.now)
            let after = try await store.token("k", now: Self.now)
            #expect(after?.token.role == .viewer)
            let late = try await store.token("k", now: Self.now + .seconds(60))
            #expect(late == nil)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `what was done is noted, and a line that is changed or taken away is found`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            for number in 0..<2100 where number % 700 == 0 {
                try await store.audit(Self.doer, "note \(number)", subject: "s", note: "n\u{0}", now: Self.now)
            }
            _ = try await Self.add(store, "ana")
            let lines = try await store.auditLines(limit: 10)
            #expect(lines.map(\.what) == ["added", "note 1400", "note 700", "note 0"])
            let sound = try await store.auditFault()
            #expect(sound == nil)
            let target = lines[2].id
            try await store.engine.write { transaction in
                _ = try transaction.run("UPDATE audit SET who = 'eve' WHERE id = ?1", [.integer(target)])
            }
            let changed = try await store.auditFault()
            #expect(changed?.id == target)
            try await store.engine.write { transaction in
                _ = try transaction.run("DELETE FROM audit WHERE id = ?1", [.integer(target)])
            }
            let cut = try await store.auditFault()
            #expect(cut?.id == lines[1].id)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a chain longer than one reading holds, and breaks where it was broken`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            for number in 0..<1003 {
                try await store.audit(Self.doer, "n", subject: "\(number)", now: Self.now)
            }
            let sound = try await store.auditFault()
            #expect(sound == nil)
            let head = try #require(try await store.auditHead())
            try await store.engine.write { transaction in
                _ = try transaction.run("UPDATE audit SET note = 'x' WHERE id = ?1", [.integer(head.id)])
            }
            let fault = try await store.auditFault()
            #expect(fault?.id == head.id)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `lines written at the same time stand in one chain`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<20 {
                    group.addTask { try await store.audit(Self.doer, "n\(number)", now: Self.now) }
                }
                try await group.waitForAll()
            }
            let lines = try await store.auditLines(limit: 100)
            #expect(lines.count == 20)
            let fault = try await store.auditFault()
            #expect(fault == nil)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `the desk's numbers name every state, and the oldest that nobody has acknowledged`(_ kind: EngineKind)
        async throws
    {
        try await kind.withStore { store in
            let empty = try await store.deskNumbers()
            #expect(empty.oldestUnacknowledged == nil)
            #expect(empty.cases.map(\.count) == [0, 0, 0, 0])
            let lease = try await store.begin()
            _ = try await store.remember(
                [Example.page(lease, [Example.message(1, "fire")])], now: Self.now, thinking: .example)
            let numbers = try await store.deskNumbers()
            #expect(numbers.cases.first { $0.state == .open }?.count == 1)
            #expect(numbers.oldestUnacknowledged != nil)
            #expect(numbers.errands.first { $0.state == .waiting }?.count == 1)
            #expect(numbers.pages.map(\.state) == DeskNumbers.pageStates)
        }
    }
}
