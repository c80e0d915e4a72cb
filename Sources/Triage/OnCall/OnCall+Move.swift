extension OnCall {
    /// What becomes of a case whose due time has come: who is called, and when it is looked at next.
    ///
    /// Whatever is asked, there is an answer, and its `due` lies after `now` by 24 hours at most. All that escalation
    /// knows of a case stands in `CaseWatch`, so a restart between two moves changes nothing.
    package func move(for watch: CaseWatch, now: Moment) -> EscalationMove {
        var escalation = Escalation(onCall: self, watch: watch, now: now)
        switch watch.state {
        case .resolved, .notHot: escalation.rest(for: Escalation.longest)
        case .open where watch.isHeld: escalation.beginShift()
        case .open: escalation.call(nil)
        case .claimed: escalation.lapse()
        case .acknowledged: escalation.askHolder()
        case .snoozed: escalation.wake()
        }
        return escalation.move
    }
}

/// One move in the making.
private struct Escalation {
    let onCall: OnCall
    let watch: CaseWatch
    let now: Moment
    let steps: [OnCall.Step]
    var move: EscalationMove

    /// A case is looked at once a day at least.
    static let longest = Duration.seconds(86_400)
    private static let shortest = Duration.seconds(1)
    /// Where nobody is configured at all.
    private static let hourly = Duration.seconds(3600)

    init(onCall: OnCall, watch: CaseWatch, now: Moment) {
        self.onCall = onCall
        self.watch = watch
        self.now = now
        steps = onCall.steps(target: watch.target)
        move = EscalationMove(
            state: watch.state, claimedBy: watch.state == .open ? nil : watch.claimedBy,
            step: min(max(0, watch.step), steps.count + 1),
            round: min(max(0, watch.round), 1_000_000), isHeld: false, due: now, pages: [], events: [])
    }

    mutating func rest(for wait: Duration) { move.due = now + min(max(wait, Self.shortest), Self.longest) }

    // MARK: What a due time means

    /// Calls the step that is due, or the first after it that reaches anybody.
    /// - Parameter why: nil: because of the step.
    mutating func call(_ why: PageDraft.Why?) {
        guard move.step < steps.count else {
            callEverybody(why)
            return
        }
        guard steps.contains(where: { !onCall.reachable($0.to, at: now).isEmpty }) else {
            hold()
            return
        }
        // Ends, since some step reaches somebody, and at the end of the rounds stands the last resort.
        while move.step < steps.count {
            let (place, round) = (move.step, move.round)
            let people = onCall.reachable(steps[place].to, at: now)
            pass()
            if people.isEmpty {
                move.events.append(.init("step-skipped", skipped(place)))
                continue
            }
            page(people, why ?? usual(place, round))
            rest(for: steps[place].wait)
            return
        }
        callEverybody(why)
    }

    /// The shift that it was held for has begun, or a day of waiting is over.
    mutating func beginShift() {
        move.step = 0
        move.round = 0
        let before = move.events.count
        call(.shiftBegins)
        if move.pages.first?.why == .shiftBegins {
            move.events.insert(.init("shift-began", "it was held while nobody was on duty"), at: before)
        }
    }

    /// A claim that nobody acknowledged in time: those whose step it was are called again.
    mutating func lapse() {
        let holder = watch.claimedBy ?? ""
        open()
        move.events.append(
            .init("claim-lapsed", holder.isEmpty ? "nobody acknowledged it" : "\(holder) did not acknowledge it"))
        goBack()
        call(.claimLapsed(by: holder))
    }

    /// Somebody acknowledged it long ago: from now on that counts as a claim that they have to keep alive.
    mutating func askHolder() {
        let holder = watch.claimedBy ?? ""
        move.state = .claimed
        rest(for: onCall.patience.claim)
        guard let person = onCall.person(PersonName(holder)), !person.reach.isEmpty else {
            let who = holder.isEmpty ? "whoever acknowledged it" : holder
            move.events.append(.init("still-open", "\(who) cannot be called; it goes back to the team if left alone"))
            return
        }
        move.events.append(.init("still-open", "\(holder) has not touched it for long"))
        page([person], .stillOpen)
    }

