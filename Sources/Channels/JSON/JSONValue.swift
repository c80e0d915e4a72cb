import CSimdjson
import Foundation

/// A value of a JSON document, read by simdjson: the document is checked as a whole (grammar, UTF-8,
/// depth), then only what is asked for is made into Swift's own values.
///
/// It lives as long as the body of `JSONValue.read` that gave it, and must not be carried out of it.
package struct JSONValue {
    let raw: csj_value

    /// Deeper nesting is refused: no source that we know needs more than a dozen levels.
    package static let depth = 128

    /// Parses the bytes and lends the outermost value to `body`.
    package static func read<Result>(
        _ bytes: some Collection<UInt8>, _ body: (JSONValue) throws -> Result
    ) throws -> Result {
        let contiguous = try bytes.withContiguousStorageIfAvailable { try read(buffer: $0, body) }
        if let contiguous { return contiguous }
        return try Array(bytes).withUnsafeBufferPointer { try read(buffer: $0, body) }
    }

    private static func read<Result>(
        buffer: UnsafeBufferPointer<UInt8>, _ body: (JSONValue) throws -> Result
    ) throws -> Result {
        guard let start = buffer.baseAddress, !buffer.isEmpty else { throw JSONFault(reason: "nothing was sent") }
        var root = csj_value()
        var fault: UnsafePointer<CChar>?
        guard let document = csj_parse(start, buffer.count, depth, &root, &fault) else {
            throw JSONFault(reason: fault.map { String(cString: $0) } ?? "not JSON")
        }
        defer { csj_free(document) }
        return try body(JSONValue(raw: root))
    }

    package enum Kind: String, Sendable { case null, boolean, integer, decimal, string, array, object }

    package var kind: Kind {
        switch csj_kind_of(raw) {
        case CSJ_BOOLEAN: .boolean
        case CSJ_INTEGER: .integer
        case CSJ_DECIMAL: .decimal
        case CSJ_STRING: .string
        case CSJ_ARRAY: .array
        case CSJ_OBJECT: .object
        default: .null
        }
    }

    package var isNull: Bool { csj_kind_of(raw) == CSJ_NULL }

    /// Nil for every other kind. Without U+0000, which no database column takes as text and which would
    /// end the text early in every C library on the way.
    package var string: String? {
        withUTF8 { bytes in
            guard let start = bytes.baseAddress, memchr(start, 0, bytes.count) != nil else {
                return String(decoding: bytes, as: UTF8.self)
            }
            return String(decoding: bytes.filter { $0 != 0 }, as: UTF8.self)
        }
    }

    /// The bytes of a string as they stand in the document, zeros included; nil for every other kind.
    package func withUTF8<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result? {
        var start: UnsafePointer<CChar>?
        var length = 0
        guard csj_string(raw, &start, &length), let start else { return nil }
        return try start.withMemoryRebound(to: UInt8.self, capacity: length) {
            try body(UnsafeBufferPointer(start: $0, count: length))
        }
    }

    /// Nil for every other kind, and for what does not fit.
    package var integer: Int64? {
        var value: Int64 = 0
        return csj_integer(raw, &value) ? value : nil
    }

    package var boolean: Bool? {
        var value = false
        return csj_boolean(raw, &value) ? value : nil
    }

    /// The items of an array; none for every other kind.
    package var items: Items { Items(walk: csj_items(raw)) }

    package struct Items: Sequence, IteratorProtocol {
        var walk: csj_walk

        package mutating func next() -> JSONValue? {
            var item = csj_value()
            return csj_next(&walk, &item) ? JSONValue(raw: item) : nil
        }
    }
}

/// Why bytes are not a JSON document, in a few words of the parser's.
package struct JSONFault: Error, Hashable, CustomStringConvertible {
    package var reason: String
    package var description: String { reason }
}
