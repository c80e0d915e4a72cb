/// What only the decision knows of a message: recalled inside the write transaction, and stored beside
/// the verdict, so that it can be explained later.
package struct Surroundings: Hashable, Sendable {
    package var customer: Customer?
    /// Cases of the same person that are open.
    package var openCases: Int
    /// When the same person wrote before, newest first, without this message; at most
    /// `Surroundings.mostContacts`, and no older than the longest window that a rule asks about.
    package var contacts: [Moment]
    /// The oldest message of the conversation that nobody has answered yet; nil where all are answered.
    package var unansweredSince: Moment?

    package static let mostContacts = 1_000
    /// Seconds: the longest window of contacts that a rule may ask about; each hour of it is a look-up.
    package static let longestContacts = 90 * 86_400

    package init(
        customer: Customer? = nil, openCases: Int = 0, contacts: [Moment] = [], unansweredSince: Moment? = nil
    ) {
        self.customer = customer
        self.openCases = openCases
        self.contacts = contacts
        self.unansweredSince = unansweredSince
    }
}
