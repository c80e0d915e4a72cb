import Triage
import Yams

/// Reads `on-call.rotas`: who takes turns, when they hand over, and what departs from that.
struct RotaReader {
    let reading: SettingsReading
    let zones: HostTimeZones
    let hours: BusinessHours?
    let people: [PersonName]

    static let layerKeys = ["people", "handover", "turn", "since", "hours", "while", "calendar"]
    static let keys = ["time-zone"] + layerKeys + ["layers", "overrides", "leave"]
    static let overrideKeys = ["from", "until", "people"]
    static let leaveKeys = ["person", "from", "through"]
    static let rotaLimit = 100
    static let layerLimit = 20
    static let listLimit = 5000
    /// Turns are counted from here where `since` says nothing: a Monday.
    static let usualStart = CivilDate(day: 19_723)  // 2024-01-01

    struct NamedRota {
        var rota: Rota
        var key: Node
    }

    struct Rotas {
        var all: [NamedRota] = []
        /// Names of those that could not be read: whoever names them is not wrong.
        var broken: Set<String> = []
    }

    /// - Parameter leave: the section's own, which holds in every rota.
    func rotas(_ node: Node?, leave: Node?) -> Rotas {
        let everywhere = self.leave(leave)
        var rotas = Rotas()
        guard let node else { return rotas }
        guard case .mapping(let mapping) = node else {
            reading.complain(
                at: node, "`rotas` is a group of rotas by name, and this is \(node.kindInWords)",
                remedy:
                    "write `rotas: { night: { time-zone: Europe/London, people: [ana, ben], handover: \"mon 09:00\" } }`"
            )
            return rotas
        }
        guard mapping.count <= Self.rotaLimit else {
            reading.complain(at: node, "there are \(mapping.count) rotas, and \(Self.rotaLimit) are the most")
            return rotas
        }
        for (key, value) in mapping {
            guard let name = reading.name(key, of: "a rota") else { continue }
            guard !people.contains(PersonName(name)), !OnCallReader.words.contains(name) else {
                reading.complain(
                    at: key,
                    OnCallReader.words.contains(name)
                        ? "`\(name)` stands for something else in `to`" : "a person is called `\(name)` too",
                    remedy: "give this rota another name")
                continue
            }
            if var rota = rota(name, value) {
                rota.leave += everywhere
                rotas.all.append(NamedRota(rota: rota, key: key))
            } else {
                rotas.broken.insert(name)
            }
        }
        return rotas
    }

    private func rota(_ name: String, _ node: Node) -> Rota? {
        let section = SettingsSection(node, name: "the rota `\(name)`", keys: Self.keys, reading: reading)
        guard let section else { return nil }
        let zone = self.zone(section.required("time-zone", example: "Europe/London"), section)
        let leave = self.leave(section.node("leave"))
        // Without a zone the times of the rest could not be told.
        guard let zone else { return nil }
        let overrides = self.overrides(section.node("overrides"), zone)
        var layers: [Rota.Layer?] = []
        if let node = section.node("layers") {
            if let key = Self.layerKeys.first(where: { section.node($0) != nil }), let stray = section.node(key) {
                reading.complain(
                    at: stray, "a rota with `layers` has `\(key)` in each of them", remedy: "move it into a layer")
            }
            guard case .sequence(let list) = node, (1...Self.layerLimit).contains(list.count) else {
                reading.complain(
                    at: node, "`layers` is a list of 1 to \(Self.layerLimit) groups, and this is \(node.kindInWords)",
                    remedy: "begin each layer with `- people: [ana, ben]`")
                return nil
            }
            layers = list.map { item in
                SettingsSection(item, name: "this layer", keys: Self.layerKeys, reading: reading)
                    .flatMap { layer($0, zone) }
            }
        } else {
            layers = [layer(section, zone)]
        }
        let sound = layers.compactMap(\.self)
        guard sound.count == layers.count else { return nil }
        return Rota(name: name, zone: zone, layers: sound, overrides: overrides, leave: leave)
    }

