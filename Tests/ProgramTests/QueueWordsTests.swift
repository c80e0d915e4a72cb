import Foundation
import TestKit
import Testing
import Triage

@testable import earshot

/// What `queue list`, `show` and `watch` say of times to people.
@Suite struct QueueWordsTests {
    private let now = Example.morning

    private func words(_ promise: Int64?, touched: Int64? = nil, isOpen: Bool = true) -> String? {
        PromiseWords.words(
            promise.map { now + .seconds($0) }, touched: touched.map { now + .seconds($0) }, isOpen: isOpen, now: now)
    }

    @Test func `a promise is told as what is left, how late it is, and how late it was`() {
        #expect(words(nil) == nil)
        #expect(words(720) == "12 min left" && words(1) == "1 s left")
        #expect(words(0) == "1 s left" && words(-1) == "late by 1 s" && words(-300) == "late by 5 min")
        #expect(words(-300, touched: -301) == "kept" && words(-300, touched: -300) == "kept")
        // Somebody came, and the clock stopped.
        #expect(words(-3600 * 5, touched: -3600 * 5 + 180) == "was late by 3 min")
        #expect(words(-300, isOpen: false) == "was late by 5 min" && words(300, isOpen: false) == "kept")
    }

    @Test func `a rule's file has a date, and what lies elsewhere has none`() throws {
        let scratch = try Scratch()
        try scratch.write("Rules/a/b.rules", "rule x")
        try scratch.write("other.rules", "rule y")
        let folder = Configuration.RulesFolder(path: scratch.path + "/Rules", asWritten: "Rules")
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1_700_000_000)],
            ofItemAtPath: scratch.path + "/Rules/a/b.rules")
        #expect(folder.changed("Rules/a/b.rules") == Moment(seconds: 1_700_000_000))
        for elsewhere in ["Rules/../other.rules", "Rules/none.rules", "other.rules", "Rules/a/b.rules\0", "Rulesx/a"] {
            #expect(folder.changed(elsewhere) == nil, "\(elsewhere)")
        }
    }

    @Test func `a time for people is the host's own, to the second`() throws {
        let moment = Moment(microseconds: 1_795_316_047_123_456)
        let reading = moment.local
        #expect(reading.count == 19 && !reading.contains("."))
        // The same as `date` says on this host.
        let process = Process()
        process.executableURL = URL(filePath: "/bin/date")
        process.arguments = ["-d", "@1795316047", "+%Y-%m-%d %H:%M:%S"]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(said == reading + "\n")
    }
}
