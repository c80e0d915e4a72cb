import Foundation
import Storage
import Testing
import Triage

@testable import earshot

struct JSONLineTests {
    @Test func `keys keep their order and every text survives`() throws {
        let text = "a\"b\\c\n\r\t\u{0}\u{1F}\u{7F}\u{85}\u{2028}\u{2029}é😀\u{202E}"
        let line = JSON.object([("z", .text(text)), ("a", .list([.null, .bool(true), .integer(-3), .number(0.5)]))])
            .line
        #expect(line.hasPrefix("{\"z\":\"a\\\"b\\\\c\\n\\r\\t\\u0000\\u001f"))
        #expect(line.hasSuffix("\"a\":[null,true,-3,0.5]}"))
        let read = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(read["z"] as? String == text)
    }

    @Test func `one object stays on one line for every reader`() {
        let line = JSON.text((0..<0x3000).compactMap(Unicode.Scalar.init).map { String(Character($0)) }.joined()).line
        let hasBreak = line.contains { $0.isNewline }
        #expect(!hasBreak)
    }

    @Test func `a browser gets no bracket that could begin a tag, and a line keeps them`() {
        let value = JSON.object([("<a>", .list([.text("</script>\u{2028}")]))])
        #expect(value.written == #"{"\u003ca\u003e":["\u003c/script\u003e\u2028"]}"#)
        #expect(value.line == #"{"<a>":["</script>\u2028"]}"#)
    }

    @Test func `numbers that JSON lacks become null`() {
        #expect(JSON.list([.number(.nan), .number(.infinity)]).line == "[null,null]")
    }
}

struct FactsTests {
    private let reason = Reason(
        rule: "r", title: "t", file: "Rules/a.rules", line: 3, score: 60, severity: .critical,
        matches: (0..<20).map { .init(text: "w", start: $0, end: $0 + 1) }, more: 5)

    @Test func `a verdict has the keys that scripts rely on, and at most sixteen matches a reason`() throws {
        let verdict = Verdict(
            isHot: true, heat: 60, severity: .critical, sentiment: .init(label: .negative, compound: -0.612345),
            language: "en", reasons: [reason])
        var bytes: [UInt8] = []
        verdict.write(id: .text("1"), into: &bytes)
        let line = String(decoding: bytes, as: UTF8.self)
        #expect(
            line.hasPrefix(
                "{\"id\":\"1\",\"hot\":true,\"heat\":60,\"severity\":\"critical\","
                    + "\"sentiment\":{\"label\":\"negative\",\"compound\":-0.6123,\"confidence\":1.0},\"complaint\":null,\"language\":\"en\","
                    + "\"reasons\":[{\"rule\":\"r\",\"file\":\"Rules/a.rules\",\"line\":3,\"score\":60,"
                    + "\"matches\":[{\"text\":\"w\",\"start\":0,\"end\":1},"))
        #expect(line.hasSuffix("{\"text\":\"w\",\"start\":15,\"end\":16}],\"more\":9}]}"))
    }

    @Test func `a score is written as any number is`() {
        var values = (-12_345...12_345).map { Double($0) / 10_007 }
        values += [-0.0, 0.00004, -0.00004, 0.00005, 0.99995, -1, 9.99996, 123.4567, 1e300, -.infinity, .nan]
        for value in values {
            let verdict = Verdict(
                isHot: false, heat: 0, severity: nil, sentiment: .init(label: .mixed, compound: value),
                complaint: value,
                language: "en", reasons: [])
            var bytes: [UInt8] = []
            verdict.write(id: .null, into: &bytes)
            let number = JSON.number(value.rounded(places: 4)).line
            let line = String(decoding: bytes, as: UTF8.self)
            #expect(line.contains("\"compound\":\(number),") && line.contains("\"complaint\":\(number),"))
        }
    }

    @Test func `a case, an errand and a ledger line have the keys that scripts rely on`() {
        let hotCase = Case(
            id: CaseID(rawValue: 7), state: .notHot, heat: 60, severity: nil, title: "T", messages: 2,
            firstHeard: Moment(seconds: 0), promise: Moment(seconds: 60), owner: "o", claimedBy: nil, reasons: [])
        #expect(
            hotCase.json.line
                == "{\"case\":7,\"state\":\"not-hot\",\"heat\":60,\"severity\":null,\"title\":\"T\",\"messages\":2,"
                + "\"firstHeard\":\"1970-01-01T00:00:00Z\",\"promise\":\"1970-01-01T00:01:00Z\",\"owner\":\"o\","
                + "\"claimedBy\":null,\"reasons\":[],\"due\":null,\"rank\":\"1970-01-01T00:00:00Z\","
                + "\"newest\":\"1970-01-01T00:00:00Z\",\"incident\":null,\"isIncident\":false,\"mergedInto\":null,"
                + "\"held\":false,\"step\":0,\"target\":null}")
        let errand = Errand(
            id: ErrandID(rawValue: 1), kind: .ticket, state: .givenUp, attempts: 2, doubtful: 0,
            due: Moment(seconds: 0), idempotencyKey: "k", lastError: "e", message: nil, quarantine: nil, epoch: 1,
            draft: TicketDraft(messageID: "m", inReplyTo: nil, references: [], queue: .hot))
        #expect(
            errand.json.line
                == "{\"errand\":1,\"kind\":\"ticket\",\"state\":\"given-up\",\"attempts\":2,"
                + "\"due\":\"1970-01-01T00:00:00Z\",\"idempotencyKey\":\"k\",\"lastError\":\"e\"}")
        #expect(
            LedgerLine(source: "s", heard: 10, stored: 4, duplicate: 3, filtered: 2, quarantined: 1).json.line
                == "{\"source\":\"s\",\"heard\":10,\"stored\":4,\"duplicate\":3,\"filtered\":2,\"quarantined\":1,"
                + "\"unaccounted\":0}")
    }
}

