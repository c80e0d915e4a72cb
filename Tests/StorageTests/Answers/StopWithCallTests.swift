import Storage
import TestKit
import Testing
import Triage

/// STOP and a call that was agreed: what stands, what is called off, and what is still said.
@Suite struct StopWithCallTests {
    private func booked(_ store: Store) async throws -> Dialogue {
        let dialogue = try await Dialogue(store)
        try await dialogue.say("My line is dead, the router blinks red")
        try await dialogue.send()
        try await dialogue.say("2")
        try await dialogue.send()
        try #require(try await dialogue.calls().map(\.state) == [.booked])
        return dialogue
    }

    @Test(arguments: EngineKind.allCases)
    func `whoever says stop is told that their call stands`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let dialogue = try await booked(store)
            try await dialogue.say("STOP")
            let call = try #require(try await dialogue.calls().first)
            let told = try #require(try await dialogue.answers().last)
            #expect(told.draft.kind == .optedOut && call.state == .booked)
            #expect(told.draft.facts.chosen == call.start && told.draft.facts.callBack == call.id)
            #expect(told.draft.facts.numberEnd == "123" && told.draft.facts.slotLength == 900)
            #expect(try await dialogue.send() == [.optedOut])
        }
    }

    @Test(
        arguments: EngineKind.allCases,
        ["CANCEL", "cancel call", "please cancel the call", "Cancel my call please"])
    func `after stop a call is called off by its customer, who is told so once`(
        _ kind: EngineKind, _ words: String
    ) async throws {
        try await kind.withStore { store in
            let dialogue = try await booked(store)
            try await dialogue.say("STOP")
            try await dialogue.send()
            try await dialogue.say(words)
            #expect(try await dialogue.calls().map(\.state) == [.cancelled])
            // What was written goes out, though they said stop.
            #expect(try await dialogue.send() == [.callBackCancelled])
            try await dialogue.say(words, after: 700)
            try await dialogue.say("My line is dead", after: 700)
            try await dialogue.say("1", after: 700)
            #expect(try await dialogue.send().isEmpty)
            #expect(try await dialogue.kinds().suffix(2) == [.optedOut, .callBackCancelled])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a stop that overtakes the word that a call is cancelled does not swallow it`(_ kind: EngineKind)
        async throws
    {
        try await kind.withStore { store in
            let dialogue = try await booked(store)
            try await dialogue.say("cancel call")
            try await dialogue.say("STOP", after: 1)
            #expect(try await Set(dialogue.send()) == [.callBackCancelled, .optedOut])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `what an operator does to the call of somebody who said stop is not told`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let dialogue = try await booked(store)
            try await dialogue.say("STOP")
            try await dialogue.send()
            let call = try #require(try await dialogue.calls().first)
            let now = await dialogue.now
            for kind in AnswerKind.allCases where kind != .optedOut && kind != .help {
                let draft = AnswerDraft(
                    kind: kind, language: "en", visibility: .direct,
                    facts: AnswerFacts(chosen: call.start, callBack: call.id), because: "")
                let place = AnswerPlace(source: Evening.line, handle: call.handle, conversation: call.conversation)
                _ = try await store.engine.write {
                    try Store.write(draft, at: place, key: "ack.\(kind.rawValue)", now: now, $0)
                }
            }
            #expect(try await dialogue.send().isEmpty)
        }
    }

    @Test(
        arguments: EngineKind.allCases,
        ["Stop calling me", "please don't ring me again", "No me llamen más", "Rufen Sie mich nicht mehr an"])
    func `a stop of calls cancels the call that stands, opts out, and is answered once`(
        _ kind: EngineKind, _ words: String
    ) async throws {
        try await kind.withStore { store in
            let dialogue = try await booked(store)
            try await dialogue.say(words)
            #expect(try await dialogue.calls().map(\.state) == [.cancelled])
            let told = try #require(try await dialogue.answers().last)
            #expect(told.draft.kind == .optedOut && told.draft.facts.why == .noCalls)
            #expect(told.draft.facts.chosen == nil)
            #expect(try await store.optOuts(limit: 5).map(\.isFreeForm) == [true])
            #expect(try await dialogue.send() == [.optedOut])
            try await dialogue.say(words, after: 700)
            #expect(try await dialogue.send().isEmpty)
            let ticket = try #require(try await store.tickets(limit: 5).compactMap(\.message).first)
            #expect(ticket.message.text == words)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a stop of calls after stop cancels and is told, and one for writing opts nobody out`(_ kind: EngineKind)
        async throws
    {
        try await kind.withStore { store in
            let dialogue = try await booked(store)
            try await dialogue.say("STOP")
            try await dialogue.send()
            try await dialogue.say("don't call me any more")
            #expect(try await dialogue.calls().map(\.state) == [.cancelled])
            #expect(try await dialogue.send() == [.callBackCancelled])
        }
        try await kind.withStore { store in
            let dialogue = try await booked(store)
            try await dialogue.say("Don't call me, text me")
            #expect(try await dialogue.calls().map(\.state) == [.cancelled])
            #expect(try await dialogue.send() == [.callBackCancelled])
            #expect(try await store.optOuts(limit: 5).isEmpty)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a stop of calls ends an open offer, and where nothing was offered it is a stop`(_ kind: EngineKind)
        async throws
    {
        try await kind.withStore { store in
            let dialogue = try await Dialogue(store)
            try await dialogue.say("My line is dead, the router blinks red")
            try await dialogue.send()
            try await dialogue.say("your salesmen don't stop calling me")
            #expect(try await dialogue.kinds() == [.afterHours, .optedOut])
            // The offer no longer stands, whatever they say once they are back.
            try await dialogue.say("START")
            try await dialogue.say("2")
            #expect(try await dialogue.calls().isEmpty)
        }
        try await kind.withStore { store in
            let dialogue = try await Dialogue(store)
            try await dialogue.say("Stop calling me")
            let told = try #require(try await dialogue.answers().first)
            #expect(told.draft.kind == .optedOut && told.draft.facts.why == nil)
            #expect(try await store.optOuts(limit: 5).map(\.isFreeForm) == [true])
        }
    }
}