    private func zone(_ node: Node?, _ section: SettingsSection) -> TimeZoneTable? {
        guard let node, let name = section.text(node, "time-zone", limit: 100) else { return nil }
        do {
            return try zones.zone(named: name)
        } catch {
            reading.complain(at: node, error.message, remedy: error.remedy)
            return nil
        }
    }

    // MARK: A layer

    private func layer(_ section: SettingsSection, _ zone: TimeZoneTable) -> Rota.Layer? {
        let node = section.required("people", example: "[ana, ben]")
        let names = node.map { self.names($0, section, mayBeNobody: false) }
        let turns = self.turns(section, zone, people: names?.count ?? 0)
        var hours: [Weekday: [OpeningInterval]]?
        if let node = section.node("hours") {
            hours = WeekReader(section: section).weekly(node)
            if let week = hours, !week.values.contains(where: { !$0.isEmpty }) {
                reading.complain(
                    at: node, "these hours never come", remedy: "write `hours: { mon-fri: [\"09:00-17:00\"] }`")
            }
        }
        let calendar = attendance(section)
        guard let names, let turns else { return nil }
        return Rota.Layer(
            people: names, start: turns.start, handover: turns.second, turn: turns.days, hours: hours,
            calendar: calendar)
    }

    private func names(_ node: Node, _ section: SettingsSection, mayBeNobody: Bool) -> [PersonName] {
        var items = [node]
        if case .sequence(let list) = node { items = Array(list) }
        guard (mayBeNobody ? 0 : 1)...OnCallReader.peopleLimit ~= items.count else {
            reading.complain(
                at: node, items.isEmpty ? "`people` names nobody" : "`people` names too many",
                remedy: "write `people: [\(people.prefix(2).map(\.rawValue).joined(separator: ", "))]`")
            return []
        }
        var names: [PersonName] = []
        for item in items {
            guard let name = person(item, section) else { continue }
            if names.contains(name) {
                reading.complain(
                    at: item, "`\(name)` stands here twice", remedy: "remove one; turns go round by themselves")
            }
            names.append(name)
        }
        return names
    }

    private func person(_ node: Node, _ section: SettingsSection, key: String = "people") -> PersonName? {
        guard let text = section.text(node, key, limit: 100) else { return nil }
        if people.contains(PersonName(text)) { return PersonName(text) }
        let names = people.map(\.rawValue)
        reading.complain(
            at: node, "there is no person `\(text.prefix(60))`",
            remedy: NearestName.of(text, among: names).map { "did you mean `\($0)`?" }
                ?? "add them to `people`, or write one of \(names.prefix(20).joined(separator: ", "))")
        return nil
    }

    private func attendance(_ section: SettingsSection) -> Rota.Attendance? {
        let whileOpen = section.choice("while", [("open", true), ("closed", false)])
        if section.node("while") == nil, let node = section.node("calendar") {
            reading.complain(
                at: node, "`calendar` wants to know while what", remedy: "add `while: closed` or `while: open`")
            return nil
        }
        guard let whileOpen, let node = section.node("while") else { return nil }
        guard let hours else {
            reading.complain(
                at: node, "`while` asks the calendars of `hours`, and there are none",
                remedy: "add `hours`, or write `hours: { mon-fri: [\"18:00-09:00\"] }` here")
            return nil
        }
        guard let nameNode = section.node("calendar"), let name = section.text(nameNode, "calendar", limit: 100) else {
            return .init(calendar: hours.standard, whileOpen: whileOpen)
        }
        if let calendar = hours.calendar(named: name) { return .init(calendar: calendar, whileOpen: whileOpen) }
        let names = hours.calendars.map(\.name)
        reading.complain(
            at: nameNode, "there is no calendar `\(name.prefix(60))`",
            remedy: NearestName.of(name, among: names).map { "did you mean `\($0)`?" }
                ?? "the calendars are \(names.joined(separator: ", "))")
        return nil
    }

