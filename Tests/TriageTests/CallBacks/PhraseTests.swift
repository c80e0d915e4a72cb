import Testing

@testable import Triage

/// The table was written before the reader, and the reader is held to it.
struct PhraseTests {
    @Test(arguments: ["en", "es", "de", "fr", "pt"])
    func `nineteen of twenty phrases are understood in each language`(language: String) {
        let phrases = Phrase.all.filter { $0.language == language }
        let missed = phrases.filter { !$0.isUnderstood }
        for phrase in missed {
            print(
                "not understood (\(language)): \(phrase.text) => \(Phrase.written(phrase.read())), not \(phrase.meaning)"
            )
        }
        #expect(phrases.count >= 68)
        #expect(missed.count * 20 <= phrases.count)
    }

    @Test(arguments: ["en", "es", "de", "fr", "pt"])
    func `complaints with times in them are no wish`(language: String) throws {
        let messages = try #require(OrdinaryMessages.table[language])
        #expect(messages.count >= 12)
        for message in messages {
            let reading = CustomerWords.read(
                message, languages: [language], now: Phrase.now, offered: Phrase.offered, horizon: Phrase.horizon)
            #expect(Phrase.written(reading) == "nothing", "\(message)")
        }
    }
}
