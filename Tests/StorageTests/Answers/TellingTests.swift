import TestKit
import Testing
import Triage

@testable import Storage

/// How an incident goes, told once to each author of the cases that were linked to it.
@Suite struct TellingTests {
    let now = Evening.now
    let words = "A mast is down in Leeds; we expect it back at nine."

    /// Hot messages of as many people, each a case of its own; the first is the incident of all others.
    private func incident(_ store: Store, _ messages: [Message]) async throws -> [CaseID] {
        let lease = try await store.begin(line: Evening.line)
        let heard = try await store.remember([Evening.page(lease, messages)], now: now, thinking: .example).first
        let ids = try #require(heard?.counts).hot.map(\.caseID)
        try #require(ids.count == messages.count)
        for id in ids.dropFirst() { try await link(store, id, to: ids[0]) }
        return ids
    }

    private func link(_ store: Store, _ id: CaseID, to incident: CaseID) async throws {
        let answer = try await store.change(id, .link(to: incident), by: "ana", note: "", now: now)
        guard case .done = answer else { throw StorageError.fault("\(answer)") }
    }

    private func text(_ number: Int, from: String? = nil) -> Message {
        Evening.text(number, "fire number \(number)", from: from ?? "+44770090010\(number)")
    }

    private func say(_ store: Store, _ text: String, of id: CaseID, at moment: Moment) async throws -> QueueAnswer {
        try await store.say(try StatusWords(text), of: id, by: "ana", now: moment)
    }

    private func story(_ store: Store, _ id: CaseID, _ what: String) async throws -> [String] {
        try #require(try await store.caseDetail(id)).events.filter { $0.what == what }.map(\.note)
    }

