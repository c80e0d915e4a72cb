import Storage
import TestKit
import Testing
import Triage

/// Danger in the middle of something else: said first, said once, and nothing that was agreed is lost.
@Suite struct DangerTests {
    @Test(arguments: EngineKind.allCases)
    func `smoke goes before the call, which stands, and the talk goes on behind it`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let dialogue = try await Dialogue(store)
            try await dialogue.say("My line is dead, the router blinks red")
            try await dialogue.send()
            try await dialogue.say("2")
            try await dialogue.send()
            let heard = try await dialogue.say("smoke is coming out of the router")
            #expect(heard?.hot.count == 1)
            let offered = try #require(try await dialogue.answers().first?.draft.facts.slots)
            let told = try #require(try await dialogue.answers().last)
            #expect(told.draft.kind == .hot && told.draft.facts.isDanger == true && told.hotCase != nil)
            #expect(try await dialogue.calls().map(\.start) == [offered[1]])
            // Told is told: what they add about it is answered by whoever was called.
            try await dialogue.say("the smoke is black now")
            #expect(try await dialogue.kinds() == [.afterHours, .callBackBooked, .hot])
            #expect(try await dialogue.silences().map(\.code) == [.saidBefore])
            try await dialogue.say("3")
            #expect(try await dialogue.kinds().last == .callBackMoved)
            #expect(try await dialogue.calls().map(\.start) == [offered[2]])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `danger is told beside another word that somebody was called, and again once the window is over`(
        _ kind: EngineKind
    ) async throws {
        try await kind.withStore { store in
            let dialogue = try await Dialogue(store, manners: Evening.manners { $0.window = .seconds(3600) })
            try await dialogue.say("I am grumpy")
            try await dialogue.say("and there is smoke here")
            try await dialogue.say("more smoke")
            #expect(try await dialogue.answers().map(\.draft.facts.isDanger) == [nil, true])
            #expect(try await dialogue.kinds() == [.hot, .hot])
            try await dialogue.say("smoke again", after: 3600)
            #expect(try await dialogue.answers().map(\.draft.facts.isDanger) == [nil, true, true])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `danger is told again in another conversation, however often the person was told something today`(
        _ kind: EngineKind
    ) async throws {
        try await kind.withStore { store in
            let dialogue = try await Dialogue(store, manners: Evening.manners { $0.perPerson = 1 })
            try await dialogue.say("there is smoke here")
            var elsewhere = Evening.text(900, "fire in my kitchen", at: Evening.now + .seconds(300))
            elsewhere.conversationKey = "sms:another number of ours"
            let decider = dialogue.decider
            try await Evening.hear(store, dialogue.lease, [elsewhere], decider, at: Evening.now + .seconds(300))
            #expect(try await dialogue.answers().map(\.draft.facts.isDanger) == [true, true])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `whoever was told what to do in danger is asked for no time, and heard when they name one`(_ kind: EngineKind)
        async throws
    {
        try await kind.withStore { store in
            let dialogue = try await Dialogue(store)
            try await dialogue.say("My line is dead, the router blinks red")
            try await dialogue.send()
            try await dialogue.say("smoke is coming out of the router")
            try await dialogue.send()
            try await dialogue.say("what do i do")
            #expect(try await dialogue.kinds() == [.afterHours, .hot])
            #expect(try await dialogue.silences().map(\.code) == [.saidBefore])
        }
        try await kind.withStore { store in
            let dialogue = try await Dialogue(store)
            try await dialogue.say("there is smoke here")
            try await dialogue.send()
            try await dialogue.say("please ring me tomorrow at 10")
            #expect(try await dialogue.kinds() == [.hot, .callBackBooked])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a fire after stop is silent to them and calls somebody`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let dialogue = try await Dialogue(store)
            try await dialogue.say("STOP")
            let heard = try await dialogue.say("there is a fire in the router")
            #expect(heard?.hot.count == 1)
            #expect(try await dialogue.kinds() == [.optedOut])
            #expect(try await dialogue.silences().map(\.code) == [.optedOut])
            let looked = try await store.lookAtDueCases(
                now: await dialogue.now, onCall: try #require(dialogue.decider.policy.onCall))
            #expect(looked.map(\.pages.count) == [1])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a case is called by the words of its worst message, and danger wakes what was put off`(_ kind: EngineKind)
        async throws
    {
        try await kind.withStore { store in
            let dialogue = try await Dialogue(store)
            try await dialogue.say("I am grumpy about the bill")
            let id = try #require(try await store.cases(states: [.open], limit: 5).first?.id)
            let until = await dialogue.now + .seconds(36_000)
            _ = try await store.change(id, .snooze(until: until), by: "ana", note: "", now: await dialogue.now)
            try await dialogue.say("still grumpy")
            #expect(try await store.caseDetail(id)?.hotCase.due == until)
            try await dialogue.say("smoke is coming out of the router")
            let now = await dialogue.now
            let worse = try #require(try await store.caseDetail(id)?.hotCase)
            #expect(worse.due == now && worse.title == "Fire at a customer's: smoke is coming out of the router")
            let looked = try await store.lookAtDueCases(
                now: now, onCall: try #require(dialogue.decider.policy.onCall))
            #expect(looked.map(\.pages.count) == [1])
            // What is less than that takes no name away.
            try await dialogue.say("grumpy, grumpy")
            #expect(try await store.caseDetail(id)?.hotCase.title == worse.title)
        }
    }
}
