import Triage

/// An answer whose attempt has begun.
package struct LeasedAnswer: Hashable, Sendable {
    package var errand: Errand
    package var answer: StoredAnswer
    /// What it answers; nil where it answers nothing that was written.
    package var message: StoredMessage?
    /// It is written down as it would be, and not sent.
    package var isPreview: Bool
    /// An earlier attempt may have arrived: the far end is asked before anything is sent, and where it cannot be,
    /// nothing is.
    package var isDoubtful: Bool
    /// Of a doubtful one: why it is not sent even where the far end has certainly not got it.
    package var silence: Silence?

    package init(
        errand: Errand, answer: StoredAnswer, message: StoredMessage?, isPreview: Bool, isDoubtful: Bool = false,
        silence: Silence? = nil
    ) {
        self.errand = errand
        self.answer = answer
        self.message = message
        self.isPreview = isPreview
        self.isDoubtful = isDoubtful
        self.silence = silence
    }
}

/// How an attempt to answer a customer ended.
package struct AnswerSettlement: Hashable, Sendable {
    package enum Outcome: Hashable, Sendable {
        case sent
        /// Written down, as the mode wants it.
        case preview
        /// It certainly did not arrive.
        case retry(at: Moment, error: String)
        /// Nobody knows whether it arrived. Where the far end can be asked: at this moment. Nil: it cannot, and it is
        /// never sent again.
        case unknown(askAt: Moment?, error: String)
        case failed(error: String)
        case withdrawn(Silence)
    }
    package var errand: ErrandID
    package var epoch: Int64
    package var outcome: Outcome
    /// What was sent, or would have been; empty: nothing was written.
    package var subject: String
    package var text: String
    package var receipt: String

    package init(
        errand: ErrandID, epoch: Int64, outcome: Outcome, subject: String = "", text: String = "", receipt: String = ""
    ) {
        self.errand = errand
        self.epoch = epoch
        self.outcome = outcome
        self.subject = subject
        self.text = text
        self.receipt = receipt
    }
}

extension Store {
    /// Takes up to `limit` answers that are due and begins an attempt of each, as `leaseErrands` does, and asks the
    /// gate again in the same transaction: what was withdrawn in between is called off with its reason and not
    /// returned, and what nobody asked for waits for the end of quiet hours.
    ///
    /// - Parameters:
    ///   - manners: of the source that an answer goes out by; nil: nobody is answered there any more.
    ///   - zone: by its IANA name; nil: there is no such zone.
    package func leaseAnswers(
        limit: Int, worker: Worker, now: Moment, until: Moment, manners: @escaping @Sendable (SourceName) -> Manners?,
        zone: @escaping @Sendable (String) -> TimeZoneTable? = { _ in nil }
    ) async throws -> [LeasedAnswer] {
        guard try await isDue(.ack, now: now) else { return [] }
        return try await engine.write { transaction in
            let errands = try StoredErrand.lease(
                .ack, limit: limit, worker: worker, now: now, until: until, transaction)
            return try errands.compactMap { errand in
                do {
                    return try Self.leased(errand, now: now, manners: manners, zone: zone, transaction)
                } catch StorageError.fault(let why) {
                    try Self.setAside(errand, because: why, now: now, transaction)
                    return nil
                }
            }
        }
    }

    /// An answer that cannot be read keeps no other waiting. A newer program may have written it, which runs beside
    /// this one and can: it is left for a while, and then given up for everybody to see.
    private static func setAside(
        _ errand: Errand, because why: String, now: Moment, _ transaction: any Transaction
    ) throws {
        let isOver = errand.attempts >= mostReadings
        let words = "it cannot be read: \(why.prefix(200))"
        try transaction.run(
            """
            UPDATE errand SET state = ?2, due = ?3, settled_at = ?4, last_error = ?5, holder = NULL
            WHERE id = ?1 AND state = 'leased'
            """,
            [
                .integer(errand.id.rawValue), .text(isOver ? "given-up" : "waiting"),
                .time(isOver ? now : now + .seconds(60)), isOver ? .time(now) : .null, .text(Value.withoutNul(words)),
            ])
        if isOver {
            try transaction.run(
                "UPDATE answer SET state = 'failed', reason = ?2 WHERE errand = ?1 AND state = 'waiting'",
                [.integer(errand.id.rawValue), .text(Value.withoutNul(words))])
        }
    }

    /// A minute after the other.
    private static let mostReadings = 30

    private static func leased(
        _ errand: Errand, now: Moment, manners: (SourceName) -> Manners?, zone: (String) -> TimeZoneTable?,
        _ transaction: any Transaction
    ) throws -> LeasedAnswer? {
        guard var answer = try StoredAnswer.load(ofErrand: errand.id, transaction) else {
            try StoredErrand.callOff(errand.id, because: "there is no answer to it", now: now, transaction)
            return nil
        }
        let message = try answer.message.map { try StoredMessage.load($0, transaction) }
        let manners = manners(answer.source)
        let silence = try silence(answer, message, manners, now: now, transaction)
        let isDoubtful = errand.doubtful > 0
        if let silence, !isDoubtful {
            try StoredAnswer.withdraw(answer.id, silence, now: now, transaction)
            return nil
        }
        if !isDoubtful, let end = manners?.waits(answer.draft, zone: zone(answer.draft.facts.zone) ?? .utc, now: now) {
            try StoredErrand.putOff(errand.id, until: end, transaction)
            return nil
        }
        if answer.draft.kind == .hot, !isDoubtful, try !isCalled(answer.hotCase, transaction) {
            // The page goes out a moment later than the message was heard; what never does is not spoken of.
            if now < answer.createdAt + pageTakes {
                try StoredErrand.putOff(errand.id, until: now + .seconds(10), transaction)
                return nil
            }
            answer.draft.kind = .afterHours
            try transaction.run(
                "UPDATE answer SET kind = ?2 WHERE id = ?1",
                [.integer(answer.id), .text(answer.draft.kind.rawValue)])
        }
        return LeasedAnswer(
            errand: errand, answer: answer, message: message, isPreview: manners?.mode == .preview,
            isDoubtful: isDoubtful, silence: silence)
    }

