import Channels
import Letters
import Logging
import ServiceLifecycle
import Storage
import Synchronization
import Triage

/// Sends pages: leases what is due, writes each attempt down before its first byte, settles how it ended, and
/// watches what was taken until it has arrived. What fails goes to the person's next means at once.
package final class PageLoop: Service {
    private let store: Store
    private let worker: Worker
    private let clock: any Timekeeper
    private let chance: @Sendable () -> Double
    private let tell: @Sendable (PageEvent) -> Void
    private let logger: Logger
    private let desk: Mutex<PageDesk>

    /// Rung by whoever has just written a page.
    package let bell: Bell

    private static let atOnce = 16
    /// Longer than an attempt may take; a worker that dies in the middle is noticed after it.
    static let leaseTime = Duration.seconds(30)
    /// Pages that other hosts wrote are looked for this often.
    private static let lookAround = Duration.seconds(1)
    /// How often a provider is asked whether a page has arrived.
    static let checkEvery = Duration.seconds(5)
    /// After so many passing faults the means is given up for this page.
    private static let attempts = 5
    private static let backoff = Backoff(first: .seconds(2), ceiling: .seconds(20), attempts: attempts)

    package init(
        store: Store, worker: Worker, clock: any Timekeeper, desk: PageDesk, bell: Bell = Bell(),
        chance: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) },
        tell: @escaping @Sendable (PageEvent) -> Void = { _ in }, logger: Logger = Logger(label: "earshot.pages")
    ) {
        self.store = store
        self.worker = worker
        self.clock = clock
        self.desk = Mutex(desk)
        self.bell = bell
        self.chance = chance
        self.tell = tell
        self.logger = logger
    }

    /// After a reload.
    package func replace(_ desk: PageDesk) {
        self.desk.withLock { $0 = desk }
        bell.ring()
    }

    /// Ends when asked: what is under way is finished and settled, nothing new is begun.
    package func run() async throws {
        let isEnding = Mutex(false)
        await withGracefulShutdownHandler {
            var last = clock.now()
            while !Task.isCancelled, !isEnding.withLock({ $0 }) {
                do {
                    let reading = clock.now()
                    if last - reading > .seconds(2) { try await store.hurry(.page, by: last - reading, now: reading) }
                    last = reading
                    let (sent, checked) = (try await sendDue(), try await checkDue())
                    if sent + checked > 0 { continue }
                    let due = [try await store.nextDue(.page), try await store.nextPageCheck()].compactMap(\.self).min()
                    let now = clock.now()
                    await bell.wait(until: min(max(due ?? .distantFuture, now), now + Self.lookAround), by: clock)
                } catch is CancellationError {
                    return
                } catch {
                    logger.error("pages wait: the outbox cannot be read", metadata: ["error": "\(error)"])
                    await bell.wait(until: clock.now() + Self.lookAround, by: clock)
                }
            }
        } onGracefulShutdown: {
            isEnding.withLock { $0 = true }
            self.bell.ring()
        }
    }

    /// - Returns: true if something waits for a later try.
    package func runOnce() async throws -> Bool {
        while try await sendDue() > 0 {}
        return try await store.nextDue(.page) != nil
    }

    // MARK: Sending

    /// One bundle of errands: lease, send side by side, settle together.
    /// - Returns: how many were tried.
    package func sendDue() async throws -> Int {
        let now = clock.now()
        let errands = try await store.leaseErrands(
            .page, limit: Self.atOnce, worker: worker, now: now, until: now + Self.leaseTime)
        guard !errands.isEmpty else { return 0 }
        let desk = desk.withLock { $0 }
        let settlements = await withTaskGroup(of: PageSettlement.self) { group in
            for errand in errands { group.addTask { await self.attempt(errand, desk) } }
            var settlements: [PageSettlement] = []
            for await settlement in group { settlements.append(settlement) }
            return settlements
        }
        let failed = try await settle(settlements, desk)
        try await lament(failed, desk)
        return errands.count
    }

    /// What was sent must be written down even if the database is busy just now, or the worker is being stopped.
    private func settle(_ settlements: [PageSettlement], _ desk: PageDesk) async throws -> [OnCallPage] {
        var tries = 0
        while true {
            do {
                return try await Task {
                    try await self.store.settle(
                        settlements, patience: desk.onCall.patience, now: self.clock.now())
                }.value
            } catch let error as StorageError {
                tries += 1
                guard case .busy = error, tries < 3 else { throw error }
            }
        }
    }

    private func attempt(_ errand: Errand, _ desk: PageDesk) async -> PageSettlement {
        var settlement = PageSettlement(errand: errand.id, epoch: errand.epoch, pages: [], outcome: .nothingLeft)
        do {
            let pages = try await store.pages(of: errand.id)
            settlement.pages = pages.map(\.page.id)
            guard let means = pages.first?.page.means else { return settlement }
            guard let sender = desk.sender(means) else {
                settlement.outcome = .refused(error: "`pages` has no \(means.kind.rawValue)")
                return settlement
            }
            let text = desk.text(pages, key: errand.idempotencyKey, at: pages[0].page.createdAt, now: clock.now())
            settlement.outcome = await send(text, to: means.address, by: sender, errand, desk.onCall.patience)
            for (page, _) in pages { tell(PageEvent(page: page, text: text, outcome: settlement.outcome)) }
            if case .refused(let error) = settlement.outcome {
                logger.warning(
                    "a page is refused and goes to the next means",
                    metadata: [
                        "person": "\(pages[0].page.person)", "means": "\(means.kind.rawValue)", "error": "\(error)",
                    ])
            }
        } catch {
            settlement.outcome = .retry(at: clock.now() + .seconds(1), error: "\(error)")
        }
        return settlement
    }

    private func send(
        _ text: PageText, to address: String, by sender: any PageSender, _ errand: Errand, _ patience: OnCall.Patience
    ) async -> PageSettlement.Outcome {
        do {
            // An earlier attempt may have arrived: the provider is asked before the page is said twice.
            if errand.doubtful > 0,
                let receipt = try? await sender.wasTaken(text, to: address, since: text.at)
            {
                return taken(receipt)
            }
            return taken(try await sender.send(text, to: address))
        } catch let failure as PageFailure {
            switch failure.kind {
            case .refused: return .refused(error: failure.reason)
            case .unreachable: return again(errand, failure.reason, isDoubtful: false)
            case .unknown: return again(errand, failure.reason, isDoubtful: true)
            case .throttled(let until):
                // A provider that wants to be left alone for longer than a page may take is no help now.
                guard until - clock.now() < patience.delivery else { return .refused(error: failure.reason) }
                return .retry(at: until, error: failure.reason)
            }
        } catch {
            return .unknown(at: clock.now(), error: "stopped while it was being sent")
        }
    }

    private func taken(_ receipt: PageReceipt) -> PageSettlement.Outcome {
        .sent(provider: receipt.id, checkAt: receipt.ending == .pending ? clock.now() + Self.checkEvery : nil)
    }

    private func again(_ errand: Errand, _ reason: String, isDoubtful: Bool) -> PageSettlement.Outcome {
        guard let wait = Self.backoff.wait(after: errand.attempts, chance: chance()) else {
            return .refused(error: "after \(errand.attempts) attempts: \(reason)")
        }
        let at = clock.now() + wait
        return isDoubtful ? .unknown(at: at, error: reason) : .retry(at: at, error: reason)
    }

    // MARK: Arriving

    /// Asks the providers whether what they took has arrived.
    package func checkDue() async throws -> Int {
        let now = clock.now()
        let pages = try await store.pagesToCheck(limit: Self.atOnce, now: now)
        guard !pages.isEmpty else { return 0 }
        let desk = desk.withLock { $0 }
        let found = await withTaskGroup(of: (OnCallPage, PageDelivery).self) { group in
            for page in pages { group.addTask { (page, await self.delivery(of: page, desk)) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        for (page, delivery) in found {
            let failed = try await store.record(
                delivery, of: page.id, patience: desk.onCall.patience, now: clock.now())
            if case .failed(let reason) = delivery {
                logger.warning(
                    "a page was not delivered and goes to the next means",
                    metadata: ["person": "\(page.person)", "reason": "\(reason)"])
            }
            if let failed { try await lament([failed], desk) }
        }
        bell.ring()
        return pages.count
    }

    private func delivery(of page: OnCallPage, _ desk: PageDesk) async -> PageDelivery {
        let later = clock.now() + Self.checkEvery
        guard let means = page.means, let sender = desk.sender(means) else {
            return .failed("`pages` has no \(page.means?.kind.rawValue ?? "means for it") any more")
        }
        do {
            return switch try await sender.delivery(of: PageReceipt(id: page.provider, .pending)) {
            case .pending: .pending(until: later)
            case .delivered: .delivered
            case .failed(let reason): .failed(reason)
            }
        } catch {
            // Nothing is known; what is not known to have arrived in time goes to the next means.
            return .pending(until: later)
        }
    }

    /// Nobody can be reached by any means: the lead is told, and the log.
    private func lament(_ failed: [OnCallPage], _ desk: PageDesk) async throws {
        for page in failed {
            logger.error(
                "a page reached nobody",
                metadata: [
                    "person": "\(page.person)", "case": "\(page.hotCase.map { "\($0.rawValue)" } ?? "none")",
                    "error": "\(page.lastError)",
                ])
            // A notice that failed is not told of by another: that would never end.
            guard let hotCase = page.hotCase else { continue }
            let notices = desk.notice(
                "\(page.person) cannot be reached for case \(hotCase.rawValue): \(page.lastError)", about: page.person)
            try await store.write(notices, patience: desk.onCall.patience, now: clock.now())
        }
        if !failed.isEmpty { bell.ring() }
    }
}

/// An attempt to page somebody, for whoever watches.
package struct PageEvent: Sendable {
    package var page: OnCallPage
    package var text: PageText
    package var outcome: PageSettlement.Outcome
}
