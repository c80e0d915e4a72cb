import Triage

/// What a mail says, read from its bytes.
package struct MailReading: Hashable, Sendable {
    package struct Bounce: Hashable, Sendable {
        package var messageID: String
        package var reason: String
    }

    package struct Mailbox: Hashable, Sendable {
        package var name: String
        package var address: String
    }

    /// Decoded, one line.
    package var subject = ""
    package var from: [Mailbox] = []
    package var sender: [Mailbox] = []
    package var replyTo: [Mailbox] = []
    /// At most `MailReader.addressLimit` each.
    package var to: [Mailbox] = []
    package var cc: [Mailbox] = []
    /// Seldom there: it is taken out before a mail is sent.
    package var bcc: [Mailbox] = []
    /// Of Resent-To and its kin.
    package var resentTo: [String] = []
    /// As the author's clock said it; nil where it is missing, unreadable, or before 1980.
    package var date: Moment?
    /// Without brackets; empty where there is none.
    package var messageID = ""
    package var inReplyTo: [String] = []
    /// Oldest first.
    package var references: [String] = []
    /// Where bounces go: the first `Return-Path`, empty for `<>`, nil where there is none.
    package var returnPath: String?
    /// The first sign that a machine wrote it, in words: `Auto-Submitted: auto-replied`, `a mailing list`.
    package var automatic: String?
    /// Why it may be somebody else's who only says to be the sender, in words; nil where nobody says so.
    package var doubt: String?

    /// What the author wrote this time, at most `Message.textLimit` bytes.
    package var text = ""
    /// What they quoted or forwarded, with what introduces it.
    package var quoted = ""
    /// From `-- ` or "Sent from my phone" on.
    package var signature = ""
    package var links: [String] = []
    package var attachments: [Message.Attachment] = []
    /// The first `text/calendar` part, decoded: an invitation, or somebody's answer to ours. Nil where there is none,
    /// or one larger than any answer.
    package var calendar: String?
    /// Message-ID, without brackets, of a mail of somebody's that this one gives back, and why it was not delivered.
    package var bounce: Bounce?
    /// What a person should know of how it was read.
    package var notes: [String] = []

    /// The same for the same mail however it travelled: of Date, From, Subject and body as they came.
    package var digest = ""
    /// Of all bytes; stands in for a missing Message-ID.
    package var wholeDigest = ""

    /// Nothing could be made of the bytes.
    package struct Unreadable: Error, Sendable, CustomStringConvertible {
        package var description: String
    }
}
