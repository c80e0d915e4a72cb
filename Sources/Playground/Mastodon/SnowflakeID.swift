import Foundation

/// The id of a status, an account or a picture: milliseconds since 1970 in the upper bits and a counter in
/// the lower sixteen, so that ids grow with the time of what they name. What is posted with an old time gets
/// an old id, as on a real server that hears of an old post late.
package struct SnowflakeID: Hashable, Comparable, Sendable, CustomStringConvertible, LosslessStringConvertible {
    package let number: Int64

    init(number: Int64) { self.number = number }

    package init?(_ text: String) {
        guard let number = Int64(text), number >= 0 else { return nil }
        self.number = number
    }

    package var description: String { String(number) }
    package static func < (one: Self, other: Self) -> Bool { one.number < other.number }

    /// Gives out ids that nobody has yet, growing within a millisecond as well.
    struct Maker: Sendable {
        private var next: [Int64: Int64] = [:]

        mutating func make(at date: Date) -> SnowflakeID {
            var milliseconds = max(0, Int64((date.timeIntervalSince1970 * 1000).rounded(.down)))
            // A millisecond holds 65,536 ids; what comes on top moves into the one after it.
            while let used = next[milliseconds], used >= (milliseconds + 1) << 16 { milliseconds += 1 }
            let id = next[milliseconds] ?? milliseconds << 16
            next[milliseconds] = id + 1
            return SnowflakeID(number: id)
        }
    }
}
