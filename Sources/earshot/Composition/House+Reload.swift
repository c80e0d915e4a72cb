import Act
import Poll
import Storage
import Triage

/// What was read anew is taken over whole, or refused whole, while it runs.
extension House {
    /// Reloads when it is asked to, and takes rules over as they are saved, until it is cancelled.
    func keep(
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
    func speak(_ languages: [String]) async {
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
    func reload(_ load: @Sendable () async throws -> (Configuration, RuleSet)) async -> RuleSet? {
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

    struct RefusedReload: Error, CustomStringConvertible {
        var reason: String
        var description: String { reason }
    }

    /// A source that starts `now` starts a little earlier: its server's clock is not ours.
    static let sinceTolerance = Duration.seconds(600)

    static func decider(
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
    static func terms(_ configuration: Configuration, _ standing: StandingCalls) -> CallBackTerms? {
        configuration.callBackTerms ?? (standing.calls.isEmpty ? nil : configuration.termsOfAnyCall)
    }
}
