import Foundation
import Testing

@testable import Triage

struct SentimentTests {
    private static let lexicon = """
        # feelings
        [words]
        good 2
        terrible -3
        broken -1.7
        slow -1.7
        😡 -3
        :) 2
        [negators]
        not
        nobody
        [intensifiers]
        very 0.35
        [softeners]
        slightly 0.4
        [contrast]
        but
        """

    private func feel(_ text: String, language: String = "en") throws -> Sentiment {
        let rules = try Scene.rules(["sentiment/en.lexicon": Self.lexicon])
        return rules.judge(Scene.message(text, language: language)).sentiment
    }

    @Test func `words of feeling decide the label`() throws {
        #expect(try feel("good").label == .positive)
        #expect(try feel("terrible").label == .negative)
        #expect(try feel("a router").label == .neutral)
        #expect(try feel("a router").compound == 0)
    }

    @Test func `a negation turns, an intensifier strengthens, a softener weakens`() throws {
        #expect(try feel("not good").compound < 0)
        #expect(try feel("not terrible").compound > 0)
        #expect(try feel("not. good").compound > feel("not good").compound)
        #expect(try feel("very good").compound > feel("good").compound)
        #expect(try feel("slightly slow").compound > feel("slow").compound)
    }

    @Test func `what stands behind a but weighs more`() throws {
        #expect(try feel("good but slow").compound < 0)
        #expect(try feel("slow but good").compound > 0)
    }

    @Test func `capitals, held letters and exclamation marks raise it`() throws {
        #expect(try feel("it is TERRIBLE today").compound < feel("it is terrible today").compound)
        #expect(try feel("it is slooow").compound < feel("it is slow").compound)
        #expect(try feel("slow!!!").compound < feel("slow").compound)
        #expect(try feel("IT IS SLOW NOW").compound == feel("it is slow now").compound)
    }

    @Test func `a row of one face is one feeling`() throws {
        let one = try feel("😡").compound
        let many = try feel("😡😡😡😡").compound
        #expect(one < 0)
        #expect(many < one)
        #expect(many > -0.95)
    }

    @Test func `both sides strong is mixed`() throws {
        #expect(try feel("good good good terrible terrible").label == .mixed)
    }

    @Test func `another language keeps its faces and loses the words`() throws {
        #expect(try feel("gut, das ist terrible", language: "de").label == .neutral)
        #expect(try feel("das ist kaputt 😡", language: "de").label == .negative)
        #expect(try feel("terrible", language: "en-gb").label == .negative)
    }

    @Test func `the compound stays between -1 and 1`() throws {
        #expect(try feel(String(repeating: "terrible ", count: 5000) + "!!!!!!!!!").compound >= -1)
        #expect(try feel(String(repeating: "good ", count: 5000)).compound <= 1)
    }

    @Test func `without a lexicon everything is neutral`() throws {
        let rules = try Scene.rules(when: "fire")
        #expect(rules.judge(Scene.message("terrible 😡")).sentiment.label == .neutral)
        #expect(rules.judge(Scene.message("terrible 😡")).complaint == nil)
    }

    @Test func `rules may ask for it`() throws {
        let rules = try Scene.rules([
            "en.lexicon": Self.lexicon,
            "a.rules":
                "rule it\nscore 1\nwhen sentiment <= -0.4 AND router\nmiss \"good router\"\nhit \"terrible router\"\n",
        ])
        #expect(Scene.matched(rules, "terrible router") == ["router"])
        #expect(Scene.matched(rules, "a router") == nil)
    }

    @Test(arguments: [
        ("good 9\n", "A word of feeling ends with a number from -4 to 4."),
        ("good\n", "A word of feeling ends with a number from -4 to 4."),
        ("good nan\n", "A word of feeling ends with a number from -4 to 4."),
        ("[wrods]\n", "There is no section [wrods]."),
        ("[intensifiers]\nvery 3\n", "An intensifier or softener ends with a number from 0 to 1."),
    ])
    func `a line of a lexicon that means nothing is refused`(text: String, sentence: String) {
        let (rules, complaints) = Scene.compile(["en.lexicon": text])
        #expect(rules == nil)
        #expect(complaints.map(\.message) == [sentence])
    }
}
