import ArgumentParser
import Foundation
import Storage
import StorageSQLite

struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the database, as it stands at one moment, into one file.",
        discussion: """
            The worker may run and goes on. A file that is there already is not overwritten. The copy is put back by \
            stopping the worker, removing the database with its -wal and -shm, and moving the copy to its place. \
            Whoever wrote after the copy was made may be answered a second time then: start with \
            `acknowledge.mode: preview` for one `window`.
            """)

    @Argument(help: "The file to make.") var target: String
    @OptionGroup var file: ConfigurationOption
    @OptionGroup var output: JSONFlag

    func run() async throws {
        let settings = try file.load()
        guard case .sqlite(let path) = settings.database else {
            throw CommandFailure(
                .usage, "the database is PostgreSQL's, which makes its own copies",
                remedy: "pg_dump --format=custom --file=\(Shown.line(target)) with the address of `database`; "
                    + "pg_restore puts it back")
        }
        guard FileManager.default.fileExists(atPath: path) else {
            throw CommandFailure(.badData, "there is no database \(Shown.line(path)) yet")
        }
        var facts = stat()
        if lstat(target, &facts) == 0 {
            throw CommandFailure(
                .badData, "\(Shown.line(target)) is there already, and nothing was written",
                remedy: "name another file: earshot backup earshot-$(date +%F).db")
        }
        let engine = try SQLiteEngine(path: path)
        do {
            try await engine.backUp(to: target)
        } catch {
            await engine.close()
            throw error
        }
        await engine.close()
        let bytes = stat(target, &facts) == 0 ? Int(facts.st_size) : 0
        if output.json {
            Output.standard.line(.object([("file", .text(target)), ("bytes", .integer(bytes))]))
        } else {
            Output.standard.line("Wrote \(Shown.line(target)), \(bytes) bytes, whole as it stands.")
        }
    }
}
