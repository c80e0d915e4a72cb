/// The name that an operator gave to a configured place to listen. Lower-case letters, digits and
/// hyphens, at most 64; the configuration sees to that.
package struct SourceName: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral,
    CustomStringConvertible
{
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
    package init(stringLiteral value: String) { self.rawValue = value }
    package init(_ value: String) { self.rawValue = value }
    package var description: String { rawValue }
}

/// A kind of source.
package enum Channel: String, Sendable, Codable, CaseIterable {
    case mastodon
    case feed
    case email
    case sms
}

/// An address of a person on a channel, normalised so that equal people have equal handles.
/// `Handle.init(_:_:)` in Identify/ makes it; see there for what is done for each channel.
package struct Handle: Hashable, Sendable, Codable, CustomStringConvertible {
    package let channel: Channel
    /// `ana@mastodon.example`, `ana@example.org`, `+12025550111`; never empty.
    package let address: String

    package init(channel: Channel, normalised address: String) {
        self.channel = channel
        self.address = address
    }

    package var description: String { "\(channel.rawValue):\(address)" }
}

/// The key of a customer in the CRM, as the CRM writes it.
package struct CustomerID: RawRepresentable, Hashable, Sendable, Codable {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
}

/// A row number of `message`.
package struct MessageID: RawRepresentable, Hashable, Comparable, Sendable, Codable {
    package let rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }
    package static func < (a: MessageID, b: MessageID) -> Bool { a.rawValue < b.rawValue }
}

/// A row number of `conversation`.
package struct ConversationID: RawRepresentable, Hashable, Sendable, Codable {
    package let rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }
}

/// The number of a case, as the on-call team says it aloud.
package struct CaseID: RawRepresentable, Hashable, Sendable, Codable {
    package let rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }
}

/// A row number of `errand`.
package struct ErrandID: RawRepresentable, Hashable, Sendable, Codable {
    package let rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }
}
