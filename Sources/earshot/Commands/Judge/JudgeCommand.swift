import ArgumentParser
import Foundation
import Triage

struct JudgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "judge",
        abstract: "Judge messages by the rules, without listening, remembering or sending anything.",
        discussion: """
            Reads messages: JSON objects, one a line, with the keys id, text and, as you like, channel, author, time, \
            language and customer; or a table (comma, semicolon or tab) whose first line names columns of the same \
            names; or plain text, one message a line. The first line decides which. Verdicts come in the order of the \
            messages, judged on all cores. A message that cannot be read is named on the error stream, the others \
            are judged all the same, and the end is 65.

            In JSON author is a handle, or an object {handle, name, followers, automatic, verified}; customer is an id, \
            or an object {id, name, tier, value, language, tags}. Offsets in a verdict are UTF-8 bytes of the text.

            Nothing is remembered between messages: spikes are not counted, and a rule that asks about earlier \
            contacts or open cases does not fire.
            """)

    @Argument(help: "The file to read; - or nothing reads the standard input.")
    var input = "-"
    @Option(name: .long, help: ArgumentHelp("The rules folder.", valueName: "folder"))
    var rules: String?
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Take the rules folder, the brand and the heat of a hot message from here.", valueName: "file"))
    var config: String?
    @Option(
        name: .long,
        help: ArgumentHelp(
            "What the input is: json, csv, tsv or plain; the first line decides when left out.", valueName: "format"))
    var format: JudgeBench.Format = .detect
    @Flag(name: .long, help: "The same as --format plain: every line is a message, even one that begins like JSON.")
    var plain = false
    @OptionGroup var output: JSONFlag

    func run() async throws {
        var policy = Policy(brand: "")
        var configuration: Configuration?
        var folder = Configuration.RulesFolder(named: rules ?? "Rules")
        if let config {
            var option = ConfigurationOption()
            option.config = config
            let loaded = try option.load()
            configuration = loaded
            policy = loaded.policy(startedAt: [:])
            if rules == nil { folder = loaded.rules }
        }
        let ruleSet = try LoadedRules.required(folder, for: configuration)
        var descriptor = STDIN_FILENO
        if input != "-" {
            descriptor = open(input, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else {
                throw CommandFailure(.badData, "\(input) cannot be read: \(String(cString: strerror(errno)))")
            }
        }
        let bench = JudgeBench(
            rules: ruleSet, policy: policy, now: .wallClock, json: output.json,
            format: plain ? .plain : format.settled(by: input))
        let progress = Progress(of: "messages", bytes: Progress.size(of: descriptor))
        let outcome = try await bench.judge(descriptor, progress: progress)
        Output.standard.flush()
        progress.finish()
        if outcome.bad > 0 {
            throw CommandFailure(
                .badData,
                outcome.bad == 1 ? "1 message could not be judged" : "\(outcome.bad) messages could not be judged")
        }
    }
}

extension JudgeBench.Format: ExpressibleByArgument {
    /// A file's ending says what it is, where nobody else does.
    func settled(by file: String) -> JudgeBench.Format {
        guard self == .detect, let dot = file.lastIndex(of: ".") else { return self }
        switch file[file.index(after: dot)...].lowercased() {
        case "csv": return .csv
        case "tsv": return .tsv
        case "json", "jsonl", "ndjson": return .json
        default: return self
        }
    }
}
