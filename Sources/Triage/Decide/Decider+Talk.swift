/// The talk about a call-back, as far as a message may go on with it or begin it.
extension Decider {
    /// What becomes of the talk that is open, or of the call that stands. Nil: the message is not about them.
    func talk(
        _ occasion: Occasion, _ manners: Manners, _ memory: Memory, _ decision: inout Decision
    ) -> Answering? {
        // Whoever was never sent an offer cannot answer one.
        guard manners.mode == .on, !occasion.isPublic, let move = move(occasion, memory, decision) else { return nil }
        if let loop = manners.suspicion(occasion.message, occasion.correspondence, inTalk: true) {
            return .silence(Silence(.loop, loop))
        }
        decision.talk = move.change
        if let answer = move.answer { return .answer(answer) }
        if case .note(let talk) = move.change, talk.state == .handed {
            return .silence(Silence(.over, "a person takes over the talk about a call"))
        }
        return .silence(Silence(.nothingAsked, "they want no call"))
    }

    func move(_ occasion: Occasion, _ memory: Memory, _ decision: Decision) -> TalkMove? {
        let correspondence = occasion.correspondence
        let message = occasion.message
        guard let plan = policy.callBacks, let calendar = callBackCalendar(plan, occasion),
            correspondence.talk != nil || correspondence.callBack != nil
        else { return nil }
        return CallBackTalk.move(
            message, language: spoken(occasion), talk: correspondence.talk, callBack: correspondence.callBack,
            correspondence: correspondence, plan: plan, calendar: calendar, tables: tables,
            customer: occasion.customer, topic: topic(occasion),
            hotCase: hotCase(memory, decision), waitedSince: waitedSince(occasion), now: occasion.now)
    }

    /// The wish to be called at a time, of somebody who was offered nothing yet.
    private func opening(
        _ occasion: Occasion, _ language: String, _ plan: CallBackPlan, _ calendar: BusinessCalendar, _ memory: Memory,
        _ decision: Decision
    ) -> TalkMove? {
        CallBackTalk.opening(
            occasion.message, language: language, correspondence: occasion.correspondence, plan: plan,
            calendar: calendar, tables: tables, customer: occasion.customer, topic: topic(occasion),
            hotCase: hotCase(memory, decision), waitedSince: waitedSince(occasion), now: occasion.now)
    }

    /// A talk that nothing went before begins with an offer.
    private static func begun(_ change: TalkChange) -> TalkChange {
        if case .note(let talk) = change, talk.state == .offered { return .offer(talk) }
        return change
    }

    private func hotCase(_ memory: Memory, _ decision: Decision) -> CaseID? {
        if case .join(let id, _) = decision.caseChange { return id }
        return memory.openCase?.id
    }

    private func waitedSince(_ occasion: Occasion) -> Moment {
        min(occasion.correspondence.waitedSince ?? occasion.message.time, occasion.now)
    }

    /// An acknowledgement of a private message carries the offer of a call. Not that of a hot one: somebody has been
    /// called already. Whoever asks for a call at a time that can be had gets it at once, or is asked for the number:
    /// that says all that the acknowledgement would. Otherwise it offers what comes nearest to what they named.
    func offering(
        _ answering: Answering, _ occasion: Occasion, _ manners: Manners, _ memory: Memory, _ decision: inout Decision
    ) -> Answering {
        guard case .answer(var draft) = answering, !occasion.isPublic,
            draft.kind == .afterHours || draft.kind == .holiday, let plan = policy.callBacks, plan.sells,
            let calendar = callBackCalendar(plan, occasion)
        else { return answering }
        // In a preview nobody is offered anything, so there is no talk.
        let isOn = manners.mode == .on
        if let move = opening(occasion, draft.language, plan, calendar, memory, decision), let answer = move.answer {
            if isOn { decision.talk = Self.begun(move.change) }
            if answer.kind == .callBackBooked || answer.kind == .callBackNumber {
                if isOn { return .answer(answer) }
                draft.facts.slots = [answer.facts.chosen].compactMap(\.self)
            } else {
                (draft.facts.slots, draft.facts.why) = (answer.facts.slots, answer.facts.why)
            }
            draft.facts.slotLength = Int(plan.slot.components.seconds)
            return .answer(draft)
        }
        guard
            let offer = CallBackTalk.offer(
                occasion.message, language: draft.language, correspondence: occasion.correspondence, plan: plan,
                calendar: calendar, tables: tables, customer: occasion.customer, now: occasion.now)
        else { return answering }
        draft.facts.slots = offer.slots
        draft.facts.slotLength = Int(plan.slot.components.seconds)
        if isOn { decision.talk = .offer(offer.talk) }
        return .answer(draft)
    }

    /// Instead of saying nothing twice: whoever asks for a call by itself gets it, and whoever followed the invitation
    /// into private, where they were told all but that we would ring, gets the offer, once.
    func goingOn(
        _ answering: Answering, _ occasion: Occasion, _ manners: Manners, _ memory: Memory, _ decision: inout Decision
    ) -> Answering {
        let correspondence = occasion.correspondence
        guard case .silence(let silence) = answering, silence.code == .saidBefore, manners.mode == .on,
            correspondence.talk == nil, correspondence.callBack == nil, !occasion.isPublic, !occasion.isHot,
            correspondence.acknowledgedToday <= manners.perPerson, !Courtesy.asksNothing(occasion.message),
            manners.suspicion(occasion.message, correspondence) == nil, manners.saidTwice(occasion) == nil,
            let language = manners.language(occasion), let plan = policy.callBacks,
            plan.sells, let calendar = callBackCalendar(plan, occasion)
        else { return answering }
        if let move = opening(occasion, language, plan, calendar, memory, decision), let answer = move.answer {
            decision.talk = Self.begun(move.change)
            return .answer(answer)
        }
        guard correspondence.lastAcknowledgementWasPublic, manners.toldOfDanger(occasion) == nil,
            let offer = CallBackTalk.offer(
                occasion.message, language: language, correspondence: correspondence, plan: plan, calendar: calendar,
                tables: tables, customer: occasion.customer, now: occasion.now)
        else { return answering }
        var facts = manners.facts(occasion)
        facts.slots = offer.slots
        facts.slotLength = Int(plan.slot.components.seconds)
        decision.talk = .offer(offer.talk)
        return .answer(
            AnswerDraft(
                kind: .callBackOffer, language: language, visibility: occasion.message.visibility, facts: facts,
                because: "they follow us into private, where a call can be offered"))
    }

    func callBackCalendar(_ plan: CallBackPlan, _ occasion: Occasion) -> BusinessCalendar? {
        policy.hours?.calendar(
            source: occasion.message.source, language: occasion.verdict?.language, team: plan.team)
    }

    /// In which they wrote; a "2" is in none. Then as the manners choose.
    private func spoken(_ occasion: Occasion) -> String {
        let wishes = [occasion.verdict?.language, occasion.correspondence.talk?.language]
        return wishes.lazy.compactMap(\.self).first { !$0.isEmpty && $0 != "und" }
            ?? policy.manners?.language(occasion) ?? "en"
    }

    /// The beginning of what they wrote about, in a line.
    private func topic(_ occasion: Occasion) -> String {
        let text = occasion.correspondence.topic ?? occasion.message.text
        let words = text.split(whereSeparator: \.isWhitespace).prefix(24).joined(separator: " ")
        return words.count > 120 ? words.prefix(119) + "…" : words
    }
}
