import Testing

@testable import Triage

@Suite struct CallBackTalkTests {
    private let nine = TalkScene.nine

    @Test func `an offer names the next free times, and none where a call stands or nothing is free`() throws {
        let scene = TalkScene()
        #expect(scene.talk?.offered == [nine, nine + .seconds(900), nine + .seconds(1800)])
        #expect(scene.talk?.zone == "Europe/London" && scene.talk?.state == .offered)
        // An offer stands: it is not made twice.
        #expect(scene.offer() == nil)
        scene.talk = nil
        scene.taken = [nine: 1]
        #expect(scene.offer()?.offered.first == nine + .seconds(900))
        scene.plan.perSlot = 0
        #expect(scene.offer() == nil)
    }

    @Test func `a choice and a number are booked, and confirmed in full`() throws {
        let scene = TalkScene()
        let asked = try TalkScene.found(scene.write("2"))
        #expect(asked.answer?.kind == .callBackNumber && asked.answer?.facts.why == .needsNumber)
        #expect(asked.answer?.facts.chosen == nine + .seconds(900))
        let booked = try TalkScene.found(scene.write("07700 900123"))
        guard case .book(let call, let over) = booked.change else {
            Issue.record("\(booked)")
            return
        }
        #expect(call.start == nine + .seconds(900) && call.end == call.start + .seconds(900) && call.due == call.start)
        #expect(call.number == "+447700900123" && call.topic == "No network" && call.hotCase == CaseID(rawValue: 7))
        #expect(call.waitedSince == scene.now - .seconds(3600) && call.handle == scene.handle && !call.uid.isEmpty)
        #expect(over?.state == .booked)
        let facts = try #require(booked.answer?.facts)
        #expect(booked.answer?.kind == .callBackBooked && booked.answer?.visibility == .direct)
        #expect(facts.chosen == call.start && facts.numberEnd == "123" && facts.zone == "Europe/London")
    }

    @Test func `who texts is rung where they text from, and a known customer at their number`() throws {
        let texts = TalkScene()
        texts.handle = Handle(channel: .sms, normalised: "+447700900456")
        guard case .book(let call, _) = try TalkScene.found(texts.write("1")).change else {
            Issue.record("no number was needed")
            return
        }
        #expect(call.number == "+447700900456")
        let known = TalkScene()
        known.customer = Customer(id: CustomerID(rawValue: "c1"), timeZone: "Europe/Berlin", number: "+447700900789")
        known.talk = nil
        known.talk = known.offer()
        guard case .book(let other, _) = try TalkScene.found(known.write("1")).change else {
            Issue.record("no number was needed")
            return
        }
        #expect(other.number == "+447700900789" && other.customer == CustomerID(rawValue: "c1"))
        #expect(other.zone == "Europe/Berlin")
        // A short code is no number to ring.
        let code = TalkScene()
        code.handle = Handle(channel: .sms, normalised: "60123")
        #expect(try TalkScene.found(code.write("1")).answer?.facts.why == .needsNumber)
        // A premium line is not rung because a customer wrote from it.
        let premium = TalkScene()
        premium.handle = Handle(channel: .sms, normalised: "+0900123456")
        #expect(try TalkScene.found(premium.write("1")).answer?.facts.why == .needsNumber)
    }

    @Test func `a number that comes with the time is not asked for`() throws {
        let scene = TalkScene()
        let move = try TalkScene.found(scene.say(scene.wish("2026-11-03 10:00"), number: "07700 900123"))
        guard case .book(let call, _) = move.change else {
            Issue.record("\(move)")
            return
        }
        #expect(call.number == "+447700900123" && call.start.rfc3339 == "2026-11-03T10:00:00Z")
        // Nor where the time cannot be had.
        let late = TalkScene()
        let other = try TalkScene.found(late.say(late.wish("2026-11-03 19:00"), number: "07700 900123"))
        #expect(other.answer?.kind == .callBackOffer && other.answer?.facts.why == .closed)
        guard case .book(let booked, _) = try TalkScene.found(late.write("1")).change else {
            Issue.record("it was kept")
            return
        }
        #expect(booked.number == "+447700900123")
    }

    @Test(arguments: [("12 34 56", AnswerFacts.Why.impossibleNumber), ("0900 123 456", .refusedNumber)])
    func `a number that cannot or may not be rung is refused`(_ number: String, _ why: AnswerFacts.Why) throws {
        let scene = TalkScene()
        _ = scene.write("1")
        let move = try TalkScene.found(scene.write(number))
        #expect(move.answer?.kind == .callBackNumber && move.answer?.facts.why == why)
        #expect(scene.talk?.state == .needsNumber && scene.talk?.number == "" && scene.callBack == nil)
        #expect(try TalkScene.found(scene.write("07700 900123")).answer?.kind == .callBackBooked)
    }

