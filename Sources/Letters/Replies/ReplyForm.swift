import Triage

/// Where an answer goes, as far as its words depend on it.
package struct ReplyForm: Hashable, Sendable {
    package var channel: Channel
    /// Strangers can read it.
    package var isPublic: Bool
    package var limit: Limit

    package enum Limit: Hashable, Sendable {
        case none
        /// Each link counts as so many, however long it is; nil: as it stands.
        case characters(Int, link: Int? = nil)
        /// Of a text message.
        case segments(Int)

        /// How much of it the text takes, in words: nil where it fits.
        func excess(_ text: String) -> String? {
            switch self {
            case .none: return nil
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

    package init(channel: Channel, isPublic: Bool, limit: Limit) {
        self.channel = channel
        self.isPublic = isPublic
        self.limit = limit
    }

    /// The usual bounds of each channel: what templates are checked against.
    package static func usual(_ channel: Channel, isPublic: Bool = false) -> ReplyForm {
        switch channel {
        case .mastodon: ReplyForm(channel: .mastodon, isPublic: isPublic, limit: .characters(440, link: 23))
        case .sms: ReplyForm(channel: .sms, isPublic: false, limit: .segments(6))
        case .email: ReplyForm(channel: .email, isPublic: false, limit: .none)
        case .feed: ReplyForm(channel: .feed, isPublic: true, limit: .none)
        }
    }
}

/// An answer in words.
package struct ReplyLetter: Hashable, Sendable {
    /// For mail; empty where the template has none: then it is that of what is answered.
    package var subject: String
    package var text: String
    /// What it is written in, which is not what was asked for where there are no words in that.
    package var language: String

    package init(subject: String, text: String, language: String) {
        self.subject = subject
        self.text = text
        self.language = language
    }
}

/// Why an answer could not be put into words.
package struct ReplyFailure: Error, Hashable, CustomStringConvertible {
    package var description: String
}
