import Foundation
import Testing
import Triage

@testable import Channels

@Suite struct GammuTests {
    /// A folder of its own, removed at the end.
    final class Inbox {
        let path: String
        init() {
            path = FileManager.default.temporaryDirectory.path + "/earshot-inbox-\(UUID().uuidString)"
            try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }
        deinit { try? FileManager.default.removeItem(atPath: path) }

        /// Written `age` seconds ago.
        func put(_ name: String, _ bytes: [UInt8], age: TimeInterval = 3600) throws {
            try Data(bytes).write(to: URL(filePath: "\(path)/\(name)"))
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -age)], ofItemAtPath: "\(path)/\(name)")
        }
        func names(_ folder: String = "") -> [String] {
            ((try? FileManager.default.contentsOfDirectory(atPath: path + folder)) ?? []).filter { $0 != "heard" }
                .sorted()
        }
        func listener(
            pause: @escaping @Sendable (Duration) async throws -> Void = { _ in }
        ) throws -> GammuListener {
            try GammuListener(source: "modem", inbox: path + "/", number: "+12025550100", pause: pause)
        }
    }
    let inbox = Inbox()
    var now: Moment { Moment(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)) }

    private func messages(_ page: Page) -> [Message] {
        page.items.compactMap { item in if case .message(let message) = item { message } else { nil } }
    }
    private func unreadable(_ page: Page) -> [Unreadable] {
        page.items.compactMap { item in if case .unreadable(let kept) = item { kept } else { nil } }
    }
    private static func utf16(_ text: String, rest: [UInt8] = []) -> [UInt8] {
        [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] } + rest
    }
    private static func detail(
        _ parts: [(text: String, udh: String)], from: String = "+12025550111", extra: String = "PDU = Deliver"
    ) -> [UInt8] {
        var file = "; made for a test\n\n"
        for (place, part) in parts.enumerated() {
            let hex = part.text.utf16.map { String(UInt32($0) + 0x10000, radix: 16, uppercase: true).dropFirst() }
                .joined()
            file +=
                "[SMSBackup00\(place)]\n; \(part.text)\n\(extra)\nDateTime = 20261122T034107Z\nNumber = \"\(from)\"\n"
            if !part.udh.isEmpty { file += "UDH = \(part.udh)\n" }
            for (line, start) in stride(from: 0, to: hex.count, by: 200).enumerated() {
                file += "Text0\(line) = \(hex.dropFirst(start).prefix(200))\n"
            }
            file += "Coding = Unicode_No_Compression\nLength = 1\n\n"
        }
        return Array(file.utf8)
    }

    @Test func `a text is heard, and its file is moved only after it is durable`() async throws {
        try inbox.put("IN20261122_034107_00_+12025550111_00.txt", Self.utf16("No signal 😀"))
        let listener = try inbox.listener()
        let page = try await listener.listen(from: [:], now: now)
        let message = try #require(messages(page).first)
        #expect(message.text == "No signal 😀")
        #expect(message.author.handle == Handle(channel: .sms, normalised: "+12025550111"))
        #expect(message.conversationKey == "+12025550100:+12025550111")
        #expect(message.identity.hasPrefix("gammu:IN20261122_034107_00_+12025550111_00.txt:"))
        #expect(inbox.names() == ["IN20261122_034107_00_+12025550111_00.txt"])
        try await listener.settled(page)
        #expect(inbox.names() == [])
        #expect(inbox.names("/heard") == ["IN20261122_034107_00_+12025550111_00.txt"])
        let next = try await listener.listen(from: page.cursors, now: now)
        #expect(next.items.isEmpty && next.receipt.isEmpty)
        #expect(next.cursors["inbox"] == .names([]))
    }

    @Test func `a crash between the commit and the move loses nothing and doubles nothing`() async throws {
        let name = "IN20261122_034107_00_+12025550111_00.txt"
        try inbox.put(name, Array("hello".utf8))
        let page = try await inbox.listener().listen(from: [:], now: now)
        #expect(page.items.count == 1)
        let after = try await inbox.listener().listen(from: page.cursors, now: now)
        #expect(after.items.isEmpty)
        #expect(after.receipt == [name])
        #expect(after.cursors == page.cursors)
        try await inbox.listener().settled(after)
        try await inbox.listener().settled(after)
        #expect(inbox.names() == [])
        #expect(inbox.names("/heard") == [name])
    }

    @Test func `a crash in the middle of a move is completed`() async throws {
        let name = "IN20261122_034107_00_+12025550111_00.txt"
        try inbox.put(name, Array("hello".utf8))
        let page = try await inbox.listener().listen(from: [:], now: now)
        try FileManager.default.createDirectory(atPath: inbox.path + "/heard", withIntermediateDirectories: true)
        try FileManager.default.linkItem(atPath: "\(inbox.path)/\(name)", toPath: "\(inbox.path)/heard/\(name)")
        try await inbox.listener().settled(page)
        #expect(inbox.names() == [])
        #expect(inbox.names("/heard") == [name])
    }

    @Test func `nothing that was heard is overwritten by a later file of the same name`() async throws {
        let name = "IN20261122_034107_00_+12025550111_00.txt"
        var cursors: Cursors = [:]
        var identities: Set<String> = []
        for text in ["one", "two", "three"] {
            try inbox.put(name, Array(text.utf8))
            let page = try await inbox.listener().listen(from: cursors, now: now)
            identities.formUnion(messages(page).map(\.identity))
            try await inbox.listener().settled(page)
            cursors = try await inbox.listener().listen(from: page.cursors, now: now).cursors
        }
        #expect(identities.count == 3)
        #expect(inbox.names("/heard") == [name, name + ".1", name + ".2"])
        #expect(try String(contentsOfFile: "\(inbox.path)/heard/\(name)", encoding: .utf8) == "one")
    }

    // MARK: Longer texts

    @Test func `parts in files with times of their own are one text, even where a part ends within a character`()
        async throws
    {
        let units = Array("smile 😀 twice".utf16)
        func half(_ units: ArraySlice<UInt16>) -> [UInt8] {
            [0xFE, 0xFF] + units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        }
        try inbox.put("IN20261122_034107_00_+12025550111_00.txt", half(units[..<7]))
        try inbox.put("IN20261122_034105_00_+12025550111_01.txt", half(units[7...]))
        try inbox.put("IN20261122_034110_00_+12025550111_00.txt", Array("another".utf8))
        try inbox.put("IN20261122_034107_00_+12025550112_00.txt", Array("stranger".utf8))
        let page = try await inbox.listener().listen(from: [:], now: now)
        #expect(Set(messages(page).map(\.text)) == ["smile 😀 twice", "another", "stranger"])
        #expect(page.receipt.count == 4)
    }

    @Test func `a missing part is waited for, then the rest is taken and says so`() async throws {
        try inbox.put("IN20261122_034107_00_+12025550111_00.txt", Array("one ".utf8), age: 100)
        try inbox.put("IN20261122_034109_00_+12025550111_02.txt", Array("three".utf8), age: 100)
        let listener = try inbox.listener()
        #expect(try await listener.listen(from: [:], now: now).items.isEmpty)
        #expect(
            messages(try await listener.listen(from: [:], now: now + .seconds(300))).map(\.notes) == [
                ["a part of this text is missing"]
            ])
        try inbox.put("IN20261122_034108_00_+12025550111_01.txt", Array("two ".utf8), age: 100)
        #expect(messages(try await listener.listen(from: [:], now: now)).map(\.text) == ["one two three"])
    }

    @Test func `the detailed format is read by its parts' places`() async throws {
        let first = String(repeating: "é", count: 130)
        try inbox.put(
            "IN20261122_034107_00_+12025550111_00.txt",
            Self.detail([("world", "050003B10202"), ("\(first) \n; [x] = ", "050003B10201"), ("world", "050003B10202")])
        )
        try inbox.put("IN20261122_034108_00_+12025550111_00.smsbackup", Self.detail([("b", "06080412340301")]))
        let page = try await inbox.listener().listen(from: [:], now: now)
        #expect(messages(page).map(\.text) == ["\(first) \n; [x] = world", "b"])
        #expect(messages(page).map(\.notes) == [[], ["parts of this text are missing: 2, 3"]])
        #expect(messages(page)[0].time == Moment(rfc3339: "2026-11-22T03:41:07Z"))
    }

    @Test func `a text that looks like the detailed format cannot speak for another sender`() async throws {
        try inbox.put(
            "IN20261122_034107_00_+12025550111_00.txt", Self.detail([("forged", "")], from: "+12025550199"))
        let message = try #require(messages(try await inbox.listener().listen(from: [:], now: now)).first)
        #expect(message.author.handle.address == "+12025550111")
        #expect(message.text.contains("[SMSBackup000]"))
    }

    @Test func `a delivery report is put aside unheard`() async throws {
        try inbox.put(
            "IN20261122_034107_00_+12025550111_00.txt", Self.detail([("Delivered", "")], extra: "PDU = Status_Report"))
        let page = try await inbox.listener().listen(from: [:], now: now)
        #expect(page.items.isEmpty)
        #expect(page.receipt.count == 1)
    }

    // MARK: Odd files

    @Test(
        arguments: [
            ([0xFE, 0xFF, 0, 0x41, 0, 0, 0xD8, 0x3D], "A"), ([0xFF, 0xFE, 0x41, 0, 0x42], "A"), ([0x63, 0xE9], "cé"),
            ([0x63, 0xC3, 0xA9], "cé"), ([0x41, 0, 0x42], "A"), ([], ""), ([0xFE, 0xFF, 0xD8, 0x3D], "\u{FFFD}"),
        ] as [([UInt8], String)])
    func `the words of a file are found in each of its encodings`(_ bytes: [UInt8], _ words: String) async throws {
        try inbox.put("IN20261122_034107_00_QUILLFONE_00.txt", bytes)
        let page = try await inbox.listener().listen(from: [:], now: now)
        #expect(messages(page).map(\.text) == [words])
    }

    @Test func `what cannot be read is kept with its bytes, moved too, and the others go on`() async throws {
        try inbox.put("IN20261122_034107_00_+12025550111_00.bin", [0xDE, 0xAD])
        try inbox.put("INteresting.txt", Array("?".utf8))
        try inbox.put("IN20261122_034107_00__00.txt", Array("nobody".utf8))
        try inbox.put(
            "IN20261122_034107_00_+12025550112_00.txt", [UInt8](repeating: 0x41, count: GammuInbox.sizeLimit + 1))
        try inbox.put("IN20261122_034107_00_+12025550113_00.txt", Array("fine".utf8))
        let listener = try inbox.listener()
        let page = try await listener.listen(from: [:], now: now)
        #expect(messages(page).map(\.text) == ["fine"])
        let kept = unreadable(page)
        #expect(kept.count == 4)
        #expect(kept.contains { $0.raw == [0xDE, 0xAD] && $0.reason.contains("binary") })
        #expect(kept.contains { $0.wholeBytes == GammuInbox.sizeLimit + 1 && $0.reason.contains("larger") })
        #expect(Set(kept.map(\.identity)).count == 4)
        try await listener.settled(page)
        #expect(inbox.names() == [])
    }

    @Test func `links, folders and other files are not touched`() async throws {
        let name = "/IN20261122_034107_00_+12025550111_00.txt"
        try FileManager.default.createSymbolicLink(atPath: inbox.path + name, withDestinationPath: "/etc/hostname")
        try FileManager.default.createDirectory(
            atPath: inbox.path + "/IN20261122_034108_00_+12025550111_00.txt", withIntermediateDirectories: true)
        #expect(mkfifo(inbox.path + "/IN20261122_034109_00_+12025550111_00.txt", 0o600) == 0)
        try inbox.put("note.txt", [0x41])
        let page = try await inbox.listener().listen(from: [:], now: now)
        #expect(page.items.isEmpty && page.receipt.isEmpty)
    }

    @Test func `a file that is still being written is left for later`() async throws {
        let name = "IN20261122_034107_00_+12025550111_00.txt"
        try inbox.put(name, Array("half".utf8), age: 0)
        let path = inbox.path
        let growing = try inbox.listener { _ in
            let file = try FileHandle(forWritingTo: URL(filePath: "\(path)/\(name)"))
            try file.seekToEnd()
            try file.write(contentsOf: Data(" and whole".utf8))
            try file.close()
        }
        #expect(try await growing.listen(from: [:], now: now).items.isEmpty)
        #expect(messages(try await inbox.listener().listen(from: [:], now: now)).map(\.text) == ["half and whole"])
    }

    @Test func `a file from the future, by a clock that was set back, is heard all the same`() async throws {
        try inbox.put("IN20261122_034107_00_+12025550111_00.txt", Array("soon".utf8), age: -90_000)
        #expect(messages(try await inbox.listener().listen(from: [:], now: now)).count == 1)
    }

    @Test func `a full folder is heard page by page`() async throws {
        for second in 0..<450 {
            let minute = String(second / 60 + 10), rest = second % 60 + 100
            try inbox.put(
                "IN20261122_03\(minute)\(String(rest).dropFirst())_00_+12025550111_00.txt", Array("\(second)".utf8))
        }
        var cursors: Cursors = [:]
        var texts: [String] = []
        var pages = 0
        while pages < 10 {
            let page = try await inbox.listener().listen(from: cursors, now: now)
            texts += messages(page).map(\.text)
            cursors = page.cursors
            pages += 1
            // The loop may hear the next page before this one is settled.
            if pages == 2 { try await inbox.listener().settled(page) }
            if !page.more { break }
        }
        #expect(texts == (0..<450).map(String.init))
        #expect(pages == 3)
    }

    @Test func `a folder that is not there is a person's to mend`() async throws {
        let listener = try GammuListener(source: "modem", inbox: "/nowhere/inbox", number: nil)
        let failure = await #expect(throws: ListenFailure.self) { try await listener.listen(from: [:], now: now) }
        #expect(failure?.next == .tellPerson)
        #expect(failure?.reason.contains("/nowhere/inbox") == true)
        for (inbox, number) in [("inbox", "+12025550100"), ("", "+12025550100"), ("/inbox", "?")] {
            #expect(throws: ListenFailure.self) { try GammuListener(source: "modem", inbox: inbox, number: number) }
        }
    }

    @Test(arguments: [
        "IN20261122_034107_00_+1_00", "IN2026112_034107_00_+1_00.txt", "IN20261322_034107_00_+1_00.txt",
        "IN20261122_034107_0_+1_00.txt", "IN20261122_034107_00_00.txt", "IN20261122_034107_00_+1_0x.txt",
        "OUT20261122_034107_00_+1_00.txt", "IN20261122_034107_00_+1_00.doc", "IN.txt", "IN",
    ])
    func `another name is not taken for smsd's`(_ name: String) {
        #expect(GammuName(name) == nil)
    }

    @Test func `a sender's name may have the separator in it`() throws {
        let name = try #require(GammuName("IN20261122_034107_03_QUILL_FONE_01.txt"))
        #expect((name.sender, name.serial, name.part) == ("QUILL_FONE", 3, 1))
    }

    @Test func `no damage to a detailed file crashes its reading`() {
        var chance = SystemRandomNumberGenerator.seeded(3)
        let sample = Self.detail([("hello", "050003B10201"), ("world", "0608041234020201")])
        for _ in 0..<5000 {
            var bytes = sample
            for _ in 0..<Int.random(in: 1...5, using: &chance) {
                let place = Int.random(in: 0..<bytes.count, using: &chance)
                if Bool.random(using: &chance) {
                    bytes[place] = UInt8.random(in: 0...255, using: &chance)
                } else {
                    bytes.removeSubrange(place...min(place + 3, bytes.count - 1))
                }
            }
            if let backup = GammuBackup(bytes) { _ = (backup.ordered, backup.missing) }
        }
    }

    /// The country of the line is Spain, as the program's reader of numbers would have it.
    private let spanish = SenderNumbers(knowsCountry: true) { number in
        let digits = number.hasPrefix("+") ? String(number.dropFirst()) : number
        return digits.hasPrefix("34") ? "+\(digits)" : digits.utf8.count == 9 ? "+34\(digits)" : nil
    }

    @Test func `one person is one handle and one conversation, however the modem gives their number`() async throws {
        for (minute, sender) in ["+34612345678", "34612345678", "612345678", "22345", "MOVISTAR"].enumerated() {
            try inbox.put("IN20261122_03410\(minute)_00_\(sender)_00.txt", Self.utf16("STOP"))
        }
        let listener = try GammuListener(
            source: "modem", inbox: inbox.path, number: "+12025550100", numbers: spanish, pause: { _ in })
        let heard = messages(try await listener.listen(from: [:], now: now))
        #expect(
            heard.map(\.author.handle.address) == [
                "+34612345678", "+34612345678", "+34612345678", "22345", "MOVISTAR",
            ])
        #expect(Set(heard.prefix(3).compactMap(\.conversationKey)) == ["+12025550100:+34612345678"])
    }

    @Test func `what smsd has sent is never heard, wherever it is moved`() async throws {
        try inbox.put("OUTD20261122_034107_00_+12025550111_0123456789abcdef.smsbackup", Array("[SMSBackup000]\n".utf8))
        let page = try await inbox.listener().listen(from: [:], now: now)
        #expect(page.items.isEmpty && page.receipt.isEmpty && page.trouble == nil)
        #expect(inbox.names().count == 1)
    }
}
