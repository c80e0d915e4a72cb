import Testing

@testable import Triage

/// What the decider makes of a spike, with memory given by hand.
@Suite struct SpikeDecisionTests {
    static let now = Moment(rfc3339: "2026-11-22T20:00:00Z")!
    static let minute = SpikeHistory.minute(of: now)

    static func rules(_ spike: String = "severity critical\nowner desk\nrespond 5m\n") throws -> RuleSet {
        try Scene.rules([
            "a.rules": """
            rule outage
            severity medium
            when down

            spike outage-spike
            \(spike)
            count rule:outage distinct authors
            fires at 3 in 10m
            """
        ])
    }

    static func message(_ text: String = "it is down", second: Int = 0) -> Message {
        var message = Scene.message(text)
        message.time = now + .seconds(second)
        return message
    }

    /// Two authors wrote before.
    static func memory(_ firings: [SpikeFiring] = [], openCase: CaseID? = nil, isCounted: Bool = false) -> Memory {
        var bucket = SpikeBucket()
        bucket.add(1)
        bucket.add(2)
        let history = SpikeHistory(minutes: [minute - 3: bucket])
        return Memory(spikes: [
            SpikeMemory(isCounted: isCounted, history: history, firings: firings, openCase: openCase)
        ])
    }

    static func decide(
        _ message: Message, _ memory: Memory = memory(), hotHeat: Int = 50, rules: RuleSet? = nil,
        evidence: Evidence? = nil
    ) throws -> Decision {
        let rules = try rules ?? Self.rules()
        let decider = Decider(policy: Policy(brand: "Quillfone", hotHeat: hotHeat), rules: rules)
        return decider.decide(message, evidence ?? rules.judge(message), memory, now: now)
    }

    @Test func `the message that completes a spike opens its case and stays calm itself`() throws {
        let decision = try Self.decide(Self.message())
        let change = try #require(decision.spikes.first)
        #expect(change.firing == SpikeFiring(state: .live, end: Self.minute, count: 3))
        guard case .open(let draft) = change.caseChange else {
            Issue.record("no case")
            return
        }
        #expect(draft.title == "outage-spike: 3 authors in 10 minutes" && draft.heat == 80)
        #expect(draft.promise == Self.now + .seconds(300) && draft.owner == "desk")
        #expect(decision.caseChange == .none && decision.verdict?.isHot == false)
    }

    @Test func `a case is opened where the spike's heat is hot, or where it says so`() throws {
        func opens(_ lines: String, hotHeat: Int) throws -> Bool {
            let change = try Self.decide(Self.message(), hotHeat: hotHeat, rules: Self.rules(lines)).spikes.first
            #expect(change?.firing?.state == .live)
            return change?.caseChange != CaseChange.none
        }
        #expect(try opens("score 60", hotHeat: 60))
        #expect(try !opens("score 60", hotHeat: 61))
        #expect(try opens("score 10\naction hot", hotHeat: 61))
    }

    @Test func `while it is on, messages join its case; an open case is joined when it fires again`() throws {
        let id = CaseID(rawValue: 7)
        let fired = SpikeFiring(state: .live, end: Self.minute - 5, count: 3, hotCase: id)
        func change(_ firing: SpikeFiring, openCase: CaseID?, second: Int = 0) throws -> SpikeChange? {
            try Self.decide(Self.message(second: second), Self.memory([firing], openCase: openCase)).spikes.first
        }
        let joined = try change(fired, openCase: id)
        guard case .join(id, _)? = joined?.caseChange, joined?.firing == nil else {
            Issue.record("not joined")
            return
        }
        // Of a case that is closed nothing is said, and no new one is opened meanwhile.
        #expect(try change(fired, openCase: nil)?.caseChange == CaseChange.none)
        let old = SpikeFiring(state: .live, end: Self.minute - 30, count: 3, hotCase: id)
        let again = try change(old, openCase: id)
        guard case .join(id, _)? = again?.caseChange, again?.firing != nil else {
            Issue.record("not joined again")
            return
        }
        // What was written before the spike began is not about it.
        #expect(try change(fired, openCase: id, second: -16 * 60)?.caseChange == CaseChange.none)
        guard case .join? = try change(fired, openCase: id, second: -15 * 60)?.caseChange else {
            Issue.record("not joined in the window")
            return
        }
    }

    @Test func `who was counted is not counted again, nor is a duplicate, nor the brand`() throws {
        #expect(try Self.decide(Self.message(), Self.memory(isCounted: true)).spikes.isEmpty)
        var memory = Self.memory()
        memory.known = .yes
        #expect(try Self.decide(Self.message(), memory).spikes.isEmpty)
        var own = Self.message()
        own.author.isOwn = true
        #expect(try Self.decide(own).spikes.isEmpty)
        let rules = try Self.rules()
        #expect(Decider(policy: Scene.policy, rules: rules).asks(own, rules.judge(own)).spikes.isEmpty)
    }

    @Test func `nothing is asked for a message that touches no spike`() throws {
        let rules = try Self.rules()
        let decider = Decider(policy: Scene.policy, rules: rules)
        let calm = Self.message("all is well")
        #expect(decider.asks(calm, rules.judge(calm)).spikes.isEmpty)
        let loud = Self.message()
        #expect(decider.asks(loud, rules.judge(loud)).spikes.map(\.spike.name) == ["outage-spike"])
    }

    @Test func `evidence of rules that were replaced is judged again before it is asked what it counts for`() throws {
        let rules = try Self.rules()
        let message = Self.message()
        let old = Evidence(ruleSet: "older")
        let asks = Decider(policy: Scene.policy, rules: rules).asks(message, old)
        #expect(asks.spikes.count == 1)
        #expect(try Self.decide(message, rules: rules, evidence: old).spikes.count == 1)
    }

    @Test func `contacts are counted over ninety days at most`() {
        #expect(Scene.errors(when: "list:brand AND conversation.contacts >= 3 in 90d").isEmpty)
        #expect(
            Scene.errors(when: "list:brand AND conversation.contacts >= 3 in 91d").map(\.message) == [
                "Contacts are counted over at most 90d."
            ])
    }

    @Test func `what is kept of surroundings is what was needed`() throws {
        let customer = Customer(id: .init(rawValue: "c1"), tier: "vip")
        var memory = Memory(customer: customer)
        #expect(try Self.decide(Self.message(), memory).surroundings?.customer == customer)
        #expect(try Self.decide(Self.message("all is well"), memory).surroundings == nil)
        memory.customer = nil
        #expect(try Self.decide(Self.message(), memory).surroundings == nil)
    }
}
