import Channels
import Foundation
import Playground
import Storage
import TestKit
import Testing
import Triage
import Wire

@testable import Act

/// Pages through a network that delays, cuts, resets and garbles: each has an end, and the end is true.
///
/// `EARSHOT_TORTURE=100000` makes it as many.
@Suite(.serialized) struct PageTortureTests {
    /// Time that passes ten times as fast, so that waits between attempts do not fill the day.
    private struct QuickClock: Timekeeper {
        private let start = ContinuousClock.now
        private let began = Example.morning
        private static let pace = 10

        func now() -> Moment { began + (ContinuousClock.now - start) * Self.pace }
        func sleep(until moment: Moment) async throws {
            let wait = moment - now()
            if wait > .zero { try await Task.sleep(for: wait / Self.pace) }
        }
    }

    private static let faults: [ToxicFault] = [
        .sound, .sound, .refused, .late, .sliced, .cutRequest, .cutAnswer, .resetRequest, .resetAnswer, .garbledAnswer,
    ]

    @Test func `each page through a bad network is delivered, given to the next means, or loudly failed`() async throws {
        let count = ProcessInfo.processInfo.environment["EARSHOT_TORTURE"].flatMap(Int.init) ?? 500
        let (twilio, hooks, exchange) = (TwilioServer(), HookServer(), try Exchange())
        try await twilio.start()
        try await hooks.start()
        func proxy(_ url: String, _ seed: UInt64) async throws -> (ToxicProxy, String) {
            let port = try #require(URL(string: url)?.port)
            let proxy = ToxicProxy(target: port, seed: seed, faults: Self.faults, patience: .milliseconds(100))
            try await proxy.start()
            return (proxy, url.replacingOccurrences(of: ":\(port)", with: ":\(proxy.port)"))
        }
        let (textProxy, textURL) = try await proxy(twilio.url, 1)
        let (hookProxy, hookURL) = try await proxy(hooks.hookURL, 2)
        let clock = QuickClock()
        let line = PageLine(exchange: exchange, addresses: .anywhere, now: { clock.now() })
        let sms = try TwilioPages(
            line: line, url: textURL, account: twilio.account, token: twilio.token, number: twilio.number)
        let webhook = try WebhookPages(line: line, url: hookURL, sign: nil)
        let lead = Person(name: "lea", reach: [Means(.webhook, "pager")], isLead: true)
        let desk = PageDesk(
            onCall: OnCall(people: [lead]), brand: "Quillfone",
            sender: { $0.kind == .sms ? sms : $0.kind == .webhook ? webhook : nil })
        // Every tenth telephone is off.
        func number(_ place: Int) -> String { "+1202\(1_000_000 + place)" }
        for place in stride(from: 0, to: count, by: 10) { twilio.fate(of: number(place), .undelivered(30003)) }

        try await EngineKind.sqlite.withStore { store in
            let ids = try await PagingRoom(store).heat(1)
            for start in stride(from: 0, to: count, by: 500) {
                let drafts = (start..<min(start + 500, count)).map { place in
                    PageDraft(
                        hotCase: ids[0], person: PersonName("p\(place)"),
                        reach: [Means(.sms, number(place)), Means(.webhook, "pager\(place)")], why: .lastResort)
                }
                let pages = try await store.write(drafts, patience: desk.onCall.patience, now: clock.now())
                #expect(pages.count == drafts.count)
            }
            let loop = PageLoop(
                store: store, worker: Worker(rawValue: "h:b:1"), clock: clock, desk: desk, chance: { 0.5 })
            let running = Task { try await loop.run() }
            func underWay() async throws -> Bool {
                let (due, check) = (try await store.nextDue(.page), try await store.nextPageCheck())
                return due != nil || check != nil
            }
            let limit = ContinuousClock.now + .seconds(60 + Double(count) / 10)
            while try await underWay(), ContinuousClock.now < limit { try await Task.sleep(for: .milliseconds(100)) }
            #expect(try await !underWay(), "every page has an end")
            running.cancel()
            _ = try? await running.value

            #expect(try await store.onCallHealth(now: clock.now() + .seconds(3600), grace: .zero).stuck.isEmpty)
            let sids = Set(twilio.sent.map(\.sid))
            let hooked = hooks.calls("/hook").count
            var ends: [OnCallPage.State: Int] = [:]
            var byHook = 0
            for place in 0..<count {
                // The first pages were written first, so a page's number is its place.
                let page = try #require(try await store.page(Int64(place + 1)))
                #expect(page.person == PersonName("p\(place)"))
                ends[page.state, default: 0] += 1
                switch page.state {
                case .delivered:
                    // Nothing is believed that the provider does not have.
                    #expect(page.means?.kind == .sms && sids.contains(page.provider))
                case .sent:
                    #expect(page.means?.kind == .webhook && page.tried == 1 && !page.lastError.isEmpty)
                    byHook += 1
                case .failed: #expect(page.tried == 2 && !page.lastError.isEmpty)
                case .waiting, .answered, .told, .cancelled: Issue.record("\(page)")
                }
            }
            #expect(ends.values.reduce(0, +) == count)
            #expect(hooked >= byHook && byHook >= count / 20)
            #expect(ends[.delivered, default: 0] > count / 2)
            // Who was reached by nothing, the lead hears of.
            if ends[.failed, default: 0] > 0 {
                let told = hooks.calls("/hook").contains {
                    String(decoding: $0.asked.body, as: UTF8.self).contains("cannot be reached")
                }
                let notices = try await store.standingPages(of: "lea").count
                #expect(told || notices > 0 || ends[.failed, default: 0] < 3)
            }
            print(
                "torture: \(count) pages: \(ends.map { "\($0.value) \($0.key.rawValue)" }.sorted().joined(separator: ", "));"
                    + " \(twilio.sent.count) texts taken")
        }
        await textProxy.stop()
        await hookProxy.stop()
        await twilio.stop()
        await hooks.stop()
        await exchange.close()
    }
}
