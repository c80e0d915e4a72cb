import Testing

@testable import Triage

/// Sentences whose feeling nobody doubts, against the lexicons and models that the project ships.
struct ShippedFeelingTests {
    private static let rules: RuleSet? = try? Scene.shipped().rules

    @Test(arguments: [
        ("@quillfone my internet has been down for three days and nobody answers", Sentiment.Label.negative),
        ("I love this phone, thank you so much!", .positive), ("What time do you open?", .neutral),
        ("Great, another outage. Thanks for nothing.", .negative),
        ("Der Service ist eine Katastrophe, ich kündige", .negative), ("Vielen Dank, super Service!", .positive),
        ("Gracias por la ayuda, sois geniales", .positive), ("El servicio es pésimo, quiero mi dinero", .negative),
        ("le réseau est encore en panne, inadmissible", .negative), ("merci beaucoup, vous êtes parfaits", .positive),
        ("Ottimo servizio, grazie mille!", .positive), ("servizio vergognoso, mai più", .negative),
        ("Péssimo atendimento, nunca mais", .negative), ("adorei o atendimento, obrigado", .positive),
    ])
    func `the shipped model and lexicons feel it`(text: String, label: Sentiment.Label) throws {
        let rules = try #require(Self.rules)
        #expect(rules.judge(Scene.message(text)).sentiment.label == label)
    }

    @Test func `a complaint asks for something, praise and a question do not`() throws {
        let rules = try #require(Self.rules)
        func score(_ text: String) throws -> Double {
            try #require(rules.judge(Scene.message(text)).complaint)
        }
        #expect(try score("@quillfone my internet has been down for three days and nobody answers. fix it!") > 0.7)
        #expect(try score("I love this phone, thank you so much!") < 0.3)
        #expect(try score("What time do you open?") < 0.4)
    }

    @Test func `where it is unsure it says so`() throws {
        let rules = try #require(Self.rules)
        #expect(rules.judge(Scene.message("hm")).sentiment.confidence < 0.6)
    }
}
