/// What a message adds to the spikes of the rules, decided in the transaction that stores it.
///
/// A spike that fires opens a case of its own. It is about many people at once, while each of their messages
/// keeps its own heat, ticket and conversation: an agent answers the person, the on-call team looks at the
/// spike once. Messages that count for it while it is on are shown with that case.
extension Decider {
    /// - Parameters:
    ///   - verdict: of this message; says which rules fired.
    ///   - decision: what becomes of the message itself.
    func spikes(
        _ message: Message, _ evidence: Evidence, _ verdict: Verdict, _ decision: Decision, _ memory: Memory,
        now: Moment
    ) -> [SpikeChange] {
        // Nothing was recalled: no spike can be touched.
        guard !memory.spikes.isEmpty else { return [] }
        let asks = rules.asks(message, evidence)
        guard asks.count == memory.spikes.count else { return [] }
        let conversation: ConversationID? =
            if case .join(let id) = decision.conversation { id } else { nil }
        var changes: [SpikeChange] = []
        for (ask, known) in zip(asks, memory.spikes) where !known.isCounted {
            guard counts(ask.spike, evidence, verdict, decision.disposition) else { continue }
            changes.append(change(ask, known, message, conversation, now: now))
        }
        return changes
    }

    /// What is filtered counts only for a spike of the rule that filtered it: a flood of spam is no outage.
    private func counts(
        _ spike: Spike, _ evidence: Evidence, _ verdict: Verdict, _ disposition: Disposition
    ) -> Bool {
        if case .filtered(let rule) = disposition, spike.counted != .rule(rule) { return false }
        switch spike.counted {
        case .rule(let name):
            return verdict.reasons.contains { $0.rule == name } || verdict.shadowed.contains { $0.rule == name }
        case .list: return rules.occurs(spike, in: evidence)
        }
    }

    private func change(
        _ ask: SpikeAsk, _ known: SpikeMemory, _ message: Message, _ conversation: ConversationID?, now: Moment
    ) -> SpikeChange {
        let reckoning = SpikeReckoning(spike: ask.spike)
        let minute = ask.minute(now: now)
        var change = SpikeChange(ask: ask)
        // What is too old for the minutes only corrects what is usual.
        guard minute >= SpikeHistory.minute(of: now) - SpikeHistory.keptMinutes(window: ask.spike.window) else {
            return change
        }
        var history = known.history
        history.minutes[minute, default: SpikeBucket()].add(ask.member(conversation: conversation))
        change.firing = reckoning.firing(in: history, at: minute, firings: known.firings, now: now)
        if let firing = change.firing {
            guard firing.state == .live else { return change }
            let isHot = ask.spike.isAlwaysHot || ask.spike.score >= policy.hotHeat
            guard isHot else { return change }
            let reason = reckoning.reason(firing, key: ask.key)
            var draft = CaseDraft(
                title: reason.title, heat: ask.spike.score, severity: ask.spike.severity, owner: ask.spike.owner,
                promise: ask.spike.respond.map { min(message.time, now) + .seconds($0) }, reasons: [reason],
                isIncident: true)
            // Hot messages of the rule that it counts are the same trouble.
            if case .rule(let name) = ask.spike.counted, !(policy.incidents?.never.contains(name) ?? false) {
                draft.marks.rule = name
                draft.gathersSince = now - .seconds(Int64(ask.spike.window) * 60)
            }
            change.caseChange = known.openCase.map { .join($0, draft) } ?? .open(draft)
        } else if let id = known.openCase,
            let firing = known.firings.first(where: { $0.hotCase == id && reckoning.isOn($0, at: minute) })
        {
            let reason = reckoning.reason(firing, key: ask.key)
            change.caseChange = .join(
                id,
                CaseDraft(
                    title: reason.title, heat: ask.spike.score, severity: ask.spike.severity, owner: ask.spike.owner,
                    promise: nil, reasons: [reason]))
        }
        return change
    }
}
