import Triage

/// A call whose due time had come, or whose end somebody told, and what became of it.
package struct CallBackLooked: Hashable, Sendable {
    package var call: CallBack
    package var step: CallBackStep
    package var wroteTicket = false
    /// A case that was opened or called for anew.
    package var hotCase: CaseID?
    /// Leads who are told that nobody rang.
    package var pages: [OnCallPage] = []
    /// Of a call that is missed: why its customer cannot be told so, as far as anybody can know now; nil: they are.
    package var untold: Silence?

    package init(call: CallBack, step: CallBackStep) {
        self.call = call
        self.step = step
    }
}

extension Store {
    /// When something is next to be done about a call; nil: none stands.
    package func nextCallBackDue() async throws -> Moment? {
        try await engine.read { transaction in
            try transaction.row("SELECT due FROM call_back WHERE due IS NOT NULL ORDER BY due LIMIT 1")
                .map { Moment(microseconds: try $0.integer(0)) }
        }
    }

    /// Takes up to `limit` calls whose time has come, who has waited longest first, and makes true what is to be done
    /// about each, in one transaction a call: the ticket, the case, the next look, what the customer is told.
    ///
    /// Two workers never do it for the same call and time, and a call that cannot be read keeps nobody else waiting.
    ///
    /// - Throws: what went wrong with one, where nothing could be done about any.
    package func lookAtDueCallBacks(limit: Int = 50, terms: CallBackTerms, now: Moment) async throws
        -> [CallBackLooked]
    {
        let due = try await engine.read { transaction in
            try transaction.rows(
                "SELECT id FROM call_back WHERE due <= ?1 ORDER BY due, waited_since, id LIMIT ?2",
                [.time(now), .int(limit)]
            ).map { try $0.integer(0) }
        }
        var looked: [CallBackLooked] = []
        var trouble: (any Error)?
        for id in due {
            do {
                let one = try await engine.write { transaction -> CallBackLooked? in
                    // Another worker may have done it since.
                    guard let call = try StoredCallBack.load(id, transaction), let due = call.due, due <= now else {
                        return nil
                    }
                    return try DueCallBack(call: call, terms: terms, now: now, transaction: transaction).look()
                }
                if let one { looked.append(one) }
            } catch {
                trouble = trouble ?? error
                // A database that cannot be reached is not asked for each of them.
                if case StorageError.unavailable = error { break }
            }
        }
        if looked.isEmpty, let trouble { throw trouble }
        return looked
    }

    /// Somebody says how a call went. Kept may be said of one that was taken for missed; nothing else may be said of
    /// one that is over.
    package func mark(
        callBack id: Int64, _ ending: CallBackEnding, version: Int? = nil, terms: CallBackTerms, by who: String,
        note: String = "", now: Moment
    ) async throws -> CallBackAnswer {
        try await engine.write { transaction in
            guard let call = try StoredCallBack.load(id, transaction) else { return .noSuchCallBack }
            if let version, version != call.version { return .changed(call) }
            if call.state == .kept, ending == .kept { return .done(call) }
            // Rung in vain and to be rung again: said twice, it is one attempt, and nobody has failed to make the next.
            if call.state == .booked, call.attempts > 0, let next = call.due, now < next, ending != .kept {
                return ending == .noReply ? .done(call) : .over(call)
            }
            guard call.state.stands || call.state == .missed && ending == .kept else { return .over(call) }
            // Nobody can have rung, in vain or not, or failed to ring, before the time that was agreed: a call that is
            // marked by mistake would never be rung.
            if call.state == .booked, now < call.start { return .over(call) }
            let due = DueCallBack(call: call, terms: terms, now: now, transaction: transaction)
            switch ending {
            case .kept: return .done(try due.keep(by: who, note).call)
            case .nobodyRang: return .done(try due.nobodyRang(by: who, note).call)
            case .noReply: return .done(try due.noReply(by: who, note).call)
            }
        }
    }
}

/// What is done about one call, inside a transaction.
private struct DueCallBack {
    let call: CallBack
    let terms: CallBackTerms
    let now: Moment
    let transaction: any Transaction

    private var plan: CallBackPlan { terms.plan }
    /// It was agreed by another clock than ours: then by the customer's.
    private var isTheirZone: Bool { call.zone != terms.calendar(of: call).zone.name }

