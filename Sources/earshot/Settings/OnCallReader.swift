import Triage
import Yams

/// Reads the section `on-call`: people, and who is called in which order. Rotas are read by `RotaReader`.
struct OnCallReader {
    let reading: SettingsReading
    let sources: [SourceConfiguration]
    let hours: BusinessHours?
    var zones = HostTimeZones()
    /// When gaps are looked for from.
    var now = Moment.wallClock

    static let keys = [
        "people", "rotas", "leave", "escalation", "last-resort", "claim", "acknowledged", "between-pages", "delivery",
        "incidents", "unattended", "others",
    ]
    static let personKeys = ["name", "lead"] + Means.Kind.allCases.map(\.rawValue)
    static let stepKeys = ["to", "wait", "repeat"]
    static let lastResortKeys = ["to", "every"]
    static let incidentKeys = ["cases", "within", "times-usual", "never"]
    static let peopleLimit = 1000
    static let stepLimit = 50
    /// Stand for somebody wherever names are written.
    static let words = ["everyone", "lead", "steps"]

    /// - Parameters:
    ///   - pages: what `pages` says, where it could be read.
    ///   - pagesNode: nil: there is no such section.
    func onCall(_ node: Node?, pages: PagesConfiguration?, pagesNode: Node?) -> OnCall? {
        guard let node, let section = SettingsSection(node, name: "`on-call`", keys: Self.keys, reading: reading) else {
            return nil
        }
        guard let peopleNode = section.required("people", example: "{ ana: { sms: \"+12025550111\" } }") else {
            return nil
        }
        let people = self.people(peopleNode, pages, pagesNode)
        let reader = RotaReader(reading: reading, zones: zones, hours: hours, people: people.map(\.person.name))
        let rotas = reader.rotas(section.node("rotas"), leave: section.node("leave"))
        var onCall = OnCall(people: people.map(\.person), rotas: rotas.all.map(\.rota))
        onCall.patience = patience(section)
        onCall.patience.tellsTaken = pages?.tellTaken ?? true
        onCall.incidents = incidents(section.node("incidents"))
        onCall.others = others(section)
        onCall.mayBeUnattended = section.choice("unattended", [("allowed", true)]) ?? false
        guard !people.isEmpty else { return nil }
        let steps = self.steps(section.node("escalation"), &onCall, rotas.broken)
        if let node = section.node("last-resort") {
            onCall.lastResort = lastResort(node, section, onCall, rotas.broken)
        }
        guard !reading.hasErrors else { return onCall }
        OnCallAudit(reading: reading, onCall: onCall, now: now).audit(people: people, rotas: rotas.all, steps: steps)
        return onCall
    }

    // MARK: People

    struct NamedPerson {
        var person: Person
        var key: Node
    }

    private func people(_ node: Node, _ pages: PagesConfiguration?, _ pagesNode: Node?) -> [NamedPerson] {
        guard case .mapping(let mapping) = node else {
            reading.complain(
                at: node, "`people` is a group of people by name, and this is \(node.kindInWords)",
                remedy: "write `people: { ana: { sms: \"+12025550111\", email: ana@quillfone.example } }`")
            return []
        }
        guard (1...Self.peopleLimit).contains(mapping.count) else {
            reading.complain(
                at: node,
                mapping.isEmpty ? "`people` names nobody" : "`people` names more than \(Self.peopleLimit)",
                remedy: mapping.isEmpty ? "write `people: { ana: { sms: \"+12025550111\" } }`" : "")
            return []
        }
        var numbers: [String: String] = [:]
        for source in sources {
            if case .twilio(_, _, _, let number) = source.place { numbers[number] = "the source `\(source.name)`" }
        }
        var people: [NamedPerson] = []
        // Each that `pages` lacks is told of once.
        var missing: Set<Means.Kind> = []
        for (key, value) in mapping {
            guard let name = reading.name(key, of: "a person") else { continue }
            guard !Self.words.contains(name) else {
                reading.complain(
                    at: key,
                    name == "lead"
                        ? "`lead` stands for whoever has `lead: true`" : "`\(name)` stands for something else in `to`",
                    remedy: "give this person another name")
                continue
            }
            let section = SettingsSection(
                value, name: "the person `\(name)`", keys: Self.personKeys, reading: reading)
            guard let section, case .mapping(let written) = value else {
                // What names them is not wrong.
                people.append(NamedPerson(person: Person(name: PersonName(name), reach: []), key: key))
                continue
            }
            var reach: [Means] = []
            for (kindNode, value) in written {
                guard let kind = kindNode.string.flatMap(Means.Kind.init), !value.saysNothing else { continue }
                guard Self.hasRoute(kind, pages, pagesNode) else {
                    if missing.insert(kind).inserted { complain(ofRoute: kind, at: kindNode, pagesNode) }
                    continue
                }
                guard let address = address(kind, value, section, pages) else { continue }
                if kind == .sms, let other = numbers.updateValue("`\(name)`", forKey: address) {
                    reading.complain(
                        at: value, "\(other) has the number \(address) too, so nobody could tell whose answer it is",
                        remedy: "give each a number of their own")
                }
                reach.append(Means(kind, address))
            }
            let title = section.text(section.node("name"), "name", limit: 100)
            let isLead = section.choice("lead", [("true", true), ("false", false)]) ?? false
            people.append(
                NamedPerson(
                    person: Person(name: PersonName(name), title: title, reach: reach, isLead: isLead), key: key))
        }
        return people
    }

