import Synchronization

/// What a transaction has just made true that others wait for.
package enum News: String, Sendable, Hashable, CaseIterable {
    /// A case was opened or changed: its story has a new line.
    case queue
    /// A page waits in the outbox.
    case pages
}

/// A way on which an engine is told what others commit.
package protocol Listening: Sendable {
    /// While it is false news may be missed, and whoever wants them asks the database as often as without it.
    var isAlive: Bool { get }
    func end()
}

/// Hears at once what other hosts commit, where the engine can tell (PostgreSQL), and rings for whoever waits for
/// it. A ring is a hint and no fact: whoever hears it looks for itself, and looks now and then without it too.
package final class Ears: Sendable {
    private struct State {
        var listening: (any Listening)?
        var waiting: [News: [@Sendable () -> Void]] = [:]
    }
    private let state = Mutex(State())

    /// How often whoever is told at once looks all the same.
    package static let net = Duration.seconds(2)

    package init() {}

    /// Told from then on, from any thread; must not wait for anything.
    package func on(_ news: News, _ tell: @escaping @Sendable () -> Void) {
        state.withLock { $0.waiting[news, default: []].append(tell) }
    }

    package func open(_ engine: any Engine) {
        let listening = engine.listen { [weak self] news in
            for tell in self?.state.withLock({ $0.waiting[news] ?? [] }) ?? [] { tell() }
        }
        let before = state.withLock { state in
            defer { state.listening = listening }
            return state.listening
        }
        before?.end()
    }

    /// Whether news are told just now.
    package var areOpen: Bool { state.withLock { $0.listening }?.isAlive ?? false }

    /// How long to rest before looking without having been told.
    /// - Parameter usual: where nobody tells.
    package func pause(_ usual: Duration) -> Duration { areOpen ? max(usual, Self.net) : usual }

    package func close() {
        let listening = state.withLock { state in
            defer { state.listening = nil }
            return state.listening
        }
        listening?.end()
    }

    deinit { close() }
}
