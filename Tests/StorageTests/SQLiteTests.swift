import Foundation
import Storage
import StorageSQLite
import TestKit
import Testing
import Triage

@Suite struct SQLiteTests {
    let now = Example.morning
    /// F_OFD_SETLK of Linux.
    private static let openFileLock: Int32 = 37

    @Test func `the writer syncs fully, checks references and leaves checkpoints to the lock`() async throws {
        try await EngineKind.sqlite.withDatabase { database in
            let engine = try #require(try await database.engine() as? SQLiteEngine)
            // GRDB's DatabasePool sets NORMAL behind our back; 2 is FULL.
            #expect(try await engine.pragma("synchronous") == "2")
            #expect(try await engine.pragma("foreign_keys") == "1")
            #expect(try await engine.pragma("journal_mode") == "wal")
            let readers = try await engine.read { transaction in
                [
                    try transaction.integer("PRAGMA query_only"), try transaction.integer("PRAGMA wal_autocheckpoint"),
                ]
            }
            #expect(readers == [1, 0])
        }
    }

    @Test func `only the owner can read the database and what stands beside it`() async throws {
        try await EngineKind.sqlite.withDatabase { database in
            let store = Store(engine: try await database.engine())
            try await store.register([(Example.source, .mastodon)], now: now)
            for suffix in ["", "-wal", "-shm", ".lock"] {
                var facts = stat()
                #expect(stat(database.place + suffix, &facts) == 0)
                #expect(facts.st_mode & 0o777 == 0o600, "\(suffix)")
            }
        }
    }

    @Test func `closed, the database is whole without its log`() async throws {
        try await EngineKind.sqlite.withDatabase { database in
            let engine = try await database.engine()
            try await Store(engine: engine).register([(Example.source, .mastodon)], now: now)
            await engine.close()
            let size = try FileManager.default.attributesOfItem(atPath: database.place + "-wal")[.size] as? Int
            #expect(size == 0)
            let copy = database.place + ".copy"
            try FileManager.default.copyItem(atPath: database.place, toPath: copy)
            let alone = try SQLiteEngine(path: copy)
            #expect(try await Store(engine: alone).ledger().count == 1)
            await alone.close()
        }
    }

    @Test func `closing while it is another's turn copies nothing`() async throws {
        try await EngineKind.sqlite.withDatabase { database in
            _ = try await database.engine()
            let engine = try SQLiteEngine(path: database.place, patience: .milliseconds(50))
            try await Store(engine: engine).register([(Example.source, .mastodon)], now: now)
            let other = open(database.place + ".lock", O_RDWR)
            #expect(flock(other, LOCK_EX | LOCK_NB) == 0)
            await engine.close()
            let size = try FileManager.default.attributesOfItem(atPath: database.place + "-wal")[.size] as? Int
            #expect((size ?? 0) > 0)
            close(other)
        }
    }

