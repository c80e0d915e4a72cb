import Foundation
import Storage
import TestKit
import Testing
import Triage

/// What the verbs change in the database, beyond what `QueueTests` says of claiming.
@Suite struct CaseChangeTests {
    let now = Example.morning

    /// A conversation for each text, each hot, and so a case for each.
    private func hear(_ store: Store, _ texts: [String], from number: Int = 1) async throws -> [CaseID] {
        let lease = try await store.begin(now: now)
        let messages = texts.enumerated().map { place, text in
            Example.message(
                number + place, text,
                author: Handle(channel: .mastodon, normalised: "author\(number + place)@mastodon.example"))
        }
        let counts = try await store.remember([Example.page(lease, messages)], now: now, thinking: .example).first?
            .counts
        return try #require(counts).hot.map(\.caseID)
    }

    private func detail(_ store: Store, _ id: CaseID) async throws -> CaseDetail {
        try #require(try await store.caseDetail(id))
    }

    @Test(arguments: EngineKind.allCases)
    func `a new case is due at once, a claimed one when its lease ends, a closed one never`(_ kind: EngineKind)
        async throws
    {
        try await kind.withStore { store in
            let id = try #require(try await hear(store, ["fire"]).first)
            var hotCase = try await detail(store, id).hotCase
            #expect(hotCase.due == now && hotCase.newestHeard == now)
            #expect(hotCase.rank == Urgency.rank(heat: 80, firstHeard: now, promise: now + .seconds(900)))
            let later = now + .seconds(5)
            _ = try await store.change(
                id, .claim, by: "ana", note: "", patience: OnCall.Patience(claim: .seconds(300)), now: later)
            hotCase = try await detail(store, id).hotCase
            #expect(hotCase.due == now + .seconds(305) && hotCase.firstTouched == later)
            _ = try await store.change(id, .handOver(to: "ben"), by: "eve", note: "he knows", now: later)
            hotCase = try await detail(store, id).hotCase
            #expect(hotCase.due == later && hotCase.target == "ben" && hotCase.claimedBy == nil)
            _ = try await store.change(id, .resolve, by: "ben", note: "", now: later)
            hotCase = try await detail(store, id).hotCase
            #expect(hotCase.due == nil && hotCase.firstTouched == later)
            let events = try await detail(store, id).events
            #expect(events.map(\.what) == ["opened", "claim", "hand-over", "resolve"])
            #expect(events[2].note == "to ben; he knows" && events[2].by == "eve")
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a snooze that outlasts the promise says so in the answer and in the story`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let id = try #require(try await hear(store, ["fire"]).first)
            let answer = try await store.change(
                id, .snooze(until: now + .seconds(3600)), by: "ana", note: "asleep", now: now)
            #expect(answer.changed?.state == .snoozed && answer.changed?.remark?.contains("promise ends") == true)
            let note = try await detail(store, id).events.last?.note ?? ""
            #expect(note.contains("until ") && note.contains("promise ends") && note.hasSuffix("asleep"))
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `nobody rewrites the story of a case`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let id = try #require(try await hear(store, ["fire"]).first)
            await #expect(throws: (any Error).self) {
                _ = try await store.engine.write { try $0.run("UPDATE case_event SET who = 'mallory'") }
            }
            await #expect(throws: (any Error).self) {
                _ = try await store.engine.write { try $0.run("DELETE FROM case_event") }
            }
            #expect(try await detail(store, id).events.map(\.by) == ["earshot"])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a note stands in the story, and moves the mark that views watch`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            #expect(try await store.changeMark() == 0)
            let id = try #require(try await hear(store, ["fire"]).first)
            let mark = try await store.changeMark()
            #expect(mark > 0)
            #expect(try await store.note(on: id, by: "ana", "called her back", now: now))
            #expect(try await !store.note(on: CaseID(rawValue: 99), by: "ana", "?", now: now))
            #expect(
                try await detail(store, id).events.last
                    == .init(at: now, by: "ana", what: "note", note: "called her back"))
            #expect(try await store.changeMark() > mark)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `of a very long story the beginning and the latest thousand are told`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let id = try #require(try await hear(store, ["fire"]).first)
            let now = now
            try await store.engine.write { transaction in
                for number in 0..<1_200 {
                    try transaction.run(
                        "INSERT INTO case_event (hot_case, at, who, what, note) VALUES (?1, ?2, 'ana', 'note', ?3)",
                        [.integer(id.rawValue), .time(now), .text("\(number)")])
                }
            }
            let notes = try await detail(store, id).events
            #expect(notes.count == 1_001 && notes.first?.what == "opened")
            #expect(notes[1].note == "200" && notes.last?.note == "1199")
        }
    }

    // MARK: merge

    @Test(arguments: EngineKind.allCases)
    func `everything of a merged case belongs to the one that stays`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let ids = try await hear(store, ["fire one", "fire two", "fire three"])
            _ = try await store.change(ids[2], .link(to: ids[0]), by: "ana", note: "", now: now)
            let answer = try await store.change(ids[0], .merge(into: ids[1]), by: "ana", note: "same house", now: now)
            #expect(answer.changed?.mergedInto == ids[1] && answer.changed?.messages == 0)
            let stays = try await detail(store, ids[1])
            #expect(stays.messages.map(\.message.text) == ["fire one", "fire two"])
            #expect(stays.hotCase.messages == 2 && stays.hotCase.state == .open && stays.merged == [ids[0]])
            #expect(stays.linked.map(\.id) == [ids[2]] && stays.hotCase.isIncident)
            #expect(stays.events.last?.note == "case \(ids[0].rawValue); same house")
            let gone = try await detail(store, ids[0])
            #expect(gone.messages.isEmpty && gone.hotCase.due == nil)
            #expect(gone.events.map(\.what) == ["opened", "linked", "merge"])
            // Its conversation goes on in the case that stays.
            let lease = try await store.begin(now: now)
            let answerOfOne = Example.message(
                9, "and now smoke", author: Handle(channel: .mastodon, normalised: "author1@mastodon.example"),
                answers: [Example.message(1).identity])
            _ = try await store.remember([Example.page(lease, [answerOfOne])], now: now, thinking: .example)
            #expect(try await detail(store, ids[1]).hotCase.messages == 3)
            // Of what was merged nobody said that it was worth a call.
            _ = try await store.change(ids[1], .notHot, by: "ana", note: "", now: now)
            let outcomes = try await store.caseOutcomes(since: now)
            #expect(outcomes["danger"]?.resolved == 0 && outcomes["danger"]?.notHot == 2)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a case is merged only into one that is open`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let ids = try await hear(store, ["fire one", "fire two", "fire three"])
            func refusal(_ id: CaseID, into other: CaseID) async throws -> String? {
                try await store.change(id, .merge(into: other), by: "ana", note: "", now: now).why
            }
            #expect(try await refusal(ids[0], into: CaseID(rawValue: 99))?.contains("no case 99") == true)
            _ = try await store.change(ids[1], .merge(into: ids[2]), by: "ana", note: "", now: now)
            #expect(try await refusal(ids[0], into: ids[1])?.contains("name that one") == true)
            _ = try await store.change(ids[0], .link(to: ids[2]), by: "ana", note: "", now: now)
            #expect(try await refusal(ids[2], into: ids[0])?.contains("merge that one into") == true)
            _ = try await store.change(ids[2], .resolve, by: "ana", note: "", now: now)
            #expect(try await detail(store, ids[0]).hotCase.state == .resolved)
            let other = try #require(try await hear(store, ["fire four"], from: 4).first)
            #expect(try await refusal(other, into: ids[2])?.contains("name one that is open") == true)
            #expect(try await detail(store, other).hotCase.state == .open)
            #expect(try await detail(store, other).events.count == 1)
        }
    }

    // MARK: split

    @Test(arguments: EngineKind.allCases)
    func `messages that are split off are a case of their own, with its own story`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let lease = try await store.begin(now: now)
            let messages = (1...3).map { Example.message($0, "fire \($0)", conversationKey: "one") }
            _ = try await store.remember([Example.page(lease, messages)], now: now, thinking: .example)
            let id = try #require(try await store.cases(states: [.open], limit: 1).first).id
            let heard = try await detail(store, id).messages
            let part = [heard[1].id, heard[1].id, heard[2].id]
            let answer = try await store.change(id, .split(part), by: "ana", note: "her neighbour", now: now)
            let new = try #require(answer.changed)
            #expect(new.id != id && new.messages == 2 && new.heat == 80 && new.state == .open && new.due == now)
            #expect(try await detail(store, new.id).messages.map(\.message.text) == ["fire 2", "fire 3"])
            #expect(try await detail(store, new.id).events.map(\.what) == ["opened", "split"])
            let old = try await detail(store, id)
            #expect(old.messages.map(\.message.text) == ["fire 1"] && old.hotCase.messages == 1)
            #expect(old.events.last?.what == "split" && old.events.last?.note.contains("her neighbour") == true)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `nothing is split off that is another's, and never everything`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let ids = try await hear(store, ["fire one", "fire two"])
            let mine = try #require(try await detail(store, ids[0]).messages.first).id
            let other = try #require(try await detail(store, ids[1]).messages.first).id
            func refusal(_ messages: [MessageID]) async throws -> String? {
                try await store.change(ids[0], .split(messages), by: "ana", note: "", now: now).why
            }
            #expect(try await refusal([other])?.contains("does not belong to it") == true)
            #expect(try await refusal([MessageID(rawValue: 99)])?.contains("does not belong to it") == true)
            #expect(try await refusal([mine])?.contains("leave at least one message") == true)
            #expect(try await refusal((1...201).map { MessageID(rawValue: $0) })?.contains("at most 200") == true)
            #expect(try await store.cases(states: [.open], limit: 10).count == 2)
        }
    }

    // MARK: link

    @Test(arguments: EngineKind.allCases)
    func `what is linked is due with its incident, closes with it, and its author is to be told`(
        _ kind: EngineKind
    ) async throws {
        try await kind.withStore { store in
            let ids = try await hear(store, ["fire one", "fire two", "fire three", "fire four"])
            for id in ids.dropFirst() {
                _ = try await store.change(id, .link(to: ids[0]), by: "ana", note: "", now: now)
            }
            _ = try await store.change(ids[0], .snooze(until: now + .seconds(60)), by: "ana", note: "", now: now)
            var linked = try await detail(store, ids[1]).hotCase
            #expect(linked.state == .open && linked.incident == ids[0] && linked.due == now + .seconds(60))
            // Escalation looks at none of them.
            let due = try await store.engine.read {
                try $0.integer("SELECT count(*) FROM hot_case WHERE due IS NOT NULL AND state = 'open'")
            }
            #expect(due == 0)
            // One is taken up, and one goes to a person by name: both live on.
            _ = try await store.change(ids[2], .claim, by: "ben", note: "", now: now)
            _ = try await store.change(ids[3], .handOver(to: "eve"), by: "ben", note: "", now: now)
            #expect(try await detail(store, ids[3]).hotCase.due == now)
            _ = try await store.change(ids[0], .resolve, by: "ana", note: "mast mended", now: now + .seconds(9))
            linked = try await detail(store, ids[1]).hotCase
            #expect(linked.state == .resolved && linked.due == nil && linked.firstTouched != nil)
            let story = try await detail(store, ids[1]).events.last
            #expect(story?.by == "ana" && story?.note.contains("with incident") == true)
            #expect(try await detail(store, ids[2]).hotCase.state == .claimed)
            #expect(try await detail(store, ids[3]).hotCase.state == .open)
            // Given back now, it is due by itself.
            _ = try await store.change(ids[2], .release, by: "ben", note: "", now: now + .seconds(20))
            #expect(try await detail(store, ids[2]).hotCase.due == now + .seconds(20))
            #expect(try await store.casesToTell(limit: 10) == Array(ids.dropFirst()))
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `an incident belongs to no other, and a case to one at a time`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let ids = try await hear(store, ["fire one", "fire two", "fire three"])
            func link(_ id: CaseID, _ to: CaseID) async throws -> String? {
                try await store.change(id, .link(to: to), by: "ana", note: "", now: now).why
            }
            #expect(try await link(ids[0], ids[1]) == nil)
            #expect(try await link(ids[0], ids[1]) == nil)
            #expect(try await detail(store, ids[0]).events.filter { $0.what == "link" }.count == 1)
            #expect(try await link(ids[2], ids[0])?.contains("link it to that one") == true)
            #expect(try await link(ids[1], ids[2])?.contains("merge it into") == true)
            #expect(try await link(ids[2], CaseID(rawValue: 99))?.contains("no case 99") == true)
        }
    }

    // MARK: not hot

    @Test(arguments: EngineKind.allCases)
    func `a false alarm and its reason reach the author of the rule, from an incident's cases too`(_ kind: EngineKind)
        async throws
    {
        try await kind.withStore { store in
            let ids = try await hear(store, ["fire sale", "fire sale again"])
            _ = try await store.change(ids[1], .link(to: ids[0]), by: "ana", note: "", now: now)
            _ = try await store.change(ids[0], .notHot, by: "ana", note: "a discount, not a fire", now: now)
            let alarms = try await store.falseAlarms(since: now, limit: 10)
            #expect(alarms.map(\.message.message.text) == ["fire sale", "fire sale again"])
            #expect(alarms.allSatisfy { $0.because.contains("a discount, not a fire") && $0.rules == ["danger"] })
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `what an older program opened is worked all the same, and comes first`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let ids = try await hear(store, ["fire"])
            let old = try await store.engine.write {
                try $0.insert(
                    """
                    INSERT INTO hot_case (state, heat, severity, title, messages, first_heard, owner, reasons)
                    VALUES ('open', 60, 'high', 'Old', 1, 5, '', '[]')
                    """, [])
            }
            let cases = try await store.cases(states: [.open], limit: 10)
            #expect(cases.map(\.id) == [CaseID(rawValue: old)] + ids)
            #expect(cases[0].due == nil && cases[0].newestHeard == Moment(microseconds: 5))
            #expect(try await store.queue(QueueQuery()).cases.first?.newest == nil)
            let answer = try await store.change(CaseID(rawValue: old), .claim, by: "ana", note: "", now: now)
            #expect(answer.changed?.due == now + .seconds(900))
        }
    }
}
