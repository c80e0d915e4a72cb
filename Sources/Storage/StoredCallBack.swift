import Triage

/// The rows of `call_back` and `call_back_event`. A call-back's story is only ever appended to.
enum StoredCallBack {
    // MARK: Reading

    static func load(_ id: Int64, _ transaction: any Transaction) throws -> CallBack? {
        try transaction.row(
            """
            SELECT c.id, c.state, c.start_at, c.end_at, c.seat, c.team, c.number, c.customer, c.handle,
                coalesce(s.name, ''), c.conversation, c.hot_case, c.language, c.zone, c.version, c.uid, c.sequence,
                c.attempts, c.due, c.waited_since, c.topic
            FROM call_back c LEFT JOIN source s ON s.id = c.source WHERE c.id = ?1
            """, [.integer(id)]
        ).map(value)
    }

    /// The person's call that stands: that of the conversation before others, then the earliest. Somebody else's in the
    /// same thread of mails is none of theirs; what they agreed elsewhere is, where the CRM knows both addresses.
    static func standing(
        of handle: Handle, _ customer: Customer?, in conversation: ConversationID?, _ transaction: any Transaction
    ) throws -> CallBack? {
        var best: (call: CallBack, isHere: Bool)?
        for key in Set(([handle] + (customer?.handles ?? []).prefix(mostHandles)).map(StoredCustomer.key)) {
            for row in try transaction.rows(
                """
                SELECT id FROM call_back WHERE handle = ?1 AND state IN ('booked', 'ringing')
                ORDER BY start_at, id LIMIT 20
                """, [.text(key)])
            {
                guard let call = try load(row.integer(0), transaction) else { continue }
                let isHere = conversation != nil && call.conversation == conversation
                if let best,
                    (best.isHere ? 0 : 1, best.call.start, best.call.id) <= (isHere ? 0 : 1, call.start, call.id)
                {
                    continue
                }
                best = (call, isHere)
            }
        }
        return best?.call
    }

    private static let mostHandles = 16

    /// The call of this very person that an invitation was about, standing or over.
    static func invited(_ handle: Handle, by uid: String, _ transaction: any Transaction) throws -> CallBack? {
        try transaction.row(
            "SELECT id FROM call_back WHERE uid = ?1 AND handle = ?2",
            [.text(Value.withoutNul(uid)), .text(StoredCustomer.key(handle))]
        ).flatMap { try load($0.integer(0), transaction) }
    }

    /// Longer than any slot, of whatever configuration a call was agreed by.
    private static let longestSlot = Duration.seconds(86_400)

    /// Seats sold, by when their slot begins, of calls that end after a moment: all that stand, since a team that was
    /// given another name still has the calls to make that were agreed under the old one.
    ///
    /// - Parameters:
    ///   - slot: as they are sold now. What was agreed for longer is counted again for each slot that it runs into.
    ///   - own: a call that is not counted: whoever moves it leaves its seat.
    static func taken(
        slot: Duration, from: Moment, without own: Int64 = 0, _ transaction: any Transaction
    ) throws -> [Moment: Int] {
        var taken: [Moment: Int] = [:]
        for row in try transaction.rows(
            """
            SELECT start_at, end_at, count(*) FROM call_back
            WHERE start_at > ?1 AND end_at > ?2 AND id <> ?3 AND state IN ('booked', 'ringing')
            GROUP BY start_at, end_at
            """, [.time(from - longestSlot), .time(from), .integer(own)])
        {
            var columns = Columns(row)
            var start = try columns.time()
            let (end, seats) = (try columns.time(), try columns.int())
            repeat {
                taken[start, default: 0] += seats
                start = start + slot
            } while start < end && slot > .zero
        }
        return taken
    }

    private static func value(_ row: Row) throws -> CallBack {
        var columns = Columns(row)
        return CallBack(
            id: try columns.integer(), state: try columns.word(CallBack.State.self), start: try columns.time(),
            end: try columns.time(), seat: try columns.int(), team: try columns.text(), number: try columns.text(),
            customer: try columns.textOrNil().map { CustomerID(rawValue: $0) },
            handle: try StoredCustomer.handle(columns.text()), source: SourceName(try columns.text()),
            conversation: try columns.integerOrNil().map { ConversationID(rawValue: $0) },
            hotCase: try columns.caseOrNil(), language: try columns.text(), zone: try columns.text(),
            version: try columns.int(), uid: try columns.text(), sequence: try columns.int(),
            attempts: try columns.int(), due: try columns.timeOrNil(), waitedSince: try columns.time(),
            topic: try columns.text())
    }

