import CSQLite
import Foundation
import Storage

/// The lock that every write and every checkpoint of every process takes: `flock` on `earshot.db.lock`.
///
/// SQLite up to 3.51.2, and so Debian's, can lose pages when one connection writes at the instant at which
/// another resets the write-ahead log (sqlite.org/wal.html, "the WAL-reset bug"). Its own locks do not
/// prevent that; this one does. It is never the database file itself: closing any descriptor of that file
/// would drop SQLite's own POSIX locks. An outside tool keeps to it with `flock earshot.db.lock sqlite3 …`.
///
/// `flock` favours whoever asks at the right instant, and a busy worker asks again within microseconds. So
/// one passes a turnstile first (a lock on byte 0 of the same file): whoever waits stands in it, and the
/// worker cannot overtake.
final class HouseLock {
    private let path: String
    private let patience: Duration
    private var file: Int32 = -1

    init(path: String, patience: Duration) {
        self.path = path
        self.patience = patience
    }

    deinit { if file >= 0 { close(file) } }

    /// Runs `body` while this process holds the lock.
    /// - Throws: `StorageError.busy` when others held it for the whole of `patience`.
    func hold<T>(_ body: () throws -> T) throws -> T {
        if file < 0 {
            file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
            guard file >= 0 else {
                throw StorageError.unavailable("the lock \(path) cannot be opened: \(String(cString: strerror(errno)))")
            }
        }
        let deadline = ContinuousClock.now + patience
        try wait(until: deadline) { cs_turnstile(file, 1) }
        do {
            try wait(until: deadline) { flock(file, LOCK_EX | LOCK_NB) }
        } catch {
            _ = cs_turnstile(file, 0)
            throw error
        }
        _ = cs_turnstile(file, 0)
        defer { flock(file, LOCK_UN) }
        return try body()
    }

    /// Asks at short intervals, because neither lock has a time limit of its own. The thread is one of the
    /// engine's, which are there to wait.
    private func wait(until deadline: ContinuousClock.Instant, _ attempt: () -> Int32) throws {
        var pause: UInt32 = 200
        while attempt() != 0 {
            let code = errno
            switch code {
            case EINTR: continue
            case EWOULDBLOCK, EACCES: break
            default:
                throw StorageError.unavailable("the lock \(path) cannot be taken: \(String(cString: strerror(code)))")
            }
            guard ContinuousClock.now < deadline else {
                throw StorageError.busy("another process has been writing to the database for \(patience); try again")
            }
            usleep(pause)
            pause = min(pause * 2, 2_000)
        }
    }
}
