import Storage

/// Opens the database that the configuration names and brings its schema to this program's version.
///
/// - Throws: `StorageError`.
func openStore(_ configuration: Configuration) async throws -> Store {
    switch configuration.database {
    case .sqlite(let path), .postgres(let path):
        throw StorageError.unavailable("no engine for \(path) yet")
    }
}
