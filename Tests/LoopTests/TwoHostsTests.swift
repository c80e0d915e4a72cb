import Storage
import TestKit
import Testing
import Triage

@testable import Act

/// Two hosts over one PostgreSQL.
@Suite struct TwoHostsTests {
    @Test func `what one host opens another calls for at once, though its clock stands still`() async throws {
        try await EngineKind.postgres.withDatabase { database in
            let there = PagingRoom(Store(engine: try await database.engine()))
            var here = PagingRoom(Store(engine: try await database.engine()))
            here.onCall = there.onCall
            let ears = Ears()
            ears.open(here.store.engine)
            let bell = Bell()
            let escalation = EscalationLoop(
                store: here.store, clock: here.clock, onCall: here.onCall, pagesWritten: bell, ears: ears)
            let pages = PageLoop(
                store: here.store, worker: Worker(rawValue: "h:b:1"), clock: here.clock, desk: here.desk, bell: bell,
                ears: ears, chance: { 0 })
            let tasks = [Task { try await escalation.run() }, Task { try await pages.run() }]
            await here.clock.untilSleeping(3)
            while !ears.areOpen { try await Task.sleep(for: .milliseconds(2)) }
            // Nobody here polls, and no time passes here: only what was told can wake it.
            try await there.heat()
            for _ in 0..<5_000 where here.sms.taken.isEmpty { try await Task.sleep(for: .milliseconds(2)) }
            #expect(here.sms.taken.map(\.to) == ["+12025550111"])
            for task in tasks { task.cancel() }
            for task in tasks { _ = try? await task.value }
            ears.close()
        }
    }

    @Test func `while news are told a loop looks around less often, and as often as before where they are not`()
        async throws
    {
        try await EngineKind.postgres.withDatabase { database in
            let engine = try await database.engine()
            let ears = Ears()
            #expect(ears.pause(.seconds(1)) == .seconds(1))
            ears.open(engine)
            for _ in 0..<5_000 where !ears.areOpen { try await Task.sleep(for: .milliseconds(2)) }
            #expect(ears.pause(.seconds(1)) == .seconds(2))
            ears.close()
            for _ in 0..<5_000 where ears.areOpen { try await Task.sleep(for: .milliseconds(2)) }
            #expect(ears.pause(.seconds(1)) == .seconds(1))
        }
    }
}
