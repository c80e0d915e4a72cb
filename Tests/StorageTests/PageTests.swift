import Storage
import TestKit
import Testing
import Triage

@Suite struct PageTests {
    let now = Example.morning
    let worker = Worker(rawValue: "one:boot:1")
    static let ana = Person(name: "ana", reach: [Means(.sms, "+12025550111"), Means(.email, "ana@quillfone.example")])
    static let ben = Person(name: "ben", reach: [Means(.sms, "+12025550112")])
    let onCall = OnCall(
        people: [ana, ben],
        escalation: [
            .init(to: [.people(["ana"])], wait: .seconds(300)), .init(to: [.people(["ben"])], wait: .seconds(300)),
        ])

    /// A store with so many hot cases, each of its own author.
    private func open(_ store: Store, _ count: Int = 1) async throws -> [CaseID] {
        let lease = try await store.begin()
        for number in 1...count {
            let author = Handle(channel: .mastodon, normalised: "p\(number)@mastodon.example")
            _ = try await store.remember(
                [Example.page(lease, [Example.message(number, "fire in house \(number)", author: author)])], now: now,
                thinking: .example)
        }
        return try await store.cases(states: [.open], limit: 1000).map(\.id).sorted { $0.rawValue < $1.rawValue }
    }

    private func lease(_ store: Store, at now: Moment) async throws -> [Errand] {
        try await store.leaseErrands(.page, limit: 100, worker: worker, now: now, until: now + .seconds(30))
    }

    private func settle(
        _ errands: [Errand], _ outcome: PageSettlement.Outcome, _ store: Store, at now: Moment
    ) async throws -> [OnCallPage] {
        var settlements: [PageSettlement] = []
        for errand in errands {
            let pages = try await store.pages(of: errand.id).map(\.page.id)
            settlements.append(PageSettlement(errand: errand.id, epoch: errand.epoch, pages: pages, outcome: outcome))
        }
        return try await store.settle(settlements, patience: onCall.patience, now: now)
    }

