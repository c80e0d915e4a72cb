import Testing

@testable import Triage

struct CustomerWordsTests {
    private func read(
        _ text: String, _ languages: [String] = ["en"], now: String = "2026-11-18 10:20",
        offered: [WallClock] = Phrase.offered, horizon: Int = 30
    ) -> TimeReading {
        CustomerWords.read(text, languages: languages, now: Phrase.clock(now), offered: offered, horizon: horizon)
    }

    private func meaning(_ text: String, _ languages: [String] = ["en"], now: String = "2026-11-18 10:20") -> String {
        Phrase.written(read(text, languages, now: now))
    }

    // MARK: conventions

    @Test(arguments: [
        "don't cancel my call", "please do not cancel", "nicht absagen bitte", "no lo canceles por favor",
    ])
    func `what is not to be cancelled is not`(_ text: String) throws {
        let now = WallClock(try #require(CivilDate(year: 2026, month: 11, day: 22)), second: 15 * 3600)
        let reading = CustomerWords.read(text, languages: ["en", "de", "es"], now: now, offered: [], horizon: 5)
        #expect(reading.reply != .cancel)
    }

    @Test(arguments: [
        ("at 7", "11-18 19:00"), ("at 8", "11-19 08:00"), ("at 12", "11-18 12:00"), ("at 07:00", "11-19 07:00"),
        ("7 in the morning", "11-19 07:00"), ("8 in the evening", "11-18 20:00"), ("7am", "11-19 07:00"),
    ])
    func `a bare hour is after noon up to seven and before it from eight`(text: String, expected: String) {
        #expect(meaning(text) == expected)
    }

    @Test func `an offer decides about the half of the day`() {
        let early = [Phrase.clock("2026-11-19 07:00")]
        #expect(Phrase.written(read("tomorrow at 7", offered: early)) == "11-19 07:00")
        #expect(Phrase.written(read("tomorrow at 7", offered: [])) == "11-19 19:00")
    }

    @Test func `a time without a day is that of the offer that begins then`() {
        #expect(meaning("9am") == "11-20 09:00")
        #expect(Phrase.written(read("9am", offered: [])) == "11-19 09:00")
    }

    @Test func `a time that two offers begin at is asked`() {
        let offered = ["2026-11-19 10:00", "2026-11-20 10:00"].map { Phrase.clock($0) }
        #expect(
            read("10am", offered: offered).reply == .unclear(.ambiguous(["2026-11-19 10:00", "2026-11-20 10:00"])))
    }

    @Test func `today's weekday is today's where the other cannot be meant`() {
        #expect(meaning("wednesday at 9am") == "11-25 09:00")
        #expect(meaning("wednesday at 3pm") == "ambiguous")
        #expect(Phrase.written(read("wednesday at 3pm", horizon: 5)) == "11-18 15:00")
    }

    @Test func `a date with slashes is read as the writer's country does`() {
        #expect(meaning("12/5 at 4", ["en-US"]) == "12-05 16:00")
        #expect(meaning("5/12 at 4", ["en-GB"]) == "12-05 16:00")
        #expect(meaning("5/12 at 4", ["en"]) == "ambiguous")
        #expect(meaning("5/12 a las 4", ["es"]) == "12-05 16:00")
    }

    @Test func `a weekday that is not its date's is asked`() {
        #expect(meaning("Monday the 24th at 10") == "ambiguous")
        #expect(meaning("Tuesday the 24th at 10") == "11-24 10:00")
    }

    @Test func `a year turns with the calendar`() {
        #expect(meaning("5 January at 10", now: "2026-12-28 10:00") == "01-05 10:00")
        #expect(meaning("tomorrow at 9", now: "2026-12-31 23:10") == "01-01 09:00")
    }

    @Test func `a part of today that is nearly over is tomorrow's`() {
        #expect(meaning("in the morning", now: "2026-11-18 11:45") == "11-19 08:00-12:00")
        #expect(meaning("in the morning", now: "2026-11-18 23:10") == "11-19 08:00-12:00")
        #expect(meaning("this morning", now: "2026-11-18 13:00") == "past")
    }

