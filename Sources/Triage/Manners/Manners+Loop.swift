/// Signs that no person writes at the other end, on channels where no header says so: two machines that answer each
/// other look like a customer in a hurry.
extension Manners {
    /// The same words so often within ten minutes, this message counted.
    static let sameWords = 3
    /// Folded words that are enough to know our own again.
    private static let leastOfOurs = 5

    /// In words; nil: nothing looks like a loop.
    /// - Parameter inTalk: whoever agrees on a time says "2", "3", and "2" after all: only what is said over and over
    ///   with nothing else between counts there.
    func suspicion(_ message: Message, _ correspondence: Correspondence, inTalk: Bool = false) -> String? {
        let count = correspondence.heardLately + 1
        if count >= loop { return "\(count) messages within ten minutes" }
        let words = TextWords(message.text, most: 200).words
        guard !words.isEmpty else { return nil }
        if isEcho(words, correspondence.ourTexts) { return "our own words come back" }
        func isSame(_ text: String) -> Bool { TextWords(text, most: 200).words.starts(with: words.prefix(60)) }
        let heard = correspondence.heardTexts
        let again = inTalk ? heard.prefix(while: isSame).count : heard.count(where: isSame)
        return again + 1 >= Self.sameWords ? "the same words \(again + 1) times within ten minutes" : nil
    }

    func echo(of ours: [String], in message: Message) -> Bool {
        isEcho(TextWords(message.text, most: 200).words, ours)
    }

    /// Most of what we said stands in it, in its order: a machine quotes all of it, a person a piece.
    private func isEcho(_ words: [String], _ ours: [String]) -> Bool {
        ours.contains { text in
            let said = TextWords(text, most: 30).words.prefix(12)
            guard said.count >= Self.leastOfOurs, words.count >= said.count else { return false }
            return (0...(words.count - said.count)).contains { words[$0..<($0 + said.count)].elementsEqual(said) }
        }
    }
}
