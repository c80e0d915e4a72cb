import ArgumentParser
import Foundation
import Triage

/// For Tests/Bench/reloading.py: how long a worker takes to read its rules folder, check it and run its
/// examples, and how long when one file has changed since.
struct BenchReloading: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench-reloading", abstract: "Measure the reload of a rules folder.",
        discussion: """
            Reads the folder as a worker does when something in it has changed: the whole of it, then with one file \
            changed to and fro. Prints JSON, a line for each reload.
            """,
        shouldDisplay: false)

    @Option(name: .long, help: ArgumentHelp("The rules folder.", valueName: "folder"))
    var rules: String
    @Option(name: .long, help: ArgumentHelp("A file of it that is changed; any number.", valueName: "file"))
    var change: [String] = []
    @Option(
        name: .long, help: ArgumentHelp("What each of them becomes, in the same order.", valueName: "file"))
    var to: [String] = []
    @Option(name: .long, help: "How often each is measured.")
    var rounds = 5

    func run() throws {
        guard change.count == to.count else { throw CommandFailure(.usage, "each --change needs its --to") }
        let folder = Configuration.RulesFolder(named: rules)
        var book: RuleBook?
        for _ in 0..<max(1, rounds) { book = try reload(folder, "whole", after: nil) }
        for (file, other) in zip(change, to) {
            let was = try contents(file)
            let becomes = try contents(other)
            defer { try? was.write(to: URL(fileURLWithPath: file)) }
            for round in 0..<max(1, rounds) {
                try (round % 2 == 0 ? becomes : was).write(to: URL(fileURLWithPath: file))
                book = try reload(folder, file, after: book)
            }
            try was.write(to: URL(fileURLWithPath: file))
            book = try reload(folder, nil, after: book)
        }
    }

    /// - Parameter name: what is printed of it; nil: it is not measured.
    private func reload(_ folder: Configuration.RulesFolder, _ name: String?, after book: RuleBook?) throws -> RuleBook?
    {
        let start = (wall: ContinuousClock.now, work: Self.processorTime())
        let reading = RulesKeeper.read(folder, inForce: "", judged: nil, after: book)
        let wall = Double((ContinuousClock.now - start.wall).wholeMicroseconds) / 1e6
        let work = Self.processorTime() - start.work
        guard let reading, case .rules(let rules, let warnings) = reading.found else {
            if case .refused(let complaints)? = reading?.found {
                for complaint in complaints.prefix(5) { Output.complaints.line(complaint.inShort) }
            }
            throw CommandFailure(.badData, "the rules of \(folder.asWritten) are refused")
        }
        if let name {
            Output.standard.line(
                .object([
                    ("changed", .text(name)), ("wall", .number(wall)), ("processor", .number(work)),
                    ("rules", .integer(rules.facts.rules)), ("lists", .integer(rules.facts.lists)),
                    ("phrases", .integer(rules.facts.phrases)), ("examples", .integer(rules.facts.examples)),
                    ("warnings", .integer(warnings)),
                ]))
        }
        return reading.book
    }

    private func contents(_ file: String) throws -> Data {
        guard let bytes = FileManager.default.contents(atPath: file) else {
            throw CommandFailure(.badData, "\(file) cannot be read")
        }
        return bytes
    }

    /// Seconds that all threads of this process have worked.
    private static func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