    /// Whether `pages` says how this kind is sent. What it says and could not be read has been complained of.
    private static func hasRoute(_ kind: Means.Kind, _ pages: PagesConfiguration?, _ pagesNode: Node?) -> Bool {
        guard let pagesNode else { return false }
        guard pages != nil, case .mapping(let written) = pagesNode else { return true }
        return written.contains { $0.key.string == kind.rawValue && !$0.value.saysNothing }
    }

    private func complain(ofRoute kind: Means.Kind, at node: Node, _ pagesNode: Node?) {
        let example = Self.example(kind)
        reading.complain(
            at: node, "`\(kind.rawValue)` wants `pages.\(kind.rawValue)`, which says how it is sent",
            remedy: pagesNode == nil ? "add `pages: { \(example) }`" : "add `\(example)` to `pages`")
    }

    private static func example(_ kind: Means.Kind) -> String {
        switch kind {
        case .sms: "sms: text-line"
        case .email: "email: acd"
        case .ntfy: "ntfy: { url: https://ntfy.example }"
        case .slack: "slack: { url: \"${credential:slack}\" }"
        case .webhook: "webhook: { url: https://hooks.example/earshot }"
        case .alertmanager: "alertmanager: { url: http://127.0.0.1:9093 }"
        }
    }

    private func address(
        _ kind: Means.Kind, _ node: Node, _ section: SettingsSection, _ pages: PagesConfiguration?
    ) -> String? {
        guard kind != .email else { return section.mailAddress(node, "email") }
        guard let text = section.text(node, kind.rawValue, limit: 200) else { return nil }
        switch kind {
        case .email: return text
        case .sms:
            if PhoneText.isNumber(text) { return canBeReached(text, at: node) ? text : nil }
            reading.complain(
                at: node, "`\(text.prefix(60))` is no telephone number with its country",
                remedy: PhoneText.mended(text).map { "write \"\($0)\"" }
                    ?? "write +, the country's code and the number, as in \"+12025550111\"")
            return nil
        case .ntfy:
            if text == "default", let topic = pages?.ntfy?.topic { return topic }
            return reading.topic(text, at: node)
        case .webhook, .slack, .alertmanager:
            guard let names = pages?.names(kind), !names.contains(text) else { return text }
            reading.complain(
                at: node, "`pages.\(kind.rawValue)` names no `\(text.prefix(60))`",
                remedy: NearestName.of(text, among: names).map { "did you mean `\($0)`?" }
                    ?? "write \(names.map { "`\($0)`" }.joined(separator: " or "))")
            return nil
        }
    }

    // MARK: Escalation

    /// - Returns: where each step stands; empty where there is no such key.
    private func steps(_ node: Node?, _ onCall: inout OnCall, _ broken: Set<String>) -> [Node] {
        guard let node else {
            onCall.escalation = [.init(to: [.everyone], wait: .seconds(300))]
            return []
        }
        guard case .sequence(let list) = node, (1...Self.stepLimit).contains(list.count) else {
            reading.complain(
                at: node,
                node.sequence.map {
                    $0.isEmpty ? "`escalation` is empty" : "`escalation` has more than \(Self.stepLimit) steps"
                }
                    ?? "`escalation` is a list of steps, and this is \(node.kindInWords)",
                remedy: "write `escalation: [ { to: everyone, wait: 5m } ]`")
            return []
        }
        var nodes: [Node] = []
        for (place, item) in list.enumerated() {
            let section = SettingsSection(item, name: "this step", keys: Self.stepKeys, reading: reading)
            guard let section else { continue }
            let to = targets(section.required("to", example: "everyone"), section, onCall, broken)
            let wait = section.duration("wait", in: .seconds(1) ... .seconds(86_400)) ?? .seconds(300)
            if let rounds = section.integer("repeat", in: 1...100), let node = section.node("repeat") {
                if place == list.count - 1 {
                    onCall.rounds = rounds
                } else {
                    reading.complain(
                        at: node, "`repeat` says how often all steps are gone through, so it stands in the last",
                        remedy: "move it to the last step")
                }
            }
            onCall.escalation.append(.init(to: to, wait: wait))
            nodes.append(item)
        }
        return nodes
    }

