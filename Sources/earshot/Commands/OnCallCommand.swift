import ArgumentParser
import Triage

struct OnCallCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "oncall",
        abstract: "Say who is called when a case is hot, and whether somebody always can be.",
        discussion: """
            Works without a database and asks no server; where there is a database, it is asked who has sent STOP.
            """,
        subcommands: [Now.self, Simulate.self, Test.self], defaultSubcommand: Now.self)

    /// Shifts are looked for so far ahead.
    fileprivate static let sight = Duration.seconds(35 * 86_400)

    static func team(_ configuration: Configuration) throws -> OnCall {
        if let onCall = configuration.onCall { return onCall }
        throw CommandFailure(
            .badConfiguration, "\(Shown.line(configuration.file)) has no `on-call`",
            remedy: "add `on-call: { people: { ana: { sms: \"+12025550111\" } } }`")
    }

    struct Now: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say who is called by each step, by what means, until when, and who comes next.")

        @OptionGroup var file: ConfigurationOption
        @OptionGroup var output: JSONFlag
        @Option(
            help: ArgumentHelp(
                "Then, and not now: 2026-12-24T18:00:00Z, or as the clocks of the first rota show it.",
                valueName: "time"))
        var at: String?

        func run() async throws {
            let configuration = try file.load()
            let today = await TeamToday.ask(configuration, try OnCallCommand.team(configuration))
            let team = today.team
            let zone = team.rotas.first?.zone ?? .utc
            let asked = try AskedTime(at, option: "--at", in: zone)
            let answers = StepAnswer.all(of: team, at: asked.moment, sight: OnCallCommand.sight)
            if output.json {
                for answer in answers { Output.standard.line(answer.json(today)) }
                return
            }
            if let note = asked.note { Output.standard.line("note: \(note)") }
            Output.standard.line("\(HoursWords.clock(asked.moment, zone)) \(zone.name)")
            StepAnswer.table(answers).print(to: .standard) { answers.rowIsEmpty($0) ? .alarm : .none }
            for note in today.notes(at: .wallClock) { Output.standard.line("note: \(Shown.line(note))") }
            if !answers.contains(where: { $0.isStep && $0.reachesSomebody }) {
                Output.standard.line(
                    "No step reaches anybody: cases wait for the next shift, and the last resort is called for those "
                        + "that may not.")
            }
        }
    }

    struct Simulate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Walk every minute of the rotas, and say where nobody would be called.",
            discussion: "Ends with 1 where there is a gap, a person without means or a step that reaches nobody.")

        @OptionGroup var file: ConfigurationOption
        @OptionGroup var output: JSONFlag
        @Option(help: ArgumentHelp("From then on, and not from now.", valueName: "time"))
        var from: String?
        @Option(help: ArgumentHelp("Until then: +30d, +12w, or a time.", valueName: "time"))
        var until = "+30d"

        func run() async throws {
            let configuration = try file.load()
            let today = await TeamToday.ask(configuration, try OnCallCommand.team(configuration))
            let team = today.team
            let zone = team.rotas.first?.zone ?? .utc
            let start = try AskedTime(from, option: "--from", in: zone)
            let end = try end(after: start.moment, in: zone)
            let shifts = team.rotas.flatMap { rota in
                team.shifts(of: rota, from: start.moment, until: end).map { (rota, $0) }
            }
            let faults = team.faults(from: start.moment, until: end)
            if output.json {
                for (rota, shift) in shifts { Output.standard.line(Self.json(rota, shift)) }
                for fault in faults { Output.standard.line(Self.json(fault)) }
            } else {
                show(shifts, faults, until: "\(HoursWords.clock(end, zone)) \(zone.name)")
                for note in today.notes(at: .wallClock) { Output.standard.line("note: \(Shown.line(note))") }
            }
            if !faults.isEmpty { throw CommandFailure(.faultFound) }
        }

        /// At most ten years: a table of more helps nobody.
        private func end(after start: Moment, in zone: TimeZoneTable) throws -> Moment {
            let end: Moment
            if until.hasPrefix("+") {
                guard let span = Duration(words: String(until.dropFirst())) else {
                    throw CommandFailure(
                        .usage, "`\(Shown.line(until, columns: 60))` is no time span", remedy: "write +30d or +12w")
                }
                end = start + span
            } else if Duration(words: until) != nil {
                throw CommandFailure(.usage, "`\(until)` is no time for --until", remedy: "write +\(until)")
            } else {
                end = try AskedTime(until, option: "--until", in: zone).moment
            }
            guard end > start, end - start <= .seconds(3660 * 86_400) else {
                throw CommandFailure(.usage, "--until is a time after --from, by ten years at most")
            }
            return end
        }

        private func show(_ shifts: [(Rota, Shift)], _ faults: [OnCallFault], until: String) {
            var table = Table([("ROTA", .left), ("FROM", .left), ("UNTIL", .left), ("ON DUTY", .left)])
            for (rota, shift) in shifts {
                table.add([
                    rota.name, HoursWords.clock(shift.from, rota.zone), HoursWords.clock(shift.until, rota.zone),
                    shift.people.isEmpty
                        ? shift.isOff ? "–" : "nobody" : shift.people.map(\.rawValue).joined(separator: ", "),
                ])
            }
            if !shifts.isEmpty { table.print(to: .standard) { shifts[$0].1.isGap ? .alarm : .none } }
            // What is mended in the same way is told together, in the order of the first of each.
            var remedies: [String] = []
            for fault in faults where !remedies.contains(fault.remedy) { remedies.append(fault.remedy) }
            for remedy in remedies {
                for fault in faults where fault.remedy == remedy {
                    Output.standard.line("\(Output.standard.red("fault")): \(Shown.line(fault.message))")
                }
                Output.standard.line("  \(Shown.line(remedy))")
            }
            let count = faults.count == OnCall.faultLimit ? "at least \(faults.count)" : "\(faults.count)"
            Output.standard.line(
                faults.isEmpty
                    ? "Somebody can be called at every minute until \(until)."
                    : "\(count) \(faults.count == 1 ? "fault" : "faults") until \(until).")
        }

        private static func json(_ rota: Rota, _ shift: Shift) -> JSON {
            .object([
                ("rota", .text(rota.name)), ("from", .text(shift.from.rfc3339)), ("until", .text(shift.until.rfc3339)),
                ("people", .list(shift.people.map { .text($0.rawValue) })), ("off", .bool(shift.isOff)),
            ])
        }

        private static func json(_ fault: OnCallFault) -> JSON {
            .object([
                ("fault", .text(fault.word)), ("message", .text(fault.message)), ("remedy", .text(fault.remedy)),
                ("from", .text(fault.span?.from.rfc3339)), ("until", .text(fault.span?.until.rfc3339)),
            ])
        }
    }
}
