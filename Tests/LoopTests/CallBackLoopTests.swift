import Letters
import Storage
import Synchronization
import TestKit
import Testing
import Triage

@testable import Act

/// Agreed calls as nights, clock changes and holidays pass over them, with time in hand.
@Suite struct CallBackLoopTests {
    private static let london: TimeZoneTable = {
        let standard = TimeZoneTable.Kind(offset: 0, isDaylight: false, abbreviation: "GMT")
        let rule = YearlyZoneRule(
            standard: standard,
            daylight: .init(
                kind: .init(offset: 3600, isDaylight: true, abbreviation: "BST"),
                begins: .init(day: .weekday(.sunday, week: 5, month: 3), second: 3600),
                ends: .init(day: .weekday(.sunday, week: 5, month: 10), second: 7200)))
        return TimeZoneTable(name: "Europe/London", earliest: standard, changes: [], rule: rule)
    }()

    private static let calendar = BusinessCalendar(
        name: "default", zone: london,
        weekly: Dictionary(
            uniqueKeysWithValues: Weekday.allCases.map { ($0, [OpeningInterval(start: 9 * 3600, end: 17 * 3600)]) }),
        holidays: CivilDate(iso: "2026-12-25").map { [$0: "Christmas Day"] } ?? [:])

    private let terms = CallBackTerms(
        plan: CallBackPlan(retries: 1, ring: .both), hours: BusinessHours(calendar), ticketDomain: "quillfone.example",
        heat: 60)

