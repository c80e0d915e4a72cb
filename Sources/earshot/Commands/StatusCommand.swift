import ArgumentParser
import Storage
import Triage

struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Say in a few lines how everything is.",
        discussion: "Ends with 1 where a worker refuses rules, templates or a reload, and goes on with what it had.")

    @OptionGroup var file: ConfigurationOption
    @OptionGroup var output: JSONFlag

    func run() async throws {
        let settings = try file.load()
        let store = try await openStore(settings)
        let totals = try await store.totals()
        let unaccounted = try await store.ledger().reduce(0) { $0 + $1.unaccounted }
        let spikes = try await store.firedSpikes(since: .wallClock - .seconds(86_400), limit: 100)
        let day = Moment.wallClock - .seconds(86_400)
        let answers = try await store.answerCounts(from: day, until: .distantFuture)
        let silences = try await store.silences(from: day, until: .wallClock)
        let lines = SourceLine.all(settings, try await store.sourceStates())
        let failing = lines.filter(\.isFailing)
        let rules = try await store.rulesInForce().filter { !WorkerName.isDead($0.worker) }
        let onCall = try await OnCallStatus.ask(settings, store, now: .wallClock)
        let standing = try await StandingCalls.ask(store, now: .wallClock)
        let refusal = rules.contains { $0.refusal != nil } ? CommandFailure(.faultFound) : nil
        if output.json {
            let errands = Errand.State.allCases.map { ($0.rawValue, JSON.integer(totals.errands[$0] ?? 0)) }
            Output.standard.line(
                .object([
                    ("brand", .text(settings.brand)), ("version", .text(Version.text)),
                    ("sources", .integer(settings.sources.count)), ("sourcesFailing", .integer(failing.count)),
                    ("sourcesPaused", .integer(lines.count { $0.state?.isPaused == true })),
                    ("lastPoll", lines.compactMap { $0.state?.lastPoll }.max()?.json ?? .null),
                    ("messages", .integer(totals.messages)), ("hotMessages", .integer(totals.hotMessages)),
                    ("casesOpen", .integer(totals.casesOpen)), ("spikes", .list(spikes.map(\.json))),
                    ("errands", .object(errands)),
                    (
                        "answers",
                        .object(StoredAnswer.State.allCases.map { ($0.rawValue, .integer(answers[$0] ?? 0)) })
                    ),
                    (
                        "silences",
                        .object(
                            silences.sorted { $0.key.rawValue < $1.key.rawValue }.map {
                                ($0.key.rawValue, .integer($0.value))
                            })
                    ),
                    ("doubtful", .integer(totals.doubtful)), ("unaccounted", .integer(unaccounted)),
                    ("callsPromised", .integer(standing.calls.count)),
                    ("callsInDanger", .list(standing.complaints(about: settings).map { .text($0.message) })),
                    ("rules", .list(rules.map(\.json))), ("onCall", onCall?.json ?? .null),
                ]))
            if let refusal { throw refusal }
            return
        }
        let out = Output.standard
        let now = Moment.wallClock
        func line(_ title: String, _ words: String) {
            out.line(out.bold(title + String(repeating: " ", count: max(1, 12 - title.count))) + words)
        }
        out.line("\(Shown.line(settings.brand)), earshot \(Version.text)")
        let polled = lines.compactMap { $0.state?.lastPoll }.max().map { "last polled \($0.ago(at: now))" }
        let held = Set(lines.compactMap { $0.state?.heldBy }).count
        let workers = held == 0 ? "no worker holds any" : held == 1 ? "1 worker" : "\(held) workers"
        line(
            "Sources",
            "\(settings.sources.count) configured, \(failing.count) failing, \(polled ?? "never polled"), \(workers)")
        for source in failing.prefix(10) {
            out.line(
                out.red(
                    "            \(source.name): \(source.stateInWords): \(Shown.line(source.remark, columns: 200))"))
        }
        if failing.count > 10 { out.line("            and \(failing.count - 10) more: `earshot sources list`") }
        line("Messages", "\(totals.messages) stored, \(totals.hotMessages) hot, \(unaccounted) unaccounted")
        line("Cases", "\(totals.casesOpen) open")
        for row in onCall?.lines(at: now) ?? [] {
            if row.isAlarm {
                out.line(out.red("            \(Shown.line(row.words, columns: 400))"))
            } else {
                line(row.title, Shown.line(row.words, columns: 400))
            }
        }
        if !spikes.isEmpty {
            line("Spikes", "\(spikes.count) within a day")
            for spike in spikes.prefix(5) { out.line("            " + spike.words(now: now)) }
        }
        let errands = Errand.State.allCases.compactMap { state in
            totals.errands[state].flatMap { $0 == 0 ? nil : "\($0) \(state.rawValue)" }
        }
        let doubtful = totals.doubtful == 0 ? "" : ", \(totals.doubtful) may have arrived twice"
        line("Errands", (errands.isEmpty ? "none" : errands.joined(separator: ", ")) + doubtful)
        if settings.manners != nil || !answers.isEmpty || !silences.isEmpty {
            let said = StoredAnswer.State.allCases.compactMap { state in
                answers[state].flatMap { $0 == 0 ? nil : "\($0) \(state.rawValue)" }
            }
            let mode = settings.manners?.mode ?? .off
            line("Answers", "\(mode.rawValue); within a day \(said.isEmpty ? "none" : said.joined(separator: ", "))")
            let unsaid = silences.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
            if !unsaid.isEmpty {
                let words = unsaid.map { "\($0.value) \($0.key.rawValue)" }.joined(separator: ", ")
                out.line("            silent: \(words)")
            }
        }
        if let words = standing.words(settings) {
            line("Calls", words)
            for complaint in standing.complaints(about: settings) {
                out.line(out.red("            \(Shown.line(complaint.message, columns: 400))"))
            }
        }
        let folder = Shown.line(settings.rules.asWritten)
        if rules.isEmpty { line("Rules", "in \(folder); no worker runs by them") }
        for (place, worker) in rules.enumerated() {
            let silent = now - worker.seenAt > .seconds(180) ? ", silent since \(worker.seenAt.inWholeSeconds)" : ""
            let who = rules.count > 1 ? " by \(Shown.line(worker.worker.rawValue, columns: 60))" : ""
            line(
                place == 0 ? "Rules" : "",
                "\(worker.rules) in force since \(worker.since.inWholeSeconds) (\(worker.since.ago(at: now)))\(who)\(silent)"
            )
            if let refusal = worker.refusal {
                out.line(
                    out.red(
                        "            what was read is refused since \(refusal.at.inWholeSeconds) "
                            + "(\(refusal.at.ago(at: now))):"))
                for complaint in refusal.complaint.split(separator: "\n") {
                    out.line(out.red("            \(Shown.line(String(complaint), columns: 400))"))
                }
                let more = refusal.errors > 1 ? "\(refusal.errors) errors in all; " : ""
                out.line("            \(more)`earshot check` shows what to mend")
            }
        }
        if let refusal { throw refusal }
    }
}

extension Moment {
    /// For people: RFC 3339 without a fraction.
    fileprivate var inWholeSeconds: String { Moment(seconds: wholeSeconds).rfc3339 }
}

extension RulesInForce {
    var json: JSON {
        .object([
            ("worker", .text(worker.rawValue)), ("rules", .integer(rules)), ("since", since.json),
            ("hash", .text(hash)), ("seenAt", seenAt.json), ("refusedAt", refusal?.at.json ?? .null),
            ("complaint", .text(refusal?.complaint)), ("errors", .integer(refusal?.errors ?? 0)),
        ])
    }
}
