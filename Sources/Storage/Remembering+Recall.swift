import Triage

extension Remembering {
    /// Reads what `asks` names. The conversation is that of an earlier revision, else that of the nearest
    /// message answered which the same author wrote in the same source, else the one under its key.
    func recall(_ asks: Asks, source: Int64) throws -> Memory {
        let identity = Value.key(asks.identity)
        let revision = Value.key(asks.revision)
        var memory = Memory()
        memory.asked = asks.needs
        var conversation: StoredConversation?
        var newest: Int64?
        if !isNoMessage(identity) {
            for row in try transaction.rows(
                "SELECT revision, id FROM message WHERE identity = ?1", [.text(identity)])
            {
                if try row.text(0) == revision { return Memory(known: .yes) }
                newest = max(newest ?? 0, try row.integer(1))
            }
        }
        if try isQuarantined(identity, revision: revision) { return Memory(known: .yes) }
        if let newest,
            let row = try transaction.row(
                "SELECT text, conversation FROM message WHERE id = ?1", [.integer(newest)])
        {
            var columns = Columns(row)
            memory.known = .earlierRevision(text: try columns.text())
            if let id = try columns.integerOrNil() { conversation = try self.conversation(id) }
        }
        if try hasCustomers() {
            memory.customer = try StoredCustomer.with(asks.author, transaction)
        }
        if conversation == nil { conversation = try self.conversation(answering: asks, source: source) }
        if conversation == nil { conversation = try self.conversation(ofAppointment: asks, source: source) }
        if conversation == nil { conversation = try self.conversation(under: asks, source: source) }
        if let conversation {
            memory.conversation = conversation.value
            if let id = conversation.openCase, let hotCase = try StoredCase.load(id, transaction), hotCase.state.isOpen
            {
                memory.openCase = hotCase
            }
        }
        if asks.isOwn || asks.isAgent || memory.customer?.tags.contains("agent") == true {
            let answered = try conversationAnswered(by: asks, under: asks.isOwn ? conversation : nil)
            // Of our people only what they write in somebody else's conversation.
            if asks.isOwn || answered != conversation?.value.id { memory.answered = answered }
        }
        if asks.needs != .nothing { try recallContext(asks, conversation, into: &memory) }
        try recallSpikes(asks, into: &memory)
        return memory
    }

    private func isNoMessage(_ name: String) -> Bool { foreknown?.isNoMessage(name) ?? false }

    private func conversation(answering asks: Asks, source: Int64) throws -> StoredConversation? {
        for answered in asks.answers.prefix(Foreknowledge.mostAnswers) where !isNoMessage(Value.key(answered)) {
            if let row = try transaction.row(
                """
                SELECT c.id, c.messages, c.tickets, c.is_hot, c.first_ticket, c.last_ticket, c.open_case
                FROM message m JOIN conversation c ON c.id = m.conversation
                WHERE m.identity = ?1 AND m.source = ?2 AND m.handle = ?3
                ORDER BY m.id DESC LIMIT 1
                """,
                [.text(Value.key(answered)), .integer(source), .text(StoredCustomer.key(asks.author))])
            {
                return try StoredConversation(row)
            }
        }
        return asks.wantsCorrespondence ? try conversation(answeringOurs: asks, source: source) : nil
    }

    /// A reply to what we said to its author by ourselves belongs where that was said: a post names nothing but what
    /// it is a reply to, and our own words are no message that was heard.
    private func conversation(answeringOurs asks: Asks, source: Int64) throws -> StoredConversation? {
        for answered in asks.answers.prefix(Self.mostOurs) where !answered.isEmpty {
            // A receipt is the far end's name of it, with or without the channel and the server before it.
            let tail = answered.split(separator: ":").last.map(String.init) ?? answered
            if let row = try transaction.row(
                """
                SELECT c.id, c.messages, c.tickets, c.is_hot, c.first_ticket, c.last_ticket, c.open_case
                FROM answer a JOIN conversation c ON c.id = a.conversation
                WHERE a.handle = ?1 AND a.receipt <> '' AND a.receipt IN (?2, ?3) AND c.source = ?4
                ORDER BY a.id DESC LIMIT 1
                """,
                [.text(StoredCustomer.key(asks.author)), .text(Value.key(answered)), .text(tail), .integer(source)])
            {
                return try StoredConversation(row)
            }
        }
        return nil
    }

    /// The nearest are enough: further back stands what they wrote themselves.
    private static let mostOurs = 4

    /// A calendar's answer names no mail: it belongs where the call was agreed.
    private func conversation(ofAppointment asks: Asks, source: Int64) throws -> StoredConversation? {
        guard let appointment = asks.appointment else { return nil }
        return try StoredConversation(
            transaction.row(
                """
                SELECT c.id, c.messages, c.tickets, c.is_hot, c.first_ticket, c.last_ticket, c.open_case
                FROM call_back b JOIN conversation c ON c.id = b.conversation
                WHERE b.uid = ?1 AND b.handle = ?2 AND c.source = ?3
                """,
                [.text(Value.withoutNul(appointment)), .text(StoredCustomer.key(asks.author)), .integer(source)]))
    }

    /// A conversation whose key is its first message's identity is found by that message.
    private func conversation(under asks: Asks, source: Int64) throws -> StoredConversation? {
        let name = Value.key(asks.conversationKey)
        let key: [Value] = [.integer(source), .text(name)]
        if !(foreknown?.isNoConversation(name) ?? false),
            let named = try transaction.row(
                """
                SELECT id, messages, tickets, is_hot, first_ticket, last_ticket, open_case
                FROM conversation WHERE source = ?1 AND key = ?2
                """, key)
        {
            return try StoredConversation(named)
        }
        if asks.conversationKey == asks.identity || isNoMessage(name) { return nil }
        return try StoredConversation(
            transaction.row(
                """
                SELECT c.id, c.messages, c.tickets, c.is_hot, c.first_ticket, c.last_ticket, c.open_case
                FROM message m JOIN conversation c ON c.id = m.conversation
                WHERE m.identity = ?2 AND m.source = ?1 ORDER BY m.id DESC LIMIT 1
                """, key))
    }

    private func conversation(_ id: Int64) throws -> StoredConversation? {
        try StoredConversation(
            transaction.row(
                """
                SELECT id, messages, tickets, is_hot, first_ticket, last_ticket, open_case
                FROM conversation WHERE id = ?1
                """, [.integer(id)]))
    }
}

/// A row of `conversation`. `last_ticket` is null while the first is the only one.
struct StoredConversation {
    var value: Conversation
    var openCase: CaseID?

    init?(_ row: Row?) throws {
        guard let row else { return nil }
        var columns = Columns(row)
        value = Conversation(
            id: ConversationID(rawValue: try columns.integer()), messages: try columns.int(),
            tickets: try columns.int(), isHot: try columns.flag(), firstTicket: try columns.textOrNil(),
            lastTicket: try columns.textOrNil())
        value.lastTicket = value.lastTicket ?? value.firstTicket
        openCase = try columns.integerOrNil().map { CaseID(rawValue: $0) }
    }
}
