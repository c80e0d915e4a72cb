import Testing

@testable import Triage

/// The table was written before the reader was mended, and the talk is held to it.
struct TalkPhraseTests {
    @Test(arguments: ["en", "es", "de", "fr", "pt"])
    func `nothing is agreed, moved or called off that was not asked for`(language: String) {
        for phrase in TalkPhrase.all where phrase.language == language {
            let outcome = phrase.outcome()
            #expect(!phrase.isWrongDeed(outcome), "\(phrase.stage): \(phrase.text) => \(outcome)")
        }
    }

    @Test(arguments: ["en", "es", "de", "fr", "pt"])
    func `nineteen of twenty things that customers write come to what they meant`(language: String) {
        let phrases = TalkPhrase.all.filter { $0.language == language }
        var missed = 0
        for phrase in phrases {
            let outcome = phrase.outcome()
            guard !phrase.isRight(outcome) else { continue }
            print("missed (\(language)): \(phrase.stage): \(phrase.text) => \(outcome), not \(phrase.meaning)")
            missed += 1
        }
        #expect(phrases.count >= 24)
        #expect(missed * 20 <= phrases.count)
    }
}
