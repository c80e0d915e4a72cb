import Foundation
import Synchronization

/// Programs that we did not write, run to their end.
enum Outside {
    struct Run: Sendable {
        var status: Int32
        var output: [UInt8]
        var text: String { String(decoding: output, as: UTF8.self) }
    }

    /// What the program wrote to both of its outputs. It is killed after twenty seconds.
    static func run(_ program: String, _ arguments: [String]) async throws -> Run {
        try await withCheckedThrowingContinuation { continuation in
            // A thread of its own: on Linux the tasks of Swift share their threads with the global queues, and
            // a few blocked ones would leave none for the server that the program is talking to.
            Thread.detachNewThread {
                let process = Process()
                let pipe = Pipe()
                process.executableURL = URL(fileURLWithPath: "/usr/bin/timeout")
                process.arguments = ["20", program] + arguments
                process.standardInput = FileHandle.nullDevice
                process.standardOutput = pipe
                process.standardError = pipe
                do {
                    try process.run()
                    let output = pipe.fileHandleForReading.readDataToEndOfFile()
                    process.waitUntilExit()
                    continuation.resume(returning: Run(status: process.terminationStatus, output: Array(output)))
                } catch {
                    continuation.resume(throwing: error)
                }
            }
        }
    }

    /// A Python script that may end with `print(json.dumps(…))`; `argv` holds the arguments.
    static func python(_ script: String, _ arguments: [String] = []) async throws -> Run {
        let preamble = "import sys, json, socket\nargv = sys.argv[1:]\nsocket.setdefaulttimeout(10)\n"
        return try await run("/usr/bin/python3", ["-c", preamble + script] + arguments)
    }

    static func curl(_ url: String, _ options: [String] = []) async throws -> Answer {
        let run = try await run("/usr/bin/curl", ["-sS", "-g", "-m", "15", "-i"] + options + [url])
        return Answer(run.output)
    }

    /// What curl -i shows of an HTTP answer.
    struct Answer: Sendable {
        var status = 0
        var headers: [String: String] = [:]
        var body: [UInt8] = []

        init(_ bytes: [UInt8]) {
            let whole = Data(bytes)
            guard let end = whole.range(of: Data("\r\n\r\n".utf8)) else { return }
            body = Array(whole[end.upperBound...])
            let lines = String(decoding: whole[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
            status = lines.first.flatMap { $0.split(separator: " ").dropFirst().first }.flatMap { Int($0) } ?? 0
            for line in lines.dropFirst() {
                let parts = line.split(separator: ":", maxSplits: 1)
                guard parts.count == 2 else { continue }
                headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces)
            }
        }

        var text: String { String(decoding: body, as: UTF8.self) }
        var object: [String: Any] { ((try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any]) ?? [:] }
        var list: [[String: Any]] { ((try? JSONSerialization.jsonObject(with: Data(body))) as? [[String: Any]]) ?? [] }
        var ids: [String] { list.compactMap { $0["id"] as? String } }
    }
}

/// 22 November 2026, 18:00:00 UTC.
let evening = Date(timeIntervalSince1970: 1_795_370_400)

/// A clock that a test moves.
final class HandClock: Sendable {
    private let date = Mutex(evening)
    var now: Date { date.withLock { $0 } }
    func move(_ seconds: TimeInterval) { date.withLock { $0 = $0.addingTimeInterval(seconds) } }
}
