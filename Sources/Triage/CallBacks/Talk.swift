/// What is being agreed with a customer about a call-back. Of a conversation one is open at most.
package struct Talk: Hashable, Sendable {
    package var id: Int64
    package var state: State
    /// As numbered from 1 in the newest offer.
    package var offered: [Moment]
    /// What they chose before a number was asked for, or what a yes would mean.
    package var chosen: Moment?
    /// E.164; empty: not known.
    package var number: String
    /// IANA name of the zone in which the customer reads and writes times.
    package var zone: String
    package var language: String
    /// Questions asked in a row that were not answered; after three a person takes over.
    package var asked: Int
    package var expires: Moment

    package enum State: String, Hashable, Sendable, Codable, CaseIterable {
        case offered
        /// A time is chosen; the number is missing.
        case needsNumber = "needs-number"
        /// The number they gave is doubtful: asked whether it is right.
        case checksNumber = "checks-number"
        case booked, declined, expired
        /// A person took over.
        case handed
        package var isOpen: Bool { self == .offered || self == .needsNumber || self == .checksNumber }
    }

    package init(
        id: Int64 = 0, state: State = .offered, offered: [Moment], chosen: Moment? = nil, number: String = "",
        zone: String, language: String, asked: Int = 0, expires: Moment
    ) {
        self.id = id
        self.state = state
        self.offered = offered
        self.chosen = chosen
        self.number = number
        self.zone = zone
        self.language = language
        self.asked = asked
        self.expires = expires
    }
}

/// What a message changes about call-backs; written in the transaction that remembers the message.
package enum TalkChange: Hashable, Sendable {
    /// An offer goes out for the first time, or anew; `offered` holds it.
    case offer(Talk)
    /// The talk goes on or ends without a call-back.
    case note(Talk)
    /// A seat is taken, which the transaction has seen to be free, and the talk ends.
    case book(CallBack, Talk?)
    /// The one that stands moves to another time; seat and end are given anew.
    case move(CallBack, to: Moment, Talk?)
    case cancel(CallBack, Talk?)
}
