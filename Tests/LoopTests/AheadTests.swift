import Channels
import Storage
import Synchronization
import TestKit
import Testing
import Triage

@testable import Poll

/// How far a source may run ahead of the writer.
@Suite struct AheadTests {
    /// Lets the first writes pass and holds those after them until it is opened.
    private final class GatedEngine: Engine {
        private let engine: any Engine
        private let state: Mutex<(free: Int, isOpen: Bool, waiting: [CheckedContinuation<Void, Never>])>

        init(_ engine: any Engine, free: Int) {
            self.engine = engine
            state = Mutex((free, false, []))
        }

        func open() {
            let waiting = state.withLock { state in
                defer { state.waiting = [] }
                state.isOpen = true
                return state.waiting
            }
            for one in waiting { one.resume() }
        }

        func write<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
            await withCheckedContinuation { continuation in
                let mayPass = state.withLock { state in
                    state.free -= 1
                    if state.isOpen || state.free >= 0 { return true }
                    state.waiting.append(continuation)
                    return false
                }
                if mayPass { continuation.resume() }
            }
            return try await engine.write(body)
        }
        func read<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
            try await engine.read(body)
        }
        func migrate() async throws { try await engine.migrate() }
        func close() async {}
    }

    @Test func `a source runs ahead of a busy writer, but not without end`() async throws {
        try await withStore { store in
            let page = ScriptedListener.Answer.texts((0..<50).map { "text \($0)" }, more: true)
            let source = ScriptedListener("one", Array(repeating: page, count: 100))
            let clock = ManualClock()
            try await store.register([(source.source, source.channel)], now: clock.now())
            let engine = GatedEngine(store.engine, free: 1)
            let loop = PollLoop(
                store: Store(engine: engine), worker: Worker(rawValue: "h:b:1"), clock: clock,
                plan: .init(
                    sources: [PollSource(listener: source, every: .seconds(60))],
                    usual: Politeness(atOnce: 1, pause: .zero)),
                decider: { Decider(policy: PollLoopTests.policy, rules: .empty) }, chance: { 0 }, tell: { _ in })
            async let misses = loop.runOnce()
            // Two and a half thousand items are in line now, and nothing is written.
            while source.askings < 50 { await Task.yield() }
            for _ in 0..<2000 { await Task.yield() }
            #expect(source.askings == 50)
            engine.open()
            let missed = try await misses
            #expect(missed.isEmpty)
            #expect(try await store.totals().messages == 5000)
            #expect(source.settledPages == (1...100).map { "page \($0)" })
        }
    }
}
