import Storage
import TestKit
import Testing
import Triage

@testable import Console

/// The page on which a customer books, moves and cancels a call.
@Suite struct BookingTests {
    private static let number = "+447700900123"

    /// Sends a form as the page has it, and follows.
    private func send(_ house: DeskHouse, _ path: String, _ form: [String: String]) async throws -> Probe.Answer {
        let answer = try await house.probe.post(path, form)
        guard answer.status == 303, let next = answer.header("location") else { return answer }
        return try await house.probe.get(next)
    }

    private func booked(_ house: DeskHouse, _ offer: BookingScene.Offer) async throws -> CallBack {
        let page = try await house.probe.get(offer.path)
        _ = try await send(
            house, offer.path,
            [
                "do": "book", "stamp": try #require(page.hidden("stamp")), "start": try #require(page.slots.first),
                "number": Self.number,
            ])
        return try #require(try await house.store.callBacks().last)
    }

    @Test func `whoever follows the link sees what is free and nothing of whose it is, and changes nothing`()
        async throws
    {
        try await BookingScene.open { house in
            let offer = try await BookingScene.offer(house)
            let mark = try await house.store.callBackMark()
            for method in ["GET", "HEAD"] {
                let page = try await house.probe.ask(method, offer.path + "?do=book&start=1793617200")
                #expect(page.status == 200)
                #expect(page.header("referrer-policy") == "no-referrer" && page.header("cache-control") == "no-store")
                #expect(page.header("x-robots-tag") == "noindex, nofollow" && page.header("content-language") == "en")
                #expect(page.header("content-security-policy")?.contains("default-src 'none'") == true)
            }
            let page = try await house.probe.get(offer.path)
            // Ten to five, half an hour each, on three days and a bit; the first begins when they open.
            #expect(page.slots.first == "\(Example.morning.wholeSeconds + 3600)" && page.slots.count == 42)
            #expect(page.says("lang=\"en\"") && page.says("Choose a time for our call") && page.says("10 am"))
            for secret in ["ana@", "Ana", "mastodon", "router", "<script", "conversation"] {
                #expect(!page.says(secret), "\(secret)")
            }
            #expect(!offer.path.contains("ana") && offer.path.utf8.count < 120)
            #expect(try await house.store.callBackMark() == mark)
        }
    }

