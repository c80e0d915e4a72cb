import Triage

/// Where an answer goes, as far as its words depend on it.
package struct ReplyForm: Hashable, Sendable {
    package var channel: Channel
    /// Strangers can read it.
    package var isPublic: Bool
    package var limit: AnswerLimit

    package init(channel: Channel, isPublic: Bool, limit: AnswerLimit) {
        self.channel = channel
        self.isPublic = isPublic
        self.limit = limit
    }

    /// The usual bounds of each channel: what templates are checked against.
    package static func usual(_ channel: Channel, isPublic: Bool = false) -> ReplyForm {
        switch channel {
        case .mastodon: ReplyForm(channel: .mastodon, isPublic: isPublic, limit: .characters(440, link: 23))
        case .sms: ReplyForm(channel: .sms, isPublic: false, limit: .segments(6))
        case .email: ReplyForm(channel: .email, isPublic: false, limit: .unbounded)
        case .feed: ReplyForm(channel: .feed, isPublic: true, limit: .unbounded)
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
    package enum Cause: Hashable, Sendable {
        /// Nobody wrote any for the occasion.
        case noWords
        /// All that it says depends on facts that are not there.
        case silent
        case tooLong
    }

    package var cause: Cause
    package var description: String
}
