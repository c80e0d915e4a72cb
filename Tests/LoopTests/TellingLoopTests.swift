import Channels
import Letters
import Storage
import Synchronization
import TestKit
import Testing
import Triage

@testable import Act

/// A mast that falls in the evening, as those who wrote about it hear of it.
@Suite struct TellingLoopTests {
    private static let line: SourceName = "text-line"
    private static let evening = Moment(seconds: 1_795_377_600)  // Sunday, 2026-11-22, 20:00 UTC

    /// Keeps what it is given.
    private final class Postbox: AnswerSender {
        struct Sent: Hashable {
            var to: String
            var text: String
            var key: String
        }
        private let kept = Mutex<[Sent]>([])
        let host = "sms.example"
        var sent: [Sent] { kept.withLock { $0 } }
        func room(for address: AnswerAddress) async throws -> AnswerLimit { .segments(6) }
        func send(_ letter: AnswerLetter, to address: AnswerAddress) async throws -> String {
            kept.withLock {
                $0.append(Sent(to: address.handle.address, text: letter.text, key: letter.key))
                return "SM\($0.count)"
            }
        }
        func wasTaken(_ letter: AnswerLetter, to address: AnswerAddress, since: Moment) async throws -> String? {
            kept.withLock { kept in kept.firstIndex { $0.key == letter.key }.map { "SM\($0 + 1)" } }
        }
    }

    private final class InForce: Sendable {
        let value = Mutex<Manners?>(nil)
    }

    private func cases(of heard: Remembered?) throws -> [CaseID] {
        guard case .done(let counts) = heard else { throw StorageError.fault("\(String(describing: heard))") }
        return counts.hot.map(\.caseID)
    }

    /// As the example thinks, in each message's own language.
    private static let thinking = Thinking(
        asks: Thinking.example.asks,
        decide: { message, evidence, memory, now in
            var decision = Thinking.example.decide(message, evidence, memory, now)
            decision.verdict?.language = message.language
            return decision
        }, decideUnreadable: Thinking.example.decideUnreadable)

    private static func text(_ number: Int, _ language: String) -> Message {
        var message = Message(
            identity: "twilio:SM\(number)", source: line, channel: .sms,
            author: .init(handle: Handle(channel: .sms, normalised: "+44770090010\(number)")),
            text: "fire number \(number)", time: evening, conversationKey: "sms:\(number)", visibility: .direct)
        message.language = language
        return message
    }

