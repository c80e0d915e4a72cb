import Foundation
import Testing

/// The demo's night as somebody on call sees it, in Chromium. Where there is no Chromium or no selenium nothing is
/// run.
@Suite struct NightInBrowserJourney {
    @Test func `fire, outage, an important customer, a dead phone and a forgotten claim are seen as they happen`()
        async throws
    {
        let python = Program.root.appending(path: ".venv/bin/python").path
        let files = FileManager.default
        guard ["/usr/bin/chromium", "/usr/bin/chromedriver", python].allSatisfy(files.isExecutableFile) else {
            print("skipped: no chromium, no chromedriver or no .venv")
            return
        }
        let log = files.temporaryDirectory.appending(path: "night-\(UUID().uuidString.prefix(8)).log")
        _ = files.createFile(atPath: log.path, contents: nil)
        defer { try? files.removeItem(at: log) }
        let process = Process()
        process.executableURL = URL(filePath: python)
        process.arguments =
            [
                Program.root.appending(path: "Tests/Browser/night.py").path, Program.builtBinary.path, "--rules",
                Program.root.appending(path: "Rules").path,
            ] + (ProcessInfo.processInfo.environment["DESK_SHOTS"].map { ["--shots", $0] } ?? [])
        let output = try FileHandle(forWritingTo: log)
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        let hasEnded = try await eventually(within: 600) { !process.isRunning }
        if process.isRunning { process.terminate() }
        let words = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
        print(words)
        #expect(hasEnded && process.terminationStatus == 0, "\(words)")
    }
}
