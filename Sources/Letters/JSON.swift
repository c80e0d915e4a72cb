/// A JSON value (RFC 8259) that keeps the order of its keys. Written on one line; what some readers take for a line's
/// end (U+0085, U+2028, U+2029) is escaped too.
package enum JSON: Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    /// Not-a-number and infinities, which JSON lacks, are written as null.
    case number(Double)
    case text(String)
    case list([JSON])
    case object([(String, JSON)])

    package static func integer(_ value: Int) -> JSON { .integer(Int64(value)) }
    package static func text(_ value: String?) -> JSON { value.map { JSON.text($0) } ?? .null }

    /// For a line of output.
    package var line: String { String(decoding: bytes(forPages: false), as: UTF8.self) }

    /// For a browser: `<` and `>` are escaped too, so that whoever puts an answer into a page is not surprised by it.
    package var written: String { String(decoding: bytes(forPages: true), as: UTF8.self) }

    private func bytes(forPages: Bool) -> [UInt8] {
        var bytes: [UInt8] = []
        write(into: &bytes, forPages: forPages)
        return bytes
    }

    package func write(into bytes: inout [UInt8]) { write(into: &bytes, forPages: false) }

    private func write(into bytes: inout [UInt8], forPages: Bool) {
        switch self {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
        case .integer(let value): bytes.append(contentsOf: String(value).utf8)
        case .number(let value): bytes.append(contentsOf: (value.isFinite ? "\(value)" : "null").utf8)
        case .text(let value): Self.quote(value, into: &bytes, forPages: forPages)
        case .list(let values):
            bytes.append(UInt8(ascii: "["))
            for (place, value) in values.enumerated() {
                if place > 0 { bytes.append(UInt8(ascii: ",")) }
                value.write(into: &bytes, forPages: forPages)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let pairs):
            bytes.append(UInt8(ascii: "{"))
            for (place, (key, value)) in pairs.enumerated() {
                if place > 0 { bytes.append(UInt8(ascii: ",")) }
                Self.quote(key, into: &bytes, forPages: forPages)
                bytes.append(UInt8(ascii: ":"))
                value.write(into: &bytes, forPages: forPages)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    private static let hex = Array("0123456789abcdef".utf8)

    /// Between quotes, with what cannot stand in a line escaped.
    package static func quote(_ text: String, into bytes: inout [UInt8], forPages: Bool = false) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { source in
            var copied = 0
            var place = 0
            while place < source.count {
                if isPlain(source[place]), !forPages || !isBracket(source[place]) {
                    place += 1
                    continue
                }
                let length = escapedLength(source, at: place)
                if length > 0 {
                    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[copied..<place]))
                    escape(source, at: place, into: &bytes)
                    copied = place + length
                }
                place += max(1, length)
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[copied...]))
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// It is written as it is, whatever follows.
    @inline(__always)
    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") && byte != 0x7F && byte != 0xC2
            && byte != 0xE2
    }

    @inline(__always)
    private static func isBracket(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") }

    /// How many bytes one escape stands for here; 0 where none is needed.
    private static func escapedLength(_ source: UnsafeBufferPointer<UInt8>, at place: Int) -> Int {
        func byte(_ offset: Int) -> UInt8 { place + offset < source.count ? source[place + offset] : 0 }
        switch source[place] {
        case 0xC2: return byte(1) == 0x85 ? 2 : 0
        case 0xE2: return byte(1) == 0x80 && byte(2) | 1 == 0xA9 ? 3 : 0
        default: return 1
        }
    }

    private static func escape(_ source: UnsafeBufferPointer<UInt8>, at place: Int, into bytes: inout [UInt8]) {
        switch source[place] {
        case UInt8(ascii: "\""): bytes.append(contentsOf: "\\\"".utf8)
        case UInt8(ascii: "\\"): bytes.append(contentsOf: "\\\\".utf8)
        case 0x0A: bytes.append(contentsOf: "\\n".utf8)
        case 0x0D: bytes.append(contentsOf: "\\r".utf8)
        case 0x09: bytes.append(contentsOf: "\\t".utf8)
        case 0xC2: bytes.append(contentsOf: "\\u0085".utf8)
        case 0xE2: bytes.append(contentsOf: (source[place + 2] == 0xA8 ? "\\u2028" : "\\u2029").utf8)
        case let byte: bytes.append(contentsOf: "\\u00".utf8 + [hex[Int(byte >> 4)], hex[Int(byte & 15)]])
        }
    }
}

extension JSON: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral value: String) { self = .text(value) }
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(arrayLiteral elements: JSON...) { self = .list(elements) }
    package init(dictionaryLiteral elements: (String, JSON)...) { self = .object(elements) }
}
