/// The telephone number that a call goes to.
extension TalkTurn {
    /// A number that the message holds; where one was asked for, anything with enough digits is looked at.
    func number(in reading: TimeReading, _ talk: Talk) -> NumberFinding? {
        var written = reading.number
        if case .number(let text) = reading.reply { written = written ?? text }
        if written == nil, reading.namesOwnNumber, let own = ownNumber { return .good(e164: own) }
        if written == nil, !reading.namesAccount, talk.state == .needsNumber || talk.state == .checksNumber {
            let beginning = message.text.prefix(200)
            if beginning.utf8.count(where: { (48...57).contains($0) }) >= 6 { written = String(beginning) }
        }
        guard let written else { return nil }
        let finding = finding(written, talk)
        switch finding {
        case .none: return nil
        // Whoever writes it a second time is sure of it.
        case .doubtful(let e164) where talk.state == .checksNumber && talk.number == e164: return .good(e164: e164)
        case .good, .doubtful, .impossible, .refused: return finding
        }
    }

    /// A number without its country's code is of the country that they write from, else of the brand's. Where both
    /// have such a number and nothing tells which is meant, it is asked.
    private func finding(_ written: String, _ talk: Talk) -> NumberFinding {
        let own = [ownNumber, customer?.number].lazy.compactMap { CallingCode.region(of: $0 ?? "") }.first
        let regions: [String]
        if let own {
            regions = [own, plan.region]
        } else if let spoken = CallingCode.region(speaking: talk.language), Self.isForeign(plan.region, talk.language) {
            regions = [spoken, plan.region]
        } else {
            regions = [plan.region]
        }
        let findings = regions.map { tables.number(written, $0) }
        let numbers = findings.compactMap { if case .good(let e164) = $0 { e164 } else { nil } }
        guard let first = numbers.first else {
            // A number of theirs that is doubtful is likelier than one that cannot be.
            let doubtful = findings.first { if case .doubtful = $0 { true } else { false } }
            return doubtful ?? tables.number(written, plan.region)
        }
        return numbers.allSatisfy { $0 == first } ? .good(e164: first) : .doubtful(e164: first)
    }

    /// The brand's country does not speak their language.
    private static func isForeign(_ region: String, _ language: String) -> Bool {
        let homes: [String: Set<String>] = [
            "de": ["DE", "AT", "CH", "LI", "LU"], "fr": ["FR", "BE", "CH", "CA", "LU", "MC"], "pt": ["PT", "BR"],
            "it": ["IT", "CH"], "es": ["ES", "MX", "AR", "CO", "CL", "PE", "VE", "EC", "UY", "US"],
        ]
        return homes[String(language.lowercased().prefix(2))].map { !$0.contains(region.uppercased()) } ?? false
    }

    /// That which they text from.
    var ownNumber: String? {
        let handle = message.author.handle
        guard handle.channel == .sms, handle.address.hasPrefix("+"), handle.address.utf8.count >= 8 else { return nil }
        return handle.address
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
