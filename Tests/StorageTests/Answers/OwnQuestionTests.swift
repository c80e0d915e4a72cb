import Storage
import TestKit
import Testing
import Triage

/// What answers our own question is no new contact, and what was said twice is answered once.
@Suite struct OwnQuestionTests {
    private static let trouble = "My line is dead, the router blinks red"

    @Test(
        arguments: EngineKind.allCases,
        [
            ["2", "3"], ["2", "CANCEL"], ["2", "thanks"], ["no thanks", "thank you"], ["HELP", "2"], ["HELP", "STOP"],
            ["STOP", "START"], ["2", "I am driving and will reply later"],
        ])
    func `agreeing on a call makes nobody write for the third time`(_ kind: EngineKind, _ replies: [String])
        async throws
    {
        try await kind.withStore { store in
            let dialogue = try await Dialogue(store)
            try await dialogue.say(Self.trouble)
            try await dialogue.send()
            for reply in replies {
                let heard = try await dialogue.say(reply, after: 700)
                #expect(heard?.hot.isEmpty == true, "\(reply)")
                try await dialogue.send()
            }
            #expect(try await store.cases(states: [.open], limit: 5).isEmpty)
            // The second contact, and then the third, which is one.
            let second = try await dialogue.say("It is still dead after all of that", after: 700)
            #expect(second?.hot.isEmpty == true)
            let third = try await dialogue.say("And now the telephone too, hello there", after: 700)
            #expect(third?.hot.count == 1)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `what is consumed after two contacts is neither hot nor explained by them`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let dialogue = try await Dialogue(store)
            try await dialogue.say(Self.trouble)
            try await dialogue.send()
            try await dialogue.say("The whole street seems to be without it, they say over there", after: 700)
            let heard = try await dialogue.say("2", after: 700)
            #expect(heard?.hot.isEmpty == true)
            #expect(try await dialogue.kinds().last == .callBackBooked)
            let message = try #require(
                try await store.tickets(limit: 9).compactMap(\.message).first { $0.message.text == "2" })
            #expect(message.verdict?.isHot == false && message.surroundings?.contacts.isEmpty != false)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a fire or a threat beside the choice counts as ever`(_ kind: EngineKind) async throws {
        for words in ["2, and my lawyer will hear of it", "2 and there is smoke"] {
            try await kind.withStore { store in
                let dialogue = try await Dialogue(store)
                try await dialogue.say(Self.trouble)
                try await dialogue.send()
                #expect(try await dialogue.say(words, after: 700)?.hot.count == 1)
                // And is a contact: the next is the third.
                let third = try await dialogue.say("Nobody has been here as of now, you people", after: 700)
                let reasons = third?.hot.first?.verdict.reasons.map(\.rule)
                #expect(reasons == ["many"])
            }
        }
    }

    @Test(arguments: EngineKind.allCases, ["My line is dead", "2", "STOP", "HELP", "Stop calling me"])
    func `the same words twice in one poll are answered once`(_ kind: EngineKind, _ words: String) async throws {
        try await kind.withStore { store in
            let dialogue = try await Dialogue(store)
            if words == "2" {
                try await dialogue.say(Self.trouble)
                try await dialogue.send()
            }
            let before = try await dialogue.kinds().count
            try await dialogue.say(words, words)
            #expect(try await dialogue.kinds().count == before + 1)
            let silence = try #require(try await dialogue.silences().last)
            #expect(silence.code == .saidBefore && silence.detail.hasPrefix("the same words at 2026-11-22"))
            #expect(try await dialogue.silences().count == 1)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a post that is sent again is answered once, in whatever conversation`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let lease = try await store.begin(line: Evening.line)
            var again = Evening.text(2, at: Evening.now + .seconds(40))
            again.conversationKey = nil
            try await Evening.hear(store, lease, [Evening.text(1), again], at: Evening.now + .seconds(40))
            #expect(try await store.answers(limit: 5).count == 1)
            #expect(
                try await store.silences(since: Evening.now, limit: 5).first?.silence.detail.hasPrefix("the same words")
                    == true)
            // Later they are words like others.
            var later = Evening.text(3, at: Evening.now + .seconds(700))
            later.conversationKey = nil
            try await Evening.hear(store, lease, [later], at: Evening.now + .seconds(700))
            #expect(try await store.answers(limit: 5).count == 2)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `nothing else in the talk is swallowed`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let dialogue = try await Dialogue(store)
            try await dialogue.say(Self.trouble)
            try await dialogue.send()
            // In one poll, and back again: each is another wish.
            try await dialogue.say("1", "2")
            for words in ["1", "2", "1"] { try await dialogue.say(words, after: 20) }
            #expect(
                try await dialogue.kinds()
                    == [.afterHours, .callBackBooked] + Array(repeating: .callBackMoved, count: 4))
            #expect(try await dialogue.silences().isEmpty)
            #expect(
                try await dialogue.calls().map(\.start) == [try #require(dialogue.answers().first).draft.facts.slots[0]]
            )
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `the same word answers a new question, once that has reached them`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let dialogue = try await Dialogue(store)
            try await dialogue.say(Self.trouble)
            try await dialogue.send()
            try await dialogue.say("yes")
            try await dialogue.send()
            // Faster than anybody reads, it is the first one carried twice.
            try await dialogue.say("yes", after: 5)
            #expect(try await dialogue.kinds() == [.afterHours, .callBackAsk])
        }
        try await kind.withStore { store in
            let dialogue = try await Dialogue(store)
            try await dialogue.say(Self.trouble)
            try await dialogue.send()
            try await dialogue.say("yes")
            try await dialogue.send()
            try await dialogue.say("yes", after: 30)
            #expect(try await dialogue.kinds().count == 3)
        }
    }
}