    private func lastResort(
        _ node: Node, _ section: SettingsSection, _ onCall: OnCall, _ broken: Set<String>
    ) -> OnCall.LastResort {
        guard case .mapping = node else { return .init(to: targets(node, section, onCall, broken)) }
        var resort = OnCall.LastResort()
        let section = SettingsSection(node, name: "`last-resort`", keys: Self.lastResortKeys, reading: reading)
        guard let section else { return resort }
        if let node = section.node("to") { resort.to = targets(node, section, onCall, broken) }
        resort.every = section.duration("every", in: .seconds(1) ... .seconds(86_400)) ?? resort.every
        return resort
    }

    /// A name, or several, of rotas and people.
    /// - Parameter broken: rotas that have been complained of.
    private func targets(
        _ node: Node?, _ section: SettingsSection, _ onCall: OnCall, _ broken: Set<String>
    ) -> [OnCall.Target] {
        guard let node else { return [] }
        var items = [node]
        if case .sequence(let list) = node { items = Array(list) }
        guard (1...Self.peopleLimit).contains(items.count) else {
            reading.complain(
                at: node, items.isEmpty ? "`to` names nobody" : "`to` names more than \(Self.peopleLimit)",
                remedy: "write `to: everyone`")
            return []
        }
        var targets: [OnCall.Target] = []
        for item in items {
            guard let name = section.text(item, "to", limit: 100) else { continue }
            let found = name.hasPrefix("step ") ? [] : onCall.targets(named: name)
            if found.isEmpty, !broken.contains(name) {
                let names = onCall.rotas.map(\.name) + onCall.people.map(\.name.rawValue) + ["lead", "everyone"]
                reading.complain(
                    at: item,
                    name == "lead" ? "nobody has `lead: true`" : "there is no rota and no person `\(name.prefix(60))`",
                    remedy: name == "lead"
                        ? "add `lead: true` to somebody of `people`"
                        : NearestName.of(name, among: names).map { "did you mean `\($0)`?" }
                            ?? "write \(names.prefix(20).joined(separator: ", "))")
            }
            targets += found
        }
        return targets
    }

    // MARK: Patience

    private func patience(_ section: SettingsSection) -> OnCall.Patience {
        var patience = OnCall.Patience()
        let day = Duration.seconds(86_400)
        patience.claim = section.duration("claim", in: .seconds(1)...day) ?? patience.claim
        patience.acknowledged = section.duration("acknowledged", in: .seconds(1)...day) ?? patience.acknowledged
        patience.betweenPages = section.duration("between-pages", in: .zero ... .seconds(3600)) ?? patience.betweenPages
        patience.delivery = section.duration("delivery", in: .seconds(1) ... .seconds(3600)) ?? patience.delivery
        return patience
    }

    /// Names that may act on cases and are never called.
    private func others(_ section: SettingsSection) -> [String] {
        let words = section.words("others", example: "[acd-team-2]").filter { node, word in
            if word.count <= 100 { return true }
            reading.complain(at: node, "a name has at most 100 characters")
            return false
        }
        return words.map(\.word)
    }

    private func incidents(_ node: Node?) -> OnCall.IncidentHabit {
        var habit = OnCall.IncidentHabit()
        guard let node,
            let section = SettingsSection(node, name: "`incidents`", keys: Self.incidentKeys, reading: reading)
        else { return habit }
        habit.cases = section.integer("cases", in: 2...100_000) ?? habit.cases
        habit.window = section.duration("within", in: .seconds(10) ... .seconds(86_400)) ?? habit.window
        if let node = section.node("times-usual"), let text = section.text(node, "times-usual", limit: 20) {
            if let times = Double(text), times >= 1, times <= 1000, text.utf8.allSatisfy({ $0 >= 46 && $0 <= 57 }) {
                habit.timesUsual = times
            } else {
                reading.complain(
                    at: node, "`times-usual` is a number from 1 to 1000, and this is `\(text)`",
                    remedy: "write `times-usual: 3`")
            }
        }
        let never = section.words("never", example: "[customer-in-distress]")
        for (node, word) in never { reading.mention(rule: word, at: node) }
        habit.never = Set(never.map(\.word))
        return habit
    }
}
