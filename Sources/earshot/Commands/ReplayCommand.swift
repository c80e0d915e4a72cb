import ArgumentParser
import Foundation
import Storage
import Triage

/// A recorded night once more, by the rules, hours and words of today: nothing leaves the machine.
struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Replay a recorded night: each answer, silence and call with its reason, sending nothing.",
        discussion: """
            The file has one JSON object a line, in the order of their times. A message has time, source, author \
            {handle, name, bot, followers, verified} and text, and as it needs them id, subject, language, visibility, \
            form, answers (the id of the line that it replies to), to, returnPath, automatic, written and customer \
            {id, name, tier, language, timeZone, number, tags, refuses}. The team acts by time, team and queue \
            ("claim 3"), and tells of a call by time, callback (its number), outcome (kept, no-reply, nobody-rang) \
            and by.

            Rules, hours, acknowledgements, calls and on-call are those of the configuration, as if `acknowledge` had \
            `mode: on`. The clock goes from one event to the next as fast as it can, or with --speed so many times as \
            fast as life. Everything is kept in a temporary database.
            """)

    @Argument(help: "The recording; deploy/nights holds two.") var file: String
    @OptionGroup var settings: ConfigurationOption
    @OptionGroup var output: JSONFlag
    @Option(help: ArgumentHelp("How much faster than life the night passes.", valueName: "times")) var speed: Double?
    @Option(
        help: ArgumentHelp(
            "Show what happens from then on, such as 2026-10-25T00:00:00Z; what was before happens unseen.",
            valueName: "time"))
    var from: String?
    @Option(help: ArgumentHelp("End there.", valueName: "time")) var until: String?

    func validate() throws {
        if let speed, !(speed >= 0.1 && speed <= 1_000_000) {
            throw ValidationError("--speed is a number from 0.1 to 1000000")
        }
        for (name, text) in [("--from", from), ("--until", until)]
        where text.map({ Moment(rfc3339: $0) == nil }) ?? false {
            throw ValidationError("\(name) is a time such as 2026-10-25T00:00:00Z")
        }
    }

    func run() async throws {
        // What the log would say stands in the transcript.
        LineLog.start(.critical)
        let configuration = try settings.load()
        let rules = try LoadedRules.required(configuration.rules, for: configuration)
        let replies = ReplyFolder.read(configuration.rules)
        if replies.hasErrors {
            ComplaintPrinter(output: .complaints).print(replies.complaints.filter { $0.weight == .error })
            throw CommandFailure(.badConfiguration)
        }
        let recording = try Recording(file: file)
        let stage = try await ReplayStage(configuration, rules: rules, book: replies.book, recording: recording)
        defer { stage.close() }
        try await play(recording, on: stage, configuration)
    }

    private func play(_ recording: Recording, on stage: ReplayStage, _ configuration: Configuration) async throws {
        let begin = from.flatMap(Moment.init(rfc3339:)) ?? Moment(microseconds: .min)
        let end = until.flatMap(Moment.init(rfc3339:)) ?? .distantFuture
        let tables = Decider.Tables.ofThisHost()
        var transcript = Transcript(
            zone: stage.zone, hours: configuration.hours, hotHeat: configuration.hotHeat, zones: { tables.zone($0) },
            to: .standard)
        var sums = ReplaySums()
        func show() {
            for event in stage.takeEvents() where event.at >= begin {
                sums.take(event)
                if output.json { Output.standard.line(event.json) } else { transcript.show(event) }
            }
            if speed != nil { Output.standard.flush() }
        }
        for line in recording.lines where line.time <= end {
            try await run(stage, through: line.time, from: begin, show)
            try await wait(for: line.time, stage, from: begin)
            stage.clock.set(line.time)
            try await stage.play(line)
            try await stage.settle()
            show()
        }
        // What was begun is followed to its end: promised calls, pages that nobody took.
        let last = recording.lines.last?.time ?? begin
        try await run(stage, through: min(end, last + Self.aftermath), from: begin, show)
        sums.callBacks = try await stage.callStates()
        if output.json { Output.standard.line(sums.json) } else { transcript.close(sums) }
        guard sums.unaccounted == 0 else {
            throw CommandFailure(.ourFault, "\(sums.unaccounted) messages are neither answered nor left unanswered")
        }
    }

    /// How long the clock goes on behind the last line of a recording.
    private static let aftermath = Duration.seconds(6 * 3600)

    /// Lets everything happen that is due until then, each at its time.
    private func run(
        _ stage: ReplayStage, through end: Moment, from begin: Moment, _ show: () -> Void
    ) async throws {
        try await stage.settle()
        show()
        while let due = try await stage.nextDue(), due <= end {
            try Task.checkCancellation()
            try await wait(for: due, stage, from: begin)
            let before = stage.clock.now()
            // What is due and yet cannot be done now is looked at a second later, as the loops do.
            stage.clock.set(due > before ? due : min(end, before + .seconds(1)))
            try await stage.settle()
            show()
            if stage.clock.now() >= end { break }
        }
    }

    private func wait(for moment: Moment, _ stage: ReplayStage, from begin: Moment) async throws {
        guard let speed, moment > begin else { return }
        let left = moment - max(stage.clock.now(), begin)
        guard left > .zero else { return }
        try await Task.sleep(for: left / speed)
    }
}
