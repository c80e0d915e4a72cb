/// The on-call team as the configuration describes it: people, rotas, and who is called when nobody answers.
/// Plain values, swapped whole on a reload.
package struct OnCall: Hashable, Sendable {
    package var people: [Person]
    package var rotas: [Rota]
    package var escalation: [Step]
    /// How often the steps are gone through before the last resort; at least 1.
    package var rounds: Int
    package var lastResort: LastResort
    package var patience: Patience
    package var incidents: IncidentHabit
    /// Times at which no step reaches anybody are meant: cases are held then, and nobody is told of it as a fault.
    package var mayBeUnattended: Bool
    /// Names beside those of `people` that may act on cases; nobody calls them.
    package var others: [String]

    /// Whom a step calls.
    package enum Target: Hashable, Sendable {
        /// Whoever is on duty.
        case rota(String)
        case people([PersonName])
        case everyone
    }

    package struct Step: Hashable, Sendable {
        /// Called together.
        package var to: [Target]
        /// Until the next step where nobody has claimed the case.
        package var wait: Duration
        package init(to: [Target], wait: Duration) {
            self.to = to
            self.wait = wait
        }
    }

    /// When all steps were gone through in vain: everybody named, by all their means, again and again.
    package struct LastResort: Hashable, Sendable {
        package var to: [Target]
        package var every: Duration
        package init(to: [Target] = [.everyone], every: Duration = .seconds(900)) {
            self.to = to
            self.every = every
        }
    }

    /// How long things are waited for, and what people are spared.
    package struct Patience: Hashable, Sendable {
        /// A claim that nobody acknowledges lapses into a new page.
        package var claim: Duration
        /// An acknowledged case that nobody touches calls its holder again.
        package var acknowledged: Duration
        /// Two pages to one person by one means are at least so far apart; what comes between is bundled.
        package var betweenPages: Duration
        /// A page that the provider has not reported as delivered goes to the next means.
        package var delivery: Duration
        /// Whoever was called for a case is told when another takes it.
        package var tellsTaken: Bool
        package init(
            claim: Duration = .seconds(900), acknowledged: Duration = .seconds(4 * 3600),
            betweenPages: Duration = .seconds(60), delivery: Duration = .seconds(60), tellsTaken: Bool = true
        ) {
            self.claim = claim
            self.acknowledged = acknowledged
            self.betweenPages = betweenPages
            self.delivery = delivery
            self.tellsTaken = tellsTaken
        }
    }

    /// From when cases of one rule are one incident.
    package struct IncidentHabit: Hashable, Sendable {
        /// Cases of one rule within `window`, at least.
        package var cases: Int
        package var window: Duration
        /// And at least so many times what is usual at the hour.
        package var timesUsual: Double
        /// Rules whose cases are each a person in need: never folded by their rule.
        package var never: Set<String>
        package init(
            cases: Int = 5, window: Duration = .seconds(600), timesUsual: Double = 3, never: Set<String> = []
        ) {
            self.cases = cases
            self.window = window
            self.timesUsual = timesUsual
            self.never = never
        }
    }

    package init(
        people: [Person], rotas: [Rota] = [], escalation: [Step] = [], rounds: Int = 1,
        lastResort: LastResort = LastResort(), patience: Patience = Patience(),
        incidents: IncidentHabit = IncidentHabit(), mayBeUnattended: Bool = false, others: [String] = []
    ) {
        self.people = people
        self.rotas = rotas
        self.escalation = escalation
        self.rounds = rounds
        self.lastResort = lastResort
        self.patience = patience
        self.incidents = incidents
        self.mayBeUnattended = mayBeUnattended
        self.others = others
    }

    package func person(_ name: PersonName) -> Person? { people.first { $0.name == name } }

    /// Who is told of the team's own troubles: the leads, or everybody where none of them can be.
    package func leads(but absent: PersonName? = nil) -> [Person] {
        let others = people.filter { $0.name != absent && !$0.reach.isEmpty }
        let leads = others.filter(\.isLead)
        return leads.isEmpty ? others : leads
    }

    /// Whose number, address or topic it is.
    package func person(at means: Means) -> Person? { people.first { $0.reach.contains(means) } }
}
