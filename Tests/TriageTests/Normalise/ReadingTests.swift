import Testing

@testable import Triage

struct ReadingTests {
    private func words(_ text: String) -> [String] { Scene.read(text).words }

    @Test func `case, white space and punctuation go`() {
        #expect(words("My  ROUTER, is—down!") == ["my", "router", "is", "down"])
    }

    @Test func `every word knows its bytes in the original`() {
        let (words, slices) = Scene.read("Füße & the ＲＯＵＴＥＲ’s “fire” 🔥x")
        #expect(words == ["füsse", "the", "routers", "fire", "🔥", "x"])
        #expect(slices == ["Füße", "the", "ＲＯＵＴＥＲ’s", "fire", "🔥", "x"])
    }

    @Test(arguments: ["don't", "don’t", "dont", "DON'T", "don&#39;t", "don&rsquo;t", "don＇t"])
    func `an apostrophe is optional however it is written`(text: String) {
        #expect(words(text) == ["dont"])
    }

    @Test func `an apostrophe that makes another word is kept`() {
        #expect(words("he'll I'll we're") == ["he'll", "i'll", "we're"])
        #expect(words("hell ill were") == ["hell", "ill", "were"])
    }

    @Test func `compatibility forms become plain letters`() {
        #expect(words("ｆｉｒｅ 𝐟𝐢𝐫𝐞 ﬁre ⓕⓘⓡⓔ") == ["fire", "fire", "fire", "fire"])
    }

    @Test func `composed and decomposed accents are one spelling`() {
        #expect(words("cafe\u{301}") == words("café"))
        #expect(words("café") != words("cafe"))
    }

    @Test func `look-alike letters in a Latin word become Latin`() {
        #expect(words("fіrе rоutеr") == ["fire", "router"])
        #expect(words("пожар") == ["пожар"])
    }

    @Test func `what has no width leaves no trace`() {
        #expect(words("fi\u{200B}re fi\u{AD}re \u{FEFF}fire fi\u{2060}re") == ["fire", "fire", "fire", "fire"])
    }

    @Test func `a script without spaces gives a word for each character`() {
        #expect(words("电话坏了") == ["电", "话", "坏", "了"])
        #expect(words("phoneが壊れた") == ["phone", "が", "壊", "れ", "た"])
    }

    @Test func `faces are words, in one spelling`() {
        #expect(words("ok :-) =) :( 👍🏽 🇬🇧 ❤️") == ["ok", ":)", ":)", ":(", "👍", "🇬🇧", "❤"])
        #expect(words("at 8:30") == ["at", "8", "30"])
    }

    @Test func `a link or an address is one place and no word`() {
        #expect(words("see https://fire.example/router?x=smoke now") == ["see", "", "now"])
        #expect(words("see bit.ly/Fire now") == ["see", "", "now"])
        #expect(words("mail sue.fire@router.example now") == ["mail", "", "now"])
        #expect(words("It ended.And then fire.") == ["it", "ended", "and", "then", "fire"])
    }

    @Test func `a hashtag is read as its words, a handle stays whole`() {
        #expect(
            words("#QuillfoneFail #BBCNews #no_signal @Quillfone") == [
                "quillfone", "fail", "bbc", "news", "no", "signal", "@quillfone",
            ])
        #expect(Scene.read("#QuillfoneFail").slices == ["#Quillfone", "Fail"])
    }

    @Test func `entities are characters`() {
        #expect(
            words("fire&nbsp;smoke &lt;b&gt; f&uuml;r AT&T &amp;amp") == [
                "fire", "smoke", "b", "für", "at", "t", "amp",
            ])
    }

    @Test func `an enormous text is read to its end`() {
        let long = String(repeating: "a", count: 2_000_000)
        #expect(words(long + " fire").last == "fire")
        #expect(words("x" + String(repeating: "\u{301}", count: 1_000_000) + " fire").last == "fire")
        #expect(words(String(repeating: "&", count: 300_000) + " fire").last == "fire")
        #expect(words(String(repeating: "#A", count: 300_000) + " fire").last == "fire")
        #expect(words(String(repeating: "a@", count: 300_000) + " fire").last == "fire")
        #expect(words(String(repeating: "é", count: 300_000) + " fire").last == "fire")
    }

    @Test func `marks beyond what a letter can carry are dropped`() {
        let many = words("x" + String(repeating: "\u{301}", count: 5000))[0]
        #expect(many.unicodeScalars.count <= WordFolding.marksKept + 1)
    }

    @Test func `a tag cut off at the end is still read`() {
        for text in ["#", "@", "&", "&#", "&#39", ":", "http://", "'", "a'", "#é", "@é", "www.", "a/"] {
            _ = words(text)
        }
        #expect(words("a'") == ["a"])
    }
}
