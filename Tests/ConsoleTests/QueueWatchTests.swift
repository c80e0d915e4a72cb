import Foundation
import Storage
import TestKit
import Testing
import Triage

@testable import Console

/// A browser that listens.
private final class Listener: @unchecked Sendable {
    // One thread at a time uses it: the one that `until` waits for.
    private let socket: Int32
    private var heard = ""

    init(_ port: Int, cookie: String, path: String = "/events", last: String? = nil) throws {
        socket = try Probe.connect(port)
        var ask =
            "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nAccept: text/event-stream\r\nCookie: \(cookie)\r\n"
        if let last { ask += "Last-Event-ID: \(last)\r\n" }
        ask += "\r\n"
        let bytes = Array(ask.utf8)
        _ = bytes.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    }

    deinit { close(socket) }

    /// Reads until these words came; everything up to there.
    func until(_ words: String) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                var buffer = [UInt8](repeating: 0, count: 4096)
                while true {
                    if let range = self.heard.range(of: words) {
                        let found = String(self.heard[..<range.upperBound])
                        self.heard.removeSubrange(..<range.upperBound)
                        continuation.resume(returning: found)
                        return
                    }
                    let count = recv(self.socket, &buffer, buffer.count, 0)
                    if count <= 0 {
                        continuation.resume(throwing: Probe.Trouble(what: "it ended: \(self.heard)"))
                        return
                    }
                    self.heard += String(decoding: buffer[..<count], as: UTF8.self)
                }
            }
        }
    }
}

@Suite struct QueueWatchTests {
    @Test func `all who look are told of a change at the next quarter of a second, by one task that asks`() async throws
    {
        let clock = ManualClock()
        try await DeskHouse.open(clock: clock) { house in
            let ana = try await house.person()
            let listeners = try (0..<20).map { _ in try Listener(house.probe.port, cookie: ana.cookie) }
            for listener in listeners { _ = try await listener.until("event: queue\nid: 0\ndata: 0\n\n") }
            await clock.untilSleeping(1)
            try await house.hear([DeskScene.message(1, "smoke!")])
            let mark = try await house.store.changeMark()
            clock.advance(by: .milliseconds(250))
            for listener in listeners { _ = try await listener.until("event: queue\nid: \(mark)\ndata: \(mark)\n\n") }
            #expect(clock.sleepers <= 1)
        }
    }

    @Test func `who comes again is told at once what it missed, and not what it has seen`() async throws {
        let clock = ManualClock()
        try await DeskHouse.open(clock: clock) { house in
            try await house.hear([DeskScene.message(1, "smoke!")])
            let ana = try await house.person()
            let mark = try await house.store.changeMark()
            let slept = try Listener(house.probe.port, cookie: ana.cookie, last: "\(mark - 1)")
            _ = try await slept.until("data: \(mark)\n\n")
            let awake = try Listener(house.probe.port, cookie: ana.cookie, last: "\(mark)")
            _ = try await awake.until("retry: 3000\n\n")
            await clock.untilSleeping(1)
            try await house.hear([DeskScene.message(2, "fire in the hall", from: "b@mastodon.example")])
            let next = try await house.store.changeMark()
            clock.advance(by: .milliseconds(250))
            let heard = try await awake.until("data: \(next)\n\n")
            #expect(!heard.contains("data: \(mark)\n"))
        }
    }

    @Test func `more than there is room for are asked to come later, and those who look go on`() async throws {
        let clock = ManualClock()
        try await DeskHouse.open(
            clock: clock,
            pages: { hall in
                let few = QueueWatch(hall.desk, most: 2)
                hall.page("/few") { visit, _ in try few.events(visit) }
            }
        ) { house in
            let ana = try await house.person()
            let listeners = try (0..<2).map { _ in
                try Listener(house.probe.port, cookie: ana.cookie, path: "/few")
            }
            for listener in listeners { _ = try await listener.until("data: 0\n\n") }
            await clock.untilSleeping(1)
            let refused = try await ana.get("/few")
            #expect(refused.status == 503)
            #expect(refused.header("retry-after") == "30")
            try await house.hear([DeskScene.message(1, "smoke!")])
            clock.advance(by: .milliseconds(250))
            for listener in listeners { _ = try await listener.until("event: queue\n") }
        }
    }

    @Test func `of many who ask for the same part at one mark one asks the database, and a change is seen at once`()
        async throws
    {
        try await DeskHouse.open { house in
            let readings = QueueReadings(house.desk)
            let filter = QueueFilter()
            try await house.hear([DeskScene.message(1, "smoke!")])
            #expect(try await readings.reading(filter, for: "ana").lines.count == 1)
            // Behind the mark's back: nobody may change a case so, and here it shows what was read anew.
            try await house.store.engine.write { transaction in
                _ = try transaction.run("UPDATE hot_case SET heat = 7")
            }
            #expect(try await readings.reading(filter, for: "ben").lines.first?.heat != 7)
            var mine = QueueFilter()
            mine.show = .mine
            #expect(try await readings.reading(mine, for: "ana").lines.isEmpty)
            let id = try #require(try await house.store.queue(QueueQuery()).cases.first).id
            _ = try await house.store.change(id, .claim, by: "ana", note: "", now: house.clock.now())
            #expect(try await readings.reading(filter, for: "ben").lines.first?.claimedBy == "ana")
            #expect(try await readings.reading(mine, for: "ana").lines.count == 1)
            #expect(try await readings.reading(mine, for: "ben").lines.isEmpty)
        }
    }
}
