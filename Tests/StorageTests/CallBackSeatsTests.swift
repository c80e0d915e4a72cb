import Storage
import TestKit
import Testing
import Triage

/// What is sold stays sold, whatever the configuration becomes.
@Suite(.serialized) struct CallBackSeatsTests {
    private let now = CallBackScene.now
    private var eleven: Moment { now + .seconds(2 * 3600) }

    private func terms(_ change: (inout CallBackPlan) -> Void) -> CallBackTerms {
        var terms = CallBackScene.terms(perSlot: 1)
        change(&terms.plan)
        return terms
    }

    private func seats(_ store: Store, _ terms: CallBackTerms, _ minutes: Int...) async throws -> [Int] {
        let slots = try await store.slots(terms.plan, calendar: CallBackScene.calendar(), now: now)
        return minutes.map { slots.seats(at: eleven + .seconds($0 * 60)) }
    }

    @Test(arguments: EngineKind.allCases)
    func `an hour that was sold is not sold again in quarters`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let long = terms { $0.slot = .seconds(3600) }
            _ = try CallBackScene.booked(
                try await store.book(CallBackScene.call(1, at: eleven), terms: long, by: "x", now: now))
            let short = terms { $0.slot = .seconds(900) }
            #expect(try await seats(store, short, -15, 0, 15, 30, 45, 60) == [1, 0, 0, 0, 0, 1])
            let late = try await store.book(
                CallBackScene.call(2, at: eleven + .seconds(1800)), terms: short, by: "x", now: now)
            guard case .refused(.taken, _) = late else {
                Issue.record("sold twice: \(late)")
                return
            }
            // Whoever moves it leaves all of it.
            let moved = try CallBackScene.booked(
                try await store.move(
                    callBack: 1, version: 1, to: eleven + .seconds(900), terms: short, by: "x", now: now))
            #expect(moved.end == moved.start + .seconds(900))
            #expect(try await seats(store, short, 0, 15, 30, 45) == [1, 0, 1, 1])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a long call that has begun holds its time to its end`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let long = terms { $0.slot = .seconds(3600) }
            _ = try CallBackScene.booked(
                try await store.book(CallBackScene.call(1, at: eleven), terms: long, by: "x", now: now))
            let short = terms {
                $0.slot = .seconds(900)
                $0.lead = .seconds(300)
            }
            let late = eleven + .seconds(20 * 60)
            let slots = try await store.slots(short.plan, calendar: CallBackScene.calendar(), now: late)
            #expect(slots.free(count: 1) == [eleven + .seconds(3600)])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a team of another name still has the calls to make that were agreed under the old one`(_ kind: EngineKind)
        async throws
    {
        try await kind.withStore { store in
            let before = terms { _ in }
            _ = try CallBackScene.booked(
                try await store.book(CallBackScene.call(1, at: eleven), terms: before, by: "x", now: now))
            let after = terms { $0.team = "care" }
            let second = try await store.book(CallBackScene.call(2, at: eleven), terms: after, by: "x", now: now)
            guard case .refused(.taken, let instead) = second else {
                Issue.record("sold twice: \(second)")
                return
            }
            #expect(!instead.contains(eleven))
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `where fewer seats are sold than before nobody loses theirs and nobody gets another`(_ kind: EngineKind)
        async throws
    {
        try await kind.withStore { store in
            for number in 1...3 {
                _ = try CallBackScene.booked(
                    try await store.book(
                        CallBackScene.call(number, at: eleven), terms: terms { $0.perSlot = 3 }, by: "x", now: now))
            }
            let fewer = terms { $0.perSlot = 2 }
            _ = try CallBackScene.booked(
                try await store.cancel(callBack: 2, version: 1, terms: fewer, by: "x", now: now))
            guard
                case .refused(.taken, _) = try await store.book(
                    CallBackScene.call(4, at: eleven), terms: fewer, by: "x", now: now)
            else {
                Issue.record("a third of two was sold")
                return
            }
            #expect(try await store.callBacks(states: [.booked]).map(\.id) == [1, 3])
        }
    }
}
