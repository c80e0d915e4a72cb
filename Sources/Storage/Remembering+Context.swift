import Triage

/// What rules may ask about a person and a conversation; recalled only where a rule that may come true asks.
extension Remembering {
    func recallContext(_ asks: Asks, _ conversation: StoredConversation?, into memory: inout Memory) throws {
        let needs = asks.needs
        if needs.wantsUnanswered, let conversation {
            memory.unansweredSince = try unansweredSince(conversation.value.id)
        }
        guard needs.contactsWithin != nil || needs.wantsOpenCases else { return }
        // A person whom the CRM knows writes under several handles.
        let handles = Set(([asks.author] + (memory.customer?.handles ?? [])).map(StoredCustomer.key))
        if let seconds = needs.contactsWithin {
            let until = min(asks.time, now)
            memory.contacts = try contacts(handles, from: until - .seconds(seconds), until: until, beside: asks)
        }
        if needs.wantsOpenCases { memory.openCases = try openCases(handles) }
    }

    /// Newest first; an edit is no further contact.
    private func contacts(_ handles: Set<String>, from: Moment, until: Moment, beside asks: Asks) throws -> [Moment] {
        guard let firstHour = try firstHour() else { return [] }
        let asked = Contacts(from: from, until: until, besides: Value.key(asks.identity), firstHour: firstHour)
        var contacts: [Moment] = []
        for handle in handles { contacts += try asked.times(of: handle, transaction) }
        if asks.wantsCorrespondence, contacts.count > 1 {
            let set = try answeringUs(handles, contacts, since: from)
            contacts.removeAll(where: set.contains)
        }
        return contacts.count < 2
            ? contacts : Array(contacts.sorted(by: >).prefix(Surroundings.mostContacts))
    }

    /// When they wrote what only answered us: "2", "cancel call" and "thanks" are no further contacts about their
    /// trouble, nor are STOP, START and HELP, and nobody is to be called for them. What told of trouble beside it is
    /// one, and so is what was not understood.
    private func answeringUs(_ handles: Set<String>, _ contacts: [Moment], since: Moment) throws -> Set<Moment> {
        var times: Set<Moment> = []
        // So many hours are no talk.
        let hours = Set(contacts.map(Contacts.hour)).sorted(by: >).prefix(Self.mostHours)
        for handle in handles {
            for row in try transaction.rows(
                """
                SELECT m.time FROM answer a JOIN message m ON m.id = a.message
                WHERE a.handle = ?1 AND a.created_at >= ?2 AND coalesce(m.heat, 0) = 0
                    AND a.kind IN ('call-back-offer', 'call-back-ask', 'call-back-number', 'call-back-booked',
                        'call-back-moved', 'call-back-cancelled', 'opted-out', 'opted-in', 'help')
                    AND a.facts NOT LIKE '%"why":"not-understood"%'
                LIMIT 200
                """, [.text(handle), .time(since)])
            {
                times.insert(Moment(microseconds: try row.integer(0)))
            }
            // And what was answered by silence.
            for hour in hours {
                for row in try transaction.rows(
                    """
                    SELECT time, silence FROM message
                    WHERE (time / 3600000000) = ?1 AND handle = ?2 AND silence IS NOT NULL AND coalesce(heat, 0) = 0
                    LIMIT 100
                    """, [.integer(hour), .text(handle)])
                where Silence(stored: try row.text(1))?.isNoContact == true {
                    times.insert(Moment(microseconds: try row.integer(0)))
                }
            }
        }
        return times
    }

    private static let mostHours = 48

