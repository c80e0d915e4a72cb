extension OnCall {
    /// When, after an instant at which no step reaches anybody, the first shift begins that does; nil where none
    /// does within five weeks. In `zone` it is shown to people.
    func nextShift(for targets: [Target], after now: Moment) -> (start: Moment, zone: TimeZoneTable)? {
        let rotas = targets.compactMap { target -> Rota? in
            guard case .rota(let name) = target else { return nil }
            return rota(name)
        }
        // Most shifts are near, and few need five weeks.
        for days in [2, 9, 35] {
            let end = now + .seconds(days * 86_400)
            let starts = rotas.compactMap { rota in
                rota.shifts(from: now, until: end).first { shift in
                    shift.from > now && shift.people.contains { person($0)?.reach.isEmpty == false }
                }.map { (start: $0.from, zone: rota.zone) }
            }
            if let first = starts.min(by: { $0.start < $1.start }) { return first }
        }
        return nil
    }
}

extension TimeZoneTable {
    /// `Mon 2026-11-23 09:00`.
    package func reading(of moment: Moment) -> String {
        let wall = wallClock(at: moment)
        return "\(wall.date.weekday.short) \(wall)"
    }
}
