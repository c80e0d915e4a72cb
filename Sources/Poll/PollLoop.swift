import Channels
import Logging
import ServiceLifecycle
import Storage
import Synchronization
import Triage

/// Hears every source that this worker holds the lease of, each when it is due and its host is willing.
package final class PollLoop: Service {
    package struct Plan: Sendable {
        package var sources: [SourceName: PollSource]
        package var usual: Politeness
        package var special: [String: Politeness]

        package init(sources: [PollSource], usual: Politeness = Politeness(), special: [String: Politeness] = [:]) {
            self.sources = Dictionary(sources.map { ($0.listener.source, $0) }) { first, _ in first }
            self.usual = usual
            self.special = special
        }
    }

    private let store: Store
    private let worker: Worker
    private let clock: any Timekeeper
    private let recorder: Recorder
    private let decider: @Sendable () -> Decider
    private let chance: @Sendable () -> Double
    private let tell: @Sendable (PollEvent) -> Void
    private let logger: Logger
    private let bell = Bell()
    private let plan: Mutex<Plan>
    /// Sources asked at the same time, over all hosts.
    private let atOnce: Int

    /// A lease outlives two missed renewals.
    package static let leaseTime = Duration.seconds(30)
    static let renewal = Duration.seconds(10)

    /// - Parameters:
    ///   - decider: the rules and the policy in force now; read for each page and each transaction.
    ///   - chance: 0..<1, for jitter.
    package init(
        store: Store, worker: Worker, clock: any Timekeeper, plan: Plan, decider: @escaping @Sendable () -> Decider,
        chance: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }, atOnce: Int = 256,
        tell: @escaping @Sendable (PollEvent) -> Void, logger: Logger = Logger(label: "earshot.poll")
    ) {
        self.store = store
        self.worker = worker
        self.clock = clock
        self.plan = Mutex(plan)
        self.decider = decider
        self.chance = chance
        self.atOnce = atOnce
        self.tell = tell
        self.logger = logger
        self.recorder = Recorder(store: store, clock: clock, decider: decider)
    }

    /// After a reload: the new plan is read at once. Listeners that it does not name are closed when the
    /// round that uses them is over.
    package func replace(_ plan: Plan) {
        self.plan.withLock { $0 = plan }
        bell.ring()
    }

    package func run() async throws {
        _ = try await cancelWhenGracefulShutdown { try await self.listen(.always) }
    }

    /// Asks every source once, `every` ignored, until its gap is closed.
    /// - Returns: what could not be heard.
    package func runOnce() async throws -> [Miss] { try await listen(.once) }

    private enum Manner { case always, once }

    private struct Finished: Sendable {
        var source: PollSource
        var result: Round.Result
    }

    private func listen(_ manner: Manner) async throws -> [Miss] {
        var desk = Desk(now: clock.now())
        var misses: [Miss] = []
        // Nil: it is time to look around. Otherwise a round is over.
        try await withThrowingTaskGroup(of: Finished?.self) { group in
            while !Task.isCancelled {
                let now = clock.now()
                if let back = desk.noteTime(now) {
                    logger.warning("the clock went back", metadata: ["seconds": "\(back.components.seconds)"])
                }
                let plan = plan.withLock { $0 }
                await desk.follow(plan)
                if now >= desk.renewAt { try await renew(plan, &desk, &misses, manner) }
                let (ready, wake) = desk.ready(plan, now: now, room: atOnce)
                for (source, lease) in ready {
                    let round = Round(
                        source: source, lease: lease, recorder: recorder, rules: { self.decider().rules }, clock: clock,
                        tell: tell)
                    group.addTask { Finished(source: source, result: await round.run()) }
                }
                if manner == .once, desk.allAsked { break }
                group.addTask { [bell, clock] in
                    await bell.wait(until: wake, by: clock)
                    return nil
                }
                while let next = try await group.next(), let finished = next {
                    report(finished, desk.finish(finished.source, finished.result, now: clock.now(), chance: chance()))
                    if manner == .once, let miss = Miss(finished.source.listener.source, finished.result) {
                        misses.append(miss)
                    }
                    // Ends the one who waits, whose nil ends this loop.
                    bell.ring()
                }
            }
            group.cancelAll()
            while let next = try await group.next() {
                guard let finished = next else { continue }
                report(finished, desk.finish(finished.source, finished.result, now: clock.now(), chance: 0))
            }
        }
        await flush(&desk)
        await desk.closeAll()
        return misses
    }

    private func report(_ finished: Finished, _ change: Desk.Change) {
        let source = finished.source.listener.source
        switch change {
        case .none: break
        case .failed(let failures):
            if let failure = finished.result.failure { tell(.failed(source, failure, failuresInARow: failures)) }
        case .recovered: tell(.recovered(source))
        }
    }

    /// Keeps the leases that this worker has, takes what is free, and lets go of what another has taken.
    private func renew(_ plan: Plan, _ desk: inout Desk, _ misses: inout [Miss], _ manner: Manner) async throws {
        await flush(&desk)
        let now = clock.now()
        do {
            let held = try await store.leaseSources(
                Array(plan.sources.keys), worker: worker, busy: desk.busy, now: now, until: now + Self.leaseTime)
            desk.hold(held, plan, now: now, spreads: manner == .always)
            if manner == .once {
                let names = Set(held.map(\.source))
                misses += plan.sources.keys.filter { !names.contains($0) }
                    .map { Miss(source: $0, reason: "another worker listens to it", why: .held) }
            }
        } catch  where manner == .always {
            logger.error("the leases of sources could not be renewed", metadata: ["error": "\(error)"])
        }
        desk.renewAt = manner == .once ? .distantFuture : clock.now() + Self.renewal
    }

    private func flush(_ desk: inout Desk) async {
        guard !desk.notes.isEmpty else { return }
        do {
            try await store.note(Array(desk.notes.values))
            desk.notes = [:]
        } catch {
            logger.warning("the health of sources could not be written", metadata: ["error": "\(error)"])
        }
    }
}

/// A source that a single run could not hear to the end.
package struct Miss: Sendable, Hashable {
    package enum Why: Sendable { case unreachable, held, notWritten }
    package var source: SourceName
    package var reason: String
    package var why: Why
}

extension Miss {
    init?(_ source: SourceName, _ result: Round.Result) {
        switch result.outcome {
        case .heard: return nil
        case .failed: self.init(source: source, reason: result.error, why: .unreachable)
        case .setAside where result.error.isEmpty: return nil
        case .setAside: self.init(source: source, reason: result.error, why: .notWritten)
        }
    }
}
