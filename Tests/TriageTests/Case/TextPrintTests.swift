import Testing
import Triage

@Suite struct TextPrintTests {
    static let post = """
        no signal anywhere in the harbour district since noon the quillfone mast next to the station has gone quiet \
        and nobody answers the hotline
        """

    /// Found by a key, and near.
    private static func isAlike(_ a: String, _ b: String) -> Bool {
        let (a, b) = (TextPrint(a), TextPrint(b))
        return !Set(a.keys).isDisjoint(with: b.keys) && a.isNear(b.bits) && b.isNear(a.bits)
    }

    static let copies: [String] = [
        post.uppercased(),
        post.replacing(" since noon", with: " SINCE NOON!!!"),
        "@quillfone@m.example " + post,
        post + " https://photos.example/1 😡😡",
        post + " please share",
        post.replacing("nobody", with: "no one"),
        post.replacing("quiet", with: "dark"),
        "warning " + post,
    ]

    @Test(arguments: copies)
    func `a copy with a word or a link changed is known again`(_ text: String) {
        #expect(Self.isAlike(Self.post, text))
    }

    @Test(arguments: [
        "my bill is wrong and the hotline keeps me waiting for an hour each time i call about it please fix this",
        "the quillfone shop in the harbour district closes at noon and nobody answers when the station is busy",
        "no signal anywhere", "",
    ])
    func `another post about something near is another`(_ text: String) {
        #expect(!Self.isAlike(Self.post, text))
    }

    @Test func `of few words only the same ones in a row are the same`() {
        #expect(Self.isAlike("My router is ON fire!", "my router is on fire 🔥"))
        #expect(!Self.isAlike("my router is on fire", "my kettle is on fire"))
        #expect(!Self.isAlike("the router burned the house", "the house burned the router"))
        #expect(TextPrint("one two three four five six seven").isShort)
        #expect(!TextPrint("one two three four five six seven eight").isShort)
    }

    @Test func `what holds no word is like nothing, not even itself`() {
        for text in ["", "🔥🔥🔥", "https://a.example/x", "@ana@m.example"] {
            let print = TextPrint(text)
            #expect(print.keys.isEmpty && !print.isNear(print.bits), "\(text)")
        }
    }

    @Test func `a text of a megabyte is printed and no more of it looked at than is worth it`() {
        let long = String(repeating: "no signal in the harbour since noon today again ", count: 20_000)
        #expect(Self.isAlike(long, long + "and something else at its very end"))
    }

    @Test func `most posts of 25 words are known again with one word changed, and none with half of them`() {
        var state: UInt64 = 42
        func number(_ below: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % below
        }
        var known = (one: 0, half: 0)
        for _ in 0..<200 {
            var words = (0..<25).map { _ in "word\(number(3_000))" }
            let text = words.joined(separator: " ")
            words[number(25)] = "changed"
            if Self.isAlike(text, words.joined(separator: " ")) { known.one += 1 }
            for place in stride(from: 0, to: 25, by: 2) { words[place] = "other\(number(3_000))" }
            if Self.isAlike(text, words.joined(separator: " ")) { known.half += 1 }
        }
        #expect(known.one >= 180 && known.half == 0, "\(known)")
    }
}
