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

    @Test func `words read eight letters at a time are those read letter by letter`() {
        var texts: [String] = []
        for length in 1...40 {
            for shape in 0..<6 {
                let letters = (0..<length).map { place -> Character in
                    switch shape {
                    case 1: "QUILFONE"[("QUILFONE".index("QUILFONE".startIndex, offsetBy: place % 8))]
                    case 2: place == length / 2 ? "7" : "q"
                    // The same three across the border of two eights, and short of three.
                    case 3: (7...9).contains(place) ? "o" : place % 2 == 0 ? "a" : "z"
                    case 4: (7...8).contains(place) ? "o" : place % 2 == 0 ? "a" : "z"
                    case 5: place % 3 == 0 ? "B" : "c"
                    default: place % 2 == 0 ? "k" : "v"
                    }
                }
                texts.append(String(letters))
            }
        }
        for head in ["don", "it", "bob", "AB", "we", "he", "soo", "sevenfo", "quillfon", "a1"] {
            for tail in ["t", "s", "S", "ll", "oo", "ooops", "re", "tis"] {
                texts += ["\(head)'\(tail)", "\(head)’\(tail)"]
            }
        }
        for text in texts {
            for behind in ["", " ", ".", ". b", "!", ":-", "\n", "…", "@", "/"] {
                var reading = Reading()
                var whole = text + behind
                whole.withUTF8 { reading.read($0) }
                let token = reading.tokens[0]
                let first = Self.letterByLetter(text)
                let word = String(decoding: reading.bytes(token.fold, token.length), as: UTF8.self)
                let bytes = Array(first.word.utf8)
                let isLong = first.word.utf8.count > 8 || first.traits.contains(.apostrophe)
                #expect(word == first.word, "\(whole)")
                #expect(
                    token.key == bytes.withUnsafeBufferPointer { WordKey.of($0.baseAddress!, $0.count) }, "\(whole)")
                // Of short words held letters are said too readily; who looks for them looks again.
                let kept: Token.Traits = isLong ? [] : .elongated
                #expect(token.traits.subtracting(kept) == first.traits.subtracting(kept), "\(whole)")
                #expect(token.end == UInt32(first.end), "\(whole)")
            }
        }
    }

    /// The first word of a text of ASCII letters, digits and apostrophes.
    private static func letterByLetter(_ text: String) -> (word: String, traits: Token.Traits, end: Int) {
        let characters = Array(text)
        var letters: [Character] = []
        var traits: Token.Traits = []
        var apostrophe = -1
        var end = 0
        for (place, character) in characters.enumerated() {
            if character == "'" || character == "’" {
                guard place + 1 < characters.count, characters[place + 1].isLetter else { break }
                traits.insert(.apostrophe)
                apostrophe = letters.count
            } else {
                letters.append(character)
                if character.isNumber { traits.insert(.digit) }
            }
            end += character.utf8.count
        }
        if letters.count > 1, letters.allSatisfy(\.isUppercase) { traits.insert(.capitals) }
        var word = Array(letters.map { $0.lowercased() }.joined())
        for place in word.indices.dropFirst(2)
        where word[place] == word[place - 1] && word[place] == word[place - 2] && !word[place].isNumber {
            traits.insert(.elongated)
        }
        if apostrophe >= 0 {
            if ["ill", "well", "hell", "shell", "were", "wed", "shed", "id"].contains(String(word)) {
                word.insert("'", at: apostrophe)
            } else if apostrophe == word.count - 1, word.last == "s" {
                traits.insert(.possessive)
            }
        }
        return (String(word), traits, end)
    }

    @Test func `three letters in a row are told from letters that only share their bits`() {
        func chunk(_ word: String) -> UInt64 {
            Array(word.utf8).withUnsafeBufferPointer { EightBytes.first($0.count, of: $0.baseAddress!) }
        }
        for word in ["ooo", "nooo", "aaab", "sooooooo"] {
            #expect(EightBytes.hasRun(chunk(word), among: word.utf8.count))
        }
        for word in ["", "a", "oo", "problem", "aabbaabb", "abababab"] {
            #expect(!EightBytes.hasRun(chunk(word), among: word.utf8.count))
        }
    }

    @Test func `four powers worked out together are those worked out one by one`() {
        var exponents = (-4000...4000).map { Float($0) * 0.0237 }
        exponents += [
            -81, -80, 80, 81, 1e9, -1e9, 0, -0.0, 0.5, -0.5, .leastNonzeroMagnitude, 0.693_147_2, 1.386_294_4,
        ]
        var differing: [Float] = []
        for place in exponents.indices.dropLast(3) {
            let four = SIMD4(exponents[place], exponents[place + 1], exponents[place + 2], exponents[place + 3])
            let powers = Exponential.of(four)
            for lane in 0..<4 where powers[lane].bitPattern != Exponential.of(four[lane]).bitPattern {
                differing.append(four[lane])
            }
        }
        #expect(differing.isEmpty)
    }

    @Test func `a word means the same however many others were remembered since`() throws {
        let files = [
            "sentiment/en.lexicon": "[words]\ngood 2\nawful -3\nthoroughly rotten -2\n",
            "a.rules": "rule it\nscore 1\nwhen list:it OR list:other\n",
            "other.keywords": "router*\n",
            "it.keywords": "accents fold\n---\ncafe\nbroken\n=ICO\nquillfone router\n",
        ]
        let rules = try Scene.rules(files)
        let texts = [
            "good", "an awful day", "thoroughly rotten", "Café broken routers", "ico ICO Ico", "quillfone router",
            "caféééé brokennnn routerrrrs", "@cafe https://cafe.example", "𝐠𝐨𝐨𝐝 goood", "problem with routerwork",
        ]
        let before = texts.map { rules.judge(Scene.message($0)) }
        for text in 0..<20 {
            let many = (0..<2000).map { "w\(text)q\(String($0, radix: 36))" }.joined(separator: " ")
            _ = rules.judge(Scene.message(many))
        }
        #expect(texts.map { rules.judge(Scene.message($0)) } == before)
        #expect(texts.map { rules.judge(Scene.message($0)) } == before)
        #expect(try texts.map { (try Scene.rules(files)).judge(Scene.message($0)) } == before)
        #expect(before[0].sentiment.label == .positive)
        #expect(before[3].hits.isEmpty == false)
    }
}
