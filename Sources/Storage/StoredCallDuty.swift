import Triage

/// Which case calls people for a call that rings, and how that case was before: a row of `call_duty`, written when it
/// begins to ring and gone when nobody is to ring any more.
///
/// A call and its case are one task. Whoever settles the call settles what was asked for it: a case that was opened
/// for it alone is resolved, one that was there for a reason of its own goes on as it did before. And whoever resolves
/// the case has rung.
struct StoredCallDuty {
    var callBack: Int64
    var hotCase: CaseID
    /// It was opened to have the call made, and for nothing else.
    var isOwn: Bool
    var rangAt: Moment
    /// The case as it was; of one that is the call's own, as it was opened.
    var state: Case.State
    var claimedBy: String?
    var due: Moment?
    var target: String?
    var isHeld: Bool
    var step: Int
    var round: Int
    var promise: Moment?
    /// What ringing made of the promise.
    var setPromise: Moment?
    /// As configured when it began to ring.
    var patience: OnCall.Patience
    /// Who closed the case with the word that nobody was reached, which is still to be made true.
    var triedInVain: (who: String, note: String)?

    // MARK: Rows

    static func of(_ callBack: Int64, _ transaction: any Transaction) throws -> StoredCallDuty? {
        try transaction.row(
            """
            SELECT call_back, hot_case, is_own, rang_at, state, claimed_by, due, target, is_held, step, round, promise,
                set_promise, tells_taken, between_pages, ended_by, note
            FROM call_duty WHERE call_back = ?1
            """, [.integer(callBack)]
        ).map(value)
    }

    /// All that a case calls people for.
    static func of(case id: CaseID, _ transaction: any Transaction) throws -> [StoredCallDuty] {
        try transaction.rows(
            """
            SELECT call_back, hot_case, is_own, rang_at, state, claimed_by, due, target, is_held, step, round, promise,
                set_promise, tells_taken, between_pages, ended_by, note
            FROM call_duty WHERE hot_case = ?1 ORDER BY call_back LIMIT 100
            """, [.integer(id.rawValue)]
        ).map(value)
    }

    private static func value(_ row: Row) throws -> StoredCallDuty {
        var columns = Columns(row)
        var duty = StoredCallDuty(
            callBack: try columns.integer(), hotCase: CaseID(rawValue: try columns.integer()),
            isOwn: try columns.flag(), rangAt: try columns.time(), state: try columns.word(Case.State.self),
            claimedBy: try columns.textOrNil(), due: try columns.timeOrNil(), target: try columns.textOrNil(),
            isHeld: try columns.flag(), step: try columns.int(), round: try columns.int(),
            promise: try columns.timeOrNil(), setPromise: try columns.timeOrNil(), patience: OnCall.Patience())
        duty.patience.tellsTaken = try columns.flag()
        duty.patience.betweenPages = .microseconds(try columns.integer())
        let who = try columns.textOrNil()
        let note = try columns.text()
        duty.triedInVain = who.map { (who: $0, note: note) }
        return duty
    }

    private func write(_ transaction: any Transaction) throws {
        try Self.drop(callBack, transaction)
        try transaction.run(
            """
            INSERT INTO call_duty (
                call_back, hot_case, is_own, rang_at, state, claimed_by, due, target, is_held, step, round, promise,
                set_promise, tells_taken, between_pages, ended_by, note)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, NULL, '')
            """,
            [
                .integer(callBack), .integer(hotCase.rawValue), .flag(isOwn), .time(rangAt), .text(state.rawValue),
                .orNull(claimedBy), .orNull(due), .orNull(target), .flag(isHeld), .int(step), .int(round),
                .orNull(promise), .orNull(setPromise), .flag(patience.tellsTaken),
                .integer(patience.betweenPages.wholeMicroseconds),
            ])
    }

    private static func drop(_ callBack: Int64, _ transaction: any Transaction) throws {
        try transaction.run("DELETE FROM call_duty WHERE call_back = ?1", [.integer(callBack)])
    }

    // MARK: The call's side