    @Test(arguments: EngineKind.allCases)
    func `authors of linked cases are told once, and those linked later what is said by then`(_ kind: EngineKind)
        async throws
    {
        try await kind.withStore { store in
            let ids = try await incident(store, (1...4).map { text($0) })
            let decider = Evening.decider()
            #expect(try await store.tellAuthors(decider, limit: 10, now: now).isEmpty)
            _ = try await say(store, words, of: ids[0], at: now)
            let first = try await store.tellAuthors(decider, limit: 2, now: now)
            #expect(first.map(\.id) == [ids[1], ids[2]] && first.allSatisfy { $0.answers.count == 1 })
            #expect(try await store.casesToTell(limit: 10) == [ids[3]])
            _ = try await say(store, "It is mended.", of: ids[0], at: now + .seconds(60))
            // The incident may be over by then.
            _ = try await store.change(ids[0], .resolve, by: "ana", note: "", now: now + .seconds(61))
            let second = try await store.tellAuthors(decider, limit: 10, now: now + .seconds(90))
            #expect(second.map(\.id) == [ids[3]])
            #expect(try await store.tellAuthors(decider, limit: 10, now: now + .seconds(91)).isEmpty)
            let answers = try await store.answers(limit: 10).sorted { $0.id < $1.id }
            #expect(answers.map(\.draft.facts.status) == [words, words, "It is mended."])
            #expect(answers.map(\.hotCase) == Array(ids.dropFirst()))
            let one = try #require(answers.first)
            #expect(one.draft.kind == .status && one.draft.language == "en" && one.draft.visibility == .direct)
            #expect(one.handle.address == "+447700900102" && one.message != nil && one.conversation != nil)
            #expect(one.draft.facts.reference == "\(ids[1].rawValue)" && one.state == .waiting)
            #expect(try await story(store, ids[1], "told") == [words])
            #expect(try await story(store, ids[1], "not-told").isEmpty)
            #expect(try await story(store, ids[0], "status") == [words, "It is mended."])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `of many hosts that look at once one tells`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let ids = try await incident(store, (1...6).map { text($0) })
            _ = try await say(store, words, of: ids[0], at: now)
            let written = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        try await store.tellAuthors(Evening.decider(), limit: 10, now: Evening.now)
                            .reduce(0) { $0 + $1.answers.count }
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(written == 5)
            #expect(try await store.answers(limit: 20).count == 5)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `whoever wrote twice, or heard these words after hours, is not told again`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            var again = text(3, from: "+447700900102")
            again.conversationKey = "another talk"
            let ids = try await incident(store, [text(1), text(2), again, text(4), text(5)])
            for (place, heard) in [(3, words), (4, "Something is wrong.")] {
                let draft = AnswerDraft(
                    kind: .outage, language: "en", visibility: .direct, facts: AnswerFacts(status: heard), because: "")
                _ = try await store.engine.write {
                    try Store.write(
                        draft,
                        at: AnswerPlace(
                            source: Evening.line, handle: Handle(channel: .sms, normalised: "+44770090010\(place + 1)"),
                            hotCase: ids[place]), key: "ack.\(place)", now: now, $0)
                }
            }
            _ = try await say(store, words, of: ids[0], at: now)
            let told = try await store.tellAuthors(Evening.decider(), limit: 10, now: now)
            #expect(told.map(\.answers.count) == [1, 0, 0, 1])
            #expect(told.map { $0.silences.map(\.code) } == [[], [.saidBefore], [.saidBefore], []])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `whom the gate spares is not told, and the story says why`(_ kind: EngineKind) async throws {
        typealias Change<Value> = @Sendable (inout Value) -> Void
        let anas = Handle(channel: .sms, normalised: "+447700900102")
        let nobody: Change<Policy> = { _ in }
        let cases: [(Silence.Code, Change<Message>, Change<Policy>)] = [
            (.optedOut, { _ in }, nobody),
            (.automatic, { $0.author.isAutomatic = true }, nobody),
            (.automatic, { $0.author.handle = Handle(channel: .sms, normalised: "60777") }, nobody),
            (.noWay, { $0.author.handle = Handle(channel: .sms, normalised: "BANK") }, nobody),
            (.own, { _ in }, { $0.own = [anas] }),
            (.agent, { _ in }, { $0.agents = [anas] }),
            (.off, { _ in }, { $0.manners?.sources = ["another-line"] }),
            (.never, { _ in }, { $0.manners?.never = ["danger"] }),
            (.noWords, { _ in }, { $0.manners?.languages = [] }),
        ]
        for (code, message, policy) in cases {
            try await kind.withStore { store in
                var second = text(2)
                message(&second)
                let ids = try await incident(store, [text(1), second])
                if code == .optedOut { _ = try await store.setOptOut(anas, why: "rang us", now: now) }
                _ = try await say(store, words, of: ids[0], at: now)
                let told = try await store.tellAuthors(Evening.decider(Evening.manners(), policy), limit: 10, now: now)
                #expect(told.first?.silences.map(\.code) == [code] && told.first?.answers == [], "\(code)")
                #expect(try await store.answers(limit: 10).isEmpty, "\(code)")
                #expect(try await story(store, ids[1], "not-told").first?.hasPrefix(code.rawValue) == true)
                #expect(try await story(store, ids[1], "told").isEmpty)
                // Once for ever: it is not asked again when they may be written to.
                #expect(try await store.tellAuthors(Evening.decider(), limit: 10, now: now).isEmpty)
            }
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `it waits for the end of quiet hours, and a stop in between is heeded`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let ids = try await incident(store, (1...3).map { text($0) })
            let manners = Evening.manners { $0.quiet = .init(from: 19 * 3600, until: 8 * 3600) }
            _ = try await say(store, words, of: ids[0], at: now)
            _ = try await store.tellAuthors(Evening.decider(manners), limit: 10, now: now)
            #expect(try await Evening.lease(store, manners).isEmpty)
            let morning = now + .seconds(12 * 3600)
            #expect(try await store.nextDue(.ack) == morning)
            let ben = Handle(channel: .sms, normalised: "+447700900103")
            _ = try await store.setOptOut(ben, why: "STOP", now: now + .seconds(60))
            let leased = try await Evening.lease(store, manners, at: morning)
            #expect(leased.map(\.answer.handle.address) == ["+447700900102"])
            #expect(try await store.answers(limit: 5, states: [.withdrawn]).map(\.handle) == [ben])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `while nobody is answered all of it stays, and what is a day old is no news`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let ids = try await incident(store, [text(1), text(2)])
            _ = try await say(store, words, of: ids[0], at: now)
            for manners in [nil, Evening.manners { $0.mode = .off }] {
                #expect(try await store.tellAuthors(Evening.decider(manners), limit: 9, now: now).isEmpty)
            }
            #expect(try await store.casesToTell(limit: 10) == [ids[1]])
            let told = try await store.tellAuthors(Evening.decider(), limit: 9, now: now + .seconds(86_401))
            #expect(told.first?.silences.map(\.code) == [.late])
            #expect(try await store.answers(limit: 9).isEmpty)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a public post is told in public, and nothing of the case with it`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let lease = try await store.begin(now: now)
            let messages = (1...2).map {
                var message = Example.message(
                    $0, "fire \($0)", author: Handle(channel: .mastodon, normalised: "p\($0)@mastodon.example"))
                message.time = now
                return message
            }
            let heard = try await store.remember([Example.page(lease, messages)], now: now, thinking: .example).first
            let ids = try #require(heard?.counts).hot.map(\.caseID)
            try await link(store, ids[1], to: ids[0])
            _ = try await say(store, words, of: ids[0], at: now)
            let decider = Evening.decider(Evening.manners { $0.sources = [Example.source] })
            _ = try await store.tellAuthors(decider, limit: 9, now: now)
            let answer = try #require(try await store.answers(limit: 9).first)
            #expect(answer.draft.visibility == messages[1].visibility && answer.draft.visibility != .direct)
            #expect(answer.draft.facts.reference.isEmpty && !answer.draft.facts.isTheirZone)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `how it goes is said of an incident, and the same words once`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let ids = try await incident(store, (1...4).map { text($0) })
            #expect(try await say(store, words, of: CaseID(rawValue: 99), at: now) == .noSuchCase)
            #expect(try await say(store, words, of: ids[1], at: now).why?.contains("say it of that one") == true)
            let lease = try await store.begin(line: "second-line")
            var alone = text(7)
            alone.source = "second-line"
            let heard = try await store.remember([Evening.page(lease, [alone])], now: now, thinking: .example).first
            let other = try #require(heard?.counts?.hot.first?.caseID)
            #expect(try await say(store, words, of: other, at: now).why?.contains("it is no incident") == true)
            _ = try await store.change(other, .merge(into: ids[0]), by: "ana", note: "", now: now)
            #expect(try await say(store, words, of: other, at: now).why?.contains("was merged into") == true)
            for _ in 0..<2 { #expect(try await say(store, "  \(words)\n", of: ids[0], at: now).why == nil) }
            #expect(try await story(store, ids[0], "status") == [words])
        }
    }
}
