/// A JSON value that keeps the order of its keys. Written on one line; what some readers take for a line's
/// end (U+0085, U+2028, U+2029) is escaped too.
enum JSON: Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    /// Not-a-number and infinities, which JSON lacks, are written as null.
    case number(Double)
    case text(String)
    case list([JSON])
    case object([(String, JSON)])

    static func integer(_ value: Int) -> JSON { .integer(Int64(value)) }
    static func text(_ value: String?) -> JSON { value.map { JSON.text($0) } ?? .null }

    var line: String {
        var bytes: [UInt8] = []
        write(into: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    func write(into bytes: inout [UInt8]) {
        switch self {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
        case .integer(let value): bytes.append(contentsOf: String(value).utf8)
        case .number(let value): bytes.append(contentsOf: (value.isFinite ? "\(value)" : "null").utf8)
        case .text(let value): Self.quote(value, into: &bytes)
        case .list(let values):
            bytes.append(UInt8(ascii: "["))
            for (place, value) in values.enumerated() {
                if place > 0 { bytes.append(UInt8(ascii: ",")) }
                value.write(into: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let pairs):
            bytes.append(UInt8(ascii: "{"))
            for (place, (key, value)) in pairs.enumerated() {
                if place > 0 { bytes.append(UInt8(ascii: ",")) }
                Self.quote(key, into: &bytes)
                bytes.append(UInt8(ascii: ":"))
                value.write(into: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    private static let hex = Array("0123456789abcdef".utf8)

    private static func quote(_ text: String, into bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { source in
            var copied = 0
            var place = 0
            /// Writes what lies before `place` as it is, then `escape` for the next `length` bytes.
            func escape(_ escape: some Sequence<UInt8>, _ length: Int) {
                bytes.append(contentsOf: source[copied..<place])
                bytes.append(contentsOf: escape)
                place += length
                copied = place
            }
            while place < source.count {
                switch source[place] {
                case UInt8(ascii: "\""): escape("\\\"".utf8, 1)
                case UInt8(ascii: "\\"): escape("\\\\".utf8, 1)
                case 0x0A: escape("\\n".utf8, 1)
                case 0x0D: escape("\\r".utf8, 1)
                case 0x09: escape("\\t".utf8, 1)
                case 0..<0x20, 0x7F:
                    let byte = source[place]
                    escape(Array("\\u00".utf8) + [hex[Int(byte >> 4)], hex[Int(byte & 15)]], 1)
                case 0xC2 where place + 1 < source.count && source[place + 1] == 0x85: escape("\\u0085".utf8, 2)
                case 0xE2 where place + 2 < source.count && source[place + 1] == 0x80 && source[place + 2] == 0xA8:
                    escape("\\u2028".utf8, 3)
                case 0xE2 where place + 2 < source.count && source[place + 1] == 0x80 && source[place + 2] == 0xA9:
                    escape("\\u2029".utf8, 3)
                default: place += 1
                }
            }
            bytes.append(contentsOf: source[copied...])
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
