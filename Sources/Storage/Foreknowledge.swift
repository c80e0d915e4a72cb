import Triage

/// What is asked of the database once for all messages of a page, so that most of them need not ask: over a network a
/// hundred questions at once take as long as one. An engine in this process answers each as quickly by itself.
struct Foreknowledge {
    /// Bytes, since two spellings of one letter are equal texts and different names.
    private struct Name: Hashable {
        let bytes: [UInt8]
        init(_ text: String) { bytes = Array(text.utf8) }
    }
    /// Names that were asked about; of others nothing is known.
    private var asked: Set<Name> = []
    private var messages: Set<Name> = []
    private var conversations: Set<Name> = []
    private var quarantined: Set<Name> = []
    /// Row numbers kept for messages and conversations that are about to be written, the lowest last.
    private var rows: [(message: Int64, conversation: Int64)] = []

    /// Answers that one message names are asked about up to here.
    static let mostAnswers = 32

    /// No message has this identity.
    func isNoMessage(_ name: String) -> Bool { isAbsent(name, messages) }
    /// No conversation of the page's source has this key.
    func isNoConversation(_ name: String) -> Bool { isAbsent(name, conversations) }
    func isNotQuarantined(_ name: String) -> Bool { isAbsent(name, quarantined) }

    private func isAbsent(_ text: String, _ present: Set<Name>) -> Bool {
        let name = Name(text)
        return asked.contains(name) && !present.contains(name)
    }

    mutating func note(message: String) { messages.insert(Name(message)) }
    mutating func note(conversation: String) { conversations.insert(Name(conversation)) }
    mutating func note(quarantined name: String) { quarantined.insert(Name(name)) }

    /// For one message and the conversation that it may begin.
    mutating func takeRow(_ transaction: any Transaction) throws -> (message: Int64, conversation: Int64)? {
        if rows.isEmpty { try reserve(1, transaction) }
        return rows.popLast()
    }

    init(_ page: HeardPage, source: Int64, _ transaction: any Transaction) throws {
        var texts: [String] = []
        var identities: Set<Name> = []
        for item in page.items {
            switch item.heard {
            case .unreadable(let unreadable): ask(unreadable.identity, &texts)
            case .message(let message):
                identities.insert(Name(Value.key(message.identity)))
                ask(message.identity, &texts)
                if let key = message.conversationKey { ask(key, &texts) }
                for answered in message.answers.prefix(Self.mostAnswers) { ask(answered, &texts) }
            }
        }
        guard !texts.isEmpty else { return }
        let rows = try transaction.rows(
            """
            WITH names (list) AS MATERIALIZED (
                SELECT ARRAY(SELECT json_array_elements_text(CAST(?1 AS json))))
            SELECT 1, identity FROM message WHERE identity = ANY (CAST((SELECT list FROM names) AS text[]))
            UNION ALL
            SELECT 2, key FROM conversation
            WHERE source = ?2 AND key = ANY (CAST((SELECT list FROM names) AS text[]))
            UNION ALL
            SELECT 3, identity FROM quarantine WHERE identity = ANY (CAST((SELECT list FROM names) AS text[]))
            """, [.text(StoredJSON.list(texts)), .integer(source)])
        for row in rows {
            let name = Name(try row.text(1))
            switch try row.integer(0) {
            case 1: messages.insert(name)
            case 2: conversations.insert(name)
            default: quarantined.insert(name)
            }
        }
        try reserve(identities.subtracting(messages).count, transaction)
    }

    private mutating func ask(_ name: String, _ texts: inout [String]) {
        let name = Value.key(name)
        // It would stand under another name.
        if Value.hasNul(name) { return }
        if asked.insert(Name(name)).inserted { texts.append(name) }
    }

    private mutating func reserve(_ count: Int, _ transaction: any Transaction) throws {
        guard count > 0 else { return }
        rows += try transaction.rows(
            """
            SELECT nextval(pg_get_serial_sequence('message', 'id')),
                nextval(pg_get_serial_sequence('conversation', 'id'))
            FROM generate_series(1, ?1)
            """, [.int(count)]
        ).map { (try $0.integer(0), try $0.integer(1)) }.reversed()
    }
}