    func look() throws -> CallBackLooked? {
        // Whoever closed its case said that they had rung in vain.
        if call.state == .ringing, let said = try StoredCallDuty.of(call.id, transaction)?.triedInVain {
            return try noReply(by: said.who, said.note)
        }
        let known = try caseOfIt()
        guard let step = CallBackCourse.step(call, plan: plan, hotCase: known, now: now) else {
            // Over, and yet due: never looked at again.
            try transaction.run("UPDATE call_back SET due = NULL WHERE id = ?1", [.integer(call.id)])
            return nil
        }
        switch step {
        case .ring(let until): return try ring(until: until, known)
        case .wait(let until):
            let waiting = try set(call.state, due: until)
            try StoredCallBack.note(
                waiting, by: "earshot", "in hand", known?.claimedBy ?? "", at: now, transaction)
            return CallBackLooked(call: waiting, step: step)
        case .kept: return try keep(by: known?.claimedBy ?? "earshot", "its case was resolved")
        case .nobodyRang: return try nobodyRang(by: "earshot", "nobody said that they rang")
        case .retry, .givenUp: throw StorageError.fault("a call that is due was taken for one that was rung in vain")
        }
    }

    /// The call's own, or the one that its conversation has open.
    private func caseOfIt() throws -> Case? {
        if let id = call.hotCase, let known = try StoredCase.load(id, transaction) {
            if let into = known.mergedInto { return try StoredCase.load(into, transaction) }
            if known.state.isOpen || call.state == .ringing { return known }
        }
        guard let conversation = call.conversation,
            let row = try transaction.row(
                "SELECT coalesce(open_case, 0) FROM conversation WHERE id = ?1", [.integer(conversation.rawValue)]),
            let known = try StoredCase.load(CaseID(rawValue: row.integer(0)), transaction), known.state.isOpen
        else { return nil }
        return known
    }

    private func set(
        _ state: CallBack.State, attempts: Int? = nil, due: Moment?, hotCase: CaseID? = nil
    ) throws -> CallBack {
        guard
            let changed = try StoredCallBack.set(
                call, state, attempts: attempts ?? call.attempts, due: due, hotCase: hotCase, transaction)
        else { throw StorageError.busy("the call-back is being changed by somebody else") }
        return changed
    }

    // MARK: Ringing

    private func ring(until: Moment, _ known: Case?) throws -> CallBackLooked {
        let attempt = call.attempts + 1
        let zone = terms.calendar(of: call).zone
        let when = "\(zone.wallClock(at: call.due ?? call.start)) \(zone.name)"
        // What was agreed stays what it was, however often they are rung.
        let agreed = "\(zone.wallClock(at: call.start)) \(zone.name)" + (attempt > 1 ? ", attempt \(attempt)" : "")
        // Without an ACD a case must do, and without a team a ticket.
        let wantsTicket = terms.ticketDomain != nil && (plan.ring != .onCall || terms.onCall == nil)
        let wantsCase = plan.ring != .acd || terms.ticketDomain == nil
        let hotCase = wantsCase ? try callTeam(known, until: until, agreed) : nil
        let ringing = try set(.ringing, attempts: attempt, due: until, hotCase: hotCase)
        if let hotCase {
            try StoredCallDuty.begin(
                call.id, hotCase, wakes: hotCase == known?.id ? known : nil,
                patience: terms.onCall?.patience ?? OnCall.Patience(), at: now, transaction)
        }
        try StoredCallBack.note(
            ringing, by: "earshot", "ringing", "attempt \(attempt), \(when)", at: now, transaction)
        var looked = CallBackLooked(call: ringing, step: .ring(until: until))
        looked.hotCase = hotCase
        if wantsTicket, let domain = terms.ticketDomain {
            try writeTicket(ringing, domain)
            looked.wroteTicket = true
        }
        return looked
    }

