import Triage

/// One run of `remember` inside its transaction: recall, decide, write, item by item.
final class Remembering {
    let transaction: any Transaction
    let now: Moment
    let thinking: Thinking
    /// Every item in a savepoint of its own, so that one that is refused leaves the others alone.
    private let isCareful: Bool

    // What is known of the whole database, so that most items need not ask.
    private var someCustomers: Bool?
    private var someQuarantine: Bool?
    private var ruleSets: [String: Int64] = [:]
    /// Nil inside: there is no message yet.
    private var knownFirstHour: Int64??
    var shelf = SpikeShelf()
    /// Nil for an engine that answers as quickly one by one.
    var foreknown: Foreknowledge?
    /// Tickets of this page that turned out to be written.
    private let written = Tally()

    private final class Tally {
        var tickets = 0
    }

    init(_ transaction: any Transaction, now: Moment, thinking: Thinking, isCareful: Bool) {
        self.transaction = transaction
        self.now = now
        self.thinking = thinking
        self.isCareful = isCareful
    }

    func remember(_ page: HeardPage) throws -> Remembered {
        guard
            let row = try transaction.row(
                "SELECT id, epoch FROM source WHERE name = ?1", [.text(page.source.rawValue)]),
            try row.integer(1) == page.epoch
        else { return .leaseLost }
        let source = try row.integer(0)
        var counts = Remembered.Counts()
        written.tickets = 0
        foreknown = transaction.dialect == .postgres ? try Foreknowledge(page, source: source, transaction) : nil
        for item in page.items {
            if isCareful {
                try carefully(item, of: source, &counts)
            } else {
                try take(item, of: source, &counts)
            }
        }
        try transaction.run(
            """
            UPDATE source
            SET cursors = ?2, heard = heard + ?3, duplicate = duplicate + ?4, last_poll = ?5,
                last_message = coalesce(?6, last_message), failures = 0, last_error = ''
            WHERE id = ?1
            """,
            [
                .integer(source), .text(StoredCursors.text(page.cursors)), .int(page.items.count),
                .int(counts.duplicate), .time(now), counts.stored > 0 ? .time(now) : .null,
            ])
        // Whatever was left for later has been answered: the statement above was waited for.
        counts.tickets = written.tickets
        return .done(counts)
    }

    /// Runs it now where an item may have to be taken back by itself, and later otherwise.
    func put(_ sql: StaticString, _ values: [Value], _ told: @escaping (Int) -> Void = { _ in }) throws {
        if isCareful { told(try transaction.run(sql, values)) } else { try transaction.later(sql, values, told) }
    }

    func countTickets() -> (Int) -> Void {
        let written = written
        return { written.tickets += $0 }
    }

    private func take(_ item: HeardPage.Judged, of source: Int64, _ counts: inout Remembered.Counts) throws {
        switch item.heard {
        case .message(let message):
            // Evidence of no rule set is judged again where it is concluded on.
            let evidence = item.evidence ?? Evidence(ruleSet: "")
            let asks = thinking.asks(message, evidence)
            let memory = try recall(asks, source: source)
            var decision = try folded(thinking.decide(message, evidence, memory, now), message)
            decision = try answered(decision, message, asks, memory)
            try write(decision, message, evidence, source: source, &counts)
        case .unreadable(let unreadable):
            let isKnown = try isQuarantined(Value.key(unreadable.identity), revision: "")
            let decision = thinking.decideUnreadable(unreadable, isKnown)
            try write(decision, unreadable, revision: "", source: source, &counts)
        }
    }

    private func carefully(_ item: HeardPage.Judged, of source: Int64, _ counts: inout Remembered.Counts) throws {
        let before = counts
        let (shelved, tickets) = (shelf, written.tickets)
        try transaction.run("SAVEPOINT item")
        do {
            try take(item, of: source, &counts)
        } catch let refusal as StatementRefused {
            try transaction.run("ROLLBACK TO SAVEPOINT item")
            // What was rolled back must not be taken for known.
            (someCustomers, someQuarantine, ruleSets) = (nil, nil, [:])
            counts = before
            shelf = shelved
            written.tickets = tickets
            try quarantine(item.heard, because: refusal, source: source, &counts)
        }
        try transaction.run("RELEASE SAVEPOINT item")
    }

    /// What the database would not take goes to a person, as what the channel could not read does.
    private func quarantine(
        _ heard: Heard, because refusal: StatementRefused, source: Int64, _ counts: inout Remembered.Counts
    ) throws {
        let (unreadable, revision) =
            switch heard {
            case .message(let message):
                (
                    Unreadable(
                        identity: message.identity, source: message.source, channel: message.channel,
                        reason: refusal.description, contentType: "text/plain; charset=utf-8",
                        raw: Array(message.text.utf8)), message.revision
                )
            case .unreadable(let unreadable): (unreadable, "")
            }
        var decision = thinking.decideUnreadable(unreadable, false)
        decision.disposition = .quarantined(reason: refusal.description)
        let (before, tickets) = (counts, written.tickets)
        do {
            try write(decision, unreadable, revision: revision, source: source, &counts)
        } catch is StatementRefused {
            // Then it was the ticket that was refused.
            try transaction.run("ROLLBACK TO SAVEPOINT item")
            counts = before
            written.tickets = tickets
            decision.ticket = nil
            try write(decision, unreadable, revision: revision, source: source, &counts)
        }
    }

    // MARK: What is asked once a transaction

    func hasCustomers() throws -> Bool {
        if let someCustomers { return someCustomers }
        let some = try transaction.row("SELECT 1 FROM customer_handle LIMIT 1") != nil
        someCustomers = some
        return some
    }

    func isQuarantined(_ identity: String, revision: String) throws -> Bool {
        if foreknown?.isNotQuarantined(identity) ?? false { return false }
        if someQuarantine == nil { someQuarantine = try transaction.row("SELECT 1 FROM quarantine LIMIT 1") != nil }
        guard someQuarantine == true else { return false }
        return try transaction.row(
            "SELECT 1 FROM quarantine WHERE identity = ?1 AND revision = ?2", [.text(identity), .text(revision)]) != nil
    }

    func quarantineHasGrown(by identity: String) {
        someQuarantine = true
        foreknown?.note(quarantined: identity)
    }

    /// The hour of the oldest message.
    func firstHour() throws -> Int64? {
        if let knownFirstHour { return knownFirstHour }
        let hour = try Contacts.firstHour(transaction)
        knownFirstHour = .some(hour)
        return hour
    }

    /// A message was written; where it is rolled back, an hour too early does no harm.
    func note(messageAt time: Moment) {
        guard case .some(let known) = knownFirstHour else { return }
        knownFirstHour = .some(min(known ?? .max, Contacts.hour(of: time)))
    }

    /// The row number of a rule set's hash; nil for the evidence of none.
    func ruleSet(_ hash: String) throws -> Int64? {
        if hash.isEmpty { return nil }
        if let id = ruleSets[hash] { return id }
        let known = try transaction.row("SELECT id FROM rule_set WHERE hash = ?1", [.text(hash)])
        let id =
            try known?.integer(0)
            ?? transaction.insert("INSERT INTO rule_set (hash) VALUES (?1)", [.text(hash)])
        ruleSets[hash] = id
        return id
    }
}
