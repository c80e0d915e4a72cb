import Storage
import TestKit
import Testing
import Triage

@testable import Storage

@Suite struct RuleHistoryTests {
    let now = Example.morning

    /// "fire" in the text fires `danger` and is hot.
    private func hear(_ store: Store, _ texts: [String], from number: Int, at moment: Moment) async throws {
        let lease = try await store.begin(now: moment)
        let messages = texts.enumerated().map { Example.message(number + $0, $1) }
        _ = try await store.remember([Example.page(lease, messages)], now: moment, thinking: .example)
    }

    @Test(arguments: EngineKind.allCases)
    func `what fired is counted from the stored reasons, and only in the time asked for`(_ kind: EngineKind)
        async throws
    {
        try await kind.withStore { store in
            #expect(try await store.ruleHistory(since: now) == RuleHistory())
            try await hear(store, ["fire", "calm"], from: 1, at: now)
            try await hear(store, ["fire", "calm", "calm", "fire"], from: 10, at: now + .seconds(86_400))
            let all = try await store.ruleHistory(since: now)
            #expect(all.messages == 6 && all.firstHeard == now)
            #expect(
                all.byRule == ["danger": .init(fired: 3, hot: 3, lastFired: now + .seconds(86_400))])
            let late = try await store.ruleHistory(since: now + .seconds(1))
            #expect(late.messages == 4 && late.firstHeard == now)
            #expect(late.byRule["danger"]?.fired == 2)
            let none = try await store.ruleHistory(since: now + .seconds(100_000))
            #expect(none.messages == 0 && none.byRule.isEmpty && none.firstHeard == now)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `what people made of a case is counted for its rules`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            try await hear(store, ["fire", "fire two", "fire three", "calm"], from: 1, at: now)
            let cases = try await store.cases(states: [.open], limit: 10).map(\.id).sorted { $0.rawValue < $1.rawValue }
            #expect(cases.count == 3)
            _ = try await store.change(cases[0], .resolve, by: "ana", note: "", now: now)
            _ = try await store.change(cases[1], .notHot, by: "ana", note: "", now: now)
            #expect(try await store.caseOutcomes(since: now) == ["danger": CaseOutcomes(resolved: 1, notHot: 1)])
            #expect(try await store.caseOutcomes(since: now)["danger"]?.precision == 0.5)
            #expect(try await store.caseOutcomes(since: now + .seconds(1)).isEmpty)
            let alarms = try await store.falseAlarms(since: now, limit: 10)
            #expect(alarms.map(\.message.message.text) == ["fire two"] && alarms.map(\.rules) == [["danger"]])
            // Done is done: a case found not hot takes no verb any more.
            guard case .refused = try await store.change(cases[1], .claim, by: "ben", note: "", now: now) else {
                Issue.record("a case found not hot was claimed")
                return
            }
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a missed message is noted once for each rule`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            try await hear(store, ["calm", "calmer"], from: 1, at: now)
            let id = MessageID(rawValue: 2)
            #expect(try await store.noteMissed(id, rule: "danger", by: "ana", now: now) == .noted)
            #expect(try await store.noteMissed(id, rule: "danger", by: "ben", now: now) == .known)
            #expect(try await store.noteMissed(id, rule: "", by: "ana", now: now) == .noted)
            #expect(
                try await store.noteMissed(MessageID(rawValue: 99), rule: "", by: "ana", now: now) == .noSuchMessage)
            let missed = try await store.missedMessages(since: now, limit: 10)
            #expect(missed.map(\.rules) == [["danger"], []] && missed.allSatisfy { $0.message.id == id })
            #expect(try await store.missedMessages(since: now + .seconds(1), limit: 10).isEmpty)
            #expect(try await store.storedMessage(id)?.message.text == "calmer")
            #expect(try await store.storedMessage(MessageID(rawValue: 99)) == nil)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a worker's rules are its own row, and the silent are forgotten`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            var rules = RulesInForce(
                worker: Worker(rawValue: "a:b:1"), hash: "00ff", rules: 3, since: now, seenAt: now)
            try await store.note(rules)
            rules.refusal = .init(at: now, complaint: "Rules/a.rules:1:1: no\u{0}", errors: 2)
            try await store.note(rules)
            var stored = rules
            stored.refusal?.complaint = "Rules/a.rules:1:1: no\u{1A}"
            #expect(try await store.rulesInForce() == [stored])
            let other = RulesInForce(
                worker: Worker(rawValue: "a:b:2"), hash: "01", rules: 4, since: now, seenAt: now + .seconds(90_000))
            try await store.note(other)
            #expect(try await store.rulesInForce() == [other])
            try await store.forgetRules(of: other.worker)
            #expect(try await store.rulesInForce().isEmpty)
        }
    }

    @Test func `words of a customer are never taken for a rule's name`() {
        let reason = Reason(
            rule: "real", title: "{\"rule\":\"fake\"", file: "f", line: 1, score: 1, severity: .low,
            matches: [.init(text: "{\"rule\":\"worse\"}", start: 0, end: 16)])
        #expect(StoredReasons.rules(in: StoredJSON.reasons([reason, reason])) == ["real"])
        #expect(StoredReasons.rules(in: "{\"rule\":\"").isEmpty)
    }
}
