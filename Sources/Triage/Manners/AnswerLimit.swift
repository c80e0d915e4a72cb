/// How much an answer may say where it goes: what its words are written to fit, and templates are checked against.
package enum AnswerLimit: Hashable, Sendable {
    case unbounded
    /// Each link counts as so many, however long it is; nil: as it stands.
    case characters(Int, link: Int? = nil)
    /// Of a text message.
    case segments(Int)

    /// How much the text takes where that is too much, in words; nil: it fits.
    package func excess(_ text: String) -> String? {
        switch self {
        case .unbounded: return nil
        case .characters(let most, let link):
            let count = Self.count(text, link)
            return count > most ? "\(count) characters, and \(most) are the most" : nil
        case .segments(let most):
            let count = SegmentCount(text)
            guard count.segments > most else { return nil }
            let cause = count.alphabet == .ucs2 ? " (a letter outside the SMS alphabet more than halves them)" : ""
            return "\(count.segments) text messages, and \(most) are the most\(cause)"
        }
    }

    private static func count(_ text: String, _ link: Int?) -> Int {
        guard let link else { return text.count }
        let links = text.split(whereSeparator: \.isWhitespace).filter {
            $0.hasPrefix("https://") || $0.hasPrefix("http://")
        }
        return text.count + links.reduce(0) { $0 + link - $1.count }
    }
}
