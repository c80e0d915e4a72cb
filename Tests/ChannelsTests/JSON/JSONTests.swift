import Testing
import Triage

@testable import Channels

@Suite struct JSONTests {
    private enum Field: Int, CaseIterable { case id, count, names, gone, flag }
    private static let shape = JSONShape<Field>()

    @Test func `a value is read as what it is and as nothing else`() throws {
        try JSONValue.read(#"{"id":"a\u00e9","count":7,"names":["x",2],"gone":null,"flag":true}"#.utf8) { root in
            let read: Bool? = Self.shape.pick(root) { picked in
                #expect(picked[.id]?.string == "aé")
                #expect(picked[.id]?.integer == nil)
                #expect(picked[.count]?.integer == 7)
                #expect(picked[.count]?.string == nil)
                #expect(picked[.names]?.items.map(\.kind) == [.string, .integer])
                #expect(picked[.gone] == nil)
                #expect(picked[.flag]?.boolean == true)
                #expect(picked[.flag]?.items.map(\.kind) == [])
                return true
            }
            #expect(read == true)
        }
    }

    @Test func `picking fields from what is no object gives nothing`() throws {
        try JSONValue.read("[1]".utf8) { root in
            #expect(Self.shape.pick(root) { _ in true } == nil)
        }
    }

    @Test func `of two fields of one name the last counts`() throws {
        try JSONValue.read(#"{"id":"a","id":"b"}"#.utf8) { root in
            #expect(Self.shape.pick(root) { $0[.id]?.string } == "b")
        }
    }

