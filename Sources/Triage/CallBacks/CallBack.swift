/// An agreed time to ring a customer.
package struct CallBack: Hashable, Sendable {
    package var id: Int64
    package var state: State
    package var start: Moment
    package var end: Moment
    /// Which of the slot's seats; no two calls that stand have the same.
    package var seat: Int
    /// Whose calendar; empty: the brand's.
    package var team: String
    /// E.164.
    package var number: String
    package var customer: CustomerID?
    package var handle: Handle
    package var source: SourceName
    package var conversation: ConversationID?
    package var hotCase: CaseID?
    package var language: String
    /// IANA name of the zone in which it was agreed.
    package var zone: String
    /// Counts every change: what was seen under another is not changed by mistake.
    package var version: Int
    /// For its invitation: stable for life, and counted up by each that is sent.
    package var uid: String
    package var sequence: Int
    /// Attempts that were made.
    package var attempts: Int
    /// When something is to be done about it; nil: it is over.
    package var due: Moment?
    /// Since when the customer waits: their place in the line.
    package var waitedSince: Moment
    /// What it is about, in a line.
    package var topic: String

    package enum State: String, Hashable, Sendable, Codable, CaseIterable {
        case booked, ringing, kept, missed, cancelled
        package var stands: Bool { self == .booked || self == .ringing }
    }

    package init(
        id: Int64 = 0, state: State = .booked, start: Moment, end: Moment, seat: Int = 0, team: String = "",
        number: String, customer: CustomerID? = nil, handle: Handle, source: SourceName,
        conversation: ConversationID? = nil, hotCase: CaseID? = nil, language: String, zone: String, version: Int = 1,
        uid: String = "", sequence: Int = 0, attempts: Int = 0, due: Moment? = nil, waitedSince: Moment,
        topic: String = ""
    ) {
        self.id = id
        self.state = state
        self.start = start
        self.end = end
        self.seat = seat
        self.team = team
        self.number = number
        self.customer = customer
        self.handle = handle
        self.source = source
        self.conversation = conversation
        self.hotCase = hotCase
        self.language = language
        self.zone = zone
        self.version = version
        self.uid = uid
        self.sequence = sequence
        self.attempts = attempts
        self.due = due
        self.waitedSince = waitedSince
        self.topic = topic
    }
}
