/// One inbound post, SMS or mail, as a channel heard it: already plain text, not yet judged.
package struct Message: Hashable, Sendable {
    /// What makes two hearings the same message, over all sources and hosts: `mastodon:` with the
    /// server and the status' id, `twilio:` and the SID, `email:` the source and the Message-ID …. At most 600 bytes
    /// (`Message.identity(_:_:)` hashes the tail of longer ones).
    package var identity: String
    /// Distinguishes edits of one message. Empty for what was never edited. Revisions of one identity
    /// have no order; each is heard once.
    package var revision: String
    package var source: SourceName
    package var channel: Channel

    package var author: Author
    /// The words that the author wrote this time, plain text, without what they quoted. At most
    /// `Message.textLimit` bytes; a channel cuts longer text at a character and says so in `notes`.
    package var text: String
    /// What they quoted of an earlier message, where the channel can tell. Kept, not judged as theirs.
    package var quoted: String
    package var subject: String
    /// What the channel declares (BCP 47, lower case), empty where it says nothing. A hint, often wrong.
    package var language: String
    /// When the author wrote it, as the source says. A channel that cannot tell gives the time heard.
    package var time: Moment
    package var permalink: String

    /// Identities of messages that this one answers, nearest first (In-Reply-To, then References
    /// backwards; the status replied to). Used to find the conversation. At most 32.
    package var answers: [String]
    /// A key that alone decides the conversation, where the channel has no threads: an SMS is in the
    /// conversation of its two numbers. Nil: a message that answers nothing known starts one.
    package var conversationKey: String?

    package var visibility: Visibility
    package var form: Form
    package var attachments: [Attachment]
    /// Addresses linked in the text, in order, each once, at most 64.
    package var links: [String]
    /// What a person should know of how this was read: "cut at 262,144 bytes", "the date is missing".
    package var notes: [String]
    /// What a mail's header says of its way; nil on every other channel, and where nobody kept it.
    package var envelope: Envelope?
    /// What their calendar answers to an invitation of ours, as it says; it is read once and not kept.
    package var appointment: AppointmentReply?
    /// It tells that a mail of ours came back; read once and not kept.
    package var bounce: Bounce?

    package static let textLimit = 256 * 1024

    package struct Author: Hashable, Sendable {
        package var handle: Handle
        /// As shown by the channel; may be empty, may be anything, up to 200 characters.
        package var displayName: String
        package var followers: Int?
        /// A machine wrote it, as far as the channel says: a bot account, `Auto-Submitted` other than
        /// `no`, a mailing list, a bounce. Such messages are never answered automatically.
        package var isAutomatic: Bool
        /// The channel itself says that it is the account that listens: the brand's own words.
        package var isOwn: Bool
        /// The channel vouches for who it is: a verified link or badge.
        package var isVerified: Bool
        /// When the account was made, where the channel says.
        package var since: Moment?

        package init(
            handle: Handle, displayName: String = "", followers: Int? = nil, isAutomatic: Bool = false,
            isOwn: Bool = false, isVerified: Bool = false, since: Moment? = nil
        ) {
            self.handle = handle
            self.displayName = displayName
            self.followers = followers
            self.isAutomatic = isAutomatic
            self.isOwn = isOwn
            self.isVerified = isVerified
            self.since = since
        }
    }

    /// Whom a mail was written to, and where it may be answered.
    package struct Envelope: Hashable, Sendable, Codable {
        /// Addresses of To, Cc, Bcc and their Resent- kin, lower case, each once, at most `mostRecipients`.
        package var recipients: [String]
        /// There were more: nobody can say that somebody is not among them.
        package var isCut: Bool
        /// Where an automatic answer goes (RFC 3834 §4), lower case; empty for `<>`, nil where the header lacks it:
        /// then nobody may guess.
        package var returnPath: String?

        package static let mostRecipients = 64

        package init(recipients: [String], isCut: Bool = false, returnPath: String?) {
            self.recipients = recipients
            self.isCut = isCut
            self.returnPath = returnPath
        }
    }

    /// Who could see it where it was written; an answer must not be seen by more.
    package enum Visibility: String, Sendable, Codable { case open, unlisted, followers, direct }

    package enum Form: String, Sendable, Codable { case original, reply, repost }

    package struct Attachment: Hashable, Sendable, Codable {
        package var name: String
        package var type: String
        package var bytes: Int?
        package var url: String?
        package init(name: String, type: String, bytes: Int? = nil, url: String? = nil) {
            self.name = name
            self.type = type
            self.bytes = bytes
            self.url = url
        }
    }

    package init(
        identity: String, revision: String = "", source: SourceName, channel: Channel, author: Author, text: String,
        quoted: String = "", subject: String = "", language: String = "", time: Moment, permalink: String = "",
        answers: [String] = [], conversationKey: String? = nil, visibility: Visibility = .open,
        form: Form = .original, attachments: [Attachment] = [], links: [String] = [], notes: [String] = [],
        envelope: Envelope? = nil, appointment: AppointmentReply? = nil, bounce: Bounce? = nil
    ) {
        self.identity = identity
        self.revision = revision
        self.source = source
        self.channel = channel
        self.author = author
        self.text = text
        self.quoted = quoted
        self.subject = subject
        self.language = language
        self.time = time
        self.permalink = permalink
        self.answers = answers
        self.conversationKey = conversationKey
        self.visibility = visibility
        self.form = form
        self.attachments = attachments
        self.links = links
        self.notes = notes
        self.envelope = envelope
        self.appointment = appointment
        self.bounce = bounce
    }
}
