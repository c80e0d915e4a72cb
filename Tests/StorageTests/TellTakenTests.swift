import Storage
import TestKit
import Testing
import Triage

/// Whoever was called need not come where another has it.
@Suite struct TellTakenTests {
    let now = Example.morning

    private func called(_ scene: OnCallScene, _ count: Int = 1) async throws -> [CaseID] {
        let ids = try await scene.open(count)
        try await scene.callAndSend(at: now)
        return ids
    }

    private func change(_ id: CaseID, _ verb: CaseVerb, by name: String, _ scene: OnCallScene, at now: Moment)
        async throws
    {
        let answer = try await scene.store.change(id, verb, by: name, note: "", patience: scene.patience, now: now)
        guard case .done = answer else {
            Issue.record("\(answer)")
            return
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `who was paged is told once, by the same means, when another takes the case`(_ kind: EngineKind)
        async throws
    {
        try await kind.withScene { scene in
            let id = try #require(try await called(scene).first)
            let soon = now + .seconds(30)
            try await change(id, .claim, by: "ben", scene, at: soon)
            try await change(id, .acknowledge, by: "ben", scene, at: soon)
            try await change(id, .resolve, by: "ben", scene, at: soon)
            let sent = try await scene.send(at: now + .seconds(60))
            #expect(sent.map(\.means) == [Means(.sms, "+12025550111")])
            #expect(sent.first?.words == ["Case \(id.rawValue): ben has it. Sleep."])
            #expect(try await scene.send(at: now + .seconds(600)).isEmpty)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `several are told of in one text, and nobody is sent to sleep who is still wanted`(_ kind: EngineKind)
        async throws
    {
        try await kind.withScene { scene in
            let ids = try await called(scene, 3)
            let soon = now + .seconds(70)
            _ = try await scene.send(at: soon)
            try await change(ids[0], .acknowledge, by: "ben", scene, at: soon)
            try await change(ids[1], .resolve, by: "ben", scene, at: soon)
            let sent = try await scene.send(at: soon + .seconds(60))
            #expect(sent.count == 1)
            #expect(
                sent.first?.words == [
                    "Case \(ids[0].rawValue): ben has it.", "Case \(ids[1].rawValue): ben has resolved it.",
                ])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `neither who took it, nor who never got the page, nor who was called long ago is told`(_ kind: EngineKind)
        async throws
    {
        try await kind.withScene { scene in
            let first = try #require(try await called(scene).first)
            try await change(first, .acknowledge, by: "ana", scene, at: now)
            #expect(try await scene.send(at: now + .seconds(60)).isEmpty)

            let second = try #require(try await scene.open(from: 2, at: now + .seconds(100)).last)
            _ = try await scene.store.lookAtDueCases(now: now + .seconds(100), onCall: scene.onCall)
            try await change(second, .acknowledge, by: "ben", scene, at: now + .seconds(100))
            #expect(try await scene.send(at: now + .seconds(200)).isEmpty)

            let start = now + .seconds(300)
            let third = try #require(try await scene.open(from: 3, at: start).last)
            try await scene.callAndSend(at: start)
            try await change(third, .acknowledge, by: "ben", scene, at: start + .seconds(3601))
            #expect(try await scene.send(at: start + .seconds(4000)).isEmpty)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `it can be turned off`(_ kind: EngineKind) async throws {
        try await kind.withScene { scene in
            var scene = scene
            scene.onCall.patience.tellsTaken = false
            let id = try #require(try await called(scene).first)
            try await change(id, .claim, by: "ben", scene, at: now)
            #expect(try await scene.send(at: now + .seconds(60)).isEmpty)
        }
    }
}
