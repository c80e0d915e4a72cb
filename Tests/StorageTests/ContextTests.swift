import Foundation
import Storage
import Synchronization
import TestKit
import Testing
import Triage

/// What rules may ask about a person and a conversation, as it is recalled.
@Suite struct ContextTests {
    static let start = Example.morning
    static let own = Handle(channel: .mastodon, normalised: "quillfone@mastodon.example")

    static let everything = """
        rule asks
          severity  low
          when      help AND (conversation.contacts >= 1 in 24h OR conversation.unanswered >= 1h OR customer.open_cases >= 1)

        rule fire
          severity  critical
          when      fire
        """

    static func decider(_ rules: String = everything) throws -> Decider {
        let (set, complaints) = RuleSet.compile([RuleFile(path: "Rules/a.rules", bytes: Array(rules.utf8))])
        return Decider(
            policy: Policy(brand: "Quillfone", own: [own]),
            rules: try #require(set, "\(complaints.map { $0.rendered(colour: false) })"))
    }

    static func message(
        _ number: Int, minute: Int, _ text: String = "please help", author: Handle = Example.ana, answers: Int? = nil
    ) -> Message {
        var message = Example.message(
            number, text, author: author, answers: answers.map { [Example.message($0).identity] } ?? [])
        message.time = start + .seconds(minute * 60)
        return message
    }

    /// Hears them one after the other; what the last one's decision was told.
    @discardableResult
    static func hear(_ store: Store, _ messages: Message..., decider: Decider? = nil) async throws -> Surroundings {
        let decider = try decider ?? Self.decider()
        let told = Mutex(Surroundings())
        let thinking = Thinking(
            asks: { decider.asks($0, $1) },
            decide: { message, evidence, memory, now in
                told.withLock { $0 = memory.surroundings }
                return decider.decide(message, evidence, memory, now: now)
            }, decideUnreadable: { decider.decide($0, known: $1) })
        let lease = try await store.begin()
        for message in messages {
            let page = HeardPage(
                source: lease.source, epoch: lease.epoch,
                items: [.init(heard: .message(message), evidence: decider.rules.judge(message))], cursors: [:])
            _ = try await store.remember([page], now: message.time + .seconds(5), thinking: thinking)
        }
        return told.withLock { $0 }
    }

    @Test(arguments: EngineKind.allCases)
    func `who wrote before is counted over all conversations, newest first, an edit not twice`(_ kind: EngineKind)
        async throws
    {
        try await kind.withStore { store in
            var edit = Self.message(2, minute: 30, "please help!")
            edit.revision = "b"
            let ben = Handle(channel: .mastodon, normalised: "ben@mastodon.example")
            let told = try await Self.hear(
                store, Self.message(1, minute: -1500), Self.message(2, minute: 30), edit, Self.message(3, minute: 10),
                Self.message(4, minute: 40, author: ben), Self.message(5, minute: 70), Self.message(6, minute: 60))
            // The first is older than a day; the fifth is later than the one that asks.
            #expect(told.contacts == [30, 10].map { Self.start + .seconds($0 * 60) })
        }
    }

    @Test(arguments: EngineKind.allCases, [3, 100])
    func `who writes without end is counted to the last, over days, and an edit not twice`(
        _ kind: EngineKind, _ days: Int
    ) async throws {
        try await kind.withStore { store in
            let lease = try await store.begin()
            let decider = try Self.decider(
                """
                rule asks
                  severity  low
                  when      help AND conversation.contacts >= 1 in 7d
                """)
            let each = days == 3 ? 20 : 1
            var messages: [Message] = []
            // Newest first, as a timeline gives them.
            for number in 0..<days * each {
                var message = Self.message(number + 1, minute: -number * 1440 / each)
                messages.append(message)
                message.revision = "b"
                message.text += " now"
                messages.append(message)
            }
            let items = messages.map { HeardPage.Judged(heard: .message($0), evidence: decider.rules.judge($0)) }
            let page = HeardPage(source: lease.source, epoch: lease.epoch, items: items, cursors: [:])
            _ = try await store.remember([page], decider: decider, now: Self.start)
            let told = try await Self.hear(store, Self.message(1000, minute: 1), decider: decider)
            // Seven days back from a minute after the newest: at a message a day, seven of them.
            #expect(told.contacts.count == (days == 3 ? 60 : 7))
            #expect(told.contacts == told.contacts.sorted(by: >) && told.contacts.first == Self.start)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `more than a few messages of one person are sorted by the database`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let decider = try Self.decider()
            let lease = try await store.begin()
            let items = (0..<150).map { number in
                let message = Self.message(number + 1, minute: number * 7 % 150)
                return HeardPage.Judged(heard: .message(message), evidence: decider.rules.judge(message))
            }
            let page = HeardPage(source: lease.source, epoch: lease.epoch, items: items, cursors: [:])
            _ = try await store.remember([page], decider: decider, now: Self.start + .seconds(9000))
            let told = try await Self.hear(store, Self.message(1000, minute: 150), decider: decider)
            #expect(told.contacts == (0..<150).reversed().map { Self.start + .seconds($0 * 60) })
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `who wrote is looked up by the index, whatever else was written in those hours`(_ kind: EngineKind)
        async throws
    {
        try await kind.withStore { store in
            try await Self.hear(store, Self.message(1, minute: 0))
            let plan: [Row] = try await store.engine.write { transaction in
                switch transaction.dialect {
                case .sqlite:
                    let days = try transaction.rows(
                        """
                        EXPLAIN QUERY PLAN
                        WITH hours (number) AS (VALUES (?2), (?2 - 1))
                        SELECT m.time, m.identity FROM hours CROSS JOIN message m
                            ON m.time / 3600000000 = hours.number AND m.handle = ?1
                        WHERE hours.number >= ?3
                        """, [.text("a"), .integer(2), .integer(1)])
                    #expect("\(days)".contains("message_by_hour_and_handle"))
                    let first = try transaction.rows(
                        """
                        EXPLAIN QUERY PLAN
                        SELECT time / 3600000000 FROM message ORDER BY time / 3600000000 LIMIT 1
                        """)
                    #expect("\(first)".contains("message_by_hour_and_handle"))
                    return try transaction.rows(
                        """
                        EXPLAIN QUERY PLAN
                        WITH RECURSIVE hours (number) AS (
                            SELECT ?2 UNION ALL SELECT number + 1 FROM hours WHERE number < ?3)
                        SELECT time FROM message WHERE time / 3600000000 IN (SELECT number FROM hours) AND handle = ?1
                        """, [.text("a"), .integer(1), .integer(2)])
                case .postgres:
                    try transaction.run("SET LOCAL enable_seqscan = off")
                    return try transaction.rows(
                        """
                        EXPLAIN SELECT time FROM message
                        WHERE (time / 3600000000) = ANY (ARRAY(SELECT generate_series(1::bigint, 2::bigint)))
                            AND handle = 'a'
                        """)
                }
            }
            #expect("\(plan)".contains("message_by_hour_and_handle"))
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a customer is one person under all handles`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let sms = Handle(channel: .sms, normalised: "+12025550111")
            let customer = Customer(
                id: .init(rawValue: "c1"), handles: [Example.ana, sms], tier: "vip", tags: ["press", "at-risk"])
            _ = try await store.importCustomers([customer], now: Self.start)
            var text = Self.message(1, minute: 5, author: sms)
            text.channel = .sms
            let told = try await Self.hear(store, text, Self.message(2, minute: 6))
            #expect(told.contacts == [Self.start + .seconds(300)])
            #expect(told.customer?.tags == ["press", "at-risk"])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a conversation waits from its oldest message on until the brand answers, and anew after that`(
        _ kind: EngineKind
    ) async throws {
        try await kind.withStore { store in
            func minutes(_ told: Surroundings) -> Int64? {
                told.unansweredSince.map { ($0.microseconds - Self.start.microseconds) / 60_000_000 }
            }
            #expect(minutes(try await Self.hear(store, Self.message(1, minute: 0))) == nil)
            #expect(minutes(try await Self.hear(store, Self.message(2, minute: 10, answers: 1))) == 0)
            let reply = Self.message(3, minute: 20, "We are on it.", author: Self.own, answers: 2)
            try await Self.hear(store, reply)
            #expect(minutes(try await Self.hear(store, Self.message(4, minute: 30, answers: 2))) == nil)
            #expect(minutes(try await Self.hear(store, Self.message(5, minute: 40, answers: 4))) == 30)
            // Somebody else's reply answers nothing, nor does an answer that is older than the question.
            let ben = Handle(channel: .mastodon, normalised: "ben@mastodon.example")
            try await Self.hear(
                store, Self.message(6, minute: 50, "same here", author: ben, answers: 4),
                Self.message(7, minute: 15, "Hello!", author: Self.own, answers: 1))
            #expect(minutes(try await Self.hear(store, Self.message(8, minute: 60, answers: 5))) == 30)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a conversation of many messages waits from the oldest of the first hundred`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let decider = try Self.decider()
            let lease = try await store.begin()
            let thread = (1...130).map { number in
                var message = Self.message(number, minute: 200 - number, "calm")
                message.conversationKey = "thread"
                return message
            }
            let page = HeardPage(
                source: lease.source, epoch: lease.epoch,
                items: thread.map { .init(heard: .message($0), evidence: decider.rules.judge($0)) }, cursors: [:])
            _ = try await store.remember([page], decider: decider, now: Self.start + .seconds(300 * 60))
            var last = Self.message(200, minute: 400)
            last.conversationKey = "thread"
            #expect(try await Self.hear(store, last).unansweredSince == Self.start + .seconds(100 * 60))
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `open cases of the person are counted, resolved ones and those of others are not`(_ kind: EngineKind)
        async throws
    {
        try await kind.withStore { store in
            let ben = Handle(channel: .mastodon, normalised: "ben@mastodon.example")
            let told = try await Self.hear(
                store, Self.message(1, minute: 0, "fire"), Self.message(2, minute: 1, "fire"),
                Self.message(3, minute: 2, "fire", author: ben), Self.message(4, minute: 3))
            #expect(told.openCases == 2)
            let first = try #require(try await store.cases(states: [.open], limit: 9).first)
            _ = try await store.change(first.id, .resolve, by: "eve", note: "", now: Self.start)
            #expect(try await Self.hear(store, Self.message(5, minute: 4)).openCases == 1)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `what nobody asks is neither recalled nor stored, what was asked is stored with the verdict`(
        _ kind: EngineKind
    )
        async throws
    {
        try await kind.withStore { store in
            try await Self.hear(
                store, Self.message(1, minute: 0, "hello"), Self.message(2, minute: 5, "hello there", answers: 1),
                Self.message(3, minute: 70, answers: 1), Self.message(4, minute: 75, "fire", answers: 1))
            let stored = try await store.firstMessages(4)
            #expect(stored.map { $0.surroundings == nil } == [true, true, false, true])
            #expect(
                stored[2].surroundings
                    == Surroundings(
                        contacts: [5, 0].map { Self.start + .seconds($0 * 60) }, unansweredSince: Self.start))
            #expect(stored[2].verdict?.reasons.map(\.rule) == ["asks"])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `what was concluded comes back whole: shadowed rules, how sure it is, where a match stood`(_ kind: EngineKind)
        async throws
    {
        try await kind.withStore { store in
            let lease = try await store.begin()
            var verdict = Example.verdict(heat: 80)
            verdict.complaint = 0.625
            verdict.sentiment.confidence = 0.75
            verdict.shadowed = [Example.reason("watched", score: 20)]
            verdict.reasons[0].matches[0].zone = .url
            verdict.reasons[0].replacedBy = "other"
            let surroundings = Surroundings(
                customer: Customer(
                    id: .init(rawValue: "c1"), tier: "vip", value: 1200, language: "en", tags: ["press"]),
                openCases: 2, contacts: [Moment(microseconds: 1), Moment(microseconds: -5)],
                unansweredSince: Moment(microseconds: 7))
            var thinking = Thinking.example
            let wanted = verdict
            thinking.decide = {
                var decision = Thinking.example.decide($0, $1, $2, $3)
                (decision.verdict, decision.surroundings) = (wanted, surroundings)
                return decision
            }
            var message = Example.message(1, "fire")
            message.author.since = Moment(rfc3339: "2019-03-04T00:00:00Z")
            message.author.isVerified = true
            _ = try await store.remember([Example.page(lease, [message])], now: Self.start, thinking: thinking)
            let stored = try #require(try await store.firstMessages(1).first)
            #expect(stored.verdict == verdict)
            #expect(stored.message.author == message.author)
            #expect(stored.surroundings == surroundings)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a database of version 1 is brought on, its rows read back, and its program goes on beside the new one`(
        _ kind: EngineKind
    ) async throws {
        try await kind.withDatabase { database in
            let engine = try await database.engine(migrated: false)
            try await engine.write { try Schema.bring($0, to: 1) }
            /// As the program of version 1 writes a message.
            func writeAsBefore(_ identity: String) async throws {
                _ = try await engine.write { transaction in
                    try transaction.run(
                        """
                        INSERT INTO message (source, identity, revision, heard_at, channel, handle, display_name,
                            is_automatic, text, quoted, subject, language, time, permalink, visibility, form, extras,
                            sentiment, compound, judged_language, is_hot, heat, severity, reasons)
                        VALUES (1, ?1, '', 1, 'mastodon', 'mastodon:ana@mastodon.example', 'Ana', 0, 'fire', '', '', 'en', 1,
                            '', 'open', 'original', '{"answers":[],"attachments":[],"links":["https://a.example"],"notes":[]}',
                            'negative', -400000, 'en', 1, 80, 'critical',
                            '[{"rule":"fire","title":"Fire","file":"a","line":1,"score":80,"severity":"critical","matches":[{"text":"fire","start":0,"end":4}],"more":0,"owner":"","skill":""}]')
                        """, [.text(identity)])
                }
            }
            _ = try await engine.write {
                try $0.run("INSERT INTO source (name, channel, started_at) VALUES ('fediverse', 'mastodon', 0)")
                try $0.run(
                    """
                    INSERT INTO customer (id, name, tier, language, time_zone, number, consent, preferred_channel, imported_at)
                    VALUES ('c1', 'Ana', 'vip', '', '', '', '{}', '', 1)
                    """)
            }
            try await writeAsBefore("old")
            try await engine.migrate()
            try await writeAsBefore("beside")
            let store = Store(engine: engine)
            for stored in try await store.firstMessages(2) {
                #expect(stored.verdict?.reasons.first?.matches == [.init(text: "fire", start: 0, end: 4)])
                #expect(stored.verdict?.shadowed == [] && stored.verdict?.sentiment.confidence == 1)
                #expect(stored.message.author.since == nil && !stored.message.author.isVerified)
                #expect(stored.surroundings == nil && stored.message.links == ["https://a.example"])
            }
            #expect(try await store.customer(CustomerID(rawValue: "c1"))?.tags == [])
            // What the old program looks at before it works.
            #expect(try await engine.read { try $0.integer("SELECT max(version) FROM earshot_schema") } == 1)
            #expect(try await engine.read { try Schema.found($0) } == Schema.version)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a database on which a newer program took more steps is left as it is, and worked on`(_ kind: EngineKind)
        async throws
    {
        try await kind.withDatabase { database in
            let engine = try await database.engine()
            try await engine.write { _ = try $0.run("UPDATE earshot_step SET version = version + 40") }
            let store = Store(engine: try await database.engine())
            try await Self.hear(store, Self.message(1, minute: 0))
            #expect(try await engine.read { try Schema.found($0) } == Schema.version + 40)
        }
    }
}

extension Store {
    /// The first messages stored, with what was stored beside them.
    func firstMessages(_ count: Int) async throws -> [StoredMessage] {
        try await engine.read { transaction in
            try (1...count).map { try StoredMessage.load(MessageID(rawValue: Int64($0)), transaction) }
        }
    }
}
