import Foundation
import Storage
import TestKit
import Testing
import Triage

/// Two hundred customers want the last seats at the same instant, while connections are torn down under them.
///
/// `EARSHOT_BOOKINGS=500` makes it as many rounds for each engine; the short form is for every change.
@Suite(.serialized) struct CallBackTortureTests {
    private static let rounds = ProcessInfo.processInfo.environment["EARSHOT_BOOKINGS"].flatMap(Int.init) ?? 10

    /// Engines of which one is closed and replaced while they are used.
    private actor Doors {
        private let database: TestDatabase
        private var stores: [Store] = []

        init(_ database: TestDatabase, _ count: Int) async throws {
            self.database = database
            for _ in 0..<count { stores.append(Store(engine: try await database.engine())) }
        }

        func store(_ place: Int) -> Store { stores[place % stores.count] }

        func slam(_ place: Int) async throws {
            let old = stores[place % stores.count]
            stores[place % stores.count] = Store(engine: try await database.engine(migrated: false))
            // A connection that is cut in the middle of what it does, as by a crash of the server's process.
            if database.kind == .postgres {
                let victim = try? await old.engine.read { try $0.integer("SELECT pg_backend_pid()") }
                _ = try? await stores[place % stores.count].engine.read { transaction in
                    try transaction.row(
                        "SELECT CASE WHEN pg_terminate_backend(CAST(?1 AS INTEGER)) THEN 1 ELSE 0 END",
                        [.integer(victim ?? 0)])
                }
            }
            await old.engine.close()
        }
    }

    @Test(arguments: EngineKind.allCases)
    func
        `two hundred at once for the last seats: as many are sold as there are, none twice, and each loser is offered another`(
            _ kind: EngineKind
        ) async throws
    {
        try await kind.withDatabase { database in
            let doors = try await Doors(database, 4)
            var offers = 0
            for round in 0..<Self.rounds {
                let booked = try await withThrowingTaskGroup(of: BookingRush.Served?.self) { group in
                    for customer in 0..<BookingRush.customers {
                        group.addTask { try await BookingRush.serve(customer, round) { await doors.store($0) } }
                    }
                    for door in 0..<2 {
                        group.addTask {
                            try await Task.sleep(for: .milliseconds(Int.random(in: 0...60)))
                            try await doors.slam(round + door)
                            return nil
                        }
                    }
                    var booked = 0
                    for try await one in group {
                        guard let one, one.call != nil else { continue }
                        booked += 1
                        offers += one.offers
                    }
                    return booked
                }
                let sold = try await BookingRush.sold(round, doors.store(0))
                #expect(booked == BookingRush.seats && BookingRush.isSoldOut(sold), "round \(round)")
            }
            print(
                "bookings: \(kind) \(Self.rounds) rounds of \(BookingRush.customers), \(offers) times another was offered and taken"
            )
        }
    }
}
