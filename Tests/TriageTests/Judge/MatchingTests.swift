import Testing

@testable import Triage

struct MatchingTests {
    @Test func `whole words only`() throws {
        let rules = try Scene.rules(when: "sue")
        #expect(Scene.matched(rules, "I will Sue you") == ["Sue"])
        #expect(Scene.matched(rules, "an issue, pursued") == nil)
    }

    @Test func `a phrase is matched over any space and punctuation`() throws {
        let rules = try Scene.rules(when: "\"my lawyer\"")
        #expect(Scene.matched(rules, "MY,\n  lawyer!") == ["MY,\n  lawyer"])
        #expect(Scene.matched(rules, "my old lawyer") == nil)
    }

    @Test func `matches are exact byte slices`() throws {
        let rules = try Scene.rules(when: "router AND \"on fire\"")
        let text = "Zoë’s ｒｏｕｔｅｒ is — on\u{200B} fire 🔥"
        let reason = try #require(Scene.verdict(rules, text).reasons.first)
        let bytes = Array(text.utf8)
        #expect(reason.matches.map(\.text) == ["ｒｏｕｔｅｒ", "on\u{200B} fire"])
        for match in reason.matches {
            #expect(String(decoding: bytes[match.start..<match.end], as: UTF8.self) == match.text)
        }
    }

