/// A call is agreed, changed, called off or turned down, or a person takes over.
extension TalkTurn {
    func confirm(_ start: Moment, _ number: String, _ talk: Talk) -> TalkMove? {
        var over = talk
        (over.state, over.chosen, over.number, over.asked) = (.booked, start, number, 0)
        let end = start + plan.slot
        guard var call = standing else {
            let call = CallBack(
                start: start, end: end, team: plan.team ?? "", number: number, customer: customer?.id,
                handle: message.author.handle, source: message.source, hotCase: hotCase, language: talk.language,
                zone: zone.name, uid: Digest.name(of: message.identity, message.revision, "\(start.microseconds)"),
                due: start, waitedSince: waitedSince, topic: topic)
            return TalkMove(
                change: .book(call, over),
                answer: answer(.callBackBooked, over, "booked as chosen") { $0.chosen = start })
        }
        let was = call.start
        if was == start, call.number == number {
            // Said once more, but two machines must not go on confirming to each other.
            var talk = over
            talk.asked = (self.talk?.asked ?? 0) + 1
            guard talk.asked <= CallBackTalk.mostQuestions else { return handed(talk) }
            return TalkMove(
                change: .note(talk),
                answer: answer(.callBackBooked, talk, "it stands as it was") { $0.chosen = start })
        }
        call.number = number
        over.offered = talk.offered.isEmpty ? self.talk?.offered ?? [] : talk.offered
        return TalkMove(
            change: .move(call, to: start, over),
            answer: answer(was == start ? .callBackBooked : .callBackMoved, over, "moved as they asked") {
                $0.chosen = start
                $0.was = was == start ? nil : was
            })
    }

    /// Said once more, and nothing changed; two machines must not go on telling each other.
    func toldStanding(_ standing: CallBack) -> TalkMove {
        var talk =
            self.talk
            ?? Talk(
                offered: [], number: standing.number, zone: zone.name, language: standing.language, expires: now)
        talk.asked += 1
        guard talk.asked <= CallBackTalk.mostQuestions else { return handed(talk) }
        if !talk.state.isOpen { (talk.state, talk.chosen, talk.number) = (.booked, standing.start, standing.number) }
        var said = talk
        said.number = standing.number
        return TalkMove(
            change: .note(talk),
            answer: answer(.callBackBooked, said, "they ask about the call that stands") { $0.chosen = standing.start })
    }

    /// No to what was asked is not yet no to a call.
    func refused(_ talk: inout Talk) -> TalkMove? {
        guard talk.state == .offered, talk.chosen != nil else { return declined(talk) }
        return offer(talk.offered, nil, &talk, "it was not what they meant")
    }

    /// They want to be written to: that is answered with a word, whether a call stood or was only offered.
    func inWriting(_ talk: Talk) -> TalkMove? {
        guard standing != nil || openTalk != nil else { return nil }
        var over = talk
        (over.state, over.chosen, over.asked) = (.declined, nil, 0)
        let ended: Talk? = openTalk == nil ? nil : over
        let told = answer(.callBackCancelled, over, "they want an answer in writing") {
            $0.why = .inWriting
            $0.chosen = standing?.start
            $0.opening = slots.calendar.status(at: now).nextOpening
        }
        guard let standing else { return TalkMove(change: .note(over), answer: told) }
        return TalkMove(change: .cancel(standing, ended), answer: told)
    }

    func declined(_ talk: Talk) -> TalkMove? {
        var talk = talk
        if talk.state == .checksNumber {
            talk.number = ""
            return askNumber(.needsNumber, &talk, "the number was not right")
        }
        guard openTalk != nil else { return nil }
        (talk.state, talk.chosen, talk.asked) = (.declined, nil, 0)
        return TalkMove(
            change: .note(talk),
            answer: standing.map { standing in
                answer(.callBackBooked, talk, "it stands as it was") { $0.chosen = standing.start }
            })
    }

    func cancelled(_ talk: Talk) -> TalkMove? {
        var over = talk
        (over.state, over.chosen, over.asked) = (.declined, nil, 0)
        let ended: Talk? = openTalk == nil ? nil : over
        guard let standing else { return ended.map { TalkMove(change: .note($0), answer: nil) } }
        return TalkMove(
            change: .cancel(standing, ended),
            answer: answer(.callBackCancelled, over, "cancelled as they asked") { $0.chosen = standing.start })
    }

    /// A person takes over, and they are told so once. A call that stands goes on standing.
    func handed(_ talk: Talk) -> TalkMove {
        let wasOpen = talk.state.isOpen && self.talk?.state != .handed
        var talk = talk
        (talk.state, talk.chosen) = (.handed, nil)
        guard wasOpen else { return TalkMove(change: .note(talk), answer: nil) }
        return TalkMove(
            change: .note(talk),
            answer: answer(.callBackAsk, talk, "a person takes over") {
                $0.why = .handedOver
                $0.opening = slots.calendar.status(at: now).nextOpening
                $0.chosen = standing?.start
            })
    }
}
