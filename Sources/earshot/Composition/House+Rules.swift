import Storage
import Triage

/// Which rules are in force, and how they are replaced while the house runs.
extension House {
    /// Takes these rules over: from the next message on every loop judges by them.
    func take(_ rules: RuleSet, warnings: Int) async {
        let decider = inForce.withLock { state in
            state.decider.rules = rules
            return state.decider
        }
        box.value = decider
        logger.notice(
            "new rules are in force", metadata: ["rules": "\(rules.facts.rules)", "warnings": "\(warnings)"])
        await inForce(rules)
        manager.status(summary)
    }

    /// Notes that the rules folder holds what is in force.
    func inForce(_ rules: RuleSet) async {
        let now = clock.now()
        inForce.withLock { state in
            if state.rules.hash != rules.hash { state.rules.since = now }
            state.rules.hash = rules.hash
            state.rules.rules = rules.facts.rules
            state.refusals[.rules] = nil
        }
        await noteRules()
    }

    /// What was read and is not used, while what was read before goes on.
    enum Refused: String, CaseIterable, Sendable {
        case rules, replies, configuration

        fileprivate var inWords: String {
            switch self {
            case .rules: "the rules are refused; those in force go on"
            case .replies:
                "what would be said to customers is refused; words that were in force go on, and where there were none, "
                    + "nothing is said"
            case .configuration: "the reload is refused and what ran before goes on"
            }
        }
    }

    /// What was read cannot be used: what is in force goes on, and everybody is told.
    func refuse(_ complaints: [Complaint], _ what: Refused) async {
        let (now, errors) = (clock.now(), complaints.count)
        let rules = inForce.withLock { state in
            state.refusals[what] = .init(
                at: state.refusals[what]?.at ?? now, complaint: complaints.first?.inShort ?? "", errors: errors)
            return state.rules
        }
        logger.error(
            "\(what.inWords)",
            metadata: [
                "errors": "\(errors)", "inForceSince": "\(rules.since.rfc3339)",
                "complaints": "\(complaints.prefix(3).map(\.inShort).joined(separator: "; "))",
            ])
        await noteRules()
        manager.status(summary)
    }

    /// What was refused is mended, or is what is in force again.
    func settle(_ what: Refused) async {
        guard inForce.withLock({ $0.refusals.removeValue(forKey: what) }) != nil else { return }
        await noteRules()
        manager.status(summary)
    }

    func noteRules() async {
        let now = clock.now()
        let rules = inForce.withLock { state in
            state.rules.seenAt = now
            state.rules.refusal = state.refusal
            return state.rules
        }
        do {
            try await store.note(rules)
        } catch {
            logger.warning("which rules are in force could not be noted", metadata: ["error": "\(error)"])
        }
    }

    /// How often the row that `status` reads is written anew.
    static let rulesNotedEvery = Duration.seconds(60)

    func keepRules(_ keeper: inout RulesKeeper) async {
        let (configuration, rules, refusal) = inForce.withLock {
            ($0.configuration, $0.decider.rules, $0.refusals[.rules])
        }
        let folder = configuration.rules
        // A reload of the configuration may have named another folder, and read it, or moved what is hot.
        if folder != keeper.folder || configuration.hotHeat != keeper.hotHeat {
            keeper = RulesKeeper(folder, judged: rules.hash, hotHeat: configuration.hotHeat)
        }
        switch await keeper.ask(rules) {
        case nil: break
        case .unchanged:
            if refusal != nil {
                logger.notice("the rules folder holds the rules in force again")
                await inForce(rules)
                manager.status(summary)
            }
        case .rules(let new, _) where new.facts.rules == 0 && rules.facts.rules > 0:
            await refuse([Complaint(emptied: folder)], .rules)
        case .rules(let new, let warnings):
            let unknown = configuration.unknownRules(in: new)
            unknown.isEmpty ? await take(new, warnings: warnings) : await refuse(unknown, .rules)
        case .refused(let complaints): await refuse(complaints, .rules)
        }
    }

    var summary: String {
        let (configuration, rules, refused) = inForce.withLock { ($0.configuration, $0.rules, $0.refusal) }
        let listening = "listening to \(configuration.sources.count) sources for \(configuration.brand)"
        guard let refused else {
            return "\(listening); \(rules.rules) rules in force since \(rules.since.rfc3339)"
        }
        let complaint = refused.complaint.split(separator: "\n").map { Shown.line(String($0), columns: 300) }
        return "\(listening); refused since \(refused.at.rfc3339): \(complaint.joined(separator: "; ")); "
            + "the rules of \(rules.since.rfc3339) go on"
    }
}

extension House.InForce {
    /// All that is refused, as `status` tells it: since the first of it, and of each the first that is wrong, in a
    /// line of its own.
    var refusal: RulesInForce.Refusal? {
        let all = House.Refused.allCases.compactMap { refusals[$0] }
        guard let at = all.map(\.at).min() else { return nil }
        return RulesInForce.Refusal(
            at: at, complaint: all.map { $0.complaint.replacing("\n", with: " ") }.joined(separator: "\n"),
            errors: all.reduce(0) { $0 + $1.errors })
    }
}

extension Configuration.RulesFolder {
    /// The text of a file of the folder, as reasons name it; nil for what lies elsewhere or cannot be read.
    func text(of file: String) async -> String? {
        let parts = file.split(separator: "/", omittingEmptySubsequences: false)
        guard file.hasPrefix(asWritten + "/"), !parts.contains(".."), !file.contains("\0"),
            let bytes = try? BoundedFile.read(path + file.dropFirst(asWritten.count), limit: 4 << 20)
        else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }
}
