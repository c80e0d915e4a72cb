/// What goes to the customer by itself, or why nothing does: the last part of a decision, once it is known which case
/// the message belongs to.
extension Decider {
    /// Whether anybody is answered by itself where this message was heard: then what went before is recalled.
    package func isAnswered(_ source: SourceName) -> Bool {
        guard let manners = policy.manners else { return false }
        return manners.mode != .off && manners.sources.contains(source)
    }

    /// Nobody is answered, and a call that was agreed before can be called off all the same.
    func mayCallOff(_ message: Message) -> Bool {
        guard let manners = policy.manners, manners.mode == .off, policy.callBacks != nil else { return false }
        return manners.sources.contains(message.source) && !isOwn(message.author) && message.text.utf8.count <= 80
            && StopWords.isCancel(message.text)
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
            if let correspondence = memory.correspondence, mayCallOff(message) {
                let occasion = occasion(decision, message, memory, filteredBy, correspondence, now: now)
                let alone = alone(decision, message, memory, now: now)
                // It is the call that is called off; said again, it means us.
                if calledOff(occasion, memory, &decision) != nil {
                    decision.answering = .silence(
                        Silence(.off, "the call is cancelled as they asked; they are not told"))
                    if let call = correspondence.callBack, let onCall = policy.onCall {
                        decision.notice = LeadNotice(
                            leads: onCall.leads(),
                            words: "The customer called off call-back \(call.id), and nobody is to ring. They are NOT "
                                + "told that it is off: `acknowledge.mode` is off.")
                    }
                    setAside(alone, message, memory, now: now, &decision)
                    return decision
                }
            }
            decision.contact = unaskedContact(message)
            return decision
        }
        guard let correspondence = memory.correspondence else { return decision }
        let occasion = occasion(decision, message, memory, filteredBy, correspondence, now: now)
        let appointed = appointed(occasion, manners, &decision)
        // As if they had not written before: so it is looked at where it only answers what we asked.
        let alone = alone(decision, message, memory, now: now)
        let spoken = alone.map { occasion.judged($0) } ?? occasion
        let ruling = manners.ruling(spoken)
        decision.answerWindow = manners.windowNumber(at: now)
        if let answered = contact(spoken, ruling, manners, memory, &decision) {
            decision.answering = answered
            setAside(alone, message, memory, now: now, &decision)
            return decision
        }
        // A machine that answers for them tells of no danger, whatever stands in the invitation.
        if let appointed, message.author.isAutomatic || !ruling.isDanger {
            decision.answering = appointed
            return decision
        }
        switch ruling {
        case .barred(let silence):
            decision.answering = .silence(silence)
            if silence.code == .never, let answered = calledOff(spoken, memory, &decision) {
                decision.answering = answered
            }
            if silence.isNoContact { setAside(alone, message, memory, now: now, &decision) }
        case .unwanted(let silence):
            decision.answering = .silence(silence)
            if let answered = calledOff(spoken, memory, &decision) {
                decision.answering = answered
                setAside(alone, message, memory, now: now, &decision)
            }
        case .danger(let draft): decision.answering = .answer(draft)
        case .otherwise(let answering):
            var agreed = decision
            if let answered = talk(spoken, manners, memory, &agreed) {
                if let twice = manners.saidTwice(spoken) {
                    decision.answering = .silence(twice)
                } else if answered.isPuzzled, let told = manners.toldOfDanger(spoken) {
                    // Whoever stands beside a fire is not asked for a day and a time.
                    decision.answering = .silence(told)
                } else {
                    decision = agreed
                    decision.answering = commanded(answered, decision.talk)
                }
                // What was not understood may have been about anything.
                if !decision.answering.isPuzzled { setAside(alone, message, memory, now: now, &decision) }
            } else if case .silence(let silence) = answering, silence.isNoContact {
                decision.answering = answering
                setAside(alone, message, memory, now: now, &decision)
            } else {
                let answering = alone == nil ? answering : manners.answering(occasion)
                let offering = offering(answering, occasion, manners, memory, &decision)
                decision.answering = goingOn(offering, occasion, manners, memory, &decision)
            }
        }
        return decision
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

    func isOwn(_ author: Message.Author) -> Bool { author.isOwn || policy.own.contains(author.handle) }

    func isAgent(_ author: Message.Author, _ customer: Customer?) -> Bool {
        policy.agents.contains(author.handle) || customer?.isTagged("agent") == true
    }
}

extension Answering {
    /// We ask back, since their words were not understood.
    fileprivate var isPuzzled: Bool {
        if case .answer(let draft) = self { draft.facts.why == .notUnderstood } else { false }
    }
}
