import CSQLite
import Foundation
import GRDB
import Storage
import Synchronization

/// The database file and its connections. Every path to a write leads through `write`, which holds the
/// house lock for one transaction, and so do opening and closing.
final class SQLiteFile: Sendable {
    let path: String
    private let pool = Mutex<DatabasePool?>(nil)

    /// Pages of the write-ahead log after which the writer, still under the lock, copies it into the
    /// database: 64 MB. Identities come in random order, so that each commit touches the same index pages
    /// again; the later they are copied, the fewer times.
    private static let checkpointPages = 16_000

    init(path: String) {
        self.path = path
        _ = Self.process
    }

    private static let process: Int32 = cs_without_memory_statistics()

    /// - Throws: where the file is missing and cannot be made, or belongs to somebody else.
    func checkOwner() throws {
        let me = geteuid()
        var facts = stat()
        if stat(path, &facts) == 0 {
            guard facts.st_mode & S_IFMT == S_IFREG else {
                throw StorageError.unavailable("\(path) is not a file")
            }
            guard facts.st_uid == me else { throw Self.somebodyElse(facts.st_uid, "the database \(path)") }
            return
        }
        let folder = URL(filePath: path).deletingLastPathComponent().path
        guard stat(folder, &facts) == 0 else {
            throw StorageError.unavailable(
                "the folder \(folder) of the database cannot be found: \(String(cString: strerror(errno)))")
        }
        // Root may write everywhere, and what root made here would stop the worker whose folder this is.
        if me == 0, facts.st_uid != 0 { throw Self.somebodyElse(facts.st_uid, "the folder \(folder)") }
    }

    private static func somebodyElse(_ owner: uid_t, _ what: String) -> StorageError {
        let name = getpwuid(owner).map { String(cString: $0.pointee.pw_name) } ?? "#\(owner)"
        return .unavailable("\(what) belongs to \(name); run it as that user: sudo -u \(name) earshot …")
    }

    /// Opens the connections, once. Only under the house lock: GRDB writes here.
    func open() throws -> DatabasePool {
        if let open = pool.withLock({ $0 }) { return open }
        try checkOwner()
        // SQLite gives -wal and -shm the rights of the database, so this decides for all three.
        let file = Foundation.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw StorageError.unavailable("\(path) cannot be opened: \(String(cString: strerror(errno)))")
        }
        Foundation.close(file)
        var configuration = Configuration()
        configuration.label = "earshot"
        configuration.busyMode = .timeout(5)
        configuration.foreignKeysEnabled = true
        configuration.maximumReaderCount = SQLiteEngine.readers
        configuration.prepareDatabase { try SQLiteConnection.prepare($0) }
        let opened: DatabasePool
        do {
            opened = try DatabasePool(path: path, configuration: configuration)
            try opened.writeWithoutTransaction { try SQLiteConnection.prepareWriter($0, Self.checkpointPages) }
        } catch {
            throw SQLiteFailure.translated(error, path: path)
        }
        pool.withLock { $0 = opened }
        return opened
    }

    /// Copies what the write-ahead log holds into the database, as far as no reader is in the way. Only under the house
    /// lock.
    /// - Parameter emptying: the log is cut to nothing too, where nobody reads: then the database is one file.
    func checkpoint(emptying: Bool) throws {
        guard let open = pool.withLock({ $0 }) else { return }
        try open.writeWithoutTransaction { database in
            // Whoever reads for long is not waited for.
            try database.execute(sql: "PRAGMA busy_timeout = 200")
            defer { try? database.execute(sql: "PRAGMA busy_timeout = 5000") }
            _ = try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(\(emptying ? "TRUNCATE" : "PASSIVE"))")
        }
    }

    /// A copy as it stands at one moment, whole or not at all, made beside whoever writes.
    /// - Throws: where the file is there already, or cannot be written.
    func copy(to target: String) throws {
        let folder = URL(filePath: target).deletingLastPathComponent().path
        let draft = "\(target).part-\(getpid())"
        var facts = stat()
        if lstat(target, &facts) == 0 { throw StorageError.unavailable("\(target) is there already") }
        let file = Foundation.open(draft, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else {
            throw StorageError.unavailable("\(draft) cannot be made: \(String(cString: strerror(errno)))")
        }
        defer {
            Foundation.close(file)
            unlink(draft)
        }
        var configuration = Configuration()
        configuration.label = "earshot-backup"
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { try SQLiteConnection.prepare($0) }
        do {
            let source = try DatabaseQueue(path: path, configuration: configuration)
            try source.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [draft]) }
            try source.close()
        } catch {
            throw SQLiteFailure.translated(error, path: draft)
        }
        guard fsync(file) == 0, link(draft, target) == 0 else {
            throw StorageError.unavailable("\(target) cannot be made: \(String(cString: strerror(errno)))")
        }
        let directory = Foundation.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if directory >= 0 {
            fsync(directory)
            Foundation.close(directory)
        }
    }

    var isOpen: Bool { pool.withLock { $0 != nil } }

    func close() throws {
        guard
            let open = pool.withLock({ pool in
                defer { pool = nil }
                return pool
            })
        else { return }
        try open.close()
    }
}

/// How each connection is set up.
private enum SQLiteConnection {
    /// Every connection, readers and writer, before its first use.
    static func prepare(_ database: Database) throws {
        // A reader that closes last would otherwise checkpoint, outside the house lock.
        guard cs_no_checkpoint_on_close(database.sqliteConnection) == SQLITE_OK else {
            throw StorageError.fault("SQLite refused SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE")
        }
        try database.execute(sql: "PRAGMA wal_autocheckpoint = 0; PRAGMA mmap_size = 0")
        if database.configuration.readonly { try database.execute(sql: "PRAGMA query_only = 1") }
    }

    /// After GRDB is done with it: `DatabasePool` sets the writer to NORMAL after `prepareDatabase`, and
    /// NORMAL loses what was acknowledged when the power goes.
    static func prepareWriter(_ database: Database, _ checkpointPages: Int) throws {
        try database.execute(
            sql: """
                PRAGMA synchronous = FULL;
                PRAGMA wal_autocheckpoint = \(checkpointPages);
                PRAGMA journal_size_limit = 67108864;
                PRAGMA cache_size = -32768;
                PRAGMA temp_store = MEMORY;
                """)
    }
}
