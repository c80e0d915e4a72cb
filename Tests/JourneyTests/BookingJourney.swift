import Foundation
import TestKit
import Testing

/// `kill -9` while many book the last seats of one slot: nothing is sold twice, and no seat is lost.
@Suite(.serialized) struct BookingJourney {
    /// The short form is for every change; EARSHOT_BOOKING_JOURNEY=100 is for a night.
    private static let rounds = Int(ProcessInfo.processInfo.environment["EARSHOT_BOOKING_JOURNEY"] ?? "") ?? 2
    private static let seats = 3

    @Test(arguments: EngineKind.allCases)
    func `bookings that are killed at random moments sell no seat twice, and every seat in the end`(
        _ kind: EngineKind
    ) async throws {
        try await kind.withDatabase { database in
            try await kills(kind == .sqlite ? "sqlite:earshot.db" : database.place)
        }
    }

    private func kills(_ database: String) async throws {
        let program = try Program(
            """
            brand: Quillfone
            database: "\(database)"
            rules: Rules
            hours: { time-zone: UTC, weekly: { mon-sun: ["00:00-24:00"] } }
            acd: { smtp: "smtp://127.0.0.1:25", from: e@quillfone.example, queues: { default: a@acd.example, hot: b@acd.example } }
            callbacks: { slot: 30m, per-slot: \(Self.seats) }

            """)
        defer { program.clear() }
        let slots = try await program.run("callbacks", "slots", "--json", "--limit", "\(Self.rounds + 8)").json
        for round in 0..<Self.rounds {
            let start = try #require(slots[round + 8 - 1]["start"] as? String)
            let end = try #require(slots[round + 8 - 1]["end"] as? String)
            var processes: [Process] = []
            for customer in 0..<10 {
                processes.append(
                    try program.start(
                        "callbacks", "book", "--start", start, "--number", "+4477009001\(10 + customer)", "--as", "ana",
                        "--anyway")
                )
            }
            for process in processes.prefix(5) {
                try await Task.sleep(for: .milliseconds(Int.random(in: 0...40)))
                kill(process.processIdentifier, SIGKILL)
            }
            #expect(try await eventually { !processes.contains { $0.isRunning } })
            func sold() async throws -> Int {
                try await program.run("callbacks", "list", "--json", "--from", start, "--until", end).json.count
            }
            #expect(try await sold() <= Self.seats, "round \(round)")
            // Whoever comes next gets what is left, and then others are named.
            var last = try await program.run(
                "callbacks", "book", "--start", start, "--number", "+447700900200", "--as", "b", "--anyway")
            for _ in 0..<Self.seats where last.status == 0 {
                last = try await program.run(
                    "callbacks", "book", "--start", start, "--number", "+447700900201", "--as", "b", "--anyway")
            }
            #expect(last.status == 75 && last.errors.contains("free near it"), "\(last.errors)")
            #expect(try await sold() == Self.seats, "round \(round)")
        }
    }
}
