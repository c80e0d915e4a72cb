import Triage

/// An invented on-call team.
enum Team {
    static func person(_ name: PersonName, _ kinds: [Means.Kind] = [.sms, .email], isLead: Bool = false) -> Person {
        Person(name: name, reach: kinds.map { Means($0, "\($0.rawValue)-of-\(name)") }, isLead: isLead)
    }

    static let ana = person("ana")
    static let ben = person("ben")
    static let cara = person("cara", isLead: true)
    /// No phone, no mail.
    static let dumb = person("dumb", [])

    static func layer(
        _ people: PersonName..., start: String = "2026-11-02", handover: String = "09:00", turn: Int = 7,
        hours: [Weekday: [OpeningInterval]]? = nil, calendar: Rota.Attendance? = nil
    ) -> Rota.Layer {
        Rota.Layer(
            people: people, start: date(start), handover: interval("\(handover)-24:00").start, turn: turn, hours: hours,
            calendar: calendar)
    }

    static func rota(
        _ name: String = "night", _ layers: Rota.Layer..., zone: TimeZoneTable = Zones.london,
        overrides: [Rota.Override] = [], leave: [Rota.Leave] = []
    ) -> Rota {
        Rota(name: name, zone: zone, layers: layers, overrides: overrides, leave: leave)
    }

    static func leave(_ person: PersonName, _ first: String, _ last: String) -> Rota.Leave {
        .init(person: person, first: date(first), last: date(last))
    }

    static let week = Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, [interval("18:00-09:00")]) })
    static let workdays: [Weekday: [OpeningInterval]] = Dictionary(
        uniqueKeysWithValues: Weekday.allCases.prefix(5).map { ($0, [interval("09:00-17:30")]) })

    static let office = BusinessCalendar(
        name: "office", zone: Zones.london, weekly: workdays, holidays: [date("2026-12-25"): "Christmas Day"])

    /// Ana and ben take turns always; after five minutes the lead is called, after ten everybody, twice.
    static let always = OnCall(
        people: [ana, ben, cara], rotas: [rota("night", layer("ana", "ben"))],
        escalation: [
            .init(to: [.rota("night")], wait: .seconds(300)), .init(to: [.people(["cara"])], wait: .seconds(600)),
        ], rounds: 2)

    /// Somebody is there on workdays, and nobody else is ever called before the last resort.
    static let officeHours = OnCall(
        people: [ana, ben, cara], rotas: [rota("day", layer("ana", "ben", hours: workdays))],
        escalation: [.init(to: [.rota("day")], wait: .seconds(300))])

    static func watch(
        _ state: Case.State = .open, severity: Severity? = .high, promise: Moment? = nil, claimedBy: String? = nil,
        step: Int = 0, round: Int = 0, target: String? = nil, by: String? = nil, isHeld: Bool = false
    ) -> CaseWatch {
        CaseWatch(
            id: CaseID(rawValue: 7), state: state, heat: 60, severity: severity,
            firstHeard: utc("2026-11-04T12:00:00Z"),
            promise: promise, claimedBy: claimedBy, step: step, round: round, target: target, handedOverBy: by,
            isHeld: isHeld)
    }
}

extension CaseWatch {
    /// What storage would know after a move was written.
    mutating func take(_ move: EscalationMove) {
        state = move.state
        claimedBy = move.claimedBy
        step = move.step
        round = move.round
        isHeld = move.isHeld
    }
}
