import Foundation
import Testing
import Triage

@testable import Channels

/// Against the real gammu-smsd with its dummy phone.
@Suite struct GammuDaemonTests {
    private static let program = ["/usr/bin/gammu-smsd", "/usr/local/bin/gammu-smsd"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    /// What the phone holds: files of gammu's backup format.
    private static func text(
        _ words: String, from: String, second: Int, udh: String = "", coding: String = "Unicode_No_Compression"
    ) -> String {
        let hex = words.utf16.map { String(UInt32($0) + 0x10000, radix: 16, uppercase: true).dropFirst() }.joined()
        var file =
            "[SMSBackup000]\nPDU = Deliver\nSent = 20261122T0341\(second)\nState = UnRead\nNumber = \"\(from)\"\n"
        if !udh.isEmpty { file += "UDH = \(udh)\n" }
        for (line, start) in stride(from: 0, to: hex.count, by: 200).enumerated() {
            file += "Text0\(line) = \(hex.dropFirst(start).prefix(200))\n"
        }
        return file + "Coding = \(coding)\nFolder = 1\nClass = -1\n"
    }

    @Test(arguments: ["detail", "unicode", "standard"])
    func `what gammu-smsd receives is heard as it was sent`(_ format: String) async throws {
        guard let program = Self.program else {
            print("skipped: no gammu-smsd")
            return
        }
        let root = FileManager.default.temporaryDirectory.path + "/earshot-smsd-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: root) }
        for folder in [
            "phone/sms/1", "phone/sms/2", "phone/sms/3", "phone/sms/4", "phone/sms/5", "phone/fs", "inbox", "outbox",
            "sent", "error",
        ] {
            try FileManager.default.createDirectory(atPath: "\(root)/\(folder)", withIntermediateDirectories: true)
        }
        let phone = [
            Self.text("No signal since 9 \u{E9} again", from: "+12025550111", second: 10),
            Self.text("My router is ", from: "+12025550112", second: 20, udh: "050003B10201"),
            Self.text("on fire", from: "+12025550112", second: 21, udh: "050003B10202"),
            Self.text("A\nB\\n\"=;", from: "QUILLFONE", second: 30, coding: "Default_No_Compression"),
            Self.text("\u{1234}\u{5678}", from: "+12025550113", second: 40, coding: "8bit"),
        ]
        for (place, text) in phone.enumerated() {
            try text.write(toFile: "\(root)/phone/sms/1/\(place + 1)", atomically: false, encoding: .utf8)
        }
        let settings = """
            [gammu]
            model = dummy
            connection = none
            device = \(root)/phone
            gammuloc = /dev/null
            loglevel = nothing
            [smsd]
            service = files
            inboxpath = \(root)/inbox/
            inboxformat = \(format)
            outboxpath = \(root)/outbox/
            sentsmspath = \(root)/sent/
            errorsmspath = \(root)/error/
            logfile = \(root)/smsd.log
            commtimeout = 1
            receivefrequency = 1
            checksecurity = 0
            checkbattery = 0
            checksignal = 0
            """
        try settings.write(toFile: "\(root)/smsdrc", atomically: false, encoding: .utf8)

        let daemon = Process()
        daemon.executableURL = URL(filePath: program)
        daemon.arguments = ["-c", "\(root)/smsdrc"]
        daemon.environment = ["LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"]
        daemon.standardOutput = FileHandle.nullDevice
        daemon.standardError = FileHandle.nullDevice
        try daemon.run()
        defer {
            // Threads of the test block other signals, and what they start inherits that.
            kill(daemon.processIdentifier, SIGKILL)
            daemon.waitUntilExit()
        }

        let listener = try GammuListener(source: "modem", inbox: "\(root)/inbox", number: nil)
        var cursors: Cursors = [:]
        var texts: [String: String] = [:]
        var unreadable: [Unreadable] = []
        for _ in 0..<100 where texts.count + unreadable.count < 4 {
            let page = try await listener.listen(
                from: cursors, now: Moment(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)))
            cursors = page.cursors
            for item in page.items {
                switch item {
                case .message(let message):
                    texts[message.author.handle.address] = message.text
                    #expect(message.notes == [])
                case .unreadable(let kept): unreadable.append(kept)
                }
            }
            try await listener.settled(page)
            try await Task.sleep(for: .milliseconds(50))
        }
        #expect(
            texts == [
                "+12025550111": "No signal since 9 \u{E9} again", "+12025550112": "My router is on fire",
                "QUILLFONE": "A\nB\\n\"=;",
            ])
        #expect(unreadable.map { $0.reason.contains("binary") } == [true])
        #expect(try FileManager.default.contentsOfDirectory(atPath: "\(root)/inbox") == ["heard"])
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: "\(root)/inbox/heard").count
                == (format == "detail" ? 4 : 5))
    }
}
