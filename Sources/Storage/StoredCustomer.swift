import Triage

/// The rows of `customer` and `customer_handle`.
enum StoredCustomer {
    /// A handle as one column: `mastodon:ana@mastodon.example`.
    static func key(_ handle: Handle) -> String { Value.key(handle.channel.rawValue + ":" + handle.address) }

    static func handle(_ key: String) throws -> Handle {
        guard let colon = key.firstIndex(of: ":"), let channel = Channel(rawValue: String(key[..<colon])) else {
            throw StorageError.fault("\"\(key)\" is not a stored handle")
        }
        return Handle(channel: channel, normalised: String(key[key.index(after: colon)...]))
    }

    static func with(_ handle: Handle, _ transaction: any Transaction) throws -> Customer? {
        try transaction.row("SELECT customer FROM customer_handle WHERE handle = ?1", [.text(key(handle))])
            .flatMap { try load(CustomerID(rawValue: $0.text(0)), transaction) }
    }

    static func load(_ id: CustomerID, _ transaction: any Transaction) throws -> Customer? {
        guard
            let row = try transaction.row(
                """
                SELECT name, tier, value, language, time_zone, number, consent, preferred_channel, tags
                FROM customer WHERE id = ?1
                """, [.text(id.rawValue)])
        else { return nil }
        let handles = try transaction.rows(
            "SELECT handle FROM customer_handle WHERE customer = ?1 ORDER BY place", [.text(id.rawValue)]
        ).map { try handle($0.text(0)) }
        var columns = Columns(row)
        return Customer(
            id: id, name: try columns.text(), handles: handles, tier: try columns.text(),
            value: try columns.integerOrNil(), language: try columns.text(), timeZone: try columns.text(),
            number: try columns.text(),
            consent: try StoredJSON.value([String: Customer.Consent].self, try columns.text()),
            preferredChannel: try columns.text(),
            tags: try columns.text().split(separator: "\n").map(String.init))
    }

    /// Replaces the whole image of one customer.
    static func write(_ customer: Customer, at now: Moment, _ transaction: any Transaction) throws {
        try transaction.run("DELETE FROM customer_handle WHERE customer = ?1", [.text(customer.id.rawValue)])
        try transaction.run(
            """
            INSERT INTO customer (
                id, name, tier, value, language, time_zone, number, consent, preferred_channel, imported_at, tags)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
            ON CONFLICT (id) DO UPDATE SET
                name = excluded.name, tier = excluded.tier, value = excluded.value, language = excluded.language,
                time_zone = excluded.time_zone, number = excluded.number, consent = excluded.consent,
                preferred_channel = excluded.preferred_channel, imported_at = excluded.imported_at,
                tags = excluded.tags
            """,
            [
                .text(customer.id.rawValue), .text(customer.name), .text(customer.tier), .orNull(customer.value),
                .text(customer.language), .text(customer.timeZone), .text(customer.number),
                .text(try StoredJSON.text(customer.consent)), .text(customer.preferredChannel), .time(now),
                .text(customer.tags.joined(separator: "\n")),
            ])
        for (place, handle) in customer.handles.enumerated() {
            try transaction.run(
                "INSERT INTO customer_handle (handle, customer, place) VALUES (?1, ?2, ?3)",
                [.text(key(handle)), .text(customer.id.rawValue), .int(place)])
        }
    }
}