    @Test func `a number beside a time that it does not agree with is asked`() {
        #expect(meaning("option 1, tomorrow at 10") == "choice 1")
        #expect(meaning("option 2, tomorrow at 10") == "ambiguous")
    }

    @Test func `several offers are wished for in the order that was written`() {
        #expect(meaning("3 or 1") == "11-20 09:00 + 11-19 10:00")
        #expect(Phrase.written(read("3 or 1", offered: [])) == "ambiguous")
    }

    @Test(arguments: ["none of the three", "can't do any of those", "2 doesn't work", "not 2"])
    func `an offer that is declined is not chosen`(text: String) {
        #expect(meaning(text) == "later")
    }

    @Test func `a request not to call at a time is no cancellation`() {
        #expect(meaning("please don't call before 9") == "11-18 09:00-21:00")
        #expect(meaning("please don't call") == "cancel")
        #expect(meaning("bitte morgen nicht anrufen", ["de"]) == "11-18 + 11-20..12-19")
    }

    @Test func `a cancellation with another time is a move`() {
        #expect(meaning("Cancel my call tomorrow at 10") == "cancel")
        #expect(meaning("I have to cancel. Could you call on Monday at 2?") == "11-23 14:00")
    }

    // MARK: languages

    @Test func `a believed language that makes sense is not second-guessed`() {
        #expect(read("segunda", ["es"]).reply == .choice(2))
        #expect(meaning("segunda", ["pt"]) == "11-23")
    }

    @Test func `another language is read where the believed one makes no sense of it`() {
        let reading = read("mañana a las 10", ["en"])
        #expect(reading.language == "es")
        #expect(Phrase.written(reading) == "11-19 10:00")
        #expect(Phrase.written(read("tomorrow at 3", ["de", "fr"])) == "11-19 15:00")
        #expect(read("übermorgen um halb vier", ["nl"]).language == "de")
    }

    @Test func `what means different things in languages that nobody believed is asked`() {
        #expect(meaning("segunda", ["nl"]) == "ambiguous")
    }

    // MARK: numbers and places

    @Test func `a phone number is kept as it was written`() {
        let reading = read("Ring (020) 7946-0123 tomorrow at 3 please")
        #expect(reading.number == "(020) 7946-0123")
        #expect(Phrase.written(reading) == "11-19 15:00 # (020) 7946-0123")
        #expect(read("+49 30 1234567").reply == .number("+49 30 1234567"))
    }

    @Test(arguments: ["2026-11-24 14:00", "24.11.2026", "24/11/2026", "10 11 12", "9-11", "14:00-16:00"])
    func `dates and times are no phone number`(text: String) {
        #expect(read(text, ["de"]).number == nil)
    }

    @Test func `digits without end are no phone number`() {
        #expect(read("0" + String(repeating: "1", count: 30)).number == nil)
        #expect(read("+" + Array(repeating: "12", count: 7).joined(separator: " ")).number?.count == 21)
        #expect(read("+" + Array(repeating: "12", count: 8).joined(separator: " ")).number == nil)
    }

    @Test func `the bytes that carried the meaning are told`() {
        let text = "Grüße! Übermorgen um halb vier wäre gut"
        let bytes = Array(text.utf8)
        let used = read(text, ["de"]).used.map { String(decoding: bytes[$0], as: UTF8.self) }
        #expect(used == ["Übermorgen", "um halb vier"])
    }

    @Test func `what a mail quotes is not its writer's`() {
        #expect(meaning("2 please\n\n> 1) Thursday 10:00\n> 2) Thursday 15:30\n> 3) Friday 09:00") == "choice 2")
        #expect(meaning("Tomorrow at 4\n\nOn Monday at 10 Quillfone wrote:\nReply 1, 2 or 3") == "11-19 16:00")
        #expect(meaning("Tomorrow at 4\n--\nOpen Monday at 9") == "11-19 16:00")
    }

