import Storage
import TestKit
import Triage

/// Two hundred customers who want the last seats of one hour at the same instant.
enum BookingRush {
    static let customers = 200
    /// One hour of four slots, five seats each.
    static let seats = 20
    static let terms = CallBackScene.terms(
        perSlot: 5, hours: [OpeningInterval(start: 12 * 3600, end: 13 * 3600)], horizon: .seconds(86_000))

    /// Each round has a day of its own.
    static func now(_ round: Int) -> Moment { CallBackScene.now + .seconds(round * 86_400) }
    static func noon(_ round: Int) -> Moment { now(round) + .seconds(3 * 3600) }

    static func call(_ customer: Int, _ round: Int) -> CallBack {
        CallBackScene.call(round * customers + customer, at: noon(round) + .seconds(customer % 4 * 900))
    }

    /// What a customer has in the end.
    struct Served: Sendable {
        /// Nil: nothing was left.
        var call: CallBack?
        /// How often they were offered another time.
        var offers = 0
    }

    /// Until the customer has a time, or is told that nothing is left.
    /// - Parameter store: another one where the last was of no use.
    static func serve(
        _ customer: Int, _ round: Int, by store: (Int) async -> Store
    ) async throws -> Served {
        var call = call(customer, round)
        var served = Served()
        var faults = 0
        while true {
            let answer: CallBackAnswer
            do {
                answer = try await store(customer + faults).book(call, terms: terms, by: "customer", now: now(round))
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                // Nobody knows whether it was booked: the same again.
                faults += 1
                if faults > 400 { throw error }
                continue
            }
            switch answer {
            case .done(let booked):
                served.call = booked
                return served
            case .refused(let state, let instead):
                guard state == .taken else { throw StorageError.fault("refused as \(state)") }
                guard let other = instead.first else { return served }
                if other == call.start { throw StorageError.fault("the same was offered again") }
                served.offers += 1
                call.start = other
            case .changed, .over, .noSuchCallBack: throw StorageError.fault("\(answer)")
            }
        }
    }

    /// As many as there are seats, no seat twice, and no customer twice.
    static func isSoldOut(_ calls: [CallBack]) -> Bool {
        calls.count == seats && Set(calls.map { "\($0.start.microseconds).\($0.seat)" }).count == seats
            && Set(calls.map(\.uid)).count == seats && calls.allSatisfy { (0..<5).contains($0.seat) }
    }

    static func sold(_ round: Int, _ store: Store) async throws -> [CallBack] {
        try await store.callBacks(
            from: noon(round), until: noon(round) + .seconds(3600), states: [.booked])
    }
}
