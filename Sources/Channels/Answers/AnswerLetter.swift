import Triage

/// Whom an answer goes to.
package struct AnswerAddress: Hashable, Sendable {
    package var handle: Handle
    /// What it answers: its identity, visibility, envelope and subject matter.
    package var message: Message?
    /// Never more than could see what it answers.
    package var visibility: Message.Visibility
    /// What it answers was written by their calendar: they are told where they were invited.
    package var isOfCalendar: Bool

    package init(
        handle: Handle, message: Message?, visibility: Message.Visibility, isOfCalendar: Bool = false
    ) {
        self.handle = handle
        self.message = message
        self.visibility = visibility
        self.isOfCalendar = isOfCalendar
    }
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
