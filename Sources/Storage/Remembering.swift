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
    var shelf = SpikeShelf()

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
        return .done(counts)
    }

    private func take(_ item: HeardPage.Judged, of source: Int64, _ counts: inout Remembered.Counts) throws {
        switch item.heard {
        case .message(let message):
            // Evidence of no rule set is judged again where it is concluded on.
            let evidence = item.evidence ?? Evidence(ruleSet: "")
            let memory = try recall(thinking.asks(message, evidence), source: source)
            let decision = try folded(thinking.decide(message, evidence, memory, now), message)
            try write(decision, message, evidence, source: source, &counts)
        case .unreadable(let unreadable):
            let isKnown = try isQuarantined(Value.key(unreadable.identity), revision: "")
            let decision = thinking.decideUnreadable(unreadable, isKnown)
            try write(decision, unreadable, revision: "", source: source, &counts)
        }
    }

    private func carefully(_ item: HeardPage.Judged, of source: Int64, _ counts: inout Remembered.Counts) throws {
        let before = counts
        let shelved = shelf
        try transaction.run("SAVEPOINT item")
        do {
            try take(item, of: source, &counts)
        } catch let refusal as StatementRefused {
            try transaction.run("ROLLBACK TO SAVEPOINT item")
            // What was rolled back must not be taken for known.
            (someCustomers, someQuarantine, ruleSets) = (nil, nil, [:])
            counts = before
            shelf = shelved
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
        let before = counts
        do {
            try write(decision, unreadable, revision: revision, source: source, &counts)
        } catch is StatementRefused {
            // Then it was the ticket that was refused.
            try transaction.run("ROLLBACK TO SAVEPOINT item")
            counts = before
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
        if someQuarantine == nil { someQuarantine = try transaction.row("SELECT 1 FROM quarantine LIMIT 1") != nil }
        guard someQuarantine == true else { return false }
        return try transaction.row(
            "SELECT 1 FROM quarantine WHERE identity = ?1 AND revision = ?2", [.text(identity), .text(revision)]) != nil
    }

    func quarantineHasGrown() { someQuarantine = true }

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
