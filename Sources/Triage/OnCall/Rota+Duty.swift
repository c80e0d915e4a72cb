extension Rota {
    /// Who is on duty at an instant: one person of the layer that answers, or those of an override. Empty where
    /// nobody is.
    package func onDuty(at moment: Moment) -> [PersonName] {
        DutyReading(self, from: moment, until: moment).onDuty(at: moment)
    }

    func isOnLeave(_ person: PersonName, on date: CivilDate) -> Bool {
        leave.contains { $0.person == person && $0.first <= date && date <= $0.last }
    }
}

extension Rota.Layer {
    /// The instant at which the turn of this number begins; the first is 0, those before `start` are negative.
    func beginning(ofTurn number: Int, in zone: TimeZoneTable) -> Int64 {
        zone.placement(of: WallClock(start + number * days, second: handover)).first
    }

    /// The number of the turn that is under way.
    func turn(at seconds: Int64, in zone: TimeZoneTable) -> Int {
        let since = zone.wallClock(at: seconds).date.day - start.day
        var number = since >= 0 ? since / days : (since - days + 1) / days
        // The date alone tells the turn, but for the hours before the hand-over and for clocks that are changed.
        while beginning(ofTurn: number + 1, in: zone) <= seconds { number += 1 }
        while beginning(ofTurn: number, in: zone) > seconds { number -= 1 }
        return number
    }

    /// Whose turn it is, and who stands in where they cannot: the next in turn who can. Nil where nobody can.
    func person(inTurn number: Int, where isThere: (PersonName) -> Bool) -> PersonName? {
        guard !people.isEmpty else { return nil }
        let place = (number % people.count + people.count) % people.count
        return people.indices.lazy.map { people[(place + $0) % people.count] }.first(where: isThere)
    }

    private var days: Int { max(1, turn) }
}

/// A rota as it is during some time, with the hours of its layers worked out.
struct DutyReading {
    private let rota: Rota
    /// For each layer the stretches of its weekly hours, in seconds since 1970; nil: always.
    private let hours: [[Range<Int64>]?]
    private let window: ClosedRange<Int64>

    init(_ rota: Rota, from: Moment, until: Moment) {
        self.rota = rota
        window = from.wholeSeconds...max(from, until).wholeSeconds
        let first = rota.zone.wallClock(at: window.lowerBound).date - 3
        let last = rota.zone.wallClock(at: window.upperBound).date + 3
        hours = rota.layers.map { layer in
            layer.hours.map { week in rota.zone.opening(from: first, through: last) { week[$0.weekday] ?? [] } }
        }
    }

    func onDuty(at moment: Moment) -> [PersonName] {
        if let override = override(at: moment) { return override.people }
        let seconds = moment.wholeSeconds
        let date = rota.zone.wallClock(at: seconds).date
        for place in rota.layers.indices.reversed() where attends(place, at: seconds) {
            let layer = rota.layers[place]
            let turn = layer.turn(at: seconds, in: rota.zone)
            if let person = layer.person(inTurn: turn, where: { !rota.isOnLeave($0, on: date) }) { return [person] }
        }
        return []
    }

    /// Whether somebody is meant to be there: an override or the hours of a layer say so.
    func isMeant(at moment: Moment) -> Bool {
        override(at: moment) != nil || rota.layers.indices.contains { attends($0, at: moment.wholeSeconds) }
    }

    /// Of several the one that was written last.
    private func override(at moment: Moment) -> Rota.Override? {
        rota.overrides.last { $0.from <= moment && moment < $0.until }
    }

    private func attends(_ place: Int, at seconds: Int64) -> Bool {
        if let ranges = hours[place] {
            var low = 0
            var high = ranges.count
            while low < high {
                let middle = (low + high) / 2
                if ranges[middle].upperBound <= seconds { low = middle + 1 } else { high = middle }
            }
            guard low < ranges.count, ranges[low].contains(seconds) else { return false }
        }
        guard let attendance = rota.layers[place].calendar else { return true }
        return (attendance.calendar.state(at: Moment(seconds: seconds)) == .open) == attendance.whileOpen
    }

    /// Every instant within the window at which somebody else may come on duty, sorted.
    var edges: [Moment] {
        var edges: Set<Moment> = []
        for override in rota.overrides { edges.formUnion([override.from, override.until]) }
        var seconds: Set<Int64> = []
        for (place, layer) in rota.layers.enumerated() {
            let turns =
                layer.turn(at: window.lowerBound, in: rota.zone)...layer.turn(at: window.upperBound, in: rota.zone)
            for turn in turns { seconds.insert(layer.beginning(ofTurn: turn, in: rota.zone)) }
            let first = rota.zone.wallClock(at: window.lowerBound).date
            let last = rota.zone.wallClock(at: window.upperBound).date
            var ranges = hours[place] ?? []
            if let calendar = layer.calendar?.calendar {
                let first = calendar.zone.wallClock(at: window.lowerBound).date
                let last = calendar.zone.wallClock(at: window.upperBound).date
                ranges += calendar.opening(from: first - 3, through: last + 3)
            }
            for leave in rota.leave where layer.people.contains(leave.person) {
                // On the days beside it too: a zone may have skipped its first or its last.
                for day in [leave.first - 1, leave.first, leave.last, leave.last + 1]
                where first - 2 <= day && day <= last + 2 {
                    ranges += rota.zone.instants(showing: day)
                }
            }
            for range in ranges { seconds.formUnion([range.lowerBound, range.upperBound]) }
        }
        edges.formUnion(seconds.map { Moment(seconds: $0) })
        return edges.filter { window.contains($0.wholeSeconds) }.sorted()
    }
}
