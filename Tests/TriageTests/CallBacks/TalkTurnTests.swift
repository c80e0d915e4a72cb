import Testing

@testable import Triage

/// What is asked before it is done, what is told without doing anything, and what a first message brings about.
@Suite struct TalkTurnTests {
    private let nine = TalkScene.nine

    private func texting() -> TalkScene {
        let scene = TalkScene()
        scene.handle = Handle(channel: .sms, normalised: "+447700900456")
        return scene
    }

    // MARK: questions

    @Test func `a bare question is asked back, yes takes what was meant, and no brings the times again`() throws {
        let scene = texting()
        let asked = try TalkScene.found(scene.write("2?"))
        #expect(asked.answer?.kind == .callBackAsk && asked.answer?.facts.why == .ambiguous)
        #expect(asked.answer?.facts.readings == [nine + .seconds(900)] && scene.callBack == nil)
        // The numbers of the offer are what they were.
        #expect(asked.answer?.facts.slots == [nine, nine + .seconds(900), nine + .seconds(1800)])
        #expect(try TalkScene.found(scene.write("yes")).answer?.facts.chosen == nine + .seconds(900))
        let other = texting()
        _ = other.write("maybe 2")
        let again = try TalkScene.found(other.write("no"))
        #expect(again.answer?.kind == .callBackOffer && other.talk?.state == .offered && other.talk?.chosen == nil)
        #expect(again.answer?.facts.slots.first == nine)
    }

    @Test func `who asks about the call that stands is told it, and not for ever`() throws {
        let scene = texting()
        _ = scene.write("1")
        for _ in 0..<CallBackTalk.mostQuestions {
            let told = try TalkScene.found(scene.write("when will you ring?"))
            guard case .note = told.change else {
                Issue.record("\(told)")
                return
            }
            #expect(told.answer?.kind == .callBackBooked && told.answer?.facts.chosen == nine)
            #expect(told.answer?.facts.numberEnd == "456")
        }
        let last = try TalkScene.found(scene.write("when will you ring?"))
        #expect(last.answer == nil && scene.talk?.state == .handed)
        // It still stands, and can be called off.
        #expect(scene.callBack?.state == .booked)
        #expect(try TalkScene.found(scene.write("please cancel my call")).answer?.kind == .callBackCancelled)
    }

    @Test func `a question moves no call`() throws {
        for words in ["will someone ring at 11 or 10?", "tomorrow at 3?", "3?", "maybe tomorrow at 3"] {
            let scene = texting()
            _ = scene.write("1")
            _ = scene.write(words)
            #expect(scene.callBack?.start == nine, "\(words)")
        }
    }

    // MARK: several times

    @Test func `of two days that were named both are offered, and where one is taken the other is booked`() throws {
        let both = texting()
        let offer = try TalkScene.found(both.write("wednesday or thursday at 10"))
        let days = ["2026-11-04T10:00:00Z", "2026-11-05T10:00:00Z"]
        #expect(offer.answer?.kind == .callBackOffer && offer.answer?.facts.slots.map(\.rfc3339) == days)
        let one = texting()
        one.taken = [try #require(Moment(rfc3339: days[0])): 1]
        #expect(try TalkScene.found(one.write("wednesday or thursday at 10")).answer?.facts.chosen?.rfc3339 == days[1])
    }

    @Test func `any is the earliest that is still free`() throws {
        let scene = texting()
        scene.taken = [nine: 1]
        #expect(try TalkScene.found(scene.write("either")).answer?.facts.chosen == nine + .seconds(900))
    }

    @Test func `a bit later begins behind what was named`() throws {
        let scene = texting()
        let offer = try TalkScene.found(scene.write("2 would be ok but a bit later"))
        #expect(offer.answer?.facts.slots.first == nine + .seconds(1800) && scene.callBack == nil)
        let earlier = try TalkScene.found(scene.write("tomorrow at 3 but slightly earlier"))
        #expect(earlier.answer?.facts.slots.last?.rfc3339 == "2026-11-03T14:45:00Z")
    }

    // MARK: reasons

    @Test func `a part of the day at which nobody is ever there is told as that`() throws {
        let scene = texting()
        let offer = try TalkScene.found(scene.write("I finish work at 5 so after that"))
        #expect(offer.answer?.facts.why == .outsideHours)
        #expect(offer.answer?.facts.slots.allSatisfy { $0.rfc3339.hasSuffix("T16:45:00Z") } == true)
        // On Thursdays somebody is there until seven.
        scene.opens(.thursday, OpeningInterval(start: 9 * 3600, end: 19 * 3600))
        let late = try TalkScene.found(scene.write("I finish work at 5 so after that"))
        #expect(late.answer?.facts.why == .closed)
        #expect(late.answer?.facts.slots.first?.rfc3339 == "2026-11-05T17:00:00Z")
    }

    @Test func `a day that is closed is told as closed, however far it is`() throws {
        let scene = texting()
        scene.opens(.saturday)
        for (words, why) in [
            ("saturday at 10", AnswerFacts.Why.closed), ("14 november at 10", .closed), ("14 november", .closed),
            ("13 november at 10", .tooFar), ("13 november", .tooFar),
        ] {
            #expect(try TalkScene.found(scene.write(words)).answer?.facts.why == why, "\(words)")
            scene.talk?.asked = 0
        }
    }

    @Test func `a date that is over in one reading is the other, and its hour is kept where both are ahead`() throws {
        let scene = texting()
        // The first of April is over by far, the fourth of January is not: neither is the eleventh of December.
        let far = try TalkScene.found(scene.write("11/1 at 10"))
        #expect(far.answer?.facts.why == .tooFar)
        scene.now = nine + .seconds(86_400 * 8)
        scene.talk = nil
        scene.plan.horizon = .seconds(86_400 * 40)
        scene.talk = scene.offer()
        let asked = try TalkScene.found(scene.write("11/12 at 10"))
        #expect(asked.answer?.facts.readings.map(\.rfc3339) == ["2026-12-11T10:00:00Z", "2026-11-12T10:00:00Z"])
    }

    // MARK: other matters

    @Test func `a letter about something else goes on to the gate while the talk stays open`() throws {
        let scene = texting()
        let letter =
            "I was told that 2 engineers would be here tomorrow at 10. I have taken 3 days off by now, I have written "
            + "to you 4 times, and nobody ever answers. Later you sent me a bill. Cancel it. Do it now, please. 2"
        #expect(scene.write(letter) == nil)
        #expect(scene.write("thanks, but my internet is still down") == nil)
        #expect(scene.talk?.state == .offered && scene.talk?.asked == 0)
        #expect(try TalkScene.found(scene.write("2")).answer?.kind == .callBackBooked)
    }

    @Test func `what a mail quotes makes no letter of a short reply`() throws {
        let scene = texting()
        _ = scene.write("1")
        let quoted = String(repeating: "> We ring you tomorrow at nine. Reply CANCEL to call it off.\n", count: 6)
        #expect(
            try TalkScene.found(scene.write("please cancel my call\n\n" + quoted)).answer?.kind == .callBackCancelled)
    }