    @Test func `a doubtful number is asked about once more, and a yes or the same again is enough`() throws {
        for second in ["yes", "again", "no"] {
            let scene = TalkScene()
            _ = scene.write("1")
            let move = try TalkScene.found(scene.write("07911 123456"))
            #expect(move.answer?.facts.why == .doubtfulNumber && move.answer?.facts.numberEnd == "456")
            #expect(scene.talk?.state == .checksNumber)
            let next =
                switch second {
                case "yes": scene.say(.yes)
                case "again": scene.write("07911 123456")
                default: scene.say(.no)
                }
            if second == "no" {
                #expect(next?.answer?.facts.why == .needsNumber && scene.talk?.number == "")
            } else {
                #expect(next?.answer?.kind == .callBackBooked && scene.callBack?.number == "+447911123456")
            }
        }
    }

    @Test func `a time that is taken, closed, past, too soon or too far is answered with others near it`() throws {
        let cases: [(String, AnswerFacts.Why)] = [
            ("2026-11-03 09:00", .taken), ("2026-11-03 03:00", .closed), ("2026-11-02 10:00", .past),
            ("2026-11-02 20:10", .tooSoon), ("2026-12-24 10:00", .tooFar),
        ]
        for (wish, why) in cases {
            let scene = TalkScene()
            scene.taken = [nine: 1]
            let move = try TalkScene.found(scene.say(scene.wish(wish)))
            #expect(move.answer?.kind == .callBackOffer && move.answer?.facts.why == why, "\(wish)")
            #expect(move.answer?.facts.slots.count == 3 && move.answer?.facts.slots == scene.talk?.offered)
            #expect(move.answer?.facts.slots.contains(nine) == false)
        }
    }

    @Test func `a slot that went meanwhile is not sold again, and what is offered instead can be chosen`() throws {
        let scene = TalkScene()
        scene.handle = Handle(channel: .sms, normalised: "+447700900456")
        scene.taken = [nine: 1]
        let move = try TalkScene.found(scene.write("1"))
        #expect(move.answer?.facts.why == .taken && scene.callBack == nil)
        let first = try #require(scene.talk?.offered.first)
        #expect(try TalkScene.found(scene.write("1")).answer?.facts.chosen == first)
    }