    @Test func `a copy is made while the store is open, whole, ours alone, and over nothing`() async throws {
        try await EngineKind.sqlite.withDatabase { database in
            let engine = try #require(try await database.engine() as? SQLiteEngine)
            let store = Store(engine: engine)
            try await store.register([(Example.source, .mastodon)], now: now)
            let copy = database.place + ".backup"
            try await engine.backUp(to: copy)
            try await store.register([("later", .feed)], now: now)
            var facts = stat()
            #expect(stat(copy, &facts) == 0 && facts.st_mode & 0o777 == 0o600)
            await #expect(throws: StorageError.self) { try await engine.backUp(to: copy) }
            let folder = URL(filePath: copy).deletingLastPathComponent().path
            let left = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.contains(".part-") }
            #expect(left.isEmpty)
            let alone = try SQLiteEngine(path: copy)
            #expect(try await Store(engine: alone).ledger().count == 1)
            await alone.close()
        }
    }

    @Test func `a write waits for the house lock and says so, a reading does not`() async throws {
        try await EngineKind.sqlite.withDatabase { database in
            _ = try await database.engine()
            let engine = try SQLiteEngine(path: database.place, patience: .milliseconds(50))
            let store = Store(engine: engine)
            #expect(try await store.ledger().isEmpty)
            let other = open(database.place + ".lock", O_RDWR)
            #expect(flock(other, LOCK_EX | LOCK_NB) == 0)
            await #expect {
                try await store.register([(Example.source, .mastodon)], now: now)
            } throws: {
                guard case StorageError.busy = $0 else { return false }
                return true
            }
            #expect(try await store.ledger().isEmpty)
            close(other)
            try await store.register([(Example.source, .mastodon)], now: now)
            // Whoever stands in the turnstile is not overtaken either.
            let waiting = open(database.place + ".lock", O_RDWR)
            var range = flock(l_type: Int16(F_WRLCK), l_whence: Int16(SEEK_SET), l_start: 0, l_len: 1, l_pid: 0)
            #expect(fcntl(waiting, Self.openFileLock, &range) == 0)
            await #expect(throws: StorageError.self) {
                try await store.register([("two", .mastodon)], now: now)
            }
            close(waiting)
            try await store.register([("two", .mastodon)], now: now)
            await engine.close()
        }
    }

    @Test func `a process that writes without pause does not keep another out`() async throws {
        try await EngineKind.sqlite.withDatabase { database in
            let greedy = try await database.engine()
            let modest = Store(engine: try await database.engine())
            let now = now
            try await modest.register([("one", .feed)], now: now)
            let hog = Task {
                while !Task.isCancelled {
                    _ = try await greedy.write { try $0.run("UPDATE source SET failures = failures + 1") }
                }
            }
            for number in 0..<20 {
                try await modest.note("one", failures: 0, error: "", remark: "\(number)", now: now)
            }
            hog.cancel()
            try await hog.value
            #expect(try await modest.sourceStates().first?.remark == "19")
        }
    }

    @Test func `another user's database is refused with the command that would do`() throws {
        guard geteuid() == 0 else {
            print("skipped: only root can make another user's file")
            return
        }
        let folder = FileManager.default.temporaryDirectory.appending(path: "earshot-owner-\(getpid())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let nobody = try #require(getpwnam("nobody")).pointee.pw_uid
        chown(folder, nobody, 0)
        let refused: (any Error) -> Bool = {
            "\($0)".contains("belongs to nobody; run it as that user: sudo -u nobody")
        }
        // What root made in the worker's folder would stop the worker.
        #expect { try SQLiteEngine(path: folder + "/earshot.db") } throws: { refused($0) }
        #expect(FileManager.default.createFile(atPath: folder + "/earshot.db", contents: nil))
        chown(folder, 0, 0)
        chown(folder + "/earshot.db", nobody, 0)
        #expect { try SQLiteEngine(path: folder + "/earshot.db") } throws: { refused($0) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["earshot.db"])
    }

    @Test func `a file that is not ours is refused and left alone`() async throws {
        try await EngineKind.sqlite.withDatabase { database in
            let words = Data("Not a database, but somebody's notes, long enough to be looked at.\n".utf8)
            let bytes = words + words + words
            try bytes.write(to: URL(filePath: database.place))
            await #expect(throws: StorageError.self) { try await database.engine() }
            #expect(try Data(contentsOf: URL(filePath: database.place)) == bytes)
        }
        try await EngineKind.sqlite.withDatabase { database in
            let other = try await database.engine(migrated: false)
            try await other.write { try $0.define("CREATE TABLE notes (text TEXT)") }
            let engine = try await database.engine(migrated: false)
            await #expect(throws: StorageError.self) { try await engine.migrate() }
        }
        #expect(throws: StorageError.self) { try SQLiteEngine(path: "/nowhere/at/all/earshot.db") }
    }

    @Test func `a full disk loses nothing, is named, and is over when there is room`() async throws {
        guard let disk = SmallDisk(kilobytes: 2048) else {
            print("skipped: only root can mount a small disk")
            return
        }
        defer { disk.remove() }
        let engine = try SQLiteEngine(path: disk.path + "/earshot.db")
        try await engine.migrate()
        let store = Store(engine: engine)
        let lease = try await store.begin()
        let filler = disk.path + "/filler"
        #expect(FileManager.default.createFile(atPath: filler, contents: Data(repeating: 1, count: 1_000_000)))
        var acknowledged = 0
        var refusal: (any Error)?
        let long = String(repeating: "long words ", count: 300)
        while refusal == nil, acknowledged < 5_000 {
            let page = Example.page(lease, (0..<10).map { Example.message(acknowledged + $0, long) })
            do {
                _ = try await store.remember([page], now: now, thinking: .example)
                acknowledged += 10
            } catch {
                refusal = error
            }
        }
        guard case .unavailable(let what) = refusal as? StorageError else {
            Issue.record("a full disk was \(String(describing: refusal))")
            return
        }
        #expect(what.contains("is full"))
        #expect(try await store.totals().messages == acknowledged)
        #expect(acknowledged > 0)
        try FileManager.default.removeItem(atPath: filler)
        let page = Example.page(lease, (0..<10).map { Example.message(acknowledged + $0, long) })
        _ = try await store.remember([page], now: now, thinking: .example)
        #expect(try await store.totals().messages == acknowledged + 10)
        #expect(try await store.ledger().first?.unaccounted == 0)
        await engine.close()
    }
}

/// A file system in memory of a given size; needs root.
private struct SmallDisk {
    let path: String

    init?(kilobytes: Int) {
        guard geteuid() == 0 else { return nil }
        path = FileManager.default.temporaryDirectory.appending(path: "earshot-disk-\(getpid())").path
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        guard mount("tmpfs", path, "tmpfs", 0, "size=\(kilobytes)k,mode=0700") == 0 else { return nil }
    }

    func remove() {
        umount2(path, Int32(MNT_DETACH))
        try? FileManager.default.removeItem(atPath: path)
    }
}
