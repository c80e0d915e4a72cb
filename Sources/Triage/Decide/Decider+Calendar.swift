/// A customer's calendar answers the invitation of their call.
extension Decider {
    /// The `uid` whose call is recalled: where the author answers for themselves. An invitation that was forwarded is
    /// answered by somebody else, which changes nothing.
    func appointment(_ message: Message, _ asks: Asks) -> String? {
        guard asks.wantsCorrespondence, asks.callBackSlot != nil, !asks.isOwn, let reply = message.appointment,
            let attendee = Handle(.email, reply.attendee), attendee == message.author.handle
        else { return nil }
        return reply.uid
    }

    /// What becomes of their call. Nil: it is no answer to a call of theirs, or says nothing that can be done.
    func appointed(_ occasion: Occasion, _ manners: Manners, _ decision: inout Decision) -> Answering? {
        guard let reply = occasion.message.appointment, policy.callBacks != nil, !occasion.isOwn, !occasion.isAgent,
            !occasion.isEdit
        else { return nil }
        guard let call = occasion.correspondence.appointment else {
            decision.note = "its calendar answers no invitation to a call of theirs"
            return nil
        }
        let said = CalendarTurn.reading(reply, of: call, zone: tables.zone)
        switch said {
        case .noted(let what, let words):
            decision.remark = CallBackRemark(call, what, words)
            return .silence(Silence(.nothingAsked, words))
        case .stale(let words):
            decision.remark = CallBackRemark(call, "calendar", words)
            return .silence(Silence(.over, words))
        case .unread(let words):
            decision.remark = CallBackRemark(call, "calendar", words)
            decision.note = words
            return nil
        case .calledOff:
            guard let move = move(said, call, occasion, decision) else { return nil }
            // Whoever is not written to any more can still call off their call; nothing is said.
            decision.talk = move.change
            if let silence = unsaid(occasion, manners) { return .silence(silence) }
            return commanded(answering(move), move.change)
        case .wishes(let start):
            // What could not be told must not be moved.
            var hindrance = unsaid(occasion, manners)
            if hindrance == nil, manners.mode != .on { hindrance = Silence(.off, "a preview moves no call") }
            if hindrance == nil, call.sequence >= CalendarTurn.mostMoves {
                hindrance = Silence(.loop, "the call was moved \(call.sequence) times")
            }
            if hindrance == nil {
                // What it writes beside its answer are our own words, those of the invitation.
                var message = occasion.message
                message.text = ""
                hindrance = manners.suspicion(message, occasion.correspondence).map { Silence(.loop, $0) }
            }
            let words = "their calendar asks for \(start.rfc3339)"
            if let hindrance {
                decision.remark = CallBackRemark(call, "calendar", words)
                decision.note = "\(words), and a person has to see to it"
                return .silence(hindrance)
            }
            guard let move = move(said, call, occasion, decision) else { return nil }
            decision.talk = move.change
            guard move.answer != nil else {
                decision.note = "\(words), and a person has to see to it"
                return .silence(Silence(.over, "a person takes over the talk about a call"))
            }
            return answering(move)
        }
    }

    /// What forbids to say anything. That a calendar wrote it is no reason: its owner decided, and was invited by us.
    private func unsaid(_ occasion: Occasion, _ manners: Manners) -> Silence? {
        var occasion = occasion
        occasion.message.author.isAutomatic = false
        return manners.impediment(occasion) ?? manners.unwanted(occasion)
    }

    private func answering(_ move: TalkMove) -> Answering {
        guard var answer = move.answer else { return .silence(Silence(.nothingAsked)) }
        answer.facts.answersCalendar = true
        return .answer(answer)
    }

    private func move(
        _ said: CalendarTurn, _ call: CallBack, _ occasion: Occasion, _ decision: Decision
    ) -> TalkMove? {
        guard let plan = policy.callBacks, let calendar = callBackCalendar(plan, occasion) else { return nil }
        var correspondence = occasion.correspondence
        // A talk of another conversation is none about this call.
        if call.conversation.map({ decision.conversation == .join($0) }) != true { correspondence.talk = nil }
        var hotCase = call.hotCase
        if case .join(let id, _) = decision.caseChange { hotCase = id }
        return CallBackTalk.move(
            said, of: call, occasion.message, correspondence: correspondence, plan: plan, calendar: calendar,
            tables: tables, customer: occasion.customer, topic: call.topic, hotCase: hotCase,
            waitedSince: call.waitedSince, now: occasion.now)
    }
}