    /// - Parameters:
    ///   - id: the case that calls people now.
    ///   - before: the same as it was, where it was there; nil: it was opened for this.
    static func begin(
        _ callBack: Int64, _ id: CaseID, wakes before: Case?, patience: OnCall.Patience, at now: Moment,
        _ transaction: any Transaction
    ) throws {
        guard let called = try StoredCase.load(id, transaction) else { return }
        // Where it calls for another call already, how it was before is known from that.
        if var known = try of(case: id, transaction).first(where: { $0.callBack != callBack }) {
            (known.callBack, known.rangAt, known.setPromise) = (callBack, now, called.promise)
            (known.patience, known.triedInVain) = (patience, nil)
            return try known.write(transaction)
        }
        try StoredCallDuty(callBack, before ?? called, isOwn: before == nil, patience, called.promise, at: now)
            .write(transaction)
    }

    /// Nobody is to ring just now: whoever was called for it, and whoever has it in hand, is told so.
    ///
    /// - Parameters:
    ///   - call: as it was while it rang.
    ///   - why: `the customer was reached`.
    static func end(
        of call: CallBack, by who: String, because why: String, at now: Moment, _ transaction: any Transaction
    ) throws {
        guard call.state == .ringing, let duty = try of(call.id, transaction) else { return }
        try drop(call.id, transaction)
        // What is over is over, and a case that calls for another call goes on with it.
        guard let known = try StoredCase.load(duty.hotCase, transaction), known.state.isOpen,
            try of(case: duty.hotCase, transaction).isEmpty
        else { return }
        let (id, name) = (duty.hotCase, who == "customer" ? "earshot" : who)
        let because = who == "customer" ? "\(why) by the customer" : why
        let isOver = try duty.isOwn && !isOthers(known, transaction)
        let saying = "no need to ring any more: \(because)" + (who == name && who != "earshot" ? " (\(who))." : ".")
        try StoredPage.end(
            ofCase: id, by: name, why: "no need to ring", saying: saying, since: isOver ? nil : duty.rangAt,
            duty.patience, at: now, transaction)
        if isOver || known.state != .open, let holder = known.claimedBy {
            try StoredPage.tell(
                holder: PersonName(holder), ofCase: id, saying: saying, by: name, duty.patience, at: now, transaction)
        }
        if isOver {
            _ = try StoredCase.change(
                id, .resolve, by: name, note: because, patience: duty.patience, now: now, transaction)
        } else {
            try duty.restore(known, because, by: name, at: now, transaction)
        }
    }

    /// There is more to it than the call: somebody wrote what is hot by itself, or it stands for many.
    private static func isOthers(_ known: Case, _ transaction: any Transaction) throws -> Bool {
        if known.isIncident || known.incident != nil { return true }
        return try transaction.row(
            "SELECT 1 FROM message WHERE hot_case = ?1 AND is_hot = 1 LIMIT 1", [.integer(known.id.rawValue)]) != nil
    }

    /// As it was before it rang, with the time that it had left; what somebody has taken up since stays theirs.
    private func restore(
        _ known: Case, _ because: String, by who: String, at now: Moment, _ transaction: any Transaction
    ) throws {
        // An earlier promise came with a message and stands.
        let promise = known.promise == setPromise ? promise : known.promise
        let rank = Urgency.rank(heat: known.heat, firstHeard: known.firstHeard, promise: promise)
        let id: Value = .integer(known.id.rawValue)
        try transaction.run(
            "UPDATE hot_case SET promise = ?2, rank = ?3 WHERE id = ?1", [id, .orNull(promise), .time(rank)])
        let isTaken = known.state != .open || known.claimedBy != nil || known.target != (claimedBy ?? target)
        if !isTaken, !isOwn {
            let left = due.map { state == .snoozed ? max($0, now) : now + max(.zero, $0 - rangAt) }
            try transaction.run(
                """
                UPDATE hot_case
                SET state = ?2, claimed_by = ?3, due = ?4, target = ?5, is_held = ?6, step = ?7, round = ?8
                WHERE id = ?1
                """,
                [
                    id, .text(state.rawValue), .orNull(claimedBy), .time(left ?? now), .orNull(target),
                    .flag(isHeld), .int(step), .int(round),
                ])
        }
        try StoredCase.note(
            known.id, by: who, "call-back",
            because + (isTaken || isOwn ? "; the case stays as it is" : "; the case goes on as before"), at: now,
            transaction)
    }

