/// What goes to the customer by itself, or why nothing does: the last part of a decision, once it is known which case
/// the message belongs to.
extension Decider {
    /// Whether anybody is answered by itself where this message was heard: then what went before is recalled.
    package func isAnswered(_ source: SourceName) -> Bool {
        guard let manners = policy.manners else { return false }
        return manners.mode != .off && manners.sources.contains(source)
    }

    /// - Parameter memory: its correspondence was recalled; where it was not, nobody is asked.
    package func answer(_ decision: Decision, _ message: Message, _ memory: Memory, now: Moment) -> Decision {
        guard let manners = policy.manners, manners.sources.contains(message.source) else { return decision }
        var filteredBy: String?
        switch decision.disposition {
        case .duplicate, .quarantined: return decision
        case .filtered(let rule):
            // Earshot's own reasons, in brackets: it was never wanted, or answers a page.
            if rule.hasPrefix("(") { return decision }
            filteredBy = rule
        case .stored: break
        }
        var decision = decision
        guard manners.mode != .off else {
            // Nothing is sent, and whoever says stop is remembered for the day on which something is.
            decision.contact = unaskedContact(message)
            return decision
        }
        guard let correspondence = memory.correspondence else { return decision }
        let occasion = occasion(decision, message, memory, filteredBy, correspondence, now: now)
        if let answered = contact(occasion, manners, &decision) {
            decision.answering = answered
        } else if let silence = manners.impediment(occasion) ?? manners.unwanted(occasion) {
            decision.answering = .silence(silence)
            callOff(occasion, memory, &decision)
        } else if !isDangerAfterHours(occasion, manners), let answered = talk(occasion, manners, memory, &decision) {
            decision.answering = answered
        } else {
            let answering = offering(manners.answering(occasion), occasion, manners, memory, &decision)
            decision.answering = goingOn(answering, occasion, manners, memory, &decision)
            decision.answerWindow = manners.windowNumber(at: now)
        }
        return decision
    }

    /// Danger goes before any talk about a call.
    private func isDangerAfterHours(_ occasion: Occasion, _ manners: Manners) -> Bool {
        manners.mustTell(occasion) && occasion.calendar?.status(at: occasion.now).isOpen == false
    }

    func occasion(
        _ decision: Decision, _ message: Message, _ memory: Memory, _ filteredBy: String?,
        _ correspondence: Correspondence, now: Moment
    ) -> Occasion {
        let verdict = decision.verdict
        var isEdit = false
        if case .earlierRevision = memory.known { isEdit = true }
        let customer = memory.customer
        let reason = verdict?.reasons.first
        let team = reason.flatMap { [$0.skill, $0.owner].first { !$0.isEmpty } }
        return Occasion(
            message, verdict: verdict, isHot: verdict?.isHot ?? false, filteredBy: filteredBy,
            isOwn: isOwn(message.author), isAgent: isAgent(message.author, customer), isEdit: isEdit,
            callsSomebody: policy.onCall.map { !$0.escalation.isEmpty } ?? false, customer: customer,
            correspondence: correspondence,
            calendar: policy.hours?.calendar(source: message.source, language: verdict?.language, team: team),
            theirZone: customer.flatMap { $0.timeZone.isEmpty ? nil : tables.zone($0.timeZone) }, now: now)
    }

    /// STOP, START and HELP are heard before anything else is asked. Nil: the message says nothing of the kind.
    private func contact(_ occasion: Occasion, _ manners: Manners, _ decision: inout Decision) -> Answering? {
        let message = occasion.message
        let correspondence = occasion.correspondence
        guard !occasion.isOwn, !occasion.isAgent, message.form != .repost else { return nil }
        // It is the call that is called off; said again, it means us.
        if let callBack = correspondence.callBack, callBack.state.stands, StopWords.isCancel(message.text) {
            return nil
        }
        guard let wish = StopWords.wish(message, isOptedOut: correspondence.optedOut != nil) else { return nil }
        let kind: AnswerKind
        let because: String
        switch wish {
        case .stop(let isFreeForm):
            if isFreeForm, message.author.isAutomatic { return nil }
            if let optOut = correspondence.optedOut { return .silence(Silence(.optedOut, optOut.inWords)) }
            decision.contact = .optOut(words: Self.words(message), isFreeForm: isFreeForm)
            (kind, because) = (.optedOut, isFreeForm ? "they asked in their own words" : "they said stop")
        case .start:
            decision.contact = .optIn
            (kind, because) = (.optedIn, "they said start")
        case .help:
            // In need of more than an address.
            if occasion.isHot { return nil }
            (kind, because) = (.help, "they asked for help")
        }
        if let silence = manners.impediment(occasion) { return .silence(silence) }
        if let loop = manners.suspicion(message, correspondence) { return .silence(Silence(.loop, loop)) }
        guard let language = manners.language(occasion, ofAgreedWord: wish != .stop(isFreeForm: true)) else {
            return .silence(Silence(.noWords))
        }
        var facts = manners.facts(occasion)
        if let status = occasion.calendar?.status(at: occasion.now), !status.isOpen {
            facts.opening = status.nextOpening
        }
        return .answer(
            AnswerDraft(kind: kind, language: language, visibility: message.visibility, facts: facts, because: because))
    }

    /// The same where nothing is recalled: only the agreed words, and only of a person.
    private func unaskedContact(_ message: Message) -> ContactChange? {
        guard !isOwn(message.author), message.form != .repost, message.text.utf8.count <= 80 else { return nil }
        switch StopWords.wish(message, isOptedOut: true) {
        case .stop(false): return .optOut(words: Self.words(message), isFreeForm: false)
        // A bare yes may answer anything.
        case .start where !StopWords.isYes(message.text): return .optIn
        case .stop, .start, .help, nil: return nil
        }
    }

    private static func words(_ message: Message) -> String {
        let words = message.text.isEmpty ? message.subject : message.text
        return String(words.split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(200))
    }

    func isOwn(_ author: Message.Author) -> Bool { author.isOwn || policy.own.contains(author.handle) }

    func isAgent(_ author: Message.Author, _ customer: Customer?) -> Bool {
        policy.agents.contains(author.handle) || customer?.isTagged("agent") == true
    }
}
