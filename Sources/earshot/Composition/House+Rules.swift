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
            state.rules.refusal = nil
        }
        await noteRules()
    }

    /// What stands in the rules folder cannot be used: what is in force goes on, and everybody is told.
    func refuse(_ complaints: [Complaint]) async {
        let (now, errors) = (clock.now(), complaints.count)
        let rules = inForce.withLock { state in
            state.rules.refusal = .init(
                at: state.rules.refusal?.at ?? now, complaint: complaints.first?.inShort ?? "", errors: errors)
            return state.rules
        }
        logger.error(
            "the rules are refused; those in force go on",
            metadata: [
                "errors": "\(errors)", "inForceSince": "\(rules.since.rfc3339)",
                "complaints": "\(complaints.prefix(3).map(\.inShort).joined(separator: "; "))",
            ])
        await noteRules()
        manager.status(summary)
    }

    func noteRules() async {
        let now = clock.now()
        let rules = inForce.withLock { state in
            state.rules.seenAt = now
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
            ($0.configuration, $0.decider.rules, $0.rules.refusal)
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
            await refuse([Complaint(emptied: folder)])
        case .rules(let new, let warnings):
            let unknown = configuration.unknownRules(in: new)
            unknown.isEmpty ? await take(new, warnings: warnings) : await refuse(unknown)
        case .refused(let complaints): await refuse(complaints)
        }
    }

    var summary: String {
        let (configuration, rules) = inForce.withLock { ($0.configuration, $0.rules) }
        let listening = "listening to \(configuration.sources.count) sources for \(configuration.brand)"
        guard let refusal = rules.refusal else {
            return "\(listening); \(rules.rules) rules in force since \(rules.since.rfc3339)"
        }
        let complaint = Shown.line(refusal.complaint, columns: 300)
        return "\(listening); rules refused since \(refusal.at.rfc3339): \(complaint); "
            + "those of \(rules.since.rfc3339) go on"
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
