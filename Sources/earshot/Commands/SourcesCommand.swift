import ArgumentParser
import Storage
import Triage

struct SourcesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sources", abstract: "Look at the places where Earshot listens.", subcommands: [List.self],
        defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the sources and how they are.")

        @OptionGroup var file: ConfigurationOption
        @OptionGroup var output: JSONFlag

        func run() async throws {
            let settings = try file.load()
            let lines = SourceLine.all(settings, try await openStore(settings).sourceStates())
            if output.json {
                for line in lines { Output.standard.line(line.json) }
                return
            }
            guard !lines.isEmpty else {
                Output.standard.line("There is no source. Add some to `sources` in \(Shown.line(file.config)).")
                return
            }
            let now = Moment.wallClock
            var table = Table([
                ("SOURCE", .left), ("CHANNEL", .left), ("EVERY", .right), ("POLLED", .right), ("HEARD", .right),
                ("STATE", .left), ("REMARK", .left),
            ])
            for line in lines {
                table.add([
                    line.name.rawValue, line.channel.rawValue, line.configured?.every.inWords ?? "–",
                    line.state?.lastPoll?.ago(at: now) ?? "never", line.state?.lastMessage?.ago(at: now) ?? "never",
                    line.stateInWords, line.remark,
                ])
            }
            table.print(to: .standard) { lines[$0].isFailing ? .alarm : .none }
        }
    }
}

/// A source as configured and as it is, whichever of the two there is.
struct SourceLine {
    var name: SourceName
    var channel: Channel
    var configured: SourceConfiguration?
    var state: SourceState?

    /// In the order of the configuration, then those that it names no more.
    static func all(_ settings: Configuration, _ states: [SourceState]) -> [SourceLine] {
        var byName = Dictionary(states.map { ($0.source, $0) }) { first, _ in first }
        let configured = settings.sources.map {
            SourceLine(
                name: $0.name, channel: $0.channel, configured: $0, state: byName.removeValue(forKey: $0.name))
        }
        let gone = states.filter { byName[$0.source] != nil }
        return configured + gone.map { SourceLine(name: $0.source, channel: $0.channel, state: $0) }
    }

    var isFailing: Bool { configured != nil && (state?.failures ?? 0) > 0 }

    var stateInWords: String {
        guard configured != nil else { return "not configured" }
        guard let state else { return "not polled yet" }
        if state.isPaused { return "paused" }
        if state.failures > 0 { return state.failures == 1 ? "failed once" : "failed \(state.failures) times" }
        return state.lastPoll == nil ? "not polled yet" : "good"
    }

    var remark: String { isFailing ? state?.lastError ?? "" : state?.remark ?? "" }

    var json: JSON {
        .object([
            ("source", .text(name.rawValue)), ("channel", .text(channel.rawValue)),
            ("address", .text(configured?.address)), ("configured", .bool(configured != nil)),
            ("every", .text(configured?.every.inWords)), ("tickets", .text(configured?.tickets.rawValue)),
            ("lastPoll", state?.lastPoll?.json ?? .null), ("lastMessage", state?.lastMessage?.json ?? .null),
            ("failures", .integer(state?.failures ?? 0)), ("lastError", .text(state?.lastError ?? "")),
            ("remark", .text(state?.remark ?? "")), ("paused", .bool(state?.isPaused ?? false)),
            ("heldBy", .text(state?.heldBy)),
        ])
    }
}
