import Storage
import TestKit
import Testing
import Triage

/// From the decision to the receipt: leased once, asked again, settled once.
@Suite struct AnswerLeaseTests {
    let now = Evening.now
    let ana = Handle(channel: .sms, normalised: Evening.ana)

    private func begin(_ store: Store, _ words: String = "My line is dead") async throws -> SourceLease {
        let lease = try await store.begin(line: Evening.line)
        try await Evening.hear(store, lease, [Evening.text(1, words)])
        return lease
    }

    @Test(arguments: EngineKind.allCases)
    func `an answer is leased once, and what was sent is kept with it`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            _ = try await begin(store)
            #expect(try await store.nextDue(.ack) == now)
            let leased = try #require(try await Evening.lease(store).first)
            #expect(leased.message?.message.text == "My line is dead" && !leased.isPreview && !leased.isDoubtful)
            #expect(leased.errand.kind == .ack && leased.errand.attempts == 1 && leased.silence == nil)
            #expect(try await Evening.lease(store, worker: "two:boot:1").isEmpty)
            let settlement = AnswerSettlement(
                errand: leased.errand.id, epoch: leased.errand.epoch, outcome: .sent, text: "We open at nine.",
                receipt: "SM99")
            #expect(try await store.settle(answers: [settlement], now: now + .seconds(2)).isEmpty)
            #expect(try await store.settle(answers: [settlement], now: now + .seconds(3)).isEmpty)
            let answer = try #require(try await store.answer(leased.answer.id))
            #expect(answer.state == .sent && answer.text == "We open at nine." && answer.receipt == "SM99")
            #expect(try await store.errand(leased.errand.id)?.state == .sent)
            #expect(try await Evening.lease(store, at: now + .seconds(600)).isEmpty)
            let counts = try await store.answerCounts(from: now, until: now + .seconds(60))
            #expect(counts == [.sent: 1])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a preview is written down and goes nowhere`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            _ = try await begin(store)
            let leased = try #require(try await Evening.lease(store, Evening.manners { $0.mode = .preview }).first)
            #expect(leased.isPreview)
            let settlement = AnswerSettlement(
                errand: leased.errand.id, epoch: leased.errand.epoch, outcome: .preview, subject: "Auto: yours",
                text: "We open at nine.")
            #expect(try await store.settle(answers: [settlement], now: now).isEmpty)
            let answer = try #require(try await store.answer(leased.answer.id))
            #expect(answer.state == .preview && answer.text == "We open at nine." && answer.sentAt == nil)
            #expect(try await store.errand(leased.errand.id)?.state == .cancelled)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `what was only previewed is no answer once answers are on`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let preview = Evening.manners { $0.mode = .preview }
            let lease = try await store.begin(line: Evening.line)
            try await Evening.hear(store, lease, [Evening.text(1)], Evening.decider(preview))
            let leased = try #require(try await Evening.lease(store, preview).first)
            let settlement = AnswerSettlement(
                errand: leased.errand.id, epoch: leased.errand.epoch, outcome: .preview, text: "We open at nine.")
            #expect(try await store.settle(answers: [settlement], now: now).isEmpty)

            var time = now + .seconds(700)
            try await Evening.hear(
                store, lease, [Evening.text(2, "Still dead", at: time)], Evening.decider(preview), at: time)
            #expect(try await store.silences(since: now, limit: 5).map(\.silence.code) == [.saidBefore])

