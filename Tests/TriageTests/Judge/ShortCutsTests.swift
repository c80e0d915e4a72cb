import Testing

@testable import Triage

/// Where judging takes a shorter way, it finds the same.
struct ShortCutsTests {
    @Test func `what one text met is forgotten before the next`() throws {
        let files = [
            "a.rules": """
            rule fire
            score 1
            when fire AND NOT drill
            rule smoke
            score 1
            when list:smoke AND "fire" NEAR/4 (list:smoke OR flame)
            """,
            "smoke.keywords": "smoke\nsoot\n-no smoke\n",
        ]
        let kept = try Scene.rules(files)
        let texts = [
            "fire and smoke", "a drill", "smoke", "fire", "no smoke, a fire", "", "a fire drill",
            "flame, fire, soot",
        ]
        for text in texts + texts.reversed() {
            #expect(
                kept.judge(Scene.message(text)) == (try Scene.rules(files)).judge(Scene.message(text)))
        }
    }

    @Test func `every phrase of many is found, and none that was not asked for`() throws {
        func word(_ number: Int) -> String {
            String(
                String(number, radix: 26).map {
                    Character(Unicode.Scalar($0.asciiValue! + ($0.isNumber ? 49 : 10)))
                })
        }
        let pairs = (0..<3000).map { "q\(word($0 * 7)) w\(word($0))" }
        let rules = try Scene.rules(when: "list:it", ["it": pairs.joined(separator: "\n")])
        var lost: [String] = []
        for pair in pairs where Scene.matched(rules, "so \(pair) again") != [pair] { lost.append(pair) }
        for number in 0..<2999
        where Scene.matched(rules, "q\(word(number * 7)) w\(word(number + 1))") != nil {
            lost.append("not \(number)")
        }
        #expect(lost.isEmpty)
    }

    @Test(arguments: [2, 24, 25, 80])
    func `terms come in their order, each once, however many hit`(count: Int) throws {
        let words = (0..<count).map { "term\($0)x" }
        let rules = words.map { "rule r\($0)\nscore 1\nwhen \($0) AND list:all\n" }.joined()
        let compiled = try Scene.rules([
            "a.rules": rules, "all.keywords": words.joined(separator: "\n"),
        ])
        let hits = compiled.judge(Scene.message(words.reversed().joined(separator: " "))).hits
        let terms = hits.map(\.term)
        #expect(terms == Set(terms).sorted())
        #expect(terms.count == count + 1)
    }

    @Test(arguments: [
        ("fire ice", true), ("ice flame", true), ("soot ice", true), ("ice", false),
        ("fire flame soot", false),
        ("fire far away from any ice", false), ("nothing", false),
    ])
    func `words near each other are looked for only where all of them stand`(
        text: String, isHit: Bool
    ) throws {
        let rules = try Scene.rules(
            when: "(fire OR flame OR list:smoke) NEAR/2 ice", ["smoke": "smoke\nsoot\n"])
        #expect((Scene.matched(rules, text) != nil) == isHit)
    }

    @Test func `a gate asks for every operand, and for one of several`() {
        let near = Near(
            first: .phrase(3),
            rest: [
                (within: 1, isOrdered: true, operand: .any([.list(4), .phrase(5)])),
                (
                    within: 1, isOrdered: false,
                    operand: .near(
                        Near(first: .phrase(6), rest: [(within: 1, isOrdered: true, operand: .list(7))]))
                ),
            ])
        var gates = Pile<Gate>()
        gates.lay(.list(1))
        gates.lay(.near(near))
        let row = gates.view.map { "\($0.kind) \($0.number) \($0.end)" }
        #expect(
            row == [
                "list 1 1", "all 0 9", "phrase 3 3", "any 0 6", "list 4 5", "phrase 5 6", "all 0 9",
                "phrase 6 8",
                "list 7 9",
            ])
    }

    @Test func `a rule that asks for more than words is asked where no words alone are enough`()
        throws
    {
        let rules = try Scene.rules(when: "fire AND channel is sms")
        #expect(rules.judge(Scene.message("fire", channel: .sms)).hits.count == 1)
        #expect(rules.judge(Scene.message("fire", channel: .mastodon)).hits.isEmpty)
    }

    @Test func `marks hold what was put in and nothing out of bounds`() {
        var marks = Marks(130)
        let isNew = [0, 63, 64, 129].map { marks.insert($0) }
        let again = marks.insert(64)
        marks.remove(63)
        let held = (-1..<200).filter { marks.contains($0) }
        #expect(isNew == [true, true, true, true])
        #expect(!again)
        #expect(held == [0, 64, 129])
    }

    @Test func `the first bytes are read from both ends and no further`() {
        let bytes: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8, 9]
        for count in 0...9 {
            // Its own memory, of that size, for the sanitiser and valgrind to watch.
            let row = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, count))
            for place in 0..<count { (row + place).initialize(to: bytes[place]) }
            var wanted: UInt64 = 0
            for place in (0..<min(8, count)).reversed() { wanted = wanted << 8 | UInt64(bytes[place]) }
            #expect(EightBytes.first(count, of: row) == wanted)
            row.deallocate()
        }
    }

    @Test func `long words that differ in one letter are different words`() throws {
        let word = "abcdefghijklmnopqrst"
        let rules = try Scene.rules(when: word)
        #expect(Scene.matched(rules, word) == [word])
        for place in word.indices {
            var other = word
            other.replaceSubrange(place...place, with: "z")
            #expect(Scene.matched(rules, other) == nil)
        }
    }
}
