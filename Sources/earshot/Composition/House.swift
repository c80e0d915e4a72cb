import Act
import Channels
import Console
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
    enum Room: String, CaseIterable, Sendable { case poll, act, page, console }

    /// Whoever watches: the demo's screen, a test. The log is told in any case.
    struct Watcher: Sendable {
        var poll: @Sendable (PollEvent) -> Void = { _ in }
        var tickets: @Sendable (TicketEvent) -> Void = { _ in }
        var escalation: @Sendable (LookedAt) -> Void = { _ in }
        var pages: @Sendable (PageEvent) -> Void = { _ in }
        var answers: @Sendable (AnswerEvent) -> Void = { _ in }
        /// The port at which the console can be reached.
        var console: @Sendable (Int) -> Void = { _ in }
    }

    struct InForce: Sendable {
        var configuration: Configuration
        var decider: Decider
        var shelf: ListenerShelf
        /// Which rules are in force, as `status` tells it.
        var rules: RulesInForce
        /// What was read and cannot be used, while what was read before goes on.
        var refusals: [Refused: RulesInForce.Refusal] = [:]
    }

    let store: Store
    let exchange: Exchange
    let clock: SystemClock
    private let worker: Worker
    let manager: ServiceManager
    let logger = Logger(label: "earshot")
    let inForce: Mutex<InForce>
    let pollLoop: PollLoop?
    let ticketLoop: TicketLoop?
    let answerRoom: AnswerRoom?
    let callBackLoop: CallBackLoop?
    let onCallRoom: OnCallRoom?
    private let console: ConsoleService?
    private let ears = Ears()

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
        for other in try await store.rulesInForce().map(\.worker) where WorkerName.isDead(other) {
            try await store.forgetRules(of: other)
            try await store.forgetCheck(of: other)
        }
        try await OptOutNumbers.carryOver(configuration, store)
        let standing = try await StandingCalls.ask(store, now: clock.now())
        for complaint in standing.complaints(about: configuration) {
            logger.warning("\(complaint.inShort)")
        }
        let decider = try await Self.decider(configuration, rules, store, standing, now: clock.now())
        var shelf = ListenerShelf()
        let plan = PollLoop.Plan(configuration, try shelf.sources(of: configuration, exchange: exchange))
        let now = clock.now()
        inForce = Mutex(
            InForce(
                configuration: configuration, decider: decider, shelf: shelf,
                rules: RulesInForce(
                    worker: worker, hash: rules.hash, rules: rules.facts.rules, since: now, seenAt: now)))
        let bell = Bell()
        let state = Box(decider)
        box = state
        onCallRoom =
            if rooms.contains(.page), let onCall = configuration.onCall {
                try OnCallRoom(
                    configuration, onCall: onCall, store: store, exchange: exchange, worker: worker, clock: clock,
                    ears: ears, watcher: watcher)
            } else { nil }
        answerRoom =
            rooms.contains(.act)
            ? try AnswerRoom(
                configuration, store: store, exchange: exchange, worker: worker, clock: clock,
                decider: { state.value }, ears: ears, tell: watcher.answers)
            : nil
        callBackLoop =
            if rooms.contains(.act) {
                CallBackLoop(
                    store: store, clock: clock, terms: configuration.termsOfAnyCall,
                    bells: .init(
                        tickets: bell, cases: onCallRoom?.escalation.bell, pages: onCallRoom?.pages.bell,
                        answers: answerRoom?.loop.bell))
            } else { nil }
        let termsNow = Box(Self.terms(configuration, standing))
        termsBox = termsNow
        let onCallNow = Box(configuration.onCall ?? OnCall(people: []))
        onCallBox = onCallNow
        let folderNow = Box(configuration.rules)
        rulesFolderBox = folderNow
        console =
            if rooms.contains(.console), let console = configuration.console {
                try ConsoleService(
                    desk: Desk(
                        store: store, onCall: { onCallNow.value }, rules: { state.value.rules },
                        settings: console.settings(brand: configuration.brand), clock: clock, seal: console.seal,
                        ears: ears, callBacks: { termsNow.value }, tables: .ofThisHost()),
                    pages: { hall in
                        hall.deskPages(
                            ruleFile: { await folderNow.value.text(of: $0) },
                            ruleFileChanged: { folderNow.value.changed($0) })
                    }, listening: watcher.console)
            } else { nil }
        let reporter = Reporter(
            logger: logger, watcher: watcher, ticketsWritten: bell, answersWritten: answerRoom?.loop.bell,
            casesOpened: onCallRoom?.escalation.bell,
            pagesAnswered: onCallRoom?.pages.bell)
        pollLoop =
            rooms.contains(.poll) && !configuration.sources.isEmpty
            ? PollLoop(
                store: store, worker: worker, clock: clock, plan: plan, decider: { state.value }, tell: reporter.tell)
            : nil
        ticketLoop =
            if rooms.contains(.act), let acd = configuration.acd {
                try TicketLoop(
                    store: store, exchange: exchange, worker: worker, clock: clock,
                    acd: ACD(acd, brand: configuration.brand, console: configuration.console), bell: bell,
                    tell: watcher.tickets)
            } else { nil }
    }

    let box: Box<Decider>
    let onCallBox: Box<OnCall>
    let termsBox: Box<CallBackTerms?>
    let rulesFolderBox: Box<Configuration.RulesFolder>

    /// Runs, with what shall live beside it, until SIGTERM or SIGINT. Rules are taken over as they are saved,
    /// and SIGHUP reloads what `load` gives; a configuration or rules that do not check are refused and the
    /// old ones kept.
    func run(beside: [any Service] = [], load: @escaping @Sendable () async throws -> (Configuration, RuleSet))
        async throws
    {
        var services: [any Service] = []
        if let pollLoop { services.append(pollLoop) }
        if let ticketLoop { services.append(ticketLoop) }
        if let callBackLoop { services.append(callBackLoop) }
        if let answerRoom {
            services += answerRoom.services { [self] languages in
                await speak(languages)
            } refused: { [self] in
                await refuse($0, .replies)
            }
        }
        if let onCallRoom { services += onCallRoom.services }
        if let console { services.append(console) }
        if onCallRoom != nil || console != nil { ears.open(store.engine) }
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
        try await callBackLoop?.runOnce()
        var waits = try await ticketLoop?.runOnce() ?? false
        if let onCallRoom {
            while try await onCallRoom.escalation.lookOnce() > 0 {}
            if try await onCallRoom.pages.runOnce() { waits = true }
        }
        // Last: that somebody was called is told once they were.
        if try await answerRoom?.runOnce() ?? false { waits = true }
        await end()
        if misses.contains(where: { $0.why == .unreachable }) { return (.unreachable, misses) }
        return (waits || !misses.isEmpty ? .waits : .done, misses)
    }

    private func end() async {
        ears.close()
        await exchange.close()
        do {
            try await store.leave(worker: worker, now: clock.now())
            try await store.forgetRules(of: worker)
            try await store.forgetCheck(of: worker)
        } catch {
            logger.warning(
                "the leases could not be given back and will run out", metadata: ["error": "\(error)"])
        }
    }

    /// Tells systemd that the process lives, and takes SIGHUP.
    private struct Keeper: Service {
        let house: House
        let load: @Sendable () async throws -> (Configuration, RuleSet)

        func run() async throws {
            house.manager.ready(house.summary)
            try await cancelWhenGracefulShutdown {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    let asked = Box(false)
                    group.addTask {
                        for await _ in await UnixSignalsSequence(trapping: .sighup) { asked.value = true }
                    }
                    // One task for both, so that an older reading never follows a newer one.
                    group.addTask { await house.keep(asked, load) }
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
