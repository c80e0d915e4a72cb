import Triage

/// One configured source as a way back: by what customers are answered where they wrote.
///
/// A sender keeps nothing between calls. What must outlive a crash is in the receipt, and the caller stores it; the
/// attempt itself is written down before `send` is called.
package protocol AnswerSender: Sendable {
    /// What the words must fit: known before they are written.
    /// - Parameter to: what is answered; nil where nothing was written that it would answer.
    func room(for address: AnswerAddress) async throws -> AnswerRoom

    /// Hands it to the provider, and returns when the provider has taken it.
    /// - Throws: `AnswerFailure`, and `CancellationError` where it is certain that nothing was sent.
    func send(_ letter: AnswerLetter, to address: AnswerAddress) async throws -> String

    /// After an attempt whose end is not known: the receipt, where it was taken.
    /// - Throws: `AnswerFailure` of kind `.unknown` where nobody can tell for good, `.unreachable` where nobody could
    ///   be asked just now.
    func wasTaken(_ letter: AnswerLetter, to address: AnswerAddress, since: Moment) async throws -> String?
}

/// Whom an answer goes to.
package struct AnswerAddress: Hashable, Sendable {
    package var handle: Handle
    /// What it answers: its identity, visibility, envelope and subject matter.
    package var message: Message?
    /// Never more than could see what it answers.
    package var visibility: Message.Visibility

    package init(handle: Handle, message: Message?, visibility: Message.Visibility) {
        self.handle = handle
        self.message = message
        self.visibility = visibility
    }
}

/// How much may be said, and who will read it.
package enum AnswerRoom: Hashable, Sendable {
    case characters(Int, link: Int?)
    /// Of a text message.
    case segments(Int)
    case unbounded
}

/// An answer in words, with what the channel must carry beside them.
package struct AnswerLetter: Hashable, Sendable {
    /// Of a mail; empty: that of what it answers.
    package var subject: String
    package var text: String
    package var language: String
    /// The same for each attempt, and of no other answer.
    package var key: String
    package var writtenAt: Moment
    /// An iCalendar object, for mail.
    package var invitation: Invitation?

    package struct Invitation: Hashable, Sendable {
        package var text: String
        package var isCancellation: Bool
        package init(text: String, isCancellation: Bool) {
            self.text = text
            self.isCancellation = isCancellation
        }
    }

    package init(
        subject: String, text: String, language: String, key: String, writtenAt: Moment, invitation: Invitation? = nil
    ) {
        self.subject = subject
        self.text = text
        self.language = language
        self.key = key
        self.writtenAt = writtenAt
        self.invitation = invitation
    }
}

/// Why an answer was not taken.
package struct AnswerFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: Hashable, Sendable {
        /// It never will be.
        case refused
        /// What it answers is not there any more.
        case gone
        /// The provider knows that they do not want to be written to.
        case optedOut
        /// Certainly not taken; later perhaps.
        case unreachable
        case throttled(until: Moment)
        /// Nobody knows.
        case unknown
    }
    package var kind: Kind
    /// In words for the operator.
    package var reason: String

    package init(_ kind: Kind, _ reason: String) {
        self.kind = kind
        self.reason = reason
    }

    package var description: String { reason }
}
