import Console
import Foundation
import Storage
import TestKit
import Testing
import Triage

/// The desk in Chromium: real clicks and keys, a phone's viewport, the dark, axe-core; a console error or a breach of
/// the content policy fails it. Where there is no Chromium or no selenium nothing is run.
@Suite struct BrowserTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test func `a night at the desk goes by in a browser`() async throws {
        let python = Self.root.appending(path: ".venv/bin/python").path
        let files = FileManager.default
        guard ["/usr/bin/chromium", "/usr/bin/chromedriver", python].allSatisfy(files.isExecutableFile) else {
            print("skipped: no chromium, no chromedriver or no .venv")
            return
        }
        // A page of the test alone: somebody writes.
        let hear = Hearing()
        try await DeskHouse.open(
            clock: WallClockKeeper(),
            pages: { hall in
                hall.page("/test/hear") { visit, _ in
                    try await hear.hear(visit.query["words"] ?? "smoke")
                    return visit.redirect(to: "/queue")
                }
            }
        ) { house in
            hear.house = house
            try await DeskScene.fill(house, withBurst: true)
            _ = try await house.person("ana", .lead)
            _ = try await house.person("ben", .agent)
            let lines = try await house.store.queue(QueueQuery()).cases
            if let leaving = lines.first(where: { $0.title.hasPrefix("A customer wants to leave") }) {
                _ = try await house.store.change(
                    leaving.id, .claim, by: "ben", note: "calling him", now: house.clock.now())
            }
            if let fee = lines.first(where: { $0.title.hasPrefix("A bill") }) {
                _ = try await house.store.change(fee.id, .acknowledge, by: "ana", note: "", now: house.clock.now())
            }
            let log = files.temporaryDirectory.appending(path: "desk-\(UUID().uuidString.prefix(8)).log")
            defer { try? files.removeItem(at: log) }
            let status = try await Self.run(
                python,
                [
                    Self.root.appending(path: "Tests/Browser/desk.py").path, "http://127.0.0.1:\(house.probe.port)",
                    "ana", DeskHouse.password, "--hear", "/test/hear",
                ] + (ProcessInfo.processInfo.environment["DESK_SHOTS"].map { ["--shots", $0] } ?? []), to: log)
            let words = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
            print(words)
            #expect(status == 0, "\(words)")
        }
    }

    static func run(_ path: String, _ arguments: [String], to log: URL) async throws -> Int32 {
        _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        let output = try FileHandle(forWritingTo: log)
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        return try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do { try process.run() } catch {
                process.terminationHandler = nil
                continuation.resume(throwing: error)
            }
        }
    }
}

/// Set once, before the browser comes.
private final class Hearing: @unchecked Sendable {
    private let lock = NSLock()
    private var stored: DeskHouse?
    private var number = 1_000

    var house: DeskHouse? {
        get { lock.withLock { stored } }
        set { lock.withLock { stored = newValue } }
    }

    func hear(_ words: String) async throws {
        guard let house else { return }
        let number = lock.withLock {
            self.number += 1
            return self.number
        }
        try await house.hear([
            DeskScene.message(
                number, words, from: "new\(number)@social.example", name: "New \(number)",
                at: house.clock.now())
        ])
    }
}

/// The wall's clock.
struct WallClockKeeper: Timekeeper {
    func now() -> Moment { Moment(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)) }
    func sleep(until moment: Moment) async throws {
        let wait = moment - now()
        if wait > .zero { try await Task.sleep(for: wait) }
    }
}
