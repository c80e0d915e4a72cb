import Triage

/// Pages by SMS through gammu-smsd's files service.
package struct GammuPages: PageSender {
    private let outbox: GammuOutbox

    /// - Parameters:
    ///   - outbox: smsd's `outboxpath`, absolute; Earshot's user must be allowed to write there, and smsd's group
    ///     should own it.
    ///   - sent: its `sentsmspath`, `error` its `errorsmspath`. Where smsd has none, it deletes what it took, and
    ///     what is gone from the outbox counts as delivered.
    /// - Throws: `PageFailure` that tells a person which setting cannot work.
    package init(outbox: String, sent: String? = nil, error: String? = nil) throws {
        self.outbox = try GammuOutbox(outbox: outbox, sent: sent, error: error)
    }

    package func send(_ page: PageText, to address: String) async throws -> PageReceipt {
        let name = try Self.name(of: page, to: address)
        try outbox.send(ShortText.of(page), to: address, key: page.key, as: name)
        return PageReceipt(id: name, .pending)
    }

    package func delivery(of receipt: PageReceipt) async throws -> Delivery { try outbox.delivery(of: receipt.id) }

    package func wasTaken(_ page: PageText, to address: String, since: Moment) async throws -> PageReceipt? {
        let name = try Self.name(of: page, to: address)
        return try outbox.hasTaken(name) ? PageReceipt(id: name, .pending) : nil
    }

    /// The worst first: smsd sends in the order of names.
    static func name(of page: PageText, to address: String) throws(PageFailure) -> String {
        let priority: GammuOutbox.Priority =
            switch page.severity {
            case .critical: .first
            case .high, nil: .high
            case .medium: .usual
            case .low, .info: .low
            }
        return try GammuOutbox.name(priority: priority, at: page.at, to: address, key: page.key)
    }
}
