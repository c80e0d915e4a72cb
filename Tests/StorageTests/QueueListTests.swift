import Storage
import TestKit
import Testing
import Triage

/// The queue as views show it.
@Suite struct QueueListTests {
    let now = Example.morning

    /// Cases without messages, as many as wanted, with every state among them.
    private func fill(_ store: Store, _ count: Int, state: Case.State? = nil) async throws {
        let now = now
        try await store.engine.write { transaction in
            for number in 1...count {
                let state = state ?? [.open, .open, .claimed, .acknowledged, .snoozed, .resolved, .notHot][number % 7]
                let holder: String? = state == .claimed ? (number % 2 == 0 ? "ana" : "ben") : nil
                try transaction.run(
                    """
                    INSERT INTO hot_case (
                        state, heat, severity, title, messages, first_heard, owner, reasons, rank, claimed_by, is_held)
                    VALUES (?1, 60, ?2, ?3, 1, ?4, '', '[]', ?5, ?6, ?7)
                    """,
                    [
                        .text(state.rawValue), .text(number % 3 == 0 ? "high" : "low"), .text("case \(number)"),
                        .time(now), .time(now + .seconds(Int64((number * 7_919) % 1_000))), .orNull(holder),
                        .flag(number % 11 == 0),
                    ])
            }
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `pages of the queue follow one another without a gap or a case twice, in the order of rank`(_ kind: EngineKind)
        async throws
    {
        try await kind.withStore { store in
            try await fill(store, 210)
            var seen: [QueueLine] = []
            var query = QueueQuery(limit: 40)
            repeat {
                let slice = try await store.queue(query)
                seen += slice.cases
                #expect(slice.cases.count == 40 || slice.next == nil)
                query.after = slice.next
            } while query.after != nil
            #expect(seen.count == 150 && Set(seen.map(\.id)).count == 150)
            #expect(seen.allSatisfy { $0.state.isOpen })
            #expect(
                zip(seen, seen.dropFirst()).allSatisfy {
                    ($0.rank, $0.id.rawValue) < ($1.rank, $1.id.rawValue)
                })
            let exact = try await store.queue(QueueQuery(limit: 150))
            #expect(exact.cases.count == 150 && exact.next == nil)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a view asks for what somebody holds, a severity, an incident, or what waits for a shift`(_ kind: EngineKind)
        async throws
    {
        try await kind.withStore { store in
            try await fill(store, 210)
            let all = try await store.queue(QueueQuery(limit: 1_000))
            #expect(all.counts == [.open: 60, .claimed: 30, .acknowledged: 30, .snoozed: 30])
            func ids(_ query: QueueQuery) async throws -> [CaseID] {
                var query = query
                query.limit = 1_000
                return try await store.queue(query).cases.map(\.id)
            }
            func wanted(_ isWanted: (QueueLine) -> Bool) -> [CaseID] { all.cases.filter(isWanted).map(\.id) }
            #expect(try await ids(QueueQuery(holder: "ana")) == wanted { $0.claimedBy == "ana" })
            #expect(try await ids(QueueQuery(holder: "ana")).count == 15)
            #expect(try await ids(QueueQuery(holder: "nobody")).isEmpty)
            #expect(try await ids(QueueQuery(severity: .high)) == wanted { $0.severity == .high })
            #expect(try await ids(QueueQuery(isHeld: true)) == wanted(\.isHeld))
            #expect(try await ids(QueueQuery(states: [.snoozed])) == wanted { $0.state == .snoozed })
            #expect(try await ids(QueueQuery(states: [.open, .claimed], holder: "ben")).count == 15)
            #expect(try await ids(QueueQuery(incident: CaseID(rawValue: 9_000_000_000_000))).isEmpty)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `what is over comes behind what is not, the newest first`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            try await fill(store, 21)
            let states = try await store.queue(QueueQuery(states: Case.State.allCases, limit: 100)).cases
            #expect(states.count == 21 && states.prefix(15).allSatisfy { $0.state.isOpen })
            let over = states.suffix(6).map(\.id.rawValue)
            #expect(over == over.sorted(by: >))
            let some = try await store.queue(QueueQuery(states: [.resolved], limit: 2))
            #expect(some.cases.count == 2 && some.cases.allSatisfy { $0.state == .resolved })
            #expect(try await store.queue(QueueQuery(limit: 0)).cases.count == 1)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a line shows the newest message on one line, cut where it is long`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let lease = try await store.begin(now: now)
            let long = "fire\n\n" + String(repeating: "all the house ", count: 40)
            let messages = [
                Example.message(1, "fire", conversationKey: "one"), Example.message(2, long, conversationKey: "one"),
            ]
            _ = try await store.remember([Example.page(lease, messages)], now: now, thinking: .example)
            let line = try #require(try await store.queue(QueueQuery()).cases.first)
            #expect(line.messages == 2 && line.newest?.source == Example.source && line.newest?.author == Example.ana)
            let words = try #require(line.newest?.words)
            #expect(words.hasPrefix("fire all the house") && words.count == 160 && words.hasSuffix("…"))
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `the first page of a long queue is read from its index, and so is what somebody holds`(_ kind: EngineKind)
        async throws
    {
        try await kind.withStore { store in
            try await fill(store, 300, state: .open)
            let (list, mine): ([Row], [Row]) = try await store.engine.write { transaction in
                switch transaction.dialect {
                case .sqlite:
                    (
                        try transaction.rows(
                            """
                            EXPLAIN QUERY PLAN SELECT id FROM hot_case INDEXED BY hot_case_queue
                            WHERE state IN ('open', 'claimed', 'acknowledged', 'snoozed') AND state IN (?1, ?2, ?3, ?4)
                                AND (rank, id) > (?5, ?6)
                            ORDER BY rank, id LIMIT ?7
                            """,
                            [
                                .text("open"), .text("open"), .text("open"), .text("open"), .integer(0), .integer(0),
                                .integer(50),
                            ]),
                        try transaction.rows(
                            """
                            EXPLAIN QUERY PLAN SELECT id FROM hot_case INDEXED BY hot_case_by_holder
                            WHERE claimed_by = ?1 AND state IN ('open', 'claimed', 'acknowledged', 'snoozed')
                                AND (rank, id) > (?2, ?3)
                            ORDER BY rank, id LIMIT ?4
                            """, [.text("ana"), .integer(0), .integer(0), .integer(50)])
                    )
                case .postgres:
                    (
                        try {
                            try transaction.run("SET LOCAL enable_seqscan = off")
                            return try transaction.rows(
                                """
                                EXPLAIN SELECT id FROM hot_case
                                WHERE state IN ('open', 'claimed', 'acknowledged', 'snoozed') AND (rank, id) > (0, 0)
                                ORDER BY rank, id LIMIT 50
                                """)
                        }(),
                        try transaction.rows(
                            """
                            EXPLAIN SELECT id FROM hot_case
                            WHERE claimed_by = 'ana' AND state IN ('open', 'claimed', 'acknowledged', 'snoozed')
                            ORDER BY rank, id LIMIT 50
                            """)
                    )
                }
            }
            #expect("\(list)".contains("hot_case_queue") && !"\(list)".contains("TEMP B-TREE"))
            #expect("\(mine)".contains("hot_case_by_holder") && !"\(mine)".contains("TEMP B-TREE"))
        }
    }
}
