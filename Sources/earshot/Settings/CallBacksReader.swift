import Triage
import Yams

/// Reads the section `callbacks`, and whether what it promises can be kept.
struct CallBacksReader {
    let reading: SettingsReading
    /// The brand's.
    var region: String?

    static let keys = [
        "slot", "per-slot", "horizon", "lead", "offered", "retries", "retry-after", "stands", "team", "ring", "region",
    ]

    /// - Parameters:
    ///   - hours: nil where there are none, or where they are wrong, which was complained of already.
    ///   - hasTeam: there is a section `on-call`.
    func callBacks(
        _ node: Node?, hours: BusinessHours?, hasHours: Bool, hasACD: Bool, hasTeam: Bool
    ) -> CallBackPlan? {
        guard let node, let section = SettingsSection(node, name: "`callbacks`", keys: Self.keys, reading: reading)
        else { return nil }
        if !hasHours {
            reading.complain(
                at: node, "`callbacks` needs `hours`: calls are offered within them",
                remedy: "add `hours: { time-zone: Europe/London, weekly: { mon-fri: [\"09:00-17:30\"] } }`")
        }
        var plan = CallBackPlan()
        let day = 86_400
        func span(_ key: String, _ range: ClosedRange<Int>, _ usual: Duration) -> Duration {
            section.duration(key, in: .seconds(range.lowerBound) ... .seconds(range.upperBound)) ?? usual
        }
        plan.slot = span("slot", 300...4 * 3600, plan.slot)
        plan.perSlot = section.integer("per-slot", in: 1...1000) ?? plan.perSlot
        plan.horizon = span("horizon", 3600...60 * day, plan.horizon)
        plan.lead = span("lead", 0...7 * day, plan.lead)
        plan.offered = section.integer("offered", in: 1...9) ?? plan.offered
        plan.retries = section.integer("retries", in: 0...10) ?? plan.retries
        plan.retryAfter = span("retry-after", 60...day, plan.retryAfter)
        plan.offerStands = span("stands", 600...30 * day, plan.offerStands)
        plan.ring = ring(section, node, hasACD: hasACD, hasTeam: hasTeam)
        plan.region = RegionReader(reading: reading).region(section) ?? region ?? plan.region
        plan.team = section.node("team").flatMap { section.text($0, "team", limit: 100) }
        if plan.lead >= plan.horizon {
            reading.complain(
                at: section.node("lead") ?? section.node("horizon") ?? node,
                "no slot can be taken: `lead` (\(plan.lead.inWords)) is not shorter than `horizon` "
                    + "(\(plan.horizon.inWords))", remedy: "write `lead: 30m`, or a longer `horizon`")
        }
        if let hours { check(plan, against: hours, section, node) }
        return hasHours ? plan : nil
    }

    private func ring(
        _ section: SettingsSection, _ node: Node, hasACD: Bool, hasTeam: Bool
    ) -> CallBackPlan.Ring {
        let asked = section.choice("ring", CallBackPlan.Ring.allCases.map { ($0.rawValue, $0) })
        guard let asked else {
            if section.node("ring") == nil, !hasACD, !hasTeam {
                reading.complain(
                    at: node, "`callbacks` needs `acd` or `on-call`: nobody would ring at the agreed time",
                    remedy: "add one of them")
            }
            return hasACD ? .acd : .onCall
        }
        if asked != .onCall, !hasACD {
            reading.complain(
                at: section.node("ring") ?? node, "`ring: \(asked.rawValue)` needs `acd`, and there is none",
                remedy: "add `acd`, or write `ring: on-call`")
        }
        if asked != .acd, !hasTeam {
            reading.complain(
                at: section.node("ring") ?? node, "`ring: \(asked.rawValue)` needs `on-call`, and there is none",
                remedy: "add `on-call`, or write `ring: acd`")
        }
        return asked
    }

    /// A slot must fit into some opening of each calendar that calls are taken from.
    private func check(_ plan: CallBackPlan, against hours: BusinessHours, _ section: SettingsSection, _ node: Node) {
        var calendars = hours.calendars
        if let team = plan.team {
            let teams = hours.others.flatMap(\.scope.teams)
            if !teams.contains(team) {
                let near = NearestName.of(team, among: teams).map { "did you mean `\($0)`?" }
                reading.complain(
                    .warning, at: section.node("team") ?? node,
                    "no calendar of `hours` is for the team `\(team)`, so the usual one answers",
                    remedy: near ?? "add `teams: [\(team)]` to one of `hours.calendars`")
            }
            calendars = [hours.calendar(team: team)]
        }
        let slot = Int(plan.slot.components.seconds)
        for calendar in calendars where calendar.everOpens {
            let longest =
                (Array(calendar.weekly.values) + Array(calendar.exceptions.values)).joined()
                .map { $0.end - $0.start }.max() ?? 0
            if longest < slot {
                reading.complain(
                    at: section.node("slot") ?? node,
                    "no opening of the calendar `\(calendar.name)` is as long as a slot (\(plan.slot.inWords))",
                    remedy: "write a shorter `slot`: the longest opening is \(Duration.seconds(longest).inWords)")
            } else if Int(plan.lead.components.seconds) > longest, plan.lead < plan.horizon {
                reading.complain(
                    .note, at: section.node("lead") ?? node,
                    "`lead` (\(plan.lead.inWords)) is longer than any opening of the calendar `\(calendar.name)`: "
                        + "whoever writes while it is open cannot be rung before the next one",
                    remedy: "write a shorter `lead` if that is not meant")
            }
        }
    }
}
