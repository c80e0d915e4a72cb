import Channels
import Letters
import Logging
import ServiceLifecycle
import Storage
import Synchronization
import Triage
import Wire

/// Sends the tickets that were decided: leases what is due, writes each attempt down before its first
/// byte, and settles how it ended.
package final class TicketLoop: Service {
    private let store: Store
    private let desk: TicketDesk
    private let worker: Worker
    private let clock: any Timekeeper
    private let backoff: Backoff
    private let chance: @Sendable () -> Double
    private let tell: @Sendable (TicketEvent) -> Void
    private let logger: Logger
    private let acd: Mutex<ACD>

    /// Rung by whoever has just written a ticket.
    package let bell: Bell

    /// Deliveries at the same time; each is a connection to the ACD's server.
    private static let atOnce = 8
    /// Longer than a delivery may take.
    static let leaseTime = Duration.seconds(180)
    /// Tickets written by other hosts are looked for this often.
    private static let lookAround = Duration.seconds(2)

    package init(
        store: Store, exchange: Exchange, worker: Worker, clock: any Timekeeper, acd: ACD, bell: Bell = Bell(),
        backoff: Backoff = Backoff(), chance: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) },
        tell: @escaping @Sendable (TicketEvent) -> Void = { _ in },
        logger: Logger = Logger(label: "earshot.act")
    ) throws {
        self.store = store
        self.desk = try TicketDesk(exchange: exchange)
        self.worker = worker
        self.clock = clock
        self.backoff = backoff
        self.chance = chance
        self.tell = tell
        self.logger = logger
        self.bell = bell
        self.acd = Mutex(acd)
    }

    /// After a reload.
    package func replace(_ acd: ACD) { self.acd.withLock { $0 = acd } }

    /// Ends when asked: what is under way is finished and settled, nothing new is begun. (The service group
    /// cancels it if that takes too long; then an attempt may end as unknown.)
    package func run() async throws {
        let isEnding = Flag()
        await withGracefulShutdownHandler {
            var last = clock.now()
            while !Task.isCancelled, !isEnding.isUp {
                do {
                    let reading = clock.now()
                    if last - reading > .seconds(2) { try await store.hurry(.ticket, by: last - reading, now: reading) }
                    last = reading
                    if try await sendDue() > 0 { continue }
                    let due = try await store.nextDue(.ticket) ?? .distantFuture
                    let now = clock.now()
                    await bell.wait(until: min(max(due, now), now + Self.lookAround), by: clock)
                } catch is CancellationError {
                    return
                } catch {
                    logger.error("tickets wait: the outbox cannot be read", metadata: ["error": "\(error)"])
                    await bell.wait(until: clock.now() + .seconds(2), by: clock)
                }
            }
        } onGracefulShutdown: {
            isEnding.raise()
            self.bell.ring()
        }
    }

    /// Sends until nothing is due.
    /// - Returns: true if something waits for a later try.
    package func runOnce() async throws -> Bool {
        while try await sendDue() > 0 {}
        return try await store.nextDue(.ticket) != nil
    }

    /// One bundle: lease, send side by side, settle together.
    /// - Returns: how many were tried.
    private func sendDue() async throws -> Int {
        let now = clock.now()
        let errands = try await store.leaseErrands(
            .ticket, limit: Self.atOnce, worker: worker, now: now, until: now + Self.leaseTime)
        guard !errands.isEmpty else { return 0 }
        let acd = acd.withLock { $0 }
        let settlements = await withTaskGroup(of: (Errand, Settlement.Outcome).self) { group in
            for errand in errands {
                group.addTask { (errand, await self.attempt(errand, acd)) }
            }
            var settlements: [Settlement] = []
            for await (errand, outcome) in group {
                settlements.append(Settlement(errand: errand.id, epoch: errand.epoch, outcome: outcome))
                report(errand, outcome)
            }
            return settlements
        }
        let refused = try await settle(settlements)
        for id in refused {
            logger.warning(
                "an attempt took longer than its lease, so another worker may have sent it again",
                metadata: ["errand": "\(id.rawValue)"])
        }
        return errands.count
    }

    /// What was sent must be written down even if the database is busy just now, or the worker is being
    /// stopped: a lost settlement is a doubtful ticket.
    private func settle(_ settlements: [Settlement]) async throws -> [ErrandID] {
        var tries = 0
        while true {
            do {
                return try await Task { try await self.store.settle(settlements, now: self.clock.now()) }.value
            } catch let error as StorageError {
                tries += 1
                guard case .busy = error, tries < 3 else { throw error }
            }
        }
    }

    private func attempt(_ errand: Errand, _ acd: ACD) async -> Settlement.Outcome {
        guard let draft = errand.draft else { return .givenUp(error: "it is no ticket") }
        let mail: [UInt8]
        do {
            let material = try await store.material(for: errand)
            mail = try desk.mail(draft, material, acd: acd)
        } catch let error as StorageError {
            return again(errand, "\(error)", mayHaveArrived: false)
        } catch {
            return .givenUp(error: "the mail could not be written: \(error)")
        }
        do {
            return .sent(answer: try await desk.send(mail, draft, acd: acd).answer)
        } catch let error as WireError {
            switch error.kind {
            case .refused(let code) where code >= 500 && code != 530 && code != 535:
                return .givenUp(error: error.reason)
            case .unsendable: return .givenUp(error: error.reason)
            case .cancelled where !error.mayHaveArrived:
                return .retry(at: clock.now(), error: "stopped before it was sent")
            case .refused, .cannotResolve, .cannotConnect, .timedOut, .tooSlow, .tooLarge, .tooManyRedirects,
                .refusedAddress, .refusedProtocol, .tls, .badLogin, .brokenOff, .cancelled:
                return again(errand, error.reason, mayHaveArrived: error.mayHaveArrived)
            }
        } catch {
            // Cancelled while it may have been on its way.
            return .unknown(at: clock.now(), error: "stopped while it was being sent")
        }
    }

    private func again(_ errand: Errand, _ reason: String, mayHaveArrived: Bool) -> Settlement.Outcome {
        guard let wait = backoff.wait(after: errand.attempts, chance: chance()) else {
            return .givenUp(error: "after \(errand.attempts) attempts: \(reason)")
        }
        let at = clock.now() + wait
        return mayHaveArrived ? .unknown(at: at, error: reason) : .retry(at: at, error: reason)
    }

    private func report(_ errand: Errand, _ outcome: Settlement.Outcome) {
        let facts: Logger.Metadata = ["errand": "\(errand.id.rawValue)", "attempts": "\(errand.attempts)"]
        switch outcome {
        case .sent, .cancelled: break
        case .retry(_, let error):
            logger.notice("a ticket waits", metadata: facts.merging(["error": "\(error)"]) { $1 })
        case .unknown(_, let error):
            logger.warning("a ticket may have arrived or not", metadata: facts.merging(["error": "\(error)"]) { $1 })
        case .givenUp(let error):
            logger.error("a ticket is given up", metadata: facts.merging(["error": "\(error)"]) { $1 })
        }
        tell(TicketEvent(errand: errand, outcome: outcome))
    }
}

package struct TicketEvent: Sendable {
    package var errand: Errand
    package var outcome: Settlement.Outcome
}

private final class Flag: Sendable {
    private let state = Mutex(false)
    var isUp: Bool { state.withLock { $0 } }
    func raise() { state.withLock { $0 = true } }
}
