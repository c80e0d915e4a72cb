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
    private static let customers = 200
    /// One hour of four slots, five seats each.
    private static let seats = 20

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

    /// Until the customer has a time, or is told that nothing is left.
    /// - Returns: how often they were offered another time; nil: nothing was left.
    private static func book(
        _ call: CallBack, _ place: Int, _ doors: Doors, _ terms: CallBackTerms, now: Moment
    ) async throws -> Int? {
        var call = call
        var (offers, faults) = (0, 0)
        while true {
            let answer: CallBackAnswer
            do {
                answer = try await doors.store(place + faults).book(call, terms: terms, by: "customer", now: now)
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                // Nobody knows whether it was booked: the same again.
                faults += 1
                if faults > 400 { throw error }
                continue
            }
            switch answer {
            case .done: return offers
            case .refused(let state, let instead):
                guard state == .taken else { throw StorageError.fault("refused as \(state)") }
                guard let other = instead.first else { return nil }
                if other == call.start { throw StorageError.fault("the same was offered again") }
                offers += 1
                call.start = other
            case .changed, .over, .noSuchCallBack: throw StorageError.fault("\(answer)")
            }
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
            let terms = CallBackScene.terms(
                perSlot: 5, hours: [OpeningInterval(start: 12 * 3600, end: 13 * 3600)], horizon: .seconds(86_000))
            var offers = 0
            for round in 0..<Self.rounds {
                let now = CallBackScene.now + .seconds(round * 86_400)
                let noon = now + .seconds(3 * 3600)
                let booked = try await withThrowingTaskGroup(of: Int?.self) { group in
                    for customer in 0..<Self.customers {
                        let start = noon + .seconds(customer % 4 * 900)
                        let call = CallBackScene.call(round * Self.customers + customer, at: start)
                        group.addTask { try await Self.book(call, customer, doors, terms, now: now) }
                    }
                    for door in 0..<2 {
                        group.addTask {
                            try await Task.sleep(for: .milliseconds(Int.random(in: 0...60)))
                            try await doors.slam(round + door)
                            return -1
                        }
                    }
                    var booked = 0
                    for try await one in group {
                        guard let one, one >= 0 else { continue }
                        booked += 1
                        offers += one
                    }
                    return booked
                }
                let sold = try await doors.store(0).callBacks(
                    from: noon, until: noon + .seconds(3600), states: [.booked])
                #expect(booked == Self.seats && sold.count == Self.seats, "round \(round)")
                let places = sold.map { "\($0.start.microseconds).\($0.seat)" }
                #expect(Set(places).count == Self.seats && sold.allSatisfy { (0..<5).contains($0.seat) })
                #expect(Set(sold.map(\.uid)).count == Self.seats)
            }
            print(
                "bookings: \(kind) \(Self.rounds) rounds of \(Self.customers), \(offers) were offered another and took it"
            )
        }
    }
}
