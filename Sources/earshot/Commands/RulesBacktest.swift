import ArgumentParser
import Foundation
import Storage
import Triage

struct RulesBacktest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backtest",
        abstract: "See what these rules would have made of messages that were heard already.",
        discussion: """
            Without a file the messages of the database are judged again, and compared with what was concluded then. \
            With a file (lines or a table, as `earshot judge` reads them) they are compared with the rules of \
            --against, where that is given. A key or column `hot`, true or false, says which messages deserve it; in \
            the database a resolved case does, and one that was found not hot does not. Then precision and recall are \
            shown. Spikes are not counted again.
            """)

    @Argument(help: "Messages to judge; those of the database when left out.")
    var file: String?
    @OptionGroup var place: RulesPlace
    @OptionGroup var period: SinceOption
    @Option(
        name: .long, help: ArgumentHelp("Another rules folder to compare with.", valueName: "folder"))
    var against: String?
    @Option(name: .long, help: ArgumentHelp("Show so many messages of each kind.", valueName: "number"))
    var samples = 10
    @Option(
        name: .long,
        help: ArgumentHelp("What the file is: json, csv, tsv or plain.", valueName: "format"))
    var format: JudgeBench.Format = .detect
    @OptionGroup var output: JSONFlag

    func validate() throws {
        guard (0...10_000).contains(samples) else { throw ValidationError("--samples is a number from 0 to 10000") }
        if file != nil, period.since != nil {
            throw ValidationError("--since is for the messages of the database, and a file is given")
        }
    }

    func run() async throws {
        let configuration = try place.configuration()
        let rules = try LoadedRules(place.folder(configuration), for: configuration).ruleSetAnyway()
        let other = try against.map {
            try LoadedRules(Configuration.RulesFolder(named: $0), for: configuration).ruleSetAnyway()
        }
        let policy = configuration?.policy(startedAt: [:]) ?? Policy(brand: "")
        let run = BacktestRun(rules: rules, against: other, policy: policy, samples: samples, format: format)
        let result: Backtest
        if let file {
            result = try run.judge(file: file)
        } else {
            let store = try await History.required(configuration)
            result = try await run.judge(store, since: .wallClock - period.since(otherwise: .seconds(7 * 86_400)))
        }
        output.json ? BacktestWords.printJSON(result) : BacktestWords.print(result)
    }
}

/// Judges messages again, many at a time on all cores, and adds up what differs.
struct BacktestRun {
    let rules: RuleSet
    let against: RuleSet?
    let policy: Policy
    let samples: Int
    var format = JudgeBench.Format.detect

    private struct Item {
        var id: String
        var message: Message
        var surroundings: Surroundings
        var now: Moment
        var before: Backtest.Side?
        var deserved: Bool?
    }

    private static let batch = 4_000

    func judge(_ store: Store, since: Moment) async throws -> Backtest {
        var result = Backtest(comparesWithBefore: true, samples: samples)
        var (next, rows): (Int64?, Int) = try await store.judgedSince(since)
        let progress = Progress(of: "messages", steps: rows)
        while let first = next {
            let (messages, following) = try await store.judged(from: first, rows: Self.batch)
            let items = messages.compactMap { judged -> Item? in
                guard let verdict = judged.stored.verdict else { return nil }
                return Item(
                    id: String(judged.stored.id.rawValue), message: judged.stored.message,
                    surroundings: judged.stored.surroundings ?? Surroundings(customer: judged.stored.customer),
                    now: judged.stored.heardAt, before: Backtest.Side(verdict),
                    deserved: judged.caseState.flatMap(Self.deserved))
            }
            add(items, to: &result)
            progress.advance(to: result.messages)
            next = following
        }
        progress.finish()
        return result
    }

    private static func deserved(_ state: Case.State) -> Bool? {
        switch state {
        case .resolved: true
        case .notHot: false
        case .open, .claimed, .acknowledged, .snoozed: nil
        }
    }

    func judge(file: String) throws -> Backtest {
        var result = Backtest(comparesWithBefore: against != nil, samples: samples)
        let descriptor = file == "-" ? STDIN_FILENO : open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw CommandFailure(.badData, "\(file) cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { if descriptor != STDIN_FILENO { close(descriptor) } }
        let progress = Progress(of: "messages", bytes: Progress.size(of: descriptor))
        var reader = LineReader(descriptor: descriptor)
        var input = JudgeInput(format: format.settled(by: file))
        var bad = 0
        func complain(_ line: Int, _ words: String) {
            bad += 1
            progress.hide()
            Output.complaints.line("earshot: line \(line): \(Shown.line(words, columns: 300))")
        }
        while let lines = try reader.next(upTo: 256 << 10) {
            let bytes = lines.reduce(0) { $0 + $1.bytes.count + 1 }
            guard let (lines, form) = try input.take(lines) else { continue }
            var parser = JudgeLine.Reader(form: form, now: .wallClock)
            var items: [Item] = []
            for line in lines where !line.isBlank {
                do {
                    let asked = try parser.read(line)
                    items.append(
                        Item(
                            id: asked.id.plain, message: asked.message,
                            surroundings: Surroundings(customer: asked.customer), now: asked.message.time,
                            deserved: asked.isMeantHot))
                } catch {
                    complain(line.number, error.description)
                }
            }
            add(items, to: &result)
            progress.advance(to: result.messages, bytes: bytes)
        }
        if let open = input.finish() { complain(open.number, "a quote is opened here and never closed") }
        progress.finish()
        if bad > 0 {
            throw CommandFailure(
                .badData, bad == 1 ? "1 message could not be read" : "\(bad) messages could not be read")
        }
        return result
    }

    private func add(_ items: [Item], to result: inout Backtest) {
        let sides = Sides(count: items.count)
        let share = 256
        DispatchQueue.concurrentPerform(iterations: (items.count + share - 1) / share) { part in
            for place in part * share..<min(items.count, (part + 1) * share) {
                let item = items[place]
                let before = item.before ?? against.map { side($0, item) }
                sides.set(place, before, side(rules, item))
            }
        }
        for (item, side) in zip(items, sides.all) {
            result.add(item.id, item.message.text, before: side.before, after: side.after, deserved: item.deserved)
        }
    }

    private func side(_ rules: RuleSet, _ item: Item) -> Backtest.Side {
        Backtest.Side(
            rules.conclude(
                rules.judge(item.message), of: item.message, within: item.surroundings, policy: policy, now: item.now))
    }

    /// Unchecked: each place is written by the one iteration that owns it, and read when all have ended.
    private final class Sides: @unchecked Sendable {
        private let rows: UnsafeMutableBufferPointer<(before: Backtest.Side?, after: Backtest.Side)?>
        init(count: Int) {
            rows = .allocate(capacity: count)
            rows.initialize(repeating: nil)
        }
        deinit {
            rows.deinitialize()
            rows.deallocate()
        }
        func set(_ place: Int, _ before: Backtest.Side?, _ after: Backtest.Side) { rows[place] = (before, after) }
        var all: [(before: Backtest.Side?, after: Backtest.Side)] { rows.compactMap(\.self) }
    }
}

extension JSON {
    /// A text or a number as it is shown to people.
    fileprivate var plain: String {
        if case .text(let text) = self { text } else { line }
    }
}
