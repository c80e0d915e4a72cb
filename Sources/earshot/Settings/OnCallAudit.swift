import Triage
import Yams

/// What can be told of an on-call team before its first night: who cannot be reached, what nobody uses, and when
/// nobody is there.
struct OnCallAudit {
    let reading: SettingsReading
    let onCall: OnCall
    let now: Moment

    /// Gaps are looked for so far ahead.
    static let horizon = Duration.seconds(30 * 86_400)

    /// - Parameter steps: where each stands; empty where the file has none.
    func audit(people: [OnCallReader.NamedPerson], rotas: [RotaReader.NamedRota], steps: [Node]) {
        for rota in rotas where !isUsed(rota.rota.name) {
            reading.complain(
                .warning, at: rota.key, "no step calls the rota `\(rota.rota.name)`",
                remedy: "add a step { to: \(rota.rota.name) } to `escalation`, or remove it")
        }
        for (place, step) in zip(onCall.escalation.indices, steps) where !couldReach(onCall.escalation[place].to) {
            reading.complain(
                at: step, "step \(place + 1) can never reach anybody: nobody whom it calls has any means",
                remedy: "add `sms`, `email` or another means to somebody of it")
        }
        for person in people where person.person.reach.isEmpty {
            let name = person.person.name
            let alone = rotas.first { isUsed($0.rota.name) && $0.rota.mayCall(name) }
            reading.complain(
                alone == nil ? .warning : .error, at: person.key,
                alone.map { "`\(name)` cannot be reached by any means, and is alone on duty in `\($0.rota.name)`" }
                    ?? "`\(name)` cannot be reached by any means",
                remedy: "add `sms`, `email` or another means")
        }
        guard !reading.hasErrors else { return }
        gaps(rotas, steps)
    }

    private func gaps(_ rotas: [RotaReader.NamedRota], _ steps: [Node]) {
        var told: Set<String> = []
        for fault in onCall.faults(from: now, until: now + Self.horizon) {
            let remedy = "\(fault.remedy); `earshot oncall simulate --until +30d` lists them all"
            switch fault.kind {
            case .gap(let name, _, _):
                guard told.insert(name).inserted, let rota = rotas.first(where: { $0.rota.name == name }) else {
                    continue
                }
                reading.complain(.warning, at: rota.key, fault.message, remedy: remedy)
            case .unattended:
                guard told.insert("").inserted, let node = steps.first else { continue }
                reading.complain(.warning, at: node, fault.message, remedy: remedy)
            case .deadStep(let number):
                guard steps.indices.contains(number - 1) else { continue }
                reading.complain(
                    .warning, at: steps[number - 1], "step \(number) reaches nobody within 30 days", remedy: remedy)
            case .unreachable, .nobody: continue
            }
        }
    }

    private func isUsed(_ rota: String) -> Bool {
        (onCall.escalation.flatMap(\.to) + onCall.lastResort.to).contains(.rota(rota))
    }

    /// At some time, whoever is on duty then.
    private func couldReach(_ targets: [OnCall.Target]) -> Bool {
        func hasMeans(_ name: PersonName) -> Bool { onCall.person(name)?.reach.isEmpty == false }
        return targets.contains { target in
            switch target {
            case .everyone: onCall.people.contains { !$0.reach.isEmpty }
            case .people(let names): names.contains(where: hasMeans)
            case .rota(let name): onCall.rota(name)?.everybody.contains(where: hasMeans) ?? false
            }
        }
    }
}

extension Rota {
    /// Who can ever be on duty.
    fileprivate var everybody: [PersonName] { layers.flatMap(\.people) + overrides.flatMap(\.people) }

    fileprivate func mayCall(_ person: PersonName) -> Bool { everybody.contains(person) }
}
