import Triage

/// A row of `opt_out`: somebody who does not want to be written to.
package struct StoredOptOut: Hashable, Sendable {
    package var handle: Handle
    package var at: Moment
    /// What they wrote, or why somebody of ours noted it.
    package var words: String
    /// Nil: noted by hand.
    package var message: MessageID?
    /// In their own words rather than by the agreed one.
    package var isFreeForm: Bool
    /// When they took it back; nil: it holds.
    package var until: Moment?

    package init(
        handle: Handle, at: Moment, words: String, message: MessageID? = nil, isFreeForm: Bool = false,
        until: Moment? = nil
    ) {
        self.handle = handle
        self.at = at
        self.words = words
        self.message = message
        self.isFreeForm = isFreeForm
        self.until = until
    }

    /// What holds for somebody: their own stop on this channel, and that of any telephone number of theirs.
    ///
    /// A number is a person wherever it is used; an address of another channel speaks for that channel alone.
    static func holding(
        _ handle: Handle, _ customer: Customer?, _ transaction: any Transaction
    ) throws -> Correspondence.OptOut? {
        var handles = [handle]
        if let customer {
            handles += customer.handles.filter { $0.channel == .sms }
            if let number = Handle(.sms, customer.number) { handles.append(number) }
        }
        var found: Correspondence.OptOut?
        for key in Set(handles.map(StoredCustomer.key)) {
            guard
                let row = try transaction.row(
                    "SELECT at, words FROM opt_out WHERE address = ?1 AND until_at IS NULL", [.text(key)])
            else { continue }
            var columns = Columns(row)
            let optOut = Correspondence.OptOut(at: try columns.time(), words: try columns.text())
            if found.map({ optOut.at < $0.at }) ?? true { found = optOut }
        }
        return found
    }

    /// One that holds already stays as it is.
    static func write(_ optOut: StoredOptOut, _ transaction: any Transaction) throws {
        try transaction.run(
            """
            INSERT INTO opt_out (address, at, words, message, is_free_form, until_at)
            VALUES (?1, ?2, ?3, ?4, ?5, NULL)
            ON CONFLICT (address) DO UPDATE SET
                at = excluded.at, words = excluded.words, message = excluded.message,
                is_free_form = excluded.is_free_form, until_at = NULL
            WHERE opt_out.until_at IS NOT NULL
            """,
            [
                .text(StoredCustomer.key(optOut.handle)), .time(optOut.at), .text(Value.withoutNul(optOut.words)),
                .orNull(optOut.message?.rawValue), .flag(optOut.isFreeForm),
            ])
    }

    /// They want to be written to again: on this channel, and where it was a number of theirs that held, there too.
    static func end(
        _ handle: Handle, _ customer: Customer?, at now: Moment, _ transaction: any Transaction
    ) throws -> Int {
        var handles = [handle]
        if let customer {
            handles += customer.handles.filter { $0.channel == .sms }
            if let number = Handle(.sms, customer.number) { handles.append(number) }
        }
        var ended = 0
        for key in Set(handles.map(StoredCustomer.key)) {
            ended += try transaction.run(
                "UPDATE opt_out SET until_at = ?2 WHERE address = ?1 AND until_at IS NULL", [.text(key), .time(now)])
        }
        return ended
    }

    static func load(_ row: Row) throws -> StoredOptOut {
        var columns = Columns(row)
        return StoredOptOut(
            handle: try StoredCustomer.handle(try columns.text()), at: try columns.time(), words: try columns.text(),
            message: try columns.integerOrNil().map { MessageID(rawValue: $0) }, isFreeForm: try columns.flag(),
            until: try columns.timeOrNil())
    }
}
