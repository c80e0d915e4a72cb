import Triage

/// Something that a search found.
package struct Found: Hashable, Sendable {
    package var thing: Thing
    /// Of a case its title, of a message its author, of a customer their name.
    package var title: String
    /// On one line, at most 160 characters.
    package var words: String
    /// When it was heard; nil for a customer.
    package var at: Moment?

    package enum Thing: Hashable, Sendable {
        case hotCase(CaseID)
        /// With the case that it belongs to.
        case message(MessageID, hotCase: CaseID?)
        case customer(CustomerID)
    }
}

extension Store {
    /// Cases, then customers, then messages: what has this number, this ticket or this handle, then whatever has all
    /// these words or words that begin so, the newest first. Of messages only those that belong to a case are found
    /// by their words; others by their ticket.
    /// - Parameter limit: of each kind, at most 200.
    package func search(_ words: String, limit: Int) async throws -> [Found] {
        let sought = Sought(words)
        let limit = min(max(limit, 1), 200)
        return try await engine.read { transaction in
            var cases: [Int64] = []
            var customers: [String] = []
            var messages: [Int64] = []
            if let number = sought.number { cases.append(number) }
            for ticket in sought.tickets {
                messages += try transaction.rows(
                    "SELECT message FROM errand WHERE idempotency_key = ?1 AND message IS NOT NULL", [.text(ticket)]
                ).map { try $0.integer(0) }
            }
            for handle in sought.handles {
                customers += try transaction.rows(
                    "SELECT customer FROM customer_handle WHERE handle = ?1", [.text(handle)]
                ).map { try $0.text(0) }
                messages += try transaction.rows(
                    """
                    SELECT id FROM message WHERE handle = ?1 AND hot_case IS NOT NULL
                    ORDER BY hot_case DESC, id DESC LIMIT ?2
                    """, [.text(handle), .int(limit)]
                ).map { try $0.integer(0) }
            }
            if let query = sought.query(transaction.dialect) {
                let values: [Value] = [.text(query), .int(limit)]
                cases += try Self.casesOf(values, transaction)
                customers += try Self.customersOf(values, transaction)
                messages += try Self.messagesOf(values, transaction)
            }
            return try Found.cases(Self.once(cases, limit), transaction)
                + Found.customers(Self.once(customers, limit), transaction)
                + Found.messages(Self.once(messages, limit), transaction)
        }
    }

    private static func once<T: Hashable>(_ things: [T], _ limit: Int) -> [T] {
        var seen: Set<T> = []
        return Array(things.filter { seen.insert($0).inserted }.prefix(limit))
    }

    private static func casesOf(_ values: [Value], _ transaction: any Transaction) throws -> [Int64] {
        let rows =
            switch transaction.dialect {
            case .sqlite:
                try transaction.rows(
                    "SELECT rowid FROM case_words WHERE case_words MATCH ?1 ORDER BY rowid DESC LIMIT ?2", values)
            case .postgres:
                try transaction.rows(
                    """
                    SELECT id FROM hot_case
                    WHERE to_tsvector('simple', translate(title, '@./_:#-', '       ')) @@ to_tsquery('simple', ?1)
                    ORDER BY id DESC LIMIT ?2
                    """, values)
            }
        return try rows.map { try $0.integer(0) }
    }

    private static func customersOf(_ values: [Value], _ transaction: any Transaction) throws -> [String] {
        let rows =
            switch transaction.dialect {
            case .sqlite:
                try transaction.rows(
                    """
                    SELECT n.customer FROM customer_words w JOIN customer_name n ON n.id = w.rowid
                    WHERE customer_words MATCH ?1 ORDER BY w.rowid DESC LIMIT ?2
                    """, values)
            case .postgres:
                try transaction.rows(
                    """
                    SELECT id FROM customer
                    WHERE to_tsvector('simple', translate(name, '@./_:#-', '       ')) @@ to_tsquery('simple', ?1)
                    ORDER BY id LIMIT ?2
                    """, values)
            }
        return try rows.map { try $0.text(0) }
    }

