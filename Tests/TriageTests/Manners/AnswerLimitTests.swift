import Testing
import Triage

@Suite struct AnswerLimitTests {
    @Test func `a link counts as the channel counts it, and all else letter by letter`() {
        let link = "https://desk.quillfone.example/b/" + String(repeating: "x", count: 67)
        let text = "Choose here: \(link)"
        #expect(AnswerLimit.characters(36, link: 23).excess(text) == nil)
        #expect(AnswerLimit.characters(35, link: 23).excess(text) == "36 characters, and 35 are the most")
        #expect(AnswerLimit.characters(112).excess(text) == "113 characters, and 112 are the most")
        #expect(AnswerLimit.characters(4).excess("né👩‍🚒!") == nil)
    }

    @Test func `a text message is measured in parts, and a letter that halves them is told`() {
        #expect(AnswerLimit.segments(1).excess(String(repeating: "a", count: 160)) == nil)
        #expect(
            AnswerLimit.segments(1).excess(String(repeating: "a", count: 161))
                == "2 text messages, and 1 are the most")
        #expect(
            AnswerLimit.segments(1).excess(String(repeating: "á", count: 71))
                == "2 text messages, and 1 are the most (a letter outside the SMS alphabet more than halves them)")
        #expect(AnswerLimit.unbounded.excess(String(repeating: "a", count: 100_000)) == nil)
    }
}
