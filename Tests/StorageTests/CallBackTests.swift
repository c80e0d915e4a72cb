import TestKit
import Testing
import Triage

@testable import Storage

@Suite(.serialized) struct CallBackTests {
    private let now = CallBackScene.now
    private let terms = CallBackScene.terms()
    private var eleven: Moment { now + .seconds(2 * 3600) }

    /// A conversation with one message.
    private func conversation(_ store: Store, _ text: String = "No network") async throws -> ConversationID {
        let lease = try await store.begin()
        _ = try await store.remember([Example.page(lease, [Example.message(1, text)])], now: now, thinking: .example)
        return ConversationID(rawValue: 1)
    }

    private func answers(_ store: Store) async throws -> [String] {
        try await store.engine.read { transaction in
            try transaction.rows("SELECT kind, facts FROM answer ORDER BY id").map {
                "\(try $0.text(0)) \(try $0.text(1))"
            }
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a slot is sold as often as it has seats, and whoever comes late is offered others`(_ kind: EngineKind)
        async throws
    {
        try await kind.withStore { store in
            for number in 1...2 {
                let call = CallBackScene.call(number, at: eleven)
                let booked = try CallBackScene.booked(
                    try await store.book(call, terms: terms, by: "ana", now: now))
                #expect(booked.seat == number - 1 && booked.due == eleven && booked.end == eleven + .seconds(900))
            }
            let late = try await store.book(CallBackScene.call(3, at: eleven), terms: terms, by: "ana", now: now)
            guard case .refused(.taken, let instead) = late else {
                Issue.record("\(late)")
                return
            }
            #expect(instead.count == 3 && !instead.contains(eleven))
            let slots = try await store.slots(terms.plan, calendar: CallBackScene.calendar(), now: now)
            #expect(slots.seats(at: eleven) == 0 && slots.seats(at: eleven + .seconds(900)) == 2)
            #expect(try await store.callBacks(from: eleven, until: eleven + .seconds(1)).map(\.id) == [1, 2])
            #expect(try await store.callBacks(states: [.kept]).isEmpty)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `the same booking twice is one, and so is its confirmation`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let id = try await conversation(store)
            let call = CallBackScene.call(1, at: eleven, conversation: id)
            let first = try CallBackScene.booked(try await store.book(call, terms: terms, by: "ana", now: now))
            let second = try CallBackScene.booked(try await store.book(call, terms: terms, by: "ana", now: now))
            #expect(first == second && second.id == 1)
            let said = try await answers(store)
            #expect(
                said.count == 1 && said[0].hasPrefix("call-back-booked") && said[0].contains("2026-11-02T11:00:00Z"))
            #expect(try await store.errands(states: [.waiting], limit: 9).count { $0.kind == .ack } == 1)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a seat that is left can be sold again, and a version that is old changes nothing`(_ kind: EngineKind)
        async throws
    {
        try await kind.withStore { store in
            let terms = CallBackScene.terms(perSlot: 1)
            let one = try CallBackScene.booked(
                try await store.book(CallBackScene.call(1, at: eleven), terms: terms, by: "ana", now: now))
            let two = try CallBackScene.booked(
                try await store.book(
                    CallBackScene.call(2, at: eleven + .seconds(900)), terms: terms, by: "ana", now: now))
            // To where somebody else is: refused, and nothing is lost by it.
            guard
                case .refused(.taken, let instead) = try await store.move(
                    callBack: two.id, version: two.version, to: eleven, terms: terms, by: "ana", now: now)
            else {
                Issue.record("a seat was sold twice")
                return
            }
            #expect(!instead.contains(eleven))
            let moved = try CallBackScene.booked(
                try await store.move(
                    callBack: one.id, version: one.version, to: eleven + .seconds(1800), terms: terms, by: "ana",
                    now: now))
            #expect(moved.version == 2 && moved.sequence == 1 && moved.due == moved.start)
            // Said twice, it is done once.
            let again = try await store.move(
                callBack: one.id, version: one.version, to: moved.start, terms: terms, by: "ana", now: now)
            #expect(again == .done(moved))
            let old = try await store.move(
                callBack: one.id, version: one.version, to: eleven + .seconds(3600), terms: terms, by: "ben", now: now)
            #expect(old == .changed(moved))
            let cancel = try await store.cancel(callBack: one.id, version: 1, terms: terms, by: "ben", now: now)
            #expect(cancel == .changed(moved))
            let other = try CallBackScene.booked(
                try await store.move(
                    callBack: two.id, version: two.version, to: eleven, terms: terms, by: "ana", now: now))
            #expect(other.start == eleven)
            let over = try CallBackScene.booked(
                try await store.cancel(
                    callBack: one.id, version: 2, terms: terms, by: "ana", note: "they wrote", now: now))
            #expect(over.state == .cancelled && over.due == nil)
            let gone = try await store.move(
                callBack: one.id, version: over.version, to: eleven, terms: terms, by: "ana", now: now)
            #expect(gone == .over(over))
            #expect(try await store.history(of: one.id).map(\.what) == ["booked", "moved", "cancelled"])
            #expect(
                try await store.cancel(callBack: 99, version: 1, terms: terms, by: "a", now: now) == .noSuchCallBack)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a talk is kept with its message, and a new one ends the old`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let id = try await conversation(store)
            let now = now
            let first = Talk(offered: [now, now + .seconds(900)], zone: "UTC", language: "en", expires: now)
            let written = try await store.engine.write { transaction in
                try StoredTalk.write(.offer(first), conversation: id, at: now, transaction)
            }
            let second = Talk(
                state: .needsNumber, offered: [], chosen: now, number: "+447700900123", zone: "Europe/Berlin",
                language: "de", asked: 2, expires: now + .seconds(60))
            let (known, newest, old) = try await store.engine.write { transaction in
                let known = try StoredTalk.newest(of: id, transaction)
                _ = try StoredTalk.write(.note(second), conversation: id, at: now, transaction)
                return (
                    known, try StoredTalk.newest(of: id, transaction),
                    try StoredTalk.load(written.talk ?? 0, transaction)
                )
            }
            var expected = first
            expected.id = 1
            #expect(known == expected && old?.0.state == .expired)
            var other = second
            other.id = 2
            #expect(newest == other)
            // Booked in the message's transaction: the talk ends with it.
            var over = other
            over.state = .booked
            let ended = over
            let booked = try await store.engine.write { transaction in
                try StoredTalk.write(
                    .book(CallBackScene.call(1, at: now + .seconds(7200)), ended), conversation: id, at: now,
                    transaction)
            }
            let number = try #require(booked.callBack)
            let call = try #require(try await store.callBack(number))
            #expect(call.conversation == id && booked.talk == 2)
            let handles = [call.handle, Example.ana]
            let standing = try await store.engine.read { transaction in
                try handles.map { handle -> Int64? in
                    try StoredCallBack.standing(of: handle, nil, in: id, transaction)?.id
                }
            }
            #expect(standing == [call.id, nil])
            #expect(try await store.talk(2)?.talk.state == .booked)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `at its time somebody is to ring: a briefed ticket in the thread, and a case with the place in line`(
        _ kind: EngineKind
    ) async throws {
        try await kind.withStore { store in
            let id = try await conversation(store)
            let call = CallBackScene.call(1, at: eleven, conversation: id, waitedSince: now - .seconds(7200))
            _ = try await store.book(call, terms: terms, by: "customer", now: now)
            #expect(try await store.nextCallBackDue() == eleven)
            #expect(try await store.lookAtDueCallBacks(terms: terms, now: eleven - .seconds(1)).isEmpty)
            let looked = try #require(try await store.lookAtDueCallBacks(terms: terms, now: eleven).first)
            #expect(looked.call.state == .ringing && looked.call.attempts == 1 && looked.wroteTicket)
            #expect(try await store.lookAtDueCallBacks(terms: terms, now: eleven).isEmpty)
            let errand = try #require(
                try await store.errands(states: [.waiting], limit: 99).first { $0.kind == .ticket && $0.callBack == 1 })
            #expect(errand.idempotencyKey == "earshot.call-back.1.2@quillfone.example")
            #expect(errand.draft?.note == .callBack && errand.draft?.queue == .hot && errand.draft?.inReplyTo != nil)
            guard case .callBack(let briefed, let story, let message, _, _, _) = try await store.material(for: errand)
            else {
                Issue.record("it is a brief")
                return
            }
            #expect(briefed.number == call.number && message?.message.text == "No network")
            #expect(
                story.map(\.what) == ["booked", "ringing"] && story.last?.note == "attempt 1, 2026-11-02 11:00 UTC")
            let opened = try #require(looked.hotCase)
            let hot = try #require(try await store.caseDetail(opened)?.hotCase)
            #expect(hot.state == .open && hot.due == eleven && hot.title.contains(call.maskedNumber))
            #expect(hot.rank <= Urgency.rank(heat: 60, firstHeard: now - .seconds(7200), promise: nil))
            #expect(looked.call.hotCase == hot.id)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `the case that is there calls its holder again, and keeps its number`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let id = try await conversation(store, "fire in the house")
            let open = try #require(try await store.cases(states: [.open], limit: 9).first)
            _ = try await store.change(open.id, .acknowledge, by: "ana", note: "", now: now)
            let call = CallBackScene.call(1, at: eleven, conversation: id, hotCase: open.id)
            _ = try await store.book(call, terms: terms, by: "customer", now: now)
            let looked = try #require(try await store.lookAtDueCallBacks(terms: terms, now: eleven).first)
            #expect(looked.hotCase == open.id)
            let hot = try #require(try await store.caseDetail(open.id)?.hotCase)
            #expect(hot.state == .open && hot.target == "ana" && hot.due == eleven)
            // Whoever closes it has rung.
            _ = try await store.change(open.id, .resolve, by: "ana", note: "", now: eleven + .seconds(60))
            #expect(try await store.callBack(1)?.state == .kept)
            #expect(try await store.lookAtDueCallBacks(terms: terms, now: eleven + .seconds(1800)).isEmpty)
            #expect(try await store.history(of: 1).last?.who == "ana")
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `where nobody rang the lead is told, and the customer with other times that they can choose`(
        _ kind: EngineKind
    )
        async throws
    {
        try await kind.withStore { store in
            let lead = Person(name: "lea", reach: [Means(.sms, "+12025550111")], isLead: true)
            let terms = CallBackScene.terms(onCall: OnCall(people: [lead]))
            let id = try await conversation(store)
            _ = try await store.book(
                CallBackScene.call(1, at: eleven, conversation: id), terms: terms, by: "x", now: now)
            for ending in [CallBackEnding.noReply, .nobodyRang] {
                let early = try await store.mark(
                    callBack: 1, ending, terms: terms, by: "ana", now: eleven - .seconds(60))
                guard case .over(let call) = early, call.state == .booked else {
                    Issue.record("its time has not come: \(early)")
                    return
                }
            }
            _ = try await store.lookAtDueCallBacks(terms: terms, now: eleven)
            let late = eleven + .seconds(1800)
            let looked = try #require(try await store.lookAtDueCallBacks(terms: terms, now: late).first)
            #expect(looked.step == .nobodyRang && looked.call.state == .missed && looked.call.due == nil)
            #expect(looked.pages.map(\.person) == ["lea"])
            let said = try #require(try await answers(store).last)
            #expect(said.hasPrefix("call-back-missed") && said.contains("nobody-rang"))
            let talk = try await store.engine.read { try StoredTalk.newest(of: id, $0) }
            #expect(talk?.state == .offered && talk?.offered.first == late + .seconds(1800))
            #expect(talk?.number == CallBackScene.call(1, at: eleven).number)
            #expect(try await store.nextCallBackDue() == nil)
            // Whoever rang and forgot to say so may still say it.
            let kept = try await store.mark(callBack: 1, .kept, terms: terms, by: "ana", now: late)
            #expect(try CallBackScene.booked(kept).state == .kept)
            guard case .over = try await store.mark(callBack: 1, .noReply, terms: terms, by: "ana", now: late) else {
                Issue.record("it is over")
                return
            }
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a call in vain is rung again under a new name, and then told to the customer`(_ kind: EngineKind) async throws
    {
        try await kind.withStore { store in
            let id = try await conversation(store)
            let terms = terms
            _ = try await store.book(
                CallBackScene.call(1, at: eleven, conversation: id), terms: terms, by: "x", now: now)
            _ = try await store.lookAtDueCallBacks(terms: terms, now: eleven)
            let soon = eleven + .seconds(120)
            let first = try CallBackScene.booked(
                try await store.mark(callBack: 1, .noReply, terms: terms, by: "ana", now: soon))
            #expect(first.state == .booked && first.due == soon + .seconds(900) && first.attempts == 1)
            let again = try #require(try await store.lookAtDueCallBacks(terms: terms, now: soon + .seconds(900)).first)
            #expect(again.call.attempts == 2 && again.wroteTicket)
            let keys = try await store.errands(states: [.waiting], limit: 99)
                .filter { $0.kind == .ticket && $0.callBack == 1 }.map(\.idempotencyKey)
            #expect(Set(keys).count == 2)
            let last = try CallBackScene.booked(
                try await store.mark(callBack: 1, .noReply, terms: terms, by: "ana", now: soon + .seconds(1000)))
            #expect(last.state == .missed && last.due == nil)
            let said = try await answers(store)
            #expect(said.map { $0.prefix(16) } == ["call-back-booked", "call-back-missed", "call-back-missed"])
            #expect(said[1].contains("\"retryAt\"") && said[2].contains("no-reply") && !said[2].contains("\"retryAt\""))
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a call that is cancelled or moved drops its ticket before it leaves`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            _ = try await conversation(store)
            let call = try CallBackScene.booked(
                try await store.book(CallBackScene.call(1, at: eleven), terms: terms, by: "x", now: now))
            let ringing = try #require(try await store.lookAtDueCallBacks(terms: terms, now: eleven).first).call
            #expect(ringing.version == call.version + 1)
            _ = try await store.cancel(callBack: 1, version: ringing.version, terms: terms, by: "x", now: eleven)
            let tickets = try await store.errands(states: [.waiting, .cancelled], limit: 99).filter { $0.callBack == 1 }
            #expect(tickets.map(\.state) == [.cancelled])
            #expect(try await store.lookAtDueCallBacks(terms: terms, now: eleven + .seconds(9999)).isEmpty)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `two workers that look at the same instant ask once for a call`(_ kind: EngineKind) async throws {
        try await kind.withDatabase { database in
            let stores = [Store(engine: try await database.engine()), Store(engine: try await database.engine())]
            for number in 1...2 {
                _ = try await stores[0].book(
                    CallBackScene.call(number, at: eleven), terms: terms, by: "x", now: now)
            }
            let (terms, eleven) = (terms, eleven)
            let looked = try await withThrowingTaskGroup(of: [CallBackLooked].self) { group in
                for place in 0..<8 {
                    group.addTask { try await stores[place % 2].lookAtDueCallBacks(terms: terms, now: eleven) }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(looked.map(\.call.id).sorted() == [1, 2])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `nobody can have rung before the time that was agreed, in vain or not`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let call = try CallBackScene.booked(
                try await store.book(CallBackScene.call(1, at: eleven), terms: terms, by: "ana", now: now))
            for ending in CallBackEnding.allCases {
                let early = try await store.mark(
                    callBack: call.id, ending, terms: terms, by: "ana", now: eleven - .seconds(1))
                #expect(early == .over(call), "\(ending)")
            }
            #expect(try await store.callBack(call.id)?.state == .booked)
            let kept = try await store.mark(callBack: call.id, .kept, terms: terms, by: "ana", now: eleven)
            #expect(try CallBackScene.booked(kept).state == .kept)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `whoever is rung for is told where they wrote last, unless it is done quietly`(_ kind: EngineKind) async throws
    {
        try await kind.withStore { store in
            // Ana wrote; the call is agreed with her by telephone, and names no conversation.
            _ = try await conversation(store)
            var call = CallBackScene.call(1, at: eleven)
            call.handle = Example.ana
            let booked = try CallBackScene.booked(
                try await store.book(call, terms: terms, by: "ben", now: now))
            #expect(booked.conversation == ConversationID(rawValue: 1) && booked.handle == Example.ana)
            let manners = Manners(mode: .on, sources: [Example.source])
            #expect(
                try await store.news(of: booked, manners: manners, now: now)
                    == .told(Example.ana, Example.source, isPreview: false))
            #expect(
                try await store.news(of: booked, manners: nil, now: now)
                    == .untold(Example.ana, Example.source, Silence(.off)))
            let moved = try CallBackScene.booked(
                try await store.move(
                    callBack: booked.id, version: booked.version, to: eleven + .seconds(900), terms: terms, by: "ben",
                    isQuiet: true, now: now))
            #expect(try await store.news(of: moved, manners: manners, now: now) == .noAddress)
            _ = try await store.setOptOut(Example.ana, why: "asked", now: now)
            let cancelled = try CallBackScene.booked(
                try await store.cancel(
                    callBack: moved.id, version: moved.version, terms: terms, by: "ben", now: now))
            guard case .untold(_, _, let silence) = try await store.news(of: cancelled, manners: manners, now: now)
            else {
                Issue.record("told all the same")
                return
            }
            #expect(silence.code == .optedOut)
            let kinds = try await answers(store).map { $0.prefix { $0 != " " } }
            #expect(kinds == ["call-back-booked", "call-back-cancelled"])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `who has not written lately is told nothing, and who writes later is told of what comes then`(
        _ kind: EngineKind
    ) async throws {
        try await kind.withStore { store in
            var call = CallBackScene.call(1, at: eleven)
            call.handle = Example.ana
            let booked = try CallBackScene.booked(try await store.book(call, terms: terms, by: "ben", now: now))
            #expect(booked.conversation == nil)
            #expect(try await store.news(of: booked, manners: nil, now: now) == .noAddress)
            #expect(try await answers(store).isEmpty)
            _ = try await conversation(store)
            let moved = try CallBackScene.booked(
                try await store.move(
                    callBack: booked.id, version: booked.version, to: eleven + .seconds(900), terms: terms, by: "ben",
                    now: now))
            #expect(moved.state == .booked)
            #expect(try await answers(store).count == 1)
        }
    }
}
