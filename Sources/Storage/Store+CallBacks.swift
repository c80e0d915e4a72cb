import Triage

extension Store {
    // MARK: Reading

    /// Calls that begin from `from` on and before `until`, in these states, by time.
    package func callBacks(
        from: Moment = Moment(microseconds: .min), until: Moment = .distantFuture,
        states: [CallBack.State] = CallBack.State.allCases, limit: Int = 1_000
    ) async throws -> [CallBack] {
        let wanted = Set(states)
        return try await engine.read { transaction in
            var found: [CallBack] = []
            var after: (Int64, Int64) = (from.microseconds, 0)
            // Page by page, since which states are wanted is no part of the statement.
            while found.count < limit {
                let rows = try transaction.rows(
                    """
                    SELECT id, state, start_at FROM call_back
                    WHERE start_at < ?3 AND (start_at > ?1 OR (start_at = ?1 AND id > ?2)) ORDER BY start_at, id LIMIT 500
                    """, [.integer(after.0), .integer(after.1), .time(until)])
                for row in rows {
                    var columns = Columns(row)
                    let (id, state) = (try columns.integer(), try columns.word(CallBack.State.self))
                    after = (try columns.integer(), id)
                    guard wanted.contains(state), found.count < limit else { continue }
                    if let call = try StoredCallBack.load(id, transaction) { found.append(call) }
                }
                if rows.count < 500 { break }
            }
            return found
        }
    }

    package func callBack(_ id: Int64) async throws -> CallBack? {
        try await engine.read { try StoredCallBack.load(id, $0) }
    }

    /// What happened to a call, oldest first.
    package func history(of callBack: Int64) async throws -> [CallBackEvent] {
        try await engine.read { try StoredCallBack.story(of: callBack, $0) }
    }

    package func talk(_ id: Int64) async throws -> (talk: Talk, conversation: ConversationID)? {
        try await engine.read { try StoredTalk.load(id, $0) }.map { (talk: $0.0, conversation: $0.1) }
    }

    /// Slots as they are sold now.
    package func slots(_ plan: CallBackPlan, calendar: BusinessCalendar, now: Moment) async throws -> Slots {
        try await engine.read { try Self.slots(plan, calendar, now: now, $0) }
    }

    static func slots(
        _ plan: CallBackPlan, _ calendar: BusinessCalendar, without own: CallBack? = nil, now: Moment,
        _ transaction: any Transaction
    ) throws -> Slots {
        let taken = try StoredCallBack.taken(slot: plan.slot, from: now, without: own?.id ?? 0, transaction)
        return Slots(plan: plan, calendar: calendar, taken: taken, now: now)
    }

    // MARK: Changing

    /// Books a call. Of two who want the last seat one gets it, and the other is told what is free near it. The same
    /// booking again (its `uid`) gives the one that was made.
    ///
    /// - Parameters:
    ///   - call: `start`, `number`, `handle` and `uid` count; its end and its seat are given here.
    ///   - talk: of the customer, which ends with it.
    ///   - isQuiet: the customer is not told: whoever books does.
    package func book(
        _ call: CallBack, talk: Int64? = nil, terms: CallBackTerms, by who: String, isQuiet: Bool = false, now: Moment
    ) async throws -> CallBackAnswer {
        let plan = terms.plan
        let known = isQuiet ? call : try await reachable(call, terms: terms, now: now)
        return try await engine.write { transaction in
            if let row = try transaction.row("SELECT id FROM call_back WHERE uid = ?1", [.text(call.uid)]),
                let known = try StoredCallBack.load(row.integer(0), transaction)
            {
                return .done(known)
            }
            let calendar = terms.calendar(
                source: call.source.rawValue.isEmpty ? nil : call.source, language: call.language)
            let slots = try Self.slots(plan, calendar, now: now, transaction)
            let state = slots.state(of: call.start)
            guard state == .free else { return .refused(state, instead: slots.nearest(to: call.start)) }
            var call = known
            call.end = call.start + plan.slot
            call.team = plan.team ?? ""
            let booked = try StoredCallBack.book(call, by: who, because: "", at: now, transaction)
            try Self.end(talk, with: booked, at: now, transaction)
            if isQuiet { return .done(booked) }
            try StoredCallBackAnswer.write(
                booked.answer(.callBackBooked, plan: plan, because: "booked by \(who)"), of: booked, at: now,
                transaction)
            return .done(booked)
        }
    }

