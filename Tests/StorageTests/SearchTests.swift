import Storage
import TestKit
import Testing
import Triage

@Suite struct SearchTests {
    let now = Example.morning

    private static let ben = Customer(
        id: CustomerID(rawValue: "C-7"), name: "Benedikt Aurelius Vogel",
        handles: [Handle(channel: .mastodon, normalised: "ben@mastodon.example")])

    /// Three hot messages, a calm one, and a customer.
    private func house(_ store: Store) async throws {
        _ = try await store.importCustomers([Self.ben], now: now)
        let lease = try await store.begin(now: now)
        var mail = Example.message(3, "fire in the meter cupboard")
        mail.subject = "Invoice 2026-4711 and smoke"
        let messages = [
            Example.message(1, "fire behind the ROUTER, Türkçe çağrı"),
            Example.message(2, "fire engine came by", author: Self.ben.handles[0]), mail,
            Example.message(4, "what a lovely router, thank you"),
        ]
        _ = try await store.remember([Example.page(lease, messages)], now: now, thinking: .example)
    }

    private func texts(_ store: Store, _ words: String) async throws -> [String] {
        try await store.search(words, limit: 50).compactMap {
            if case .message = $0.thing { $0.words } else { nil }
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `messages of cases are found by words, beginnings of words, authors and subjects, the newest first`(
        _ kind: EngineKind
    ) async throws {
        try await kind.withStore { store in
            try await house(store)
            #expect(try await texts(store, "fire").count == 3)
            #expect(try await texts(store, "fire").last == "fire behind the ROUTER, Türkçe çağrı")
            #expect(try await texts(store, "rout fir").count == 1)
            #expect(try await texts(store, "TÜRKÇE").count == 1)
            #expect(try await texts(store, "ben").count == 1)
            #expect(try await texts(store, "2026-4711").count == 1)
            #expect(try await texts(store, "router engine").isEmpty)
            // It belongs to no case.
            #expect(try await texts(store, "lovely").isEmpty)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a case is found by its number and its title, a customer by any of their names and by their handle`(
        _ kind: EngineKind
    ) async throws {
        try await kind.withStore { store in
            try await house(store)
            for words in ["1", "#1", "case 1"] {
                #expect(
                    try await store.search(words, limit: 5).first?.thing == .hotCase(CaseID(rawValue: 1)), "\(words)")
            }
            let danger = try await store.search("danger", limit: 2)
            #expect(danger.map(\.thing) == [.hotCase(CaseID(rawValue: 3)), .hotCase(CaseID(rawValue: 2))])
            for words in ["vogel", "aurel bene", "@ben@mastodon.example"] {
                let found = try await store.search(words, limit: 5)
                #expect(found.contains { $0.thing == .customer(Self.ben.id) }, "\(words)")
            }
            let handle = try await store.search("ben@mastodon.example", limit: 5)
            #expect(handle.contains { $0.title.contains("ben@mastodon.example") && $0.words == "fire engine came by" })
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a message is found by its ticket, whether or not it belongs to a case`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            try await house(store)
            let ticket = "\(Example.message(4).identity)@earshot.example".filter { $0 != "/" }
            let found = try await store.search("<\(ticket)>", limit: 5)
            #expect(found.map(\.words) == ["what a lovely router, thank you"])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a customer's new name is found and the old one is not`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            try await house(store)
            var renamed = Self.ben
            renamed.name = "Benedikt Falke"
            _ = try await store.importCustomers([renamed], now: now)
            #expect(try await store.search("falke", limit: 5).map(\.thing) == [.customer(Self.ben.id)])
            #expect(try await store.search("vogel", limit: 5).isEmpty)
        }
    }

    @Test(
        arguments: EngineKind.allCases,
        [
            "", "   ", "\"", "fire OR", "NEAR(fire", "fire:*", "'; DROP TABLE message; --", "fire & | !", "\u{0}fire",
            "-", "^fire*", "🔥", "text:fire", "½ ² ㎏", "\u{202E}fire", "999999999999999999999999",
        ])
    func `what is typed is never taken for the language of a query`(_ kind: EngineKind, _ words: String) async throws {
        try await kind.withStore { store in
            try await house(store)
            _ = try await store.search(words, limit: 5)
            #expect(try await texts(store, "fire").count == 3)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `however much is typed or found, the answer is bounded`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let lease = try await store.begin(now: now)
            let messages = (1...250).map { Example.message($0, "fire \($0)", conversationKey: "one") }
            _ = try await store.remember([Example.page(lease, messages)], now: now, thinking: .example)
            #expect(try await texts(store, "fire").count == 50)
            #expect(try await store.search("fire", limit: 1_000_000).count == 200)
            let long = String(repeating: "fire ", count: 100_000)
            #expect(try await store.search(long, limit: 3).count == 3)
            #expect(try await store.search(String(repeating: "x", count: 100_000), limit: 3).isEmpty)
        }
    }

    @Test func `what an older program stored is found after the upgrade`() async throws {
        for kind in EngineKind.allCases {
            try await kind.withDatabase { database in
                let old = try await database.engine(migrated: false)
                try await old.write { transaction in
                    try Schema.bring(transaction, to: 2)
                    try transaction.run("INSERT INTO source (name, channel, started_at) VALUES ('s', 'feed', 0)")
                    try transaction.run(
                        """
                        INSERT INTO hot_case (state, heat, title, messages, first_heard, owner, reasons)
                        VALUES ('open', 80, 'Smouldering', 1, 0, '', '[]')
                        """)
                    try transaction.run(
                        """
                        INSERT INTO message (
                            source, identity, revision, hot_case, heard_at, channel, handle, display_name,
                            is_automatic, text, quoted, subject, language, time, permalink, visibility, form,
                            sentiment, compound, judged_language)
                        VALUES (1, 'a', '', 1, 0, 'feed', 'feed:x', 'Xaver', 0, 'embers glow', '', '', '', 0, '',
                            'open', 'original', 'neutral', 0, 'en')
                        """)
                    try transaction.run(
                        """
                        INSERT INTO customer (
                            id, name, tier, language, time_zone, number, consent, preferred_channel, imported_at)
                        VALUES ('C-1', 'Ottilie', '', '', '', '', '{}', '', 0)
                        """)
                }
                let store = Store(engine: try await database.engine())
                #expect(try await store.search("smould", limit: 5).map(\.thing) == [.hotCase(CaseID(rawValue: 1))])
                #expect(try await store.search("embers", limit: 5).map(\.words) == ["embers glow"])
                #expect(try await store.search("ottilie", limit: 5).map(\.title) == ["Ottilie"])
            }
        }
    }
}