    /// A ticket under a Message-ID of its own, in the thread of the conversation's others.
    private func writeTicket(_ ringing: CallBack, _ domain: String) throws {
        var (first, last, message): (String?, String?, Int64?) = (nil, nil, nil)
        if let conversation = call.conversation {
            let id: [Value] = [.integer(conversation.rawValue)]
            if let row = try transaction.row("SELECT first_ticket, last_ticket FROM conversation WHERE id = ?1", id) {
                var columns = Columns(row)
                (first, last) = (try columns.textOrNil(), try columns.textOrNil())
            }
            message = try transaction.row(
                """
                SELECT m.id FROM message m
                WHERE m.source = (SELECT source FROM conversation WHERE id = ?1) AND m.filtered_by IS NULL
                    AND m.conversation = ?1 AND m.is_hot IS NOT NULL
                ORDER BY m.id DESC LIMIT 1
                """, id
            )?.integer(0)
        }
        let references = [first, last].compactMap(\.self)
        try transaction.run(
            """
            INSERT INTO errand (
                kind, state, due, created_at, idempotency_key, message, queue, note, in_reply_to, refs, call_back)
            VALUES ('ticket', 'waiting', ?1, ?1, ?2, ?3, 'hot', 'call-back', ?4, ?5, ?6)
            ON CONFLICT (idempotency_key) DO NOTHING
            """,
            [
                .time(now), .text("earshot.call-back.\(call.id).\(ringing.version)@\(domain)"), .orNull(message),
                .orNull(last ?? first),
                references.isEmpty ? .null : .text(references.joined(separator: "\n")), .integer(call.id),
            ])
    }

    /// The case that is there calls people now, its holder first; else one is opened. Either has the place in the
    /// line that the customer had when they first wrote.
    private func callTeam(_ known: Case?, until: Moment, _ when: String) throws -> CaseID {
        let promise = min(call.end, until)
        guard let known, known.state.isOpen, known.incident == nil else {
            let about = call.topic.isEmpty ? "" : ": \(call.topic)"
            // Titles are read by whoever may look, numbers by whoever may ring.
            let draft = CaseDraft(
                title: "Ring \(call.maskedNumber), agreed for \(when)\(about)", heat: terms.heat, severity: nil,
                owner: call.team, promise: promise, reasons: [])
            let id = try StoredCase.open(draft, at: now, transaction)
            try transaction.run(
                "UPDATE hot_case SET rank = ?2 WHERE id = ?1",
                [
                    .integer(id.rawValue),
                    .time(Urgency.rank(heat: terms.heat, firstHeard: call.waitedSince, promise: promise)),
                ])
            if let conversation = call.conversation {
                try transaction.run(
                    "UPDATE conversation SET open_case = ?2 WHERE id = ?1",
                    [.integer(conversation.rawValue), .integer(id.rawValue)])
            }
            return id
        }
        let kept = [known.promise, promise].compactMap(\.self).min()
        try transaction.run(
            """
            UPDATE hot_case
            SET state = 'open', target = coalesce(?2, target), claimed_by = NULL, is_held = 0, step = 0, round = 0,
                due = ?3, promise = ?4, rank = ?5
            WHERE id = ?1
            """,
            [
                .integer(known.id.rawValue), .orNull(known.claimedBy), .time(now), .orNull(kept),
                .time(
                    Urgency.rank(
                        heat: known.heat, firstHeard: min(known.firstHeard, call.waitedSince), promise: kept)),
            ])
        try StoredCase.note(
            known.id, by: "earshot", "call-back", "ring \(call.maskedNumber) now, agreed for \(when)", at: now,
            transaction)
        return known.id
    }

    // MARK: Ends

    func keep(by who: String, _ note: String) throws -> CallBackLooked {
        let kept = try set(.kept, due: nil)
        try StoredCallBack.note(kept, by: who, "kept", note, at: now, transaction)
        try StoredCallDuty.end(of: call, by: who, because: "the customer was reached", at: now, transaction)
        return CallBackLooked(call: kept, step: .kept)
    }

