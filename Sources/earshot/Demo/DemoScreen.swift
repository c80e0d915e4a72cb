import Act
import Channels
import Foundation
import Playground
import Poll
import Storage
import Synchronization
import Triage

/// What one sees of the demo: messages counted, hot cases with their reasons, tickets as they reach the
/// contact centre.
final class DemoScreen: Sendable {
    private struct Sums {
        var heard = 0
        var hot = 0
        var filtered = 0
        var duplicate = 0
        var tickets = 0
        var shown = ""
        var again: [SourceName: Int] = [:]
        /// Tickets shown in this second, and which one it is.
        var inSecond = (second: Int64(0), tickets: 0)
    }
    private let output: Output
    private let sums = Mutex(Sums())

    init(output: Output) { self.output = output }

    func open(world: World, configuration: String) {
        say(
            """
            \(output.bold("An evening at Quillfone, a telecom that does not exist."))
            Earshot polls, every few seconds, on loopback:
              Mastodon   \(world.mastodonURL)  \(world.hashtag) and mentions
              feed       \(world.feedURL)
              mailbox    \(world.imapURL)
              text line  \(world.twilioURL)  \(world.number)
            and sends a ticket for each message to \(world.smtpURL), where a contact centre would be. Ana is on call
            and her phone is off; Ben is next; Lea leads the team.

            Look closer from a second terminal:
              earshot queue list   --config \(configuration)
              earshot oncall now   --config \(configuration)
              earshot tickets list --config \(configuration)
            Ctrl-C ends it.

            """)
    }

    func show(_ event: PollEvent) {
        switch event {
        case .remembered(let source, let counts):
            sums.withLock {
                $0.heard += counts.stored + counts.duplicate + counts.filtered + counts.quarantined
                $0.hot += counts.hot.count
                $0.filtered += counts.filtered
                $0.duplicate += counts.duplicate
            }
            show(counts.hot, source)
            // A source that reads its last day again each time says so once, not each time.
            let isNews = sums.withLock { sums in
                defer { sums.again[source] = counts.duplicate }
                return sums.again[source, default: 0] != counts.duplicate
            }
            if counts.duplicate > 0, counts.stored == 0, isNews {
                say(output.dim("\(time()) \(source): heard again, kept once"))
            }
            if counts.filtered > 0 { say(output.dim("\(time()) \(source): filtered by a rule, no ticket")) }
            if counts.quarantined > 0 {
                say("\(time()) \(source): an item could not be read; a person is asked to look")
            }
        case .failed(let source, let failure, _): say("\(time()) \(source): \(Shown.line(failure.reason))")
        case .recovered(let source): say("\(time()) \(source): heard again")
        case .setAside: break
        }
    }

    /// Of a case that many write about, the first is shown and the rest counted.
    private func show(_ hot: [Remembered.Hot], _ source: SourceName) {
        for (id, messages) in Dictionary(grouping: hot, by: \.caseID).sorted(by: { $0.key.rawValue < $1.key.rawValue })
        {
            show(messages[0], source)
            if messages.count > 1 {
                say("\(time()) \(output.bold("case \(id.rawValue)")) has \(messages.count - 1) more of the same")
            }
        }
    }

    private func show(_ hot: Remembered.Hot, _ source: SourceName) {
        let verdict = hot.verdict
        let kind = hot.isNewCase ? "HOT CASE \(hot.caseID.rawValue)" : "HOT, case \(hot.caseID.rawValue)"
        let level = verdict.severity?.rawValue ?? "heat"
        var text = "\(time()) \(output.bold(output.red("\(kind)  \(level) \(verdict.heat)")))  \(Shown.line(hot.title))"
        for reason in verdict.reasons {
            let words = reason.matches.prefix(4).map { "“\(Shown.line($0.text))”" }.joined(separator: " ")
            let score = reason.score > 0 ? "+\(reason.score)" : "\(reason.score)"
            text += "\n             because \(reason.rule) \(score) \(words)  \(output.dim("\(source)"))"
        }
        say(text)
    }

