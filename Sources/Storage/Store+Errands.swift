import Triage

extension Store {
    /// Takes up to `limit` due errands of `kind` (waiting, or unknown and due), oldest due first, and begins an
    /// attempt of each, durably: state leased, attempts + 1, a new epoch. A leased errand whose lease has run
    /// out becomes `unknown` and due first. While an errand is leased, its `due` is when the lease runs out.
    package func leaseErrands(_ kind: Errand.Kind, limit: Int, worker: Worker, now: Moment, until: Moment) async throws
        -> [Errand]
    {
        guard try await isDue(kind, now: now) else { return [] }
        return try await engine.write {
            try StoredErrand.lease(kind, limit: limit, worker: worker, now: now, until: until, $0)
        }
    }

    /// To look first costs no write where nothing is due, which is nearly always.
    func isDue(_ kind: Errand.Kind, now: Moment) async throws -> Bool {
        try await engine.read { transaction in
            try transaction.row(
                """
                SELECT 1 FROM errand WHERE kind = ?1 AND due <= ?2 AND state IN ('waiting', 'leased', 'unknown') LIMIT 1
                """, [.text(kind.rawValue), .time(now)]) != nil
        }
    }

    /// The clock went back by `duration`: what was to be tried in a minute still is.
    package func hurry(_ kind: Errand.Kind, by duration: Duration, now: Moment) async throws {
        _ = try await engine.write { transaction in
            try transaction.run(
                """
                UPDATE errand SET due = due - ?3
                WHERE kind = ?1 AND due > ?2 AND state IN ('waiting', 'leased', 'unknown') AND state <> 'leased'
                """, [.text(kind.rawValue), .time(now), .integer(duration.wholeMicroseconds)])
        }
    }

    /// Writes how attempts ended. Returns those that were refused because the lease had been lost: another
    /// worker has begun a later attempt, or the errand was settled otherwise.
    package func settle(_ settlements: [Settlement], now: Moment) async throws -> [ErrandID] {
        guard !settlements.isEmpty else { return [] }
        return try await engine.write { transaction in
            try settlements.compactMap { settlement in
                try StoredErrand.settle(settlement, at: now, transaction) ? nil : settlement.errand
            }
        }
    }

    /// When the next errand of `kind` is due or its lease runs out; nil: none waits.
    package func nextDue(_ kind: Errand.Kind) async throws -> Moment? {
        try await engine.read { transaction in
            try transaction.row(
                """
                SELECT due FROM errand WHERE kind = ?1 AND state IN ('waiting', 'leased', 'unknown')
                ORDER BY due LIMIT 1
                """, [.text(kind.rawValue)]
            ).map { Moment(microseconds: try $0.integer(0)) }
        }
    }

    /// In these states, the earliest due first.
    package func errands(states: [Errand.State], limit: Int) async throws -> [Errand] {
        try await engine.read { transaction in
            var found: [Errand] = []
            for state in Set(states) {
                for row in try transaction.rows(
                    "SELECT id FROM errand WHERE state = ?1 ORDER BY due, id LIMIT ?2",
                    [.text(state.rawValue), .int(limit)])
                {
                    if let errand = try StoredErrand.load(ErrandID(rawValue: row.integer(0)), transaction) {
                        found.append(errand)
                    }
                }
            }
            found.sort { ($0.due, $0.id.rawValue) < ($1.due, $1.id.rawValue) }
            return Array(found.prefix(limit))
        }
    }

    package func errand(_ id: ErrandID) async throws -> Errand? {
        try await engine.read { try StoredErrand.load(id, $0) }
    }

    /// Makes a given-up, unknown or waiting errand due now. False: no such errand, or it was sent or is under way.
    package func retry(_ id: ErrandID, now: Moment) async throws -> Bool {
        try await engine.write { transaction in
            try transaction.run(
                """
                UPDATE errand
                SET state = CASE WHEN state = 'given-up' THEN 'waiting' ELSE state END, due = ?2, settled_at = NULL
                WHERE id = ?1 AND state IN ('given-up', 'unknown', 'waiting')
                """, [.integer(id.rawValue), .time(now)]) == 1
        }
    }
}

/// A row of `errand`.
enum StoredErrand {
    /// See `Store.leaseErrands`.
    static func lease(
        _ kind: Errand.Kind, limit: Int, worker: Worker, now: Moment, until: Moment, _ transaction: any Transaction
    ) throws -> [Errand] {
        // Nobody knows whether the attempt arrived. Its epoch stays, so that its worker may still say so
        // until another has begun the next.
        try transaction.run(
            """
            UPDATE errand
            SET state = 'unknown', doubtful = doubtful + 1, due = created_at, holder = NULL,
                last_error = 'the lease ran out while it was under way'
            WHERE kind = ?1 AND due <= ?2 AND state IN ('waiting', 'leased', 'unknown') AND state = 'leased'
            """, [.text(kind.rawValue), .time(now)])
        let values: [Value] = [.text(kind.rawValue), .time(now), .int(limit), .time(until), .text(worker.rawValue)]
        let rows =
            switch transaction.dialect {
            case .sqlite:
                try transaction.rows(
                    """
                    UPDATE errand
                    SET state = 'leased', attempts = attempts + 1, epoch = epoch + 1, due = ?4, holder = ?5
                    WHERE id IN (
                        SELECT id FROM errand
                        WHERE kind = ?1 AND due <= ?2 AND state IN ('waiting', 'leased', 'unknown')
                            AND state <> 'leased'
                        ORDER BY due, id LIMIT ?3)
                    RETURNING id
                    """, values)
            case .postgres:
                try transaction.rows(
                    """
                    UPDATE errand
                    SET state = 'leased', attempts = attempts + 1, epoch = epoch + 1, due = ?4, holder = ?5
                    WHERE id IN (
                        SELECT id FROM errand
                        WHERE kind = ?1 AND due <= ?2 AND state IN ('waiting', 'leased', 'unknown')
                            AND state <> 'leased'
                        ORDER BY due, id LIMIT ?3 FOR UPDATE SKIP LOCKED)
                    RETURNING id
                    """, values)
            }
        return try rows.map { try StoredErrand.load(ErrandID(rawValue: $0.integer(0)), transaction) }
            .compactMap(\.self).sorted { $0.id.rawValue < $1.id.rawValue }
    }

