/// The pure half of the write transaction: names what must be recalled, and decides on it.
package struct Decider: Sendable {
    package var policy: Policy
    package var rules: RuleSet

    package init(policy: Policy, rules: RuleSet) {
        self.policy = policy
        self.rules = rules
    }

    package func asks(_ message: Message) -> Asks {
        Asks(
            identity: message.identity, revision: message.revision, author: message.author.handle,
            source: message.source, answers: message.answers,
            conversationKey: message.conversationKey ?? message.identity)
    }

    /// - Parameter now: when it is written; a promise counts from the message's time, or from now where
    ///   that lies in the future.
    package func decide(_ message: Message, _ evidence: Evidence, _ memory: Memory, now: Moment) -> Decision {
        preconditionFailure("not built yet")
    }

    /// - Parameter known: an item with this identity was quarantined before.
    package func decide(_ unreadable: Unreadable, known: Bool) -> Decision {
        preconditionFailure("not built yet")
    }
}