    func show(_ mail: SunkMail) {
        let second = SystemClock().now().microseconds / 1_000_000
        let isReadable = sums.withLock { sums in
            sums.tickets += 1
            if sums.inSecond.second != second { sums.inSecond = (second, 0) }
            sums.inSecond.tickets += 1
            return sums.inSecond.tickets <= Self.readable
        }
        // In a flood only the sum is of use.
        guard isReadable else { return }
        let to = mail.recipients.joined(separator: " ")
        let subject = EncodedWords.decode(Array((mail.header("Subject") ?? "").utf8))
        let mark = to.hasPrefix("oncall") ? output.red("ticket") : "ticket"
        say("\(time()) \(mark) → \(Shown.line(to))  \(Shown.line(subject))")
    }

    private static let readable = 8

    /// An attempt to call somebody: who, how, and why.
    func show(_ event: PageEvent) {
        let page = event.page
        let how = "\(page.person) by \(page.means?.kind.rawValue ?? "nothing")"
        let before =
            page.tried > 0 && !page.lastError.isEmpty ? output.dim("  after: \(Shown.line(page.lastError))") : ""
        switch event.outcome {
        case .sent: say("\(time()) \(output.bold("CALLS")) \(how)  \(Shown.line(event.text.subject))\(before)")
        case .refused(let error): say("\(time()) \(output.bold("CALLS")) \(how) in vain: \(Shown.line(error))")
        case .retry(_, let error), .unknown(_, let error):
            say("\(time()) \(output.bold("CALLS")) \(how) again soon: \(Shown.line(error))")
        case .nothingLeft: break
        }
        guard case .sent = event.outcome, page.hotCase != nil else { return }
        let why = event.text.plain.split(separator: "\n").dropFirst().last.map(String.init) ?? ""
        if !why.isEmpty { say(output.dim("             \(Shown.line(why))")) }
    }

    /// What somebody of the team did.
    func answered(_ words: String) { say("\(time()) \(output.bold("ANSWER")) \(words)") }

    /// What escalation made of a case, beside calling somebody.
    func show(_ looked: LookedAt) {
        for event in looked.move.events {
            say("\(time()) case \(looked.id.rawValue): \(event.what)  \(output.dim(Shown.line(event.note)))")
        }
    }

    func console(_ address: String) {
        say(
            "\(time()) The console: \(output.bold(address))\n         makes the first account, and then shows the queue."
        )
    }

    /// Every five seconds a line with the sums, where they changed.
    func tick(_ store: Store) async throws {
        while true {
            try await Task.sleep(for: .seconds(5))
            let waiting = try await store.totals().errands
            let line = sums.withLock { sums in
                "heard \(sums.heard) · hot \(sums.hot) · filtered \(sums.filtered) · duplicate \(sums.duplicate)"
                    + " · tickets at the contact centre \(sums.tickets)"
                    + (waiting[.waiting, default: 0] > 0 ? " · waiting \(waiting[.waiting, default: 0])" : "")
            }
            let isNew = sums.withLock { sums in
                defer { sums.shown = line }
                return sums.shown != line
            }
            if isNew { say(output.dim("\(time()) \(line)")) }
        }
    }

    func close(_ store: Store) async throws {
        say("\n\(output.bold("The ledger: every message that was heard is accounted for."))")
        for line in try await store.ledger() {
            say(
                "  \(line.source.rawValue.padding(toLength: 12, withPad: " ", startingAt: 0)) heard \(line.heard) = stored \(line.stored) + duplicate "
                    + "\(line.duplicate) + filtered \(line.filtered) + quarantined \(line.quarantined)"
                    + "   unaccounted \(line.unaccounted)")
        }
        say(
            """

            Now your own sources:
              mkdir earshot && cd earshot
              earshot init          writes earshot.yaml and Rules/ to begin with
              earshot check         says what is wrong with them, and where
              earshot run           listens
            """)
        output.flush()
    }

    private func say(_ text: String) {
        output.line(text)
        output.flush()
    }

    private func time() -> String {
        var now = time_t(SystemClock().now().microseconds / 1_000_000)
        var parts = tm()
        localtime_r(&now, &parts)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))"
    }
}
