import ArgumentParser
import Foundation
import Triage

/// For `Tests/Bench`: what the other commands cannot measure, since they read and print as well.
struct BenchMatching: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench-matching",
        abstract: "Measure the matching of rules by itself; for the project's benchmarks.",
        discussion: """
            rate judges every line of the file and prints messages a second; cost judges each file as one message and \
            prints nanoseconds a byte; fuzz changes the lines of the file for --seconds, looking for what costs most, \
            and ends with 70 where evidence cannot be right. All print JSON.
            """,
        shouldDisplay: false)

    enum Task: String, ExpressibleByArgument, CaseIterable { case rate, cost, fuzz }

    @Argument(help: "rate, cost or fuzz.")
    var task: Task
    @Argument(help: "Files of text.")
    var files: [String]
    @Option(name: .long, help: ArgumentHelp("The rules folder.", valueName: "folder"))
    var rules = "Rules"
    @Option(name: .long, help: "How often rate measures.")
    var rounds = 5
    @Option(name: .long, help: "How long fuzz tries.")
    var seconds = 10.0
    @Option(name: .long, help: "Which changes fuzz makes.")
    var seed: UInt64 = 1

    func run() throws {
        let bench = MatchingBench(rules: try LoadedRules.required(Configuration.RulesFolder(named: rules), for: nil))
        switch task {
        case .rate:
            let rate = bench.rate(of: try lines(), rounds: rounds)
            Output.standard.line(
                JSON.object([
                    ("messages", .integer(rate.messages)), ("bytes", .integer(rate.bytes)),
                    ("hits", .integer(rate.hits)), ("places", .integer(rate.places)), ("fired", .integer(rate.fired)),
                    ("judged", .number(rate.judged.rounded())), ("concluded", .number(rate.concluded.rounded())),
                ]))
        case .cost:
            for file in files {
                let text = try text(file)
                let cost = bench.cost(of: text)
                Output.standard.line(
                    JSON.object([
                        ("file", .text(file)), ("bytes", .integer(text.utf8.count)), ("places", .integer(cost.places)),
                        ("nanoseconds", .number(cost.nanoseconds)),
                    ]))
            }
        case .fuzz:
            var fuzzer = MatchingFuzzer(bench, from: try lines(), seed: seed)
            let (dearest, faults, tried) = fuzzer.run(seconds: seconds)
            for finding in dearest {
                Output.standard.line(
                    JSON.object([
                        ("nanoseconds", .number(finding.nanoseconds)), ("places", .integer(finding.places)),
                        ("text", .text(String(finding.text.prefix(200)))),
                    ]))
            }
            Output.standard.line(JSON.object([("tried", .integer(tried)), ("faults", .integer(faults.count))]))
            if let first = faults.first { throw CommandFailure(.ourFault, "evidence cannot be right: \(first)") }
        }
    }

    private func lines() throws -> [String] {
        try files.flatMap { try text($0).split(separator: "\n").map(String.init) }
    }

    private func text(_ file: String) throws -> String {
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw CommandFailure(.badData, "\(file) cannot be read")
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
