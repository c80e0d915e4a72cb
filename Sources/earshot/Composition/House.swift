import Act
import Channels
import Logging
import Poll
import ServiceLifecycle
import Storage
import Synchronization
import Triage
import UnixSignals
import Wire

/// The rooms put together: what `run` and `demo` start, reload and end.
final class House: Sendable {
    /// Which loops this process runs.
    enum Room: String, CaseIterable, Sendable { case poll, act }

    /// Whoever watches: the demo's screen, a test. The log is told in any case.
    struct Watcher: Sendable {
        var poll: @Sendable (PollEvent) -> Void = { _ in }
        var tickets: @Sendable (TicketEvent) -> Void = { _ in }
    }

    private struct InForce: Sendable {
        var configuration: Configuration
        var decider: Decider
        var shelf: ListenerShelf
    }

    private let store: Store
    private let exchange: Exchange
    private let clock: SystemClock
    private let worker: Worker
    private let manager: ServiceManager
    private let logger = Logger(label: "earshot")
    private let inForce: Mutex<InForce>
    private let pollLoop: PollLoop?
    private let ticketLoop: TicketLoop?

    /// - Parameter configuration: with its secrets.
    init(
        configuration: Configuration, rules: RuleSet, store: Store, clock: SystemClock, rooms: Set<Room>,
        manager: ServiceManager, watcher: Watcher = Watcher()
    ) async throws {
        self.store = store
        self.clock = clock
        self.manager = manager
        worker = WorkerName.this()
        exchange = try Exchange()
        for other in try await store.leaseHolders(now: clock.now()) where WorkerName.isDead(other) {
            try await store.bury(worker: other, now: clock.now())
        }
        let decider = try await Self.decider(configuration, rules, store, now: clock.now())
        var shelf = ListenerShelf()
        let plan = PollLoop.Plan(configuration, try shelf.sources(of: configuration, exchange: exchange))
        inForce = Mutex(InForce(configuration: configuration, decider: decider, shelf: shelf))
        let bell = Bell()
        let state = Box(decider)
        box = state
        let reporter = Reporter(logger: logger, watcher: watcher, ticketsWritten: bell)
        pollLoop =
            rooms.contains(.poll) && !configuration.sources.isEmpty
            ? PollLoop(
                store: store, worker: worker, clock: clock, plan: plan, decider: { state.value }, tell: reporter.tell)
            : nil
        ticketLoop =
            if rooms.contains(.act), let acd = configuration.acd {
                try TicketLoop(
                    store: store, exchange: exchange, worker: worker, clock: clock,
                    acd: ACD(acd, brand: configuration.brand), bell: bell, tell: watcher.tickets)
            } else { nil }
    }

    private let box: Box<Decider>