    @Test func `a time is booked once, however often the form is sent, and told on the channel`() async throws {
        try await BookingScene.open { house in
            let offer = try await BookingScene.offer(house)
            let page = try await house.probe.get(offer.path)
            let form = [
                "do": "book", "stamp": try #require(page.hidden("stamp")), "start": page.slots[2],
                "number": "+44 7700 900123",
            ]
            let answers = try await withThrowingTaskGroup(of: Probe.Answer.self) { group in
                for _ in 0..<4 { group.addTask { try await house.probe.post(offer.path, form) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.map(\.status) == [303, 303, 303, 303])
            let calls = try await house.store.callBacks()
            let call = try #require(calls.first)
            #expect(calls.count == 1 && call.state == .booked && call.number == Self.number)
            #expect("\(call.start.wholeSeconds)" == page.slots[2])
            #expect(call.conversation == offer.conversation && call.handle == Example.ana)
            #expect(call.topic.hasPrefix("My router") && call.waitedSince == Example.morning)
            #expect(try await house.store.talk(offer.talk)?.talk.state == .booked)
            let told = try await house.store.answers(ofConversation: offer.conversation).filter {
                $0.draft.kind == .callBackBooked
            }
            #expect(told.count == 1 && told.first?.draft.facts.chosen == call.start)
            let after = try await house.probe.get(try #require(answers[0].header("location")))
            #expect(after.says("Your call is agreed") && after.says("We ring you today at 11 am"))
            #expect(after.says("ends in 123") && !after.says("7700") && after.says("Booked."))
        }
    }

    @Test func `a call is moved and cancelled, and a form from before does nothing`() async throws {
        try await BookingScene.open { house in
            let offer = try await BookingScene.offer(house)
            let call = try await booked(house, offer)
            let page = try await house.probe.get(offer.path)
            let old = try #require(page.hidden("stamp"))
            #expect(old == "\(call.id).1" && !page.slots.contains("\(call.start.wholeSeconds)"))
            let other = try await house.probe.get(try await BookingScene.link(house, .callBack(call.id)))
            #expect(other.hidden("stamp") == old)
            let move = ["do": "move", "stamp": old, "start": page.slots[5]]
            #expect(try await send(house, offer.path, move).says("Moved."))
            // Twice the same is once.
            #expect(try await send(house, offer.path, move).says("Moved."))
            var now = try #require(try await house.store.callBack(call.id))
            #expect(now.version == 2 && "\(now.start.wholeSeconds)" == page.slots[5])
            for stale in [
                ["do": "move", "stamp": old, "start": page.slots[7]], ["do": "cancel", "stamp": old],
                ["do": "number", "stamp": old, "number": "+447700900199"], ["do": "cancel"],
                ["do": "move", "stamp": "9.9", "start": page.slots[7]],
                ["do": "book", "stamp": "0", "start": page.slots[7], "number": Self.number],
            ] {
                let answer = try await house.probe.post(offer.path, stale)
                #expect(answer.status == 409 && answer.says("Nothing was done"), "\(stale)")
            }
            #expect(try await house.store.callBack(call.id) == now)
            let stamp = "\(call.id).2"
            let changed = try await send(
                house, offer.path, ["do": "number", "stamp": stamp, "number": "+447700900199"])
            #expect(changed.says("The number was changed") && changed.says("ends in 199"))
            let cancel = ["do": "cancel", "stamp": "\(call.id).3"]
            #expect(try await send(house, offer.path, cancel).says("Your call is cancelled"))
            #expect(try await send(house, offer.path, cancel).says("Your call is cancelled"))
            now = try #require(try await house.store.callBack(call.id))
            #expect(now.state == .cancelled && now.version == 4)
            // The form that booked it comes again, late.
            let late = try await house.probe.post(
                offer.path, ["do": "book", "stamp": "0", "start": page.slots[5], "number": Self.number])
            #expect(late.status == 409 && late.says("Nothing was done"))
            #expect(try await house.store.callBacks(states: [.booked]).isEmpty)
            let kinds = try await house.store.answers(ofConversation: offer.conversation).map(\.draft.kind)
            #expect(kinds.suffix(4) == [.callBackBooked, .callBackMoved, .callBackBooked, .callBackCancelled])
            // And whoever changed their mind books anew, with the number that is known by now.
            let again = try await house.probe.get(offer.path)
            #expect(again.says("choose a new time") && again.says("ends in 199"))
            let anew = try await send(
                house, offer.path,
                ["do": "book", "stamp": try #require(again.hidden("stamp")), "start": again.slots[0]])
            #expect(anew.says("Your call is agreed"))
            #expect(try await house.store.callBacks(states: [.booked]).map(\.number) == ["+447700900199"])
        }
    }

    @Test func `a call that was made in vain is shown with the time of the next attempt`() async throws {
        let clock = ManualClock()
        try await BookingScene.open(clock: clock) { house in
            let offer = try await BookingScene.offer(house)
            let call = try await booked(house, offer)
            clock.advance(to: call.start)
            _ = try await house.store.lookAtDueCallBacks(terms: BookingScene.terms(), now: clock.now())
            clock.advance(by: .seconds(60))
            _ = try await house.store.mark(
                callBack: call.id, .noReply, terms: BookingScene.terms(), by: "ana", now: clock.now())
            let page = try await house.probe.get(offer.path)
            #expect(page.says("We ring you today at 10:16 am"))
        }
    }

    @Test func `a number is asked for, and one that cannot be rung is refused with the reason`() async throws {
        try await BookingScene.open { house in
            let offer = try await BookingScene.offer(house)
            let page = try await house.probe.get(offer.path)
            var form = ["do": "book", "stamp": try #require(page.hidden("stamp")), "start": page.slots[3]]
            for (number, words) in [
                ("", "give the number"), ("1234567", "cannot be a telephone number"),
                ("<b>", "cannot be a telephone number"),
                (String(repeating: "+447700900123", count: 9), "cannot be a telephone number"),
                ("+44909879000", "cannot ring this number"), ("999", "cannot ring this number"),
            ] {
                form["number"] = number
                let answer = try await house.probe.post(offer.path, form)
                #expect(answer.status == 422 && answer.says(words), "\(number)")
                // The time that they chose is still chosen, and what they typed stands nowhere.
                #expect(
                    answer.says("value=\"\(page.slots[3])\" checked") && (number.isEmpty || !answer.says(">\(number)")))
            }
            form["number"] = "+449995551234"
            let doubted = try await house.probe.post(offer.path, form)
            #expect(doubted.status == 422 && doubted.says("write it once more") && doubted.says("5551234"))
            #expect(try await house.store.callBacks().isEmpty)
            form["doubt"] = doubted.hidden("doubt")
            #expect(form["doubt"] != nil)
            form["number"] = "+449995550000"
            #expect(try await house.probe.post(offer.path, form).status == 422)
            form["number"] = "+449995551234"
            #expect(try await house.probe.post(offer.path, form).status == 303)
            #expect(try await house.store.callBacks().map(\.number) == ["+449995551234"])
        }
    }

    @Test func `of those who want the last seat one gets it and the others are offered what is near`() async throws {
        try await BookingScene.open(perSlot: 1) { house in
            var offers: [BookingScene.Offer] = []
            for number in 1...4 {
                offers.append(
                    try await BookingScene.offer(house, number, from: "c\(number)@mastodon.example"))
            }
            let page = try await house.probe.get(offers[0].path)
            let form = ["do": "book", "stamp": "0", "start": page.slots[4], "number": Self.number]
            let answers = try await withThrowingTaskGroup(of: Probe.Answer.self) { group in
                for offer in offers { group.addTask { try await house.probe.post(offer.path, form) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.count { $0.status == 303 } == 1)
            let losers = answers.filter { $0.status == 409 }
            #expect(losers.count == 3)
            for loser in losers {
                #expect(loser.says("cannot be had any more") && loser.slots.count > 20)
                #expect(!loser.slots.contains(page.slots[4]) && loser.slots.contains(page.slots[5]))
            }
            #expect(try await house.store.callBacks().count == 1)
            for start in ["1793610000", "1793613601", "9999999999", "-5", "x", ""] {
                let answer = try await house.probe.post(
                    offers.last?.path ?? "", ["do": "book", "stamp": "0", "start": start, "number": Self.number])
                #expect([303, 409, 422].contains(answer.status) && answer.status != 303, "\(start)")
            }
        }
    }

    @Test func `a link that is forged, too old or for something else opens nothing and says what to do`() async throws {
        let clock = ManualClock()
        try await BookingScene.open(clock: clock) { house in
            let offer = try await BookingScene.offer(house)
            let until = Example.morning.wholeSeconds + 3600
            let seal = house.desk.seal
            for bad in [
                String(offer.path.dropLast()), offer.path + "A", "/b/nonsense", "/b/v1.x.MQ.9999999999.AAAA",
                "/b/" + seal.seal(purpose: "page", subject: "talk:\(offer.talk)", until: until),
                "/b/" + seal.seal(purpose: "call-back", subject: "\(offer.talk)", until: until),
                "/b/" + seal.seal(purpose: "call-back", subject: "talk:99999", until: until),
                "/b/" + seal.seal(purpose: "call-back", subject: "talk:+\(offer.talk)", until: until),
            ] {
                let answer = try await house.probe.get(bad, ["Accept-Language": "de-AT,en;q=0.5"])
                #expect(answer.status == 404 && answer.says("Antworten Sie auf unsere letzte Nachricht"), "\(bad)")
                #expect(answer.header("referrer-policy") == "no-referrer" && !answer.says("Sign in"))
                #expect(try await house.probe.post(bad, ["do": "book"]).status == 404)
            }
            clock.advance(by: .seconds(31 * 86_400))
            #expect(try await house.probe.get(offer.path).status == 404)
            #expect(try await house.probe.post(offer.path, ["do": "cancel"]).status == 404)
        }
    }

    @Test func `another site cannot press the buttons, and is told so in plain words`() async throws {
        try await BookingScene.open { house in
            let offer = try await BookingScene.offer(house)
            let page = try await house.probe.get(offer.path)
            let form = ["do": "book", "stamp": "0", "start": page.slots[0], "number": Self.number]
            for (site, origin) in [("cross-site", nil), (nil, nil), (nil, "https://evil.example")]
                as [(String?, String?)]
            {
                let answer = try await house.probe.post(
                    offer.path, form, origin.map { ["Origin": $0] } ?? [:], site: site)
                #expect(answer.status == 403 && answer.says("Nothing was done") && !answer.says("first page"))
            }
            #expect(try await house.store.callBacks().isEmpty)
            #expect(try await house.probe.post(offer.path, form, ["Origin": "null"], site: nil).status == 303)
        }
    }

    @Test func `whoever guesses or hammers is slowed down`() async throws {
        try await BookingScene.open { house in
            let offer = try await BookingScene.offer(house)
            var guesses: [Int] = []
            for number in 0..<25 { guesses.append(try await house.probe.get("/b/guess\(number)").status) }
            #expect(guesses.prefix(20).allSatisfy { $0 == 404 } && guesses.suffix(5).allSatisfy { $0 == 429 })
            #expect(try await house.probe.get(offer.path).status == 200)
            var posts: [Probe.Answer] = []
            for _ in 0..<22 { posts.append(try await house.probe.post(offer.path, ["do": "nonsense"])) }
            #expect(posts.prefix(20).allSatisfy { $0.status == 422 && $0.says("Nothing was done") })
            #expect(posts.suffix(2).allSatisfy { $0.status == 429 && $0.says("wait a minute") })
            #expect(posts.last?.header("retry-after") != nil)
        }
    }

    @Test func `each language says all of it, in its own words`() async throws {
        try await BookingScene.open { house in
            let offer = try await BookingScene.offer(house)
            for words in BookingWords.all {
                let page = try await house.probe.get("\(offer.path)?lang=\(words.language)")
                #expect(page.says("<html lang=\"\(words.language)\">"))
                for text in [words.choose, words.book, words.number] {
                    #expect(page.says(Markup(showing: text).text), "\(words.language): \(text)")
                }
                #expect(page.hidden("lang") == words.language && !page.says("{"))
                let texts = Mirror(reflecting: words).children.compactMap { $0.value as? String }
                #expect(texts.allSatisfy { !$0.isEmpty } && Set(texts).count == texts.count, "\(words.language)")
                for text in [words.when, words.knownNumber, words.zone] {
                    #expect(text.split(separator: "{}", omittingEmptySubsequences: false).count == 2, "\(text)")
                }
                #expect(texts.count { $0.contains("{}") } == 3)
            }
            let sentences = BookingWords.all.map { Mirror(reflecting: $0).children.compactMap { $0.value as? String } }
            for place in sentences[0].indices { #expect(Set(sentences.map { $0[place] }).count == 6, "\(place)") }
            let hostile = try await house.probe.get("\(offer.path)?lang=%22%3E%3Cscript%3E&did=cancel")
            #expect(hostile.says("<html lang=\"en\">") && !hostile.says("<script") && !hostile.says("Cancelled."))
            // Who wrote German is answered in German, and what is booked is agreed in it.
            let german = try await BookingScene.offer(
                house, 9, "Mein Router funktioniert nicht mehr, bitte helfen Sie mir, es ist wirklich dringend",
                from: "kai@mastodon.example")
            let page = try await house.probe.get(german.path)
            #expect(page.says("<html lang=\"de\">") && page.says("10 Uhr"))
            let done = try await send(
                house, german.path,
                ["do": "book", "stamp": "0", "start": page.slots[20], "number": Self.number])
            #expect(done.says("Ihr Anruf ist vereinbart") && done.says("Wir rufen Sie morgen um"))
            #expect(try await house.store.callBacks().map(\.language) == ["de"])
        }
    }

    @Test(arguments: [Manners.Mode.preview, .off])
    func `while nobody is answered a link books nothing, and what stands can still be called off`(_ mode: Manners.Mode)
        async throws
    {
        try await BookingScene.open(mode: mode) { house in
            let offer = try await BookingScene.offer(house)
            let page = try await house.probe.get(offer.path)
            #expect(page.status == 200 && page.slots.isEmpty && page.says("No time is free just now"))
            let eleven = Example.morning + .seconds(2 * 3600)
            let answer = try await house.probe.post(
                offer.path, ["do": "book", "stamp": "0", "start": "\(eleven.wholeSeconds)", "number": Self.number])
            #expect(answer.status == 409 && answer.says("No time is free just now"))
            #expect(try await house.store.callBacks().isEmpty)
            // Agreed on while answers went out.
            let booked = try await house.store.book(
                .talk(offer.talk), at: eleven, number: Self.number, stamp: "0", language: "en",
                terms: BookingScene.terms(), now: house.clock.now())
            guard case .done(let call) = booked else { throw Probe.Trouble(what: "\(booked)") }
            let gone = try await send(house, offer.path, ["do": "cancel", "stamp": "\(call.id).1"])
            #expect(gone.says("Your call is cancelled"))
            #expect(try await house.store.callBack(call.id)?.state == .cancelled)
        }
    }

    @Test func `where no calls are offered the link says what to do instead`() async throws {
        try await DeskHouse.open { house in
            let path = BookingLinks(url: "", seal: house.desk.seal).address(
                of: .talk(1), mark: "00000000", now: house.clock.now())
            let answer = try await house.probe.get(path)
            #expect(answer.status == 404 && answer.says("Answer our last message"))
        }
    }
}
