import Triage

/// Recalls what went between us and one person: a handful of look-ups by index, and only where somebody is answered
/// by itself.
struct StoredCorrespondence {
    var handle: Handle
    var customer: Customer?
    var conversation: ConversationID?
    var hotCase: CaseID?
    /// Of the message that asks, which is none of those heard before it; nil: every message counts.
    var identity: String?
    /// In which it was heard; the same words on another line are another message.
    var source: SourceName?
    /// From when the last ten minutes are counted back.
    var time: Moment
    /// An answer that asks about itself is none of those given before it.
    var besides: Int64 = 0
    /// What was only written down, in a preview, counts as said: only while the mode still is preview.
    var countsPreviews = false
    /// How long the slots are that are sold; nil: no call-backs are offered, and nothing of them is recalled.
    var callBackSlot: Duration?
    /// The invitation that their calendar answers.
    var appointment: String?

    /// How far back an acknowledgement of the conversation is looked for; no window is longer.
    static let longestWindow = Duration.seconds(31 * 86_400)

    func recall(now: Moment, _ transaction: any Transaction) throws -> Correspondence {
        var found = Correspondence()
        found.optedOut = try StoredOptOut.holding(handle, customer, transaction)
        found.isRefused = customer?.consent[handle.channel.rawValue] == .refused
        let said = try recallAnswers(into: &found, now: now, transaction)
        try recallDanger(into: &found, transaction)
        try recallHeard(into: &found, said, transaction)
        if let conversation {
            let row = try transaction.row(
                "SELECT answered_at FROM conversation WHERE id = ?1", [.integer(conversation.rawValue)])
            if let row {
                var columns = Columns(row)
                found.answeredAt = try columns.timeOrNil()
            }
        }
        if let callBackSlot { try recallCallBacks(slot: callBackSlot, into: &found, now: now, transaction) }
        if let hotCase { found.incidentStatus = try IncidentStatus.of(hotCase, transaction)?.words }
        return found
    }

    /// Of what we said to them by ourselves.
    private struct Said {
        /// Messages that were answered.
        var answered: Set<Int64> = []
        /// When the newest went out.
        var sent: Moment?
    }

    private func recallAnswers(
        into found: inout Correspondence, now: Moment, _ transaction: any Transaction
    ) throws -> Said {
        var said = Said()
        if let conversation {
            let row = try transaction.row(
                """
                SELECT created_at, visibility FROM answer
                WHERE conversation = ?1 AND state <> 'withdrawn' AND id <> ?2
                    AND kind IN ('after-hours', 'holiday', 'hot', 'outage') AND (?3 = 1 OR state <> 'preview')
                ORDER BY id DESC LIMIT 1
                """, [.integer(conversation.rawValue), .integer(besides), .flag(countsPreviews)])
            if let row {
                found.lastAcknowledgement = Moment(microseconds: try row.integer(0))
                let visibility = Message.Visibility(rawValue: try row.text(1))
                found.lastAcknowledgementWasPublic = visibility == .open || visibility == .unlisted
            }
        }
        let rows = try transaction.rows(
            """
            SELECT kind, state, created_at, language, text, message, sent_at FROM answer
            WHERE handle = ?1 AND created_at >= ?2 AND id <> ?3 ORDER BY created_at DESC, id DESC LIMIT 64
            """,
            [.text(StoredCustomer.key(handle)), .time(now - .seconds(86_400)), .integer(besides)])
        for row in rows {
            var columns = Columns(row)
            let kind = try columns.word(AnswerKind.self)
            let state = try columns.word(StoredAnswer.State.self)
            let at = try columns.time()
            let language = try columns.text()
            let text = try columns.text()
            let message = try columns.integerOrNil()
            let sentAt = try columns.timeOrNil()
            if state == .withdrawn || state == .preview && !countsPreviews { continue }
            if let message { said.answered.insert(message) }
            if let sentAt { said.sent = max(said.sent ?? sentAt, sentAt) }
            if kind.isAcknowledgement, at > now - .seconds(86_400) { found.acknowledgedToday += 1 }
            found.language = found.language ?? language
            if state != .preview, !text.isEmpty, found.ourTexts.count < Correspondence.mostTexts {
                found.ourTexts.append(Self.cut(text))
            }
        }
        let domain = handle.cappedDomain
        if !domain.isEmpty {
            found.domainThisHour = Int(
                try transaction.integer(
                    """
                    SELECT count(*) FROM answer
                    WHERE domain = ?1 AND domain <> '' AND created_at > ?2 AND state <> 'withdrawn' AND id <> ?3
                        AND kind IN ('after-hours', 'holiday', 'hot', 'outage') AND (?4 = 1 OR state <> 'preview')
                    """,
                    [.text(domain), .time(now - .seconds(3600)), .integer(besides), .flag(countsPreviews)]))
        }
        return said
    }