    @Test(arguments: EngineKind.allCases)
    func `a night with a fallen mast ends with one word to each who wrote of it, in their language, after breakfast`(
        _ kind: EngineKind
    ) async throws {
        let manners = Manners(
            mode: .on, sources: [Self.line], languages: ["en", "de"],
            quiet: .init(from: 21 * 3600, until: 8 * 3600))
        let decider = Decider(policy: Policy(brand: "Quillfone", manners: manners), rules: .empty)
        let files = [("en", "{{brand}} has news: {{status}}"), ("de", "{{brand}} hat Neues: {{status}}")]
        let book = ReplyBook.read(
            files.map { RuleFile(path: "Rules/replies/\($0.0)/status.mustache", bytes: Array($0.1.utf8)) },
            in: "Rules/replies"
        ).book
        try await kind.withStore { store in
            let clock = ManualClock(Self.evening)
            let postbox = Postbox()
            let desk = AnswerDesk(
                brand: "Quillfone", manners: manners, book: book, senders: [Self.line: postbox],
                zone: { $0 == "UTC" ? .utc : nil })
            /// Started anew each time: a restart forgets nothing, and says nothing twice.
            func work() async throws {
                let answers = AnswerLoop(store: store, worker: Worker(rawValue: "one:boot:1"), clock: clock, desk: desk)
                try await TellingLoop(store: store, clock: clock, decider: { decider }, answersWritten: answers.bell)
                    .runOnce()
                _ = try await answers.runOnce()
            }
            try await store.register([(Self.line, .sms)], now: clock.now())
            let lease = try #require(
                try await store.leaseSources(
                    [Self.line], worker: Worker(rawValue: "one:boot:1"), busy: [], now: clock.now(),
                    until: clock.now() + .seconds(15)
                ).first)
            let messages = [(1, "en"), (2, "en"), (3, "de"), (4, "en")].map { Self.text($0.0, $0.1) }
            let page = HeardPage(
                source: lease.source, epoch: lease.epoch,
                items: messages.map { .init(heard: .message($0), evidence: Example.evidence($0.text)) },
                cursors: ["#line": .ids(high: "1", walk: nil)])
            let heard = try await store.remember([page], now: clock.now(), thinking: Self.thinking).first
            let ids = try cases(of: heard)
            try #require(ids.count == 4)
            for id in ids[1...2] {
                _ = try await store.change(id, .link(to: ids[0]), by: "ana", note: "", now: clock.now())
            }
            try await work()
            #expect(postbox.sent.isEmpty)

            clock.advance(to: Self.evening + .seconds(2 * 3600))
            let status = try StatusWords("A mast is down in Leeds.")
            _ = try await store.say(status, of: ids[0], by: "ana", now: clock.now())
            try await work()
            #expect(postbox.sent.isEmpty, "at ten in the evening nobody is woken by news")

            for hour in 3...20 {
                clock.advance(to: Self.evening + .seconds(Int64(hour) * 3600))
                if hour == 14 {
                    _ = try await store.say(
                        try StatusWords("It is mended."), of: ids[0], by: "ana", now: clock.now())
                }
                if hour == 15 {
                    _ = try await store.change(ids[3], .link(to: ids[0]), by: "ana", note: "", now: clock.now())
                }
                try await work()
                #expect(postbox.sent.isEmpty == (hour < 12), "\(hour)")
            }
            #expect(
                Set(postbox.sent.map { "\($0.to): \($0.text)" }) == [
                    "+447700900102: Quillfone has news: A mast is down in Leeds.",
                    "+447700900103: Quillfone hat Neues: A mast is down in Leeds.",
                    "+447700900104: Quillfone has news: It is mended.",
                ])
            #expect(postbox.sent.count == 3 && Set(postbox.sent.map(\.key)).count == 3)
            #expect(try await store.answers(limit: 10, states: [.sent]).count == 3)
        }
    }

    @Test func `a loop that found nothing looks again when a story grew, and when it may answer`() async throws {
        try await EngineKind.sqlite.withStore { store in
            let clock = ManualClock(Self.evening)
            let manners = InForce()
            let loop = TellingLoop(
                store: store, clock: clock,
                decider: {
                    Decider(policy: Policy(brand: "Quillfone", manners: manners.value.withLock { $0 }), rules: .empty)
                }, answersWritten: Bell())
            let lease = try await store.begin(now: clock.now())
            let messages = (1...3).map {
                Example.message(
                    $0, "fire \($0)", author: Handle(channel: .mastodon, normalised: "p\($0)@mastodon.example"))
            }
            let heard = try await store.remember(
                [Example.page(lease, messages)], now: clock.now(), thinking: .example
            ).first
            let ids = try cases(of: heard)
            _ = try await store.change(ids[1], .link(to: ids[0]), by: "ana", note: "", now: clock.now())
            _ = try await store.say(try StatusWords("Soon."), of: ids[0], by: "ana", now: clock.now())
            #expect(try await loop.lookOnce() == 0)
            #expect(try await loop.lookOnce() == 0)
            manners.value.withLock { $0 = Manners(mode: .on, sources: [Example.source]) }
            #expect(try await loop.lookOnce() == 1)
            #expect(try await loop.lookOnce() == 0)
            _ = try await store.change(ids[2], .link(to: ids[0]), by: "ana", note: "", now: clock.now())
            #expect(try await loop.lookOnce() == 1)
        }
    }
}
