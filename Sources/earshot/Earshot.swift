import ArgumentParser
import Foundation

/// The program: parses its arguments, runs one command, and turns whatever went wrong into a sentence and
/// an exit code.
@main struct Earshot: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "earshot",
        abstract: "Hears what customers say, and gets the case that cannot wait to a person.",
        discussion: """
            Begin with `earshot init` in an empty folder, or watch `earshot demo`. \
            Every command that prints facts takes --json: one object a line.
            """,
        version: Version.text,
        subcommands: [
            InitCommand.self, CheckCommand.self, RunCommand.self, DemoCommand.self, StatusCommand.self,
            JudgeCommand.self, ReplayCommand.self, RulesCommand.self, TrainCommand.self, QueueCommand.self,
            SourcesCommand.self, LedgerCommand.self, TicketsCommand.self, ErrandsCommand.self,
            AcksCommand.self, BackupCommand.self,
            CRMCommand.self, ConsoleCommand.self, HoursCommand.self, CallBacksCommand.self, OnCallCommand.self,
            BenchHours.self, BenchMatching.self,
            BenchReloading.self,
        ])

    static func main() async {
        var command: any ParsableCommand
        do {
            command = try parseAsRoot()
        } catch {
            // Help and the version too: they end with 0, what cannot be parsed with 64.
            exit(withError: error)
        }
        do {
            if var slow = command as? any AsyncParsableCommand {
                try await slow.run()
            } else {
                try command.run()
            }
            Output.standard.flush()
        } catch {
            Output.standard.flush()
            // The parser's own way to show help from within a command, and to end early.
            if String(reflecting: type(of: error)).hasPrefix("ArgumentParser.") { exit(withError: error) }
            let failure = CommandFailure(error)
            if !failure.message.isEmpty {
                var words = "earshot: \(Shown.line(failure.message))\n"
                if !failure.remedy.isEmpty { words += "  \(Shown.line(failure.remedy))\n" }
                Output.complaints.write(words)
            }
            Foundation.exit(failure.exit.rawValue)
        }
    }
}

enum Version {
    static let text = "0.1.0"
}
