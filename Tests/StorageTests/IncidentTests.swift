import Foundation
import Storage
import Synchronization
import TestKit
import Testing
import Triage

/// One thing is one case: as it is in the database, with the real judge and the real decider.
@Suite struct IncidentTests {
    static let start = Example.morning

    static func decider(_ habit: OnCall.IncidentHabit? = nil, more: String = "") throws -> Decider {
        let text = """
            rule outage
              title     No network
              severity  critical
              respond   15m
              when      "no signal" OR "network is down"
              hit       "no signal here"
              miss      "all is well"

            rule need
              title     Person in need
              severity  critical
              when      "hurt myself"
              hit       "i hurt myself"
              miss      "all is well"

            """ + more
        let (rules, complaints) = RuleSet.compile([RuleFile(path: "Rules/a.rules", bytes: Array(text.utf8))])
        return Decider(
            policy: Policy(brand: "Quillfone", incidents: habit),
            rules: try #require(rules, "\(complaints.map { $0.rendered(colour: false) })"))
    }

    /// Told in as many ways as there are people.
    static func outage(_ number: Int, author: Int? = nil, second: Int) -> Message {
        let streets = (0..<7).map { "street\(number * 7 + $0)" }.joined(separator: " ")
        return SpikeTests.message(number, second: second, author: author, "No signal since noon in \(streets)")
    }

    private func hear(_ store: Store, _ decider: Decider, _ messages: [Message], second: Int) async throws
        -> [Remembered.Hot]
    {
        try await SpikeTests.hear(store, decider, messages, second: second).hot
    }

    /// What escalation would look at, and puts off by five minutes.
    private func look(_ store: Store, at now: Moment) async throws -> [Int64] {
        try await store.engine.write { transaction in
            let due = try transaction.rows(
                """
                SELECT id FROM hot_case
                WHERE due <= ?1 AND state IN ('open', 'claimed', 'acknowledged', 'snoozed') ORDER BY id
                """, [.time(now)]
            ).map { try $0.integer(0) }
            for id in due {
                try transaction.run(
                    "UPDATE hot_case SET due = ?2 WHERE id = ?1", [.integer(id), .time(now + .seconds(300))])
            }
            return due
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a burst of 500 messages is one incident, and escalation looks at three cases`(_ kind: EngineKind)
        async throws
    {
        try await kind.withStore { store in
            let decider = try Self.decider()
            var looked: Set<Int64> = []
            // One or two a second, by 480 people, over six minutes.
            var number = 0
            var second = 0
            while number < 500 {
                let count = min(1 + second % 2, 500 - number)
                let messages = (0..<count).map { Self.outage(number + $0, author: (number + $0) % 480, second: second) }
                _ = try await hear(store, decider, messages, second: second)
                looked.formUnion(try await look(store, at: Self.start + .seconds(second)))
                number += count
                second += 1
            }
            looked.formUnion(try await look(store, at: Self.start + .seconds(second + 290)))
            let cases = try await store.cases(states: Case.State.allCases, limit: 1000)
            let incidents = cases.filter(\.isIncident)
            #expect(incidents.count == 1 && cases.count == 6 && looked.count <= 3, "\(cases.count) \(looked)")
            let incident = try #require(incidents.first)
            #expect(incident.messages == 500 && incident.people == 480)
            #expect(incident.title == "500 messages from 480 people: No network")
            #expect(incident.newestHeard == Self.start + .seconds(second - 1))
            #expect(cases.filter { $0.incident == incident.id }.count == 5)
            // In the queue they stand under it, and not beside it.
            #expect(try await store.queue(QueueQuery()).cases.map(\.id) == [incident.id])
            #expect(try await store.queue(QueueQuery(incident: incident.id)).cases.count == 5)
            let detail = try #require(try await store.caseDetail(incident.id))
            #expect(detail.messages.count == 200 && detail.linked.count == 5)
            let line = try await store.queue(QueueQuery(incident: incident.id)).cases.first
            #expect(line?.incident == incident.id && line?.state == .open)
        }
    }

    /// An incident of six people, closed at second 100.
    private func closedIncident(_ store: Store, _ decider: Decider) async throws -> CaseID {
        for number in 0..<8 {
            _ = try await hear(store, decider, [Self.outage(number, second: number)], second: number)
        }
        let incident = try #require(try await store.cases(states: [.open], limit: 100).first { $0.isIncident })
        let answer = try await store.change(
            incident.id, .resolve, by: "ana", note: "", now: Self.start + .seconds(100))
        guard case .done = answer else { throw StorageError.fault("\(answer)") }
        #expect(try await store.cases(states: [.open], limit: 100).isEmpty)
        return incident.id
    }

    @Test(arguments: EngineKind.allCases)
    func `whoever closed an incident is not called for its stragglers, and is when it comes again`(_ kind: EngineKind)
        async throws
    {
        try await kind.withStore { store in
            let decider = try Self.decider()
            let incident = try await closedIncident(store, decider)
            // The same few go on: one of them ten times.
            for number in 0..<10 {
                let hot = try await hear(
                    store, decider, [Self.outage(100 + number, author: 90, second: 110 + number)], second: 110 + number)
                #expect(hot.map(\.isNewCase) == [false] && hot.map(\.caseID) == [incident])
            }
            for number in 0..<4 {
                let hot = try await hear(
                    store, decider, [Self.outage(200 + number, author: 91 + number, second: 130 + number)],
                    second: 130 + number)
                #expect(hot.map(\.caseID) == [incident], "\(number)")
            }
            #expect(try await look(store, at: Self.start + .seconds(400)).isEmpty)
            let detail = try #require(try await store.caseDetail(incident))
            #expect(detail.hotCase.state == .resolved && detail.hotCase.messages == 22)
            #expect(detail.events.last?.note.contains("nobody is called") == true)
            // As many as make an incident, anew: it is one again, and somebody is called.
            let again = try await hear(store, decider, [Self.outage(300, author: 97, second: 140)], second: 140)
            #expect(again.map(\.isNewCase) == [true])
            let new = try #require(try await store.cases(states: [.open], limit: 100).first)
            #expect(new.isIncident && new.id != incident)
            #expect(try await look(store, at: Self.start + .seconds(141)) == [new.id.rawValue])
            let next = try await hear(store, decider, [Self.outage(301, author: 98, second: 142)], second: 142)
            #expect(next.map(\.caseID) == [new.id])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `when the window is over, or in another trouble, a closed incident keeps nobody from being called`(
        _ kind: EngineKind
    ) async throws {
        try await kind.withStore { store in
            let decider = try Self.decider()
            _ = try await closedIncident(store, decider)
            let other = try await hear(
                store, decider, [SpikeTests.message(500, second: 120, author: 50, "I hurt myself")], second: 120)
            #expect(other.map(\.isNewCase) == [true])
            let late = try await hear(store, decider, [Self.outage(400, author: 60, second: 701)], second: 701)
            #expect(late.map(\.isNewCase) == [true])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `one person who writes much opens no incident`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let decider = try Self.decider()
            for number in 0..<12 {
                _ = try await hear(store, decider, [Self.outage(number, author: 1, second: number)], second: number)
            }
            #expect(try await store.cases(states: [.open], limit: 100).allSatisfy { !$0.isIncident })
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a case that somebody has taken up stays theirs when the incident opens`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let decider = try Self.decider()
            var ids: [CaseID] = []
            for number in 0..<5 {
                ids += try await hear(store, decider, [Self.outage(number, second: number)], second: number).map(
                    \.caseID)
            }
            #expect(Set(ids).count == 5)
            _ = try await store.change(ids[0], .claim, by: "ana", note: "", now: Self.start + .seconds(5))
            _ = try await store.change(ids[1], .handOver(to: "ben"), by: "ana", note: "", now: Self.start)
            _ = try await store.change(ids[2], .resolve, by: "ana", note: "", now: Self.start)
            let sixth = try await hear(store, decider, [Self.outage(6, second: 6)], second: 6)
            let incident = try #require(try await store.caseDetail(sixth[0].caseID))
            #expect(incident.hotCase.isIncident && incident.linked.map(\.id) == Array(ids[3...]))
            #expect(incident.hotCase.messages == 3 && incident.hotCase.people == 3)
            #expect(try await store.caseDetail(ids[0])?.hotCase.incident == nil)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `an incident that has gone quiet, or is closed, is joined no more when its time is over`(_ kind: EngineKind)
        async throws
    {
        try await kind.withStore { store in
            let decider = try Self.decider(OnCall.IncidentHabit(cases: 2, window: .seconds(600)))
            for number in 0..<3 {
                _ = try await hear(store, decider, [Self.outage(number, second: number)], second: number)
            }
            let incident = try #require(try await store.cases(states: [.open], limit: 10).first { $0.isIncident })
            func next(_ number: Int, second: Int) async throws -> CaseID? {
                try await hear(store, decider, [Self.outage(number, second: second)], second: second).first?.caseID
            }
            // It is joined while no half hour passes between two.
            #expect(try await next(10, second: 1_800) == incident.id)
            #expect(try await next(11, second: 3_600) == incident.id)
            let late = try await next(12, second: 5_401)
            #expect(late != incident.id)
            #expect(try await next(13, second: 5_402) != incident.id)
            let second = try #require(try await next(14, second: 5_403))
            #expect(try await store.caseDetail(second)?.hotCase.isIncident == true)
            #expect(try await next(15, second: 5_404) == second)
            _ = try await store.change(second, .resolve, by: "ana", note: "", now: Self.start + .seconds(5_405))
            // In silence for as long as its window, see below.
            #expect(try await next(16, second: 5_406) == second)
            #expect(try await next(17, second: 6_006) != second)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `people in need are each a case, even in the same words`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let decider = try Self.decider(OnCall.IncidentHabit(cases: 2, never: ["need"]))
            for number in 0..<8 {
                _ = try await hear(
                    store, decider, [SpikeTests.message(number, second: number, "I hurt myself")], second: number)
            }
            let cases = try await store.cases(states: [.open], limit: 100)
            #expect(cases.count == 8 && cases.allSatisfy { !$0.isIncident && $0.messages == 1 })
            // And each calls somebody at once.
            #expect(cases.allSatisfy { $0.due == $0.firstHeard })
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a copied post joins the case that told it first, for a day and while that is open`(_ kind: EngineKind)
        async throws
    {
        try await kind.withStore { store in
            let decider = try Self.decider(OnCall.IncidentHabit(cases: 100))
            let post = "There is no signal anywhere in the harbour since noon and nobody answers the Quillfone hotline"
            func hear(_ number: Int, _ text: String, hours: Int = 0, direct: Bool = false) async throws -> CaseID? {
                let second = number + hours * 3600
                var message = SpikeTests.message(number, second: second, text)
                if direct { message.visibility = .direct }
                return try await self.hear(store, decider, [message], second: second).first?.caseID
            }
            let first = try #require(try await hear(1, post))
            #expect(try await hear(2, "RT!!! \(post) https://photos.example/1") == first)
            #expect(try await hear(3, post, direct: true) != first)
            #expect(try await hear(4, "No signal in the old town, and I wait for my mother to call me back") != first)
            // Copied again within a day of the last time.
            #expect(try await hear(5, post, hours: 20) == first)
            #expect(try await hear(6, post, hours: 40) == first)
            let second = try #require(try await hear(7, post, hours: 70))
            #expect(second != first)
            _ = try await store.change(second, .resolve, by: "ana", note: "", now: Self.start + .seconds(252_010))
            #expect(try await hear(8, post, hours: 70) != second)
            let hotCase = try #require(try await store.caseDetail(first)).hotCase
            #expect(hotCase.messages == 4 && !hotCase.isIncident)
            #expect(try await store.caseDetail(second)?.hotCase.messages == 1)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `the case of a spike is the incident of the rule that it counts`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let decider = try Self.decider(
                OnCall.IncidentHabit(cases: 50),
                more: """
                    spike outage-spike
                      title     Outage spike
                      severity  critical
                      count     rule:outage distinct authors
                      fires     at 4 in 10m

                    """)
            for number in 0..<12 {
                _ = try await hear(store, decider, [Self.outage(number, second: number)], second: number)
            }
            let cases = try await store.cases(states: [.open], limit: 100)
            let incident = try #require(cases.first { $0.isIncident })
            #expect(cases.count == 5 && cases.filter(\.isIncident).count == 1)
            #expect(incident.title.hasPrefix("Outage spike: 4 authors"))
            // Each message is counted and shown once.
            #expect(incident.messages == 12)
            let detail = try #require(try await store.caseDetail(incident.id))
            #expect(detail.messages.count == 12 && detail.linked.count == 4)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `an ordinary message asks the database nothing about cases`(_ kind: EngineKind) async throws {
        try await kind.withStore { store in
            let decider = try Self.decider()
            let asked = Asked()
            let thinking = Thinking(
                asks: { decider.asks($0, $1) }, decide: { decider.decide($0, $1, $2, now: $3) },
                decideUnreadable: { decider.decide($0, known: $1) },
                foldAsks: { message, decision, now in
                    asked.note(message.text)
                    return decider.foldAsks(message, decision, now: now)
                }, fold: { decider.fold($0, $1, $2, $3, now: $4) })
            let lease = try await store.begin(now: Self.start)
            let texts = ["all is well", "no signal", "thank you", "no signal"]
            let items = texts.enumerated().map { place, text in
                let message = SpikeTests.message(place, second: 0, author: 1, text)
                return HeardPage.Judged(heard: .message(message), evidence: decider.rules.judge(message))
            }
            let page = HeardPage(source: lease.source, epoch: lease.epoch, items: items, cursors: [:])
            _ = try await store.remember([page], now: Self.start, thinking: thinking)
            #expect(asked.texts.prefix(2) == ["no signal", "no signal"])
            let keys = try await store.engine.read { try $0.integer("SELECT count(*) FROM case_key") }
            // The words and the rule of one case; the second message joined it.
            #expect(keys == 2)
        }
    }
}

private final class Asked: Sendable {
    private let heard = Mutex<[String]>([])
    var texts: [String] { heard.withLock { $0 } }
    func note(_ text: String) { heard.withLock { $0.append(text) } }
}
