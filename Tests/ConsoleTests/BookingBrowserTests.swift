import Console
import Foundation
import Storage
import TestKit
import Testing
import Triage

/// The booking page and the desk's call-backs in Chromium, with scripts and without.
@Suite struct BookingBrowserTests {
    @Test func `customers book on a phone and the desk sees it, in a browser`() async throws {
        let root = BrowserTests.root
        let python = root.appending(path: ".venv/bin/python").path
        let files = FileManager.default
        guard ["/usr/bin/chromium", "/usr/bin/chromedriver", python].allSatisfy(files.isExecutableFile) else {
            print("skipped: no chromium, no chromedriver or no .venv")
            return
        }
        let noon = Example.morning + .seconds(9_600)
        try await BookingScene.open(clock: RunningClock(from: noon)) { house in
            let paths = try await Self.fill(house)
            _ = try await house.person("ana", .lead)
            let log = files.temporaryDirectory.appending(path: "booking-\(UUID().uuidString.prefix(8)).log")
            defer { try? files.removeItem(at: log) }
            let status = try await BrowserTests.run(
                python,
                [
                    root.appending(path: "Tests/Browser/booking.py").path, "http://127.0.0.1:\(house.probe.port)",
                    "ana", DeskHouse.password,
                ] + paths + (ProcessInfo.processInfo.environment["DESK_SHOTS"].map { ["--shots", $0] } ?? []), to: log)
            let words = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
            print(words)
            #expect(status == 0, "\(words)")
        }
    }

    private static let topics = [
        "My router does nothing at all since the storm", "Two bills for one month, which one do I pay?",
        "Number not ported after nine days", "The technician did not come, for the second time",
        "Roaming stopped working in Lisbon", "I want to move house and keep my line",
        "Contract ends in May, what then?", "No dial tone in the shop",
    ]

    /// A day's calls, some of them over; the links of three who have not chosen yet.
    private static func fill(_ house: DeskHouse) async throws -> [String] {
        let terms = BookingScene.terms()
        let nine = Example.morning
        // Half past ten, eleven, twice half past eleven, half past twelve …
        let slots: [Int64] = [3, 4, 5, 5, 7, 8, 8, 20]
        var calls: [CallBack] = []
        for (index, slot) in slots.enumerated() {
            let offer = try await BookingScene.offer(
                house, index + 1, topics[index], from: "customer\(index)@mastodon.example", at: nine)
            let start = nine + .seconds(slot < 20 ? slot * 1800 : 86_400 + 3600)
            let answer = try await house.store.book(
                .talk(offer.talk), at: start, number: "+4477009001\(10 + index)", stamp: "0", language: "en",
                terms: terms, now: nine)
            guard case .done(let call) = answer else { throw Probe.Trouble(what: "\(answer)") }
            calls.append(call)
        }
        _ = try await house.store.mark(
            callBack: calls[0].id, .kept, terms: terms, by: "ben", note: "router replaced", now: nine + .seconds(6000))
        _ = try await house.store.mark(
            callBack: calls[1].id, .noReply, terms: terms, by: "ben", now: nine + .seconds(7400))
        _ = try await house.store.lookAtDueCallBacks(terms: terms, now: nine + .seconds(9_000))
        var paths: [String] = []
        for number in 21...23 {
            let offer = try await BookingScene.offer(
                house, number, "My line is dead again and nobody answers", from: "late\(number)@mastodon.example",
                at: nine)
            paths.append(offer.path)
        }
        return paths
    }
}

/// Goes on from a moment as fast as the wall's clock does.
struct RunningClock: Timekeeper {
    private let start: Moment
    private let wall: Moment
    init(from start: Moment) {
        self.start = start
        wall = WallClockKeeper().now()
    }
    func now() -> Moment { start + (WallClockKeeper().now() - wall) }
    func sleep(until moment: Moment) async throws {
        let wait = moment - now()
        if wait > .zero { try await Task.sleep(for: wait) }
    }
}
