import TestKit
import Testing
import Triage

@testable import Storage

/// A call and the case that calls people for it are one task.
@Suite(.serialized) struct CallDutyTests {
    private let now = CallBackScene.now
    private var eleven: Moment { now + .seconds(2 * 3600) }
    private var soon: Moment { eleven + .seconds(120) }

    /// A call that rings by a case of its own, of which ana was paged by text.
    private struct Ringing {
        var scene: OnCallScene
        var terms: CallBackTerms
        var call: CallBack
        var id: CaseID
        var store: Store { scene.store }

        func hotCase() async throws -> Case { try await scene.hotCase(id) }
        func story() async throws -> [CaseDetail.Event] { try #require(try await store.caseDetail(id)).events }
        func now() async throws -> CallBack { try #require(try await store.callBack(call.id)) }
    }

    private func ringing(_ scene: OnCallScene, retries: Int = 0, conversation: ConversationID? = nil) async throws
        -> Ringing
    {
        let terms = CallBackScene.terms(retries: retries, onCall: scene.onCall)
        _ = try await scene.store.book(
            CallBackScene.call(1, at: eleven, conversation: conversation), terms: terms, by: "x", isQuiet: true,
            now: now)
        let looked = try #require(try await scene.store.lookAtDueCallBacks(terms: terms, now: eleven).first)
        let id = try #require(looked.hotCase)
        try await scene.callAndSend(at: eleven)
        return Ringing(scene: scene, terms: terms, call: looked.call, id: id)
    }

    @Test(arguments: EngineKind.allCases)
    func `a call that is settled settles its case, calls off its pages and tells whoever was called`(
        _ kind: EngineKind
    ) async throws {
        let soon = soon
        let ends:
            [(
                end: @Sendable (Store, CallBack, CallBackTerms) async throws -> Void, by: String, words: String,
                isToAna: Bool
            )] = [
                (
                    { _ = try await $0.mark(callBack: 1, .kept, terms: $2, by: "ben", now: soon) }, "ben",
                    "the customer was reached", true
                ),
                (
                    { _ = try await $0.mark(callBack: 1, .kept, terms: $2, by: "ana", now: soon) }, "ana",
                    "the customer was reached", false
                ),
                (
                    { _ = try await $0.mark(callBack: 1, .noReply, terms: $2, by: "ben", now: soon) }, "ben",
                    "the customer did not answer", true
                ),
                (
                    { _ = try await $0.mark(callBack: 1, .nobodyRang, terms: $2, by: "ben", now: soon) }, "ben",
                    "nobody rang at the agreed time", true
                ),
                (
                    {
                        _ = try await $0.cancel(
                            callBack: 1, version: $1.version, terms: $2, by: "customer", isQuiet: true, now: soon)
                    }, "earshot", "the call was cancelled by the customer", true
                ),
            ]
        for (end, by, words, isToAna) in ends {
            try await kind.withScene { scene in
                let ringing = try await ringing(scene)
                try await end(scene.store, ringing.call, ringing.terms)
                #expect(try await !ringing.now().state.stands)
                let after = try await ringing.hotCase()
                #expect(after.state == .resolved && after.due == nil)
                let last = try #require(try await ringing.story().last { $0.what == "resolve" })
                #expect(last.by == by && last.note == words)
                // Nobody else is called, however long anybody waits, and whoever was called hears that they need not.
                let later = soon + .seconds(600)
                #expect(try await scene.store.lookAtDueCases(now: later, onCall: scene.onCall).isEmpty)
                let sent = try await scene.send(at: later).filter { $0.words.contains { $0.hasPrefix("Case ") } }
                #expect(sent.map(\.means) == (isToAna ? [Means(.sms, "+12025550111")] : []), "\(words)")
                if isToAna {
                    let told = try #require(sent.first?.words.first { $0.hasPrefix("Case ") })
                    #expect(told.hasPrefix("Case \(ringing.id.rawValue): no need to ring any more: \(words)"))
                }
            }
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `nobody rang in the end, and the case is over with the call`(_ kind: EngineKind) async throws {
        try await kind.withScene { scene in
            let ringing = try await ringing(scene)
            let due = try #require(ringing.call.due)
            let looked = try await scene.store.lookAtDueCallBacks(terms: ringing.terms, now: due)
            #expect(looked.map(\.step) == [.nobodyRang])
            #expect(try await ringing.hotCase().state == .resolved)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `whoever has the case in hand is told that they need not ring, and their case is over`(_ kind: EngineKind)
        async throws
    {
        try await kind.withScene { scene in
            let ringing = try await ringing(scene)
            _ = try await scene.store.change(
                ringing.id, .acknowledge, by: "ana", note: "", patience: scene.patience, now: eleven + .seconds(10))
            #expect(try await scene.store.history(of: 1).last?.what == "in hand")
            #expect(try await scene.store.history(of: 1).last?.who == "ana")
            let call = try await ringing.now()
            _ = try await scene.store.cancel(
                callBack: 1, version: call.version, terms: ringing.terms, by: "customer", isQuiet: true, now: soon)
            #expect(try await ringing.hotCase().state == .resolved)
            let sent = try await scene.send(at: soon + .seconds(60))
            #expect(sent.count == 1 && sent[0].words[0].contains("no need to ring any more: the call was cancelled"))
        }
    }

    // MARK: A case of another reason

    /// A hot case of a conversation, and a call about it.
    private func woken(
        _ scene: OnCallScene, _ prepare: (CaseID) async throws -> Void
    ) async throws -> Ringing {
        let lease = try await scene.store.begin()
        _ = try await scene.store.remember(
            [Example.page(lease, [Example.message(1, "fire in the house")])], now: now, thinking: .example)
        let open = try #require(try await scene.store.cases(states: [.open], limit: 9).first?.id)
        try await prepare(open)
        let terms = CallBackScene.terms(retries: 0, onCall: scene.onCall)
        var call = CallBackScene.call(1, at: eleven, conversation: ConversationID(rawValue: 1), hotCase: open)
        call.handle = Example.ana
        _ = try await scene.store.book(call, terms: terms, by: "x", isQuiet: true, now: now)
        let looked = try #require(try await scene.store.lookAtDueCallBacks(terms: terms, now: eleven).first)
        try #require(looked.hotCase == open)
        return Ringing(scene: scene, terms: terms, call: looked.call, id: open)
    }

    @Test(arguments: EngineKind.allCases)
    func `a case that had a reason of its own goes back to how it was`(_ kind: EngineKind) async throws {
        try await kind.withScene { scene in
            let ringing = try await woken(scene) { id in
                _ = try await scene.store.engine.write { try $0.run("UPDATE hot_case SET promise = NULL") }
                _ = try await scene.store.change(
                    id, .acknowledge, by: "ben", note: "", patience: scene.patience, now: eleven - .seconds(60))
            }
            let rung = try await ringing.hotCase()
            #expect(rung.state == .open && rung.claimedBy == nil && rung.target == "ben" && rung.promise != nil)
            try await scene.callAndSend(at: eleven)
            _ = try await scene.store.mark(callBack: 1, .kept, terms: ringing.terms, by: "ana", now: soon)
            let after = try await ringing.hotCase()
            #expect(after.state == .acknowledged && after.claimedBy == "ben" && after.target == nil)
            #expect(after.promise == nil)
            // It has the time that it had left when the call rang.
            #expect(after.due == soon + scene.patience.acknowledged - .seconds(60))
            let told = try await scene.send(at: soon + .seconds(60))
            #expect(told.count == 1 && told[0].words[0].contains("no need to ring"))
            let note = try #require(try await ringing.story().last)
            #expect(note.by == "ana" && note.note == "the customer was reached; the case goes on as before")
        }
        // One that waited for its next step goes on with it.
        try await kind.withScene { scene in
            let ringing = try await woken(scene) { _ in
                _ = try await scene.store.lookAtDueCases(now: eleven - .seconds(100), onCall: scene.onCall)
            }
            #expect(try await ringing.hotCase().step == 0)
            _ = try await scene.store.mark(callBack: 1, .kept, terms: ringing.terms, by: "ana", now: soon)
            let after = try await ringing.hotCase()
            #expect(after.state == .open && after.step == 1 && after.due == soon + .seconds(200))
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `what somebody took up while it rang stays theirs`(_ kind: EngineKind) async throws {
        try await kind.withScene { scene in
            let ringing = try await woken(scene) { _ in
                _ = try await scene.store.engine.write { try $0.run("UPDATE hot_case SET promise = NULL") }
            }
            #expect(try await ringing.hotCase().promise != nil)
            _ = try await scene.store.change(
                ringing.id, .acknowledge, by: "ana", note: "", patience: scene.patience, now: eleven + .seconds(10))
            _ = try await scene.store.mark(callBack: 1, .kept, terms: ringing.terms, by: "ana", now: soon)
            let after = try await ringing.hotCase()
            #expect(after.state == .acknowledged && after.claimedBy == "ana" && after.promise == nil)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a case that was opened to ring and became hot by what was written is not closed with the call`(
        _ kind: EngineKind
    ) async throws {
        try await kind.withScene { scene in
            let lease = try await scene.store.begin()
            _ = try await scene.store.remember(
                [Example.page(lease, [Example.message(1, "No network")])], now: now, thinking: .example)
            let ringing = try await ringing(scene, conversation: ConversationID(rawValue: 1))
            _ = try await scene.store.engine.write {
                try $0.run(
                    "UPDATE message SET hot_case = ?1, is_hot = 0 WHERE id = 1", [.integer(ringing.id.rawValue)])
            }
            // What is not hot by itself is no reason to keep it, and what is, is one.
            _ = try await scene.store.engine.write { try $0.run("UPDATE message SET is_hot = 1 WHERE id = 1") }
            _ = try await scene.store.mark(callBack: 1, .kept, terms: ringing.terms, by: "ana", now: soon)
            #expect(try await ringing.hotCase().state == .open)
        }
    }

    // MARK: From the case to the call

    @Test(arguments: EngineKind.allCases)
    func `whoever resolves the case has rung, at once`(_ kind: EngineKind) async throws {
        for isOwn in [true, false] {
            try await kind.withScene { scene in
                let ringing = isOwn ? try await ringing(scene) : try await woken(scene) { _ in }
                _ = try await scene.store.change(
                    ringing.id, .resolve, by: "ana", note: "will buy a router", patience: scene.patience, now: soon)
                let call = try await ringing.now()
                #expect(call.state == .kept && call.due == nil)
                let last = try #require(try await scene.store.history(of: 1).last)
                #expect(last.what == "kept" && last.who == "ana" && last.note == "will buy a router" && last.at == soon)
                #expect(try await scene.store.nextCallBackDue() == nil)
            }
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a case that is resolved as not reached is a call in vain, and rung again`(_ kind: EngineKind) async throws {
        try await kind.withScene { scene in
            let ringing = try await ringing(scene, retries: 1)
            _ = try await scene.store.change(
                ringing.id, .resolve, by: "ana", note: "Not reached, voicemail", patience: scene.patience, now: soon)
            #expect(try await ringing.now().state == .ringing)
            #expect(try await scene.store.nextCallBackDue() == soon)
            let looked = try await scene.store.lookAtDueCallBacks(terms: ringing.terms, now: soon)
            #expect(looked.map(\.step) == [.retry(at: soon + .seconds(900))])
            let last = try #require(try await scene.store.history(of: 1).last)
            #expect(last.what == "no-reply" && last.who == "ana" && last.note == "Not reached, voicemail")
        }
    }

    @Test(arguments: ["not reached", "Not reached: voicemail", "NO REPLY", "no answer, twice", "voicemail"])
    func `a note that begins so says that nobody answered`(_ note: String) {
        #expect(StoredCallDuty.isInVain(note))
    }

    @Test(arguments: ["", "reached", "answered", "note", "nobody is at fault"])
    func `any other note says that they were reached`(_ note: String) {
        #expect(!StoredCallDuty.isInVain(note))
    }

    @Test(arguments: EngineKind.allCases)
    func `a case that is merged takes its call along, and is not closed with it`(_ kind: EngineKind) async throws {
        try await kind.withScene { scene in
            let other = try #require(try await scene.open(1).first)
            let ringing = try await ringing(scene)
            _ = try await scene.store.change(
                ringing.id, .merge(into: other), by: "ana", note: "", patience: scene.patience, now: soon)
            #expect(try await ringing.now().state == .ringing)
            #expect(try await ringing.now().hotCase == other)
            _ = try await scene.store.mark(callBack: 1, .kept, terms: ringing.terms, by: "ana", now: soon)
            #expect(try await scene.hotCase(other).state == .open)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `no title and no story of a case tells the number`(_ kind: EngineKind) async throws {
        try await kind.withScene { scene in
            let ringing = try await ringing(scene)
            let number = ringing.call.number
            let hotCase = try await ringing.hotCase()
            #expect(hotCase.title.hasPrefix("Ring \(ringing.call.maskedNumber), agreed for 2026-11-02 11:00 UTC"))
            #expect(try await !ringing.story().contains { $0.note.contains(number.suffix(8)) })
        }
    }

    // MARK: Links

    @Test(arguments: EngineKind.allCases)
    func `a link opens the very row that it was made for, and nothing that got its number later`(_ kind: EngineKind)
        async throws
    {
        try await kind.withStore { store in
            _ = try await store.begin()
            let terms = CallBackScene.terms()
            _ = try await store.book(
                CallBackScene.call(1, at: eleven), terms: terms, by: "x", isQuiet: true, now: now)
            let mark = try #require(try await store.mark(of: .callBack(1)))
            let link = Booking.Link(subject: .callBack(1), proof: .mark(mark))
            // As links were before they were marked.
            let old = Booking.Link(subject: .callBack(1), proof: .drafted(now))
            #expect(try await store.booking(link)?.call?.id == 1)
            #expect(try await store.booking(old)?.call?.id == 1)
            _ = try await store.move(
                callBack: 1, version: 1, to: eleven + .seconds(1800), terms: terms, by: "x", isQuiet: true, now: now)
            #expect(try await store.mark(of: .callBack(1)) == mark)
            // The database is restored from a copy of before, and the next customer's call gets the number.
            _ = try await store.engine.write { transaction in
                try transaction.run("DELETE FROM call_back_event")
                try transaction.run("DELETE FROM call_back")
            }
            let later = now + .seconds(420)
            _ = try await store.book(
                CallBackScene.call(2, at: eleven), terms: terms, by: "x", isQuiet: true, now: later)
            let id = try #require(try await store.callBacks().first?.id)
            let stale = Booking.Link(subject: .callBack(id), proof: .mark(mark))
            #expect(try await store.booking(stale) == nil)
            #expect(try await store.booking(Booking.Link(subject: .callBack(id), proof: .drafted(now))) == nil)
            let fresh = try #require(try await store.mark(of: .callBack(id)))
            #expect(fresh != mark && fresh.count == 8)
            #expect(try await store.booking(Booking.Link(subject: .callBack(id), proof: .mark(fresh)))?.call?.id == id)
            #expect(try await store.mark(of: .callBack(999)) == nil)
            #expect(try await store.mark(of: .talk(999)) == nil)
        }
    }
}
