import ArgumentParser
import Storage
import Triage

extension QueueCommand {
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List open cases: first whose promise, or patience at its heat, ends first.")

        @Flag(name: .long, help: "Those that are done too.")
        var all = false
        @Flag(name: .long, help: "Those that you hold.")
        var mine = false
        @Flag(name: .long, help: "Those that wait for the start of a shift.")
        var held = false
        @Option(name: .long, help: ArgumentHelp("Those that belong to this incident.", valueName: "case"))
        var incident: Int64?
        @OptionGroup var person: PersonOption
        @OptionGroup var limit: LimitOption
        @OptionGroup var file: ConfigurationOption
        @OptionGroup var output: JSONFlag

        func run() async throws {
            let configuration = try file.load()
            let store = try await openStore(configuration)
            let holder = mine ? try await person.person(configuration, store) : nil
            let query = QueueQuery(
                states: Case.State.allCases.filter { all || $0.isOpen }, holder: holder,
                incident: incident.map { CaseID(rawValue: $0) }, isHeld: held, limit: limit.limit)
            let out = Output.standard
            if output.json {
                for item in try await store.cases(query) { out.line(item.json) }
                return
            }
            let slice = try await store.queue(query)
            guard !slice.cases.isEmpty else {
                out.line(nothing)
                return
            }
            table(slice.cases, now: .wallClock)
            if slice.next != nil { out.line(out.dim("and more; --limit shows more of them")) }
        }

        private var nothing: String {
            if mine { return "You hold no case." }
            if held { return "No case waits for a shift." }
            if let incident { return "No case belongs to case \(incident)." }
            return all ? "There is no case." : "No case is open."
        }

        private func table(_ cases: [QueueLine], now: Moment) {
            var table = Table([
                ("CASE", .right), ("STATE", .left), ("HEAT", .right), ("SEVERITY", .left), ("MSGS", .right),
                ("HEARD", .right), ("NEWEST", .right), ("PROMISE", .left), ("OWNER", .left), ("CLAIMED", .left),
                ("TITLE", .left),
            ])
            for item in cases {
                table.add([
                    "\(item.id.rawValue)", item.state.rawValue + (item.isHeld ? ", held" : ""), "\(item.heat)",
                    item.severity?.rawValue ?? "–", "\(item.messages)", item.firstHeard.ago(at: now),
                    item.newestHeard.ago(at: now), item.promiseWords(now: now),
                    item.owner.isEmpty ? "–" : item.owner, item.claimedBy ?? "–", title(item),
                ])
            }
            table.print(to: .standard) { place in
                let item = cases[place]
                if item.state == .open, let promise = item.promise, promise < now { return .alarm }
                return item.state == .open ? .strong : .none
            }
        }

        private func title(_ item: QueueLine) -> String {
            if let other = item.mergedInto { return "(merged into \(other.rawValue)) \(item.title)" }
            if let incident = item.incident { return "(incident \(incident.rawValue)) \(item.title)" }
            return item.isIncident ? "INCIDENT \(item.title)" : item.title
        }
    }
}