    /// How long an acknowledgement waits for the page that it speaks of.
    private static let pageTakes = Duration.seconds(120)

    /// Somebody holds the case or the incident that it belongs to, or a page for it has gone out.
    private static func isCalled(_ hotCase: CaseID?, _ transaction: any Transaction) throws -> Bool {
        guard let hotCase else { return false }
        return try transaction.row(
            """
            SELECT 1 FROM hot_case c
            WHERE c.id IN (?1, (SELECT coalesce(incident, merged_into, id) FROM hot_case WHERE id = ?1))
                AND (c.claimed_by IS NOT NULL OR EXISTS (
                    SELECT 1 FROM page p WHERE p.hot_case = c.id AND p.state IN ('sent', 'delivered', 'answered')))
            LIMIT 1
            """, [.integer(hotCase.rawValue)]) != nil
    }

    /// Why an answer is not sent now; nil: it is.
    static func silence(
        _ answer: StoredAnswer, _ message: StoredMessage?, _ manners: Manners?, now: Moment,
        _ transaction: any Transaction
    ) throws -> Silence? {
        guard let manners, manners.sources.contains(answer.source) else { return Silence(.off) }
        let customer = try message?.customer ?? StoredCustomer.with(answer.handle, transaction)
        let correspondence = try StoredCorrespondence(
            handle: answer.handle, customer: customer, conversation: answer.conversation, hotCase: nil, identity: nil,
            time: now, besides: answer.id, countsPreviews: manners.mode == .preview
        ).recall(now: now, transaction)
        return manners.silence(
            of: answer.draft, to: answer.handle,
            // What is told of a call may follow a message of days ago.
            writtenAt: answer.draft.kind.isAcknowledgement
                ? message?.message.time ?? answer.createdAt : answer.createdAt,
            correspondence: correspondence, now: now)
    }

    /// Writes how attempts ended. Returns those that were refused because the lease had been lost.
    package func settle(answers settlements: [AnswerSettlement], now: Moment) async throws -> [ErrandID] {
        guard !settlements.isEmpty else { return [] }
        return try await engine.write { transaction in
            try settlements.compactMap { settlement in
                let isTaken = try StoredErrand.settle(
                    Settlement(errand: settlement.errand, epoch: settlement.epoch, outcome: settlement.ofErrand),
                    at: now, transaction)
                guard isTaken else { return settlement.errand }
                try Self.write(settlement, now: now, transaction)
                return nil
            }
        }
    }

    private static func write(_ settlement: AnswerSettlement, now: Moment, _ transaction: any Transaction) throws {
        let (state, reason): (StoredAnswer.State, String) =
            switch settlement.outcome {
            case .sent: (.sent, "")
            case .preview: (.preview, "")
            case .retry(_, let error): (.waiting, error)
            case .unknown(let askAt, let error): (askAt == nil ? .unknown : .waiting, error)
            case .failed(let error): (.failed, error)
            case .withdrawn(let silence): (.withdrawn, silence.stored)
            }
        if state == .preview {
            // What was only written down is not in the way of what is sent once the mode is on.
            try transaction.run(
                "UPDATE errand SET idempotency_key = ?2 WHERE id = ?1",
                [.integer(settlement.errand.rawValue), .text("ack.preview.\(settlement.errand.rawValue)")])
        }
        try transaction.run(
            """
            UPDATE answer
            SET state = ?2, reason = ?3, subject = CASE WHEN ?4 = '' THEN subject ELSE ?4 END,
                text = CASE WHEN ?5 = '' THEN text ELSE ?5 END,
                receipt = CASE WHEN ?6 = '' THEN receipt ELSE ?6 END, sent_at = coalesce(?7, sent_at)
            WHERE errand = ?1
            """,
            [
                .integer(settlement.errand.rawValue), .text(state.rawValue), .text(Value.withoutNul(reason)),
                .text(Value.withoutNul(settlement.subject)), .text(Value.withoutNul(settlement.text)),
                .text(Value.withoutNul(settlement.receipt)), state == .sent ? .time(now) : .null,
            ])
    }
}

extension AnswerSettlement {
    fileprivate var ofErrand: Settlement.Outcome {
        switch outcome {
        case .sent: .sent(answer: receipt)
        case .preview: .cancelled(because: "written down and not sent: the mode is preview")
        case .retry(let at, let error): .retry(at: at, error: error)
        case .unknown(.some(let at), let error): .unknown(at: at, error: error)
        case .unknown(nil, let error): .givenUp(error: "it may have arrived, so it is not sent again: \(error)")
        case .failed(let error): .givenUp(error: error)
        case .withdrawn(let silence): .cancelled(because: silence.stored)
        }
    }
}
