import Storage
import StoragePostgres
import StorageSQLite

/// Opens the database that the configuration names and brings its schema to this program's version.
///
/// - Throws: `StorageError`.
func openStore(_ configuration: Configuration) async throws -> Store {
    let store =
        switch configuration.database {
        case .sqlite(let path): Store(engine: try SQLiteEngine(path: path))
        case .postgres(let url): Store(engine: try PostgresEngine(url: url))
        }
    try await store.engine.migrate()
    return store
}

/// The clock that the loops hold: the host's, or for a shared database the host's corrected by what the
/// server's differs from it, so that all hosts agree on when a lease runs out.
func loopClock(_ store: Store) async throws -> SystemClock {
    guard let shared = store.engine as? PostgresEngine else { return SystemClock() }
    return SystemClock(offset: try await shared.clockOffset())
}
