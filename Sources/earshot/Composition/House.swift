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
    private let exchange: Exchange
    let clock: SystemClock
    private let worker: Worker
    let manager: ServiceManager
    let logger = Logger(label: "earshot")
    let inForce: Mutex<InForce>
    private let pollLoop: PollLoop?
    private let ticketLoop: TicketLoop?
    private let answerRoom: AnswerRoom?
    private let callBackLoop: CallBackLoop?
    private let onCallRoom: OnCallRoom?
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
    private let onCallBox: Box<OnCall>
    private let termsBox: Box<CallBackTerms?>
    private let rulesFolderBox: Box<Configuration.RulesFolder>

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

    // MARK: Reload

    /// Reloads when it is asked to, and takes rules over as they are saved, until it is cancelled.
    fileprivate func keep(
        _ asked: Box<Bool>, _ load: @Sendable () async throws -> (Configuration, RuleSet)
    ) async {
        let (folder, rules, hot) = inForce.withLock {
            ($0.configuration.rules, $0.decider.rules, $0.configuration.hotHeat)
        }
        var keeper = RulesKeeper(folder, judged: rules.hash, hotHeat: hot)
        if let faults = answerRoom?.faults, !faults.isEmpty {
            await refuse(faults, .replies)
        } else {
            await noteRules()
        }
        var noted = ContinuousClock.now
        while !Task.isCancelled {
            if asked.value {
                asked.value = false
                if let rules = await reload(load) { keeper.settled(rules) }
            }
            await keepRules(&keeper)
            if .now - noted >= Self.rulesNotedEvery {
                noted = .now
                await noteRules()
            }
            try? await Task.sleep(for: RulesKeeper.pause)
        }
    }

    /// There are words for customers in these languages now.
    private func speak(_ languages: [String]) async {
        inForce.withLock { state in
            state.decider.policy.manners?.languages = languages
            box.value = state.decider
        }
        await settle(.replies)
    }

    /// What a reload may not change.
    static func frozen(_ old: Configuration, _ new: Configuration) -> String? {
        if old.database != new.database { return "`database` changed, and only a restart can take that over" }
        if old.console?.host != new.console?.host || old.console?.port != new.console?.port {
            return "`console.listen` changed, and only a restart can take that over"
        }
        // The console that runs would not open the links that pages then carry.
        if old.console?.secret != new.console?.secret {
            return "`console.secret` changed, and only a restart can take that over"
        }
        // Whom it believes, and where its own links lead, the console that runs has taken in.
        if old.console?.trustedProxies != new.console?.trustedProxies {
            return "`console.trusted-proxies` changed, and only a restart can take that over"
        }
        if old.console?.userHeader != new.console?.userHeader {
            return "`console.user-header` changed, and only a restart can take that over"
        }
        if old.console?.url != new.console?.url {
            return "`console.url` changed, and only a restart can take that over"
        }
        return nil
    }

    /// - Returns: the rules, where they were taken over.
    private func reload(_ load: @Sendable () async throws -> (Configuration, RuleSet)) async -> RuleSet? {
        manager.reloading()
        do {
            let (configuration, rules) = try await load()
            let old = inForce.withLock { $0.configuration }
            if let reason = Self.frozen(old, configuration) { throw RefusedReload(reason: reason) }
            if old.acd == nil, configuration.acd != nil {
                throw RefusedReload(reason: "`acd` is new, and only a restart can begin to send")
            }
            if old.onCall == nil, configuration.onCall != nil {
                throw RefusedReload(reason: "`on-call` is new, and only a restart can begin to call people")
            }
            let takeOver = try onCallRoom?.prepare(configuration)
            let answers = try answerRoom?.prepare(configuration)
            try await OptOutNumbers.carryOver(configuration, store)
            let standing = try await StandingCalls.ask(store, now: clock.now())
            let decider = try await Self.decider(configuration, rules, store, standing, now: clock.now())
            let plan = try inForce.withLock { state in
                let sources = try state.shelf.sources(of: configuration, exchange: exchange)
                state.configuration = configuration
                state.decider = decider
                return PollLoop.Plan(configuration, sources)
            }
            // Nothing can be refused any more: all of it is taken over, or none.
            box.value = decider
            takeOver?()
            answers?()
            // Calls that were agreed are rung, offered any longer or not.
            callBackLoop?.replace(configuration.termsOfAnyCall)
            termsBox.value = Self.terms(configuration, standing)
            for complaint in standing.complaints(about: configuration) {
                logger.warning("\(complaint.inShort)")
            }
            onCallBox.value = configuration.onCall ?? OnCall(people: [])
            rulesFolderBox.value = configuration.rules
            pollLoop?.replace(plan)
            if let acd = configuration.acd {
                ticketLoop?.replace(ACD(acd, brand: configuration.brand, console: configuration.console))
            }
            logger.notice("reloaded", metadata: ["sources": "\(configuration.sources.count)"])
            inForce.withLock { state in
                state.refusals[.configuration] = nil
                state.refusals[.replies] = nil
            }
            await inForce(rules)
            manager.ready(summary)
            return rules
        } catch let refused as RulesRefused {
            await refuse(refused.complaints, .rules)
            manager.ready(summary)
        } catch let refused as ConfigurationRefused {
            await refuse(refused.complaints, .configuration)
            manager.ready(summary)
        } catch {
            let (file, why) = (inForce.withLock { $0.configuration.file }, CommandFailure(error))
            await refuse(
                [
                    Complaint(
                        .error, file: file, line: 1, column: 1, source: "",
                        message: why.message.isEmpty ? "the reload failed" : why.message, remedy: why.remedy)
                ], .configuration)
            manager.ready(summary)
        }
        return nil
    }

    private struct RefusedReload: Error, CustomStringConvertible {
        var reason: String
        var description: String { reason }
    }

    /// A source that starts `now` starts a little earlier: its server's clock is not ours.
    private static let sinceTolerance = Duration.seconds(600)

    private static func decider(
        _ configuration: Configuration, _ rules: RuleSet, _ store: Store, _ standing: StandingCalls, now: Moment
    ) async throws -> Decider {
        let startedAt = try await store.register(
            configuration.sources.map { ($0.name, $0.channel) }, now: now)
        var policy = configuration.policy(startedAt: startedAt.mapValues { $0 - Self.sinceTolerance })
        if policy.manners != nil {
            policy.manners?.languages = configuration.spoken(ReplyFolder.read(configuration.rules).book)
        }
        policy.callBacks = terms(configuration, standing)?.plan
        return Decider(policy: policy, rules: rules, tables: .ofThisHost())
    }

    /// By what calls are agreed, or at least looked after while some stand; nil: by nothing.
    private static func terms(_ configuration: Configuration, _ standing: StandingCalls) -> CallBackTerms? {
        configuration.callBackTerms ?? (standing.calls.isEmpty ? nil : configuration.termsOfAnyCall)
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
