import Storage
import TestKit
import Testing
import Triage

@testable import Act

/// From a hot message to somebody's telephone, with time in hand.
@Suite struct EscalationLoopTests {
    @Test func `a hot case calls its first step at once, with the reason on the first line`() async throws {
        try await withPaging { room in
            try await room.heat()
            try await room.turn(room.escalation(), room.pages())
            let said = try #require(room.sms.taken.first)
            #expect(room.sms.taken.count == 1 && said.to == "+12025550111" && said.at == Example.morning)
            #expect(said.words.split(separator: "\n").first?.contains("Danger") == true)
        }
    }

    @Test func `where nobody answers the next step is called within a second of its due time`() async throws {
        try await withPaging { room in
            try await room.heat()
            let called = try await room.run(within: .seconds(125)) {
                room.sms.taken.contains { $0.to == "+12025550112" }
            }
            #expect(called != nil)
            let said = room.sms.taken
            #expect(said.map(\.to) == ["+12025550111", "+12025550112"])
            let late = try #require(said.last).at - (Example.morning + .seconds(120))
            #expect(late >= .zero && late <= .seconds(1))
        }
    }

    @Test func `a case that another host opened is seen within a second, without a bell`() async throws {
        try await withPaging { room in
            let bell = Bell()
            let (escalation, pages) = (room.escalation(pagesWritten: bell), room.pages(bell: bell))
            let tasks = [Task { try await escalation.run() }, Task { try await pages.run() }]
            await room.clock.untilSleeping(3)
            try await room.heat()
            for _ in 0..<400 where room.sms.taken.isEmpty {
                if room.clock.sleepers >= 3, room.clock.now() < Example.morning + .seconds(1) {
                    room.clock.advance(by: .milliseconds(250))
                }
                try await Task.sleep(for: .milliseconds(5))
            }
            #expect(room.sms.taken.count == 1)
            #expect(room.clock.now() <= Example.morning + .seconds(1))
            for task in tasks { task.cancel() }
            for task in tasks { _ = try? await task.value }
        }
    }

    @Test func `a restart at any point of the night forgets nothing and says nothing twice`() async throws {
        try await withPaging { room in
            try await room.heat()
            // New loops for each single thing that is done.
            for _ in 0..<700 {
                _ = try await room.escalation().lookOnce()
                _ = try await room.pages().sendDue()
                room.clock.advance(by: .seconds(1))
            }
            // ana, ben after two minutes, then everybody after five more.
            #expect(room.sms.taken.count == 5)
            #expect(room.sms.taken.prefix(2).map(\.to) == ["+12025550111", "+12025550112"])
            #expect(Set(room.sms.taken.suffix(3).map(\.to)).count == 3)
            #expect(room.sms.taken[1].at - Example.morning == .seconds(120))
            #expect(room.sms.taken[2].at - Example.morning == .seconds(420))
        }
    }

    @Test func `a claim that lapses calls the step again`() async throws {
        try await withPaging { room in
            let id = try #require(try await room.heat().first)
            try await room.turn(room.escalation(), room.pages())
            let patience = room.onCall.patience
            let claimed = try await room.store.change(
                id, .claim, by: "ben", note: "", patience: patience, now: room.clock.now())
            guard case .done = claimed else {
                Issue.record("\(claimed)")
                return
            }
            room.clock.advance(by: patience.claim - .seconds(1))
            try await room.turn(room.escalation(), room.pages())
            #expect(room.sms.taken.map(\.to) == ["+12025550111", "+12025550111"])
            #expect(room.sms.taken.last?.words.contains("Case \(id.rawValue): ben has it. Sleep.") == true)
            room.clock.advance(by: .seconds(1))
            try await room.turn(room.escalation(), room.pages())
            // At once, although something was told a second ago.
            #expect(room.sms.taken.map(\.to) == ["+12025550111", "+12025550111", "+12025550111"])
            #expect(room.sms.taken.last?.words.contains("ben claimed it and is silent") == true)
            #expect(try await room.store.caseDetail(id)?.hotCase.state == .open)
        }
    }

    @Test func `a clock that goes back an hour makes nobody wait an hour longer`() async throws {
        try await withPaging { room in
            try await room.heat()
            let first = try await room.run(within: .seconds(2)) { room.sms.taken.count == 1 }
            #expect(first != nil)
            let bell = Bell()
            let (escalation, pages) = (room.escalation(pagesWritten: bell), room.pages(bell: bell))
            let tasks = [Task { try await escalation.run() }, Task { try await pages.run() }]
            await room.clock.untilSleeping(3)
            room.clock.advance(by: .seconds(-3600))
            let back = room.clock.now()
            for _ in 0..<4_000 where room.sms.taken.count < 2 {
                if room.clock.sleepers >= 3 { room.clock.advance(by: .seconds(1)) }
                try await Task.sleep(for: .milliseconds(1))
            }
            #expect(room.sms.taken.last?.to == "+12025550112")
            #expect(try #require(room.sms.taken.last).at - back <= .seconds(125))
            for task in tasks { task.cancel() }
            for task in tasks { _ = try? await task.value }
        }
    }

    @Test func `ten thousand hot messages in a minute are a handful of texts, and the first leaves at once`()
        async throws
    {
        try await withPaging { room in
            let (escalation, pages) = (room.escalation(), room.pages())
            let total = 10_000
            var first: Moment?
            for tenth in 0..<10 {
                try await room.heat(total / 10, from: 1 + tenth * (total / 10))
                while try await escalation.lookOnce() > 0 {}
                while try await pages.sendDue() > 0 {}
                if tenth == 0 { first = room.sms.taken.first?.at }
                room.clock.advance(by: .seconds(6))
            }
            #expect(first == Example.morning)
            while try await pages.sendDue() > 0 {}
            #expect((2...3).contains(room.sms.taken.count))
            // Each of them has its case, its page and its place: nothing waits without an errand.
            let counts = try await room.store.queue(QueueQuery(states: [.open], limit: 1)).counts
            #expect(counts[.open] == total)
            #expect(try await room.store.onCallHealth(now: room.clock.now(), grace: .seconds(45)).stuck.isEmpty)
            #expect(room.sms.taken.last?.words.contains("hot cases need you") == true)
        }
    }
}