    // MARK: limits

    @Test func `nothing behind the first two thousand bytes is read`() {
        let padding = String(repeating: "ok ", count: CustomerWords.longestText / 3 - 2)
        #expect(meaning(padding + ", no") == "ambiguous")
        #expect(meaning(padding + "        , no") == "yes")
    }

    @Test func `ten megabytes are read like their beginning`() {
        #expect(meaning("tomorrow at 3. " + String(repeating: " ", count: 10_000_000) + "monday at 4") == "11-19 15:00")
    }

    @Test func `a letter that is cut at the end harms nothing`() {
        for length in 1_990...2_010 {
            let text = "tomorrow at 3. " + String(repeating: "👍🏽", count: length / 8) + String(repeating: "é", count: 30)
            let reading = read(String(repeating: " ", count: length % 8) + text)
            #expect(reading.used.allSatisfy { $0.upperBound <= CustomerWords.longestText })
        }
    }

    @Test func `more times than anybody means are asked`() {
        let twelve = (8...19).map { "monday at \($0):30" }.joined(separator: ", ")
        #expect(read(twelve).reply == .unclear(.tooMuch))
        #expect(
            meaning("monday at 10:30, monday at 11:30, tuesday at 9:30") == "11-23 10:30 + 11-23 11:30 + 11-24 09:30")
        #expect(read("weekdays at 9, 10, 11, 12, 13, 14, 15, 16, 17 or 18").reply == .unclear(.tooMuch))
    }

    @Test func `a wish ends with the horizon`() {
        #expect(Phrase.written(read("any time", horizon: 5)) == "11-18..11-24")
        #expect(read("tuesday at 10", horizon: 5).reply == .unclear(.tooFar))
        #expect(read("in 200000 years").reply == .unclear(.nothing))
        #expect(read("in 4000 years").reply == .unclear(.tooFar))
    }

    @Test func `every byte that was used is in the text`() {
        var state: UInt64 = 7
        func next(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        let scraps =
            Phrase.all.map(\.text)
            + [
                "👍🏽", "e\u{301}", "\u{0}", "٣", "４", "2️⃣", "'", "l'", "-", ":", "/", ".", "\n", "99999999999999999999",
                "\u{202E}", "½", "12:", "31.", "+", "(",
            ]
        for _ in 0..<1_500 {
            var text = ""
            for _ in 0..<(1 + next(4)) {
                let scrap = scraps[next(scraps.count)].unicodeScalars
                let from = next(scrap.count + 1)
                text.unicodeScalars.append(contentsOf: scrap.dropFirst(from).prefix(1 + next(20)))
                text += ["", " ", ", ", ". "][next(4)]
            }
            let reading = read(text, [["en", "es", "de", "fr", "pt"][next(5)]])
            let count = text.utf8.count
            var last = 0
            for range in reading.used {
                #expect(
                    range.lowerBound >= last && range.upperBound <= count && !range.isEmpty, "\(text.debugDescription)")
                last = range.upperBound
            }
            if case .wish(let stretches) = reading.reply {
                #expect(!stretches.isEmpty && stretches.allSatisfy { $0.from < $0.until }, "\(text.debugDescription)")
            }
        }
    }

    @Test(arguments: [
        "after ", "the ", "monday ", "3 ", "10:30 - ", "not ", "in ", "half ", "1/2/", "a.", "de la ", "+1 (", "l'",
        "next ",
        "no, ", "twenty ", "👍", "2️⃣", "\u{301}", "9-", "ten to ", "between ", "or ", "\n", ">",
    ])
    func `two thousand bytes of one word are read to their end`(piece: String) {
        let text = String(repeating: piece, count: 2_000 / piece.utf8.count)
        for language in ["en", "es", "de", "fr", "pt"] {
            let reading = read(text, [language])
            #expect(reading.used.allSatisfy { $0.upperBound <= text.utf8.count })
        }
    }
}
