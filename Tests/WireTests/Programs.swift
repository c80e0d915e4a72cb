import Foundation
import Glibc
import Synchronization

/// A program that a test starts, and its folder; both are gone when the test is over.
///
/// Not Foundation's `Process`: waiting for one from a task's thread can wait for ever.
final class Program {
    let folder: URL
    private let id: pid_t
    private var isOver = false

    /// - Parameter path: found through PATH and the places where Debian keeps servers. Run in the folder.
    init(_ path: String, _ arguments: [String], in folder: URL) throws {
        self.folder = folder
        id = try Program.spawn([path] + arguments, in: folder)
    }

    var isRunning: Bool {
        if !isOver { isOver = waitpid(id, nil, WNOHANG) == id }
        return !isOver
    }

    func stop() {
        if isRunning { kill(id, SIGTERM) }
        for _ in 0..<1_000 where isRunning { usleep(5_000) }
        if isRunning {
            kill(id, SIGKILL)
            waitpid(id, nil, 0)
            isOver = true
        }
        try? FileManager.default.removeItem(at: folder)
    }

    /// Waits until something listens on the port.
    func listens(on port: Int) async throws {
        try await eventually("\(port) listens") {
            guard isRunning else {
                throw TestTrouble(
                    (try? String(contentsOf: folder.appending(path: "errors.log"), encoding: .utf8)) ?? "ended")
            }
            return canConnect(port)
        }
    }

    static func newFolder(_ name: String) throws -> URL {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "wire-\(name)-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    /// Runs a program to its end.
    @discardableResult
    static func run(_ path: String, _ arguments: [String]) throws -> Data {
        let folder = try newFolder("run")
        defer { try? FileManager.default.removeItem(at: folder) }
        let id = try spawn([path] + arguments, in: folder)
        var status: Int32 = -1
        guard waitpid(id, &status, 0) == id, status == 0 else { throw TestTrouble("\(path) ended with \(status)") }
        return try Data(contentsOf: folder.appending(path: "output.log"))
    }

    private static func spawn(_ command: [String], in folder: URL) throws -> pid_t {
        // Servers live where PATH of an ordinary user does not look.
        let line = #"cd "$0" && PATH="$PATH:/usr/sbin:/sbin" && exec "$@" >output.log 2>errors.log </dev/null"#
        let words = ["/bin/sh", "-c", line, folder.path] + command
        let arguments = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        // Ignored signals are inherited; a server must not ignore SIGPIPE because we do.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigaddset(&signals, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var id = pid_t()
        let code = posix_spawn(&id, "/bin/sh", nil, &attributes, arguments, environ)
        guard code == 0 else { throw TestTrouble("\(command[0]): \(String(cString: strerror(code)))") }
        return id
    }
}

private func canConnect(_ port: Int) -> Bool {
    let probe = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(probe) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
    return withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            connect(probe, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
        }
    }
}

/// A certificate authority of our own and a certificate for localhost that it signed; made once a run.
struct Certificates {
    let authority: String
    let certificate: String
    let key: String
    let folder: URL

    static let shared: Result<Certificates, any Error> = Result { try Certificates() }

    private init() throws {
        folder = try Program.newFolder("certificates")
        let base = folder.path
        let (caKey, request, names) = ("\(base)/ca.key", "\(base)/server.csr", "\(base)/names")
        authority = "\(base)/ca.pem"
        certificate = "\(base)/server.pem"
        key = "\(base)/server.key"
        let newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        try Program.run(
            "openssl",
            [
                "req", "-x509", "-subj", "/CN=Quillfone Test Authority", "-days", "2", "-keyout", caKey, "-out",
                authority,
            ]
                + newKey)
        try Program.run("openssl", ["req", "-subj", "/CN=localhost", "-keyout", key, "-out", request] + newKey)
        try Data("subjectAltName=DNS:localhost,DNS:www.quillfone.example,IP:127.0.0.1\n".utf8)
            .write(to: URL(fileURLWithPath: names))
        try Program.run(
            "openssl",
            [
                "x509", "-req", "-in", request, "-CA", authority, "-CAkey", caKey, "-CAcreateserial", "-days", "2",
                "-extfile", names, "-out", certificate,
            ])
        // The servers read it as other users.
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: key)
        // Removed when the test process ends.
        foldersToRemove.withLock { $0.append(base) }
        _ = removalAtExit
    }
}

private let foldersToRemove = Mutex<[String]>([])
private let removalAtExit: Void = {
    atexit {
        for folder in foldersToRemove.withLock({ $0 }) { try? FileManager.default.removeItem(atPath: folder) }
    }
}()