struct ShownTests {
    @Test func `outside text cannot move the cursor, turn writing round or hide`() {
        #expect(Shown.line("a\u{1B}[31mb\u{7}") == "a␛[31mb␇")
        #expect(Shown.line("a\u{202E}cba\u{202C}") == "a‹U+202E›cba‹U+202C›")
        #expect(Shown.line("\u{9B}31m\u{2066}\u{61C}\u{200F}") == "‹U+9B›31m‹U+2066›‹U+61C›‹U+200F›")
        #expect(Shown.line("a\r\nb\nc\td") == "a⏎b⏎c d")
        #expect(Shown.line("x\u{E0041}y") == "x‹U+E0041›y")
        for value in (0..<0x20).map(UInt32.init) + Array(0x7F..<0xA0) {
            let shown = Shown.line(String(Character(Unicode.Scalar(value)!)))
            #expect(!shown.unicodeScalars.contains { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) })
        }
    }

    @Test func `what is harmless stays as it is`() {
        for text in ["Zoë", "👩‍👩‍👧 ok", "日本語", "e\u{301}", "🇬🇧"] { #expect(Shown.line(text) == text) }
    }

    @Test func `what is too wide is cut at its columns`() {
        #expect(Shown.line("abcdef", columns: 6) == "abcdef")
        #expect(Shown.line("abcdefg", columns: 6) == "abcde…")
        #expect(Shown.width(Shown.line("日本語日本語", columns: 6)) <= 6)
        #expect(Shown.line("abc", columns: 0) == "")
        #expect(Shown.width("日本") == 4 && Shown.width("👩‍👩‍👧") == 2 && Shown.width("e\u{301}") == 1)
    }
}

struct LineReaderTests {
    private func lines(_ bytes: [UInt8], limit: Int = 100) throws -> [String] {
        let folder = try Scratch()
        let descriptor = open(try folder.write("in", bytes), O_RDONLY)
        defer { close(descriptor) }
        var reader = LineReader(descriptor: descriptor, lineLimit: limit)
        var lines: [String] = []
        while let some = try reader.next(upTo: 7) {
            lines += some.map { "\($0.number)\($0.isTooLong ? "!" : ""):\(String(decoding: $0.bytes, as: UTF8.self))" }
        }
        return lines
    }

    @Test func `lines keep their numbers, whatever ends them`() throws {
        #expect(
            try lines(Array("a\r\n\nlonger than a reading\nend".utf8)) == [
                "1:a", "2:", "3:longer than a reading", "4:end",
            ])
        #expect(try lines(Array("\u{FEFF}a\n".utf8)) == ["1:a"])
        #expect(try lines([]) == [])
    }

    @Test func `a line without end is not held, and the next is read all the same`() throws {
        let long = [UInt8](repeating: 0x78, count: 500)
        let read = try lines(Array("a\n".utf8) + long + Array("\nb\n".utf8), limit: 120)
        #expect(read.count == 3)
        #expect(read[0] == "1:a" && read[1].hasPrefix("2!:xxx") && read[2] == "3:b")
        #expect(try lines(long, limit: 120).count == 1)
    }
}