    /// The oldest of the first hundred that wait, in the order in which they were heard. What was never judged
    /// is the brand's own word.
    private func unansweredSince(_ conversation: ConversationID) throws -> Moment? {
        let row = try transaction.row(
            """
            SELECT min(first.time) FROM (
                SELECT m.time FROM message m JOIN conversation c ON c.id = m.conversation
                WHERE m.source = (SELECT source FROM conversation WHERE id = ?1) AND m.filtered_by IS NULL
                    AND m.conversation = ?1 AND m.is_hot IS NOT NULL
                    AND (c.answered_at IS NULL OR m.time > c.answered_at)
                ORDER BY m.id LIMIT 100
            ) first
            """, [.integer(conversation.rawValue)])
        guard let row else { return nil }
        var columns = Columns(row)
        return try columns.timeOrNil()
    }

    private func openCases(_ handles: Set<String>) throws -> Int {
        var open: Set<Int64> = []
        for handle in handles {
            for row in try transaction.rows(
                """
                SELECT id FROM hot_case
                WHERE id IN (SELECT hot_case FROM message WHERE handle = ?1 AND hot_case IS NOT NULL)
                    AND state IN ('open', 'claimed', 'acknowledged', 'snoozed')
                """, [.text(handle)])
            {
                open.insert(try row.integer(0))
            }
        }
        return open.count
    }

    /// The conversation that the brand's own message answers: that of the nearest message answered, whoever
    /// wrote it, else the one under its key.
    func conversationAnswered(by asks: Asks, under key: StoredConversation?) throws -> ConversationID? {
        for answered in asks.answers.prefix(32) {
            if let row = try transaction.row(
                """
                SELECT conversation FROM message
                WHERE identity = ?1 AND conversation IS NOT NULL AND is_hot IS NOT NULL ORDER BY id DESC LIMIT 1
                """, [.text(Value.key(answered))])
            {
                return ConversationID(rawValue: try row.integer(0))
            }
        }
        return asks.conversationKey == asks.identity ? nil : key?.value.id
    }

    /// What is answered at one time is answered, however late an earlier answer is heard.
    func note(answerOf conversation: ConversationID, at time: Moment) throws {
        try transaction.run(
            """
            UPDATE conversation SET answered_at = ?2
            WHERE id = ?1 AND (answered_at IS NULL OR answered_at < ?2)
            """, [.integer(conversation.rawValue), .time(min(time, now))])
    }

    /// What went out by itself is heard again where the brand's own words are: nobody has answered for that.
    func isByItself(_ identity: String, in conversation: ConversationID) throws -> Bool {
        try transaction.row(
            "SELECT 1 FROM answer WHERE conversation = ?1 AND receipt = ?2",
            [.integer(conversation.rawValue), .text(Value.key(identity))]) != nil
    }

    // MARK: Spikes

    func recallSpikes(_ asks: Asks, into memory: inout Memory) throws {
        guard !asks.spikes.isEmpty else { return }
        var counted: Set<String> = []
        if case .earlierRevision = memory.known {
            for row in try transaction.rows(
                "SELECT spikes FROM message WHERE identity = ?1 AND spikes IS NOT NULL",
                [.text(Value.key(asks.identity))])
            {
                counted.formUnion(try row.text(0).split(separator: " ").map(String.init))
            }
        }
        for ask in asks.spikes {
            memory.spikes.append(
                try shelf.recall(ask, isCounted: counted.contains(ask.spike.name), now: now, transaction))
        }
    }

    func write(
        _ decision: Decision, spikesOf message: Int64, conversation: ConversationID?,
        _ counts: inout Remembered.Counts
    ) throws {
        for change in decision.spikes {
            let opened = try shelf.count(
                change, message: message, conversation: conversation, now: now, transaction)
            guard change.firing != nil else { continue }
            counts.spikes += 1
            guard let opened, case .open(let draft) = change.caseChange, var verdict = decision.verdict else {
                continue
            }
            // The spike's case, not the message's.
            verdict.isHot = true
            (verdict.heat, verdict.severity, verdict.reasons) = (draft.heat, draft.severity, draft.reasons)
            counts.hot.append(
                .init(
                    caseID: opened, isNewCase: true, message: MessageID(rawValue: message), verdict: verdict,
                    title: draft.title))
        }
    }
}
