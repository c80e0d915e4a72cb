import Triage

extension Store {
    /// Writes pages of one or more sources, each with its decisions and cursors; a page whose lease was lost
    /// is left out, the others are written all the same. An item that cannot be written for a reason of its
    /// own is quarantined with that reason instead, and blocks nothing.
    ///
    /// All pages go into one transaction, items in the order given; a later item sees what earlier ones wrote.
    package func remember(_ pages: [HeardPage], decider: Decider, now: Moment) async throws -> [Remembered] {
        try await remember(
            pages, now: now,
            thinking: Thinking(
                asks: { decider.asks($0, $1) },
                decide: { decider.decide($0, $1, $2, now: $3) },
                decideUnreadable: { decider.decide($0, known: $1) },
                foldAsks: { decider.foldAsks($0, $1, now: $2) },
                fold: { decider.fold($0, $1, $2, $3, now: $4) },
                answer: { decider.answer($0, $1, $2, now: $3) }))
    }

    /// The same with the thinking given as functions.
    package func remember(_ pages: [HeardPage], now: Moment, thinking: Thinking) async throws -> [Remembered] {
        guard !pages.isEmpty else { return [] }
        do {
            return try await remember(pages, now: now, thinking: thinking, isCareful: false)
        } catch let refusal as StatementRefused {
            // A savepoint around every item would cost each of them; it is only laid once one was refused.
            logger.warning(
                "an item could not be written; the pages are written again, item by item",
                metadata: ["reason": "\(refusal.reason)"])
            return try await remember(pages, now: now, thinking: thinking, isCareful: true)
        }
    }

    private func remember(_ pages: [HeardPage], now: Moment, thinking: Thinking, isCareful: Bool) async throws
        -> [Remembered]
    {
        let (results, letGo) = try await engine.write { transaction in
            let remembering = Remembering(transaction, now: now, thinking: thinking, isCareful: isCareful)
            let results = try pages.map { try remembering.remember($0) }
            return (results, try remembering.shelf.write(now: now, transaction))
        }
        for (spike, keys) in letGo {
            logger.warning(
                "a spike is counted for more keys than are kept; those that were quiet for longest are let go",
                metadata: ["spike": "\(spike)", "letGo": "\(keys)", "kept": "\(SpikeShelf.mostKeys)"])
        }
        return results
    }
}

/// The pure half of the write transaction, as `remember` calls it: `Decider`, or a test's own.
package struct Thinking: Sendable {
    package var asks: @Sendable (Message, Evidence) -> Asks
    package var decide: @Sendable (Message, Evidence, Memory, Moment) -> Decision
    package var decideUnreadable: @Sendable (Unreadable, Bool) -> Decision

    /// Of a decision that opens a case.
    package var foldAsks: @Sendable (Message, Decision, Moment) -> FoldAsks?
    package var fold: @Sendable (Decision, Message, FoldAsks, FoldMemory, Moment) -> Decision

    /// Of a decision that is otherwise made; the memory holds the correspondence where it was wanted.
    package var answer: @Sendable (Decision, Message, Memory, Moment) -> Decision

    package init(
        asks: @escaping @Sendable (Message, Evidence) -> Asks,
        decide: @escaping @Sendable (Message, Evidence, Memory, Moment) -> Decision,
        decideUnreadable: @escaping @Sendable (Unreadable, Bool) -> Decision,
        foldAsks: @escaping @Sendable (Message, Decision, Moment) -> FoldAsks? = { _, _, _ in nil },
        fold: @escaping @Sendable (Decision, Message, FoldAsks, FoldMemory, Moment) -> Decision = {
            decision, _, _, _, _ in
            decision
        },
        answer: @escaping @Sendable (Decision, Message, Memory, Moment) -> Decision = { decision, _, _, _ in decision }
    ) {
        self.asks = asks
        self.decide = decide
        self.decideUnreadable = decideUnreadable
        self.foldAsks = foldAsks
        self.fold = fold
        self.answer = answer
    }
}