    private func moment(_ text: String) throws -> Moment { try #require(Moment(rfc3339: text)) }

    /// Books the first slot that is free at `now` and runs the loop, minute by minute, to `end`.
    /// - Returns: when it was asked to be rung, and the call at the end.
    private func night(
        from now: Moment, until end: Moment, terms: CallBackTerms? = nil,
        each: @escaping @Sendable (Store, CallBackLooked) async throws -> Void = { _, _ in }
    ) async throws -> (rung: [Moment], call: CallBack) {
        let terms = terms ?? self.terms
        var rung: [Moment] = []
        var last: CallBack?
        try await EngineKind.sqlite.withStore { store in
            let clock = ManualClock(now)
            let start = try #require(
                try await store.slots(terms.plan, calendar: Self.calendar, now: now).next().first)
            let booked = try await store.book(
                CallBack(
                    start: start, end: start, number: "+447700900123",
                    handle: Handle(channel: .sms, normalised: "+447700900123"), source: Example.source, language: "en",
                    zone: "Europe/London", uid: "one", waitedSince: now), terms: terms, by: "customer", now: now)
            guard case .done(let call) = booked else { throw StorageError.fault("\(booked)") }
            while clock.now() < end {
                let now = clock.now()
                // A new loop each time: a restart at any minute forgets nothing and does nothing twice.
                let told = Told()
                let loop = CallBackLoop(store: store, clock: clock, terms: terms, tell: { told.add($0) })
                try await loop.runOnce()
                for looked in told.all {
                    if case .ring = looked.step { rung.append(now) }
                    try await each(store, looked)
                }
                let due = try await store.nextCallBackDue() ?? end
                clock.advance(to: min(end, max(due, now + .seconds(60))))
            }
            last = try await store.callBack(call.id)
        }
        return (rung, try #require(last))
    }

    private final class Told: Sendable {
        private let looked = Mutex<[CallBackLooked]>([])
        func add(_ one: CallBackLooked) { looked.withLock { $0.append(one) } }
        var all: [CallBackLooked] { looked.withLock { $0 } }
    }

    @Test func `a call booked in the night before the clocks go back is rung at nine on the wall`() async throws {
        let story = try await night(
            from: try moment("2026-10-24T22:30:00Z"), until: try moment("2026-10-25T12:00:00Z")
        ) { store, looked in
            _ = try await store.mark(
                callBack: looked.call.id, .kept, terms: self.terms, by: "ana", now: looked.call.start + .seconds(300))
        }
        #expect(story.rung.map(\.rfc3339) == ["2026-10-25T09:00:00Z"] && story.call.state == .kept)
    }

    @Test func `a call booked in the night before the clocks go forward is rung at nine on the wall`() async throws {
        let story = try await night(
            from: try moment("2027-03-27T22:30:00Z"), until: try moment("2027-03-28T12:00:00Z"))
        // Nine in London is eight in UTC by then.
        #expect(story.rung.first?.rfc3339 == "2027-03-28T08:00:00Z" && story.rung.count == 1)
        #expect(story.call.state == .missed)
    }

    @Test func `a call booked on the eve of a holiday is rung on the day after it`() async throws {
        let story = try await night(
            from: try moment("2026-12-24T18:00:00Z"), until: try moment("2026-12-26T12:00:00Z"))
        #expect(story.rung.map(\.rfc3339) == ["2026-12-26T09:00:00Z"])
    }

    @Test func `a call in vain before closing is rung again on the next morning, once, and then told`() async throws {
        var terms = terms
        terms.plan.horizon = .seconds(3 * 86_400)
        // 16:45 on the wall is the last slot of the day.
        let mine = terms
        let story = try await night(
            from: try moment("2026-10-24T15:10:00Z"), until: try moment("2026-10-25T23:00:00Z"), terms: mine
        ) { store, looked in
            guard case .ring = looked.step else { return }
            _ = try await store.mark(
                callBack: looked.call.id, .noReply, terms: mine, by: "ana",
                now: (looked.call.attempts == 1 ? looked.call.start : Moment(rfc3339: "2026-10-25T09:05:00Z"))
                    ?? looked.call.start)
        }
        #expect(story.rung.map(\.rfc3339) == ["2026-10-24T15:45:00Z", "2026-10-25T09:00:00Z"])
        #expect(story.call.state == .missed && story.call.attempts == 2 && story.call.due == nil)
    }

    @Test func `a worker that was down rings late, and what it slept through is told and not rung`() async throws {
        try await EngineKind.sqlite.withStore { store in
            let start = Example.morning + .seconds(3600)
            for (number, at) in [start, start + .seconds(900)].enumerated() {
                _ = try await store.book(
                    CallBack(
                        start: at, end: at, number: "+447700900123",
                        handle: Handle(channel: .sms, normalised: "+447700900123"), source: Example.source,
                        language: "en", zone: "UTC", uid: "\(number)", waitedSince: at), terms: terms, by: "x",
                    now: Example.morning)
            }
            let told = Told()
            let clock = ManualClock(start + .seconds(1900))
            try await CallBackLoop(store: store, clock: clock, terms: terms, tell: { told.add($0) }).runOnce()
            #expect(told.all.map(\.call.state) == [.missed, .ringing])
        }
    }

    @Test func `the loop sleeps to the time of a call, and a bell wakes it for a nearer one`() async throws {
        try await EngineKind.sqlite.withStore { store in
            let clock = ManualClock(Example.morning)
            let (told, bell, tickets) = (Told(), Bell(), Bell())
            let loop = CallBackLoop(
                store: store, clock: clock, terms: terms, bell: bell, bells: .init(tickets: tickets),
                tell: { told.add($0) })
            let running = Task { try await loop.run() }
            await clock.untilSleeping(1)
            let start = Example.morning + .seconds(3600)
            _ = try await store.book(
                CallBack(
                    start: start, end: start, number: "+447700900123",
                    handle: Handle(channel: .sms, normalised: "+447700900123"), source: Example.source,
                    language: "en", zone: "UTC", uid: "one", waitedSince: start), terms: terms, by: "x",
                now: Example.morning)
            clock.advance(to: start)
            for _ in 0..<2_000 where told.all.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
            #expect(told.all.first?.call.state == .ringing && told.all.first?.wroteTicket == true)
            running.cancel()
            _ = try? await running.value
        }
    }

    @Test func `a promise is kept to the second, whoever agreed on it, and wherever`() async throws {
        try await EngineKind.sqlite.withStore { store in
            let clock = ManualClock(Example.morning)
            let (told, tickets, cases) = (Told(), Bell(), Bell())
            let loop = CallBackLoop(
                store: store, clock: clock, terms: terms, bells: .init(tickets: tickets, cases: cases),
                tell: { told.add($0) })
            let running = Task { try await loop.run() }
            // Agreed on at another host: no bell rings here.
            let start = Example.morning + .seconds(3600)
            _ = try await store.book(
                CallBack(
                    start: start, end: start, number: "+447700900123",
                    handle: Handle(channel: .sms, normalised: "+447700900123"), source: Example.source,
                    language: "en", zone: "UTC", uid: "one", waitedSince: start), terms: terms, by: "x",
                now: Example.morning)
            for second in -120..<0 {
                await clock.untilSleeping(1)
                clock.advance(to: start + .seconds(second))
            }
            await clock.untilSleeping(1)
            #expect(told.all.isEmpty)
            // The loop sleeps to the very moment, or two seconds where nobody told it.
            clock.advance(to: start)
            for _ in 0..<2_000 where told.all.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
            running.cancel()
            _ = try? await running.value
            let looked = try #require(told.all.first)
            #expect(looked.call.state == .ringing && looked.wroteTicket)
            let errands = try await store.errands(states: [.waiting], limit: 9)
            #expect(errands.filter { $0.kind == .ticket }.map(\.due) == [start])
            let hotCase = try #require(looked.hotCase)
            #expect(try await store.caseDetail(hotCase)?.hotCase.due == start)
        }
    }

    @Test func `a brief says whom to ring, what about, how long they wait and what went before`() throws {
        let start = Example.morning
        let call = CallBack(
            id: 12, state: .ringing, start: start, end: start + .seconds(900), number: "+447700900123",
            customer: CustomerID(rawValue: "c-7"), handle: Example.ana, source: Example.source,
            conversation: ConversationID(rawValue: 3), hotCase: CaseID(rawValue: 9), language: "es", zone: "UTC",
            waitedSince: start - .seconds(9 * 3600 + 600), topic: "No network\u{202E} at home")
        var brief = CallBackBrief(
            brand: "Quillfone", call: call,
            story: [
                .init(at: start - .seconds(600), who: "customer", what: "booked", note: ""),
                .init(at: start, who: "earshot", what: "ringing", note: "attempt 1, 2026-11-02 09:00 UTC"),
            ], customer: Customer(id: CustomerID(rawValue: "c-7"), name: "Ana <b>Ruiz</b>", tier: "gold"),
            author: nil,
            conversation: [.init(author: "Ana", time: start - .seconds(700), text: "It is down\r\nagain")],
            conversationCount: 4)
        let letter = try TicketWriter().write(brief)
        #expect(letter.subject.hasPrefix("[Earshot call-back 12] RING NOW: Ana <b>Ruiz</b>: No network"))
        #expect(!letter.subject.contains("\u{202E}"))
        for words in [
            "RING NOW: +447700900123", "tier gold", "for 9 h 10 min", "Case: 9", "attempt 1, 2026-11-02 09:00 UTC",
            "earshot callbacks no-reply 12", "(3 earlier messages are left out)", "It is down", "Language: es",
        ] {
            #expect(letter.plain.contains(words), "\(words)")
        }
        #expect(letter.html.contains("&lt;b&gt;") && !letter.html.contains("<b>"))
        #expect(letter.headers.contains { $0.name == "X-Earshot-Call-Back" && $0.value == "12" })
        // Whoever reaches the desk needs no shell.
        brief.page = "https://desk.quillfone.example/call-backs/12"
        let linked = try TicketWriter().write(brief).plain
        #expect(linked.contains("  https://desk.quillfone.example/call-backs/12\n") && linked.contains("No reply: "))
        #expect(!linked.contains("earshot callbacks"))
    }

    @Test func `the brief tells what Earshot said, between what they said`() throws {
        let start = Example.morning
        let call = CallBackBrief(
            CallBack(
                id: 3, start: start, end: start, number: "+447700900123", handle: Example.ana, source: Example.source,
                language: "en", zone: "UTC", waitedSince: start), [], stored("1", at: start - .seconds(60)),
            earlier: [stored("It is down", at: start - .seconds(300))], earlierCount: 1,
            said: [answer("Reply 1 for 10 am", at: start - .seconds(200))], brand: "Quillfone",
            desk: "https://desk.quillfone.example")
        #expect(call.conversation.map(\.text) == ["It is down", "Reply 1 for 10 am", "1"])
        #expect(call.conversation[1].author == "Earshot" && call.conversationCount == 3)
        #expect(call.page == "https://desk.quillfone.example/call-backs/3")
        #expect(try TicketWriter().write(call).plain.contains("Earshot:\nReply 1 for 10 am"))
    }

    private func stored(_ text: String, at moment: Moment) -> StoredMessage {
        var message = Example.message(1, text)
        message.time = moment
        return StoredMessage(
            id: MessageID(rawValue: 1), message: message, heardAt: moment, verdict: nil, conversation: nil,
            customer: nil)
    }

    private func answer(_ text: String, at moment: Moment) -> StoredAnswer {
        StoredAnswer(
            id: 1,
            draft: AnswerDraft(
                kind: .callBackOffer, language: "en", visibility: .direct, facts: AnswerFacts(), because: ""),
            state: .sent, source: Example.source, conversation: nil, message: nil, hotCase: nil, callBack: nil,
            handle: Example.ana, text: text, createdAt: moment - .seconds(60), sentAt: moment)
    }
}
