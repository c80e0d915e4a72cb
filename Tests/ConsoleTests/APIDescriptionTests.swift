import Foundation
import Storage
import TestKit
import Testing
import Triage

@testable import Console

/// What the API says of itself, and whether it is so.
@Suite struct APIDescriptionTests {
    private func described(_ house: DeskHouse) async throws -> [String: [String: [String: Any]]] {
        let document = try await APIClient(probe: house.probe, key: nil).get("/openapi.json")
        #expect(document.status == 200 && document.json["openapi"] as? String == "3.1.0")
        return try #require(document.json["paths"] as? [String: [String: [String: Any]]])
    }

    @Test func `every address is described and every description has its address`() async throws {
        try await DeskHouse.open { house in
            let paths = try await described(house)
            let routes = APIRoute.all(house.desk)
            #expect(
                Set(paths.flatMap { path, methods in methods.keys.map { "\($0) \(path)" } })
                    == Set(routes.map { "\($0.method.rawValue.lowercased()) /api/v1\($0.path)" }))
            #expect(Set(routes.map(\.name)).count == routes.count)
            // A stranger is asked for a key wherever there is something.
            for (path, methods) in paths {
                let there = path.replacingOccurrences(of: "{case}", with: "1").replacingOccurrences(
                    of: "{page}", with: "1"
                ).replacingOccurrences(of: "{callback}", with: "1")
                for (method, operation) in methods {
                    let answer = try await house.probe.ask(method.uppercased(), there)
                    let isOpen = (operation["security"] as? [Any])?.isEmpty == true
                    #expect(answer.status == (isOpen ? 200 : 401), "\(method) \(path)")
                }
                for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
                where methods[method.lowercased()] == nil {
                    let answer = try await house.probe.ask(method, there)
                    #expect(answer.status == 405, "\(method) \(path)")
                    let allowed = try #require(answer.header("allow")).split(separator: ", ").map(String.init)
                    #expect(Set(allowed).subtracting(["HEAD"]) == Set(methods.keys.map { $0.uppercased() }))
                }
            }
        }
    }

    @Test func `each verb of a case is there, by the word that commands use`() async throws {
        try await DeskHouse.open { house in
            let paths = try await described(house)
            let verbs: [CaseVerb] = [
                .claim, .release, .acknowledge, .snooze(until: Example.morning), .handOver(to: "ana"),
                .merge(into: CaseID(rawValue: 1)), .split([]), .link(to: CaseID(rawValue: 1)), .resolve, .notHot,
            ]
            for verb in verbs { #expect(paths["/api/v1/cases/{case}/\(verb.word)"]?["post"] != nil, "\(verb.word)") }
        }
    }

    /// Thousands of requests, right and wrong, that a program makes up from the description alone.
    @Test func `no request that can be made from the description breaks anything, and every answer is as described`()
        async throws
    {
        let tool = SharedFolder.packageRoot.appending(path: ".venv/bin/schemathesis").path
        guard FileManager.default.isExecutableFile(atPath: tool) else {
            print("skipped: no schemathesis")
            return
        }
        try await DeskHouse.open(
            limits: ConsoleLimits(apiBurst: 1_000_000), terms: BookingScene.terms(), tables: BookingScene.tables
        ) { house in
            try await DeskScene.fill(house)
            _ = try await BookingScene.offer(house, 501, from: "cleo@mastodon.example")
            let lead = try await APIClient.open(house, "cara", .lead)
            let (code, text) = try await run(
                tool,
                [
                    "run", "http://127.0.0.1:\(house.probe.port)/api/v1/openapi.json", "--header",
                    "Authorization: Bearer \(try #require(lead.key))", "--exclude-path", "/api/v1/events",
                    "--exclude-path", "/api/v1/call-back-events",
                    "--max-examples", "5", "--seed", "20261122", "--phases", "examples,coverage,fuzzing",
                    "--checks", "all", "--max-time", "25", "--workers", "1", "--request-timeout", "10",
                    "--generation-database", "none", "--no-color", "--warnings", "off",
                ])
            #expect(code == 0, "\(text.suffix(5_000))")
            #expect(text.contains("passed"), "\(text.suffix(2_000))")
        }
    }

    private func run(_ tool: String, _ arguments: [String]) async throws -> (code: Int32, text: String) {
        let folder = FileManager.default.temporaryDirectory.appending(path: "st-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let out = folder.appending(path: "out")
        _ = FileManager.default.createFile(atPath: out.path, contents: nil)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: tool)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        let handle = try FileHandle(forWritingTo: out)
        process.standardOutput = handle
        process.standardError = handle
        process.standardInput = FileHandle.nullDevice
        let code: Int32 = try await withCheckedThrowingContinuation { continuation in
            // From a thread of its own: a child of a task inherits signals that are held back.
            Thread.detachNewThread {
                do {
                    try process.run()
                    process.waitUntilExit()
                    continuation.resume(returning: process.terminationStatus)
                } catch {
                    continuation.resume(throwing: error)
                }
            }
        }
        return (code, try String(contentsOf: out, encoding: .utf8))
    }
}