    /// What it was for is over, and nothing was sent.
    static func callOff(_ id: ErrandID, because why: String, now: Moment, _ transaction: any Transaction) throws {
        try transaction.run(
            """
            UPDATE errand SET state = 'cancelled', settled_at = ?2, holder = NULL, last_error = ?3
            WHERE id = ?1 AND state IN ('waiting', 'leased')
            """, [.integer(id.rawValue), .time(now), .text(why)])
    }

    /// No attempt was made of one that was just leased: it waits until then.
    static func putOff(_ id: ErrandID, until due: Moment, _ transaction: any Transaction) throws {
        try transaction.run(
            """
            UPDATE errand SET state = 'waiting', attempts = attempts - 1, due = ?2, holder = NULL
            WHERE id = ?1 AND state = 'leased'
            """, [.integer(id.rawValue), .time(due)])
    }

    static func load(_ id: ErrandID, _ transaction: any Transaction) throws -> Errand? {
        try transaction.row(
            """
            SELECT kind, state, attempts, doubtful, due, idempotency_key, last_error, message, quarantine, epoch,
                call_back, in_reply_to, refs, queue, note
            FROM errand WHERE id = ?1
            """, [.integer(id.rawValue)]
        ).map { row in
            var columns = Columns(row)
            let kind = try columns.word(Errand.Kind.self)
            let state = try columns.word(Errand.State.self)
            let (attempts, doubtful, due) = (try columns.int(), try columns.int(), try columns.time())
            let (key, lastError) = (try columns.text(), try columns.text())
            let message = try columns.integerOrNil().map { MessageID(rawValue: $0) }
            let quarantine = try columns.integerOrNil()
            let epoch = try columns.integer()
            let callBack = try columns.integerOrNil()
            let inReplyTo = try columns.textOrNil()
            let references = try columns.textOrNil()?.split(separator: "\n").map(String.init) ?? []
            return Errand(
                id: id, kind: kind, state: state, attempts: attempts, doubtful: doubtful, due: due,
                idempotencyKey: key, lastError: lastError, message: message, quarantine: quarantine, epoch: epoch,
                draft: kind == .ticket
                    ? TicketDraft(
                        messageID: key, inReplyTo: inReplyTo, references: references,
                        queue: try columns.word(TicketDraft.Queue.self),
                        note: try columns.wordOrNil(TicketDraft.Note.self)) : nil,
                callBack: callBack)
        }
    }

    /// The worker of the newest attempt may settle it, also after its lease ran out (the doubt of which is
    /// then taken back), as long as no later attempt was begun. The same settlement again changes nothing.
    static func settle(_ settlement: Settlement, at now: Moment, _ transaction: any Transaction) throws -> Bool {
        guard
            let row = try transaction.row(
                "SELECT state, epoch, doubtful, answer FROM errand WHERE id = ?1",
                [.integer(settlement.errand.rawValue)])
        else { return false }
        var columns = Columns(row)
        let state = try columns.word(Errand.State.self)
        guard try columns.integer() == settlement.epoch else { return false }
        var doubtful = try columns.int()
        let answer = try columns.text()
        switch state {
        case .leased: break
        case .unknown: doubtful = max(0, doubtful - 1)
        case .sent:
            if case .sent(answer) = settlement.outcome { return true }
            return false
        case .givenUp:
            if case .givenUp = settlement.outcome { return true }
            return false
        case .waiting:
            if case .retry = settlement.outcome { return true }
            return false
        case .cancelled:
            if case .cancelled = settlement.outcome { return true }
            return false
        }
        let (next, due, error, said): (Errand.State, Moment, String, String)
        switch settlement.outcome {
        case .sent(let answer): (next, due, error, said) = (.sent, now, "", answer)
        case .retry(let at, let why): (next, due, error, said) = (.waiting, at, why, "")
        case .unknown(let at, let why):
            (next, due, error, said) = (.unknown, at, why, "")
            doubtful += 1
        case .givenUp(let why): (next, due, error, said) = (.givenUp, now, why, "")
        case .cancelled(let why): (next, due, error, said) = (.cancelled, now, why, "")
        }
        let isOver = next == .sent || next == .givenUp || next == .cancelled
        try transaction.run(
            """
            UPDATE errand
            SET state = ?2, due = ?3, last_error = ?4, answer = ?5, doubtful = ?6, settled_at = ?7, holder = NULL
            WHERE id = ?1
            """,
            [
                .integer(settlement.errand.rawValue), .text(next.rawValue), .time(due), .text(error), .text(said),
                .int(doubtful), isOver ? .time(now) : .null,
            ])
        return true
    }
}