            time = now + .seconds(1400)
            try await Evening.hear(
                store, lease, [Evening.text(3, "Is anybody there?", at: time)], at: time)
            #expect(try await store.silences(since: now, limit: 5).count == 1)
            #expect(try await Evening.lease(store, at: time).map(\.answer.draft.kind) == [.afterHours])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `each outcome leaves what it should`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let lease = try await store.begin(line: Evening.line)
            let messages = (0..<5).map { Evening.text($0, from: "+44770090020\($0)") }
            try await Evening.hear(store, lease, messages)
            let leased = try await Evening.lease(store)
            let later = now + .seconds(30)
            let outcomes: [AnswerSettlement.Outcome] = [
                .retry(at: later, error: "503"), .unknown(askAt: later, error: "broke off"),
                .unknown(askAt: nil, error: "broke off"), .failed(error: "no such number"),
                .withdrawn(Silence(.deleted)),
            ]
            let settlements = zip(leased, outcomes).map {
                AnswerSettlement(errand: $0.errand.id, epoch: $0.errand.epoch, outcome: $1)
            }
            #expect(try await store.settle(answers: settlements, now: now).isEmpty)
            var states: [StoredAnswer.State?] = []
            var errands: [Errand.State?] = []
            for one in leased {
                states.append(try await store.answer(one.answer.id)?.state)
                errands.append(try await store.errand(one.errand.id)?.state)
            }
            #expect(states == [.waiting, .waiting, .unknown, .failed, .withdrawn])
            #expect(errands == [.waiting, .unknown, .givenUp, .givenUp, .cancelled])
            // The doubtful one is asked about, and says so; what is given up stays so.
            let again = try await Evening.lease(store, at: later)
            #expect(again.map(\.isDoubtful) == [false, true])
            #expect(again.map(\.answer.id) == [leased[0].answer.id, leased[1].answer.id])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a crash in the middle leaves a doubt, and a stop since then is told with it`(_ kind: EngineKind)
        async throws
    {
        try await kind.withStore { store in
            _ = try await begin(store)
            let first = try #require(try await Evening.lease(store).first)
            _ = try await store.setOptOut(ana, why: "rang us", now: now + .seconds(5))
            let second = try #require(
                try await Evening.lease(store, at: now + .seconds(61), worker: "two:boot:1").first)
            #expect(second.isDoubtful && second.silence?.code == .optedOut && second.errand.epoch > first.errand.epoch)
            let late = AnswerSettlement(errand: first.errand.id, epoch: first.errand.epoch, outcome: .sent)
            #expect(try await store.settle(answers: [late], now: now + .seconds(62)) == [first.errand.id])
        }
    }

    /// What happened between the decision and the lease.
    @Test(arguments: EngineKind.allCases)
    func `what was withdrawn in between is not sent, and says why`(_ kind: EngineKind) async throws {
        let cases: [(Silence.Code, Manners?, Duration, @Sendable (Store, SourceLease) async throws -> Void)] = [
            (.off, nil, .zero, { _, _ in }),
            (.off, Evening.manners { $0.mode = .off }, .zero, { _, _ in }),
            (.off, Evening.manners { $0.sources = [] }, .zero, { _, _ in }),
            (.late, Evening.manners(), .seconds(7300), { _, _ in }),
            (.over, Evening.manners { $0.late = .seconds(86_400) }, .seconds(13 * 3600 + 1), { _, _ in }),
            (
                .optedOut, Evening.manners(), .seconds(5),
                { store, _ in
                    _ = try await store.setOptOut(
                        Handle(channel: .sms, normalised: Evening.ana), why: "by telephone", now: Evening.now)
                }
            ),
            (
                .noConsent, Evening.manners(), .seconds(5),
                { store, _ in
                    let customer = Customer(
                        id: .init(rawValue: "7"), handles: [Handle(channel: .sms, normalised: Evening.ana)],
                        consent: ["sms": .refused])
                    _ = try await store.importCustomers([customer], now: Evening.now)
                }
            ),
        ]
        for (code, manners, after, between) in cases {
            try await kind.withStore { store in
                let lease = try await begin(store)
                try await between(store, lease)
                #expect(try await Evening.lease(store, manners, at: now + after).isEmpty, "\(code)")
                let answer = try #require(try await store.answers(limit: 1).first)
                #expect(answer.state == .withdrawn && answer.reason.hasPrefix(code.rawValue), "\(answer.reason)")
                #expect(try await store.errands(states: [.cancelled], limit: 5).map(\.kind) == [.ack])
                #expect(try await store.nextDue(.ack) == nil)
            }
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `that somebody was called is only said where somebody was`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let lease = try await store.begin(line: Evening.line)
            let messages = (1...2).map { Evening.text($0, "the box is on fire", from: "+44770090020\($0)") }
            let cases = try await store.remember([Evening.page(lease, messages)], now: now, thinking: .example)
                .first?.counts?.hot.map(\.caseID)
            let ids = try #require(cases)
            #expect(ids.count == 2)
            let draft = AnswerDraft(
                kind: .hot, language: "en", visibility: .direct,
                facts: AnswerFacts(opening: now + .seconds(50_000)), because: "")
            for (place, id) in ids.enumerated() {
                let at = AnswerPlace(
                    source: Evening.line, handle: messages[place].author.handle, hotCase: id)
                _ = try await store.engine.write { try Store.write(draft, at: at, key: "k\(id)", now: Evening.now, $0) }
            }
            #expect(try await Evening.lease(store).isEmpty)
            #expect(try await store.nextDue(.ack) == now + .seconds(10))
            _ = try await store.change(ids[0], .claim, by: "ana", note: "", now: now + .seconds(5))
            let first = try await Evening.lease(store, at: now + .seconds(10))
            #expect(first.map(\.answer.hotCase) == [ids[0]] && first.first?.answer.draft.kind == .hot)
            // Nobody was called for the other within two minutes: it is told what others are.
            let second = try await Evening.lease(store, at: now + .seconds(120))
            #expect(second.first { $0.answer.hotCase == ids[1] }?.answer.draft.kind == .afterHours)
            let stored = try await store.answers(limit: 1).first
            #expect(stored?.draft.kind == .afterHours)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a stop that is written withdraws what waits, and is confirmed`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let lease = try await begin(store)
            try await Evening.hear(store, lease, [Evening.text(2, "stop")])
            #expect(try await Evening.lease(store).map(\.answer.draft.kind) == [.optedOut])
            #expect(try await store.answers(limit: 2).map(\.state) == [.waiting, .withdrawn])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `what nobody asked for waits until the night is over`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            _ = try await store.begin(line: Evening.line)
            let night = Evening.manners { $0.quiet = .init(from: 19 * 3600, until: 7 * 3600) }
            let place = AnswerPlace(source: Evening.line, handle: ana)
            let draft = AnswerDraft(
                kind: .callBackMissed, language: "en", visibility: .direct, facts: AnswerFacts(zone: "UTC"), because: ""
            )
            _ = try await store.engine.write { try Store.write(draft, at: place, key: "ack.k.1", now: Evening.now, $0) }
            let twice = try await store.engine.write {
                try Store.write(draft, at: place, key: "ack.k.1", now: Evening.now, $0)
            }
            #expect(twice == nil)
            #expect(try await Evening.lease(store, night).isEmpty)
            let morning = try #require(Moment(rfc3339: "2026-11-23T07:00:00Z"))
            #expect(try await store.nextDue(.ack) == morning)
            #expect(try await store.errands(states: [.waiting], limit: 1).map(\.attempts) == [0])
            #expect(try await Evening.lease(store, night, at: morning).count == 1)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `whoever is noted by hand is noted once, and taken off again`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let isNew = try await store.setOptOut(ana, why: "rang us", now: now)
            #expect(isNew)
            let isNewAgain = try await store.setOptOut(ana, why: "again", now: now + .seconds(5))
            #expect(!isNewAgain)
            #expect(try await store.optOuts(limit: 5).map(\.words) == ["rang us"])
            let isCleared = try await store.clearOptOut(ana, now: now + .seconds(9))
            #expect(isCleared)
            let isClearedAgain = try await store.clearOptOut(ana, now: now + .seconds(9))
            #expect(!isClearedAgain)
            #expect(try await store.optOuts(limit: 5).isEmpty)
        }
    }
}