    @Test(arguments: EngineKind.allCases)
    func `a due case is looked at once, and its page waits in the outbox`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let id = try #require(try await open(store).first)
            let looked = try await store.lookAtDueCases(now: now, onCall: onCall)
            #expect(looked.map(\.id) == [id] && looked.first?.pages.map(\.person) == ["ana"])
            #expect(try await store.lookAtDueCases(now: now, onCall: onCall).isEmpty)
            #expect(try await store.nextCaseDue() == now + .seconds(300))
            let errands = try await lease(store, at: now)
            #expect(errands.count == 1 && errands.first?.kind == .page)
            #expect(try await settle(errands, .sent(provider: "SM1", checkAt: nil), store, at: now).isEmpty)
            let page = try #require(try await store.pages(ofCase: id).first)
            #expect(page.state == .sent && page.provider == "SM1" && page.number == 1)
            #expect(
                try await store.lookAtDueCases(now: now + .seconds(300), onCall: onCall).first?.pages.first?.person
                    == "ben")
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `whom a case is handed over to is called first, however far the steps had come`(_ kind: EngineKind)
        async throws
    {
        try await kind.withStore { store in
            let id = try #require(try await open(store).first)
            _ = try await store.lookAtDueCases(now: now, onCall: onCall)
            let soon = now + .seconds(10)
            _ = try await store.change(
                id, .handOver(to: "ben"), by: "cara", note: "", patience: onCall.patience, now: soon)
            let looked = try await store.lookAtDueCases(now: soon, onCall: onCall)
            #expect(looked.first?.move.pages.map(\.person) == ["ben"])
            #expect(looked.first?.move.pages.first?.why == .handedOver(by: "cara"))
            let next = try await store.lookAtDueCases(now: soon + .seconds(300), onCall: onCall)
            #expect(next.first?.move.pages.map(\.person) == ["ana"])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a case that waits for a shift and becomes critical waits no longer`(_ kind: EngineKind) async throws {
        let mild = Thinking(
            asks: Thinking.example.asks,
            decide: { message, evidence, memory, now in
                var decision = Thinking.example.decide(message, evidence, memory, now)
                func eased(_ draft: CaseDraft) -> CaseDraft {
                    var draft = draft
                    draft.severity = message.text.contains("gas") ? .critical : .high
                    draft.promise = nil
                    return draft
                }
                switch decision.caseChange {
                case .open(let draft): decision.caseChange = .open(eased(draft))
                case .join(let id, let draft): decision.caseChange = .join(id, eased(draft))
                default: break
                }
                return decision
            }, decideUnreadable: Thinking.example.decideUnreadable)
        var team = onCall
        let shift = Rota.Override(from: now + .seconds(7200), until: now + .seconds(9000), people: ["ben"])
        team.rotas = [Rota(name: "late", zone: .utc, layers: [], overrides: [shift])]
        team.escalation = [.init(to: [.rota("late")], wait: .seconds(300))]
        let (night, texts) = (team, ["fire here", "fire again", "fire and gas"])
        try await kind.withStore { store in
            let lease = try await store.begin()
            var looked: [LookedAt] = []
            for (number, text) in texts.enumerated() {
                let at = now + .seconds(number * 60)
                _ = try await store.remember(
                    [Example.page(lease, [Example.message(number + 1, text, conversationKey: "c")])], now: at,
                    thinking: mild)
                looked += try await store.lookAtDueCases(now: at, onCall: night)
            }
            // Held, left alone, called.
            #expect(looked.map(\.move.isHeld) == [true, false])
            #expect(looked.first?.move.due == shift.from)
            #expect(looked.last?.pages.map(\.person) == ["ana", "ben"])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `the first page goes at once, and what follows is one text`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let ids = try await open(store, 2)
            _ = try await store.lookAtDueCases(limit: 1, now: now, onCall: onCall)
            #expect(try await settle(lease(store, at: now), .sent(provider: "", checkAt: nil), store, at: now).isEmpty)
            _ = try await store.lookAtDueCases(now: now + .seconds(5), onCall: onCall)
            _ = try await store.write(
                [PageDraft(hotCase: nil, person: "ana", reach: Self.ana.reach, why: .notice, words: "a notice")],
                patience: onCall.patience, now: now + .seconds(9))
            #expect(try await lease(store, at: now + .seconds(59)).isEmpty)
            let later = try await lease(store, at: now + .seconds(60))
            #expect(later.count == 1)
            let pages = try await store.pages(of: later[0].id)
            #expect(pages.map(\.page.hotCase) == [ids[1], nil] && pages.map(\.page.number)[0] == 2)
            #expect(pages[1].page.number < 0)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `what a means refuses goes to the next at once, and then the case is due`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let id = try #require(try await open(store).first)
            _ = try await store.lookAtDueCases(now: now, onCall: onCall)
            #expect(try await settle(lease(store, at: now), .refused(error: "no such number"), store, at: now).isEmpty)
            let page = try #require(try await store.pages(ofCase: id).first)
            #expect(page.means == Means(.email, "ana@quillfone.example") && page.state == .waiting)
            let failed = try await settle(lease(store, at: now), .refused(error: "550"), store, at: now)
            #expect(failed.map(\.state) == [.failed] && failed.first?.lastError == "550")
            #expect(try await store.nextCaseDue() == now)
            let events = try await store.caseDetail(id)?.events.filter { $0.what == "page failed" }
            #expect(events?.count == 2)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `what is not delivered in time goes to the next means`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let id = try #require(try await open(store).first)
            _ = try await store.lookAtDueCases(now: now, onCall: onCall)
            let soon = now + .seconds(5)
            _ = try await settle(lease(store, at: now), .sent(provider: "SM1", checkAt: soon), store, at: now)
            #expect(try await store.pagesToCheck(limit: 9, now: now + .seconds(4)).isEmpty)
            let page = try #require(try await store.pagesToCheck(limit: 9, now: soon).first)
            _ = try await store.record(
                .pending(until: now + .seconds(60)), of: page.id, patience: onCall.patience, now: soon)
            #expect(try await store.pages(ofCase: id).first?.state == .sent)
            _ = try await store.record(
                .pending(until: now + .seconds(65)), of: page.id, patience: onCall.patience, now: now + .seconds(60))
            let next = try #require(try await store.pages(ofCase: id).first)
            #expect(next.means?.kind == .email && next.state == .waiting && next.lastError.contains("60 s"))
            #expect(try await store.nextPageCheck() == nil)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `an answer by number takes the case, and nobody else is called for it`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let ids = try await open(store, 2)
            _ = try await store.lookAtDueCases(now: now, onCall: onCall)
            let patience = onCall.patience
            let unclear = try await store.answer(PageAnswer(.acknowledge), by: "ana", patience: patience, now: now)
            guard case .which(let standing) = unclear else {
                Issue.record("\(unclear)")
                return
            }
            #expect(standing.map(\.number) == [1, 2])
            let taken = try await store.answer(
                PageAnswer(.acknowledge, number: 2), by: "ana", patience: patience, now: now)
            guard case .acknowledged(let hotCase) = taken else {
                Issue.record("\(taken)")
                return
            }
            #expect(hotCase.id == ids[1] && hotCase.claimedBy == "ana")
            #expect(try await store.standingPages(of: "ana").map(\.number) == [1])
            // Not theirs, and a number that nobody has.
            let stranger = try await store.answer(
                PageAnswer(.acknowledge, number: 1), by: "ben", patience: patience, now: now)
            guard case .noSuchPage(1, standing: []) = stranger else {
                Issue.record("\(stranger)")
                return
            }
            #expect(try await store.caseDetail(ids[0])?.hotCase.claimedBy == nil)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `passing on calls the next step at once, and a late answer learns what became of it`(_ kind: EngineKind)
        async throws
    {
        try await kind.withStore { store in
            let id = try #require(try await open(store).first)
            _ = try await store.lookAtDueCases(now: now, onCall: onCall)
            let soon = now + .seconds(20)
            let passed = try await store.answer(
                PageAnswer(.escalate, number: 1), by: "ana", patience: onCall.patience, now: soon)
            guard case .passedOn = passed else {
                Issue.record("\(passed)")
                return
            }
            let looked = try await store.lookAtDueCases(now: soon, onCall: onCall)
            #expect(looked.first?.pages.map(\.person) == ["ben"])
            _ = try await store.answer(
                PageAnswer(.acknowledge, number: 1), by: "ben", patience: onCall.patience, now: soon)
            let late = try await store.answer(
                PageAnswer(.acknowledge, number: 1), by: "ana", patience: onCall.patience, now: soon + .seconds(3600))
            guard case .refused(let hotCase, let why) = late else {
                Issue.record("\(late)")
                return
            }
            #expect(hotCase.id == id && why.contains("ben"))
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a page that has gone out is said again under its number, and one that waits is not doubled`(
        _ kind: EngineKind
    ) async throws {
        try await kind.withStore { store in
            let id = try #require(try await open(store).first)
            let draft = PageDraft(hotCase: id, person: "ana", reach: Self.ana.reach, why: .stillOpen)
            let first = try #require(try await store.write([draft], patience: onCall.patience, now: now).first)
            let second = try #require(try await store.write([draft], patience: onCall.patience, now: now).first)
            #expect(second.id == first.id)
            _ = try await settle(lease(store, at: now), .sent(provider: "", checkAt: nil), store, at: now)
            let again = try #require(
                try await store.write([draft], patience: onCall.patience, now: now + .seconds(1)).first)
            #expect(again.id != first.id && again.number == first.number)
            #expect(try await store.page(first.id)?.state == .cancelled)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a page whose case is taken before it leaves is withdrawn`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let id = try #require(try await open(store).first)
            _ = try await store.lookAtDueCases(now: now, onCall: onCall)
            let page = try #require(try await store.pages(ofCase: id).first)
            _ = try await store.change(id, .claim, by: "lea", note: "", patience: onCall.patience, now: now)
            #expect(try await store.page(page.id)?.state == .cancelled)
            #expect(try await lease(store, at: now + .seconds(100)).isEmpty)
            let errand = try #require(page.errand)
            #expect(try await store.errand(errand)?.state == .cancelled)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `what should be impossible is found`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let id = try #require(try await open(store).first)
            let grace = Duration.seconds(45)
            #expect(try await store.onCallHealth(now: now, grace: grace).isWell)
            #expect(try await store.onCallHealth(now: now + .seconds(60), grace: grace).overdue == [id])
            _ = try await store.lookAtDueCases(now: now, onCall: onCall)
            #expect(try await store.onCallHealth(now: now, grace: grace).isWell)
            #expect(try await store.onCallHealth(now: now + .seconds(60), grace: grace).stuck.count == 1)
            _ = try await settle(lease(store, at: now), .sent(provider: "", checkAt: nil), store, at: now)
            #expect(try await store.onCallHealth(now: now + .seconds(60), grace: grace).isWell)
            // As an older program, which knows of no due time, would have left it.
            _ = try await store.engine.write { try $0.run("UPDATE hot_case SET due = NULL") }
            let health = try await store.onCallHealth(now: now, grace: grace)
            #expect(health.mended == [id] && health.isWell)
            #expect(try await store.nextCaseDue() == now)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `whoever answered is told at once, and a phone that answers by itself once`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let id = try #require(try await open(store).first)
            _ = try await store.lookAtDueCases(now: now, onCall: onCall)
            _ = try await settle(lease(store, at: now), .sent(provider: "", checkAt: nil), store, at: now)
            let soon = now + .seconds(5)
            let decider = Decider(policy: Policy(brand: "Quillfone", onCall: onCall), rules: .empty)
            let line = try await store.begin("text-line", now: now)
            for (number, text) in ["I am driving", "I am driving", "1 ack"].enumerated() {
                let message = Message(
                    identity: "twilio:SM\(number)", source: "text-line", channel: .sms,
                    author: .init(handle: Handle(channel: .sms, normalised: "+12025550111")), text: text, time: soon)
                let heard = HeardPage(
                    source: line.source, epoch: line.epoch,
                    items: [.init(heard: .message(message), evidence: RuleSet.empty.judge(message))], cursors: [:])
                let done = try await store.remember([heard], decider: decider, now: soon)
                guard case .done(let counts)? = done.first else {
                    Issue.record("\(done)")
                    return
                }
                #expect(counts.filtered == 1 && counts.pageAnswers == 1 && counts.tickets == 0)
            }
            #expect(try await store.caseDetail(id)?.hotCase.claimedBy == "ana")
            let errands = try await lease(store, at: soon)
            #expect(errands.count == 1)
            let words = try await store.pages(of: errands[0].id).map(\.page.words)
            #expect(words.count == 2 && words[0].hasPrefix("That was not understood"))
            #expect(words[1].hasPrefix("Case 1 is yours"))
        }
    }
}
