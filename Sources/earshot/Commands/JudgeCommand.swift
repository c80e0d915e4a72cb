import ArgumentParser
import Foundation
import Triage

struct JudgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "judge",
        abstract: "Judge messages by the rules, without listening, remembering or sending anything.",
        discussion: """
            Reads messages, one a line: either JSON objects with the keys id, text and, as you like, channel, author, \
            time, language and customer; or plain text. The first line decides which. A line that cannot be read is \
            named on the error stream, the others are judged all the same, and the end is 65.

            author is a handle, or an object {handle, name, followers, automatic}; customer is an id, or an object \
            {id, name, tier, value, language}.

            Each message is judged by itself: there is no memory, so spikes, which count over many, never fire here.
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
    @Flag(name: .long, help: "Every line is plain text, even one that begins like JSON.")
    var plain = false
    @OptionGroup var output: JSONFlag

    func run() async throws {
        var policy = Policy(brand: "")
        var folder = Configuration.RulesFolder(named: rules ?? "Rules")
        if let config {
            var option = ConfigurationOption()
            option.config = config
            let configuration = try option.load()
            policy = configuration.policy(startedAt: [:])
            if rules == nil { folder = configuration.rules }
        }
        let ruleSet = try LoadedRules.required(folder)
        var descriptor = STDIN_FILENO
        if input != "-" {
            descriptor = open(input, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else {
                throw CommandFailure(.badData, "\(input) cannot be read: \(String(cString: strerror(errno)))")
            }
        }
        let bench = JudgeBench(
            rules: ruleSet, policy: policy, now: .wallClock, json: output.json, form: plain ? .plain : nil)
        let bad = try await bench.judge(descriptor)
        if bad > 0 {
            Output.standard.flush()
            throw CommandFailure(.badData, bad == 1 ? "1 line could not be judged" : "\(bad) lines could not be judged")
        }
    }
}
