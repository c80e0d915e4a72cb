import Act
import Playground
import Storage
import TestKit
import Testing
import Triage
import Wire

/// The outbox against an SMTP server that does what servers do.
@Suite(.serialized) struct TicketLoopTests {
    /// A store in which these texts were heard and decided, an SMTP server, and the loop between them.
    func withTickets(
        _ texts: [String], _ body: (Store, MailSink, ManualClock, TicketLoop) async throws -> Void
    ) async throws {
        let sink = MailSink()
        try await sink.start()
        let exchange = try Exchange()
        try await withStore { store in
            let clock = ManualClock()
            let decider = Decider(
                policy: Policy(brand: "Quillfone", ticketDomain: "quillfone.example"), rules: .empty)
            try await store.register([("one", .mastodon)], now: clock.now())
            let lease = try await store.leaseSources(
                ["one"], worker: Worker(rawValue: "h:b:1"), busy: [], now: clock.now(),
                until: clock.now() + .seconds(30))
            let items = texts.enumerated().map { place, text in
                let message = ScriptedListener.message(text, id: "m\(place)", source: "one", now: clock.now())
                return HeardPage.Judged(heard: .message(message), evidence: RuleSet.empty.judge(message))
            }
            _ = try await store.remember(
                [HeardPage(source: "one", epoch: lease[0].epoch, items: items, cursors: [:])], decider: decider,
                now: clock.now())
            let acd = ACD(
                server: SMTPServer(url: sink.url), from: "earshot@quillfone.example", brand: "Quillfone",
                standardQueue: "support@acd.example", hotQueue: "oncall@acd.example")
            let loop = try TicketLoop(
                store: store, exchange: exchange, worker: Worker(rawValue: "h:b:1"), clock: clock, acd: acd,
                chance: { 0 })
            try await body(store, sink, clock, loop)
        }
        await exchange.close()
        await sink.stop()
    }

    func states(_ store: Store) async throws -> [Errand.State] {
        try await store.errands(states: Errand.State.allCases, limit: 100).map(\.state)
    }

    @Test func `what is due is sent once`() async throws {
        try await withTickets(["a", "b", "c"]) { store, sink, _, loop in
            let waits = try await loop.runOnce()
            #expect(!waits)
            #expect(sink.count == 3)
            let stillWaits = try await loop.runOnce()
            #expect(!stillWaits)
            #expect(sink.count == 3)
            #expect(try await states(store) == [.sent, .sent, .sent])
        }
    }

    @Test func `a refusal for now is tried again later, under the same Message-ID`() async throws {
        try await withTickets(["a"]) { store, sink, clock, loop in
            sink.greylist(first: 1)
            #expect(try await loop.runOnce() == true)
            #expect(sink.count == 0)
            let waiting = try await store.errands(states: [.waiting], limit: 10)
            #expect(waiting.first?.attempts == 1)
            #expect(waiting.first?.lastError.contains("451") == true)
            clock.advance(by: .seconds(60))
            #expect(try await loop.runOnce() == false)
            #expect(sink.mails.first?.header("Message-ID") == waiting.first.map { "<\($0.idempotencyKey)>" })
        }
    }

    @Test func `a refusal for good is given up, never silently`() async throws {
        try await withTickets(["a"]) { store, sink, _, loop in
            sink.refuse("support@acd.example", code: 550)
            #expect(try await loop.runOnce() == false)
            let errand = try await store.errands(states: [.givenUp], limit: 10).first
            #expect(errand?.lastError.contains("550") == true)
        }
    }

    @Test func `a connection that closes after the final dot leaves it unknown, and the next try is doubtful`()
        async throws
    {
        try await withTickets(["a"]) { store, sink, clock, loop in
            sink.dropAfterDot(keeping: true)
            let waits = try await loop.runOnce()
            #expect(waits)
            #expect(try await states(store) == [.unknown])
            clock.advance(by: .seconds(60))
            #expect(try await loop.runOnce() == false)
            let ids = sink.mails.compactMap { $0.header("Message-ID") }
            #expect(ids.count == 2)
            #expect(Set(ids).count == 1)
            #expect(try await store.totals().doubtful == 1)
        }
    }

    @Test func `a server that is not there is tried again for days, and then given up`() async throws {
        try await withTickets(["a"]) { store, sink, clock, loop in
            await sink.stop()
            var tries = 0
            while try await loop.runOnce(), tries < 200 {
                tries += 1
                clock.advance(by: .seconds(3600))
            }
            let errand = try await store.errands(states: [.givenUp], limit: 10).first
            #expect(errand?.attempts == Backoff().attempts)
            #expect(try await store.totals().doubtful == 0)
        }
    }

    @Test func `the wait grows from seconds to an hour`() {
        let backoff = Backoff()
        #expect(backoff.wait(after: 1, chance: 0)! < .seconds(5))
        #expect(backoff.wait(after: 5, chance: 0.99)! > .seconds(60))
        #expect(backoff.wait(after: 60, chance: 0.99)! <= .seconds(3600))
        #expect(backoff.wait(after: 130, chance: 0) == nil)
    }

    @Test func `a clock that goes back an hour holds no ticket for an hour`() async throws {
        try await withTickets(["a"]) { store, sink, clock, loop in
            sink.greylist(first: 1)
            let task = Task { try await loop.run() }
            for _ in 0..<2_000 where try await store.errands(states: [.waiting], limit: 1).first?.attempts != 1 {
                await Task.yield()
            }
            await clock.untilSleeping(1)
            clock.advance(by: .seconds(-3600))
            for _ in 0..<20 where sink.count == 0 {
                await clock.untilSleeping(1)
                clock.advance(by: .seconds(2))
                for _ in 0..<200 where sink.count == 0 { await Task.yield() }
            }
            #expect(sink.count == 1)
            task.cancel()
            _ = try? await task.value
        }
    }
}
