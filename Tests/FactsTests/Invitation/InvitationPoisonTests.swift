import Foundation
import Testing
import Triage

@testable import Facts

/// What strangers write stands in every field of an invitation; none of it may become a line.
struct InvitationPoisonTests {
    private static let poisons = [
        "a\rATTENDEE:mailto:evil@x.example", "a\nATTENDEE:mailto:evil@x.example", "a\r\nEND:VEVENT\r\nBEGIN:VEVENT",
        "a\r\n X", "a\u{2028}X-EVIL:1", "a\u{2029}X-EVIL:1", "a\u{85}X-EVIL:1", "a\u{B}X-EVIL:1\u{C}b", "a\u{0}b",
        "\u{1B}[31m", "\\", "\\n\\,", ";", ",", ":", "\"", "\":mailto:evil@x.example", "a\"b\"c", "^n^'^^", "^",
        "\u{202E}gnp.exe", "=?utf-8?q?=0D=0AX-EVIL:_1?=", "%0D%0AX-EVIL:1", "", " ", "\t", "日本語の要約、とても長い",
        String(repeating: "é", count: 200), String(repeating: "👩‍👩‍👧‍👦", count: 60),
        "e" + String(repeating: "\u{301}", count: 50_000),
        String(repeating: "word ", count: 20_000), String(repeating: ";,\\", count: 300),
        String(repeating: "x", count: 1 << 20),
    ]

    private static func names(_ text: String) -> [String] {
        Appointments.lines(text).map { String($0.prefix { $0 != ":" && $0 != ";" }) }
    }

    private func expectSound(_ text: String, like plain: String, _ label: String) throws {
        #expect(Self.names(text) == Self.names(plain), "\(label)")
        #expect(
            text.replacing("\r\n", with: "").unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\t" }, "\(label)")
        for line in Data(text.utf8).split(separator: 0x0A) {
            #expect(line.last == 0x0D && line.count <= 76, "\(label): \(line.count)")
            #expect(String(validating: line, as: UTF8.self) != nil, "\(label): folded within a character")
        }
        #expect(try #require(LibicalReading(text), "\(label)").faults == 0, "\(label)")
    }

    @Test func `nothing that a value holds becomes a line`() throws {
        var texts: [String] = []
        let plain = InvitationWriter.text(
            try Appointments.make(at: 1_795_429_800, description: "d", url: "https://x.example/"))
        for poison in Self.poisons {
            // One without anything in it leaves its line out, which is not what is looked for here.
            let filled = poison.allSatisfy(\.isWhitespace) ? "x" : poison
            texts.append(
                InvitationWriter.text(
                    try Appointments.make(
                        at: 1_795_429_800, summary: poison, description: filled, organizerName: poison,
                        attendeeName: poison, attendee: filled, uid: filled, url: filled)))
            try expectSound(texts[texts.count - 1], like: plain, String(poison.prefix(20)).debugDescription)
        }
        guard let read = try PythonCalendar.read(texts) else { return }
        for (found, poison) in zip(read, Self.poisons) {
            let label = Comment(rawValue: String(poison.prefix(20)).debugDescription)
            #expect(found.errors.isEmpty && found.start == 1_795_429_800, label)
            #expect(found.method == "REQUEST" && found.status == "CONFIRMED" && found.alarms == 1, label)
        }
    }

    @Test func `without a summary the appointment is called after who asks for it`() throws {
        for empty in ["", " \n ", "\u{202E}"] {
            let text = InvitationWriter.text(
                try Appointments.make(at: 1_795_429_800, summary: empty, description: empty))
            #expect(Appointments.lines(text).contains("SUMMARY:callbacks@quillfone.example"))
            #expect(try #require(LibicalReading(text)).faults == 0)
        }
    }

    @Test func `a summary is read back as it was written`() throws {
        var chance = Chance(state: 20_261_122)
        let letters = Array("ab ,;:\\\"'^n|<>&=%éß–日🔥\u{1F469}\u{200D}\u{1F467}").map(String.init)
        var summaries: [String] = []
        for _ in 0..<200 {
            // Without white space at the ends and without two of it in a row, which one line of text has not.
            let text = (0..<Int(chance.next(60) + 1)).map { _ in letters[Int(chance.next(UInt64(letters.count)))] }
                .joined()
            let words = text.split(separator: " ").joined(separator: " ")
            summaries.append(words.isEmpty ? "x" : words)
        }
        let texts = try summaries.map { summary in
            InvitationWriter.text(
                try Appointments.make(
                    at: 1_795_429_800, summary: summary, description: summary + "\n" + summary, attendeeName: summary))
        }
        for text in texts { #expect(try #require(LibicalReading(text)).faults == 0, "\(text)") }
        guard let read = try PythonCalendar.read(texts) else { return }
        for (found, summary) in zip(read, summaries) {
            #expect(found.summary == summary)
            #expect(found.description == summary + "\n" + summary)
            #expect(found.attendeeName == summary.replacing("\\", with: "/"))
        }
    }
}

/// The same numbers at each run.
struct Chance {
    var state: UInt64

    mutating func next(_ below: UInt64) -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state >> 33) % below
    }
}
