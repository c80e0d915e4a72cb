/// What answers our own question is no new contact: "2", "cancel call", "thanks" and STOP follow from what we wrote, and
/// nobody is called because somebody writes so for the third time.
extension Decider {
    /// The verdict as if they had not written before, where nothing but that made it what it is. Nil: it stands, since
    /// the words themselves say something, or nothing was counted.
    func alone(_ decision: Decision, _ message: Message, _ memory: Memory, now: Moment) -> Verdict? {
        guard let verdict = decision.verdict, verdict.heat > 0,
            !memory.contacts.isEmpty || memory.unansweredSince != nil
        else { return nil }
        var surroundings = memory.surroundings
        surroundings.contacts = []
        surroundings.unansweredSince = nil
        let alone = rules.conclude(
            rules.judge(message), of: message, within: surroundings, policy: policy, now: now)
        return alone.heat == 0 && alone.filteredBy == nil ? alone : nil
    }

    /// Decides anew what the verdict decided: nothing has been written yet.
    func setAside(_ alone: Verdict?, _ message: Message, _ memory: Memory, now: Moment, _ decision: inout Decision) {
        guard let alone, case .stored = decision.disposition else { return }
        var isEdit = false
        if case .earlierRevision = memory.known { isEdit = true }
        decision.verdict = alone
        decision.caseChange = caseChange(message, alone, memory, now: now)
        decision.ticket = ticket(message, alone, memory, isEdit: isEdit)
        decision.surroundings?.contacts = []
        decision.surroundings?.unansweredSince = nil
        decision.spikes = spikes(message, rules.judge(message), alone, decision, memory, now: now)
    }
}

extension Occasion {
    func judged(_ verdict: Verdict) -> Occasion {
        var occasion = self
        occasion.verdict = verdict
        occasion.isHot = verdict.isHot
        return occasion
    }
}
