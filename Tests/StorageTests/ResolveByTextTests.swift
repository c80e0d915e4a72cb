import Storage
import TestKit
import Testing
import Triage

/// A case is closed by a text.
@Suite struct ResolveByTextTests {
    let now = Example.morning

    private func answer(_ number: Int?, by person: PersonName, _ scene: OnCallScene, at now: Moment) async throws
        -> PageReply
    {
        try await scene.store.answer(
            PageAnswer(.resolve, number: number), by: person, patience: scene.patience, now: now)
    }

    @Test(arguments: EngineKind.allCases)
    func `whoever was called closes the case by its number`(_ kind: EngineKind) async throws {
        try await kind.withScene { scene in
            let id = try #require(try await scene.open().first)
            try await scene.callAndSend(at: now)
            try await scene.text("\(id.rawValue) Done!", from: OnCallScene.ana, at: now + .seconds(5))
            let closed = try await scene.hotCase(id)
            #expect(closed.state == .resolved && closed.claimedBy == "ana")
            let words = try await scene.send(at: now + .seconds(5)).flatMap(\.words)
            #expect(words == ["Case \(id.rawValue) is resolved. Thank you."])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `whoever holds a case closes it days later, with its number or without where it is the only one`(
        _ kind: EngineKind
    ) async throws {
        try await kind.withScene { scene in
            let ids = try await scene.open(3)
            try await scene.callAndSend(at: now)
            for id in ids {
                _ = try await scene.store.answer(
                    PageAnswer(.acknowledge, number: Int(id.rawValue)), by: "ana", patience: scene.patience, now: now)
            }
            let later = now + .seconds(200_000)
            guard case .resolved = try await answer(Int(ids[0].rawValue), by: "ana", scene, at: later) else {
                Issue.record("not resolved")
                return
            }
            // Two are held: nobody guesses which.
            guard case .which = try await answer(nil, by: "ana", scene, at: later) else {
                Issue.record("guessed")
                return
            }
            _ = try await answer(Int(ids[1].rawValue), by: "ana", scene, at: later)
            guard case .resolved(let last) = try await answer(nil, by: "ana", scene, at: later) else {
                Issue.record("not resolved")
                return
            }
            #expect(last.id == ids[2])
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `a case that another holds, or that was never theirs, is not closed by a text`(_ kind: EngineKind) async throws
    {
        try await kind.withScene { scene in
            let id = try #require(try await scene.open().first)
            try await scene.callAndSend(at: now)
            guard case .noSuchPage = try await answer(Int(id.rawValue), by: "ben", scene, at: now) else {
                Issue.record("a stranger's answer counted")
                return
            }
            _ = try await scene.store.change(
                id, .acknowledge, by: "ben", note: "", patience: scene.patience, now: now)
            guard case .refused(_, let why) = try await answer(Int(id.rawValue), by: "ana", scene, at: now) else {
                Issue.record("another's case was closed")
                return
            }
            #expect(why.contains("ben"))
            #expect(try await scene.hotCase(id).state == .acknowledged)
        }
    }
}