    @Test func `thanks for an offer take none of its times, and yes is asked back with all of them`() throws {
        let scene = TalkScene()
        for words in ["ok thank you", "Thanks a lot!"] { #expect(scene.say(.yes, words) == nil) }
        let asked = try TalkScene.found(scene.say(.yes, "yes please"))
        #expect(asked.answer?.facts.why == .ambiguous)
        #expect(asked.answer?.facts.readings == asked.answer?.facts.slots)
        #expect(asked.answer?.facts.readings.isEmpty == false)
        // Two readings of which none can be made out leave nothing to say back.
        let lost = try TalkScene.found(TalkScene().say(.unclear(.ambiguous(["what", "ever"])), "either"))
        #expect(lost.answer?.facts.why == .notUnderstood)
    }

    @Test func `three where two were offered, yes to several, and no words at all are asked about`() throws {
        for (reply, text, why) in [
            (TimeReply.choice(4), "4", AnswerFacts.Why.noSuchChoice), (.choice(0), "0", .noSuchChoice),
            (.yes, "yes", .ambiguous), (.unclear(.nothing), "👍🙏", .notUnderstood),
            (.unclear(.impossible), "31 Feb", .notUnderstood), (.unclear(.tooMuch), "mon tue wed…", .notUnderstood),
        ] {
            let scene = TalkScene()
            let offered = scene.talk?.offered
            let move = try TalkScene.found(scene.say(reply, text))
            #expect(move.answer?.kind == .callBackAsk && move.answer?.facts.why == why, "\(text)")
            #expect(move.answer?.facts.slots == offered && scene.talk?.asked == 1 && scene.callBack == nil)
        }
    }

    @Test func `two readings are said back, and a number chooses between them`() throws {
        let scene = TalkScene()
        scene.handle = Handle(channel: .sms, normalised: "+447700900456")
        let move = try TalkScene.found(
            scene.say(.unclear(.ambiguous(["2026-11-03 15:00", "2026-11-04 15:00"])), "the third"))
        #expect(move.answer?.kind == .callBackAsk && move.answer?.facts.why == .ambiguous)
        #expect(move.answer?.facts.readings.map(\.rfc3339) == ["2026-11-03T15:00:00Z", "2026-11-04T15:00:00Z"])
        #expect(try TalkScene.found(scene.write("2")).answer?.facts.chosen?.rfc3339 == "2026-11-04T15:00:00Z")
    }

    @Test func `after three questions in a row a person takes over, which is said once`() throws {
        let scene = TalkScene()
        for _ in 0..<3 { #expect(scene.say(.unclear(.nothing), "hm")?.answer != nil) }
        let last = try TalkScene.found(scene.say(.unclear(.nothing), "hm"))
        #expect(last.answer?.facts.why == .handedOver && scene.talk?.state == .handed)
        #expect(scene.write("1") == nil)
    }

    @Test func `what is understood begins the count anew`() throws {
        let scene = TalkScene()
        for _ in 0..<3 { _ = scene.say(.unclear(.nothing), "hm") }
        #expect(scene.write("1")?.answer?.facts.why == .needsNumber && scene.talk?.asked == 1)
        // But a machine that says the same for ever comes to an end.
        var said = 0
        while scene.write("1")?.answer != nil, said < 50 { said += 1 }
        #expect(said < 4 && scene.talk?.state == .handed)
    }

    @Test func `a letter, another matter and a reply to nothing are left to whoever reads them`() throws {
        let scene = TalkScene()
        #expect(scene.write(String(repeating: "1 ", count: 5_000)) == nil)
        #expect(
            scene.say(.unclear(.nothing), "My router still blinks red and the neighbours have no network either") == nil
        )
        scene.talk = nil
        for reply in [TimeReply.yes, .no, .cancel, .choice(1), .callNow, .later] { #expect(scene.say(reply) == nil) }
    }

    @Test func `no declines without a word, and later brings later times`() throws {
        let scene = TalkScene()
        let before = try #require(scene.talk?.offered.last)
        let later = try TalkScene.found(scene.say(.later))
        #expect(later.answer?.facts.slots.first == before + .seconds(900) && later.answer?.facts.why == .noneSuits)
        let no = try TalkScene.found(scene.say(.no))
        #expect(no.answer == nil && scene.talk?.state == .declined)
        #expect(scene.write("1") == nil)
    }

    @Test func `call me now is answered with the first times there are`() throws {
        let scene = TalkScene()
        let move = try TalkScene.found(scene.say(.callNow))
        #expect(move.answer?.facts.why == .closed && move.answer?.facts.slots.first == nine)
        let day = TalkScene()
        day.now = nine + .seconds(3600)
        day.talk = nil
        day.talk = day.offer()
        let soon = try TalkScene.found(day.say(.callNow))
        #expect(soon.answer?.facts.why == .tooSoon && soon.answer?.facts.slots.first == day.now + .seconds(1800))
    }

    @Test func `a call that stands is moved, given another number, and cancelled by text`() throws {
        let scene = TalkScene()
        scene.handle = Handle(channel: .sms, normalised: "+447700900456")
        _ = scene.write("1")
        let moved = try TalkScene.found(scene.say(scene.wish("2026-11-03 15:00"), "tomorrow at 3 instead"))
        #expect(moved.answer?.kind == .callBackMoved && moved.answer?.facts.was == nine)
        #expect(moved.answer?.facts.chosen?.rfc3339 == "2026-11-03T15:00:00Z" && scene.taken[nine] == nil)
        let number = try TalkScene.found(scene.say(.number("07700 900123"), "07700 900123"))
        #expect(number.answer?.kind == .callBackBooked && scene.callBack?.number == "+447700900123")
        #expect(number.answer?.facts.numberEnd == "123")
        let cancelled = try TalkScene.found(scene.say(.cancel, "cancel"))
        guard case .cancel = cancelled.change else {
            Issue.record("\(cancelled)")
            return
        }
        #expect(cancelled.answer?.kind == .callBackCancelled)
        #expect(scene.say(.cancel, "cancel") == nil)
    }

    @Test func `a later number out of the same offer moves the call that came of it`() throws {
        let scene = TalkScene()
        scene.handle = Handle(channel: .sms, normalised: "+447700900456")
        _ = scene.write("1")
        let moved = try TalkScene.found(scene.write("3"))
        #expect(moved.answer?.kind == .callBackMoved && moved.answer?.facts.chosen == nine + .seconds(1800))
        // The seat that was left is free for others, and its own never stands in its way.
        #expect(scene.taken == [nine + .seconds(1800): 1])
        #expect(try TalkScene.found(scene.write("3")).answer?.kind == .callBackBooked)
    }

    @Test func `a call that stands is not moved by talk of other things`() throws {
        let scene = TalkScene()
        scene.handle = Handle(channel: .sms, normalised: "+447700900456")
        _ = scene.write("1")
        #expect(scene.say(.yes, "ok") == nil && scene.say(.unclear(.nothing), "thanks") == nil)
        let long =
            "You promised the engineer for tomorrow at three, " + String(repeating: "and then nobody came, ", count: 8)
        #expect(scene.say(scene.wish("2026-11-03 15:00"), long) == nil)
    }

    @Test func `an offer that has run out is renewed for whoever takes it up`() throws {
        let scene = TalkScene()
        scene.now = scene.now + .seconds(3 * 86_400)
        #expect(scene.say(.unclear(.nothing), "hm") == nil)
        let move = try TalkScene.found(scene.write("1"))
        #expect(move.answer?.kind == .callBackOffer && move.answer?.facts.why == .past)
        #expect(try #require(move.answer?.facts.slots.first) > scene.now)
    }

    @Test func `where nothing at all is free a person takes over`() throws {
        let scene = TalkScene()
        scene.plan.perSlot = 0
        let move = try TalkScene.found(scene.write("1"))
        #expect(move.answer?.facts.why == .handedOver && scene.talk?.state == .handed)
    }
}
