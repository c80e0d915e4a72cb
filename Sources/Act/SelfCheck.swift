import Channels
import Logging
import ServiceLifecycle
import Storage
import Synchronization
import Triage

/// Looks every ten seconds for what should be impossible: an open case that nothing will look at, a page without an
/// end before it, a database that cannot be read. Then it calls the lead past the outbox, by another means first;
/// while all is well it tells an address outside the house, which calls somebody when that stops.
package final class SelfCheck: Service {
    private let store: Store
    private let worker: Worker
    private let clock: any Timekeeper
    private let logger: Logger
    private let desk: Mutex<(desk: PageDesk, deadMan: DeadMan?)>
    private let state = Mutex(State())

    /// An address outside the house that wants to hear from us again and again.
    package struct DeadMan: Sendable {
        package var every: Duration
        package var ping: @Sendable () async throws -> Void

        package init(every: Duration = .seconds(60), ping: @escaping @Sendable () async throws -> Void) {
            self.every = every
            self.ping = ping
        }
    }

    private struct State {
        /// Since when it looks: what was left lying while no program ran is given as long as anything else.
        var since: Moment?
        var lastPing: Moment?
        /// By what is wrong: when it was told.
        var told: [String: Moment] = [:]
        /// What was written down last, and when.
        var noted: (words: String, at: Moment)?
    }

    package static let every = Duration.seconds(10)
    /// How late something may be.
    package static let grace = Duration.seconds(45)
    /// The same trouble is told again after this.
    static let again = Duration.seconds(900)
    /// What is the same as before is written down again after this.
    static let notedEvery = Duration.seconds(60)

    package init(
        store: Store, worker: Worker, clock: any Timekeeper, desk: PageDesk, deadMan: DeadMan? = nil,
        logger: Logger = Logger(label: "earshot.self-check")
    ) {
        self.store = store
        self.worker = worker
        self.clock = clock
        self.desk = Mutex((desk, deadMan))
        self.logger = logger
    }

    /// After a reload.
    package func replace(_ desk: PageDesk, deadMan: DeadMan?) { self.desk.withLock { $0 = (desk, deadMan) } }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await self.look()
                let every = min(Self.every, self.desk.withLock { $0.deadMan?.every } ?? Self.every)
                try? await self.clock.sleep(until: self.clock.now() + every)
            }
        }
    }

    /// - Returns: whether all is well.
    @discardableResult
    package func look() async -> Bool {
        let now = clock.now()
        var troubles: [(key: String, words: String)] = []
        do {
            let health = try await store.onCallHealth(now: now, grace: Self.grace)
            if !health.mended.isEmpty {
                logger.warning(
                    "open cases had no due time and were given one", metadata: ["cases": "\(health.mended.count)"])
            }
            guard hasLookedLong(now) || health.isWell else { return false }
            if let first = health.overdue.first {
                troubles.append(
                    (
                        "overdue",
                        "\(health.overdue.count) cases wait and nobody was called, first case \(first.rawValue)"
                    ))
            }
            if !health.stuck.isEmpty { troubles.append(("stuck", "\(health.stuck.count) pages do not leave")) }
        } catch is CancellationError {
            return true
        } catch {
            troubles.append(("database", "the database cannot be read: \(error)"))
        }
        await note(troubles.map(\.words).joined(separator: "; "), now)
        guard !troubles.isEmpty else {
            state.withLock { $0.told = [:] }
            await allIsWell(now)
            return true
        }
        for trouble in troubles {
            logger.error("self-check: \(trouble.words)")
            guard isNews(trouble.key, now) else { continue }
            await call(trouble.words, key: trouble.key, now)
        }
        return false
    }

    /// Whether others have had the time to do what is overdue. While not, nobody is called, and all is not well.
    private func hasLookedLong(_ now: Moment) -> Bool {
        state.withLock { state in
            let since = min(state.since ?? now, now)
            state.since = since
            return now - since >= Self.grace
        }
    }

    private func isNews(_ key: String, _ now: Moment) -> Bool {
        state.withLock { state in
            if let told = state.told[key], now - told < Self.again, now >= told { return false }
            state.told[key] = now
            return true
        }
    }

    /// For `status`, which another process asks.
    private func note(_ words: String, _ now: Moment) async {
        let isDue = state.withLock { state in
            if let noted = state.noted, noted.words == words, now - noted.at < Self.notedEvery, now >= noted.at {
                return false
            }
            state.noted = (words, now)
            return true
        }
        guard isDue else { return }
        do {
            try await store.note(SelfCheckNote(worker: worker, at: now, words: words))
        } catch {
            logger.warning("what the self-check found could not be noted", metadata: ["error": "\(error)"])
        }
    }

    private func allIsWell(_ now: Moment) async {
        guard let deadMan = desk.withLock({ $0.deadMan }) else { return }
        let isDue = state.withLock { state in
            if let last = state.lastPing, now - last < deadMan.every, now >= last { return false }
            state.lastPing = now
            return true
        }
        guard isDue else { return }
        do {
            try await deadMan.ping()
        } catch {
            // Whoever listens there notices by itself that it stopped.
            logger.warning("the dead-man's address could not be told", metadata: ["error": "\(error)"])
        }
    }

    /// Past the outbox, by the last of a person's means first: the first may be what is broken.
    private func call(_ words: String, key: String, _ now: Moment) async {
        let desk = desk.withLock { $0.desk }
        for draft in desk.notice(words) {
            let text = PageText(
                subject: "\(desk.brand) on call: \(words)", plain: "\(desk.brand) on call: \(words)",
                link: desk.queueLink, severity: .critical, key: "self-check.\(key).\(now.microseconds)",
                person: draft.person, at: now)
            var hasGone = false
            for means in draft.reach.reversed() where !hasGone {
                guard let sender = desk.sender(means) else { continue }
                do {
                    _ = try await sender.send(text, to: means.address)
                    hasGone = true
                } catch {
                    logger.error(
                        "self-check: a call failed",
                        metadata: ["person": "\(draft.person)", "means": "\(means.kind.rawValue)", "error": "\(error)"])
                }
            }
            if !hasGone {
                logger.critical("self-check: nobody could be told", metadata: ["person": "\(draft.person)"])
            }
        }
    }
}
