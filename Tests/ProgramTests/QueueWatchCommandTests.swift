import Foundation
import TestKit
import Testing
import Triage

@testable import Storage
@testable import earshot

/// `queue watch`, elsewhere than on a terminal, and what it shows on one.
struct QueueWatchCommandTests {
    private func folder() async throws -> Scratch {
        let folder = try Scratch()
        let file = try folder.write(
            "earshot.yaml",
            """
            brand: Quillfone
            database: sqlite:earshot.db
            rules: Rules
            sources: [ { name: page, channel: feed, url: "https://f.example/a" } ]
            acd:
              smtp: smtp://127.0.0.1:25
              from: earshot@quillfone.example
              queues: { default: support@acd.example, hot: oncall@acd.example }

            """)
        try folder.write(
            "Rules/all.rules",
            """
            rule danger
              severity critical
              score    80
              when     "on fire"
              hit      "it is on fire"
              miss     "it is fine"

            """)
        let settings = try #require(try ConfigurationLoader.load(file, secrets: SecretKeeper(.unread)).configuration)
        let rules = try LoadedRules.required(settings.rules, for: settings)
        let store = try await openStore(settings)
        let now = Moment(seconds: 1_790_000_100)
        let worker = Worker(rawValue: "here:boot:1")
        _ = try await store.register([("page", .feed)], now: now)
        let lease = try #require(
            try await store.leaseSources(["page"], worker: worker, busy: [], now: now, until: now + .seconds(60)).first)
        let message = Message(
            identity: "feed:1", source: "page", channel: .feed,
            author: .init(handle: Handle(channel: .feed, normalised: "ana@f.example"), displayName: "Ana"),
            text: "my router is on fire", time: now)
        _ = try await store.remember(
            [
                HeardPage(
                    source: "page", epoch: lease.epoch,
                    items: [.init(heard: .message(message), evidence: rules.judge(message))], cursors: [:])
            ], decider: Decider(policy: settings.policy(startedAt: [:]), rules: rules), now: now)
        await store.engine.close()
        return folder
    }

    private func object(_ line: Substring) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }

    @Test func `a change that somebody else makes is told, as an object with the case as it is then`() async throws {
        let folder = try await folder()
        let out = try folder.write("out", "")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: Program.path)
        process.arguments = ["queue", "watch", "--json", "--after", "0", "--count", "2"]
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        process.standardOutput = FileHandle(forWritingAtPath: out)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        // It watches when it has told of what was there.
        while try folder.text("out").isEmpty, process.isRunning { try await Task.sleep(for: .milliseconds(20)) }
        #expect(process.isRunning)
        #expect(try Program.run("queue", "claim", "1", "--as", "ana", "--note", "mine", in: folder).code == 0)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let lines = try folder.text("out").split(separator: "\n").map(object)
        #expect(lines.count == 2)
        #expect(lines[0]["what"] as? String == "opened" && lines[0]["state"] as? String == "open")
        #expect(lines[1]["what"] as? String == "claim" && lines[1]["by"] as? String == "ana")
        #expect(lines[1]["note"] as? String == "mine" && lines[1]["claimedBy"] as? String == "ana")
        let first = try #require(lines[0]["change"] as? Int)
        #expect(try #require(lines[1]["change"] as? Int) > first)
        // Going on behind what is known.
        let rest = try Program.run("queue", "watch", "--after", "\(first)", "--count", "1", in: folder)
        #expect(rest.lines.count == 1 && rest.out.contains("claim by ana (mine)") && !rest.out.contains("\u{1B}"))
        #expect(try Program.run("queue", "watch", "--count", "0", in: folder).code == 64)
    }

    private func line(_ id: Int64, _ title: String, state: Case.State = .open) -> QueueLine {
        QueueLine(
            id: CaseID(rawValue: id), state: state, heat: 80, severity: .critical, title: title, messages: 1, people: 0,
            firstHeard: Moment(seconds: 100), newestHeard: Moment(seconds: 100), promise: Moment(seconds: 110),
            owner: "", claimedBy: nil, rank: Moment(seconds: 100), due: nil, step: 0, target: nil, isHeld: false,
            isIncident: false, incident: nil, mergedInto: nil, newest: nil)
    }

    private func board(_ lines: [QueueLine]) -> WatchBoard {
        var board = WatchBoard()
        board.show(QueueSlice(cases: lines, counts: [.open: lines.count], next: nil))
        return board
    }

    @Test func `keys move, act on the case that is chosen, and stay with it when the queue changes`() {
        var board = board([line(7, "a"), line(8, "b"), line(9, "c")])
        #expect(board.selected == CaseID(rawValue: 7))
        #expect(board.press(UInt8(ascii: "j")) == nil)
        #expect(board.press(UInt8(ascii: "c")) == .change(CaseID(rawValue: 8), .claim, note: ""))
        board.show(QueueSlice(cases: [line(6, "new"), line(7, "a"), line(8, "b")], counts: [:], next: nil))
        #expect(board.press(UInt8(ascii: "a")) == .change(CaseID(rawValue: 8), .acknowledge, note: ""))
        // An arrow.
        for byte in [0x1B, UInt8(ascii: "["), UInt8(ascii: "A")] { #expect(board.press(byte) == nil) }
        #expect(board.press(UInt8(ascii: "r")) == .change(CaseID(rawValue: 7), .resolve, note: ""))
        board.show(QueueSlice(cases: [], counts: [:], next: nil))
        #expect(board.press(UInt8(ascii: "c")) == nil && board.press(UInt8(ascii: "n")) == nil)
        #expect(board.press(UInt8(ascii: "q")) == .quit)
    }

    @Test func `a reason is typed and mended, and only Enter does it`() {
        var board = board([line(7, "a")])
        _ = board.press(UInt8(ascii: "n"))
        for byte in "jokéq".utf8 { #expect(board.press(byte) == nil) }
        for byte: UInt8 in [0x7F, 0x7F] { #expect(board.press(byte) == nil) }
        #expect(board.lines(columns: 80, rows: 10, coloured: false, now: Moment(seconds: 200)).last!.contains("jok_"))
        #expect(board.press(0x0D) == .change(CaseID(rawValue: 7), .notHot, note: "jok"))
        _ = board.press(UInt8(ascii: "n"))
        #expect(board.press(0x1B) == nil)
        #expect(board.press(0x0D) == nil)
    }

    @Test func `nothing that strangers wrote moves the cursor, and every line fits`() {
        let board = board((1...50).map { line($0, "\u{1B}[2J\u{202E}evil\n漢字 \(String(repeating: "x", count: 300))") })
        for (columns, rows) in [(80, 24), (20, 5), (1, 1)] {
            let lines = board.lines(columns: columns, rows: rows, coloured: false, now: Moment(seconds: 200))
            #expect(lines.count <= rows)
            #expect(
                lines.allSatisfy { Shown.width($0) <= columns && !$0.contains("\u{1B}") && !$0.contains("\u{202E}") })
        }
        let coloured = board.lines(columns: 80, rows: 24, coloured: true, now: Moment(seconds: 200))
        #expect(coloured[1].hasPrefix("\u{1B}[31;7m") && !coloured.joined().contains("[2J\u{202E}"))
    }
}
