/// Something about the on-call team that would leave a case unheard, known beforehand.
package struct OnCallFault: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// A rota that steps call has nobody, although its hours mean somebody to be there.
        case gap(rota: String, from: Moment, until: Moment)
        /// No step reaches anybody.
        case unattended(from: Moment, until: Moment)
        /// No means of this person is known.
        case unreachable(PersonName)
        /// This step, from 1, reaches nobody at any time that was looked at.
        case deadStep(Int)
        /// Nobody is called at all: there are no people, or no steps.
        case nobody
    }
    package var kind: Kind
    /// For people, with times as the clocks of the rota show them.
    package var message: String
    package var remedy: String

    package init(_ kind: Kind, _ message: String, remedy: String) {
        self.kind = kind
        self.message = message
        self.remedy = remedy
    }

    /// As scripts know it.
    package var word: String {
        switch kind {
        case .gap: "gap"
        case .unattended: "unattended"
        case .unreachable: "unreachable-person"
        case .deadStep: "unreachable-step"
        case .nobody: "nobody"
        }
    }

    package var span: (from: Moment, until: Moment)? {
        switch kind {
        case .gap(_, let from, let until), .unattended(let from, let until): (from, until)
        case .unreachable, .deadStep, .nobody: nil
        }
    }
}

extension OnCall {
    /// More are not told of; the first are the ones to mend.
    package static let faultLimit = 1000

    /// Everything by which a case could find nobody from one instant until another: each minute is looked at, in
    /// stretches during which nobody comes or goes. People first, then steps, then times by when they begin.
    package func faults(from: Moment, until: Moment) -> [OnCallFault] {
        guard !people.isEmpty, !escalation.isEmpty else {
            let missing = people.isEmpty ? "people" : "escalation"
            return [
                OnCallFault(
                    .nobody, "`on-call` has no `\(missing)`: no step calls anybody", remedy: "add `\(missing)` to it")
            ]
        }
        var faults = people.filter(\.reach.isEmpty).map { person in
            person.stopped.isEmpty
                ? OnCallFault(
                    .unreachable(person.name), "\(person.name) cannot be reached by any means",
                    remedy: "add `sms`, `email` or another means to `\(person.name)`")
                : OnCallFault(
                    .unreachable(person.name),
                    "\(person.name) cannot be reached by any means: they sent STOP from their number",
                    remedy: "let \(person.name) text START to the line, or give them another means")
        }
        let walk = DutyWalk(self, from: from, until: until)
        faults += walk.deadSteps
        let gaps = walk.gaps
        var times = gaps
        if !mayBeUnattended {
            // Within a gap that is told already it says nothing new.
            times += walk.unattended.filter { fault in
                guard let span = fault.span else { return true }
                return !gaps.contains { gap in
                    gap.span.map { $0.from <= span.from && span.until <= $0.until } ?? false
                }
            }
        }
        times.sort { ($0.span?.from ?? from) < ($1.span?.from ?? from) }
        return Array((faults + times).prefix(Self.faultLimit))
    }
}

/// Who can be called by each step during a time.
private struct DutyWalk {
    private let onCall: OnCall
    private let from: Moment
    private let until: Moment
    /// Of the rotas that steps call, in the order of the configuration.
    private let shifts: [(rota: Rota, shifts: [Shift])]
    /// Whether each step reaches somebody, in stretches from `from` until `until`.
    private let stretches: [(from: Moment, reached: [Bool])]

    init(_ onCall: OnCall, from: Moment, until: Moment) {
        self.onCall = onCall
        self.from = from
        self.until = until
        let called = onCall.rotas.filter { rota in onCall.escalation.contains { $0.to.contains(.rota(rota.name)) } }
        let shifts = called.map { (rota: $0, shifts: $0.shifts(from: from, until: until)) }
        self.shifts = shifts
        let edges = Set(shifts.flatMap { $0.shifts.map(\.from) } + [from]).sorted()
        let canBeReached = Set(onCall.people.filter { !$0.reach.isEmpty }.map(\.name))
        var places = shifts.map { _ in 0 }
        stretches = edges.map { edge in
            var duty: [String: Bool] = [:]
            for (number, entry) in shifts.enumerated() {
                while places[number] + 1 < entry.shifts.count, entry.shifts[places[number] + 1].from <= edge {
                    places[number] += 1
                }
                guard entry.shifts.indices.contains(places[number]) else { continue }
                duty[entry.rota.name] = entry.shifts[places[number]].people.contains(where: canBeReached.contains)
            }
            let reached = onCall.escalation.map { step in
                step.to.contains { target in
                    switch target {
                    case .rota(let name): duty[name] ?? false
                    case .people(let names): names.contains(where: canBeReached.contains)
                    case .everyone: !canBeReached.isEmpty
                    }
                }
            }
            return (edge, reached)
        }
    }

    var deadSteps: [OnCallFault] {
        onCall.escalation.indices.filter { step in !stretches.contains { $0.reached[step] } }.map { step in
            OnCallFault(
                .deadStep(step + 1), "step \(step + 1) of `escalation` reaches nobody at any time",
                remedy: "name somebody there who can be called, or remove the step")
        }
    }

    var gaps: [OnCallFault] {
        shifts.flatMap { rota, shifts in
            shifts.filter(\.isGap).map { shift in
                OnCallFault(
                    .gap(rota: rota.name, from: shift.from, until: shift.until),
                    "nobody is on duty in `\(rota.name)` \(span(shift.from, shift.until, rota.zone))",
                    remedy: "add an override with somebody for that time, or change whose leave it is")
            }
        }
    }

    var unattended: [OnCallFault] {
        var spans: [(from: Moment, until: Moment)] = []
        for (place, stretch) in stretches.enumerated() where !stretch.reached.contains(true) {
            let end = place + 1 < stretches.count ? stretches[place + 1].from : until
            if spans.last?.until == stretch.from {
                spans[spans.count - 1].until = end
            } else {
                spans.append((stretch.from, end))
            }
        }
        let zone = shifts.first?.rota.zone ?? .utc
        return spans.map { span in
            OnCallFault(
                .unattended(from: span.from, until: span.until),
                "no step reaches anybody \(self.span(span.from, span.until, zone))",
                remedy: "add a step for that time, or write `unattended: allowed` where cases may wait")
        }
    }

    private func span(_ from: Moment, _ until: Moment, _ zone: TimeZoneTable) -> String {
        "from \(zone.reading(of: from)) until \(zone.reading(of: until)) (\(zone.name))"
    }
}
