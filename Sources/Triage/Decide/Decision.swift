/// What shall become true because a message was heard: the whole of it in one transaction, or nothing.
package struct Decision: Hashable, Sendable {
    package var disposition: Disposition
    package var verdict: Verdict?
    package var conversation: ConversationChange
    package var customer: CustomerID?
    package var caseChange: CaseChange
    /// At most one ticket a message.
    package var ticket: TicketDraft?
    /// The conversation that is answered by this message of the brand's own.
    package var answers: ConversationID?
    /// What the verdict leaned on beside the message; nil where nothing was needed.
    package var surroundings: Surroundings?
    /// What it counts for.
    package var spikes: [SpikeChange]
    /// What somebody of the on-call team answered by it.
    package var pageAnswer: PageAnswered?
    /// What goes to the customer by itself, or why nothing does.
    package var answering = Answering.notAsked
    /// In which an acknowledgement is said, counted since 1970: of a conversation one each.
    package var answerWindow: Int64 = 0
    /// What they said of being written to.
    package var contact: ContactChange?
    /// What becomes of their call-back.
    package var talk: TalkChange?
    /// What is written into a call's story besides.
    package var remark: CallBackRemark?
    /// What whoever leads the team is told, since nobody else is.
    package var notice: LeadNotice?
    /// What a person should know of what became of it, beside what the channel noted.
    package var note: String?

    package init(
        disposition: Disposition, verdict: Verdict? = nil, conversation: ConversationChange = .none,
        customer: CustomerID? = nil, caseChange: CaseChange = .none, ticket: TicketDraft? = nil,
        answers: ConversationID? = nil, surroundings: Surroundings? = nil, spikes: [SpikeChange] = []
    ) {
        self.disposition = disposition
        self.verdict = verdict
        self.conversation = conversation
        self.customer = customer
        self.caseChange = caseChange
        self.ticket = ticket
        self.answers = answers
        self.surroundings = surroundings
        self.spikes = spikes
    }

    package static let duplicate = Decision(disposition: .duplicate)
}

/// An answer to a page, and who is told of it.
package struct PageAnswered: Hashable, Sendable {
    package var person: PersonName
    package var answer: PageAnswer
    /// How they are told what became of it.
    package var reach: Means
    package var patience: OnCall.Patience
    /// Whom else it concerns: the lead, where somebody can no longer be reached.
    package var notices: [PageDraft]
}

/// Where a heard item went. Every item has exactly one, and the ledger adds them up.
package enum Disposition: Hashable, Sendable {
    case stored
    case duplicate
    /// By which rule, or by Earshot's own reason in brackets: `(before since)`.
    case filtered(by: String)
    /// With the bytes, and this reason.
    case quarantined(reason: String)
}

package enum ConversationChange: Hashable, Sendable {
    case none
    /// The first message of one; `key` is unique within the source.
    case start(key: String)
    case join(ConversationID)
}

package enum CaseChange: Hashable, Sendable {
    case none
    case open(CaseDraft)
    /// One more message of the same thing: the count rises, heat and severity never sink.
    case join(CaseID, CaseDraft)
}

package struct CaseDraft: Hashable, Sendable {
    package var title: String
    package var heat: Int
    package var severity: Severity?
    package var owner: String
    package var promise: Moment?
    package var reasons: [Reason]
    /// How later messages are known to be about the same thing.
    package var marks: CaseMarks
    /// Many people's one trouble.
    package var isIncident: Bool
    /// An incident takes in what its rule opened since then and nobody has claimed.
    package var gathersSince: Moment?
    /// Before somebody is called; a message that joins calls nobody.
    package var wait: Duration

    package init(
        title: String, heat: Int, severity: Severity?, owner: String, promise: Moment?, reasons: [Reason],
        marks: CaseMarks = CaseMarks(), isIncident: Bool = false, gathersSince: Moment? = nil, wait: Duration = .zero
    ) {
        self.title = title
        self.heat = heat
        self.severity = severity
        self.owner = owner
        self.promise = promise
        self.reasons = reasons
        self.marks = marks
        self.isIncident = isIncident
        self.gathersSince = gathersSince
        self.wait = wait
    }
}

/// The e-mail that shall stand for a message in the ACD. Its words are written when it is sent; what
/// must never change between two tries is fixed here.
package struct TicketDraft: Hashable, Sendable {
    /// Without angle brackets; the same for the same message on every host and every try.
    package var messageID: String
    /// In-Reply-To: the newest earlier ticket of the conversation. Nil: this one starts the thread.
    package var inReplyTo: String?
    /// References: the first ticket of the conversation, then `inReplyTo`, each once.
    package var references: [String]
    package var queue: Queue
    package var note: Note?

    package enum Queue: String, Sendable, Codable { case standard = "default", hot }

    /// What the first line of the ticket must say.
    package enum Note: String, Sendable, Codable {
        /// The conversation was in the default queue; this message is hot.
        case nowHot = "now-hot"
        case edited
        case unreadable
        /// Somebody is to ring a customer, as agreed.
        case callBack = "call-back"
    }

    package init(messageID: String, inReplyTo: String?, references: [String], queue: Queue, note: Note? = nil) {
        self.messageID = messageID
        self.inReplyTo = inReplyTo
        self.references = references
        self.queue = queue
        self.note = note
    }
}

/// Words for whoever leads the team, about what customers cannot be told.
package struct LeadNotice: Hashable, Sendable {
    package var leads: [Person]
    package var words: String
    package init(leads: [Person], words: String) {
        self.leads = leads
        self.words = words
    }
}
