/// What the rules that may come true want to have recalled beyond the message and its customer: known
/// from the evidence, so that memory nobody asks about costs no query.
package struct Needs: Hashable, Sendable {
    /// The longest window, in seconds before the message's time, in which contacts are counted; nil where
    /// nobody counts them.
    package var contactsWithin: Int?
    /// Since when the conversation waits for an answer.
    package var wantsUnanswered: Bool
    /// How many cases of the person are open.
    package var wantsOpenCases: Bool

    package static let nothing = Needs()

    package init(contactsWithin: Int? = nil, wantsUnanswered: Bool = false, wantsOpenCases: Bool = false) {
        self.contactsWithin = contactsWithin
        self.wantsUnanswered = wantsUnanswered
        self.wantsOpenCases = wantsOpenCases
    }

    /// What either wants.
    package mutating func formUnion(_ other: Needs) {
        if let window = other.contactsWithin { contactsWithin = max(contactsWithin ?? 0, window) }
        wantsUnanswered = wantsUnanswered || other.wantsUnanswered
        wantsOpenCases = wantsOpenCases || other.wantsOpenCases
    }
}

extension FieldTest {
    var needs: Needs {
        switch self {
        case .contacts(_, _, let window): Needs(contactsWithin: window)
        case .unanswered: Needs(wantsUnanswered: true)
        case .openCases: Needs(wantsOpenCases: true)
        case .sentimentIs, .sentiment, .complaint, .channel, .source, .language, .tier, .customerLanguage,
            .customerValue, .customerTag, .followers, .handle, .authorAge, .authorIsVerified, .authorIsOwn,
            .authorIsPress, .authorIsAgent, .hours, .form, .question, .link, .image:
            .nothing
        }
    }
}

extension RuleSet {
    /// What the rules want recalled that this message may still make true, as far as it shows by itself: a
    /// recall costs a message more than judging it.
    package func needs(of evidence: Evidence, _ message: Message) -> Needs {
        // Evidence of other rules is judged again when it is concluded: any rule may be a candidate.
        guard evidence.ruleSet == hash else { return bench.compiled.needs }
        guard bench.compiled.needs != .nothing else { return .nothing }
        return needs(ofCandidates: evidence, message)
    }
}
