import Logging
import Triage

/// Everything that must be remembered, behind verbs. The queries stand in `Store+….swift`, once for all
/// engines; each verb is one transaction.
package struct Store: Sendable {
    package let engine: any Engine
    package let logger: Logger

    package init(engine: any Engine, logger: Logger = Logger(label: "earshot.storage")) {
        self.engine = engine
        self.logger = logger
    }
}

/// One process on one host, as leases name it: `host:boot-id:pid`.
package struct Worker: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
    package var description: String { rawValue }
}

/// The right to poll a source, until another worker has taken it: the transaction that moves the cursor
/// checks the epoch.
package struct SourceLease: Hashable, Sendable {
    package var source: SourceName
    package var epoch: Int64
    package var cursors: Cursors
    /// When the source was first registered: what `since: now` means.
    package var startedAt: Moment
    package var isPaused: Bool
    /// Polls that failed in a row.
    package var failures: Int

    package init(
        source: SourceName, epoch: Int64, cursors: Cursors, startedAt: Moment, isPaused: Bool, failures: Int
    ) {
        self.source = source
        self.epoch = epoch
        self.cursors = cursors
        self.startedAt = startedAt
        self.isPaused = isPaused
        self.failures = failures
    }
}

/// A page that was heard and judged, to be remembered with the cursors that stand for it.
package struct HeardPage: Sendable {
    package var source: SourceName
    package var epoch: Int64
    package var items: [Judged]
    package var cursors: Cursors

    package struct Judged: Sendable {
        package var heard: Heard
        /// Nil for what is unreadable.
        package var evidence: Evidence?
        package init(heard: Heard, evidence: Evidence?) {
            self.heard = heard
            self.evidence = evidence
        }
    }

    package init(source: SourceName, epoch: Int64, items: [Judged], cursors: Cursors) {
        self.source = source
        self.epoch = epoch
        self.items = items
        self.cursors = cursors
    }
}

/// What became of one page.
package enum Remembered: Hashable, Sendable {
    case done(Counts)
    /// Another worker polls this source now: nothing of the page was written, forget it.
    case leaseLost

    package struct Counts: Hashable, Sendable {
        package var stored = 0
        package var duplicate = 0
        package var filtered = 0
        package var quarantined = 0
        package var tickets = 0
        /// Hot messages, for the log and the demo.
        package var hot: [Hot] = []
        /// Spikes that fired, in shadow and late ones too.
        package var spikes = 0
        /// Answers of the on-call team to pages.
        package var pageAnswers = 0
        package init() {}
    }

    package struct Hot: Hashable, Sendable {
        package var caseID: CaseID
        package var isNewCase: Bool
        package var message: MessageID
        package var verdict: Verdict
        package var title: String
        package init(caseID: CaseID, isNewCase: Bool, message: MessageID, verdict: Verdict, title: String) {
            self.caseID = caseID
            self.isNewCase = isNewCase
            self.message = message
            self.verdict = verdict
            self.title = title
        }
    }
}

/// One outbox row.
package struct Errand: Hashable, Sendable {
    package enum Kind: String, Sendable, Codable, CaseIterable {
        case ticket, page
        /// Whatever goes to a customer by itself.
        case ack
    }
    package enum State: String, Sendable, Codable, CaseIterable {
        case waiting, leased, unknown, sent
        case givenUp = "given-up"
        case cancelled
    }
    package var id: ErrandID
    package var kind: Kind
    package var state: State
    /// Attempts begun, this one included when it is leased.
    package var attempts: Int
    /// Attempts of which nobody knows whether they arrived.
    package var doubtful: Int
    package var due: Moment
    package var idempotencyKey: String
    package var lastError: String
    package var message: MessageID?
    package var quarantine: Int64?
    /// Of the lease; a settlement with another one is refused.
    package var epoch: Int64
    /// Nil: it is no ticket; what a page says is written when it is sent, from the rows of `page` that it carries.
    package var draft: TicketDraft?
    /// The call-back that it is about.
    package var callBack: Int64?

    package init(
        id: ErrandID, kind: Kind, state: State, attempts: Int, doubtful: Int, due: Moment, idempotencyKey: String,
        lastError: String, message: MessageID?, quarantine: Int64?, epoch: Int64, draft: TicketDraft?,
        callBack: Int64? = nil
    ) {
        self.id = id
        self.kind = kind
        self.state = state
        self.attempts = attempts
        self.doubtful = doubtful
        self.due = due
        self.idempotencyKey = idempotencyKey
        self.lastError = lastError
        self.message = message
        self.quarantine = quarantine
        self.epoch = epoch
        self.draft = draft
        self.callBack = callBack
    }
}