    @Test func `a star stands for any ending`() throws {
        let rules = try Scene.rules(when: "litigat*")
        #expect(
            Scene.matched(rules, "LITIGATION or litigators, litigaaaate") == [
                "LITIGATION", "litigators", "litigaaaate",
            ])
        #expect(Scene.matched(rules, "mitigation") == nil)
    }

    @Test func `a question mark in a word with a digit stands for one letter or digit`() throws {
        let rules = try Scene.rules(when: "\"error 50?\"")
        #expect(Scene.matched(rules, "Error 503 again") == ["Error 503"])
        #expect(Scene.matched(rules, "Error 50x again") == ["Error 50x"])
        #expect(Scene.matched(rules, "error 50 again") == nil)
        #expect(Scene.matched(rules, "error 5033") == nil)
        let question = try Scene.rules(when: "\"really?\"")
        #expect(Scene.matched(question, "really!") == ["really"])
    }

    @Test func `an exact word keeps its case`() throws {
        let rules = try Scene.rules(when: "=ICO OR \"=Three Mobile\"")
        #expect(Scene.matched(rules, "the ICO knows, ico and Ico do not") == ["ICO"])
        #expect(Scene.matched(rules, "the ＩＣＯ's view") == ["ＩＣＯ's"])
        #expect(Scene.matched(rules, "Three Mobile, three mobile") == ["Three Mobile"])
    }

    @Test func `an exception cancels the hit inside it and no other`() throws {
        let rules = try Scene.rules(when: "list:legal", ["legal": "sue\n-sue ellen\n"])
        #expect(Scene.matched(rules, "Sue Ellen again") == nil)
        #expect(Scene.matched(rules, "Sue Ellen, I will sue") == ["sue"])
    }

    @Test func `held letters do not hide a word`() throws {
        let rules = try Scene.rules(when: "\"so good\"")
        #expect(Scene.matched(rules, "soooo goooood") == ["soooo goooood"])
        #expect(Scene.matched(rules, "so god") == nil)
    }

    @Test func `a hashtag matches as a whole, without its sign, and as its words`() throws {
        let text = "so much #QuillfoneFail today"
        for phrase in ["#quillfonefail", "quillfonefail", "\"quillfone fail\"", "#QuillfoneFail"] {
            #expect(Scene.matched(try Scene.rules(when: phrase), text)?.count == 1, "\(phrase)")
        }
        #expect(Scene.matched(try Scene.rules(when: "#fail"), text) == nil)
        #expect(Scene.matched(try Scene.rules(when: "\"much #quillfonefail today\""), text)?.count == 1)
    }

    @Test func `a handle matches with and without its host, and never as a word`() throws {
        let text = "hello @Quillfone@social.example"
        #expect(Scene.matched(try Scene.rules(when: "@quillfone"), text) == ["@Quillfone@social.example"])
        #expect(Scene.matched(try Scene.rules(when: "@quillfone@social.example"), text)?.count == 1)
        #expect(Scene.matched(try Scene.rules(when: "quillfone"), text) == nil)
    }

    @Test func `accents count unless the list folds them`() throws {
        let kept = try Scene.rules(when: "list:a", ["a": "café\n"])
        #expect(Scene.matched(kept, "cafe") == nil)
        let folding = try Scene.rules(when: "list:a", ["a": "accents fold\n---\ncafé\n"])
        #expect(Scene.matched(folding, "Cafe or CAFÉ") == ["Cafe", "CAFÉ"])
    }

    @Test func `links are not looked at`() throws {
        let rules = try Scene.rules(when: "fire")
        #expect(Scene.matched(rules, "see https://fire.example/fire or fire@fire.example") == nil)
    }

    @Test func `the possessive is the word too`() throws {
        #expect(Scene.matched(try Scene.rules(when: "quillfone"), "Quillfone’s fault") == ["Quillfone’s"])
    }

    @Test func `NEAR counts words either way, BEFORE in order`() throws {
        let near = try Scene.rules(when: "router NEAR/3 (fire OR smoke)")
        #expect(Scene.matched(near, "router is on fire") == ["router", "fire"])
        #expect(Scene.matched(near, "smoke from the router") == ["smoke", "router"])
        #expect(Scene.matched(near, "router is not even on fire") == nil)
        let before = try Scene.rules(when: "fire BEFORE/2 sale")
        #expect(Scene.matched(before, "a fire big sale") == ["fire", "sale"])
        #expect(Scene.matched(before, "sale of fire") == nil)
        #expect(Scene.matched(before, "a fire in the sale") == nil)
    }

    @Test func `a word is not near itself`() throws {
        let rules = try Scene.rules(when: "fire NEAR/5 list:hot", ["hot": "fire\nsmoke\n"])
        #expect(Scene.matched(rules, "fire") == nil)
        #expect(Scene.matched(rules, "fire and fire") == ["fire", "fire"])
    }

    @Test func `NEAR chains`() throws {
        let rules = try Scene.rules(when: "a1 NEAR/2 b1 BEFORE/2 c1")
        #expect(Scene.matched(rules, "b1 a1 c1")?.count == 3)
        #expect(Scene.matched(rules, "c1 a1 b1") == nil)
    }

    @Test func `at least so many different phrases of a list`() throws {
        let rules = try Scene.rules(when: "at least 2 of list:a", ["a": "red\ngreen\nblue\n-green tea\n"])
        #expect(Scene.matched(rules, "red red red") == nil)
        #expect(Scene.matched(rules, "red and blue") == ["red", "blue"])
        #expect(Scene.matched(rules, "red green tea") == nil)
    }

    @Test func `a list may hold another list`() throws {
        let rules = try Scene.rules(when: "list:all", ["all": "list:some\nblue\n", "some": "red\n-red tape\n"])
        #expect(Scene.matched(rules, "red tape, red, blue") == ["red", "blue"])
    }

    @Test func `more than sixteen matches are counted`() throws {
        let rules = try Scene.rules(when: "fire")
        let reason = try #require(Scene.verdict(rules, String(repeating: "fire ", count: 40)).reasons.first)
        #expect(reason.matches.count == 16)
        #expect(reason.more == 24)
    }

    @Test func `a long message is judged to its end`() throws {
        let rules = try Scene.rules(when: "list:b AND NOT smoke", ["b": "fire\nthe\n-the end\n"])
        let text = String(repeating: "the word and another #TagAndTag ", count: 30_000) + "fire"
        let reason = try #require(Scene.verdict(rules, text).reasons.first)
        #expect(reason.more == 30_001 - 16)
    }

    @Test func `judging is the same from many tasks at once`() async throws {
        let rules = try Scene.rules(when: "router NEAR/3 fire")
        let texts = (0..<200).map { "router \(String(repeating: "x ", count: $0 % 4))fire number \($0)" }
        let alone = texts.map { rules.judge(Scene.message($0)) }
        let together = await withTaskGroup(of: (Int, Evidence).self) { group in
            for (index, text) in texts.enumerated() { group.addTask { (index, rules.judge(Scene.message(text))) } }
            var found = alone
            for await (index, evidence) in group { found[index] = evidence }
            return found
        }
        #expect(alone == together)
        #expect(Set(alone.map(\.hits.count)) == [0, 1])
    }
}
