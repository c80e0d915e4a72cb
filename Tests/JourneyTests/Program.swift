import Foundation

/// The built program, as an operator runs it.
struct Program {
    /// Where it works: its configuration, its database, its secrets.
    let folder: URL
    var environment: [String: String] = [:]

    struct Ended {
        var status: Int32
        var output: String
        var errors: String
        /// One a line.
        var json: [[String: Any]] {
            output.split(separator: "\n").compactMap {
                try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
            }
        }
    }

    /// A folder of its own, with this configuration.
    init(_ configuration: String) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "earshot-journey-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try write(configuration, to: "earshot.yaml")
    }

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The program that was built together with these tests.
    static let builtBinary: URL = {
        let ourselves = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        for place in [Bundle.main.bundleURL, ourselves] {
            let candidate = place.appending(path: "earshot")
            if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
        }
        return root.appending(path: ".build/debug/earshot")
    }()

    func write(_ text: String, to name: String) throws {
        try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
    }

    func start(_ arguments: String..., standardError: FileHandle? = nil) throws -> Process {
        let process = Process()
        process.executableURL = Self.builtBinary
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = standardError ?? FileHandle.nullDevice
        try process.run()
        return process
    }

    /// Runs a command to its end. Output goes through files, so that no pipe can fill up.
    func run(_ arguments: String..., input: String = "") async throws -> Ended {
        let name = UUID().uuidString
        for suffix in ["in", "out", "err"] {
            _ = FileManager.default.createFile(atPath: folder.appending(path: "\(name).\(suffix)").path, contents: nil)
        }
        try write(input, to: "\(name).in")
        let process = Process()
        process.executableURL = Self.builtBinary
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = try FileHandle(forReadingFrom: folder.appending(path: "\(name).in"))
        process.standardOutput = try FileHandle(forWritingTo: folder.appending(path: "\(name).out"))
        process.standardError = try FileHandle(forWritingTo: folder.appending(path: "\(name).err"))
        let status = try await process.ended()
        func text(_ suffix: String) throws -> String {
            let file = folder.appending(path: "\(name).\(suffix)")
            defer { try? FileManager.default.removeItem(at: file) }
            return try String(contentsOf: file, encoding: .utf8)
        }
        try FileManager.default.removeItem(at: folder.appending(path: "\(name).in"))
        return Ended(status: status, output: try text("out"), errors: try text("err"))
    }

    func clear() { try? FileManager.default.removeItem(at: folder) }
}

extension Process {
    /// Starts it and returns how it ended, without holding a thread.
    func ended() async throws -> Int32 {
        try await withCheckedThrowingContinuation { continuation in
            terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do {
                try run()
                // It has its own by now, and ours would stay open as long as this process lives.
                for case let file as FileHandle in [standardInput, standardOutput, standardError]
                where file !== FileHandle.nullDevice && file.fileDescriptor > 2 {
                    try? file.close()
                }
            } catch {
                terminationHandler = nil
                continuation.resume(throwing: error)
            }
        }
    }
}

/// Waits for something to become true, looking often; false after `seconds`.
func eventually(within seconds: Double = 30, _ condition: () async throws -> Bool) async throws -> Bool {
    let end = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < end {
        if try await condition() { return true }
        try await Task.sleep(for: .milliseconds(20))
    }
    return try await condition()
}
