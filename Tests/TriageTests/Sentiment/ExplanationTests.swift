import Testing

@testable import Triage

struct ExplanationTests {
    private static let texts = [
        "not good", "Great phone, but the line is broken AGAIN!!!", "oh joy, a lovely bill 😡😡", "",
        "der Router ist kaputt", "very terrible and sooooo slow, is this a joke? @quillfone http://a.example",
        String(repeating: "lovely terrible ", count: 3000),
    ]

    @Test(arguments: texts, [true, false])
    func `the parts add up to the score that is judged by`(text: String, hasModel: Bool) throws {
        let rules = try ModelTests.rules(hasModel ? try ModelTests.trained(folds: 0).model.bytes : nil)
        let message = Scene.message(text)
        let told = rules.explainFeeling(message)
        #expect(told.sentiment == rules.judge(message).sentiment)
        #expect(told.hasModel == hasModel)
        #expect(abs(told.compoundOfParts - told.sentiment.compound) < 0.002)
        for part in told.parts {
            guard let span = part.span else { continue }
            #expect(String(decoding: Array(text.utf8)[span.start..<span.end], as: UTF8.self) == part.text)
        }
    }

    @Test func `each word says what was done to it`() throws {
        let rules = try ModelTests.rules(nil)
        func why(_ text: String, _ word: String) -> String {
            rules.explainFeeling(Scene.message(text)).parts.first { $0.text == word }?.why.joined(separator: "; ") ?? ""
        }
        #expect(why("the phone is not good", "good").contains("negated by \"not\""))
        #expect(why("it is very good", "good").contains("strengthened"))
        #expect(why("oh joy, a lovely bill", "lovely").contains("irony by \"oh joy\""))
        #expect(why("it is GOOD today", "GOOD").contains("in capitals"))
        #expect(why("lovely, but broken", "broken").contains("behind a \"but\""))
    }

    @Test func `a cue of irony turns the praise beside it`() throws {
        let rules = try ModelTests.rules(nil)
        func compound(_ text: String) -> Double { rules.judge(Scene.message(text)).sentiment.compound }
        #expect(compound("a lovely bill") > 0.3)
        #expect(compound("oh joy, a lovely bill") < -0.2)
    }
}