/// How an attempt ended.
package struct Settlement: Sendable {
    package enum Outcome: Hashable, Sendable {
        case sent(answer: String)
        /// It certainly did not arrive: try again at this moment.
        case retry(at: Moment, error: String)
        /// Nobody knows whether it arrived: try again at this moment under the same Message-ID, and
        /// count it as doubtful.
        case unknown(at: Moment, error: String)
        case givenUp(error: String)
        /// What it was for is over; nothing was sent.
        case cancelled(because: String)
    }
    package var errand: ErrandID
    package var epoch: Int64
    package var outcome: Outcome
    package init(errand: ErrandID, epoch: Int64, outcome: Outcome) {
        self.errand = errand
        self.epoch = epoch
        self.outcome = outcome
    }
}

/// A message as it was stored, for tickets, the queue and `explain`.
package struct StoredMessage: Hashable, Sendable {
    package var id: MessageID
    package var message: Message
    package var heardAt: Moment
    package var verdict: Verdict?
    package var conversation: ConversationID?
    package var customer: Customer?
    /// What its verdict leaned on beside itself, as it was then; nil where nothing was needed. Of the customer
    /// only what rules may ask about.
    package var surroundings: Surroundings?
    package init(
        id: MessageID, message: Message, heardAt: Moment, verdict: Verdict?, conversation: ConversationID?,
        customer: Customer?, surroundings: Surroundings? = nil
    ) {
        self.id = id
        self.message = message
        self.heardAt = heardAt
        self.verdict = verdict
        self.conversation = conversation
        self.customer = customer
        self.surroundings = surroundings
    }
}

/// What a ticket is written from.
package enum TicketMaterial: Hashable, Sendable {
    /// `earlier`: the conversation so far, oldest first, at most 20 messages, this one not among them;
    /// `earlierCount` counts all of them. `openCase`: the case it belongs to.
    case message(StoredMessage, earlier: [StoredMessage], earlierCount: Int, caseID: CaseID?)
    case unreadable(Unreadable, heardAt: Moment, id: Int64)
    /// Somebody is to ring. `message`: the newest that the customer wrote; nil where it was booked without one.
    /// `said`: what was said to them by itself, oldest first, at most 20.
    case callBack(
        CallBack, story: [CallBackEvent], message: StoredMessage?, earlier: [StoredMessage], earlierCount: Int,
        said: [StoredAnswer])
}

package struct LedgerLine: Hashable, Sendable {
    package var source: SourceName
    package var heard: Int
    package var stored: Int
    package var duplicate: Int
    package var filtered: Int
    package var quarantined: Int
    /// Counted from the rows themselves, not from the sum: 0, or something was lost.
    package var unaccounted: Int { heard - stored - duplicate - filtered - quarantined }
    package init(source: SourceName, heard: Int, stored: Int, duplicate: Int, filtered: Int, quarantined: Int) {
        self.source = source
        self.heard = heard
        self.stored = stored
        self.duplicate = duplicate
        self.filtered = filtered
        self.quarantined = quarantined
    }
}

package struct SourceState: Hashable, Sendable {
    package var source: SourceName
    package var channel: Channel
    package var lastPoll: Moment?
    package var lastMessage: Moment?
    package var failures: Int
    package var lastError: String
    package var remark: String
    package var isPaused: Bool
    package var heldBy: String?
    package init(
        source: SourceName, channel: Channel, lastPoll: Moment?, lastMessage: Moment?, failures: Int,
        lastError: String, remark: String, isPaused: Bool, heldBy: String?
    ) {
        self.source = source
        self.channel = channel
        self.lastPoll = lastPoll
        self.lastMessage = lastMessage
        self.failures = failures
        self.lastError = lastError
        self.remark = remark
        self.isPaused = isPaused
        self.heldBy = heldBy
    }
}