    // MARK: Turns

    private func turns(_ section: SettingsSection, _ zone: TimeZoneTable, people: Int)
        -> (start: CivilDate, second: Int, days: Int)?
    {
        let node = people > 1 ? section.required("handover", example: "\"mon 09:00\"") : section.node("handover")
        var second = 0
        var weekday: Weekday?
        if let node {
            guard let found = handover(node, section) else { return nil }
            (weekday, second) = found
        } else if people > 1 {
            return nil
        }
        var days = weekday == nil ? 1 : 7
        if let node = section.node("turn"), let text = section.text(node, "turn", limit: 20) {
            let seconds = Duration(words: text)?.components.seconds ?? 0
            guard seconds > 0, seconds % 86_400 == 0, seconds <= 366 * 86_400 else {
                reading.complain(
                    at: node, "`turn` is a number of days or weeks, and this is `\(text)`",
                    remedy: "write `turn: 1d`, `turn: 1w` or `turn: 2w`")
                return nil
            }
            days = Int(seconds / 86_400)
            if weekday != nil, days % 7 != 0 {
                reading.complain(
                    at: node, "a turn of \(text) does not end on the same weekday each time",
                    remedy: "write `turn: 1w`, or a `handover` without a weekday")
                return nil
            }
        }
        guard let start = start(section, weekday) else { return nil }
        if people > 1, let node { noteChanges(node, start: start, second: second, days: days, zone) }
        return (start, second, days)
    }

    /// `mon 09:00`, `monday 9:00`, `09:00`.
    private func handover(_ node: Node, _ section: SettingsSection) -> (Weekday?, Int)? {
        guard let text = section.text(node, "handover", limit: 40) else { return nil }
        let words = text.split(separator: " ").map(String.init)
        let clock = words.last.flatMap { try? OpeningInterval(written: "\($0)-\($0 == "24:00" ? "x" : "24:00")") }
        guard (1...2).contains(words.count), let clock else {
            reading.complain(
                at: node, "`\(text)` is no time of a hand-over",
                remedy: "write `handover: \"mon 09:00\"`, or `handover: \"09:00\"` for every day")
            return nil
        }
        guard words.count == 2 else { return (nil, clock.start) }
        if let day = WeekReader.weekday(words[0]) { return (day, clock.start) }
        reading.complain(
            at: node, "`\(words[0])` is no weekday",
            remedy: NearestName.of(words[0].lowercased(), among: WeekReader.weekdayNames).map {
                "did you mean `\($0)`?"
            }
                ?? "write mon, tue, wed, thu, fri, sat or sun")
        return nil
    }

    private func start(_ section: SettingsSection, _ weekday: Weekday?) -> CivilDate? {
        guard let node = section.node("since") else {
            return Self.usualStart + (weekday.map(\.rawValue) ?? 0)
        }
        guard let date = date(node, "since", section) else { return nil }
        guard let weekday, date.weekday != weekday else { return date }
        let back = (date.weekday.rawValue - weekday.rawValue + 7) % 7
        reading.complain(
            at: node,
            "\(date) is a \(WeekReader.weekdayNames[date.weekday.rawValue * 2 + 1]), and hand-over is on another day",
            remedy: "write `since: \(date - back)`")
        return nil
    }

    /// Tells of a hand-over of the next year that the clocks never show, or show twice.
    private func noteChanges(_ node: Node, start: CivilDate, second: Int, days: Int, _ zone: TimeZoneTable) {
        let today = zone.wallClock(at: .wallClock).date
        let first = start.day + max(0, (today.day - start.day + days - 1) / days) * days
        for day in stride(from: first, to: first + 400, by: days) {
            let wall = WallClock(CivilDate(day: day), second: second)
            let placement = zone.placement(of: wall)
            let taken = zone.reading(of: Moment(seconds: placement.first))
            switch placement.fit {
            case .once: continue
            case .skipped:
                reading.complain(
                    .note, at: node, "the clocks in \(zone.name) never show \(wall); that hand-over is at \(taken)")
            case .repeated:
                reading.complain(
                    .note, at: node, "the clocks in \(zone.name) show \(wall) twice; that hand-over is the first time")
            }
            return
        }
    }

