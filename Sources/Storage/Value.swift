import Foundation
import Triage

/// What a statement is given and gives.
package enum Value: Hashable, Sendable {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])
}

extension Value {
    package static func int(_ number: Int) -> Value { .integer(Int64(number)) }
    package static func flag(_ flag: Bool) -> Value { .integer(flag ? 1 : 0) }
    package static func time(_ moment: Moment) -> Value { .integer(moment.microseconds) }
    package static func orNull(_ number: Int?) -> Value { number.map { .integer(Int64($0)) } ?? .null }
    package static func orNull(_ number: Int64?) -> Value { number.map { .integer($0) } ?? .null }
    package static func orNull(_ moment: Moment?) -> Value { moment.map { .integer($0.microseconds) } ?? .null }
    package static func orNull(_ text: String?) -> Value { text.map { .text($0) } ?? .null }
    /// Numbers from -1 to 1 that people write with few decimals: kept as whole millionths, which gives
    /// exactly the same number back for up to six decimals.
    package static func millionths(_ number: Double) -> Value {
        guard number.isFinite else { return .integer(0) }
        return .integer(Int64((min(max(number, -1e6), 1e6) * 1e6).rounded()))
    }
    package static func millionths(orNull number: Double?) -> Value { number.map { .millionths($0) } ?? .null }

    /// PostgreSQL cannot hold U+0000 in a text, and readers in C stop at it. Both engines therefore store
    /// U+001A (SUBSTITUTE) in its place: it is as long in UTF-8, so that places in the text stay true.
    package static func withoutNul(_ text: String) -> String {
        guard hasNul(text) else { return text }
        return String(decoding: text.utf8.map { $0 == 0 ? 0x1A : $0 }, as: UTF8.self)
    }

    package static func hasNul(_ text: String) -> Bool {
        text.utf8.withContiguousStorageIfAvailable { bytes in
            guard let start = bytes.baseAddress else { return false }
            return memchr(start, 0, bytes.count) != nil
        } ?? text.utf8.contains(0)
    }

    /// Keys stand in indexes, which bound their size (PostgreSQL: a third of a page). A channel keeps
    /// identities shorter than this; whatever is longer all the same is known by its beginning and a hash.
    package static func key(_ text: String) -> String {
        guard text.utf8.count > 640 else { return text }
        var digest = Digest()
        digest.add(text)
        var head = text.unicodeScalars.prefix(560)
        while String(head).utf8.count > 560 { head.removeLast() }
        return "\(String(head))#\(digest.hex())"
    }
}

/// The columns of one result row, by place.
package struct Row: Hashable, Sendable {
    package var values: [Value]
    package init(_ values: [Value]) { self.values = values }

    package func integer(_ place: Int) throws -> Int64 {
        guard case .integer(let number) = values[place] else { throw wrong(place, "an integer") }
        return number
    }
    package func text(_ place: Int) throws -> String {
        guard case .text(let text) = values[place] else { throw wrong(place, "a text") }
        return text
    }
    fileprivate func wrong(_ place: Int, _ expected: String) -> StorageError {
        .fault("column \(place) of a row should be \(expected) and is \(values[place].kind)")
    }
}

extension Value {
    fileprivate var kind: String {
        switch self {
        case .null: "null"
        case .integer: "an integer"
        case .text: "a text"
        case .blob: "a blob"
        }
    }
}

/// Reads the columns of a row from left to right, in the order of the SELECT.
package struct Columns {
    private let row: Row
    private var place = 0

    package init(_ row: Row) { self.row = row }

    private mutating func next() -> Int {
        defer { place += 1 }
        return place
    }

    package mutating func integer() throws -> Int64 { try row.integer(next()) }
    package mutating func int() throws -> Int { Int(try integer()) }
    package mutating func flag() throws -> Bool { try integer() != 0 }
    package mutating func text() throws -> String { try row.text(next()) }
    package mutating func time() throws -> Moment { Moment(microseconds: try integer()) }
    package mutating func millionths() throws -> Double { Double(try integer()) / 1e6 }

    package mutating func integerOrNil() throws -> Int64? { try isNull() ? nil : integer() }
    package mutating func intOrNil() throws -> Int? { try isNull() ? nil : int() }
    package mutating func textOrNil() throws -> String? { try isNull() ? nil : text() }
    package mutating func timeOrNil() throws -> Moment? { try isNull() ? nil : time() }
    package mutating func millionthsOrNil() throws -> Double? { try isNull() ? nil : millionths() }

    package mutating func blobOrNil() throws -> [UInt8]? { try isNull() ? nil : blob() }

    package mutating func blob() throws -> [UInt8] {
        let place = next()
        guard case .blob(let bytes) = row.values[place] else { throw row.wrong(place, "a blob") }
        return bytes
    }

    /// A word of a closed set; one that this program does not know is a fault, not a guess.
    package mutating func word<T: RawRepresentable<String>>(_ type: T.Type) throws -> T {
        let text = try text()
        guard let word = T(rawValue: text) else { throw StorageError.fault("\(T.self) has no \"\(text)\"") }
        return word
    }
    package mutating func wordOrNil<T: RawRepresentable<String>>(_ type: T.Type) throws -> T? {
        try isNull() ? nil : word(type)
    }

    /// True, and past it, where the next column is null.
    private mutating func isNull() throws -> Bool {
        guard place < row.values.count else { throw StorageError.fault("a row has only \(place) columns") }
        guard case .null = row.values[place] else { return false }
        place += 1
        return true
    }
}
