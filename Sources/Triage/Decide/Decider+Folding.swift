/// One thing is one case: a hot message that would open a case joins the incident of its rule, or a case that
/// tells the same in nearly the same words; and where cases of one rule come in a burst, the next is an incident.
extension Decider {
    /// Nil: nothing is to be folded.
    package func foldAsks(_ message: Message, _ decision: Decision, now: Moment) -> FoldAsks? {
        guard case .open(let draft) = decision.caseChange else { return nil }
        let habit = policy.incidents ?? OnCall.IncidentHabit()
        let isNever = draft.reasons.contains { habit.never.contains($0.rule) }
        let rule = isNever ? nil : Self.leading(draft.reasons)?.rule
        return FoldAsks(
            marks: CaseMarks(
                print: TextPrint(message.text), author: message.author.handle,
                // A person in need is one person, whoever else uses the same words.
                isPublic: !isNever && Self.isPublic(message), rule: rule),
            alikeSince: now - FoldAsks.alikeFor, rule: rule, habit: habit, burstSince: now - habit.window,
            incidentSince: now - habit.window * 3,
            closedSince: now - habit.window, hour: Self.hour(of: now))
    }

    package func fold(
        _ decision: Decision, _ message: Message, _ asks: FoldAsks, _ memory: FoldMemory, now: Moment
    ) -> Decision {
        guard case .open(var draft) = decision.caseChange else { return decision }
        var decision = decision
        draft.marks = asks.marks
        if let incident = memory.incident {
            decision.caseChange = .join(incident, draft)
            return decision
        }
        if let alike = memory.alike.first(where: { Self.isSame(asks.marks, $0) }) {
            decision.caseChange = .join(alike.hotCase, draft)
            return decision
        }
        if asks.rule != nil {
            let burst = Burst(asks.habit, usual: memory.habit)
            let size = burst.size(memory.authors + (memory.closed?.people ?? 0))
            // Whoever has just closed it is not called again for its stragglers. When as many write anew as make an
            // incident, or it is worse, it is one again.
            if let closed = memory.closed, size != .incident, !Self.isWorse(draft, than: closed) {
                decision.caseChange = .join(closed.incident, draft)
                return decision
            }
            switch size {
            case .incident:
                draft.isIncident = true
                draft.gathersSince = max(asks.burstSince, memory.closed?.at ?? asks.burstSince)
                if let reason = Self.leading(draft.reasons) { draft.title = reason.title }
            case .nascent: draft.wait = Burst.hesitation
            case .ordinary: break
            }
        }
        decision.caseChange = .open(draft)
        return decision
    }

    private static func isWorse(_ draft: CaseDraft, than closed: FoldMemory.Closed) -> Bool {
        guard let severity = draft.severity else { return false }
        return closed.severity.map { severity > $0 } ?? true
    }

    /// Whole hours since 1970.
    package static func hour(of moment: Moment) -> Int64 {
        SpikeHistory.hour(ofMinute: SpikeHistory.minute(of: moment))
    }

    /// The rule that a case is named for.
    private static func leading(_ reasons: [Reason]) -> Reason? {
        reasons.first { $0.replacedBy == nil && $0.score > 0 } ?? reasons.first { $0.replacedBy == nil }
    }

    private static func isPublic(_ message: Message) -> Bool {
        switch message.visibility {
        case .open, .unlisted: true
        case .followers, .direct: false
        }
    }

    /// The same words of two people are one thing only where both said them in public.
    private static func isSame(_ marks: CaseMarks, _ known: FoldMemory.Alike) -> Bool {
        guard let print = marks.print, print.isNear(known.bits) else { return false }
        return known.author == marks.author || (known.isPublic && marks.isPublic)
    }
}

/// From when cases of one rule are one incident.
struct Burst {
    /// Distinct authors before the next is an incident.
    let threshold: Int
    private let isUnusual: Bool

    /// What may be the beginning of a burst waits so long for it before somebody is called, since two of its kind
    /// have called somebody already: of five cases of one outage escalation sees two, and then the incident.
    static let hesitation: Duration = .seconds(30)

    /// - Parameter usual: cases of the same hour on the days before; those of silence may be left out.
    init(_ habit: OnCall.IncidentHabit, usual: [Int]) {
        let days = FoldAsks.habitDays
        let sorted = (usual.prefix(days) + Array(repeating: 0, count: max(0, days - usual.count))).sorted()
        let median = (Double(sorted[days / 2 - 1]) + Double(sorted[days / 2])) / 2
        // What is usual in an hour, as far as it falls into the window.
        let window = Double(habit.window.wholeMicroseconds) / 3_600_000_000
        let wanted = (habit.timesUsual * median * window).rounded(.up)
        let fromHabit = wanted.isNaN ? 0 : Int(min(max(wanted, 0), 1e9))
        threshold = max(habit.cases, fromHabit, 2)
        isUnusual = threshold == max(habit.cases, 2)
    }

    enum Size: Hashable { case ordinary, nascent, incident }

    /// - Parameter authors: distinct ones of the cases before this.
    func size(_ authors: Int) -> Size {
        if authors >= threshold { return .incident }
        if authors >= 2, isUnusual || authors >= threshold - 3 { return .nascent }
        return .ordinary
    }
}