    /// Runs, with what shall live beside it, until SIGTERM or SIGINT. SIGHUP reloads what `load` gives; a
    /// configuration or rules that do not check are refused and the old ones kept.
    func run(beside: [any Service] = [], load: @escaping @Sendable () async throws -> (Configuration, RuleSet))
        async throws
    {
        var services: [any Service] = []
        if let pollLoop { services.append(pollLoop) }
        if let ticketLoop { services.append(ticketLoop) }
        services.append(Keeper(house: self, load: load))
        services += beside
        var settings = ServiceGroupConfiguration(
            services: services.map { .init(service: $0, successTerminationBehavior: .gracefullyShutdownGroup) },
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        settings.maximumGracefulShutdownDuration = .seconds(3)
        do {
            try await ServiceGroup(configuration: settings).run()
        } catch is CancellationError {
            // It took longer than that, and was ended.
        }
        await end()
    }

    enum OnceEnd: Sendable { case done, waits, unreachable }

    /// Every source once, then the outbox until nothing is due.
    func runOnce() async throws -> (end: OnceEnd, misses: [Miss]) {
        let misses = try await pollLoop?.runOnce() ?? []
        let waits = try await ticketLoop?.runOnce() ?? false
        await end()
        if misses.contains(where: { $0.why == .unreachable }) { return (.unreachable, misses) }
        return (waits || !misses.isEmpty ? .waits : .done, misses)
    }

    private func end() async {
        await exchange.close()
        do {
            try await store.leave(worker: worker, now: clock.now())
        } catch {
            logger.warning(
                "the leases could not be given back and will run out", metadata: ["error": "\(error)"])
        }
    }

    // MARK: Reload

    /// What a reload may not change.
    private static func frozen(_ old: Configuration, _ new: Configuration) -> String? {
        old.database == new.database ? nil : "`database` changed, and only a restart can take that over"
    }

    fileprivate func reload(_ load: @Sendable () async throws -> (Configuration, RuleSet)) async {
        manager.reloading()
        do {
            let (configuration, rules) = try await load()
            let old = inForce.withLock { $0.configuration }
            if let reason = Self.frozen(old, configuration) { throw RefusedReload(reason: reason) }
            if old.acd == nil, configuration.acd != nil {
                throw RefusedReload(reason: "`acd` is new, and only a restart can begin to send")
            }
            let decider = try await Self.decider(configuration, rules, store, now: clock.now())
            let plan = try inForce.withLock { state in
                let sources = try state.shelf.sources(of: configuration, exchange: exchange)
                state.configuration = configuration
                state.decider = decider
                return PollLoop.Plan(configuration, sources)
            }
            box.value = decider
            pollLoop?.replace(plan)
            if let acd = configuration.acd { ticketLoop?.replace(ACD(acd, brand: configuration.brand)) }
            logger.notice("reloaded", metadata: ["sources": "\(configuration.sources.count)"])
            manager.ready(summary)
        } catch {
            logger.error("the reload is refused and what ran before goes on", metadata: ["error": "\(error)"])
            manager.ready("reload refused: \(error)".split(separator: "\n").first.map(String.init) ?? "reload refused")
        }
    }

    private struct RefusedReload: Error, CustomStringConvertible {
        var reason: String
        var description: String { reason }
    }

    fileprivate var summary: String {
        let configuration = inForce.withLock { $0.configuration }
        return "listening to \(configuration.sources.count) sources for \(configuration.brand)"
    }

    /// A source that starts `now` starts a little earlier: its server's clock is not ours.
    private static let sinceTolerance = Duration.seconds(600)

    private static func decider(
        _ configuration: Configuration, _ rules: RuleSet, _ store: Store, now: Moment
    ) async throws -> Decider {
        let startedAt = try await store.register(
            configuration.sources.map { ($0.name, $0.channel) }, now: now)
        return Decider(
            policy: configuration.policy(startedAt: startedAt.mapValues { $0 - Self.sinceTolerance }), rules: rules)
    }

    /// Tells systemd that the process lives, and takes SIGHUP.
    private struct Keeper: Service {
        let house: House
        let load: @Sendable () async throws -> (Configuration, RuleSet)

        func run() async throws {
            house.manager.ready(house.summary)
            try await cancelWhenGracefulShutdown {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        for await _ in await UnixSignalsSequence(trapping: .sighup) { await house.reload(load) }
                    }
                    group.addTask {
                        guard let interval = house.manager.watchdogInterval else { return }
                        while !Task.isCancelled {
                            // Only a program that can read its database is alive; one that cannot is
                            // restarted by systemd when the watchdog's time is over.
                            do {
                                _ = try await house.store.nextDue(.ticket)
                                house.manager.alive()
                            } catch {
                                house.logger.error("the database cannot be read", metadata: ["error": "\(error)"])
                            }
                            try await Task.sleep(for: interval)
                        }
                    }
                    try await group.waitForAll()
                }
            }
            house.manager.stopping()
        }
    }
}

/// A value that is read often and replaced now and then.
final class Box<Value: Sendable>: Sendable {
    private let state: Mutex<Value>
    init(_ value: Value) { state = Mutex(value) }
    var value: Value {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }
}