    @Test(arguments: ["cancel my contract", "I cancelled my contract", "cancel my plan", "I want to cancel my order"])
    func `what else they cancel is not their call`(words: String) {
        let scene = texting()
        _ = scene.write("1")
        #expect(scene.write(words) == nil && scene.callBack?.state == .booked)
    }

    @Test func `who would rather be written to is not rung, and a copy by mail is no reason`() throws {
        let scene = texting()
        _ = scene.write("email me please")
        #expect(scene.talk?.state == .declined && scene.callBack == nil)
        let booked = texting()
        _ = booked.write("1")
        #expect(booked.write("email me please") == nil && booked.callBack?.state == .booked)
        #expect(try TalkScene.found(booked.write("email me instead")).answer?.kind == .callBackCancelled)
    }

    // MARK: first messages

    @Test func `a first message that asks for a call at a free time has it booked`() throws {
        let scene = texting()
        scene.talk = nil
        let move = try TalkScene.found(scene.first("My line is dead. Please call me tomorrow at 3pm"))
        #expect(move.answer?.kind == .callBackBooked && scene.callBack?.start.rfc3339 == "2026-11-03T15:00:00Z")
        #expect(scene.callBack?.number == "+447700900456" && scene.callBack?.hotCase == CaseID(rawValue: 7))
        // Once it stands it is not booked again.
        #expect(scene.first("Please call me tomorrow at 4pm") == nil)
    }

    @Test func `without a number the time is kept, and the number asked for`() throws {
        let scene = TalkScene()
        scene.talk = nil
        let move = try TalkScene.found(scene.first("Please call me tomorrow at 3pm"))
        #expect(move.answer?.facts.why == .needsNumber && scene.talk?.state == .needsNumber)
        #expect(
            try TalkScene.found(scene.write("07700 900123")).answer?.facts.chosen?.rfc3339 == "2026-11-03T15:00:00Z")
        let full = TalkScene()
        full.talk = nil
        _ = full.first("Please call me on 07700 900123 tomorrow at 3pm")
        #expect(full.callBack?.number == "+447700900123")
    }

    @Test func `a wish that leaves a choice or cannot be had is offered what comes nearest`() throws {
        let scene = texting()
        scene.talk = nil
        let morning = try TalkScene.found(scene.first("can somebody ring me tomorrow morning about my bill"))
        #expect(morning.answer?.kind == .callBackOffer && scene.talk?.offered.first == nine && scene.callBack == nil)
        #expect(scene.talk?.offered == morning.answer?.facts.slots)
        let late = texting()
        late.talk = nil
        let closed = try TalkScene.found(late.first("please ring me tomorrow at 18:00"))
        #expect(
            closed.answer?.facts.why == .closed && closed.answer?.facts.slots.last?.rfc3339 == "2026-11-03T16:45:00Z")
    }

    @Test(arguments: [
        "my line went down tomorrow at 3", "I called you on Monday at 10", "you said you would call me tomorrow at 3",
        "please don't call me tomorrow at 3", "tomorrow at 3", "please call me", "the engineer comes tomorrow at 3",
    ])
    func `a time that nobody wants to be called at is no wish`(words: String) {
        let scene = texting()
        scene.talk = nil
        #expect(scene.first(words) == nil)
    }
}
