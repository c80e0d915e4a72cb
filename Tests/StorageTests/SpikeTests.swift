import Foundation
import Storage
import TestKit
import Testing
import Triage

/// Spikes as they are counted in the database, with the real judge and the real decider.
@Suite struct SpikeTests {
    static let rule = """
        rule outage
          severity  medium
          when      down OR offline
          hit       "it is down"
          miss      "all is well"

        """

    static func decider(_ spike: String, rule: String = rule) throws -> Decider {
        let text = rule + "\nspike outage-spike\n" + spike
        let (rules, complaints) = RuleSet.compile([RuleFile(path: "Rules/a.rules", bytes: Array(text.utf8))])
        return Decider(
            policy: Policy(brand: "Quillfone", ticketDomain: "quillfone.example"),
            rules: try #require(rules, "\(complaints.map { $0.rendered(colour: false) })"))
    }

    static let authors = """
        title     Outage spike
        severity  critical
        owner     network-desk
        respond   5m
        count     rule:outage distinct authors
        fires     at 20 in 10m
        again     after 30m
        burst hit 20 authors in 9m "it is down"

        """
    static func messages(_ most: Int) -> String {
        "severity critical\ncount rule:outage\nfires at \(most) in 10m\n"
    }

    static let start = Example.morning

    static func message(_ number: Int, second: Int, author: Int? = nil, _ text: String = "it is down") -> Message {
        var message = Example.message(
            number, text, author: Handle(channel: .mastodon, normalised: "author\(author ?? number)@mastodon.example"))
        message.time = start + .seconds(second)
        return message
    }

    @discardableResult
    static func hear(
        _ store: Store, _ decider: Decider, _ messages: [Message], second: Int, source: SourceName = Example.source,
        worker: String = "host:boot:1"
    ) async throws -> Remembered.Counts {
        let now = start + .seconds(second)
        let lease = try await store.begin(source, worker: worker, now: now)
        let page = HeardPage(
            source: source, epoch: lease.epoch,
            items: messages.map {
                var message = $0
                message.source = source
                return .init(heard: .message(message), evidence: decider.rules.judge(message))
            }, cursors: [:])
        return try #require(try await store.remember([page], decider: decider, now: now).first?.counts)
    }

    @Test(arguments: EngineKind.allCases)
    func `twenty authors in nine minutes open one case, across a restart, and no second one while it is on`(
        _ kind: EngineKind
    ) async throws {
        try await kind.withDatabase { database in
            let decider = try Self.decider(Self.authors)
            let first = try await database.engine()
            for number in 0..<12 {
                try await Self.hear(
                    Store(engine: first), decider, [Self.message(number, second: number * 27)], second: number * 27)
            }
            #expect(try await Store(engine: first).cases(states: [.open], limit: 9).isEmpty)
            await first.close()

            let store = Store(engine: try await database.engine())
            let rest = (12..<26).map { Self.message($0, second: $0 * 27) }
            let counts = try await Self.hear(store, decider, rest, second: 26 * 27)
            #expect(counts.spikes == 1 && counts.hot.map(\.isNewCase) == [true])
            let opened = try #require(try await store.cases(states: [.open], limit: 9).first)
            #expect(opened.title == "Outage spike: 20 authors in 10 minutes")
            #expect(opened.heat == 80 && opened.severity == .critical && opened.owner == "network-desk")
            #expect(opened.promise == Self.start + .seconds(19 * 27 + 300))
            #expect(opened.reasons.map(\.rule) == ["outage-spike"] && opened.reasons[0].line == 7)
            // The twenty that led to it, and those that came while it was on.
            #expect(opened.messages == 26)
            let shown = try await store.caseDetail(opened.id)?.messages.map(\.message.identity)
            #expect(shown == (0..<26).map { Self.message($0, second: 0).identity })

            for number in 30..<60 {
                try await Self.hear(
                    store, decider, [Self.message(number, second: 30 * 60 - 1)], second: 30 * 60)
            }
            #expect(try await store.cases(states: [.open], limit: 9).map(\.messages) == [56])
            #expect(try await store.firedSpikes(limit: 9).count == 1)

            // It is on again: the same case is still open.
            let later = (60..<90).map { Self.message($0, second: 60 * 60) }
            try await Self.hear(store, decider, later, second: 60 * 60)
            #expect(try await store.cases(states: [.open], limit: 9).map(\.messages) == [86])
            let fired = try await store.firedSpikes(limit: 9)
            #expect(fired.map(\.state) == [.live, .live] && fired.map(\.count) == [20, 20])
            #expect(fired.allSatisfy { $0.caseID == opened.id })
            let events = try #require(try await store.caseDetail(opened.id)?.events)
            #expect(events.map(\.what) == ["opened", "message", "spike"])
            #expect(events.last?.note == "Outage spike: 20 authors in 10 minutes")
            #expect(fired.last?.until == Self.start + .seconds(9 * 60))

            // When it was resolved, the next one is a case of its own.
            _ = try await store.change(opened.id, .resolve, by: "ana", note: "", now: Self.start)
            let next = (90..<120).map { Self.message($0, second: 100 * 60) }
            try await Self.hear(store, decider, next, second: 100 * 60)
            #expect(try await store.cases(states: [.open], limit: 9).map(\.messages) == [30])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `the messages keep their own heat, conversation and ticket`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let messages = (0..<25).map { Self.message($0, second: $0) }
            try await Self.hear(store, try Self.decider(Self.authors), messages, second: 30)
            let tickets = try await store.tickets(limit: 100)
            #expect(tickets.count == 25 && tickets.allSatisfy { $0.draft.queue == .standard })
            #expect(tickets.allSatisfy { $0.message?.verdict?.isHot == false && $0.message?.verdict?.heat == 25 })
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a post heard twice or edited counts once`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let decider = try Self.decider(Self.messages(4))
            var edit = Self.message(1, second: 0, "it is down again")
            edit.revision = "b"
            // Not about it at first: it counts when it is.
            let other = Self.message(2, second: 5, "hello")
            var otherEdit = Self.message(2, second: 5)
            otherEdit.revision = "b"
            let page = [Self.message(1, second: 0), Self.message(1, second: 0), edit, other, otherEdit]
            try await Self.hear(store, decider, page, second: 60)
            try await Self.hear(store, decider, page, second: 70)
            try await Self.hear(store, decider, [Self.message(3, second: 75)], second: 75)
            #expect(try await store.firedSpikes(limit: 9).isEmpty)
            try await Self.hear(store, decider, [Self.message(4, second: 80)], second: 80)
            #expect(try await store.firedSpikes(limit: 9).map(\.count) == [4])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `two hosts that hear one outage count it together and open one case`(_ kind: EngineKind) async throws {
        try await kind.withDatabase { database in
            let stores = [Store(engine: try await database.engine()), Store(engine: try await database.engine())]
            let decider = try Self.decider(Self.authors)
            let names: [SourceName] = ["one", "two"]
            try await withThrowingTaskGroup(of: Void.self) { group in
                for place in 0..<2 {
                    group.addTask {
                        for start in stride(from: place * 100, to: place * 100 + 30, by: 3) {
                            let messages = (start..<start + 3).map { Self.message($0, second: $0 % 100) }
                            try await Self.hear(
                                stores[place], decider, messages, second: 60, source: names[place],
                                worker: "host:boot:\(place)")
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await stores[0].cases(states: [.open], limit: 9).map(\.messages) == [60])
            #expect(try await stores[0].firedSpikes(limit: 9).map(\.count) == [20])
            let counted = try await stores[1].engine.read {
                try $0.integer("SELECT CAST(sum(messages) AS BIGINT) FROM spike_bucket")
            }
            #expect(counted == 60)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `what comes late is listed as past and pages nobody, what comes in time fires`(_ kind: EngineKind) async throws
    {
        try await kind.withStore { store in
            let decider = try Self.decider(Self.authors)
            let late = (0..<25).map { Self.message($0, second: $0) }
            try await Self.hear(store, decider, late.reversed(), second: 5 * 3600)
            #expect(try await store.cases(states: [.open], limit: 9).isEmpty)
            let fired = try #require(try await store.firedSpikes(limit: 9).first)
            #expect(fired.state == .past && fired.count == 20 && fired.caseID == nil)
            #expect(fired.firedAt == Self.start + .seconds(5 * 3600))
            // From the future: it counts as it arrives.
            let future = (100..<125).map { Self.message($0, second: 90 * 86_400) }
            try await Self.hear(store, decider, future, second: 6 * 3600)
            #expect(try await store.firedSpikes(limit: 9).map(\.state) == [.live, .past])
            #expect(try await store.firedSpikes(since: Self.start + .seconds(6 * 3600), limit: 9).count == 1)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a spike in shadow, or one that is not hot, is recorded and opens nothing`(_ kind: EngineKind) async throws {
        for (line, state) in [
            ("mode shadow\nseverity critical\n", SpikeFiring.State.shadow), ("severity low\n", .live),
        ] {
            try await kind.withStore { store in
                let decider = try Self.decider(line + "count rule:outage\nfires at 5 in 10m\n")
                let messages = (0..<9).map { Self.message($0, second: $0) }
                try await Self.hear(store, decider, messages, second: 10)
                #expect(try await store.firedSpikes(limit: 9).map(\.state) == [state])
                #expect(try await store.cases(states: [.open], limit: 9).isEmpty)
            }
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a rule in shadow is counted, and what a rule filters counts for that rule alone`(_ kind: EngineKind)
        async throws
    {
        try await kind.withStore { store in
            let rules =
                Self.rule.replacing("severity  medium", with: "severity medium\nmode shadow")
                + "\nrule spam\naction filter\nwhen casino\n\nspike spam-spike\nseverity high\n"
                + "count rule:spam\nfires at 5 in 10m\n"
            let decider = try Self.decider(Self.messages(5), rule: rules)
            try await Self.hear(
                store, decider,
                (0..<4).map { Self.message($0, second: $0) }
                    + (10..<16).map { Self.message($0, second: $0, "the casino is down") }, second: 60)
            #expect(try await store.firedSpikes(limit: 9).map(\.spike) == ["spam-spike"])
            try await Self.hear(store, decider, [Self.message(5, second: 61)], second: 61)
            #expect(try await store.firedSpikes(limit: 9).map(\.spike) == ["outage-spike", "spam-spike"])
            #expect(try await store.cases(states: [.open], limit: 9).count == 2)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `keys are counted apart, and a list as well as a rule`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let decider = try Self.decider("severity critical\ncount rule:outage\nfires at 5 in 10m\nper author\n")
            let many = (0..<40).map { Self.message($0, second: $0, author: $0 % 10) }
            try await Self.hear(store, decider, many, second: 60)
            #expect(try await store.firedSpikes(limit: 9).isEmpty)
            try await Self.hear(store, decider, [Self.message(50, second: 60, author: 3)], second: 60)
            let fired = try #require(try await store.firedSpikes(limit: 9).first)
            #expect(fired.key == "mastodon:author3@mastodon.example" && fired.count == 5)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `distinct conversations are told apart`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let decider = try Self.decider(
                "severity critical\ncount rule:outage distinct conversations\nfires at 3 in 10m\n")
            // Two conversations of three messages each.
            let messages = (0..<6).map { number in
                var message = Self.message(number, second: number, author: number % 2)
                message.conversationKey = "thread \(number % 2)"
                return message
            }
            for message in messages { try await Self.hear(store, decider, [message], second: 60) }
            #expect(try await store.firedSpikes(limit: 9).isEmpty)
            try await Self.hear(store, decider, [Self.message(9, second: 9)], second: 60)
            #expect(try await store.firedSpikes(limit: 9).map(\.count) == [3])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `what is usual at this hour is remembered by day, and only what exceeds it fires`(_ kind: EngineKind)
        async throws
    {
        try await kind.withStore { store in
            let decider = try Self.decider(
                "severity critical\ncount rule:outage\nfires at 3x usual in 1h, at least 8\n")
            let day = 86_400
            for past in 1...4 {
                let messages = (0..<6).map { Self.message(past * 100 + $0, second: -past * day + $0) }
                try await Self.hear(store, decider, messages, second: -past * day + 60)
            }
            try await Self.hear(store, decider, (0..<17).map { Self.message($0, second: $0) }, second: 60)
            #expect(try await store.firedSpikes(limit: 9).isEmpty)
            try await Self.hear(store, decider, [Self.message(17, second: 20)], second: 60)
            let fired = try #require(try await store.firedSpikes(limit: 9).first)
            #expect(fired.count == 18 && fired.usual == 6)
            #expect(
                try await store.cases(states: [.open], limit: 9).first?.title
                    == "outage-spike: 18 messages in 1 hour, 3 times usual")
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `where something else is counted, its history begins anew`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let lines = "severity critical\nfires at 5 in 10m\n"
            let messages = try Self.decider(lines + "count rule:outage\n")
            try await Self.hear(store, messages, (0..<4).map { Self.message($0, second: $0) }, second: 60)
            let authors = try Self.decider(lines + "count rule:outage distinct authors\n")
            try await Self.hear(store, authors, (10..<14).map { Self.message($0, second: $0) }, second: 61)
            #expect(try await store.firedSpikes(limit: 9).isEmpty)
            try await Self.hear(store, authors, [Self.message(20, second: 20)], second: 62)
            #expect(try await store.firedSpikes(limit: 9).map(\.count) == [5])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `an item that the database refuses takes its count back`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let decider = try Self.decider(Self.messages(4))
            let thinking = Thinking(
                asks: { decider.asks($0, $1) },
                decide: { message, evidence, memory, now in
                    var decision = decider.decide(message, evidence, memory, now: now)
                    if message.text.hasPrefix("refuse") { decision.conversation = .join(.init(rawValue: 4711)) }
                    return decision
                }, decideUnreadable: { decider.decide($0, known: $1) })
            let lease = try await store.begin()
            let messages = [
                Self.message(1, second: 0), Self.message(2, second: 1, "refuse: down"), Self.message(3, second: 2),
                Self.message(4, second: 3, "refuse: down"), Self.message(5, second: 4),
            ]
            let page = HeardPage(
                source: lease.source, epoch: lease.epoch,
                items: messages.map { .init(heard: .message($0), evidence: decider.rules.judge($0)) }, cursors: [:])
            let counts = try await store.remember([page], now: Self.start + .seconds(9), thinking: thinking).first?
                .counts
            #expect(counts?.quarantined == 2 && counts?.stored == 3)
            #expect(try await store.firedSpikes(limit: 9).isEmpty)
            let counted = try await store.engine.read {
                try $0.integer("SELECT CAST(sum(messages) AS BIGINT) FROM spike_bucket")
            }
            #expect(counted == 3)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `more keys than are kept push out those that were quiet for longest`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let decider = try Self.decider("severity critical\ncount rule:outage\nfires at 5 in 10m\nper author\n")
            try await Self.hear(store, decider, [Self.message(1, second: 0)], second: 1)
            let last = Self.start.microseconds
            try await store.engine.write { transaction in
                _ = try transaction.run(
                    """
                    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)
                    INSERT INTO spike_key (spike, key, last_time, latest)
                    SELECT (SELECT id FROM spike), 'k' || i, ?1 + i, '' FROM n
                    """, [.integer(last + 1_000_000)])
            }
            func keys() async throws -> Int64 {
                try await store.engine.read { try $0.integer("SELECT count(*) FROM spike_key") }
            }
            #expect(try await keys() == 10_000)
            try await Self.hear(
                store, decider, [Self.message(2, second: 100), Self.message(3, second: 100)], second: 100)
            #expect(try await keys() == 10_000)
            let oldest = try await store.engine.read {
                try $0.integer(
                    "SELECT count(*) FROM spike_key WHERE key IN ('mastodon:author1@mastodon.example', 'k1')")
            }
            #expect(oldest == 0)
            // Its buckets went with it.
            #expect(try await store.engine.read { try $0.integer("SELECT count(*) FROM spike_bucket") } == 2)
            // Those of whose history nothing is left go by themselves.
            try await Self.hear(store, decider, [Self.message(4, second: 16 * 86_400)], second: 16 * 86_400)
            #expect(try await keys() == 1)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `minutes that nothing can reach any more are let go, hours when fourteen days are over`(_ kind: EngineKind)
        async throws
    {
        try await kind.withStore { store in
            let decider = try Self.decider(
                "severity critical\ncount rule:outage\nfires at 50 in 10m or at 3x usual, at least 40\n")
            let day = 86_400
            for number in 0..<40 {
                try await Self.hear(
                    store, decider, [Self.message(number, second: number * day / 2)], second: number * day / 2)
            }
            let (minutes, hours) = try await store.engine.read {
                (
                    try $0.integer("SELECT count(*) FROM spike_bucket WHERE span = 1"),
                    try $0.integer("SELECT count(*) FROM spike_bucket WHERE span = 60")
                )
            }
            #expect(minutes == 7 && hours == 29)
            // One from before that corrects the history and no minute; one from before that, nothing.
            try await Self.hear(
                store, decider,
                [Self.message(100, second: 20 * day / 2 + 7200), Self.message(101, second: 0)], second: 39 * day / 2)
            let after = try await store.engine.read {
                (
                    try $0.integer("SELECT count(*) FROM spike_bucket WHERE span = 1"),
                    try $0.integer("SELECT count(*) FROM spike_bucket WHERE span = 60")
                )
            }
            #expect(after.0 == 7 && after.1 == 30)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `in any order, in pages of any size, with repeats and restarts, the counts are those of a plain count`(
        _ kind: EngineKind
    ) async throws {
        try await kind.withDatabase { database in
            let decider = try Self.decider("severity info\ncount rule:outage distinct authors\nfires at 9 in 5m\n")
            var numbers = (0..<240).map { ($0 * 7919 + 13) % 240 }
            numbers += numbers.prefix(60)
            func message(_ number: Int) -> Message {
                Self.message(number, second: (number * number) % 3600, author: number % 23)
            }
            var engine = try await database.engine()
            var place = 0
            for size in [1, 40, 7, 100, 3, 60, 89] {
                let page = numbers[place..<min(numbers.count, place + size)].map(message)
                try await Self.hear(Store(engine: engine), decider, page, second: 3600)
                place += size
                await engine.close()
                engine = try await database.engine()
            }
            let rows = try await engine.read {
                try $0.rows("SELECT slot, messages, members FROM spike_bucket WHERE span = 1")
            }
            var plain: [Int64: [Message]] = [:]
            for number in 0..<240 {
                let message = message(number)
                plain[message.time.microseconds / 60_000_000, default: []].append(message)
            }
            #expect(rows.count == plain.count)
            for row in rows {
                var columns = Columns(row)
                let slot = try columns.integer()
                #expect(try columns.int() == plain[slot]?.count)
                #expect(try SpikeTally(columns.blob())?.count == plain[slot].map { Set($0.map(\.author.handle)).count })
            }
        }
    }
}
