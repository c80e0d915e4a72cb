/// One message as the gate looks at it: what was decided of it, whose it is, and what went before.
package struct Occasion: Sendable {
    package var message: Message
    package var verdict: Verdict?
    package var isHot: Bool
    /// The rule that filtered it.
    package var filteredBy: String?
    /// The brand or the ACD wrote it.
    package var isOwn: Bool
    /// One of the brand's people wrote it.
    package var isAgent: Bool
    /// An earlier revision of it was heard before.
    package var isEdit: Bool
    /// Hot cases call somebody; where nobody is ever called, nothing may say so.
    package var callsSomebody: Bool
    package var customer: Customer?
    package var correspondence: Correspondence
    /// When somebody is there; nil: nobody can say.
    package var calendar: BusinessCalendar?
    /// The customer's own zone, as far as the CRM knows it.
    package var theirZone: TimeZoneTable?
    package var now: Moment

    package init(
        _ message: Message, verdict: Verdict?, isHot: Bool = false, filteredBy: String? = nil, isOwn: Bool = false,
        isAgent: Bool = false, isEdit: Bool = false, callsSomebody: Bool = false, customer: Customer? = nil,
        correspondence: Correspondence = Correspondence(), calendar: BusinessCalendar? = nil,
        theirZone: TimeZoneTable? = nil, now: Moment
    ) {
        self.message = message
        self.verdict = verdict
        self.isHot = isHot
        self.filteredBy = filteredBy
        self.isOwn = isOwn
        self.isAgent = isAgent
        self.isEdit = isEdit
        self.callsSomebody = callsSomebody
        self.customer = customer
        self.correspondence = correspondence
        self.calendar = calendar
        self.theirZone = theirZone
        self.now = now
    }

    /// Others can read it where it was written, and would read an answer: nothing of the CRM may be told there.
    package var isPublic: Bool {
        switch message.channel {
        case .mastodon, .feed: message.visibility != .direct
        case .email, .sms: false
        }
    }

    /// In which times are told: theirs in private, else the calendar's.
    package var zone: TimeZoneTable {
        (isPublic ? nil : theirZone) ?? calendar?.zone ?? .utc
    }
}
