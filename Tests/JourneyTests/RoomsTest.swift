import Foundation
import Testing

/// Who may import whom: what CONTRIBUTING.md promises is what the package says.
@Suite struct RoomsTest {
    @Test func `the table in CONTRIBUTING is the package's own`() async throws {
        let scratch = FileManager.default.temporaryDirectory.appending(path: "earshot-dump-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: scratch) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        // A scratch folder of its own: the tests' own build holds the usual one.
        process.arguments = [
            "swift", "package", "--package-path", Program.root.path, "--scratch-path", scratch.path, "dump-package",
        ]
        let file = scratch.appendingPathExtension("json")
        defer { try? FileManager.default.removeItem(at: file) }
        _ = FileManager.default.createFile(atPath: file.path, contents: nil)
        process.standardOutput = try FileHandle(forWritingTo: file)
        process.standardError = FileHandle.nullDevice
        #expect(try await process.ended() == 0)

        let dump = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
        let targets = try #require(dump["targets"] as? [[String: Any]])
        var real: [String: Set<String>] = [:]
        for target in targets where target["type"] as? String != "test" {
            let name = try #require(target["name"] as? String)
            let dependencies = target["dependencies"] as? [[String: [Any?]]] ?? []
            real[name] = Set(dependencies.compactMap { ($0["product"] ?? $0["byName"])?.first as? String })
        }
        let promised = try Self.table()
        #expect(Set(promised.keys) == Set(real.keys))
        for (name, imports) in real { #expect(promised[name] == imports, "\(name)") }
    }

    /// Rows of the form ``| `Name` | duty | imports |``.
    private static func table() throws -> [String: Set<String>] {
        let text = try String(contentsOf: Program.root.appending(path: "CONTRIBUTING.md"), encoding: .utf8)
        var table: [String: Set<String>] = [:]
        for line in text.split(separator: "\n") where line.hasPrefix("| `") {
            let cells = line.split(separator: "|", omittingEmptySubsequences: false)
                .map { $0.trimmingCharacters(in: .whitespaces) }
            let name = cells[1].replacingOccurrences(of: "`", with: "")
            table[name] = Set(
                cells[3].split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty })
        }
        return table
    }

    @Test func `thinking imports nothing but Foundation`() throws {
        let allowed: Set<String> = ["Foundation", "Synchronization"]
        let folder = Program.root.appending(path: "Sources/Triage")
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        for case let file as URL in files where file.pathExtension == "swift" {
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            where line.hasPrefix("import ") {
                #expect(allowed.contains(String(line.dropFirst(7))), "\(file.lastPathComponent): \(line)")
            }
        }
    }
}
