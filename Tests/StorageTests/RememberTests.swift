import Storage
import Synchronization
import TestKit
import Testing
import Triage

@Suite struct RememberTests {
    let now = Example.morning

    @Test(arguments: EngineKind.allCases)
    func `a post heard twice is remembered once`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let lease = try await store.begin()
            let page = Example.page(lease, [Example.message(1), Example.message(1), Example.message(2)])
            let first = try await store.remember([page], now: now, thinking: .example)
            let again = try await store.remember([page], now: now, thinking: .example)
            #expect(first.first?.counts?.stored == 2)
            #expect(first.first?.counts?.duplicate == 1)
            #expect(again.first?.counts?.stored == 0)
            #expect(again.first?.counts?.duplicate == 3)
            #expect(try await store.tickets(limit: 10).count == 2)
            let line = try #require(try await store.ledger().first)
            #expect(line.heard == 6 && line.stored == 2 && line.duplicate == 4 && line.unaccounted == 0)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `the real decider remembers what it decided`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let lease = try await store.begin()
            let own = Handle(channel: .mastodon, normalised: "quillfone@mastodon.example")
            let policy = Policy(brand: "Quillfone", own: [own], since: [Example.source: now - .seconds(60)])
            var old = Example.message(2)
            old.time = now - .seconds(3600)
            let page = Example.page(lease, [Example.message(1, author: own), old])
            let counts = try await store.remember([page], decider: Decider(policy: policy, rules: .empty), now: now)
                .first?.counts
            #expect(counts?.stored == 1 && counts?.filtered == 1 && counts?.tickets == 0)
            #expect(try await store.filtered().map(\.rule) == ["(before since)"])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `the cursor moves with the messages, and with nothing less`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let lease = try await store.begin()
            let messages = (1...4).map { Example.message($0) }
            let page = Example.page(lease, messages, cursor: "4")
            let engine = FailingEngine(inner: store.engine)
            await #expect(throws: FailingEngine.Injected.self) {
                try await Store(engine: engine).remember([page], now: now, thinking: .example)
            }
            #expect(try await store.begin().cursors.isEmpty)
            #expect(try await store.totals().messages == 0)
            #expect(try await store.ledger().first?.heard == 0)

            _ = try await store.remember([page], now: now, thinking: .example)
            #expect(try await store.begin().cursors == page.cursors)
            #expect(try await store.totals().messages == 4)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a worker that lost its lease writes nothing, and the other pages are written`(_ kind: EngineKind) async throws
    {
        try await kind.withStore { store in
            let mine = try await store.begin("one", worker: "host:boot:1")
            try await store.register([("two", .mastodon)], now: now)
            let later = now + .seconds(60)
            let theirs = try await store.leaseSources(
                ["one"], worker: Worker(rawValue: "host:boot:2"), busy: [], now: later, until: later + .seconds(15))
            #expect(theirs.map(\.epoch) == [mine.epoch + 1])
            let other = try #require(
                try await store.leaseSources(
                    ["two"], worker: Worker(rawValue: "host:boot:1"), busy: [], now: later, until: later + .seconds(15)
                ).first)
            let results = try await store.remember(
                [
                    Example.page(mine, [Example.message(1, source: "one")]),
                    Example.page(other, [Example.message(2, source: "two")]),
                ], now: later, thinking: .example)
            #expect(results.first == .leaseLost)
            #expect(results.last?.counts?.stored == 1)
            #expect(try await store.ledger().map(\.heard) == [0, 1])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `later items of a batch see what earlier ones wrote`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let lease = try await store.begin()
            let first = Example.message(1)
            let reply = Example.message(2, "Now there is fire!", answers: [first.identity])
            let third = Example.message(3, "And fire again", answers: ["mastodon:unknown", reply.identity])
            let page = Example.page(lease, [first, reply, third])
            let counts = try await store.remember([page], now: now, thinking: .example).first?.counts
            #expect(counts?.hot.map(\.isNewCase) == [true, false])
            #expect(Set(counts?.hot.map(\.caseID) ?? []).count == 1)
            let tickets = try await store.tickets(limit: 10).reversed().map(\.draft)
            #expect(tickets.map(\.inReplyTo) == [nil, tickets[0].messageID, tickets[1].messageID])
            #expect(tickets.map(\.references) == [[], [tickets[0].messageID], [tickets[0].messageID]])
            #expect(tickets.map(\.queue) == [.standard, .hot, .hot])
            #expect(Set(try await store.tickets(limit: 10).map(\.conversation)).count == 1)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `an answer joins only a conversation of the same author`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let lease = try await store.begin()
            let ben = Handle(channel: .mastodon, normalised: "ben@mastodon.example")
            let first = Example.message(1)
            let page = Example.page(
                lease,
                [
                    first, Example.message(2, author: ben, answers: [first.identity]),
                    Example.message(3, conversationKey: "sms:1"),
                    Example.message(4, author: ben, conversationKey: "sms:1"),
                ])
            _ = try await store.remember([page], now: now, thinking: .example)
            let conversations = try await store.tickets(limit: 10).reversed().map(\.conversation)
            #expect(conversations[0] != conversations[1])
            #expect(conversations[2] == conversations[3])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `an edit is known by its identity and told the newest text`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let lease = try await store.begin()
            let heard = Mutex<[Memory.Known]>([])
            var thinking = Thinking.example
            thinking.decide = { message, evidence, memory, now in
                heard.withLock { $0.append(memory.known) }
                return Thinking.example.decide(message, evidence, memory, now)
            }
            let page = Example.page(
                lease,
                [
                    Example.message(1, "one"), Example.message(1, "two", revision: "b"),
                    Example.message(1, "three", revision: "c"), Example.message(1, "two", revision: "b"),
                ])
            _ = try await store.remember([page], now: now, thinking: thinking)
            #expect(
                heard.withLock { $0 } == [.no, .earlierRevision(text: "one"), .earlierRevision(text: "two"), .yes])
            #expect(Set(try await store.tickets(limit: 10).map(\.conversation)).count == 1)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `everything of a message comes back as it was`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let lease = try await store.begin()
            var message = Example.message(1, "Nul\u{0} fire \u{1F525} \u{FFFF} \"quoted\"\n\t\u{1}")
            message.quoted = "earlier words"
            message.subject = "Línea"
            message.conversationKey = "key"
            message.answers = ["a", "b\"\\"]
            message.links = ["https://quillfone.example/?a=1&b=\u{e9}"]
            message.notes = ["cut"]
            message.attachments = [.init(name: "a.png", type: "image/png", bytes: 12, url: nil)]
            message.visibility = .followers
            message.form = .reply
            message.author.followers = nil
            message.author.isAutomatic = true
            _ = try await store.remember([Example.page(lease, [message])], now: now, thinking: .example)
            let stored = try #require(try await store.tickets(limit: 1).first?.message)
            message.text = message.text.replacing("\u{0}", with: "\u{1A}")
            message.notes.append("NUL characters were replaced")
            #expect(stored.message == message)
            #expect(stored.verdict == Example.verdict(heat: 80))
            #expect(stored.heardAt == now)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `an item that the database refuses is quarantined, and the rest is written`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let lease = try await store.begin()
            var thinking = Thinking.example
            thinking.decide = { message, evidence, memory, now in
                var decision = Thinking.example.decide(message, evidence, memory, now)
                // A conversation that is not there: a foreign key, or a row that does not change.
                if message.text == "refuse me", case .stored = decision.disposition {
                    decision.conversation = .join(ConversationID(rawValue: 4711))
                }
                return decision
            }
            let page = Example.page(
                lease, [Example.message(1), Example.message(2, "refuse me", revision: "r"), Example.message(3)])
            let counts = try #require(try await store.remember([page], now: now, thinking: thinking).first?.counts)
            #expect(counts.stored == 2 && counts.quarantined == 1 && counts.tickets == 3)
            let item = try #require(try await store.quarantined(limit: 5).first?.item)
            #expect(item.reason.hasPrefix("the database refused it: "))
            #expect(String(decoding: item.raw, as: UTF8.self) == "refuse me")
            // It is known from now on, and blocks nothing.
            let again = try #require(try await store.remember([page], now: now, thinking: thinking).first?.counts)
            #expect(again.duplicate == 3)
            #expect(try await store.ledger().first?.unaccounted == 0)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `what could not be read is kept with its bytes, once, and ticketed once`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let lease = try await store.begin()
            let item = HeardPage.Judged(heard: .unreadable(Example.unreadable(1)), evidence: nil)
            let page = HeardPage(source: lease.source, epoch: lease.epoch, items: [item, item], cursors: [:])
            let counts = try #require(try await store.remember([page], now: now, thinking: .example).first?.counts)
            #expect(counts.quarantined == 1 && counts.duplicate == 1 && counts.tickets == 1)
            let kept = try #require(try await store.quarantined(limit: 5).first)
            #expect(kept.item == Example.unreadable(1))
            #expect(kept.heardAt == now)
            let ticket = try #require(try await store.tickets(limit: 5).first)
            #expect(ticket.source == Example.source && ticket.message == nil)
            let errand = try #require(try await store.errand(ticket.id))
            guard case .unreadable(let material, let heardAt, _) = try await store.material(for: errand) else {
                Issue.record("not the material of something unreadable")
                return
            }
            #expect(material == Example.unreadable(1) && heardAt == now)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `an identity of any length is one identity`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let lease = try await store.begin()
            var long = Example.message(1, conversationKey: String(repeating: "k", count: 9_000))
            long.identity = String(repeating: "é", count: 5_000) + "1"
            var other = long
            other.identity = String(repeating: "é", count: 5_000) + "2"
            var thinking = Thinking.example
            thinking.decide = {
                var decision = Thinking.example.decide($0, $1, $2, $3)
                decision.ticket = nil
                return decision
            }
            let page = Example.page(lease, [long, other, long])
            let counts = try await store.remember([page], now: now, thinking: thinking).first?.counts
            #expect(counts?.stored == 2 && counts?.duplicate == 1)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `names that only look alike are different, and one with a NUL is itself`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let lease = try await store.begin()
            func message(_ identity: String, key: String? = nil) -> Message {
                var message = Example.message(1, conversationKey: key)
                message.identity = identity
                return message
            }
            // One letter in two spellings, and a character that PostgreSQL cannot hold.
            let (composed, apart, nul) = ("caf\u{E9}", "cafe\u{301}", "a\u{0}b \"c\" \\d")
            let first = Example.page(lease, [message(apart), message(nul), message("one", key: apart + "?")])
            #expect(try await store.remember([first], now: now, thinking: .example).first?.counts?.stored == 3)
            let second = Example.page(
                lease,
                [
                    message(composed), message(apart), message(nul), message("two", key: composed + "?"),
                    message("three", key: apart + "?"), message("four", key: composed + "?"),
                ])
            let counts = try await store.remember([second], now: now, thinking: .example).first?.counts
            #expect(counts?.stored == 4 && counts?.duplicate == 2 && counts?.quarantined == 0)
            let sizes = try await store.engine.read {
                try $0.rows("SELECT messages FROM conversation WHERE key IS NOT NULL ORDER BY id").map {
                    try $0.integer(0)
                }
            }
            #expect(sizes == [2, 2])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `two workers that hear the same posts never double one`(_ kind: EngineKind) async throws {
        try await kind.withDatabase { database in
            let stores = [Store(engine: try await database.engine()), Store(engine: try await database.engine())]
            let names: [SourceName] = ["one", "two"]
            let now = now
            var leases: [SourceLease] = []
            for (place, name) in names.enumerated() {
                leases.append(try await stores[0].begin(name, worker: "host:boot:\(place)"))
            }
            // Both hear the same forty posts through different sources, in small pages, at the same time.
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (store, lease) in zip(stores, leases) {
                    group.addTask {
                        for start in stride(from: 0, to: 40, by: 4) {
                            let messages = (start..<start + 4).map {
                                Example.message($0, $0 % 7 == 0 ? "fire" : "ordinary", source: lease.source)
                            }
                            let page = Example.page(lease, messages, cursor: "\(start)")
                            _ = try await store.remember([page], now: now, thinking: .example)
                        }
                    }
                }
                try await group.waitForAll()
            }
            let ledger = try await stores[0].ledger()
            #expect(ledger.map(\.heard) == [40, 40])
            #expect(ledger.map(\.unaccounted) == [0, 0])
            #expect(ledger.reduce(0) { $0 + $1.stored } == 40)
            #expect(try await stores[1].totals().errands == [.waiting: 40])
            #expect(try await stores[1].cases(states: [.open], limit: 100).count == 6)
        }
    }
}

extension Remembered {
    var counts: Counts? {
        guard case .done(let counts) = self else { return nil }
        return counts
    }
}

/// Lets everything be written and then fails instead of committing, as a disk can.
struct FailingEngine: Engine {
    struct Injected: Error {}
    let inner: any Engine

    func write<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await inner.write { transaction in
            _ = try body(transaction)
            throw Injected()
        }
    }
    func read<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await inner.read(body)
    }
    func migrate() async throws { try await inner.migrate() }
    func close() async { await inner.close() }
}
