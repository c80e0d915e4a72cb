extension Message {
    /// A mail system gives back for good what we wrote (RFC 3464): it was not delivered.
    package struct Bounce: Hashable, Sendable {
        /// Of what came back, as `Message.identity` names mails.
        package var identity: String
        /// In the mail system's words, one line of at most 200 characters.
        package var reason: String

        package init(identity: String, reason: String) {
            self.identity = identity
            self.reason = reason
        }
    }
}
