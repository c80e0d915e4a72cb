import Testing
import Triage

/// What people may do with a case, and what they are told where they may not.
@Suite struct CaseVerbTests {
    static let now = Moment(rfc3339: "2026-11-22T20:00:00Z")!
    static let patience = OnCall.Patience(claim: .seconds(900), acknowledged: .seconds(7200))

    static func hotCase(
        _ state: Case.State = .open, by holder: String? = nil, mergedInto: Int64? = nil, promise: Moment? = nil
    ) -> Case {
        Case(
            id: CaseID(rawValue: 7), state: state, heat: 80, severity: .critical, title: "Fire", messages: 3,
            firstHeard: now - .seconds(60), promise: promise, owner: "desk", claimedBy: holder, reasons: [],
            due: state.isOpen ? now - .seconds(1) : nil, mergedInto: mergedInto.map { CaseID(rawValue: $0) })
    }

    private static func apply(
        _ verb: CaseVerb, to hotCase: Case = hotCase(), by name: String = "ana", at moment: Moment = now
    ) -> (Case, String?) {
        var changed = hotCase
        let why = changed.apply(verb, by: name, now: moment, patience: patience)
        return (changed, why)
    }

    private static let all: [CaseVerb] = [
        .claim, .release, .acknowledge, .snooze(until: now + .seconds(60)), .handOver(to: "ben"),
        .merge(into: CaseID(rawValue: 8)), .split([MessageID(rawValue: 1)]), .link(to: CaseID(rawValue: 8)), .resolve,
        .notHot,
    ]

    @Test func `a claim is a lease, and whoever holds it begins it anew`() {
        let (claimed, why) = Self.apply(.claim)
        #expect(why == nil && claimed.state == .claimed && claimed.claimedBy == "ana")
        #expect(claimed.due == Self.now + .seconds(900) && claimed.firstTouched == Self.now)
        let (again, _) = Self.apply(.claim, to: claimed, at: Self.now + .seconds(600))
        #expect(again.due == Self.now + .seconds(1500) && again.firstTouched == Self.now)
    }

    @Test func `who has acknowledged a case does not fall back by claiming it`() {
        let (acknowledged, _) = Self.apply(.acknowledge)
        #expect(acknowledged.state == .acknowledged && acknowledged.due == Self.now + .seconds(7200))
        #expect(Self.apply(.claim, to: acknowledged).0 == acknowledged)
    }

    @Test func `only the holder may work a case, and everyone else is told who that is`() {
        let held = Self.hotCase(.claimed, by: "ben")
        for verb in Self.all {
            let (changed, why) = Self.apply(verb, to: held)
            switch verb {
            // Whoever solved it need not have claimed it, and somebody must be able to take it from who sleeps.
            case .resolve, .notHot, .handOver: #expect(why == nil)
            case .claim, .release, .acknowledge, .snooze, .merge, .split, .link:
                #expect(why?.contains("ben holds it") == true && changed == held, "\(verb)")
            }
        }
    }

    @Test func `what is over takes no verb, and every refusal says what to do instead`() {
        let over = [
            (Self.hotCase(.resolved), "opens a new case"), (Self.hotCase(.notHot), "opens a new case"),
            (Self.hotCase(.resolved, mergedInto: 9), "work that one"),
        ]
        for (hotCase, instead) in over {
            for verb in Self.all {
                let (changed, why) = Self.apply(verb, to: hotCase)
                #expect(why?.contains(instead) == true && changed == hotCase, "\(verb)")
            }
        }
        for verb in Self.all { #expect(Self.apply(verb, by: "").1?.contains("say who you are") == true) }
    }

    @Test func `a released case calls somebody now`() {
        #expect(Self.apply(.release).1?.contains("claim it first") == true)
        let (released, why) = Self.apply(.release, to: Self.hotCase(.acknowledged, by: "ana"))
        #expect(why == nil && released.state == .open && released.claimedBy == nil && released.due == Self.now)
    }

    @Test func `a snooze ends, and ends in a week at the latest`() {
        let longest = Self.now + .seconds(7 * 86_400)
        let (asleep, why) = Self.apply(.snooze(until: longest))
        #expect(why == nil && asleep.state == .snoozed && asleep.due == longest && asleep.claimedBy == "ana")
        #expect(Self.apply(.snooze(until: longest + .seconds(1))).1?.contains("at most 7 days") == true)
        #expect(Self.apply(.snooze(until: Self.now)).1?.contains("name a time to come") == true)
    }

    @Test func `a promise that ends while a case sleeps is named`() {
        let hotCase = Self.hotCase(promise: Self.now + .seconds(300))
        #expect(Self.apply(.snooze(until: Self.now + .seconds(300)), to: hotCase).0.remark == nil)
        let (asleep, _) = Self.apply(.snooze(until: Self.now + .seconds(301)), to: hotCase)
        #expect(asleep.remark?.contains("2026-11-22T20:05:00Z") == true)
        #expect(hotCase.remark == nil)
    }

    @Test func `what is handed over is nobody's, is due now, and goes back to the steps where that is said`() {
        let (given, why) = Self.apply(.handOver(to: "night"), to: Self.hotCase(.acknowledged, by: "ben"))
        #expect(why == nil && given.target == "night" && given.claimedBy == nil && given.due == Self.now)
        #expect(given.state == .open && given.firstTouched == nil)
        var old = Self.hotCase(.claimed, by: "ben")
        (old.step, old.round) = (2, 1)
        let again = Self.apply(.handOver(to: "night"), to: old).0
        #expect(again.step == 0 && again.round == 0)
        #expect(Self.apply(.handOver(to: "steps"), to: given).0.target == nil)
        #expect(Self.apply(.handOver(to: "")).1 != nil)
        #expect(Self.apply(.handOver(to: "ana")).1?.contains("claim it instead") == true)
        #expect(Self.apply(.handOver(to: String(repeating: "x", count: 201))).1 != nil)
    }

    @Test func `a case is not merged into itself, linked to itself, or split into nothing`() {
        #expect(Self.apply(.merge(into: CaseID(rawValue: 7))).1?.contains("name the case that stays") == true)
        #expect(Self.apply(.link(to: CaseID(rawValue: 7))).1?.contains("name the incident") == true)
        #expect(Self.apply(.split([])).1?.contains("say which") == true)
    }

    @Test func `what is closed is due no more and keeps the name of its holder`() {
        for (verb, state) in [(CaseVerb.resolve, Case.State.resolved), (.notHot, .notHot)] {
            let (closed, why) = Self.apply(verb, to: Self.hotCase(.claimed, by: "ben"))
            #expect(why == nil && closed.state == state && closed.due == nil && closed.claimedBy == "ben")
            #expect(Self.apply(verb).0.claimedBy == "ana")
        }
        let (merged, _) = Self.apply(.merge(into: CaseID(rawValue: 9)))
        #expect(merged.mergedInto == CaseID(rawValue: 9) && merged.due == nil && !merged.state.isOpen)
    }

    @Test func `a case that waits for a shift waits no more once somebody has it`() {
        var held = Self.hotCase()
        held.isHeld = true
        for verb in Self.all {
            let (changed, why) = Self.apply(verb, to: held)
            guard why == nil else { continue }
            if case .split = verb { #expect(changed.isHeld) } else { #expect(!changed.isHeld, "\(verb)") }
        }
    }
}
