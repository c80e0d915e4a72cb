import Channels
import Letters
import TestKit
import Testing
import Triage

@testable import Act
@testable import Storage

/// A night and a morning in which everything happens that tells a customer something.
@Suite struct PreviewTests {
    private static let line: SourceName = "text-line"
    /// Sunday, 20:00 UTC.
    private static let evening = Moment(seconds: 1_795_377_600)
    private static let ana = "+447700900101"
    private static let ben = "+447700900102"

    private static let hours: BusinessHours = {
        let days = [Weekday.monday, .tuesday, .wednesday, .thursday, .friday]
        return BusinessHours(
            BusinessCalendar(
                name: "default", zone: .utc,
                weekly: Dictionary(
                    uniqueKeysWithValues: days.map { ($0, [OpeningInterval(start: 9 * 3600, end: 17 * 3600)]) })))
    }()

    /// Without which a template is refused.
    private static func field(of kind: AnswerKind) -> String {
        switch kind {
        case .callBackBooked, .callBackMoved: "chosen"
        case .callBackOffer: "slots"
        case .status: "status"
        case .afterHours, .holiday, .hot, .outage, .callBackAsk, .callBackNumber, .callBackCancelled, .callBackMissed,
            .optedOut, .optedIn, .help:
            "brand"
        }
    }

    private struct Night {
        /// Templates by which something was sent.
        var sent: Set<String>
        var states: Set<StoredAnswer.State>
        /// Calls that customers agreed on by themselves.
        var booked: Int
        var isStopped: Bool
        var movedTo: Moment?
    }

    private static func text(_ number: Int, _ words: String, from: String, at time: Moment) -> Message {
        Message(
            identity: "twilio:SM\(number)", source: line, channel: .sms,
            author: .init(handle: Handle(channel: .sms, normalised: from)), text: words, time: time,
            conversationKey: "sms:\(from)", visibility: .direct)
    }

    private func night(_ mode: Manners.Mode, _ store: Store) async throws -> Night {
        let clock = ManualClock(Self.evening)
        let sender = ScriptedAnswers()
        let manners = Manners(mode: mode, sources: [Self.line])
        let plan = CallBackPlan(ring: .both)
        let decider = Decider(
            policy: Policy(brand: "Quillfone", hours: Self.hours, manners: manners, callBacks: plan), rules: .empty)
        var terms = CallBackTerms(plan: plan, hours: Self.hours, ticketDomain: "quillfone.example")
        terms.manners = manners
        let pages = AnswerKind.allCases.map {
            RuleFile(
                path: "Rules/replies/en/\($0.rawValue).mustache",
                bytes: Array("About \($0.rawValue). {{\(Self.field(of: $0))}}".utf8))
        }
        let answers = AnswerLoop(
            store: store, worker: Worker(rawValue: "one:boot:1"), clock: clock,
            desk: AnswerDesk(
                brand: "Quillfone", manners: manners, book: ReplyBook.read(pages, in: "Rules/replies").book,
                senders: [Self.line: sender], zone: { $0 == "UTC" ? .utc : nil }))
        try await store.register([(Self.line, .sms)], now: clock.now())
        let lease = try #require(
            try await store.leaseSources(
                [Self.line], worker: Worker(rawValue: "ear:boot:1"), busy: [], now: clock.now(),
                until: clock.now() + .seconds(2 * 86_400)
            ).first)
        func page(_ messages: [Message]) -> HeardPage {
            HeardPage(
                source: lease.source, epoch: lease.epoch,
                items: messages.map { .init(heard: .message($0), evidence: Example.evidence($0.text)) },
                cursors: ["#line": .ids(high: "\(clock.now().microseconds)", walk: nil)])
        }
        func hear(_ number: Int, _ words: String, from: String) async throws {
            clock.advance(by: .seconds(700))
            let message = Self.text(number, words, from: from, at: clock.now())
            _ = try await store.remember([page([message])], decider: decider, now: clock.now())
            _ = try await answers.runOnce()
        }