    @Test func `a zero within a text is left out`() throws {
        let text = try JSONValue.read(#"["a\u0000b"]"#.utf8) { $0.items.map { $0.string ?? "" } }
        #expect(text == ["ab"])
    }

    @Test(arguments: [0, 1, 63, 64, 65])
    func `bytes that end anywhere in a block are read to their end and no further`(_ padding: Int) throws {
        let bytes = Array((#"["\#(String(repeating: "x", count: padding))"]"#).utf8)
        #expect(try JSONValue.read(bytes) { $0.items.map { $0.string?.utf8.count } } == [padding])
    }

    @Test func `nesting beyond the limit is refused, within it it is not`() throws {
        func nested(_ depth: Int) -> [UInt8] {
            Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
        }
        try JSONValue.read(nested(100)) { #expect($0.kind == .array) }
        for depth in [JSONValue.depth + 2, 100_000] {
            #expect(throws: JSONFault.self) { try JSONValue.read(nested(depth)) { _ in } }
        }
    }

    @Test(arguments: ["", " ", "{", "[1,", "nul", #"{"a" 1}"#, "[1]]", "\u{0}", #"["\ud800"]"#, "[01]"])
    func `what is not JSON is refused`(_ text: String) {
        #expect(throws: JSONFault.self) { try JSONValue.read(Array(text.utf8)) { _ in } }
    }

    @Test(arguments: [
        "2026-11-22T03:41:07.250Z", "2026-11-22T03:41:07Z", "2024-02-29T23:59:59.999Z", "0000-01-01T00:00:00Z",
        "9999-12-28T00:00:00.001Z", "2026-11-31T03:41:07Z", "2026-11-30T03:41:07Z", "2026-13-01T03:41:07Z",
        "2026-00-01T03:41:07Z", "2026-11-00T03:41:07Z", "2026-11-22T24:00:00Z", "2026-11-22T25:00:00Z",
        "2026-11-22T03:60:07Z", "2026-11-22T03:41:60Z", "2026-11-22T03:41:07.25xZ", "2026-11-22T03:41:07,250Z",
        "2026-11-22T03:41:07+01:00", "2026-11-22 03:41:07Z", "2026-11-22", "+026-11-22T03:41:07Z", "", "noon",
    ])
    func `a time is read as it is everywhere`(_ text: String) throws {
        let read = try JSONValue.read(Array("[\"\(text)\"]".utf8)) { root in root.items.map(\.moment) }
        #expect(read == [Moment(rfc3339: text)])
    }

    // MARK: Lists

    private func list(_ bytes: [UInt8], limit: Int = 100) throws -> [String] {
        var found: [String] = []
        try JSONList.read(bytes, limit: limit) { number, item in
            #expect(number == found.count)
            switch item {
            case .readable(let value, let repaired):
                found.append((value.string ?? value.kind.rawValue) + (repaired ? " repaired" : ""))
            case .broken: found.append("broken")
            }
        }
        return found
    }

    @Test func `one damaged item does not hide the others`() throws {
        let deep = String(repeating: "[", count: 500) + String(repeating: "]", count: 500)
        #expect(
            try list(Array(#"["a", "b\ud83d", \#(deep), 1e999, "c"]"#.utf8)) == [
                "a", "b\u{FFFD} repaired", "broken", "broken", "c",
            ])
        #expect(
            try list(Array("[\"a\", \"b".utf8) + [0xFF] + Array("\", \"c\"]".utf8)) == ["a", "b\u{FFFD} repaired", "c"])
        #expect(try list(Array("[\"a\", \"b\u{1}\tc\"]".utf8)) == ["a", "b  c repaired"])
    }

    @Test func `whole surrogate pairs survive a repair`() throws {
        #expect(try list(Array(#"["\ud83d\ude00\udc00\\ud800"]"#.utf8)) == ["😀\u{FFFD}\\ud800 repaired"])
    }

    @Test func `a list that does not end is refused as a whole`() {
        #expect(throws: JSONFault.self) { try list(Array(#"["a", "b"#.utf8)) }
        #expect(throws: JSONFault.self) { try list(Array(#"["a", "b""#.utf8)) }
    }

    @Test func `what is no list, or one of too many items, is refused`() {
        #expect(throws: JSONFault.self) { try list(Array(#"{"error":"no"}"#.utf8)) }
        #expect(throws: JSONFault.self) { try list(Array("[1,2,3]".utf8), limit: 2) }
        #expect(throws: JSONFault.self) { try list(Array(#"[1,"\ud800",3]"#.utf8), limit: 2) }
    }

    @Test func `the bytes of an item are told by its brackets`() {
        let text = #" { "x": [1, "]"], "list" : [ {"a":"]},\""} , [1,[2]],3 ] , "y": 1}"#
        let bytes = Array(text.utf8)
        let found = JSONText.items(of: bytes, under: "list", limit: 10)?.map {
            String(decoding: bytes[$0], as: UTF8.self)
        }
        #expect(found == [#"{"a":"]},\""}"#, "[1,[2]]", "3"])
        #expect(JSONText.items(of: bytes, under: "y", limit: 10) == nil)
        #expect(JSONText.items(of: bytes, under: "z", limit: 10) == nil)
        #expect(JSONText.items(of: bytes, limit: 10) == nil)
        #expect(JSONText.items(of: Array("[ ]".utf8), limit: 10) == [])
    }

    @Test func `fifteen megabytes of anything end in an answer or a refusal`() {
        let size = 15 << 20
        for unit in ["[", "0,", "\""] {
            let bytes = Array(String(repeating: unit, count: size / unit.utf8.count).utf8)
            #expect(throws: JSONFault.self) { try list(Array("[".utf8) + bytes, limit: 2000) }
        }
    }

    @Test func `no damage to a page crashes its reading`() {
        var chance = SystemRandomNumberGenerator.seeded(7)
        let sample = Array(
            #"[{"id":"1","content":"<p>a\u00e9\ud83d\ude00</p>","n":[1,-2.5e3,null,true,{"k":"\"\\"}]}]"#.utf8)
        for _ in 0..<20_000 {
            var bytes = sample
            for _ in 0..<Int.random(in: 1...4, using: &chance) {
                let place = Int.random(in: 0..<bytes.count, using: &chance)
                switch Int.random(in: 0..<3, using: &chance) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &chance)
                case 1: bytes.remove(at: place)
                default: bytes.insert(Array(#"[]{}",:\u0d"#.utf8).randomElement(using: &chance)!, at: place)
                }
            }
            _ = try? list(bytes)
        }
    }
}

/// The same numbers in every run.
struct SeededChance: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension SystemRandomNumberGenerator {
    static func seeded(_ seed: UInt64) -> SeededChance { SeededChance(state: seed) }
}
