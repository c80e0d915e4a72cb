import Storage
import TestKit
import Testing
import Triage

@Suite struct QueueTests {
    let now = Example.morning

    private func oneCase(_ store: Store) async throws -> CaseID {
        let lease = try await store.begin()
        _ = try await store.remember(
            [Example.page(lease, [Example.message(1, "fire")])], now: now, thinking: .example)
        return try #require(try await store.cases(states: [.open], limit: 1).first).id
    }

    @Test(arguments: EngineKind.allCases)
    func `a case is held by one, and everyone else is told by whom`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let id = try await oneCase(store)
            let claimed = try await store.change(id, .claim, by: "ana", note: "on it", now: now)
            #expect(claimed.changed?.state == .claimed && claimed.changed?.claimedBy == "ana")
            #expect(try await store.change(id, .claim, by: "ana", note: "", now: now) == claimed)
            for verb in [CaseVerb.claim, .release, .acknowledge] {
                guard
                    case .refused(let asItIs, let why) = try await store.change(id, verb, by: "ben", note: "", now: now)
                else {
                    Issue.record("\(verb) by another was not refused")
                    continue
                }
                #expect(asItIs.claimedBy == "ana" && why.hasPrefix("ana holds it"))
            }
            let detail = try #require(try await store.caseDetail(id))
            #expect(detail.events.map(\.what) == ["opened", "claim"])
            #expect(detail.events.last == .init(at: now, by: "ana", what: "claim", note: "on it"))
            #expect(detail.messages.map(\.message.text) == ["fire"])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `release opens it, acknowledge claims it, anyone resolves it, and then it is over`(_ kind: EngineKind)
        async throws
    {
        try await kind.withStore { store in
            let id = try await oneCase(store)
            #expect(
                try await store.change(id, .release, by: "ana", note: "", now: now).why?.hasPrefix("nobody holds it")
                    == true)
            _ = try await store.change(id, .claim, by: "ana", note: "", now: now)
            let released = try await store.change(id, .release, by: "ana", note: "", now: now)
            #expect(released.changed?.state == .open && released.changed?.claimedBy == nil)
            let acknowledged = try await store.change(id, .acknowledge, by: "ben", note: "", now: now)
            #expect(acknowledged.changed?.state == .acknowledged && acknowledged.changed?.claimedBy == "ben")
            let resolved = try await store.change(id, .resolve, by: "ana", note: "fixed", now: now)
            #expect(resolved.changed?.state == .resolved && resolved.changed?.claimedBy == "ben")
            for verb in [CaseVerb.claim, .release, .acknowledge, .resolve, .notHot, .handOver(to: "ben")] {
                let why = try await store.change(id, verb, by: "ana", note: "", now: now).why
                #expect(why?.hasPrefix("it is resolved already") == true)
            }
            let events = try await store.caseDetail(id)?.events
            #expect(events?.map(\.what) == ["opened", "claim", "release", "acknowledge", "resolve"])
            #expect(events?.last?.by == "ana")
            #expect(try await store.change(CaseID(rawValue: 99), .claim, by: "ana", note: "", now: now) == .noSuchCase)
            #expect(
                try await store.change(id, .claim, by: "", note: "", now: now).why?.hasPrefix("nobody's name was given")
                    == true)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `of two who claim at the same instant one wins`(_ kind: EngineKind) async throws {
        try await kind.withDatabase { database in
            let stores = [Store(engine: try await database.engine()), Store(engine: try await database.engine())]
            let id = try await oneCase(stores[0])
            let now = now
            let answers = try await withThrowingTaskGroup(of: QueueAnswer.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        try await stores[number % 2].change(id, .claim, by: "person \(number)", note: "", now: now)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let winners = answers.compactMap(\.changed)
            #expect(winners.count == 1)
            let holder = try await stores[0].caseDetail(id)?.hotCase.claimedBy
            #expect(winners.first?.claimedBy == holder)
            #expect(answers.compactMap(\.why).allSatisfy { $0.hasPrefix("\(holder ?? "") holds it") })
            #expect(try await stores[0].caseDetail(id)?.events.count == 2)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `the case comes first whose promise or patience ends first`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let lease = try await store.begin()
            let wanted: [(Int, Int64?)] = [(60, 100), (90, nil), (60, nil), (60, 50), (90, nil)]
            let now = now
            for (number, want) in wanted.enumerated() {
                var thinking = Thinking.example
                thinking.decide = { message, evidence, memory, at in
                    var decision = Thinking.example.decide(message, evidence, memory, at)
                    decision.caseChange = .open(
                        CaseDraft(
                            title: "\(number)", heat: want.0, severity: .high, owner: "",
                            promise: want.1.map { now + .seconds($0) }, reasons: []))
                    return decision
                }
                _ = try await store.remember(
                    [Example.page(lease, [Example.message(number, "fire")])], now: now + .seconds(Int64(number)),
                    thinking: thinking)
            }
            let titles = try await store.cases(states: [.open, .claimed], limit: 10).map(\.title)
            #expect(titles == ["3", "0", "1", "4", "2"])
            #expect(try await store.cases(states: [.open], limit: 2).map(\.title) == ["3", "0"])
            #expect(try await store.cases(states: [.resolved], limit: 2).isEmpty)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a case grows hotter and never cooler, and names each reason once`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let lease = try await store.begin()
            let drafts = [
                CaseDraft(
                    title: "first", heat: 60, severity: .high, owner: "", promise: now + .seconds(900),
                    reasons: [Example.reason("a", score: 60)]),
                CaseDraft(
                    title: "second", heat: 90, severity: .medium, owner: "safety", promise: now + .seconds(60),
                    reasons: [Example.reason("b", score: 10), Example.reason("a", score: 80)]),
                CaseDraft(title: "third", heat: 5, severity: nil, owner: "other", promise: nil, reasons: []),
            ]
            for (number, draft) in drafts.enumerated() {
                var thinking = Thinking.example
                thinking.decide = { message, evidence, memory, at in
                    var decision = Thinking.example.decide(message, evidence, memory, at)
                    decision.caseChange = memory.openCase.map { .join($0.id, draft) } ?? .open(draft)
                    return decision
                }
                let message = Example.message(number, "fire", conversationKey: "one")
                _ = try await store.remember([Example.page(lease, [message])], now: now, thinking: thinking)
            }
            let found = try await store.cases(states: [.open], limit: 10)
            let hotCase = try #require(found.first)
            #expect(found.count == 1 && hotCase.messages == 3)
            #expect(hotCase.heat == 90 && hotCase.severity == .high && hotCase.title == "first")
            #expect(hotCase.promise == now + .seconds(60) && hotCase.owner == "safety")
            #expect(hotCase.reasons == [Example.reason("a", score: 80), Example.reason("b", score: 10)])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a message of a conversation whose case is resolved does not join it`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let lease = try await store.begin()
            let messages = (1...3).map { Example.message($0, "fire", conversationKey: "one") }
            _ = try await store.remember([Example.page(lease, [messages[0]])], now: now, thinking: .example)
            let first = try #require(try await store.cases(states: [.open], limit: 1).first)
            _ = try await store.change(first.id, .resolve, by: "ana", note: "", now: now)
            let counts = try await store.remember(
                [Example.page(lease, Array(messages[1...]))], now: now, thinking: .example
            ).first?.counts
            #expect(counts?.hot.map(\.isNewCase) == [true, false])
            #expect(try await store.caseDetail(first.id)?.hotCase.messages == 1)
        }
    }
}

extension QueueAnswer {
    var changed: Case? {
        guard case .done(let hotCase) = self else { return nil }
        return hotCase
    }
    var why: String? {
        guard case .refused(_, let why) = self else { return nil }
        return why
    }
}