        // Acknowledged, offered a call, and no more of either.
        try await hear(1, "My line is dead, the router blinks red", from: Self.ana)
        try await hear(2, "2", from: Self.ana)
        let booked = try await store.callBacks().count
        try await hear(3, "STOP", from: Self.ana)

        // Somebody of ours agrees on a call and moves it, and then nobody makes it.
        try await hear(4, "Nothing works here since this morning", from: Self.ben)
        let theirs = try await store.engine.read {
            try $0.integer("SELECT conversation FROM message WHERE identity = 'twilio:SM4'")
        }
        let conversation = ConversationID(rawValue: theirs)
        let nine = try #require(Moment(rfc3339: "2026-11-23T09:00:00Z"))
        let call = CallBack(
            start: nine, end: nine, number: Self.ben, handle: Handle(channel: .sms, normalised: Self.ben),
            source: Self.line, conversation: conversation, language: "en", zone: "UTC", uid: "ben",
            waitedSince: clock.now())
        guard case .done(let agreed) = try await store.book(call, terms: terms, by: "ana", now: clock.now()) else {
            throw StorageError.fault("no call")
        }
        let moved = try await store.move(
            callBack: agreed.id, version: agreed.version, to: nine + .seconds(3600), terms: terms, by: "ana",
            now: clock.now())
        _ = try await answers.runOnce()
        let loop = CallBackLoop(store: store, clock: clock, terms: terms)
        for time in [3600, 3600 + 1800] {
            clock.advance(to: nine + .seconds(time))
            try await loop.runOnce()
            _ = try await answers.runOnce()
        }

        // An incident of which two have written.
        let fires = (5...6).map {
            Self.text($0, "fire number \($0)", from: "+44770090020\($0)", at: clock.now())
        }
        let heard = try await store.remember([page(fires)], now: clock.now(), thinking: .example).first
        guard case .done(let counts) = heard else { throw StorageError.fault("not heard") }
        let cases = counts.hot.map(\.caseID)
        try #require(cases.count == 2)
        _ = try await store.change(cases[1], .link(to: cases[0]), by: "ana", note: "", now: clock.now())
        _ = try await store.say(try StatusWords("A mast is down."), of: cases[0], by: "ana", now: clock.now())
        try await TellingLoop(store: store, clock: clock, decider: { decider }, answersWritten: answers.bell)
            .runOnce()
        _ = try await answers.runOnce()

        return Night(
            sent: Set(sender.taken.map { String($0.words.prefix { $0 != "." }) }),
            states: Set(try await store.answers(limit: 100).map(\.state)), booked: booked,
            isStopped: try await store.optOuts(limit: 9).map(\.handle.address) == [Self.ana],
            movedTo: { if case .done(let call) = moved { call.start } else { nil } }())
    }

    @Test(arguments: EngineKind.allCases)
    func `in a preview nothing leaves the house and nothing is agreed, and stop is heard all the same`(
        _ kind: EngineKind
    ) async throws {
        try await kind.withStore { store in
            let night = try await night(.preview, store)
            #expect(night.sent.isEmpty && night.booked == 0 && night.isStopped)
            #expect(night.states.isSubset(of: [.preview, .withdrawn]) && night.states.contains(.preview))
            // What somebody of ours did is done.
            #expect(night.movedTo != nil)
        }
        // The same night in earnest, so that this can tell.
        try await kind.withStore { store in
            let night = try await night(.on, store)
            for kind in [
                "after-hours", "call-back-booked", "call-back-moved", "call-back-missed", "opted-out", "status",
            ] {
                #expect(night.sent.contains("About \(kind)"), "\(kind): \(night.sent)")
            }
            #expect(night.booked == 1 && night.isStopped && night.movedTo != nil)
        }
        try await kind.withStore { store in
            let night = try await night(.off, store)
            #expect(night.sent.isEmpty && night.booked == 0 && night.isStopped)
        }
    }
}
