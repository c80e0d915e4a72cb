/// STOP, START and HELP, a stop of calls, and what somebody who is not written to any more may still command.
extension Decider {
    /// Heard before anything else is asked. Nil: the message says nothing of the kind.
    func contact(
        _ occasion: Occasion, _ ruling: Ruling, _ manners: Manners, _ memory: Memory, _ decision: inout Decision
    ) -> Answering? {
        let message = occasion.message
        let correspondence = occasion.correspondence
        guard !occasion.isOwn, !occasion.isAgent, message.form != .repost else { return nil }
        // It is the call that is called off; said again, it means us.
        if let callBack = correspondence.callBack, callBack.state.stands, StopWords.isCancel(message.text) {
            return nil
        }
        let said = StopWords.wish(message, isOptedOut: correspondence.optedOut != nil)
        let ofCalls = said.map(\.isFreeFormStop) ?? true ? StopOfCalls.reading(message) : nil
        if ofCalls == .callsOnly, said == nil {
            return message.author.isAutomatic ? nil : noCalls(occasion, ruling, manners, &decision)
        }
        guard let wish = said ?? ofCalls.map({ _ in .stop(isFreeForm: true) }) else { return nil }
        if let twice = manners.saidTwice(occasion) { return .silence(twice) }
        let kind: AnswerKind
        let because: String
        var facts = manners.facts(occasion)
        switch wish {
        case .stop(let isFreeForm):
            if isFreeForm, message.author.isAutomatic { return nil }
            if ofCalls != nil, let change = endOfCalls(occasion) {
                decision.talk = change
                facts.why = .noCalls
            }
            if let optOut = correspondence.optedOut {
                if case .cancel(let call, _) = decision.talk { return told(of: call, occasion, ruling, manners) }
                return .silence(Silence(.optedOut, "\(Silence.saidAgain); \(optOut.inWords)"))
            }
            decision.contact = .optOut(words: Self.words(message), isFreeForm: isFreeForm)
            if decision.talk == nil, !occasion.isPublic { tellOfStanding(occasion, &facts) }
            kind = .optedOut
            because =
                ofCalls != nil
                ? "they want nobody to ring"
                : isFreeForm ? "they asked in their own words" : "they said stop"
        case .start:
            decision.contact = .optIn
            (kind, because) = (.optedIn, "they said start")
        case .help:
            // In need of more than an address.
            if occasion.isHot { return nil }
            (kind, because) = (.help, "they asked for help")
        }
        if case .barred(let silence) = ruling { return .silence(silence) }
        if let loop = manners.suspicion(message, correspondence) { return .silence(Silence(.loop, loop)) }
        guard let language = manners.language(occasion, ofAgreedWord: wish != .stop(isFreeForm: true)) else {
            return .silence(Silence(.noWords))
        }
        if let status = occasion.calendar?.status(at: occasion.now), !status.isOpen {
            facts.opening = status.nextOpening
        }
        return .answer(
            AnswerDraft(kind: kind, language: language, visibility: message.visibility, facts: facts, because: because))
    }

    /// Whoever says stop may still want the call that they booked: that it stands is said to them, and how it is called
    /// off.
    private func tellOfStanding(_ occasion: Occasion, _ facts: inout AnswerFacts) {
        guard let call = occasion.correspondence.callBack, call.state.stands else { return }
        facts.chosen = call.start
        facts.callBack = call.id == 0 ? nil : call.id
        facts.numberEnd = String(call.number.suffix(3))
        facts.zone = call.zone
        facts.isTheirZone = occasion.theirZone?.name == call.zone
        if let plan = policy.callBacks { facts.slotLength = Int(plan.slot.components.seconds) }
    }

    /// Nobody is to ring: the call that stands is cancelled, the talk about one declined. Nil: there is neither.
    private func endOfCalls(_ occasion: Occasion) -> TalkChange? {
        let correspondence = occasion.correspondence
        var over = correspondence.talk
        over?.state = .declined
        over?.chosen = nil
        over?.asked = 0
        let ended = correspondence.talk?.state.isOpen == true ? over : nil
        if let call = correspondence.callBack, call.state.stands { return .cancel(call, ended) }
        return ended.map { .note($0) }
    }

    /// They want to be written to instead: no stop of anything but the call.
    private func noCalls(
        _ occasion: Occasion, _ ruling: Ruling, _ manners: Manners, _ decision: inout Decision
    ) -> Answering? {
        guard let change = endOfCalls(occasion) else { return nil }
        decision.talk = change
        if case .cancel(let call, _) = change { return told(of: call, occasion, ruling, manners) }
        if case .barred(let silence) = ruling { return .silence(silence) }
        return .silence(Silence(.over, "they want no call; a person answers in writing"))
    }

    /// Their own command about their own call was carried out.
    private func told(
        of call: CallBack, _ occasion: Occasion, _ ruling: Ruling, _ manners: Manners
    ) -> Answering {
        if case .barred(let silence) = ruling { return .silence(silence) }
        guard let plan = policy.callBacks, let language = manners.language(occasion) else {
            return .silence(Silence(.noWords))
        }
        var draft = call.answer(.callBackCancelled, plan: plan, because: "cancelled as they asked") {
            $0.isTheirZone = occasion.theirZone?.name == call.zone
            $0.isCommanded = true
        }
        draft.language = language
        return .answer(draft)
    }

    /// Somebody who is not written to any more can still call off their call, and is told so: once, since then none
    /// stands. Nil: they said nothing of the kind.
    func calledOff(_ occasion: Occasion, _ memory: Memory, _ decision: inout Decision) -> Answering? {
        guard occasion.correspondence.callBack?.state.stands == true, let move = move(occasion, memory, decision),
            case .cancel = move.change, let draft = move.answer
        else { return nil }
        decision.talk = move.change
        return commanded(.answer(draft), move.change)
    }

    /// What tells of a call that its customer has just called off goes to them even where a stop came in between.
    func commanded(_ answering: Answering, _ change: TalkChange?) -> Answering {
        guard case .cancel = change, case .answer(var draft) = answering, draft.kind == .callBackCancelled else {
            return answering
        }
        draft.facts.isCommanded = true
        return .answer(draft)
    }

    /// The same where nothing is recalled: only the agreed words, and only of a person.
    func unaskedContact(_ message: Message) -> ContactChange? {
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
}

extension StopWords.Wish {
    fileprivate var isFreeFormStop: Bool { self == .stop(isFreeForm: true) }
}
