import TestKit
import Testing
import Triage

@testable import Storage

/// What is done about a call at its time, when something else happens at the same time.
@Suite(.serialized) struct CallBackDutyTests {
    private let now = CallBackScene.now
    private var eleven: Moment { now + .seconds(2 * 3600) }
    private let lead = Person(name: "lea", reach: [Means(.sms, "+12025550111")], isLead: true)

    /// A conversation with one message.
    private func conversation(_ store: Store, _ text: String = "No network") async throws -> ConversationID {
        let lease = try await store.begin()
        _ = try await store.remember([Example.page(lease, [Example.message(1, text)])], now: now, thinking: .example)
        return ConversationID(rawValue: 1)
    }

    /// By hand, as nobody could by a verb.
    private func spoil(_ store: Store, _ call: Int64) async throws {
        _ = try await store.engine.write {
            try $0.run("UPDATE call_back SET state = 'dreamt' WHERE id = ?1", [.integer(call)])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a call that cannot be read keeps nobody else waiting`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let terms = CallBackScene.terms()
            for number in 1...2 {
                _ = try await store.book(
                    CallBackScene.call(number, at: eleven), terms: terms, by: "x", now: now)
            }
            try await spoil(store, 1)
            let looked = try await store.lookAtDueCallBacks(terms: terms, now: eleven)
            #expect(looked.map(\.call.id) == [2] && looked.first?.call.state == .ringing)
            // And it is told of again and again.
            await #expect(throws: StorageError.self) {
                try await store.lookAtDueCallBacks(terms: terms, now: eleven)
            }
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `two who say that nobody answered are one attempt, and the customer is told once`(_ kind: EngineKind)
        async throws
    {
        try await kind.withStore { store in
            let id = try await conversation(store)
            let terms = CallBackScene.terms(retries: 2)
            _ = try await store.book(
                CallBackScene.call(1, at: eleven, conversation: id), terms: terms, by: "x", now: now)
            _ = try await store.lookAtDueCallBacks(terms: terms, now: eleven)
            let soon = eleven + .seconds(60)
            let first = try await store.mark(callBack: 1, .noReply, terms: terms, by: "ana", now: soon)
            let second = try await store.mark(callBack: 1, .noReply, terms: terms, by: "ben", now: soon + .seconds(9))
            #expect(first == second)
            let call = try CallBackScene.booked(first)
            // Nor has anybody failed to make the attempt that is still to come.
            let early = try await store.mark(callBack: 1, .nobodyRang, terms: terms, by: "ben", now: soon + .seconds(9))
            #expect(early == .over(call))
            let kinds = try await store.answers(ofConversation: id).map(\.draft.kind)
            #expect(kinds == [.callBackBooked, .callBackMissed])
            let again = try await store.lookAtDueCallBacks(terms: terms, now: soon + .seconds(900))
            #expect(again.map(\.call.attempts) == [2])
            let third = try await store.mark(
                callBack: 1, .noReply, terms: terms, by: "ana", now: soon + .seconds(960))
            #expect(try CallBackScene.booked(third).attempts == 2 && third != first)
        }
    }

    // MARK: Who is told

    /// What the lead reads, and what the call's story says, of a call that nobody made.
    private func missed(
        _ store: Store, mode: Manners.Mode = .on, isWritten: Bool = true, isStopped: Bool = false
    ) async throws -> (looked: CallBackLooked, page: String, story: String) {
        let terms = CallBackScene.terms(onCall: OnCall(people: [lead]), mode: mode)
        let id = isWritten ? try await conversation(store) : nil
        var call = CallBackScene.call(1, at: eleven, conversation: id)
        call.handle = Example.ana
        _ = try await store.book(call, terms: terms, by: "x", now: now)
        if isStopped { _ = try await store.setOptOut(Example.ana, why: "STOP", now: now + .seconds(60)) }
        _ = try await store.lookAtDueCallBacks(terms: terms, now: eleven)
        let looked = try #require(
            try await store.lookAtDueCallBacks(terms: terms, now: eleven + .seconds(1800)).first)
        try #require(looked.step == .nobodyRang && looked.pages.count == 1)
        return (looked, looked.pages[0].words, try await store.history(of: 1).last?.note ?? "")
    }

    @Test(arguments: EngineKind.allCases)
    func `the lead reads that a customer who said stop could not be told, and nobody claims that they were`(
        _ kind: EngineKind
    ) async throws {
        try await kind.withStore { store in
            let told = try await missed(store, isStopped: true)
            #expect(told.looked.untold?.code == .optedOut)
            #expect(told.page.contains("could NOT be told (opted-out") && !told.page.contains("is told"))
            #expect(told.story.contains("could not be told: opted-out"))
        }
        try await kind.withStore { store in
            let told = try await missed(store, isWritten: false)
            #expect(told.looked.untold?.code == .noWay && told.page.contains("could NOT be told"))
        }
        for mode in [Manners.Mode.off, .preview] {
            try await kind.withStore { store in
                let told = try await missed(store, mode: mode)
                #expect(told.looked.untold?.code == .off && told.page.contains("could NOT be told (off"))
                // And whoever is not sent an offer cannot answer one.
                let talk = try await store.engine.read {
                    try StoredTalk.newest(of: ConversationID(rawValue: 1), $0)
                }
                #expect(talk == nil)
            }
        }
        try await kind.withStore { store in
            let told = try await missed(store)
            #expect(told.looked.untold == nil && told.page.hasSuffix("The customer is told and offered other times."))
            #expect(!told.story.contains("told"))
        }
    }

    // MARK: Who is called

    /// A call that rings, with a case of its own.
    private func ringing(_ store: Store, _ terms: CallBackTerms) async throws -> (CallBack, CaseID) {
        _ = try await store.begin()
        _ = try await store.book(CallBackScene.call(1, at: eleven), terms: terms, by: "x", now: now)
        let looked = try #require(try await store.lookAtDueCallBacks(terms: terms, now: eleven).first)
        return (looked.call, try #require(looked.hotCase))
    }

    @Test(arguments: EngineKind.allCases)
    func `nobody is called any more for a call that is cancelled, moved, made or made in vain`(_ kind: EngineKind)
        async throws
    {
        let terms = CallBackScene.terms()
        let soon = eleven + .seconds(60)
        let ends: [@Sendable (Store, CallBack) async throws -> CallBackAnswer] = [
            { try await $0.cancel(callBack: 1, version: $1.version, terms: terms, by: "x", now: soon) },
            {
                try await $0.move(
                    callBack: 1, version: $1.version, to: $1.start + .seconds(3600), terms: terms, by: "x", now: soon)
            },
            { store, _ in try await store.mark(callBack: 1, .kept, terms: terms, by: "x", now: soon) },
            { store, _ in try await store.mark(callBack: 1, .noReply, terms: terms, by: "x", now: soon) },
        ]
        for end in ends {
            try await kind.withStore { store in
                let (call, hotCase) = try await ringing(store, terms)
                _ = try CallBackScene.booked(try await end(store, call))
                let after = try #require(try await store.caseDetail(hotCase)?.hotCase)
                #expect(after.state == .resolved && after.due == nil)
                // A moved call, and one in vain, call people again at their time.
                guard let due = try await store.nextCallBackDue() else { return }
                let again = try #require(try await store.lookAtDueCallBacks(terms: terms, now: due).first)
                let other = try #require(again.hotCase)
                #expect(other != hotCase)
                #expect(try await store.caseDetail(other)?.hotCase.state == .open)
            }
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a case in which somebody wrote outlives the call, and one that was opened for it does not`(_ kind: EngineKind)
        async throws
    {
        let terms = CallBackScene.terms()
        try await kind.withStore { store in
            let (call, hotCase) = try await ringing(store, terms)
            _ = try await store.change(hotCase, .claim, by: "ana", note: "", now: eleven)
            _ = try await store.cancel(callBack: 1, version: call.version, terms: terms, by: "x", now: eleven)
            #expect(try await store.caseDetail(hotCase)?.hotCase.state == .resolved)
        }
        try await kind.withStore { store in
            let id = try await conversation(store, "fire in the house")
            let open = try #require(try await store.cases(states: [.open], limit: 9).first)
            _ = try await store.book(
                CallBackScene.call(1, at: eleven, conversation: id, hotCase: open.id), terms: terms, by: "x", now: now)
            let call = try #require(try await store.lookAtDueCallBacks(terms: terms, now: eleven).first).call
            _ = try await store.cancel(callBack: 1, version: call.version, terms: terms, by: "x", now: eleven)
            #expect(try await store.caseDetail(open.id)?.hotCase.state == .open)
        }
    }
}
