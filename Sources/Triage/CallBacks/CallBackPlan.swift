/// What the brand offers: calls at agreed times within its hours. Plain values, swapped whole on a reload.
package struct CallBackPlan: Hashable, Sendable {
    package var slot: Duration
    /// Calls that can begin in one slot.
    package var perSlot: Int
    /// How far ahead slots are offered.
    package var horizon: Duration
    /// From when on a slot can no longer be taken.
    package var lead: Duration
    /// Slots named in one offer.
    package var offered: Int
    /// Further attempts where the customer does not answer, and the wait before each.
    package var retries: Int
    package var retryAfter: Duration
    /// How long an offer stands.
    package var offerStands: Duration
    /// Whose calendar; nil: that of the message's source and language.
    package var team: String?
    /// Whose task a call is at its time.
    package var ring: Ring
    /// The country in whose numbers a customer may leave the country code out: ISO 3166, `GB`.
    package var region: String

    package enum Ring: String, Hashable, Sendable, Codable, CaseIterable {
        /// A ticket in the ACD's hot queue.
        case acd
        /// A hot case, which calls whoever is on duty.
        case onCall = "on-call"
        case both
    }

    /// Without a seat to sell, calls that were agreed stand and nobody is offered another.
    package var sells: Bool { perSlot > 0 }

    package init(
        slot: Duration = .seconds(900), perSlot: Int = 2, horizon: Duration = .seconds(5 * 86_400),
        lead: Duration = .seconds(1800), offered: Int = 3, retries: Int = 2, retryAfter: Duration = .seconds(900),
        offerStands: Duration = .seconds(2 * 86_400), team: String? = nil, ring: Ring = .acd, region: String = "GB"
    ) {
        self.slot = slot
        self.perSlot = perSlot
        self.horizon = horizon
        self.lead = lead
        self.offered = offered
        self.retries = retries
        self.retryAfter = retryAfter
        self.offerStands = offerStands
        self.team = team
        self.ring = ring
        self.region = region
    }
}
