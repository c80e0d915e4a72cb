import Foundation
import TestKit

/// A server that we did not write, with a folder of its own, on loopback; ended when the test is.
final class Outsider {
    let folder: URL
    private var processes: [Process] = []

    init(_ name: String) throws {
        folder = URL(filePath: "/tmp/es-\(name)-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// Runs a test beside servers that it starts. Where a program is absent, it says so.
    static func run(_ name: String, needs programs: [String], _ test: (Outsider) async throws -> Void) async throws {
        for program in programs where !FileManager.default.isExecutableFile(atPath: program) {
            print("skipped: no \(program)")
            return
        }
        let outsider = try Outsider(name)
        do {
            try await test(outsider)
        } catch {
            outsider.end()
            throw error
        }
        outsider.end()
    }

    /// What it writes goes to `NAME.out` in the folder.
    @discardableResult
    func start(_ program: String, _ arguments: [String], output: String) throws -> Process {
        let file = folder.appending(path: output)
        try Data().write(to: file)
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = ["LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: file)
        process.standardError = process.standardOutput
        // Tasks run on threads that block signals, and a child inherits that.
        var none = sigset_t()
        var before = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try process.run()
        processes.append(process)
        return process
    }

    func written(_ output: String) -> String {
        (try? String(contentsOf: folder.appending(path: output), encoding: .utf8)) ?? ""
    }

    /// Asks again and again, for at most twenty seconds.
    static func until(_ what: String, _ holds: () async throws -> Bool) async throws {
        for _ in 0..<400 {
            if try await holds() { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw Waited(what: what)
    }
    struct Waited: Error { var what: String }

    private func end() {
        for process in processes.reversed() {
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        try? FileManager.default.removeItem(at: folder)
    }
}
