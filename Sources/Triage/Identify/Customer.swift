/// A record of the CRM image: what triage knows of a person. Imported, never invented: an unknown
/// handle makes no customer.
package struct Customer: Hashable, Sendable, Codable {
    package var id: CustomerID
    package var name: String
    package var handles: [Handle]
    /// As the CRM says it, lower case: `vip`, `gold`.
    package var tier: String
    /// Yearly value in the brand's currency, whole units; nil where the CRM does not say.
    package var value: Int64?
    /// BCP 47, lower case; empty where unknown.
    package var language: String
    /// IANA name; empty where unknown.
    package var timeZone: String
    /// E.164; empty where unknown.
    package var number: String
    /// What the customer allowed, for each channel that the CRM speaks of.
    package var consent: [String: Consent]
    package var preferredChannel: String
    /// As the CRM says them, lower case: `press`, `reseller`, `at-risk`.
    package var tags: [String]

    package enum Consent: String, Sendable, Codable { case given, refused, unknown }

    package init(
        id: CustomerID, name: String = "", handles: [Handle] = [], tier: String = "", value: Int64? = nil,
        language: String = "", timeZone: String = "", number: String = "", consent: [String: Consent] = [:],
        preferredChannel: String = "", tags: [String] = []
    ) {
        self.id = id
        self.name = name
        self.handles = handles
        self.tier = tier
        self.value = value
        self.language = language
        self.timeZone = timeZone
        self.number = number
        self.consent = consent
        self.preferredChannel = preferredChannel
        self.tags = tags
    }
}
