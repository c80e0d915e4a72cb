import Synchronization

/// Lets so many through at once; the others stand in line, first come first served, and where the line is long
/// the next is sent away.
package final class Turnstile: Sendable {
    private struct State {
        var inside = 0
        var mostInside = 0
        var line: [CheckedContinuation<Void, any Error>] = []
    }

    private let width: Int
    private let longest: Int
    private let state = Mutex(State())

    package init(width: Int, line: Int) {
        precondition(width > 0 && line >= 0)
        self.width = width
        longest = line
    }

    /// The most that were ever inside at once.
    package var mostInside: Int { state.withLock { $0.mostInside } }

    /// How many stand in line.
    package var waiting: Int { state.withLock { $0.line.count } }

    /// - Throws: `TooMany` where the line is full, else what `body` throws.
    package func pass<T: Sendable>(_ body: @Sendable () async throws -> T) async throws -> T {
        try await enter()
        defer { leave() }
        return try await body()
    }

    private func enter() async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            enum Place { case inside, inLine, sentAway }
            let place: Place = state.withLock { state in
                if state.inside < width {
                    state.inside += 1
                    state.mostInside = max(state.mostInside, state.inside)
                    return .inside
                }
                guard state.line.count < longest else { return .sentAway }
                state.line.append(continuation)
                return .inLine
            }
            switch place {
            case .inside: continuation.resume()
            case .inLine: break
            case .sentAway: continuation.resume(throwing: TooMany())
            }
        }
    }

    /// Whoever leaves hands the place to the first in line.
    private func leave() {
        let next: CheckedContinuation<Void, any Error>? = state.withLock { state in
            if state.line.isEmpty {
                state.inside -= 1
                return nil
            }
            return state.line.removeFirst()
        }
        next?.resume()
    }
}

/// Too many wait already: try again in a moment.
package struct TooMany: Error, CustomStringConvertible {
    package init() {}
    package var description: String { "too many wait for the same; try again in a moment" }
}
