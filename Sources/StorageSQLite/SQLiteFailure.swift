import CSQLite
import Foundation
import GRDB
import Storage

/// What SQLite's result codes mean to whoever waits (sqlite.org/rescode.html).
enum SQLiteFailure {
    /// Of the last call on a connection.
    static func error(_ connection: OpaquePointer?, path: String) -> any Error {
        error(
            sqlite3_extended_errcode(connection), message: String(cString: sqlite3_errmsg(connection)),
            system: sqlite3_system_errno(connection), path: path)
    }

    /// Ours as they are; GRDB's translated.
    static func translated(_ error: any Error, path: String) -> any Error {
        guard let error = error as? DatabaseError else { return error }
        return self.error(
            error.extendedResultCode.rawValue, message: error.message ?? "no message", system: 0, path: path)
    }

    static func error(_ code: Int32, message: String, system: Int32, path: String) -> any Error {
        let isOutOfSpace = system == ENOSPC || system == EDQUOT
        switch code & 0xFF {
        case SQLITE_FULL: return full(path)
        case SQLITE_IOERR where isOutOfSpace: return full(path)
        case SQLITE_BUSY, SQLITE_LOCKED:
            return StorageError.busy("another program holds the database \(path); try again (\(message))")
        case SQLITE_READONLY:
            return StorageError.unavailable(
                "the database \(path) cannot be written: the file or its folder is read-only (\(message))")
        case SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH:
            if isOutOfSpace { return full(path) }
            let why = system == 0 ? message : String(cString: strerror(system))
            return StorageError.unavailable("the database \(path) cannot be opened: \(why)")
        case SQLITE_CONSTRAINT, SQLITE_TOOBIG, SQLITE_MISMATCH, SQLITE_RANGE: return StatementRefused(message)
        case SQLITE_NOTADB:
            return StorageError.unavailable("the file \(path) is not a SQLite database")
        case SQLITE_CORRUPT:
            return StorageError.fault("the database \(path) is damaged (\(message)); restore the last backup")
        case SQLITE_IOERR:
            let why = system == 0 ? message : String(cString: strerror(system))
            return StorageError.fault("the disk under \(path) failed: \(why)")
        default: return StorageError.fault("SQLite said \(code): \(message)")
        }
    }

    private static func full(_ path: String) -> StorageError {
        .unavailable("the disk that holds \(path) is full; nothing was written, and it goes on once there is room")
    }
}
