import Storage
import TestKit
import Testing
import Triage

/// From the offer in an acknowledgement to the seat that is booked, by the decider as it stands.
@Suite struct OfferTests {
    let now = Evening.now

    private static func decider(_ mode: Manners.Mode = .on) -> Decider {
        Evening.decider(Evening.manners { $0.mode = mode }) { $0.callBacks = CallBackPlan() }
    }

    @Test(arguments: EngineKind.allCases)
    func `an offer is made, a choice books it, CANCEL calls it off, and a second one opts out`(_ kind: EngineKind)
        async throws
    {
        try await kind.withStore { store in
            let lease = try await store.begin(line: Evening.line)
            func hear(_ number: Int, _ words: String) async throws -> StoredAnswer? {
                let time = now + .seconds(Int64(number) * 700)
                try await Evening.hear(store, lease, [Evening.text(number, words, at: time)], Self.decider(), at: time)
                return try await store.answers(limit: 1).first
            }
            let offer = try #require(try await hear(1, "My line is dead, the router blinks red"))
            #expect(offer.draft.kind == .afterHours && offer.draft.facts.slots.count == 3)
            #expect(offer.draft.facts.slots.first == Moment(rfc3339: "2026-11-23T09:00:00Z"))
            #expect(offer.draft.facts.talk != nil)

            let booked = try #require(try await hear(2, "2"))
            #expect(booked.draft.kind == .callBackBooked && booked.draft.facts.chosen == offer.draft.facts.slots[1])
            let callBack = try #require(booked.draft.facts.callBack)
            let call = try #require(try await store.callBack(callBack))
            #expect(call.state == .booked && call.number == Evening.ana && call.waitedSince == now + .seconds(700))
            #expect(call.topic.hasPrefix("My line is dead") && call.handle.address == Evening.ana)
            #expect(booked.callBack == callBack)

            let cancelled = try #require(try await hear(3, "CANCEL"))
            #expect(cancelled.draft.kind == .callBackCancelled)
            #expect(try await store.callBack(callBack)?.state == .cancelled)
            #expect(try await store.optOuts(limit: 1).isEmpty)
            #expect(try await hear(4, "CANCEL")?.draft.kind == .optedOut)
            #expect(try await store.optOuts(limit: 1).count == 1)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a call that was called off can be had after all`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let lease = try await store.begin(line: Evening.line)
            let words = [
                "My line is dead, the router blinks red", "2", "CANCEL", "the bill is wrong as well",
                "monday at 11 after all",
            ]
            for (number, words) in words.enumerated() {
                let time = now + .seconds(Int64(number) * 700)
                try await Evening.hear(
                    store, lease, [Evening.text(number, words, at: time)], Self.decider(), at: time)
            }
            let newest = try await store.answers(limit: 1).first
            #expect(newest?.draft.kind == .callBackBooked)
            #expect(newest?.draft.facts.chosen == Moment(rfc3339: "2026-11-23T11:00:00Z"))
            #expect(try await store.answers(limit: 9).count == 4)
            let calls = try await store.callBacks()
            #expect(calls.map(\.state.rawValue).sorted() == ["booked", "cancelled"])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `in a preview nobody is offered a seat, and nobody takes one`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let lease = try await store.begin(line: Evening.line)
            for (number, words) in [(1, "My line is dead"), (2, "2")] {
                try await Evening.hear(store, lease, [Evening.text(number, words)], Self.decider(.preview))
            }
            let answers = try await store.answers(limit: 5)
            #expect(answers.count == 1 && answers.first?.draft.facts.slots.count == 3)
            #expect(answers.first?.draft.facts.talk == nil)
            #expect(try await store.silences(since: now, limit: 5).map(\.silence.code) == [.saidBefore])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `while nothing is sent a call can be called off, and then stop means us`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let lease = try await store.begin(line: Evening.line)
            for (number, words) in [(1, "My line is dead"), (2, "1")] {
                let time = now + .seconds(Int64(number) * 700)
                try await Evening.hear(store, lease, [Evening.text(number, words, at: time)], Self.decider(), at: time)
            }
            #expect(try await store.callBacks().map(\.state) == [.booked])
            let time = now + .seconds(2800)
            var off = Self.decider(.off)
            let lead = Person(name: "ana", reach: [Means(.sms, "+447700900001")], isLead: true)
            off.policy.onCall = OnCall(people: [lead])
            try await Evening.hear(store, lease, [Evening.text(3, "CANCEL", at: time)], off, at: time)
            #expect(try await store.callBacks().map(\.state) == [.cancelled])
            #expect(try await store.errands(states: [.waiting], limit: 9).contains { $0.kind == .page })
            #expect(try await store.silences(since: now, limit: 5).map(\.silence.code) == [.off])
            #expect(try await store.optOuts(limit: 1).isEmpty)
            #expect(try await store.answers(limit: 5).count == 2)
            let later = time + .seconds(700)
            try await Evening.hear(
                store, lease, [Evening.text(4, "CANCEL", at: later)], Self.decider(.off), at: later)
            #expect(try await store.optOuts(limit: 1).count == 1)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `calls stand without a seat to sell, and nobody is offered one`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let lease = try await store.begin(line: Evening.line)
            for (number, words) in [(1, "My line is dead"), (2, "1")] {
                let time = now + .seconds(Int64(number) * 700)
                try await Evening.hear(store, lease, [Evening.text(number, words, at: time)], Self.decider(), at: time)
            }
            var unsold = Self.decider()
            unsold.policy.callBacks?.perSlot = 0
            let time = now + .seconds(2800)
            let other = Evening.text(3, "No internet at home", from: "+447700900299", at: time)
            try await Evening.hear(store, lease, [other], unsold, at: time)
            let offer = try #require(try await store.answers(limit: 1).first)
            #expect(offer.draft.kind == .afterHours && offer.draft.facts.slots.isEmpty)
            try await Evening.hear(store, lease, [Evening.text(4, "CANCEL", at: time)], unsold, at: time)
            #expect(try await store.callBacks().map(\.state) == [.cancelled])
            #expect(try await store.answers(limit: 1).first?.draft.kind == .callBackCancelled)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `whoever opted out can still call off their call, and hears that it was`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let lease = try await store.begin(line: Evening.line)
            for (number, words) in [(1, "My line is dead"), (2, "1"), (3, "STOP"), (4, "CANCEL")] {
                let time = now + .seconds(Int64(number) * 700)
                try await Evening.hear(store, lease, [Evening.text(number, words, at: time)], Self.decider(), at: time)
            }
            let booked = try #require(try await store.answers(limit: 5).first { $0.draft.kind == .callBackBooked })
            #expect(try await store.callBack(try #require(booked.callBack))?.state == .cancelled)
            #expect(try await store.answers(limit: 1).first?.draft.kind == .callBackCancelled)
            #expect(try await store.silences(since: now, limit: 1).isEmpty)
        }
    }
}
