/// Why nothing is sent. The code is what tests and counts go by; the words are for people.
package struct Silence: Hashable, Sendable {
    package var code: Code
    /// What is particular of it: `Precedence: bulk`, `since 2026-11-01 STOP`. Perhaps empty, at most 200 characters.
    package var detail: String

    package init(_ code: Code, _ detail: String = "") {
        self.code = code
        self.detail = detail
    }

    /// `automatic: Precedence: bulk`, as it is stored.
    package var written: String { detail.isEmpty ? code.rawValue : "\(code.rawValue): \(detail)" }

    /// In the order in which they are asked: the first that holds is told.
    package enum Code: String, Hashable, Sendable, Codable, CaseIterable {
        /// The channel has no way to answer.
        case noWay = "no-way"
        case own
        /// One of the brand's people, writing for themselves.
        case agent
        /// A machine wrote it.
        case automatic
        /// Not addressed to us: a list, a copy.
        case notToUs = "not-to-us"
        case filtered
        /// It fires a rule whose messages are never answered by themselves: a threat, a death, a newsroom.
        case never
        /// A repost: its author asked nothing.
        case repost
        /// An edit of what was answered already.
        case edited
        /// What was written so long ago is answered by a person or not at all.
        case late
        case optedOut = "opted-out"
        /// The CRM says that they do not want it.
        case noConsent = "no-consent"
        /// Two machines seem to talk to each other.
        case loop
        /// Thanks, an emoji: nothing to answer.
        case nothingAsked = "nothing-asked"
        /// Somebody is there, and will answer.
        case open
        /// The calendar never opens, and nothing can be promised.
        case neverOpens = "never-opens"
        /// A person or the brand has answered since.
        case answered
        /// Once per conversation and window; and what they said twice in a row is answered once.
        case saidBefore = "said-before"
        case personCap = "person-cap"
        case domainCap = "domain-cap"
        /// Quiet hours where the customer is.
        case quiet
        /// A hot case is not acknowledged, as the brand wants it.
        case hot
        /// No template says it in any language.
        case noWords = "no-words"
        /// What it was for is over: withdrawn before it was sent.
        case over
        /// The message was deleted by its author.
        case deleted
        case off
    }
}

extension Silence {
    /// They said twice in a row, and were answered the first time: `the same words at 2026-11-22 23:10Z`.
    static let sameWords = "the same words at"
    /// A stop that holds was said once more.
    static let saidAgain = "said again"

    /// A message over which this silence was kept was no contact about their trouble: it answered our own question, or
    /// nobody wrote it, or it asked nothing.
    package var isNoContact: Bool {
        switch code {
        // Of a message, `over` says that a person takes over the talk that it belongs to.
        case .nothingAsked, .automatic, .over: true
        case .saidBefore: detail.hasPrefix(Self.sameWords)
        case .optedOut: detail.hasPrefix(Self.saidAgain)
        case .noWay, .own, .agent, .notToUs, .filtered, .never, .repost, .edited, .late, .noConsent, .loop, .open,
            .neverOpens, .answered, .personCap, .domainCap, .quiet, .hot, .noWords, .deleted, .off:
            false
        }
    }
}

/// What the gate decided of one message, or of one errand.
package enum Answering: Hashable, Sendable {
    /// Nobody is asked: answers are off, or not for this source.
    case notAsked
    case silence(Silence)
    case answer(AnswerDraft)
}
