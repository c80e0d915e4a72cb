import Testing

@testable import Triage

struct TalkNightTests {
    @Test func `an evening of texts comes to the call that they meant`() {
        #expect(TalkNight.all.count > 60)
        for night in TalkNight.all {
            #expect(night.isRight, "\(night.texts) => \(night.outcome()), not \(night.meaning)")
        }
    }

    @Test func `a number that is not the one they write from is told whole, and else only its end`() throws {
        let scene = TalkScene()
        scene.handle = Handle(channel: .sms, normalised: "+447700900456")
        let own = try TalkScene.found(scene.write("1"))
        #expect(own.answer?.facts.wholeNumber == nil)
        #expect(own.answer?.facts.numberEnd == "456")
        let other = try TalkScene.found(scene.write("please ring 07700 900123"))
        #expect(other.answer?.facts.wholeNumber == "+447700900123")
    }

    @Test func `a telephone number tells a language only where its country speaks one of ours`() {
        #expect(NumberLanguage.of(Handle(channel: .sms, normalised: "+4366012345678")) == "de")
        #expect(NumberLanguage.of(Handle(channel: .sms, normalised: "+351961234678")) == "pt")
        #expect(NumberLanguage.of(Handle(channel: .sms, normalised: "+48601234567")) == nil)
        #expect(NumberLanguage.of(Handle(channel: .email, normalised: "rosa@example.org")) == nil)
    }

    @Test func `whoever is handed to a person is told so once, and a clear time still books`() throws {
        let scene = TalkScene()
        for text in ["hm", "well", "dunno"] { _ = scene.write(text) }
        let handed = try TalkScene.found(scene.write("hm"))
        #expect(handed.answer?.kind == .callBackAsk)
        #expect(handed.answer?.facts.why == .handedOver)
        #expect(handed.answer?.facts.opening == TalkScene.nine)
        #expect(scene.write("hm") == nil)
        scene.handle = Handle(channel: .sms, normalised: "+447700900456")
        guard case .book(let call, _)? = scene.write("tomorrow at 10")?.change else {
            Issue.record("not booked")
            return
        }
        #expect(call.start == TalkScene.nine + .seconds(3600))
    }

    @Test func `whatever they turn down is no unclear answer`() throws {
        let scene = TalkScene()
        for _ in 0..<5 {
            let move = try TalkScene.found(scene.write("none of these"))
            #expect(move.answer?.kind == .callBackOffer)
        }
        #expect(scene.talk?.state == .offered)
    }

    @Test func `what was offered a while ago is not offered again once it is over`() throws {
        let scene = TalkScene()
        let stale = try #require(scene.talk?.offered.first)
        scene.now = stale + .seconds(60)
        let move = try TalkScene.found(scene.write("hm"))
        let slots = try #require(move.answer?.facts.slots)
        #expect(!slots.isEmpty)
        #expect(slots.allSatisfy { $0 >= scene.now + scene.plan.lead })
    }
}
