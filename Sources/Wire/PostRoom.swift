import Synchronization

/// Deliveries by SMTP: a few connections a server, kept open between mails.
final class PostRoom: Sendable {
    /// Postfix lets one client have 50; more than a few are rude, and no faster.
    static let connectionsPerServer = 8
    /// Servers close after 5 minutes (RFC 5321 §4.5.3.2.7); we are gone long before.
    private static let keep = Duration.seconds(60)

    /// What is kept for a server while anybody wants it or a connection to it is parked.
    private struct Counter {
        let gate = Gate(PostRoom.connectionsPerServer)
        var customers = 0
        var parked: [SMTPSession] = []
    }
    private let counters = Mutex<[SMTPServer: Counter]>([:])

    func deliver(
        _ delivery: SMTPDelivery, login: (LoginPlan) async throws -> LoggedIn
    ) async throws -> SMTPReceipt {
        try Envelope.check(delivery)
        let plan = try LoginPlan(delivery.server, limits: delivery.limits)
        let gate = counters.withLock { counters in
            counters[delivery.server, default: Counter()].customers += 1
            return counters[delivery.server, default: Counter()].gate
        }
        defer { leave(delivery.server) }
        try await gate.enter()
        defer { gate.leave() }

        let deadline = ContinuousClock.now + delivery.limits.total
        if let kept = counters.withLock({ $0[delivery.server]?.parked.popLast() }),
            let outcome = try await attempt(delivery, over: kept, until: deadline, isKept: true)
        {
            return outcome
        }
        let fresh = SMTPSession(try await login(plan))
        guard let receipt = try await attempt(delivery, over: fresh, until: deadline, isKept: false) else {
            throw WireError(.brokenOff, "\(plan.address.host) closed the connection.")
        }
        return receipt
    }

    /// - Returns: nil where a kept connection turns out to have died in silence, before it was told of the
    ///   mail: then a fresh one may be used for the same mail.
    private func attempt(
        _ delivery: SMTPDelivery, over session: SMTPSession, until deadline: ContinuousClock.Instant, isKept: Bool
    ) async throws -> SMTPReceipt? {
        var session = session
        var outcome: SMTPSession.Outcome
        do {
            if let refusal = try await session.announce(delivery, until: deadline) {
                outcome = refusal
            } else {
                outcome = try await session.send(delivery.mail, until: deadline)
            }
        } catch {
            await session.stream.close()
            if isKept, let error = error as? WireError, error.kind == .brokenOff, !error.mayHaveArrived { return nil }
            throw error
        }
        switch outcome {
        case .taken(let receipt):
            await putBack(session, delivery.server)
            return receipt
        case .refused(let error, stillOpen: true):
            await putBack(session, delivery.server)
            throw error
        case .refused(let error, stillOpen: false):
            await session.stream.close()
            if isKept, error.kind == .refused(code: 421) { return nil }
            throw error
        }
    }

    private func putBack(_ session: SMTPSession, _ server: SMTPServer) async {
        guard session.isClean else {
            await session.stream.close()
            return
        }
        session.stream.park(keep: PostRoom.keep, farewell: Array("QUIT\r\n".utf8))
        counters.withLock { $0[server]?.parked.append(session) }
    }

    private func leave(_ server: SMTPServer) {
        counters.withLock { counters in
            guard var counter = counters[server] else { return }
            counter.customers -= 1
            counters[server] = counter.customers == 0 && counter.parked.isEmpty ? nil : counter
        }
    }
}

/// Lets a number of tasks through at once and keeps the others in a row.
final class Gate: Sendable {
    private struct State {
        var free: Int
        var row: [(id: UInt64, turn: CheckedContinuation<Void, any Error>)] = []
        var cancelled: Set<UInt64> = []
        var lastID: UInt64 = 0
    }
    private let state: Mutex<State>

    init(_ places: Int) { state = Mutex(State(free: places)) }

    /// - Throws: `CancellationError`; then `leave` must not be called.
    func enter() async throws {
        let id = state.withLock { state in
            state.lastID += 1
            return state.lastID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { turn in
                let result: Result<Void, any Error>? = state.withLock { state in
                    if state.cancelled.remove(id) != nil { return .failure(CancellationError()) }
                    guard state.free > 0 else {
                        state.row.append((id, turn))
                        return nil
                    }
                    state.free -= 1
                    return .success(())
                }
                if let result { turn.resume(with: result) }
            }
        } onCancel: {
            let turn = state.withLock { state -> CheckedContinuation<Void, any Error>? in
                if let place = state.row.firstIndex(where: { $0.id == id }) { return state.row.remove(at: place).turn }
                state.cancelled.insert(id)
                return nil
            }
            turn?.resume(throwing: CancellationError())
        }
        state.withLock { _ = $0.cancelled.remove(id) }
    }

    func leave() {
        let next = state.withLock { state -> CheckedContinuation<Void, any Error>? in
            if !state.row.isEmpty { return state.row.removeFirst().turn }
            state.free += 1
            return nil
        }
        next?.resume()
    }
}