    // MARK: Changing

    /// Takes a seat. The same booking again (its `uid`) is the one that was made.
    static func book(
        _ call: CallBack, by who: String, because: String, at now: Moment, _ transaction: any Transaction
    ) throws -> CallBack {
        if let row = try transaction.row("SELECT id FROM call_back WHERE uid = ?1", [.text(call.uid)]),
            let known = try load(row.integer(0), transaction)
        {
            return known
        }
        let source = try transaction.row("SELECT id FROM source WHERE name = ?1", [.text(call.source.rawValue)])
        let id = try transaction.insert(
            """
            INSERT INTO call_back (
                state, start_at, end_at, seat, team, number, customer, handle, source, conversation, hot_case,
                language, zone, version, uid, sequence, attempts, due, waited_since, topic, created_at)
            VALUES (
                'booked', ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 1, ?13, 0, 0, ?1, ?14, ?15, ?16)
            """,
            [
                .time(call.start), .time(call.end), .int(try freeSeat(call.team, call.start, transaction)),
                .text(call.team), .text(call.number), .orNull(call.customer?.rawValue),
                .text(StoredCustomer.key(call.handle)), .integer(try source?.integer(0) ?? 0),
                .orNull(call.conversation?.rawValue), .orNull(call.hotCase?.rawValue), .text(call.language),
                .text(call.zone), .text(call.uid), .time(call.waitedSince),
                .text(Value.withoutNul(String(call.topic.prefix(200)))), .time(now),
            ])
        guard let booked = try load(id, transaction) else { throw StorageError.fault("a call-back was not written") }
        try note(booked, by: who, "booked", call.start.rfc3339 + remark(because), at: now, transaction)
        return booked
    }

    /// To another slot, or to the same one with another number.
    /// - Returns: as it is then; nil: it was changed since it was read, or is over.
    static func move(
        _ call: CallBack, to start: Moment, end: Moment, by who: String, because: String, at now: Moment,
        _ transaction: any Transaction
    ) throws -> CallBack? {
        guard let known = try load(call.id, transaction), known.version == call.version, known.state.stands else {
            return nil
        }
        let isMoved = start != known.start
        let seat = isMoved ? try freeSeat(known.team, start, transaction) : known.seat
        let changed = try transaction.run(
            """
            UPDATE call_back
            SET state = CASE WHEN ?7 = 1 THEN 'booked' ELSE state END, start_at = ?3, end_at = ?4, seat = ?5,
                number = ?6, version = version + 1, sequence = sequence + 1,
                attempts = CASE WHEN ?7 = 1 THEN 0 ELSE attempts END, due = CASE WHEN ?7 = 1 THEN ?3 ELSE due END
            WHERE id = ?1 AND version = ?2
            """,
            [
                .integer(call.id), .int(call.version), .time(start), .time(end), .int(seat), .text(call.number),
                .flag(isMoved),
            ])
        guard changed == 1, let moved = try load(call.id, transaction) else { return nil }
        if isMoved {
            try dropTickets(of: call.id, because: "the call-back was moved", at: now, transaction)
            try StoredCallDuty.end(of: known, by: who, because: "the call was moved", at: now, transaction)
        }
        try note(
            moved, by: who, isMoved ? "moved" : "number",
            isMoved ? "\(known.start.rfc3339) to \(start.rfc3339)" + remark(because) : because, at: now, transaction)
        return moved
    }

    /// - Returns: as it is then; nil: it was changed since it was read, or is over.
    static func cancel(
        _ call: CallBack, by who: String, because: String, at now: Moment, _ transaction: any Transaction
    ) throws -> CallBack? {
        let changed = try transaction.run(
            """
            UPDATE call_back SET state = 'cancelled', due = NULL, version = version + 1, sequence = sequence + 1
            WHERE id = ?1 AND version = ?2 AND state IN ('booked', 'ringing')
            """, [.integer(call.id), .int(call.version)])
        guard changed == 1, let cancelled = try load(call.id, transaction) else { return nil }
        try dropTickets(of: call.id, because: "the call-back was cancelled", at: now, transaction)
        try StoredCallDuty.end(of: call, by: who, because: "the call was cancelled", at: now, transaction)
        try note(cancelled, by: who, "cancelled", because, at: now, transaction)
        return cancelled
    }

