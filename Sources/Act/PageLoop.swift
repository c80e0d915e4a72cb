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
    private let ears: Ears?
    private let desk: Mutex<PageDesk>
    private let isEnding = Atomic(false)
    private let underWay = Atomic(0)
    /// Rung where a provider has taken a page whose delivery is to be watched.
    private let taken = Bell()

    /// Rung by whoever has just written a page.
    package let bell: Bell

    /// Attempts under way; each is to another person or by another means, since what one person is to hear by one
    /// means is bundled.
    private static let atOnce = 32
    /// Pages whose delivery is asked for together; those of one text are asked for once.
    private static let checkedAtOnce = 500
    /// Longer than an attempt may take; a worker that dies in the middle is noticed after it.
    static let leaseTime = Duration.seconds(45)
    /// Pages that other hosts wrote are looked for this often.
    private static let lookAround = Duration.seconds(1)
    /// How often a provider is asked whether a page has arrived: most are there after a few seconds.
    static let checkSoon = Duration.seconds(2)
    static let checkLater = Duration.seconds(5)
    /// After so many passing faults the means is given up for this page.
    private static let attempts = 4
    private static let backoff = Backoff(first: .seconds(2), ceiling: .seconds(20), attempts: attempts)

    package init(
        store: Store, worker: Worker, clock: any Timekeeper, desk: PageDesk, bell: Bell = Bell(),
        ears: Ears? = nil, chance: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) },
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
        self.ears = ears
        ears?.on(.pages) { bell.ring() }
    }

    private var lookAround: Duration { ears?.pause(Self.lookAround) ?? Self.lookAround }

    /// After a reload.
    package func replace(_ desk: PageDesk) {
        self.desk.withLock { $0 = desk }
        bell.ring()
    }

    /// Ends when asked: what is under way is finished and settled, nothing new is begun.
    ///
    /// Attempts do not wait for each other: a provider that answers nobody holds up its own pages only.
    package func run() async throws {
        await withGracefulShutdownHandler {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await self.sendOn() }
                group.addTask { await self.checkOn() }
            }
        } onGracefulShutdown: {
            self.isEnding.store(true, ordering: .relaxed)
            self.bell.ring()
            self.taken.ring()
        }
    }

    private func sendOn() async {
        await withDiscardingTaskGroup { group in
            var last = clock.now()
            while let errands = await begun(&last) {
                let desk = desk.withLock { $0 }
                for errand in errands {
                    group.addTask { await self.carryOut(errand, desk) }
                }
            }
        }
    }

    /// What is to be attempted now, after resting until there is any; nil: the loop ends.
    private func begun(_ last: inout Moment) async -> [Errand]? {
        var errands: [Errand] = []
        let isGoingOn = await round(bell, &last, due: { try await self.store.nextDue(.page) }) { setBack in
            if let setBack { try await self.store.hurry(.page, by: setBack, now: self.clock.now()) }
            let room = Self.atOnce - self.underWay.load(ordering: .relaxed)
            guard room > 0 else { return false }
            errands = try await self.lease(room)
            self.underWay.add(errands.count, ordering: .relaxed)
            return !errands.isEmpty
        }
        return isGoingOn ? errands : nil
    }

    private func carryOut(_ errand: Errand, _ desk: PageDesk) async {
        defer {
            underWay.subtract(1, ordering: .relaxed)
            bell.ring()
        }
        do {
            try await lament(settle([await attempt(errand, desk)], desk), desk)
        } catch {
            // Its lease runs out, and the provider is asked whether it has the page.
            logger.error(
                "how a page ended cannot be written down",
                metadata: ["errand": "\(errand.id.rawValue)", "error": "\(error)"])
        }
    }

    private func checkOn() async {
        var last = clock.now()
        while await round(
            taken, &last, due: { try await self.store.nextPageCheck() }, work: { _ in try await self.checkDue() > 0 })
        {}
    }

    /// Works once, and rests until `due` where there was nothing to do.
    /// - Parameters:
    ///   - last: what the clock showed the last time.
    ///   - work: given how far the clock went back since then; says whether there may be more.
    /// - Returns: false where the loop is ending or cancelled.
    private func round(
        _ bell: Bell, _ last: inout Moment, due: () async throws -> Moment?,
        work: (_ setBack: Duration?) async throws -> Bool
    ) async -> Bool {
        guard !Task.isCancelled, !isEnding.load(ordering: .relaxed) else { return false }
        do {
            let reading = clock.now()
            let setBack = last - reading
            last = reading
            if try await work(setBack > .seconds(2) ? setBack : nil) { return true }
            let due = try await due() ?? .distantFuture
            let now = clock.now()
            // What is due and yet was not begun waits for one that is under way, and that rings.
            await bell.wait(until: due > now ? min(due, now + lookAround) : now + Self.lookAround, by: clock)
        } catch is CancellationError {
            return false
        } catch {
            logger.error("pages wait: the outbox cannot be read", metadata: ["error": "\(error)"])
            await bell.wait(until: clock.now() + Self.lookAround, by: clock)
        }
        return true
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
        let errands = try await lease(Self.atOnce)
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

    private func lease(_ limit: Int) async throws -> [Errand] {
        let now = clock.now()
        return try await store.leaseErrands(
            .page, limit: limit, worker: worker, now: now, until: now + Self.leaseTime)
    }

    /// What was sent must be written down even if the database is busy just now, or the worker is being stopped.
    private func settle(_ settlements: [PageSettlement], _ desk: PageDesk) async throws -> [OnCallPage] {
        var tries = 0
        while true {
            do {
                let failed = try await Task {
                    try await self.store.settle(
                        settlements, patience: desk.onCall.patience, now: self.clock.now())
                }.value
                taken.ring()
                return failed
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
            let at = pages.map(\.page.createdAt).min() ?? clock.now()
            let text = desk.text(pages, key: errand.idempotencyKey, at: at)
            (settlement.outcome, settlement.trouble) = await send(
                text, to: means.address, by: sender, errand, desk.onCall.patience)
            if settlement.trouble == .stopped {
                try await tellOfStop(means, of: pages[0].page.person, settlement.outcome, desk)
            }
            for (place, one) in pages.enumerated() {
                tell(PageEvent(page: one.page, text: text, place: place, outcome: settlement.outcome))
            }
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
    ) async -> (PageSettlement.Outcome, MeansTrouble.What?) {
        do {
            // An earlier attempt may have arrived: the provider is asked before the page is said twice.
            if errand.doubtful > 0,
                let receipt = try? await sender.wasTaken(text, to: address, since: text.at)
            {
                return (taken(receipt), nil)
            }
            return (taken(try await sender.send(text, to: address)), nil)
        } catch let failure as PageFailure {
            switch failure.kind {
            case .refused: return (.refused(error: failure.reason), failure.optedOut ? .stopped : .failed)
            case .unreachable: return (again(errand, failure.reason, isDoubtful: false), nil)
            case .unknown: return (again(errand, failure.reason, isDoubtful: true), nil)
            case .throttled(let until):
                // A provider that wants to be left alone for longer than a page may take is no help now.
                guard until - clock.now() < patience.delivery else { return (.refused(error: failure.reason), nil) }
                return (.retry(at: until, error: failure.reason), nil)
            }
        } catch {
            return (.unknown(at: clock.now(), error: "stopped while it was being sent"), nil)
        }
    }

    /// The provider says that somebody has ended its texts, which we may never have heard: the lead is told, once.
    private func tellOfStop(
        _ means: Means, of person: PersonName, _ outcome: PageSettlement.Outcome, _ desk: PageDesk
    ) async throws {
        guard case .refused(let reason) = outcome,
            try await store.stop(means, of: person, because: reason, now: clock.now())
        else { return }
        let who = desk.onCall.person(person)?.title ?? person.rawValue
        let notices = desk.notice(
            "\(who) has sent STOP: nothing reaches them by \(means.kind.rawValue) until they send START.", about: person
        )
        try await store.write(notices, patience: desk.onCall.patience, now: clock.now())
    }

    private func taken(_ receipt: PageReceipt) -> PageSettlement.Outcome {
        .sent(provider: receipt.id, checkAt: receipt.ending == .pending ? clock.now() + Self.checkSoon : nil)
    }

    private func again(_ errand: Errand, _ reason: String, isDoubtful: Bool) -> PageSettlement.Outcome {
        guard let wait = Self.backoff.wait(after: errand.attempts, chance: chance()) else {
            return .refused(error: "after \(errand.attempts) attempts: \(reason)")
        }
        let at = clock.now() + wait
        return isDoubtful ? .unknown(at: at, error: reason) : .retry(at: at, error: reason)
    }

    // MARK: Arriving

    /// Asks the providers whether what they took has arrived: once for all that one text carried.
    /// - Returns: how many pages were asked for.
    package func checkDue() async throws -> Int {
        let now = clock.now()
        let pages = try await store.pagesToCheck(limit: Self.checkedAtOnce, now: now)
        guard !pages.isEmpty else { return 0 }
        let desk = desk.withLock { $0 }
        let texts = Dictionary(grouping: pages) { Text(means: $0.means, provider: $0.provider, errand: $0.errand) }
        let found = try await withThrowingTaskGroup(of: ([OnCallPage], PageDelivery).self) { group in
            var (waiting, found) = (texts.values.makeIterator(), [([OnCallPage], PageDelivery)]())
            func next() {
                guard let text = waiting.next() else { return }
                group.addTask { (text, await self.delivery(of: text[0], desk)) }
            }
            for _ in 0..<Self.atOnce { next() }
            while let one = try await group.next() {
                found.append(one)
                next()
            }
            return found
        }
        for (text, delivery) in found {
            let failed = try await store.record(
                delivery, of: text.map(\.id), patience: desk.onCall.patience, now: clock.now())
            if case .failed(let reason) = delivery {
                logger.warning(
                    "a page was not delivered and goes to the next means",
                    metadata: ["person": "\(text[0].person)", "reason": "\(reason)"])
            }
            try await lament(failed, desk)
        }
        bell.ring()
        return pages.count
    }

    /// What carried one page or several to one person.
    private struct Text: Hashable {
        var means: Means?
        var provider: String
        var errand: ErrandID?
    }

    private func delivery(of page: OnCallPage, _ desk: PageDesk) async -> PageDelivery {
        guard let means = page.means, let sender = desk.sender(means) else {
            return .failed("`pages` has no \(page.means?.kind.rawValue ?? "means for it") any more")
        }
        do {
            return switch try await sender.delivery(of: PageReceipt(id: page.provider, .pending)) {
            case .pending: .pending(until: nextCheck(of: page))
            case .delivered: .delivered
            case .failed(let reason): .failed(reason)
            }
        } catch {
            // Nothing is known; what is not known to have arrived in time goes to the next means.
            return .pending(until: nextCheck(of: page))
        }
    }

    private func nextCheck(of page: OnCallPage) -> Moment {
        let now = clock.now()
        let isNew = page.sentAt.map { now - $0 < .seconds(10) } ?? false
        return now + (isNew ? Self.checkSoon : Self.checkLater)
    }

    /// Nobody can be reached by any means: the lead is told, once for all of a person's pages, and the log.
    private func lament(_ failed: [OnCallPage], _ desk: PageDesk) async throws {
        guard !failed.isEmpty else { return }
        for (person, pages) in Dictionary(grouping: failed, by: \.person) {
            logger.error(
                "a page reached nobody",
                metadata: [
                    "person": "\(person)", "pages": "\(pages.count)",
                    "case": "\(pages[0].hotCase.map { "\($0.rawValue)" } ?? "none")", "error": "\(pages[0].lastError)",
                ])
            // A notice that failed is not told of by another: that would never end.
            let cases = pages.compactMap(\.hotCase)
            guard let first = cases.first else { continue }
            let more = cases.count > 1 ? " and \(cases.count - 1) more" : ""
            let notices = desk.notice(
                "\(person) cannot be reached for case \(first.rawValue)\(more): \(pages[0].lastError)", about: person)
            try await store.write(notices, patience: desk.onCall.patience, now: clock.now())
        }
        // The escalation loop looks for itself within a second.
        bell.ring()
    }
}

/// An attempt to page somebody, for whoever watches.
package struct PageEvent: Sendable {
    package var page: OnCallPage
    package var text: PageText
    /// Among the pages that the text carries, from 0.
    package var place: Int
    package var outcome: PageSettlement.Outcome
}
