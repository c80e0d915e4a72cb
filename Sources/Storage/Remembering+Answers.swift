import Triage

extension Remembering {
    /// What goes to the customer by itself: recalled and decided once it is known which case the message belongs to,
    /// and only where somebody is answered so.
    func answered(_ decision: Decision, _ message: Message, _ asks: Asks, _ memory: Memory) throws -> Decision {
        switch decision.disposition {
        case .duplicate, .quarantined: return decision
        case .filtered(let rule) where rule.hasPrefix("("): return decision
        case .stored, .filtered: break
        }
        guard asks.wantsCorrespondence else { return thinking.answer(decision, message, memory, now) }
        var memory = memory
        memory.correspondence = asks.isOwn ? Correspondence() : try correspondence(decision, message, asks, memory)
        return thinking.answer(decision, message, memory, now)
    }

    private func correspondence(
        _ decision: Decision, _ message: Message, _ asks: Asks, _ memory: Memory
    ) throws -> Correspondence {
        var conversation: ConversationID?
        if case .join(let id) = decision.conversation { conversation = id }
        var hotCase: CaseID?
        if case .join(let id, _) = decision.caseChange { hotCase = id }
        return try StoredCorrespondence(
            handle: message.author.handle, customer: memory.customer, conversation: conversation, hotCase: hotCase,
            identity: message.identity, source: message.source, time: min(message.time, now),
            countsPreviews: asks.isPreview, callBackSlot: asks.callBackSlot, appointment: asks.appointment
        ).recall(now: now, transaction)
    }

    /// Makes true what was decided to be said, and what they said of being written to. The silence stands in the
    /// message's own row already.
    func write(
        answersOf decision: Decision, _ message: Message, id: MessageID, conversation: ConversationID?,
        hotCase: CaseID?
    ) throws {
        switch decision.contact {
        case .optOut(let words, let isFreeForm):
            try StoredOptOut.write(
                StoredOptOut(
                    handle: message.author.handle, at: now, words: words, message: id, isFreeForm: isFreeForm),
                transaction)
        case .optIn:
            let customer = try hasCustomers() ? StoredCustomer.with(message.author.handle, transaction) : nil
            _ = try StoredOptOut.end(message.author.handle, customer, at: now, transaction)
        case nil: break
        }
        var written = StoredTalk.Written()
        // What was filtered has no conversation, and can still call off a call.
        if let change = decision.talk, let conversation = conversation ?? change.callBack?.conversation {
            written = try StoredTalk.write(
                change, conversation: conversation, because: message.appointment == nil ? "" : "by their calendar",
                at: now, transaction)
        }
        if let bounce = message.bounce { try StoredAnswer.write(bounce, at: now, transaction) }
        for lead in decision.notice?.leads ?? [] {
            let draft = PageDraft(
                hotCase: nil, person: lead.name, reach: lead.reach, why: .notice, words: decision.notice?.words ?? "")
            _ = try StoredPage.write(draft, patience: OnCall.Patience(), now: now, transaction)
        }
        if let remark = decision.remark { try StoredCallBack.write(remark, at: now, transaction) }
        guard case .answer(var draft) = decision.answering else { return }
        draft.facts.talk = written.talk ?? draft.facts.talk
        draft.facts.callBack = written.callBack ?? draft.facts.callBack
        if draft.facts.reference.isEmpty, !draft.facts.offersPrivateWay {
            draft.facts.reference = try reference(decision, conversation, hotCase)
        }
        let place = AnswerPlace(
            source: message.source, handle: message.author.handle, conversation: conversation, message: id,
            hotCase: hotCase, callBack: draft.facts.callBack)
        // Of acknowledgements a second one cannot even be inserted, whoever decided it.
        let key =
            if let conversation, draft.kind.isAcknowledgement {
                "ack.\(conversation.rawValue).\(decision.answerWindow)"
                    + (draft.facts.isDanger == true ? ".danger" : "")
            } else {
                "ack.\(id.rawValue).\(draft.kind.rawValue)"
            }
        if try StoredAnswer.write(draft, at: place, key: key, now: now, transaction) == nil {
            try transaction.run(
                "UPDATE message SET silence = ?2 WHERE id = ?1",
                [.integer(id.rawValue), .text(Silence(.saidBefore, "or withdrawn, in this window").stored)])
        }
    }

    /// How the customer may name it: the case's number, else that of the newest ticket of the conversation.
    private func reference(_ decision: Decision, _ conversation: ConversationID?, _ hotCase: CaseID?) throws -> String {
        // A bare number could be taken for one of the times that are offered.
        if let hotCase { return "C\(hotCase.rawValue)" }
        var messageID = decision.ticket?.messageID
        if messageID == nil, let conversation {
            let row = try transaction.row(
                "SELECT coalesce(last_ticket, first_ticket, '') FROM conversation WHERE id = ?1",
                [.integer(conversation.rawValue)])
            messageID = try row?.text(0)
        }
        guard let messageID, !messageID.isEmpty,
            let row = try transaction.row(
                "SELECT id FROM errand WHERE idempotency_key = ?1", [.text(Value.key(messageID))])
        else { return "" }
        return "T\(try row.integer(0))"
    }
}
