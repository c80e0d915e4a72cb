/// What `Triage.decide` needs to know about one message beyond the message, named before the
/// transaction recalls it.
package struct Asks: Hashable, Sendable {
    package var identity: String
    package var revision: String
    package var author: Handle
    package var source: SourceName
    /// Nearest first.
    package var answers: [String]
    package var conversationKey: String
    /// The brand wrote it: only the conversation that it answers is recalled.
    package var isOwn = false
    /// One of the brand's people wrote it, for themselves or in a customer's conversation: which one that is is
    /// recalled too.
    package var isAgent = false
    /// The message's time: what lies before it is recalled.
    package var time: Moment
    /// What the rules that may come true want to know beyond the message.
    package var needs: Needs
    /// The spikes that it may count for.
    package var spikes: [SpikeAsk]
    /// What went between us and the author before: wanted where the message may be answered by itself.
    package var wantsCorrespondence = false
    /// Nothing is sent: what was only written down counts as said.
    package var isPreview = false
    /// How long the slots of call-backs are; nil: none are offered.
    package var callBackSlot: Duration?
    /// The `uid` of the invitation that the author's own calendar answers; nil: none does.
    package var appointment: String?
}

/// What storage recalled for those asks, read inside the transaction that will write the decision.
package struct Memory: Hashable, Sendable {
    package var known: Known
    package var customer: Customer?
    package var conversation: Conversation?
    package var openCase: Case?
    /// Beyond the customer: what the asks named.
    package var openCases: Int
    package var contacts: [Moment]
    package var unansweredSince: Moment?
    /// For the words of the brand and of its people: the conversation that they answer.
    package var answered: ConversationID?
    /// One for each spike that was asked for, in that order; empty where none was.
    package var spikes: [SpikeMemory]
    /// What was asked for when this was recalled; nil where nobody says.
    package var asked: Needs?
    /// Nil where it was not wanted, and while it is not yet known which case the message belongs to.
    package var correspondence: Correspondence?

    package var surroundings: Surroundings {
        Surroundings(
            customer: customer, openCases: openCases, contacts: contacts, unansweredSince: unansweredSince)
    }

    /// Whether this very message was heard before.
    package enum Known: Hashable, Sendable {
        case no
        /// This identity in this revision (or an item that stands for the same bytes).
        case yes
        /// This identity in another revision: an edit. `text` is the newest one stored.
        case earlierRevision(text: String)
    }

    package init(
        known: Known = .no, customer: Customer? = nil, conversation: Conversation? = nil, openCase: Case? = nil,
        openCases: Int = 0, contacts: [Moment] = [], unansweredSince: Moment? = nil,
        answered: ConversationID? = nil, spikes: [SpikeMemory] = []
    ) {
        self.known = known
        self.customer = customer
        self.conversation = conversation
        self.openCase = openCase
        self.openCases = openCases
        self.contacts = contacts
        self.unansweredSince = unansweredSince
        self.answered = answered
        self.spikes = spikes
    }
}

/// The thread of messages with one person on one channel.
package struct Conversation: Hashable, Sendable {
    package var id: ConversationID
    /// Messages stored so far.
    package var messages: Int
    /// Tickets written so far, sent or waiting.
    package var tickets: Int
    /// A ticket of it went to the hot queue already.
    package var isHot: Bool
    /// Message-ID of its first and of its newest ticket, without angle brackets.
    package var firstTicket: String?
    package var lastTicket: String?

    package init(
        id: ConversationID, messages: Int, tickets: Int, isHot: Bool, firstTicket: String?, lastTicket: String?
    ) {
        self.id = id
        self.messages = messages
        self.tickets = tickets
        self.isHot = isHot
        self.firstTicket = firstTicket
        self.lastTicket = lastTicket
    }
}
