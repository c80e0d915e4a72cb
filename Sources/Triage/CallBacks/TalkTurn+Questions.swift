/// What is asked back, and what else is offered.
extension TalkTurn {
    func unclear(_ why: TimeReply.Unclear, _ reading: TimeReading, _ talk: inout Talk) -> TalkMove? {
        let offered = talk.offered.isEmpty ? slots.next() : talk.offered
        switch why {
        case .nothing:
            // Whatever else they tell is for the gate, and for a person.
            guard !reading.tellsStory, (reading.length ?? message.text.count) <= CallBackTalk.longestMumble else {
                return nil
            }
            if talk.state == .needsNumber { return askNumber(.needsNumber, &talk, "there is no number in it") }
            if talk.state == .checksNumber {
                return askNumber(.doubtfulNumber, &talk, "neither yes nor a number", state: .checksNumber)
            }
            return ask(.notUnderstood, offered, &talk, "there is no time in it")
        case .ambiguous(let texts): return ambiguous(texts, &talk)
        case .past: return offer(slots.next(), .past, &talk, "they named a time that is over")
        case .tooFar: return offer(slots.next(), .tooFar, &talk, "they named a time too far ahead")
        case .impossible: return ask(.notUnderstood, offered, &talk, "they named a time that does not exist")
        case .tooMuch: return ask(.notUnderstood, offered, &talk, "they named more times than could be meant")
        }
    }

    /// Two readings are said back; those of them that are free can be chosen.
    func ambiguous(_ texts: [String], _ talk: inout Talk) -> TalkMove? {
        var readings: [Moment] = []
        for text in texts.prefix(4) {
            var moment: Moment?
            if let place = Int(text) {
                if place >= 1, place <= talk.offered.count { moment = talk.offered[place - 1] }
            } else if text.utf8.count == 10, let day = WallClock(written: text + " 00:00") {
                // A day without an hour stands for its first time that is free.
                let (from, until) = (day, WallClock(seconds: day.seconds + 86_400))
                moment =
                    slots.free(
                        from: Moment(seconds: zone.placement(of: from).first),
                        until: Moment(seconds: zone.placement(of: until).first), count: 1
                    ).first
            } else if let clock = WallClock(written: text) {
                moment = Moment(seconds: zone.placement(of: clock).first)
            }
            if let moment, !readings.contains(moment) { readings.append(moment) }
        }
        let free = readings.filter { slots.state(of: $0) == .free }
        let shown = free.isEmpty ? slots.nearest(to: readings.first ?? now) : free
        return ask(.ambiguous, shown, &talk, "it can mean several times", readings: readings)
    }

    /// "Do you mean …?": a yes takes it, and what was offered before stands beside it.
    func confirmation(of start: Moment, _ offered: [Moment], _ talk: inout Talk) -> TalkMove {
        question(
            .callBackAsk, .ambiguous, offered, &talk, "named, and not surely chosen", readings: [start], chosen: start)
    }

    func ask(
        _ why: AnswerFacts.Why, _ offered: [Moment], _ talk: inout Talk, _ because: String, readings: [Moment] = []
    ) -> TalkMove {
        // Nothing that could be said back: then the question is open.
        let isOpen = why == .ambiguous && readings.isEmpty
        return question(.callBackAsk, isOpen ? .notUnderstood : why, offered, &talk, because, readings: readings)
    }

    /// - Parameter isProgress: they named times that could be read, or turned down ours: nothing was unclear.
    func offer(
        _ offered: [Moment], _ why: AnswerFacts.Why?, _ talk: inout Talk, _ because: String, isProgress: Bool = false
    ) -> TalkMove {
        question(.callBackOffer, why, offered, &talk, because, isProgress: isProgress)
    }

    /// Times to choose from. Where nothing at all is free, a person takes over.
    func question(
        _ kind: AnswerKind, _ why: AnswerFacts.Why?, _ offered: [Moment], _ talk: inout Talk, _ because: String,
        readings: [Moment] = [], chosen: Moment? = nil, isProgress: Bool = false
    ) -> TalkMove {
        if !isProgress { talk.asked += 1 }
        // What was offered a while ago may be over by now, or gone.
        var offered = offered.filter { slots.state(of: $0) == .free || $0 == standing?.start }
        if offered.isEmpty { offered = slots.next() }
        guard talk.asked <= CallBackTalk.mostQuestions, !offered.isEmpty else { return handed(talk) }
        if talk.state == .checksNumber { talk.number = "" }
        (talk.state, talk.chosen, talk.offered) = (.offered, chosen, offered)
        talk.expires = now + plan.offerStands
        return TalkMove(
            change: kind == .callBackOffer ? .offer(talk) : .note(talk),
            answer: answer(kind, talk, because) {
                $0.slots = offered
                $0.why = why
                $0.readings = readings
            })
    }

    func askNumber(
        _ why: AnswerFacts.Why, _ talk: inout Talk, _ because: String, state: Talk.State = .needsNumber
    ) -> TalkMove {
        talk.asked += 1
        guard talk.asked <= CallBackTalk.mostQuestions else { return handed(talk) }
        talk.state = state
        if state == .needsNumber { talk.number = "" }
        talk.expires = now + plan.offerStands
        let chosen = talk.chosen
        return TalkMove(
            change: .note(talk),
            answer: answer(.callBackNumber, talk, because) {
                $0.why = why
                $0.chosen = chosen
            })
    }

    /// Nobody but them sees it: what is said about a call is theirs alone.
    func answer(
        _ kind: AnswerKind, _ talk: Talk, _ because: String, _ tell: (inout AnswerFacts) -> Void
    ) -> AnswerDraft {
        var facts = AnswerFacts(
            zone: zone.name, isTheirZone: isTheirZone, slotLength: Int(plan.slot.components.seconds),
            numberEnd: String(talk.number.suffix(3)), talk: talk.id == 0 ? nil : talk.id, callBack: standing?.id,
            offersPrivateWay: kind == .callBackNumber && message.channel == .mastodon && message.visibility != .direct,
            wholeNumber: talk.number.isEmpty || talk.number == message.author.handle.address ? nil : talk.number)
        tell(&facts)
        return AnswerDraft(
            kind: kind, language: talk.language, visibility: .direct, facts: facts, because: because)
    }
}