    // MARK: What departs

    private func overrides(_ node: Node?, _ zone: TimeZoneTable) -> [Rota.Override] {
        let example = "{ from: 2026-12-24 18:00, until: 2026-12-25 09:00, people: [ben] }"
        return sections(node, "overrides", Self.overrideKeys, example: example).compactMap { override($0, zone) }
    }

    private func override(_ section: SettingsSection, _ zone: TimeZoneTable) -> Rota.Override? {
        let from = moment(section.required("from", example: "2026-12-24 18:00"), "from", section, zone)
        let untilNode = section.required("until", example: "2026-12-25 09:00")
        let until = moment(untilNode, "until", section, zone)
        let peopleNode = section.required("people", example: "[ben]")
        guard let peopleNode else { return nil }
        let people = names(peopleNode, section, mayBeNobody: true)
        guard let from, let until, let untilNode else { return nil }
        guard from < until else {
            reading.complain(at: untilNode, "this override ends before it begins", remedy: "write a later `until`")
            return nil
        }
        return Rota.Override(from: from, until: until, people: people)
    }

    private func leave(_ node: Node?) -> [Rota.Leave] {
        let example = "{ person: ana, from: 2026-12-24, through: 2027-01-02 }"
        return sections(node, "leave", Self.leaveKeys, example: example).compactMap(absence)
    }

    private func absence(_ section: SettingsSection) -> Rota.Leave? {
        let who = section.required("person", example: "ana").flatMap { person($0, section, key: "person") }
        let first = section.required("from", example: "2026-12-24").flatMap { date($0, "from", section) }
        let throughNode = section.node("through")
        let last = throughNode == nil ? first : throughNode.flatMap { date($0, "through", section) }
        guard let who, let first, let last else { return nil }
        guard first <= last else {
            if let throughNode {
                reading.complain(
                    at: throughNode, "this leave ends before it begins",
                    remedy: "write `from: \(last), through: \(first)`")
            }
            return nil
        }
        return Rota.Leave(person: who, first: first, last: last)
    }

    private func sections(_ node: Node?, _ key: String, _ keys: [String], example: String) -> [SettingsSection] {
        guard let node else { return [] }
        guard case .sequence(let list) = node, list.count <= Self.listLimit else {
            reading.complain(
                at: node,
                node.sequence == nil
                    ? "`\(key)` is a list, and this is \(node.kindInWords)"
                    : "`\(key)` lists more than \(Self.listLimit)",
                remedy: "write `\(key): [ \(example) ]`")
            return []
        }
        return list.compactMap { SettingsSection($0, name: "this entry of `\(key)`", keys: keys, reading: reading) }
    }

    private func date(_ node: Node, _ key: String, _ section: SettingsSection) -> CivilDate? {
        guard let text = section.text(node, key, limit: 40) else { return nil }
        if let date = CivilDate(iso: text) { return date }
        reading.complain(
            at: node, "`\(text)` is no date", remedy: "write it as 2026-12-24")
        return nil
    }

    /// As the rota's clocks show it, or RFC 3339.
    private func moment(_ node: Node?, _ key: String, _ section: SettingsSection, _ zone: TimeZoneTable) -> Moment? {
        guard let node, let text = section.text(node, key, limit: 40) else { return nil }
        if let wall = WallClock(written: text) { return Moment(seconds: zone.placement(of: wall).first) }
        if let moment = Moment(rfc3339: text) { return moment }
        reading.complain(
            at: node, "`\(text)` is no time",
            remedy: "write it as the clocks there show it, 2026-12-24 18:00, or as 2026-12-24T18:00:00Z")
        return nil
    }
}
