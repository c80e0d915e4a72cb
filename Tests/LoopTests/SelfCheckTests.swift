import Storage
import Synchronization
import TestKit
import Testing
import Triage

@testable import Act

/// Who watches those who watch.
@Suite struct SelfCheckTests {
    private func check(_ room: PagingRoom, _ pings: Pings, every: Duration = .seconds(60)) -> SelfCheck {
        SelfCheck(
            store: room.store, worker: Worker(rawValue: "h:b:1"), clock: room.clock, desk: room.desk,
            deadMan: SelfCheck.DeadMan(every: every) { try pings.ping() })
    }

    final class Pings: Sendable {
        private let count = Mutex(0)
        private let fails: Bool
        struct Silent: Error {}
        init(fails: Bool = false) { self.fails = fails }
        var all: Int { count.withLock { $0 } }
        func ping() throws {
            count.withLock { $0 += 1 }
            if fails { throw Silent() }
        }
    }

    @Test func `while all is well the dead-man's address is told as often as it wants`() async throws {
        try await withPaging { room in
            let pings = Pings()
            let check = check(room, pings, every: .seconds(30))
            for _ in 0..<12 {
                #expect(await check.look())
                room.clock.advance(by: .seconds(10))
            }
            #expect(pings.all == 4)
            #expect(room.sms.attempts + room.email.attempts == 0)
        }
    }

    @Test func `what it said last is written down, when it changes and once a minute`() async throws {
        try await withPaging { room in
            let check = check(room, Pings())
            func notes() async throws -> [SelfCheckNote] {
                try await room.store.onCallState(now: room.clock.now(), since: room.clock.now(), grace: .zero).checks
            }
            #expect(await check.look())
            let first = try #require(try await notes().first)
            #expect(first.words.isEmpty && first.at == room.clock.now())
            room.clock.advance(by: .seconds(50))
            #expect(await check.look())
            #expect(try await notes().first?.at == first.at)
            try await room.heat()
            room.clock.advance(by: .seconds(50))
            #expect(await !check.look())
            let second = try #require(try await notes().first)
            #expect(second.words.contains("nobody was called") && second.at == room.clock.now())
        }
    }

    @Test func `a case that nobody looks at calls the lead by the last means first, and the dead-man hears nothing`()
        async throws
    {
        try await withPaging { room in
            let pings = Pings()
            let check = check(room, pings)
            #expect(await check.look())
            try await room.heat()
            // No loop runs.
            var sick: Duration?
            for _ in 0..<12 {
                room.clock.advance(by: .seconds(10))
                if await !check.look(), sick == nil { sick = room.clock.now() - Example.morning }
            }
            #expect(sick == .seconds(50))
            #expect(pings.all == 1)
            let said = try #require(room.email.taken.first)
            #expect(room.email.taken.count == 1 && said.to == "lea@quillfone.example")
            #expect(said.words.contains("nobody was called") && room.sms.attempts == 0)
            // Again after a quarter of an hour, and not before.
            room.clock.advance(by: .seconds(900))
            await check.look()
            #expect(room.email.taken.count == 2)
            // And all is well again when somebody looks.
            _ = try await room.escalation().lookOnce()
            _ = try await room.pages().sendDue()
            #expect(await check.look())
            #expect(pings.all == 2)
        }
    }

    @Test func `where the last means fails the one before it is taken`() async throws {
        try await withPaging { room in
            let check = check(room, Pings())
            await check.look()
            try await room.heat()
            room.email.always(.fail(.refused))
            room.clock.advance(by: .seconds(50))
            #expect(await !check.look())
            #expect(room.sms.taken.map(\.to) == ["+12025550113"])
        }
    }

    @Test func `pages that do not leave are found`() async throws {
        try await withPaging { room in
            let (pings, check) = (Pings(), check(room, Pings()))
            await check.look()
            try await room.heat()
            _ = try await room.escalation().lookOnce()
            room.clock.advance(by: .seconds(50))
            #expect(await !check.look())
            #expect(room.email.taken.first?.words.contains("pages do not leave") == true)
            #expect(pings.all == 0)
        }
    }

    @Test func `what was left lying while no program ran wakes nobody at the start, and is not called well`()
        async throws
    {
        try await withPaging { room in
            try await room.heat()
            room.clock.advance(by: .seconds(3600))
            let pings = Pings()
            let check = check(room, pings)
            #expect(await !check.look())
            #expect(room.email.attempts == 0 && pings.all == 0)
            room.clock.advance(by: .seconds(45))
            #expect(await !check.look())
            #expect(room.email.attempts == 1)
        }
    }

    @Test func `a dead-man's address that cannot be told breaks nothing`() async throws {
        try await withPaging { room in
            let pings = Pings(fails: true)
            let check = check(room, pings)
            #expect(await check.look())
            #expect(pings.all == 1)
        }
    }
}
