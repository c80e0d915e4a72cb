/// What must be recalled of one spike that a message may count for.
package struct SpikeAsk: Hashable, Sendable {
    package var spike: Spike
    /// Which of its keys: empty for the brand, else a source, channel, language or handle.
    package var key: String
    package var time: Moment
    /// The author's or the message's own; of a conversation it is known when that is.
    package var handle: Handle
    package var identity: String

    /// The minute that the message counts in: that of its time, and of its arrival where its time lies in the
    /// future.
    package func minute(now: Moment) -> Int64 { SpikeHistory.minute(of: min(time, now)) }

    /// - Parameter conversation: nil where the message starts one, of which nothing was counted yet.
    package func member(conversation: ConversationID?) -> UInt64? {
        switch spike.unit {
        case .messages: nil
        case .authors: Self.member("author", handle.description)
        case .conversations:
            if let conversation {
                Self.member("conversation", "\(conversation.rawValue)")
            } else {
                Self.member("message", identity)
            }
        }
    }

    /// A digest, so that nobody can choose a name that is taken for another's.
    private static func member(_ kind: String, _ name: String) -> UInt64 {
        var digest = Digest()
        digest.add(kind)
        digest.add(name)
        return UInt64(digest.hex(8), radix: 16) ?? 0
    }
}

/// What was recalled for it.
package struct SpikeMemory: Hashable, Sendable {
    /// An earlier revision of the message was counted.
    package var isCounted: Bool
    package var history: SpikeHistory
    /// Of this key, where their windows end near the message.
    package var firings: [SpikeFiring]
    /// The case of its newest firing, where that is still open.
    package var openCase: CaseID?

    package init(
        isCounted: Bool = false, history: SpikeHistory = SpikeHistory(), firings: [SpikeFiring] = [],
        openCase: CaseID? = nil
    ) {
        self.isCounted = isCounted
        self.history = history
        self.firings = firings
        self.openCase = openCase
    }
}

/// That a spike fired.
package struct SpikeFiring: Hashable, Sendable {
    package var state: State
    /// The last minute of its window, since 1970.
    package var end: Int64
    package var count: Int
    package var isEstimate: Bool
    package var usual: Double?
    package var hotCase: CaseID?

    package enum State: String, Hashable, Sendable, CaseIterable {
        case live
        /// Its author only watches it.
        case shadow
        /// Late messages made it, when it was over.
        case past
    }

    package init(
        state: State, end: Int64, count: Int, isEstimate: Bool = false, usual: Double? = nil, hotCase: CaseID? = nil
    ) {
        self.state = state
        self.end = end
        self.count = count
        self.isEstimate = isEstimate
        self.usual = usual
        self.hotCase = hotCase
    }
}

/// What a message adds to a spike.
package struct SpikeChange: Hashable, Sendable {
    package var ask: SpikeAsk
    /// Because of this message.
    package var firing: SpikeFiring?
    /// The spike's own case; the message's is another matter.
    package var caseChange: CaseChange

    package init(ask: SpikeAsk, firing: SpikeFiring? = nil, caseChange: CaseChange = .none) {
        self.ask = ask
        self.firing = firing
        self.caseChange = caseChange
    }
}
