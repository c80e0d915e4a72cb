import ArgumentParser
import Triage

/// For Tests/Bench/hours.py: how many instants a second are told open or closed, and how many of them are
/// open, so that a peer can be held against it.
struct BenchHours: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench-hours", abstract: "Measure the answers of `hours`.", shouldDisplay: false)

    @OptionGroup var file: ConfigurationOption

    @Option(help: "How many instants are asked of each.")
    var count = 20_000_000

    /// Random instants from 2026 to 2037, the same in every run.
    static func instants(_ count: Int) -> [Moment] {
        let start: Int64 = 1_767_225_600  // 2026-01-01
        let span: UInt64 = 378_691_200  // to 2038-01-01
        var state: UInt64 = 1
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Moment(seconds: start + Int64((state >> 33) % span))
        }
    }

    func run() throws {
        guard let hours = try file.load().hours else { throw CommandFailure(.badConfiguration, "there are no `hours`") }
        let instants = Self.instants(1 << 20)
        let clock = ContinuousClock()
        func measure(_ name: String, _ isOpen: (Moment) -> Bool) {
            var open = 0
            var asked = 0
            let taken = clock.measure {
                while asked < count {
                    for moment in instants.prefix(count - asked) where isOpen(moment) { open += 1 }
                    asked += min(instants.count, count - asked)
                }
            }
            let seconds = Double(taken.wholeMicroseconds) / 1e6
            Output.standard.line(
                .object([
                    ("asked", .text(name)), ("instants", .integer(asked)), ("open", .integer(open)),
                    ("seconds", .number(seconds)), ("perSecond", .integer(Int(Double(asked) / max(seconds, 1e-6)))),
                ]))
        }
        let calendar = hours.standard
        measure("calendar") { calendar.state(at: $0) == .open }
        let source: SourceName = "page"
        measure("hours") { hours.state(at: $0, source: source, language: "de-AT") == .open }
    }
}
