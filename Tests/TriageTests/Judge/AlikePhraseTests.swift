import Testing

@testable import Triage

/// What a message nearly says.
struct AlikePhraseTests {
    private let files = [
        (
            "Rules/a.rules",
            "rule refunds\nscore 9\nwhen list:refund AND NOT list:news\n\nrule lines\nscore 9\nwhen \"no signal\"\n"
        ),
        (
            "Rules/b.rules",
            "rule both\nscore 9\nwhen rule:refunds AND list:more\n\nrule quiet\nmode off\nwhen list:refund\n"
        ),
        ("Rules/refund.keywords", "refund\nmoney back\n-refund policy\n"),
        ("Rules/more.keywords", "list:refund\nform\n"),
        ("Rules/news.keywords", "reported\n"), ("Rules/sentiment/en.lexicon", "[words]\nfund 1\nmonkey 1\n"),
    ].map { RuleFile(path: $0, bytes: Array($1.utf8)) }

    private func slips(_ text: String) -> [AlikePhrase] {
        AlikePhrase.find(in: text, files).filter(\.isMisspelt)
    }

    @Test(arguments: ["refnud", "erfund", "reffund", "refun", "refumd", "Refudn", "#refnud"])
    func `a letter astray in the message is found, and whose phrase it is`(word: String) throws {
        let found = try #require(slips("I want my \(word)").first)
        #expect(found.phrase == "refund" && found.list == "refund" && found.line == 1)
        #expect(found.words == [word.lowercased().replacing("#", with: "")])
        // The one that is off, and those that look for it under a NOT, look for nothing.
        #expect(found.rules == ["refunds", "both"])
    }

    @Test func `a phrase of a condition and one of several words are found too`() throws {
        let found = try #require(slips("no singal here").first)
        #expect(found.phrase == "no signal" && found.list == nil && found.rules == ["lines"])
        #expect(found.file == "Rules/a.rules" && found.line == 7 && found.words == ["no", "singal"])
        #expect(slips("give me my mony back").map(\.phrase) == ["money back"])
        // All of its words, in their order.
        #expect(slips("singal, no").isEmpty && slips("back to mony").isEmpty)
    }

    @Test func `words that somebody means are no slips`() {
        // "monkey" is a word of feeling, "fund" too short, "from" a word of every text, "policy" of an exception.
        for text in ["monkey back", "a fund", "from", "refund", "polict policy", "money back", ""] {
            #expect(slips(text).isEmpty, "\(text)")
        }
    }

    @Test func `what a wanted rule looks for comes first`() {
        let found = AlikePhrase.find(in: "refnud, no singal", files, preferring: ["lines"])
        #expect(found.first?.phrase == "no signal")
        #expect(AlikePhrase.find(in: "refnud, no singal", files, preferring: ["both"]).first?.phrase == "refund")
    }

    @Test func `a flood of words and phrases ends`() {
        let words = (0..<20_000).map { "worda\($0)" }.joined(separator: " ")
        let list = RuleFile(
            path: "Rules/big.keywords", bytes: Array((0..<5000).map { "wordb\($0)" }.joined(separator: "\n").utf8))
        #expect(AlikePhrase.find(in: words, [list]).count <= 53)
    }
}
