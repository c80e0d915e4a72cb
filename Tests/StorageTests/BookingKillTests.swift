import Foundation
import Storage
import StoragePostgres
import StorageSQLite
import TestKit
import Testing
import Triage

/// The process that books is killed (SIGKILL) while two hundred want the last seats, and another one goes on: what was
/// confirmed to a customer stands, every seat is sold, and none twice.
///
/// `EARSHOT_BOOKING_KILLS=500` makes it as many rounds for each engine; the short form is for every change.
@Suite(.serialized) struct BookingKillTests {
    private static let rounds = ProcessInfo.processInfo.environment["EARSHOT_BOOKING_KILLS"].flatMap(Int.init) ?? 2

    /// How one process ended.
    private struct Killed {
        /// What it had told its customers: their booking, and when it is.
        var confirmed: [String: String]
        var wasKilled: Bool
    }

    /// Starts a process that books, and kills it when it has confirmed about `count` bookings.
    private static func kill(after count: Int, _ round: Int, _ database: TestDatabase) async throws -> Killed {
        let file = FileManager.default.temporaryDirectory.appending(path: "hand-\(getpid())-\(round)-\(database.kind)")
        try Data().write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["--testing-library", "swift-testing", "--filter", "BookingHand"]
        process.environment = ProcessInfo.processInfo.environment.merging([
            BookingHand.order: "\(database.kind.rawValue) \(round) \(file.path) \(database.place)"
        ]) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        func lines() throws -> [Substring] {
            // The last may be cut.
            try String(contentsOf: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
                .dropLast()
        }
        while process.isRunning, try lines().count <= count { try await Task.sleep(for: .milliseconds(1)) }
        let wasKilled = process.isRunning
        Foundation.kill(process.processIdentifier, SIGKILL)
        while process.isRunning { try await Task.sleep(for: .milliseconds(1)) }
        let said = try lines().dropFirst().map { $0.split(separator: " ").map(String.init) }
        return Killed(
            confirmed: Dictionary(said.map { ($0[0], $0[1]) }, uniquingKeysWith: { $1 }), wasKilled: wasKilled)
    }

    @Test(arguments: EngineKind.allCases)
    func `bookings whose process is killed stand if they were confirmed, and every seat is sold once in the end`(
        _ kind: EngineKind
    ) async throws {
        try await kind.withDatabase { database in
            let store = Store(engine: try await database.engine())
            var (kills, confirmed, offers) = (0, 0, 0)
            for round in 0..<Self.rounds {
                let killed = try await Self.kill(after: Int.random(in: 0..<BookingRush.seats), round, database)
                kills += killed.wasKilled ? 1 : 0
                confirmed += killed.confirmed.count
                let left = try await BookingRush.sold(round, store)
                #expect(left.count <= BookingRush.seats, "round \(round)")
                let stands = Dictionary(left.map { ($0.uid, "\($0.start.microseconds)") }, uniquingKeysWith: { $1 })
                #expect(killed.confirmed.allSatisfy { stands[$0.key] == $0.value }, "round \(round)")
                // Each asks again, since nobody knows what became of it.
                let served = try await withThrowingTaskGroup(of: BookingRush.Served.self) { group in
                    for customer in 0..<BookingRush.customers {
                        group.addTask { try await BookingRush.serve(customer, round) { _ in store } }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                let sold = try await BookingRush.sold(round, store)
                #expect(BookingRush.isSoldOut(sold), "round \(round)")
                #expect(served.count { $0.call != nil } == BookingRush.seats, "round \(round)")
                let kept = Dictionary(sold.map { ($0.uid, "\($0.start.microseconds)") }, uniquingKeysWith: { $1 })
                #expect(stands.allSatisfy { kept[$0.key] == $0.value }, "round \(round)")
                offers += served.reduce(0) { $0 + $1.offers }
            }
            #expect(kills > 0)
            print(
                "bookings: \(kind) \(Self.rounds) rounds, \(kills) processes killed, \(confirmed) bookings confirmed before it, \(offers) offers of another time"
            )
        }
    }
}

/// What the killed process does: books for two hundred at once, and writes down what it has confirmed.
@Suite struct BookingHand {
    /// Which engine, which round, where it writes, and which database; no other process runs it.
    static let order = "EARSHOT_BOOKING_HAND"

    @Test(.enabled(if: ProcessInfo.processInfo.environment[order] != nil, "it is the hand of BookingKillTests"))
    func `a hand books for two hundred at once`() async throws {
        let words = try #require(ProcessInfo.processInfo.environment[Self.order])
            .split(separator: " ", maxSplits: 3).map(String.init)
        try #require(words.count == 4)
        let round = try #require(Int(words[1]))
        let file = open(words[2], O_WRONLY | O_APPEND)
        try #require(file >= 0)
        defer { close(file) }
        @Sendable func say(_ line: String) {
            _ = line.utf8CString.withUnsafeBytes { write(file, $0.baseAddress, $0.count - 1) }
        }
        var stores: [Store] = []
        for _ in 0..<4 {
            stores.append(
                Store(
                    engine: words[0] == "sqlite"
                        ? try SQLiteEngine(path: words[3]) : try PostgresEngine(url: words[3], connections: 3)))
        }
        say("begun\n")
        try await withThrowingTaskGroup(of: Void.self) { [stores] group in
            for customer in 0..<BookingRush.customers {
                group.addTask {
                    let served = try await BookingRush.serve(customer, round) { stores[$0 % stores.count] }
                    if let call = served.call { say("\(call.uid) \(call.start.microseconds)\n") }
                }
            }
            try await group.waitForAll()
        }
        for store in stores { await store.engine.close() }
    }
}
