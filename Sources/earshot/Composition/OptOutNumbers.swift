import Storage
import Triage

/// Stops that were noted before a source had a region: they hold under the number that is read now.
enum OptOutNumbers {
    /// - Returns: how many were carried over.
    @discardableResult
    static func carryOver(_ configuration: Configuration, _ store: Store) async throws -> Int {
        let readers = Dictionary(
            configuration.sources.map { ($0.name, $0.numbers) }, uniquingKeysWith: { first, _ in first })
        let known = readers.values.contains { $0.region != nil } || configuration.region != nil
        guard known else { return 0 }
        let carried = try await store.optOutsWithoutCountry().compactMap { optOut, source in
            let numbers = source.flatMap { readers[$0] } ?? configuration.numbers
            return numbers.handle(optOut.handle.address).flatMap {
                $0 == optOut.handle ? nil : (optOut: optOut, to: $0)
            }
        }
        return try await store.carry(carried)
    }
}