    /// The customer is told, and given other times; whoever leads the team is told too.
    func nobodyRang(by who: String, _ note: String) throws -> CallBackLooked {
        let missed = try set(.missed, due: nil)
        var looked = CallBackLooked(call: missed, step: .nobodyRang)
        let told = try tellMissed(missed, .nobodyRang, "nobody rang at the time that was agreed")
        looked.untold = told.untold
        try StoredCallBack.note(missed, by: who, "nobody-rang", told.remark(note), at: now, transaction)
        try StoredCallDuty.end(
            of: call, by: who, because: "nobody rang at the agreed time", at: now, transaction)
        if let onCall = terms.onCall {
            let zone = terms.calendar(of: call).zone
            let words =
                "Nobody rang call-back \(call.id), agreed for \(zone.wallClock(at: call.start)) \(zone.name). "
                + told.words
            for lead in onCall.leads() {
                let draft = PageDraft(hotCase: nil, person: lead.name, reach: lead.reach, why: .notice, words: words)
                if let page = try StoredPage.write(draft, patience: onCall.patience, now: now, transaction) {
                    looked.pages.append(page)
                }
            }
        }
        return looked
    }

    func noReply(by who: String, _ note: String) throws -> CallBackLooked {
        let step = CallBackCourse.afterNoReply(call, plan: plan, calendar: terms.calendar(of: call), now: now)
        try StoredCallDuty.end(of: call, by: who, because: "the customer did not answer", at: now, transaction)
        switch step {
        case .retry(let at):
            let waiting = try set(.booked, attempts: max(1, call.attempts), due: at)
            try StoredCallBack.note(
                waiting, by: who, "no-reply", note.isEmpty ? "again at \(at.rfc3339)" : note, at: now, transaction)
            try StoredCallBackAnswer.write(
                waiting.answer(.callBackMissed, plan: plan, because: "they did not answer; rung again") {
                    $0.why = .noReply
                    $0.retryAt = at
                    $0.isTheirZone = isTheirZone
                }, of: waiting, at: now, transaction)
            return CallBackLooked(call: waiting, step: step)
        case .ring, .wait, .kept, .nobodyRang, .givenUp:
            let missed = try set(.missed, attempts: max(1, call.attempts), due: nil)
            let told = try tellMissed(
                missed, .noReply, "they did not answer, and were rung as often as is agreed")
            try StoredCallBack.note(missed, by: who, "no-reply", told.remark(note), at: now, transaction)
            var looked = CallBackLooked(call: missed, step: .givenUp)
            looked.untold = told.untold
            return looked
        }
    }

    /// With the next slots, and a talk in which one of them can be chosen, where they can be told of it.
    private func tellMissed(_ missed: CallBack, _ why: AnswerFacts.Why, _ because: String) throws -> MissedTold {
        let slots = try Store.slots(plan, terms.calendar(of: call), now: now, transaction)
        let next = slots.next()
        var talk: Int64?
        // Whoever is not sent an offer cannot answer one.
        if terms.manners?.mode == .on, !next.isEmpty, let conversation = missed.conversation {
            talk = try StoredTalk.put(
                Talk(
                    offered: next, number: missed.number, zone: missed.zone, language: missed.language,
                    expires: now + plan.offerStands), conversation, at: now, transaction)
        }
        let answer = try StoredCallBackAnswer.write(
            missed.answer(.callBackMissed, plan: plan, because: because) {
                $0.why = why
                $0.isTheirZone = isTheirZone
                $0.slots = next
                $0.talk = talk
            }, of: missed, at: now, transaction)
        return MissedTold(untold: try untold(answer), isOffered: talk != nil)
    }

    /// Asks the gate now that will be asked again when the answer is sent.
    private func untold(_ id: Int64?) throws -> Silence? {
        guard let id, let answer = try StoredAnswer.load(id, transaction) else {
            return Silence(.noWay, "no message of theirs is known")
        }
        let message = try answer.message.map { try StoredMessage.load($0, transaction) }
        if let silence = try Store.silence(answer, message, terms.manners, now: now, transaction) { return silence }
        return terms.manners?.mode == .preview ? Silence(.off, "the mode is preview") : nil
    }
}

/// What the customer hears of a call that was missed.
private struct MissedTold {
    var untold: Silence?
    var isOffered: Bool

    /// For the lead, who must know whom nobody else tells.
    var words: String {
        if let untold { return "The customer could NOT be told (\(untold.written.prefix(80)))." }
        return isOffered ? "The customer is told and offered other times." : "The customer is told."
    }

    /// For the story.
    func remark(_ note: String) -> String {
        guard let untold else { return note }
        return (note.isEmpty ? "" : "\(note); ") + "the customer could not be told: \(untold.stored)"
    }
}
