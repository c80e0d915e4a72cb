import CPostgres
import Foundation
import Storage
import Synchronization

/// A connection that does nothing but LISTEN, on a thread of its own, made anew when it is lost. After each loss
/// everything is news, since some may have been missed.
///
/// Each schema of a database has a channel of its own, as it may have an Earshot of its own.
final class PostgresEars: Listening {
    private struct State {
        var isAlive = false
        /// Where a byte ends the wait; nil when the thread has ended.
        var wake: Int32?
        var isEnding = false
    }
    private let state: Mutex<State>

    /// The channel's name in SQL.
    static let channel = "'earshot_' || md5(coalesce(current_schema(), ''))"
    /// An idle connection is tried so often, since one whose server vanished says nothing.
    private static let trial: Int32 = 15_000
    private static let pauses: [Int32] = [200, 500, 1_000, 2_000, 5_000]

    /// - Parameter hear: called on the thread.
    init(_ address: PostgresAddress, hear: @escaping @Sendable (News) -> Void) {
        var ends: [Int32] = [-1, -1]
        let isMade = pipe(&ends) == 0
        for end in ends where isMade { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        state = Mutex(State(wake: isMade ? ends[1] : nil))
        guard isMade else { return }
        let wake = ends[0]
        let thread = Thread { [self] in
            listen(PostgresConnection(address), wake, hear)
            state.withLock { state in
                if let wake = state.wake { close(wake) }
                state.wake = nil
            }
            close(wake)
        }
        thread.name = "postgres-ears"
        thread.stackSize = 1 << 20
        thread.start()
    }

    var isAlive: Bool { state.withLock { $0.isAlive } }

    func end() {
        state.withLock { state in
            state.isEnding = true
            guard let wake = state.wake else { return }
            var byte: UInt8 = 0
            _ = write(wake, &byte, 1)
        }
    }

    private var isEnding: Bool { state.withLock { $0.isEnding } }
    private func set(alive: Bool) { state.withLock { $0.isAlive = alive } }

    private func listen(_ connection: PostgresConnection, _ wake: Int32, _ hear: (News) -> Void) {
        var failures = 0
        while !isEnding {
            do {
                try connection.open()
                let name = try connection.rows("SELECT md5(coalesce(current_schema(), ''))", []).rows.first?.text(0)
                try connection.command("LISTEN earshot_\(name ?? "")")
                failures = 0
                set(alive: true)
                for news in News.allCases { hear(news) }
                try attend(connection, wake, hear)
            } catch {
                // Whoever waits looks by itself meanwhile, and says that the database is away.
                set(alive: false)
                connection.drop()
                _ = Self.wait([wake], Self.pauses[min(failures, Self.pauses.count - 1)])
                failures += 1
            }
        }
        set(alive: false)
        connection.drop()
    }

    /// Until it ends or the connection is lost.
    private func attend(_ connection: PostgresConnection, _ wake: Int32, _ hear: (News) -> Void) throws {
        while !isEnding {
            if !Self.wait([connection.socket, wake], Self.trial) {
                // Nothing is believed of it until it answers.
                set(alive: false)
                try connection.command("SELECT 1")
                set(alive: true)
            }
            for word in Set(try connection.notifications()) { if let news = News(rawValue: word) { hear(news) } }
        }
    }

    /// - Returns: false where nothing came in so many milliseconds.
    private static func wait(_ ends: [Int32], _ milliseconds: Int32) -> Bool {
        var watched = ends.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        return poll(&watched, nfds_t(watched.count), milliseconds) > 0
    }
}
