import Foundation
import Storage
import StoragePostgres
import Synchronization

/// A PostgreSQL for the length of one test run: `EARSHOT_TEST_POSTGRES` (a URL to a database in which
/// schemas may be made), else one that is started on loopback in a temporary folder, without fsync.
///
/// It ends with the test process, however that ends: a shell reads a pipe that only the tests hold open.
package struct PostgresServer: Sendable {
    package let url: String

    /// Started at the first use. Nil, after saying `skipped: no PostgreSQL`, where its programs are absent.
    package static func shared() -> PostgresServer? { running }

    private static let running: PostgresServer? = {
        if let url = ProcessInfo.processInfo.environment["EARSHOT_TEST_POSTGRES"], !url.isEmpty {
            return PostgresServer(url: url)
        }
        for _ in 0..<3 {
            guard let programs = programs() else { break }
            if let server = start(programs) { return server }
        }
        print("skipped: no PostgreSQL")
        return nil
    }()

    /// The URL of a database of one's own: a schema with nothing in it.
    package func freshDatabase() async throws -> String {
        let schema = "test_\(getpid())_\(Self.next.add(1, ordering: .relaxed).newValue)"
        try await asAdministrator { try $0.define("CREATE SCHEMA \(schema)") }
        return "\(url)\(url.contains("?") ? "&" : "?")\(Self.path)\(schema)"
    }

    /// Drops what `freshDatabase` made.
    package func drop(_ database: String) async throws {
        guard let schema = database.split(separator: Self.path).last else { return }
        try await asAdministrator { try $0.define("DROP SCHEMA \(schema) CASCADE") }
    }

    private static let path = "options=-csearch_path%3D"
    private static let next = Atomic<Int>(0)

    private func asAdministrator(_ body: @escaping @Sendable (any Transaction) throws -> Void) async throws {
        let engine = try PostgresEngine(url: url, connections: 1)
        do {
            try await engine.write(body)
        } catch {
            await engine.close()
            throw error
        }
        await engine.close()
    }

    /// Debian keeps them out of the PATH, by version.
    private static func programs() -> String? {
        let debian = "/usr/lib/postgresql"
        let versions = ((try? FileManager.default.contentsOfDirectory(atPath: debian)) ?? [])
            .sorted { (Double($0) ?? 0) > (Double($1) ?? 0) }
        let folders = versions.map { "\(debian)/\($0)/bin" } + ["/usr/local/bin", "/usr/bin", "/usr/local/pgsql/bin"]
        return folders.first { FileManager.default.isExecutableFile(atPath: "\($0)/initdb") }
    }

    private static let script = """
        D=$(mktemp -d /tmp/earshot-pg.XXXXXX) && cd "$D" || exit 1
        "$1/initdb" -D "$D/data" -A trust -U postgres -E UTF8 --locale=C.UTF-8 --no-sync >"$D/log" 2>&1 || exit 1
        "$1/postgres" -D "$D/data" -p "$2" -k "$D" -c listen_addresses=127.0.0.1 -c fsync=off \\
            -c full_page_writes=off -c max_connections=500 -c shared_buffers=32MB -c jit=off >>"$D/log" 2>&1 &
        P=$!
        for i in $(seq 200); do
            "$1/pg_isready" -q -h 127.0.0.1 -p "$2" && break
            kill -0 $P 2>/dev/null || break
            sleep 0.05
        done
        kill -0 $P 2>/dev/null && echo ready || echo failed
        read -r _
        kill -QUIT $P 2>/dev/null
        wait $P
        rm -rf "$D"
        """

    /// Holds the writing end of the shell's standard input until this process ends.
    private static let lifeline = Pipe()

    private static func start(_ programs: String) -> PostgresServer? {
        let port = LoopbackPort.free()
        let process = Process()
        let answer = Pipe()
        // PostgreSQL refuses to run as root.
        let command = ["/bin/sh", "-c", script, "sh", programs, "\(port)"]
        if geteuid() == 0 {
            process.executableURL = URL(filePath: "/usr/sbin/runuser")
            process.arguments = ["-u", "postgres", "--"] + command
        } else {
            process.executableURL = URL(filePath: "/bin/sh")
            process.arguments = Array(command.dropFirst())
        }
        process.currentDirectoryURL = URL(filePath: "/tmp")
        process.standardInput = lifeline
        process.standardOutput = answer
        guard (try? process.run()) != nil else { return nil }
        let said = answer.fileHandleForReading.availableData
        guard String(decoding: said, as: UTF8.self).hasPrefix("ready") else { return nil }
        return PostgresServer(url: "postgres://postgres@127.0.0.1:\(port)/postgres")
    }
}

/// A TCP port of loopback on which nothing listens just now.
package enum LoopbackPort {
    package static func free() -> UInt16 {
        let probe = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(probe) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(UInt32(0x7F00_0001).bigEndian)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                _ = bind(probe, address, length)
                _ = getsockname(probe, address, &length)
            }
        }
        return UInt16(bigEndian: address.sin_port)
    }
}