    mutating func wake() {
        open()
        move.step = 0
        move.round = 0
        move.events.append(.init("snooze-over", ""))
        call(.snoozeOver)
    }

    // MARK: How

    private mutating func open() {
        move.state = .open
        move.claimedBy = nil
    }

    /// To the step that comes after this one: the next, the first of the next round, or the last resort.
    private mutating func pass() {
        move.step += 1
        guard move.step >= steps.count else { return }
        move.round += 1
        move.step = move.round < max(1, onCall.rounds) ? 0 : steps.count
    }

    /// To the step that was called last; the last resort stays what it is.
    private mutating func goBack() {
        guard move.step <= steps.count, !steps.isEmpty else { return }
        if move.step == 0 || move.step == steps.count {
            guard move.round > 0 else {
                move.step = max(0, move.step - 1)
                return
            }
            move.round -= 1
            move.step = steps.count
        }
        move.step -= 1
    }

    private mutating func page(_ people: [Person], _ why: PageDraft.Why) {
        move.pages += people.map { PageDraft(hotCase: watch.id, person: $0.name, reach: $0.reach, why: why) }
    }

    /// Everybody, again and again, until somebody takes it.
    private mutating func callEverybody(_ why: PageDraft.Why?) {
        move.step = steps.count + 1
        rest(for: onCall.lastResort.every)
        var people = onCall.reachable(onCall.lastResort.to, at: now)
        if people.isEmpty { people = onCall.reachable([.everyone], at: now) }
        if onCall.people.isEmpty {
            hold()
        } else if people.isEmpty {
            move.events.append(.init("unreachable", "nobody of the team can be reached by any means"))
        } else {
            let names = people.map(\.name.rawValue).joined(separator: ", ")
            move.events.append(.init("last-resort", "nobody has taken it; everybody is called: \(names)"))
            page(people, why ?? .lastResort)
        }
    }

    /// Nobody is on duty: it waits for whoever comes next, unless it may not.
    private mutating func hold() {
        guard !onCall.people.isEmpty else {
            wait(Self.hourly, "nobody is named in `on-call`, so nobody is called")
            return
        }
        guard let next = onCall.nextShift(for: steps.flatMap(\.to), after: now) else {
            insist("nobody comes on duty for weeks")
            return
        }
        if watch.severity == .critical {
            insist("nobody is on duty, and a critical case may not wait")
        } else if let promise = watch.promise, promise < next.start {
            insist("nobody is on duty before its promise ends")
        } else {
            wait(next.start - now, "nobody is on duty until \(next.zone.reading(of: next.start)) \(next.zone.name)")
        }
    }

    private mutating func insist(_ reason: String) {
        move.events.append(.init("unattended", reason))
        callEverybody(nil)
    }

    /// Its story is told once, however often it is looked at.
    private mutating func wait(_ time: Duration, _ reason: String) {
        move.isHeld = true
        move.step = 0
        move.round = 0
        rest(for: time)
        if !(watch.isHeld && watch.state == .open) { move.events.append(.init("held", reason)) }
    }

    // MARK: Words

    /// The number of a step of the configuration, from 1; nil for whom the case was handed over to.
    private func number(_ place: Int) -> Int? {
        guard watch.target != nil else { return place + 1 }
        return place == 0 ? nil : place
    }

    private func usual(_ place: Int, _ round: Int) -> PageDraft.Why {
        number(place).map { .step($0, round: round + 1) } ?? .handedOver(by: watch.handedOverBy ?? "")
    }

    private func skipped(_ place: Int) -> String {
        guard let number = number(place) else { return "\(watch.target ?? "") cannot be reached now" }
        let rotas = steps[place].to.compactMap { target -> String? in
            guard case .rota(let name) = target else { return nil }
            return name
        }
        return rotas.isEmpty
            ? "step \(number) reaches nobody" : "step \(number): nobody is on duty in \(rotas.joined(separator: ", "))"
    }
}