    private static func end(
        _ id: Int64?, with call: CallBack, at now: Moment, _ transaction: any Transaction
    ) throws {
        guard let id, let (known, conversation) = try StoredTalk.load(id, transaction), known.state.isOpen else {
            return
        }
        var talk = known
        (talk.state, talk.chosen, talk.number) = (.booked, call.start, call.number)
        _ = try StoredTalk.put(talk, conversation, at: now, transaction)
    }

    /// Moves a call to another slot. Compare and swap on its version.
    /// - Parameter isQuiet: the customer is not told: whoever moves it does.
    package func move(
        callBack id: Int64, version: Int, to start: Moment, terms: CallBackTerms, by who: String,
        isQuiet: Bool = false, now: Moment
    ) async throws -> CallBackAnswer {
        let plan = terms.plan
        let place = isQuiet ? nil : try await place(ofCall: id, terms: terms, now: now)
        return try await engine.write { transaction in
            guard let known = try StoredCallBack.load(id, transaction) else { return .noSuchCallBack }
            guard known.state.stands else { return .over(known) }
            // Whoever asks twice for the same gets the same.
            if known.start == start, known.version == version + 1 { return .done(known) }
            guard known.version == version else { return .changed(known) }
            if known.start == start { return .done(known) }
            let slots = try Self.slots(plan, terms.calendar(of: known), without: known, now: now, transaction)
            let state = slots.state(of: start)
            guard state == .free else { return .refused(state, instead: slots.nearest(to: start)) }
            guard
                let moved = try StoredCallBack.move(
                    known, to: start, end: start + plan.slot, by: who, because: "", at: now, transaction)
            else { return .changed(known) }
            if isQuiet { return .done(moved) }
            try StoredCallBackAnswer.write(
                moved.answer(.callBackMoved, plan: plan, because: "moved by \(who)") { $0.was = known.start },
                of: moved.told(at: place), at: now, transaction)
            return .done(moved)
        }
    }

    /// Where its customer is told of a call that was agreed before they ever wrote; nil where the call itself knows.
    private func place(ofCall id: Int64, terms: CallBackTerms, now: Moment) async throws -> CallBack? {
        guard let call = try await callBack(id), call.conversation == nil else { return nil }
        return try await reachable(call, terms: terms, now: now)
    }

    /// - Parameter isQuiet: the customer is not told: whoever cancels it does.
    package func cancel(
        callBack id: Int64, version: Int, terms: CallBackTerms, by who: String, note: String = "",
        isQuiet: Bool = false, now: Moment
    ) async throws -> CallBackAnswer {
        let place = isQuiet ? nil : try await place(ofCall: id, terms: terms, now: now)
        return try await engine.write { transaction in
            guard let known = try StoredCallBack.load(id, transaction) else { return .noSuchCallBack }
            guard known.state.stands else { return known.state == .cancelled ? .done(known) : .over(known) }
            guard known.version == version,
                let cancelled = try StoredCallBack.cancel(known, by: who, because: note, at: now, transaction)
            else { return .changed(known) }
            if isQuiet { return .done(cancelled) }
            try StoredCallBackAnswer.write(
                cancelled.answer(.callBackCancelled, plan: terms.plan, because: "cancelled by \(who)"),
                of: cancelled.told(at: place), at: now, transaction)
            return .done(cancelled)
        }
    }
}

extension CallBack {
    /// With the conversation and the handle of the same call at which its customer can be told.
    fileprivate func told(at place: CallBack?) -> CallBack {
        guard let place else { return self }
        var call = self
        (call.conversation, call.handle) = (place.conversation, place.handle)
        return call
    }
}
