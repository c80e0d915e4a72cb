import Testing

@testable import Triage

/// What each mask finds: the original's slices, or nothing.
struct FiguresTests {
    private func found(_ mask: String, in text: String) throws -> [String] {
        Scene.matched(try Scene.rules(when: mask), text) ?? []
    }

    @Test(arguments: [
        ("it cost £12.50 a month", ["12.50"]), ("that is 12,50 € too much", ["12,50"]), ("I paid USD 300", ["USD 300"]),
        ("you owe me $3.5k", ["3.5k"]), ("1.234,56 EUR", ["1.234,56 EUR"]), ("50 quid for nothing", ["50 quid"]),
        ("12 000 €", ["12 000"]), ("a fine of $2 million", ["2 million"]), ("only 50p", ["50p"]), ("¥5000", ["5000"]),
        ("20 Euro und 5 Cent", ["20 Euro", "5 Cent"]), ("R$ 30,00", ["30,00"]), ("CHF 1'200.50", ["CHF 1'200.50"]),
        ("5000円です", ["5000円"]), ("room 12", []), ("12.50", []), ("pounds of flesh", []), ("at 10:30", []),
    ])
    func `a sum is a number beside its currency`(text: String, wanted: [String]) throws {
        #expect(try found("{money}", in: text) == wanted)
    }

    @Test(arguments: [
        ("3 calls", ["3"]), ("1,234.56 people", ["1,234.56"]), ("12 500 people", ["12 500"]), ("3.5k views", ["3.5k"]),
        ("in 2026 500 came", ["2026", "500"]), ("error ５０", ["５０"]), ("٤٢ مرة", ["٤٢"]), ("none at all", []),
        ("10.0.0.1", []), ("mp3", []),
    ])
    func `a number is one figure with its thousands and its parts`(text: String, wanted: [String]) throws {
        #expect(try found("{number}", in: text) == wanted)
    }

    @Test(arguments: [
        ("by 12/03/2026 please", ["12/03/2026"]), ("2026-05-03", ["2026-05-03"]), ("03.05.26", ["03.05.26"]),
        ("the 3rd of May", ["3rd of May"]), ("5 May", ["5 May"]), ("May 5, 2026", ["May 5, 2026"]),
        ("am 5. Mai", ["5. Mai"]), ("le 1er mars", ["1er mars"]), ("el 5 de mayo de 2026", ["5 de mayo de 2026"]),
        ("il 12 maggio", ["12 maggio"]), ("5 de março", ["5 de março"]), ("5月3日に", ["5月3日"]), ("31/12", ["31/12"]),
        ("tomorrow", []), ("24/7", []), ("45/13/2026", []), ("10.0.0.10", []), ("may I", []), ("I may 500", []),
    ])
    func `a date names a day of a month`(text: String, wanted: [String]) throws {
        #expect(try found("{date}", in: text) == wanted)
    }

    @Test(arguments: [
        ("at 10am", ["10am"]), ("at 10 AM", ["10 AM"]), ("14:30 today", ["14:30"]), ("um 14.30 Uhr", ["14.30 Uhr"]),
        ("à 14h30", ["14h30"]), ("7 p.m. sharp", ["7 p.m"]), ("3 o'clock", ["3 o'clock"]), ("15:20:10", ["15:20:10"]),
        ("25:10", []), ("10:75", []), ("room 12", []), ("3.50", []), ("99pm", []),
    ])
    func `a time is an hour that says so`(text: String, wanted: [String]) throws {
        #expect(try found("{time}", in: text) == wanted)
    }

    @Test(arguments: [
        ("ring +44 20 7946 0958 now", ["44 20 7946 0958"]), ("(089) 123-4567", ["089) 123-4567"]),
        ("call 5550123", ["5550123"]), ("555-0123", ["555-0123"]), ("999", []), ("12/03/2026", []),
        ("4111 1111 1111 1111", []), ("1.234.567", []), ("12345 6", []),
    ])
    func `a telephone has seven to fifteen digits in groups`(text: String, wanted: [String]) throws {
        #expect(try found("{phone}", in: text) == wanted)
    }

    @Test(arguments: [
        ("where is QF-123456?", ["QF-123456"]), ("AB12345 is late", ["AB12345"]), ("order 12345", ["12345"]),
        ("order no. 4711", ["4711"]), ("see #20231", ["#20231"]), ("Bestellnummer: 998877", ["998877"]),
        ("pedido 55555", ["55555"]), ("in 2026", []), ("10000km away", []), ("covid19", []), ("a1b2", []),
    ])
    func `an order is a code of letters and digits, or digits that are called one`(
        text: String, wanted: [String]
    ) throws {
        #expect(try found("{order}", in: text) == wanted)
    }

    @Test func `addresses are found by what they lead to`() throws {
        let text = "write to ana@social.example or see https://quillfone.example/pay?x=1 now"
        #expect(try found("{email}", in: text) == ["ana@social.example"])
        #expect(try found("{url}", in: text) == ["https://quillfone.example/pay?x=1"])
    }

    @Test func `a mask stands inside a phrase, among words near each other and in lists`() throws {
        let charged = try Scene.rules(when: "\"charged {money} twice\"")
        #expect(Scene.matched(charged, "You charged £12.50 twice!") == ["charged £12.50 twice"])
        #expect(Scene.matched(charged, "You charged me twice!") == nil)
        let near = try Scene.rules(when: "refund NEAR/4 {money}")
        #expect(Scene.matched(near, "a refund of my £20") == ["refund", "20"])
        let list = try Scene.rules(when: "list:sums", ["sums": "{money} back\n"])
        #expect(Scene.matched(list, "I want 50 euros back") == ["50 euros back"])
    }

    @Test func `figures at the very ends of a text are found`() throws {
        for mask in ["{money}", "{number}", "{date}", "{time}", "{phone}", "{order}", "{email}", "{url}"] {
            let rules = try Scene.rules(when: mask)
            for text in [
                "1", "1.", "1:", "1/", "1-", "£1", "1£", "may 5", "5 may", "a@b", "12/12/", "0 0 0 0 0 0 0", "+", "1 a",
                "7 p.",
            ] {
                _ = Scene.matched(rules, text)
            }
        }
        #expect(try found("{money}", in: "£5") == ["5"])
    }
}
