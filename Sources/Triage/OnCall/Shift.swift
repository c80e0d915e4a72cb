/// A stretch of time during which the same people are on duty in a rota.
package struct Shift: Hashable, Sendable {
    /// Empty: nobody is on duty.
    package var people: [PersonName]
    package var from: Moment
    package var until: Moment
    /// Nobody is on duty, and the rota's hours mean it so. Where it is false and nobody is on duty, there is a gap.
    package var isOff: Bool

    package init(people: [PersonName], from: Moment, until: Moment, isOff: Bool = false) {
        self.people = people
        self.from = from
        self.until = until
        self.isOff = isOff
    }

    package var isGap: Bool { people.isEmpty && !isOff }
}

extension OnCall {
    /// Who is on duty in a rota from one instant until another: stretches that touch, none like the one before it,
    /// exact to the microsecond. The first begins at `from` and the last ends at `until`, wherever the shifts
    /// themselves begin and end.
    package func shifts(of rota: Rota, from: Moment, until: Moment) -> [Shift] { rota.shifts(from: from, until: until) }
}

extension Rota {
    func shifts(from: Moment, until: Moment) -> [Shift] {
        guard from < until else { return [] }
        let reading = DutyReading(self, from: from, until: until)
        var shifts: [Shift] = []
        for edge in [from] + reading.edges where from <= edge && edge < until {
            let people = reading.onDuty(at: edge)
            let isOff = people.isEmpty && !reading.isMeant(at: edge)
            if let last = shifts.last, last.people == people, last.isOff == isOff { continue }
            if !shifts.isEmpty { shifts[shifts.count - 1].until = edge }
            shifts.append(Shift(people: people, from: edge, until: until, isOff: isOff))
        }
        return shifts
    }
}