    /// Whoever is to ring, or has rung: state, attempts and what is due next.
    static func set(
        _ call: CallBack, _ state: CallBack.State, attempts: Int, due: Moment?, hotCase: CaseID? = nil,
        _ transaction: any Transaction
    ) throws -> CallBack? {
        let changed = try transaction.run(
            """
            UPDATE call_back
            SET state = ?3, attempts = ?4, due = ?5, hot_case = coalesce(?6, hot_case), version = version + 1
            WHERE id = ?1 AND version = ?2
            """,
            [
                .integer(call.id), .int(call.version), .text(state.rawValue), .int(attempts), .orNull(due),
                .orNull(hotCase?.rawValue),
            ])
        return changed == 1 ? try load(call.id, transaction) : nil
    }

    /// The lowest that no call which stands has. Read before it is taken, so that of two who take it at once the
    /// database lets one begin again.
    private static func freeSeat(_ team: String, _ start: Moment, _ transaction: any Transaction) throws -> Int {
        let used = try transaction.rows(
            """
            SELECT seat FROM call_back WHERE team = ?1 AND start_at = ?2 AND state IN ('booked', 'ringing') ORDER BY seat
            """, [.text(team), .time(start)]
        ).map { Int(try $0.integer(0)) }
        var seat = 0
        for one in used where one == seat { seat += 1 }
        return seat
    }

    /// Nobody is to ring any more because of tickets that have not left.
    private static func dropTickets(
        of id: Int64, because: String, at now: Moment, _ transaction: any Transaction
    ) throws {
        try transaction.run(
            """
            UPDATE errand SET state = 'cancelled', settled_at = ?2, last_error = ?3
            WHERE call_back = ?1 AND kind = 'ticket' AND state = 'waiting'
            """, [.integer(id), .time(now), .text(because)])
    }

    private static func remark(_ words: String) -> String { words.isEmpty ? "" : "; \(words)" }

    // MARK: Story

    /// - Parameter isEchoed: the story of its case says it too.
    static func note(
        _ call: CallBack, by who: String, _ what: String, _ note: String, isEchoed: Bool = true, at now: Moment,
        _ transaction: any Transaction
    ) throws {
        try transaction.run(
            "INSERT INTO call_back_event (call_back, at, who, what, note) VALUES (?1, ?2, ?3, ?4, ?5)",
            [
                .integer(call.id), .time(now), .text(Value.withoutNul(who)), .text(what),
                .text(Value.withoutNul(String(note.prefix(500)))),
            ])
        guard isEchoed, let hotCase = call.hotCase else { return }
        try StoredCase.note(
            hotCase, by: who, "call-back \(what)", "call-back \(call.id)" + remark(note), at: now, transaction)
    }

    /// What is said again is one line of the story, however often it comes.
    static func write(_ remark: CallBackRemark, at now: Moment, _ transaction: any Transaction) throws {
        let known = try transaction.row(
            "SELECT 1 FROM call_back_event WHERE call_back = ?1 AND what = ?2 AND note = ?3 LIMIT 1",
            [.integer(remark.callBack.id), .text(remark.what), .text(remark.note)])
        let count = try transaction.integer(
            "SELECT count(*) FROM call_back_event WHERE call_back = ?1", [.integer(remark.callBack.id)])
        guard known == nil, count < mostRemarks else { return }
        try note(remark.callBack, by: "customer", remark.what, remark.note, at: now, transaction)
    }

    /// Behind so many lines of a story nothing is remarked any more.
    private static let mostRemarks = 200

    static func story(of id: Int64, _ transaction: any Transaction) throws -> [CallBackEvent] {
        try transaction.rows(
            "SELECT at, who, what, note FROM call_back_event WHERE call_back = ?1 ORDER BY id LIMIT 500", [.integer(id)]
        ).map { row in
            var columns = Columns(row)
            return CallBackEvent(
                at: try columns.time(), who: try columns.text(), what: try columns.text(), note: try columns.text())
        }
    }
}

/// One line of a call-back's story.
package struct CallBackEvent: Hashable, Sendable {
    package var at: Moment
    /// `customer`, `earshot`, or a person's name.
    package var who: String
    /// `booked`, `moved`, `number`, `cancelled`, `ringing`, `in hand`, `no-reply`, `nobody-rang`, `kept`; of what their
    /// calendar said `accepted`, `tentative`, `calendar`; `unheard` where what was said about it came back.
    package var what: String
    package var note: String

    package init(at: Moment, who: String, what: String, note: String) {
        self.at = at
        self.who = who
        self.what = what
        self.note = note
    }
}
