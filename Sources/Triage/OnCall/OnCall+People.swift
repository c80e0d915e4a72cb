extension OnCall {
    /// Who is called if `target` is called at an instant; each person once, in order; empty where nobody is on duty.
    /// A name that nobody bears is passed over.
    package func people(for target: Target, at moment: Moment) -> [Person] {
        switch target {
        case .everyone: people
        case .people(let names): people(named: names)
        case .rota(let name): people(named: rota(name)?.onDuty(at: moment) ?? [])
        }
    }

    package func rota(_ name: String) -> Rota? { rotas.first { $0.name == name } }

    /// Those of several targets who can be reached at all, each once.
    package func reachable(_ targets: [Target], at moment: Moment) -> [Person] {
        var seen: Set<PersonName> = []
        return targets.flatMap { people(for: $0, at: moment) }.filter {
            !$0.reach.isEmpty && seen.insert($0.name).inserted
        }
    }

    /// What a name stands for where somebody hands a case over, or a configuration says whom to call: a rota, a
    /// person, `lead` (who is a lead), `everyone`, or `step 2`. Empty where it stands for nobody.
    package func targets(named name: String) -> [Target] {
        if rota(name) != nil { return [.rota(name)] }
        if person(PersonName(name)) != nil { return [.people([PersonName(name)])] }
        switch name {
        case "everyone": return people.isEmpty ? [] : [.everyone]
        case "lead":
            let leads = people.filter(\.isLead).map(\.name)
            return leads.isEmpty ? [] : [.people(leads)]
        default:
            guard name.hasPrefix("step "), let number = Int(name.dropFirst(5)), number > 0, number <= escalation.count
            else { return [] }
            return escalation[number - 1].to
        }
    }

    /// The same team where nobody is called by these means any more, since their person sent STOP.
    package func without(_ stopped: Set<Means>) -> OnCall {
        guard !stopped.isEmpty else { return self }
        var team = self
        for place in team.people.indices {
            team.people[place].stopped += team.people[place].reach.filter(stopped.contains)
            team.people[place].reach.removeAll(where: stopped.contains)
        }
        return team
    }

    /// Why a case cannot be handed over to a name; nil where it can. Where no team is configured, any name will do.
    package func refusal(ofTarget name: String) -> String? {
        guard !people.isEmpty, name != CaseVerb.steps, targets(named: name).isEmpty else { return nil }
        let names = rotas.map(\.name) + people.map(\.name.rawValue)
        if let near = NearestName.of(name, among: names) { return "nobody is called \(name); did you mean \(near)?" }
        return "nobody is called \(name); there are \(names.joined(separator: ", ")), everyone and steps"
    }

    /// Why nobody can act on a case under a name; nil where somebody bears it. Where neither a team nor an account
    /// is known, any name will do.
    /// - Parameter accounts: those of the console that are not disabled.
    package func refusal(ofDoer name: String, accounts: [String]) -> String? {
        guard !people.isEmpty || !accounts.isEmpty else { return nil }
        let names = people.map(\.name.rawValue) + others + accounts
        if names.contains(name) { return nil }
        if let near = NearestName.of(name, among: names) { return "nobody is called \(name); did you mean \(near)?" }
        return
            "nobody is called \(name): it is neither of `people`, nor of `on-call.others`, nor an account of the console"
    }

    /// The steps that a case goes through: those of the configuration, and before them whom it was handed over to.
    ///
    /// Where its target has gone from the configuration, the step for it reaches nobody and is skipped.
    package func steps(target: String?) -> [Step] {
        guard let target else { return escalation }
        let targets = targets(named: target)
        let wait = escalation.first { !targets.isEmpty && $0.to == targets } ?? escalation.first
        return [Step(to: targets, wait: wait?.wait ?? patience.claim)] + escalation
    }

    /// The people of some names, each once, in the order of the names.
    private func people(named names: [PersonName]) -> [Person] {
        var seen: Set<PersonName> = []
        return names.compactMap { name in seen.insert(name).inserted ? person(name) : nil }
    }
}
