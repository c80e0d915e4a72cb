import Channels
import Letters
import Storage
import TestKit
import Testing
import Triage

@testable import Act

/// A text line on a Sunday evening, and the loop that answers it.
private struct AnswerScene {
    static let line: SourceName = "text-line"
    /// Sunday, 20:00 UTC.
    static let evening = Moment(rfc3339: "2026-11-22T20:00:00Z")!
    let store: Store
    let clock = ManualClock(evening)
    let sender: ScriptedAnswers
    var manners = Manners(mode: .on, sources: [line], languages: ["en"])
    var words = "Back {{opening}}."

    init(_ store: Store, sender: ScriptedAnswers = ScriptedAnswers()) {
        self.store = store
        self.sender = sender
    }

    var desk: AnswerDesk {
        let pages = AnswerKind.allCases.map { kind in
            RuleFile(
                path: "Rules/replies/en/\(kind.rawValue).mustache",
                bytes: Array((kind == .afterHours ? words : "About \(kind.rawValue).").utf8))
        }
        return AnswerDesk(
            brand: "Quillfone", manners: manners, book: ReplyBook.read(pages, in: "Rules/replies").book,
            senders: [Self.line: sender], zone: { $0 == "UTC" ? .utc : nil })
    }

    func loop(worker: String = "host:boot:1") -> AnswerLoop {
        AnswerLoop(store: store, worker: Worker(rawValue: worker), clock: clock, desk: desk, chance: { 0.5 })
    }

    private var decider: Decider {
        let days = [Weekday.monday, .tuesday, .wednesday, .thursday, .friday]
        let week = Dictionary(
            uniqueKeysWithValues: days.map { ($0, [OpeningInterval(start: 9 * 3600, end: 17 * 3600)]) })
        let hours = BusinessHours(BusinessCalendar(name: "default", zone: .utc, weekly: week))
        return Decider(
            policy: Policy(brand: "Quillfone", hours: hours, manners: manners), rules: .empty)
    }

    func hear(_ numbers: Int..., words: String = "My line is dead again") async throws {
        let worker = Worker(rawValue: "ear:boot:1")
        try await store.register([(Self.line, .sms)], now: clock.now())
        let leases = try await store.leaseSources(
            [Self.line], worker: worker, busy: [], now: clock.now(), until: clock.now() + .seconds(15))
        let lease = try #require(leases.first)
        let heard = numbers.map { number in
            let from = "+44770090010\(number)"
            return Message(
                identity: "twilio:SM\(number).\(clock.now().microseconds)", source: Self.line, channel: .sms,
                author: .init(handle: Handle(channel: .sms, normalised: from)), text: words, time: clock.now(),
                conversationKey: "sms:\(from)", visibility: .direct)
        }
        _ = try await store.remember(
            [
                HeardPage(
                    source: Self.line, epoch: lease.epoch,
                    items: heard.map { .init(heard: .message($0), evidence: Example.evidence()) },
                    cursors: ["#line": .ids(high: "\(clock.now().microseconds)", walk: nil)])
            ], decider: decider, now: clock.now())
        try await store.leave(worker: worker, now: clock.now())
    }

    func states() async throws -> [StoredAnswer.State] {
        try await store.answers(limit: 20, states: []).map(\.state)
    }
}

private func withScene(
    _ sender: ScriptedAnswers = ScriptedAnswers(), _ body: (AnswerScene) async throws -> Void
) async throws {
    try await EngineKind.sqlite.withStore { try await body(AnswerScene($0, sender: sender)) }
}

@Suite struct AnswerLoopTests {
    @Test func `whoever writes after hours is answered once, in words that name the opening`() async throws {
        try await withScene { scene in
            try await scene.hear(1)
            #expect(try await scene.loop().runOnce() == false)
            #expect(scene.sender.taken.map(\.to) == ["+447700900101"])
            #expect(scene.sender.taken.first?.words.contains("9") == true, "\(scene.sender.taken)")
            let answer = try #require(try await scene.store.answers(limit: 5, states: []).first)
            #expect(answer.state == .sent && answer.receipt == "R1" && answer.sentAt == scene.clock.now())
            #expect(answer.text == scene.sender.taken.first?.words)
            try await scene.hear(1)
            #expect(try await scene.loop().answerDue() == 0)
            #expect(scene.sender.attempts == 1)
        }
    }

    @Test func `in preview all is written down and nothing sent`() async throws {
        try await withScene { scene in
            var scene = scene
            scene.manners.mode = .preview
            try await scene.hear(1)
            #expect(try await scene.loop().runOnce() == false)
            #expect(scene.sender.attempts == 0)
            let answer = try #require(try await scene.store.answers(limit: 5, states: [.preview]).first)
            #expect(answer.text.contains("9") && answer.sentAt == nil)
        }
    }

