import Triage

/// A row of `answer`: something that goes to a customer by itself, from its draft to its receipt.
package struct StoredAnswer: Hashable, Sendable {
    package var id: Int64
    package var draft: AnswerDraft
    package var state: State
    /// Where it goes out.
    package var source: SourceName
    package var conversation: ConversationID?
    /// What it answers; nil where it answers nothing that was written: a call that nobody took.
    package var message: MessageID?
    package var hotCase: CaseID?
    package var callBack: Int64?
    package var handle: Handle
    /// Why it was not sent: `code: detail`, or the far end's words. Empty while nothing is wrong.
    package var reason: String
    /// What was sent, or would have been; empty until it is written.
    package var subject: String
    package var text: String
    /// How the far end names it.
    package var receipt: String
    package var errand: ErrandID?
    package var createdAt: Moment
    package var sentAt: Moment?

    package enum State: String, Hashable, Sendable, Codable, CaseIterable {
        case waiting, sent
        /// Written, and kept here, as the operator wants it to begin with.
        case preview
        /// Not sent, since something came in between.
        case withdrawn
        case failed
        /// Nobody knows whether it arrived: it is not sent again.
        case unknown
    }

    package init(
        id: Int64, draft: AnswerDraft, state: State, source: SourceName, conversation: ConversationID?,
        message: MessageID?, hotCase: CaseID?, callBack: Int64?, handle: Handle, reason: String = "",
        subject: String = "", text: String = "", receipt: String = "", errand: ErrandID? = nil, createdAt: Moment,
        sentAt: Moment? = nil
    ) {
        self.id = id
        self.draft = draft
        self.state = state
        self.source = source
        self.conversation = conversation
        self.message = message
        self.hotCase = hotCase
        self.callBack = callBack
        self.handle = handle
        self.reason = reason
        self.subject = subject
        self.text = text
        self.receipt = receipt
        self.errand = errand
        self.createdAt = createdAt
        self.sentAt = sentAt
    }
}

/// Where an answer belongs, for whoever writes one.
package struct AnswerPlace: Hashable, Sendable {
    package var source: SourceName
    package var handle: Handle
    package var conversation: ConversationID?
    package var message: MessageID?
    package var hotCase: CaseID?
    package var callBack: Int64?

    package init(
        source: SourceName, handle: Handle, conversation: ConversationID? = nil, message: MessageID? = nil,
        hotCase: CaseID? = nil, callBack: Int64? = nil
    ) {
        self.source = source
        self.handle = handle
        self.conversation = conversation
        self.message = message
        self.hotCase = hotCase
        self.callBack = callBack
    }
}
