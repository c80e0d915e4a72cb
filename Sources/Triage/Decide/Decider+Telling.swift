/// How a known incident goes, told to somebody who wrote about it.
extension Decider {
    /// Whether the author of a message is told, and in which language; nothing is sent that the gate would not let
    /// out as an acknowledgement, but for the hour: news are worth having when somebody is there too, and days later.
    ///
    /// - Parameters:
    ///   - words: as whoever works on the incident said them.
    ///   - correspondence: recalled now; nothing of call-backs is needed.
    package func telling(
        _ words: String, to message: Message, verdict: Verdict?, customer: Customer?, correspondence: Correspondence,
        because: String, now: Moment
    ) -> Answering {
        guard let manners = policy.manners, manners.mode != .off else { return .silence(Silence(.off)) }
        guard manners.sources.contains(message.source) else {
            return .silence(Silence(.off, "the source \(message.source) is not answered"))
        }
        let occasion = occasion(
            Decision(disposition: .stored, verdict: verdict), message, Memory(customer: customer), nil, correspondence,
            now: now)
        if let silence = manners.bar(occasion) ?? manners.unwanted(occasion) { return .silence(silence) }
        guard let language = manners.language(occasion) else { return .silence(Silence(.noWords)) }
        var facts = manners.facts(occasion)
        facts.status = words
        return .answer(
            AnswerDraft(
                kind: .status, language: language, visibility: message.visibility, facts: facts, because: because))
    }
}