    @Test func `a template with a fault is kept silent about, in every language`() async throws {
        try await withScene { scene in
            try await scene.hear(1)
            func page(_ language: String, _ words: String) -> RuleFile {
                RuleFile(path: "Rules/replies/\(language)/after-hours.mustache", bytes: Array(words.utf8))
            }
            for broken in ["{{nonsense}}", "Back {{#opening}}", "\u{0}"] {
                let read = ReplyBook.read(
                    [page("en", broken), page("de", "Wir sind {{opening}} da.")], in: "Rules/replies")
                #expect(read.complaints.contains { $0.weight == .error } && read.book.languages == ["de", "en"])
                #expect(throws: ReplyFailure.self) {
                    try read.book.write(
                        AnswerDraft(kind: .afterHours, language: "en", visibility: .direct, because: ""),
                        form: .usual(.email), brand: "Quillfone", zone: .utc, fallback: ["en", "de"],
                        now: AnswerScene.evening)
                }
            }
            let part = RuleFile(path: "Rules/replies/en/_offer.mustache", bytes: Array("{{nonsense}}".utf8))
            let book = ReplyBook.read([page("en", "Back {{opening}}.{{> offer}}"), part], in: "Rules/replies").book
            let loop = scene.loop()
            loop.replace { $0.book = book }
            #expect(try await loop.runOnce() == false)
            #expect(scene.sender.attempts == 0)
            let answer = try #require(try await scene.store.answers(limit: 5, states: []).first)
            #expect(answer.state == .withdrawn && answer.reason.contains("no-words"), "\(answer.reason)")
        }
    }

    @Test func `answers turned off are off for those that wait in the same bundle`() async throws {
        try await withScene { scene in
            try await scene.hear(1, 2, 3, 4)
            let loop = scene.loop()
            scene.sender.onSend { loop.replace { $0.manners.mode = .off } }
            #expect(try await loop.runOnce() == false)
            #expect(scene.sender.attempts == 1)
            let states = try await scene.states()
            #expect(states.count { $0 == .sent } == 1 && states.count { $0 == .withdrawn } == 3, "\(states)")
        }
    }

    @Test func `a lost answer is asked for, and what arrived is not sent again`() async throws {
        try await withScene { scene in
            try await scene.hear(1)
            scene.sender.script(.takeSilently)
            let loop = scene.loop()
            #expect(try await loop.runOnce())
            scene.clock.advance(by: .seconds(60))
            #expect(try await loop.runOnce() == false)
            #expect(scene.sender.attempts == 1 && scene.sender.asked == 1)
            let answer = try #require(try await scene.store.answers(limit: 5, states: [.sent]).first)
            #expect(answer.receipt == "R1")
        }
    }

    @Test func `what certainly did not arrive is sent again, until the far end takes it`() async throws {
        try await withScene { scene in
            try await scene.hear(1)
            scene.sender.script(.fail(.unreachable), .fail(.unknown), .fail(.unknown), .take)
            let loop = scene.loop()
            for _ in 0..<4 {
                _ = try await loop.runOnce()
                scene.clock.advance(by: .seconds(120))
            }
            #expect(scene.sender.attempts == 4 && scene.sender.asked == 2)
            #expect(scene.sender.taken.count == 1)
            #expect(try await scene.states() == [.sent])
        }
    }

    @Test func `where nobody can tell it is given up loudly, and never sent again`() async throws {
        try await withScene { scene in
            try await scene.hear(1)
            scene.sender.script(.takeSilently)
            scene.sender.saysOfDoubts(.unknown)
            let loop = scene.loop()
            #expect(try await loop.runOnce())
            scene.clock.advance(by: .seconds(60))
            #expect(try await loop.runOnce() == false)
            scene.clock.advance(by: .seconds(3600))
            #expect(try await loop.runOnce() == false)
            #expect(scene.sender.attempts == 1)
            #expect(try await scene.states() == [.unknown])
            let errand = try #require(try await scene.store.errands(states: [.givenUp], limit: 5).first)
            #expect(errand.lastError.contains("may have arrived"))
        }
    }

    @Test func `a worker that dies between sending and saying so leaves no second answer`() async throws {
        try await withScene { scene in
            try await scene.hear(1)
            let leased = try await scene.store.leaseAnswers(
                limit: 5, worker: Worker(rawValue: "dead:boot:1"), now: scene.clock.now(),
                until: scene.clock.now() + AnswerLoop.leaseTime, manners: { _ in scene.manners }, zone: { _ in .utc })
            let one = try #require(leased.first)
            let letter = try await scene.desk.letter(one, room: .segments(6), now: scene.clock.now())
            #expect(
                try await scene.store.keep(
                    wordsOf: one.errand.id, epoch: one.errand.epoch, subject: letter.subject, text: letter.text,
                    until: scene.clock.now()))
            _ = try await scene.sender.send(
                letter, to: AnswerAddress(handle: one.answer.handle, message: nil, visibility: .direct))
            // Another goes on, an hour and new templates later.
            var later = scene
            later.words = "We open {{opening}}, see you then."
            later.clock.advance(by: .seconds(3600))
            #expect(try await later.loop(worker: "next:boot:1").runOnce() == false)
            #expect(scene.sender.attempts == 1 && scene.sender.asked == 1)
            let answer = try #require(try await scene.store.answers(limit: 5, states: [.sent]).first)
            #expect(answer.text == letter.text)
        }
    }

    @Test func `a worker that dies before it kept the words has sent nothing, and the next one sends`() async throws {
        try await withScene { scene in
            try await scene.hear(1)
            let leased = try await scene.store.leaseAnswers(
                limit: 5, worker: Worker(rawValue: "dead:boot:1"), now: scene.clock.now(),
                until: scene.clock.now() + AnswerLoop.leaseTime, manners: { _ in scene.manners }, zone: { _ in .utc })
            let one = try #require(leased.first)
            scene.clock.advance(by: .seconds(3600))
            scene.sender.saysOfDoubts(.unknown)
            #expect(try await scene.loop(worker: "next:boot:1").runOnce() == false)
            #expect(scene.sender.taken.count == 1)
            // Should the first come back to life, it may not send.
            let isKept = try await scene.store.keep(
                wordsOf: one.errand.id, epoch: one.errand.epoch, subject: "", text: "late", until: scene.clock.now())
            #expect(!isKept)
        }
    }

    @Test func `whom the provider knows to have sent STOP is never written to again`() async throws {
        try await withScene { scene in
            try await scene.hear(1)
            scene.sender.script(.fail(.optedOut))
            _ = try await scene.loop().runOnce()
            #expect(try await scene.states() == [.withdrawn])
            #expect(try await scene.store.optOuts(limit: 5).map(\.handle.address) == ["+447700900101"])
            scene.clock.advance(by: .seconds(86_400 - 3600))
            try await scene.hear(1)
            #expect(try await scene.loop().answerDue() == 0)
        }
    }

    @Test func `a deleted post, a refusal and words that do not fit end at once, each with its reason`() async throws {
        try await withScene { scene in
            try await scene.hear(1)
            scene.sender.script(.fail(.gone))
            _ = try await scene.loop().runOnce()
            try await scene.hear(2)
            scene.sender.script(.fail(.refused))
            _ = try await scene.loop().runOnce()
            var long = scene
            long.words = String(repeating: "Far too long. ", count: 100)
            try await scene.hear(3)
            #expect(try await long.loop().runOnce() == false)
            let answers = try await scene.store.answers(limit: 5, states: []).sorted { $0.id < $1.id }
            #expect(answers.map(\.state) == [.withdrawn, .failed, .failed])
            #expect(answers[0].reason.hasPrefix("deleted") && answers[1].reason == "it said no")
            #expect(answers[2].reason.contains("text messages"))
            #expect(scene.sender.attempts == 2)
        }
    }

    @Test func `a provider that asks for rest has it`() async throws {
        try await withScene { scene in
            try await scene.hear(1)
            let until = scene.clock.now() + .seconds(600)
            scene.sender.script(.fail(.throttled(until: until)))
            #expect(try await scene.loop().runOnce())
            #expect(try await scene.store.nextDue(.ack) == until)
        }
    }

    @Test func `one host is asked one thing at a time`() async throws {
        try await withScene { scene in
            try await scene.hear(1, 2, 3, 4, 5, 6)
            _ = try await scene.loop().runOnce()
            #expect(scene.sender.taken.count == 6)
            #expect(scene.sender.mostAtOnce == 1)
        }
    }

    @Test func `where answers were switched off in between none leaves`() async throws {
        try await withScene { scene in
            try await scene.hear(1)
            let loop = scene.loop()
            loop.replace { $0.manners.mode = .off }
            #expect(try await loop.runOnce() == false)
            #expect(scene.sender.attempts == 0)
            #expect(try await scene.states() == [.withdrawn])
        }
    }
}