    // MARK: The case's side

    /// What somebody did with the case is said of its calls: taken up, they are in hand; resolved, they were made, or
    /// made in vain where the note says so.
    ///
    /// - Parameter before: the case as it was.
    static func follow(
        _ before: Case, _ verb: CaseVerb, by name: String, note: String, at now: Moment,
        _ transaction: any Transaction
    ) throws {
        switch verb {
        case .release, .snooze, .handOver, .split, .link, .notHot: return
        case .claim, .acknowledge, .resolve, .merge: break
        }
        for duty in try of(case: before.id, transaction) {
            guard let call = try StoredCallBack.load(duty.callBack, transaction), call.state == .ringing else {
                try drop(duty.callBack, transaction)
                continue
            }
            switch verb {
            case .claim, .acknowledge:
                if before.claimedBy == name, before.state != .open { continue }
                try StoredCallBack.note(call, by: name, "in hand", "", isEchoed: false, at: now, transaction)
            case .resolve where isInVain(note):
                // When they are rung again, and what they are told of it, depends on the configuration: the loop knows.
                try transaction.run(
                    "UPDATE call_duty SET ended_by = ?2, note = ?3 WHERE call_back = ?1",
                    [.integer(call.id), .text(Value.withoutNul(name)), .text(Value.withoutNul(note))])
                _ = try StoredCallBack.set(call, .ringing, attempts: call.attempts, due: now, transaction)
            case .resolve:
                try drop(call.id, transaction)
                guard
                    let kept = try StoredCallBack.set(call, .kept, attempts: call.attempts, due: nil, transaction)
                else { throw StorageError.busy("the call-back is being changed by somebody else") }
                try StoredCallBack.note(
                    kept, by: name, "kept", note.isEmpty ? "its case was resolved" : note, at: now, transaction)
            case .merge(let into): try duty.move(to: into, transaction)
            case .release, .snooze, .handOver, .split, .link, .notHot: break
            }
        }
    }

    /// The case that stays calls for it from now on, and is no call's own unless it was one.
    private func move(to into: CaseID, _ transaction: any Transaction) throws {
        guard let known = try StoredCase.load(into, transaction) else { return }
        var duty = StoredCallDuty(callBack, known, isOwn: false, patience, known.promise, at: rangAt)
        if var other = try Self.of(case: into, transaction).first {
            other.callBack = callBack
            duty = other
        }
        try duty.write(transaction)
        try transaction.run(
            "UPDATE call_back SET hot_case = ?2 WHERE id = ?1",
            [.integer(callBack), .integer(into.rawValue)])
    }

    /// `not reached`, `No reply. I left a message`: what a note begins with that says that nobody answered.
    static func isInVain(_ note: String) -> Bool {
        let words = note.lowercased().split { !$0.isLetter && $0 != "'" }.prefix(3).joined(separator: " ")
        return ["not reached", "no reply", "no answer", "not answered", "nobody answered", "unreachable", "voicemail"]
            .contains { words == $0 || words.hasPrefix($0 + " ") }
    }
}

extension StoredCallDuty {
    private init(
        _ callBack: Int64, _ was: Case, isOwn: Bool, _ patience: OnCall.Patience, _ setPromise: Moment?, at now: Moment
    ) {
        self.init(
            callBack: callBack, hotCase: was.id, isOwn: isOwn, rangAt: now, state: was.state,
            claimedBy: was.claimedBy, due: was.due, target: was.target, isHeld: was.isHeld, step: was.step,
            round: was.round, promise: was.promise, setPromise: setPromise, patience: patience)
    }
}
