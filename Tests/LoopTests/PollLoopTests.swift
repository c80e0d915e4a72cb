import Channels
import Foundation
import Storage
import Synchronization
import TestKit
import Testing
import Triage

@testable import Poll

@Suite struct PollLoopTests {
    static let policy = Policy(brand: "Quillfone", ticketDomain: "quillfone.example")

    final class Events: Sendable {
        private let list = Mutex<[PollEvent]>([])
        func add(_ event: PollEvent) { list.withLock { $0.append(event) } }
        var all: [PollEvent] { list.withLock { $0 } }
    }

    func loop(
        _ store: Store, _ listeners: [ScriptedListener], worker: String = "h:b:1", clock: ManualClock = ManualClock(),
        every: Duration = .seconds(60), events: Events = Events()
    ) async throws -> PollLoop {
        try await store.register(listeners.map { ($0.source, $0.channel) }, now: clock.now())
        return PollLoop(
            store: store, worker: Worker(rawValue: worker), clock: clock,
            plan: .init(
                sources: listeners.map { PollSource(listener: $0, every: every) },
                usual: Politeness(atOnce: 1, pause: .zero)),
            decider: { Decider(policy: Self.policy, rules: .empty) }, chance: { 0 }, tell: events.add)
    }

    @Test func `a gap is closed page by page, and each page is settled after it is durable`() async throws {
        try await withStore { store in
            let source = ScriptedListener(
                "one", [.texts(["a", "b"], more: true), .texts(["c"], more: true), .texts([])])
            let misses = try await loop(store, [source]).runOnce()
            #expect(misses.isEmpty)
            #expect(try await store.totals().messages == 3)
            #expect(source.settledPages == ["page 1", "page 2", "page 3"])
            #expect(source.isClosed)
        }
    }

    @Test func `one source that fails is named, and the others are heard`() async throws {
        try await withStore { store in
            let bad = ScriptedListener("bad", [.failure(.init(.tryAgain, "bad.example does not answer"))])
            let good = ScriptedListener("good", [.texts(["a"])])
            let misses = try await loop(store, [bad, good]).runOnce()
            #expect(misses.map(\.source) == ["bad"])
            #expect(misses.first?.reason == "bad.example does not answer")
            #expect(try await store.totals().messages == 1)
            let state = try await store.sourceStates().first { $0.source == "bad" }
            #expect(state?.failures == 1)
            #expect(state?.lastError == "bad.example does not answer")
        }
    }

    @Test func `what was heard before a source failed in the middle is kept`() async throws {
        try await withStore { store in
            let source = ScriptedListener(
                "one", [.texts(["a"], more: true), .failure(.init(.tryAgain, "it broke off"))])
            let misses = try await loop(store, [source]).runOnce()
            #expect(misses.count == 1)
            #expect(try await store.totals().messages == 1)
            #expect(source.settledPages == ["page 1"])
        }
    }

    @Test func `a worker that lost its lease writes nothing and says so`() async throws {
        try await withStore { store in
            let clock = ManualClock()
            let source = ScriptedListener("one", [.texts(["a"])])
            let loop = try await loop(store, [source], clock: clock)
            // Another worker holds it.
            _ = try await store.leaseSources(
                ["one"], worker: Worker(rawValue: "other:b:2"), busy: [], now: clock.now(),
                until: clock.now() + .seconds(30))
            let misses = try await loop.runOnce()
            #expect(misses.map(\.why) == [.held])
            #expect(try await store.totals().messages == 0)
        }
    }

    @Test func `a slow source delays no other`() async throws {
        try await withStore { store in
            let clock = ManualClock()
            let slow = ScriptedListener("slow", [.stall])
            let quick = ScriptedListener("quick", [.texts(["a"]), .texts(["b"])])
            let loop = try await loop(store, [slow, quick], clock: clock, every: .seconds(20))
            let task = Task { try await loop.run() }
            for _ in 0..<10 where try await store.totals().messages < 2 {
                await clock.untilSleeping(1)
                clock.advance(by: .seconds(5))
                for _ in 0..<50 where try await store.totals().messages < 2 { await Task.yield() }
            }
            #expect(try await store.totals().messages == 2)
            #expect(slow.askings == 1)
            task.cancel()
            _ = try? await task.value
        }
    }

    @Test func `pages after one that could not be written are not written either`() async throws {
        try await withStore { store in
            let recorder = Recorder(store: store, clock: ManualClock()) {
                Decider(policy: Self.policy, rules: .empty)
            }
            let asking = Asking()
            asking.end()
            let page = HeardPage(source: "one", epoch: 1, items: [], cursors: ["lane": .token("x")])
            await #expect(throws: CancellationError.self) { try await recorder.record(page, of: asking).result }
        }
    }

    @Test func `a clock that goes back an hour makes no source wait for an hour`() async throws {
        try await withStore { store in
            let clock = ManualClock()
            let source = ScriptedListener("one", [.texts(["a"]), .texts(["b"])])
            let loop = try await loop(store, [source], clock: clock)
            let task = Task { try await loop.run() }
            for _ in 0..<2000 where source.askings < 1 { await Task.yield() }
            await clock.untilSleeping(1)
            clock.advance(by: .seconds(-3600))
            for _ in 0..<30 where source.askings < 2 {
                await clock.untilSleeping(1)
                clock.advance(by: .seconds(5))
                for _ in 0..<200 where source.askings < 2 { await Task.yield() }
            }
            #expect(source.askings >= 2)
            task.cancel()
            _ = try? await task.value
        }
    }
}
