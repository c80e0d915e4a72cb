import Letters
import Storage
import Triage

/// The desk's surroundings, as the API answers with them.
extension Answers {
    static func seconds(_ duration: Duration) -> JSON { .number(duration / .seconds(1)) }

    static func numbers(_ numbers: QueueNumbers) -> JSON {
        [
            "hours": .list(
                numbers.hours.map {
                    [
                        "start": time($0.start), "messages": .integer($0.messages), "hot": .integer($0.hot),
                        "cases": .integer($0.cases), "meanHeat": $0.meanHeat.map { .number($0) } ?? .null,
                    ]
                }),
            "toHuman": numbers.toHuman.map {
                ["median": seconds($0.median), "p90": seconds($0.p90), "p99": seconds($0.p99)]
            } ?? .null,
            "touched": .integer(numbers.touched), "untouched": .integer(numbers.untouched),
            "incidents": .integer(numbers.incidents), "spikes": .integer(numbers.spikes),
            "promises": [
                "kept": .integer(numbers.promises.kept), "missed": .integer(numbers.promises.missed),
                "running": .integer(numbers.promises.running),
            ],
            "called": .list(
                numbers.called.map {
                    [
                        "person": .text($0.person), "pages": .integer($0.pages), "answered": .integer($0.answered),
                        "failed": .integer($0.failed),
                    ]
                }),
        ]
    }

    static func source(_ state: SourceState) -> JSON {
        [
            "source": .text(state.source.rawValue), "channel": .text(state.channel.rawValue),
            "lastPoll": time(state.lastPoll), "lastMessage": time(state.lastMessage),
            "failures": .integer(state.failures), "lastError": .text(state.lastError), "remark": .text(state.remark),
            "paused": .bool(state.isPaused), "heldBy": .text(state.heldBy),
        ]
    }

    static func ledger(_ line: LedgerLine) -> JSON {
        [
            "source": .text(line.source.rawValue), "heard": .integer(line.heard), "stored": .integer(line.stored),
            "duplicate": .integer(line.duplicate), "filtered": .integer(line.filtered),
            "quarantined": .integer(line.quarantined), "unaccounted": .integer(line.unaccounted),
        ]
    }

    static func rule(_ facts: RuleFacts, _ counts: RuleHistory.Line, _ outcomes: CaseOutcomes) -> JSON {
        [
            "rule": .text(facts.name), "title": .text(facts.title), "file": .text(facts.file),
            "line": .integer(facts.line), "severity": .text(facts.severity.rawValue), "score": .integer(facts.score),
            "mode": .text(facts.mode.rawValue), "filter": .bool(facts.isFilter), "owner": .text(facts.owner),
            "respond": facts.respond.map { .integer($0) } ?? .null, "fired": .integer(counts.fired),
            "hot": .integer(counts.hot), "shadow": .integer(counts.shadow), "lastFired": time(counts.lastFired),
            "resolved": .integer(outcomes.resolved), "notHot": .integer(outcomes.notHot),
            "precision": outcomes.precision.map { .number($0) } ?? .null,
        ]
    }

    // MARK: On call

    /// Who comes next is looked for so far ahead.
    private static let sight = Duration.seconds(35 * 86_400)

    static func steps(_ team: OnCall, at moment: Moment, for visitor: Visitor) -> JSON {
        func calls(_ targets: [OnCall.Target]) -> JSON {
            .list(targets.map { call($0, team, moment, visitor) })
        }
        func reaches(_ targets: [OnCall.Target]) -> Bool {
            targets.contains { team.people(for: $0, at: moment).contains { !$0.reach.isEmpty } }
        }
        var steps: [JSON] = team.escalation.enumerated().map { place, step in
            [
                "step": .integer(place + 1), "wait": seconds(step.wait), "reachable": .bool(reaches(step.to)),
                "calls": calls(step.to),
            ]
        }
        // The last resort has no number.
        steps.append([
            "step": .null, "wait": seconds(team.lastResort.every), "reachable": .bool(reaches(team.lastResort.to)),
            "calls": calls(team.lastResort.to),
        ])
        return ["at": time(moment), "steps": .list(steps)]
    }

    private static func call(_ target: OnCall.Target, _ team: OnCall, _ moment: Moment, _ visitor: Visitor) -> JSON {
        let name: String
        var later: Shift?
        switch target {
        case .everyone: name = "everyone"
        case .people(let names): name = names.map(\.rawValue).joined(separator: ", ")
        case .rota(let rotaName):
            name = rotaName
            if let rota = team.rota(rotaName) {
                let shifts = team.shifts(of: rota, from: moment, until: moment + sight)
                later = shifts.dropFirst().first { $0.people != shifts[0].people }
            }
        }
        return [
            "to": .text(name),
            "people": .list(
                team.people(for: target, at: moment).map { person in
                    [
                        "person": .text(person.name.rawValue), "name": .text(person.title),
                        "means": .list(person.reach.map { means($0, for: visitor) }),
                    ]
                }),
            "until": time(later?.from), "next": .list((later?.people ?? []).map { .text($0.rawValue) }),
        ]
    }

    static func shifts(_ team: OnCall, from: Moment, until: Moment) -> JSON {
        [
            "from": time(from), "until": time(until),
            "rotas": .list(
                team.rotas.map { rota in
                    [
                        "rota": .text(rota.name), "timeZone": .text(rota.zone.name),
                        "shifts": .list(
                            team.shifts(of: rota, from: from, until: until).map { shift in
                                [
                                    "from": time(shift.from), "until": time(shift.until),
                                    "people": .list(shift.people.map { .text($0.rawValue) }), "off": .bool(shift.isOff),
                                ]
                            }),
                    ]
                }),
            "faults": .list(
                team.faults(from: from, until: until).map { fault in
                    [
                        "fault": .text(fault.word), "message": .text(fault.message), "remedy": .text(fault.remedy),
                        "from": time(fault.span?.from), "until": time(fault.span?.until),
                    ]
                }),
        ]
    }
}
