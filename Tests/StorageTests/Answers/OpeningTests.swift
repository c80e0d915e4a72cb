import Storage
import TestKit
import Testing
import Triage

/// A first message that asks to be called at a time, by the decider as it stands.
@Suite struct OpeningTests {
    private static func decider(_ mode: Manners.Mode = .on) -> Decider {
        Evening.decider(Evening.manners { $0.mode = mode }) { $0.callBacks = CallBackPlan() }
    }

    /// - Parameter look: at the newest answer, and at how many calls are agreed.
    private func hear(
        _ kind: EngineKind, _ words: String, _ mode: Manners.Mode = .on,
        _ look: @escaping @Sendable (StoredAnswer, Int) -> Void
    ) async throws {
        try await kind.withStore { store in
            let lease = try await store.begin(line: Evening.line)
            try await Evening.hear(store, lease, [Evening.text(1, words)], Self.decider(mode))
            let answer = try #require(try await store.answers(limit: 1).first)
            look(answer, try await store.callBacks().count)
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `who asks for a call at a free time has it, and is told so instead of being acknowledged`(_ kind: EngineKind)
        async throws
    {
        try await hear(kind, "My line is dead, please call me on Monday at 11am") { answer, calls in
            #expect(answer.draft.kind == .callBackBooked && answer.callBack != nil && calls == 1)
            #expect(answer.draft.facts.chosen == Moment(rfc3339: "2026-11-23T11:00:00Z"))
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `who names a part of a day is acknowledged with its free times`(_ kind: EngineKind) async throws {
        try await hear(kind, "can somebody ring me on Monday afternoon about my bill") { answer, calls in
            #expect(answer.draft.kind == .afterHours && answer.draft.facts.talk != nil && calls == 0)
            #expect(answer.draft.facts.slots.first == Moment(rfc3339: "2026-11-23T12:00:00Z"))
        }
    }

    @Test(arguments: EngineKind.allCases)
    func `in a preview the time is shown, and nobody takes it`(_ kind: EngineKind) async throws {
        try await hear(kind, "Please call me on Monday at 11am", .preview) { answer, calls in
            #expect(answer.draft.kind == .afterHours && answer.draft.facts.talk == nil && calls == 0)
            #expect(answer.draft.facts.slots == [Moment(rfc3339: "2026-11-23T11:00:00Z")].compactMap(\.self))
        }
    }
}
