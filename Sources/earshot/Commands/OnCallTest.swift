import ArgumentParser
import Channels
import Triage
import Wire

extension OnCallCommand {
    struct Test: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Send one page, marked as a test, to a person, and say whether it arrived.",
            discussion: """
                Goes by the real gateways of `pages`, and makes no case. Ends with 69 where the page was not taken, or \
                did not arrive in time.
                """)

        @Argument(help: "Whom: a name of `on-call.people`.") var person: String
        @Option(
            help: ArgumentHelp("By this means, and not by the first: sms, email, ntfy, …", valueName: "means"))
        var by: String?
        @Option(help: ArgumentHelp("Wait so long for the delivery: 30s, 2m, 0s.", valueName: "time"))
        var wait = "30s"
        @OptionGroup var file: ConfigurationOption
        @OptionGroup var output: JSONFlag

        private static let longest = Duration.seconds(600)

        func validate() throws {
            guard let span = Duration(words: wait), .zero...Self.longest ~= span else {
                throw ValidationError("--wait is a time from 0s to 10m")
            }
            if let by, Means.Kind(rawValue: by) == nil {
                let kinds = Means.Kind.allCases.map(\.rawValue)
                throw ValidationError(
                    "there is no means `\(Shown.line(by, columns: 60))`; "
                        + (NearestName.of(by, among: kinds).map { "did you mean \($0)?" }
                            ?? "there are \(kinds.joined(separator: ", "))"))
            }
        }

        func run() async throws {
            let configuration = try file.load(secrets: .required)
            let team = try OnCallCommand.team(configuration)
            let (person, means) = try whom(team)
            let exchange = try Exchange()
            let outcome: PageTrial.Outcome
            do {
                let senders = try PageSenders(configuration, exchange: exchange) { .wallClock }
                let trial = PageTrial(
                    person: person, means: means, brand: configuration.brand,
                    wait: Duration(words: wait) ?? .zero)
                outcome = await trial.run(senders.sender(for: means))
            } catch let failure as PageFailure {
                outcome = .notTaken(failure.reason)
            }
            await exchange.close()
            if output.json {
                Output.standard.line(outcome.json(person, means))
            } else {
                Output.standard.line(
                    "\(Shown.line(person.title)) by \(means.kind.rawValue) \(Shown.line(means.address)): "
                        + Shown.line(outcome.words))
            }
            if !outcome.isGood { throw CommandFailure(.unavailable) }
        }

        private func whom(_ team: OnCall) throws -> (Person, Means) {
            guard let person = team.person(PersonName(person)) else {
                let names = team.people.map(\.name.rawValue)
                throw CommandFailure(
                    .badData, "nobody of `people` is called \(Shown.line(self.person, columns: 60))",
                    remedy: NearestName.of(self.person, among: names).map { "did you mean \($0)?" }
                        ?? "there are \(names.prefix(20).joined(separator: ", "))")
            }
            guard let first = person.reach.first else {
                throw CommandFailure(
                    .badData, "\(person.name) cannot be reached by any means",
                    remedy: "add `sms`, `email` or another means to `\(person.name)`")
            }
            guard let by else { return (person, first) }
            guard let means = person.reach.first(where: { $0.kind.rawValue == by }) else {
                throw CommandFailure(
                    .badData, "\(person.name) has no `\(by)`",
                    remedy: "they have \(person.reach.map(\.kind.rawValue).joined(separator: ", "))")
            }
            return (person, means)
        }
    }
}
