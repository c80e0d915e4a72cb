import Triage

// The verbs, to be built; each moves to the file of its aspect (Store+Sources.swift …).
extension Store {
    /// Makes a row for each configured source that has none; keeps the rest. `startedAt` of a new one is `now`.
    package func register(_ sources: [(SourceName, Channel)], now: Moment) async throws {
        preconditionFailure("not built yet")
    }

    /// Takes the sources of `among` that no living worker holds (up to a fair share: all sources over the
    /// workers seen in the last lease time, rounded up), renews those that `worker` holds already, gives back
    /// what exceeds the fair share (never one in `busy`), and returns all that `worker` holds now. The epoch
    /// of a source grows each time that it changes hands.
    package func leaseSources(
        _ among: [SourceName], worker: Worker, busy: Set<SourceName>, now: Moment, until: Moment
    ) async throws -> [SourceLease] { preconditionFailure("not built yet") }

    /// Gives back everything that `worker` holds: sources at once, its errands in flight as `unknown`
    /// (`crashed`) or waiting (a clean end settles them first).
    package func leave(worker: Worker, now: Moment) async throws { preconditionFailure("not built yet") }

    /// Workers that hold a lease now; a starting process asks which of them died on its own host.
    package func leaseHolders(now: Moment) async throws -> [Worker] { preconditionFailure("not built yet") }

    /// Writes pages of one or more sources, each with its decisions and cursors; a page whose lease was lost
    /// is left out, the others are written all the same. An item that cannot be written for a reason of its
    /// own is quarantined with that reason instead, and blocks nothing.
    package func remember(_ pages: [HeardPage], decider: Decider, now: Moment) async throws -> [Remembered] {
        preconditionFailure("not built yet")
    }

    /// What a poll that brought no items found: health for `status`. Failures in a row, or none.
    package func note(_ source: SourceName, failures: Int, error: String, remark: String, now: Moment) async throws {
        preconditionFailure("not built yet")
    }

    // Errands

    /// Takes up to `limit` due errands of `kind` (waiting, or unknown and due), oldest due first, and begins an
    /// attempt of each, durably: state leased, attempts + 1, a new epoch. A leased errand whose lease has run
    /// out becomes `unknown` and due first.
    package func leaseErrands(_ kind: Errand.Kind, limit: Int, worker: Worker, now: Moment, until: Moment) async throws
        -> [Errand]
    {
        preconditionFailure("not built yet")
    }
    /// Writes how attempts ended. Returns those that were refused because the lease had been lost.
    package func settle(_ settlements: [Settlement], now: Moment) async throws -> [ErrandID] {
        preconditionFailure("not built yet")
    }
    /// When the next errand of `kind` is due or its lease runs out; nil: none waits.
    package func nextDue(_ kind: Errand.Kind) async throws -> Moment? { preconditionFailure("not built yet") }
    package func material(for errand: Errand) async throws -> TicketMaterial { preconditionFailure("not built yet") }
    package func errands(states: [Errand.State], limit: Int) async throws -> [Errand] {
        preconditionFailure("not built yet")
    }
    package func errand(_ id: ErrandID) async throws -> Errand? { preconditionFailure("not built yet") }
    /// Makes a given-up, unknown or waiting errand due now. False: no such errand, or it was sent or is under way.
    package func retry(_ id: ErrandID, now: Moment) async throws -> Bool { preconditionFailure("not built yet") }
    /// Tickets, newest first.
    package func tickets(limit: Int) async throws -> [TicketLine] { preconditionFailure("not built yet") }
    package func ticket(_ id: ErrandID) async throws -> (TicketLine, TicketMaterial)? {
        preconditionFailure("not built yet")
    }

    // The queue

    /// Cases in these states, most urgent first: heat, then promise, then age.
    package func cases(states: [Case.State], limit: Int) async throws -> [Case] { preconditionFailure("not built yet") }
    package func caseDetail(_ id: CaseID) async throws -> CaseDetail? { preconditionFailure("not built yet") }
    package func change(_ id: CaseID, _ verb: QueueVerb, by name: String, note: String, now: Moment) async throws
        -> QueueAnswer
    {
        preconditionFailure("not built yet")
    }

    // Customers

    /// Replaces the image of each customer given, all or nothing. A handle that another customer bears is
    /// refused with both ids.
    package func importCustomers(_ customers: [Customer], now: Moment) async throws -> CustomerImport {
        preconditionFailure("not built yet")
    }
    package func customer(_ id: CustomerID) async throws -> Customer? { preconditionFailure("not built yet") }
    package func customer(with handle: Handle) async throws -> Customer? { preconditionFailure("not built yet") }

    // Facts

    /// A line a source, and one for sources that are no longer configured.
    package func ledger() async throws -> [LedgerLine] { preconditionFailure("not built yet") }
    package func quarantined(limit: Int) async throws -> [(id: Int64, item: Unreadable, heardAt: Moment)] {
        preconditionFailure("not built yet")
    }
    package func sourceStates() async throws -> [SourceState] { preconditionFailure("not built yet") }
    package func totals() async throws -> Totals { preconditionFailure("not built yet") }
}

package struct TicketLine: Hashable, Sendable {
    package var id: ErrandID
    package var conversation: ConversationID?
    package var source: SourceName
    package var draft: TicketDraft
    package var state: Errand.State
    package var attempts: Int
    package var lastError: String
    package var answer: String
    /// Of the message, for the subject; nil for a quarantined item.
    package var message: StoredMessage?
}

package struct CaseDetail: Hashable, Sendable {
    package var hotCase: Case
    package var messages: [StoredMessage]
    package var events: [Event]
    package struct Event: Hashable, Sendable {
        package var at: Moment
        package var by: String
        package var what: String
        package var note: String
    }
}

package enum QueueVerb: String, Sendable, CaseIterable { case claim, release, acknowledge, resolve }

package enum QueueAnswer: Hashable, Sendable {
    case done(Case)
    case noSuchCase
    /// Somebody else holds it, or it is in a state that the verb does not go with; the case as it is.
    case refused(Case, because: String)
}

package struct CustomerImport: Hashable, Sendable {
    package var added: Int
    package var changed: Int
    package var unchanged: Int
    package var conflicts: [String]
}

package struct Totals: Hashable, Sendable {
    package var messages: Int
    package var hotMessages: Int
    package var casesOpen: Int
    package var errands: [Errand.State: Int]
    /// Errands sent of which an earlier attempt may have arrived too.
    package var doubtful: Int
}
