import Letters

/// Reads one JSON value (RFC 8259), and nothing else: no comment, no comma too many, no key twice, no half of a
/// surrogate pair, nothing behind the value.
struct JSONReader {
    struct Fault: Error {
        /// What is wrong, to stand behind "the body".
        var reason: String
        /// Bytes before it.
        var place: Int
    }

    private let bytes: [UInt8]
    private var place = 0
    private static let deepest = 16

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    static func read(_ bytes: [UInt8]) throws -> JSON {
        var reader = JSONReader(bytes)
        let value = try reader.value(depth: 0)
        reader.skipBlanks()
        guard reader.place == bytes.count else { throw reader.fault("goes on behind its value") }
        return value
    }

    private func fault(_ reason: String) -> Fault { Fault(reason: reason, place: place) }
    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    private mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { place += 1 }
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        place += 1
        return true
    }

    private mutating func value(depth: Int) throws -> JSON {
        guard depth <= Self.deepest else { throw fault("is nested too deeply") }
        skipBlanks()
        switch next {
        case UInt8(ascii: "{"): return try object(depth)
        case UInt8(ascii: "["): return try list(depth)
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"): return try number()
        case let digit? where (0x30...0x39).contains(digit): return try number()
        case nil: throw fault("ends where a value should be")
        default: throw fault("has something that is not JSON")
        }
    }

    private mutating func word(_ word: String, _ value: JSON) throws -> JSON {
        guard bytes[place...].starts(with: word.utf8) else { throw fault("has something that is not JSON") }
        place += word.utf8.count
        return value
    }

    private mutating func list(_ depth: Int) throws -> JSON {
        place += 1
        var values: [JSON] = []
        skipBlanks()
        if take("]") { return .list([]) }
        while true {
            values.append(try value(depth: depth + 1))
            skipBlanks()
            if take("]") { return .list(values) }
            guard take(",") else { throw fault("lacks a comma or a bracket") }
        }
    }

    private mutating func object(_ depth: Int) throws -> JSON {
        place += 1
        var pairs: [(String, JSON)] = []
        var names: Set<String> = []
        skipBlanks()
        if take("}") { return .object([]) }
        while true {
            skipBlanks()
            guard next == UInt8(ascii: "\"") else { throw fault("lacks a name in quotes") }
            let name = try text()
            guard names.insert(name).inserted else { throw fault("has a name twice") }
            skipBlanks()
            guard take(":") else { throw fault("lacks a colon") }
            pairs.append((name, try value(depth: depth + 1)))
            skipBlanks()
            if take("}") { return .object(pairs) }
            guard take(",") else { throw fault("lacks a comma or a brace") }
        }
    }

    private mutating func digits() -> Int {
        let start = place
        while let byte = next, (0x30...0x39).contains(byte) { place += 1 }
        return place - start
    }

    private mutating func number() throws -> JSON {
        let start = place
        var isWhole = true
        _ = take("-")
        let hasZero = next == UInt8(ascii: "0")
        let whole = digits()
        guard whole > 0, !hasZero || whole == 1 else { throw fault("has a number that is none") }
        if take(".") {
            isWhole = false
            guard digits() > 0 else { throw fault("has a number that is none") }
        }
        if take("e") || take("E") {
            isWhole = false
            _ = take("+") || take("-")
            guard digits() > 0 else { throw fault("has a number that is none") }
        }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        if isWhole, let integer = Int64(text) { return .integer(integer) }
        guard let number = Double(text), number.isFinite else { throw fault("has a number beyond all bounds") }
        // To JSON 3.0 and 3 are one number.
        if let integer = Int64(exactly: number) { return .integer(integer) }
        return .number(number)
    }

    private mutating func text() throws -> String {
        place += 1
        var read: [UInt8] = []
        while let byte = next {
            place += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: read, as: UTF8.self) else { throw fault("is not UTF-8") }
                return text
            case UInt8(ascii: "\\"): try escape(into: &read)
            case 0..<0x20: throw fault("has a control character in a text")
            default: read.append(byte)
            }
        }
        throw fault("ends within a text")
    }

    private mutating func escape(into read: inout [UInt8]) throws {
        guard let byte = next else { throw fault("ends within a text") }
        place += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): read.append(byte)
        case UInt8(ascii: "b"): read.append(0x08)
        case UInt8(ascii: "f"): read.append(0x0C)
        case UInt8(ascii: "n"): read.append(0x0A)
        case UInt8(ascii: "r"): read.append(0x0D)
        case UInt8(ascii: "t"): read.append(0x09)
        case UInt8(ascii: "u"):
            var code = try fourDigits()
            if (0xD800..<0xDC00).contains(code), take("\\"), take("u") {
                let low = try fourDigits()
                guard (0xDC00..<0xE000).contains(low) else { throw fault("has half of a character") }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw fault("has half of a character") }
            read += String(Character(scalar)).utf8
        default: throw fault("has an escape that is none")
        }
    }

    private mutating func fourDigits() throws -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw fault("has an escape that is none")
            }
            place += 1
            code = code << 4 | UInt32(digit)
        }
        return code
    }
}