    /// Of the conversation, as an acknowledgement is: in another they are told again.
    private func recallDanger(into found: inout Correspondence, _ transaction: any Transaction) throws {
        guard let conversation else { return }
        for row in try transaction.rows(
            """
            SELECT created_at, facts FROM answer
            WHERE conversation = ?1 AND state <> 'withdrawn' AND id <> ?2 AND kind = 'hot'
                AND (?3 = 1 OR state <> 'preview')
            ORDER BY id DESC LIMIT 16
            """, [.integer(conversation.rawValue), .integer(besides), .flag(countsPreviews)])
        where try StoredJSON.value(AnswerFacts.self, row.text(1)).isDanger == true {
            found.toldOfDanger = Moment(microseconds: try row.integer(0))
            return
        }
    }

    /// Whoever reads our question and answers it takes longer than this.
    private static let shortestReading = Duration.seconds(10)

    /// By the hour, as the index has it. An edit is no further message.
    private func recallHeard(
        into found: inout Correspondence, _ said: Said, _ transaction: any Transaction
    ) throws {
        guard let identity else { return }
        let from = time - Correspondence.lately
        let rows = try transaction.rows(
            """
            SELECT m.identity, m.text, m.id, m.time, s.name FROM message m JOIN source s ON s.id = m.source
            WHERE (m.time / 3600000000) IN (?1, ?2) AND m.handle = ?3 AND m.time >= ?4 AND m.time <= ?5
                AND m.filtered_by IS NULL AND m.identity <> ?6
            ORDER BY m.id DESC LIMIT 100
            """,
            [
                .integer(Contacts.hour(of: from)), .integer(Contacts.hour(of: time)),
                .text(StoredCustomer.key(handle)), .time(from), .time(time), .text(Value.key(identity)),
            ])
        var seen: Set<String> = []
        var isLast = true
        for row in rows where seen.insert(try row.text(0)).inserted {
            if isLast, try row.text(4) == source?.rawValue {
                isLast = false
                let at = Moment(microseconds: try row.integer(3))
                // What reached them since may have asked something, and the same words answer it.
                let isOpen = said.sent.map { $0 < at || time < $0 + Self.shortestReading } ?? true
                if isOpen, said.answered.contains(try row.integer(2)) {
                    found.answeredLast = .init(text: try row.text(1), at: at)
                }
            }
            found.heardLately += 1
            if found.heardTexts.count < Correspondence.mostTexts { found.heardTexts.append(Self.cut(try row.text(1))) }
        }
    }

    private func recallCallBacks(
        slot: Duration, into found: inout Correspondence, now: Moment, _ transaction: any Transaction
    ) throws {
        if let conversation { found.talk = try StoredTalk.newest(of: conversation, transaction) }
        found.callBack = try StoredCallBack.standing(of: handle, customer, in: conversation, transaction)
        if let appointment { found.appointment = try StoredCallBack.invited(handle, by: appointment, transaction) }
        found.taken = try StoredCallBack.taken(slot: slot, from: now, transaction)
        guard let conversation, found.talk?.state.isOpen == true || found.callBack != nil else { return }
        let row = try transaction.row(
            """
            SELECT m.text, m.time FROM message m JOIN conversation c ON c.id = m.conversation
            WHERE m.source = (SELECT source FROM conversation WHERE id = ?1) AND m.filtered_by IS NULL
                AND m.conversation = ?1 AND m.is_hot IS NOT NULL
                AND (c.answered_at IS NULL OR m.time > c.answered_at)
            ORDER BY m.id LIMIT 1
            """, [.integer(conversation.rawValue)])
        guard let row else { return }
        found.topic = Self.cut(try row.text(0))
        found.waitedSince = Moment(microseconds: try row.integer(1))
    }

    private static func cut(_ text: String) -> String {
        guard text.utf8.count > Correspondence.textLength else { return text }
        return String(decoding: text.utf8.prefix(Correspondence.textLength), as: UTF8.self)
    }
}
