import Foundation
import TestKit

@testable import earshot

/// A folder that goes with the test.
final class Scratch: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "earshot-program-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        do { try FileManager.default.removeItem(atPath: path) } catch { print("left behind: \(path)") }
    }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }

    @discardableResult
    func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        let url = URL(fileURLWithPath: path).appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
        return url.path
    }

    func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)), as: UTF8.self)
    }
}

/// The built program, run as a person would.
struct Program {
    var code: Int32
    var out: String
    var err: String

    var lines: [String] { out.split(separator: "\n").map(String.init) }

    static let path: String = {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        let beside = URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("earshot").path
        if FileManager.default.isExecutableFile(atPath: beside) { return beside }
        return SharedFolder.packageRoot.appendingPathComponent(".build/debug/earshot").path
    }()

    static func run(
        _ arguments: String..., in folder: Scratch, input: String = "", environment: [String: String] = [:]
    ) throws -> Program {
        try run(arguments, in: folder, input: input, environment: environment)
    }

    static func run(
        _ arguments: [String], in folder: Scratch, input: String = "", environment: [String: String] = [:]
    ) throws -> Program {
        let name = UUID().uuidString
        let input = try folder.write(".\(name).in", input)
        let out = try folder.write(".\(name).out", "")
        let err = try folder.write(".\(name).err", "")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle(forReadingAtPath: input)
        process.standardOutput = FileHandle(forWritingAtPath: out)
        process.standardError = FileHandle(forWritingAtPath: err)
        try process.run()
        process.waitUntilExit()
        return Program(
            code: process.terminationReason == .exit ? process.terminationStatus : -process.terminationStatus,
            out: try folder.text(".\(name).out"), err: try folder.text(".\(name).err"))
    }
}

/// Reads a configuration that stands in the test.
func settings(
    _ text: String, strictness: SecretKeeper.Strictness = .required, environment: [String: String] = [:],
    folder: String = "/etc/earshot"
) -> ConfigurationLoader.Loaded {
    ConfigurationLoader.read(
        Array(text.utf8), file: "earshot.yaml", folder: folder,
        secrets: SecretKeeper(strictness, environment: environment))
}