    private static func messagesOf(_ values: [Value], _ transaction: any Transaction) throws -> [Int64] {
        let rows =
            switch transaction.dialect {
            case .sqlite:
                try transaction.rows(
                    "SELECT rowid FROM message_words WHERE message_words MATCH ?1 ORDER BY rowid DESC LIMIT ?2",
                    values)
            case .postgres:
                try transaction.rows(
                    """
                    SELECT id FROM message
                    WHERE hot_case IS NOT NULL AND to_tsvector('simple', translate(
                        left(text, 20000) || ' ' || subject || ' ' || display_name || ' ' || handle,
                        '@./_:#-', '       ')) @@ to_tsquery('simple', ?1)
                    ORDER BY id DESC LIMIT ?2
                    """, values)
            }
        return try rows.map { try $0.integer(0) }
    }
}

/// What somebody typed into the search.
private struct Sought {
    let number: Int64?
    let tickets: [String]
    let handles: [String]
    private let terms: [String]

    private static let longest = 500
    private static let mostTerms = 8
    private static let longestTerm = 40

    init(_ words: String) {
        let words = String(words.prefix(Self.longest)).filter { !$0.isNewline }
        let whole = words.split(whereSeparator: \.isWhitespace)
        var text = whole.joined(separator: " ")
        for lead in ["#", "case ", "Case "] where text.hasPrefix(lead) { text.removeFirst(lead.count) }
        number = Int64(text).flatMap { $0 > 0 ? $0 : nil }
        // A Message-ID, with or without its brackets; an address of a person.
        let single = whole.count == 1 ? String(whole[0]) : ""
        let bare = single.trimmed("<>")
        tickets = bare.contains("@") ? [bare] : []
        let address = single.trimmed("<>@,;").lowercased()
        let isAddress = address.contains("@") || address.hasPrefix("+")
        handles = isAddress ? Channel.allCases.map { Value.key("\($0.rawValue):\(address)") } : []
        terms = words.split { !$0.isLetter && !$0.isNumber }.prefix(Self.mostTerms).map {
            String($0.prefix(Self.longestTerm))
        }
    }

    /// Terms hold letters and digits alone, so nothing in them is taken for the language of a query.
    func query(_ dialect: Dialect) -> String? {
        guard !terms.isEmpty else { return nil }
        return switch dialect {
        case .sqlite: terms.map { "\"\($0)\"*" }.joined(separator: " ")
        case .postgres: terms.map { "'\($0)':*" }.joined(separator: " & ")
        }
    }
}

extension String {
    fileprivate func trimmed(_ these: String) -> String {
        var text = self[...]
        while let first = text.first, these.contains(first) { text.removeFirst() }
        while let last = text.last, these.contains(last) { text.removeLast() }
        return String(text)
    }
}

extension Found {
    fileprivate static func cases(_ ids: [Int64], _ transaction: any Transaction) throws -> [Found] {
        try QueueLine.load(ids, transaction).map {
            Found(thing: .hotCase($0.id), title: $0.title, words: $0.newest?.words ?? "", at: $0.firstHeard)
        }
    }

    fileprivate static func customers(_ ids: [String], _ transaction: any Transaction) throws -> [Found] {
        try ids.compactMap { id in
            guard let customer = try StoredCustomer.load(CustomerID(rawValue: id), transaction) else { return nil }
            let handles = customer.handles.map(\.address).joined(separator: " ")
            return Found(
                thing: .customer(customer.id), title: customer.name, words: QueueLine.oneLine(handles), at: nil)
        }
    }

    fileprivate static func messages(_ ids: [Int64], _ transaction: any Transaction) throws -> [Found] {
        try ids.compactMap { id in
            guard
                let row = try transaction.row(
                    "SELECT hot_case, handle, display_name, subject, substr(text, 1, 400), heard_at FROM message WHERE id = ?1",
                    [.integer(id)])
            else { return nil }
            var columns = Columns(row)
            let hotCase = try columns.caseOrNil()
            let handle = try StoredCustomer.handle(try columns.text())
            let name = try columns.text()
            let subject = try columns.text()
            let text = try columns.text()
            return Found(
                thing: .message(MessageID(rawValue: id), hotCase: hotCase),
                title: name.isEmpty ? handle.address : "\(name) (\(handle.address))",
                words: QueueLine.oneLine(subject.isEmpty ? text : "\(subject): \(text)"), at: try columns.time())
        }
    }
}
