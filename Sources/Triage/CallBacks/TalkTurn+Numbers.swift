/// The telephone number that a call goes to.
extension TalkTurn {
    /// A number that the message holds; where one was asked for, anything with enough digits is looked at.
    func number(in reading: TimeReading, _ talk: Talk) -> NumberFinding? {
        var written = reading.number
        if case .number(let text) = reading.reply { written = written ?? text }
        if written == nil, talk.state == .needsNumber || talk.state == .checksNumber {
            let beginning = message.text.prefix(200)
            if beginning.utf8.count(where: { (48...57).contains($0) }) >= 6 { written = String(beginning) }
        }
        guard let written else { return nil }
        let finding = tables.number(written, plan.region)
        switch finding {
        case .none: return nil
        // Whoever writes it a second time is sure of it.
        case .doubtful(let e164) where talk.state == .checksNumber && talk.number == e164: return .good(e164: e164)
        case .good, .doubtful, .impossible, .refused: return finding
        }
    }

    /// A number came, and no time with it.
    func numbered(_ number: NumberFinding, _ talk: inout Talk) -> TalkMove? {
        switch number {
        case .good(let e164):
            talk.number = e164
            if let start = talk.chosen { return settle(start, &talk, .good(e164: e164)) }
            if let standing, talk.offered.isEmpty { return confirm(standing.start, e164, talk) }
            talk.state = .offered
            return offer(talk.offered.isEmpty ? slots.next() : talk.offered, nil, &talk, "a number, and no time yet")
        case .doubtful(let e164):
            talk.number = e164
            if talk.chosen == nil, talk.offered.isEmpty { talk.chosen = standing?.start }
            return askNumber(.doubtfulNumber, &talk, "the number is not in the tables", state: .checksNumber)
        case .impossible, .none: return askNumber(.impossibleNumber, &talk, "no such number can exist")
        case .refused(let because): return askNumber(.refusedNumber, &talk, because)
        }
    }

    var knownNumber: String? {
        CallBackTalk.knownNumber(message.author.handle, customer: customer, plan: plan, tables: tables)
    }
}
