/// A point in time: whole microseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
///
/// It is what every clock reading, cursor and due time in Earshot is written in, so that nothing is
/// ever lost to a floating-point `Date` or to a time zone. Databases store the integer as it is.
package struct Moment: Hashable, Comparable, Sendable {
    package var microseconds: Int64

    package init(microseconds: Int64) { self.microseconds = microseconds }
    package init(seconds: Int64) { self.microseconds = seconds * 1_000_000 }

    /// Later than anything that is waited for.
    package static let distantFuture = Moment(microseconds: .max)

    package static func < (a: Moment, b: Moment) -> Bool { a.microseconds < b.microseconds }

    package static func + (a: Moment, b: Duration) -> Moment {
        Moment(microseconds: a.microseconds + b.wholeMicroseconds)
    }
    package static func - (a: Moment, b: Duration) -> Moment {
        Moment(microseconds: a.microseconds - b.wholeMicroseconds)
    }
    package static func - (a: Moment, b: Moment) -> Duration {
        .microseconds(a.microseconds - b.microseconds)
    }
}

extension Duration {
    package var wholeMicroseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    }
}

extension Moment: Codable {
    /// As RFC 3339 in JSON, so that a stored document can be read by a person.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let moment = Moment(rfc3339: text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not an RFC 3339 time: \(text)")
        }
        self = moment
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rfc3339)
    }
}
