import Foundation
import Playground
import Testing
import Triage
import Wire

@testable import Channels

/// Pages through a network that is late, cuts, resets, garbles and falls silent.
@Suite struct PageTortureTests {
    private func port(_ url: String) throws -> Int { try #require(URL(string: url)?.port) }

    @Test func `what a sender says of an attempt is never untrue`() async throws {
        let (hooks, exchange) = (HookServer(), try Exchange())
        try await hooks.start()
        let proxy = ToxicProxy(
            target: try port(hooks.url), seed: 20_261_122,
            faults: ToxicFault.allCases.filter { $0 != .garbledAnswer }, patience: .milliseconds(50))
        try await proxy.start()
        let line = PageLine(
            exchange: exchange, addresses: .anywhere, limits: Limits(connect: .seconds(5), total: .seconds(2)),
            now: { Moment(seconds: 1_800_000_000) })
        let hook = try WebhookPages(line: line, url: "http://127.0.0.1:\(proxy.port)/hook", sign: nil)
        let outcomes = await withTaskGroup(of: (String, PageFailure.Kind?).self) { group in
            for number in 0..<220 {
                group.addTask {
                    let key = "page-\(number)"
                    do {
                        _ = try await hook.send(page(key: key), to: "ops")
                        return (key, nil)
                    } catch {
                        return (key, (error as? PageFailure)?.kind ?? .throttled(until: Moment(seconds: 0)))
                    }
                }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 as PageFailure.Kind?? }
        }
        let taken = Set(hooks.calls.compactMap { $0.asked.header("idempotency-key") })
        #expect(outcomes.count == 220)
        for (key, kind) in outcomes {
            switch kind ?? nil {
            case nil: #expect(taken.contains(key))
            case .unreachable: #expect(!taken.contains(key))
            case .unknown: break
            case .refused, .throttled: Issue.record("\(key): \(String(describing: kind))")
            }
        }
        #expect(proxy.met.count == ToxicFault.allCases.count - 1)
        await proxy.stop()
        await hooks.stop()
        await exchange.close()
    }

    @Test func `garbled answers end as some failure or as taken, and nothing breaks`() async throws {
        let (hooks, exchange) = (HookServer(), try Exchange())
        try await hooks.start()
        let proxy = ToxicProxy(target: try port(hooks.url), seed: 3, faults: [.garbledAnswer])
        try await proxy.start()
        let line = PageLine(
            exchange: exchange, addresses: .anywhere, limits: Limits(connect: .seconds(5), total: .seconds(2)),
            now: { Moment(seconds: 1_800_000_000) })
        let ntfy = try NtfyPages(line: line, url: "http://127.0.0.1:\(proxy.port)/ntfy")
        let ended = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<60 {
                group.addTask {
                    do {
                        _ = try await ntfy.send(page(key: "page-\(number)"), to: "ana")
                        return true
                    } catch {
                        return error is PageFailure
                    }
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(ended == 60)
        await proxy.stop()
        await hooks.stop()
        await exchange.close()
    }

    @Test func `a text whose answer is lost is looked for, so each goes out once`() async throws {
        let (twilio, exchange) = (TwilioServer(), try Exchange())
        try await twilio.start()
        let proxy = ToxicProxy(
            target: try port(twilio.url), seed: 5,
            faults: [
                .sound, .sound, .refused, .late, .sliced, .cutRequest, .cutAnswer, .resetRequest, .resetAnswer,
            ], patience: .milliseconds(30))
        try await proxy.start()
        let now: @Sendable () -> Moment = { Moment(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)) }
        let sender = try TwilioPages(
            line: PageLine(exchange: exchange, addresses: .anywhere, now: now),
            url: "http://127.0.0.1:\(proxy.port)", account: twilio.account, token: twilio.token,
            number: twilio.number)
        let begun = now()
        let doubts = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<80 {
                group.addTask {
                    let text = page("\(number) No signal", key: "page-\(number)")
                    var (isDoubtful, wasDoubtful) = (false, false)
                    for _ in 0..<200 {
                        do {
                            if isDoubtful, try await sender.wasTaken(text, to: "+12025550111", since: begun) != nil {
                                return true
                            }
                            isDoubtful = false
                            _ = try await sender.send(text, to: "+12025550111")
                            return wasDoubtful
                        } catch {
                            if !isDoubtful { isDoubtful = (error as? PageFailure)?.kind == .unknown }
                            wasDoubtful = wasDoubtful || isDoubtful
                        }
                    }
                    Issue.record("page \(number) never went out")
                    return wasDoubtful
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(twilio.sent.count == 80)
        #expect(Set(twilio.sent.map(\.body)).count == 80)
        #expect(doubts > 10)
        await proxy.stop()
        await twilio.stop()
        await exchange.close()
    }
}
