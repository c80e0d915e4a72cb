/// What the operator's configuration says that decisions depend on. Plain values, swapped whole on a
/// reload.
package struct Policy: Hashable, Sendable {
    package var brand: String
    /// Heat from which a message is hot.
    package var hotHeat: Int
    /// Handles that speak for the brand or for the ACD: heard, never ticketed or answered.
    package var own: Set<Handle>
    /// By source; a source that is not named tickets everything.
    package var tickets: [SourceName: Tickets]
    /// The right side of every Message-ID that we make; nil: no ACD, so no tickets at all.
    package var ticketDomain: String?
    /// From when a source listens; messages with an earlier time are filtered as `(before since)`.
    /// A source that is not named has no lower bound.
    package var since: [SourceName: Moment]
    /// Nil: no hours are configured, and every question about them is answered with no.
    package var hours: BusinessHours?
    /// Handles of journalists and of the brand's own staff, beside what the CRM's tags say.
    package var press: Set<Handle>
    package var agents: Set<Handle>
    /// From when cases of one rule are one incident. Nil: the usual values.
    package var incidents: OnCall.IncidentHabit?
    /// Whose numbers answer pages: what they text to the brand's line is an answer first, and never a ticket.
    package var onCall: OnCall?
    /// Nil: nobody is answered by itself, and nothing is written down about it.
    package var manners: Manners?
    /// Nil: no call-backs are offered.
    package var callBacks: CallBackPlan?

    package enum Tickets: String, Sendable, Codable { case all, matched, hot }

    /// Where nobody said otherwise.
    package static let usualHotHeat = 50

    package init(
        brand: String, hotHeat: Int = usualHotHeat, own: Set<Handle> = [], tickets: [SourceName: Tickets] = [:],
        ticketDomain: String? = nil, since: [SourceName: Moment] = [:], hours: BusinessHours? = nil,
        press: Set<Handle> = [], agents: Set<Handle> = [],
        incidents: OnCall.IncidentHabit? = nil, onCall: OnCall? = nil, manners: Manners? = nil,
        callBacks: CallBackPlan? = nil
    ) {
        self.brand = brand
        self.hotHeat = hotHeat
        self.own = own
        self.tickets = tickets
        self.ticketDomain = ticketDomain
        self.since = since
        self.hours = hours
        self.press = press
        self.agents = agents
        self.onCall = onCall
        self.incidents = incidents
        self.manners = manners
        self.callBacks = callBacks
    }
}
